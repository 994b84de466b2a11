"""What editions share: ``data/registry/*.csv`` and ``data/dataset.toml``, read and cross-checked.

Each reference from one table to another is followed here; one that leads nowhere is a fault with
the nearest name that exists.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from ascc_ld.faults import Fault
from ascc_ld.model import (
    ConferenceFact,
    Country,
    DatasetDescription,
    Organisation,
    Origin,
    Place,
    Registry,
    Work,
    WorkSource,
)
from ascc_ld.project import Project
from ascc_ld.settings import Settings
from ascc_ld.tables import (
    Column,
    Row,
    Table,
    TableForm,
    calendar_date,
    decimal,
    matching,
    one_of,
    read_table,
    slug,
    web_address,
)
from ascc_ld.vocabulary import Vocabulary

__all__ = ["DATASET", "FORMS", "read_dataset_description", "read_registry"]

DATASET = "data/dataset.toml"

_LANGUAGE = matching(r"[a-z]{2,3}(?:-[A-Za-z0-9]+)*", "the language tag vi")
_COUNTRY = matching(r"[A-Z]{2}", "the country code PH")

FORMS: Mapping[str, TableForm] = {
    "organisations": TableForm(
        (
            Column("slug", reads=slug),
            Column("name"),
            Column("native_name", required=False),
            Column("native_language", required=False, reads=_LANGUAGE),
            Column("other_names", required=False),
            Column("type", reads=slug),
            Column("public_body", reads=one_of("yes", "no")),
            Column("country", required=False, reads=_COUNTRY),
            Column("place", required=False, reads=slug),
            Column("unit_of", required=False, reads=slug),
            Column("website", required=False, reads=web_address),
            Column(
                "ror",
                required=False,
                reads=matching(r"https://ror\.org/0[a-z0-9]{8}", "https://ror.org/00ae7jd04"),
            ),
            Column("sources", required=False),
            Column("note", required=False),
        ),
        key=("slug",),
    ),
    "places": TableForm(
        (
            Column("slug", reads=slug),
            Column("name"),
            Column("native_name", required=False),
            Column("native_language", required=False, reads=_LANGUAGE),
            Column("kind", reads=one_of("city", "administrative-area", "region")),
            Column("country", required=False, reads=_COUNTRY),
            Column("within", required=False, reads=slug),
            Column("latitude", required=False, reads=decimal),
            Column("longitude", required=False, reads=decimal),
            Column(
                "iso3166_2", required=False, reads=matching(r"[A-Z]{2}-[A-Z0-9]{1,3}", "PH-BEN")
            ),
            Column("m49", required=False, reads=matching(r"[0-9]{3}", "the M49 code 035")),
            Column("geonames", required=False, reads=matching(r"[1-9][0-9]*", "1728930")),
            Column("sources", required=False),
            Column("note", required=False),
        ),
        key=("slug",),
    ),
    "countries": TableForm(
        (
            Column("code", reads=_COUNTRY),
            Column("alpha3", reads=matching(r"[A-Z]{3}", "PHL")),
            Column("m49", reads=matching(r"[0-9]{3}", "the M49 code 608")),
            Column("region", reads=slug),
            Column("latitude", reads=decimal),
            Column("longitude", reads=decimal),
            Column("geonames", reads=matching(r"[1-9][0-9]*", "1694008")),
            Column("sources"),
            Column("note", required=False),
        ),
        key=("code",),
    ),
    "country_names": TableForm(
        (
            Column("country", reads=_COUNTRY),
            Column("language", reads=_LANGUAGE),
            Column("name"),
        ),
        key=("country", "language"),
    ),
    "works": TableForm(
        (
            Column("slug", reads=slug),
            Column("title"),
            Column("type", reads=one_of("report")),
            Column("publisher", reads=slug),
            Column("sources", required=False),
            Column("note", required=False),
        ),
        key=("slug",),
    ),
    "sources": TableForm(
        (
            Column("slug", reads=slug),
            Column("name"),
            Column("url", required=False, reads=web_address),
            Column("licence", required=False, reads=web_address),
            Column("attribution"),
        ),
        key=("slug",),
    ),
    "conferences": TableForm(
        (
            Column("subject"),
            Column("property", reads=one_of("label", "alternate_name", "start_date", "organizer")),
            Column("value"),
            Column("language", required=False, reads=_LANGUAGE),
            Column("source", reads=web_address),
        ),
        key=("subject", "property", "language", "value"),
    ),
}


def read_registry(project: Project, vocabulary: Vocabulary) -> tuple[Registry, list[Fault]]:
    """Read the tables that editions share.

    Returns the registry of all rows that read well, and every fault of its tables.
    """
    tables: dict[str, Table] = {}
    faults: list[Fault] = []
    for name, form in FORMS.items():
        file = f"data/registry/{name}.csv"
        tables[name], table_faults = read_table(project.path(file), file, form)
        faults += table_faults
    names, name_faults = _country_names(tables["country_names"], tables["countries"])
    registry = Registry(
        organisations={row["slug"]: _organisation(row) for row in tables["organisations"].all_rows},
        places={row["slug"]: _place(row) for row in tables["places"].all_rows},
        countries={row["code"]: _country(row, names) for row in tables["countries"].all_rows},
        works={row["slug"]: _work(row) for row in tables["works"].all_rows},
        sources={row["slug"]: _source(row) for row in tables["sources"].all_rows},
        conference_facts=tuple(_conference_fact(row) for row in tables["conferences"]),
    )
    faults += name_faults
    faults += _reference_faults(tables, vocabulary, project.edition_slugs())
    faults += _series_faults(tables["conferences"])
    return registry, faults


def read_dataset_description(project: Project) -> tuple[DatasetDescription | None, list[Fault]]:
    """Read ``data/dataset.toml``; ``None`` with the faults where a key is missing or wrong."""
    keys = Settings.read(project, DATASET)
    found = DatasetDescription(
        title=keys.labels("title"),
        description=keys.labels("description"),
        publisher=keys.text("publisher"),
        licence=keys.text("licence"),
        rights=keys.text("rights"),
        version=keys.text("version"),
        issued=keys.date("issued"),
        created=keys.date("created"),
        keywords=keys.texts("keywords"),
    )
    keys.reject_others()
    return (None if keys.faults else found), keys.faults


def _country_names(
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


def _reference_faults(
    tables: Mapping[str, Table],
    vocabulary: Vocabulary,
    editions: Collection[str],
) -> list[Fault]:
    faults: list[Fault] = []

    def check(table: str, column: str, kind: str, known: Iterable[str]) -> None:
        accepted = set(known)
        if not accepted:
            return  # that table could not be read: its own faults are the ones to mend
        for row in tables[table]:
            values = row.listed(column)
            faults.extend(
                row.unknown(column, kind, accepted, v) for v in values if v not in accepted
            )

    check("organisations", "type", "organisation type", vocabulary.concepts["organisation-type"])
    check("organisations", "country", "country", tables["countries"].names)
    check("organisations", "place", "place", tables["places"].names)
    check("organisations", "unit_of", "organisation", tables["organisations"].names)
    check("places", "country", "country", tables["countries"].names)
    check("places", "within", "place", tables["places"].names)
    check("countries", "region", "place", tables["places"].names)
    check("works", "publisher", "organisation", tables["organisations"].names)
    check("conferences", "subject", "edition", {"series", *editions})
    for table in ("organisations", "places", "countries", "works"):
        check(table, "sources", "source", tables["sources"].names)
    return [
        *faults,
        *_conference_faults(tables["conferences"], tables["organisations"].names),
        *_place_faults(tables["places"]),
        *_native_name_faults(tables["organisations"]),
        *_native_name_faults(tables["places"]),
    ]


def _conference_faults(conferences: Table, organisations: Collection[str]) -> Iterable[Fault]:
    for row in conferences:
        is_organizer = row["property"] == "organizer"
        if is_organizer and organisations and row["value"] not in organisations:
            yield row.unknown("value", "organisation", organisations, row["value"])
        if row["property"] == "start_date":
            yield from _date_faults(row)
        if (row["property"] in ("label", "alternate_name")) != bool(row["language"]):
            problem = "goes with a label or an alternate name, and only with those"
            yield row.fault("language", problem, "Fill or empty the cell.")


def _place_faults(places: Table) -> Iterable[Fault]:
    for row in places:
        if (row["kind"] == "region") == bool(row["country"]):
            problem = "goes with each place except a region of the UN"
            yield row.fault("country", problem, "Fill or empty the cell.")
        if bool(row["latitude"]) != bool(row["longitude"]):
            yield row.fault("longitude", "goes with a latitude", "Fill both or neither.")


def _native_name_faults(table: Table) -> Iterable[Fault]:
    for row in table:
        if bool(row["native_name"]) != bool(row["native_language"]):
            yield row.fault("native_language", "goes with a native name", "Fill both or neither.")


def _date_faults(row: Row) -> list[Fault]:
    try:
        calendar_date(row["value"])
    except ValueError as error:
        return [row.fault("value", str(error), "Write a day of the calendar as 2024-10-24.")]
    return []


def _series_faults(conferences: Table) -> list[Fault]:
    labels = [r for r in conferences if (r["subject"], r["property"]) == ("series", "label")]
    if conferences.rows and not any(row["language"] == "en" for row in labels):
        problem = "gives the series no English label"
        remedy = "Add a row: series,label,…,en,…"
        return [Fault(conferences.file, None, "property", None, problem, remedy)]
    return []


def _organisation(row: Row) -> Organisation:
    return Organisation(
        slug=row["slug"],
        name=row["name"],
        native_name=_native_name(row),
        other_names=row.listed("other_names"),
        type=row["type"],
        public_body=row["public_body"] == "yes",
        country=row.optional("country"),
        place=row.optional("place"),
        unit_of=row.optional("unit_of"),
        website=row.optional("website"),
        ror=row.optional("ror"),
        sources=row.listed("sources"),
        note=row.optional("note"),
        origin=_origin(row),
    )


def _place(row: Row) -> Place:
    coordinates = (row["latitude"], row["longitude"]) if row["latitude"] else None
    return Place(
        slug=row["slug"],
        name=row["name"],
        native_name=_native_name(row),
        kind=row["kind"],
        country=row.optional("country"),
        within=row.optional("within"),
        coordinates=coordinates,
        iso3166_2=row.optional("iso3166_2"),
        m49=row.optional("m49"),
        geonames=row.optional("geonames"),
        sources=row.listed("sources"),
        note=row.optional("note"),
        origin=_origin(row),
    )


def _country(row: Row, names: Mapping[str, Mapping[str, str]]) -> Country:
    return Country(
        code=row["code"],
        alpha3=row["alpha3"],
        m49=row["m49"],
        region=row["region"],
        coordinates=(row["latitude"], row["longitude"]),
        geonames=row["geonames"],
        names=names.get(row["code"], {}),
        sources=row.listed("sources"),
        note=row.optional("note"),
        origin=_origin(row),
    )


def _work(row: Row) -> Work:
    return Work(
        slug=row["slug"],
        title=row["title"],
        type=row["type"],
        publisher=row["publisher"],
        sources=row.listed("sources"),
        note=row.optional("note"),
        origin=_origin(row),
    )


def _source(row: Row) -> WorkSource:
    return WorkSource(
        slug=row["slug"],
        name=row["name"],
        url=row.optional("url"),
        licence=row.optional("licence"),
        attribution=row["attribution"],
        origin=_origin(row),
    )


def _conference_fact(row: Row) -> ConferenceFact:
    return ConferenceFact(
        subject=row["subject"],
        property=row["property"],
        value=row["value"],
        language=row.optional("language"),
        source=row["source"],
        origin=_origin(row),
    )


def _native_name(row: Row) -> tuple[str, str] | None:
    if row["native_name"] and row["native_language"]:
        return row["native_name"], row["native_language"]
    return None


def _origin(row: Row) -> Origin:
    return Origin(row.file, row.line)
