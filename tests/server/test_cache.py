"""What was answered is kept, within bounds, and only while it stays right."""

from __future__ import annotations

import os
import signal
import tracemalloc
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress

import pytest

from ascc_ld.server.cache import RepresentationCache
from ascc_ld.server.response import Representation
from server.running import Served

HEADERS = ((b"a", b"b"),) * 4  # the endpoint sends the same four with each answer


def test_the_kept_answers_stay_within_their_room() -> None:
    cache = RepresentationCache(100_000)
    for number in range(100):
        cache.put(number, Representation("text/csv", b"x" * 5_000), 1_000)
        assert cache.bytes <= 100_000
    # Each takes its content twice, its key, and less than 1,500 bytes beside them.
    assert [n for n in range(100) if cache.get(n)] == list(range(92, 100))


def test_no_number_of_small_answers_takes_more_than_its_room() -> None:
    """What Python says it holds is at most what was counted."""
    tracemalloc.start()
    cache = RepresentationCache(10**9)
    for number in range(2_000):
        body = f"query=ASK{{}} # {number}&default-graph-uri=http://e/{number}".encode()
        answer = Representation("text/csv", f"{number}".encode(), HEADERS, ("Accept",))
        assert answer.response(((b"accept-encoding", b"gzip"),)).status == 200
        cache.put(("POST", b"", "text/csv", body), answer, len(body))
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held < cache.bytes


def test_the_one_that_was_asked_for_last_stays() -> None:
    cache = RepresentationCache(3_500)
    for number in (1, 2):
        cache.put(number, Representation("text/csv", b"x" * 50), 10)
    assert cache.get(1) is not None
    cache.put(3, Representation("text/csv", b"x" * 50), 10)
    assert (cache.get(1) is not None, cache.get(2)) == (True, None)


def test_what_has_no_room_is_not_kept() -> None:
    cache = RepresentationCache(99)
    cache.put(1, Representation("text/csv", b"x" * 50), 0)
    assert (cache.get(1), cache.bytes) == (None, 0)


def test_an_answer_that_was_kept_is_the_same(three: Served) -> None:
    query = "SELECT ?s { ?s ?p ?o } # kept"
    first = three.asked(query)
    with paused(three.workers()):
        second = three.asked(query)
    assert (first.status_code, second.status_code) == (200, 200)
    assert first.content == second.content
    assert first.headers["etag"] == second.headers["etag"]


@contextmanager
def paused(processes: Collection[int]) -> Iterator[None]:
    """Let nobody be asked: what is answered nevertheless was kept."""
    for process in processes:
        os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        for process in processes:
            with suppress(ProcessLookupError):  # asked in vain, it has been replaced
                os.kill(process, signal.SIGCONT)


@pytest.mark.parametrize("call", ["NOW()", "RAND()", "UUID()", "STRUUID()"])
def test_what_changes_each_time_is_asked_each_time(three: Served, call: str) -> None:
    query = f"SELECT ({call.lower()} AS ?x) {{}}"
    assert len({three.asked(query).text for _ in range(3)}) == 3
