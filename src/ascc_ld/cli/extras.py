"""The extras of the package: what a command needs beyond the plain installation."""

from __future__ import annotations

import importlib.util

import click

from ascc_ld.ground.faults import AsccError

EXTRAS = {
    "draft": ("babel", "rapidfuzz"),
    "remote": ("httpx",),
    "serve": ("httptools", "jinja2", "starlette", "uvicorn", "werkzeug"),
    "site": ("jinja2",),
}
"""The packages of each extra that no command of it can do without."""


class MissingExtra(AsccError):
    """A command was asked for whose extra is not installed."""


def need_extra(extra: str) -> None:
    """Raise :class:`MissingExtra` if a package of ``extra`` is missing; none is imported."""
    for package in EXTRAS[extra]:
        if importlib.util.find_spec(package) is None:
            command = click.get_current_context().command_path
            raise MissingExtra(f'{command} needs {package}: pip install "ascc-ld[{extra}]".')
