"""The terminals of the grammar of SPARQL 1.1: https://www.w3.org/TR/sparql11-query/#sparqlGrammar.

They are found in a time that grows with the length of the text, whatever the text is.  What the
grammar has no terminal for becomes marks of one code point, which no engine takes.
"""

from __future__ import annotations

import re
import sys
from functools import cache
from typing import NamedTuple

# Productions 164 to 167 of the grammar.  A pattern names the long class as few times as it can, for
# most of the time to compile it goes there: where a terminal may not begin with all of the code
# points that it goes on with, it looks ahead.
_LETTERS = (
    r"A-Za-z_\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d"
    r"\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_JOINING = r"\u00b7\u0300-\u036f\u203f-\u2040"
_CHARS = rf"{_LETTERS}0-9{_JOINING}\-"

_CODE_POINT = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"  # section 19.2
_PLX = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]"

# Productions 156 to 159, by the quotation marks around them.
_STRINGS = {
    "'''": r"'{3}(?:[^'\\]|\\.|'(?!''))*+'{3}",
    '"""': r'"{3}(?:[^"\\]|\\.|"(?!""))*+"{3}',
    "'": r"'(?:[^'\\\n\r]|\\.)*+'",
    '"': r'"(?:[^"\\\n\r]|\\.)*+"',
}
_NAME = rf"""
    (?P<name>(?![0-9_.\-{_JOINING}])(?:\.*+[{_CHARS}]++)*+:
      (?:(?![.\-{_JOINING}])(?:\.*+(?:[{_CHARS}:]|{_PLX}))++)?+)
  |"""
_ESCAPE = re.compile(rf"{_CODE_POINT}|\\.", re.DOTALL)
_SURROGATES = range(0xD800, 0xE000)
_RUN = re.compile(rf"[{_CHARS}.]*+")


@cache
def _terminal(strings: tuple[str, ...], *, names: bool) -> re.Pattern[str]:
    string = "|".join(_STRINGS[marks] for marks in strings)
    return re.compile(
        rf"""
    [\x20\t\r\n]*+(?:
    (?P<comment>\#[^\n\r]*+)
  | {f"(?P<string>{string}) |" if strings else ""}
    (?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|{_CODE_POINT})*+>)
  | (?P<variable>[?$](?![{_JOINING}])[{_LETTERS}0-9{_JOINING}]++)
  | (?P<blank>_:(?![.\-{_JOINING}])(?:\.*+[{_CHARS}]++)++)
  | (?P<language>@[A-Za-z]++(?:-[A-Za-z0-9]++)*+)
  | {_NAME if names else ""}
    (?P<number>[0-9]++\.[0-9]*+[eE][+-]?[0-9]++|\.?[0-9]++[eE][+-]?[0-9]++|[0-9]*+\.[0-9]++
      |[0-9]++)
  | (?P<word>(?![0-9])[{_LETTERS}0-9]++)
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
    strings = tuple(_STRINGS)
    position = run_end = nameless_end = 0
    while match := _terminal(strings, names=position >= nameless_end).match(text, position):
        kind = match.lastgroup or "mark"
        token = Token(kind, match[kind], match.start(kind))
        found.append(token)
        position = match.end()
        if kind in ("mark", "string"):
            strings = _ending(strings, token, text)
        elif kind in ("word", "number") and token.start >= run_end:
            run = _RUN.match(text, token.start)
            run_end = run.end() if run else position
            if not text.startswith(":", run_end) or text[run_end - 1] == ".":
                # Where no name begins, none begins in what would be the rest of its prefix.
                nameless_end = run_end
    return found


def _ending(strings: tuple[str, ...], token: Token, text: str) -> tuple[str, ...]:
    """Return those of ``strings`` that may still end behind ``token``.

    Where one that three marks open does not end, no later one does: behind its marks both are the
    same text, in which the same marks are escaped.
    """
    if token.kind == "mark" and token.text in "'\"":
        return ()
    if token.text in ("''", '""') and text.startswith(token.text[0], token.end):
        return tuple(marks for marks in strings if marks != token.text[0] * 3)
    return strings


def decoded(escaped: str) -> str:
    r"""Return text without the escapes of code points (section 19.2), such as ``\u00E9``.

    An escaped backslash begins no escape.  One that stands for no character is left as it is.
    """
    return _ESCAPE.sub(_character, escaped)


def _character(escape: re.Match[str]) -> str:
    digits = escape[0][2:]
    if not digits:
        return escape[0]
    code_point = int(digits, 16)
    if code_point in _SURROGATES or code_point > sys.maxunicode:
        return escape[0]
    return chr(code_point)
