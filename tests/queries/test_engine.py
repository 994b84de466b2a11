"""The engines: the surface of a query, the embedded engine, endpoints, and their errors."""

from __future__ import annotations

import json
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from ascc_ld import query
from ascc_ld.ground.faults import UnreadableGraph
from ascc_ld.ground.printable import is_printable
from ascc_ld.ground.project import default_project
from ascc_ld.http_client.addresses import WrongAddress
from ascc_ld.queries.child import QueryRequest, answer_in_child, project_engine
from ascc_ld.queries.remote import ask_endpoint
from ascc_ld.queries.rendering import Shortening, render, table
from ascc_ld.rdf.files import read_files
from ascc_ld.reading.examples import read_examples
from ascc_ld.sparql.answer import Answer
from ascc_ld.sparql.engine import EmbeddedEngine
from ascc_ld.sparql.errors import FaultyQuery, OtherSideFailed, QueryTimedOut, UnknownQuery
from ascc_ld.sparql.example import find_example
from ascc_ld.sparql.syntax import SparqlText
from http_client.dripping import DRIPS, dripping
from http_client.hostile import HOSTILE, assert_harmless
from looped import looped
from queries.answers import difference
from queries.server import WIKIDATA, XML, Endpoint, serving, serving_wikidata

EX = "http://example.org/"
THREE = f"""
<{EX}a> <{EX}p> 1 .
<{EX}b> <{EX}p> 2 .
<{EX}g> {{ <{EX}c> <{EX}p> 3 }}
"""
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def request(text: str, **place: Any) -> QueryRequest:
    """Return what ``ascc-ld query`` asks: ``place`` has its data, endpoint or services."""
    return QueryRequest(text, "query", str(default_project().root), **place)


def three() -> EmbeddedEngine:
    return EmbeddedEngine(ox.parse(THREE, format=ox.RdfFormat.TRIG), {"ex": EX})


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    store = ox.Store()
    store.load(THREE.encode(), format=ox.RdfFormat.TRIG)
    with serving(store) as running:
        yield running


# ---- The surface of a query ----


@looped(
    ("text", "services"),
    [
        ("SELECT * { SERVICE <http://a.example/> { ?s ?p ?o } }", ("http://a.example/",)),
        ("SELECT * { service silent<http://a.example/>{ ?s ?p ?o } }", ("http://a.example/",)),
        ("PREFIX x: <http://a.example/> ASK { SERVICE x:y { ?s ?p ?o } }", ("http://a.example/y",)),
        ("ASK { ?s ?p 'SERVICE <http://a.example/>' }", ()),
        ('ASK { ?s ?p """a " SERVICE <http://a.example/>""" }', ()),
        ("ASK { ?s ?p 'it\\'s SERVICE <http://a.example/>' }", ()),
        ("ASK { # SERVICE <http://a.example/>\n ?s ?p ?o }", ()),
        ("ASK { ?service <http://a.example/#> ?o . ?s <x:SERVICE> ?o }", ()),
        ("ASK { SERVICE ?where { ?s ?p ?o } }", ()),
    ],
)
def test_services_are_found_where_they_are_and_nowhere_else(
    text: str, services: tuple[str, ...]
) -> None:
    assert SparqlText(text).services == services


def test_only_the_service_is_redirected() -> None:
    text = (
        "# SERVICE <http://a.example/>\nASK { SERVICE <http://a.example/> "
        "{ <http://a.example/> ?p 'SERVICE <http://a.example/>' } }"
    )
    assert SparqlText(text).redirected({"http://a.example/": "http://b.example/"}) == (
        "# SERVICE <http://a.example/>\nASK { SERVICE <http://b.example/> "
        "{ <http://a.example/> ?p 'SERVICE <http://a.example/>' } }"
    )


