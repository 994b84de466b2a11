"""No page is wider than the window, on a phone, a tablet or a desk, nor is an answer on a desk."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest

from looped import looped
from published_site import written_site
from web.chromium import Browser, Site, chromium, serving

KINDS = (
    "index.html",
    "2024/declaration.html",
    "2024/declaration/statement/3-2.html",
    "2024/declaration/section/1.html",
    "2024/participation/ph-city-of-baguio.html",
    "2024/mention/2-3-jica.html",
    "2024/conference.html",
    "org/jica.html",
    "place/ph-cebu.html",
    "country/PH.html",
    "scheme/force/commit.html",
    "scheme/force.html",
    "source/geonames.html",
    "link/wikidata-ph-santa-rosa.html",
    "org.html",
    "statement.html",
    "about.html",
    "link.html",
    "ns.html",
    "shapes.html",
    ".well-known/sparql-examples/001-participants-by-country.html",
    ".well-known/sparql-examples/044-the-commitment-as-a-graph.html",
    "queries.html",
    "search.html",
    "sparql.html",
    "data.html",
    "dataset.html",
    "graph/registry.html",
    "2024/overview/map.html",
    "2024/overview/countries.html",
    "2024/overview/types.html",
    "2024/overview/mentions.html",
    "2024/overview/forces.html",
    "2024/overview/themes.html",
    "404.html",
)
"""A page of each kind."""
PAGES = [*KINDS, *(f"ja/{name}" for name in KINDS if name != "404.html")]
LOADED = ("ascc.nq", "void.ttl")  # by the query page
LINKS = """\
SELECT ?s ?p ?o {
  GRAPH <https://w3id.org/ascc/graph/dataset> { ?s ?p ?o FILTER isIRI(?o) }
} ORDER BY ?s ?p ?o LIMIT 200"""
WIDTHS = (390, 768, 900, 1280)  # CSS pixels


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """The site with its scripts, which add to its pages, on a loopback server."""
    with serving(written_site()) as running:
        yield running


@pytest.fixture(scope="session")
def browser(site: Site) -> Iterator[Browser]:
    with chromium() as driver:
        yield Browser(driver, site)


def widen(tab: Browser, width: int) -> None:
    metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
    tab.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


@pytest.mark.long
def test_no_page_is_wider_than_the_window(browser: Browser) -> None:
    size = "return [document.scrollingElement.scrollWidth, document.documentElement.clientWidth]"
    wide = []
    for page in PAGES:
        browser.open(page)
        for width in WIDTHS:
            widen(browser, width)
            needed, there = browser.run(size)
            if needed > there:
                wide.append(f"{page} at {width} pixels needs {needed}")
    assert wide == []


@looped("page", ["index.html", "ja/index.html", "2024/overview/map.html"])
def test_the_menu_is_one_line_on_a_phone(browser: Browser, page: str) -> None:
    widen(browser, 390)
    browser.open(page)
    entries = browser.all(".site-header nav li")
    assert len(entries) == 5
    assert len({entry.location["y"] for entry in entries}) == 1


@looped(
    ("page", "column"),
    [("ja/statement.html", 3), ("ja/statement.html", 5), ("statement.html", 3)],
)
def test_a_verb_or_a_speaker_is_not_broken_in_a_list(
    browser: Browser, page: str, column: int
) -> None:
    widen(browser, 1280)
    browser.open(page)
    links = browser.all(f"tbody tr > :nth-child({column}) a")[:11]
    assert {link.size["height"] < 30 for link in links} == {True}


def test_the_definitions_of_others_terms_have_most_of_their_table(browser: Browser) -> None:
    widen(browser, 1280)
    browser.open("ns.html")
    term, definition, _ = browser.run(
        "return [...document.querySelector('.reused tbody tr').cells].map(c => c.offsetWidth)"
    )
    assert definition > 2 * term


def test_an_answer_of_long_iris_shows_all_of_its_columns(browser: Browser) -> None:
    widen(browser, 1280)
    browser.open(f"sparql.html?query={quote(LINKS)}")
    start = browser.until(lambda: browser.all("[data-sparql-start]"))[0]
    browser.run("arguments[0].click()", start)
    table = browser.until(lambda: browser.all(".sparql-table"))[0]
    assert len(browser.all(".sparql-table tbody tr")) == 200
    assert not browser.one(".sparql-stop").is_displayed()
    needed, there = browser.run(
        "const box = arguments[0].parentElement; return [box.scrollWidth, box.clientWidth]", table
    )
    assert needed <= there
    assert "void:classPartition" in browser.texts(".sparql-table td:nth-child(2)")


def test_variables_keep_their_case(browser: Browser) -> None:
    browser.open("sparql.html?query=SELECT%20%3Fs%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D%20LIMIT%201")
    start = browser.until(lambda: browser.all("[data-sparql-start]"))[0]
    browser.run("arguments[0].click()", start)
    head = browser.until(lambda: browser.all(".sparql-table th"))[0]
    cases = browser.run(
        "return [arguments[0], arguments[0].firstElementChild]"
        ".map((part) => getComputedStyle(part, '::first-letter').textTransform)",
        head,
    )
    assert cases == ["none", "none"]
