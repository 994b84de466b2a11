"""The text of a declaration as blocks, with every span marked.

The layout (title lines, headings, paragraphs, the list) comes from
:mod:`ascc_ld.publication.layout`, the meaning of the spans from the graph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from ascc_ld.documents.index import Index
from ascc_ld.publication.layout import Passage, layout
from ascc_ld.site.parts.anchors import Anchors, EditionText, Span


@dataclass(frozen=True)
class Mark:
    """A marked part of a block; ``parts`` are texts and the marks inside it.

    ``kind`` is ``statement``, ``section``, ``participation`` or ``mention``; ``anchor`` is empty
    where another mark of the same span has it, or an earlier part of a mark that was cut.
    """

    kind: str
    thing: ox.NamedNode
    anchor: str
    parts: tuple[str | Mark, ...]


@dataclass(frozen=True)
class Block:
    """A line or paragraph of the text.

    ``kind`` is ``title``, ``heading``, ``paragraph``, ``list-title``, ``country`` or ``entry``;
    ``statements`` are those that begin in it, in order.
    """

    kind: str
    parts: tuple[str | Mark, ...]
    statements: tuple[ox.NamedNode, ...]


@dataclass(frozen=True)
class _Placed:
    start: int
    end: int
    kind: str
    thing: ox.NamedNode


def blocks(index: Index, anchors: Anchors, edition: EditionText) -> tuple[Block, ...]:
    """Return the blocks of the text of ``edition``, in order, without blank lines."""
    placed = sorted(_placed(index, anchors, edition), key=lambda m: (m.start, -m.end, m.kind))
    found = []
    for kind, passage in _layout(edition.text):
        within = [m for m in placed if passage.start <= m.start < passage.end]
        parts = nested(edition.text, passage.start, passage.end, within)
        statements = tuple(m.thing for m in within if m.kind == "statement")
        found.append(Block(kind, parts, statements))
    return tuple(found)


def nested(
    text: str, start: int, end: int, placed: Sequence[_Placed], used: set[str] | None = None
) -> tuple[str | Mark, ...]:
    """Return the parts of ``text[start:end]``; ``placed`` is sorted by start, the longest first.

    A mark that overlaps the end of the one around it is cut there.
    """
    anchors_used = set() if used is None else used
    parts: list[str | Mark] = []
    position = start
    rest = list(placed)
    while rest:
        mark = rest.pop(0)
        stop = min(mark.end, end)
        inside = [other for other in rest if other.start < stop]
        rest = rest[len(inside) :]
        if mark.start > position:
            parts.append(text[position : mark.start])
        anchor = Span(mark.start, mark.end, "", "span").anchor
        shown = "" if anchor in anchors_used else anchor
        anchors_used.add(anchor)
        inner = nested(text, mark.start, stop, inside, anchors_used)
        parts.append(Mark(mark.kind, mark.thing, shown, inner))
        position = stop
    if position < end:
        parts.append(text[position:end])
    return tuple(parts)


def _placed(index: Index, anchors: Anchors, edition: EditionText) -> Iterable[_Placed]:
    term = index.names.term
    kinds = {
        term["Statement"]: "statement",
        term["Section"]: "section",
        term["Participation"]: "participation",
        term["OrganisationMention"]: "mention",
    }
    for thing in index.subjects(edition.graph):
        kind = next((kinds[cls] for cls in index.types(thing) if cls in kinds), None)
        span = anchors.span(thing) if kind else None
        if kind and span:
            yield _Placed(span.start, span.end, kind, thing)


def _layout(text: str) -> list[tuple[str, Passage]]:
    source = layout(text)
    lines: list[tuple[str, Passage]] = [("title", line) for line in source.front_matter]
    lines += [("heading", heading.passage) for heading in source.headings]
    lines += [("country", heading) for heading in source.country_headings]
    lines += [("entry", entry.passage) for entry in source.entries]
    if source.list_title:
        lines.append(("list-title", source.list_title))
    known = {passage.start for _, passage in lines}
    lines += [
        ("paragraph", Passage(found.start(), found.end(), found[0]))
        for found in re.finditer(r"\S(?:.*\S)?", text)
        if found.start() not in known
    ]
    return sorted(lines, key=lambda line: line[1].start)
