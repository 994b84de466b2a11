"""The declaration's text: its layout, found by the program and never written down by hand.

A declaration is laid out as front matter (title lines), paragraphs of sentences under numbered
section headings, and a list of bodies under country headings in brackets.  It may be without
sections, list or country headings.  This module finds those parts; the curated tables say what
they mean, and :mod:`ascc_ld.reading.cross_check` compares the two.

Every offset is a count of Unicode code points from the start of the text, ``[start, end)``, as in
the Web Annotation Data Model, §4.2.4 "Text Position Selector"
(https://www.w3.org/TR/annotation-model/#text-position-selector).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from ascc_ld.ground.faults import Fault

_SECTION_HEADING = re.compile(r"(?P<number>\d+)\.[ \u00a0]+(?P<title>\S.*)")
_COUNTRY_HEADING = re.compile(r"\((?P<name>[^()]+)\)")
_SENTENCE_END = re.compile(
    r"""[.!?\u3002]["'*)\]\u2019\u201d]*      # the full stop and the marks that close with it
        (?=\s+[^\s\w]*[^\W\d_a-z]|\s*\Z)      # before a capital, or at the end of the paragraph
    """,
    re.VERBOSE,
)
_CLOSES_A_SENTENCE = re.compile(r"""[.!?\u3002]["'*)\]\u2019\u201d]*\Z""")


@dataclass(frozen=True, order=True)
class Passage:
    """A stretch of the text: ``text == whole[start:end]``, offsets in code points."""

    start: int
    end: int
    text: str

    def holds(self, other: Passage) -> bool:
        """Tell whether ``other`` lies wholly inside this passage."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, order=True)
class SectionHeading:
    """A line ``1. Title``; ``passage`` is the line, ``body_end`` where its surely own text ends."""

    passage: Passage
    number: int
    title: str
    body_end: int

    def covers(self, passage: Passage) -> bool:
        """Tell whether ``passage`` is in the body of this section."""
        return self.passage.end <= passage.start and passage.end <= self.body_end


@dataclass(frozen=True, order=True)
class ListEntry:
    """A line of the list of bodies; ``position`` counts the entries from 1.

    ``heading`` is empty where none stands above it.
    """

    passage: Passage
    position: int
    heading: str


@dataclass(frozen=True)
class DeclarationText:
    """The text with its layout.

    ``sentences`` are those of all paragraphs in order.  ``list_title`` is ``None`` and
    ``entries`` is empty where the text lists nobody.
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


def decode(content: bytes, file: str) -> tuple[str | None, list[Fault]]:
    """Decode a text file and report what would make its offsets mean something else.

    Returns the text normalised for matching (no BOM, LF, NFC), or ``None`` where there is
    nothing to match against, and the faults: not UTF-8, empty, a byte order mark, CR line ends,
    characters that are not in Normalisation Form C (Unicode Standard Annex 15).
    """
    if not content.removeprefix(b"\xef\xbb\xbf").strip():
        return None, [Fault(file, None, None, None, "is empty", "Restore the file.")]
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        byte = f"byte {error.start}: 0x{content[error.start]:02x}"
        return None, [Fault(file, line, None, byte, "is not UTF-8", "Save the file as UTF-8.")]
    faults = []
    if text.startswith("\ufeff"):
        faults.append(
            Fault(file, 1, None, "U+FEFF", "starts with a byte order mark", "Save without a BOM.")
        )
        text = text[1:]
    if "\r" in text:
        line = text.count("\n", 0, text.index("\r")) + 1
        faults.append(
            Fault(file, line, None, "\\r", "has CR LF or CR line ends", "Save with LF line ends.")
        )
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    normal = unicodedata.normalize("NFC", text)
    if normal != text:
        offset = next(
            (i for i, (a, b) in enumerate(zip(text, normal, strict=False)) if a != b), len(normal)
        )
        line = text.count("\n", 0, offset) + 1
        faults.append(
            Fault(
                file,
                line,
                None,
                text.split("\n")[line - 1],
                "is not in Unicode Normalisation Form C",
                "Save the characters composed (NFC).",
            )
        )
        text = normal
    return text, faults


def lay_out(text: str, content: bytes, list_title: str | None = None) -> DeclarationText:
    """Find the parts of ``text``; ``content`` are the bytes it was read from.

    The list stands below its title, the last line that reads ``list_title``; if there is none,
    below the line above the first country heading.
    """
    lines = list(_lines(text))
    first = _first_of_list(lines, list_title)
    title = lines[first - 1] if 0 < first < len(lines) else None
    listed = lines[first:] if title else []
    body = lines[: first - 1] if title else lines
    first_sentence = next(
        (i for i, line in enumerate(body) if _opens_the_text(line.text)), len(body)
    )
    paragraphs = body[first_sentence:]
    sentences: list[Passage] = []
    headings: list[SectionHeading] = []
    for line in paragraphs:
        heading = _SECTION_HEADING.fullmatch(line.text)
        if heading and not _CLOSES_A_SENTENCE.search(line.text):
            headings.append(
                SectionHeading(line, int(heading["number"]), heading["title"], line.end)
            )
        else:
            sentences.extend(_sentences(line))
    return DeclarationText(
        text=text,
        sha256=hashlib.sha256(content).hexdigest(),
        byte_count=len(content),
        front_matter=tuple(body[:first_sentence]),
        headings=tuple(_bounded(headings, paragraphs)),
        sentences=tuple(sentences),
        list_title=title,
        entries=tuple(_entries(listed)),
        country_headings=tuple(line for line in listed if _COUNTRY_HEADING.fullmatch(line.text)),
    )


def _first_of_list(lines: list[Passage], title: str | None) -> int:
    """Return the index of the first line of the list, one too high where there is none."""
    titles = [i for i, line in enumerate(lines) if line.text == title]
    if titles:
        return titles[-1] + 1
    headings = (i for i, line in enumerate(lines) if _COUNTRY_HEADING.fullmatch(line.text))
    return next(headings, len(lines))


def selector_context(text: str, start: int, end: int, width: int = 32) -> tuple[str, str]:
    """Return the prefix and suffix of a text quote selector, at most ``width`` code points each.

    Source: Web Annotation Data Model, §4.2.5 "Text Quote Selector".
    """
    return text[max(0, start - width) : start], text[end : end + width]


def _opens_the_text(line: str) -> bool:
    """Tell whether the front matter ends above this line: a sentence, or a section heading."""
    return bool(_CLOSES_A_SENTENCE.search(line) or _SECTION_HEADING.fullmatch(line))


def _lines(text: str) -> Iterator[Passage]:
    """Yield the lines that are not blank, stripped."""
    for match in re.finditer(r"[^\n]+", text):
        line = match.group()
        bare = line.strip()
        if bare:
            start = match.start() + line.index(bare)
            yield Passage(start, start + len(bare), bare)


def _sentences(paragraph: Passage) -> Iterator[Passage]:
    start = 0
    for match in _SENTENCE_END.finditer(paragraph.text):
        yield _inside(paragraph, start, match.end())
        rest = paragraph.text[match.end() :]
        start = match.end() + len(rest) - len(rest.lstrip())
    if start < len(paragraph.text):
        yield _inside(paragraph, start, len(paragraph.text))


def _inside(outer: Passage, start: int, end: int) -> Passage:
    return Passage(outer.start + start, outer.start + end, outer.text[start:end])


def _bounded(headings: list[SectionHeading], paragraphs: list[Passage]) -> Iterator[SectionHeading]:
    """Give each section its end: the next heading, for the last one its first paragraph."""
    for index, heading in enumerate(headings):
        after = [p for p in paragraphs if p.start > heading.passage.start]
        if index + 1 < len(headings):
            end = max(
                (p.end for p in after if p.end <= headings[index + 1].passage.start),
                default=heading.passage.end,
            )
        else:
            end = after[0].end if after else heading.passage.end
        yield SectionHeading(heading.passage, heading.number, heading.title, end)


def _entries(lines: list[Passage]) -> Iterator[ListEntry]:
    heading = ""
    position = 0
    for line in lines:
        country = _COUNTRY_HEADING.fullmatch(line.text)
        if country:
            heading = country["name"]
        else:
            position += 1
            yield ListEntry(line, position, heading)
