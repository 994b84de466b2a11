"""Options that several commands take, declared once, and what their values become."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from ascc_ld.ground.project import Project

__all__ = [
    "base_option",
    "chosen_project",
    "endpoint_option",
    "finite_seconds",
    "project_option",
    "usable_base",
]


def usable_base(_: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Return a base IRI as it is; refuses one below which no IRI can be minted."""
    from ascc_ld.ground.faults import UnusableBase
    from ascc_ld.reading.vocabulary import refuse_unusable

    try:
        refuse_unusable(value)
    except UnusableBase as error:
        raise click.BadParameter(str(error), param=parameter) from None
    return value


project_option = click.option(
    "--project",
    "project_root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Read data/, ontology/, queries/, shapes/ in DIR, not the files that came with ascc-ld.",
)
base_option = click.option(
    "--base",
    callback=usable_base,
    metavar="IRI",
    help="Mint IRIs below IRI instead of the base that the edition sets. It ends in /.",
)


def chosen_project(root: Path | None) -> Project:
    """Return the project at ``root``, or the one that this installation brings."""
    from ascc_ld.ground.project import Project, default_project

    return Project(root.absolute()) if root else default_project()


def endpoint_option(help_text: str) -> Callable[[Any], Any]:
    """Return the option ``--endpoint``, whose value is the URL of a SPARQL endpoint."""
    return click.option("--endpoint", callback=_endpoint, metavar="URL", help=help_text)


def finite_seconds(
    _: click.Context, parameter: click.Parameter, value: float | None
) -> float | None:
    """Return a number of seconds as it is; refuses nan and inf, which a comparison lets through."""
    if value is not None and not math.isfinite(value):
        raise click.BadParameter(f"{value} is no number of seconds.", param=parameter)
    return value


def _endpoint(_: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    from ascc_ld.http_client.addresses import WrongAddress, checked_address

    try:
        return None if value is None else checked_address(value)
    except WrongAddress as error:
        raise click.BadParameter(str(error), param=parameter) from None
