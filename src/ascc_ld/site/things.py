"""What a page says of a thing: its facts, as the shapes want them shown, and their origin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import pyoxigraph as ox

from ascc_ld.documents.index import Document
from ascc_ld.ground.faults import Origin
from ascc_ld.site.addresses import Addresses
from ascc_ld.site.outlines import (
    Evidence,
    Link,
    OutlineGroup,
    OutlineRow,
    Outlines,
    Shown,
)
from ascc_ld.site.wording import Told, Wording, Words

__all__ = ["FactGroup", "FactRow", "OwnedThing", "Quote", "Thing", "ThingWriter", "Value"]


class Value(NamedTuple):
    """A value of a property; ``href`` is a page of the site or, if ``external``, elsewhere.

    ``reason`` links to the record of why a link to another dataset was made.
    """

    words: Words
    href: str | None = None
    external: bool = False
    evidence: Evidence | None = None
    reason: str | None = None
    derived: bool = False


class Quote(NamedTuple):
    """Words that a thing was read from, ``where`` they were read for another that names it."""

    href: str
    quote: str
    language: str
    where: Value | None


class FactRow(NamedTuple):
    """A property with its values, or with what points here through it.

    ``more`` counts the values beyond those shown.
    """

    label: Words
    compact: str
    href: str | None
    values: tuple[Value, ...]
    more: int = 0


class FactGroup(NamedTuple):
    """Rows under a heading."""

    title: str
    rows: tuple[FactRow, ...]


class Thing(NamedTuple):
    """Everything that a page says of its topic."""

    iri: str
    title: Words
    sentence: Told | None
    types: tuple[Value, ...]
    quotes: tuple[Quote, ...]
    groups: tuple[FactGroup, ...]
    incoming: tuple[FactRow, ...]
    origin: Origin | None
    sources: tuple[Value, ...]
    graphs: tuple[Value, ...]


class OwnedThing(NamedTuple):
    """What a page says of a thing that is described with its topic, at ``anchor``."""

    iri: str
    anchor: str
    title: Words
    groups: tuple[FactGroup, ...]


class ThingWriter:
    """Puts the outlines of things into the words of a page's language."""

    def __init__(
        self,
        outlines: Outlines,
        origins: Mapping[str, Origin],
        wording: Wording,
        addresses: Addresses,
    ) -> None:
        self._outlines = outlines
        self._addresses = addresses
        self._origins = origins
        self.wording = wording

    def owned(self, document: Document) -> tuple[OwnedThing, ...]:
        """Return the things of ``document`` but for its topic."""
        return tuple(
            [
                OwnedThing(thing.value, anchor, self.wording.of(thing), self._groups(groups))
                for thing, anchor, groups in self._outlines.owned(document)
            ]
        )

    def topic(self, document: Document) -> Thing:
        """Return what ``document`` is about."""
        outline = self._outlines.topic(document)
        iri = outline.thing.value
        return Thing(
            iri=iri,
            title=self.wording.of(outline.thing),
            sentence=self.wording.sentence(outline.thing),
            types=self._linked(outline.types),
            quotes=tuple(
                [
                    Quote(*quote, self._link(naming) if naming else None)
                    for quote, naming in outline.quotes
                ]
            ),
            groups=self._groups(outline.groups),
            incoming=tuple([self._row(row) for row in outline.incoming]),
            origin=self._origins.get(iri),
            sources=self._values(outline.sources),
            graphs=self._linked(outline.graphs),
        )

    def _groups(self, groups: Iterable[OutlineGroup]) -> tuple[FactGroup, ...]:
        found = tuple(groups)
        rest = self.wording.words["page.further" if len(found) > 1 else "page.facts"]
        return tuple(
            [
                FactGroup(group.label(self.wording.language) if group else rest, self._rows(rows))
                for group, rows in found
            ]
        )

    def _rows(self, rows: Iterable[OutlineRow]) -> tuple[FactRow, ...]:
        """Return the rows of a group in their order, those of one order by their labels."""
        shown = [(row.order, self._row(row)) for row in rows]
        shown.sort(key=lambda placed: (placed[0], placed[1].label.text))
        return tuple([row for _, row in shown])

    def _row(self, row: OutlineRow) -> FactRow:
        return FactRow(
            self.wording.of(row.predicate),
            self.wording.compact(row.predicate.value),
            row.href,
            self._values(row.values),
            row.more,
        )

    def _values(self, shown: Iterable[Shown]) -> tuple[Value, ...]:
        return tuple(
            [
                Value(self._words(v.term), *self._target(v), v.evidence, v.reason, v.derived)
                for v in shown
            ]
        )

    def _target(self, shown: Shown) -> tuple[str | None, bool]:
        """Return the link of a value, and whether it leads elsewhere.

        Published files lie outside the folders of languages, whose outlines are the same.
        """
        if shown.external and isinstance(shown.term, ox.NamedNode):
            beside = self._addresses.beside(shown.term)
            if beside is not None:
                return beside, False
        return shown.href, shown.external

    def _words(self, term: ox.NamedNode | ox.Literal) -> Words:
        if isinstance(term, ox.Literal):
            return self.wording.literal(term)
        return self.wording.of(term)

    def _linked(self, links: Iterable[Link]) -> tuple[Value, ...]:
        return tuple([self._link(link) for link in links])

    def _link(self, link: Link) -> Value:
        return Value(self.wording.of(link.thing), link.href)
