"""JSON (RFC 8259) as texts: for people, and for programs.

Characters stand in it as they are, and the keys in the order in which they are given.
"""

from __future__ import annotations

import orjson

__all__ = ["json_line", "json_text"]


def json_text(value: object) -> str:
    """Return ``value`` for people: two blanks a level, a line end at its end.

    Raises ``TypeError`` for what JSON has no form for.
    """
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()


def json_line(value: object) -> str:
    """Return ``value`` in one line without blanks, which ends nowhere; raises the same.

    >>> json_line({"label": {"ja": "横浜宣言"}})
    '{"label":{"ja":"横浜宣言"}}'
    """
    return orjson.dumps(value).decode()
