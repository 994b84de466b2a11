"""What a page says of a thing: its facts, as the shapes want them shown, and their origin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import pyoxigraph as ox

from ascc_ld.mapping.terms import CATALOGUE
from ascc_ld.model import Origin
from ascc_ld.publication.documents import MOST, Document, Fact, Index
from ascc_ld.site.addresses import Addresses
from ascc_ld.site.anchors import NAMING, Anchors
from ascc_ld.site.display import Display, Group
from ascc_ld.site.wording import Wording, Words

__all__ = ["Evidence", "FactGroup", "FactRow", "Thing", "ThingWriter", "Value"]

_RDF_TYPE = CATALOGUE["rdf"]["type"]
_LABEL = CATALOGUE["rdfs"]["label"]
_OWL = CATALOGUE["owl"]
_SOURCE = CATALOGUE["dcterms"]["source"]


class Evidence(NamedTuple):
    """The words that a fact was read from, with a link that makes them light up.

    ``language`` is that of the text, ``where`` the record that they were read for, where that is
    another thing.
    """

    href: str
    quote: str
    language: str
    where: Value | None = None


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
    """Everything that a page says of one thing; ``anchor`` is empty for the page's topic."""

    iri: str
    anchor: str
    title: Words
    sentence: Words | None
    types: tuple[Value, ...]
    quotes: tuple[Evidence, ...]
    groups: tuple[FactGroup, ...]
    incoming: tuple[FactRow, ...]
    origin: Origin | None
    sources: tuple[Value, ...]
    graphs: tuple[Value, ...]


class ThingWriter:
    """Makes :class:`Thing` for one page."""

    def __init__(  # noqa: PLR0913, PLR0917 - what a page is made from
        self,
        index: Index,
        anchors: Anchors,
        display: Display,
        origins: Mapping[str, Origin],
        addresses: Addresses,
        wording: Wording,
    ) -> None:
        self._index = index
        self._anchors = anchors
        self._display = display
        self._origins = origins
        self._addresses = addresses
        self.wording = wording
        self._links = index.names.graph("links")

    def things(self, document: Document) -> tuple[Thing, ...]:
        """Return the things of ``document``."""
        return tuple(self.thing(thing, document) for thing in document.things)

    def thing(self, iri: ox.NamedNode, document: Document) -> Thing:
        """Return what is to be said of ``iri``."""
        outgoing = self._index.outgoing(iri)
        stated = [f for f in outgoing if f.predicate not in (_RDF_TYPE, _SOURCE)]
        own = document.topic == iri
        incoming = self._index.held(iri)
        return Thing(
            iri=iri.value,
            anchor="" if own else self._addresses.anchor(iri),
            title=self.wording.of(iri),
            sentence=self.wording.sentence(iri),
            types=tuple(self._named(cls) for cls in self._index.types(iri)),
            quotes=self._quotes(iri),
            groups=self._groups(iri, stated),
            incoming=tuple(row for _, row in self._rows(incoming, to=iri)),
            origin=self._origins.get(iri.value),
            sources=tuple(
                self._value(f, backwards=False) for f in outgoing if f.predicate == _SOURCE
            ),
            graphs=tuple(self._named(graph) for graph in dict.fromkeys(f.graph for f in outgoing)),
        )

    def _quotes(self, iri: ox.NamedNode) -> tuple[Evidence, ...]:
        """Return the words that ``iri`` was read from, or those by which it is named."""
        own = self._quote(iri)
        if own is not None:
            return (own,)
        namings = [f.subject for f in self._index.held(iri) if f.predicate in NAMING]
        quotes = [(naming, self._quote(naming)) for naming in dict.fromkeys(namings)]
        return tuple(q._replace(where=self._named(naming)) for naming, q in quotes if q)

    def _quote(self, thing: ox.NamedNode) -> Evidence | None:
        span = self._anchors.span(thing)
        graphs = [self._anchors.edition(fact.graph) for fact in self._index.outgoing(thing)]
        edition = next((edition for edition in graphs if edition is not None), None)
        if span is None or edition is None:
            return None
        link = self._addresses.page(self._anchors.link(edition, span))
        return Evidence(link, span.text, edition.language)

    def _groups(self, iri: ox.NamedNode, facts: Sequence[Fact]) -> tuple[FactGroup, ...]:
        places = self._display.places(
            self._index.types(iri), frozenset(fact.predicate for fact in facts)
        )
        last = Group(float("inf"), "")
        grouped: dict[Group, list[tuple[float, str, FactRow]]] = {}
        for predicate, row in self._rows(facts):
            group, order = places.of(predicate)
            grouped.setdefault(group or last, []).append((order, row.label.text, row))
        rest = self.wording.words["page.further" if len(grouped) > 1 else "page.facts"]
        return tuple(
            FactGroup(
                group.label(self.wording.language) if group.iri else rest,
                tuple(row for _, _, row in sorted(rows, key=lambda placed: placed[:2])),
            )
            for group, rows in sorted(grouped.items(), key=lambda item: item[0])
        )

    def _rows(
        self, facts: Iterable[Fact], *, to: ox.NamedNode | None = None
    ) -> Iterator[tuple[ox.NamedNode, FactRow]]:
        """Yield properties with their rows; the facts may be those that point ``to`` a thing."""
        by_predicate: dict[ox.NamedNode, list[Fact]] = {}
        for fact in facts:
            by_predicate.setdefault(fact.predicate, []).append(fact)
        backwards = to is not None
        for predicate, members in by_predicate.items():
            shown = members[:MOST]
            beyond = self._index.beyond(to, predicate) if to else len(members) - len(shown)
            yield (
                predicate,
                FactRow(
                    label=self.wording.of(predicate),
                    compact=self.wording.compact(predicate.value),
                    href=self._addresses.thing(predicate),
                    values=tuple([self._value(fact, backwards=backwards) for fact in shown]),
                    more=beyond,
                ),
            )

    def _value(self, fact: Fact, *, backwards: bool) -> Value:
        other = fact.subject if backwards else fact.object
        found = self._anchors.evidence(fact)
        evidence = None
        if found is not None:
            link = self._addresses.page(self._anchors.link(*found))
            evidence = Evidence(link, found[1].text, found[0].language)
        edition = self._anchors.edition(fact.graph)
        derived = edition is not None and edition.graph != fact.graph
        if isinstance(other, ox.Literal):
            return Value(self.wording.literal(other), evidence=evidence, derived=derived)
        href = self._addresses.thing(other)
        return Value(
            self.wording.of(other),
            href or (other.value if other.value.startswith(("http://", "https://")) else None),
            external=href is None,
            evidence=evidence,
            reason=self._reason(fact),
            derived=derived,
        )

    def _named(self, iri: ox.NamedNode) -> Value:
        return Value(self.wording.of(iri), self._addresses.thing(iri))

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
