"""A server that stands before a store: what reaches the store, and what comes back."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pyoxigraph as ox
import pytest

from ascc_ld.ground.project import default_project
from ascc_ld.mapping.loading import load
from ascc_ld.queries.remote import ask_endpoint
from ascc_ld.reading.examples import read_examples
from ascc_ld.server.served_data import ServedData
from ascc_ld.sparql.errors import OtherSideFailed
from ascc_ld.sparql.example import Example
from queries.answers import difference
from queries.server import Endpoint
from queries.server import serving as serving_endpoint
from server.running import Served, command, serving

JSON = "application/sparql-results+json"
ASKING = "SERVICE <http://127.0.0.1:1/> {}"
EXAMPLES = [e for e in read_examples(default_project()) if not e.services]


@pytest.fixture(scope="module")
def store() -> Iterator[Endpoint]:
    """Our own graph in a store, as ``ascc-ld load`` would leave it."""
    quads = ox.Store()
    for stated in load(default_project())[1].graphs.values():
        quads.extend(stated)
    with serving_endpoint(quads) as endpoint:
        yield endpoint


@pytest.fixture(scope="module")
def before(store: Endpoint, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with command(tmp_path_factory.mktemp("before"), "--endpoint", store.url) as served:
        yield served


def test_the_graphs_of_a_store_are_those_that_were_loaded(store: Endpoint) -> None:
    project = default_project()
    theirs = ServedData.of_store(store.url, project, seconds=60)
    # What the store holds: it writes some numbers in another way than they were loaded.
    assert set(theirs.quads) == set(store.store)
    assert theirs.base == "https://w3id.org/ascc/"


def test_a_graph_that_a_blank_node_names_is_refused() -> None:
    thing = ox.NamedNode("http://e/a")
    nameless = ox.Store()
    nameless.add(ox.Quad(thing, thing, thing, ox.BlankNode()))
    with (
        serving_endpoint(nameless) as store,
        pytest.raises(OtherSideFailed, match="names a graph by a blank node"),
    ):
        ServedData.of_store(store.url, default_project(), seconds=60)


@pytest.mark.parametrize(
    "example",
    [e for e in EXAMPLES if e.form in ("SELECT", "ASK")],
    ids=lambda example: example.name,
)
def test_an_example_has_its_answer_through_the_server(before: Served, example: Example) -> None:
    assert difference(example, ask_endpoint(before.endpoint, example.text)) == ""


def test_the_store_gets_the_query_and_the_format_that_is_wanted(
    before: Served, store: Endpoint
) -> None:
    query = "SELECT ?s { ?s a <http://e/C>,'#\n1' } # mine"
    for accept in (JSON, "application/json"):
        answer = before.asked(query.replace("\n", "\\n"), accept)
        assert (answer.status_code, answer.headers["content-type"]) == (200, accept)
        asked = store.asked[-1]
        assert asked.query == "SELECT ?s { ?s a <http://e/C> , '#\\n1' }"
        assert asked.accept == JSON


def test_the_prefixes_that_the_server_knows_reach_a_store_that_does_not(before: Served) -> None:
    answer = before.asked("ASK { GRAPH ?g { ?s a ascc:Declaration } }", JSON)
    assert answer.json()["boolean"] is True


@pytest.mark.parametrize(
    ("query", "sent"),
    [
        ("ASK { ?s ex:a?/(ex:b|ex:c)? -5 }", "ASK { ?s ex:a? / ( ex:b | ex:c )? -5 }"),
        ("ASK { ?s ex:a (1 2), () }", "ASK { ?s ex:a ( 1 2 ) , ( ) }"),
        (f"ASK {{ ?s ?p '\\u0027 . {ASKING} #' }}", f"ASK {{ ?s ?p '\\' . {ASKING} #' }}"),
    ],
)
def test_a_query_reaches_the_store_whole(
    before: Served, store: Endpoint, query: str, sent: str
) -> None:
    prefix = "PREFIX ex: <http://example.org/> "
    assert before.asked(prefix + query, JSON).status_code == 200
    assert store.asked[-1].query == prefix + sent


def test_what_changes_in_the_store_changes_in_the_answers(tmp_path: Path) -> None:
    data = ox.Store()
    with serving_endpoint(data) as store, serving(tmp_path, store=store.url) as served:
        before = served.asked("ASK { ?s ?p ?o }", JSON).json()
        iri = ox.NamedNode("http://e/a")
        data.add(ox.Quad(iri, iri, iri, iri))
        after = served.asked("ASK { ?s ?p ?o }", JSON).json()
    assert (before["boolean"], after["boolean"]) == (False, True)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("SELECT * {", 400),
        ("ASK { <relative> ?p ?o }", 400),
        ("CLEAR ALL", 400),
        ("DEFINE get:soft 'soft' SELECT * FROM <http://127.0.0.1:1/> { ?s ?p ?o }", 400),
        ("INSERT DATA { <http://e/a> <http://e/b> 1 }", 400),
        ("ASK { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 403),
        ("ASK { SERVICE ?x { ?s ?p ?o } }", 403),
        ("ASK { \\u0053ERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", 400),
        # What looks like a comment or a string to who reads the terminals before in another way.
        (f"ASK {{ ?s !<http://e/\\u0041#> ?o . {ASKING}\n}}", 403),
        (f"ASK {{ ex:a\u200d\\# ex:p 1 . {ASKING}\n}}", 403),
        (f"ASK {{ ex:a\u00b7\\' ex:p 1 . {ASKING} #'\n}}", 403),
        (f"ASK {{ ex:a\u203f\\' ex:p 1 . {ASKING} #'\n}}", 403),
        # What RDF4J decodes before it reads, and what is in a string to others.
        (f"ASK {{ ?s ?p '\\ud83d' . {ASKING} #' }}", 403),
        ("ASK { ?s ?p '\\ud83d' }", 400),
        # Programs of Jena and Virtuoso, and functions that nobody knows.
        ("ASK { FILTER(false && <http://e/fetch>(1)) }", 400),
        ("ASK { FILTER <http://e/fetch>(1) }", 400),
        ("ASK { FILTER(<java:java.lang.System>('x')) }", 400),
        ("ASK { ?s <java:java.lang.System> ?o }", 400),
        ("PREFIX b: <BIF:> ASK { FILTER(b:http_get('http://127.0.0.1:1/')) }", 400),
        ("ASK { BIND (<http://e/fetch>('http://127.0.0.1:1/') AS ?x) }", 400),
    ],
)
def test_what_is_no_plain_query_does_not_reach_the_store(
    before: Served, store: Endpoint, query: str, status: int
) -> None:
    asked = len(store.asked)
    assert before.asked(query).status_code == status
    assert len(store.asked) == asked


@pytest.mark.parametrize(
    ("canned", "status"),
    [
        ((500, "text/plain", b"oh"), 502),
        ((302, "text/plain", b""), 502),
        ((200, "text/html", b"<html>"), 502),
        ((400, "text/plain", b"no such function"), 400),
        ((200, JSON, b" " * 100_000), 503),
    ],
)
def test_a_store_that_fails_is_told(
    tmp_path: Path, canned: tuple[int, str, bytes], status: int
) -> None:
    with serving_endpoint(ox.Store()) as store:
        limits = {"result_bytes": 10_000}
        with serving(tmp_path, store=store.url, limits=limits) as served:
            store.canned = canned
            answer = served.asked("ASK {}", JSON)
    assert answer.status_code == status
    assert ("retry-after" in answer.headers) is (status == 503)


def test_a_store_that_does_not_answer_is_given_up(tmp_path: Path) -> None:
    empty = ox.Store()
    with (
        serving_endpoint(empty) as store,
        serving(tmp_path, store=store.url, limits={"seconds": 0.5}) as served,
    ):
        store.stalls = threading.Event()
        answer = served.asked("ASK {}", JSON)
        store.stalls.set()
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")


def test_a_store_that_answers_byte_by_byte_is_given_up(tmp_path: Path) -> None:
    with (
        dripping() as url,
        serving(tmp_path, store=url, limits={"seconds": 1.5}) as served,
    ):
        answer = served.asked("ASK {}", JSON)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")


@contextmanager
def dripping() -> Iterator[str]:
    """Serve an answer that has no end, a byte at a time."""
    ended = threading.Event()

    class Dripping(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", JSON)
            self.end_headers()
            while not ended.wait(0.2):
                self.wfile.write(b" ")
                self.wfile.flush()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Dripping) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/sparql"
        ended.set()
        server.shutdown()


def test_a_store_that_is_gone_is_told(tmp_path: Path) -> None:
    with serving(tmp_path, store="http://127.0.0.1:1/sparql") as served:
        answer = served.asked("ASK {}", JSON)
    assert (answer.status_code, "store" in answer.text) == (502, True)
