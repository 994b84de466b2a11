"""Links to words: URL fragment directives (https://wicg.github.io/scroll-to-text-fragment/).

A browser that knows them highlights the words natively, without a script; the element that the
fragment itself names is there for the others.  It takes the first match in the whole page, so that
a directive is given only where its words are found nowhere before: in no language's page.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple
from urllib.parse import quote

from ascc_ld.site.parts.page_text import PageText

_EDGE_WORDS = 4
_CONTEXT_WORDS = 3

_WITHIN_WORDS = "'’.:·"
"""Characters that do not end a word between two letters or digits (Unicode, UAX #29, table 3)."""

_SAME = str.maketrans("‘’‚‛“”„‟‐‑", "''''\"\"\"\"--")
"""Characters that browsers may treat as the same in a search."""


class _Stretch(NamedTuple):
    """Code points ``[start, end)`` of the text."""

    start: int
    end: int


class TextDirectives:
    """The text directives for ``text`` on ``pages``, one page for each language.

    Raises ``ValueError`` for a page without the whole text.

    >>> from ascc_ld.site.parts.page_text import page_text
    >>> text = "We strive. With CITYNET and JICA, and again with CITYNET, we commit to it."
    >>> page = page_text(f"<body><article><p>{text}</p></article>")
    >>> directives = TextDirectives(text, [page])
    >>> directives.to(16, 23)
    ':~:text=CITYNET'
    >>> directives.to(49, 56)
    ':~:text=and%20again%20with-,CITYNET'
    >>> directives.to(0, len(text))
    ':~:text=We%20strive.%20With%20CITYNET,we%20commit%20to%20it.'
    """

    def __init__(self, text: str, pages: Sequence[PageText]) -> None:
        self._text = text
        self._pages = [_Searched(text, page) for page in pages]
        self.to = cache(self._to)

    def _to(self, start: int, end: int) -> str:
        """Return the fragment directive ``:~:text=…`` of ``text[start:end]`` (code points).

        A long text is given by its first and last words, one that occurs earlier too by the words
        before or after it, as the specification allows.  It is empty where no directive finds these
        words before others, or where they begin or end within a word.
        """
        bounded = is_word_boundary(self._text, start) and is_word_boundary(self._text, end)
        lines = self._lines(start, end) if bounded else []
        if not lines:
            return ""
        words = self._words(*lines[0])
        if len(lines) > 1 or len(words) > 2 * _EDGE_WORDS:
            return self._range(lines[0], lines[-1])
        for context in self._contexts(*lines[0], after=True):
            if self._is_first(*context):
                return self._written(lines[0], context)
        return ""

    def _range(self, first_line: _Stretch, last_line: _Stretch) -> str:
        """Return the directive of a text by its first words and its last, each of one line."""
        first_words, last_words = self._words(*first_line), self._words(*last_line)
        if first_line == last_line:
            first_words = first_words[:-_EDGE_WORDS]
        ends = [word.end for word in first_words[_EDGE_WORDS - 1 :] or first_words[-1:]]
        starts = [word.start for word in last_words[-_EDGE_WORDS::-1] or last_words[:1]]
        firsts = [_Stretch(first_line.start, end) for end in ends]
        firsts += self._contexts(first_line.start, ends[0], after=False)
        for found in sorted(firsts, key=lambda each: each.end - each.start):
            if not self._is_first(*found):
                continue
            first = _Stretch(first_line.start, found.end)
            for start in starts:
                last = _Stretch(start, last_line.end)
                if first.end <= start and self._is_first(*last, after=first.end):
                    return self._written(first, found, last)
        return ""

    def _contexts(self, start: int, end: int, *, after: bool) -> Iterator[_Stretch]:
        """Yield a target with the words before or after it, first with fewer words."""
        starts = [word.start for word in reversed(self._before(start))]
        ends = [word.end for word in self._after(end)] if after else []
        starts = starts[_CONTEXT_WORDS - 1 :] or starts[-1:]
        ends = ends[_CONTEXT_WORDS - 1 :] or ends[-1:]
        yield _Stretch(start, end)
        yield from (_Stretch(earlier, end) for earlier in starts)
        yield from (_Stretch(start, later) for later in ends)
        yield from (_Stretch(starts[-1], later) for later in ends if starts)

    def _before(self, start: int) -> list[_Stretch]:
        """Return the words before a target: those of its line, or of the line before it."""
        lines = self._lines(0, start)
        return self._words(*lines[-1]) if lines else []

    def _after(self, end: int) -> list[_Stretch]:
        lines = self._lines(end, len(self._text))
        return self._words(*lines[0]) if lines else []

    def _lines(self, start: int, end: int) -> list[_Stretch]:
        """Return what stands in ``[start, end)``, line by line: a browser matches within blocks."""
        found = re.finditer(r"\S(?:.*\S)?", self._text[start:end])
        return [_Stretch(start + line.start(), start + line.end()) for line in found]

    def _words(self, start: int, end: int) -> list[_Stretch]:
        found = re.finditer(r"\S+", self._text[start:end])
        return [_Stretch(start + word.start(), start + word.end()) for word in found]

    def _is_first(self, start: int, end: int, after: int | None = None) -> bool:
        """Return whether each page has ``[start, end)`` first at its place, from ``after`` on."""
        return all(page.has_first(start, end, after) for page in self._pages)

    def _written(self, target: _Stretch, context: _Stretch, last: _Stretch | None = None) -> str:
        parts = [self._escaped(*target)]
        if context.start < target.start:
            parts.insert(0, f"{self._escaped(context.start, target.start)}-")
        if last:
            parts.append(self._escaped(*last))
        if context.end > target.end:
            parts.append(f"-{self._escaped(target.end, context.end)}")
        return f":~:text={','.join(parts)}"

    def _escaped(self, start: int, end: int) -> str:
        """Percent-encode, with the characters that the directive's own syntax uses."""
        return quote(" ".join(self._text[start:end].split()), safe="").replace("-", "%2D")


class _Searched:
    """A page as a search sees it at its most lenient: whatever a browser finds, this finds.

    White space is left out, so that nothing depends on where blocks end; so are the bounds of
    words, which each browser draws in its own way.
    """

    def __init__(self, text: str, page: PageText) -> None:
        self._text = text
        self._page = _folded("".join(piece.text for piece in page))
        self._own: list[int] = []
        self._at: list[int] = []
        own = at = 0
        for piece in page:
            if piece.own:
                self._own.append(own)
                self._at.append(at)
                own += len(piece.text)
            at += len(piece.text)
        if "".join(piece.text for piece in page if piece.own) != _squeezed(text):
            raise ValueError("a page does not show the text that its links lead into")

    def has_first(self, start: int, end: int, after: int | None) -> bool:
        searched = _folded(_squeezed(self._text[start:end]))
        since = 0 if after is None else self._place(after - 1) + 1
        return self._page.find(searched, since) == self._place(start)

    def _place(self, offset: int) -> int:
        """Return where in the page a character of the text stands, which is not white space."""
        own = len(_squeezed(self._text[:offset]))
        piece = bisect_right(self._own, own) - 1
        return self._at[piece] + own - self._own[piece]


def is_word_boundary(text: str, offset: int) -> bool:
    """Return whether a word may begin or end at ``offset`` (code points) in ``text``.

    It is never one between two letters: scripts without spaces have words that a browser finds by
    its own dictionary.

    >>> [is_word_boundary("fostered", offset) for offset in (0, 6, 8)]
    [True, False, True]
    >>> is_word_boundary("Asia's", 4)
    False
    """
    before, following = text[max(0, offset - 2) : offset], text[offset : offset + 2]
    if not before or not following:
        return True
    if _is_of_word(before[-1]):
        return not _continues(following)
    return not (_continues(before[::-1]) and _is_of_word(following[0]))


def _continues(characters: str) -> bool:
    """Return whether a word continues in ``characters``, the next two in its direction."""
    if _is_of_word(characters[0]):
        return True
    return characters[0] in _WITHIN_WORDS and len(characters) > 1 and _is_of_word(characters[1])


def _is_of_word(character: str) -> bool:
    return character.isalnum() or character == "_" or unicodedata.combining(character) > 0


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _folded(text: str) -> str:
    """Return ``text`` without case and accents, character by character, so that offsets stay."""
    return "".join(map(_base, text.translate(_SAME)))


@lru_cache(maxsize=4096)
def _base(character: str) -> str:
    return unicodedata.normalize("NFKD", character)[0].casefold()[0]
