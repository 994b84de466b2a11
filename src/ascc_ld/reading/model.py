"""What has been read: editions and the registry they share, as frozen values.

Nothing here knows RDF, files or IRIs.  Every record that came from a table knows its
:class:`Origin`, so that a message about it can say where it is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ascc_ld.ground.faults import Origin
from ascc_ld.reading.source import ListEntry, Passage, SectionHeading, Source

__all__ = [
    "Actor",
    "Citation",
    "ConferenceFact",
    "Country",
    "DatasetDescription",
    "Edition",
    "EditionDescription",
    "Mention",
    "Organisation",
    "Participation",
    "Place",
    "Registry",
    "Statement",
    "Work",
    "WorkSource",
]


@dataclass(frozen=True)
class Actor:
    """Who acts in a statement.

    ``kind`` is ``conference``, ``we`` (the signatories as one), ``participants`` (each of them),
    ``group`` (a concept of the scheme) or ``org``; ``slug`` names the group or organisation.
    """

    kind: str
    slug: str | None = None


@dataclass(frozen=True)
class Statement:
    """A unit of the declaration: a sentence, a part of one, or a clause of a statement."""

    id: str
    position: int
    section: int | None
    clause_of: str | None
    type: str
    force: str
    force_marker: str | None
    actor: Actor
    action: str
    object: str
    means: tuple[str, ...]
    beneficiaries: tuple[str, ...]
    themes: tuple[str, ...]
    open_list: bool
    quote: Passage
    origin: Origin


@dataclass(frozen=True)
class Participation:
    """A body in the printed list, in its role, under the country heading it is printed under."""

    position: int
    organisation: str
    country: str
    role: str
    quote: Passage
    origin: Origin


@dataclass(frozen=True)
class Mention:
    """An organisation named in the running text."""

    id: str
    statement: str
    organisation: str
    role: str
    quote: Passage
    origin: Origin


@dataclass(frozen=True)
class Citation:
    """A work that a statement refers to, and the year in which the text expects it."""

    statement: str
    work: str
    expected_year: int | None


@dataclass(frozen=True)
class Organisation:
    """A body; ``country`` is the one it belongs to, not where its headquarters stand."""

    slug: str
    name: str
    native_name: tuple[str, str] | None
    other_names: tuple[str, ...]
    type: str
    public_body: bool
    country: str | None
    place: str | None
    unit_of: str | None
    website: str | None
    ror: str | None
    sources: tuple[str, ...]
    note: str | None
    origin: Origin


@dataclass(frozen=True)
class Place:
    """A place; ``kind`` is ``city``, ``administrative-area`` or ``region`` (UN M49).

    Coordinates are WGS 84 degrees in canonical decimal form.
    """

    slug: str
    name: str
    native_name: tuple[str, str] | None
    kind: str
    country: str | None
    within: str | None
    coordinates: tuple[str, str] | None
    iso3166_2: str | None
    m49: str | None
    geonames: str | None
    sources: tuple[str, ...]
    note: str | None
    origin: Origin


@dataclass(frozen=True)
class Country:
    """A country with its ISO 3166-1 and UN M49 codes; ``names`` is language → CLDR name."""

    code: str
    alpha3: str
    m49: str
    region: str
    coordinates: tuple[str, str]
    geonames: str
    names: Mapping[str, str]
    sources: tuple[str, ...]
    note: str | None
    origin: Origin


@dataclass(frozen=True)
class Work:
    """A work that a declaration cites."""

    slug: str
    title: str
    type: str
    publisher: str
    sources: tuple[str, ...]
    note: str | None
    origin: Origin


@dataclass(frozen=True)
class WorkSource:
    """A published source that curated facts were taken from, with its licence.

    ``uri_space`` is what the IRIs of its own things start with, where we link to them.
    """

    slug: str
    name: str
    url: str | None
    licence: str | None
    attribution: str
    uri_space: str | None
    origin: Origin


@dataclass(frozen=True)
class ConferenceFact:
    """A fact about the series or a conference that its declaration does not state."""

    subject: str
    property: str
    value: str
    language: str | None
    source: str
    origin: Origin


@dataclass(frozen=True)
class DistributedFile:
    """A file that is published; ``holds`` is one of ``dataset_settings.HOLDS``."""

    name: str
    holds: str
    title: Mapping[str, str]
    origin: Origin

    @property
    def is_dump(self) -> bool:
        """Tell whether it holds the data set, or all that is asserted in it."""
        return self.holds in ("dataset", "asserted")


@dataclass(frozen=True)
class DatasetDescription:
    """What the data set says of itself.

    All of it is from ``data/dataset.toml``, but ``files`` (by name) from ``data/files.csv`` and
    ``graphs`` (the titles of the named graphs by path) from ``data/graphs.csv``.  ``languages``
    and ``themes`` are IRIs; ``examples`` are paths below the base.
    """

    title: Mapping[str, str]
    description: Mapping[str, str]
    publisher: str
    licence: str
    rights: str
    version: str
    issued: date
    created: date
    keywords: tuple[str, ...]
    languages: tuple[str, ...]
    themes: tuple[str, ...]
    examples: tuple[str, ...]
    catalogue_title: Mapping[str, str]
    catalogue_description: Mapping[str, str]
    endpoint_title: Mapping[str, str]
    endpoint_description: Mapping[str, str]
    files: Mapping[str, DistributedFile]
    graphs: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Registry:
    """What editions share, by slug or code, in the order of the tables."""

    organisations: Mapping[str, Organisation]
    places: Mapping[str, Place]
    countries: Mapping[str, Country]
    works: Mapping[str, Work]
    sources: Mapping[str, WorkSource]
    conference_facts: tuple[ConferenceFact, ...]


@dataclass(frozen=True)
class EditionDescription:
    """What ``edition.toml`` says of the conference, its declaration and its text.

    ``sha256`` pins the bytes of ``text_file``; ``connectives`` are the words that may stand
    between two statements of one sentence and belong to neither; ``front_matter`` are the lines
    above the first sentence.
    """

    slug: str
    base: str
    text_file: str
    sha256: str
    language: str
    language_iri: str
    connectives: tuple[str, ...]
    front_matter: tuple[str, ...]
    list_title: str
    number: int
    conference_label: str
    start: date
    end: date
    theme_title: str
    place: str
    declaration_label: str
    title: str
    alternative_titles: tuple[str, ...]
    issued: date


_PROPOSING = frozenset({"proposer", "co-proposer"})


@dataclass(frozen=True)
class Edition:
    """One declaration, read and found to agree with its text to the last sentence and line."""

    about: EditionDescription
    source: Source
    statements: tuple[Statement, ...]
    participations: tuple[Participation, ...]
    mentions: tuple[Mention, ...]
    citations: tuple[Citation, ...] = ()

    @property
    def slug(self) -> str:
        """The edition's name in IRIs and folders: its year, as a rule."""
        return self.about.slug

    @property
    def headings(self) -> tuple[SectionHeading, ...]:
        """The section headings, in the order of the text."""
        return self.source.headings

    @property
    def entries(self) -> tuple[ListEntry, ...]:
        """The lines of the printed list."""
        return self.source.entries

    @property
    def proposers(self) -> tuple[str, ...]:
        """The organisations named or listed as proposers, by slug, in the order of the text."""
        roles = [
            *((mention.organisation, mention.role) for mention in self.mentions),
            *((listed.organisation, listed.role) for listed in self.participations),
        ]
        return tuple(dict.fromkeys(body for body, role in roles if role in _PROPOSING))

    @property
    def affirmers(self) -> tuple[str, ...]:
        """The organisations that the list gives as participants, by slug, in its order."""
        return tuple(p.organisation for p in self.participations if p.role == "participant")

    @property
    def signatories(self) -> tuple[str, ...]:
        """Those who say "we": proposers, then affirmers, each once."""
        return tuple(dict.fromkeys((*self.proposers, *self.affirmers)))
