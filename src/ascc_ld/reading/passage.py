"""Passages: stretches of a text, with where they stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ascc_ld.ground.package_data import packaged_toml


def patterns(package: str, file: str) -> Mapping[str, re.Pattern[str]]:
    """Return the regular expressions that a TOML file of a package has, by their names."""
    return {name: re.compile(found) for name, found in packaged_toml(package, file).items()}


PATTERNS = patterns("ascc_ld.reading", "layouts.toml")

ENUMERATOR = re.compile(
    r"(?:\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]|[•·▪‣*\u2013\u2014-])(?=\s|\Z)[ \t\u00a0]*"
)
"""The number, letter or bullet before a paragraph or an item, which is none of its words."""

CLOSES_A_SENTENCE = re.compile(r"""[.!?\u3002]["'*)\]\u2019\u201d]*\Z""")


@dataclass(frozen=True, order=True)
class Passage:
    """A stretch of the text: ``text == whole[start:end]``, offsets in code points."""

    start: int
    end: int
    text: str

    def holds(self, other: Passage) -> bool:
        """Tell whether ``other`` lies wholly inside this passage."""
        return self.start <= other.start and other.end <= self.end

    def part(self, start: int, end: int) -> Passage:
        """Return the code points from ``start`` to ``end`` of this passage, without outer blanks.

        >>> Passage(10, 16, " a, b ").part(0, 3)
        Passage(start=11, end=13, text='a,')
        """
        text = self.text[start:end]
        start += len(text) - len(text.lstrip())
        text = text.strip()
        return Passage(self.start + start, self.start + start + len(text), text)

    def words(self) -> Passage:
        """Return the passage without the number, letter or bullet that it begins with."""
        mark = ENUMERATOR.match(self.text)
        return self.part(mark.end() if mark else 0, len(self.text))


def lines(text: str) -> Iterator[Passage]:
    """Yield the lines of ``text`` that are not blank, stripped."""
    for match in re.finditer(r"[^\n]+", text):
        line = Passage(match.start(), match.end(), match.group()).part(0, len(match.group()))
        if line.text:
            yield line
