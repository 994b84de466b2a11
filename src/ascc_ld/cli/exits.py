"""How a command ends: with a code that a script can act on, and in order when a signal ends it."""

from __future__ import annotations

import io
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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

Ctrl-C ends with 130, SIGTERM with 143.
"""
_SIGPIPE = 13  # Windows has no such signal


@contextmanager
def in_order() -> Iterator[None]:
    """Run a command: give it streams of UTF-8, and let a signal end it as an error does.

    SIGTERM and SIGHUP raise ``SystemExit`` then, so that unfinished files are taken away.  A SIGHUP
    that is ignored stays so: ``nohup`` asked for that.
    """
    _open_streams()
    ending = [signal.SIGTERM] if sys.platform == "win32" else [signal.SIGTERM, signal.SIGHUP]
    before = {number: signal.getsignal(number) for number in ending}
    for number, found in before.items():
        if found != signal.SIG_IGN:
            signal.signal(number, _exit)
    try:
        yield
    except OSError:
        raise SystemExit(4) from None  # standard error is full: there is nobody to tell
    finally:
        for number, found in before.items():
            signal.signal(number, found)


@contextmanager
def errors_as_exit_codes() -> Iterator[None]:
    """Print an error of the stages on standard error, as printable text, and exit with its code.

    Ctrl-C and a reader that has seen enough are told by 128 and the number of the signal, as shells
    have it.
    """
    from ascc_ld.ground.faults import AsccError

    try:
        yield
    except AsccError as error:
        _fail(str(error), error.exit_code)
    except KeyboardInterrupt:
        _exit(signal.SIGINT)
    except BrokenPipeError:
        _forget_standard_output()
        _exit(_SIGPIPE)
    except OSError as error:
        _fail(f"{error.filename or 'output'}: {error.strerror or error}", 4)


def _fail(message: str, code: int) -> NoReturn:
    from ascc_ld.ground.printable import printable_lines

    with suppress(OSError):
        click.echo(printable_lines(message), err=True)
    raise SystemExit(code)


def _open_streams() -> None:
    """Open what is closed, so that no file takes its number, and have all of it speak UTF-8.

    What a terminal or ``PYTHONIOENCODING`` says is not asked: answers are data, and RFC 8259 and
    Turtle know no other encoding.
    """
    for number, (name, mode) in enumerate([("stdin", "r"), ("stdout", "w"), ("stderr", "w")]):
        if getattr(sys, name) is None:
            file = os.open(os.devnull, os.O_RDWR)
            if file != number:
                os.dup2(file, number)
                os.close(file)
            setattr(sys, name, os.fdopen(number, mode, encoding="utf-8"))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _forget_standard_output() -> None:
    """Send what is still in the buffer nowhere, or Python complains of it at its end."""
    with suppress(OSError, ValueError):  # it may be no file
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _exit(number: int, _: FrameType | None = None) -> NoReturn:
    sys.exit(128 + number)
