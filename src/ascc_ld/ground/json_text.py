"""JSON (RFC 8259): as a text for people, as bytes for programs.

Characters stand in it as they are, and the keys in the order in which they are given.
"""

import orjson


def json_text(value: object) -> str:
    """Return ``value`` for people: two blanks a level, a line end at its end.

    Raises ``TypeError`` for what JSON has no form for.
    """
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()


def json_bytes(value: object) -> bytes:
    """Return ``value`` in UTF-8, in one line without blanks and without an end; raises the same.

    >>> json_bytes({"label": {"ja": "横浜宣言"}}).decode()
    '{"label":{"ja":"横浜宣言"}}'
    """
    return orjson.dumps(value)
