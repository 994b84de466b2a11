"""Every figure of the description, counted again by rdflib on the published files.

Nothing here calls what computed the figures: both sides are read from ``dist``, one from
``void.ttl``, one from ``ascc.nq``.  The statistics: https://www.w3.org/TR/void/#statistics.
"""

from __future__ import annotations

import csv
from pathlib import Path

from rdflib import RDF, URIRef
from rdflib.term import Node

from built import BASE, ROOT, quads, rdflib_cell
from description.reading import (
    DATASET,
    DESCRIPTION_GRAPH,
    SD,
    VOID,
    VOID_EXT,
    ask,
    counted,
    data,
    description,
    named_graphs,
    number,
    one,
)
from looped import looped

TABLES = Path(__file__).parents[2] / "data"

FIGURES = {
    "triples": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "entities": f"""SELECT (COUNT(DISTINCT ?s) AS ?n) {{
        ?s ?p ?o FILTER (STRSTARTS(STR(?s), "{BASE}"))
    }}""",
    "classes": "SELECT (COUNT(DISTINCT ?class) AS ?n) { ?s a ?class }",
    "properties": "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }",
    "distinctSubjects": "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }",
    "distinctObjects": "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }",
}


@looped("figure", FIGURES)
def test_a_figure_of_the_data_set_is_what_is_counted_in_the_dump(figure: str) -> None:
    ((found,),) = ask(data(), FIGURES[figure])
    assert number(one(DATASET, VOID[figure])) == number(found) > 0


def test_the_entities_are_counted_in_the_uri_space_that_is_stated() -> None:
    assert str(one(DATASET, VOID.uriSpace)) == BASE


# ---- Partitions ----


def test_a_class_partition_has_each_class_with_its_things() -> None:
    assert counted(
        description(),
        """SELECT ?class ?n {
            ?dataset a dcat:Dataset ; void:classPartition [ void:class ?class ; void:entities ?n ]
        }""",
    ) == counted(data(), "SELECT ?class (COUNT(DISTINCT ?s) AS ?n) { ?s a ?class } GROUP BY ?class")


def test_a_property_partition_has_each_property_of_each_class_with_its_triples() -> None:
    assert counted(
        description(),
        """SELECT ?class ?p ?n {
            ?c void:class ?class ; void:propertyPartition [ void:property ?p ; void:triples ?n ]
        }""",
    ) == counted(
        data(),
        "SELECT ?class ?p (COUNT(*) AS ?n) { ?s a ?class . ?s ?p ?o } GROUP BY ?class ?p",
    )


def test_values_that_are_things_are_counted_by_their_classes() -> None:
    classes: dict[Node, list[str]] = {}
    for thing, type_ in data().subject_objects(RDF.type):
        classes.setdefault(thing, []).append(str(type_))
    found: dict[tuple[str, ...], int] = {}
    for subject, predicate, value in data():
        for class_ in classes.get(subject, ()):
            for of in classes.get(value, ()):
                key = class_, str(predicate), of
                found[key] = found.get(key, 0) + 1
    assert (
        counted(
            description(),
            """SELECT ?class ?p ?of ?n {
            ?c void:class ?class ; void:propertyPartition ?part .
            ?part void:property ?p ; void:classPartition [ void:class ?of ; void:triples ?n ]
        }""",
        )
        == found
    )


def test_values_that_are_literals_are_counted_by_their_datatypes() -> None:
    found: dict[tuple[str, ...], int] = {}
    for class_, predicate, value in ask(data(), "SELECT ?c ?p ?o { ?s a ?c . ?s ?p ?o }"):
        assert value is not None
        datatype = rdflib_cell(value)[2]
        if datatype:
            key = str(class_), str(predicate), datatype
            found[key] = found.get(key, 0) + 1
    assert (
        counted(
            description(),
            """SELECT ?class ?p ?of ?n {
            ?c void:class ?class ; void:propertyPartition ?part .
            ?part void:property ?p ;
                void-ext:datatypePartition [ void-ext:datatype ?of ; void:triples ?n ]
        }""",
        )
        == found
    )


