"""The templates of the rules for hosts, and what they take from the table of routes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from ascc_ld.documents.routes import Format, Routes
from ascc_ld.hosts.accept_patterns import VALID, best, literal, range_pattern, ranges, wanted

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("ascc_ld.hosts"),
        autoescape=False,  # noqa: S701 - rules of servers are not HTML
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["literal"] = literal
    return environment


def filled(template: str, table: Routes, **values: Any) -> bytes:
    """Return ``template`` rendered with ``table`` and ``values``, in UTF-8."""
    found = _environment().get_template(template)
    text = found.render(
        table=table,
        types=(*table.formats, *table.files),
        page=table.formats[0],
        valid=VALID,
        best=best(),
        wanted=wanted(),
        narrowest_first=_narrowest_first,
        widest_first=_widest_first(table.formats),
        **values,
    )
    return text.encode()


def _narrowest_first(format: Format) -> Iterator[tuple[str, str]]:
    """Yield the pattern of each range that a format is in, with its mark."""
    return ((range_pattern(each), mark) for each, mark in ranges(format).items())


def _widest_first(formats: tuple[Format, ...]) -> Iterator[tuple[str, str, list[str]]]:
    """Yield the pattern of each range, its mark, and the extensions of the formats in it."""
    covered: dict[tuple[str, str], list[str]] = {}
    for format in formats:
        for media_range, mark in ranges(format).items():
            covered.setdefault((mark, media_range), []).append(format.extension)
    for mark in reversed(ranges(formats[0]).values()):
        for (marked, media_range), extensions in covered.items():
            if marked == mark:
                yield range_pattern(media_range), mark, extensions
