"""The sentences of the text, against the statements and their clauses."""

from collections.abc import Iterable, Mapping

from ascc_ld.ground.faults import Fault
from ascc_ld.reading.cross_check.check import CrossCheck, place
from ascc_ld.reading.declaration_text import Passage
from ascc_ld.reading.tables import Row


class StatementCheck(CrossCheck):
    """Each statement where its row says, each sentence in a statement, no words lost."""

    def faults(self) -> Iterable[Fault]:
        """Return what does not agree."""
        return [*self._statements(), *self._sentences(), *self._clauses()]

    def _statements(self) -> Iterable[Fault]:
        rows = {row["id"]: row for row in self.tables["statements"]}
        siblings: dict[str | None, tuple[Row, Passage]] = {}
        begun = 0
        for row in self.tables["statements"]:
            unplaced = self.unplaced(row, "quote")
            if unplaced:
                yield unplaced
                continue
            passage = place(self.source.text, row, "quote")
            yield from self._section(row, passage)
            early = passage.start < begun
            if early:
                yield row.fault(
                    "quote",
                    "comes before the row above it",
                    "Put the rows in the order of the text.",
                )
            begun = passage.start
            parent_id = row["clause_of"] or None
            sibling = siblings.get(parent_id)
            if sibling and not early and passage.start < sibling[1].end:
                yield row.fault(
                    "quote",
                    f"overlaps statement {sibling[0]['id']}",
                    "Two statements may share no character unless one is a clause.",
                )
            siblings[parent_id] = (row, passage)
            if parent_id is not None:
                yield from self._clause(row, passage, rows)
                first = f"{row['id'][:-1]}a"
                if sibling is None and first not in self.tables["statements"].names:
                    problem = f"is the first clause, and there is no {first}"
                    yield row.fault("id", problem, "Add the clauses that are missing before it.")
            marker = row["force_marker"]
            if marker and passage.text.count(marker) != 1:
                count = passage.text.count(marker)
                yield row.fault(
                    "force_marker",
                    f"occurs {count} times in the quote of its row",
                    "Copy the words of the quote that carry the force, once.",
                )
            if bool(marker) == bool(parent_id):
                yield row.fault(
                    "force_marker",
                    "goes with a statement, not with a clause",
                    "Fill the cell, or empty it for a clause: it inherits.",
                )

    def _section(self, row: Row, passage: Passage) -> Iterable[Fault]:
        possible = self.source.possible_sections(passage)
        given = int(row["section"]) if row["section"] else None
        if given not in possible:
            numbers = sorted(number for number in possible if number is not None)
            names = " or ".join([*map(str, numbers), *["no section"] * (None in possible)])
            yield row.fault("section", "is not the section of the quote", f"It is in {names}.")

    def _clause(self, row: Row, passage: Passage, rows: Mapping[str, Row]) -> Iterable[Fault]:
        parent = rows.get(row["clause_of"])
        if parent is None:
            if row["clause_of"] not in self.tables["statements"].names:
                yield row.unknown("clause_of", "statement", rows, row["clause_of"])
            return
        outer = self.places(parent, "quote")
        if parent is row:
            yield row.fault("clause_of", "is the statement itself", "Name the one it is part of.")
        elif outer and not any(quote.holds(passage) for quote in outer):
            yield row.fault(
                "clause_of",
                f"does not contain the quote, which is in line {self.line(passage)}",
                f"Statement {parent['id']} is in line {self.line(outer[0])}.",
            )
        if parent["force"] != row["force"]:
            yield row.fault(
                "force",
                f"is not the force of statement {parent['id']}",
                f"A clause inherits: write {parent['force']!r}.",
            )

    def _sentences(self) -> Iterable[Fault]:
        """Find words that no statement covers; clauses add none to those of their parent."""
        if not self.tables["statements"].complete:
            return
        quotes = [
            quote
            for row in self.tables["statements"].all_rows
            if not row["clause_of"]
            for quote in self.places(row, "quote")
        ]
        for sentence in self.source.sentences:
            lost = self.outside(sentence, quotes)
            if lost is not None:
                yield self.text_fault(
                    lost,
                    "is not covered by any statement",
                    "Add a row to statements.csv that quotes it.",
                )

    def _clauses(self) -> Iterable[Fault]:
        """Find what a statement with clauses says after the first of them, outside of all."""
        table = self.tables["statements"]
        clauses: dict[str, list[Passage]] = {}
        for row in table.all_rows if table.complete else ():
            if row["clause_of"]:
                clauses.setdefault(row["clause_of"], []).extend(self.places(row, "quote"))
        for row in table.all_rows:
            own = clauses.get(row["id"])
            if not own or self.unplaced(row, "quote"):
                continue
            whole = place(self.source.text, row, "quote")
            start = min(clause.start for clause in own)
            rest = Passage(start, whole.end, self.source.text[start : whole.end])
            lost = self.outside(rest, own)
            if lost is not None:
                yield self.text_fault(
                    lost,
                    f"is not covered by any clause of statement {row['id']}",
                    "Add a row to statements.csv that quotes it.",
                )
