"""Clients as people have them: curl, those in Python, Java and JavaScript, and the editor."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from pathlib import Path

import csvw  # type: ignore[import-untyped]
import duckdb
import pandas  # type: ignore[import-untyped]
import pyoxigraph as ox
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, N3, POST, POSTDIRECTLY, RDFXML, TSV, TURTLE, XML, SPARQLWrapper

from ascc_ld.ground.project import default_project
from ascc_ld.reading.examples import read_examples
from built import dist, missing
from java_packages import java
from looped import looped
from node_packages import LOCK_FILES, node, node_packages
from server.running import Served

COMMITMENTS = """PREFIX ascc: <https://w3id.org/ascc/ns#> PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?id { ?statement a ascc:Commitment ; dcterms:identifier ?id }"""
GRAPH = "PREFIX ascc: <https://w3id.org/ascc/ns#> CONSTRUCT WHERE { ?s a ascc:Commitment }"
COMMITMENT = rdflib.URIRef("https://w3id.org/ascc/2024/declaration/statement/3-2")


# ---- curl ----


def curl(*arguments: str) -> str:
    program = shutil.which("curl") or missing("curl")
    done = subprocess.run(
        [program, "--silent", "--show-error", "--fail", "--noproxy", "*", *arguments],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["--get", "--data-urlencode", f"query={COMMITMENTS}"],
        ["--data-urlencode", f"query={COMMITMENTS}"],
        ["--header", "Content-Type: application/sparql-query", "--data-binary", COMMITMENTS],
        ["--compressed", "--get", "--data-urlencode", f"query={COMMITMENTS}"],
    ],
    ids=["get", "form", "direct", "compressed"],
)
def test_curl(server: Served, arguments: list[str]) -> None:
    assert curl("--header", "Accept: text/csv", *arguments, server.endpoint).split() == [
        "id",
        "3-2",
    ]


@pytest.mark.parametrize("method", [["--get"], []], ids=["get", "form"])
def test_a_slash_behind_the_endpoint_changes_nothing(server: Served, method: list[str]) -> None:
    asked = (*method, "--data-urlencode", f"query={COMMITMENTS}", f"{server.endpoint}/")
    assert curl("--header", "Accept: text/csv", *asked).split() == ["id", "3-2"]


# ---- rdflib ----


@looped("method", ["GET", "POST", "POST_FORM"])
@looped("returned", ["json", "xml", "csv", "tsv"])
def test_rdflib_asks(server: Served, method: str, returned: str) -> None:
    store = SPARQLStore(server.endpoint, method=method, returnFormat=returned)
    graph = rdflib.Graph(store)
    assert [str(row[0]) for row in graph.query(COMMITMENTS)] == ["3-2"]  # type: ignore[index]


def test_rdflib_looks_at_the_endpoint_as_at_a_graph(server: Served) -> None:
    graph = rdflib.Graph(SPARQLStore(server.endpoint))
    types = set(graph.objects(COMMITMENT, rdflib.RDF.type))
    assert rdflib.URIRef("https://w3id.org/ascc/ns#Commitment") in types
    assert (COMMITMENT, None, None) in graph


# ---- SPARQLWrapper ----


@looped("returned", [JSON, XML, CSV, TSV])
@looped("posted", [None, "urlencoded", POSTDIRECTLY])
def test_sparqlwrapper_asks(server: Served, returned: str, posted: str | None) -> None:
    client = SPARQLWrapper(server.endpoint)
    if posted is not None:
        client.setMethod(POST)
        client.setRequestMethod(posted)
    client.setQuery(COMMITMENTS)
    client.setReturnFormat(returned)
    found = client.query().convert()
    shown = found if isinstance(found, bytes) else str(found).encode()
    if returned == XML:
        shown = found.toxml().encode()  # type: ignore[union-attr]
    assert b"3-2" in shown


# SPARQLWrapper reads RDF/XML into a class of rdflib that rdflib has deprecated.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
@pytest.mark.parametrize("returned", [TURTLE, RDFXML, N3])
def test_sparqlwrapper_gets_a_graph(server: Served, returned: str) -> None:
    client = SPARQLWrapper(server.endpoint)
    client.setQuery(GRAPH)
    client.setReturnFormat(returned)
    found = client.query().convert()
    if isinstance(found, bytes):
        found = rdflib.Graph().parse(data=found, format="turtle")
    assert set(found.subjects()) == {COMMITMENT}  # type: ignore[union-attr]


# ---- Jena and RDF4J ----


@pytest.mark.long
@pytest.mark.parametrize("client", ["Jena", "Rdf4j"])
def test_a_client_in_java_asks(server: Served, client: str) -> None:
    asked = (server.endpoint, COMMITMENTS, GRAPH, f"ASK {{ <{COMMITMENT}> ?p ?o }}")
    said = java(client.lower(), f"{client}Client.java", *asked, timeout=60)
    assert said.split() == ["id", "3-2", "1", "true"]


# ---- JavaScript ----


def test_sparql_http_client_asks(server: Served) -> None:
    asked = (server.endpoint, COMMITMENTS, GRAPH, f"ASK {{ <{COMMITMENT}> ?p ?o }}")
    said = node(node_packages(), "client.mjs", *asked, timeout=60)
    assert json.loads(said) == [[{"id": "3-2"}], 1, True]


