"""The options that several commands share, and the conversion of their values."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from ascc_ld.ground.project import Project

_Decorator = Callable[[Any], Any]


@contextmanager
def bad_parameter() -> Iterator[None]:
    """Make an error of the stages one of the option's value."""
    from ascc_ld.ground.faults import AsccError

    try:
        yield
    except AsccError as error:
        raise click.BadParameter(str(error)) from None


def usable_base(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """Return a base IRI unchanged; refuse one below which no IRI can be minted."""
    from ascc_ld.reading.vocabulary import refuse_unusable

    with bad_parameter():
        refuse_unusable(value)
    return value


project_option = click.option(
    "--project",
    "project_root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Read data/, ontology/, queries/ and shapes/ from DIR, not the files of ascc-ld itself.",
)
base_option = click.option(
    "--base",
    callback=usable_base,
    metavar="IRI",
    help="Mint IRIs below IRI instead of the base that the edition sets. It must end in /.",
)


def chosen_project(root: Path | None) -> Project:
    """Return the project at ``root``, or the one that this installation brings."""
    from ascc_ld.ground.project import Project, default_project

    return Project(root.absolute()) if root else default_project()


quiet_option = click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")


def out_option(default: str) -> _Decorator:
    """Return the option ``--out``, whose value is the path of a folder."""
    return click.option(
        "--out",
        type=click.Path(file_okay=False, path_type=Path),
        default=Path(default),
        show_default=True,
        metavar="DIR",
        help="Write the files to DIR: all of them or, if anything is wrong, none.",
    )


def format_option(formats: Sequence[str], help_text: str) -> _Decorator:
    """Return the option ``--format``, whose value is one of ``formats``, else the first."""
    return click.option(
        "--format",
        "output",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help=help_text,
    )


def data_option(help_text: str) -> _Decorator:
    """Return the option ``--data``, whose value is a tuple of paths."""
    path = click.Path(path_type=Path)
    return click.option("--data", multiple=True, type=path, metavar="FILE", help=help_text)


def url_option(name: str, help_text: str) -> _Decorator:
    """Return the option ``name``, whose value is an http(s) URL without a password."""
    return click.option(name, callback=_usable_url, metavar="URL", help=help_text)


def timeout_option(help_text: str, default: float | None = None) -> _Decorator:
    """Return the option ``--timeout``, whose value is a finite number of seconds above 0."""
    return click.option(
        "--timeout",
        type=click.FloatRange(min=0, min_open=True),
        default=default,
        show_default=default is not None,
        callback=_finite_seconds,
        metavar="SECONDS",
        help=help_text,
    )


def number_option(
    name: str, help_text: str, default: int, *, least: int = 1, most: int | None = None
) -> _Decorator:
    """Return the option ``name``, whose value is a whole number from ``least`` to ``most``."""
    return click.option(
        name,
        type=click.IntRange(least, most),
        default=default,
        show_default=True,
        metavar="N",
        help=help_text,
    )


def _finite_seconds(_: click.Context, __: click.Parameter, value: float | None) -> float | None:
    if value is not None and not math.isfinite(value):
        raise click.BadParameter(f"{value} is not a finite number of seconds.")
    return value


def _usable_url(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    from ascc_ld.http_client.addresses import checked_address

    with bad_parameter():
        return None if value is None else checked_address(value)
