"""Links to words: URL fragment directives (https://wicg.github.io/scroll-to-text-fragment/).

A browser that knows them highlights the words natively, without a script; the element that the
fragment itself names is there for the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import quote

__all__ = ["text_directive"]

_EDGE_WORDS = 4
_CONTEXT_WORDS = 3


# Many facts rest on the same words, in each language of the pages.
@lru_cache(maxsize=1024)
def text_directive(whole: str, start: int, end: int) -> str:
    """Return the fragment directive ``:~:text=…`` that finds ``whole[start:end]`` (code points).

    A long text is given by its first and last words, one that occurs earlier too by the words
    before it, as the specification allows.

    >>> text = "We strive. With CITYNET and JICA, and again with CITYNET, we commit to it."
    >>> text_directive(text, 16, 23)
    ':~:text=CITYNET'
    >>> text_directive(text, 49, 56)
    ':~:text=and%20again%20with-,CITYNET'
    >>> text_directive(text, 0, len(text))
    ':~:text=We%20strive.%20With%20CITYNET,we%20commit%20to%20it.'
    """
    words = whole[start:end].split()
    if len(words) > 2 * _EDGE_WORDS:
        first = _shortest(words, lambda count: words[:count], whole[:start])
        last = _shortest(words, lambda count: words[-count:], " ".join(words[:-1]))
        return f":~:text={_escaped(first)},{_escaped(last)}"
    target = _escaped(" ".join(words))
    if _occurs(words, whole[:start]):
        line = whole[:start].rpartition("\n")[2]
        before = " ".join(re.split(r"(?<=[.!?])\s", line)[-1].split()[-_CONTEXT_WORDS:])
        if before:
            return f":~:text={_escaped(before)}-,{target}"
    return f":~:text={target}"


def _shortest(words: list[str], edge: Callable[[int], list[str]], earlier: str) -> str:
    """Return the fewest words of an edge by which a browser would not stop in ``earlier``."""
    counts = range(_EDGE_WORDS, len(words))
    found = next((count for count in counts if not _occurs(edge(count), earlier)), len(words))
    return " ".join(edge(found))


def _occurs(words: list[str], text: str) -> bool:
    """Tell whether a browser, which takes no account of case, would find ``words`` in ``text``."""
    pattern = r"\b" + r"\s+".join(map(re.escape, words)) + r"\b"
    return re.search(pattern, text, re.IGNORECASE) is not None


def _escaped(words: str) -> str:
    """Percent-encode, with the characters that the directive's own syntax uses."""
    return quote(words, safe="").replace("-", "%2D")
