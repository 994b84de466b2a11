"""JSON from servers, checked before it is used.

Nothing in it is trusted: a text must not control a terminal, and an identifier is checked before it
goes into a request.
"""

from __future__ import annotations

import json
import re
from typing import NoReturn

from ascc_ld.ground.printable import printable

_ITEM = re.compile(r"Q[1-9]\d{0,14}", re.ASCII)
_PROPERTY = re.compile(r"P[1-9]\d{0,14}", re.ASCII)


def is_item(identifier: str) -> bool:
    """Whether ``identifier`` is that of an item: ``Q`` and a number."""
    return bool(_ITEM.fullmatch(identifier))


def is_property(identifier: str) -> bool:
    """Whether ``identifier`` is that of a property: ``P`` and a number."""
    return bool(_PROPERTY.fullmatch(identifier))


def parsed_json(content: bytes) -> object:
    """Return the value of the JSON text ``content``, every text in it printable.

    Raises ``ValueError`` with a phrase if it is not JSON (RFC 8259: no NaN, no Infinity).
    """
    try:
        return _cleaned(json.loads(content, parse_constant=_refused))
    except (ValueError, RecursionError):
        start = content[:60].decode("utf-8", "replace")
        raise ValueError(f"is not JSON: it starts with {start!r}") from None


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
