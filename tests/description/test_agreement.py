"""VoID, DCAT, the service description and schema.org say the same of the same data set."""

from __future__ import annotations

import json
from typing import Any

import pytest
from rdflib import RDF, RDFS, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from ascc_ld.description import dataset_markup, describe
from ascc_ld.sparql.example import EXAMPLES_GRAPH
from built import BASE, ROOT, oxigraph_facts, quads, rdflib_facts, rdflib_graph
from description.reading import (
    DATASET,
    DCAT,
    DCTERMS,
    DESCRIPTION_GRAPH,
    DOCUMENT,
    FOAF,
    SD,
    SERVICE,
    SPDX,
    VOID,
    data,
    description,
    named_graphs,
    one,
    our_record,
)
from published_site import site

CATALOGUE = URIRef(f"{BASE}catalog")
SCHEMA = Namespace("https://schema.org/")
ENDPOINT = URIRef(f"{BASE}sparql")


def texts(subject: Node, predicate: URIRef) -> dict[str, str]:
    found = list(description().objects(subject, predicate))
    by_language = {x.language or "": str(x) for x in found if isinstance(x, Literal)}
    assert len(by_language) == len(found)
    return by_language


def markup(language: str = "en") -> Any:
    return json.loads(json.dumps(dataset_markup(our_record(), language)))


# ---- The file is the graph ----


def test_the_file_is_the_named_graph() -> None:
    made = describe(our_record())
    assert {quad.graph_name.value for quad in made} == {str(DESCRIPTION_GRAPH)}  # type: ignore[union-attr]
    assert {quad.triple for quad in made} == {quad.triple for quad in quads("void.ttl")}
    assert len(made) == len(quads("void.ttl"))


def test_whatever_has_a_type_has_one_english_label_and_the_rest_are_partitions() -> None:
    graph = description()
    for node in set(graph.subjects(RDF.type)):
        assert [x.language for x in graph.objects(node, RDFS.label)] == ["en"], node  # type: ignore[attr-defined]
    untyped = {node for node in graph.subjects() if (node, RDF.type, None) not in graph}
    assert untyped
    assert all(str(node).startswith(f"{DOCUMENT}#") for node in untyped)


def test_the_data_and_their_description_give_a_thing_one_label() -> None:
    for node in set(description().subjects(RDFS.label)):
        labels = {*description().objects(node, RDFS.label), *data().objects(node, RDFS.label)}
        assert len(labels) == 1, labels


@pytest.mark.parametrize("subject", [DATASET, CATALOGUE, URIRef(f"{BASE}agent/ascc-ld")])
def test_what_the_registry_says_of_itself_is_not_contradicted(subject: URIRef) -> None:
    """Where both state a property, the registry's values are among those of the description."""
    registry = named_graphs()[f"{BASE}graph/registry"]
    both = set(registry.predicates(subject)) & set(description().predicates(subject))
    assert RDF.type in both
    for predicate in both - {RDF.type}:
        assert set(registry.objects(subject, predicate)) == set(
            description().objects(subject, predicate)
        )


# ---- Document, data set, catalogue, service ----


def test_one_node_is_the_data_set_of_void_and_of_dcat() -> None:
    graph = description()
    assert set(graph.subjects(RDF.type, DCAT.Dataset)) == {DATASET}
    assert (DATASET, RDF.type, VOID.Dataset) in graph
    assert one(DOCUMENT, FOAF.primaryTopic) == DATASET
    assert one(CATALOGUE, DCAT.dataset) == DATASET
    assert one(SERVICE, DCAT.servesDataset) == DATASET


def test_there_is_one_endpoint() -> None:
    graph = description()
    assert one(DATASET, VOID.sparqlEndpoint) == ENDPOINT
    assert one(SERVICE, SD.endpoint) == one(SERVICE, DCAT.endpointURL) == ENDPOINT
    assert one(CATALOGUE, DCAT.service) == SERVICE
    assert set(graph.subjects(RDF.type, SD.Service)) == {SERVICE}
    assert set(data().objects(None, URIRef("https://schema.org/target"))) == {ENDPOINT}


def test_the_documents_are_of_the_day_of_the_version() -> None:
    day = one(DATASET, DCTERMS.issued)
    assert one(DATASET, DCTERMS.modified) == one(DOCUMENT, DCTERMS.modified) == day


def test_the_examples_are_things_of_the_data_set() -> None:
    examples = set(description().objects(DATASET, VOID.exampleResource))
    assert len(examples) >= 2
    assert examples <= set(data().subjects())


def test_the_vocabularies_are_those_of_its_properties_and_classes() -> None:
    spaces = tuple(map(str, description().objects(DATASET, VOID.vocabulary)))
    terms = {*map(str, data().predicates()), *map(str, data().objects(None, RDF.type))}
    assert [term for term in terms if not term.startswith(spaces)] == []
    assert [space for space in spaces if not any(term.startswith(space) for term in terms)] == []


# ---- The service ----


def test_the_default_data_set_holds_every_named_graph_by_its_name() -> None:
    graph = description()
    dataset = one(SERVICE, SD.defaultDataset)
    names = {*named_graphs(), str(DESCRIPTION_GRAPH)}
    assert set(map(str, graph.objects(dataset, SD.namedGraph))) == names
    for name in map(URIRef, names):
        assert one(name, SD.name) == name