@given(st.text())
def test_cutting_a_text_loses_nothing_but_blanks(text: str) -> None:
    terminals = SparqlText(text).terminals
    assert "".join("".join(t.text for t in terminals).split()) == "".join(text.split())
    assert all(text[t.start : t.end] == t.text for t in terminals)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("SELECT ?edition { } LIMIT 1", 'SELECT ?edition { VALUES ?edition { "3" } } LIMIT 1'),
        ("ASK { ?s ?p ?edition } # }", 'ASK { ?s ?p ?edition VALUES ?edition { "3" } } # }'),
        (
            "CONSTRUCT WHERE { ?s ?p ?edition }",
            'CONSTRUCT WHERE { ?s ?p ?edition }\nVALUES ?edition { "3" }',
        ),
        (
            "CONSTRUCT { ?s ?p 1 } { ?s ?p ?edition }",
            'CONSTRUCT { ?s ?p 1 } { ?s ?p ?edition VALUES ?edition { "3" } }',
        ),
        (
            "SELECT ?edition { { ?s ?p ?edition } } ORDER BY ?s",
            'SELECT ?edition { { ?s ?p ?edition } VALUES ?edition { "3" } } ORDER BY ?s',
        ),
    ],
)
def test_a_query_of_one_edition_is_well_formed(text: str, asked: str) -> None:
    query = SparqlText(text)
    assert query.names_edition
    assert query.of_edition("3") == asked
    engine = EmbeddedEngine(ox.parse('<e:1> <e:p> "3" , "4" .', format=ox.RdfFormat.TURTLE), {})
    assert len(engine.ask(asked).terms) == 1


def test_order_counts_where_the_query_itself_orders() -> None:
    assert SparqlText("SELECT ?s { ?s ?p ?o } ORDER BY ?s").ordered
    assert not SparqlText("SELECT ?s { { SELECT ?s { ?s ?p ?o } ORDER BY ?s } }").ordered


# ---- The embedded engine ----


def test_the_default_graph_is_the_union() -> None:
    answer = three().ask("SELECT ?o { ?s ex:p ?o } ORDER BY ?o")
    assert [row["o"] for row in answer] == [1, 2, 3]


def test_from_names_another_default_graph() -> None:
    answer = three().ask(f"SELECT ?o FROM <{EX}g> {{ ?s ex:p ?o }}")
    assert [row["o"] for row in answer] == [3]


def test_rows_have_values_of_python() -> None:
    answer = three().ask(
        'SELECT (1 AS ?i) (1.5 AS ?d) (1e0 AS ?f) (true AS ?t) ("x"@en AS ?l) (ex:a AS ?n) '
        '("2024-10-24"^^<http://www.w3.org/2001/XMLSchema#date> AS ?day) ?unbound { }'
    )
    assert list(answer) == [
        {
            "i": 1,
            "d": Decimal("1.5"),
            "f": 1.0,
            "t": True,
            "l": "x",
            "n": f"{EX}a",
            "day": date(2024, 10, 24),
            "unbound": None,
        }
    ]


def test_ask_has_a_truth_value_and_a_row() -> None:
    assert bool(three().ask("ASK { ex:a ex:p 1 }")) is True
    assert bool(three().ask("ASK { ex:a ex:p 2 }")) is False
    assert list(three().ask("ASK { ex:a ex:p 2 }")) == [{"answer": False}]


def test_a_graph_is_a_graph_of_rdflib() -> None:
    answer = three().ask("CONSTRUCT WHERE { ex:a ?p ?o }")
    assert set(answer.graph()) == {
        (rdflib.URIRef(f"{EX}a"), rdflib.URIRef(f"{EX}p"), rdflib.Literal(1))
    }
    with pytest.raises(TypeError, match="SELECT gives no graph"):
        three().ask("SELECT ?s { ?s ?p ?o }").graph()


MISTAKES = {
    "SELECT * {\n  ?s exx:p ?o\n}": (
        "query, line 2, column 6: the prefix exx: is not declared. Did you mean 'ex'?\n"
        "    ?s exx:p ?o\n"
        "       ^"
    ),
    'SELECT * {\n  ?s ex:p "one }\n': (
        "query, line 2, column 11: the string that begins here does not end on its line.\n"
        '    ?s ex:p "one }\n'
        "            ^"
    ),
    "ASK { ?s ?p ?o ) }": (
        "query, line 1, column 16: this ')' closes nothing.\n  ASK { ?s ?p ?o ) }\n"
        + " " * 17
        + "^"
    ),
    "ASK {\n ?s ?p ?o\n": ("query, line 1, column 5: this '{' is not closed.\n  ASK {\n      ^"),
    "ASK { ?s ? ?o }": (
        "query, line 1, column 10: this variable has no name.\n  ASK { ?s ? ?o }\n" + " " * 11 + "^"
    ),
    "ASK { ?s <http://a b> ?o }": (
        "query, line 1, column 10: the IRI that begins here does not end, or holds a blank.\n"
        "  ASK { ?s <http://a b> ?o }\n" + " " * 11 + "^"
    ),
    "ASK { '東京' exx:p ?o }": (
        "query, line 1, column 12: the prefix exx: is not declared. Did you mean 'ex'?\n"
        "  ASK { '東京' exx:p ?o }\n" + " " * 15 + "^"
    ),
}


