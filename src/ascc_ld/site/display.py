"""How the shapes want facts shown: SHACL's non-validating properties.

``sh:group`` and ``sh:order`` (https://www.w3.org/TR/shacl/#nonValidation) say under which heading
a property stands and where in it.  A property that no shape speaks of stands with those of the
thing's own class.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from ascc_ld.mapping.terms import CATALOGUE

__all__ = ["Display", "Group"]

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


class Display:
    """The groups and orders of a shapes graph, given as its triples."""

    def __init__(self, shapes: Iterable[ox.Triple]) -> None:
        nodes: dict[ox.NamedNode, dict[ox.NamedNode, list[ox.NamedNode | ox.Literal]]] = {}
        for triple in shapes:
            if isinstance(triple.subject, ox.NamedNode):
                node = nodes.setdefault(triple.subject, {})
                node.setdefault(triple.predicate, []).append(_term(triple.object))
        self._groups = {
            node: Group(_order(facts), node.value, _labels(facts))
            for node, facts in nodes.items()
            if _SH["PropertyGroup"] in facts.get(CATALOGUE["rdf"]["type"], ())
        }
        self.binding: dict[ox.NamedNode, list[ox.NamedNode]] = {}
        self._general: dict[ox.NamedNode, tuple[Group, float]] = {}
        self._of_class: dict[ox.NamedNode, _Places] = {}
        self._of_types: dict[tuple[ox.NamedNode, ...], tuple[_Places, Group | None]] = {}
        for shape, facts in nodes.items():
            for term in (*facts.get(_SH["path"], ()), *facts.get(_SH["targetClass"], ())):
                self.binding.setdefault(_named(term), []).append(shape)
            self._read_shape(facts, nodes)

    def place(
        self, predicate: ox.NamedNode, types: Iterable[ox.NamedNode]
    ) -> tuple[Group | None, float]:
        """Return the group of ``predicate`` on a thing of ``types``, and its order therein.

        A shape of the thing's own class decides, then one that is for no class, then the group
        that the class's other properties are in.  The group is ``None`` where none of them says.
        """
        own = tuple(types)
        if own not in self._of_types:
            self._of_types[own] = self._places(own)
        places, elsewhere = self._of_types[own]
        return places[predicate] if predicate in places else (elsewhere, float("inf"))

    def _places(self, types: Iterable[ox.NamedNode]) -> tuple[_Places, Group | None]:
        """Return the places of properties on things of ``types``, and the group of all others."""
        own = [self._of_class[cls] for cls in types if cls in self._of_class]
        groups = [group for places in own for group, _ in places.values()]
        found: _Places = {}
        for places in (self._general, *reversed(own)):
            found.update(places)
        return found, min(groups, default=None)

    def shapes_of(self, term: ox.NamedNode) -> tuple[ox.NamedNode, ...]:
        """Return the shapes that target the class ``term`` or constrain the property ``term``."""
        return tuple(dict.fromkeys(self.binding.get(term, ())))

    def _read_shape(self, facts: _Facts, nodes: Mapping[ox.NamedNode, _Facts]) -> None:
        """Keep where a node shape wants the properties that its property shapes are about."""
        classes = [_named(cls) for cls in facts.get(_SH["targetClass"], ())]
        for member in facts.get(_SH["property"], ()):
            shape = nodes.get(_named(member), {})
            for path in shape.get(_SH["path"], ()):
                for group in shape.get(_SH["group"], ()):
                    place = (self._groups[_named(group)], _order(shape))
                    for places in (
                        [self._of_class.setdefault(cls, {}) for cls in classes]
                        if classes
                        else [self._general]
                    ):
                        key = _named(path)
                        places[key] = min(place, places.get(key, place))


_Places = dict[ox.NamedNode, tuple[Group, float]]
_Facts = Mapping[ox.NamedNode, Sequence[ox.NamedNode | ox.Literal]]


def _order(facts: _Facts) -> float:
    return min((float(value.value) for value in facts.get(_SH["order"], ())), default=float("inf"))


def _labels(facts: _Facts) -> tuple[tuple[str, str], ...]:
    return tuple(
        (value.language or "", value.value)
        for value in facts.get(_LABEL, ())
        if isinstance(value, ox.Literal)
    )


def _term(term: object) -> ox.NamedNode | ox.Literal:
    if not isinstance(term, ox.NamedNode | ox.Literal):
        raise TypeError(f"shapes are written without blank nodes, not with {term!r}")
    return term


def _named(term: ox.NamedNode | ox.Literal) -> ox.NamedNode:
    if not isinstance(term, ox.NamedNode):
        raise TypeError(f"a shape or group is an IRI, not {term!r}")
    return term
