"""The vocabulary keeps to the model and to what the checkers of ontologies ask for.

Two case tables stand beside this module. ``cases/ontology_terms.csv`` lists the classes and
properties of the model. ``cases/ontology_criteria.csv`` lists, one a line, the criteria of FOOPS!
(https://w3id.org/foops), the pitfalls of OOPS! (https://oops.linkeddata.es/catalogue.jsp), the
structural rules of OWL 2 DL (https://www.w3.org/TR/owl2-syntax/#Ontology_Documents) and the rules
of the house, each with a SPARQL Update that plants the fault the criterion is there to find.

Neither checker is run: the criteria are restated here as functions. Left out are those that only
the published file can meet or miss: FOOPS URI1, RDF1, CN1, DOC1, VER2, OM4.2 and OOPS P37 (the
IRI resolves), FOOPS FIND2 (the prefix is registered) and the DOI of OM3, of which there is none.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations, pairwise
from operator import itemgetter
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, Namespace, Node, URIRef

from looped import looped

HERE = Path(__file__).parent
ONTOLOGY_FILE = HERE.parent / "ontology" / "ascc.ttl"
REUSED_FILE = ONTOLOGY_FILE.with_name("reused-terms.ttl")
ONTOLOGY = URIRef("https://w3id.org/ascc/ns")
AGENT = URIRef("https://w3id.org/ascc/agent/ascc-ld")
ASCC = Namespace("https://w3id.org/ascc/ns#")
BIBO = Namespace("http://purl.org/ontology/bibo/")
DCTERMS = Namespace("http://purl.org/dc/terms/")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
ORG = Namespace("http://www.w3.org/ns/org#")
SCHEMA = Namespace("https://schema.org/")
TERM_STATUS = URIRef("http://www.w3.org/2003/06/sw-vocab-status/ns#term_status")
VANN = Namespace("http://purl.org/vocab/vann/")
# rdflib's own XSD warns when pytest looks through the names of a module.
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")

KINDS = {
    "class": OWL.Class,
    "object": OWL.ObjectProperty,
    "datatype": OWL.DatatypeProperty,
}
PROPERTY_KINDS = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
SUPERTERM = (RDFS.subClassOf, RDFS.subPropertyOf)
DOMAIN = (RDFS.domain, SCHEMA.domainIncludes)
RANGE = (RDFS.range, SCHEMA.rangeIncludes)
BUILT_IN = tuple(str(namespace) for namespace in (RDF, RDFS, OWL, XSD))
DISJOINT = [
    *combinations(
        (
            "Narrative",
            "Recognition",
            "Consensus",
            "DeclaratoryAct",
            "Request",
            "ExpressiveStatement",
            "CommissiveStatement",
        ),
        2,
    ),
    ("Commitment", "Aspiration"),
]


def rows(name: str) -> list[dict[str, str]]:
    """The lines of a case table, each with exactly the columns of its header."""
    with (HERE / "cases" / name).open(encoding="utf-8", newline="") as table:
        lines = list(csv.DictReader(table, strict=True))
    assert all(None not in line and None not in line.values() for line in lines), name
    return lines


TERMS = rows("ontology_terms.csv")
CRITERIA = rows("ontology_criteria.csv")


@pytest.fixture(scope="module")
def text() -> str:
    return ONTOLOGY_FILE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def alone(text: str) -> Graph:
    """The vocabulary as it is published."""
    return Graph().parse(data=text, format="turtle")


@pytest.fixture(scope="module")
def vocabulary(text: str) -> Graph:
    """The vocabulary with the terms of others that it and the data use."""
    return Graph().parse(data=text, format="turtle").parse(REUSED_FILE)


@pytest.fixture
def spoilt(vocabulary: Graph) -> Graph:
    """A copy of the vocabulary that a test may damage."""
    copy = Graph()
    for prefix, namespace in vocabulary.namespaces():
        copy.bind(prefix, namespace, replace=True)
    copy += vocabulary
    return copy


# Reading the graph --------------------------------------------------------------------------------


def resolved(graph: Graph, curies: str) -> set[Node]:
    """The IRIs of a cell such as "ascc:Section; ascc:Statement"."""
    return {graph.namespace_manager.expand_curie(curie) for curie in curies.split("; ") if curie}


def of_kind(graph: Graph, *kinds: Node) -> set[URIRef]:
    return {
        subject
        for kind in kinds
        for subject in graph.subjects(RDF.type, kind)
        if isinstance(subject, URIRef)
    }


def is_own(term: Node) -> bool:
    return str(term).startswith(ASCC)


def own(graph: Graph, *kinds: Node) -> set[URIRef]:
    return {term for term in of_kind(graph, *(kinds or KINDS.values())) if is_own(term)}


def own_properties(graph: Graph) -> set[URIRef]:
    return own(graph, *PROPERTY_KINDS)


def terms(graph: Graph) -> set[URIRef]:
    """All classes and properties of the file, own and reused."""
    return of_kind(graph, OWL.Class, *PROPERTY_KINDS)


def values(graph: Graph, subject: Node, *predicates: URIRef) -> set[Node]:
    return {value for predicate in predicates for value in graph.objects(subject, predicate)}


def texts(graph: Graph, subject: Node, predicate: URIRef, language: str) -> list[str]:
    return [
        str(value)
        for value in graph.objects(subject, predicate)
        if isinstance(value, Literal) and value.language == language
    ]


def local_name(term: Node) -> str:
    return re.split(r"[#/]", str(term))[-1]


def above(graph: Graph, term: Node) -> Iterator[Node]:
    """The superterms of a term at every height, the term itself only when it lies on a cycle."""
    seen: set[Node] = set()
    open_ends = list(values(graph, term, *SUPERTERM))
    while open_ends:
        superterm = open_ends.pop()
        if superterm not in seen:
            seen.add(superterm)
            open_ends.extend(values(graph, superterm, *SUPERTERM))
            yield superterm


# Criteria: each takes the vocabulary and returns what offends, nothing when all is well -----------

Check = Callable[[Graph], Iterable[object]]


def header_has(predicate: URIRef, wanted: Callable[[Node], bool] = lambda _: True) -> Check:
    """A criterion met by an ontology that has a value, and whose every value is as wanted."""

    def check(graph: Graph) -> list[object]:
        found = list(graph.objects(ONTOLOGY, predicate))
        return [value for value in found if not wanted(value)] if found else [predicate]

    return check


def is_iri(node: Node) -> bool:
    return isinstance(node, URIRef)


def is_literal(node: Node) -> bool:
    return isinstance(node, Literal)


def is_day(node: Node) -> bool:
    return isinstance(node, Literal) and node.datatype == XSD.date


def is_canonical_licence(node: Node) -> bool:
    canonical = r"https://creativecommons\.org/licenses/[a-z-]+/\d\.\d/"
    return is_iri(node) and re.fullmatch(canonical, str(node)) is not None


def is_bibo_status(node: Node) -> bool:
    return is_iri(node) and str(node).startswith(str(BIBO) + "status/")


def declared_iri(wanted: Callable[[str], bool]) -> Check:
    def check(graph: Graph) -> list[object]:
        return [iri for iri in graph.subjects(RDF.type, OWL.Ontology) if not wanted(str(iri))]

    return check


def version_iri_is_the_ontology(graph: Graph) -> list[object]:
    return [iri for iri in graph.subjects(OWL.versionIRI) if (iri, OWL.versionIRI, iri) in graph]


def doi(graph: Graph) -> list[object]:
    dois = list(graph.objects(ONTOLOGY, BIBO.doi))
    named = [name for name in graph.objects(ONTOLOGY, DCTERMS.identifier) if "doi." in str(name)]
    return [*dois, *named]


def no_metadata_vocabulary(graph: Graph) -> list[object]:
    known = (str(DCTERMS), str(VANN), str(BIBO))
    used = {str(predicate) for predicate in graph.predicates(ONTOLOGY)}
    return [] if any(predicate.startswith(known) for predicate in used) else [ONTOLOGY]


def nothing_reused(graph: Graph) -> list[object]:
    return [] if any(not is_own(term) for term in terms(graph)) else [ONTOLOGY]


def own_without(predicate: URIRef) -> Check:
    def check(graph: Graph) -> list[object]:
        return [term for term in own(graph) if not values(graph, term, predicate)]

    return check


def stated(*predicates: URIRef) -> Check:
    """A criterion met only where the predicates are never used."""

    def check(graph: Graph) -> list[object]:
        return [
            triple for predicate in predicates for triple in graph.triples((None, predicate, None))
        ]

    return check


def unconnected_classes(graph: Graph) -> list[object]:
    links = (*SUPERTERM, *DOMAIN, *RANGE)
    ends = {end for link in links for pair in graph.subject_objects(link) for end in pair}
    return [term for term in own(graph, OWL.Class) if term not in ends]


def inverse_pairs(graph: Graph) -> list[tuple[Node, Node]]:
    return list(graph.subject_objects(OWL.inverseOf))


def wrong_inverses(graph: Graph) -> list[object]:
    object_properties = of_kind(graph, OWL.ObjectProperty)

    def crossed(one: Node, other: Node) -> bool:
        domain, range_ = values(graph, one, *DOMAIN), values(graph, other, *RANGE)
        return not domain or not range_ or domain == range_

    return [
        (one, other)
        for one, other in inverse_pairs(graph)
        if not {one, other} <= object_properties
        or not (crossed(one, other) and crossed(other, one))
    ]


def hierarchy_cycles(graph: Graph) -> list[object]:
    return [term for term in terms(graph) if term in above(graph, term)]


def class_names_with(*words: str) -> Check:
    """A criterion met when no word of a CamelCase class name is one of the given ones."""

    def check(graph: Graph) -> list[object]:
        return [
            term
            for term in own(graph, OWL.Class)
            if set(re.findall(r"[A-Z][a-z]*", local_name(term))) & set(words)
        ]

    return check


def undescribed(graph: Graph) -> list[object]:
    return [
        term
        for term in terms(graph)
        if not texts(graph, term, RDFS.label, "en") or not texts(graph, term, RDFS.comment, "en")
    ]


def missing_disjointness(graph: Graph) -> list[object]:
    pairs = [(ASCC[one], ASCC[other]) for one, other in DISJOINT]
    return [
        (one, other)
        for one, other in pairs
        if (one, OWL.disjointWith, other) not in graph
        and (other, OWL.disjointWith, one) not in graph
    ]


def missing_domain_or_range(graph: Graph) -> list[object]:
    return [
        term
        for term in own_properties(graph)
        if not values(graph, term, *DOMAIN) or not values(graph, term, *RANGE)
    ]


def several_domains_or_ranges(graph: Graph) -> list[object]:
    def offends(term: Node, single: URIRef, several: URIRef) -> bool:
        one, many = values(graph, term, single), values(graph, term, several)
        return len(one) > 1 or bool(one and many)

    return [
        term
        for term in of_kind(graph, *PROPERTY_KINDS)
        if offends(term, *DOMAIN) or offends(term, *RANGE)
    ]


def unrelated_namesakes(*kinds: URIRef) -> Check:
    """A criterion met when an own term is related to the reused terms that share its name.

    To be related is to stand below the other, or to point to it with rdfs:seeAlso and so tell the
    reader what the difference is.
    """

    def check(graph: Graph) -> list[object]:
        everything = of_kind(graph, *kinds)
        return [
            (term, other)
            for term in filter(is_own, everything)
            for other in everything
            if not is_own(other)
            and local_name(term) == local_name(other)
            and other not in {*above(graph, term), *values(graph, term, RDFS.seeAlso)}
        ]

    return check


def unreadable_backwards(graph: Graph) -> list[object]:
    """Own object properties that neither have an inverse nor say how to do without one.

    The pitfall asks for an owl:inverseOf. The model fixes the thirty properties, and a second name
    for each would double the data or leave half of it unasserted, so a property may instead state
    in a vann:usageNote the inverse path by which SPARQL reads it backwards, such as ^ascc:force.
    """
    with_inverse = {end for pair in inverse_pairs(graph) for end in pair}

    def has_path(term: URIRef) -> bool:
        path = re.compile(rf"\^ascc:{local_name(term)}\b(?!-)")
        return any(path.search(note) for note in texts(graph, term, VANN.usageNote, "en"))

    return [
        term
        for term in own(graph, OWL.ObjectProperty)
        if term not in with_inverse and not has_path(term)
    ]


def labels_as_long_as_definitions(graph: Graph) -> list[object]:
    return [
        term
        for term in terms(graph)
        for label in texts(graph, term, RDFS.label, "en")
        for comment in texts(graph, term, RDFS.comment, "en")
        if len(label.split()) >= len(comment.split())
    ]


def misnamed(graph: Graph) -> list[object]:
    def offends(names: Iterable[URIRef], pattern: str) -> list[object]:
        return [name for name in names if not re.fullmatch(pattern, local_name(name))]

    return [
        *offends(own(graph, OWL.Class), r"([A-Z][a-z]+)+"),
        *offends(own_properties(graph), r"[a-z]+([A-Z][a-z]+)*"),
    ]


def self_referring(graph: Graph) -> list[object]:
    return [(term, link) for term in terms(graph) for link in graph.predicates(term, term)]


def self_inverse(graph: Graph) -> list[object]:
    return [one for one, other in inverse_pairs(graph) if one == other]


def symmetric_with_inverse(graph: Graph) -> list[object]:
    symmetric = of_kind(graph, OWL.SymmetricProperty)
    return [pair for pair in inverse_pairs(graph) if symmetric & set(pair)]


def two_sided(characteristic: URIRef) -> Check:
    """A criterion met when properties of the characteristic have one class on both sides."""

    def check(graph: Graph) -> list[object]:
        return [
            term
            for term in of_kind(graph, characteristic)
            if values(graph, term, *DOMAIN) != values(graph, term, *RANGE)
        ]

    return check


def shared_labels(graph: Graph) -> list[object]:
    labelled = sorted(
        (language, label.casefold(), str(term))
        for term in own(graph)
        for language in ("en", "ja")
        for label in texts(graph, term, RDFS.label, language)
    )
    return [(one, other) for one, other in pairwise(labelled) if one[:2] == other[:2]]


def untyped_classes(graph: Graph) -> list[object]:
    class_links = (RDF.type, RDFS.subClassOf, OWL.disjointWith, *DOMAIN, *RANGE)
    used = {obj for link in class_links for obj in graph.objects(predicate=link)}
    typed = of_kind(graph, OWL.Class, RDFS.Datatype)
    return [term for term in used if term not in typed and not str(term).startswith(BUILT_IN)]


def untyped_properties(graph: Graph) -> list[object]:
    links = (RDFS.subPropertyOf, OWL.inverseOf)
    used = {*graph.predicates(), *(obj for link in links for obj in graph.objects(predicate=link))}
    typed = of_kind(graph, *PROPERTY_KINDS)
    return [term for term in used if term not in typed and not str(term).startswith(BUILT_IN)]


def iris_with_file_extension(graph: Graph) -> list[object]:
    nodes = {node for triple in graph for node in triple if is_iri(node)}
    return [iri for iri in nodes if re.search(r"\.(owl|rdf|n3|ttl)", str(iri))]


def not_one_ontology(graph: Graph) -> list[object]:
    declared = list(graph.subjects(RDF.type, OWL.Ontology))
    return [] if len(declared) == 1 else [declared]


def hijacked_terms(graph: Graph) -> list[object]:
    """What the files say of others' terms that is not a restatement of what they say themselves.

    A reused term may be typed, labelled, explained and set beside terms that are not ours. It may
    not be put under one of our terms or be defined by our ontology.
    """
    restating = {
        RDF.type,
        RDFS.label,
        RDFS.comment,
        RDFS.isDefinedBy,
        RDFS.subClassOf,
        RDFS.subPropertyOf,
        RDFS.domain,
        RDFS.range,
        OWL.inverseOf,
        OWL.disjointWith,
    }
    return [
        (term, predicate, obj)
        for term in terms(graph)
        if not is_own(term)
        for predicate, obj in graph.predicate_objects(term)
        if predicate not in restating or is_own(obj) or obj == ONTOLOGY
    ]


def of_several_kinds(graph: Graph) -> list[object]:
    kinds = {*PROPERTY_KINDS, OWL.Class, RDFS.Datatype}
    return [term for term in terms(graph) if len(values(graph, term, RDF.type) & kinds) > 1]


def header_without_annotation(graph: Graph) -> list[object]:
    annotations = of_kind(graph, OWL.AnnotationProperty)
    return [
        predicate
        for predicate in graph.predicates(ONTOLOGY)
        if predicate not in annotations and not str(predicate).startswith(BUILT_IN)
    ]


def ranges_of_the_wrong_kind(graph: Graph) -> list[object]:
    classes = of_kind(graph, OWL.Class)
    return [
        (term, end)
        for kind, wants_class in ((OWL.ObjectProperty, True), (OWL.DatatypeProperty, False))
        for term in own(graph, kind)
        for end in values(graph, term, *RANGE)
        if (end in classes) is not wants_class
    ]


def superproperties_of_another_kind(graph: Graph) -> list[object]:
    return [
        (one, other)
        for one, other in graph.subject_objects(RDFS.subPropertyOf)
        if other != RDFS.label
        and not values(graph, one, RDF.type) & values(graph, other, RDF.type) & set(PROPERTY_KINDS)
    ]


def blank_nodes(graph: Graph) -> list[object]:
    return [triple for triple in graph if any(isinstance(node, BNode) for node in triple)]


def not_in_two_languages(graph: Graph) -> list[object]:
    japanese = re.compile("[ぁ-んァ-ヶ一-龠]")
    return [
        (term, predicate)
        for term in own(graph)
        for predicate in (RDFS.label, RDFS.comment)
        if len(texts(graph, term, predicate, "en")) != 1
        or [bool(japanese.search(words)) for words in texts(graph, term, predicate, "ja")] != [True]
    ]


def not_defined_where_they_belong(graph: Graph) -> list[object]:
    def offends(term: URIRef) -> bool:
        documents = [str(document) for document in values(graph, term, RDFS.isDefinedBy)]
        if is_own(term):
            return documents != [str(ONTOLOGY)]
        return len(documents) != 1 or not str(term).startswith(documents[0])

    return [term for term in terms(graph) if offends(term)]


def without_example(graph: Graph) -> list[object]:
    return [term for term in own(graph) if not texts(graph, term, SKOS.example, "en")]


def of_unknown_status(graph: Graph) -> list[object]:
    known = {Literal("stable"), Literal("testing")}
    return [
        term
        for term in own(graph)
        if len(status := values(graph, term, TERM_STATUS)) != 1 or not status <= known
    ]


def undated(graph: Graph) -> list[object]:
    dates = (DCTERMS.created, DCTERMS.issued, DCTERMS.modified)
    return [offence for date in dates for offence in header_has(date, is_day)(graph)]


def unlabelled_agent(graph: Graph) -> list[object]:
    return [] if texts(graph, AGENT, RDFS.label, "en") else [AGENT]


CHECKS: dict[str, Check] = {
    "FOOPS HTTP1": declared_iri(lambda iri: iri.startswith("http")),
    "FOOPS PURL1": declared_iri(lambda iri: "w3id.org" in iri),
    "FOOPS URI2": declared_iri(lambda iri: iri == str(ONTOLOGY)),
    "FOOPS VER1 present": header_has(OWL.versionIRI, is_iri),
    "FOOPS VER1 distinct": version_iri_is_the_ontology,
    "FOOPS OM1 title": header_has(DCTERMS.title),
    "FOOPS OM1 description": header_has(DCTERMS.description),
    "FOOPS OM1 licence": header_has(DCTERMS.license),
    "FOOPS OM1 version IRI": header_has(OWL.versionIRI),
    "FOOPS OM1 author": header_has(DCTERMS.creator),
    "FOOPS OM1 namespace": header_has(VANN.preferredNamespaceUri, is_literal),
    "FOOPS OM2 prefix": header_has(VANN.preferredNamespacePrefix, is_literal),
    "FOOPS OM2 version": header_has(OWL.versionInfo),
    "FOOPS OM2 created": header_has(DCTERMS.created, is_literal),
    "FOOPS OM2 citation": header_has(DCTERMS.bibliographicCitation, is_literal),
    "FOOPS OM3 no DOI": doi,
    "FOOPS OM3 publisher": header_has(DCTERMS.publisher),
    "FOOPS OM3 logo": header_has(FOAF.logo, is_iri),
    "FOOPS OM3 status": header_has(BIBO.status, is_bibo_status),
    "FOOPS OM3 source": header_has(DCTERMS.source),
    "FOOPS OM3 issued": header_has(DCTERMS.issued),
    "FOOPS OM4.1": header_has(DCTERMS.license, is_canonical_licence),
    "FOOPS OM5.1 created": header_has(DCTERMS.created),
    "FOOPS OM5.1 author": header_has(DCTERMS.creator),
    "FOOPS OM5.2 issued": header_has(DCTERMS.issued),
    "FOOPS OM5.2 publisher": header_has(DCTERMS.publisher),
    "FOOPS FIND1": header_has(VANN.preferredNamespacePrefix),
    "FOOPS FIND3": header_has(SCHEMA.includedInDataCatalog, is_iri),
    "FOOPS VOC1": no_metadata_vocabulary,
    "FOOPS VOC2": nothing_reused,
    "FOOPS VOC3": own_without(RDFS.label),
    "FOOPS VOC4": own_without(RDFS.comment),
    "OOPS P02": stated(OWL.equivalentClass),
    "OOPS P04": unconnected_classes,
    "OOPS P05": wrong_inverses,
    "OOPS P06": hierarchy_cycles,
    "OOPS P07": class_names_with("And", "Or"),
    "OOPS P08": undescribed,
    "OOPS P10": missing_disjointness,
    "OOPS P11": missing_domain_or_range,
    "OOPS P12": unrelated_namesakes(*PROPERTY_KINDS),
    "OOPS P13": unreadable_backwards,
    "OOPS P19": several_domains_or_ranges,
    "OOPS P20": labels_as_long_as_definitions,
    "OOPS P21": class_names_with("Misc", "Miscellaneous", "Other"),
    "OOPS P22": misnamed,
    "OOPS P24": self_referring,
    "OOPS P25": self_inverse,
    "OOPS P26": symmetric_with_inverse,
    "OOPS P27": stated(OWL.equivalentProperty),
    "OOPS P28": two_sided(OWL.SymmetricProperty),
    "OOPS P29": two_sided(OWL.TransitiveProperty),
    "OOPS P30": unrelated_namesakes(OWL.Class),
    "OOPS P31": stated(OWL.equivalentClass),
    "OOPS P32": shared_labels,
    "OOPS P33": stated(OWL.propertyChainAxiom),
    "OOPS P34": untyped_classes,
    "OOPS P35": untyped_properties,
    "OOPS P36": iris_with_file_extension,
    "OOPS P38": not_one_ontology,
    "OOPS P40": hijacked_terms,
    "OOPS P41": header_has(DCTERMS.license, is_iri),
    "OWL 2 DL one kind": of_several_kinds,
    "OWL 2 DL header": header_without_annotation,
    "OWL 2 DL ranges": ranges_of_the_wrong_kind,
    "OWL 2 DL superproperties": superproperties_of_another_kind,
    "house: no blank node": blank_nodes,
    "house: two languages": not_in_two_languages,
    "house: defined by": not_defined_where_they_belong,
    "house: example": without_example,
    "house: status": of_unknown_status,
    "house: dates": undated,
    "house: labelled agent": unlabelled_agent,
}


@looped("criterion", CHECKS)
def test_the_vocabulary_meets_the_criterion(criterion: str, vocabulary: Graph) -> None:
    assert list(CHECKS[criterion](vocabulary)) == []


@pytest.mark.parametrize(
    "case",
    [pytest.param(case, id=f"{case['criterion']}, {case['requirement']}") for case in CRITERIA],
)
def test_the_criterion_finds_the_fault(case: dict[str, str], spoilt: Graph) -> None:
    spoilt.update(case["fault"])
    assert list(CHECKS[case["criterion"]](spoilt)) != []


ALONE: dict[str, Check] = {
    name: CHECKS[name]
    for name in ("OOPS P34", "OOPS P35", "OWL 2 DL header", "OWL 2 DL superproperties")
}


def restated_terms(graph: Graph) -> list[object]:
    """What the published vocabulary says of others' terms but of what kind they are."""
    return [
        (term, predicate, obj)
        for term in terms(graph)
        if not is_own(term)
        for predicate, obj in graph.predicate_objects(term)
        if predicate != RDF.type
    ]


