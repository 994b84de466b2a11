"""Negotiation as the case table says, in the process and over a real connection."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Iterator

import httpx
import pytest
import uvicorn

from ascc_ld.documents.routes import routes
from ascc_ld.server.documents import document_routes
from ascc_ld.server.negotiation import accepts_gzip, field_value, preferred
from looped import looped
from negotiation_cases import Case, ask, assert_answered, cases, for_implementation
from small_site import site

OFFERS = tuple(each.media_type for each in routes().formats)


@pytest.fixture(scope="module")
def live() -> Iterator[httpx.Client]:
    """A client of a real server, whose base is its own address."""
    # With its protocol named, asyncio sends small answers at once (TCP_NODELAY).
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
        listening.bind(("127.0.0.1", 0))
        base = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        app = document_routes(site(), routes(), base)
        config = uvicorn.Config(app, lifespan="off", log_level="warning", ws="none")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            assert thread.is_alive(), "the server ended before it listened"
            time.sleep(0.01)
        with httpx.Client(base_url=base, trust_env=False) as client:
            yield client
        server.should_exit = True
        thread.join()


def test_the_table_is_as_large_as_it_must_be_and_leaves_few_cases_to_one_implementation() -> None:
    table = cases()
    assert len(table) >= 150
    assert len({(c.method, c.path, c.accept, c.header, c.only) for c in table}) == len(table)
    restricted = [case for case in table if case.only in ("server", "apache", "nginx")]
    twins = {(case.method, case.path, case.accept) for case in table if case.only == "hosts"}
    alone = [case for case in restricted if (case.method, case.path, case.accept) not in twins]
    assert len(alone) < len(table) / 20
    assert all(case.note for case in table if case.only)


@looped("case", for_implementation("server"), ids=str)
def test_each_case(case: Case, live: httpx.Client) -> None:
    assert_answered(case, ask(live, case), str(live.base_url))


@pytest.mark.parametrize(
    ("line", "status", "location"),
    [
        (b"GET http://evil.example/org/jica HTTP/1.1", 303, "org/jica.html"),
        (b"GET //evil.example/org/jica HTTP/1.1", 404, ""),
        (b"GET /org/../../etc/passwd HTTP/1.1", 404, ""),
        (b"GET /org/jica%0d%0aX:%20y HTTP/1.1", 400, ""),
        (b"GET /org/jica\\ HTTP/1.1", 404, ""),
        (b"OPTIONS * HTTP/1.1", 204, ""),
    ],
)
def test_a_request_line_no_client_would_send(
    line: bytes, status: int, location: str, live: httpx.Client
) -> None:
    address = (live.base_url.host, live.base_url.port or 0)
    with socket.create_connection(address, timeout=10) as connection:
        connection.sendall(line + b"\r\nHost: evil.example\r\nConnection: close\r\n\r\n")
        head = b"".join(iter(lambda: connection.recv(65_536), b"")).partition(b"\r\n\r\n")[0]
    assert head.split()[1] == str(status).encode()
    found = re.search(rb"\r\nlocation: (\S+)", head)
    assert (found[1].decode() if found else "") == (location and str(live.base_url) + location)
    assert b"\r\nX: y" not in head


def test_several_lines_of_a_field_are_one_list() -> None:
    lines = [(b"accept", b"image/png"), (b"host", b"x"), (b"accept", b"text/turtle;q=0.5")]
    assert field_value(lines, "Accept") == "image/png, text/turtle;q=0.5"
    assert field_value(lines, "Host") == "x"
    assert field_value([(b"accept", b"")], "Accept") == ""
    assert field_value(lines, "Accept-Encoding") is None


@pytest.mark.parametrize("accept", ["gzip", "GZIP", "br, gzip;q=0.001", "*"])
def test_compression_is_used_where_it_is_allowed(accept: str) -> None:
    assert accepts_gzip(accept)


@looped("accept", [None, "", "gzip;q=0", "*;q=0", "gzip;q=0, *", "identity"])
def test_compression_is_not_used_where_it_is_not(accept: str | None) -> None:
    assert not accepts_gzip(accept)


@pytest.mark.parametrize("accept", ["TEXT/TURTLE, */*", "*/*, Text/Turtle", "TEXT/Turtle, text/*"])
def test_a_media_type_is_named_in_any_case(accept: str) -> None:
    assert preferred(accept, OFFERS) == "text/turtle"


def test_the_first_fifty_ranges_of_a_header_are_read() -> None:
    assert preferred("image/png," * 49 + "text/turtle", OFFERS) == "text/turtle"
    assert preferred("image/png," * 6_000 + "text/turtle", OFFERS) is None


@looped("weight", ["1.5", "1.0000", "1", "", "1."])
def test_a_weight_above_one_is_one(weight: str) -> None:
    assert preferred(f"text/turtle;q={weight}, text/html;q=0.5", OFFERS) == "text/turtle"


@looped("weight", ["2", "-1", "nan", "inf", "1e9", "abc", "0x1"])
def test_an_element_with_a_faulty_weight_is_left_out(weight: str) -> None:
    assert preferred(f"text/turtle;q={weight}, text/html;q=0.5", OFFERS) == "text/html"
