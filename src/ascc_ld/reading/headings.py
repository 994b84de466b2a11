"""Headings of sections: “1. Title”, “1- Title”, “01 Title”, “4.1 Title”, “I. Title”, “Article 2”.

A line of its own, short, without a full stop at its end, that stands above a paragraph is a
heading too.  A numbered paragraph is none.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ascc_ld.reading.passage import CLOSES_A_SENTENCE, ENUMERATOR, PATTERNS, Passage

_NUMBERED = PATTERNS["numbered"]
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
_LONGEST = 150
_SHORT = 80
_PARAGRAPH = 40
"""Code points of a numbered heading at most, of another one, and of a paragraph under it."""


@dataclass(frozen=True)
class Heading:
    """A heading as printed: its number, or ``None`` where it has none that counts, and title."""

    number: int | None
    title: str


def numbered_heading(line: str) -> Heading | None:
    """Return the heading with a number that ``line`` is, or ``None``."""
    found = _NUMBERED.fullmatch(line)
    if found is None or _runs_on(line) or len(line) > _LONGEST:
        return None
    title = found["title"] or found["title_after"] or found["title_of"] or line
    if title[:1].islower():
        return None
    digits = found["number"] or found["padded"] or found["bracketed"] or found["counted"]
    roman = found["roman"] or found["counted_roman"]
    return Heading(int(digits) if digits else _roman(roman) if roman else None, title)


def bare_heading(before: Passage, line: Passage, after: Passage) -> Heading | None:
    """Return the heading without a number that ``line`` is between two lines, or ``None``."""
    if _runs_on(line.text) or len(line.text) > _SHORT or not line.text[:1].isupper():
        return None
    closed = CLOSES_A_SENTENCE.search(before.text)
    paragraph = len(after.text) >= _PARAGRAPH and len(after.text) > len(line.text)
    opens = after.text[:1].isupper() or ENUMERATOR.match(after.text)
    return Heading(None, line.text) if closed and paragraph and opens else None


def section_numbers(headings: Sequence[Heading]) -> Sequence[int]:
    """Return the number of each section: as printed where each has a greater one than the last.

    Else sections are counted, as where none has a number, or where they are 4, 4.1 and 4.2.
    """
    printed = [heading.number for heading in headings]
    numbers = [number for number in printed if number is not None]
    if len(numbers) == len(printed) and numbers == sorted(set(numbers)):
        return numbers
    return range(1, len(headings) + 1)


def _runs_on(line: str) -> bool:
    return bool(CLOSES_A_SENTENCE.search(line)) or line.endswith((":", ";", ","))


def _roman(numeral: str) -> int:
    values = [_ROMAN[letter] for letter in numeral]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < after else value for value, after in pairs)
