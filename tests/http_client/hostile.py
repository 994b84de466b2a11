"""Texts that a server writes to steer the terminal of whoever reads its messages."""

from __future__ import annotations

from ascc_ld.ground.printable import is_printable

HOSTILE = "\x1b[2J\x1b]0;owned\x07 \x9b31m \u202egnp.exe\u202c \x00\x08 said"


def assert_harmless(shown: str) -> None:
    """Assert that ``shown`` says what the server said, and nothing that steers."""
    assert "said" in shown
    assert [c for c in shown if not (is_printable(c) or c in "\t\n")] == []
