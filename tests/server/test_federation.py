"""SERVICE: asked by the server within its limits, or refused; never by the engine."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox
import pytest

from ascc_ld.server.federation import inline_data, service_calls
from ascc_ld.server.frames import Question
from ascc_ld.server.refusals import Refusal
from ascc_ld.sparql.syntax import SparqlText
from queries.server import Endpoint
from queries.server import serving as serving_endpoint
from server.running import Served, command, serving

EX = "http://example.org/"
ELSEWHERE = f"""
<{EX}a> <{EX}name> "A" .
<{EX}b> <{EX}name> "B"@en .
<{EX}c> <{EX}name> 3 .
"""
HERE = f"<{EX}b> <{EX}p> 1 . <{EX}c> <{EX}p> 2 . <{EX}d> <{EX}p> 3 ."
JSON = "application/sparql-results+json"


@pytest.fixture
def elsewhere() -> Iterator[Endpoint]:
    store = ox.Store()
    store.load(ELSEWHERE.encode(), format=ox.RdfFormat.TURTLE)
    with serving_endpoint(store) as endpoint:
        yield endpoint


def host(endpoint: Endpoint) -> str:
    return endpoint.url.removeprefix("http://").partition("/")[0]


@contextmanager
def federating(endpoint: Endpoint, folder: Path, **limits: object) -> Iterator[Served]:
    with serving(folder, HERE, "ttl", allowed=[host(endpoint)], limits=limits) as served:
        yield served


# ---- What a query asks of others ----


def test_a_service_asks_for_its_pattern_with_the_prefixes_of_the_query() -> None:
    text = (
        "PREFIX ex: <http://example.org/>\n"
        "SELECT * { ?s ?p 'SERVICE <http://b/> { }' # SERVICE <http://c/> {\n"
        "SERVICE SILENT <http://a/> { ?s ex:p '}' { ?s ex:q ?o } } }"
    )
    (call,) = service_calls(SparqlText(text), 1, {})
    assert (call.iri, call.silent) == ("http://a/", True)
    assert call.query == (
        "PREFIX ex: <http://example.org/> SELECT * WHERE { ?s ex:p '}' { ?s ex:q ?o } }"
    )
    assert text[call.start : call.end] == (
        "SERVICE SILENT <http://a/> { ?s ex:p '}' { ?s ex:q ?o } }"
    )


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("ASK { SERVICE ?where { ?s ?p ?o } }", 403),
        ("ASK { SERVICE SILENT ?where { ?s ?p ?o } }", 403),
        ("ASK { SERVICE <http://a/> { SERVICE <http://b/> { ?s ?p ?o } } }", 403),
        ("ASK { SERVICE unknown:x { ?s ?p ?o } }", 403),
        ("ASK { SERVICE", 403),
        ("ASK { SERVICE <http://a/> { ?s ?p ?o ", 400),
    ],
)
def test_a_service_that_is_not_named_or_not_alone_is_refused(text: str, status: int) -> None:
    with pytest.raises(Refusal) as caught:
        service_calls(SparqlText(text), 8, {})
    assert caught.value.status == status


def test_solutions_become_inline_data() -> None:
    results = (
        b'{"head":{"vars":["a","b"]},"results":{"bindings":['
        b'{"a":{"type":"uri","value":"http://e/"},'
        b'"b":{"type":"literal","value":"\\") } #","xml:lang":"en"}},'
        b'{"b":{"type":"literal","value":"1","datatype":"http://e/t"}}]}}'
    )
    assert inline_data(results) == (
        'VALUES (?a ?b) { (<http://e/> "\\") } #"@en) (UNDEF "1"^^<http://e/t>) }'
    )


@pytest.mark.parametrize(
    "results",
    [
        b"",
        b"<html>",
        b'{"head":{},"boolean":true}',
        b'{"head":{"vars":["a"]},"results":{"bindings":[{"a":{"type":"bnode","value":"x"}}]}}',
        b'{"head":{"vars":["a"]},"results":{"bindings":[{"a":{"type":"uri","value":"> } #"}}]}}',
    ],
)
def test_what_is_no_inline_data_is_refused(results: bytes) -> None:
    with pytest.raises(Refusal) as caught:
        inline_data(results)
    assert caught.value.status == 502


# ---- With a service that is allowed ----


def test_solutions_of_a_service_are_joined_with_the_rest(
    elsewhere: Endpoint, tmp_path: Path
) -> None:
    query = (
        f"PREFIX ex: <{EX}> SELECT ?s ?o ?name {{ ?s ex:p ?o "
        f"SERVICE <{elsewhere.url}> {{ ?s ex:name ?name }} }} ORDER BY ?o"
    )
    with federating(elsewhere, tmp_path) as served:
        answer = served.asked(query, "text/tab-separated-values")
    assert answer.text == (f'?s\t?o\t?name\n<{EX}b>\t1\t"B"@en\n<{EX}c>\t2\t3\n')
    (asked,) = elsewhere.asked
    assert (asked.method, asked.accept) == ("POST", JSON)


def test_each_answer_is_asked_for_anew(elsewhere: Endpoint, tmp_path: Path) -> None:
    query = f"ASK {{ SERVICE <{elsewhere.url}> {{ ?s ?p ?o }} }}"
    with federating(elsewhere, tmp_path) as served:
        assert [served.asked(query).text for _ in range(2)] == ["true", "true"]
    assert len(elsewhere.asked) == 2


@pytest.mark.parametrize(
    "canned",
    [(500, "text/plain", b""), (200, JSON, b"{"), (302, "text/plain", b"")],
    ids=["fails", "nonsense", "redirects"],
)
def test_a_service_that_fails_is_told_and_a_silent_one_binds_nothing(
    elsewhere: Endpoint, tmp_path: Path, canned: tuple[int, str, bytes]
) -> None:
    elsewhere.canned = canned
    pattern = f"<{elsewhere.url}> {{ ?s <{EX}name> ?name }}"
    with federating(elsewhere, tmp_path) as served:
        answer = served.asked(f"SELECT * {{ SERVICE {pattern} }}")
        assert (answer.status_code, "SERVICE" in answer.text) == (502, True)
        silent = served.asked(f"SELECT ?o {{ ?s <{EX}p> ?o SERVICE SILENT {pattern} }} ORDER BY ?o")
    assert silent.text.split() == ["o", "1", "2", "3"]


def test_a_service_that_sends_without_end_is_cut_off(elsewhere: Endpoint, tmp_path: Path) -> None:
    elsewhere.canned = (200, JSON, b" " * 10_000)
    with federating(elsewhere, tmp_path, service_bytes=1000) as served:
        answer = served.asked(f"ASK {{ SERVICE <{elsewhere.url}> {{ ?s ?p ?o }} }}")
    assert (answer.status_code, "1,000 bytes" in answer.text) == (502, True)


def test_a_service_whose_iri_is_no_url_is_refused(elsewhere: Endpoint, tmp_path: Path) -> None:
    with federating(elsewhere, tmp_path) as served:
        query = f"ASK {{ SERVICE <{elsewhere.url}/{'a' * 70_000}> {{ ?s ?p ?o }} }}"
        headers = {"Content-Type": "application/sparql-query"}
        status, _, content = served.sent("POST", "/sparql", headers, query.encode())
    assert (status, b"is no URL" in content) == (403, True)


def test_a_query_asks_no_more_services_than_it_may(elsewhere: Endpoint, tmp_path: Path) -> None:
    call = f"SERVICE <{elsewhere.url}> {{ ?s ?p ?o }} "
    with federating(elsewhere, tmp_path, services=2) as served:
        assert served.asked(f"ASK {{ {call * 2} }}").text == "true"
        assert served.asked(f"ASK {{ {call * 3} }}").status_code == 403
    assert len(elsewhere.asked) == 2


def test_a_service_gets_no_words_that_are_a_comment_here(
    elsewhere: Endpoint, tmp_path: Path
) -> None:
    with federating(elsewhere, tmp_path) as served:
        pattern = "{ ?s ?p <http://e/\\u0041#> # SERVICE <http://b.example/> {}\n}"
        assert served.asked(f"ASK {{ SERVICE <{elsewhere.url}> {pattern} }}").text == "false"
    assert elsewhere.asked[-1].query == "SELECT * WHERE { ?s ?p <http://e/A#> }"


def test_a_service_that_does_not_answer_is_given_up(elsewhere: Endpoint, tmp_path: Path) -> None:
    elsewhere.stalls = threading.Event()
    with federating(elsewhere, tmp_path, seconds=0.5) as served:
        answer = served.asked(f"ASK {{ SERVICE <{elsewhere.url}> {{ ?s ?p ?o }} }}")
    assert answer.status_code in (502, 503)


# ---- Without ----


@pytest.fixture
def trap() -> Iterator[tuple[int, list[str]]]:
    """A port of loopback on which nobody must knock."""
    with socket.create_server(("127.0.0.1", 0)) as sock:
        knocks: list[str] = []

        def listen() -> None:
            while True:
                try:
                    connection, _ = sock.accept()
                except OSError:
                    return
                knocks.append("knock")
                connection.close()

        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        yield sock.getsockname()[1], knocks
        sock.shutdown(socket.SHUT_RDWR)
        thread.join()


def test_the_trap_notices_an_engine_that_is_not_kept_from_it(trap: tuple[int, list[str]]) -> None:
    port, knocks = trap
    with pytest.raises(OSError, match=r"\w"):
        ox.Store().query(f"ASK {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}")
    assert knocks


FORBIDDEN = [
    "http://127.0.0.1:{port}/",
    "http://localhost:{port}/",
    "http://[::1]:{port}/",
    "http://[::ffff:127.0.0.1]:{port}/",
    "http://2130706433:{port}/",
    "http://0x7f000001:{port}/",
    "http://0x7f.1:{port}/",
    "http://017700000001:{port}/",
    "http://127.1:{port}/",
    "http://0:{port}/",
    "http://127.0.0.1.nip.example:{port}/",
    "http://user:secret@127.0.0.1:{port}/",
    "http://169.254.169.254/latest/meta-data/",
    "http://[fd00:ec2::254]/latest/meta-data/",
    "http://metadata.google.internal/computeMetadata/v1/",
    "http://169.254.169.254:80@example.org/",
    "https://127.0.0.1:{port}/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:{port}/_GET",
]


@pytest.mark.parametrize("iri", FORBIDDEN)
@pytest.mark.parametrize("silent", ["", "SILENT "])
def test_no_query_reaches_another_host(
    server: Served, trap: tuple[int, list[str]], iri: str, silent: str
) -> None:
    port, knocks = trap
    query = f"SELECT * {{ SERVICE {silent}<{iri.format(port=port)}> {{ ?s ?p ?o }} }}"
    assert server.asked(query).status_code == 403
    assert knocks == []


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { BIND(<http://127.0.0.1:PORT/> AS ?u) SERVICE ?u { ?s ?p ?o } }",
        "PREFIX a: <http://127.0.0.1:PORT/> ASK { SERVICE a:x { ?s ?p ?o } }",
        "BASE <http://127.0.0.1:PORT/> ASK { SERVICE <x> { ?s ?p ?o } }",
        "ASK { SERVICE <\\u0068ttp://127.0.0.1:PORT/> { ?s ?p ?o } }",
        "ASK { ?s ?p ?o FILTER EXISTS { SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } } }",
        "ASK { { SELECT * { SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } } } }",
        "ASK { FILTER(1 <2 || 3> 1) SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
        "ASK { service<http://127.0.0.1:PORT/>{?s ?p ?o}}",
    ],
)
def test_nor_by_a_detour(server: Served, trap: tuple[int, list[str]], query: str) -> None:
    port, knocks = trap
    answer = server.asked(query.replace("PORT", str(port)))
    assert answer.status_code in (400, 403)
    assert knocks == []


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM <http://127.0.0.1:PORT/> { ?s ?p ?o }",
        "SELECT * FROM NAMED <http://127.0.0.1:PORT/> { GRAPH ?g { ?s ?p ?o } }",
        "DESCRIBE <http://127.0.0.1:PORT/>",
        "LOAD <http://127.0.0.1:PORT/>",
    ],
)
def test_no_graph_is_fetched(server: Served, trap: tuple[int, list[str]], query: str) -> None:
    port, knocks = trap
    server.asked(query.replace("PORT", str(port)), "*/*")
    assert knocks == []


def test_the_engine_of_a_worker_has_no_way_to_the_network(
    trap: tuple[int, list[str]], tmp_path: Path
) -> None:
    import asyncio

    from ascc_ld.server.frames import Task
    from ascc_ld.server.limits import Limits
    from ascc_ld.server.pool import Pool

    port, knocks = trap
    (tmp_path / "data.nq").write_text("")
    question = Question(f"ASK {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}", JSON)

    async def asked_past_the_guard() -> None:
        task = Task(str(tmp_path / "data.nq"), {}, 1000, 2**30)
        async with Pool(task, Limits(at_once=1)) as pool:
            await pool.answer(question)

    with pytest.raises(Refusal):
        asyncio.run(asked_past_the_guard())
    assert knocks == []


def test_the_command_allows_what_it_is_told(elsewhere: Endpoint, tmp_path: Path) -> None:
    query = f"ASK {{ SERVICE <{elsewhere.url}> {{ ?s ?p ?o }} }}"
    with command(tmp_path, "--allow-service", host(elsewhere)) as served:
        assert served.asked(query).text == "true"
        assert served.asked(query.replace(host(elsewhere), "127.0.0.1:1")).status_code == 403