@pytest.mark.parametrize("criterion", ALONE)
def test_the_published_vocabulary_meets_the_criterion_alone(criterion: str, alone: Graph) -> None:
    assert list(ALONE[criterion](alone)) == []


def test_the_published_vocabulary_says_of_others_terms_their_kind_and_nothing_else(
    alone: Graph, vocabulary: Graph
) -> None:
    assert restated_terms(alone) == []
    assert restated_terms(vocabulary) != []


def test_others_terms_are_of_one_kind_in_both_files(alone: Graph, vocabulary: Graph) -> None:
    for term in terms(alone):
        assert values(alone, term, RDF.type) == values(vocabulary, term, RDF.type), term


def test_every_criterion_has_a_fault_to_find() -> None:
    assert {case["criterion"] for case in CRITERIA} == set(CHECKS)


# P38 and P39 are found in the characters of the file, not in its triples -------------------------


def declares_itself_in_full(text: str) -> bool:
    return f"<{ONTOLOGY}> a owl:Ontology" in text


def has_one_namespace(text: str) -> bool:
    """True when no IRI depends on where the file is read from: no base, no relative IRI."""
    absolute = all(":" in iri for iri in re.findall(r"<([^<>\"\s]*)>", text))
    return absolute and "@base" not in text and f"@prefix ascc: <{ASCC}>" in text


