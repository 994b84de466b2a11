"""How a text is laid out, for pages of a graph that comes without the tables it was made from."""

from __future__ import annotations

from ascc_ld.reading.declaration_text import DeclarationText, Passage, lay_out

__all__ = ["DeclarationText", "Passage", "layout"]


def layout(text: str) -> DeclarationText:
    """Find the parts of ``text``; offsets are code points."""
    return lay_out(text, text.encode())
