"""The endpoint holds up nobody and keeps nothing without end, whatever the text of a query is."""

from __future__ import annotations

import threading
from pathlib import Path
from urllib.parse import urlencode

import pytest

from server.running import Served, serving

DIRECT = {"Content-Type": "application/sparql-query"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
MEBIBYTE = 2**20


@pytest.mark.parametrize(
    ("part", "accept", "status"),
    [
        # No worker is asked for a type that there is not: the answer comes when the query is read.
        ("!", "image/png", 406),
        ("a.", "image/png", 406),
        ("\\'", "image/png", 406),
        ("SERVICE<a:>{} ", "*/*", 403),
    ],
)
def test_others_are_served_while_a_long_query_is_read(
    tmp_path: Path, part: str, accept: str, status: int
) -> None:
    text = f"ASK {{}} # x\n{part * MEBIBYTE}"[: MEBIBYTE - 1].encode()
    headers = {**DIRECT, "Accept": accept}
    with serving(tmp_path, limits={"seconds": 600.0}) as served:
        statuses: list[int] = []

        def ask() -> None:
            statuses.append(served.sent("POST", "/sparql", headers, text)[0])

        asking = threading.Thread(target=ask)
        asking.start()
        answered = 0
        while asking.is_alive():
            assert served.sent("GET", "/-/healthy")[0] == 200
            # Each query is another, as answers are kept.
            assert served.asked(f"ASK {{}} # {answered}").text == "true"
            answered += 1
        asking.join()
    assert statuses == [status]
    # A server that reads the query first answers one or two.
    assert answered > 5


def test_the_graphs_of_requests_do_not_fill_the_memory(tmp_path: Path) -> None:
    limits = {"cache_bytes": 4 * MEBIBYTE}
    with serving(tmp_path, limits=limits) as served:
        # The first requests bring the process to the size that it needs for each of them.
        before = asked_of_graphs(served, range(100))
        after = asked_of_graphs(served, range(100, 300))
    assert after - before < 50


def asked_of_graphs(served: Served, requests: range) -> float:
    """Ask for as many graphs with names of half a mebibyte; return the mebibytes held then."""
    for number in requests:
        graph = f"http://example.org/{number}/{'a' * (MEBIBYTE // 2)}"
        body = urlencode({"query": "ASK {}", "default-graph-uri": graph}).encode()
        assert served.sent("POST", "/sparql", FORM, body)[0] == 200
    return served.resident_mebibytes()
