"""The query page of a site with an endpoint of its own, which answers in the engine's place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By

from ascc_ld.documents.routes import POLICY
from ascc_ld.ground.project import default_project
from ascc_ld.site.from_project import site_of_quads
from ascc_ld.site.query_page import routes_to
from ascc_ld.site.site import Site as Files
from ascc_ld.site.sources import Sources
from server.running import Served, command
from web.chromium import Browser, Site, serving, watched

BASE = "https://data.example.org/x/"
DATA = "".join(f'<{BASE}city/{n}> <{BASE}name> "City {n}"@en .\n' for n in range(300))
START = "[data-sparql-start]"
RUN = "form:has(textarea) > button:not([type=button])"
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
ENGINE = {"sparql-worker.js", "oxigraph.wasm", "ascc.nq", "void.ttl"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served")
    (folder / "cities.nt").write_text(DATA, "utf-8")
    with command(folder, "--data", str(folder / "cities.nt"), "--base", BASE) as served:
        yield served


@pytest.fixture(scope="module")
def site(web: Path, server: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The query page, what it loads, and what the engine would load, under the site's policy."""
    quad = next(iter(ox.parse(DATA, format=ox.RdfFormat.N_TRIPLES)))
    bundle = {path.name: path.read_bytes() for path in (web / "dist").iterdir()}
    made = site_of_quads(default_project(), BASE, [quad])
    given = {**vars(made.sources), "bundle": bundle, "endpoint": server.endpoint}
    files = Files(Sources(**given))
    folder = tmp_path_factory.mktemp("site")
    names = ("sparql.html", "ja/sparql.html", "style.css", "logo.svg", "ascc.nq")
    for name in (*names, *bundle):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(files[name])
    with serving(folder, routes_to(server.endpoint).headers[POLICY]) as running:
        yield running


@pytest.fixture
def browser(driver: webdriver.Chrome, site: Site, server: Served) -> Iterator[Browser]:
    """A tab; at its end nobody but the page's server and the endpoint has been asked."""
    with watched(driver, site, site.folder.as_uri(), server.endpoint) as tab:
        yield tab


def ask(browser: Browser, query: str, page: str = "sparql.html") -> None:
    browser.open(f"{page}?query={quote(query)}")
    browser.one(START).click()


def status(browser: Browser) -> str:
    return browser.one(".sparql-status").text


def rows(browser: Browser) -> list[list[str]]:
    found = browser.until(lambda: browser.all(".sparql-table tbody tr"))
    return [[cell.text for cell in row.find_elements(By.CSS_SELECTOR, "td")] for row in found]


def test_the_endpoint_answers_and_neither_engine_nor_data_is_loaded(
    browser: Browser, server: Served
) -> None:
    ask(
        browser, f'SELECT ?city ?name {{ ?city <{BASE}name> ?name FILTER (STR(?name) = "City 7") }}'
    )
    assert rows(browser) == [[f"{BASE}city/7", "City 7 en"]]
    assert status(browser).startswith("1 row in ")
    assert server.endpoint in browser.requests()
    assert "sparql-workbench.js" in browser.site.asked
    assert ENGINE & set(browser.site.asked) == set()


@pytest.mark.parametrize("page", ["sparql.html", "ja/sparql.html"])
def test_the_page_says_where_queries_go_before_one_is_sent(
    browser: Browser, server: Served, page: str
) -> None:
    browser.open(page)
    assert server.endpoint in browser.one(".lead").text
    browser.one("textarea").click()
    browser.until(lambda: server.endpoint in status(browser))
    assert server.endpoint not in browser.requests()


def test_from_the_disk_the_endpoint_answers_too(browser: Browser) -> None:
    browser.open_from_disk(f"sparql.html?query={quote('SELECT (COUNT(*) AS ?n) { ?s ?p ?o }')}")
    browser.one(START).click()
    assert rows(browser) == [["300"]]


def test_ask_is_answered_with_yes_or_no(browser: Browser) -> None:
    ask(browser, f"ASK {{ <{BASE}city/7> ?p ?o }}")
    browser.until(lambda: browser.texts(".sparql-truth") == ["Yes"])


def test_construct_is_turtle(browser: Browser) -> None:
    ask(browser, f"CONSTRUCT WHERE {{ <{BASE}city/7> ?p ?o }}")
    shown = browser.until(lambda: browser.all(".sparql-turtle"))[0]
    (quad,) = ox.parse(str(shown.get_property("textContent")), format=ox.RdfFormat.TURTLE)
    assert quad.object == ox.Literal("City 7", language="en")
    assert status(browser).startswith("Answered in ")


def test_what_the_endpoint_refuses_is_told_in_its_words(browser: Browser) -> None:
    ask(browser, "SELECT ?x { ?x foo:bar ?y }")
    browser.until(lambda: status(browser).startswith("Error: 400 "))
    assert "foo" in status(browser) or "Prefix" in status(browser)
    assert all("400" in line for line in browser.complaints())


def test_a_query_that_takes_long_can_be_given_up(browser: Browser) -> None:
    ask(browser, RUNAWAY)
    stop = browser.until(lambda: browser.all(".sparql-stop"))[0]
    browser.until(stop.is_displayed)
    stop.click()
    browser.until(lambda: status(browser) == "Stopped. The page no longer waits for the answer.")
    assert browser.one(RUN).is_enabled()


def test_an_endpoint_that_the_policy_does_not_name_is_out_of_reach(browser: Browser) -> None:
    browser.open(f"sparql.html?query={quote('ASK {}')}")
    other = "https://other.example/sparql"
    browser.run("document.querySelector('[data-sparql]').dataset.endpoint = arguments[0]", other)
    browser.one(START).click()
    browser.until(lambda: status(browser) == f"Error: {other} could not be reached")
    complaints = browser.complaints()
    assert complaints != []
    assert [line for line in complaints if other not in line] == []
