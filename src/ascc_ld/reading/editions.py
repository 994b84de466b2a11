"""Text + tables of ``data/<edition>/`` → :class:`Edition`: nothing lost, nothing invented.

The program finds the sentences, sections and list lines in the text (:mod:`.declaration_text`);
the tables say what they mean, and :mod:`.cross_check` compares the two.  The fields of a record
are the columns of its table.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated

from ascc_ld.ground.faults import Fault, nearest
from ascc_ld.ground.project import Project
from ascc_ld.reading.cells import (
    CountryCode,
    Integer,
    LanguageTag,
    Several,
    Slug,
    integer,
    listed,
    matching,
    yes,
)
from ascc_ld.reading.cross_check import disagreements, place
from ascc_ld.reading.declaration_text import (
    DeclarationText,
    Passage,
    lay_out,
)
from ascc_ld.reading.edition_settings import (
    Citation,
    EditionDescription,
    describe_edition,
    read_citations,
)
from ascc_ld.reading.records import AS_PRINTED, MAY_BE_ABSENT, NOT_READ, TableRecord
from ascc_ld.reading.registry import Registry
from ascc_ld.reading.settings import Settings
from ascc_ld.reading.tables import Table, read_table, read_text
from ascc_ld.reading.vocabulary import Vocabulary

_WHO = matching(
    r"we|conference|participants|(?:group|org):[a-z0-9]+(?:-[a-z0-9]+)*",
    "we, conference, participants, group:cities or org:jp-city-of-yokohama",
)
_SPEAKS = matching(
    r"we|participants|org:[a-z0-9]+(?:-[a-z0-9]+)*",
    "we, participants or org:jp-city-of-yokohama",
)
_PROPOSING = frozenset({"proposer", "co-proposer"})
_MENTIONED = ("series", "conference")
"""What a statement may name that is no organisation."""


@dataclass(frozen=True)
class Party:
    """Who makes a statement, or does what it describes.

    ``kind`` is ``conference``, ``we`` (the declarants), ``participants`` (those of the list),
    ``group`` (a concept of the scheme) or ``org``; ``slug`` names the group or organisation.
    """

    kind: str
    slug: str | None = None


def _party(cell: str) -> Party:
    kind, _, name = _WHO(cell).partition(":")
    return Party(kind, name or None)


def _speaker(cell: str) -> Party:
    """Read who makes a statement: bodies, since it may bind them, and no group in general."""
    return _party(_SPEAKS(cell))


def _parties(cell: str) -> tuple[Party, ...]:
    return tuple(map(_party, listed(cell)))


_YEAR = matching(r"[0-9]{4}", "2030")


def _years(cell: str) -> tuple[str, ...]:
    return tuple(map(_YEAR, listed(cell)))


StatementId = Annotated[str, matching(r"(?:[A-Z]|[0-9]+)-[0-9]+[a-z]?", "the statement 3-2")]


@dataclass(frozen=True, kw_only=True)
class Statement(TableRecord):
    """A row of ``statements.csv``: a sentence, a part of one, or a clause of a statement.

    ``speaker`` makes the statement, ``agent`` does or is to do what it describes; ``action`` and
    ``object`` are what that is; ``addressees`` are asked to do it, ``target_years`` by when, and
    ``quantities`` are the words that say how much; ``mentions`` are ``series`` and ``conference``
    where it names them.  ``quote`` is where the text reads ``text``, ``occurrence`` which of its
    places that is, from 1, where it has several.  ``position`` counts the rows from 1.
    """

    KEY = ("id",)

    id: Annotated[str, matching(r"(?:[A-Z]|[0-9]+)-[0-9]+[a-z]?", "3-2, 1-2a or C-1")]
    section: Integer | None = None
    clause_of: StatementId | None = None
    type: Annotated[str, "class"]
    force: Slug
    force_marker: Annotated[str, AS_PRINTED] | None = None
    speaker: Annotated[Party, _speaker]
    agent: Annotated[Party | None, _party] = None
    action: Annotated[str, AS_PRINTED] | None = None
    object: Annotated[str, AS_PRINTED] | None = None
    means: Annotated[Several, AS_PRINTED] = ()
    addressees: Annotated[tuple[Party, ...], _parties] = ()
    target_years: Annotated[tuple[str, ...], _years] = ()
    quantities: Annotated[Several, AS_PRINTED] = ()
    beneficiaries: Several = ()
    themes: Several = ()
    mentions: Several = ()
    open_list: Annotated[bool, yes()] = False
    text: Annotated[str, "quote", AS_PRINTED]
    occurrence: Annotated[int | None, integer, MAY_BE_ABSENT] = None
    position: Annotated[int, NOT_READ]
    quote: Annotated[Passage, NOT_READ]


@dataclass(frozen=True, kw_only=True)
class Participation(TableRecord):
    """A row of ``participants.csv``: a body in the printed list, in its role.

    ``heading`` is the country heading that it is printed under, where there is one.
    """

    KEY = ("organisation",)
    MAY_BE_EMPTY = True

    position: Integer
    heading: Annotated[str, AS_PRINTED] | None = None
    country: CountryCode | None = None
    organisation: Slug
    role: Slug
    printed_name: Annotated[str, AS_PRINTED]
    quote: Annotated[Passage, NOT_READ]


@dataclass(frozen=True, kw_only=True)
class Mention(TableRecord):
    """A row of ``mentions.csv``: an organisation named in the running text.

    ``occurrence`` counts from 1 where the text has the name several times.
    """

    KEY = ("statement", "organisation", "printed_name", "occurrence")
    MAY_BE_EMPTY = True

    statement: StatementId
    organisation: Slug
    role: Slug
    printed_name: Annotated[str, AS_PRINTED]
    occurrence: Annotated[int | None, integer, MAY_BE_ABSENT] = None
    id: Annotated[str, NOT_READ]
    quote: Annotated[Passage, NOT_READ]


@dataclass(frozen=True, kw_only=True)
class Translation(TableRecord):
    """A row of ``translations.csv``: what the data set says in another language.

    ``of`` is ``declaration``, ``section 3`` or ``statement 3-2``.  ``property`` is that of the
    statement which is translated; without it, ``text`` is a name.
    """

    KEY = ("of", "property", "language")
    MAY_BE_EMPTY = True

    of: str
    property: Annotated[str | None, matching("action|object|means", "action, object or means")] = (
        None
    )
    language: LanguageTag
    text: Annotated[tuple[str, ...], listed]


@dataclass(frozen=True)
class Edition:
    """One declaration, read and found to agree with its text to the last sentence and line."""

    about: EditionDescription
    source: DeclarationText
    statements: tuple[Statement, ...]
    participations: tuple[Participation, ...]
    mentions: tuple[Mention, ...]
    citations: tuple[Citation, ...] = ()
    translations: tuple[Translation, ...] = ()

    @property
    def slug(self) -> str:
        """The edition's name in IRIs and folders: its year, as a rule."""
        return self.about.slug

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
    def declarants(self) -> tuple[str, ...]:
        """Those who say "we": proposers, then affirmers, each once."""
        return tuple(dict.fromkeys((*self.proposers, *self.affirmers)))


