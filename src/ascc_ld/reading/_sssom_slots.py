"""What SSSOM 1.1 says of mappings and mapping sets: their slots, and what a slot may hold.

Source: the LinkML schema of SSSOM (``sssom_schema.yaml``,
https://mapping-commons.github.io/sssom/linkml-index/), which the standard calls authoritative.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any, TypeAlias

from ascc_ld.ground.faults import DataError, Fault, nearest

OWL = "http://www.w3.org/2002/07/owl#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SSSOM = "https://w3id.org/sssom/"
XSD = "http://www.w3.org/2001/XMLSchema#"

# Prefixes that need no declaration (specification, "IRI prefixes").
BUILT_IN = {
    "linkml": "https://w3id.org/linkml/",
    "owl": OWL,
    "rdf": RDF,
    "rdfs": RDFS,
    "semapv": "https://w3id.org/semapv/vocab/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sssom": SSSOM,
    "xsd": XSD,
}
VERSION = "1.1"
LITERAL = "rdfs literal"
NO_TERM = "sssom:NoTermFound"

# The ranges of the slots.  All are text in the table; RANGES below gives that of each slot.
Text: TypeAlias = str
Reference: TypeAlias = str  # a CURIE
Uri: TypeAlias = str
Date: TypeAlias = str
Number: TypeAlias = str
Choice: TypeAlias = str  # a key of CHOICES


@dataclass(frozen=True, order=True)
class Mapping:
    """A link between two entities, with its justification: one row of the table.

    The fields are the slots of the class ``Mapping``, in the order of the schema.  Entities are
    CURIEs of the set they belong to; dates and numbers are text in canonical form; an empty text
    or tuple means that there is no value.
    """

    record_id: Reference = ""
    subject_id: Reference = ""
    subject_label: Text = ""
    subject_category: Text = ""
    predicate_id: Reference = ""
    predicate_label: Text = ""
    predicate_modifier: Choice = ""
    object_id: Reference = ""
    object_label: Text = ""
    object_category: Text = ""
    mapping_justification: Reference = ""
    author_id: tuple[Reference, ...] = ()
    author_label: tuple[Text, ...] = ()
    reviewer_id: tuple[Reference, ...] = ()
    reviewer_label: tuple[Text, ...] = ()
    creator_id: tuple[Reference, ...] = ()
    creator_label: tuple[Text, ...] = ()
    license: Uri = ""
    subject_type: Choice = ""
    subject_source: Reference = ""
    subject_source_version: Text = ""
    object_type: Choice = ""
    object_source: Reference = ""
    object_source_version: Text = ""
    predicate_type: Choice = ""
    mapping_provider: Uri = ""
    mapping_source: Reference = ""
    mapping_cardinality: Choice = ""
    cardinality_scope: tuple[Text, ...] = ()
    mapping_tool: Text = ""
    mapping_tool_id: Reference = ""
    mapping_tool_version: Text = ""
    mapping_date: Date = ""
    publication_date: Date = ""
    review_date: Date = ""
    confidence: Number = ""
    reviewer_agreement: Number = ""
    curation_rule: tuple[Reference, ...] = ()
    curation_rule_text: tuple[Text, ...] = ()
    subject_match_field: tuple[Reference, ...] = ()
    object_match_field: tuple[Reference, ...] = ()
    match_string: tuple[Text, ...] = ()
    subject_preprocessing: tuple[Reference, ...] = ()
    object_preprocessing: tuple[Reference, ...] = ()
    similarity_score: Number = ""
    similarity_measure: Text = ""
    see_also: tuple[Uri, ...] = ()
    issue_tracker_item: Reference = ""
    other: Text = ""
    comment: Text = ""

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


@dataclass(frozen=True, order=True)
class MappingSet:
    """A table of mappings and what it says of itself.

    The fields are the slots of the class ``MappingSet`` in the order of the schema, ``mappings``
    last.  ``curie_map`` holds pairs of prefix and namespace.  A propagatable slot has its value
    either here or on the mappings: reading brings it down to them, writing back up.
    """

    sssom_version: Choice = ""
    curie_map: tuple[tuple[str, str], ...] = ()
    mapping_set_id: Uri = ""
    mapping_set_version: Text = ""
    mapping_set_source: tuple[Uri, ...] = ()
    mapping_set_title: Text = ""
    mapping_set_description: Text = ""
    mapping_set_confidence: Number = ""
    creator_id: tuple[Reference, ...] = ()
    creator_label: tuple[Text, ...] = ()
    license: Uri = ""
    subject_type: Choice = ""
    subject_source: Reference = ""
    subject_source_version: Text = ""
    object_type: Choice = ""
    object_source: Reference = ""
    object_source_version: Text = ""
    predicate_type: Choice = ""
    mapping_provider: Uri = ""
    cardinality_scope: tuple[Text, ...] = ()
    mapping_tool: Text = ""
    mapping_tool_id: Reference = ""
    mapping_tool_version: Text = ""
    mapping_date: Date = ""
    publication_date: Date = ""
    subject_match_field: tuple[Reference, ...] = ()
    object_match_field: tuple[Reference, ...] = ()
    subject_preprocessing: tuple[Reference, ...] = ()
    object_preprocessing: tuple[Reference, ...] = ()
    similarity_measure: Text = ""
    curation_rule: tuple[Reference, ...] = ()
    curation_rule_text: tuple[Text, ...] = ()
    see_also: tuple[Uri, ...] = ()
    issue_tracker: Uri = ""
    other: Text = ""
    comment: Text = ""
    mappings: tuple[Mapping, ...] = ()

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


def _ranges() -> dict[str, str]:
    """Return the range of each slot: what its annotation names, be it one value or several."""
    slots = {slot.name: str(slot.type) for cls in (Mapping, MappingSet) for slot in fields(cls)}
    return {
        name: range_.removeprefix("tuple[").removesuffix(", ...]") for name, range_ in slots.items()
    }


COLUMNS = tuple(slot.name for slot in fields(Mapping))
KEYS = tuple(slot.name for slot in fields(MappingSet) if slot.name != "mappings")
RANGES = _ranges()
MULTIVALUED = frozenset(
    slot.name
    for cls in (Mapping, MappingSet)
    for slot in fields(cls)
    if slot.default == () and slot.name not in ("curie_map", "mappings")
)
# Shared slots that speak of the set itself where they stand on the set; the others propagate.
_NOT_PROPAGATED = frozenset(
    ["creator_id", "creator_label", "license", "publication_date", "see_also", "other", "comment"]
)
PROPAGATABLE = tuple(name for name in KEYS if name in COLUMNS and name not in _NOT_PROPAGATED)
BOUNDS = {
    "mapping_set_confidence": (0, 1),
    "confidence": (0, 1),
    "similarity_score": (0, 1),
    "reviewer_agreement": (-1, 1),
}
_ENTITY_TYPES = {
    "owl class": f"{OWL}Class",
    "owl object property": f"{OWL}ObjectProperty",
    "owl data property": f"{OWL}DataProperty",
    "owl annotation property": f"{OWL}AnnotationProperty",
    "owl named individual": f"{OWL}NamedIndividual",
    "skos concept": f"{BUILT_IN['skos']}Concept",
    "rdfs resource": f"{RDFS}Resource",
    "rdfs class": f"{RDFS}Class",
    LITERAL: f"{RDFS}Literal",
    "rdfs datatype": f"{RDFS}Datatype",
    "rdf property": f"{RDF}Property",
    "composed entity expression": f"{SSSOM}ComposedEntityExpression",
}
# The values of the slots with a closed list, each with the IRI that means it in RDF, or None
# where it stays a text.
CHOICES: dict[str, dict[str, str | None]] = {
    "sssom_version": {VERSION: f"{SSSOM}version{VERSION}"},
    "subject_type": {**_ENTITY_TYPES},
    "object_type": {**_ENTITY_TYPES},
    "predicate_type": {**_ENTITY_TYPES},
    "predicate_modifier": {"Not": f"{SSSOM}NegatedPredicate"},
    "mapping_cardinality": dict.fromkeys(["1:1", "1:n", "n:1", "n:n", "1:0", "0:1", "0:0"]),
}
JUSTIFICATIONS = (
    "semapv:BackgroundKnowledgeBasedMatching",
    "semapv:CompositeMatching",
    "semapv:InstanceBasedMatching",
    "semapv:LexicalMatching",
    "semapv:LexicalSimilarityThresholdMatching",
    "semapv:LogicalReasoning",
    "semapv:ManualMappingCuration",
    "semapv:MappingChaining",
    "semapv:MappingInversion",
    "semapv:MappingReview",
    "semapv:SemanticSimilarityThresholdMatching",
    "semapv:StructuralMatching",
    "semapv:UnspecifiedMatching",
)
# The RDF property of a slot, where it is not the slot's own name in the namespace of SSSOM.
PROPERTIES = {
    "subject_id": f"{OWL}annotatedSource",
    "predicate_id": f"{OWL}annotatedProperty",
    "object_id": f"{OWL}annotatedTarget",
    "author_id": "http://purl.org/pav/authoredBy",
    "creator_id": "http://purl.org/dc/terms/creator",
    "license": "http://purl.org/dc/terms/license",
    "mapping_date": "http://purl.org/dc/terms/created",
    "publication_date": "http://purl.org/dc/terms/issued",
    "mapping_set_title": "http://purl.org/dc/terms/title",
    "mapping_set_description": "http://purl.org/dc/terms/description",
    "mapping_set_version": f"{OWL}versionInfo",
    "mapping_set_source": "http://www.w3.org/ns/prov#wasDerivedFrom",
    "see_also": f"{RDFS}seeAlso",
    "comment": f"{RDFS}comment",
}


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