def test_the_graphs_of_the_data_set_are_its_subsets_and_the_description_is_none() -> None:
    graph = description()
    subsets = set(graph.objects(DATASET, VOID.subset)) - set(graph.subjects(RDF.type, VOID.Linkset))
    assert subsets == {one(URIRef(name), SD.graph) for name in named_graphs()}


def features(graph: Graph) -> set[Node]:
    return set(graph.objects(SERVICE, SD.feature))


def test_the_endpoint_does_not_announce_federation() -> None:
    assert features(description()) == {SD.UnionDefaultGraph}


def test_without_a_query_the_endpoint_gives_its_description_and_the_examples() -> None:
    found = oxigraph_facts(site().service_triples())
    examples = rdflib_facts(named_graphs()[BASE + EXAMPLES_GRAPH])
    assert found == examples | rdflib_facts(description())


# ---- schema.org ----


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_markup_has_the_texts_of_its_language(language: str) -> None:
    found = markup(language)
    assert found["@context"] == "https://schema.org"
    assert found["@type"] == "Dataset"
    assert found["@id"] == found["identifier"] == str(DATASET)
    assert found["name"] == texts(DATASET, DCTERMS.title)[language]
    assert found["description"] == texts(DATASET, DCTERMS.description)[language]
    assert {found["name"], *found["alternateName"]} == set(texts(DATASET, DCTERMS.title).values())
    assert set(found["inLanguage"]) == set(texts(DATASET, DCTERMS.title))
    assert found["includedInDataCatalog"]["@id"] == str(CATALOGUE)
    assert found["includedInDataCatalog"]["name"] == texts(CATALOGUE, DCTERMS.title)[language]
    assert len(found["spatialCoverage"]) == len(
        {place["name"] for place in found["spatialCoverage"]}
    )


def test_dataset_search_takes_the_length_of_the_description() -> None:
    """Google wants 50 to 5,000 characters in the page's language."""
    assert all(50 <= len(markup(language)["description"]) <= 5000 for language in ("en", "ja"))


def test_the_markup_agrees_with_dcat() -> None:
    found = markup()
    assert found["license"] == str(one(DATASET, DCTERMS.license))
    assert found["version"] == str(one(DATASET, DCAT.version))
    assert set(found["keywords"]) == set(texts_of(DATASET, DCAT.keyword))
    assert found["publisher"]["@id"] == str(one(DATASET, DCTERMS.publisher))
    assert found["creator"]["@id"] == str(one(DATASET, DCTERMS.creator))
    assert found["dateCreated"] == str(one(DATASET, DCTERMS.created))
    assert found["datePublished"] == str(one(DATASET, DCTERMS.issued))
    assert found["dateModified"] == str(one(DATASET, DCTERMS.modified))
    assert found["url"] == str(one(DATASET, DCAT.landingPage))
    assert {place["@id"] for place in found["spatialCoverage"]} == set(
        map(str, description().objects(DATASET, DCTERMS.spatial))
    )
    period = one(DATASET, DCTERMS.temporal)
    days = (str(one(period, DCAT.startDate)), str(one(period, DCAT.endDate)))
    assert found["temporalCoverage"] == "/".join(days)


def texts_of(subject: Node, predicate: URIRef) -> list[str]:
    return [str(value) for value in description().objects(subject, predicate)]


def test_the_markup_agrees_with_void() -> None:
    assert markup()["size"] == f"{one(DATASET, VOID.triples)} triples"


def test_the_markup_has_the_same_downloads_with_the_same_bytes() -> None:
    downloads = markup()["distribution"]
    (endpoint,) = [each for each in downloads if "usageInfo" in each]
    assert endpoint["contentUrl"] == str(ENDPOINT)
    assert endpoint["usageInfo"] == str(one(SERVICE, DCTERMS.conformsTo))
    assert {
        (
            each["@id"],
            each["contentUrl"],
            each["encodingFormat"],
            each["contentSize"],
            each["sha256"],
            each["license"],
        )
        for each in downloads
        if each is not endpoint
    } == {
        (
            str(node),
            str(one(node, DCAT.downloadURL)),
            str(one(node, DCAT.mediaType)).partition("media-types/")[2],
            f"{one(node, DCAT.byteSize)} B",
            str(one(one(node, SPDX.checksum), SPDX.checksumValue)),
            str(one(node, DCTERMS.license)),
        )
        for node in description().objects(DATASET, DCAT.distribution)
    }


def test_what_it_is_based_on_are_the_declarations() -> None:
    declarations = set(data().subjects(RDF.type, URIRef(f"{BASE}ns#Declaration")))
    assert set(markup()["isBasedOn"]) == set(map(str, declarations))


def test_the_time_covered_is_that_of_the_conferences() -> None:
    conferences = set(data().subjects(RDF.type, URIRef(f"{BASE}ns#ConferenceEdition")))
    first = min(str(one(each, SCHEMA.startDate, data())) for each in conferences)
    last = max(str(one(each, SCHEMA.endDate, data())) for each in conferences)
    assert markup()["temporalCoverage"] == f"{first}/{last}"


def test_every_term_of_the_description_is_explained() -> None:
    terms = {*description().predicates(), *description().objects(None, RDF.type)}
    reused = Graph().parse(ROOT / "ontology" / "reused-terms.ttl")
    explained = set((rdflib_graph("ontology.ttl") + reused).subjects(RDFS.comment))
    assert terms - explained == {RDF.type, RDFS.label}
