"""What a store infers that has our dumps and the vocabularies whose terms they use."""

from __future__ import annotations

import pyoxigraph as ox

from built import ROOT

RDFS_RULES = {
    "rdfs2": ("?s a ?class", "?p rdfs:domain ?class . ?s ?p ?o"),
    "rdfs3": ("?o a ?class", "?p rdfs:range ?class . ?s ?p ?o FILTER isIRI(?o)"),
    "rdfs7": ("?s ?broad ?o", "?narrow rdfs:subPropertyOf ?broad . ?s ?narrow ?o"),
    "rdfs9": ("?s a ?broad", "?narrow rdfs:subClassOf ?broad . ?s a ?narrow"),
}
"""What stores infer: RDF 1.1 Semantics, section 9.2.1.  The others add no triple of our names."""


def reused_terms() -> list[ox.Quad]:
    """Return what ``ontology/reused-terms.ttl`` says of the terms of other vocabularies."""
    return list(ox.parse(path=ROOT / "ontology" / "reused-terms.ttl"))


def inferences(quads: list[ox.Quad]) -> list[ox.Quad]:
    """Return what follows from ``quads``, in the default graph, where stores put it."""
    rdfs = "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>"
    known = {quad.triple for quad in quads}
    store, found = ox.Store(), []
    store.extend(quads)
    more = True
    while more:
        follow = set()
        for conclusion, premises in RDFS_RULES.values():
            rule = f"{rdfs} CONSTRUCT {{ {conclusion} }} WHERE {{ {premises} }}"
            results = store.query(rule, use_default_graph_as_union=True)
            assert isinstance(results, ox.QueryTriples)
            follow |= set(results)
        new = [ox.Quad(t.subject, t.predicate, t.object) for t in follow - known]
        store.extend(new)
        found += new
        known |= follow
        more = bool(new)
    return found
