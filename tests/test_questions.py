"""Every question that users ask has its exact answer, in every file that they may ask it of.

The answer is the same in a store that infers by RDFS, with the vocabularies whose terms we use.

The cases are ``cases/questions.toml``: question, query, and an answer worked out by hand.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib

from built import dist, oxigraph_cell, rdflib_cell, rdflib_graph
from inferring import inferences, reused_terms
from looped import looped

CASES = tomllib.loads((Path(__file__).parent / "cases" / "questions.toml").read_text("utf-8"))
QUESTIONS: list[dict[str, Any]] = CASES["question"]
PREFIXES: dict[str, str] = CASES["prefixes"]
PROLOGUE = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
FILES = ("ascc.ttl", "ascc.jsonld", "ascc.nq")

# rdflib's SPARQL engine asks its own data sets for an attribute that rdflib has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning")

# A row of an answer: value, language and datatype of each cell.
Row = tuple[tuple[str, str, str], ...]
Answer = bool | list[Row]


@cache
def oxigraph_store(name: str, *, infers: bool) -> ox.Store:
    formats = {
        "ascc.ttl": ox.RdfFormat.TURTLE,
        "ascc.jsonld": ox.RdfFormat.JSON_LD,
        "ascc.nq": ox.RdfFormat.N_QUADS,
    }
    store = ox.Store()
    store.load(path=dist() / name, format=formats[name])
    if infers:
        store.extend(reused_terms())
        store.extend(inferences(list(store)))
    return store


@cache
def rdflib_store(name: str, *, infers: bool) -> rdflib.Graph:
    if not infers:
        return rdflib_graph(name)
    graph = rdflib.Graph()
    triples = {quad.triple for quad in oxigraph_store(name, infers=True)}
    graph.parse(ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")
    return graph


def ask_oxigraph(name: str, query: str, *, infers: bool) -> Answer:
    store = oxigraph_store(name, infers=infers)
    results = store.query(PROLOGUE + query, use_default_graph_as_union=True)
    if isinstance(results, ox.QueryBoolean):
        return bool(results)
    assert isinstance(results, ox.QuerySolutions)
    return [tuple(oxigraph_cell(cell) for cell in solution) for solution in results]


def ask_rdflib(name: str, query: str, *, infers: bool) -> Answer:
    results = rdflib_store(name, infers=infers).query(PROLOGUE + query)
    if results.type == "ASK":
        return bool(results.askAnswer)
    return [tuple(rdflib_cell(cell) for cell in row) for row in results]  # type: ignore[union-attr]


def expected(answer: bool | Sequence[Sequence[str]]) -> Answer:  # noqa: FBT001 - an ASK's answer
    if isinstance(answer, bool):
        return answer
    return [tuple(oxigraph_cell(term(cell)) for cell in row) for row in answer]


def term(turtle: str) -> ox.NamedNode | ox.Literal:
    document = f"{PROLOGUE}\n<x:subject> <x:predicate> {turtle} ."
    (quad,) = ox.parse(document, format=ox.RdfFormat.TURTLE)
    assert isinstance(quad.object, ox.NamedNode | ox.Literal)
    return quad.object


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("ask", [ask_oxigraph, ask_rdflib], ids=["pyoxigraph", "rdflib"])
@pytest.mark.parametrize("infers", [False, True], ids=["plain", "RDFS"])
@looped("question", QUESTIONS, ids=itemgetter("name"))
def test_the_answer_is_exact(
    question: dict[str, Any],
    ask: Callable[..., Answer],
    file: str,
    *,
    infers: bool,
) -> None:
    found = ask(file, question["query"], infers=infers)
    wanted = expected(question["answer"])
    if isinstance(wanted, bool) or question.get("ordered", False):
        assert found == wanted
    else:
        assert isinstance(found, list)
        assert Counter(found) == Counter(wanted)


def test_an_order_is_asked_for_where_it_is_compared() -> None:
    unordered = [
        question["name"]
        for question in QUESTIONS
        if question.get("ordered", False) and "ORDER BY" not in question["query"]
    ]
    assert unordered == []


def test_each_question_stands_once() -> None:
    names = [question["name"] for question in QUESTIONS]
    assert sorted(set(names)) == sorted(names)
