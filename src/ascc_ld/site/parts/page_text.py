"""The text of a declaration's page that a browser searches, in document order."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import NamedTuple


class Piece(NamedTuple):
    """Text of a page without white space; ``own`` is true for the declaration's text."""

    text: str
    own: bool


PageText = tuple[Piece, ...]


def page_text(html: str) -> PageText:
    """Return the text of a page up to the end of its ``article``, which shows a declaration.

    What stands beside the sentences (``aside``) is not the declaration's own.  What follows the
    article is left out: a search goes from the beginning, and has ended by then.
    """
    reader = _Reader()
    reader.feed(html[html.index("<body") :].partition("</article>")[0])
    reader.close()
    return tuple(reader.pieces)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[Piece] = []
        self._open = {"article": 0, "aside": 0}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in self._open:
            self._open[tag] += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            self._open[tag] -= 1

    def handle_data(self, data: str) -> None:
        text = "".join(data.split())
        if not text:
            return
        own = self._open["article"] > 0 and not self._open["aside"]
        if self.pieces and self.pieces[-1].own == own:
            text = self.pieces.pop().text + text
        self.pieces.append(Piece(text, own))
