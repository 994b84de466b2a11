"""The endpoint holds up nobody and keeps nothing without end, whatever the text of a query is."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import pytest

from server.running import Served, serving

HOSTILE = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "hostile_queries.toml").read_text(encoding="utf-8")
)["case"]
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
MEBIBYTE = 2**20


@pytest.mark.long
def test_no_text_of_a_query_keeps_others_waiting(tmp_path: Path) -> None:
    failed, answered = [], 0
    with serving(tmp_path, limits={"seconds": 2.0, "at_once": 1}) as served:
        for case in HOSTILE:
            begin, end = case.get("begin", ""), case.get("end", "")
            room = MEBIBYTE - 1 - len(f"{begin}{end}".encode())
            times = room // len(case["part"].encode())
            text = f"{begin}{case['part'] * times}{end}".encode()
            kind = {"Content-Type": case.get("type", "application/sparql-query")}
            status, retry, others = beside(served, kind, text)
            # An answer of 503 is asked for again, any other is not.
            if (
                status not in (400, 403, 503)
                or (status == 503) is not retry
                or set(others) != {200}
            ):
                failed.append((case["what"], status, retry, others))
            answered += len(others)
    assert failed == []
    # A server that reads the long one first answers one or two beside it.
    assert answered > 5 * len(HOSTILE)


def beside(served: Served, headers: Mapping[str, str], text: bytes) -> tuple[int, bool, list[int]]:
    """Ask a long query, and short ones one after another until it is answered.

    Return its status, whether it may be repeated, and the statuses of the short ones.
    """
    with ThreadPoolExecutor(1) as thread:
        long = thread.submit(served.sent, "POST", "/sparql", headers, text)
        others: list[int] = []
        while not long.done() or not others:
            # Each query is another, as answers are kept.
            others.append(served.asked(f"ASK {{}} # {text[:9]!r} {len(others)}").status_code)
        status, found, _ = long.result()
    return status, "retry-after" in found, others


@pytest.mark.long
def test_the_graphs_of_requests_do_not_fill_the_memory(tmp_path: Path) -> None:
    limits = {"cache_bytes": 4 * MEBIBYTE}
    with serving(tmp_path, limits=limits) as served:
        # The first requests bring the process to the size that it needs for each of them.
        before = asked_of_graphs(served, range(30))
        after = asked_of_graphs(served, range(30, 110))
    assert after - before < 30


def asked_of_graphs(served: Served, requests: range) -> float:
    """Ask for as many graphs with names of nearly a mebibyte; return the mebibytes held then."""
    for number in requests:
        graph = f"http://example.org/{number}/{'a' * (MEBIBYTE - 1000)}"
        body = urlencode({"query": "ASK {}", "default-graph-uri": graph}).encode()
        assert served.sent("POST", "/sparql", FORM, body)[0] == 200
    return served.resident_mebibytes()
