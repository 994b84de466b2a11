"""The quads of one named graph, in the order in which they were stated."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from ascc_ld.mapping.terms import CATALOGUE, english

__all__ = ["NamedGraph"]

_TYPE = CATALOGUE["rdf"]["type"]
_LABEL = CATALOGUE["rdfs"]["label"]


class NamedGraph:
    """A named graph that is being stated; ``quads`` is the result."""

    def __init__(self, name: ox.NamedNode) -> None:
        self.name = name
        self.quads: list[ox.Quad] = []

    def state(
        self,
        subject: ox.NamedNode,
        predicate: ox.NamedNode,
        *objects: ox.NamedNode | ox.Literal,
    ) -> None:
        """State one triple for each of ``objects``."""
        for value in objects:
            self.quads.append(ox.Quad(subject, predicate, value, self.name))

    def describe(self, subject: ox.NamedNode, label: str, *types: ox.NamedNode) -> None:
        """State what ``subject`` is and its English label: every node has both."""
        self.state(subject, _TYPE, *types)
        self.quads.append(ox.Quad(subject, _LABEL, english(label), self.name))

    def include(self, triples: Iterable[ox.Triple]) -> None:
        """State triples that were authored elsewhere."""
        self.quads += [ox.Quad(t.subject, t.predicate, t.object, self.name) for t in triples]
