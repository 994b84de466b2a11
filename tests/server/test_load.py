"""Ten thousand requests of all kinds from several clients: no error, and bounded memory."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from ascc_ld.ground.project import default_project
from ascc_ld.reading.examples import read_examples
from server.running import PATIENCE, Served, command

REQUESTS = 10_000
CLIENTS = 8
MOST_MEBIBYTES = 600
ACCEPTS = ("application/json", "text/csv", "text/turtle, application/xml;q=0.5", "*/*")


def requests() -> list[tuple[str, str, dict[str, str], bytes | None, int]]:
    """Return requests with the status that each must get."""
    examples = [e.text for e in read_examples(default_project()) if not e.services]
    made: list[tuple[str, str, dict[str, str], bytes | None, int]] = [
        ("GET", "/-/ready", {}, None, 200),
        ("GET", "/sparql?query=ASK%20%7B", {}, None, 400),
        ("GET", "/sparql?query=ASK%20%7B%7D", {"Accept": "image/png"}, None, 406),
        ("PUT", "/sparql", {}, b"x", 405),
        ("OPTIONS", "/sparql", {"Origin": "https://example.org"}, None, 204),
        ("HEAD", "/sparql?query=ASK%20%7B%7D", {}, None, 200),
    ]
    for number, text in enumerate(examples):
        accept = {"Accept": ACCEPTS[number % 2 * 3], "Accept-Encoding": "gzip"}
        form = {"Content-Type": "application/x-www-form-urlencoded", **accept}
        direct = {"Content-Type": "application/sparql-query", **accept}
        graph = "CONSTRUCT" in text or "DESCRIBE" in text
        if graph:
            for headers in (accept, form, direct):
                headers["Accept"] = "text/turtle"
        made += [
            ("GET", f"/sparql?query={quote(text)}", accept, None, 200),
            ("POST", "/sparql", form, urlencode({"query": text}).encode(), 200),
            ("POST", "/sparql", direct, text.encode(), 200),
        ]
    return made


def client(served: Served, number: int) -> list[str]:
    """Send this client's share on one connection; return what went wrong."""
    made = requests()
    wrong = []
    connection = HTTPConnection(*served.address, timeout=PATIENCE)
    for turn in range(number, REQUESTS, CLIENTS):
        method, target, headers, body, status = made[(turn * 7 + number) % len(made)]
        if body is not None and turn % 5 == 0 and status == 200 and "sparql-query" in str(headers):
            # Another text, so that it is asked anew.
            body += f"\n# {turn}".encode()
        connection.request(method, target, body=body, headers=headers)
        response = connection.getresponse()
        content = response.read()
        if response.status != status:
            wrong.append(f"{method} {target[:80]}: {response.status} {content[:200]!r}")
    connection.close()
    return wrong


@pytest.mark.long
def test_ten_thousand_mixed_requests(tmp_path: Path) -> None:
    with command(tmp_path, "--quiet") as served:
        with ThreadPoolExecutor(CLIENTS) as clients:
            wrong = [
                w
                for found in clients.map(client, [served] * CLIENTS, range(CLIENTS))
                for w in found
            ]
        assert wrong == []
        assert served.resident_mebibytes() < MOST_MEBIBYTES
    assert served.log.read_text() == ""
