"""The text of a declaration as blocks, with every span marked.

A line is what the graph says that stands in it.  A line in which nothing stands is a title above
the text, a heading above an entry of the list, or a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

import pyoxigraph as ox

from ascc_ld.documents.index import Index
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
    """A line of the text that is not blank.

    ``kind`` is ``title``, ``heading``, ``paragraph``, ``list-title``, ``country`` or ``entry``;
    ``statements`` are those that begin in it, in order.
    """

    kind: str
    parts: tuple[str | Mark, ...]
    statements: tuple[ox.NamedNode, ...]


@dataclass(frozen=True)
class ListBlock:
    """Lines of the list that follow each other: headings, each with its entries.

    Entries above the first heading have none.
    """

    sections: tuple[tuple[Block | None, tuple[Block, ...]], ...]
    kind: str = "list"


@dataclass(frozen=True)
class _Placed:
    start: int
    end: int
    kind: str
    thing: ox.NamedNode


def blocks(index: Index, anchors: Anchors, edition: EditionText) -> tuple[Block, ...]:
    """Return the blocks of the text of ``edition``, in order, without blank lines."""
    placed = sorted(_placed(index, anchors, edition), key=lambda m: (m.start, -m.end, m.kind))
    lines = [line.span() for line in re.finditer(r"\S(?:.*\S)?", edition.text)]
    marks = [[m for m in placed if start <= m.start < end] for start, end in lines]
    under = index.names.term["listedUnder"]
    headed = [any(index.objects(m.thing, under) for m in within) for within in marks]
    return tuple(
        Block(
            kind,
            nested(edition.text, start, end, within),
            tuple(m.thing for m in within if m.kind == "statement"),
        )
        for kind, (start, end), within in zip(_kinds(marks, headed), lines, marks, strict=True)
    )


def with_lists(found: Iterable[Block]) -> tuple[Block | ListBlock, ...]:
    """Return the blocks in their order, with those of a list that follow each other as one."""
    grouped: list[Block | ListBlock] = []
    for listed, run in groupby(found, key=lambda block: block.kind in ("country", "entry")):
        if not listed:
            grouped += run
            continue
        sections: list[tuple[Block | None, list[Block]]] = []
        for block in run:
            if block.kind == "country" or not sections:
                sections.append((block if block.kind == "country" else None, []))
            if block.kind == "entry":
                sections[-1][1].append(block)
        grouped.append(ListBlock(tuple((head, tuple(entries)) for head, entries in sections)))
    return tuple(grouped)


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


def _kinds(marks: Sequence[Sequence[_Placed]], headed: Sequence[bool]) -> Sequence[str]:
    """Return the kind of each line; ``headed`` tells whether a country heads what it names."""
    kinds = [_kind([mark.kind for mark in within]) for within in marks]
    text = next((i for i, kind in enumerate(kinds) if kind in ("paragraph", "heading")), len(kinds))
    for i in reversed(range(len(kinds))):
        below = kinds[i + 1] if i + 1 < len(kinds) else ""
        if kinds[i] == "" and below == "entry":
            kinds[i] = "country" if headed[i + 1] else "list-title"
        elif kinds[i] == "" and below == "country":
            kinds[i] = "list-title"
        elif kinds[i] == "":
            kinds[i] = "title" if i < text else "paragraph"
    return kinds


def _kind(marks: Sequence[str]) -> str:
    """Return the kind of a line by what begins in it, or an empty text."""
    if "statement" in marks:
        return "paragraph"
    if "section" in marks:
        return "heading"
    if marks.count("participation") == 1:
        return "entry"
    return "paragraph" if marks else ""
