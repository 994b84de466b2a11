"""The query page: nothing is loaded before it is asked for, and then the published data answers."""

from __future__ import annotations

import csv
import json
import re
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from ascc_ld.ground.project import default_project
from ascc_ld.reading.examples import read_examples
from ascc_ld.sparql.answer import Answer
from ascc_ld.sparql.example import Example, find_example
from built import BASE
from queries.answers import difference, expected
from web.chromium import Browser, Site, watched

EXAMPLES = read_examples(default_project())
HEAVY = {"sparql-workbench.js", "sparql-worker.js", "oxigraph.wasm", "ascc.nq", "void.ttl"}
RUN = "form:has(textarea) > button:not([type=button])"
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
FOREVER = quote(RUNAWAY)
BREAKDOWN = f"ASK {{ FILTER ({'(' * 3000}1{')' * 3000}) }}"  # more than the stack of the engine

# The engine alone, as the page drives it: load once, then ask each query.
ASK_ALL = """
const [queries, done] = arguments;
const absolute = (name) => new URL(name, document.baseURI).href;
const worker = new Worker("sparql-worker.js");
const answers = [];
worker.onmessage = ({ data }) => {
  if (data.type !== "loaded") answers.push(data);
  if (answers.length === queries.length) { worker.terminate(); done(answers); }
  else worker.postMessage({ type: "query", query: queries[answers.length] });
};
const sources = { engine: absolute("oxigraph.wasm"), dump: absolute("ascc.nq"), language: "en" };
worker.postMessage({ type: "load", sources });
"""


def status(browser: Browser) -> str:
    return browser.one(".sparql-status").text


def start(browser: Browser, page: str = "sparql.html") -> None:
    """Open the page, ask for the engine, and wait until it is there."""
    browser.open(page)
    browser.one("textarea").click()
    browser.until(lambda: ready(browser))


@pytest.fixture
def loaded(driver: webdriver.Chrome, site: Site) -> Iterator[Browser]:
    """The query page with its engine, as the test before left it: one page answers many queries."""
    here = driver.current_url.startswith(f"{site.address}sparql.html")
    is_open = here and driver.find_elements(By.CSS_SELECTOR, ".sparql-editor") != []
    with watched(driver, site, site.folder.as_uri(), "blob:", emptied=not is_open) as tab:
        if not is_open:
            start(tab)
        yield tab


def ask(browser: Browser, query: str) -> str:
    """Put a query into the editor, as one that is pasted, and run it."""
    content(browser).send_keys(Keys.CONTROL, "a", Keys.NULL)
    browser.driver.execute_cdp_cmd("Input.insertText", {"text": query})
    assert browser.one("textarea").get_property("value") == query
    return run_again(browser)


def ready(browser: Browser) -> bool:
    return status(browser).startswith(("Ready", "準備完了"))


def run(browser: Browser, query: str, page: str = "sparql.html") -> str:
    """Open the page for a query, run it, and return what the page says of its answer."""
    start(browser, f"{page}#query={quote(query)}")
    return run_again(browser)


def run_again(browser: Browser) -> str:
    browser.one(RUN).click()
    return finished(browser)


def finished(browser: Browser) -> str:
    browser.until(lambda: not browser.one(".sparql-stop").is_displayed())
    return status(browser)


def content(browser: Browser) -> WebElement:
    """The field of the editor, which stands in a shadow root."""
    shadow = browser.one(".sparql-editor").shadow_root
    return shadow.find_element(By.CSS_SELECTOR, ".cm-content")


def in_editor(browser: Browser, selector: str) -> list[str]:
    shadow = browser.one(".sparql-editor").shadow_root
    return [element.text for element in shadow.find_elements(By.CSS_SELECTOR, selector)]


def table(browser: Browser) -> list[list[str]]:
    rows = browser.all(".sparql-table tr")
    return [[cell.text for cell in row.find_elements(By.CSS_SELECTOR, "th, td")] for row in rows]


# ---- Before ----


def test_nothing_heavy_is_loaded_before_it_is_asked_for(browser: Browser) -> None:
    browser.open("sparql.html")
    assert browser.one("[data-sparql-start]").is_displayed()
    assert browser.one("textarea").is_displayed()
    browser.settled()
    browser.open("index.html")
    browser.settled()
    assert HEAVY & set(browser.site.asked) == set()


