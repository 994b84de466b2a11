"""What editions share: ``data/registry/*.csv``, read and cross-checked.

The fields of a record are the columns of its table: a column is changed here, what it states in
:mod:`ascc_ld.mapping.registry_graph`.  Each reference from one table to another is followed; one
that leads nowhere is a fault with the nearest name that exists.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, TypeVar

from ascc_ld.ground.faults import Fault, nearest
from ascc_ld.ground.project import Project
from ascc_ld.reading.cells import (
    M49,
    CountryCode,
    Degrees,
    LanguageTag,
    Several,
    Slug,
    WebAddress,
    YesOrNo,
    matching,
    one_of,
    yes,
)
from ascc_ld.reading.records import MAY_BE_ABSENT, NOT_READ, TableRecord
from ascc_ld.reading.registry_checks import (
    country_names,
    emptied,
    reference_faults,
    series_faults,
)
from ascc_ld.reading.tables import Table, read_table
from ascc_ld.reading.vocabulary import Vocabulary

PATHS = {
    "organisations": "org",
    "places": "place",
    "countries": "country",
    "themes": "scheme/theme",
    "groups": "scheme/group",
    "works": "work",
    "sources": "source",
}
"""The path below the base of what the rows of a table describe."""

R = TypeVar("R", bound=TableRecord)
Ror = Annotated[str, matching(r"https://ror\.org/0[a-z0-9]{8}", "https://ror.org/00ae7jd04")]


@dataclass(frozen=True, kw_only=True)
class Organisation(TableRecord):
    """A row of ``organisations.csv``: a body.

    ``country`` is the one it belongs to, not where its headquarters stand; ``dissolved`` the year
    or day in which it ended.
    """

    MAY_BE_EMPTY = True

    slug: Slug
    name: str
    native_name: str | None = None
    native_language: LanguageTag | None = None
    other_names: Several = ()
    type: Slug
    public_body: YesOrNo
    country: CountryCode | None = None
    place: Slug | None = None
    unit_of: Slug | None = None
    dissolved: (
        Annotated[str, matching(r"[0-9]{4}(-[0-9]{2}-[0-9]{2})?", "2025-07-01 or 2025")] | None
    ) = None
    website: WebAddress | None = None
    ror: Ror | None = None
    sources: Several = ()
    note: str | None = None

    @property
    def native_names(self) -> Mapping[str, str]:
        """The native name by its language, where there is one."""
        return _by_language(self.native_name, self.native_language)


@dataclass(frozen=True, kw_only=True)
class Place(TableRecord):
    """A row of ``places.csv``; a ``region`` is one of UN M49.

    Coordinates are WGS 84 degrees in canonical decimal form.
    """

    slug: Slug
    name: str
    native_name: str | None = None
    native_language: LanguageTag | None = None
    name_ja: str | None = None
    kind: Annotated[str, one_of("city", "administrative-area", "region")]
    country: CountryCode | None = None
    within: Slug | None = None
    latitude: Degrees | None = None
    longitude: Degrees | None = None
    iso3166_2: Annotated[str, matching(r"[A-Z]{2}-[A-Z0-9]{1,3}", "PH-BEN")] | None = None
    m49: M49 | None = None
    geonames: Annotated[str, matching(r"[1-9][0-9]*", "1728930")] | None = None
    unlocode: Annotated[str, matching(r"[A-Z]{2}[A-Z2-9]{3}", "JPYOK")] | None = None
    sources: Several = ()
    note: str | None = None

    @property
    def native_names(self) -> Mapping[str, str]:
        """The native name by its language, where there is one."""
        return _by_language(self.native_name, self.native_language)

    @property
    def coordinates(self) -> tuple[str, str] | None:
        """Latitude and longitude."""
        return (self.latitude, self.longitude) if self.latitude and self.longitude else None


@dataclass(frozen=True, kw_only=True)
class Country(TableRecord):
    """A row of ``countries.csv``: a country with its ISO 3166-1 and UN M49 codes.

    ``names`` is language → CLDR name, from ``country_names.csv``.
    """

    KEY = ("code",)
    MAY_BE_EMPTY = True

    code: CountryCode
    alpha3: Annotated[str, matching(r"[A-Z]{3}", "PHL")]
    m49: M49
    region: Slug
    capital: Slug | None = None
    latitude: Degrees
    longitude: Degrees
    geonames: Annotated[str, matching(r"[1-9][0-9]*", "1694008")]
    sources: Several
    note: str | None = None
    names: Annotated[Mapping[str, str], NOT_READ]

    @property
    def coordinates(self) -> tuple[str, str]:
        """Latitude and longitude."""
        return self.latitude, self.longitude


@dataclass(frozen=True, kw_only=True)
class CountryName(TableRecord):
    """A row of ``country_names.csv``: what a country is called in a language."""

    KEY = ("country", "language")
    MAY_BE_EMPTY = True

    country: CountryCode
    language: LanguageTag
    name: str


@dataclass(frozen=True, kw_only=True)
class ConceptRow(TableRecord):
    """A row of ``themes.csv`` or ``groups.csv``: a concept of the scheme *theme* or *group*.

    ``examples`` quote the text, ``spellings`` are for searches only; ``_ja`` is Japanese.
    """

    slug: Slug
    name: str
    name_ja: str
    definition: str
    definition_ja: str
    broader: Slug | None = None
    other_names: Several = ()
    other_names_ja: Several = ()
    spellings: Several = ()
    spellings_ja: Several = ()
    examples: Several = ()
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Work(TableRecord):
    """A row of ``works.csv``: a work that a declaration cites."""

    MAY_BE_EMPTY = True

    slug: Slug
    title: str
    type: Annotated[str, one_of("report")]
    publisher: Slug
    sources: Several = ()
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class WorkSource(TableRecord):
    """A row of ``sources.csv``: where curated facts were taken from, with its licence.

    ``uri_space`` is what the IRIs of its own things start with, where we link to them;
    ``wikimedia`` is whether it is made from Wikidata or Wikipedia, which cannot cite themselves.
    """

    slug: Slug
    name: str
    url: WebAddress | None = None
    licence: WebAddress | None = None
    attribution: str
    uri_space: WebAddress | None = None
    wikimedia: Annotated[bool, yes(), MAY_BE_ABSENT] = False


@dataclass(frozen=True, kw_only=True)
class ConferenceFact(TableRecord):
    """A row of ``conferences.csv``: a fact that no declaration states.

    ``subject`` is ``series`` or the slug of an edition.
    """

    KEY = ("subject", "property", "language", "value")

    subject: str
    property: Annotated[str, one_of("label", "alternate_name", "start_date", "organizer")]
    value: str
    language: LanguageTag | None = None
    source: WebAddress


@dataclass(frozen=True, kw_only=True)
class RegistryTranslation(TableRecord):
    """A row of ``translations.csv``: a note in another language.

    ``of`` is the path of a thing below the base: ``org/jica``, ``scheme/theme/solidarity``.
    """

    KEY = ("of", "property", "language")

    of: str
    property: Annotated[str, one_of("note")]
    language: LanguageTag
    text: str


TABLES: Mapping[str, type[TableRecord]] = {
    "organisations": Organisation,
    "places": Place,
    "countries": Country,
    "country_names": CountryName,
    "themes": ConceptRow,
    "groups": ConceptRow,
    "works": Work,
    "sources": WorkSource,
    "conferences": ConferenceFact,
}
"""The record of each table ``data/registry/*.csv``."""


@dataclass(frozen=True)
class Registry:
    """What editions share, by slug or code, in the order of the tables."""

    organisations: Mapping[str, Organisation]
    places: Mapping[str, Place]
    countries: Mapping[str, Country]
    themes: Mapping[str, ConceptRow]
    groups: Mapping[str, ConceptRow]
    works: Mapping[str, Work]
    sources: Mapping[str, WorkSource]
    conference_facts: tuple[ConferenceFact, ...]
    translations: tuple[RegistryTranslation, ...] = ()


def read_registry(project: Project, vocabulary: Vocabulary) -> tuple[Registry, list[Fault]]:
    """Read the tables that editions share.

    Returns the registry of all rows that read well, and every fault of its tables.
    """
    tables: dict[str, Table] = {}
    faults: list[Fault] = []
    for name, kind in TABLES.items():
        file = f"data/registry/{name}.csv"
        tables[name], table_faults = read_table(project.path(file), file, kind)
        faults += table_faults
    names, name_faults = country_names(tables["country_names"], tables["countries"])
    registry = Registry(
        organisations=_by_key(Organisation, tables["organisations"]),
        places=_by_key(Place, tables["places"]),
        countries={
            row["code"]: row.record(Country, names=names.get(row["code"], {}))
            for row in tables["countries"].all_rows
        },
        themes=_by_key(ConceptRow, tables["themes"]),
        groups=_by_key(ConceptRow, tables["groups"]),
        works=_by_key(Work, tables["works"]),
        sources=_by_key(WorkSource, tables["sources"]),
        conference_facts=tuple(row.record(ConferenceFact) for row in tables["conferences"]),
        translations=_translations(project, tables, faults),
    )
    faults += name_faults
    faults += reference_faults(tables, vocabulary, project.edition_slugs())
    faults += series_faults(tables["conferences"])
    faults += emptied(tables, _cites_works(project))
    return registry, faults


def _translations(
    project: Project, tables: Mapping[str, Table], faults: list[Fault]
) -> tuple[RegistryTranslation, ...]:
    """Read what is said in other languages, which a registry may do without."""
    file = "data/registry/translations.csv"
    if not project.path(file).is_file():
        return ()
    table, found = read_table(project.path(file), file, RegistryTranslation)
    noted = {
        f"{path}/{row[TABLES[name].KEY[0]]}"
        for name, path in PATHS.items()
        for row in tables[name].all_rows
        if row.cells.get("note")
    }
    readable = all(tables[name].complete for name in PATHS)
    missing = [row for row in table if readable and row["of"] not in noted]
    faults += [
        *found,
        *(row.fault("of", "has no note", nearest(row["of"], noted)) for row in missing),
    ]
    return tuple(row.record(RegistryTranslation) for row in table)


def _cites_works(project: Project) -> bool:
    """Tell whether a declaration cites a work."""
    editions = (project.path(f"data/{slug}/edition.toml") for slug in project.edition_slugs())
    return any(b"\nwork = " in file.read_bytes() for file in editions if file.is_file())


def _by_key(kind: type[R], table: Table) -> Mapping[str, R]:
    return {row[kind.KEY[0]]: row.record(kind) for row in table.all_rows}


def _by_language(name: str | None, language: str | None) -> Mapping[str, str]:
    return {language: name} if name and language else {}
