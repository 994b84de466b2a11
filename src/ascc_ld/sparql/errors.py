"""The errors of queries."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from ascc_ld.ground.faults import AsccError
from ascc_ld.sparql.syntax import SparqlText

_POSITION = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_SHOWN = 8


class UnknownQuery(AsccError):
    """There is no example of the name that was given."""

    exit_code = 2


class WrongEdition(AsccError):
    """There is no edition of the name that was given, or the query cannot be asked of one."""

    exit_code = 2


class FaultyQuery(AsccError):
    """A query is not SPARQL, or asks for what the engine cannot do."""

    exit_code = 3


class OtherSideFailed(AsccError):
    """An endpoint, or a service that the query asks, cannot be reached or fails."""

    exit_code = 4


class QueryTimedOut(AsccError):
    """A query ran longer than it was given and was ended."""

    exit_code = 4


def nothing_asked(name: str) -> FaultyQuery:
    """Return the error about a text that is empty, or an update."""
    return FaultyQuery(f"{name}: is not a SELECT, ASK, CONSTRUCT or DESCRIBE query.")


def faulty(name: str, text: str, start: int, problem: str) -> FaultyQuery:
    """Return the error about what stands at the offset ``start``: place, line and a caret."""
    problem = problem if problem.endswith("?") else f"{problem.rstrip('.')}."
    if not text[start:].strip():
        # Behind the last sign there is no line to show.
        start = len(text.rstrip())
    before = text[:start]
    line, column = before.count("\n") + 1, start - (before.rfind("\n") + 1) + 1
    shown = text.splitlines()[line - 1 : line] or [""]
    caret = "".join(_blank(character) for character in shown[0][: column - 1]) + "^"
    return FaultyQuery(f"{name}, line {line}, column {column}: {problem}\n  {shown[0]}\n  {caret}")


def from_engine(
    name: str, query: SparqlText, message: str, told: Callable[[str], str]
) -> FaultyQuery:
    """Return the error that the messages of the embedded engine tell.

    ``message`` is about the query; ``told`` gives the one about another text.  The grammar of
    the engine gives the place behind the keyword that it tried last, which only the spaced text
    can tell from the tokens that follow; what is wrong with the query as a whole has no place.
    """
    found = _POSITION.match(message)
    if found is None:
        return FaultyQuery(f"{name}: {message.rstrip('.')}.")
    parts = re.split(r", (?=[A-Z\[\"])", found[3])
    sentences = [part for part in parts if re.match(r"[A-Z]\w+ \w", part)]
    if sentences:
        return FaultyQuery(f"{name}: {'; '.join(sentences)}.")
    spaced = query.spaced()
    placed = _POSITION.match(told(spaced.text))
    if placed is None:
        return FaultyQuery(f"{name}: is not well-formed.")
    start = spaced.place(int(placed[2]) - 1)
    options = re.findall(r'"((?:[^"\\]|\\.)+)"', placed[3])[:_SHOWN]
    ended = not query.text[start:].strip()
    problem = "something before the end is not understood" if ended else "this is not expected here"
    if options:
        problem += f"; possible: {' '.join(option.replace(chr(92), '') for option in options)}"
    return faulty(name, query.text, start, problem)


def _blank(character: str) -> str:
    if character == "\t":
        return character
    return "  " if unicodedata.east_asian_width(character) in "WF" else " "
