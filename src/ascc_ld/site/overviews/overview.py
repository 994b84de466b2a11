"""What an overview page shows: pictures, what stands below them, a table, and the query behind it.

Plain data, so that a template needs no knowledge of the graph.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ascc_ld.site.parts.wording import Words


@dataclass(frozen=True)
class OverviewLinks:
    """The links of a page with an overview.

    ``page`` gives the address of a thing's page for its IRI; ``sentence`` that of the sentence in
    the text, for the IRI of a statement or of a mention.  ``words`` gives the name of a thing, and
    ``note`` what the data note on it, if they do.
    """

    page: Callable[[str], str]
    sentence: Callable[[str], str]
    words: Callable[[str], Words]
    note: Callable[[str], Words | None]


@dataclass(frozen=True)
class Cell:
    """A text with its language, if that is not the page's, and where it leads, if anywhere.

    ``place`` is the sort key of its column, if that is not the text.
    """

    text: str
    language: str | None = None
    href: str | None = None
    number: bool = False
    place: int | None = None


@dataclass(frozen=True)
class Note:
    """A sentence below a picture, the things that it is about, and what the data say of them."""

    text: str
    things: tuple[Cell, ...] = ()
    said: Cell | None = None


@dataclass(frozen=True)
class Overview:
    """One overview: ``key`` names it in ids and addresses, ``query`` the example behind it.

    ``pictures`` are SVG; each row of ``table`` has a cell for each of ``columns`` and is a row of
    the query's answer.
    """

    key: str
    title: str
    summary: str
    pictures: tuple[str, ...]
    notes: tuple[Note, ...]
    columns: tuple[str, ...]
    table: tuple[tuple[Cell, ...], ...]
    query: str
