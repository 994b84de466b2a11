"""What every comparison of the text with the tables needs."""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ascc_ld.ground.faults import Fault
from ascc_ld.reading.declaration_text import DeclarationText, Passage
from ascc_ld.reading.edition_settings import EditionDescription
from ascc_ld.reading.passage import ENUMERATOR
from ascc_ld.reading.registry import Registry
from ascc_ld.reading.tables import Row, Table

_COPY = "Copy it from the text."
_ALIKE = 3
"""Code points in a row that are more than chance."""


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
        """Return the words of ``passage`` outside of ``quotes``.

        Connectives aside, and the numbers, letters and bullets before the items of a list.
        """
        uncovered = [
            word
            for word in re.finditer(r"\w+", _without_enumerators(passage.text))
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

    def unplaced(self, row: Row, column: str) -> Fault | None:
        """Return the fault of a passage that the text does not have once, or ``None``."""
        places = occurrences(self.source.text, row[column])
        nth = row["occurrence"]
        if not places:
            near = self.nearest(row[column])
            remedy = f"Line {self.line(near)} has {near.text!r}." if near else _COPY
            return row.fault(column, "is not in the text", remedy)
        lines = [self.source.line_number(start) for start in places]
        if len(places) == 1 and nth:
            remedy = "Empty the cell: the text has the passage once."
            return row.fault("occurrence", "is not needed", remedy)
        if len(places) > 1 and nth not in map(str, range(1, len(places) + 1)):
            problem = f"is not which of the {len(places)} places of the passage is meant"
            where = ", ".join(f"{n} for line {line}" for n, line in enumerate(lines, 1))
            return row.fault("occurrence", problem, f"Write {where}.")
        return None

    def places(self, row: Row, column: str) -> Sequence[Passage]:
        """Return where the text has the passage of ``row``, as far as the row says it.

        One that does not say which of several places it means may mean any, and one that the text
        does not have what is nearest to it: what a row is about is not said to lack one.
        """
        quote = row[column]
        if not self.unplaced(row, column):
            return [place(self.source.text, row, column)]
        starts = occurrences(self.source.text, quote)
        near = None if starts else self.nearest(quote)
        return [near] if near else [Passage(start, start + len(quote), quote) for start in starts]

    def nearest(self, quote: str) -> Passage | None:
        """Return the passage of the text that is most like ``quote``, or ``None``."""
        words = set(re.findall(r"\w+", quote))
        lines = (*self.source.sentences, *(entry.passage for entry in self.source.entries))

        def shared(line: Passage) -> tuple[int, int]:
            own = set(re.findall(r"\w+", line.text))
            return len(own & words), -len(own)

        line = max(lines, key=shared, default=None)
        if line is None or not shared(line)[0]:
            return None
        matcher = difflib.SequenceMatcher(None, line.text, quote, autojunk=False)
        alike = [block for block in matcher.get_matching_blocks() if block.size >= _ALIKE]
        if not alike:
            return None
        first, last = alike[0], alike[-1]
        start = line.start + max(0, first.a - first.b)
        end = min(line.end, line.start + last.a + len(quote) - last.b)
        return Passage(start, end, self.source.text[start:end])

    def text_fault(self, passage: Passage, problem: str, remedy: str) -> Fault:
        """Return a fault of the text at ``passage``."""
        return Fault(self.file, self.line(passage), None, passage.text, problem, remedy)

    def line(self, passage: Passage) -> int:
        """Return the line of the text on which ``passage`` begins, counted from 1."""
        return self.source.line_number(passage.start)


def _without_enumerators(text: str) -> str:
    """Return ``text`` with blanks for what its lines but the first are numbered with."""
    first, *others = text.split("\n")
    marks = [ENUMERATOR.match(line.lstrip()) for line in others]
    indents = [len(line) - len(line.lstrip()) for line in others]
    ends = [i + (m.end() if m else 0) for i, m in zip(indents, marks, strict=True)]
    bare = (" " * end + line[end:] for line, end in zip(others, ends, strict=True))
    return "\n".join([first, *bare])


def place(text: str, row: Row, column: str) -> Passage:
    """Return where ``text`` has the passage of ``row``, which has been found to be there."""
    start = occurrences(text, row[column])[int(row["occurrence"] or 1) - 1]
    return Passage(start, start + len(row[column]), row[column])


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
