"""The terminals of the grammar of SPARQL 1.1: https://www.w3.org/TR/sparql11-query/#sparqlGrammar.

They are found in a time that grows with the length of the text, whatever the text is.  What the
grammar has no terminal for becomes marks of one code point, which no engine takes.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

__all__ = ["Token", "decoded", "terminals"]

# Productions 164 to 167 of the grammar.
_BASE = (
    r"A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d"
    r"\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_LETTERS = rf"{_BASE}_"
_JOINING = r"\u00b7\u0300-\u036f\u203f-\u2040"
_CHARS = rf"{_LETTERS}0-9{_JOINING}\-"

_CODE_POINT = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"  # section 19.2
_PLX = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]"
_LOCAL = rf"[{_CHARS}:]|{_PLX}"

_STRING = r"""
    (?P<string>'{3}(?:[^'\\]|\\.|'(?!''))*+'{3}|"{3}(?:[^"\\]|\\.|"(?!""))*+"{3}
      |'(?:[^'\\\n\r]|\\.)*+'|"(?:[^"\\\n\r]|\\.)*+")
  |"""
_NAME = rf"""
    (?P<name>(?:[{_BASE}](?:[{_CHARS}]|\.++(?=[{_CHARS}]))*+)?+:
      (?:(?:[{_LETTERS}0-9:]|{_PLX})(?:{_LOCAL}|\.++(?={_LOCAL}))*+)?+)
  |"""
_RUN = re.compile(rf"[{_CHARS}.]*+")


@cache
def _terminal(*, names: bool, strings: bool = True) -> re.Pattern[str]:
    return re.compile(
        rf"""
    [\x20\t\r\n]*+(?:
    (?P<comment>\#[^\n\r]*+)
  | {_STRING if strings else ""}
    (?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|{_CODE_POINT})*+>)
  | (?P<variable>[?$][{_LETTERS}0-9][{_LETTERS}0-9{_JOINING}]*+)
  | (?P<blank>_:[{_LETTERS}0-9](?:[{_CHARS}]|\.++(?=[{_CHARS}]))*+)
  | (?P<language>@[A-Za-z]++(?:-[A-Za-z0-9]++)*+)
  | {_NAME if names else ""}
    (?P<number>[0-9]++\.[0-9]*+[eE][+-]?[0-9]++|\.?[0-9]++[eE][+-]?[0-9]++|[0-9]*+\.[0-9]++
      |[0-9]++)
  | (?P<word>[{_LETTERS}][{_LETTERS}0-9]*+)
  | (?P<mark>\^\^|&&|\|\||[<>!]=|.)
    )""",
        re.VERBOSE | re.DOTALL,
    )


class Token(NamedTuple):
    """A terminal of the grammar: its kind, its text, and where it starts (code points)."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """The offset behind the last code point."""
        return self.start + len(self.text)

    def says(self, keyword: str) -> bool:
        """Tell whether this is ``keyword``; keywords of SPARQL have no case."""
        return self.kind == "word" and self.text.upper() == keyword


def terminals(text: str) -> list[Token]:
    """Return the terminals of ``text`` in their order, comments too.

    The kinds are ``comment``, ``string``, ``iri``, ``variable``, ``blank``, ``language``,
    ``name`` (with or without a prefix), ``number``, ``word`` (keywords, functions) and ``mark``.
    Behind a string that does not end, quotation marks are marks.
    """
    found: list[Token] = []
    position, strings, nameless = 0, True, 0
    named, nameless_too = _terminal(names=True), _terminal(names=False)
    while match := (named if position >= nameless else nameless_too).match(text, position):
        kind = match.lastgroup or "mark"
        token = Token(kind, match[kind], match.start(kind))
        found.append(token)
        position = match.end()
        if kind == "mark":
            if strings and token.text in "'\"":
                strings = False
                named = _terminal(names=True, strings=False)
                nameless_too = _terminal(names=False, strings=False)
        elif kind in ("word", "number") and token.start >= nameless:
            # Where no name begins, none begins in what would be the rest of its prefix.
            run = _RUN.match(text, token.start)
            if run and (text[run.end() : run.end() + 1] != ":" or run[0].endswith(".")):
                nameless = run.end()
    return found


def decoded(escaped: str) -> str:
    r"""Return text without the escapes of code points (section 19.2), such as ``\u00E9``.

    Raises :class:`ValueError` for an escape that is no code point.
    """
    return re.sub(_CODE_POINT, lambda found: chr(int(f"0x{found[0][2:]}", 0)), escaped)
