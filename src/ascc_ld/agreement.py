"""The text and the tables of an edition, held against each other, to the last sentence and line.

Every quote stands where its row says, every sentence belongs to a statement, every list line to
a participation under the right heading, every name of a known organisation in the running text
to a mention; and no row speaks of what the text does not say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ascc_ld.faults import Fault, nearest
from ascc_ld.model import EditionDescription, Registry
from ascc_ld.source import ListEntry, Passage, Source
from ascc_ld.tables import Row, Table

__all__ = ["Agreement", "quoted"]

_MARKS = " \t\u301c\uff5e~*\"'\u201c\u201d\u2018\u2019"
"""What may stand around a printed title and is no part of it."""


def quoted(row: Row, column: str) -> Passage:
    """Return the quote in ``column`` of a row with the offsets that the row gives it."""
    return Passage(row.integer("start"), row.integer("end"), row[column])


@dataclass(frozen=True)
class Agreement:
    """The text and the tables of one edition, held against each other."""

    file: str
    source: Source
    about: EditionDescription
    registry: Registry
    tables: Mapping[str, Table]

    def faults(self) -> list[Fault]:
        """Return all that does not agree; a table that could not be read is passed over."""
        found = [*self._front_matter()]
        if self.tables["statements"].readable:
            found += [*self._statements(), *self._sentences(), *self._clauses()]
        if self.tables["participants"].readable:
            found += [*self._participants(), *self._headings()]
        if self.tables["mentions"].readable:
            found += [*self._mentions(), *self._unmentioned()]
        return found

    def _front_matter(self) -> Iterable[Fault]:
        about = self.about
        found = [line.text for line in self.source.front_matter]
        for index, line in enumerate(self.source.front_matter if about.front_matter else ()):
            if line.text not in about.front_matter:
                yield self._text_fault(
                    line, "is no line of front_matter.lines", "Add it to edition.toml."
                )
            elif found[: index + 1].count(line.text) > about.front_matter.count(line.text):
                yield self._text_fault(
                    line,
                    "stands more often than in front_matter.lines",
                    "Add it to edition.toml once more.",
                )
        toml = f"data/{about.slug}/edition.toml"
        for expected in about.front_matter:
            if expected not in found:
                yield Fault(
                    toml,
                    None,
                    "front_matter.lines",
                    expected,
                    "stands nowhere above the first sentence",
                    nearest(expected, found),
                )
        if sorted(found) == sorted(about.front_matter) and found != list(about.front_matter):
            yield Fault(
                toml,
                None,
                "front_matter.lines",
                "; ".join(about.front_matter),
                "has the lines in another order than the text",
                f"The text has {'; '.join(found)!r}.",
            )
        title = self.source.list_title
        if title and about.list_title and title.text != about.list_title:
            yield Fault(
                toml,
                None,
                "front_matter.list_title",
                about.list_title,
                "is not the line above the list",
                f"The text has {title.text!r}.",
            )
        yield from self._printed(toml)

    def _printed(self, toml: str) -> Iterable[Fault]:
        """Find titles, days and numbers of the settings that the text does not print."""
        about, text = self.about, self.source.text
        lines = [line.strip(_MARKS) for line in about.front_matter]
        heads = {" ".join(lines[:n]) for n in range(1, len(lines) + 1)} | set(lines)
        for key, value in (
            ("conference.theme_title", about.theme_title),
            ("declaration.title", about.title),
            *(("declaration.alternative_titles", title) for title in about.alternative_titles),
        ):
            if value and value not in heads:
                yield Fault(
                    toml,
                    None,
                    key,
                    value,
                    "does not stand in the text",
                    f"Quote the text. {nearest(value, heads)}",
                )
        for key, numbers in (
            ("conference.number", (about.number,)),
            ("conference.start", _day_and_year(about.start)),
            ("conference.end", _day_and_year(about.end)),
            ("declaration.issued", _day_and_year(about.issued)),
        ):
            printed = " ".join(about.front_matter) if key == "declaration.issued" else text
            for number in filter(None, numbers):
                if not re.search(rf"(?<!\d){number}(?!\d)", printed):
                    yield Fault(
                        toml,
                        None,
                        key,
                        str(number),
                        "does not stand in the text",
                        "Write what the text prints.",
                    )

    def _statements(self) -> Iterable[Fault]:
        rows = {row["id"]: row for row in self.tables["statements"]}
        ends: dict[str | None, Row] = {}
        previous: Row | None = None
        for row in self.tables["statements"]:
            passage = quoted(row, "quote")
            misplaced = self._misplaced(row, "quote", passage)
            if misplaced:
                yield misplaced
                continue
            yield from self._section(row, passage)
            early = previous is not None and passage.start < previous.integer("start")
            if early:
                yield row.fault(
                    "start",
                    "stands before the row above it",
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
                    f"stands {count} times in the quote of its row",
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
            yield row.fault("section", "is not where the quote stands", f"It stands in {names}.")

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
                f"does not hold the quote at {passage.start}–{passage.end}",
                f"Statement {parent['id']} is {outer.start}–{outer.end}.",
            )
        if parent["force"] != row["force"]:
            yield row.fault(
                "force",
                f"is not the force of statement {parent['id']}",
                f"A clause inherits: write {parent['force']!r}.",
            )

    def _sentences(self) -> Iterable[Fault]:
        """Find what belongs to no statement: a clause covers nothing that its parent does not."""
        if not self.tables["statements"].complete:
            return
        quotes = [
            place
            for row in self.tables["statements"].all_rows
            if not row["clause_of"] and (place := self._place(row, "quote"))
        ]
        for sentence in self.source.sentences:
            lost = self._outside(sentence, quotes)
            if lost is not None:
                yield self._text_fault(
                    lost,
                    "belongs to no statement",
                    f"Cover the code points {lost.start}–{lost.end} by a row of statements.csv.",
                )

    def _clauses(self) -> Iterable[Fault]:
        """Find what a statement with clauses says after the first of them, outside of all."""
        table = self.tables["statements"]
        clauses: dict[str, list[Passage]] = {}
        for row in table.all_rows if table.complete else ():
            place = self._place(row, "quote")
            if row["clause_of"] and place:
                clauses.setdefault(row["clause_of"], []).append(place)
        for row in table.all_rows:
            whole = self._place(row, "quote")
            own = clauses.get(row["id"])
            if whole is None or own is None:
                continue
            start = min(clause.start for clause in own)
            rest = Passage(start, whole.end, self.source.text[start : whole.end])
            lost = self._outside(rest, own)
            if lost is not None:
                yield self._text_fault(
                    lost,
                    f"belongs to no clause of statement {row['id']}",
                    f"Cover the code points {lost.start}–{lost.end} by a row of statements.csv.",
                )

    def _outside(self, passage: Passage, quotes: Sequence[Passage]) -> Passage | None:
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

    def _participants(self) -> Iterable[Fault]:
        table = self.tables["participants"]
        printed = [entry.passage.text for entry in self.source.entries]
        by_name = {row["printed_name"]: row for row in reversed(table.all_rows)}
        by_start = {
            r["start"]: r for r in reversed(table.all_rows) if r["printed_name"] not in printed
        }
        line_of: dict[str, int] = {}
        matched: set[int] = set()
        for entry in self.source.entries:
            row = by_name.get(entry.passage.text) or by_start.get(str(entry.passage.start))
            if row and row.line not in matched:
                matched.add(row.line)
                line_of[row["printed_name"]] = row.line
                if row in table.rows:
                    yield from self._entry(row, entry)
            elif table.complete:
                yield self._text_fault(
                    entry.passage,
                    "belongs to no participation",
                    f"Add a row to participants.csv: {entry.position},{entry.heading},…,"
                    f"{entry.passage.start},{entry.passage.end}.",
                )
        for row in table:
            if row.line in matched:
                continue
            if row["printed_name"] in line_of:
                yield row.fault(
                    "printed_name",
                    f"is the line of row {line_of[row['printed_name']]} already",
                    "A line of the list is one participation.",
                )
            else:
                remedy = nearest(row["printed_name"], printed)
                yield row.fault("printed_name", "is no line of the list", remedy)

    def _entry(self, row: Row, entry: ListEntry) -> Iterable[Fault]:
        passage = entry.passage
        if row["printed_name"] != passage.text:
            yield row.fault(
                "printed_name",
                "is not what the list prints",
                f"Line {self._line(passage)} reads {passage.text!r}.",
            )
        elif (row.integer("start"), row.integer("end")) != (passage.start, passage.end):
            place = f"It stands at {passage.start}–{passage.end}."
            yield row.fault("start", "is not where the name stands", place)
        if row["heading"] != entry.heading:
            yield row.fault(
                "heading", "is not the heading above the line", f"The text has ({entry.heading})."
            )
        if row.integer("position") != entry.position:
            yield row.fault(
                "position",
                "is not the place of the line in the list",
                f"It is line {entry.position} of the list.",
            )

    def _headings(self) -> Iterable[Fault]:
        """Find headings that stand for two countries, or for another than their English name."""
        countries = self.registry.countries.values()
        named = {country.names.get("en"): country.code for country in countries}
        headings = self.source.country_headings
        for heading, after in zip(headings, [*headings[1:], None], strict=True):
            end = after.start if after else len(self.source.text)
            if not any(heading.end <= e.passage.start < end for e in self.source.entries):
                yield self._text_fault(
                    heading, "has no line under it", "Take it out, or print who stands there."
                )
        for row in self.tables["participants"]:
            expected = named.setdefault(row["heading"], row["country"])
            if row["country"] != expected and row["country"] in self.registry.countries:
                yield row.fault(
                    "country",
                    f"is not the country of the heading ({row['heading']})",
                    f"Write {expected}.",
                )

    def _mentions(self) -> Iterable[Fault]:
        statements = {row["id"]: row for row in self.tables["statements"]}
        for row in self.tables["mentions"]:
            passage = quoted(row, "printed_name")
            statement = statements.get(row["statement"])
            known = self.tables["statements"].names
            if known and row["statement"] not in known:
                yield row.unknown("statement", "statement", statements, row["statement"])
            misplaced = self._misplaced(row, "printed_name", passage)
            if misplaced:
                yield misplaced
                continue
            if statement and not quoted(statement, "quote").holds(passage):
                yield row.fault(
                    "statement",
                    f"does not hold the name at {row['start']}",
                    f"Name the statement that holds {row['start']}–{row['end']}.",
                )
            places = _occurrences(self.source.text, row["printed_name"])
            nth = places.index(passage.start) + 1
            wanted = str(nth) if len(places) > 1 else ""
            if row["occurrence"] != wanted:
                problem = f"is not which of the {len(places)} occurrences in the text this is"
                remedy = (
                    f"Write {nth}." if wanted else "Empty the cell: the name stands there once."
                )
                yield row.fault("occurrence", problem, remedy)

    def _unmentioned(self) -> Iterable[Fault]:
        """Find names of known organisations in the running text that no mention accounts for."""
        if not self.tables["mentions"].complete:
            return
        covered = [
            place
            for row in self.tables["mentions"].all_rows
            if (place := self._place(row, "printed_name"))
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
            for start in _occurrences(self.source.text, name, whole_words=True):
                found = Passage(start, start + len(name), name)
                running = any(sentence.holds(found) for sentence in self.source.sentences)
                if running and not any(known.holds(found) for known in (*covered, *reported)):
                    reported.append(found)
                    yield self._text_fault(
                        found,
                        f"names {organisation} and belongs to no mention",
                        f"Add a row to mentions.csv: {start}–{found.end}.",
                    )

    def _misplaced(self, row: Row, column: str, passage: Passage) -> Fault | None:
        reads = self.source.text[passage.start : passage.end]
        if reads == passage.text and passage.start < passage.end:
            return None
        places = _occurrences(self.source.text, passage.text)
        if not places:
            close = [s.text for s in self.source.sentences if passage.text[:40] in s.text]
            remedy = f"The text has {close[0]!r}." if close else "Copy it from the text."
            problem = "does not stand in the text"
        else:
            remedy = "It stands at " + ", ".join(f"{p}–{p + len(passage.text)}" for p in places)
            remedy += "."
            problem = f"does not stand at {passage.start}–{passage.end}, which reads {reads[:60]!r}"
        return row.fault(column, problem, remedy)

    def _place(self, row: Row, column: str) -> Passage | None:
        """Return where the passage of ``row`` stands: at its offsets or nearest to them."""
        text = row[column]
        given = row["start"].isdecimal() and row["end"].isdecimal()
        start = int(row["start"]) if given else 0
        places = _occurrences(self.source.text, text) if text else []
        if places:
            nearest_place = min(places, key=lambda place: abs(place - start))
            return Passage(nearest_place, nearest_place + len(text), text)
        return Passage(start, int(row["end"]), text) if given else None

    def _text_fault(self, passage: Passage, problem: str, remedy: str) -> Fault:
        return Fault(self.file, self._line(passage), None, passage.text, problem, remedy)

    def _line(self, passage: Passage) -> int:
        return self.source.line_number(passage.start)


def _occurrences(text: str, name: str, *, whole_words: bool = False) -> list[int]:
    pattern = re.escape(name)
    if whole_words:
        pattern = rf"(?<!\w){pattern}(?!\w)"
    return [match.start() for match in re.finditer(pattern, text)]


def _day_and_year(day: date) -> tuple[int, ...]:
    """Return the numbers of a date as texts print it; none of one that could not be read."""
    return () if day == date.min else (day.day, day.year)
