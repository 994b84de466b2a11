"""How a command ends: with a code that a script can act on, and in order when a signal ends it."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

import click

EXIT_CODES = """\b
Exit codes:
  0  done
  1  the graph breaks a rule, or a link is in trouble
  2  wrong usage
  3  the input is faulty or unreadable
  4  the output cannot be written, or the other side failed
"""


@contextmanager
def errors_as_exit_codes() -> Iterator[None]:
    """Print an error of the stages on standard error, as printable text, and exit with its code."""
    from ascc_ld.ground.faults import AsccError

    try:
        yield
    except AsccError as error:
        _fail(str(error), error.exit_code)
    except BrokenPipeError:
        raise  # the reader has seen enough; click ends quietly
    except OSError as error:
        _fail(f"{error.filename or 'output'}: {error.strerror or error}", 4)


def _fail(message: str, code: int) -> NoReturn:
    from ascc_ld.ground.printable import printable_lines

    click.echo(printable_lines(message), err=True)
    raise SystemExit(code)


def end_in_order() -> None:
    """Have SIGTERM and SIGHUP raise ``SystemExit``, so that unfinished files are taken away.

    The exit code is 128 and the number of the signal, as shells have it.  A SIGHUP that is ignored
    stays so: ``nohup`` asked for that.
    """
    signal.signal(signal.SIGTERM, _exit)
    if sys.platform != "win32" and signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:
        signal.signal(signal.SIGHUP, _exit)


def _exit(number: int, _: FrameType | None) -> None:
    sys.exit(128 + number)
