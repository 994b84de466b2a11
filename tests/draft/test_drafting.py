"""An edition drafted from its text alone: how much is right; nothing is published unread."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from ascc_ld.building.job import run
from ascc_ld.draft.cells import Row
from ascc_ld.draft.drafting import KEYS, draft
from ascc_ld.draft.merging import Merged, merged
from ascc_ld.draft.names import Known, match_body
from ascc_ld.draft.statements import plain_verb
from ascc_ld.ground.faults import DataError
from ascc_ld.ground.project import Project
from ascc_ld.reading.cells import slug_of
from ascc_ld.reading.corpus import read_corpus
from built import dist, made_once
from looped import looped
from two_editions import project_with_two_editions

from .person import Person
from .shares import EDITION, Cell, compared, without_bodies

ROOT = Path(__file__).parents[2]
COMMISSIVE = {"commit", "pledge", "undertake"}


# ---- 2024, from its text alone ----


@cache
def before() -> Path:
    """A project that knows no body, place, country or work, and no edition."""
    return made_once("before-2024", lambda folder: without_bodies(ROOT, folder, "2024"))


@cache
def cells_of_2024() -> list[Cell]:
    return compared(ROOT, before(), "2024")


@looped(
    ("tables", "least"),
    [
        ({f"{name}.csv" for name in EDITION}, 0.95),
        ({"statements.csv"}, 0.93),
        ({"organisations.csv"}, 0.58),
        ({"countries.csv"}, 0.44),
        ({"places.csv"}, 0.24),
        ({"edition.toml"}, 0.85),
        ({"country_names.csv"}, 0.99),
        (None, 0.7),  # coordinates, identifiers, sites, notes and sources stand in no text
    ],
)
def test_most_of_what_a_person_filled_is_drafted_right(
    tables: set[str] | None, least: float
) -> None:
    cells = [c for c in cells_of_2024() if not tables or c.file.rpartition("/")[2] in tables]
    wrong = [cell for cell in cells if not cell.right]
    assert cells
    assert len(wrong) <= (1 - least) * len(cells), listing(wrong)


@pytest.mark.long
def test_a_person_who_corrects_what_is_wrong_gets_the_graph_of_2024(tmp_path: Path) -> None:
    project = Project(shutil.copytree(before(), tmp_path / "project"))
    text = (ROOT / "data/2024/declaration.txt").read_bytes()
    person = Person(ROOT, "2024")
    person.review(draft(project, text, "a.txt", "2024").files, project)
    wrong = [cell for cell in cells_of_2024() if not cell.right]
    assert sorted(person.written) == sorted((c.file, c.row, c.column) for c in wrong)
    assert person.accepted >= 0.7 * len(cells_of_2024())
    for translated in ("2024", "registry"):  # by people alone: nothing of it is drafted
        file = f"data/{translated}/translations.csv"
        shutil.copyfile(ROOT / file, project.path(file))
    run(project, tmp_path / "dist")
    for name in ("ascc.nq", "statements.csv", "participants.csv", "organisations.csv"):
        assert (tmp_path / "dist" / name).read_bytes() == (dist() / name).read_bytes(), name


def test_the_rows_are_those_of_2024_so_that_cells_alone_are_corrected() -> None:
    text = (ROOT / "data/2024/declaration.txt").read_bytes()
    found = draft(Project(before()), text, "a.txt", "2024").files
    for name in EDITION:
        file = f"data/2024/{name}.csv"
        wanted = list(csv.DictReader(io.StringIO((ROOT / file).read_text("utf-8"), newline="")))
        rows = list(csv.DictReader(io.StringIO(found[file], newline="")))
        facts = {"statements": ("id", "section", "quote"), "mentions": ("statement",)}
        columns = (KEYS[name].passage, *facts.get(name, ("position", "heading", "country")))
        assert [[row[c] for c in columns] for row in rows] == [
            [row[c] for c in columns] for row in wanted
        ]


def test_most_of_the_second_edition_is_drafted_right(tmp_path: Path) -> None:
    cells = compared(project_with_two_editions(tmp_path / "both").root, ROOT, "2025")
    wrong = [cell for cell in cells if not cell.right]
    assert len(wrong) <= 0.12 * len(cells), listing(wrong)


def listing(wrong: Sequence[Cell]) -> str:
    lines = (f"{c.file} {c.row[:30]} {c.column}: {c.drafted!r}, not {c.wanted!r}" for c in wrong)
    return "\n".join(lines)


def test_every_force_of_2024_is_drafted_right() -> None:
    forces = [c for c in cells_of_2024() if c.column in {"force", "force_marker"}]
    assert len(forces) == 23
    assert [cell for cell in forces if not cell.right] == []


def test_a_build_refuses_each_drafted_cell_and_says_nothing_else(project_copy: Project) -> None:
    text = "Hue Declaration\n\nWe met in Hue.\n\nParticipants\n\n(Laos)\n\nVientiane City\n"
    found = draft(project_copy, text.encode(), "a.txt", "2099")
    for name, content in found.files.items():
        project_copy.path(name).parent.mkdir(exist_ok=True)
        project_copy.path(name).write_text(content, encoding="utf-8", newline="")
    with pytest.raises(DataError) as told:
        read_corpus(project_copy)
    faults = told.value.faults
    assert {(f.problem, f.remedy) for f in faults if (f.value or "").startswith("?")} == {
        ("is drafted, not reviewed", "Remove the ? or correct it.")
    }
    assert sum((f.value or "").startswith("?") for f in faults) == sum(found.left.values())
    others = {(f.file, f.column) for f in faults if not (f.value or "").startswith("?")}
    assert others <= {("data/2099/edition.toml", "front_matter.list_title")}


# ---- Themes, groups and regions that are new ----

NEW = """Hue Declaration

