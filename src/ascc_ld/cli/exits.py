"""Exit codes: what went wrong, as a number that a script can act on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
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
    """Print an error of the stages as a message on standard error and exit with its code.

    Nothing that a file or a server put into the message reaches the terminal as a command.
    """
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
