"""The facts on the page of a thing, by the names of their properties, with their evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

import pyoxigraph as ox

from ascc_ld.documents.index import MOST, Document, Fact, Index
from ascc_ld.ground.faults import Origin
from ascc_ld.rdf.terms import CATALOGUE
from ascc_ld.site.contents import contents
from ascc_ld.site.parts.addresses import Addresses
from ascc_ld.site.parts.anchors import Anchors, EditionText, Span
from ascc_ld.site.parts.wording import Told, Wording, Words

_RDF_TYPE = CATALOGUE["rdf"]["type"]
_OWL = CATALOGUE["owl"]
_SOURCE = CATALOGUE["dcterms"]["source"]


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


class Term(NamedTuple):
    """The name of a property, its compact IRI and the link to what it means."""

    words: Words
    compact: str
    href: str | None


class FactRow(NamedTuple):
    """The values of a property, or of several that have the same values or the same name.

    Backwards they are the things whose value this thing is.  ``more`` counts the values beyond
    those shown.
    """

    terms: tuple[Term, ...]
    values: tuple[Value, ...]
    more: int = 0

    @property
    def derived(self) -> bool:
        """Whether no value is asserted."""
        return all(value.derived for value in self.values)


class Thing(NamedTuple):
    """Everything on a page about its topic."""

    iri: str
    title: Words
    sentence: Told | None
    types: tuple[Value, ...]
    quote: Evidence | None
    rows: tuple[FactRow, ...]
    incoming: tuple[FactRow, ...]
    origin: Origin | None
    sources: tuple[Value, ...]
    graphs: tuple[Value, ...]


class OwnedThing(NamedTuple):
    """The facts on a page about a thing described with its topic, at ``anchor``."""

    iri: str
    anchor: str
    title: Words
    rows: tuple[FactRow, ...]


@dataclass(frozen=True)
class Facts:
    """Makes the facts for the pages of one folder in one language.

    ``sentence`` returns the path of a span of an edition, with its fragment.
    """

    index: Index
    anchors: Anchors
    origins: Mapping[str, Origin]
    wording: Wording
    addresses: Addresses
    sentence: Callable[[EditionText, Span], str]

    def topic(self, document: Document) -> Thing:
        """Return the topic of ``document`` with its facts."""
        thing = document.topic
        outgoing = self.index.outgoing(thing)
        held = self.index.held(thing)
        unread = contents()["unread"]["incoming"]
        return Thing(
            iri=thing.value,
            title=self.wording.of(thing),
            sentence=self.wording.sentence(thing),
            types=tuple([self._link(cls) for cls in self.index.types(thing)]),
            quote=self._quote(thing),
            rows=self._rows(outgoing),
            incoming=self._rows(
                [f for f in held.facts if self.wording.compact(f.predicate.value) not in unread],
                held.beyond,
                backwards=True,
            ),
            origin=self.origins.get(thing.value),
            sources=tuple([self.value(f) for f in outgoing if f.predicate == _SOURCE]),
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
                    self._rows(self.index.outgoing(thing)),
                )
                for thing in document.things[1:]
            ]
        )

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

    def _rows(
        self,
        facts: Sequence[Fact],
        beyond: Mapping[ox.NamedNode, int] = MappingProxyType({}),
        *,
        backwards: bool = False,
    ) -> tuple[FactRow, ...]:
        """Return the facts by the names of their properties, no values and no name twice."""
        same: dict[frozenset[object], FactRow] = {}
        for predicate, said in _by_predicate(facts):
            if not backwards and predicate in (_RDF_TYPE, _SOURCE):
                continue
            term = Term(
                self.wording.of(predicate),
                self.wording.compact(predicate.value),
                self.addresses.thing(predicate),
            )
            ends = frozenset([f.subject if backwards else f.object for f in said])
            shown = tuple([self.value(each, backwards=backwards) for each in said[:MOST]])
            more = beyond.get(predicate, 0) or max(0, len(said) - MOST)
            row = same.get(ends, FactRow((), shown, more))
            same[ends] = row._replace(terms=(*row.terms, term))
        named: dict[tuple[str, ...], FactRow] = {}
        for row in same.values():
            terms = tuple(sorted({term.words.text: term for term in row.terms}.values()))
            key = tuple(term.words.text for term in terms)
            before = named.get(key, FactRow(terms, ()))
            named[key] = FactRow(terms, before.values + row.values, before.more + row.more)
        return tuple(named[key] for key in sorted(named))

    def value(self, fact: Fact, *, backwards: bool = False, proven: bool = True) -> Value:
        """Return the object of a fact, or its subject; with its evidence if ``proven``."""
        evidence, derived = None, False
        edition = self.anchors.edition(fact.graph)
        if edition is not None:
            derived = edition.graph != fact.graph
            span = self.anchors.evidence(edition, fact) if proven else None
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
        if fact.graph != self.index.names["graph/links"] or not isinstance(
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