def test_the_file_names_its_ontology_in_full(text: str) -> None:
    assert declares_itself_in_full(text)
    assert not declares_itself_in_full(text.replace(f"<{ONTOLOGY}> a", "<> a"))


@pytest.mark.parametrize(
    ("written", "instead"),
    [
        (f"<{ONTOLOGY}> a owl:Ontology", "<> a owl:Ontology"),
        (f"@prefix ascc: <{ASCC}>", "@prefix ascc: <#>"),
        ("@prefix bibo:", "@base <https://w3id.org/ascc/> .\n@prefix bibo:"),
    ],
    ids=["relative ontology IRI", "relative namespace", "base"],
)
def test_the_file_has_one_namespace(text: str, written: str, instead: str) -> None:
    assert has_one_namespace(text)
    assert written in text
    assert not has_one_namespace(text.replace(written, instead))


# The model ----------------------------------------------------------------------------------------


def test_the_vocabulary_has_the_terms_of_the_model_and_no_other(vocabulary: Graph) -> None:
    named = {subject for subject in vocabulary.subjects() if is_own(subject)}
    assert named == {ASCC[term["term"]] for term in TERMS}


@pytest.mark.parametrize(("kinds", "number"), [({"class"}, 15), ({"object", "datatype"}, 34)])
def test_the_model_has_15_classes_and_34_properties(kinds: set[str], number: int) -> None:
    assert sum(term["kind"] in kinds for term in TERMS) == number


