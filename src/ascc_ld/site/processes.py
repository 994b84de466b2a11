"""Work that several processes share."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any, TypeVar

from ascc_ld.ground.faults import AsccError

__all__ = ["ProcessEnded", "done_by"]


class ProcessEnded(AsccError):
    """A process ended before its work was done, and did not say why."""

    exit_code = 4


Given = TypeVar("Given")
Result = TypeVar("Result")


@contextmanager
def done_by(
    processes: int | None, job: Callable[[Given], Result], tasks: Iterable[Given]
) -> Iterator[Iterable[Result]]:
    """Give the results of ``job`` on each task, in the order of the tasks.

    The processes, one for each core that this one may use if their number is not given, begin
    before the first result is asked for.  Results wait in memory until they are.  One process alone
    is this one, which works when it is asked.  ``job`` is pickled where it cannot be forked.

    Asking for a result raises what the job raised, and :class:`ProcessEnded` where a process is
    gone.
    """
    count = processes or _cores()
    if count == 1:
        yield map(job, tasks)
        return
    pool = ProcessPoolExecutor(count, _start_method(), _begin, (job,))
    try:
        yield _results([pool.submit(_do, task) for task in tasks])
    finally:
        pool.shutdown(cancel_futures=True)


def _results(begun: Iterable[Future[Any]]) -> Iterator[Any]:
    for future in begun:
        try:
            result = future.result()
        except BrokenProcessPool:
            raise ProcessEnded(
                "A process that was at work was ended by the system, perhaps for want of memory. "
                "Nothing was written. Use fewer processes."
            ) from None
        yield result


def _cores() -> int:
    """Return how many cores this process may use, as far as the system tells."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _start_method() -> multiprocessing.context.BaseContext:
    """Fork, which has the job at once; else start afresh, which makes it anew from its pickle.

    A fork holds the locks of threads that it does not have, so it is safe for one thread alone.
    Linux lists the threads of a process, those of libraries too.
    """
    tasks = Path("/proc/self/task")
    alone = tasks.is_dir() and len([*tasks.iterdir()]) == 1
    return multiprocessing.get_context("fork" if alone else "spawn")


_job: list[Callable[[Any], Any]] = []
"""What this process does with each task, since it was begun."""


def _begin(job: Callable[[Any], Any]) -> None:
    _job.append(job)
    # An interrupt goes to all processes of a terminal; the one that began them ends them, and so
    # it does when the terminal is closed.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform != "win32":
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # What there is by now stays: no collection need look at it, nor make a fork copy it.  Pages
    # are made of what goes away by itself, so that looking for rings of it is worth little.
    gc.freeze()
    gc.set_threshold(100_000)


def _end_with_parent() -> None:
    """End when the process that began this one is gone, which may be killed and end nobody."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        # Others that were forked hold the queue of tasks open, which so never ends by itself.
        os._exit(1)


def _do(task: Any) -> Any:
    return _job[0](task)
