"""The formats of answers, read back by others' readers: rdflib's, pyoxigraph's, SPARQLWrapper's."""

from __future__ import annotations

import csv
import io
import warnings

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.query import Result

from built import Fact, oxigraph_facts, rdflib_facts
from looped import looped
from server.running import Served

ROWS = """SELECT ?term ?nothing {
  VALUES ?term {
    <http://example.org/a> "plain" "東京 “and” \\"quotes\\", a comma\\n\\tand a line"@ja 7 1.5 true
    "2024-10-24"^^<http://www.w3.org/2001/XMLSchema#date> "<script>alert(1)</script>"
  }
}"""
GRAPH = """PREFIX ex: <http://example.org/>
CONSTRUCT { ex:a ex:p ?term } WHERE {
  VALUES ?term { ex:b "plain" "東京 “and”\\n\\"quotes\\""@ja 7 1.5 true "<a href='x'>&" }
}"""
TERMS = (
    rdflib.URIRef("http://example.org/a"),
    rdflib.Literal("plain"),
    rdflib.Literal('東京 “and” "quotes", a comma\n\tand a line', lang="ja"),
    rdflib.Literal(7),
    rdflib.Literal("1.5", datatype=rdflib.XSD.decimal),
    rdflib.Literal("true", datatype=rdflib.XSD.boolean),
    rdflib.Literal("2024-10-24", datatype=rdflib.XSD.date),
    rdflib.Literal("<script>alert(1)</script>"),
)
LOSSLESS = {
    "application/sparql-results+json": ("json", ox.QueryResultsFormat.JSON),
    "application/sparql-results+xml": ("xml", ox.QueryResultsFormat.XML),
    "text/tab-separated-values": ("tsv", ox.QueryResultsFormat.TSV),
}
GRAPHS = {
    "text/turtle": ("turtle", ox.RdfFormat.TURTLE),
    "application/n-triples": ("nt", ox.RdfFormat.N_TRIPLES),
    "application/ld+json": ("json-ld", ox.RdfFormat.JSON_LD),
    "application/rdf+xml": ("xml", ox.RdfFormat.RDF_XML),
}


@pytest.mark.parametrize("media_type", LOSSLESS)
def test_solutions_read_back_as_they_are(three: Served, media_type: str) -> None:
    content = three.asked(ROWS, media_type).content
    reader, syntax = LOSSLESS[media_type]
    result = Result.parse(io.BytesIO(content), format=reader)
    assert [str(v) for v in result.vars or ()] == ["term", "nothing"]
    if reader != "tsv":  # rdflib's reader of TSV keeps no line feed in a literal
        assert [row[0] for row in result] == list(TERMS)  # type: ignore[index]
    found = ox.parse_query_results(content, syntax)
    assert isinstance(found, ox.QuerySolutions)
    assert [rdflib.util.from_n3(str(s["term"])) for s in found] == list(TERMS)


def test_csv_has_the_plain_values(three: Served) -> None:
    rows = list(csv.reader(io.StringIO(three.asked(ROWS, "text/csv").text, newline="")))
    assert rows == [["term", "nothing"], *([str(term), ""] for term in TERMS)]


def test_an_unbound_variable_is_no_empty_text(three: Served) -> None:
    query = 'SELECT ?a ?b { VALUES (?a ?b) { ("" UNDEF) } }'
    (row,) = three.asked(query, "application/json").json()["results"]["bindings"]
    assert row == {"a": {"type": "literal", "value": ""}}


@pytest.mark.parametrize("media_type", LOSSLESS)
def test_a_truth_value_reads_back(three: Served, media_type: str) -> None:
    for query, truth in (("ASK {}", True), ("ASK { FILTER(false) }", False)):
        content = three.asked(query, media_type).content
        found = ox.parse_query_results(content, LOSSLESS[media_type][1])
        assert isinstance(found, ox.QueryBoolean)
        assert bool(found) is truth


def expected() -> frozenset[Fact]:
    def fact(value: str, language: str = "", datatype: str = "") -> Fact:
        return ("http://example.org/a", "http://example.org/p", value, language, datatype)

    xsd = "http://www.w3.org/2001/XMLSchema#"
    text = '東京 “and”\n"quotes"'
    return frozenset(
        (
            fact("http://example.org/b"),
            fact("plain", "", f"{xsd}string"),
            fact(text, "ja", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"),
            fact("7", "", f"{xsd}integer"),
            fact("1.5", "", f"{xsd}decimal"),
            fact("true", "", f"{xsd}boolean"),
            fact("<a href='x'>&", "", f"{xsd}string"),
        )
    )


@pytest.mark.parametrize("media_type", GRAPHS)
def test_a_graph_reads_back_as_it_is(three: Served, media_type: str) -> None:
    content = three.asked(GRAPH, media_type).content
    reader, syntax = GRAPHS[media_type]
    assert oxigraph_facts(q.triple for q in ox.parse(content, format=syntax)) == expected()
    graph = rdflib.Graph()
    with warnings.catch_warnings():
        # rdflib's own JSON-LD reader uses a class of rdflib that it has deprecated.
        warnings.filterwarnings("ignore", category=DeprecationWarning, module=r"rdflib\b")
        graph.parse(data=content, format=reader)
    assert rdflib_facts(graph) == expected()


def test_turtle_is_short_by_the_prefixes_of_the_query(three: Served) -> None:
    text = three.asked(GRAPH, "text/turtle").text
    assert text.startswith("@prefix ex: <http://example.org/> .\n")
    assert "@prefix schema:" not in text
    assert "ex:a ex:p" in text


@looped("media_type", [*GRAPHS, *LOSSLESS])
def test_every_worker_writes_the_same_bytes(three: Served, media_type: str) -> None:
    # Each query is another text, so that no answer is kept from before.
    query = GRAPH if media_type in GRAPHS else ROWS
    found = {three.asked(f"{query}\n# {n}", media_type).content for n in range(6)}
    assert len(found) == 1


def test_a_triple_is_written_once(three: Served) -> None:
    query = "CONSTRUCT { ?s a <http://example.org/C> } WHERE { ?s ?p ?o . ?t ?q ?r }"
    lines = three.asked(query, "application/n-triples").text.splitlines()
    assert len(lines) == len(set(lines)) == 4


RDF_XML, RESULTS_XML = "application/rdf+xml", "application/sparql-results+xml"


@looped(
    ("query", "media_type"),
    [
        *(
            (f"CONSTRUCT {{ <http://e/s> <{iri}> 'x' }} {{}}", RDF_XML)
            for iri in ("http://e/2024", "http://e/a/", "http://e/a)", "http://e/#", "http://e/1-2")
        ),
        ('CONSTRUCT { <http://e/s> <http://e/p> "\\u0001" } {}', RDF_XML),
        ('SELECT ("\\u0001" AS ?x) {}', RESULTS_XML),
        ('SELECT ("\\u001B" AS ?x) {}', RESULTS_XML),
        ('SELECT ("\\uFFFE" AS ?x) {}', RESULTS_XML),
        ('SELECT ("\\b" AS ?x) {}', RESULTS_XML),
    ],
)
def test_what_xml_cannot_hold_is_refused(three: Served, query: str, media_type: str) -> None:
    refused = three.asked(query, media_type)
    assert refused.status_code == 406
    assert "Ask for another format" in refused.text
    assert three.asked(query, "*/*").status_code == 200