def with_comunica(source: str, query: str) -> list[dict[str, str]]:
    said = node(node_packages("comunica"), "ask.mjs", source, query, timeout=120)
    rows: list[dict[str, str]] = json.loads(said)
    return rows


@pytest.mark.long
def test_comunica_takes_it_for_an_endpoint(server: Served) -> None:
    # Nothing but the URL tells it: it finds out by itself that this is SPARQL.
    assert with_comunica(server.endpoint, COMMITMENTS) == [{"id": "3-2"}]


@pytest.mark.long
def test_comunica_joins_and_counts(server: Served) -> None:
    example = next(e for e in read_examples(default_project()) if e.number == "006")
    found = with_comunica(f"sparql@{server.endpoint}", example.text)
    assert sorted(row["country"] for row in found) == [
        "Indonesia",
        "Pakistan",
        "Philippines",
        "Uzbekistan",
    ]


@looped("lock", LOCK_FILES, ids=lambda path: path.parent.name)
def test_a_lock_file_names_no_registry(lock: Path) -> None:
    content = lock.read_text("utf-8")
    assert '"integrity": "sha512-' in content
    assert "resolved" not in content


# ---- The editor of SIB, when it starts (sib-swiss/sparql-editor, packages/sparql-editor/src) ----

PROLOGUE = """PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX spex: <https://purl.expasy.org/sparql-examples/ontology#>
PREFIX void: <http://rdfs.org/ns/void#>
PREFIX void-ext: <http://ldf.fi/void-ext#>
PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
"""
PREFIXES = f"""{PROLOGUE}
SELECT DISTINCT ?prefix ?namespace WHERE {{ [] sh:namespace ?namespace ; sh:prefix ?prefix . }}
ORDER BY ?prefix"""
EXAMPLES = f"""{PROLOGUE}
SELECT DISTINCT ?sq ?comment ?query WHERE {{
  ?sq a sh:SPARQLExecutable ; rdfs:comment ?comment ;
    sh:select|sh:ask|sh:construct|spex:describe ?query .
}} ORDER BY ?sq"""
PARTITIONS = f"""{PROLOGUE}
SELECT DISTINCT ?subjectClass ?prop ?objectClass ?objectDatatype ?triples WHERE {{
  {{
    ?cp void:class ?subjectClass ; void:propertyPartition ?pp .
    ?pp void:property ?prop .
    OPTIONAL {{ ?pp void:triples ?triples }}
    OPTIONAL {{
      {{ ?pp void:classPartition [ void:class ?objectClass ] }}
      UNION
      {{ ?pp void-ext:datatypePartition [ void-ext:datatype ?objectDatatype ] }}
    }}
  }} UNION {{
    ?linkset void:subjectsTarget [ void:class ?subjectClass ] ; void:linkPredicate ?prop ;
      void:objectsTarget [ void:class ?objectClass ] .
  }}
}} ORDER BY ?subjectClass"""
PATIENCE = 60.0  # seconds


def as_the_editor_asks(server: Served, query: str) -> list[dict[str, str]]:
    import httpx

    answer = httpx.get(
        server.endpoint,
        params={"ac": "1", "query": query},
        headers={"Accept": "application/sparql-results+json", "Origin": "https://example.org"},
        timeout=PATIENCE,
        trust_env=False,
    )
    assert answer.status_code == 200, answer.text
    assert answer.headers["access-control-allow-origin"] == "*"
    found = ox.parse_query_results(answer.content, ox.QueryResultsFormat.JSON)
    assert isinstance(found, ox.QuerySolutions)
    names = [variable.value for variable in found.variables]
    return [{n: s[n].value for n in names if s[n] is not None} for s in found]


def test_the_editor_finds_the_prefixes(server: Served) -> None:
    found = {row["prefix"]: row["namespace"] for row in as_the_editor_asks(server, PREFIXES)}
    assert found["ascc"] == "https://w3id.org/ascc/ns#"
    assert found["schema"] == "https://schema.org/"


def test_the_editor_finds_every_example_once(server: Served) -> None:
    found = [row["query"] for row in as_the_editor_asks(server, EXAMPLES)]
    assert found == [example.text for example in read_examples(default_project())]


def test_the_editor_can_ask_for_partitions(server: Served) -> None:
    # What there is to find is the business of the description.
    as_the_editor_asks(server, PARTITIONS)


# ---- CSV on the Web ----


# csvw keeps its warnings as part of the verdict, unless a filter makes them errors.
@pytest.mark.filterwarnings("default::UserWarning:csvw")
@pytest.mark.parametrize("table", ["statements", "participants", "organisations"])
def test_csvw_finds_the_metadata_of_a_table(server: Served, table: str) -> None:
    description = csvw.CSVW(f"{server.url}{table}.csv", validate=True)
    assert description.is_valid, description.warnings


@looped("name", ["statements.csv", "participants.csv", "organisations.csv"])
def test_pandas_and_duckdb_read_what_a_table_holds(name: str) -> None:
    # Every cell is text: what a tool takes for a number or a date by itself is its own affair.
    with (dist() / name).open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    frame = pandas.read_csv(dist() / name, dtype=str, keep_default_na=False)
    assert [list(frame.columns), *frame.to_numpy().tolist()] == [header, *rows]
    table = duckdb.read_csv(str(dist() / name), all_varchar=True)
    found = [["" if cell is None else cell for cell in row] for row in table.fetchall()]
    assert [table.columns, *found] == [header, *rows]
    assert rows
