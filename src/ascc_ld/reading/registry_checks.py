"""What the tables of the registry say of each other: references, codes, containment."""

from collections.abc import Collection, Iterable, Mapping

from ascc_ld.ground.faults import Fault
from ascc_ld.reading.cells import Wrong, calendar_date
from ascc_ld.reading.tables import Row, Table
from ascc_ld.reading.vocabulary import Vocabulary

_IN_PLACES = (
    ("organisations", "place"),
    ("places", "within"),
    ("countries", "region"),
    ("countries", "capital"),
)


def country_names(
    names: Table, countries: Table
) -> tuple[Mapping[str, Mapping[str, str]], list[Fault]]:
    """Collect the names by country; each country needs one in each language of the table."""
    by_country: dict[str, dict[str, str]] = {row["code"]: {} for row in countries.all_rows}
    faults = []
    for row in names.all_rows:
        if row["country"] in by_country:
            by_country[row["country"]][row["language"]] = row["name"]
        elif countries.rows:
            faults.append(row.unknown("country", "country", by_country, row["country"]))
    languages = {row["language"] for row in names.all_rows}
    if names.rows:
        for code, found in by_country.items():
            for language in sorted(languages - found.keys()):
                problem = f"has no row for {code} in the language {language!r}"
                faults.append(Fault(names.file, None, "language", None, problem, "Add the row."))
    return by_country, faults


def reference_faults(
    tables: Mapping[str, Table], vocabulary: Vocabulary, editions: Collection[str]
) -> Iterable[Fault]:
    """Find the faults of what the tables say of each other, by following every reference."""
    bodies, places, conferences = (tables[n] for n in ("organisations", "places", "conferences"))
    kinds = vocabulary.concepts["organisation-type"]
    yield from bodies.unknown("type", "organisation type", kinds)
    yield from bodies.unknown("unit_of", "organisation", bodies.names)
    yield from tables["works"].unknown("publisher", "organisation", bodies.names)
    yield from conferences.unknown("subject", "edition", {"series", *editions})
    for name, column in _IN_PLACES:
        yield from tables[name].unknown(column, "place", places.names)
    for table in (bodies, places):
        yield from table.unknown("country", "country", tables["countries"].names)
        yield from _apart(table, "native_language", "native_name")
    for name, kind in (("themes", "theme"), ("groups", "group")):
        yield from tables[name].unknown("broader", kind, tables[name].names)
    for name in ("organisations", "places", "countries", "works"):
        yield from tables[name].unknown("sources", "source", tables["sources"].names)
    yield from _conference_faults(conferences, bodies.names)
    yield from _place_faults(places)
    yield from _contradictions(tables)


def _conference_faults(conferences: Table, organisations: Collection[str]) -> Iterable[Fault]:
    for row in conferences:
        is_organizer = row["property"] == "organizer"
        if is_organizer and organisations and row["value"] not in organisations:
            yield row.unknown("value", "organisation", organisations, row["value"])
        if row["property"] == "start_date":
            try:
                calendar_date(row["value"])
            except Wrong as wrong:
                yield row.fault("value", wrong.problem, wrong.remedy)
        if (row["property"] in ("label", "alternate_name")) != bool(row["language"]):
            problem = "goes with a label or an alternate name, and only with those"
            yield row.fault("language", problem, "Fill or empty the cell.")


def _contradictions(tables: Mapping[str, Table]) -> Iterable[Fault]:
    """Find codes used twice, and places and organisations that are where they cannot be."""
    for table, columns in (
        ("countries", ("alpha3", "m49", "geonames")),
        ("places", ("iso3166_2", "m49", "geonames", "unlocode")),
    ):
        for column in columns:
            seen: dict[str, Row] = {}
            for row in tables[table]:
                first = seen.setdefault(row[column], row) if row[column] else row
                if first is not row:
                    problem = f"is already in row {first.line}"
                    yield row.fault(column, problem, "A code stands for one thing: correct it.")
    yield from _containment(tables)
    for table in ("themes", "groups"):
        yield from _rings(tables[table], "broader", "concept")


def _rings(table: Table, column: str, kind: str) -> Iterable[Fault]:
    """Find rows that ``column`` leads back to."""
    rows = {row["slug"]: row for row in table}
    for row in rows.values():
        above, met = row, set()
        while above[column] in rows and above["slug"] not in met:
            met.add(above["slug"])
            above = rows[above[column]]
        if above["slug"] in met:
            yield row.fault(column, f"leads back to the {kind} itself", "Name what contains it.")


def _containment(tables: Mapping[str, Table]) -> Iterable[Fault]:
    """Find places that lead back to themselves, and things on both sides of a border."""
    yield from _rings(tables["places"], "within", "place")
    countries = tables["countries"].names
    places = {row["slug"]: row for row in tables["places"]}

    def across(row: Row, column: str, what: str) -> Iterable[Fault]:
        other = places.get(row[column])
        codes = {row["country"], other["country"]} if other else set()
        if other and len(codes) > 1 and codes <= countries:
            problem = f"is in {other['country']}, and the {what} in {row['country']}"
            yield row.fault(column, problem, "Correct one of the two.")

    for row in places.values():
        yield from across(row, "within", "place")
    for row in tables["organisations"]:
        yield from across(row, "place", "organisation")
    for row in tables["countries"]:
        capital = places.get(row["capital"])
        if capital and capital["country"] != row["code"] and capital["country"] in countries:
            yield row.fault("capital", f"is in {capital['country']}", "Correct one of the two.")


def _place_faults(places: Table) -> Iterable[Fault]:
    for row in places:
        if (row["kind"] == "region") == bool(row["country"]):
            problem = "goes with each place except a region of the UN"
            yield row.fault("country", problem, "Fill or empty the cell.")
        if row["unlocode"] and row["unlocode"][:2] != row["country"]:
            problem = f"is a code of {row['unlocode'][:2]}, and the place is in {row['country']}"
            yield row.fault("unlocode", problem, "Correct one of the two.")
    yield from _apart(places, "longitude", "latitude")


def _apart(table: Table, column: str, other: str) -> Iterable[Fault]:
    """Find rows that have a cell in one of two columns that go together."""
    for row in table:
        if bool(row[column]) != bool(row[other]):
            problem = f"goes with a {other.replace('_', ' ')}"
            yield row.fault(column, problem, "Fill both or neither.")


def series_faults(conferences: Table) -> list[Fault]:
    """Return a fault where the series of conferences has no English label."""
    labels = [r for r in conferences if (r["subject"], r["property"]) == ("series", "label")]
    if conferences.rows and not any(row["language"] == "en" for row in labels):
        problem = "gives the series no English label"
        remedy = "Add a row: series,label,…,en,…"
        return [Fault(conferences.file, None, "property", None, problem, remedy)]
    return []


def emptied(tables: Mapping[str, Table], cites_works: bool) -> Iterable[Fault]:  # noqa: FBT001
    """Find tables without a row that another file needs: a new project needs none of them yet."""
    places = [row for row in tables["places"].all_rows if row["country"]]
    bodies = tables["organisations"].all_rows
    needed = {
        "organisations": bool(places or tables["works"].all_rows),
        "countries": bool(places or any(row["country"] for row in bodies)),
        "country_names": bool(tables["countries"].all_rows),
        "works": cites_works,
    }
    for name, is_needed in needed.items():
        table = tables[name]
        if is_needed and table.readable and not table.all_rows:
            yield Fault(table.file, 1, None, None, "has no rows", "Restore the rows.")
