"""What pages say of a thing, without the words: the same for its pages in every language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import pyoxigraph as ox

from ascc_ld.documents.index import MOST, Document, Fact, Index
from ascc_ld.rdf.terms import CATALOGUE
from ascc_ld.site.addresses import Addresses
from ascc_ld.site.anchors import NAMING, Anchors, Edition, Span
from ascc_ld.site.display import Display, Group

__all__ = [
    "Evidence",
    "Link",
    "Outline",
    "OutlineGroup",
    "OutlineRow",
    "Outlines",
    "OwnedOutline",
    "Shown",
]

_RDF_TYPE = CATALOGUE["rdf"]["type"]
_OWL = CATALOGUE["owl"]
_SOURCE = CATALOGUE["dcterms"]["source"]
_NO_GROUP = Group(float("inf"), "")


class Evidence(NamedTuple):
    """The words that a fact was read from, with a link that makes them light up.

    ``language`` is that of the text.
    """

    href: str
    quote: str
    language: str


class Link(NamedTuple):
    """A thing with the page that describes it, if there is one."""

    thing: ox.NamedNode
    href: str | None


class Shown(NamedTuple):
    """A value of a property; ``href`` is a page of the site or, if ``external``, elsewhere.

    ``reason`` links to the record of why a link to another dataset was made.
    """

    term: ox.NamedNode | ox.Literal
    href: str | None = None
    external: bool = False
    evidence: Evidence | None = None
    reason: str | None = None
    derived: bool = False


class OutlineRow(NamedTuple):
    """A property with its values, or with what points to the thing through it.

    ``more`` counts the values beyond those shown, ``order`` is the place among others of a group.
    """

    predicate: ox.NamedNode
    href: str | None
    values: Sequence[Shown]
    more: int
    order: float


class OutlineGroup(NamedTuple):
    """Rows under the heading of ``group``, or those that are in no group."""

    group: Group | None
    rows: Sequence[OutlineRow]


class Outline(NamedTuple):
    """Everything that a page says of its topic.

    ``quotes`` are the words that it was read from, or by which the naming beside them names it.
    """

    thing: ox.NamedNode
    types: Sequence[Link]
    quotes: Sequence[tuple[Evidence, Link | None]]
    groups: Sequence[OutlineGroup]
    incoming: Sequence[OutlineRow]
    sources: Sequence[Shown]
    graphs: Sequence[Link]


class OwnedOutline(NamedTuple):
    """What a page says of a thing that is described with its topic, at ``anchor``."""

    thing: ox.NamedNode
    anchor: str
    groups: Sequence[OutlineGroup]


class Outlines:
    """Makes the outlines of things for the pages of one folder, in whatever language they are.

    ``sentence`` returns the path of a span of an edition, with the fragment that leads to it.
    """

    def __init__(
        self,
        index: Index,
        anchors: Anchors,
        display: Display,
        addresses: Addresses,
        sentence: Callable[[Edition, Span], str],
    ) -> None:
        self._index = index
        self._anchors = anchors
        self._display = display
        self._addresses = addresses
        self._sentence = sentence
        self._links = index.names.graph("links")
        # The pages of one document follow each other.
        self._last_topic: tuple[Document, Outline] | None = None
        self._last_owned: tuple[Document, tuple[OwnedOutline, ...]] | None = None

    def topic(self, document: Document) -> Outline:
        """Return the outline of what ``document`` is about."""
        if self._last_topic is None or self._last_topic[0] is not document:
            self._last_topic = document, self._outline(document.topic)
        return self._last_topic[1]

    def owned(self, document: Document) -> tuple[OwnedOutline, ...]:
        """Return the outlines of the other things of ``document``."""
        if self._last_owned is None or self._last_owned[0] is not document:
            found = [self._owned(thing) for thing in document.things[1:]]
            self._last_owned = document, tuple(found)
        return self._last_owned[1]

    def _owned(self, thing: ox.NamedNode) -> OwnedOutline:
        return OwnedOutline(thing, self._addresses.anchor(thing), self._groups(thing))

    def _outline(self, thing: ox.NamedNode) -> Outline:
        outgoing = self._index.outgoing(thing)
        held = self._index.held(thing)
        return Outline(
            thing=thing,
            types=[self._link(cls) for cls in self._index.types(thing)],
            quotes=self._quotes(thing, held.facts),
            groups=self._groups(thing),
            incoming=[
                self._row(predicate, facts, held.beyond[predicate], backwards=True)
                for predicate, facts in _by_predicate(held.facts)
            ],
            sources=[self._shown(f) for f in outgoing if f.predicate == _SOURCE],
            graphs=[self._link(graph) for graph in dict.fromkeys([f.graph for f in outgoing])],
        )

    def _quotes(
        self, thing: ox.NamedNode, held: Sequence[Fact]
    ) -> list[tuple[Evidence, Link | None]]:
        own = self._quote(thing)
        if own is not None:
            return [(own, None)]
        namings = dict.fromkeys([fact.subject for fact in held if fact.predicate in NAMING])
        quotes = [(self._quote(naming), naming) for naming in namings]
        return [(quote, self._link(naming)) for quote, naming in quotes if quote]

    def _quote(self, thing: ox.NamedNode) -> Evidence | None:
        span = self._anchors.span(thing)
        if span is None:
            return None
        for fact in self._index.outgoing(thing):
            edition = self._anchors.edition(fact.graph)
            if edition is not None:
                link = self._addresses.page(self._sentence(edition, span))
                return Evidence(link, span.text, edition.language)
        return None

    def _groups(self, thing: ox.NamedNode) -> list[OutlineGroup]:
        by_predicate = [
            (predicate, facts)
            for predicate, facts in _by_predicate(self._index.outgoing(thing))
            if predicate not in (_RDF_TYPE, _SOURCE)
        ]
        types = self._index.types(thing)
        places = self._display.places(types, frozenset([each for each, _ in by_predicate]))
        grouped: dict[Group, list[OutlineRow]] = {}
        for predicate, facts in by_predicate:
            group, order = places.of(predicate)
            row = self._row(predicate, facts, max(0, len(facts) - MOST), order)
            grouped.setdefault(group or _NO_GROUP, []).append(row)
        return [
            OutlineGroup(group if group.iri else None, grouped[group]) for group in sorted(grouped)
        ]

    def _row(
        self,
        predicate: ox.NamedNode,
        facts: Sequence[Fact],
        more: int,
        order: float = 0,
        *,
        backwards: bool = False,
    ) -> OutlineRow:
        values = [self._shown(fact, backwards=backwards) for fact in facts[:MOST]]
        return OutlineRow(predicate, self._addresses.thing(predicate), values, more, order)

    def _shown(self, fact: Fact, *, backwards: bool = False) -> Shown:
        evidence, derived = None, False
        edition = self._anchors.edition(fact.graph)
        if edition is not None:
            derived = edition.graph != fact.graph
            span = self._anchors.evidence(edition, fact)
            if span is not None:
                link = self._addresses.page(self._sentence(edition, span))
                evidence = Evidence(link, span.text, edition.language)
        other = fact.subject if backwards else fact.object
        if isinstance(other, ox.Literal):
            return Shown(other, evidence=evidence, derived=derived)
        href = self._addresses.thing(other)
        external = href is None
        if external and other.value.startswith(("http://", "https://")):
            href = other.value
        return Shown(other, href, external, evidence, self._reason(fact), derived)

    def _link(self, thing: ox.NamedNode) -> Link:
        return Link(thing, self._addresses.thing(thing))

    def _reason(self, fact: Fact) -> str | None:
        """Return the page of the link's record (SSSOM), if the fact is a link that has one."""
        if fact.graph != self._links or not isinstance(fact.object, ox.NamedNode):
            return None
        for record in self._index.incoming(fact.subject):
            if record.predicate != _OWL["annotatedSource"]:
                continue
            said = {(f.predicate, f.object) for f in self._index.outgoing(record.subject)}
            if {
                (_OWL["annotatedProperty"], fact.predicate),
                (_OWL["annotatedTarget"], fact.object),
            } <= said:
                return self._addresses.thing(record.subject)
        return None


def _by_predicate(facts: Iterable[Fact]) -> Iterable[tuple[ox.NamedNode, list[Fact]]]:
    found: dict[ox.NamedNode, list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact.predicate, []).append(fact)
    return found.items()