def test_the_first_focus_of_the_field_loads_engine_and_data(browser: Browser) -> None:
    start(browser)
    assert set(browser.site.asked) >= HEAVY
    assert not browser.one("textarea").is_displayed()
    lines = (browser.site.folder / "ascc.nq").read_bytes().count(b"\n")
    assert status(browser) == f"Ready: {lines + 2:,} statements loaded."  # two of void.ttl
    browser.driver.switch_to.active_element.send_keys(Keys.END, " #")
    assert "".join(in_editor(browser, ".cm-line")) == "ASK { ?s ?p ?o } #"


def test_a_click_on_the_button_loads_them_too_and_runs_the_query(browser: Browser) -> None:
    browser.open("sparql.html")
    assert browser.one("[data-sparql-start]").text == "Run this query in the page"
    browser.one("[data-sparql-start]").click()
    browser.until(lambda: browser.texts(".sparql-truth") == ["Yes"])
    assert browser.one(RUN).text == "Run query"


@pytest.mark.parametrize("mark", ["#", "?"])
def test_a_query_in_the_address_stands_in_the_field(browser: Browser, mark: str) -> None:
    query = 'SELECT ("a&b=c + 横浜 # <i>" AS ?x) {}'
    browser.open(f"sparql.html{mark}query={quote(query)}")
    assert browser.one("textarea").get_property("value") == query
    browser.settled()
    assert HEAVY & set(browser.site.asked) == set()


# ---- Answers ----


@pytest.mark.parametrize("name", ["participants-by-country", "philippine-participants"])
def test_a_select_is_a_table_of_its_exact_answer(loaded: Browser, name: str) -> None:
    example = find_example(EXAMPLES, name)
    said = ask(loaded, example.text)
    values = [[getattr(term, "value", "") for term in row] for row in expected(example).terms]
    tags = [[getattr(term, "language", None) for term in row] for row in expected(example).terms]
    shown = [
        [f"{value} {tag}" if tag else value for value, tag in zip(*pair, strict=True)]
        for pair in zip(values, tags, strict=True)
    ]
    assert table(loaded) == [list(expected(example).vars), *shown]
    assert said.startswith(f"{len(shown)} rows in ")
    assert loaded.one(".sparql-table caption").text == "Result"
    assert {th.get_attribute("scope") for th in loaded.all(".sparql-table th")} == {"col"}


def test_every_example_that_asks_nobody_else_has_its_exact_answer(browser: Browser) -> None:
    examples = [example for example in EXAMPLES if not example.services]
    assert len(examples) > 50
    browser.open("sparql.html")
    browser.driver.set_script_timeout(120)
    reports = browser.driver.execute_async_script(ASK_ALL, [e.text for e in examples])
    differing = {
        example.name: difference(example, received(example, report))
        for example, report in zip(examples, reports, strict=True)
    }
    assert {name: what for name, what in differing.items() if what} == {}


def received(example: Example, report: dict[str, Any]) -> Answer:
    """What the engine reported, in the form in which answers are compared."""
    assert report["type"] == "answer", report
    answer = report["answer"]
    form = expected(example).form
    if answer["form"] == "graph":
        quads = ox.parse(answer["turtle"], format=ox.RdfFormat.TURTLE)
        triples = (quad.triple for quad in quads)
        lines = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
        return Answer(form, lines or b"")
    if answer["form"] == "boolean":
        return Answer(form, json.dumps({"head": {}, "boolean": answer["boolean"]}).encode())
    results = {"head": {"vars": answer["variables"]}, "results": {"bindings": answer["rows"]}}
    return Answer(form, json.dumps(results).encode())


def test_terms_of_the_data_link_to_the_pages_beside_this_one(loaded: Browser) -> None:
    ask(
        loaded,
        f"""SELECT ?x {{ VALUES ?x {{ <{BASE}org/jica> <{BASE}ns#Commitment> <{BASE}scheme/force/>
            <{BASE}country/PH/iso-3166-1-alpha-2> <http://www.wikidata.org/entity/Q1490> }} }}""",
    )
    links = loaded.all(".sparql-table a")
    here = loaded.site.address
    assert {link.text: link.get_attribute("href") for link in links} == {
        f"{BASE}org/jica": f"{here}org/jica.html",
        "ascc:Commitment": f"{here}ns.html#Commitment",
        f"{BASE}scheme/force/": f"{here}scheme/force.html",
        f"{BASE}country/PH/iso-3166-1-alpha-2": f"{here}country/PH.html",
        "wd:Q1490": "http://www.wikidata.org/entity/Q1490",
    }


