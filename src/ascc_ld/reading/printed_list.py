"""The list of bodies at the end of a text, in the layouts that declarations have.

* The country as a heading: in brackets, or one that is known with a colon, in capitals or bold.
* One line a country: ``Nepal: Butwal; Tilottama``.
* The country after the name: ``City of Butwal, Nepal``.
* Names below a title such as “Participating cities”, with bullets or numbers or without.
* A title and names in one line: ``Signed by: A; B; C``.
* Names within a sentence in which they act: ``This declaration was signed by A, B and C``,
  ``Body, Country; Body, Country``, ``We, the mayors of A, B and C``.  They are three at least.

Several titles make lists of different status.  Names are cut at semicolons.  They are cut at commas
only where each part reads like a name of its own: “Ministry of Ports, Shipping and Waterways” is
one.  Where there is neither a title nor a country, there is no list.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ascc_ld.reading.passage import CLOSES_A_SENTENCE, PATTERNS, Passage

_IN_BRACKETS = re.compile(r"\((?P<name>[^()]+)\)")
_DRESSED = re.compile(r"[#*_\s(]*(?P<name>[^#*_():：]+?)[)\s:：*_]*")
_LED = re.compile(r"[*_]*(?P<lead>[^:：*_;]{2,80}?)[*_]*\s*(?::[*_]*\s+|：\s*)(?P<names>\S.*)")
_TITLE = PATTERNS["title"]
_BODY = PATTERNS["body"]
_IN_NAMES = frozenset({"of", "and", "the", "for", "in", "on", "de", "del", "la"})
_ACTING = PATTERNS["acting"]
_NAME = PATTERNS["name"]
_NAMES = re.compile(rf"{_NAME.pattern}(?:\s+and\s+{_NAME.pattern})*")
_FEWEST = 3
"""Names in a sentence that are a list and no chance."""
_LONGEST_TITLE = 90
_LONG_SENTENCE = 60
_SENTENCE_WORDS = 8
"""Words from which on a line with a full stop is a sentence and not a name."""


@dataclass(frozen=True, order=True)
class ListEntry:
    """A name of the list of bodies; ``position`` counts the entries from 1.

    ``heading`` is the country that is printed with it and ``title`` that of its list; both are
    empty where there is none.
    """

    passage: Passage
    position: int
    heading: str
    title: str = ""


@dataclass
class PrintedList:
    """The list: its lines are those from ``first`` to ``last``, which is none of them.

    ``titles`` are those of its parts.
    """

    first: int
    last: int
    titles: list[Passage] = field(default_factory=list)
    countries: list[Passage] = field(default_factory=list)
    entries: list[ListEntry] = field(default_factory=list)

    def add(self, name: Passage, heading: str) -> None:
        """Add a name under ``heading`` to the last of the lists."""
        title = self.titles[-1].text if self.titles else ""
        self.entries.append(ListEntry(name, len(self.entries) + 1, heading, title))


def find_list(
    lines: Sequence[Passage], known: Mapping[str, str], title: str | None = None
) -> PrintedList | None:
    """Return the list at the end of ``lines``, or ``None``.

    It stands below the last line that reads ``title``, where there is one.  ``known`` holds the
    names of countries, case folded, each with itself as it is written.
    """
    titled = [index for index, line in enumerate(lines) if line.text == title]
    if titled:
        found = PrintedList(titled[-1], _end(lines, titled[-1] + 1), [lines[titled[-1]]])
        below = lines[titled[-1] + 1 : found.last]
        brackets = any(_IN_BRACKETS.fullmatch(line.text) for line in below)
        _read(below, known, found, brackets=brackets)
        return found
    bracketed = _first_in_brackets(lines, known)
    if bracketed is not None:
        found = PrintedList(max(0, bracketed - 1), _end(lines, bracketed))
        if bracketed:
            found.titles.append(lines[bracketed - 1])
        _read(lines[bracketed : found.last], known, found, brackets=True)
        return found
    start = 1 + max((i for i, line in enumerate(lines) if _is_sentence(line.text)), default=-1)
    first = next((i for i in range(start, len(lines)) if _begins(lines[i].text, known)), None)
    if first is None or start == 0:
        return None
    heads = not _TITLE.search(lines[first].text) and first > start
    found = PrintedList(first - heads, len(lines))
    if heads:
        found.titles.append(lines[first - 1])
    _read(lines[first:], known, found, brackets=False)
    return found if found.entries else None


def _end(lines: Sequence[Passage], start: int) -> int:
    """Return where the list ends that begins at ``start``: at a line that is surely a sentence."""
    for index in range(start, len(lines)):
        if len(lines[index].text) >= _LONG_SENTENCE and _is_sentence(lines[index].text):
            return index
    return len(lines)


def _first_in_brackets(lines: Sequence[Passage], known: Mapping[str, str]) -> int | None:
    for index, line in enumerate(lines):
        match = _IN_BRACKETS.fullmatch(line.text)
        if not match or not (_country(line.text, known) or _could_be_country(match["name"])):
            continue
        closed = any(CLOSES_A_SENTENCE.search(before.text) for before in lines[:index])
        if closed or not any(_is_sentence(after.text) for after in lines[index:]):
            return index
    return None


def _could_be_country(name: str) -> bool:
    return not re.search(r"[\d,;.]", name)


def _country(text: str, known: Mapping[str, str]) -> str | None:
    """Return the country that a line names and nothing else, as printed, or ``None``."""
    match = _DRESSED.fullmatch(text)
    return match["name"].strip() if match and match["name"].strip().casefold() in known else None


def _begins(text: str, known: Mapping[str, str]) -> bool:
    led = _LED.fullmatch(text)
    titled = _is_title(text) or (led and (_is_title(led["lead"]) or _country(led["lead"], known)))
    return bool(titled or _country(text, known) or _after_name(text, known))


def _is_title(text: str) -> bool:
    return len(text) <= _LONGEST_TITLE and bool(_TITLE.search(text))


def _is_sentence(text: str) -> bool:
    led = _LED.fullmatch(text)
    if led and _is_title(led["lead"]):
        return False
    words = text.split()
    said = [word for word in words if word[:1].islower() and word not in _IN_NAMES]
    reads = len(words) >= _SENTENCE_WORDS or said or "\u3002" in text
    return bool(CLOSES_A_SENTENCE.search(text) and reads)


def _after_name(text: str, known: Mapping[str, str]) -> tuple[int, str] | None:
    """Return where the name ends in “Name, Country” or “Name (Country)”, and the country."""
    match = re.fullmatch(r"(?P<name>.+?)(?:,\s*|\s*\()(?P<country>[^,()]+?)\)?[;.,]?", text)
    if match and match["country"].strip().casefold() in known:
        return match.end("name"), match["country"].strip()
    return None


def _read(
    lines: Sequence[Passage], known: Mapping[str, str], found: PrintedList, *, brackets: bool
) -> None:
    heading = ""
    for line in lines:
        match = _IN_BRACKETS.fullmatch(line.text) if brackets else None
        country = match["name"] if match else _country(line.text, known)
        led = None if brackets else _LED.fullmatch(line.text)
        if country:
            heading = country
            found.countries.append(line)
        elif led and _country(led["lead"], known):
            place = line.part(led.start("lead"), led.end("lead"))
            found.countries.append(place)
            _add(found, line.part(led.start("names"), len(line.text)), place.text, known)
        elif led and _is_title(led["lead"]):
            heading = ""
            found.titles.append(line.part(led.start("lead"), led.end("lead")))
            _add(found, line.part(led.start("names"), len(line.text)), heading, known)
        elif not brackets and _is_title(line.text) and not _after_name(line.text, known):
            heading = ""
            found.titles.append(line)
        elif brackets:
            found.add(line, heading)
        else:
            _add(found, line.words(), heading, known, whole=";" not in line.text)


def _add(
    found: PrintedList,
    names: Passage,
    heading: str,
    known: Mapping[str, str],
    *,
    whole: bool = False,
) -> None:
    for name in [names] if whole else _names(names):
        after = _after_name(name.text, known)
        bare = name.part(0, after[0]) if after else name
        if bare.text:
            found.add(bare, after[1] if after else heading)


def _names(passage: Passage) -> Iterator[Passage]:
    """Cut a line into names, at semicolons or, where each part reads like a name, at commas."""
    text = passage.text.rstrip(".; \u3002")
    cuts = list(re.finditer(r"\s*;\s*(?:and\s+)?", text))
    if not cuts:
        commas = re.finditer(r"\s*(?:,|、)\s*(?:and\s+)?|\s+and\s+|及び", text)
        candidates = [*commas]
        parts = re.split(r"\s*(?:,|、)\s*(?:and\s+)?|\s+and\s+|及び", text)
        bodies = [bool(_BODY.search(part)) for part in parts]
        cuts = candidates if all(bodies) or not any(bodies) else []
    start = 0
    for cut in cuts:
        yield passage.part(start, cut.start())
        start = cut.end()
    yield passage.part(start, len(text))


def running_list(sentences: Sequence[Passage], known: Mapping[str, str]) -> Iterator[ListEntry]:
    """Yield the names that the first sentence in which bodies act lists; ``known`` as above."""
    for sentence in sentences:
        acting = _ACTING.match(sentence.text)
        named = list(_running_names(sentence, acting.end(), known)) if acting else []
        if acting and len(named) >= _FEWEST:
            title = acting["title"] or ""
            for position, (name, country) in enumerate(named, 1):
                yield ListEntry(name, position, country, title)
            return


def _running_names(
    sentence: Passage, start: int, known: Mapping[str, str]
) -> Iterator[tuple[Passage, str]]:
    """Yield each name with its country, up to the one after the last “and”, or to the full stop."""
    mark = ";" if ";" in sentence.text[start:] else ","
    ends = [*(m.start() for m in re.finditer(mark, sentence.text)), len(sentence.text)]
    for end in (end for end in ends if end > start):
        piece = sentence.part(start, end)
        start = end + 1
        last = piece.text.startswith("and ")
        piece = piece.part(4 if last else 0, len(piece.text.rstrip(".")))
        after = _after_name(piece.text, known)
        if after:
            yield _without_article(piece.part(0, after[0])), after[1]
            continue
        joint = _joint(piece.text)
        if joint:
            yield _without_article(piece.part(0, joint.start())), ""
            piece, last = piece.part(joint.end(), len(piece.text)), True
        name = (_NAME if last else _NAMES).match(piece.text)
        if name is None or not (last or name.end() == len(piece.text)):
            return
        yield _without_article(piece.part(0, name.end())), ""
        if last:
            return


def _joint(piece: str) -> re.Match[str] | None:
    """Return the “and” between two names; that of “Ministry of Ports and Shipping” is none."""
    joints = [
        joint
        for joint in re.finditer(r"\s+and\s+", piece)
        if _NAMES.fullmatch(piece[: joint.start()]) and _NAME.match(piece[joint.end() :])
    ]
    if not joints:
        return None
    before, after = piece[: joints[-1].start()], piece[joints[-1].end() :]
    return joints[-1] if _BODY.search(after) or not _BODY.search(before) else None


def _without_article(name: Passage) -> Passage:
    return name.part(4 if name.text.lower().startswith("the ") else 0, len(name.text))
