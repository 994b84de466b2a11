"""Lists whose cells nobody refers to: named within the program, nameless in every format."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from ascc_ld.documents.representations import Representations
from ascc_ld.rdf.jsonld import Context
from ascc_ld.rdf.lists import is_cell, with_named_cells
from built import oxigraph_cell, term_name, with_lists_as_values

BASE = "https://data.example.org/asia/"
SH = "http://www.w3.org/ns/shacl#"
TURTLE = f"""@prefix sh: <{SH}> . @prefix : <{BASE}shapes#> .
:Force sh:in ( :a "b"@en 3 ) .
:Class sh:or ( :Force ) ; sh:not [ sh:minCount 1 ] .
"""
FORMATS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}


def parsed(content: str | bytes, format: ox.RdfFormat) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(content, format=format)]


def lists() -> list[ox.Triple]:
    return [t for t in parsed(TURTLE, ox.RdfFormat.TURTLE) if "not" not in t.predicate.value]


def test_a_cell_is_named_after_the_node_the_property_and_its_place() -> None:
    cells = {str(t.subject) for t in with_named_cells(lists()) if is_cell(term_name(t.subject))}
    named = ("Force/in/1", "Force/in/2", "Force/in/3", "Class/or/1")
    assert cells == {f"<{BASE}shapes#{name}>" for name in named}


def test_another_blank_node_stays_one() -> None:
    named = with_named_cells(parsed(TURTLE, ox.RdfFormat.TURTLE))
    blank = [t for t in named if isinstance(t.object, ox.BlankNode)]
    assert [t.predicate.value for t in blank] == [f"{SH}not"]


@pytest.mark.parametrize("extension", FORMATS)
def test_no_format_names_the_cells(extension: str) -> None:
    shapes = [t for t in lists() if t.predicate.value != f"{SH}minCount"]
    writer = Representations(BASE, Context('{"@context": {"@version": 1.1}}'), tuple(FORMATS))
    content = writer.written(with_named_cells(shapes), (), extension)
    found = with_lists_as_values(
        (term_name(t.subject), t.predicate.value, *oxigraph_cell(t.object))
        for t in parsed(content, FORMATS[extension])
    )
    assert found == {
        (f"{BASE}shapes#Force", f"{SH}in", f"( {BASE}shapes#a b 3 )", "", ""),
        (f"{BASE}shapes#Class", f"{SH}or", f"( {BASE}shapes#Force )", "", ""),
    }
