"""The printed list of bodies, against the participations."""

from collections.abc import Iterable

from ascc_ld.ground.faults import Fault, nearest
from ascc_ld.reading.cross_check.check import CrossCheck
from ascc_ld.reading.declaration_text import ListEntry
from ascc_ld.reading.tables import Row

_NO_LIST = "No list is found: write the line above it as front_matter.list_title of edition.toml."


class ListCheck(CrossCheck):
    """Each line of the list a participation, under the heading of its country."""

    def faults(self) -> Iterable[Fault]:
        """Return what does not agree."""
        return [*self._participants(), *self._headings()]

    def _participants(self) -> Iterable[Fault]:
        table = self.tables["participants"]
        printed = [entry.passage.text for entry in self.source.entries]
        by_name = {row["printed_name"]: row for row in reversed(table.all_rows)}
        by_position = {
            r["position"]: r for r in reversed(table.all_rows) if r["printed_name"] not in printed
        }
        line_of: dict[str, int] = {}
        matched: set[int] = set()
        for entry in self.source.entries:
            row = by_name.get(entry.passage.text) or by_position.get(str(entry.position))
            if row and row.line not in matched:
                matched.add(row.line)
                line_of[row["printed_name"]] = row.line
                if row in table.rows:
                    yield from self._entry(row, entry)
            elif table.complete:
                yield self.text_fault(
                    entry.passage,
                    "is not covered by any participation",
                    f"Add a row to participants.csv: {entry.position},{entry.heading},….",
                )
        for row in table:
            if row.line in matched:
                continue
            if row["printed_name"] in line_of:
                yield row.fault(
                    "printed_name",
                    f"is already the line of row {line_of[row['printed_name']]}",
                    "A line of the list is one participation.",
                )
            else:
                remedy = nearest(row["printed_name"], printed) if printed else _NO_LIST
                yield row.fault("printed_name", "is not a line of the list", remedy)

    def _entry(self, row: Row, entry: ListEntry) -> Iterable[Fault]:
        passage = entry.passage
        if row["printed_name"] != passage.text:
            yield row.fault(
                "printed_name",
                "is not what the list prints",
                f"Line {self.line(passage)} reads {passage.text!r}.",
            )
        if row["heading"] != entry.heading:
            remedy = f"The text has ({entry.heading})." if entry.heading else "There is none."
            yield row.fault("heading", "is not the heading above the line", remedy)
        if int(row["position"]) != entry.position:
            yield row.fault(
                "position",
                "is not the place of the line in the list",
                f"It is line {entry.position} of the list.",
            )

    def _headings(self) -> Iterable[Fault]:
        """Find headings used for two countries, or for a country with another English name."""
        countries = self.registry.countries.values()
        named = {country.names.get("en"): country.code for country in countries}
        headings = self.source.country_headings
        ends = [*(after.start for after in headings[1:]), len(self.source.text)]
        for heading, end in zip(headings, ends, strict=False):
            if not any(heading.end <= e.passage.start < end for e in self.source.entries):
                yield self.text_fault(
                    heading, "has no line under it", "Remove it, or print the names under it."
                )
        for row in self.tables["participants"]:
            if bool(row["heading"]) != bool(row["country"]):
                yield row.fault(
                    "country", "goes with a country heading", "Fill or empty both cells."
                )
            expected = named.setdefault(row["heading"], row["country"])
            if row["country"] != expected and row["country"] in self.registry.countries:
                yield row.fault(
                    "country",
                    f"is not the country of the heading ({row['heading']})",
                    f"Write {expected}.",
                )