def test_markup_and_script_in_an_answer_are_shown_and_not_read(loaded: Browser) -> None:
    ask(
        loaded,
        """SELECT ?x ?y ?z { BIND ("<img src=x onerror=alert(1)>" AS ?x)
           BIND (<javascript:alert(2)> AS ?y) BIND ("<b>"@en AS ?z) }""",
    )
    assert table(loaded)[1] == ["<img src=x onerror=alert(1)>", "javascript:alert(2)", "<b> en"]
    assert loaded.all(".sparql-output :is(img, a, b)") == []


def test_texts_are_marked_with_their_language_and_numbers_are_not(loaded: Browser) -> None:
    ask(
        loaded,
        """PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
           SELECT ("横浜"@ja AS ?x) (12 AS ?n) ("2024"^^xsd:gYear AS ?y) {}""",
    )
    assert table(loaded)[1][:2] == ["横浜 ja", "12"]
    assert loaded.one(".sparql-table [lang=ja]").text == "横浜"
    assert loaded.texts(".sparql-table .number") == ["12"]
    assert table(loaded)[1][2].startswith("2024 ")


def test_ask_is_answered_with_yes_or_no(loaded: Browser) -> None:
    said = ask(loaded, find_example(EXAMPLES, "is-yokohama-in-the-list").text)
    assert loaded.texts(".sparql-truth") == ["No"]
    assert said.startswith("Answered in ")


def test_construct_is_turtle_with_the_prefixes_that_it_uses(loaded: Browser) -> None:
    example = find_example(EXAMPLES, "the-commitment-as-a-graph")
    said = ask(loaded, example.text)
    turtle = loaded.one(".sparql-turtle").get_property("textContent")
    assert isinstance(turtle, str)
    assert "@prefix ascc: " in turtle
    assert "@prefix skos: " not in turtle
    found = {quad.triple for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)}
    assert found == set(expected(example).triples)
    assert said.startswith(f"{len(found)} triples in ")


def test_the_default_graph_is_the_union_and_the_description_a_graph_of_its_own(
    loaded: Browser,
) -> None:
    ask(
        loaded,
        """PREFIX void: <http://rdfs.org/ns/void#>
           SELECT ?g { ?d void:triples ?n . GRAPH ?g { ?d void:triples ?n } }""",
    )
    assert table(loaded)[1:] == [[f"{BASE}graph/dataset"]]


def test_answers_are_saved_as_csv_and_json(browser: Browser) -> None:
    keep = """
        window.saved = [];
        URL.createObjectURL = (blob) => (blob.text().then((text) => saved.push(text)), "#");
        HTMLAnchorElement.prototype.click = function () { saved.push(this.download); };
    """
    run(browser, 'SELECT ?a ?b { VALUES (?a ?b) { ("1, 2" "横浜"@ja) (UNDEF 3) } }')
    browser.run(keep)
    for button in browser.all(".sparql-downloads button"):
        button.click()
    browser.until(lambda: browser.run("return saved.length") == 4)
    saved = browser.run("return saved")
    assert [name for name in saved if name.startswith("result.")] == ["result.csv", "result.json"]
    (table_,) = (text for text in saved if text.startswith("a,b"))
    assert list(csv.reader(table_.splitlines())) == [["a", "b"], ["1, 2", "横浜"], ["", "3"]]
    (document,) = (json.loads(text) for text in saved if text.startswith("{"))
    assert document["head"] == {"vars": ["a", "b"]}
    assert document["results"]["bindings"][0]["b"] == {
        "type": "literal",
        "value": "横浜",
        "xml:lang": "ja",
    }


def test_a_long_answer_is_shown_in_part_and_says_so(loaded: Browser) -> None:
    said = ask(loaded, "SELECT * { ?s ?p ?o } LIMIT 1500")
    assert said.startswith("1,500 rows in ")
    assert len(loaded.all(".sparql-table tbody tr")) == 1000
    assert "1,000 of 1,500" in loaded.one(".sparql-first").text


