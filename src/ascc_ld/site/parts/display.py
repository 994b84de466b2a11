"""The order of facts on pages, from SHACL's non-validating properties.

``sh:group`` and ``sh:order`` (https://www.w3.org/TR/shacl/#nonValidation) give each
property a heading and a place under it.  A property without a shape goes with those of the thing's
own class.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

import pyoxigraph as ox

from ascc_ld.rdf.terms import CATALOGUE, ground, named

_SH = CATALOGUE["sh"]
_LABEL = CATALOGUE["rdfs"]["label"]


@dataclass(frozen=True, order=True)
class Group:
    """A heading for facts; ``labels`` is language → text."""

    order: float
    iri: str
    labels: tuple[tuple[str, str], ...] = ()

    def label(self, language: str) -> str:
        """Return the heading in ``language``, else in English."""
        labels = dict(self.labels)
        return labels.get(language) or labels.get("en") or self.iri


@dataclass(frozen=True)
class Places:
    """The headings of a thing's properties; those not ``placed`` go to ``elsewhere``."""

    placed: Mapping[ox.NamedNode, tuple[Group, float]]
    elsewhere: Group | None

    def of(self, predicate: ox.NamedNode) -> tuple[Group | None, float]:
        """Return the group of ``predicate``, ``None`` if no shape says, and its order in it."""
        return self.placed.get(predicate, (self.elsewhere, float("inf")))


class Display:
    """The groups and orders of a shapes graph, given as its triples."""

    def __init__(self, shapes: Iterable[ox.Triple]) -> None:
        nodes: dict[ox.NamedNode, dict[ox.NamedNode, list[ox.NamedNode | ox.Literal]]] = {}
        for triple in shapes:
            if isinstance(triple.subject, ox.NamedNode):
                node = nodes.setdefault(triple.subject, {})
                node.setdefault(triple.predicate, []).append(ground(triple.object))
        self._groups = {
            node: Group(_order(facts), node.value, _labels(facts))
            for node, facts in nodes.items()
            if _SH["PropertyGroup"] in facts.get(CATALOGUE["rdf"]["type"], ())
        }
        self.binding: dict[ox.NamedNode, list[ox.NamedNode]] = {}
        self._of_class: dict[ox.NamedNode, _Placed] = {}
        self._of_subject: dict[ox.NamedNode, _Placed] = {}
        for shape, facts in nodes.items():
            for term in (*facts.get(_SH["path"], ()), *facts.get(_SH["targetClass"], ())):
                self.binding.setdefault(named(term), []).append(shape)
            self._read_shape(facts, nodes)

    def places(self, types: Iterable[ox.NamedNode], said: frozenset[ox.NamedNode]) -> Places:
        """Return the headings for the properties of a thing with ``types``.

        ``said`` are the properties that it has.  The shapes of its classes come first, in the order
        of the classes, then the shapes that target subjects of these properties.  Other properties
        go to the group in which the first class has most of its own, the last of such groups.
        """
        targeting = sorted(said.intersection(self._of_subject), key=attrgetter("value"))
        own = [self._of_class[cls] for cls in types if cls in self._of_class]
        placed: _Placed = {}
        for places in reversed((*own, *(self._of_subject[predicate] for predicate in targeting))):
            placed.update(places)
        counted = Counter(group for group, _ in own[0].values()) if own else Counter()
        most = max(counted, key=lambda group: (counted[group], group), default=None)
        return Places(placed, most)

    def shapes_of(self, term: ox.NamedNode) -> tuple[ox.NamedNode, ...]:
        """Return the shapes that target the class ``term`` or constrain the property ``term``."""
        return tuple(dict.fromkeys(self.binding.get(term, ())))

    def _read_shape(self, facts: _Facts, nodes: Mapping[ox.NamedNode, _Facts]) -> None:
        """Record where a node shape places the properties of its property shapes."""
        targets = [
            chosen.setdefault(named(target), {})
            for chosen, kind in (
                (self._of_class, _SH["targetClass"]),
                (self._of_subject, _SH["targetSubjectsOf"]),
            )
            for target in facts.get(kind, ())
        ]
        for member in facts.get(_SH["property"], ()):
            shape = nodes.get(named(member), {})
            for path in shape.get(_SH["path"], ()):
                for group in shape.get(_SH["group"], ()):
                    place = (self._groups[named(group)], _order(shape))
                    for places in targets:
                        key = named(path)
                        places[key] = min(place, places.get(key, place))


_Placed = dict[ox.NamedNode, tuple[Group, float]]
_Facts = Mapping[ox.NamedNode, Sequence[ox.NamedNode | ox.Literal]]


def _order(facts: _Facts) -> float:
    return min((float(value.value) for value in facts.get(_SH["order"], ())), default=float("inf"))


def _labels(facts: _Facts) -> tuple[tuple[str, str], ...]:
    return tuple(
        (value.language or "", value.value)
        for value in facts.get(_LABEL, ())
        if isinstance(value, ox.Literal)
    )
