"""What follows from an edition's graph: CONSTRUCT queries over it."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pyoxigraph as ox

from ascc_ld.rdf.named_graph import NamedGraph

__all__ = ["Derivation"]


class Derivation:
    """CONSTRUCT ``queries`` (https://www.w3.org/TR/sparql11-query/#construct).

    A query names each predicate and each class that it reads: only triples of those are loaded,
    since loading a triple costs more than matching it.
    """

    def __init__(self, queries: Iterable[str]) -> None:
        self._queries = tuple(queries)
        self._words = frozenset(re.findall(r"[\w-]+", "\n".join(self._queries)))
        self._named: dict[ox.NamedNode | ox.Literal, bool] = {}

    def triples(self, asserted: NamedGraph) -> list[ox.Triple]:
        """Return what follows from ``asserted``, each triple once.

        A query answers in no order: they stand in that in which ``asserted`` has their subjects.

        Raises ``TypeError`` for a query that constructs nothing.
        """
        read = asserted.naming(self._names)
        store = ox.Store()
        store.extend(read)
        derived: dict[ox.Triple, None] = {}
        for query in self._queries:
            constructed = store.query(query, use_default_graph_as_union=True)
            if not isinstance(constructed, ox.QueryTriples):
                raise TypeError(f"a derivation is a CONSTRUCT query, not: {query}")
            derived.update(dict.fromkeys(constructed))
        terms = dict.fromkeys(term for quad in read for term in (quad.subject, quad.object))
        places = {term: place for place, term in enumerate(terms)}
        # What a query makes up comes last, by its text.
        return sorted(derived, key=lambda t: (places.get(t.subject, len(places)), str(t)))

    def _names(self, iri: ox.NamedNode | ox.Literal) -> bool:
        """Tell whether the local name of ``iri`` stands in a query."""
        found = self._named.get(iri)
        if found is None:
            found = self._named[iri] = re.split("[/#]", iri.value)[-1] in self._words
        return found
