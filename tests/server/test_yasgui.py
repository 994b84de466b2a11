"""YASGUI, which SIB's editor and many others are built on, in Chromium on a page of another origin.

Its page (``node/yasgui``) knows nothing but the address of the endpoint.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from ascc_ld.ground.project import default_project
from ascc_ld.reading.examples import read_examples
from ascc_ld.sparql.answer import Term
from ascc_ld.sparql.example import find_example
from built import BASE
from node_packages import node_packages
from queries.answers import expected
from server.running import Served
from web.chromium import Browser, Site, chromium, serving, watched

# YASGUI styles its own elements. Whatever else it would take from others is refused, and the
# console tells.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; connect-src {endpoint}"
)
EXAMPLES = read_examples(default_project())
XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
CELLS = """
const rows = document.querySelectorAll(".tabPanel.active .yasr_results tbody tr");
const value = (cell) => {
  const link = cell.querySelector("a");
  return link && !cell.textContent.startsWith('"') ? link.href : cell.textContent;
};
return [...rows].map((row) => [...row.cells].slice(1).map(value));
"""


@pytest.fixture(scope="module")
def site(server: Served) -> Iterator[Site]:
    with serving(node_packages("yasgui"), POLICY.format(endpoint=server.endpoint)) as running:
        yield running


@pytest.fixture(scope="module")
def driver() -> Iterator[webdriver.Chrome]:
    with chromium() as running:
        yield running


@pytest.fixture
def browser(driver: webdriver.Chrome, site: Site, server: Served) -> Iterator[Browser]:
    """A tab; at its end nobody but the page's server and the endpoint has been asked."""
    with watched(driver, site, server.endpoint) as tab:
        yield tab


def start(browser: Browser, server: Served, method: str = "POST") -> None:
    """Open the page and wait until it has learnt all that the endpoint has for it."""
    endpoint = quote(server.endpoint, safe="")
    browser.open(f"index.html?endpoint={endpoint}&method={method}")
    browser.until(lambda: browser.all("[data-started]"))


def tabs(browser: Browser) -> list[WebElement]:
    return browser.all("[role=tab] > span")


def choose(browser: Browser, label: str) -> None:
    """Choose the tab of an example."""
    (tab,) = (tab for tab in tabs(browser) if tab.text == label)
    tab.click()


def type_anew(browser: Browser, text: str) -> None:
    """Replace what stands in the editor, key by key."""
    browser.one(".tabPanel.active .CodeMirror-code").click()
    focused = browser.driver.switch_to.active_element
    focused.send_keys(Keys.CONTROL, "a", Keys.NULL, text)


def written(browser: Browser) -> str:
    """Return what stands in the editor."""
    editor = "document.querySelector('.tabPanel.active .CodeMirror').CodeMirror"
    return str(browser.run(f"return {editor}.getValue()"))


def run(browser: Browser, shown: str) -> WebElement:
    """Run the query of the tab and return the first element that shows what came."""
    browser.one(".tabPanel.active .yasqe_queryButton").click()
    results = browser.one(".tabPanel.active .yasr_results")
    return browser.until(lambda: results.find_elements(By.CSS_SELECTOR, shown))[0]


def as_shown(term: Term | None, text: str = "{}") -> str:
    """Return a term as YASGUI shows it; ``text`` is how a text without language looks."""
    if isinstance(term, ox.NamedNode):
        return term.value
    assert isinstance(term, ox.Literal)
    if term.language or term.datatype.value != XSD_STRING:
        return str(term)
    return text.format(term.value)


def test_it_learns_from_the_endpoint_and_asks_nobody_else(browser: Browser, server: Served) -> None:
    start(browser, server)
    asked = [address for address in browser.requests() if address.startswith(server.endpoint)]
    for learnt in ("sh:prefix", "void#class", "void#property", "sh:SPARQLExecutable"):
        assert [address for address in asked if quote(learnt, safe="") in address], learnt


def test_it_offers_every_example_by_its_label(browser: Browser, server: Served) -> None:
    start(browser, server)
    assert [tab.text for tab in tabs(browser)] == ["Query", *(e.summary for e in EXAMPLES)]


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    "name", ["participants-by-country", "countries-in-japanese", "words-that-carry-the-force"]
)
def test_an_example_is_shown_with_the_rows_of_its_exact_answer(
    browser: Browser, server: Served, name: str, method: str
) -> None:
    example = find_example(EXAMPLES, name)
    start(browser, server, method)
    choose(browser, example.summary)
    assert written(browser) == example.text
    run(browser, "tbody tr")
    assert browser.run(CELLS) == [
        [as_shown(term) for term in row] for row in expected(example).terms
    ]


def test_a_question_of_yes_or_no_is_answered_with_a_word(browser: Browser, server: Served) -> None:
    start(browser, server)
    choose(browser, find_example(EXAMPLES, "is-yokohama-in-the-list").summary)
    assert run(browser, ".booleanResult").text == "False"


def test_a_graph_is_shown_with_its_triples(browser: Browser, server: Served) -> None:
    example = find_example(EXAMPLES, "the-commitment-as-a-graph")
    start(browser, server)
    choose(browser, example.summary)
    run(browser, "tbody tr")
    text = f'"{{}}"^^<{XSD_STRING}>'
    assert sorted(browser.run(CELLS)) == sorted(
        [as_shown(term, text) for term in triple] for triple in expected(example).triples
    )


@pytest.mark.parametrize(
    ("typed", "suggested"),
    [
        ("SELECT * { ?s a ascc:Commitm", "ascc:Commitment"),
        ("SELECT * { ?s ascc:forceM", "ascc:forceMarker"),
    ],
    ids=["class", "property"],
)
def test_terms_of_the_data_are_suggested_and_their_prefix_declared(
    browser: Browser, server: Served, typed: str, suggested: str
) -> None:
    start(browser, server)
    type_anew(browser, typed)
    browser.until(lambda: browser.texts(".CodeMirror-hints li") == [suggested])
    head, _, _ = typed.rpartition(" ")
    browser.one(".CodeMirror-hints li").click()
    assert written(browser) == f"PREFIX ascc: <{BASE}ns#>\n{head} {suggested}"


def test_prefixes_are_suggested_with_their_namespaces(browser: Browser, server: Served) -> None:
    start(browser, server)
    type_anew(browser, "PREFIX asc")
    browser.until(lambda: browser.texts(".CodeMirror-hints li") == [f"ascc: <{BASE}ns#>"])


@pytest.mark.parametrize(
    ("typed", "status", "said"),
    [
        ("SELECT * { ?s ?p }", 400, "line 1, column 18"),
        ("CLEAR ALL", 403, "This endpoint is read-only"),
    ],
)
def test_a_refusal_is_shown_in_the_words_of_the_server(
    browser: Browser, server: Served, typed: str, status: int, said: str
) -> None:
    start(browser, server)
    type_anew(browser, typed)
    assert said in run(browser, ".errorResult pre").text
    # Chromium itself notes each answer of this kind.
    (noted,) = browser.complaints()
    assert f"status of {status}" in noted
