"""A worker answers, tells its errors, and is gone when nobody waits for it any more."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from ascc_ld.ground.faults import AsccError, UnreadableGraph
from ascc_ld.processes.launch import WorkerFailed, WorkerProcess, ask_once
from ascc_ld.processes.worker import WorkerReply, framed

ECHO = "processes.echo"
MUCH = "\u6a2a\u6d5c\n" * 100_000


@pytest.fixture(autouse=True)
def of_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[1]))


def children() -> list[str]:
    found = subprocess.run(
        ["ps", "-o", "args=", "--ppid", str(os.getpid())],
        capture_output=True,
        text=True,
        check=False,
    )
    return [args for args in found.stdout.splitlines() if ECHO in args]


def say(words: str, content: str = "") -> dict[str, str]:
    return {"do": "say", "words": words, "content": content}


@pytest.mark.parametrize("text", ["", "a\nb", MUCH])
def test_what_is_said_comes_back_and_the_worker_is_gone(text: str) -> None:
    reply = ask_once(ECHO, say(text, text), 60)
    assert (reply.head["said"], reply.content.decode()) == (text, text)
    assert children() == []


def test_an_error_of_the_worker_is_one_here() -> None:
    reply = ask_once(ECHO, {"do": "fail", "words": "a.ttl: bad"})
    with pytest.raises(UnreadableGraph, match=r"a\.ttl: bad") as caught:
        reply.checked(UnreadableGraph)
    assert caught.value.exit_code == UnreadableGraph.exit_code
    with pytest.raises(AsccError) as unknown:
        reply.checked()
    assert type(unknown.value) is AsccError
    assert unknown.value.exit_code == UnreadableGraph.exit_code


def test_a_worker_that_takes_too_long_is_ended() -> None:
    with pytest.raises(TimeoutError):
        ask_once(ECHO, {"do": "sleep"}, 2)
    assert children() == []


@pytest.mark.parametrize("what", ["die", "half"])
def test_a_worker_that_ends_without_an_answer_is_told(what: str) -> None:
    with pytest.raises(EOFError):
        ask_once(ECHO, {"do": what})


def test_a_message_is_cut_to_what_may_be_read() -> None:
    assert WorkerReply.of_error(AsccError("x" * 10), 4).head["message"] == "xxxx"


def test_one_worker_answers_many_messages() -> None:
    async def test() -> None:
        worker = await WorkerProcess.started(ECHO, say("ready"))
        for text in ("a", MUCH, "b"):
            assert (await worker.reply(say("x", text))).content.decode() == text
        assert worker.alive
        await worker.end()
        assert not worker.alive

    asyncio.run(test())
    assert children() == []


@pytest.mark.parametrize("setup", [{"do": "fail", "words": "bad data"}, {"do": "die"}])
def test_a_worker_that_cannot_start_is_told_and_gone(setup: dict[str, str]) -> None:
    with pytest.raises(WorkerFailed, match=r"bad data|ended while"):
        asyncio.run(WorkerProcess.started(ECHO, setup))
    assert children() == []


def test_a_worker_that_is_killed_is_gone() -> None:
    async def test() -> None:
        worker = await WorkerProcess.started(ECHO, say("ready"))
        with pytest.raises(EOFError):
            await worker.reply({"do": "die"})
        await worker.end()

    asyncio.run(test())


def test_a_worker_ends_with_its_parent() -> None:
    command = [sys.executable, "-P", "-m", ECHO]
    worker = subprocess.Popen(command, stdin=subprocess.PIPE)
    assert worker.stdin is not None
    worker.stdin.write(framed({"do": "sleep"}))
    worker.stdin.close()
    assert worker.wait(60) == 0


def test_a_worker_that_is_confined_opens_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        asked = {"do": "open", "port": server.getsockname()[1]}
        assert ask_once(ECHO, asked).head["said"] == "opened"
        assert ask_once(ECHO, {**asked, "confined": True}).head["said"] != "opened"
    limits = ask_once(ECHO, {"do": "limits", "confined": True}).head
    assert limits["RLIMIT_NOFILE"] == limits["RLIMIT_CORE"] == [0, 0]