def test_an_answer_is_sorted_and_filtered_like_any_table(loaded: Browser) -> None:
    ask(loaded, "SELECT ?n { VALUES ?n { 10 9 100 } }")
    loaded.one(".sparql-table th button").click()
    assert loaded.texts(".sparql-table td") == ["9", "10", "100"]
    loaded.one(".table-filter input").send_keys("10")
    assert loaded.one(".table-filter output").text == "2 of 3 rows"


def test_the_address_of_the_page_leads_back_to_the_query(browser: Browser) -> None:
    query = 'ASK { ?s ?p "a&b # 横浜" }'
    run(browser, query)
    address = browser.driver.current_url
    browser.driver.get("about:blank")
    browser.driver.get(address)
    assert browser.one("textarea").get_property("value") == query


# ---- What goes wrong ----


def test_an_error_names_its_line_and_marks_it(loaded: Browser) -> None:
    said = ask(loaded, "SELECT ?x\nWHERE {\n  ?x foo:bar ?y }")
    assert said == "Error in line 3, column 13: Prefix not found"
    assert in_editor(loaded, ".cm-lintRange-error") != []
    assert loaded.all(".sparql-table") == []


def test_an_update_is_no_query(loaded: Browser) -> None:
    assert ask(loaded, "DELETE WHERE { ?s ?p ?o }").startswith("Error in line 1, column 1")


def test_a_federated_query_is_told_that_it_needs_an_endpoint(loaded: Browser) -> None:
    said = ask(loaded, "SELECT * {\n SERVICE <https://a.example/sparql> { ?s ?p ?o } }")
    assert said.startswith("This query asks another endpoint with SERVICE.")


def test_a_runaway_is_stopped_and_the_next_query_is_answered(browser: Browser) -> None:
    start(browser, f"sparql.html#query={FOREVER}")
    browser.one(RUN).click()
    assert status(browser) == "Running …"
    assert browser.one(".sparql-output").get_attribute("aria-busy") == "true"
    browser.one(".sparql-stop").click()
    assert finished(browser) == "Stopped. The query engine starts afresh."
    type_anew(browser, "ASK {")
    run_again(browser)
    browser.until(lambda: browser.texts(".sparql-truth") == ["Yes"])


def test_an_engine_that_broke_down_starts_afresh(browser: Browser) -> None:
    said = run(browser, BREAKDOWN)
    assert said.endswith("The query engine starts afresh.")
    type_anew(browser, "ASK {")
    run_again(browser)
    browser.until(lambda: browser.texts(".sparql-truth") == ["Yes"])


def test_a_failure_to_load_is_said_and_can_be_tried_again(browser: Browser) -> None:
    browser.open("sparql.html")
    browser.run("document.querySelector('[data-sparql]').dataset.dump = 'gone.nq'")
    browser.one("[data-sparql-start]").click()
    browser.until(lambda: "could not be loaded" in status(browser))
    assert "gone.nq: 404" in status(browser)
    assert all("gone.nq" in line for line in browser.complaints())
    browser.run("document.querySelector('[data-sparql]').dataset.dump = 'ascc.nq'")
    browser.one("[data-sparql-start]").click()
    browser.until(lambda: browser.texts(".sparql-truth") == ["Yes"])
    assert len(browser.all(".sparql-editor")) == 1


# ---- The editor ----


def type_anew(browser: Browser, text: str) -> None:
    """Replace what stands in the editor."""
    content(browser).send_keys(Keys.CONTROL, "a", Keys.NULL, text)


def suggestions(browser: Browser) -> list[str]:
    """The list of suggestions once it is shown."""
    return browser.until(
        lambda: [text for text in in_editor(browser, ".cm-tooltip-autocomplete li") if text]
    )


def test_terms_are_suggested_with_their_labels_and_their_prefixes_are_declared(
    loaded: Browser,
) -> None:
    type_anew(loaded, "SELECT * { ?s a ascc:Commitm")
    (first, *_) = suggestions(loaded)
    assert first.startswith("ascc:Commitment")
    assert first.endswith("commitment · class")
    # By mouse: the editor takes Enter for a line end until a suggestion has been seen a while.
    shadow = loaded.one(".sparql-editor").shadow_root
    shadow.find_element(By.CSS_SELECTOR, ".cm-tooltip-autocomplete li").click()
    assert loaded.one("textarea").get_property("value") == (
        f"PREFIX ascc: <{BASE}ns#>\nSELECT * {{ ?s a ascc:Commitment}}"
    )


