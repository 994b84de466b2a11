"""JSON-LD: nested for readers of JSON, and the same triples for readers of RDF."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ascc_ld.rdf.jsonld import Context, JsonLdWriter
from built import oxigraph_facts, pyld_facts
from looped import looped

NS = "https://data.example.org/asia/ns#"
DATA = "https://data.example.org/asia/"
DCTERMS = "http://purl.org/dc/terms/"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SCHEMA = "https://schema.org/"
XSD = "http://www.w3.org/2001/XMLSchema#"
CONTEXT = Context(
    json.dumps(
        {
            "@context": {
                "@version": 1.1,
                "type": "@type",
                "ascc": NS,
                "dcterms": DCTERMS,
                "rdfs": RDFS,
                "schema": SCHEMA,
                "xsd": XSD,
                "Statement": {"@id": "ascc:Statement", "@protected": True},
                "participation": {
                    "@id": "ascc:participation",
                    "@type": "@id",
                    "@container": "@set",
                    "@protected": True,
                },
                "label": {"@id": "rdfs:label", "@container": "@language"},
                "hasPart": {"@id": "dcterms:hasPart", "@type": "@id", "@container": "@set"},
                "isPartOf": {"@id": "dcterms:isPartOf", "@type": "@id"},
                "issued": {"@id": "dcterms:issued", "@type": "xsd:date"},
                "text": {"@id": "schema:text"},
                "position": {"@id": "schema:position", "@type": "xsd:integer"},
                "openList": {"@id": "ascc:openList", "@type": "xsd:boolean"},
            }
        }
    )
)

Value = ox.NamedNode | ox.Literal


def node(path: str) -> ox.NamedNode:
    return ox.NamedNode(DATA + path)


def triple(subject: str, predicate: str, value: Value) -> ox.Triple:
    return ox.Triple(node(subject), ox.NamedNode(predicate), value)


def document(triples: Sequence[ox.Triple], *roots: str) -> str:
    writer = JsonLdWriter(CONTEXT, f"{NS}participation")
    return writer.document(triples, [DATA + root for root in roots])


def excerpt(triples: Sequence[ox.Triple]) -> dict[str, Any]:
    return JsonLdWriter(CONTEXT, f"{NS}participation").excerpt(triples, [DATA + "a"])


def graph(triples: Sequence[ox.Triple], *roots: str) -> list[dict[str, Any]]:
    parsed = json.loads(document(triples, *roots))["@graph"]
    assert isinstance(parsed, list)
    return parsed


def only(*triples: ox.Triple) -> dict[str, Any]:
    (found,) = graph(triples)
    return found


def typed(lexical: str, datatype: str) -> ox.Literal:
    return ox.Literal(lexical, datatype=ox.NamedNode(XSD + datatype))


# ---- Values that fit their term ----


def test_a_text_is_a_string() -> None:
    assert only(triple("s", SCHEMA + "text", ox.Literal("We commit")))["text"] == "We commit"


def test_a_whole_number_is_a_number() -> None:
    assert only(triple("s", SCHEMA + "position", typed("13", "integer")))["position"] == 13


def test_a_truth_is_a_truth() -> None:
    assert only(triple("s", NS + "openList", typed("true", "boolean")))["openList"] is True


def test_a_date_is_a_string_that_the_context_types() -> None:
    found = only(triple("s", DCTERMS + "issued", typed("2024-10-24", "date")))
    assert found["issued"] == "2024-10-24"


def test_labels_stand_by_language() -> None:
    english, japanese = (
        triple("s", RDFS + "label", ox.Literal(text, language=language))
        for text, language in (("Yokohama", "en"), ("横浜", "ja"))
    )
    assert only(japanese, english)["label"] == {"en": "Yokohama", "ja": "横浜"}


def test_several_texts_of_a_language_are_an_array() -> None:
    labels = [triple("s", RDFS + "label", ox.Literal(text, language="en")) for text in "ba"]
    assert only(*labels)["label"] == {"en": ["a", "b"]}


def test_a_set_is_an_array_even_of_one() -> None:
    found = only(triple("s", DCTERMS + "hasPart", ox.NamedNode("https://example.org/x")))
    assert found["hasPart"] == ["https://example.org/x"]


def test_types_have_their_short_names() -> None:
    found = only(
        triple("s", RDF_TYPE, ox.NamedNode(NS + "Statement")),
        triple("s", RDF_TYPE, ox.NamedNode(SCHEMA + "Thing")),
        triple("s", RDF_TYPE, ox.NamedNode("https://example.org/Other")),
    )
    assert found["type"] == ["Statement", "https://example.org/Other", "schema:Thing"]


# ---- Values that do not fit: the compact IRI stands instead of the term ----


@looped(
    ("predicate", "value", "key", "written"),
    [
        (
            "position",
            typed("1.5", "decimal"),
            "schema:position",
            {"@type": "xsd:decimal", "@value": "1.5"},
        ),
        ("position", ox.Literal("first"), "schema:position", "first"),
        (
            "position",
            ox.NamedNode("https://example.org/x"),
            "schema:position",
            {"@id": "https://example.org/x"},
        ),
        (
            "text",
            ox.Literal("We", language="en"),
            "schema:text",
            {"@language": "en", "@value": "We"},
        ),
        (
            "text",
            ox.NamedNode("https://example.org/x"),
            "schema:text",
            {"@id": "https://example.org/x"},
        ),
        ("text", typed("13", "integer"), "schema:text", {"@type": "xsd:integer", "@value": "13"}),
    ],
)
def test_a_value_of_another_kind(predicate: str, value: Value, key: str, written: Any) -> None:
    stated = triple("s", SCHEMA + predicate, value)
    assert only(stated) == {"@id": DATA + "s", key: written}
    assert pyld_facts(document([stated])) == oxigraph_facts([stated])


def test_a_label_without_a_language_stands_beside_those_that_have_one() -> None:
    labels = [
        triple("s", RDFS + "label", ox.Literal("plain")),
        triple("s", RDFS + "label", ox.Literal("English", language="en")),
    ]
    assert only(*labels) == {
        "@id": DATA + "s",
        "label": {"en": "English"},
        "rdfs:label": "plain",
    }
    assert pyld_facts(document(labels)) == oxigraph_facts(labels)


def test_a_text_where_a_node_is_expected() -> None:
    stated = triple("s", DCTERMS + "isPartOf", ox.Literal("the declaration"))
    assert only(stated)["dcterms:isPartOf"] == "the declaration"
    assert pyld_facts(document([stated])) == oxigraph_facts([stated])


def test_a_property_outside_the_context_keeps_its_iri() -> None:
    stated = triple("s", "https://example.org/says", ox.Literal("x"))
    assert only(stated)["https://example.org/says"] == "x"
    assert pyld_facts(document([stated])) == oxigraph_facts([stated])


@looped(
    ("lexical", "datatype", "predicate"),
    [
        ("007", "integer", SCHEMA + "position"),
        ("+7", "integer", SCHEMA + "position"),
        ("-0", "integer", SCHEMA + "position"),
        ("thirteen", "integer", SCHEMA + "position"),
        ("", "integer", SCHEMA + "position"),
        ("\u0967\u0969", "integer", SCHEMA + "position"),
        ("1_000", "integer", SCHEMA + "position"),
        ("9007199254740993", "integer", SCHEMA + "position"),
        ("1" * 30, "integer", SCHEMA + "position"),
        ("1", "boolean", NS + "openList"),
        ("TRUE", "boolean", NS + "openList"),
        ("yesterday", "date", DCTERMS + "issued"),
    ],
)
def test_a_lexical_form_that_json_would_change_stays_a_string(
    lexical: str, datatype: str, predicate: str
) -> None:
    stated = triple("s", predicate, typed(lexical, datatype))
    (value,) = (value for key, value in only(stated).items() if key != "@id")
    assert value == lexical
    assert pyld_facts(document([stated])) == oxigraph_facts([stated])


# ---- Nesting ----

NESTED = [
    triple("declaration", RDFS + "label", ox.Literal("Declaration", language="en")),
    triple("declaration", DCTERMS + "hasPart", node("section")),
    triple("section", DCTERMS + "hasPart", node("statement")),
    triple("section", RDFS + "label", ox.Literal("Section", language="en")),
    triple("statement", DCTERMS + "isPartOf", node("section")),
    triple("statement", SCHEMA + "text", ox.Literal("We commit")),
    triple("other", RDFS + "label", ox.Literal("Other", language="en")),
]


def test_what_a_node_owns_is_nested_in_it() -> None:
    first, second = graph(NESTED, "declaration")
    assert first["@id"] == DATA + "declaration"
    assert first["hasPart"][0]["hasPart"][0]["text"] == "We commit"
    assert second["@id"] == DATA + "other"


def test_a_reference_carries_a_label_to_show() -> None:
    statement = graph(NESTED, "declaration")[0]["hasPart"][0]["hasPart"][0]
    assert statement["isPartOf"] == {"@id": DATA + "section", "label": {"en": "Section"}}


@looped(
    "predicate",
    [
        f"{DCTERMS}hasPart",
        "http://spdx.org/rdf/terms#checksum",
        "http://www.w3.org/ns/oa#hasSelector",
        "http://www.w3.org/ns/oa#hasTarget",
        "http://www.w3.org/ns/org#member",
        "http://www.w3.org/ns/prov#wasQuotedFrom",
        f"{SCHEMA}identifier",
    ],
)
def test_parts_and_what_only_describes_a_node_are_nested(predicate: str) -> None:
    context = Context(json.dumps({"@context": {"owned": {"@id": predicate, "@type": "@id"}}}))
    stated = [triple("a", predicate, node("b")), triple("b", f"{SCHEMA}text", ox.Literal("x"))]
    (top,) = JsonLdWriter(context, f"{NS}participation").excerpt(stated, [])["@graph"]
    assert top["owned"] == {"@id": f"{DATA}b", f"{SCHEMA}text": "x"}


def test_nested_nodes_stand_in_the_order_of_the_text() -> None:
    parts = [triple("declaration", DCTERMS + "hasPart", node(name)) for name in "abc"]
    order = [triple(name, SCHEMA + "text", ox.Literal(name)) for name in "bca"]
    found = graph([*parts, *order], "declaration")[0]["hasPart"]
    assert [part["text"] for part in found] == ["b", "c", "a"]


def test_nesting_changes_no_triple() -> None:
    assert pyld_facts(document(NESTED, "declaration")) == oxigraph_facts(NESTED)


def test_a_node_with_two_owners_is_written_out_once() -> None:
    triples = [
        triple("a", DCTERMS + "hasPart", node("shared")),
        triple("b", DCTERMS + "hasPart", node("shared")),
        triple("shared", SCHEMA + "text", ox.Literal("once")),
    ]
    assert document(triples).count('"once"') == 1
    assert pyld_facts(document(triples)) == oxigraph_facts(triples)


@pytest.mark.parametrize(
    "parts",
    [[("a", "a")], [("a", "b"), ("b", "a")], [("a", "b"), ("b", "c"), ("c", "b")]],
    ids=["itself", "each other", "a ring below a root"],
)
def test_nodes_that_own_each_other_are_not_lost(parts: list[tuple[str, str]]) -> None:
    triples = [triple(whole, DCTERMS + "hasPart", node(part)) for whole, part in parts]
    assert pyld_facts(document(triples)) == oxigraph_facts(triples)


def test_a_root_that_is_not_there_is_left_out() -> None:
    assert [found["@id"] for found in graph(NESTED[:1], "absent")] == [DATA + "declaration"]


# ---- Any graph ----

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8)
NODES = st.sampled_from("abcd")
PREDICATES = st.sampled_from(
    [
        RDFS + "label",
        DCTERMS + "hasPart",
        DCTERMS + "isPartOf",
        DCTERMS + "issued",
        SCHEMA + "text",
        SCHEMA + "position",
        NS + "openList",
        NS + "participation",
        "https://example.org/says",
    ]
)
VALUES = st.one_of(
    st.builds(node, NODES),
    st.builds(ox.Literal, TEXT),
    st.builds(
        lambda text, tag: ox.Literal(text, language=tag), TEXT, st.sampled_from(["en", "ja"])
    ),
    st.builds(typed, TEXT, st.sampled_from(["date", "gYear", "decimal"])),
    st.builds(typed, st.sampled_from(["0", "13", "-1", "007"]), st.just("integer")),
    st.builds(typed, st.sampled_from(["true", "false", "1"]), st.just("boolean")),
)
GRAPHS = st.lists(st.builds(triple, NODES, PREDICATES, VALUES), max_size=12)


# No deadline: a reader of JSON-LD takes its time on a busy machine.
@settings(deadline=None)
@given(GRAPHS)
def test_any_graph_is_read_back_by_pyld(triples: list[ox.Triple]) -> None:
    assert pyld_facts(document(triples, "a")) == oxigraph_facts(triples)


# No deadline: a reader of JSON-LD takes its time on a busy machine.
@settings(deadline=None)
@given(GRAPHS)
def test_any_graph_is_read_back_by_pyoxigraph(triples: list[ox.Triple]) -> None:
    quads = ox.parse(document(triples, "a"), format=ox.RdfFormat.JSON_LD)
    assert oxigraph_facts(quad.triple for quad in quads) == oxigraph_facts(triples)


# No deadline: a reader of JSON-LD takes its time on a busy machine.
@settings(deadline=None)
@given(GRAPHS)
def test_any_excerpt_is_read_back_with_the_context_that_it_carries(
    triples: list[ox.Triple],
) -> None:
    assert pyld_facts(json.dumps(excerpt(triples))) == oxigraph_facts(triples)


# ---- The context of an excerpt ----

LABELLED = triple("s", RDFS + "label", ox.Literal("Yokohama", language="en"))
OTHER_LANGUAGE = triple("s", RDFS + "label", ox.Literal("Yokohama", language="schema"))


@looped(
    ("triples", "needed"),
    [
        ([LABELLED], {"label", "rdfs"}),
        ([OTHER_LANGUAGE], {"label", "rdfs"}),
        ([triple("s", RDF_TYPE, ox.NamedNode(NS + "Statement"))], {"Statement", "ascc"}),
        ([triple("s", RDF_TYPE, ox.NamedNode(SCHEMA + "Place"))], {"schema"}),
        ([triple("s", DCTERMS + "issued", typed("2024", "gYear"))], {"dcterms", "xsd"}),
        ([triple("s", "https://example.org/says", typed("1.5", "decimal"))], {"xsd"}),
        (
            [triple("s", DCTERMS + "isPartOf", node("d")), LABELLED],
            {"isPartOf", "dcterms", "label", "rdfs"},
        ),
        (
            [
                triple("s", SCHEMA + "position", typed("1", "integer")),
                triple("s", DCTERMS + "isPartOf", node("d")),
                triple("d", RDFS + "label", ox.Literal("Yokohama", language="en")),
                triple("d", DCTERMS + "isPartOf", node("e")),
            ],
            {"position", "schema", "xsd", "isPartOf", "dcterms", "label", "rdfs"},
        ),
    ],
)
def test_an_excerpt_has_the_definitions_of_what_it_uses_and_no_others(
    triples: list[ox.Triple], needed: set[str]
) -> None:
    assert excerpt(triples)["@context"].keys() == needed | {"@version", "type"}


def test_the_document_is_utf_8_that_people_can_read() -> None:
    written = document([triple("s", RDFS + "label", ox.Literal("横浜", language="ja"))])
    assert '"ja": "横浜"' in written
    assert written.endswith("}\n")