We met in Hue, Vietnam.

1. Cool Streets for All
We commit to planting trees. We invite all school boards and citizens to water them.

2. What We Ask
We invite the World Bank to lend.

Participants
Kenya: City of Kisumu
"""


def test_what_is_new_gets_a_row_of_its_own() -> None:
    found = draft(Project(ROOT), NEW.encode(), "a.txt", "2099").rows
    told = [(r["id"], r["themes"], r["addressees"]) for r in found["statements"]]
    assert told == [
        ("P-1", "?", "?"),
        ("1-1", "?cool-streets-for-all", "?"),
        ("1-2", "?cool-streets-for-all", "?group:school-boards; group:citizens"),
        ("2-1", "?", "?org:world-bank"),
    ]
    concepts = [*found["themes"], *found["groups"]]
    shown = [(r["slug"], r["name"], r["definition_ja"], r["broader"]) for r in concepts]
    assert shown == [
        ("?cool-streets-for-all", "?cool Streets for All", "?", ""),
        ("?school-boards", "?school boards", "?", ""),
    ]


def test_a_country_is_drafted_with_its_region_and_the_names_of_cldr() -> None:
    found = draft(Project(ROOT), NEW.encode(), "a.txt", "2099").rows
    (country,) = found["countries"]
    keys = ("code", "alpha3", "m49", "region", "sources")
    assert [country[key] for key in keys] == ["?KE", "?KEN", "?404", "?eastern-africa", "?cldr"]
    regions = [row for row in found["places"] if row["kind"] == "?region"]
    assert [(r["slug"], r["name_ja"], r["m49"], r["within"]) for r in regions] == [
        ("?africa", "アフリカ", "?002", ""),
        ("?eastern-africa", "東アフリカ", "?014", "?africa"),
    ]


# ---- Once more, on top of what a person wrote ----


def rows(*cells: tuple[str, str, str]) -> list[Row]:
    blank = dict.fromkeys(KEYS["statements"].judged, "?") | {
        "occurrence": "",
        "section": "",
        "clause_of": "",
    }
    return [blank | {"id": id_, "quote": quote, "force": force} for id_, quote, force in cells]


def parts(found: Merged) -> tuple[list[Row], list[str]]:
    return found.rows, found.told


def test_a_new_statement_takes_its_clauses_to_its_new_identifier() -> None:
    old = rows(("1-1", "We sang of the sea.", "narrate"))
    new = rows(("1-1", "We commit to: plant; build.", "?commit"), ("1-1a", "plant", "?commit"))
    new[1]["clause_of"] = "?1-1"
    found = merged(old, new, KEYS["statements"], "We commit to: plant; build.")
    assert [(r["id"], r["clause_of"]) for r in found.rows] == [
        ("1-2", ""),
        ("1-2a", "?1-2"),
        ("1-1", ""),
    ]
    assert found.renamed == {"1-1": "1-2", "1-1a": "1-2a"}


def test_what_a_person_wrote_is_never_changed() -> None:
    old = rows(("1-1", "We strive.", "strive"), ("1-2", "We rest.", "?"))
    old[0]["action"] = ""
    new = rows(("1-1", "We strive.", "?commit"), ("1-2", "We rest.", "?narrate"))
    new[0]["action"] = "?act"
    found, told = parts(merged(old, new, KEYS["statements"], "We strive. We rest."))
    assert [(r["force"], r["action"]) for r in found] == [("strive", ""), ("?narrate", "?")]
    assert told == []


def test_a_corrected_passage_keeps_its_row() -> None:
    old = rows(("1-1", "We strive to plant treees.", "strive"))
    new = rows(("1-1", "We strive to plant trees.", "?strive"))
    found, told = parts(merged(old, new, KEYS["statements"], "We strive to plant trees."))
    assert [(r["quote"], r["force"]) for r in found] == [("We strive to plant trees.", "strive")]
    assert told == []


def test_a_row_that_a_person_judged_outlives_its_passage_and_is_told() -> None:
    old = rows(("1-1", "We sang of the sea.", "narrate"), ("1-2", "Nobody read this.", "?"))
    new = rows(("1-1", "We met.", "?narrate"))
    found, told = parts(merged(old, new, KEYS["statements"], "We met."))
    assert [(r["id"], r["quote"]) for r in found] == [
        ("1-3", "We met."),
        ("1-1", "We sang of the sea."),
    ]
    assert told == ["'We sang of the sea.' is not in the text any more; its row stays"]


def test_a_sentence_that_a_person_cut_stays_cut() -> None:
    old = rows(("C-1", "This is proposed by Hue", "propose"), ("C-2", "affirmed by all", "affirm"))
    new = rows(("C-1", "This is proposed by Hue, and affirmed by all.", "?propose"))
    text = "This is proposed by Hue, and affirmed by all."
    found, _ = parts(merged(old, new, KEYS["statements"], text))
    assert [r["id"] for r in found] == ["C-1", "C-2"]


def test_drafting_twice_changes_nothing(project_copy: Project) -> None:
    text = project_copy.path("data/2024/declaration.txt").read_bytes()
    once = draft(project_copy, text, "a.txt", "2099").files
    for name, content in once.items():
        project_copy.path(name).parent.mkdir(exist_ok=True)
        project_copy.path(name).write_text(content, encoding="utf-8", newline="")
    twice = draft(project_copy, text, "a.txt", "2099").files
    assert {name: twice[name] for name in twice} == {name: once[name] for name in twice}


def test_an_edition_that_is_reviewed_stays_as_it_is(project_copy: Project) -> None:
    text = project_copy.path("data/2024/declaration.txt").read_bytes()
    found = draft(project_copy, text, "a.txt", "2024").files
    for name in ("statements", "participants", "mentions"):
        file = f"data/2024/{name}.csv"
        before = list(csv.DictReader(io.StringIO(project_copy.read_text(file), newline="")))
        after = list(csv.DictReader(io.StringIO(found[file], newline="")))
        assert after == before, file


# ---- Names ----


@looped(
    ("name", "country", "slug", "exact"),
    [
        ("City of Baguio", "PH", "ph-city-of-baguio", True),
        ("Baguio", "PH", "ph-city-of-baguio", True),
        ("The City of Bagúio", "PH", "ph-city-of-baguio", False),
        ("City of Bagio", "PH", "ph-city-of-baguio", False),
        ("City of Baguio", "NP", None, False),
        ("Ministry of Silence", "PH", None, False),
        ("City of Bagio", "", None, False),
    ],
)
def test_a_body_is_matched_within_its_country(
    name: str, country: str, slug: str | None, *, exact: bool
) -> None:
    bodies = [Known("ph-city-of-baguio", "PH", ("City of Baguio", "Baguio"))]
    match = match_body(name, country, bodies)
    assert (match and match.slug, bool(match and match.exact)) == (slug, exact)


def test_a_slug_is_made_as_the_tables_say() -> None:
    assert slug_of("People's Committee of Hà Tĩnh") == "people-s-committee-of-ha-tinh"


@looped(
    ("verb", "plain"),
    [
        ("planting", "plant"),
        ("sharing", "share"),
        ("contributing", "contribute"),
        ("planning", "plan"),
        ("empowering", "empower"),
        ("achieving", "achieve"),
        ("creating", "create"),
        ("using", "use"),
        ("developing", "develop"),
        ("accelerate", "accelerate"),
        ("convened", "convene"),
        ("fostered", "foster"),
        ("examined", "examine"),
        ("gained", "gain"),
    ],
)
def test_a_verb_is_written_in_its_plain_form(verb: str, plain: str) -> None:
    assert plain_verb(verb) == plain
