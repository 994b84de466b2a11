"""The names of organisations in the running text, against the mentions."""

from collections.abc import Iterable

from ascc_ld.ground.faults import Fault
from ascc_ld.reading.cross_check.check import CrossCheck, occurrences, place
from ascc_ld.reading.declaration_text import Passage


class MentionCheck(CrossCheck):
    """Each mention where its row says, each name of a known organisation in a mention."""

    def faults(self) -> Iterable[Fault]:
        """Return what does not agree."""
        return [*self._mentions(), *self._unmentioned()]

    def _mentions(self) -> Iterable[Fault]:
        statements = {row["id"]: row for row in self.tables["statements"]}
        for row in self.tables["mentions"]:
            statement = statements.get(row["statement"])
            known = self.tables["statements"].names
            if known and row["statement"] not in known:
                yield row.unknown("statement", "statement", statements, row["statement"])
            unplaced = self.unplaced(row, "printed_name")
            if unplaced:
                yield unplaced
                continue
            if statement is None:
                continue
            passage = place(self.source.text, row, "printed_name")
            outer = self.places(statement, "quote")
            if outer and not any(quote.holds(passage) for quote in outer):
                problem = f"does not contain the name in line {self.line(passage)}"
                yield row.fault(
                    "statement", problem, "Name the statement that does, or another occurrence."
                )

    def _unmentioned(self) -> Iterable[Fault]:
        """Find names of known organisations in the running text that no mention accounts for."""
        if not self.tables["mentions"].complete:
            return
        covered = [
            passage
            for row in self.tables["mentions"].all_rows
            for passage in self.places(row, "printed_name")
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
                        f"Add a row to mentions.csv: {name}{self._which(found)}.",
                    )

    def _which(self, passage: Passage) -> str:
        places = occurrences(self.source.text, passage.text)
        nth = places.index(passage.start) + 1
        return f", occurrence {nth}" if len(places) > 1 else ""
