"""What an overview page shows: a picture, what stands below it, and the query behind it.

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
    ``said`` the value of one of its properties, if it has one.
    """

    page: Callable[[str], str]
    sentence: Callable[[str], str]
    words: Callable[[str], Words]
    said: Callable[[str, str], Words | None]


@dataclass(frozen=True)
class Cell:
    """A text with its language, if that is not the page's, and where it leads, if anywhere.

    ``sentence`` is the sentence that the text is the number of.
    """

    text: str
    language: str | None = None
    href: str | None = None
    number: bool = False
    sentence: str = ""


@dataclass(frozen=True)
class Note:
    """A sentence below a picture, the things that it is about, and what the data say of them."""

    text: str
    things: tuple[Cell, ...] = ()
    said: Cell | None = None


@dataclass(frozen=True)
class Sentence:
    """A sentence of the text: its id in the page, its own id, its words, what goes with it.

    Each thing stands with what the sentence has of it, such as a role, or with nothing.
    """

    anchor: str
    id: Cell
    words: Cell
    things: tuple[tuple[Cell, Cell | None], ...]


@dataclass(frozen=True)
class Overview:
    """One overview: ``key`` names it in ids and addresses, ``query`` the example behind it.

    ``pictures`` are SVG, the same for phones and for screens.  What the picture does not say in
    words stands in a table, whose rows have a cell for each of ``columns``, or in sentences.
    """

    key: str
    title: str
    summary: str
    pictures: tuple[str, ...]
    notes: tuple[Note, ...]
    columns: tuple[str, ...]
    table: tuple[tuple[Cell, ...], ...]
    sentences: tuple[Sentence, ...]
    query: str
