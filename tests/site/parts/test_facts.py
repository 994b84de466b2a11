"""The facts on the page of a thing: which rows there are, and in what order."""

from __future__ import annotations

import pyoxigraph as ox

from ascc_ld.documents.index import Index
from ascc_ld.site.parts.addresses import Addresses
from ascc_ld.site.parts.anchors import Anchors
from ascc_ld.site.parts.display import Display
from ascc_ld.site.parts.facts import Facts
from ascc_ld.site.parts.messages import messages
from ascc_ld.site.parts.wording import Wording

BASE = "https://example.org/"
THING, GRAPH = ox.NamedNode(f"{BASE}org/x"), ox.NamedNode(f"{BASE}graph/registry")


def test_rows_that_no_shape_orders_are_sorted_by_their_labels() -> None:
    said = [("skos#note", "1"), ("skos#altLabel", "2"), ("skos#example", "3")]
    quads = [
        ox.Quad(
            THING,
            ox.NamedNode(f"http://www.w3.org/2004/02/{name.replace('skos', 'skos/core')}"),
            ox.Literal(value),
            GRAPH,
        )
        for name, value in said
    ]
    index = Index(quads, BASE)
    wording = Wording(index, messages("en"))
    addresses = Addresses(index, "org/")
    facts = Facts(
        index, Anchors(index), Display(()), {}, wording, addresses, lambda edition, _: edition.path
    )
    (group,) = facts.topic(index.documents["org/x"]).groups
    assert [row.compact for row in group.rows] == ["skos:altLabel", "skos:example", "skos:note"]
    assert [value.words.text for row in group.rows for value in row.values] == ["2", "3", "1"]
