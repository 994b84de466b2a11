"""What follows from an edition's graph: CONSTRUCT queries over it."""

from collections.abc import Iterable, Sequence

import pyoxigraph as ox


def derived(rules: Iterable[str], asserted: Sequence[ox.Quad]) -> list[ox.Triple]:
    """Return what ``rules`` construct from ``asserted``, each triple once.

    A rule is a CONSTRUCT query (https://www.w3.org/TR/sparql11-query/#construct).  It answers in
    no order, so triples are sorted by where ``asserted`` first has their subject.

    Raises ``TypeError`` for a query that constructs nothing.
    """
    store = ox.Store()
    store.extend(asserted)
    found: dict[ox.Triple, None] = {}
    for rule in rules:
        constructed = store.query(rule, use_default_graph_as_union=True)
        if not isinstance(constructed, ox.QueryTriples):
            raise TypeError(f"a rule is a CONSTRUCT query, not: {rule}")
        found.update(dict.fromkeys(constructed))
    terms = dict.fromkeys(term for quad in asserted for term in (quad.subject, quad.object))
    places = {term: place for place, term in enumerate(terms)}
    # What a query makes up comes last, by its text.
    return sorted(found, key=lambda t: (places.get(t.subject, len(places)), str(t)))
