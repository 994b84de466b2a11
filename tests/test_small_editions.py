"""An edition that is without something is a correct small graph: nothing is asked for but a title.

The cases are ``cases/small_editions.toml``.
"""

from __future__ import annotations

import csv
import hashlib
import shutil
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from ascc_ld.building.job import run
from ascc_ld.ground.project import Project
from ascc_ld.links.project_links import read_links
from ascc_ld.links.quickstatements import batch
from ascc_ld.rdf.files import read_files
from ascc_ld.rdf.terms import prefixes
from ascc_ld.reading.editions import TABLES
from ascc_ld.reading.examples import read_examples
from ascc_ld.reading.records import columns
from ascc_ld.site.from_project import gated_site
from ascc_ld.site.site import Site
from ascc_ld.sparql.engine import EmbeddedEngine
from ascc_ld.sparql.syntax import SparqlText
from queries.answers import difference

ROOT = Path(__file__).parents[1]
BASE = "https://w3id.org/ascc/"
CASES: list[dict[str, Any]] = tomllib.loads(
    (ROOT / "tests" / "cases" / "small_editions.toml").read_text("utf-8")
)["case"]
TEXT_SETTINGS = """
base = "{base}"
[text]
file = "declaration.txt"
sha256 = "{sha256}"
source = "not-recorded"
language = "en"
language_iri = "http://publications.europa.eu/resource/authority/language/ENG"
connectives = ["and"]
"""


def add_edition(project: Project, case: Mapping[str, Any]) -> None:
    """Write the folder of an edition."""
    folder = project.path(f"data/{case['edition']}")
    folder.mkdir()
    text = case["text"].lstrip("\n")
    (folder / "declaration.txt").write_bytes(text.encode())
    settings = TEXT_SETTINGS.format(base=BASE, sha256=hashlib.sha256(text.encode()).hexdigest())
    (folder / "edition.toml").write_text(settings + case["settings"], "utf-8")
    listed = [
        {**row, "position": position, "role": "participant"}
        for position, row in enumerate(case.get("participants", ()), 1)
    ]
    write_table(folder, "statements", case["statements"])
    write_table(folder, "mentions", case.get("mentions", ()))
    write_table(folder, "participants", listed)


def write_table(folder: Path, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        names = [column.name for column in columns(TABLES[name])]
        writer = csv.DictWriter(file, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """All editions of the cases beside that of 2024."""
    project = Project(tmp_path_factory.mktemp("small-editions") / "project")
    for name in ("data", "ontology", "queries", "shapes"):
        shutil.copytree(ROOT / name, project.root / name, copy_function=shutil.copyfile)
    (project.root / "web").mkdir()  # its pages are looked at without scripts
    for case in CASES:
        add_edition(project, case)
    return project


@pytest.fixture(scope="module")
def engine(project: Project) -> EmbeddedEngine:
    """The published graphs, which conform."""
    dist = project.root.parent / "dist"
    assert run(project, dist).findings["violation"] == 0
    return EmbeddedEngine(read_files([dist / "ascc.nq"]), prefixes(BASE))


@pytest.fixture(scope="module")
def site(project: Project) -> Site:
    return gated_site(project)[0]


each_case = pytest.mark.parametrize("case", CASES, ids=[case["edition"] for case in CASES])


@each_case
def test_the_graph_has_what_the_text_has_and_nothing_else(
    case: Mapping[str, Any], engine: EmbeddedEngine
) -> None:
    base = f"{BASE}{case['edition']}/"
    wrong = []
    for pattern in (*case["has"], *case["lacks"]):
        asked = f"BASE <{base}> ASK {{ GRAPH <graph> {{ {pattern} }} }}"
        if engine.ask(asked).truth is not (pattern in case["has"]):
            wrong.append(pattern)
    assert wrong == []


@each_case
def test_the_page_of_the_declaration_has_all_of_its_text_in_order(
    case: Mapping[str, Any], site: Site
) -> None:
    page = lxml.html.fromstring(site[f"{case['edition']}/declaration.html"].decode())
    (article,) = page.find_class("declaration")
    for note in article.findall(".//aside"):
        note.drop_tree()
    assert "".join(article.text_content().split()) == "".join(case["text"].split())
    bodies = [row["printed_name"] for row in case.get("participants", ())]
    in_the_list = [name for a in article.find_class("mention") if (name := a.text) in bodies]
    assert in_the_list == bodies


@each_case
def test_whoever_speaks_is_bound(case: Mapping[str, Any], engine: EmbeddedEngine) -> None:
    rows = engine.ask(
        f"BASE <{BASE}{case['edition']}/> SELECT ?body ?statement "
        "{ GRAPH <derived> { ?body ascc:isBoundBy ?statement } }"
    )
    bound = [[str(cell).rpartition("/")[2].rstrip(">") for cell in row] for row in rows.terms]
    assert sorted(bound) == case["bound"]


def test_no_answer_of_2024_changes(project: Project, engine: EmbeddedEngine) -> None:
    changed = {}
    for example in read_examples(project):
        if not example.services:
            query = SparqlText(example.text)
            text = query.of_edition("2024") if example.by_edition else query.text
            changed[example.name] = difference(example, engine.ask(text))
    assert {name: said for name, said in changed.items() if said} == {}


def test_the_batch_for_wikidata_is_written(project: Project) -> None:
    links = read_links(project)
    parts = batch(links.corpus, links.entities, links.context.terms).create
    titles = {part.cells[2] for part in parts if len(part.cells) > 2 and part.cells[1] == "Len"}
    assert {'"Yokohama Alone"', '"7th Meeting of Cities"'} <= titles
    assert {term for term in titles if "None" in term} == set()
    assert not any("None" in part.words for part in parts)
