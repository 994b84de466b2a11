"""What several commands tell people beside their results."""

from __future__ import annotations

import sys

import click

WITHOUT_SCRIPTS = (
    "Left out    search as one types, sortable tables and the query page's engine: "
    "web/ was not bundled. Install Node.js and run `make web`."
)
"""What a site goes without where the scripts of its pages were not bundled."""


def tell_stage(stage: str) -> None:
    """Print what goes on to a terminal on standard error."""
    if sys.stderr.isatty():
        click.echo(f"{stage} …", err=True)


def tell_on_stderr(message: str) -> None:
    """Print ``message``, in which a server may have its say, on standard error."""
    from ascc_ld.ground.printable import printable_lines

    click.echo(printable_lines(message), err=True)