TABLES: Mapping[str, type[TableRecord]] = {
    "statements": Statement,
    "participants": Participation,
    "mentions": Mention,
}
"""The record of each table of an edition."""


def read_edition(
    project: Project, edition: str, registry: Registry, vocabulary: Vocabulary
) -> tuple[Edition | None, list[Fault]]:
    """Read the edition in ``data/<edition>/`` and cross-check its tables with its text.

    Returns the edition, or ``None`` with every fault of its files.
    """
    folder = f"data/{edition}"
    keys = Settings.read(project, f"{folder}/edition.toml")
    about = describe_edition(keys, edition)
    faults = keys.faults
    tables: dict[str, Table] = {}
    for name, kind in TABLES.items():
        file = f"{folder}/{name}.csv"
        tables[name], table_faults = read_table(project.path(file), file, kind)
        faults += table_faults
    text_file = f"{folder}/{about.text_file}" if about.text_file else ""
    source, text_faults = _read_source(project, text_file, about, registry)
    faults += text_faults
    faults += _vocabulary_faults(tables, registry, vocabulary)
    others = set(project.edition_slugs()) - {edition}
    citations = read_citations(keys, tables["statements"], registry, others)
    if about.place and registry.places and about.place not in registry.places:
        remedy = nearest(about.place, registry.places)
        keys.fault("conference.place", about.place, "is not a known place", remedy)
    if about.source and registry.sources and about.source not in registry.sources:
        remedy = nearest(about.source, registry.sources)
        keys.fault("text.source", about.source, "is not a known source", remedy)
    if source is None:
        return None, faults
    faults += _conference_faults(about, tables["statements"])
    faults += disagreements(text_file, source, about, registry, tables)
    translations, translation_faults = _read_translations(
        project, f"{folder}/translations.csv", None if faults else source, tables["statements"]
    )
    faults += translation_faults
    if faults:
        return None, faults
    return Edition(
        about=about,
        source=source,
        statements=tuple(
            row.record(Statement, position=n, quote=place(source.text, row, "quote"))
            for n, row in enumerate(tables["statements"], 1)
        ),
        participations=tuple(
            row.record(Participation, quote=source.entries[int(row["position"]) - 1].passage)
            for row in tables["participants"]
        ),
        mentions=_mentions(tables["mentions"], source.text),
        citations=citations,
        translations=translations,
    ), []


