"""The declaration's text: its layout, found by the program and never written down by hand.

A declaration is laid out as front matter (title lines), paragraphs of sentences under headings of
sections, and a list of bodies; each is optional.  This module finds those parts; the curated tables
say what they mean, and :mod:`ascc_ld.reading.cross_check` compares the two.

Every offset is a count of Unicode code points from the start of the text, ``[start, end)``, as in
the Web Annotation Data Model, §4.2.4 "Text Position Selector"
(https://www.w3.org/TR/annotation-model/#text-position-selector).
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ascc_ld.ground.faults import DataError, Fault
from ascc_ld.ground.project import decoded, with_plain_lines
from ascc_ld.reading.headings import Heading, bare_heading, numbered_heading, section_numbers
from ascc_ld.reading.passage import CLOSES_A_SENTENCE, PATTERNS, Passage, lines
from ascc_ld.reading.printed_list import ListEntry, find_list, running_list

__all__ = [
    "DeclarationText",
    "ListEntry",
    "Passage",
    "SectionHeading",
    "decode",
    "lay_out",
    "selector_context",
]

_SENTENCE_END = PATTERNS["sentence_end"]
_GLUED = PATTERNS["glued"]
_TITLE_LINE, _LEAD_IN, _TOO_LONG = 240, 3, 1_500
"""Code points of a line of the front matter at most; words in lower case of a lead-in at least;
code points from which on a sentence is one whose full stops were lost."""


@dataclass(frozen=True, order=True)
class SectionHeading:
    """A heading; ``passage`` is its line, ``body_end`` where its surely own text ends.

    ``number`` is the printed one where the numbers of all headings grow; else headings are counted.
    """

    passage: Passage
    number: int
    title: str
    body_end: int

    def covers(self, passage: Passage) -> bool:
        """Tell whether ``passage`` is in the body of this section."""
        return self.passage.end <= passage.start and passage.end <= self.body_end


@dataclass(frozen=True)
class DeclarationText:
    """The text with its layout.

    ``sentences`` are those of all paragraphs in order.  ``list_title`` is ``None`` and
    ``entries`` is empty where the text lists nobody; lists of several kinds have several
    ``list_titles``.
    """

    text: str
    sha256: str
    byte_count: int
    front_matter: tuple[Passage, ...]
    headings: tuple[SectionHeading, ...]
    sentences: tuple[Passage, ...]
    list_title: Passage | None
    entries: tuple[ListEntry, ...]
    country_headings: tuple[Passage, ...] = ()
    list_titles: tuple[Passage, ...] = ()

    def line_number(self, offset: int) -> int:
        """Return the line, counted from 1, that has the code point ``offset``."""
        return self.text.count("\n", 0, offset) + 1

    def possible_sections(self, passage: Passage) -> frozenset[int | None]:
        """Return the sections that ``passage`` may be in; ``None`` means no section.

        The layout decides, except for the paragraphs after the last section's first: those may
        go on with that section or close the declaration, which only a reader can tell.
        """
        for heading in self.headings:
            if heading.covers(passage):
                return frozenset({heading.number})
        if self.headings and passage.start >= self.headings[-1].body_end:
            return frozenset({self.headings[-1].number, None})
        return frozenset({None})


def decode(content: bytes, file: str, *, exact: bool = True) -> tuple[str | None, list[Fault]]:
    """Decode a text file and report what would make its offsets mean something else.

    Returns the text normalised for matching (no BOM, LF, NFC), or ``None`` where there is
    nothing to match against, and the faults: not UTF-8, empty, characters that are not in
    Normalisation Form C (Unicode Standard Annex 15), and if it is to be ``exact`` a byte order mark
    and CR line ends.
    """
    if not content.removeprefix(b"\xef\xbb\xbf").strip():
        return None, [Fault(file, None, None, None, "is empty", "Restore the file.")]
    try:
        text = decoded(content, file)
    except DataError as error:
        return None, [*error.faults]
    faults = []
    if exact and text.startswith("\ufeff"):
        faults.append(
            Fault(file, 1, None, "U+FEFF", "starts with a byte order mark", "Save without a BOM.")
        )
    if exact and "\r" in text:
        line = text.count("\n", 0, text.index("\r")) + 1
        faults.append(
            Fault(file, line, None, "\\r", "has CR LF or CR line ends", "Save with LF line ends.")
        )
    text = with_plain_lines(text)
    normal = unicodedata.normalize("NFC", text)
    for line, (came, composed) in enumerate(zip(text.split("\n"), normal.split("\n"), strict=True)):
        if came != composed:
            problem = "is not in Unicode Normalisation Form C"
            remedy = "Save the characters composed (NFC)."
            faults.append(Fault(file, line + 1, None, came, problem, remedy))
            break
    return normal, faults


def lay_out(
    text: str, content: bytes, list_title: str | None = None, countries: Iterable[str] = ()
) -> DeclarationText:
    """Find the parts of ``text``; ``content`` are the bytes it was read from.

    The list stands below its title, the last line that reads ``list_title``; if there is none,
    where a title or a country shows it.  ``countries`` are names of countries that may head a part
    of it without brackets.
    """
    all_lines = list(lines(text))
    known = {name.casefold(): name for name in countries}
    printed = find_list(all_lines, known, list_title)
    body = [*all_lines[: printed.first], *all_lines[printed.last :]] if printed else all_lines
    first_sentence = next((i for i, line in enumerate(body) if _opens(line.text)), len(body))
    paragraphs = body[first_sentence:]
    sentences: list[Passage] = []
    headings: list[tuple[Passage, Heading]] = []
    for index, line in enumerate(paragraphs):
        heading = numbered_heading(line.text)
        if heading is None and 0 < index < len(paragraphs) - 1:
            heading = bare_heading(paragraphs[index - 1], line, paragraphs[index + 1])
        if heading:
            headings.append((line, heading))
        elif line.words().text:
            sentences.extend(_sentences(line.words()))
    return DeclarationText(
        text=text,
        sha256=hashlib.sha256(content).hexdigest(),
        byte_count=len(content),
        front_matter=tuple(body[:first_sentence]),
        headings=tuple(_bounded(headings, paragraphs)),
        sentences=tuple(sentences),
        list_title=printed.titles[0] if printed and printed.titles else None,
        entries=tuple(printed.entries if printed else running_list(sentences, known)),
        country_headings=tuple(printed.countries) if printed else (),
        list_titles=tuple(printed.titles) if printed else (),
    )


def selector_context(text: str, start: int, end: int, width: int = 32) -> tuple[str, str]:
    """Return the prefix and suffix of a text quote selector, at most ``width`` code points each.

    Source: Web Annotation Data Model, §4.2.5 "Text Quote Selector".
    """
    return text[max(0, start - width) : start], text[end : end + width]


def _opens(line: str) -> bool:
    """Tell whether the front matter ends above this line: a sentence, or a section heading."""
    heading = numbered_heading(line)
    leads_in = line.endswith(":") and len(re.findall(r"\b[a-z]+\b", line)) >= _LEAD_IN
    return bool(CLOSES_A_SENTENCE.search(line) or heading or leads_in or len(line) > _TITLE_LINE)


def _sentences(paragraph: Passage) -> Iterator[Passage]:
    for sentence in _cut(paragraph, _SENTENCE_END):
        yield from _cut(sentence, _GLUED) if len(sentence.text) >= _TOO_LONG else [sentence]


def _cut(passage: Passage, end: re.Pattern[str]) -> Iterator[Passage]:
    ends = [match.end() for match in end.finditer(passage.text)]
    for start, stop in pairwise([0, *ends, len(passage.text)]):
        if passage.text[start:stop].strip():
            yield passage.part(start, stop)


def _bounded(
    headings: Sequence[tuple[Passage, Heading]], paragraphs: Sequence[Passage]
) -> Iterator[SectionHeading]:
    """Give each section its end: the next heading, for the last one its first paragraph."""
    numbers = section_numbers([heading for _, heading in headings])
    for index, (passage, heading) in enumerate(headings):
        after = [p for p in paragraphs if p.start > passage.start]
        if index + 1 < len(headings):
            ends = (p.end for p in after if p.end <= headings[index + 1][0].start)
            end = max(ends, default=passage.end)
        else:
            end = after[0].end if after else passage.end
        yield SectionHeading(passage, numbers[index], heading.title, end)