@looped("term", TERMS, ids=itemgetter("term"))
def test_a_term_is_as_the_model_has_it(term: dict[str, str], vocabulary: Graph) -> None:
    iri = ASCC[term["term"]]
    assert KINDS[term["kind"]] in values(vocabulary, iri, RDF.type)
    assert values(vocabulary, iri, *SUPERTERM) == resolved(vocabulary, term["superterm"])
    assert values(vocabulary, iri, *DOMAIN) == resolved(vocabulary, term["domain"])
    assert values(vocabulary, iri, *RANGE) == resolved(vocabulary, term["range"])


def test_only_the_model_s_classes_exclude_each_other(vocabulary: Graph) -> None:
    stated_pairs = {frozenset(pair) for pair in vocabulary.subject_objects(OWL.disjointWith)}
    ours = {frozenset((ASCC[one], ASCC[other])) for one, other in DISJOINT}
    assert stated_pairs == {*ours, frozenset((ORG.Organization, SCHEMA.Place))}


def test_a_property_is_functional_only_where_the_model_allows_one_value(vocabulary: Graph) -> None:
    single = {
        "madeAt",
        "editionNumber",
        "inSection",
        "inDeclaration",
        "clauseOf",
        "force",
        "openList",
        "role",
        "listedUnder",
        "printedName",
        "organisationType",
        "country",
    }
    assert of_kind(vocabulary, OWL.FunctionalProperty) == {ASCC[name] for name in single}


def test_bound_means_politically_and_not_legally(vocabulary: Graph) -> None:
    [english] = texts(vocabulary, ASCC.isBoundBy, RDFS.comment, "en")
    [japanese] = texts(vocabulary, ASCC.isBoundBy, RDFS.comment, "ja")
    assert "politically, not legally" in english
    assert "法的にではなく政治的に" in japanese


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (DCTERMS.hasPart, DCTERMS.isPartOf),
        (ORG.hasUnit, ORG.unitOf),
        (SCHEMA.subEvent, SCHEMA.superEvent),
        (SKOS.broader, SKOS.narrower),
        (SKOS.hasTopConcept, SKOS.topConceptOf),
    ],
    ids=local_name,
)
def test_the_inverses_of_reused_properties_are_restated_both_ways(
    one: URIRef, other: URIRef, vocabulary: Graph
) -> None:
    assert (one, OWL.inverseOf, other) in vocabulary
    assert (other, OWL.inverseOf, one) in vocabulary
