"""Signals that end a command: it takes its unfinished files away, as an interrupted one does."""

from __future__ import annotations

import signal
import sys
from types import FrameType


def end_in_order() -> None:
    """Have SIGTERM and SIGHUP, which a closed terminal sends, raise ``SystemExit``.

    The exit code is 128 and the number of the signal, as shells have it.  A SIGHUP that is ignored
    stays so: ``nohup`` asked for that.
    """
    signal.signal(signal.SIGTERM, _exit)
    if sys.platform != "win32" and signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:
        signal.signal(signal.SIGHUP, _exit)


def _exit(number: int, _: FrameType | None) -> None:
    sys.exit(128 + number)
