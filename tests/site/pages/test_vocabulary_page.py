"""The page of the vocabulary says what its counts are of."""

from __future__ import annotations

import lxml.html
import pyoxigraph as ox
import pytest

from built import BASE, quads
from published_site import page

VOCABULARY = ox.NamedNode(f"{BASE}graph/vocabulary")
CITATION = ox.NamedNode("http://purl.org/dc/terms/bibliographicCitation")


@pytest.mark.parametrize("folder", ["", "ja/"])
def test_it_says_which_graphs_are_counted(folder: str) -> None:
    main = lxml.html.fromstring(page(f"{folder}ns.html")).find(".//main")
    heading = main.xpath('//table[@class="reused"]/thead//th')[-1].text
    assert any(heading in (each.text or "") for each in main.iterfind("header/p"))


def test_what_the_vocabulary_alone_uses_counts_as_unused() -> None:
    uses = [quad for quad in quads("ascc.nq") if quad.predicate == CITATION]
    assert {quad.graph_name for quad in uses} == {VOCABULARY}
    row = lxml.html.fromstring(page("ns.html")).get_element_by_id("dcterms-bibliographicCitation")
    assert row[-1].text == "0"
