"""A data set of two declarations: that of 2024 and one invented (``cases/second_edition``).

What is expected of the second is read in its text, by hand.
"""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from ascc_ld.building.job import run
from ascc_ld.ground.project import Project
from ascc_ld.rdf.files import read_files
from ascc_ld.rdf.terms import prefixes
from ascc_ld.reading.examples import read_examples
from ascc_ld.sparql.answer import Answer
from ascc_ld.sparql.engine import EmbeddedEngine
from ascc_ld.sparql.example import Example
from ascc_ld.sparql.syntax import SparqlText
from queries.answers import difference
from two_editions import SECOND_EDITION, project_with_two_editions

BASE = "https://w3id.org/ascc/"
IN_2025: dict[str, Any] = tomllib.loads((SECOND_EDITION / "answers.toml").read_text("utf-8"))[
    "answers"
]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return project_with_two_editions(tmp_path_factory.mktemp("two-editions") / "project")


@pytest.fixture(scope="module")
def dist(project: Project) -> Path:
    """The published files of both editions."""
    folder = project.root.parent / "dist"
    summary = run(project, folder)
    assert summary.findings["violation"] == 0
    assert summary.editions == ("2024", "2025")
    return folder


@pytest.fixture(scope="module")
def engine(dist: Path) -> EmbeddedEngine:
    return EmbeddedEngine(read_files([dist / "ascc.nq"]), prefixes(BASE))


@pytest.fixture(scope="module")
def examples(project: Project) -> tuple[Example, ...]:
    """The queries that ask nobody else."""
    return tuple(example for example in read_examples(project) if not example.services)


# ---- Questions ----


def test_no_answer_of_2024_changes(engine: EmbeddedEngine, examples: tuple[Example, ...]) -> None:
    changed = {}
    for example in examples:
        text = SparqlText(example.text).of_edition("2024") if example.by_edition else example.text
        changed[example.name] = difference(example, engine.ask(text))
    assert {name: said for name, said in changed.items() if said} == {}


def test_the_edition_comes_first_in_an_answer(examples: tuple[Example, ...]) -> None:
    rows = [e for e in examples if e.by_edition and e.form == "SELECT"]
    assert len(rows) > 40
    assert {e.name: e.answers["2024"].vars[0] for e in rows} == {e.name: "edition" for e in rows}


@pytest.mark.parametrize("number", IN_2025)
def test_the_answer_for_2025_is_exact(
    number: str, engine: EmbeddedEngine, examples: tuple[Example, ...]
) -> None:
    (example,) = (each for each in examples if each.number == number)
    answer = engine.ask(SparqlText(example.text).of_edition("2025"))
    if answer.form == "ASK":
        assert answer.truth is IN_2025[number]
        return
    found = [[value(cell) for cell in row] for row in answer.terms]
    wanted = [["2025", *row] for row in IN_2025[number]]
    assert (found if example.ordered else sorted(found)) == (
        wanted if example.ordered else sorted(wanted)
    )


def value(cell: object) -> str:
    return "" if cell is None else str(getattr(cell, "value", cell))


def test_both_editions_are_in_an_answer_to_all(
    engine: EmbeddedEngine, examples: tuple[Example, ...]
) -> None:
    """As :func:`test_the_answer_for_2025_is_exact` has it, one edition after the other."""
    for example in examples:
        if example.form == "SELECT" and example.by_edition:
            both = engine.ask(example.text)
            one, other = (
                engine.ask(SparqlText(example.text).of_edition(edition))
                for edition in ("2024", "2025")
            )
            together = [*one.terms, *other.terms]
            same = both.terms if example.ordered else sorted(both.terms, key=str)
            assert list(same) == (together if example.ordered else sorted(together, key=str))


def test_a_commitment_of_either_edition_is_in_the_graph_of_them(
    engine: EmbeddedEngine, examples: tuple[Example, ...]
) -> None:
    (example,) = (each for each in examples if each.number == "044")

    def subjects(answer: Answer) -> set[str]:
        return {str(triple.subject).removeprefix(f"<{BASE}") for triple in answer.triples}

    statement = "{}/declaration/statement/{}>"
    new = {statement.format("2025", id_) for id_ in ("3-1", "3-2", "3-4")}
    assert subjects(engine.ask(SparqlText(example.text).of_edition("2025"))) == new
    assert subjects(engine.ask(example.text)) == {statement.format("2024", "3-2"), *new}


# ---- What the text says ----


def test_a_statement_refers_to_an_earlier_declaration(dist: Path) -> None:
    references = ox.NamedNode("http://purl.org/dc/terms/references")
    graph = ox.NamedNode(f"{BASE}2025/graph")
    quads = ox.parse(path=dist / "ascc.nq", format=ox.RdfFormat.N_QUADS)
    found = {
        (q.subject, q.object) for q in quads if q.predicate == references and q.graph_name == graph
    }
    statement = ox.NamedNode(f"{BASE}2025/declaration/statement/2-2")
    assert found == {(statement, ox.NamedNode(f"{BASE}2024/declaration"))}


# Statement, property, value: an IRI below the base, or a literal.
NEW_WORDS = [
    ("1-2", "rdf:type", "ns#ExpressiveStatement"),
    ("1-2", "ascc:force", "scheme/force/welcome"),
    ("2-1", "ascc:force", "scheme/force/agree"),
    ("2-1", "rdf:type", "ns#Consensus"),
    ("2-2", "dcterms:references", "2024/declaration"),
    ("3-2", "ascc:targetYear", "2028"),
    ("3-2", "ascc:quantity", "500 municipal engineers"),
    ("4-1", "rdf:type", "ns#Request"),
    ("4-1", "ascc:addressee", "scheme/group/national-governments"),
    ("4-1", "ascc:addressee", "scheme/group/development-banks"),
    ("4-1", "ascc:targetYear", "2030"),
]


@pytest.mark.parametrize("file", ["ascc.ttl", "ascc.jsonld", "ascc.nt", "ascc.rdf", "ascc.trig"])
def test_the_words_that_are_new_stand_in_each_file(file: str, dist: Path) -> None:
    bound = {**prefixes(BASE), "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#"}
    found = {
        (str(quad.subject), str(quad.predicate), value(quad.object).removeprefix(BASE))
        for quad in read_files([dist / file])
    }
    for id_, name, said in NEW_WORDS:
        prefix, _, local = name.partition(":")
        statement = f"<{BASE}2025/declaration/statement/{id_}>"
        assert (statement, f"<{bound[prefix]}{local}>", said) in found, (id_, name)
    declaration = f"<{BASE}2025/declaration>"
    assert (declaration, f"<{bound['dcterms']}identifier>", "2025") in found


def test_the_words_that_are_new_stand_in_the_tables(dist: Path) -> None:
    with (dist / "statements.csv").open(encoding="utf-8", newline="") as file:
        rows = {(row["edition"], row["id"]): row for row in csv.DictReader(file)}
    assert len(rows) == 26
    asked = rows["2025", "4-1"]
    assert asked["addressees"] == "national-governments|development-banks"
    assert asked["target_years"] == "2030"
    assert rows["2025", "3-2"]["quantities"] == "500 municipal engineers"
    assert rows["2025", "1-2"]["class"] == "ExpressiveStatement"
    assert rows["2025", "2-1"]["force"] == "agree"
    assert rows["2025", "2-2"]["references"] == f"{BASE}2024/declaration"
    with (dist / "participants.csv").open(encoding="utf-8", newline="") as file:
        listed = [row["edition"] for row in csv.DictReader(file)]
    assert listed == ["2024"] * 39 + ["2025"] * 15
