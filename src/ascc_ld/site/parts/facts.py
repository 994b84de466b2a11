"""The facts on the page of a thing, in the order of the shapes, with their evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import pyoxigraph as ox

from ascc_ld.documents.index import MOST, Document, Fact, Index
from ascc_ld.ground.faults import Origin
from ascc_ld.rdf.terms import CATALOGUE
from ascc_ld.site.parts.addresses import Addresses
from ascc_ld.site.parts.anchors import NAMING, Anchors, EditionText, Span
from ascc_ld.site.parts.display import Display, Group
from ascc_ld.site.parts.wording import Told, Wording, Words

_RDF_TYPE = CATALOGUE["rdf"]["type"]
_OWL = CATALOGUE["owl"]
_SOURCE = CATALOGUE["dcterms"]["source"]
_NO_GROUP = Group(float("inf"), "")


class Evidence(NamedTuple):
    """The words that a fact was read from, with a link that highlights them.

    ``language`` is that of the text.
    """

    href: str
    quote: str
    language: str


class Value(NamedTuple):
    """A value of a property; ``href`` is a page of the site or, if ``external``, elsewhere.

    ``reason`` links to the record that justifies a link to another dataset.
    """

    words: Words
    href: str | None = None
    external: bool = False
    evidence: Evidence | None = None
    reason: str | None = None
    derived: bool = False


class Quote(NamedTuple):
    """Words that a thing was read from; ``where`` is the mention if they belong to one."""

    href: str
    quote: str
    language: str
    where: Value | None


class FactRow(NamedTuple):
    """A property with its values, or with the things whose value this thing is.

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
    """Everything on a page about its topic."""

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
    """The facts on a page about a thing described with its topic, at ``anchor``."""

    iri: str
    anchor: str
    title: Words
    groups: tuple[FactGroup, ...]


class Facts:
    """Makes the facts for the pages of one folder in one language.

    ``sentence`` returns the path of a span of an edition, with its fragment.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - what a page has
        self,
        index: Index,
        anchors: Anchors,
        display: Display,
        origins: Mapping[str, Origin],
        wording: Wording,
        addresses: Addresses,
        sentence: Callable[[EditionText, Span], str],
    ) -> None:
        self._index = index
        self._anchors = anchors
        self._display = display
        self._origins = origins
        self._wording = wording
        self._addresses = addresses
        self._sentence = sentence
        self._links = index.names.graph("links")

    def topic(self, document: Document) -> Thing:
        """Return the topic of ``document`` with its facts."""
        thing = document.topic
        outgoing = self._index.outgoing(thing)
        held = self._index.held(thing)
        return Thing(
            iri=thing.value,
            title=self._wording.of(thing),
            sentence=self._wording.sentence(thing),
            types=tuple([self._link(cls) for cls in self._index.types(thing)]),
            quotes=tuple(self._quotes(thing, held.facts)),
            groups=self._groups(thing),
            incoming=tuple(
                [
                    self._row(predicate, facts, held.beyond[predicate], backwards=True)
                    for predicate, facts in _by_predicate(held.facts)
                ]
            ),
            origin=self._origins.get(thing.value),
            sources=tuple([self._value(f) for f in outgoing if f.predicate == _SOURCE]),
            graphs=tuple([self._link(graph) for graph in dict.fromkeys(f.graph for f in outgoing)]),
        )

    def owned(self, document: Document) -> tuple[OwnedThing, ...]:
        """Return the things of ``document`` except its topic."""
        return tuple(
            [
                OwnedThing(
                    thing.value,
                    self._addresses.anchor(thing),
                    self._wording.of(thing),
                    self._groups(thing),
                )
                for thing in document.things[1:]
            ]
        )

    def _quotes(self, thing: ox.NamedNode, held: Sequence[Fact]) -> Iterable[Quote]:
        own = self._quote(thing)
        if own is not None:
            yield Quote(*own, None)
            return
        for naming in dict.fromkeys(fact.subject for fact in held if fact.predicate in NAMING):
            quote = self._quote(naming)
            if quote is not None:
                yield Quote(*quote, self._link(naming))

    def _quote(self, thing: ox.NamedNode) -> Evidence | None:
        span = self._anchors.span(thing)
        if span is None:
            return None
        for fact in self._index.outgoing(thing):
            edition = self._anchors.edition(fact.graph)
            if edition is not None:
                return self._evidence(edition, span)
        return None

    def _evidence(self, edition: EditionText, span: Span) -> Evidence:
        href = self._addresses.page(self._sentence(edition, span))
        return Evidence(href, span.text, edition.language)

    def _groups(self, thing: ox.NamedNode) -> tuple[FactGroup, ...]:
        """Return the facts of ``thing`` under their headings.

        The rows of a group are sorted by their order, then by their labels.
        """
        by_predicate = [
            (predicate, facts)
            for predicate, facts in _by_predicate(self._index.outgoing(thing))
            if predicate not in (_RDF_TYPE, _SOURCE)
        ]
        types = self._index.types(thing)
        places = self._display.places(types, frozenset([each for each, _ in by_predicate]))
        grouped: dict[Group, list[tuple[float, FactRow]]] = {}
        for predicate, facts in by_predicate:
            group, order = places.of(predicate)
            row = self._row(predicate, facts, max(0, len(facts) - MOST))
            grouped.setdefault(group or _NO_GROUP, []).append((order, row))
        rest = self._wording.words["page.further" if len(grouped) > 1 else "page.facts"]
        found = []
        for group in sorted(grouped):
            title = group.label(self._wording.language) if group.iri else rest
            rows = sorted(grouped[group], key=lambda placed: (placed[0], placed[1].label.text))
            found.append(FactGroup(title, tuple([row for _, row in rows])))
        return tuple(found)

    def _row(
        self, predicate: ox.NamedNode, facts: Sequence[Fact], more: int, *, backwards: bool = False
    ) -> FactRow:
        return FactRow(
            self._wording.of(predicate),
            self._wording.compact(predicate.value),
            self._addresses.thing(predicate),
            tuple([self._value(fact, backwards=backwards) for fact in facts[:MOST]]),
            more,
        )

    def _value(self, fact: Fact, *, backwards: bool = False) -> Value:
        evidence, derived = None, False
        edition = self._anchors.edition(fact.graph)
        if edition is not None:
            derived = edition.graph != fact.graph
            span = self._anchors.evidence(edition, fact)
            if span is not None:
                evidence = self._evidence(edition, span)
        other = fact.subject if backwards else fact.object
        if isinstance(other, ox.Literal):
            return Value(self._wording.literal(other), evidence=evidence, derived=derived)
        href, external = self._target(other)
        words = self._wording.of(other)
        return Value(words, href, external, evidence, self._reason(fact), derived)

    def _target(self, thing: ox.NamedNode) -> tuple[str | None, bool]:
        """Return the link to ``thing``, and whether it leaves the site."""
        href = self._addresses.thing(thing) or self._addresses.published(thing)
        if href is not None:
            return href, False
        return (thing.value if thing.value.startswith(("http://", "https://")) else None), True

    def _link(self, thing: ox.NamedNode) -> Value:
        return Value(self._wording.of(thing), self._addresses.thing(thing))

    def _reason(self, fact: Fact) -> str | None:
        """Return the page of the link's record (SSSOM), if the fact is such a link."""
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
