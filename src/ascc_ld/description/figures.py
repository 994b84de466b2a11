"""The figures of VoID (https://www.w3.org/TR/void/#statistics), counted from the quads.

A triple that several named graphs state is one triple of the data set.  Class partitions, and
what they hold, are those of the union of the graphs: the type of a thing and what is said of it
stand in different graphs, so that partitions of single graphs would miss facts.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from ascc_ld.rdf.terms import CATALOGUE, named

_TYPE = CATALOGUE["rdf"]["type"].value
_SKOS = CATALOGUE["skos"]

_LINK_PREDICATES = frozenset(
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


@dataclass(frozen=True)
class PropertyPartition:
    """The triples of a class with one property.

    ``classes`` and ``datatypes`` count those whose value is of the class or datatype, by IRI; a
    value of two classes counts for both, one that the data set does not type for none.
    """

    property: str
    triples: int
    classes: Mapping[str, int]
    datatypes: Mapping[str, int]


@dataclass(frozen=True)
class ClassPartition:
    """The things of a class (``entities``), and their properties in the order of the IRIs."""

    class_: str
    entities: int
    properties: tuple[PropertyPartition, ...]


@dataclass(frozen=True)
class Figures:
    """What is counted in a data set.

    ``entities`` are the subjects whose IRI starts with the URI space of the data set,
    ``properties`` the triples of each predicate and ``graphs`` those of each named graph, by IRI,
    ``classes`` the partitions in the order of their IRIs.
    """

    triples: int
    entities: int
    distinct_subjects: int
    distinct_objects: int
    properties: Mapping[str, int]
    classes: tuple[ClassPartition, ...]
    graphs: Mapping[str, int]


@dataclass(frozen=True, order=True)
class Linkset:
    """The links to one data set with one predicate (https://www.w3.org/TR/void/#linkset).

    ``target`` is the slug of the source that the data set is, ``predicate`` an IRI.
    """

    target: str
    predicate: str
    triples: int


def count(graphs: Mapping[str, Iterable[ox.Quad]], uri_space: str) -> Figures:
    """Count the quads of the named ``graphs``, which have no blank nodes."""
    by_graph = {name: {quad.triple for quad in quads} for name, quads in graphs.items()}
    stated = [
        (named(triple.subject).value, triple.predicate.value, triple.object)
        for triple in set[ox.Triple]().union(*by_graph.values())
    ]
    subjects = {subject for subject, _, _ in stated}
    return Figures(
        triples=len(stated),
        entities=sum(subject.startswith(uri_space) for subject in subjects),
        distinct_subjects=len(subjects),
        distinct_objects=len({value for _, _, value in stated}),
        properties=_sorted(Counter(predicate for _, predicate, _ in stated)),
        classes=_partitions(stated),
        graphs=_sorted({name: len(triples) for name, triples in by_graph.items()}),
    )


def linksets(
    quads: Iterable[ox.Quad], uri_space: str, targets: Mapping[str, str]
) -> tuple[Linkset, ...]:
    """Count the links from things below ``uri_space`` to those below the values of ``targets``.

    ``targets`` maps slugs to URI spaces, none of which starts with another.  A triple counts
    once, in whatever graphs it stands.
    """
    links = {quad.triple for quad in quads if quad.predicate in _LINK_PREDICATES}
    counts = Counter(
        (target, triple.predicate.value)
        for triple in links
        if isinstance(triple.object, ox.NamedNode)
        and named(triple.subject).value.startswith(uri_space)
        for target, space in targets.items()
        if triple.object.value.startswith(space)
    )
    return tuple(sorted(Linkset(*link, number) for link, number in counts.items()))


def _partitions(stated: Sequence[tuple[str, str, object]]) -> tuple[ClassPartition, ...]:
    types: dict[str, list[str]] = defaultdict(list)
    for subject, predicate, value in stated:
        if predicate == _TYPE:
            types[subject].append(named(value).value)
    triples: Counter[tuple[str, str]] = Counter()
    classes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    datatypes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for subject, predicate, value in stated:
        for class_ in types.get(subject, ()):
            partition = class_, predicate
            triples[partition] += 1
            if isinstance(value, ox.Literal):
                datatypes[partition][value.datatype.value] += 1
            elif isinstance(value, ox.NamedNode):
                classes[partition].update(types.get(value.value, ()))
    properties: dict[str, list[PropertyPartition]] = defaultdict(list)
    for partition, number in sorted(triples.items()):
        class_, predicate = partition
        properties[class_].append(
            PropertyPartition(
                predicate,
                number,
                _sorted(classes.get(partition, {})),
                _sorted(datatypes.get(partition, {})),
            )
        )
    entities = Counter(class_ for found in types.values() for class_ in found)
    return tuple(
        ClassPartition(class_, number, tuple(properties[class_]))
        for class_, number in sorted(entities.items())
    )


def _sorted(counts: Mapping[str, int]) -> Mapping[str, int]:
    return dict(sorted(counts.items()))
