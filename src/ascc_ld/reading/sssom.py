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

import math
import re
from collections.abc import Iterator

import yaml
from pyoxigraph import Literal, NamedNode, Triple

from ascc_ld.rdf.terms import CATALOGUE, canonical_double
from ascc_ld.reading._sssom_reading import read
from ascc_ld.reading._sssom_slots import (
    BUILT_IN,
    CHOICES,
    COLUMNS,
    KEYS,
    PROPERTIES,
    RANGES,
    MappingSet,
    SssomMapping,
    condensed,
    propagated,
)

__all__ = ["MappingSet", "SssomMapping", "direct_links", "read", "records", "write"]

_RDF = CATALOGUE["rdf"]
_RDFS = CATALOGUE["rdfs"]
_SSSOM = CATALOGUE["sssom"]
_XSD = CATALOGUE["xsd"]

# SSSOM/RDF, "Representation of SSSOM objects": the identifiers are the nodes, and prefixes
# belong to the syntax.
_NOT_TRIPLES = frozenset(["record_id", "mapping_set_id", "curie_map"])


# What cannot stand as a plain scalar in a block mapping and be read back as the same text
# (YAML 1.2.2, §7.3.3 "Plain style" and §10.3.2 "Tag resolution" of the core schema).
_NOT_PLAIN = re.compile(
    r"""[\s,\[\]{}\#&*!|>'"%@`]             # begins with a mark or a blank
    |[-?:](\s|\Z)
    |.*(:(\s|\Z)|\s\#|\s\Z)                 # holds what begins a value or a comment, ends blank
    |.*[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]
    |(null|Null|NULL|~|true|True|TRUE|false|False|FALSE)\Z
    |([-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)\Z
    |[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z
    |([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))\Z
    |\Z
    """,
    re.VERBOSE | re.DOTALL,
)


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
    for name in COLUMNS if isinstance(holder, SssomMapping) else KEYS:
        value = getattr(holder, name)
        if value and name not in _NOT_TRIPLES:
            predicate = NamedNode(PROPERTIES.get(name, _SSSOM.iri + name))
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
            return Literal(canonical_double(float(value)), datatype=_XSD["double"])
        case "Choice" if meaning := CHOICES[name][value]:
            return NamedNode(meaning)
        case _:
            return Literal(value)


def write(mapping_set: MappingSet) -> str:
    """Return the set as SSSOM/TSV in canonical form, ending in a line feed.

    Source: the specification of SSSOM/TSV, "Canonical SSSOM/TSV format".

    Slots and columns stand in the order of the schema, rows sorted, common values condensed,
    built-in and unused prefixes left out.

    Raises :class:`~ascc_ld.ground.faults.DataError` when a CURIE has a prefix that is not declared.
    """
    short = condensed(mapping_set)
    columns = [name for name in COLUMNS if any(getattr(m, name) for m in short.mappings)]
    rows = sorted([_cell(getattr(m, name)) for name in columns] for m in short.mappings)
    lines = [f"#{line}" for name in KEYS for line in _yaml_lines(name, short)]
    lines += ("\t".join(map(_quoted, row)) for row in [columns or COLUMNS, *rows])
    return "".join(f"{line}\n" for line in lines)


def _yaml_lines(name: str, mapping_set: MappingSet) -> list[str]:
    value = getattr(mapping_set, name)
    if name == "curie_map":
        used = {curie.partition(":")[0] for curie in _references(mapping_set)} - BUILT_IN.keys()
        items = [f"  {_scalar(key)}: {_scalar(iri)}" for key, iri in sorted(value) if key in used]
    elif isinstance(value, tuple):
        items = [f"  - {_scalar(item)}" for item in value]
    else:
        scalar = value if RANGES[name] == "Number" else _scalar(value)
        return [f"{name}: {scalar}"] if value else []
    return [f"{name}:", *items] if items else []


def _references(mapping_set: MappingSet) -> Iterator[str]:
    """Yield every CURIE of the set, each known to expand."""
    for holder in (mapping_set, *mapping_set.mappings):
        for name, range_ in RANGES.items():
            value = getattr(holder, name, ())
            for curie in filter(None, (value,) if isinstance(value, str) else value):
                if range_ == "Reference":
                    mapping_set.expand(curie)
                    yield curie


def _scalar(text: str) -> str:
    """Return a text in plain style where YAML reads it back as that text, else quoted."""
    if not _NOT_PLAIN.match(text):
        return text
    quoted: str = yaml.safe_dump(text, default_style='"', allow_unicode=True, width=math.inf)
    return quoted.removesuffix("\n")


def _cell(value: str | tuple[str, ...]) -> str:
    if isinstance(value, str):
        return value
    return "|".join(re.sub(r"[\\|]", r"\\\g<0>", item) for item in value)


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if re.search(r'[\t\r\n"]', cell) else cell
