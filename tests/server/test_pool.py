"""The pool of workers: each query is bounded, and none holds up another."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from ascc_ld.processes.launch import WorkerFailed
from ascc_ld.processes.worker import WorkerReply, framed
from ascc_ld.server.limits import Limits
from ascc_ld.server.pool import Pool
from ascc_ld.server.query_worker import WorkerRequest, WorkerSetup
from ascc_ld.server.refusal import Refusal
from ascc_ld.sparql.engine import Kind
from server.running import RUNAWAY

DATA = "".join(
    f"<http://e/{s}> <http://e/p> <http://e/{o}> .\n" for s in range(20) for o in range(20)
)
CSV = "text/csv"
SPARQL_TYPE = "application/sparql-query"


def asking(query: str) -> WorkerRequest:
    """Return a request for an answer in CSV or Turtle."""
    types: dict[Kind, str | None] = {"results": CSV, "graph": "text/turtle"}
    return WorkerRequest("GET", urlencode({"query": query}), None, types)


ONE = asking("SELECT (1 AS ?x) {}")
LONG = asking(RUNAWAY)

# Each is heavy in another way; none may hold up the server.
HEAVY = {
    "Cartesian product": RUNAWAY,
    "deep path": "SELECT (COUNT(*) AS ?n) { ?a (<http://e/p>/<http://e/p>/<http://e/p>)* ?b . "
    "?c (<http://e/p>|^<http://e/p>)* ?d . ?e !<http://e/q>* ?f }",
    "huge regular expression": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(REGEX(CONCAT("
    "STR(?a), STR(?d), STR(?g)), '(([a-z0-9:/])+)+(([a-z0-9:/]){1,50}){1,20}$')) }",
    "sorting": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i",
    "telling apart": "SELECT DISTINCT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
    "growing texts": "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d), STR(?g))) AS ?x) "
    "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "doubled texts": "SELECT * { BIND('xxxxxxxxxxxxxxxx' AS ?a) "
    + " ".join(
        f"BIND(CONCAT(?{v}, ?{v}, ?{v}, ?{v}) AS ?{w})"
        for v, w in zip("abcdefghijkl", "bcdefghijklm", strict=True)
    )
    + " ?s ?p ?o }",
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    file = tmp_path / "data.nq"
    file.write_text(DATA)
    return file


@asynccontextmanager
async def pool(data: Path, **limits: Any) -> AsyncIterator[Pool]:
    bounds = Limits(**{"at_once": 1, "long_at_once": 1, "spare": 0, "seconds": 20.0, **limits})
    with data.open("rb") as file:
        setup = WorkerSetup(
            file.fileno(), {"e": "http://e/"}, bounds.result_bytes, bounds.memory_bytes
        )
        async with Pool(setup, bounds) as running:
            yield running


async def status(answer: Coroutine[Any, Any, WorkerReply]) -> int:
    """Return the status that an answer comes with; only what may be asked again later says so."""
    try:
        await answer
    except Refusal as refusal:
        later = int(refusal.headers.get("Retry-After", "0")) > 0
        return refusal.status if later is (refusal.status == 503) else -1
    return 200


def run(test: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(test())


def test_a_query_is_answered_and_a_wrong_one_is_told(data: Path) -> None:
    async def test() -> None:
        async with pool(data) as running:
            assert (await running.answer(ONE)).content == b"x\r\n1\r\n"
            with pytest.raises(Refusal, match="line 1, column 5") as caught:
                await running.answer(asking("ASK {"))
            assert caught.value.status == 400
            assert await running.answer(asking("SELECT ?o { e:1 e:p ?o } LIMIT 1"))

    run(test)


@pytest.mark.parametrize("query", HEAVY.values(), ids=HEAVY)
def test_a_heavy_query_is_ended_and_the_next_one_answered(data: Path, query: str) -> None:
    async def test() -> None:
        async with pool(data, seconds=3.0, short_seconds=0.2, spare=1) as running:
            heavy = asyncio.create_task(status(running.answer(asking(query))))
            await asyncio.sleep(0.3)
            assert await status(running.answer(ONE)) == 200
            assert await heavy in (400, 503)
            assert await status(running.answer(ONE)) == 200

    run(test)


def test_long_queries_leave_room_for_short_ones(data: Path) -> None:
    async def test() -> None:
        async with pool(data, short_seconds=0.2, seconds=60.0, long_at_once=2) as running:
            going = {asyncio.create_task(running.answer(LONG)) for _ in range(6)}
            # All six want what there is; two may go on, the others make room.
            assert [await status(running.answer(ONE)) for _ in range(10)] == [200] * 10
            while len(going) > 2:
                done, going = await asyncio.wait(going, return_when=asyncio.FIRST_COMPLETED)
                refusals = [str(task.exception()) for task in done]
                assert all(said.startswith("Too many long queries") for said in refusals)
            assert [niceness(worker) for worker in children()].count({19}) == 2
            for task in going:
                task.cancel()
            await asyncio.gather(*going, return_exceptions=True)

    run(test)


def test_a_query_that_nobody_waits_for_any_more_is_ended(data: Path) -> None:
    async def test() -> None:
        async with pool(data, short_seconds=20.0) as running:
            left = asyncio.create_task(running.answer(LONG))
            await asyncio.sleep(0.2)
            left.cancel()
            assert (await asyncio.wait_for(running.answer(ONE), 20)).content == b"x\r\n1\r\n"

    run(test)


def test_an_answer_has_a_largest_size(data: Path) -> None:
    async def test() -> None:
        async with pool(data, result_bytes=1000) as running:
            everything = asking("SELECT * { ?s ?p ?o }")
            assert await status(running.answer(everything)) == 400
            graph = asking("CONSTRUCT WHERE { ?s ?p ?o }")
            assert await status(running.answer(graph)) == 400
            few = asking("SELECT * { ?s ?p ?o } LIMIT 10")
            assert await status(running.answer(few)) == 200

    run(test)


DEEP = {
    "groups": "ASK " + "{" * 300_000,
    "sums": "ASK { FILTER(1" + "+1" * 300_000 + ") }",
    "negations": "ASK { FILTER(" + "!" * 900_000 + "1) }",
    "functions": "ASK { FILTER(" + "STR(" * 200_000,
    "lists": "ASK { ?s ?p " + "(" * 300_000,
}


@pytest.mark.parametrize("query", DEEP.values(), ids=DEEP)
def test_a_query_that_ends_its_worker_is_not_to_be_repeated(data: Path, query: str) -> None:
    async def test() -> None:
        async with pool(data, short_seconds=60.0, seconds=60.0) as running:
            posted = replace(ONE, method="POST", query_string="", content_type=SPARQL_TYPE)
            assert await status(running.answer(posted, query.encode())) == 400
            assert await status(running.answer(ONE)) == 200

    run(test)


def test_what_is_nested_deeply_is_answered(data: Path) -> None:
    async def test() -> None:
        async with pool(data) as running:
            for query in (
                f"ASK {'{' * 4_000}{'}' * 4_000}",
                f"ASK {{ FILTER({'(' * 4_000}1{')' * 4_000}) }}",
                f"ASK {{ FILTER({'STR(' * 2_000}1{')' * 2_000} = '1') }}",
            ):
                assert await status(running.answer(asking(query))) == 200

    run(test)


@pytest.mark.skipif(sys.platform != "linux", reason="memory is bounded on Linux only")
def test_a_query_has_a_largest_memory(data: Path) -> None:
    async def test() -> None:
        async with pool(data, memory_bytes=64 * 2**20, short_seconds=20.0) as running:
            sorting = asking(HEAVY["sorting"])
            assert await status(running.answer(sorting)) == 400
            assert await status(running.answer(ONE)) == 200

    run(test)


def test_a_worker_that_was_killed_is_replaced(data: Path) -> None:
    async def test() -> None:
        async with pool(data) as running:
            (worker,) = children()
            os.kill(worker, signal.SIGKILL)
            await asyncio.sleep(0.5)
            assert (await running.answer(ONE)).content == b"x\r\n1\r\n"
            assert children() != [worker]

    run(test)


def test_a_worker_is_replaced_when_the_data_have_no_name_any_more(data: Path) -> None:
    async def test() -> None:
        async with pool(data) as running:
            data.unlink()
            (worker,) = children()
            os.kill(worker, signal.SIGKILL)
            await asyncio.sleep(0.5)
            counted = asking("SELECT (COUNT(*) AS ?x) { ?s ?p ?o }")
            assert (await running.answer(counted)).content == b"x\r\n400\r\n"

    run(test)


def test_a_pool_whose_workers_are_dead_is_not_ready_until_they_are_replaced(data: Path) -> None:
    async def test() -> None:
        async with pool(data) as running:
            (worker,) = children()
            assert running.ready
            os.kill(worker, signal.SIGKILL)
            await asyncio.sleep(0.5)
            assert not running.ready
            while not running.ready:
                await asyncio.sleep(0.05)
            assert children() != [worker]

    run(test)


def test_a_worker_that_cannot_start_is_tried_again(
    data: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def test() -> None:
        async with pool(data, retry_seconds=1) as running:
            (worker,) = children()
            monkeypatch.setattr("sys.executable", "/bin/false")
            os.kill(worker, signal.SIGKILL)
            await asyncio.sleep(0.5)
            asking = asyncio.create_task(running.answer(ONE))
            while "Cannot start a worker" not in caplog.text:
                await asyncio.sleep(0.05)
            monkeypatch.undo()
            assert (await asking).content == b"x\r\n1\r\n"

    run(test)


def test_no_worker_is_left_behind(data: Path) -> None:
    async def test() -> None:
        async with pool(data, at_once=2, short_seconds=0.1) as running:
            left = asyncio.create_task(running.answer(LONG))
            await asyncio.sleep(0.5)
        with pytest.raises((Refusal, asyncio.CancelledError)):
            await left

    run(test)
    assert children() == []


def test_a_worker_ends_with_the_server_even_amid_a_query(data: Path) -> None:
    with data.open("rb") as file:
        worker = subprocess.Popen(
            [sys.executable, "-P", "-m", "ascc_ld.server.query_worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            pass_fds=[file.fileno()],
        )
        descriptor = file.fileno()
    assert worker.stdin is not None
    assert worker.stdout is not None
    setup = asdict(WorkerSetup(descriptor, {}, 1000, 2**30))
    worker.stdin.write(framed(setup) + framed(asdict(LONG)))
    worker.stdin.flush()
    assert worker.stdout.readline() == b'{"bytes": 0}\n'
    worker.stdin.close()
    assert worker.wait(20) == 0
    worker.stdout.close()


def test_data_that_cannot_be_read_are_told_at_the_start(tmp_path: Path) -> None:
    file = tmp_path / "data.nq"
    file.write_text("<http://e/a> no quad")

    async def test() -> None:
        async with pool(file):
            pass

    with pytest.raises(WorkerFailed, match=r"the data, line 1: is not well-formed"):
        run(test)


def test_no_data_are_data(tmp_path: Path) -> None:
    file = tmp_path / "data.nq"
    file.write_text("")

    async def test() -> None:
        async with pool(file) as running:
            assert (await running.answer(ONE)).content == b"x\r\n1\r\n"

    run(test)


def children() -> list[int]:
    """Return the workers that run below this process."""
    found = subprocess.run(
        ["ps", "-o", "pid=,args=", "--ppid", str(os.getpid())],
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [entry.split(None, 1) for entry in found.stdout.splitlines()]
    return [int(number) for number, command in lines if "ascc_ld.server.query_worker" in command]


def niceness(worker: int) -> set[int]:
    """Return how much the threads of a process give way to others; 19 is most."""
    command = ["ps", "-L", "-o", "ni=", "-p", str(worker)]
    listed = subprocess.run(command, capture_output=True, text=True, check=False)
    return set(map(int, listed.stdout.split()))
