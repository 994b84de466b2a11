"""A text → the folder of an edition, and rows of the registry, for a person to review."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from ascc_ld.draft.bodies import BodyDraft
from ascc_ld.draft.cells import Row, bare, csv_text, is_suggested
from ascc_ld.draft.cleaning import Change, clean
from ascc_ld.draft.concepts import ConceptDraft
from ascc_ld.draft.forces import ForceFinder
from ascc_ld.draft.lexicon import Lexicon, read_lexicon
from ascc_ld.draft.merging import Keys, merged
from ascc_ld.draft.names import country_codes
from ascc_ld.draft.settings import edition_toml, is_japanese
from ascc_ld.draft.statements import StatementDraft
from ascc_ld.draft.units import units
from ascc_ld.ground.faults import DataError, Fault
from ascc_ld.ground.project import Project
from ascc_ld.reading.cross_check.check import occurrences
from ascc_ld.reading.declaration_text import DeclarationText, lay_out
from ascc_ld.reading.editions import TABLES as EDITION_TABLES
from ascc_ld.reading.records import columns
from ascc_ld.reading.registry import TABLES as REGISTRY_TABLES
from ascc_ld.reading.vocabulary import read_vocabulary

_UNMARKED = {"id", "section", "quote", "occurrence", "clause_of", "force_marker"}
KEYS = {
    "statements": Keys(
        "quote",
        ("quote", "occurrence"),
        tuple(c.name for c in columns(EDITION_TABLES["statements"]) if c.name not in _UNMARKED),
    ),
    "participants": Keys("printed_name", ("printed_name", "position", "heading"), ("role",)),
    "mentions": Keys("printed_name", ("printed_name", "occurrence"), ("role",)),
}
_NEW_ROWS = ("organisations", "places", "countries", "country_names", "themes", "groups")


@dataclass
class Draft:
    """What a draft writes: ``files`` by name.  ``left`` counts the cells to judge, by file.

    ``changes`` were made to the text on the way in, ``told`` is what could not be read, and
    ``why`` the reasons of the suggestions.
    """

    files: dict[str, str]
    source: DeclarationText
    rows: Mapping[str, list[Row]]
    changes: list[Change]
    told: list[str] = field(default_factory=list)
    why: list[str] = field(default_factory=list)

    @property
    def left(self) -> Mapping[str, int]:
        """The number of cells to judge in each file that has some."""
        counts = {
            name: sum(map(is_suggested, _cells(name, text)))
            for name, text in self.files.items()
            if not name.endswith(".txt")
        }
        return {name: count for name, count in counts.items() if count}


def draft(
    project: Project, content: bytes, file: str, edition: str, lexicon: Lexicon | None = None
) -> Draft:
    """Draft the edition of the text ``content``, which messages call ``file``.

    ``lexicon`` is that of the project, where it has been read before.

    Raises :class:`~ascc_ld.ground.faults.DataError` where there is no text to read, or a table
    that is there is not one.
    """
    text, changes = clean(content, file)
    lexicon = lexicon or read_lexicon(project, read_vocabulary(project))
    registry = {name: _rows(project, f"data/registry/{name}.csv") for name in REGISTRY_TABLES}
    labels = {"theme": _labels(registry["themes"]), "group": _labels(registry["groups"])}
    lexicon = replace(lexicon, labels={**lexicon.labels, **labels})
    names = [row["name"] for row in registry["country_names"]]
    settings = f"data/{edition}/edition.toml"
    title = _list_title(project, settings)
    countries = [*country_codes(), *lexicon.rules["countries"], *names]
    source = lay_out(text, text.encode(), title, countries)
    series = [
        row["value"]
        for row in registry["conferences"]
        if row["subject"] == "series" and row["property"] in {"label", "alternate_name"}
    ]
    bodies = BodyDraft(text, lexicon, registry)
    concepts = ConceptDraft(lexicon)
    drafted, why = _drafted(source, concepts, series, bodies)
    told = _told(source, japanese=is_japanese(text))
    files = {f"data/{edition}/declaration.txt": text}
    renamed: Mapping[str, str] = {}
    for name, kind in EDITION_TABLES.items():  # statements first: mentions name them
        path = f"data/{edition}/{name}.csv"
        new = [
            row | {"statement": renamed.get(row["statement"], row["statement"])}
            if name == "mentions"
            else row
            for row in drafted[name]
        ]
        found = merged(_rows(project, path), new, KEYS[name], text)
        renamed = found.renamed or renamed
        told += [f"{path}: {what}" for what in found.told]
        if name != "participants":
            found.rows.sort(key=partial(_order, text, KEYS[name].passage))
        drafted[name] = found.rows
        header = [c.name for c in columns(kind)]
        if not any(row.get("occurrence") for row in found.rows):
            header = [column for column in header if column != "occurrence"]
        files[path] = csv_text(header, found.rows)
    files[settings] = _settings(project, settings, source, series, bodies)
    drafted |= {**bodies.new, **concepts.new, "country_names": list(bodies.country_names())}
    for name in _NEW_ROWS:
        if drafted.get(name):
            rows = _sorted(name, [*registry[name], *drafted[name]])
            header = [c.name for c in columns(REGISTRY_TABLES[name])]
            files[f"data/registry/{name}.csv"] = csv_text(header, rows)
    return Draft(files, source, drafted, changes, told, why + bodies.why)


def _drafted(
    source: DeclarationText, concepts: ConceptDraft, series: Sequence[str], bodies: BodyDraft
) -> tuple[dict[str, list[Row]], list[str]]:
    """Return the rows of the tables of an edition, and why each force is suggested."""
    lexicon = concepts.lexicon
    headings = {heading.number: heading.title for heading in source.headings}
    statement_draft = StatementDraft(
        source.text, lexicon, concepts, headings, series, bodies.body_after
    )
    participants = list(bodies.participants(source.entries))
    statements = list(statement_draft.rows(units(source, ForceFinder(lexicon))))
    whole = [(row, unit) for row, unit in statements if row["quote"] == unit.passage.text]
    mentions = [m for row, unit in whole for m in bodies.mentions(row["id"], unit.passage)]
    why = [
        f"{row['id']}: {unit.force.force}, since {unit.force.why}"
        for row, unit in whole
        if unit.force
    ]
    return {
        "statements": [row for row, _ in statements],
        "participants": participants,
        "mentions": mentions,
    }, why


def _settings(
    project: Project,
    file: str,
    source: DeclarationText,
    series: Sequence[str],
    bodies: BodyDraft,
) -> str:
    """Return the settings of an edition: those that are there, pinned to the text, or drafted."""
    if project.path(file).is_file():
        pin = f'sha256 = "{source.sha256}"'
        return re.sub(r'(?m)^sha256 = "[0-9a-f]*"', pin, project.read_text(file))
    rows = [*bodies.registry["places"], *bodies.new.get("places", ())]
    places = {bare(row["name"]): bare(row["slug"]) for row in rows}
    return edition_toml(source, file.split("/")[1], _base(project), series, places)


def _labels(rows: Sequence[Row]) -> Mapping[str, tuple[str, ...]]:
    """Return the English words for each theme or group, in lower case."""
    return {
        bare(row["slug"]): tuple(
            words.lower()
            for column in ("name", "other_names", "spellings")
            for words in bare(row[column]).split("; ")
            if words
        )
        for row in rows
    }


def _told(source: DeclarationText, *, japanese: bool) -> list[str]:
    told = []
    if not source.entries:
        told.append(
            "No list of bodies was found: its title says who they are (“Participating cities”), or "
            "it has lines that name a country."
        )
    if not source.headings:
        told.append("No headings of sections were found.")
    if japanese:
        told.append("The text is in Japanese: forces are not suggested.")
    for entry in source.entries:
        if re.search(r",|、|\sand\s", entry.passage.text):
            line = source.line_number(entry.passage.start)
            told.append(f"line {line}: {entry.passage.text!r} holds a comma: is it one body?")
    return told


def _order(text: str, column: str, row: Row) -> tuple[int, int]:
    places = occurrences(text, row[column]) or [len(text)]
    nth = int(row["occurrence"]) if row.get("occurrence", "").isdecimal() else 1
    return places[min(nth, len(places)) - 1], -len(row[column])


def _sorted(name: str, rows: Sequence[Row]) -> list[Row]:
    first = {"country_names": "country", "countries": "code"}.get(name, "slug")
    return sorted(rows, key=lambda row: bare(row[first]))


def _list_title(project: Project, settings: str) -> str | None:
    """Return the line above the list, where a person has given it."""
    if not project.path(settings).is_file():
        return None
    given = re.search(r'(?m)^list_title = "([^"?][^"]*)"', project.read_text(settings))
    return given[1] if given else None


def _base(project: Project) -> str:
    """Return where IRIs begin: as the data set says, or an edition, or the ontology."""
    editions = (f"data/{slug}/edition.toml" for slug in project.edition_slugs())
    for file in ("data/dataset.toml", *editions):
        if project.path(file).is_file():
            match = re.search(r'(?m)^base = "([^"]+)"', project.read_text(file))
            if match:
                return match[1]
    return project.authored_base


def _rows(project: Project, name: str) -> list[Row]:
    """Return the rows of a table, suggestions and all; none where there is no such file."""
    if not project.path(name).is_file():
        return []
    reader = csv.DictReader(io.StringIO(project.read_text(name), newline=""), strict=True)
    try:
        rows = [{column: cell or "" for column, cell in row.items() if column} for row in reader]
    except csv.Error as error:
        problem = f"is not valid CSV ({error})"
        raise DataError(
            [Fault(name, reader.line_num, None, None, problem, "Fix the quotes.")]
        ) from None
    table = name.rpartition("/")[2].removesuffix(".csv")
    wanted = [c.name for c in columns({**EDITION_TABLES, **REGISTRY_TABLES}[table])]
    return [{**dict.fromkeys(wanted, ""), **row} for row in rows]


def _cells(name: str, text: str) -> list[str]:
    if name.endswith(".csv"):
        return [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    return re.findall(r'"([^"]*)"', text)


def places_to_judge(draft_: Draft, most: int = 3) -> Sequence[str]:
    """Return the first rows that have a cell to judge, as ``file, row: column``."""
    found = []
    for name, text in draft_.files.items():
        if not name.endswith(".csv"):
            continue
        for number, row in enumerate(csv.DictReader(io.StringIO(text)), 2):
            cells = [column for column, cell in row.items() if cell and is_suggested(cell)]
            if cells:
                found.append(f"{name}, row {number}: {', '.join(cells[:4])}")
                break
    return found[:most]
