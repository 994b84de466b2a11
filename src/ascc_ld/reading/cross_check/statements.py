"""The sentences of the text, against the statements and their clauses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ascc_ld.ground.faults import Fault
from ascc_ld.reading.cross_check.check import CrossCheck, quoted
from ascc_ld.reading.declaration_text import Passage
from ascc_ld.reading.tables import Row


class StatementCheck(CrossCheck):
    """Each statement where its row says, each sentence in a statement, no words lost."""

    def faults(self) -> Iterable[Fault]:
        """Return what does not agree."""
        return [*self._statements(), *self._sentences(), *self._clauses()]

    def _statements(self) -> Iterable[Fault]:
        rows = {row["id"]: row for row in self.tables["statements"]}
        ends: dict[str | None, Row] = {}
        previous: Row | None = None
        for row in self.tables["statements"]:
            passage = quoted(row, "quote")
            misplaced = self.misplaced(row, "quote", passage)
            if misplaced:
                yield misplaced
                continue
            yield from self._section(row, passage)
            early = previous is not None and passage.start < previous.integer("start")
            if early:
                yield row.fault(
                    "start",
                    "comes before the row above it",
                    "Put the rows in the order of the text.",
                )
            previous = row
            parent_id = row.optional("clause_of")
            sibling = ends.get(parent_id)
            if sibling and not early and passage.start < sibling.integer("end"):
                yield row.fault(
                    "start",
                    f"overlaps statement {sibling['id']}",
                    "Two statements may share no character unless one is a clause.",
                )
            ends[parent_id] = row
            if parent_id is not None:
                yield from self._clause(row, passage, rows)
                first = f"{row['id'][:-1]}a"
                if sibling is None and first not in self.tables["statements"].names:
                    problem = f"is the first clause, and there is no {first}"
                    yield row.fault("id", problem, "Add the clauses that are missing before it.")
            marker = row.optional("force_marker")
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
        outer = quoted(parent, "quote")
        if parent is row:
            yield row.fault("clause_of", "is the statement itself", "Name the one it is part of.")
        elif not outer.holds(passage):
            yield row.fault(
                "clause_of",
                f"does not contain the quote at {passage.start}–{passage.end}",
                f"Statement {parent['id']} is {outer.start}–{outer.end}.",
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
            place
            for row in self.tables["statements"].all_rows
            if not row["clause_of"] and (place := self.place(row, "quote"))
        ]
        for sentence in self.source.sentences:
            lost = self.outside(sentence, quotes)
            if lost is not None:
                yield self.text_fault(
                    lost,
                    "is not covered by any statement",
                    f"Add a row to statements.csv for the code points {lost.start}–{lost.end}.",
                )

    def _clauses(self) -> Iterable[Fault]:
        """Find what a statement with clauses says after the first of them, outside of all."""
        table = self.tables["statements"]
        clauses: dict[str, list[Passage]] = {}
        for row in table.all_rows if table.complete else ():
            place = self.place(row, "quote")
            if row["clause_of"] and place:
                clauses.setdefault(row["clause_of"], []).append(place)
        for row in table.all_rows:
            whole = self.place(row, "quote")
            own = clauses.get(row["id"])
            if whole is None or own is None:
                continue
            start = min(clause.start for clause in own)
            rest = Passage(start, whole.end, self.source.text[start : whole.end])
            lost = self.outside(rest, own)
            if lost is not None:
                yield self.text_fault(
                    lost,
                    f"is not covered by any clause of statement {row['id']}",
                    f"Add a row to statements.csv for the code points {lost.start}–{lost.end}.",
                )