@looped(("text", "message"), MISTAKES.items())
def test_a_mistake_is_shown_where_it_is(text: str, message: str) -> None:
    with pytest.raises(FaultyQuery) as caught:
        three().ask(text)
    assert str(caught.value) == message


@looped(
    ("text", "place"),
    [
        ("SELEC ?s { ?s ?p ?o }", "line 1, column 1: "),
        ("ASK {\n FILTER(?z > ) }", "line 2, column 14: "),
        ("ASK { FILTER(!) }", "line 1, column 15: "),
        ("SELECT * {\n  ?s ?p ?o .\n  ?s ?t }", "line 3, column 9: "),
        ("SELECT ?s { ?s ?p ?o } ORDER BY", "line 1, column 32: "),
        ("ASK { FILTER(<x:f>(1)) }", "custom function <x:f> is not supported"),
    ],
)
def test_what_the_engine_finds_wrong_is_said_with_its_line(text: str, place: str) -> None:
    with pytest.raises(FaultyQuery) as caught:
        three().ask(text, name="mine.rq")
    assert str(caught.value).startswith("mine.rq")
    assert place in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?x { ?s ?p ?o }\nGROUP BY ?s",
        "SELECT (COUNT(?s) AS ?n) ?o\n{ ?s ?p ?o }",
    ],
)
def test_what_is_wrong_with_the_whole_query_is_said_without_a_line(text: str) -> None:
    with pytest.raises(FaultyQuery) as caught:
        three().ask(text, name="mine.rq")
    assert str(caught.value) == "mine.rq: The SELECT contains a variable that is unbound."


@pytest.mark.parametrize(
    "text",
    [
        "",
        " # nothing\n",
        "PREFIX x: <x:>",
        "INSERT DATA { ex:a ex:p 4 }",
        "PREFIX x: <x:> DELETE { ?s x:p ?o } WHERE { { SELECT * { ?s x:p ?o } } }",
    ],
)
def test_what_asks_nothing_is_no_query(text: str, endpoint: Endpoint) -> None:
    message = "mine.rq: is not a SELECT, ASK, CONSTRUCT or DESCRIBE query."
    for ask in (three().ask, partial(ask_endpoint, endpoint.url)):
        with pytest.raises(FaultyQuery) as caught:
            ask(text, name="mine.rq")
        assert str(caught.value) == message
    assert endpoint.asked == []


@looped(
    ("lexical", "value"),
    [
        ('"1_000"^^xsd:integer', "1_000"),
        ('"1_0.5"^^xsd:decimal', "1_0.5"),
        ('"1_0e1"^^xsd:double', "1_0e1"),
        ('"yes"^^xsd:boolean', "yes"),
        ('"20241024"^^xsd:date', "20241024"),
        ('"2024-10-24 09:00"^^xsd:dateTime', "2024-10-24 09:00"),
        ('" +7 "^^xsd:integer', 7),
        ('"INF"^^xsd:double', float("inf")),
        ('".5"^^xsd:decimal', Decimal("0.5")),
    ],
)
def test_a_number_is_what_xsd_calls_one(lexical: str, value: object) -> None:
    text = (
        f"PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> SELECT ?x {{ VALUES ?x {{ {lexical} }} }}"
    )
    assert list(three().ask(text)) == [{"x": value}]


def population_asked_at(wikidata: Endpoint) -> QueryRequest:
    example = find_example(read_examples(default_project()), "population-of-the-countries")
    return request(example.text, services={WIKIDATA: wikidata.url})


