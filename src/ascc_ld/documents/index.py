"""Documents: the named graphs cut into what each URL serves, so that every IRI leads somewhere.

A document describes a thing: its outgoing facts, those of the nodes it owns (the span it was
quoted from, with its selectors; its codes), what points to it, and the English labels of everything
it names, so that it can be shown without other data.  Each document says which dataset it is part
of (https://www.w3.org/TR/void/#discovery-links).  Where too many things point to one, the document
holds some of them and the dataset has the rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

import pyoxigraph as ox

from ascc_ld.documents.routes import routes
from ascc_ld.rdf.terms import CATALOGUE, DESCRIBING, GroundTriple, Names, ground, named

MOST = 250
"""The most facts of one property pointing to a thing that its document holds."""

OF_ALL = frozenset({"ns", "shapes"})
"""Documents without what points to their things: that would be the whole dataset."""

_RDF_TYPE = CATALOGUE["rdf"]["type"]
_LABEL = CATALOGUE["rdfs"]["label"]
_DOCUMENT = CATALOGUE["foaf"]["Document"]
_TOPIC = CATALOGUE["foaf"]["topic"]
_PRIMARY_TOPIC = CATALOGUE["foaf"]["primaryTopic"]
_IN_DATASET = CATALOGUE["void"]["inDataset"]
_SEE_ALSO = CATALOGUE["rdfs"]["seeAlso"]


class Fact(NamedTuple):
    """A triple with the named graph that states it."""

    subject: ox.NamedNode
    predicate: ox.NamedNode
    object: ox.NamedNode | ox.Literal
    graph: ox.NamedNode

    @property
    def terms(self) -> GroundTriple:
        """The triple alone."""
        return self.subject, self.predicate, self.object


class Held(NamedTuple):
    """Facts that point to a thing; ``beyond`` counts the others by property."""

    facts: tuple[Fact, ...]
    beyond: Mapping[ox.NamedNode, int]


@dataclass(frozen=True)
class Document:
    """A document; ``things`` are what it describes, starting with its topic.

    ``path`` is relative to the base and has no extension.  A list does not describe its ``members``
    in full: it names them.
    """

    path: str
    things: tuple[ox.NamedNode, ...]
    members: tuple[ox.NamedNode, ...] = ()

    @property
    def topic(self) -> ox.NamedNode:
        """What the document is about."""
        return self.things[0]

    @cached_property
    def owned(self) -> frozenset[ox.NamedNode]:
        """The other things described with it."""
        return frozenset(self.things[1:])


class Index:
    """The quads of a dataset by subject and by object, and the documents that they make.

    ``terms`` name and explain terms of other vocabularies.  They are not part of the dataset: the
    page of the ontology lists them, and no document states them.  The statistical partitions of the
    dataset have a hash IRI and no label: they are only in the dataset's own description.

    ``files`` are the names of the other published files: each is its own document.
    """

    def __init__(
        self,
        quads: Iterable[ox.Quad],
        base: str,
        *,
        files: Collection[str] = (),
        terms: Iterable[ox.Triple] = (),
    ) -> None:
        self.base = base
        self._files = frozenset(files)
        self.names = Names(base)
        self._routes = routes()
        self._outgoing: dict[ox.NamedNode, list[Fact]] = {}
        self._incoming: dict[ox.NamedNode, list[Fact]] = {}
        self._labels: dict[ox.NamedNode, Mapping[str, str]] = {}
        self._paths: dict[ox.NamedNode, str | None] = {}
        self._label_triples = cache(self._labelled)
        self._texts: dict[ox.NamedNode, list[tuple[ox.NamedNode, ox.Literal]]] = {}
        for term in terms:
            if isinstance(term.object, ox.Literal):
                texts = self._texts.setdefault(named(term.subject), [])
                texts.append((term.predicate, term.object))
        # Most nodes stand in many quads, each of which brings an object of its own.
        nodes: dict[ox.NamedNode, ox.NamedNode] = {}
        for quad in quads:
            subject, predicate, value = named(quad.subject), quad.predicate, ground(quad.object)
            graph = named(quad.graph_name)
            if isinstance(value, ox.NamedNode):
                value = nodes.setdefault(value, value)
            fact = Fact(
                nodes.setdefault(subject, subject),
                nodes.setdefault(predicate, predicate),
                value,
                nodes.setdefault(graph, graph),
            )
            self._outgoing.setdefault(fact.subject, []).append(fact)
            if isinstance(fact.object, ox.NamedNode):
                self._incoming.setdefault(fact.object, []).append(fact)
        self.documents: Mapping[str, Document] = self._documents()

    def path(self, iri: ox.NamedNode) -> str | None:
        """Return the path of the document that describes ``iri``, or ``None`` if none does."""
        if iri not in self._paths:
            self._paths[iri] = self._path(iri)
        return self._paths[iri]

    def _path(self, iri: ox.NamedNode) -> str | None:
        place = iri.value.partition("#")[0]
        if place == self.base or not place.startswith(self.base):
            path = "ns" if self.knows(iri) else None
        else:
            path = self._routes.document(place.removeprefix(self.base))
        return path if path in self.documents else None

    def file(self, iri: ox.NamedNode) -> str | None:
        """Return the name of the published file at ``iri``, or ``None`` if there is none."""
        name = iri.value.removeprefix(self.base)
        return name if name in self._files else None

    def outgoing(self, thing: ox.NamedNode) -> Sequence[Fact]:
        """Return the facts whose subject is ``thing``, in the order of the graphs."""
        return self._outgoing.get(thing, ())

    def objects(
        self, thing: ox.NamedNode, predicate: ox.NamedNode
    ) -> list[ox.NamedNode | ox.Literal]:
        """Return the values of a property of ``thing``, in the order of the graphs."""
        return [fact.object for fact in self.outgoing(thing) if fact.predicate == predicate]

    def things(self, thing: ox.NamedNode, predicate: ox.NamedNode) -> list[ox.NamedNode]:
        """Return the values of a property of ``thing`` that are IRIs."""
        return [each for each in self.objects(thing, predicate) if isinstance(each, ox.NamedNode)]

    def incoming(self, thing: ox.NamedNode) -> Sequence[Fact]:
        """Return the facts whose object is ``thing``, in the order of the graphs."""
        return self._incoming.get(thing, ())

    def held(self, thing: ox.NamedNode) -> Held:
        """Return the facts, except types, that point to ``thing`` and are in its document."""
        counted: Counter[ox.NamedNode] = Counter()
        facts = []
        for fact in self.incoming(thing):
            predicate = fact.predicate
            if predicate != _RDF_TYPE:
                counted[predicate] += 1
                if counted[predicate] <= MOST:
                    facts.append(fact)
        beyond = {predicate: max(0, count - MOST) for predicate, count in counted.items()}
        return Held(tuple(facts), beyond)

    def knows(self, thing: ox.NamedNode) -> bool:
        """Return whether there are facts about ``thing``, or it is a term that has a name."""
        return thing in self._outgoing or thing in self._texts

    @property
    def reused_terms(self) -> Collection[ox.NamedNode]:
        """The terms of other vocabularies that have a name here."""
        return self._texts.keys()

    def texts(self, thing: ox.NamedNode) -> list[tuple[ox.NamedNode, ox.Literal]]:
        """Return the texts about ``thing``, each with its property; of a reused term too."""
        stated = [
            (fact.predicate, fact.object)
            for fact in self.outgoing(thing)
            if isinstance(fact.object, ox.Literal)
        ]
        return [*stated, *self._texts.get(thing, ())]

    def facts(self) -> Iterator[Fact]:
        """Yield the facts, subject by subject."""
        for facts in self._outgoing.values():
            yield from facts

    def subjects(self, graph: ox.NamedNode | None = None) -> Iterable[ox.NamedNode]:
        """Return every subject, or those of one graph, in the order of the graphs."""
        return self._outgoing.keys() if graph is None else self._subjects.get(graph, ())

    @cached_property
    def _subjects(self) -> Mapping[ox.NamedNode, Collection[ox.NamedNode]]:
        found: dict[ox.NamedNode, dict[ox.NamedNode, None]] = {}
        for fact in self.facts():
            found.setdefault(fact.graph, {})[fact.subject] = None
        return found

    def label(self, thing: ox.NamedNode, language: str = "en") -> str | None:
        """Return the label of ``thing`` in ``language``, else in English, if it has one."""
        labels = self.labels(thing)
        return labels.get(language) or labels.get("en")

    def labels(self, thing: ox.NamedNode) -> Mapping[str, str]:
        """Return the labels of ``thing`` by language."""
        found = self._labels.get(thing)
        if found is None:
            found = self._labels[thing] = {
                text.language or "": text.value
                for predicate, text in self.texts(thing)
                if predicate == _LABEL
            }
        return found

    def types(self, thing: ox.NamedNode) -> tuple[ox.NamedNode, ...]:
        """Return the classes of ``thing``, the most specific first, each once."""
        return tuple(dict.fromkeys(self.things(thing, _RDF_TYPE)))

    def triples(self, document: Document, url: str) -> list[ox.Triple]:
        """Return the triples of ``document`` at ``url``, derived ones too, each once."""
        return [ox.Triple(*terms) for terms in self.ground_triples(document, url)]

    def ground_triples(self, document: Document, url: str) -> list[GroundTriple]:
        """Return the same triples by their terms."""
        here = ox.NamedNode(url)
        topic = next((label for thing in document.things[:1] if (label := self.label(thing))), None)
        title = f"Data on {topic or document.path}"
        about: list[GroundTriple] = [
            (here, _RDF_TYPE, _DOCUMENT),
            (here, _LABEL, ox.Literal(title, language="en")),
            *((here, _PRIMARY_TOPIC, topic) for topic in document.things[:1]),
            *((here, _TOPIC, member) for member in document.members),
            (here, _IN_DATASET, self.names["dataset"]),
        ]
        if any(any(held.beyond.values()) for held in self._pointing(document)):
            about.append((here, _SEE_ALSO, self.names["dataset"]))
        return list(self._with_labels(document) | dict.fromkeys(about))

    def _with_labels(self, document: Document) -> dict[GroundTriple, None]:
        triples = dict.fromkeys([fact.terms for fact in self._described(document)])
        mentioned = dict.fromkeys(
            term for triple in triples for term in triple if isinstance(term, ox.NamedNode)
        )
        for thing in document.things:
            mentioned.pop(thing, None)
        labels = [triple for thing in mentioned for triple in self._label_triples(thing)]
        return triples | dict.fromkeys(labels)

    def _labelled(self, thing: ox.NamedNode) -> list[GroundTriple]:
        """Return the triples that label ``thing`` in English."""
        return [
            fact.terms
            for fact in self.outgoing(thing)
            if fact.predicate == _LABEL and getattr(fact.object, "language", None) == "en"
        ]

    def owned(self, thing: ox.NamedNode) -> tuple[ox.NamedNode, ...]:
        """Return ``thing`` and the nodes it owns, at any depth, each once."""
        found = {thing: None}
        waiting = [thing]
        while waiting:
            for fact in self.outgoing(waiting.pop()):
                value = fact.object
                if fact.predicate in DESCRIBING and value not in found:
                    node = named(value)
                    if self.knows(node):
                        found[node] = None
                        waiting.append(node)
        return tuple(found)

    def _described(self, document: Document) -> Iterator[Fact]:
        things = dict.fromkeys(owned for thing in document.things for owned in self.owned(thing))
        for thing in things:
            yield from self.outgoing(thing)
        for member in document.members:
            yield from (f for f in self.outgoing(member) if f.predicate in (_RDF_TYPE, _LABEL))
        for held in self._pointing(document):
            yield from held.facts

    def _pointing(self, document: Document) -> list[Held]:
        """Return what points to the things of a document."""
        if document.path in OF_ALL:
            return []
        return [self.held(thing) for thing in document.things]

    def _documents(self) -> Mapping[str, Document]:
        things: dict[str, list[ox.NamedNode]] = {}
        for subject in self._outgoing:
            path = self._own_path(subject)
            if path is not None:
                things.setdefault(path, []).append(subject)
                self._paths[subject] = path
        return {
            path: Document(path, tuple(sorted(members, key=lambda t: self._rank(path, t))))
            for path, members in things.items()
        }

    def _own_path(self, subject: ox.NamedNode) -> str | None:
        place, mark, _ = subject.value.partition("#")
        if not place.startswith(self.base):
            return "ns"
        if mark and not self.labels(subject):
            return None
        path = place.removeprefix(self.base)
        if self.file(subject) is not None:
            return None
        return self._routes.document(path) if path else "ns"

    def _rank(self, path: str, thing: ox.NamedNode) -> int:
        """Put the thing with this path before those described with it."""
        return 0 if thing.value.rstrip("/") == self.base + path else 1
