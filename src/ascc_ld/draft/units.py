"""Sentences cut into statements and clauses: what becomes a row each of ``statements.csv``."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ascc_ld.draft.forces import Force, ForceFinder
from ascc_ld.reading.declaration_text import DeclarationText
from ascc_ld.reading.passage import ENUMERATOR, Passage

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LED_IN = re.compile(r"\bnamely[;:,]?\s|:\s")
_GAP = re.compile(r"[,;]\s*(?:and\s+)?|\s+and\s+")
_ROUGH_END = re.compile(r"[\s;,.:]*(?:\s(?:and|or))?[\s;,.]*\Z")
_SEMICOLONS = 2
"""Of a sentence that leads in no list with a colon, and has one all the same."""
_CLAUSE_START = re.compile(r"(?:and|or)\s+")


@dataclass
class Unit:
    """A statement: ``force`` is what it does, ``clauses`` are the items of its list."""

    passage: Passage
    force: Force | None
    section: int | None = None
    closing: bool = False
    clauses: list[Passage] = field(default_factory=list)


def units(source: DeclarationText, finder: ForceFinder) -> list[Unit]:
    """Return the statements of a text in their order, with sections."""
    found = []
    closing = False
    for whole, items in _sentences(source):
        for unit in _cut(whole, items, finder):
            possible = source.possible_sections(unit.passage)
            passive = unit.force is not None and unit.force.subject in {"body", "participants"}
            closing = None in possible and bool(source.headings) and (closing or passive)
            numbers = sorted(number for number in possible if number is not None)
            unit.section = None if closing or not numbers else numbers[0]
            after = bool(source.headings) and unit.passage.start > source.headings[0].passage.start
            unit.closing = closing or (after and unit.section is None)
            found.append(unit)
    return found


def _sentences(source: DeclarationText) -> Iterator[tuple[Passage, list[Passage]]]:
    """Yield each sentence, and with one that leads in a list on lines of its own the items."""
    sentences = source.sentences
    index = 0
    while index < len(sentences):
        lead = sentences[index]
        index += 1
        items: list[Passage] = []
        kind = ""
        if lead.text.endswith(":"):
            own = _mark(source, lead)
            while index < len(sentences):
                item = sentences[index]
                mark = _mark(source, item)
                same_line = bool(items) and source.line_number(items[-1].start) == (
                    source.line_number(item.start)
                )
                kind = kind or mark
                if not same_line and (not mark or mark != kind or mark == own):
                    break
                items.append(item)
                index += 1
        if items:
            end = items[-1].end
            yield Passage(lead.start, end, source.text[lead.start : end]), items
        else:
            yield lead, []


def _mark(source: DeclarationText, sentence: Passage) -> str:
    """Return the kind of number or bullet before a sentence: ``1``, ``a``, ``-`` or none."""
    line = source.text[source.text.rfind("\n", 0, sentence.start) + 1 : sentence.start]
    mark = ENUMERATOR.fullmatch(line.lstrip())
    if mark is None or not line.strip():
        return ""
    core = mark.group().strip(" .()\t\u00a0")
    return "1" if core.isdigit() else "a" if core.isalpha() else "-"


def _cut(whole: Passage, items: Sequence[Passage], finder: ForceFinder) -> Iterator[Unit]:
    if items:
        lead = whole.text[: items[0].start - whole.start]
        forces = finder.find(lead)
        trimmed = [_trimmed(item) for item in items[: len(_LETTERS)]]
        yield Unit(whole, forces[0] if forces else None, clauses=[t for t in trimmed if t.text])
        return
    forces = finder.find(whole.text)
    pieces = list(_pieces(whole, forces))
    for piece, force in pieces:
        offset = piece.start - whole.start
        moved = force and Force(
            force.force, force.start - offset, force.end - offset, force.subject, force.why
        )
        yield Unit(piece, moved, clauses=_inline(piece, moved) if moved else [])


def _pieces(whole: Passage, forces: Sequence[Force]) -> Iterator[tuple[Passage, Force | None]]:
    """Cut a sentence before each further force that begins after a comma, or after “and”."""
    start = 0
    current = forces[0] if forces else None
    for force in forces[1:]:
        cuts = [
            cut
            for cut in _GAP.finditer(whole.text, start, force.start)
            if not re.search("[,;]", whole.text[cut.end() : force.start])
            and (current is None or cut.start() >= current.end)
        ]
        if not cuts:
            continue
        yield _trimmed(whole.part(start, cuts[-1].start())), current
        start, current = cuts[-1].end(), force
    last = whole.part(start, len(whole.text))
    passive = current is not None and start > 0 and current.subject in {"body", "participants"}
    yield (_trimmed(last) if passive else last), current


def _inline(passage: Passage, force: Force) -> list[Passage]:
    """Return the clauses of “We agree, namely: a; b; and c”, or of “We agree that a; that b; c”."""
    leads = [lead for lead in _LED_IN.finditer(passage.text) if lead.end() > force.end]
    namely = [lead for lead in leads if lead.group().startswith("namely")]
    start = (namely or leads)[0].end() if leads else force.end
    ends = [cut.start() for cut in re.finditer(";", passage.text[start:])]
    if not leads and (len(ends) < _SEMICOLONS or force.subject != "we"):
        return []
    bounds = pairwise([-1, *ends, len(passage.text) - start])
    parts = [_trimmed(passage.part(start + a + 1, start + b)) for a, b in bounds]
    parts = [part for part in parts if re.search(r"\w", part.text)]
    return parts[: len(_LETTERS)] if len(parts) > 1 else []


def _trimmed(item: Passage) -> Passage:
    """Return an item without the “and” before it and the marks and the “and” after it."""
    opening = _CLAUSE_START.match(item.text)
    ending = _ROUGH_END.search(item.text)
    end = ending.start() if ending else len(item.text)
    return item.part(opening.end() if opening else 0, end)
