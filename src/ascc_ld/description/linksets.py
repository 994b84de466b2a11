"""Links to other data sets, counted by data set and predicate.

A ``void:Linkset`` has one link predicate (https://www.w3.org/TR/void/#linkset).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from ascc_ld.rdf.terms import CATALOGUE, named

_SKOS = CATALOGUE["skos"]

LINK_PREDICATES = frozenset(
    {
        CATALOGUE["owl"]["sameAs"],
        CATALOGUE["schema"]["sameAs"],
        CATALOGUE["rdfs"]["seeAlso"],
        _SKOS["exactMatch"],
        _SKOS["closeMatch"],
        _SKOS["broadMatch"],
        _SKOS["narrowMatch"],
        _SKOS["relatedMatch"],
    }
)
"""What says that two things are the same or alike; the record of a link is not itself a link."""


@dataclass(frozen=True, order=True)
class Linkset:
    """The links to one data set with one predicate.

    ``target`` is the slug of the source that the data set is, ``predicate`` an IRI.
    """

    target: str
    predicate: str
    triples: int


def linksets(
    quads: Iterable[ox.Quad], uri_space: str, targets: Mapping[str, str]
) -> tuple[Linkset, ...]:
    """Count the links from things below ``uri_space`` to those below the values of ``targets``.

    ``targets`` maps slugs to URI spaces, none of which starts with another.  A triple counts
    once, in whatever graphs it stands.
    """
    links = {quad.triple for quad in quads if quad.predicate in LINK_PREDICATES}
    counts = Counter(
        (target, triple.predicate.value)
        for triple in links
        if isinstance(triple.object, ox.NamedNode)
        and named(triple.subject).value.startswith(uri_space)
        for target, space in targets.items()
        if triple.object.value.startswith(space)
    )
    return tuple(sorted(Linkset(*link, number) for link, number in counts.items()))
