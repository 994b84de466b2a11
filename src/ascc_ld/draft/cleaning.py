"""The text as it comes, made ready to be stored: what is changed is told, with its place."""

import re
import statistics
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ascc_ld.ground.faults import DataError, Fault
from ascc_ld.ground.project import decoded, with_plain_lines
from ascc_ld.reading.passage import CLOSES_A_SENTENCE, ENUMERATOR

_REPLACED = {
    "\u00a0": " ",
    "\u202f": " ",
    "\u2007": " ",
    "\u00ad": "",
    "\u200b": "",
    "\u2060": "",
    "\ufeff": "",
    "\u2028": "\n",
    "\u2029": "\n",
    "\x0c": "\n",
    "\x0b": "\n",
}
_HEAD = re.compile(r"---\n(?:[\w-]+:.*\n|\s+.*\n)+---(?:\n|\Z)")
"""What a program wrote about the text above it, as in Markdown."""
_WRAPPED = 0.35
"""The share of line ends inside sentences from which on a text is taken for a wrapped one."""
_LONGEST, _NARROW, _FEW = 140, 50, 3
"""Code points of a broken line at most and a usual one at least, and how many break a text."""
_FULL = 0.7
"""What part of the usual length makes a line a full one, which may go on in the next."""


@dataclass(frozen=True)
class Change:
    """What was changed on the way in; ``line`` is that of the text as it came, from 1."""

    line: int
    what: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.what}"


def clean(content: bytes, file: str) -> tuple[str, list[Change]]:
    """Return the text to store, in UTF-8 with LF and one line a paragraph, and what was changed.

    Typographic quotes, dashes and spelling stay as they are.  Raises
    :class:`~ascc_ld.ground.faults.DataError` for what is not UTF-8 or has no words.
    """
    text = decoded(content, file)
    changes = []
    if text.startswith("\ufeff"):
        changes.append(Change(1, "removed the byte order mark"))
        text = text[1:]
    if "\r" in text:
        changes.append(Change(text.count("\n", 0, text.index("\r")) + 1, "line ends are LF now"))
        text = with_plain_lines(text)
    head = _HEAD.match(text)
    end = 0
    if head:
        end = text.count("\n", 0, head.end())
        changes.append(Change(1, f"removed the head of {end} lines between --- and ---"))
        text = text[head.end() :]
    cleaned = []
    for number, each in enumerate(text.split("\n"), 1 + end):
        cleaned.append(_characters(each))
        changes += [Change(number, what) for what in _told(each)]
    if not re.search(r"\w", "".join(cleaned)):
        raise DataError([Fault(file, None, None, None, "is empty", "Give a file with words.")])
    joined, joins = _unwrapped(cleaned)
    return joined, sorted([*changes, *joins], key=lambda change: change.line)


def _characters(line: str) -> str:
    normal = unicodedata.normalize("NFC", line)
    return "".join(_REPLACED.get(c, "" if _is_control(c) else c) for c in normal).rstrip()


def _is_control(character: str) -> bool:
    return unicodedata.category(character) == "Cc" and character not in "\t\n"


def _told(line: str) -> Iterator[str]:
    for character in dict.fromkeys(line):
        if character in _REPLACED or _is_control(character):
            name = unicodedata.name(character, "control character").lower()
            put = {" ": "a blank", "\n": "a line end"}.get(_REPLACED.get(character, ""), "nothing")
            times = line.count(character)
            yield f"U+{ord(character):04X} ({name}), {times} times, is {put} now"
    if unicodedata.normalize("NFC", line) != line:
        yield "letters with their marks are one character each now (NFC)"


def _unwrapped(lines: list[str]) -> tuple[str, list[Change]]:
    """Join the lines of paragraphs that were broken, as text copied from PDF is."""
    pairs = [(a.strip(), b.strip()) for a, b in pairwise(lines)]
    pairs = [(a, b) for a, b in pairs if a and b]
    lengths = [len(a) for a, _ in pairs if len(a) <= _LONGEST]
    usual = statistics.quantiles(lengths, n=10)[8] if len(lengths) > 1 else 0.0
    broken = sum(_goes_on(a, b, usual) for a, b in pairs)
    if not pairs or broken < _FEW or broken / len(pairs) < _WRAPPED:
        return "\n".join(lines), []
    joined: list[str] = []
    changes = []
    for number, line in enumerate(lines, 1):
        if joined and _goes_on(lines[number - 2].strip(), line.strip(), usual):
            hyphen = re.search(r"\w-$", joined[-1]) and line.strip()[:1].islower()
            joined[-1] += line.strip() if hyphen else f" {line.strip()}"
            changes.append(Change(number, "joined to the line before it"))
        else:
            joined.append(line)
    return "\n".join(joined), changes


def _goes_on(line: str, following: str, usual: float) -> bool:
    if not line or not following or ENUMERATOR.match(following) or len(line) > _LONGEST:
        return False
    if CLOSES_A_SENTENCE.search(line) or line.endswith((":", ";")):
        return False
    if following[:1].islower():
        return len(line) >= usual * _FULL / 2
    return len(line) >= usual * _FULL and usual >= _NARROW
