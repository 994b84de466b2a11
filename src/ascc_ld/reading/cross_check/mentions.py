"""The names of organisations in the running text, against the mentions."""

from __future__ import annotations

from collections.abc import Iterable

from ascc_ld.ground.faults import Fault
from ascc_ld.reading.cross_check.check import CrossCheck, occurrences, quoted
from ascc_ld.reading.declaration_text import Passage


class MentionCheck(CrossCheck):
    """Each mention where its row says, each name of a known organisation in a mention."""

    def faults(self) -> Iterable[Fault]:
        """Return what does not agree."""
        return [*self._mentions(), *self._unmentioned()]

    def _mentions(self) -> Iterable[Fault]:
        statements = {row["id"]: row for row in self.tables["statements"]}
        for row in self.tables["mentions"]:
            passage = quoted(row, "printed_name")
            statement = statements.get(row["statement"])
            known = self.tables["statements"].names
            if known and row["statement"] not in known:
                yield row.unknown("statement", "statement", statements, row["statement"])
            misplaced = self.misplaced(row, "printed_name", passage)
            if misplaced:
                yield misplaced
                continue
            if statement and not quoted(statement, "quote").holds(passage):
                yield row.fault(
                    "statement",
                    f"does not contain the name at {row['start']}",
                    f"Name the statement that contains {row['start']}–{row['end']}.",
                )
            places = occurrences(self.source.text, row["printed_name"])
            nth = places.index(passage.start) + 1
            wanted = str(nth) if len(places) > 1 else ""
            if row["occurrence"] != wanted:
                problem = f"is not which of the {len(places)} occurrences in the text this is"
                remedy = (
                    f"Write {nth}." if wanted else "Empty the cell: the text has the name once."
                )
                yield row.fault("occurrence", problem, remedy)

    def _unmentioned(self) -> Iterable[Fault]:
        """Find names of known organisations in the running text that no mention accounts for."""
        if not self.tables["mentions"].complete:
            return
        covered = [
            place
            for row in self.tables["mentions"].all_rows
            if (place := self.place(row, "printed_name"))
        ]
        reported: list[Passage] = []
        names = sorted(
            {
                (name, organisation.slug)
                for organisation in self.registry.organisations.values()
                for name in (organisation.name, *organisation.other_names)
                if name
            },
            key=lambda pair: (-len(pair[0]), pair),
        )
        for name, organisation in names:
            for start in occurrences(self.source.text, name, whole_words=True):
                found = Passage(start, start + len(name), name)
                running = any(sentence.holds(found) for sentence in self.source.sentences)
                if running and not any(known.holds(found) for known in (*covered, *reported)):
                    reported.append(found)
                    yield self.text_fault(
                        found,
                        f"names {organisation} and is not covered by any mention",
                        f"Add a row to mentions.csv: {start}–{found.end}.",
                    )