def _read_translations(
    project: Project, file: str, source: DeclarationText | None, statements: Table
) -> tuple[tuple[Translation, ...], list[Fault]]:
    """Read what is said in other languages; an edition may have none.

    Without its ``source``, what is translated is not looked up.
    """
    if not project.path(file).is_file():
        return (), []
    table, faults = read_table(project.path(file), file, Translation)
    sections = [f"section {heading.number}" for heading in source.headings] if source else []
    said = [f"statement {name}" for name in sorted(statements.names)]
    for row in table if source else ():
        of, named = row["of"], ["declaration", *sections, *said]
        if of not in named:
            faults.append(row.fault("of", "is not a part of this edition", nearest(of, named)))
        elif row["property"] and of not in said:
            remedy = "Leave it empty: the text is the name."
            faults.append(row.fault("property", f"does not go with {of}", remedy))
    return tuple(row.record(Translation) for row in table), faults


def _read_source(
    project: Project, file: str, about: EditionDescription, registry: Registry
) -> tuple[DeclarationText | None, list[Fault]]:
    if not file:
        return None, []
    text, faults = read_text(project.path(file), file, exact=True)
    if text is None:
        return None, faults
    names = [country.names.get("en", "") for country in registry.countries.values()]
    source = lay_out(text, project.path(file).read_bytes(), about.list_title, names)
    if about.sha256 and source.sha256 != about.sha256:
        toml = f"data/{about.slug}/edition.toml"
        problem = f"is not the SHA-256 of {file}"
        remedy = f"Restore the text, or pin the new one: {source.sha256}."
        faults.append(Fault(toml, None, "text.sha256", about.sha256, problem, remedy))
    return source, faults


def _conference_faults(about: EditionDescription, statements: Table) -> Iterable[Fault]:
    """Find statements of a conference of which the settings say nothing."""
    for row in statements if about.conference_label is None else ():
        for column in ("agent", "mentions"):
            if "conference" in row.listed(column):
                problem = "is not in edition.toml"
                yield row.fault(column, problem, "Add the table [conference] with its label.")


def _vocabulary_faults(
    tables: Mapping[str, Table], registry: Registry, vocabulary: Vocabulary
) -> Iterable[Fault]:
    concepts = vocabulary.concepts
    organisations = registry.organisations
    statements = tables["statements"]
    yield from statements.unknown("class", "class of statement", vocabulary.statement_types)
    yield from statements.unknown("force", "force", concepts["force"])
    yield from statements.unknown("beneficiaries", "group", registry.groups)
    yield from statements.unknown("themes", "theme", registry.themes)
    yield from statements.unknown("mentions", "mention", _MENTIONED)
    yield from tables["participants"].unknown("country", "country", registry.countries)
    for table in (tables["participants"], tables["mentions"]):
        yield from table.unknown("organisation", "organisation", organisations)
        yield from table.unknown("role", "role", concepts["role"])
    parties: Mapping[str, tuple[str, Collection[str]]] = {
        "group": ("group", registry.groups),
        "org": ("organisation", organisations),
    }
    for row in statements:
        for column in ("speaker", "agent", "addressees"):
            for party in row.listed(column):
                prefix, _, name = party.partition(":")
                kind, known = parties.get(prefix, ("", ()))
                if known and name not in known:
                    yield row.unknown(column, kind, known, name)


def _mentions(table: Table, text: str) -> tuple[Mention, ...]:
    """Build the mentions; a second one of the same body in a statement gets ``-2``, and so on."""
    mentions = []
    seen: dict[str, int] = {}
    for row in table:
        name = f"{row['statement']}-{row['organisation']}"
        seen[name] = seen.get(name, 0) + 1
        id_ = name if seen[name] == 1 else f"{name}-{seen[name]}"
        quote = place(text, row, "printed_name")
        mentions.append(row.record(Mention, id=id_, quote=quote))
    return tuple(mentions)