def test_a_service_is_asked_where_it_is_sent_to() -> None:
    with serving_wikidata() as wikidata:
        answer = answer_in_child(population_asked_at(wikidata))
        assert [row["name"] for row in answer][:2] == ["India", "Indonesia"]
        assert "1082" in wikidata.asked[0].query


@pytest.mark.parametrize("form", ["SELECT *", "CONSTRUCT { ?s ?p ?o }"])
def test_what_failed_may_be_dropped_by_any_thread(
    monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    """The engine's results must be dropped by the thread that asked, and errors outlive it."""
    complaints: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", complaints.append)
    kept: list[BaseException] = []
    try:
        EmbeddedEngine([], {}).ask(form + " { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")
    except OtherSideFailed as error:
        kept.append(error)
    assert len(kept) == 1
    dropping = threading.Thread(target=kept.clear)
    dropping.start()
    dropping.join()
    assert complaints == []


def test_a_service_that_does_not_answer_is_named() -> None:
    with serving(ox.Store()) as broken:
        broken.canned = (500, "text/plain", b"out of order")
        with pytest.raises(OtherSideFailed, match=broken.url) as caught:
            answer_in_child(population_asked_at(broken))
    assert "--service IRI=URL" in str(caught.value)


def test_files_of_every_syntax_are_asked_together(tmp_path: Path) -> None:
    (tmp_path / "one.trig").write_text(THREE)
    (tmp_path / "two.nt").write_text(f'<{EX}d> <{EX}p> "x" .\n')
    engine = EmbeddedEngine(read_files([tmp_path / "one.trig", tmp_path / "two.nt"]), {})
    assert len(engine.ask("SELECT ?s { ?s ?p ?o }")) == 4
    assert len(engine.ask("SELECT ?s { GRAPH ?g { ?s ?p ?o } }")) == 1


def test_a_triple_of_two_graphs_is_one_in_their_union() -> None:
    twice = "".join(f"GRAPH <{EX}{g}> {{ <{EX}s> <{EX}p> 1, {g} }}\n" for g in (2, 3))
    engine = EmbeddedEngine(ox.parse(twice, format=ox.RdfFormat.TRIG), {})
    assert len(engine.ask("SELECT * { ?s ?p ?o }")) == 3
    assert list(engine.ask("SELECT (COUNT(*) AS ?n) { ?s ?p 1 }")) == [{"n": 1}]
    assert len(engine.ask(f"SELECT * FROM <{EX}2> {{ ?s ?p ?o }}")) == 2
    assert len(engine.ask("SELECT * { GRAPH ?g { ?s ?p ?o } }")) == 4


def test_relative_iris_are_read_from_the_base_unless_the_query_declares_one() -> None:
    quads = list(ox.parse(THREE, format=ox.RdfFormat.TRIG))
    engine = EmbeddedEngine(quads, {}, "https://example.org/sparql")
    for text, read in (
        ("SELECT (<a> AS ?x) {}", "https://example.org/a"),
        ("BASE <http://b.example/> SELECT (<a> AS ?x) {}", "http://b.example/a"),
    ):
        assert engine.ask(text).terms == ((ox.NamedNode(read),),)
    with pytest.raises(FaultyQuery):
        EmbeddedEngine(quads, {}).ask("SELECT (<a> AS ?x) {}")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.docx", "", "cannot tell the syntax"),
        ("a.ttl", "<x:a> <x:b> .\n", "a.ttl, line 1: is not well-formed"),
        ("a.nt", None, "cannot be read: No such file"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(
    name: str, content: str | None, message: str, tmp_path: Path
) -> None:
    if content is not None:
        (tmp_path / name).write_text(content)
    with pytest.raises(UnreadableGraph, match=message):
        EmbeddedEngine(read_files([tmp_path / name]), {})


# ---- An endpoint ----


@looped(
    "example",
    [
        e
        for e in read_examples(default_project())
        if e.number in ("001", "008", "016", "039", "046")
    ],
    ids=lambda e: e.name,
)
@looped("results", ["application/sparql-results+json", XML])
def test_an_endpoint_gives_the_same_answer(example: object, results: str) -> None:
    from ascc_ld.mapping.loading import load
    from ascc_ld.sparql.example import Example

    assert isinstance(example, Example)
    store = ox.Store()
    for quads in load(default_project())[1].graphs.values():
        store.extend(quads)
    with serving(store) as running:
        running.results = results
        assert difference(example, ask_endpoint(running.url, example.text)) == ""


def test_an_endpoint_is_asked_politely(endpoint: Endpoint) -> None:
    ask_endpoint(endpoint.url, "ASK { ?s ?p ?o }")
    ask_endpoint(endpoint.url, f"ASK {{ ?s ?p ?o }} # {'x' * 3000}")
    ask_endpoint(endpoint.url, "CONSTRUCT WHERE { ?s ?p ?o }")
    assert [asked.method for asked in endpoint.asked] == ["GET", "POST", "GET"]
    assert endpoint.asked[1].query.endswith("xxx")
    assert "sparql-results+json" in endpoint.asked[0].accept
    assert "n-triples" in endpoint.asked[2].accept
    assert all(asked.agent.startswith("ascc-ld/") for asked in endpoint.asked)


def test_an_endpoint_is_told_the_prefixes_that_the_query_lacks(endpoint: Endpoint) -> None:
    assert ask_endpoint(endpoint.url, "ASK { ex:a ex:p 1 }", prefixes={"ex": EX, "no": "x:"})
    assert endpoint.asked[0].query == f"PREFIX ex: <{EX}> ASK {{ ex:a ex:p 1 }}"


def test_parameters_of_the_endpoint_are_kept(endpoint: Endpoint) -> None:
    assert ask_endpoint(f"{endpoint.url}?default=union", "ASK { ?s ?p ?o }")


def test_a_query_that_the_endpoint_calls_bad_is_a_faulty_query(endpoint: Endpoint) -> None:
    with pytest.raises(FaultyQuery, match="refuses the query:\n  Parse error"):
        ask_endpoint(endpoint.url, "ASK { nonsense }")


@pytest.mark.parametrize(
    ("canned", "message"),
    [
        ((503, "text/plain", b"busy"), "answers 503 Service Unavailable.\n  busy"),
        ((401, "text/html", b"<html>log in</html>"), "answers 401 Unauthorized."),
        ((200, "text/html", b"<html>hello</html>"), "text/html, which is not an answer to ASK"),
        ((200, "application/sparql-results+json", b"{"), "the answer cannot be read"),
        (
            (
                200,
                "application/sparql-results+json",
                b'{"head":{"vars":[]},"results":{"bindings":[]}}',
            ),
            "it is not an answer to ASK",
        ),
    ],
)
def test_an_endpoint_that_fails_is_named_with_its_words(
    canned: tuple[int, str, bytes], message: str, endpoint: Endpoint
) -> None:
    endpoint.canned = canned
    with pytest.raises(OtherSideFailed) as caught:
        ask_endpoint(endpoint.url, "ASK { ?s ?p ?o }")
    assert endpoint.url in str(caught.value)
    assert message in str(caught.value)


@pytest.mark.parametrize("status", [400, 500])
def test_words_of_an_endpoint_cannot_steer_a_terminal(status: int, endpoint: Endpoint) -> None:
    endpoint.canned = (status, "text/plain; charset=utf-8", f"{HOSTILE}\n{HOSTILE}".encode())
    with pytest.raises((FaultyQuery, OtherSideFailed)) as caught:
        ask_endpoint(endpoint.url, "ASK { ?s ?p ?o }")
    assert_harmless(str(caught.value))


@pytest.mark.parametrize(("start", "drop"), DRIPS.values(), ids=DRIPS)
def test_an_endpoint_that_drips_is_left_wherever_it_drips(start: bytes, drop: bytes) -> None:
    started = time.monotonic()
    with dripping(start, drop) as url, pytest.raises(OtherSideFailed, match="not complete after"):
        ask_endpoint(url, "ASK { ?s ?p ?o }", timeout=1)
    assert time.monotonic() - started < 15


def test_an_answer_without_end_is_not_kept(
    endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ascc_ld.queries.remote.LARGEST_ANSWER", 1000)
    endpoint.canned = (200, "application/sparql-results+json", b" " * 2000)
    with pytest.raises(OtherSideFailed, match="more than 1,000 bytes"):
        ask_endpoint(endpoint.url, "ASK { ?s ?p ?o }")


def test_nobody_at_home_is_said() -> None:
    with serving(ox.Store()) as gone:
        url = gone.url
    with pytest.raises(OtherSideFailed, match=r"cannot be asked: .*[Rr]efused"):
        ask_endpoint(url, "ASK { ?s ?p ?o }")


# ---- A process of its own ----

# Seconds that are tried one after the other, until the time was not up while the child started:
# that an endpoint is left is seen only where it was asked.
LONG_ENOUGH_TO_ASK = (2, 8, 32)


def test_a_query_that_runs_away_is_ended() -> None:
    before = children()
    started = time.monotonic()
    with pytest.raises(QueryTimedOut, match=r"query: timed out after 4 s"):
        query(RUNAWAY, timeout=4)
    assert time.monotonic() - started < 15
    assert [each for each in children() if each not in before] == []


def test_an_endpoint_that_stalls_is_left() -> None:
    before = children()
    with serving(ox.Store()) as slow:
        slow.stalls = threading.Event()
        for seconds in LONG_ENOUGH_TO_ASK:
            with pytest.raises(QueryTimedOut, match=f"after {seconds} s"):
                answer_in_child(request("ASK { ?s ?p ?o }", endpoint=slow.url), seconds)
            if slow.asked:
                break
    assert slow.asked
    assert [each for each in children() if each not in before] == []


def test_a_silent_endpoint_is_left_even_if_nobody_says(monkeypatch: pytest.MonkeyPatch) -> None:
    assert QueryRequest("ASK {}", "query", ".", endpoint="http://a.example/").limit(None) == 60
    assert QueryRequest("ASK { SERVICE <x:y> {} }", "query", ".").limit(None) == 60
    assert QueryRequest("ASK {}", "query", ".").limit(None) is None
    with serving(ox.Store()) as slow:
        slow.stalls = threading.Event()
        release = threading.Timer(120, slow.stalls.set)
        release.start()
        try:
            for seconds in LONG_ENOUGH_TO_ASK:
                monkeypatch.setattr("ascc_ld.queries.child.REMOTE_SECONDS", seconds)
                with pytest.raises(QueryTimedOut, match=f"after {seconds} s"):
                    answer_in_child(request("ASK { ?s ?p ?o }", endpoint=slow.url))
                if slow.asked:
                    break
        finally:
            release.cancel()
    assert slow.asked


def test_an_endpoint_whose_answer_never_ends_is_left() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(20)
        thread = threading.Thread(target=drip, args=(server,))
        thread.start()
        started = time.monotonic()
        url = f"http://127.0.0.1:{server.getsockname()[1]}/"
        with pytest.raises(QueryTimedOut):
            answer_in_child(request("ASK {}", endpoint=url), 4)
        assert time.monotonic() - started < 10
        thread.join()


def drip(server: socket.socket) -> None:
    """Answer one request with a blank every tenth of a second, for 20 seconds at most."""
    # Nobody may come: on a busy machine the time is up before the child asks.
    with suppress(OSError), server.accept()[0] as connection:
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
        for _ in range(200):
            connection.sendall(b" ")
            time.sleep(0.1)


def test_a_url_with_a_password_is_refused_and_not_shown() -> None:
    url = "http://alice:s3cret@127.0.0.1:9/"
    for place in ({"endpoint": url}, {"services": {WIKIDATA: url}}):
        with pytest.raises(WrongAddress, match="carries a name or password") as caught:
            request("ASK {}", **place)
        assert "s3cret" not in str(caught.value)


def test_a_password_in_the_query_is_not_shown() -> None:
    with pytest.raises(OtherSideFailed) as caught:
        three().ask("ASK { SERVICE <http://bob:s3cret@127.0.0.1:9/> { ?s ?p ?o } }")
    assert "127.0.0.1:9" in str(caught.value)
    assert "s3cret" not in str(caught.value)


def test_the_answer_of_the_child_is_the_same() -> None:
    for name in ("1", "8", "39"):
        assert query(name, timeout=60) == query(name)


def test_errors_of_the_child_are_errors_here() -> None:
    with pytest.raises(FaultyQuery, match="line 1, column 7: the prefix exx: is not declared"):
        query("ASK { exx:a ?p ?o }", timeout=60)
    with pytest.raises(UnreadableGraph, match=r"nowhere.ttl: cannot be read"):
        answer_in_child(request("ASK { ?s ?p ?o }", data=["nowhere.ttl"]), 60)


def test_a_child_without_its_parent_ends_itself() -> None:
    import json
    import subprocess
    import sys
    from dataclasses import asdict

    command = [sys.executable, "-m", "ascc_ld.queries.child"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as child:
        assert child.stdin is not None
        child.stdin.write(json.dumps(asdict(request(RUNAWAY))).encode() + b"\n")
        child.stdin.close()
        assert child.wait(20) == 0


def test_a_child_that_dies_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")
    with pytest.raises(OtherSideFailed, match="ended without an answer"):
        answer_in_child(QueryRequest("ASK { ?s ?p ?o }", "query", "."))


def children() -> list[str]:
    """Return the command lines of processes that this one has started, zombies too (Linux)."""
    import os

    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
            if int(fields[1]) == os.getpid():
                found.append((status.parent / "cmdline").read_text())
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found


# ---- In Python ----


def test_rows_go_into_pandas_in_one_line() -> None:
    pandas = pytest.importorskip("pandas")
    answer = query("001-participants-by-country")
    frame = pandas.DataFrame(answer, columns=answer.vars)
    assert list(frame.columns) == ["edition", "country", "participants"]
    assert frame["participants"].sum() == 39


@looped(
    ("text", "columns"),
    [
        ("SELECT ?org ?name { ?org a owl:Nothing ; rdfs:label ?name }", ["org", "name"]),
        ("SELECT ?o ?s { ?s owl:bottomObjectProperty ?o } ORDER BY ?s", ["o", "s"]),
        ("SELECT (STR(?s) AS ?text) { ?s owl:bottomObjectProperty ?o }", ["text"]),
        (
            "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o . ?s owl:bottomObjectProperty ?p }",
            ["subject", "predicate", "object"],
        ),
        ("DESCRIBE <http://a.example/>", ["subject", "predicate", "object"]),
    ],
)
def test_an_answer_without_rows_has_its_columns_in_pandas(text: str, columns: list[str]) -> None:
    pandas = pytest.importorskip("pandas")
    answer = query(text)
    frame = pandas.DataFrame(answer, columns=answer.vars)
    assert (list(frame.columns), len(frame)) == (columns, 0)


def test_files_and_endpoints_are_asked_alike(tmp_path: Path, endpoint: Endpoint) -> None:
    (tmp_path / "three.trig").write_text(THREE)
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    for place in ({"data": [str(tmp_path / "three.trig")]}, {"endpoint": endpoint.url}):
        assert list(answer_in_child(request(count, **place))) == [{"n": 3}]


def test_an_unknown_name_in_python() -> None:
    with pytest.raises(UnknownQuery, match="Did you mean 'commitments'"):
        query("comitments")
    last = len(list((Path(__file__).parents[2] / "queries").glob("*.rq")))
    for number in ("0", str(last + 1)):
        with pytest.raises(UnknownQuery, match=f"Their numbers go from 1 to {last}"):
            query(number)


# ---- The table ----


def answer_of(text: str) -> Answer:
    return three().ask(text)


def test_a_table_has_labels_and_short_names() -> None:
    engine = EmbeddedEngine(
        ox.parse(
            f'<{EX}a> <http://www.w3.org/2000/01/rdf-schema#label> "A"@en .',
            format=ox.RdfFormat.TURTLE,
        ),
        {},
    )
    answer = engine.ask('SELECT ?s ?n ?l { ?s ?p ?o BIND ("x"@fr AS ?l) }')
    assert table(answer, Shortening({}, EX)) == (
        "s      n  l\n─────  ─  ─────\nA <a>     x @fr\n(1 row)\n"
    )
    assert "A ex:a" in table(answer, Shortening({"ex": EX}, "http://other.example/"))


def test_a_table_gives_the_terminal_nothing_to_act_on() -> None:
    answer = answer_of('SELECT ?a { BIND ("\\u001B[31mred\\u0007 \\u009B2J\\u202Eabc" AS ?a) }')
    shown = table(answer, Shortening({}, EX), 80)
    assert "\ufffd[31mred\ufffd \ufffd2J\ufffdabc" in shown


STEERING = "\x9b31m\u202eabc"
IN_STANDARD: dict[str, Callable[[str], bool]] = {
    "csv": lambda text: "\ufffd31m\ufffdabc" in text,
    "tsv": lambda text: '"\\u009B31m\\u202Eabc"' in text,
    "json": lambda text: json.loads(text)["results"]["bindings"][0]["a"]["value"] == STEERING,
    "xml": lambda text: ET.fromstring(text).findtext(".//{*}literal") == STEERING,
}
GRAPHS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
}


@pytest.mark.parametrize("output", IN_STANDARD)
def test_no_format_of_rows_steers_a_terminal(output: str) -> None:
    answer = answer_of('SELECT ?a { BIND ("\\u009B31m\\u202Eabc" AS ?a) }')
    shown = render(answer, output, Shortening({}, EX), 80)
    assert IN_STANDARD[output](shown)
    assert all(is_printable(character) or character in "\t\r\n" for character in shown)
    assert STEERING in render(answer, output, Shortening({}, EX))


@pytest.mark.parametrize("output", GRAPHS)
def test_no_format_of_graphs_steers_a_terminal(output: str) -> None:
    answer = answer_of('CONSTRUCT { <x:a> <x:b> "\\u009B31m\\u202Eabc" } {}')
    shown = render(answer, output, Shortening({}, EX), 80)
    (quad,) = ox.parse(shown, format=GRAPHS[output])
    assert quad.object == ox.Literal(STEERING)
    assert all(is_printable(character) or character == "\n" for character in shown)
    assert STEERING in render(answer, output, Shortening({}, EX))


def test_a_long_word_is_wrapped_in_time_that_grows_with_its_length() -> None:
    content = (
        '{"head":{"vars":["a"]},"results":{"bindings":[{"a":{"type":"literal","value":"%s"}}]}}'
    )
    answer = Answer("SELECT", (content % ("é" * 200_000)).encode())
    started = time.monotonic()
    lines = table(answer, Shortening({}, EX), 20_000).splitlines()
    assert time.monotonic() - started < 5
    assert [len(line) for line in lines[2:-1]] == [20_000] * 10


@pytest.mark.parametrize("width", [20, 40, 80])
def test_a_table_fits_the_terminal(width: int) -> None:
    answer = answer_of(
        'SELECT ?a ?b { BIND ("a text of many words, " AS ?a) '
        'BIND ("都市の役割についての長い文" AS ?b) }'
    )
    lines = table(answer, Shortening({}, EX), width).splitlines()
    wide = [sum(2 if ord(c) > 0x2FFF else 1 for c in line) for line in lines]
    assert max(wide) <= width
    text = "".join("".join(line.split()) for line in lines)
    assert all(character in text for character in "都市の役割についての長い文")


@given(st.lists(st.text(max_size=40), min_size=1, max_size=3), st.integers(30, 90))
def test_no_text_breaks_the_table(texts: list[str], width: int) -> None:
    names = "abc"[: len(texts)]
    rows = ", ".join(
        f'"{n}":{{"type":"literal","value":{_json(t)}}}' for n, t in zip(names, texts, strict=True)
    )
    variables = ",".join(f'"{n}"' for n in names)
    content = f'{{"head":{{"vars":[{variables}]}},"results":{{"bindings":[{{{rows}}}]}}}}'
    shown = table(Answer("SELECT", content.encode("utf-8", "replace")), Shortening({}, EX), width)
    assert shown.endswith("(1 row)\n")


def _json(text: str) -> str:
    import json

    return json.dumps(text.encode("utf-8", "replace").decode("utf-8"))


def test_terms_of_other_vocabularies_have_names_that_no_query_sees() -> None:
    engine = project_engine(default_project())
    title = "http://purl.org/dc/terms/title"
    answer = engine.ask(f"SELECT DISTINCT ?p {{ ?s ?p ?o FILTER (?p = <{title}>) }}")
    assert answer.labels == {title: "title"}
    assert not engine.ask(f"ASK {{ <{title}> rdfs:label ?name }}").truth
