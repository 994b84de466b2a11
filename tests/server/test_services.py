"""SERVICE is refused, however it is written, and no query makes the server ask anybody."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from ascc_ld.server.limits import Limits
from ascc_ld.server.pool import Pool
from ascc_ld.server.query_worker import WorkerRequest, WorkerSetup
from ascc_ld.server.refusal import Refusal
from ascc_ld.sparql.engine import EmbeddedEngine
from looped import looped
from server.running import Served

JSON = "application/sparql-results+json"


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


@looped("iri", FORBIDDEN)
@looped("silent", ["", "SILENT "])
def test_no_query_reaches_another_host(
    server: Served, trap: tuple[int, list[str]], iri: str, silent: str
) -> None:
    port, knocks = trap
    query = f"SELECT * {{ SERVICE {silent}<{iri.format(port=port)}> {{ ?s ?p ?o }} }}"
    assert server.asked(query).status_code == 403
    assert knocks == []


@looped(
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


# The terminals of the grammar hold no SERVICE here, but the engine finds one.
HIDDEN = [
    # Asking over TLS ends a process that cannot read the certificates of the system.
    "ASK { SERVICESILENT <https://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "SELECT * { SERVICESILENT <https://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "ASK { SERVICESILENT <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "ASK { OPTIONAL { ?s ?p trueSERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } } }",
    "PREFIX e: <http://127.0.0.1:PORT/> ASK { SERVICEe:a { ?s ?p ?o } }",
    (
        "PREFIX e: <http://127.0.0.1:PORT/> PREFIX servicee: <http://e/> "
        "ASK { servicee:a { ?s ?p ?o } }"
    ),
    # The engine goes back behind a string with an escape that is none, and an IRI that is none.
    "ASK { VALUES ?x { '''a' } SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } #\\x'''\n}",
    "ASK { FILTER(1 <'a>') SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } #'\n}",
    (
        "ASK { VALUES ?y { <http://127.0.0.1:PORT/> } VALUES ?x { 2 } "
        "FILTER(1 <?x)SERVICE?y#>\n{ ?s ?p ?o } }"
    ),
]


@looped("query", HIDDEN)
def test_nor_where_only_the_engine_sees_the_service(
    server: Served, trap: tuple[int, list[str]], query: str
) -> None:
    port, knocks = trap
    workers = server.workers()
    assert server.asked(query.replace("PORT", str(port))).status_code in (400, 403)
    assert knocks == []
    assert server.workers() == workers


@looped("query", HIDDEN)
def test_a_hidden_service_is_one_to_the_engine(query: str) -> None:
    assert EmbeddedEngine([], {}).asks_services(query.replace("PORT", "1"))


@looped(
    "query",
    [
        "ASK { VALUES ?service { 'a service' } } # SERVICE <http://e/> {}",
        "PREFIX s: <http://service.example/> ASK { ?x a s:Service ; s:service 'SERVICE <s:> {}' }",
        "PREFIX service: <http://e/> ASK { GRAPH service:a { ?s ?p ?o } }",
        "DESCRIBE service:a { ?s ?p ?o }",
        "ASK { service",
    ],
)
def test_what_only_bears_the_name_of_a_service_asks_none(query: str) -> None:
    assert not EmbeddedEngine([], {"service": "http://e/"}).asks_services(query)


def test_a_service_in_a_name_is_answered(server: Served) -> None:
    assert server.asked("ASK { VALUES ?service { 'a service' } }").text == "true"


@looped(
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


def test_a_worker_refuses_what_the_endpoint_has_not_seen(
    trap: tuple[int, list[str]], tmp_path: Path
) -> None:
    port, knocks = trap
    query = f"ASK {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}".encode()
    asked = WorkerRequest("POST", "", "application/sparql-query", {"results": JSON})

    async def asked_past_the_guard() -> None:
        with (tmp_path / "data.nq").open("w+b") as data:
            setup = WorkerSetup(data.fileno(), {}, 1000, 2**30)
            async with Pool(setup, Limits(at_once=1)) as pool:
                await pool.answer(asked, query)

    with pytest.raises(Refusal) as caught:
        asyncio.run(asked_past_the_guard())
    assert caught.value.status == 403
    assert knocks == []


def test_a_process_that_is_confined_has_no_way_to_the_network(trap: tuple[int, list[str]]) -> None:
    """Not even where the engine asks a SERVICE that no check has seen."""
    port, knocks = trap
    code = (
        "import sys\n"
        "from ascc_ld.processes.worker import confine\n"
        "from ascc_ld.sparql.engine import EmbeddedEngine\n"
        "engine = EmbeddedEngine([], {})\n"
        "engine.ask('ASK {}')\n"
        "confine(2**30)\n"
        "engine.ask(sys.argv[1])\n"
    )
    query = f"ASK {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}"
    ended = subprocess.run(
        [sys.executable, "-c", code, query], capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert "OtherSideFailed" in ended.stderr
    assert knocks == []
