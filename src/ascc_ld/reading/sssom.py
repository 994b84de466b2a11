"""SSSOM/TSV 1.1: mapping sets read, written in canonical form, and turned into RDF.

A mapping set is a table of links between entities, each with its predicate, its justification
and the evidence for it, under a block of metadata in YAML.  The standard, part by part:

* data model: https://mapping-commons.github.io/sssom/spec-model/
* TSV and its canonical form: https://mapping-commons.github.io/sssom/spec-formats-tsv/
* RDF: https://mapping-commons.github.io/sssom/spec-formats-rdf/

All slots of the two classes are read, except ``extension_definitions``.  In three points this
reader asks for more than the standard does: a column that the standard does not know is a fault
(the standard drops it in silence, and with it a misspelt column); every mapping has a
``record_id``, which names the node of the RDF (it would be a blank node without); and a mapping
to ``sssom:NoTermFound`` says where the term was looked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from pyoxigraph import Literal, NamedNode, Triple

from ascc_ld.rdf.terms import CATALOGUE
from ascc_ld.reading._sssom_reading import read
from ascc_ld.reading._sssom_slots import (
    CHOICES,
    PROPERTIES,
    RANGES,
    MappingSet,
    SssomMapping,
    propagated,
)
from ascc_ld.reading._sssom_writing import write

__all__ = ["MappingSet", "SssomMapping", "direct_links", "read", "records", "write"]

_RDF = CATALOGUE["rdf"]
_RDFS = CATALOGUE["rdfs"]
_SSSOM = CATALOGUE["sssom"]
_XSD = CATALOGUE["xsd"]

# SSSOM/RDF, "Representation of SSSOM objects": the identifiers are the nodes, and prefixes
# belong to the syntax.
_NOT_TRIPLES = frozenset(["record_id", "mapping_set_id", "curie_map", "mappings"])


def direct_links(mapping_set: MappingSet) -> Iterator[Triple]:
    """Yield ``subject predicate object`` for each mapping that asserts its link."""
    for mapping in mapping_set.mappings:
        if mapping.asserts_link:
            subject, predicate, target = (
                NamedNode(mapping_set.expand(curie))
                for curie in (mapping.subject_id, mapping.predicate_id, mapping.object_id)
            )
            yield Triple(subject, predicate, target)


def records(mapping_set: MappingSet) -> Iterator[Triple]:
    """Yield the description of the set and of each of its mappings.

    Slots come out propagated, for readers that do not know SSSOM.  Set and mappings have an
    English ``rdfs:label`` besides; an entity without a label is named by its CURIE in it.
    """
    spread = propagated(mapping_set)
    node = NamedNode(spread.mapping_set_id)
    title = spread.mapping_set_title or spread.mapping_set_id
    yield from _described(node, _SSSOM["MappingSet"], title)
    yield from _slots(node, spread, spread)
    for mapping in spread.mappings:
        record = NamedNode(spread.expand(mapping.record_id))
        subject = mapping.subject_label or mapping.subject_id
        target = mapping.object_label or mapping.object_id
        yield Triple(node, _SSSOM["mappings"], record)
        yield from _described(record, CATALOGUE["owl"]["Axiom"], f"{subject} → {target}")
        yield from _slots(record, mapping, spread)


def _described(node: NamedNode, kind: NamedNode, label: str) -> Iterator[Triple]:
    yield Triple(node, _RDF["type"], kind)
    yield Triple(node, _RDFS["label"], Literal(label, language="en"))


def _slots(
    node: NamedNode, holder: SssomMapping | MappingSet, mapping_set: MappingSet
) -> Iterator[Triple]:
    for name in (slot.name for slot in fields(holder)):
        if name in _NOT_TRIPLES:
            continue
        predicate = NamedNode(PROPERTIES.get(name, _SSSOM.iri + name))
        value = getattr(holder, name)
        for item in filter(None, (value,) if isinstance(value, str) else value):
            yield Triple(node, predicate, _term(name, item, mapping_set))


def _term(name: str, value: str, mapping_set: MappingSet) -> NamedNode | Literal:
    """Return ``value`` as RDF (SSSOM/RDF, "Representation of slot values")."""
    match RANGES[name]:
        case "Reference":
            return NamedNode(mapping_set.expand(value))
        case "Uri":
            return NamedNode(value)
        case "Date":
            return Literal(value, datatype=_XSD["date"])
        case "Number":
            return Literal(_canonical_double(value), datatype=_XSD["double"])
        case "Choice" if meaning := CHOICES[name][value]:
            return NamedNode(meaning)
        case _:
            return Literal(value)


def _canonical_double(number: str) -> str:
    """Return the canonical form of an ``xsd:double``, such as 9.5E-1 (XSD 1.1, part 2, §3.3.5.2).

    JSON-LD processors rewrite doubles to it, so that any other form would not survive them.
    """
    mantissa, _, exponent = f"{float(number):.15E}".partition("E")
    digits = mantissa.rstrip("0")
    return f"{digits}{'0' if digits.endswith('.') else ''}E{int(exponent)}"
