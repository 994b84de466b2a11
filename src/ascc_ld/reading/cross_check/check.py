"""What every comparison of the text with the tables needs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ascc_ld.ground.faults import Fault
from ascc_ld.reading.declaration_text import DeclarationText, Passage
from ascc_ld.reading.edition_settings import EditionDescription
from ascc_ld.reading.registry import Registry
from ascc_ld.reading.tables import Row, Table


def quoted(row: Row, column: str) -> Passage:
    """Return the quote in ``column`` of a row with the offsets that the row gives it."""
    return Passage(row.integer("start"), row.integer("end"), row[column])


@dataclass(frozen=True)
class CrossCheck:
    """The text and the tables of one edition; ``file`` is how messages call the text."""

    file: str
    source: DeclarationText
    about: EditionDescription
    registry: Registry
    tables: Mapping[str, Table]

    def faults(self) -> Iterable[Fault]:
        """Return what does not agree; each part of the text says what that is."""
        raise NotImplementedError

    def outside(self, passage: Passage, quotes: Sequence[Passage]) -> Passage | None:
        """Return the words of ``passage`` outside of ``quotes``, connectives aside."""
        uncovered = [
            word
            for word in re.finditer(r"\w+", passage.text)
            if not any(
                q.start <= passage.start + word.start() and passage.start + word.end() <= q.end
                for q in quotes
            )
        ]
        lost = [word for word in uncovered if word.group() not in self.about.connectives]
        if not lost:
            return None
        start, end = passage.start + lost[0].start(), passage.start + lost[-1].end()
        return Passage(start, end, self.source.text[start:end])

    def misplaced(self, row: Row, column: str, passage: Passage) -> Fault | None:
        """Return the fault of a quote that is not where its row says, or ``None``."""
        reads = self.source.text[passage.start : passage.end]
        if reads == passage.text and passage.start < passage.end:
            return None
        places = occurrences(self.source.text, passage.text)
        if not places:
            close = [s.text for s in self.source.sentences if passage.text[:40] in s.text]
            remedy = f"The text has {close[0]!r}." if close else "Copy it from the text."
            problem = "is not in the text"
        else:
            remedy = "It is at " + ", ".join(f"{p}–{p + len(passage.text)}" for p in places)
            remedy += "."
            problem = f"is not at {passage.start}–{passage.end}, which reads {reads[:60]!r}"
        return row.fault(column, problem, remedy)

    def place(self, row: Row, column: str) -> Passage | None:
        """Return where the text has the passage of ``row``: at its offsets or nearest to them."""
        text = row[column]
        given = row["start"].isdecimal() and row["end"].isdecimal()
        start = int(row["start"]) if given else 0
        places = occurrences(self.source.text, text) if text else []
        if places:
            nearest_place = min(places, key=lambda place: abs(place - start))
            return Passage(nearest_place, nearest_place + len(text), text)
        return Passage(start, int(row["end"]), text) if given else None

    def text_fault(self, passage: Passage, problem: str, remedy: str) -> Fault:
        """Return a fault of the text at ``passage``."""
        return Fault(self.file, self.line(passage), None, passage.text, problem, remedy)

    def line(self, passage: Passage) -> int:
        """Return the line of the text on which ``passage`` begins, counted from 1."""
        return self.source.line_number(passage.start)


def occurrences(text: str, name: str, *, whole_words: bool = False) -> list[int]:
    """Return the offsets of ``name`` in ``text``: code points, without overlaps."""
    places = []
    start = text.find(name) if name else -1
    while start >= 0:
        end = start + len(name)
        part_of_a_word = whole_words and (_in_word(text[start - 1 : start]) or _in_word(text[end:]))
        if not part_of_a_word:
            places.append(start)
        start = text.find(name, start + 1 if part_of_a_word else end)
    return places


def _in_word(text: str) -> bool:
    return text[:1].isalnum() or text[:1] == "_"
