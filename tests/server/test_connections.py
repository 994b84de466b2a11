"""Connections: slow, broken and hostile clients, and a stop amid requests."""

from __future__ import annotations

import json
import signal
import socket
import threading
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

import pytest

from looped import looped
from server.conftest import THREE_GRAPHS
from server.running import RUNAWAY, Served, command, query_target, received, serving

ASK = b"GET /sparql?query=ASK%20%7B%7D HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
LIMITS = {
    "head_seconds": 1.0,
    "body_seconds": 1.0,
    "stalled_seconds": 1.0,
    "head_bytes": 8192,
    "request_bytes": 10_000,
    "result_bytes": 64 * 2**20,
    "cache_bytes": 0,
}
MUCH = (
    "SELECT (CONCAT("
    + ", ".join(["'%s'" % ("x" * 1000)] * 5)
    + ") AS ?x) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
)


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server that waits a second only."""
    with serving(tmp_path_factory.mktemp("strict"), THREE_GRAPHS, limits=LIMITS) as served:
        yield served


def is_served(served: Served) -> bool:
    return served.asked("ASK {}").text == "true"


# ---- Slow clients ----


def test_a_head_that_does_not_come_is_not_waited_for(strict: Served) -> None:
    connections = {sent: strict.connected() for sent in (b"", b"GET /sparql?que", ASK)}
    for sent, connection in connections.items():
        connection.sendall(sent)
    assert {sent: ended(connection) for sent, connection in connections.items()} == dict.fromkeys(
        connections, b""
    )


def dripped(connection: socket.socket, drips: Iterable[bytes]) -> None:
    for drip in drips:
        connection.sendall(drip)
        time.sleep(0.05)


def test_a_head_that_drips_is_not_waited_for(strict: Served) -> None:
    with strict.connected() as connection:
        connection.sendall(ASK)
        drips = (b"X-%d: a\r\n" % number for number in range(1000))
        with pytest.raises(ConnectionError):
            dripped(connection, drips)


def test_nor_the_second_on_a_connection(strict: Served) -> None:
    with strict.connected() as connection:
        connection.sendall(ASK.replace(b"Connection: close\r\n", b"") + b"\r\nGET /spa")
        content = received(connection)
    assert content.count(b"HTTP/1.1 200 OK") == 1


def test_a_body_that_does_not_come_is_not_waited_for(strict: Served) -> None:
    head = (
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
        b"Content-Length: 100\r\n\r\nASK"
    )
    assert strict.raw(head).startswith(b"HTTP/1.1 408 ")


def test_a_client_that_does_not_read_is_cut_off(tmp_path: Path) -> None:
    with serving(tmp_path, THREE_GRAPHS, limits=LIMITS) as served, served.connected() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        target = query_target(MUCH).encode()
        connection.sendall(b"GET %s HTTP/1.1\r\nHost: x\r\n\r\n" % target)
        # A stop waits for answers that are being read.
        served.told_to_stop()
        assert served.process.wait(60) == 0


def test_a_client_that_reads_slowly_and_steadily_gets_all(tmp_path: Path) -> None:
    asked = "SELECT ?a ?d ?g ?j ?m { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
    text = "".join(f"<http://e/{n}> <http://e/p> '{'x' * 300}' .\n" for n in range(8))
    with serving(tmp_path, text, limits=LIMITS) as served, served.connected() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2**16)
        connection.sendall(b"GET %s HTTP/1.1\r\nHost: x\r\n" % query_target(asked).encode())
        connection.sendall(b"Accept: application/json\r\nConnection: close\r\n\r\n")
        content = b""
        # Some seconds, in which the system needs nothing from the server to go on sending.
        for _ in range(250):
            content += connection.recv(4096)
            time.sleep(0.01)
        content += received(connection)
    head, _, body = content.partition(b"\r\n\r\n")
    assert f"content-length: {len(body)}".encode() in head.lower()
    assert len(body) > 6 * 2**20


def test_a_small_answer_is_sent_however_much_is_being_sent(tmp_path: Path) -> None:
    with serving(tmp_path, THREE_GRAPHS, limits={"sending_bytes": 10}) as served:
        assert is_served(served)
        plain = {"Accept-Encoding": "identity"}
        for size, status in {1: 200, 60: 200, 70: 503, 200: 503}.items():
            rows = f"VALUES ?y {{ {'1 ' * size} }}"
            answer = served.asked(f"SELECT ('{'x' * 1000}' AS ?x) {{ {rows} }}", headers=plain)
            assert answer.status_code == status


def test_many_slow_clients_hold_up_nobody(strict: Served) -> None:
    slow = [strict.connected() for _ in range(200)]
    try:
        for connection in slow:
            connection.sendall(b"GET /sparql?query=")
        assert is_served(strict)
    finally:
        for connection in slow:
            connection.close()


def test_one_connection_too_many_is_told_when_to_come_again(tmp_path: Path) -> None:
    limits = {"connections": 2, "retry_seconds": 7}
    with serving(tmp_path, limits=limits) as served:
        first, second = served.connected(), served.connected()
        accept = {"Accept": "application/problem+json"}
        status, headers, content = served.sent("GET", "/-/ready", accept)
        assert (status, headers["retry-after"], headers["connection"]) == (503, "7", "close")
        assert (headers["access-control-allow-origin"], headers["vary"]) == ("*", "Accept")
        assert (headers["content-type"], json.loads(content)["status"]) == (accept["Accept"], 503)
        first.close()
        while served.sent("GET", "/-/ready")[0] == 503:
            continue
        second.close()


# ---- Requests that are too large, or none ----


def test_a_body_that_is_announced_too_large_is_not_read(strict: Served) -> None:
    head = (
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
        b"Content-Length: 999999999999\r\n\r\n"
    )
    assert strict.raw(head).startswith(b"HTTP/1.1 413 ")


def test_nor_is_one_that_grows_too_large(strict: Served) -> None:
    head = (
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n"
    )
    assert strict.raw(
        head + b"1000\r\n" + b" " * 4096 + b"\r\n" + b"2000\r\n" + b" " * 8192
    ).startswith(b"HTTP/1.1 413 ")


def test_a_head_that_grows_too_large_is_refused(strict: Served) -> None:
    assert strict.raw(ASK + b"X: " + b"a" * 1_000_000).startswith(b"HTTP/1.1 431 ")


def test_a_body_that_nobody_waited_for_is_no_head(strict: Served) -> None:
    connection = HTTPConnection(*strict.address, timeout=60)
    connection.putrequest("POST", "/nowhere")
    connection.putheader("Content-Length", "100000")
    connection.endheaders()
    refused = connection.getresponse()
    assert (refused.status, refused.getheader("Connection")) == (405, None)
    refused.read()
    dripped(connection.sock, [b"x" * 20_000] * 5)
    connection.request("GET", "/-/healthy")
    assert connection.getresponse().read() == b"healthy\n"
    connection.close()


def test_a_head_behind_a_request_is_not_read_before_that_is_answered(tmp_path: Path) -> None:
    data = "".join(f"<http://e/{n}> <http://e/p> {n} .\n" for n in range(100))
    sent = 0

    def send_on(connection: socket.socket) -> None:
        nonlocal sent
        with suppress(ConnectionError):
            for _ in range(4096):
                connection.sendall(b"x" * 65_536)
                sent += 65_536

    with (
        serving(tmp_path, data, "ttl", limits={"seconds": 2.0}) as served,
        served.connected() as connection,
        ThreadPoolExecutor(1) as sender,
    ):
        target = query_target(RUNAWAY).encode()
        connection.sendall(b"GET %s HTTP/1.1\r\nHost: x\r\n\r\nGET / HTTP/1.1\r\nX: " % target)
        sending = sender.submit(send_on, connection)
        assert connection.recv(65_536).startswith(b"HTTP/1.1 503 ")
        # What the two systems hold, and little more, is all that could be sent.
        assert sent < 16 * 2**20
        received(connection)
        sending.result()


def test_a_url_that_is_too_long_is_refused(strict: Served) -> None:
    target = f"/sparql?query={quote('ASK {}' + ' ' * 4000)}"
    assert strict.sent("GET", target)[0] == 414
    status, _, content = strict.sent(
        "POST",
        "/sparql",
        {"Content-Type": "application/sparql-query", "Accept": "text/csv"},
        b"ASK {}" + b" " * 4000,
    )
    assert (status, content) == (200, b"true")


@looped(
    "sent",
    [
        b"\x16\x03\x01\x02\x00\x01\x00",
        b"HELO example.org\r\n\r\n",
        b"GET /sparql HTTP/9.9\r\nHost: x\r\n\r\n",
        b"GET /sparql?query=ASK {} HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /sparql HTTP/1.1\r\nHost: x\r\nBad Header: x\r\n\r\n",
        b"GET /sparql HTTP/1.1\r\nHost: x\r\nX: a\x00b\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        b"POST /sparql HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
    ],
)
def test_what_is_no_request_is_refused(strict: Served, sent: bytes) -> None:
    content = strict.raw(sent)
    assert content == b"" or content.startswith((b"HTTP/1.1 400 ", b"HTTP/1.1 505 "))
    assert b" 200 " not in content.partition(b"\r\n")[0]
    assert is_served(strict)


@pytest.mark.parametrize(
    "line", [b"GET  /-/healthy HTTP/1.0", b"GET /-/healthy"], ids=["two blanks", "no version"]
)
def test_a_line_that_is_written_loosely_is_read(strict: Served, line: bytes) -> None:
    # RFC 9112, section 3, allows it
    assert strict.raw(line + b"\r\n\r\n").endswith(b"\r\n\r\nhealthy\n")


@looped(
    ("hosts", "version", "status"),
    [
        ("Host: x\r\n", "1.1", 200),
        ("hOST: x\r\n", "1.1", 200),
        ("Host:\r\n", "1.1", 200),
        ("", "1.1", 400),
        ("Host: x\r\nHost: x\r\n", "1.1", 400),
        ("Host: x\r\nHost: y\r\n", "1.1", 400),
        ("", "1.0", 200),
        ("Host: x\r\nHost: y\r\n", "1.0", 400),
    ],
)
def test_a_request_names_one_host(strict: Served, hosts: str, version: str, status: int) -> None:
    # RFC 9112, section 3.2
    head = f"GET /-/healthy HTTP/{version}\r\n{hosts}Connection: close\r\n\r\n"
    assert strict.raw(head.encode()).startswith(f"HTTP/1.1 {status} ".encode())


@looped(
    ("target", "status"),
    [
        ("http://other.example/-/healthy", 200),
        ("HTTP://x/sparql?query=ASK%20%7B%7D", 200),
        ("http://other.example/", 404),
        ("http://other.example", 404),
        ("http://127.0.0.1:8000", 404),
        ("http://other.example?query=ASK%20%7B%7D", 404),
    ],
)
def test_the_absolute_form_of_a_target_is_its_path(
    strict: Served, target: str, status: int
) -> None:
    # RFC 9112, section 3.2.2; there is nothing at the root here
    head = f"GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    assert strict.raw(head.encode()).startswith(f"HTTP/1.1 {status} ".encode())


@pytest.mark.parametrize("injected", ["%0d%0aSet-Cookie:%20a=b", "%0aX-Injected:%20yes", "%00"])
def test_nothing_of_a_request_becomes_a_header(strict: Served, injected: str) -> None:
    for target in (
        f"/sparql?query=ASK%20{injected}",
        f"/sparql?default-graph-uri=x{injected}",
        f"/{injected}",
        f"/sparql?query=ASK%20%7B%7D&named-graph-uri=urn:{injected}",
    ):
        content = strict.raw(
            f"GET {target} HTTP/1.1\r\nHost: x\r\nAccept: */*\r\nConnection: close\r\n\r\n".encode()
        )
        head = content.partition(b"\r\n\r\n")[0].lower()
        assert b"set-cookie" not in head
        assert b"x-injected" not in head
        assert b"\x00" not in head


OTHERS_ONLY = ",".join("a/b" for _ in range(999))
STRANGE = [
    ",;=",
    '"',
    ";q=1e309",
    "a/b;q=nan",
    "*/*;q=\xff",
    "x" * 5000,
    OTHERS_ONLY,
]


@looped("header", ["Accept", "Accept-Encoding", "If-None-Match"])
@looped("value", STRANGE)
def test_a_strange_header_breaks_nothing(strict: Served, header: str, value: str) -> None:
    content = strict.raw(ASK + f"{header}: {value}\r\n\r\n".encode("latin-1"))
    if (header, value) == ("Accept", OTHERS_ONLY):
        assert content.startswith(b"HTTP/1.1 406 ")
    else:
        assert content.startswith(b"HTTP/1.1 200 ")
        assert b"true" in content.partition(b"\r\n\r\n")[2]


SPARQL_TYPE = "application/sparql-query"


@looped(
    ("value", "status"),
    [
        *((value, 415) for value in STRANGE),
        (f"{SPARQL_TYPE}; charset=latin1", 415),
        (f"{SPARQL_TYPE}, text/plain", 415),
        (f"{SPARQL_TYPE}; charset=utf-8; charset=latin1", 415),
        (f"{SPARQL_TYPE}; charset*=%00''utf-8", 200),
        (f"{SPARQL_TYPE}; charset*0*=%FF''u; charset*1=tf-8", 200),
        (f'{SPARQL_TYPE}; q="\\', 200),
        (f"{SPARQL_TYPE};", 200),
    ],
)
def test_a_body_is_read_by_its_type(strict: Served, value: str, status: int) -> None:
    head = "POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\nConnection: close\r\n"
    content = strict.raw(f"{head}Content-Type: {value}\r\n\r\nASK {{}}".encode("latin-1"))
    assert content.startswith(f"HTTP/1.1 {status} ".encode())


@looped(
    "headers",
    [
        "A: b\r\n" * 101,
        f"Accept: {'a/b,' * 2_500}*/*\r\n",
        f"If-None-Match: {'x' * 9_000}\r\n",
        f"Content-Type: {'a' * 8_191}\r\n",
        f"Cookie: {'a=b;' * 2_100}\r\n",
    ],
)
def test_many_or_long_headers_are_refused(strict: Served, headers: str) -> None:
    assert strict.raw(f"{ASK.decode()}{headers}\r\n".encode()).startswith(b"HTTP/1.1 431 ")


@looped("method", ["GET", "HEAD", "POST"])
@looped("protocol", ["h2c", "websocket", "TLS/1.0", "a, b", "HTTP/2.0"])
def test_who_asks_for_another_protocol_gets_this_one(
    strict: Served, method: str, protocol: str
) -> None:
    """Java's client asks for h2c; the connection serves further requests, and no log warns."""
    warned = strict.log.read_text().count("WARNING")
    upgrade = {"Connection": "Upgrade, HTTP2-Settings", "Upgrade": protocol}
    kind = {"Content-Type": SPARQL_TYPE} if method == "POST" else {}
    target, body = query_target("ASK {}"), None
    if method == "POST":
        target, body = "/sparql", b"ASK {}"
    connection = HTTPConnection(*strict.address)
    try:
        for headers in (upgrade, upgrade, {}):
            connection.request(method, target, body=body, headers=headers | kind)
            response = connection.getresponse()
            assert response.status == 200
            assert (b"true" in response.read()) is (method != "HEAD")
    finally:
        connection.close()
    assert strict.log.read_text().count("WARNING") == warned


