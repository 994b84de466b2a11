"""The query behind a list, asked of the published dump, gives what the page shows."""

from __future__ import annotations

from functools import cache

import lxml.html
import pyoxigraph as ox
import pytest

from ascc_ld.site.pages.list_pages import lists
from built import BASE
from looped import looped
from published_site import page, site


@cache
def store() -> ox.Store:
    """The dump, and the description that pages count in."""
    found = ox.Store()
    found.load(site()["ascc.nq"], format=ox.RdfFormat.N_QUADS)
    described = ox.NamedNode(f"{BASE}graph/dataset")
    found.load(site()["void.ttl"], format=ox.RdfFormat.TURTLE, to_graph=described)
    return found


def query_on(name: str) -> str:
    """Return the query that a page shows behind its list."""
    (code,) = lxml.html.fromstring(page(name)).xpath('//*[@class="query"]//code')
    return str(code.text_content())


@looped("path", [wanted.path for wanted in lists()])
def test_a_list_shows_what_its_query_finds(path: str) -> None:
    rows = store().query(query_on(f"{path}.html"), use_default_graph_as_union=True)
    assert isinstance(rows, ox.QuerySolutions)
    found = {str(row["thing"].value) for row in rows}
    table = lxml.html.fromstring(page(f"{path}.html")).xpath("//tbody/tr/th/a/@href")
    shown = {f"{BASE}{link.removesuffix('.html')}" for link in table}
    assert found == shown
    assert len(table) == len(shown) > 0


@pytest.mark.parametrize(
    ("path", "outgoing", "incoming"),
    [
        ("country/PH", "schema:containedInPlace", "ascc:listedUnder"),
        ("2024/declaration/statement/3-2", "ascc:forceMarker", "ascc:isBoundBy"),
        ("org/jica", "ascc:organisationType", "ascc:backedBy"),
    ],
)
def test_a_page_shows_what_its_query_finds(path: str, outgoing: str, incoming: str) -> None:
    rows = store().query(query_on(f"{path}.html"))
    assert isinstance(rows, ox.QuerySolutions)
    iri = f"{BASE}{path}"
    predicates: dict[str, set[str]] = {"out": set(), "in": set()}
    for row in rows:
        side = "out" if row["subject"].value == iri else "in"
        predicates[side].add(row["predicate"].value.replace("#", "/").rpartition("/")[2])
    assert outgoing.partition(":")[2] in predicates["out"]
    assert incoming.partition(":")[2] in predicates["in"]
    facts = lxml.html.fromstring(page(f"{path}.html"))
    shown_in = {
        name.partition(":")[2]
        for name in facts.xpath('//section[contains(@class, "incoming")]//dt/*/@title')
    }
    # Where its own data are is no news to the reader of its page.
    assert shown_in == predicates["in"] - {"exampleResource"}
    shown_out = {
        name.partition(":")[2] for name in facts.xpath('//section[@class="facts"]//dt/*/@title')
    }
    # Kinds and sources stand under "Where this comes from".
    assert shown_out == predicates["out"] - {"type", "source"}
