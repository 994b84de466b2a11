"""Turtle and TriG: whatever is written reads back as the same terms, and people can read it."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable

import pyoxigraph as ox
import rdflib
from hypothesis import given, reject
from hypothesis import strategies as st

from ascc_ld.rdf.turtle import TurtleWriter
from built import oxigraph_facts, rdflib_facts
from looped import looped

BASE = "https://w3id.org/ascc/"
XSD = "http://www.w3.org/2001/XMLSchema#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
PREFIXES = {
    "ascc": f"{BASE}ns#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "xsd": XSD,
}

Value = ox.NamedNode | ox.Literal


def iri(path: str) -> ox.NamedNode:
    return ox.NamedNode(BASE + path)


def triple(subject: str, predicate: str, value: Value) -> ox.Triple:
    return ox.Triple(iri(subject), ox.NamedNode(predicate), value)


def about(value: Value) -> ox.Triple:
    return triple("thing", "https://schema.org/value", value)


def writer(**rank: int) -> TurtleWriter:
    return TurtleWriter(PREFIXES, {BASE + name: place for name, place in rank.items()}, BASE)


def turtle(*triples: ox.Triple) -> str:
    return writer().turtle(triples)


def read(document: str) -> frozenset[tuple[str, str, str, str, str]]:
    return oxigraph_facts(q.triple for q in ox.parse(document, format=ox.RdfFormat.TURTLE))


# ---- Round trips ----

# Every character that UTF-8 can carry, with those that Turtle gives a meaning much more often.
NASTY = st.text(
    st.one_of(
        st.sampled_from("\"\\\n\r\t'<>@^.;,#\u0000\u007f\u0085\u00a0\u2028\ufeff\uff5e—"),
        st.characters(exclude_categories=["Cs"]),
    )
)
LANGUAGES = st.sampled_from(["en", "ja", "zh", "fil", "uz-latn", "sr-cyrl-rs"])
DATATYPES = st.sampled_from(
    [f"{XSD}{name}" for name in ("integer", "decimal", "boolean", "double", "date", "gYear")]
    + ["http://www.opengis.net/ont/geosparql#wktLiteral"]
)
NUMBERS = st.from_regex(r"\A[+-]?[0-9]{0,4}\.?[0-9]{0,4}([eE][+-]?[0-9])?\Z")
LITERALS = st.one_of(
    st.builds(ox.Literal, NASTY),
    st.builds(lambda text, language: ox.Literal(text, language=language), NASTY, LANGUAGES),
    st.builds(
        lambda text, datatype: ox.Literal(text, datatype=ox.NamedNode(datatype)),
        st.one_of(NASTY, NUMBERS, st.sampled_from(["true", "false", "1", "TRUE"])),
        DATATYPES,
    ),
)


@given(LITERALS)
def test_pyoxigraph_reads_back_any_literal(literal: ox.Literal) -> None:
    assert read(turtle(about(literal))) == oxigraph_facts([about(literal)])


@given(st.lists(LITERALS, min_size=2, max_size=4))
def test_pyoxigraph_reads_back_any_list_of_literals(literals: list[ox.Literal]) -> None:
    triples = [about(literal) for literal in literals]
    assert read(turtle(*triples)) == oxigraph_facts(triples)


@given(st.builds(ox.Literal, NASTY))
def test_rdflib_reads_back_any_text(literal: ox.Literal) -> None:
    graph = rdflib.Graph().parse(data=turtle(about(literal)), format="turtle")
    assert rdflib_facts(graph) == oxigraph_facts([about(literal)])


@looped(
    "text",
    [
        '"',
        '""',
        '"""',
        '""""',
        'ends with "',
        "ends with \\",
        'two lines\nand a quote at the end"',
        'two lines\nand two quotes at the end""',
        'two lines\nand three"""',
        'two lines\nand a backslash before three\\"""',
        'two lines\nfour """" inside',
        'two lines\nfive """"" inside\n',
        "two lines\nand a backslash \\",
        'two lines\nand both \\"',
        "\n",
        '\n"',
        "CR LF\r\nand CR\r",
        "tab\tand bell\a",
        "",
    ],
)
@looped("reader", ["pyoxigraph", "rdflib"])
def test_quotes_that_end_a_string_early_do_not(text: str, reader: str) -> None:
    document = turtle(about(ox.Literal(text)))
    if reader == "pyoxigraph":
        found = read(document)
    else:
        found = rdflib_facts(rdflib.Graph().parse(data=document, format="turtle"))
    assert {value for _, _, value, _, _ in found} == {text}


PATHS = st.text(st.sampled_from("aZ09-_.~:/?#@!$&'()*+,;=%é横"), max_size=12).filter(
    lambda path: path.count("#") <= 1 and re.fullmatch(r"(?:[^%]|%[0-9A-F]{2})*", path) is not None
)


@given(st.sampled_from([BASE, f"{BASE}ns#", "https://schema.org/", "https://w3id.org/"]), PATHS)
def test_any_iri_is_read_back(namespace: str, path: str) -> None:
    try:
        node = ox.NamedNode(namespace + path)
    except ValueError:
        reject()
    written = ox.Triple(node, ox.NamedNode("https://schema.org/about"), node)
    assert read(turtle(written)) == oxigraph_facts([written])


@looped(
    "path",
    [
        "",
        "org/jica",
        "a:b",
        "a/b:c",
        "/rooted",
        "//host",
        "?query",
        "#fragment",
        ".",
        "..",
        "./a",
        "a/./b",
        "a/../b",
        "a/..",
        "a/.",
        "ns#",
        "ns#a.b",
        "ns#-a",
        "ns#a/b",
        "2024/declaration/statement/P-1#quote",
    ],
)
def test_an_iri_below_the_base_is_read_back(path: str) -> None:
    written = triple(path, "https://schema.org/about", iri(path))
    assert read(turtle(written)) == oxigraph_facts([written])


