"""Where the shapes want facts shown: SHACL's groups and orders, for the things they target."""

from __future__ import annotations

from collections.abc import Sequence

import pyoxigraph as ox
import pytest

from ascc_ld.site.parts.display import Display, Places
from looped import looped

EX = "https://example.org/"
SHAPES = """
prefix : <https://example.org/>
prefix sh: <http://www.w3.org/ns/shacl#>
prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#>

:TextGroup a sh:PropertyGroup ; sh:order 1 ; rdfs:label "Text"@en , "本文"@ja .
:StatementGroup a sh:PropertyGroup ; sh:order 2 ; rdfs:label "Statement"@en .
:PlaceGroup a sh:PropertyGroup ; sh:order 3 ; rdfs:label "Place"@en .

:Statement sh:targetClass :StatementClass ; sh:property :quote-1 , :force-2 , :actor-3 .
:quote-1 sh:path :quote ; sh:group :TextGroup ; sh:order 1 .
:force-2 sh:path :force ; sh:group :StatementGroup ; sh:order 2 .
:actor-3 sh:path :actor ; sh:group :StatementGroup ; sh:order 3 .

:Chunk sh:targetClass :ChunkClass ; sh:property :actor-9 , :page-4 .
:actor-9 sh:path :actor ; sh:group :TextGroup ; sh:order 9 .
:page-4 sh:path :page ; sh:group :TextGroup ; sh:order 4 .

:Coordinates sh:targetSubjectsOf :latitude ; sh:property :latitude-5 , :force-6 .
:latitude-5 sh:path :latitude ; sh:group :PlaceGroup ; sh:order 5 .
:force-6 sh:path :force ; sh:group :PlaceGroup ; sh:order 6 .

:Section sh:targetClass :SectionClass ; sh:property :quote-1 , :force-2 .

:Nested sh:property :scheme-7 .
:scheme-7 sh:path :scheme ; sh:group :StatementGroup ; sh:order 7 .

:Ungrouped sh:targetClass :StatementClass ; sh:property :none-8 .
:none-8 sh:path :none ; sh:order 8 .
"""


def node(name: str) -> ox.NamedNode:
    return ox.NamedNode(EX + name)


def places(classes: Sequence[str], said: Sequence[str] = ()) -> Places:
    quads = ox.parse(SHAPES, format=ox.RdfFormat.TURTLE)
    display = Display(quad.triple for quad in quads)
    return display.places([node(name) for name in classes], frozenset(map(node, said)))


@looped(
    ("classes", "said", "predicate", "group", "order"),
    [
        (["StatementClass"], [], "quote", "TextGroup", 1),
        (["StatementClass"], [], "actor", "StatementGroup", 3),
        # The first class decides where two speak of the same property.
        (["StatementClass", "ChunkClass"], [], "actor", "StatementGroup", 3),
        (["ChunkClass", "StatementClass"], [], "actor", "TextGroup", 9),
        (["StatementClass", "ChunkClass"], [], "page", "TextGroup", 4),
        # A shape for whatever has a property counts where the thing has it, after those of classes.
        ([], ["latitude"], "latitude", "PlaceGroup", 5),
        ([], ["latitude"], "force", "PlaceGroup", 6),
        ([], ["actor"], "force", None, float("inf")),
        (["StatementClass"], ["latitude"], "force", "StatementGroup", 2),
        # What no shape of the thing speaks of stands where most of the others of its class do.
        (["StatementClass"], [], "unheard", "StatementGroup", float("inf")),
        (["StatementClass"], [], "none", "StatementGroup", float("inf")),
        (["ChunkClass", "StatementClass"], [], "unheard", "TextGroup", float("inf")),
        (["SectionClass"], [], "unheard", "StatementGroup", float("inf")),
        ([], [], "unheard", None, float("inf")),
        (["UnknownClass"], [], "quote", None, float("inf")),
        # A shape that targets nothing is for those that refer to it.
        ([], ["scheme"], "scheme", None, float("inf")),
    ],
)
def test_a_property_stands_where_the_shapes_of_the_thing_want_it(
    classes: list[str], said: list[str], predicate: str, group: str | None, order: float
) -> None:
    found, place = places(classes, said).of(node(predicate))
    assert (found and found.iri.removeprefix(EX), place) == (group, order)


@pytest.mark.parametrize(("language", "heading"), [("ja", "本文"), ("en", "Text"), ("ko", "Text")])
def test_a_heading_is_in_the_language_of_the_page_or_in_english(
    language: str, heading: str
) -> None:
    group, _ = places(["StatementClass"]).of(node("quote"))
    assert group is not None
    assert group.label(language) == heading
