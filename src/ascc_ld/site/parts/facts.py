"""The facts on the page of a thing, in the order of the shapes, with their evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
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


def in_one_language(values: Iterable[Value]) -> tuple[Value, ...]:
    """Return ``values`` without texts in other languages where there is one in the page's."""
    kept = tuple(values)
    texts = [value for value in kept if value.href is None]
    if all(text.words.language for text in texts):
        return kept
    return tuple(v for v in kept if v.href is not None or not v.words.language)


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


@dataclass(frozen=True)
class Facts:
    """Makes the facts for the pages of one folder in one language.

    ``sentence`` returns the path of a span of an edition, with its fragment.
    """

    index: Index
    anchors: Anchors
    display: Display
    origins: Mapping[str, Origin]
    wording: Wording
    addresses: Addresses
    sentence: Callable[[EditionText, Span], str]

    def topic(self, document: Document) -> Thing:
        """Return the topic of ``document`` with its facts."""
        thing = document.topic
        outgoing = self.index.outgoing(thing)
        held = self.index.held(thing)
        return Thing(
            iri=thing.value,
            title=self.wording.of(thing),
            sentence=self.wording.sentence(thing),
            types=tuple([self._link(cls) for cls in self.index.types(thing)]),
            quotes=tuple(self._quotes(thing, held.facts)),
            groups=self._groups(thing),
            incoming=tuple(
                [
                    self._row(predicate, facts, held.beyond[predicate], backwards=True)
                    for predicate, facts in _by_predicate(held.facts)
                ]
            ),
            origin=self.origins.get(thing.value),
            sources=tuple([self._value(f) for f in outgoing if f.predicate == _SOURCE]),
            graphs=tuple([self._link(graph) for graph in dict.fromkeys(f.graph for f in outgoing)]),
        )

    def owned(self, document: Document) -> tuple[OwnedThing, ...]:
        """Return the things of ``document`` except its topic."""
        return tuple(
            [
                OwnedThing(
                    thing.value,
                    self.addresses.anchor(thing),
                    self.wording.of(thing),
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
        span = self.anchors.span(thing)
        if span is None:
            return None
        for fact in self.index.outgoing(thing):
            edition = self.anchors.edition(fact.graph)
            if edition is not None:
                return self._evidence(edition, span)
        return None

    def _evidence(self, edition: EditionText, span: Span) -> Evidence:
        href = self.addresses.page(self.sentence(edition, span))
        return Evidence(href, span.text, edition.language)

    def _groups(self, thing: ox.NamedNode) -> tuple[FactGroup, ...]:
        """Return the facts of ``thing`` under their headings.

        The rows of a group are sorted by their order, then by their labels.
        """
        by_predicate = [
            (predicate, facts)
            for predicate, facts in _by_predicate(self.index.outgoing(thing))
            if predicate not in (_RDF_TYPE, _SOURCE)
        ]
        types = self.index.types(thing)
        places = self.display.places(types, frozenset([each for each, _ in by_predicate]))
        grouped: dict[Group, list[tuple[float, FactRow]]] = {}
        for predicate, facts in by_predicate:
            group, order = places.of(predicate)
            row = self._row(predicate, facts, max(0, len(facts) - MOST))
            grouped.setdefault(group or _NO_GROUP, []).append((order, row))
        rest = self.wording.words["page.further" if len(grouped) > 1 else "page.facts"]
        found = []
        for group in sorted(grouped):
            title = group.label(self.wording.language) if group.iri else rest
            rows = sorted(grouped[group], key=lambda placed: (placed[0], placed[1].label.text))
            found.append(FactGroup(title, tuple([row for _, row in rows])))
        return tuple(found)

    def _row(
        self, predicate: ox.NamedNode, facts: Sequence[Fact], more: int, *, backwards: bool = False
    ) -> FactRow:
        return FactRow(
            self.wording.of(predicate),
            self.wording.compact(predicate.value),
            self.addresses.thing(predicate),
            tuple([self._value(fact, backwards=backwards) for fact in facts[:MOST]]),
            more,
        )

    def _value(self, fact: Fact, *, backwards: bool = False) -> Value:
        evidence, derived = None, False
        edition = self.anchors.edition(fact.graph)
        if edition is not None:
            derived = edition.graph != fact.graph
            span = self.anchors.evidence(edition, fact)
            if span is not None:
                evidence = self._evidence(edition, span)
        other = fact.subject if backwards else fact.object
        if isinstance(other, ox.Literal):
            return Value(self.wording.literal(other), evidence=evidence, derived=derived)
        href, external = self._target(other)
        words = self.wording.of(other)
        return Value(words, href, external, evidence, self._reason(fact), derived)

    def _target(self, thing: ox.NamedNode) -> tuple[str | None, bool]:
        """Return the link to ``thing``, and whether it leaves the site."""
        href = self.addresses.thing(thing) or self.addresses.published(thing)
        if href is not None:
            return href, False
        return (thing.value if thing.value.startswith(("http://", "https://")) else None), True

    def _link(self, thing: ox.NamedNode) -> Value:
        return Value(self.wording.of(thing), self.addresses.thing(thing))

    def _reason(self, fact: Fact) -> str | None:
        """Return the page of the link's record (SSSOM), if the fact is such a link."""
        if fact.graph != self.index.names.graph("links") or not isinstance(
            fact.object, ox.NamedNode
        ):
            return None
        for record in self.index.incoming(fact.subject):
            if record.predicate != _OWL["annotatedSource"]:
                continue
            said = {(f.predicate, f.object) for f in self.index.outgoing(record.subject)}
            if {
                (_OWL["annotatedProperty"], fact.predicate),
                (_OWL["annotatedTarget"], fact.object),
            } <= said:
                return self.addresses.thing(record.subject)
        return None


def _by_predicate(facts: Iterable[Fact]) -> Iterable[tuple[ox.NamedNode, list[Fact]]]:
    found: dict[ox.NamedNode, list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact.predicate, []).append(fact)
    return found.items()
