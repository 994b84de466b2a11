"""What editions share: ``data/registry/*.csv``, read and cross-checked.

Each reference from one table to another is followed here; one that leads nowhere is a fault with
the nearest name that exists.
"""

from __future__ import annotations

from collections.abc import Mapping

from ascc_ld.ground.faults import Fault, Origin
from ascc_ld.ground.project import Project
from ascc_ld.reading.model import (
    ConferenceFact,
    Country,
    Organisation,
    Place,
    Registry,
    Work,
    WorkSource,
)
from ascc_ld.reading.registry_checks import country_names, reference_faults, series_faults
from ascc_ld.reading.tables import (
    Column,
    Row,
    Table,
    TableForm,
    decimal,
    language_tag,
    matching,
    one_of,
    read_table,
    slug,
    web_address,
)
from ascc_ld.reading.vocabulary import Vocabulary

__all__ = ["FORMS", "read_registry"]

_COUNTRY = matching(r"[A-Z]{2}", "the country code PH")

FORMS: Mapping[str, TableForm] = {
    "organisations": TableForm(
        (
            Column("slug", reads=slug),
            Column("name"),
            Column("native_name", required=False),
            Column("native_language", required=False, reads=language_tag),
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
            Column("native_language", required=False, reads=language_tag),
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
            Column("language", reads=language_tag),
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
            Column("uri_space", required=False, reads=web_address),
        ),
        key=("slug",),
    ),
    "conferences": TableForm(
        (
            Column("subject"),
            Column("property", reads=one_of("label", "alternate_name", "start_date", "organizer")),
            Column("value"),
            Column("language", required=False, reads=language_tag),
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
    names, name_faults = country_names(tables["country_names"], tables["countries"])
    registry = Registry(
        organisations={row["slug"]: _organisation(row) for row in tables["organisations"].all_rows},
        places={row["slug"]: _place(row) for row in tables["places"].all_rows},
        countries={row["code"]: _country(row, names) for row in tables["countries"].all_rows},
        works={row["slug"]: _work(row) for row in tables["works"].all_rows},
        sources={row["slug"]: _source(row) for row in tables["sources"].all_rows},
        conference_facts=tuple(_conference_fact(row) for row in tables["conferences"]),
    )
    faults += name_faults
    faults += reference_faults(tables, vocabulary, project.edition_slugs())
    faults += series_faults(tables["conferences"])
    return registry, faults


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
        uri_space=row.optional("uri_space"),
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
