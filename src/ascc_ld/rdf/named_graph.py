"""One named graph, in the order in which it was stated."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox


class NamedGraph:
    """A named graph that is being stated.

    What is stated is kept as terms.  A quad with a literal takes pyoxigraph about two
    microseconds to make, so ``quads`` makes them when they are asked for.
    """

    def __init__(self, name: ox.NamedNode) -> None:
        self.name = name
        self._stated: list[
            tuple[ox.NamedNode, ox.NamedNode, tuple[ox.NamedNode | ox.Literal, ...]]
        ] = []

    @property
    def quads(self) -> list[ox.Quad]:
        """The quads."""
        name = self.name
        return [
            ox.Quad(subject, predicate, value, name)
            for subject, predicate, objects in self._stated
            for value in objects
        ]

    def state(
        self,
        subject: ox.NamedNode,
        predicate: ox.NamedNode,
        *objects: ox.NamedNode | ox.Literal,
    ) -> None:
        """State one triple for each of ``objects``."""
        self._stated.append((subject, predicate, objects))


def quads_in(name: ox.NamedNode, triples: Iterable[ox.Triple]) -> list[ox.Quad]:
    """Return ``triples``, which were stated elsewhere, as quads of the graph ``name``."""
    return [ox.Quad(t.subject, t.predicate, t.object, name) for t in triples]