def test_partitions_stand_at_the_data_set_and_nowhere_else() -> None:
    """An editor that finds partitions of a named graph ignores those of the data set."""
    graph = description()
    top = set(graph.objects(DATASET, VOID.classPartition))
    within = {
        part
        for partition in graph.objects(None, VOID.propertyPartition)
        for part in graph.objects(partition, VOID.classPartition)
    }
    assert set(graph.objects(None, VOID.classPartition)) == top | within
    assert not top & within
    holders = set(graph.subjects(VOID.classPartition)) - {DATASET}
    assert holders <= set(graph.objects(None, VOID.propertyPartition))


def test_no_two_partitions_share_a_node() -> None:
    graph = description()
    for by in (VOID["class"], VOID.property, VOID_EXT.datatype):
        assert {len(list(graph.objects(node, by))) for node in graph.subjects(by)} == {1}
    for holds in (VOID.classPartition, VOID.propertyPartition, VOID_EXT.datatypePartition):
        nodes = list(graph.objects(None, holds))
        assert len(nodes) == len(set(nodes))


# ---- Named graphs ----


def test_each_named_graph_has_its_triples() -> None:
    found = {(name,): len(graph) for name, graph in named_graphs().items()}
    found[(str(DESCRIPTION_GRAPH),)] = len(description())
    assert (
        counted(
            description(),
            "SELECT ?g ?n { ?g a sd:NamedGraph ; sd:name ?g ; sd:graph [ void:triples ?n ] }",
        )
        == found
    )


def test_the_default_graph_is_the_union_of_all() -> None:
    union = {quad.triple for name in ("ascc.nq", "void.ttl") for quad in quads(name)}
    (default,) = description().objects(None, SD.defaultGraph)
    assert number(one(default, VOID.triples)) == len(union)


# ---- Links ----


def spaces() -> dict[str, URIRef]:
    """Return the other data sets by their URI spaces."""
    graph = description()
    return {
        str(space): target
        for target, space in graph.subject_objects(VOID.uriSpace)
        if target != DATASET and isinstance(target, URIRef)
    }


def test_a_linkset_has_the_links_of_one_predicate_to_one_data_set() -> None:
    found: dict[tuple[str, ...], int] = {}
    alike = "owl:sameAs schema:sameAs rdfs:seeAlso"
    matches = "skos:exactMatch skos:closeMatch skos:broadMatch skos:narrowMatch skos:relatedMatch"
    query = f"SELECT DISTINCT ?s ?p ?o {{ VALUES ?p {{ {alike} {matches} }} ?s ?p ?o }}"
    for subject, predicate, value in ask(data(), query):
        for space, target in spaces().items():
            if str(subject).startswith(BASE) and str(value).startswith(space):
                key = str(target), str(predicate)
                found[key] = found.get(key, 0) + 1
    linksets = counted(
        description(),
        """SELECT ?target ?p ?n {
            ?links a void:Linkset ; void:subjectsTarget ?ours ; void:linkPredicate ?p ;
                void:objectsTarget ?target ; void:triples ?n .
            ?ours void:subset ?links
        }""",
    )
    assert linksets == found
    assert (f"{BASE}source/wikidata", "http://www.w3.org/2002/07/owl#sameAs") in linksets


def test_every_link_of_the_tables_is_in_a_linkset() -> None:
    """Rows of SSSOM that are not negated and found something; codes; matches of the ontology."""
    expected = (ROOT / "ontology" / "ascc.ttl").read_text("utf-8").count("skos:closeMatch wd:")
    for name in ("wikidata", "vocabularies"):
        lines = (TABLES / f"links/{name}.sssom.tsv").read_text("utf-8").splitlines()
        rows = csv.DictReader((x for x in lines if not x.startswith("#")), delimiter="\t")
        expected += sum(
            row.get("predicate_modifier") != "Not" and row["object_id"] != "sssom:NoTermFound"
            for row in rows
        )
    for table, columns in (
        ("organisations", ["ror"]),
        ("places", ["geonames", "m49"]),
        ("countries", ["geonames", "m49"]),
    ):
        with (TABLES / f"registry/{table}.csv").open(encoding="utf-8", newline="") as file:
            expected += sum(bool(row[c]) for row in csv.DictReader(file) for c in columns)
    linksets = description().subjects(RDF.type, VOID.Linkset)
    assert sum(number(one(links, VOID.triples)) for links in linksets) == expected