def test_labels_of_the_terms_are_those_of_the_language_of_the_page(browser: Browser) -> None:
    start(browser, "sparql-ja.html")
    type_anew(browser, "SELECT * { ?s a ascc:Commitm")
    (first, *_) = suggestions(browser)
    assert "クラス" in first


def test_prefixes_are_suggested_with_their_namespaces(loaded: Browser) -> None:
    type_anew(loaded, "PREFIX asc")
    assert suggestions(loaded)[0].startswith(f"ascc: <{BASE}ns#>")


def test_nothing_is_suggested_in_a_comment(loaded: Browser) -> None:
    type_anew(loaded, "# ascc:Comm")
    assert_nothing_is_suggested(loaded)
    content(loaded).send_keys(Keys.CONTROL, Keys.SPACE)
    assert_nothing_is_suggested(loaded)
    # Where there is no comment, both typing and the key show some.
    type_anew(loaded, "ascc:Comm")
    suggestions(loaded)
    content(loaded).send_keys(Keys.ESCAPE)
    loaded.until(lambda: not suggests(loaded))
    content(loaded).send_keys(Keys.CONTROL, Keys.SPACE)
    suggestions(loaded)


def assert_nothing_is_suggested(browser: Browser) -> None:
    """Watch for a second, since suggestions come a moment after they are asked for."""
    for _ in range(10):
        assert not suggests(browser)
        time.sleep(0.1)


def suggests(browser: Browser) -> bool:
    shadow = browser.one(".sparql-editor").shadow_root
    return shadow.find_elements(By.CSS_SELECTOR, ".cm-tooltip-autocomplete li") != []


def test_the_keyboard_runs_a_query_and_leaves_the_editor_by_tab(browser: Browser) -> None:
    start(browser)
    content(browser).send_keys(Keys.CONTROL, Keys.ENTER)
    browser.until(lambda: browser.texts(".sparql-truth") == ["Yes"])
    content(browser).send_keys(Keys.TAB)
    assert browser.driver.switch_to.active_element.text == "Run query"


def test_the_editor_has_a_name(loaded: Browser) -> None:
    assert content(loaded).accessible_name == "Query"
    assert content(loaded).aria_role == "textbox"


# ---- Another language ----


def test_the_words_are_japanese_in_a_japanese_page(browser: Browser) -> None:
    said = run(browser, "SELECT * { ?s ?p ?o } LIMIT 2", "sparql-ja.html")
    assert said.startswith("2行（")
    assert browser.one(".sparql-table caption").text == "結果"


# ---- From the disk ----


@pytest.mark.parametrize(
    ("page", "said", "address"),
    [
        ("sparql.html", "serve the folder", "http://localhost:8000/sparql.html"),
        ("sparql-ja.html", "フォルダーを配信し", "http://localhost:8000/ja/sparql.html"),
    ],
)
def test_from_the_disk_one_sentence_says_how_to_serve_the_folder(
    browser: Browser, page: str, said: str, address: str
) -> None:
    query = 'SELECT ("a&b" AS ?x) {}'
    browser.open_from_disk(f"{page}?query={quote(query)}")
    sentence = browser.one(".sparql-from-disk").text
    assert said in sentence
    assert "python3 -m http.server --directory public" in sentence
    assert address in sentence
    assert len(re.findall(r"[.。](\s|$)", sentence)) == 1
    assert browser.one("textarea").get_property("value") == query
    browser.open(page)
    assert browser.all(".sparql-from-disk") == []


def test_from_the_disk_nothing_heavy_is_loaded_and_there_is_no_button(browser: Browser) -> None:
    browser.open_from_disk("sparql.html")
    assert browser.all("[data-sparql] button, .sparql-status") == []
    browser.one("textarea").click()
    browser.settled()
    names = {address.rpartition("/")[2] for address in browser.requests()}
    assert "sparql.js" in names
    assert names & HEAVY == set()
