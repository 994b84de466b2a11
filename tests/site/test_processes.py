"""Work that several processes share, in the order of the tasks."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ascc_ld.site.processes import ProcessEnded, done_by


def doubled(number: int) -> int:
    if number == 13:
        raise ValueError("thirteen")
    return 2 * number


def drawn(count: int, seen: list[int]) -> Iterator[int]:
    for number in range(count):
        seen.append(number)
        yield number


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_results_come_in_the_order_of_the_tasks(processes: int) -> None:
    with done_by(processes, doubled, range(12)) as results:
        assert list(results) == [2 * number for number in range(12)]


def test_all_tasks_are_begun_before_the_first_is_asked_for() -> None:
    seen: list[int] = []
    with done_by(2, doubled, drawn(12, seen)) as results:
        assert len(seen) == 12
        assert sum(results) == 132


@pytest.mark.parametrize("processes", [1, 2])
def test_a_task_that_fails_is_told_where_its_result_is_asked_for(processes: int) -> None:
    with done_by(processes, doubled, [1, 13, 2]) as results:
        found = iter(results)
        assert next(found) == 2
        with pytest.raises(ValueError, match="thirteen"):
            next(found)


def gone(_: int) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def test_a_process_that_the_system_ends_is_told_of() -> None:
    with done_by(2, gone, [1, 2]) as results, pytest.raises(ProcessEnded, match="ended by"):
        list(results)


def test_of_no_tasks_there_are_no_results() -> None:
    with done_by(2, doubled, []) as results:
        assert list(results) == []


def met(folder: Path) -> int:
    """Wait until two processes have come to this, and return which this one is."""
    (folder / str(os.getpid())).touch()
    while len(list(folder.iterdir())) < 2:
        time.sleep(0.01)
    return os.getpid()


KILLED = """
import os, signal
from ascc_ld.site.processes import done_by

def told(_):
    print(os.getpid(), flush=True)
    signal.pause()

with done_by(2, told, [1, 2]):
    signal.pause()
"""


def test_processes_end_when_the_one_that_began_them_was_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", KILLED], stdout=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert len({running.stdout.readline() for _ in range(2)}) == 2
        running.kill()
        # The pipe ends when the last process that writes to it has ended.
        assert running.communicate(timeout=60)[0] == b""


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGHUP])
def test_an_interrupt_is_left_to_the_process_that_began_the_others(
    tmp_path: Path, sent: signal.Signals
) -> None:
    with done_by(2, met, [tmp_path, tmp_path]) as results:
        for process in set(results):
            os.kill(process, sent)
        others = multiprocessing.active_children()
        assert len(others) == 2
        for other in others:
            other.join(timeout=0.5)
            assert other.is_alive()
