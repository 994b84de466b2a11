"""How a command ends: the codes of the table, whatever its streams and whoever stops it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from links.servers import Reply, serving
from looped import looped

STREAMS = tomllib.loads((Path(__file__).parents[1] / "cases/streams.toml").read_text("utf-8"))


@pytest.fixture
def environment() -> dict[str, str]:
    """Where a shell finds our program, and Bash reads no files of the person who tests."""
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": programs}


@pytest.mark.long
@looped("case", STREAMS["case"], ids=lambda case: case["run"])
def test_a_command_ends_in_order_whatever_its_streams(
    case: dict[str, Any], environment: dict[str, str], tmp_path: Path
) -> None:
    ran = subprocess.run(
        ["bash", "-c", case["run"]],
        cwd=tmp_path,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    shown = (ran.stdout + ran.stderr).decode("utf-8")
    assert ran.returncode == case["exit"], shown
    assert "Traceback" not in shown
    assert case["said"] in shown if case["said"] else not shown


@contextmanager
def waiting(what: str, folder: Path) -> Iterator[tuple[list[str], threading.Event]]:
    """Give arguments of a command that waits for another, and the event that it does."""
    reached, over = threading.Event(), threading.Event()

    def silent(_: object) -> Reply:
        reached.set()
        over.wait(60)
        return Reply(500)

    def hold(pipe: Path) -> None:
        with pipe.open("w"):
            reached.set()
            over.wait(60)

    with serving(silent) as server:
        query, pipe = folder / "forever.rq", folder / "pipe.nt"
        query.write_text("SELECT * { SERVICE <http://a.example/> { ?s ?p ?o } }")
        if "PIPE" in what:
            os.mkfifo(pipe)
            threading.Thread(target=hold, args=[pipe], daemon=True).start()
        known = {"URL": server.url, "QUERY": str(query), "PIPE": str(pipe)}
        known["REDIRECTED"] = f"http://a.example/={server.url}"
        try:
            yield (
                [known.get(word, word).replace("URL", server.url) for word in what.split()],
                reached,
            )
        finally:
            over.set()


@pytest.mark.long
@looped(
    ("what", "sent"),
    [
        ("load generic URL", signal.SIGINT),
        ("link suggest --no-cache --service URL", signal.SIGINT),
        ("link check --service URL", signal.SIGTERM),
        ("query QUERY --service REDIRECTED", signal.SIGTERM),
        ("query PIPE", signal.SIGTERM),
        ("validate PIPE", signal.SIGINT),
    ],
)
def test_a_command_that_is_stopped_says_nothing_and_how(
    what: str, sent: signal.Signals, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """As a terminal does it: the signal goes to every process of the group."""
    with (
        waiting(what, tmp_path_factory.mktemp("stopped")) as (arguments, reached),
        subprocess.Popen(
            [Path(sys.executable).with_name("ascc-ld"), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        ) as running,
    ):
        assert reached.wait(60)
        os.killpg(running.pid, sent)
        said, _ = running.communicate(timeout=60)
    assert (running.returncode, said) == (128 + sent, b"")
