"""Text + tables → :class:`~ascc_ld.reading.model.Edition`: nothing lost, nothing invented.

The program finds the sentences, sections and list lines in the text (:mod:`.source`); the tables
say what they mean, and :mod:`.agreement` holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from ascc_ld.ground.faults import Fault, Origin, nearest
from ascc_ld.ground.project import Project
from ascc_ld.reading.agreement import disagreements, quoted
from ascc_ld.reading.edition_settings import describe_edition
from ascc_ld.reading.model import (
    Actor,
    Citation,
    Edition,
    EditionDescription,
    Mention,
    Participation,
    Registry,
    Statement,
)
from ascc_ld.reading.settings import Settings
from ascc_ld.reading.source import Source, decode, lay_out
from ascc_ld.reading.tables import (
    Column,
    Row,
    Table,
    TableForm,
    integer,
    matching,
    one_of,
    read_bytes,
    read_table,
    slug,
)
from ascc_ld.reading.vocabulary import Vocabulary

__all__ = ["FORMS", "read_edition"]

_ACTOR = matching(
    r"we|conference|participants|(?:group|org):[a-z0-9]+(?:-[a-z0-9]+)*",
    "we, conference, participants, group:cities or org:jp-city-of-yokohama",
)
_YEARS = range(1000, 10000)
_CITATION = frozenset({"statement", "work", "expected_year"})
_STATEMENT_ID = matching(r"(?:[A-Z]|[0-9]+)-[0-9]+[a-z]?", "the statement 3-2")

FORMS: Mapping[str, TableForm] = {
    "statements": TableForm(
        (
            Column("id", reads=matching(r"(?:[A-Z]|[0-9]+)-[0-9]+[a-z]?", "3-2, 1-2a or C-1")),
            Column("section", required=False, reads=integer),
            Column("clause_of", required=False, reads=_STATEMENT_ID),
            Column("class"),
            Column("force", reads=slug),
            Column("force_marker", required=False),
            Column("actor", reads=_ACTOR),
            Column("action"),
            Column("object"),
            Column("means", required=False),
            Column("beneficiaries", required=False),
            Column("themes", required=False),
            Column("open_list", required=False, reads=one_of("yes")),
            Column("start", reads=integer),
            Column("end", reads=integer),
            Column("quote"),
        ),
        key=("id",),
    ),
    "participants": TableForm(
        (
            Column("position", reads=integer),
            Column("heading"),
            Column("country", reads=matching(r"[A-Z]{2}", "the country code PH")),
            Column("organisation", reads=slug),
            Column("role", reads=slug),
            Column("printed_name"),
            Column("start", reads=integer),
            Column("end", reads=integer),
        ),
        key=("organisation",),
        may_be_empty=True,
    ),
    "mentions": TableForm(
        (
            Column("statement", reads=_STATEMENT_ID),
            Column("organisation", reads=slug),
            Column("role", reads=slug),
            Column("printed_name"),
            Column("occurrence", required=False, reads=integer),
            Column("start", reads=integer),
            Column("end", reads=integer),
        ),
        key=("statement", "organisation", "start"),
        may_be_empty=True,
    ),
}


def read_edition(
    project: Project, edition: str, registry: Registry, vocabulary: Vocabulary
) -> tuple[Edition | None, list[Fault]]:
    """Read the edition in ``data/<edition>/`` and hold its tables against its text.

    Returns the edition, or ``None`` with every fault of its files.
    """
    folder = f"data/{edition}"
    keys = Settings.read(project, f"{folder}/edition.toml")
    about = describe_edition(keys, edition)
    faults = keys.faults
    tables: dict[str, Table] = {}
    for name, form in FORMS.items():
        file = f"{folder}/{name}.csv"
        tables[name], table_faults = read_table(project.path(file), file, form)
        faults += table_faults
    text_file = f"{folder}/{about.text_file}" if about.text_file else ""
    source, text_faults = _read_source(project, text_file, about)
    faults += text_faults
    faults += _vocabulary_faults(tables, registry, vocabulary)
    citations, citation_faults = _citations(keys, tables["statements"], registry)
    faults += citation_faults
    if about.place and registry.places and about.place not in registry.places:
        remedy = nearest(about.place, registry.places)
        keys.fault("conference.place", about.place, "is no known place", remedy)
    if source is None:
        return None, faults
    faults += disagreements(text_file, source, about, registry, tables)
    if faults:
        return None, faults
    return Edition(
        about=about,
        source=source,
        statements=tuple(_statement(row, n) for n, row in enumerate(tables["statements"], 1)),
        participations=tuple(map(_participation, tables["participants"])),
        mentions=_mentions(tables["mentions"]),
        citations=citations,
    ), []


def _read_source(
    project: Project, file: str, about: EditionDescription
) -> tuple[Source | None, list[Fault]]:
    if not file:
        return None, []
    content, faults = read_bytes(project.path(file), file)
    if content is None:
        return None, faults
    text, decode_faults = decode(content, file)
    faults += decode_faults
    if text is None:
        return None, faults
    source = lay_out(text, content)
    if about.sha256 and source.sha256 != about.sha256:
        toml = f"data/{about.slug}/edition.toml"
        problem = f"is not the SHA-256 of {file}"
        remedy = f"Restore the text, or pin the new one: {source.sha256}."
        faults.append(Fault(toml, None, "text.sha256", about.sha256, problem, remedy))
    return source, faults


def _vocabulary_faults(
    tables: Mapping[str, Table], registry: Registry, vocabulary: Vocabulary
) -> Iterable[Fault]:
    concepts = vocabulary.concepts
    organisations = registry.organisations
    checks: tuple[tuple[str, str, str, Iterable[str]], ...] = (
        ("statements", "class", "class of statement", vocabulary.statement_types),
        ("statements", "force", "force", concepts["force"]),
        ("statements", "beneficiaries", "group", concepts["group"]),
        ("statements", "themes", "theme", concepts["theme"]),
        ("participants", "country", "country", registry.countries),
        ("participants", "organisation", "organisation", organisations),
        ("participants", "role", "role", concepts["role"]),
        ("mentions", "organisation", "organisation", organisations),
        ("mentions", "role", "role", concepts["role"]),
    )
    for table, column, kind, known in checks:
        accepted = set(known)
        for row in tables[table]:
            for value in row.listed(column) if accepted else ():
                if value not in accepted:
                    yield row.unknown(column, kind, accepted, value)
    actors: Mapping[str, tuple[str, Collection[str]]] = {
        "group": ("group", concepts["group"]),
        "org": ("organisation", organisations),
    }
    for row in tables["statements"]:
        prefix, _, name = row["actor"].partition(":")
        kind, known = actors.get(prefix, ("", ()))
        if known and name not in known:
            yield row.unknown("actor", kind, known, name)


def _citations(
    keys: Settings, statements: Table, registry: Registry
) -> tuple[tuple[Citation, ...], list[Fault]]:
    citations = []
    faults: list[Fault] = []

    def check(entry: Mapping[str, Any], key: str, kind: str, known: Collection[str]) -> str:
        value = str(entry.get(key, ""))
        if known and value not in known:
            remedy = nearest(value, known)
            faults.append(
                Fault(keys.file, None, f"citation.{key}", value, f"is no known {kind}", remedy)
            )
        return value

    for entry in keys.tables("citation"):
        year = entry.get("expected_year")
        if year is not None and not (type(year) is int and year in _YEARS):
            faults.append(
                Fault(
                    keys.file,
                    None,
                    "citation.expected_year",
                    str(year),
                    "is no year",
                    "Write it as 2027, without quotes.",
                )
            )
            year = None
        faults += [
            Fault(keys.file, None, f"citation.{key}", None, "is no key", nearest(key, _CITATION))
            for key in sorted(entry.keys() - _CITATION)
        ]
        citations.append(
            Citation(
                check(entry, "statement", "statement", statements.names),
                check(entry, "work", "work", registry.works),
                year,
            )
        )
    return tuple(citations), faults


def _statement(row: Row, position: int) -> Statement:
    kind, _, actor = row["actor"].partition(":")
    return Statement(
        id=row["id"],
        position=position,
        section=int(row["section"]) if row["section"] else None,
        clause_of=row.optional("clause_of"),
        type=row["class"],
        force=row["force"],
        force_marker=row.optional("force_marker"),
        actor=Actor(kind, actor or None),
        action=row["action"],
        object=row["object"],
        means=row.listed("means"),
        beneficiaries=row.listed("beneficiaries"),
        themes=row.listed("themes"),
        open_list=row["open_list"] == "yes",
        quote=quoted(row, "quote"),
        origin=Origin(row.file, row.line),
    )


def _participation(row: Row) -> Participation:
    return Participation(
        position=row.integer("position"),
        organisation=row["organisation"],
        country=row["country"],
        role=row["role"],
        quote=quoted(row, "printed_name"),
        origin=Origin(row.file, row.line),
    )


def _mentions(table: Table) -> tuple[Mention, ...]:
    """Build the mentions; a second one of the same body in a statement gets ``-2``, and so on."""
    mentions = []
    seen: dict[str, int] = {}
    for row in table:
        name = f"{row['statement']}-{row['organisation']}"
        seen[name] = seen.get(name, 0) + 1
        mentions.append(
            Mention(
                id=name if seen[name] == 1 else f"{name}-{seen[name]}",
                statement=row["statement"],
                organisation=row["organisation"],
                role=row["role"],
                quote=quoted(row, "printed_name"),
                origin=Origin(row.file, row.line),
            )
        )
    return tuple(mentions)