# ---- Order, and nothing but the order of the graph ----

SOME = [
    triple("b", RDF_TYPE, iri("ns#Statement")),
    triple("b", RDFS_LABEL, ox.Literal("Second", language="en")),
    triple("b", "https://schema.org/text", ox.Literal("B")),
    triple("a", RDF_TYPE, iri("ns#Statement")),
    triple("a", RDFS_LABEL, ox.Literal("First", language="en")),
    triple("a", RDFS_LABEL, ox.Literal("一", language="ja")),
    triple("a", "https://schema.org/about", iri("b")),
    triple("a", "https://schema.org/position", ox.Literal(1)),
    triple("z", RDF_TYPE, iri("ns#Declaration")),
]


def test_the_order_of_the_triples_does_not_matter() -> None:
    shuffled = [*SOME, *SOME]
    random.Random(2024).shuffle(shuffled)
    assert turtle(*shuffled) == turtle(*SOME)


def test_a_document_as_a_person_would_write_it() -> None:
    assert writer(b=0, a=1).turtle(SOME) == (
        "@base <https://w3id.org/ascc/> .\n"
        "@prefix ascc: <https://w3id.org/ascc/ns#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        "@prefix schema: <https://schema.org/> .\n"
        "\n"
        "# Declarations\n"
        "\n"
        "<z> a ascc:Declaration .\n"
        "\n"
        "# Statements\n"
        "\n"
        "<b> a ascc:Statement ;\n"
        '  rdfs:label "Second"@en ;\n'
        '  schema:text "B" .\n'
        "\n"
        "<a> a ascc:Statement ;\n"
        '  rdfs:label "First"@en, "一"@ja ;\n'
        "  schema:about <b> ;\n"
        "  schema:position 1 .\n"
    )


def test_without_a_rank_subjects_stand_by_iri() -> None:
    document = turtle(*SOME)
    assert document.index("<a> a ") < document.index("<b> a ")


def test_a_prefix_that_only_a_datatype_needs_is_declared() -> None:
    document = turtle(about(ox.Literal("2027", datatype=ox.NamedNode(f"{XSD}gYear"))))
    assert f"@prefix xsd: <{XSD}> .\n" in document
    assert '"2027"^^xsd:gYear' in document


def test_a_prefix_that_only_a_native_number_would_need_is_not() -> None:
    assert "xsd" not in turtle(about(ox.Literal(2027)))


def test_a_prefix_without_use_is_not_declared() -> None:
    assert "rdfs" not in turtle(about(ox.Literal("x")))


def test_a_long_text_stands_on_its_lines() -> None:
    text = 'First line, a "quote".\nSecond line.'
    assert f'"""{text}"""' in turtle(about(ox.Literal(text)))


def test_many_values_stand_on_a_line_each() -> None:
    values = [ox.Literal(letter * 30) for letter in "cab"]
    document = turtle(*map(about, values))
    expected = ",\n".join(f'    "{letter * 30}" ' for letter in "abc")
    assert f"schema:value\n{expected}.\n" in document


@looped(
    ("lexical", "datatype", "written"),
    [
        ("13", "integer", "13"),
        ("-1", "integer", "-1"),
        ("thirteen", "integer", '"thirteen"^^xsd:integer'),
        ("16.5", "decimal", "16.5"),
        ("31", "decimal", '"31"^^xsd:decimal'),
        ("1.", "decimal", '"1."^^xsd:decimal'),
        ("true", "boolean", "true"),
        ("1", "boolean", '"1"^^xsd:boolean'),
        ("9.5E-1", "double", "9.5E-1"),
        ("0.95", "double", '"0.95"^^xsd:double'),
        ("NaN", "double", '"NaN"^^xsd:double'),
    ],
)
def test_numbers_are_bare_where_turtle_reads_them_back_alike(
    lexical: str, datatype: str, written: str
) -> None:
    literal = ox.Literal(lexical, datatype=ox.NamedNode(XSD + datatype))
    assert f" schema:value {written} .\n" in turtle(about(literal))


def test_an_empty_graph_is_a_document_too() -> None:
    assert read(turtle()) == frozenset()
    assert turtle().endswith("\n")


def test_a_base_that_is_no_folder_is_not_used() -> None:
    document = TurtleWriter(PREFIXES, base="https://w3id.org/ascc#").turtle(SOME)
    assert "@base" not in document
    assert read(document) == oxigraph_facts(SOME)


# ---- TriG ----


def quads(graph: str, triples: Iterable[ox.Triple]) -> list[ox.Quad]:
    return [ox.Quad(t.subject, t.predicate, t.object, iri(graph)) for t in triples]


def test_trig_keeps_each_graph_apart() -> None:
    graphs = {
        BASE + "2024/graph": quads("2024/graph", SOME[:3]),
        BASE + "graph/registry": quads("graph/registry", SOME[3:]),
    }
    document = writer().trig(graphs)
    found = set(ox.parse(document, format=ox.RdfFormat.TRIG))
    assert found == {quad for stated in graphs.values() for quad in stated}
    assert document.index("<2024/graph> {") < document.index("<graph/registry> {")


@given(NASTY)
def test_indentation_does_not_reach_into_a_text(text: str) -> None:
    stated = quads("2024/graph", [about(ox.Literal(text))])
    document = writer().trig({BASE + "2024/graph": stated})
    assert list(ox.parse(document, format=ox.RdfFormat.TRIG)) == stated
