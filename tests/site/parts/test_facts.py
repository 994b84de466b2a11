"""The facts on the page of a thing: which rows there are, and in what order."""

from __future__ import annotations

from collections.abc import Sequence

import pyoxigraph as ox

from ascc_ld.documents.index import Index
from ascc_ld.site.parts.addresses import Addresses
from ascc_ld.site.parts.anchors import Anchors
from ascc_ld.site.parts.facts import FactRow, Facts, Thing
from ascc_ld.site.parts.messages import messages
from ascc_ld.site.parts.wording import Wording

BASE = "https://example.org/"
SKOS, RDFS = "http://www.w3.org/2004/02/skos/core#", "http://www.w3.org/2000/01/rdf-schema#"
EN = ox.Literal("role", language="en")
THING, GRAPH = ox.NamedNode(f"{BASE}org/x"), ox.NamedNode(f"{BASE}graph/registry")


def thing(said: list[tuple[str, str]], more: Sequence[ox.Quad] = ()) -> Thing:
    """Return the facts of a thing of which texts are said, each by a property."""
    quads = [ox.Quad(THING, ox.NamedNode(p), ox.Literal(text), GRAPH) for p, text in said]
    index = Index([*quads, *more], BASE)
    wording = Wording(index, messages("en"))
    addresses = Addresses(index, "org/")
    facts = Facts(index, Anchors(index), {}, wording, addresses, lambda edition, _: edition.path)
    return facts.topic(index.documents["org/x"])


def shown(rows: tuple[FactRow, ...]) -> list[tuple[list[str], list[str]]]:
    return [([t.words.text for t in row.terms], [v.words.text for v in row.values]) for row in rows]


def test_rows_are_sorted_by_the_names_of_their_properties() -> None:
    said = [(SKOS + "note", "1"), (SKOS + "altLabel", "2"), (SKOS + "example", "3")]
    assert [values for _, values in shown(thing(said).rows)] == [["2"], ["3"], ["1"]]


def test_properties_with_the_same_values_share_a_row() -> None:
    said = [(RDFS + "label", "JICA"), (SKOS + "prefLabel", "JICA"), (SKOS + "note", "x")]
    assert shown(thing(said).rows) == [
        (["label", "skos:prefLabel"], ["JICA"]),
        (["skos:note"], ["x"]),
    ]


def test_properties_with_the_same_name_share_a_row() -> None:
    """HTML wants each name of a list of descriptions once (section 4.4.9)."""
    names = [
        ox.Quad(ox.NamedNode(BASE + each), ox.NamedNode(RDFS + "label"), EN, GRAPH)
        for each in ("ns#a", "ns#b")
    ]
    said = [(f"{BASE}ns#a", "1"), (f"{BASE}ns#b", "2")]
    assert shown(thing(said, names).rows) == [(["role"], ["1", "2"])]


def test_a_thing_that_the_description_gives_as_an_example_does_not_say_so() -> None:
    void = ox.NamedNode("http://rdfs.org/ns/void#exampleResource")
    pointing = [ox.Quad(ox.NamedNode(f"{BASE}dataset"), void, THING, GRAPH)]
    assert thing([(SKOS + "note", "1")], pointing).incoming == ()