def test_no_answer_runs_in_a_browser(strict: Served) -> None:
    script = "<script>alert(1)</script>"
    for query in (f"SELECT ('{script}' AS ?x) {{}}", f"SELECT {script}"):
        answer = strict.asked(query, "text/html,*/*;q=0.8")
        assert "html" not in answer.headers["content-type"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_the_log_has_a_line_for_each_request_whatever_is_in_it(tmp_path: Path) -> None:
    with command(tmp_path) as served:
        ending = b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        refused = served.raw(b"GET /sparql?query=%0d%0aFAKE\x1b[31m" + ending)
        assert refused.startswith(b"HTTP/1.1 400 ")
        served.sent("GET", "/sparql?query=%0d%0aFAKE%1b[31m")
        served.sent("GET", f"/sparql?query={'x' * 5000}")
        served.sent(
            "POST",
            "/sparql",
            {"Content-Type": "application/sparql-query", "Authorization": "secret"},
            b"ASK {} # private",
        )
        served.sent("GET", "/-/ready", {"X-Forwarded-For": "192.0.2.7 FORGED"})
    lines = served.log.read_text().splitlines()
    assert all(line.isprintable() and len(line) < 500 for line in lines)
    cut_off = f"/sparql?query={'x' * 5000}"[:300]
    assert [line.split()[4:7] for line in lines if " /sparql" in line] == [
        ["GET", "/sparql?query=%0d%0aFAKE%1b[31m", "400"],
        ["GET", f"{cut_off}...", "400"],
        ["POST", "/sparql", "200"],
    ]
    assert any("INFO 127.0.0.1 GET /-/ready 200" in line for line in lines)
    assert sum("FAKE" in line for line in lines) == 1
    assert not any("secret" in line or "private" in line for line in lines)


# ---- Health ----


def test_health_and_readiness_are_told(server: Served) -> None:
    for path, word in (("/-/healthy", b"healthy\n"), ("/-/ready", b"ready\n")):
        status, headers, content = server.sent("GET", path)
        assert (status, content, headers["cache-control"]) == (200, word, "no-store")


def test_a_server_whose_queries_hang_is_healthy(tmp_path: Path) -> None:
    limits = {"at_once": 1, "spare": 0, "seconds": 60.0, "short_seconds": 60.0}
    data = "".join(f"<http://e/{n}> <http://e/p> {n} .\n" for n in range(100))
    with (
        serving(tmp_path, data, "ttl", limits=limits) as served,
        served.connected() as hanging,
        served.connected() as waiting,
    ):
        hanging.sendall(b"GET %s HTTP/1.1\r\nHost: x\r\n\r\n" % query_target(RUNAWAY).encode())
        assert served.sent("GET", "/-/ready")[0] == 200
        waiting.sendall(ASK + b"\r\n")
        waiting.settimeout(1)
        with pytest.raises(TimeoutError):
            waiting.recv(1)
        assert served.sent("GET", "/-/healthy")[0] == 200
        assert served.sent("GET", "/-/ready")[0] == 200


# ---- The stop ----

# Nothing here depends on how fast this machine is: the server waits until the last client is done.
PATIENT = {"linger_seconds": 60.0, "head_seconds": 60.0}


def connect_on(served: Served) -> None:
    while True:
        served.connected().close()


def ended(connection: socket.socket) -> bytes:
    with connection:
        return received(connection)


def test_a_stop_amid_requests_loses_none(tmp_path: Path) -> None:
    limits = {"at_once": 1, "long_at_once": 0, "short_seconds": 60.0, "seconds": 60.0} | PATIENT
    # Each takes a while, and all but one wait in the queue.
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    data = "".join(f"<http://e/{n}> <http://e/p> {n} .\n" for n in range(24))
    with serving(tmp_path, data, "ttl", limits=limits) as served:
        connections = [served.connected() for _ in range(12)]
        for number, connection in enumerate(connections):
            target = query_target(f"{slow} # {number}").encode()
            connection.sendall(b"GET %s HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\n\r\n" % target)
        served.told_to_stop()
        contents = [ended(connection) for connection in connections]
        assert served.process.wait(60) == 0
    for content in contents:
        assert content.startswith(b"HTTP/1.1 200 OK")
        assert content.endswith(b"n\r\n331776\r\n")


def test_a_request_on_a_connection_that_was_open_before_the_stop_is_answered(
    tmp_path: Path,
) -> None:
    # Those that are made to see when it takes no more count, until it has seen their end.
    limits = {**PATIENT, "connections": 100_000}
    with serving(tmp_path, THREE_GRAPHS, limits=limits) as served:
        connections = [served.connected() for _ in range(50)]
        served.told_to_stop()
        with pytest.raises(ConnectionError):
            connect_on(served)
        for connection in connections:
            connection.sendall(ASK + b"\r\n")
        contents = [ended(connection) for connection in connections]
        assert served.process.wait(60) == 0
    assert {content.partition(b"\r\n")[0] for content in contents} == {b"HTTP/1.1 200 OK"}


def test_a_client_that_asks_on_is_told_which_answer_is_the_last(tmp_path: Path) -> None:
    with serving(tmp_path, THREE_GRAPHS, limits=PATIENT) as served:
        warm = threading.Barrier(5)

        def ask_on(_: int) -> list[tuple[int, bool]]:
            connection = HTTPConnection(*served.address, timeout=60)
            answers: list[tuple[int, bool]] = []
            while not answers or not answers[-1][1]:
                connection.request("GET", query_target("ASK {}"))
                response = connection.getresponse()
                response.read()
                answers.append((response.status, response.getheader("Connection") == "close"))
                if len(answers) == 10:
                    warm.wait(60)
            connection.close()
            return answers

        with ThreadPoolExecutor(4) as clients:
            asking = [clients.submit(ask_on, number) for number in range(4)]
            warm.wait(60)
            served.told_to_stop()
            for ended in asking:
                assert {status for status, _ in ended.result()} == {200}
        assert served.process.wait(60) == 0


def test_a_client_that_sends_nothing_holds_up_the_stop_no_longer_than_said(tmp_path: Path) -> None:
    # The limit of a head would cut the client off as well, if it came first.
    limits = {"linger_seconds": 0.2, "head_seconds": 300.0}
    with serving(tmp_path, THREE_GRAPHS, limits=limits) as served, served.connected() as silent:
        served.told_to_stop()
        assert served.process.wait(20) == 0
        assert received(silent) == b""


def test_a_client_that_is_late_is_waited_for_as_long_as_said(tmp_path: Path) -> None:
    limits = {**PATIENT, "head_seconds": 300.0}
    with serving(tmp_path, THREE_GRAPHS, limits=limits) as served:
        with served.connected() as late:
            served.told_to_stop()
            time.sleep(1.5)  # longer than a server waits if nothing is said
            late.sendall(ASK + b"\r\n")
            assert received(late).startswith(b"HTTP/1.1 200 OK")
        assert served.process.wait(60) == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_idle_server_stops_and_leaves_nothing(tmp_path: Path, number: signal.Signals) -> None:
    with serving(tmp_path, THREE_GRAPHS) as served:
        workers = served.workers()
        # Two, two spare ones, and one for large requests.
        assert len(workers) == 5
        served.process.send_signal(number)
        assert served.process.wait(60) == 0
    assert not any(Path(f"/proc/{worker}").exists() for worker in workers)


def test_a_query_that_runs_away_does_not_hold_up_the_stop(tmp_path: Path) -> None:
    data = "".join(f"<http://e/{n}> <http://e/p> {n} .\n" for n in range(100))
    with serving(tmp_path, data, "ttl", limits={"seconds": 1.0}) as served:
        with served.connected() as connection:
            target = query_target(RUNAWAY).encode()
            connection.sendall(b"GET %s HTTP/1.1\r\nHost: x\r\n\r\n" % target)
            assert served.sent("GET", "/-/ready")[0] == 200
            served.told_to_stop()
            assert received(connection).startswith(b"HTTP/1.1 503 ")
        assert served.process.wait(60) == 0


def test_who_asks_twice_from_the_keyboard_stops_it_at_once(tmp_path: Path) -> None:
    data = "".join(f"<http://e/{n}> <http://e/p> {n} .\n" for n in range(100))
    with serving(tmp_path, data, "ttl", limits={"seconds": 600.0, **PATIENT}) as served:
        workers = served.workers()
        with served.connected() as connection:
            target = query_target(RUNAWAY).encode()
            connection.sendall(b"GET %s HTTP/1.1\r\nHost: x\r\n\r\n" % target)
            assert served.sent("GET", "/-/ready")[0] == 200
            served.process.send_signal(signal.SIGINT)
            with pytest.raises(ConnectionError):
                connect_on(served)
            served.process.send_signal(signal.SIGINT)
            assert received(connection) == b""
        assert served.process.wait(60) == 0
    assert not any(Path(f"/proc/{worker}").exists() for worker in workers)
    assert served.log.read_text() == ""
