"""What comes from outside: addresses that people give, texts and identifiers that servers give.

Nothing of it is believed: an address must not carry a password, a text must not steer a terminal,
and an identifier is an identifier before anything is asked for by it.
"""

from __future__ import annotations

import json
import re
import unicodedata
from typing import NoReturn
from urllib.parse import urlsplit

from ascc_ld.faults import AsccError

__all__ = ["WrongUsage", "checked_address", "is_item", "is_property", "parsed_json", "printable"]

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_ITEM = re.compile(r"Q[1-9]\d{0,14}", re.ASCII)
_PROPERTY = re.compile(r"P[1-9]\d{0,14}", re.ASCII)
_BREAKS = "\t\n\r"
# Control characters; surrogates, which no output can encode; separators that end a line in some
# programs; marks that turn the direction of the text around them (UAX #9, §2).
_UNPRINTABLE = frozenset(["Cc", "Cs", "Zl", "Zp"])
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class WrongUsage(AsccError):
    """An address or a setting that cannot be used."""


def checked_address(url: str) -> str:
    """Return ``url``, which must be an http(s) address without a name or a password.

    Raises :class:`WrongUsage`; its message never quotes what may be a password.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise WrongUsage("The address of the service is not well-formed.") from None
    if "@" in parts.netloc or ("@" in url and parts.scheme not in {"http", "https"}):
        raise WrongUsage(
            "The address of the service carries a name or password, which would be shown and "
            "written down. Leave it out: services are asked without credentials."
        )
    if parts.scheme not in {"http", "https"} or not host:
        raise WrongUsage(
            "The address of the service is no http(s) address: it starts with http:// or https://."
        )
    return url


def is_item(identifier: str) -> bool:
    """Whether ``identifier`` is that of an item: ``Q`` and a number."""
    return bool(_ITEM.fullmatch(identifier))


def is_property(identifier: str) -> bool:
    """Whether ``identifier`` is that of a property: ``P`` and a number."""
    return bool(_PROPERTY.fullmatch(identifier))


def printable(text: str) -> str:
    """Return ``text`` with U+FFFD for each character that could steer a terminal.

    Tabs and line breaks become blanks.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        " "
        if character in _BREAKS
        else REPLACEMENT
        if character in _TURNING or unicodedata.category(character) in _UNPRINTABLE
        else character
        for character in text
    )


def parsed_json(content: bytes) -> object:
    """Return the value of the JSON text ``content``, every text in it :func:`printable`.

    Raises ``ValueError`` or ``RecursionError`` where it is none (RFC 8259: no NaN, no Infinity).
    """
    return _cleaned(json.loads(content, parse_constant=_refused))


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, list):
        return [_cleaned(entry) for entry in value]
    if isinstance(value, dict):
        return {printable(key): _cleaned(entry) for key, entry in value.items()}
    return value


def _refused(constant: str) -> NoReturn:
    raise ValueError(constant)
