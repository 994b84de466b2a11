"""The slots of mappings and mapping sets, which ``sssom_slots.toml`` lists."""

from dataclasses import field, make_dataclass, replace
from functools import cached_property
from typing import Any

from ascc_ld.ground.faults import DataError, Fault, nearest
from ascc_ld.ground.package_data import packaged_toml

_SLOTS = packaged_toml("ascc_ld.reading", "sssom_slots.toml")

VERSION = "1.1"
LITERAL = "rdfs literal"
NO_TERM = "sssom:NoTermFound"

COLUMNS = tuple(_SLOTS["mapping"])
KEYS = tuple(_SLOTS["mapping_set"])
_ALL = {**_SLOTS["mapping"], **_SLOTS["mapping_set"]}
MULTIVALUED = frozenset(name for name, range_ in _ALL.items() if isinstance(range_, list))
RANGES: dict[str, str] = {name: "".join(range_) for name, range_ in _ALL.items()}
PROPAGATABLE = tuple(
    name for name in KEYS if name in COLUMNS and name not in _SLOTS["not_propagated"]
)
BUILT_IN: dict[str, str] = _SLOTS["prefixes"]
"""Prefixes that need no declaration."""
PROPERTIES: dict[str, str] = _SLOTS["properties"]
"""The RDF property of a slot, where it is not the slot's own name in the namespace of SSSOM."""
BOUNDS: dict[str, tuple[int, int]] = _SLOTS["bounds"]
JUSTIFICATIONS: tuple[str, ...] = tuple(_SLOTS["justifications"])
CHOICES: dict[str, dict[str, str]] = {
    name: _SLOTS["choices"].get(name) or _SLOTS["choices"]["entity_type"]
    for name, range_ in RANGES.items()
    if range_ == "Choice"
}
"""The values of the slots with a closed list, each with the IRI that means it in RDF, if any."""


def _with_slots(*slots: str) -> Any:
    """Return a dataclass whose fields are ``slots``."""
    return make_dataclass(
        "_Slots",
        [
            (name, tuple[str, ...], field(default=()))
            if name in MULTIVALUED or name == "mappings"
            else (name, str, field(default=""))
            for name in slots
        ],
        frozen=True,
    )


class SssomMapping(_with_slots(*COLUMNS)):  # type: ignore[misc] # its fields are data
    """A link between two entities, with its justification: one row of the table.

    The fields are the slots of the class ``Mapping``, in the order of the schema.  Entities are
    CURIEs of the set they belong to; dates and numbers are text in canonical form; an empty text
    or tuple means that there is no value.
    """

    @property
    def asserts_link(self) -> bool:
        """Whether the mapping says that subject and object are linked as ``predicate_id`` says.

        A negated mapping, a mapping to no term and one to a mere text do not
        (SSSOM/RDF, "Representation of mappings as direct triples").
        """
        return (
            not self.predicate_modifier
            and NO_TERM not in (self.subject_id, self.object_id)
            and LITERAL not in (self.subject_type, self.object_type)
        )


class MappingSet(_with_slots(*KEYS, "mappings")):  # type: ignore[misc] # the same
    """A table of mappings and what it says of itself.

    The fields are the slots of the class ``MappingSet`` in the order of the schema, ``mappings``
    last.  ``curie_map`` holds pairs of prefix and namespace.  A propagatable slot has its value
    either here or on the mappings: reading brings it down to them, writing back up.
    """

    mappings: tuple[SssomMapping, ...]

    def expand(self, curie: str) -> str:
        """Return the IRI of ``curie``.

        Raises :class:`~ascc_ld.ground.faults.DataError` when its prefix is not declared.
        """
        prefix, _, name = curie.partition(":")
        namespaces = self._namespaces
        if prefix not in namespaces:
            remedy = nearest(prefix, namespaces)
            raise self._error(curie, f"has the undeclared prefix {prefix!r}", remedy)
        return namespaces[prefix] + name

    @cached_property
    def _namespaces(self) -> dict[str, str]:
        return {**dict(self.curie_map), **BUILT_IN}

    def _error(self, value: str, problem: str, remedy: str) -> DataError:
        return DataError([Fault(self.mapping_set_id, None, "curie_map", value, problem, remedy)])


def contracted(iri: str, namespaces: dict[str, str]) -> str | None:
    """Return the CURIE of ``iri`` by the longest of ``namespaces`` that fits, None if none does."""
    fitting = [
        (len(namespace), prefix)
        for prefix, namespace in namespaces.items()
        if iri.startswith(namespace) and iri != namespace
    ]
    if not fitting:
        return None
    length, prefix = max(fitting)
    return f"{prefix}:{iri[length:]}"


def propagated(mapping_set: MappingSet) -> MappingSet:
    """Bring the values of propagatable slots down from the set to its mappings.

    A slot that some mapping has a value of its own in stays where it is, and so does every slot
    of a set without mappings (data model, "Propagation").
    """
    down = {
        name: getattr(mapping_set, name)
        for name in PROPAGATABLE
        if mapping_set.mappings and not any(getattr(m, name) for m in mapping_set.mappings)
    }
    return _moved(mapping_set, up=_emptied(down), down=down)


def condensed(mapping_set: MappingSet) -> MappingSet:
    """Bring the values that all mappings share in propagatable slots up to the set.

    A slot in which the set has another value of its own stays where it is (data model,
    "Condensation").
    """
    up = {}
    for name in PROPAGATABLE:
        own = getattr(mapping_set, name)
        values = {getattr(mapping, name) for mapping in mapping_set.mappings}
        if len(values) == 1 and (not own or own in values):
            up[name] = values.pop() or own
    return _moved(mapping_set, up=up, down=_emptied(up))


def _emptied(values: dict[str, Any]) -> dict[str, Any]:
    return {name: type(value)() for name, value in values.items()}


def _moved(mapping_set: MappingSet, up: dict[str, Any], down: dict[str, Any]) -> MappingSet:
    mappings = tuple(replace(mapping, **down) for mapping in mapping_set.mappings)
    return replace(mapping_set, **up, mappings=mappings)
