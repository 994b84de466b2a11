"""The page of an example query shows its answer as a table that people can read, or who has it."""

from __future__ import annotations

import re
from urllib.parse import unquote

import lxml.html
import pyoxigraph as ox
import pytest
from lxml.html import HtmlElement

import two_editions_site
from ascc_ld.documents.index import Index
from ascc_ld.ground.project import default_project
from ascc_ld.rdf.terms import prefixes
from ascc_ld.reading.examples import read_examples
from ascc_ld.site.pages.question_pages import AnsweredQuestion, Examples
from ascc_ld.site.parts.anchors import Anchors
from ascc_ld.sparql.answer import Answer
from built import BASE
from published_site import page

EXAMPLES = read_examples(default_project())
FEDERATED = [example for example in EXAMPLES if example.services]


def answer(name: str) -> HtmlElement:
    tree = lxml.html.fromstring(page(f".well-known/sparql-examples/{name}.html"))
    return tree.find(".//main//table")


def numeric(table: HtmlElement) -> list[str]:
    """Return the names of the columns whose head is set as one of numbers."""
    return [head.text for head in table.iterfind("thead//th") if head.get("class") == "number"]


def test_numbers_stand_below_each_other_at_the_right() -> None:
    table = answer("001-participants-by-country")
    assert numeric(table) == ["participants"]
    for row in table.iterfind("tbody/tr"):
        assert [cell.get("class") for cell in row] == [None, None, "number"]


def test_texts_and_dates_are_no_numbers() -> None:
    assert numeric(answer("021-the-conference-in-brief")) == ["number"]


def test_a_column_of_numbers_may_have_blanks() -> None:
    found = numeric(answer("058-participants-with-their-points"))
    assert found == ["position", "latitude", "longitude"]


@pytest.mark.parametrize(
    ("folder", "said"),
    [
        ("", "The answer comes from Wikidata when you ask it, for example with: ascc-ld query {}."),
        ("ja/", "答えは、尋ねたときにWikidataから届きます（例：ascc-ld query {}）。"),
    ],
)
def test_a_question_that_asks_wikidata_shows_its_query_and_says_so(folder: str, said: str) -> None:
    silent = []
    for example in FEDERATED:
        name = f"{folder}.well-known/sparql-examples/{example.name}.html"
        main = lxml.html.fromstring(page(name)).find(".//main")
        shown = main.find(".//pre[@class='sparql']/code").text_content()
        words = main.find(".//section[@class='answer']/p").text_content()
        # The engine in the browser asks nobody, so there is nothing to press.
        if (
            shown != example.text
            or not words.startswith(said.format(example.number))
            or main.find(".//section[@class='answer']//table") is not None
            or main.find(".//a[@class='button']") is not None
        ):
            silent.append(name)
    assert FEDERATED
    assert silent == []


def test_a_question_with_an_answer_can_be_run_in_the_browser() -> None:
    tree = lxml.html.fromstring(
        page(".well-known/sparql-examples/001-participants-by-country.html")
    )
    assert tree.find(".//main//a[@class='button']").text == "Run this query"


@pytest.mark.parametrize("name", ["queries.html", "ja/queries.html"])
def test_the_list_counts_questions_with_an_answer_apart(name: str) -> None:
    said = lxml.html.fromstring(page(name)).find(".//main//p[@class='quiet']").text
    counts = [int(count) for count in re.findall(r"\d+", said)]
    assert counts == [len(EXAMPLES), len(EXAMPLES) - len(FEDERATED), len(FEDERATED)]


# ---- Of which edition ----

_DECLARATIONS = """
<2024/declaration> a <ns#Declaration> ; dcterms:identifier "2024" ; dcterms:issued "2024-10-24" .
<2025/declaration> a <ns#Declaration> ; dcterms:identifier "2025" ; dcterms:issued "2025-10-16" .
<2024/text> prov:specializationOf <2024/declaration> ; schema:text "Old." .
<2025/text> prov:specializationOf <2025/declaration> ; schema:text "New." .
<2024/declaration> dcterms:creator "Only of the old one" ; dcterms:title "Old" .
<2025/declaration> dcterms:title "New" .
"""


def asked(*quads: ox.Quad, query: str) -> tuple[str | None, Answer, str]:
    """Return the edition that a question is answered for, the answer, and what was asked."""
    index = Index(quads, BASE)
    examples = Examples(index, quads, Anchors(index).editions)
    iri = ox.NamedNode(f"{BASE}question")
    prefix = "PREFIX dcterms: <http://purl.org/dc/terms/>\n"
    question = AnsweredQuestion(iri, "1", {}, {}, prefix + query, (), federated=False)
    found = examples.asked(question)
    assert found is not None
    return found.edition.name if found.edition else None, found.answer, found.text


def two() -> list[ox.Quad]:
    head = "".join(f"@prefix {p}: <{prefixes(BASE)[p]}> .\n" for p in ("dcterms", "prov", "schema"))
    found = ox.parse(head + _DECLARATIONS, format=ox.RdfFormat.TURTLE, base_iri=BASE)
    graph = ox.NamedNode(f"{BASE}graph/registry")
    return [ox.Quad(quad.subject, quad.predicate, quad.object, graph) for quad in found]


def values(query: str) -> list[str] | None:
    """The editions that a query asks of, or ``None`` if it asks of all."""
    named = re.search(r"VALUES \?edition \{ (.*?) \}", query)
    return named and re.findall(r'"(.*?)"', named[1])


EACH = "SELECT ?edition ?t { ?d dcterms:identifier ?edition ; dcterms:title ?t } ORDER BY ?t"


@pytest.mark.parametrize(
    ("query", "edition", "rows"),
    [
        (EACH, "2025", [("2025", "New")]),
        (EACH.replace("title", "creator"), "2024", [("2024", "Only of the old one")]),
        (EACH.replace("title", "subject"), "2025", []),
        (EACH.replace("?edition", "?e"), None, [("2025", "New"), ("2024", "Old")]),
    ],
)
def test_the_answer_is_that_of_the_newest_edition_that_has_one(
    query: str, edition: str | None, rows: list[tuple[str, str]]
) -> None:
    name, answer, text = asked(*two(), query=query)
    assert name == edition
    assert [(row[answer.vars[0]], row["t"]) for row in answer] == rows
    assert values(text) == (edition and [edition])


def test_a_question_to_be_answered_by_yes_or_no_is_of_the_newest() -> None:
    ask = 'ASK { ?d dcterms:identifier ?edition ; dcterms:creator "Only of the old one" }'
    name, answer, _ = asked(*two(), query=ask)
    assert (name, answer.truth) == ("2025", False)


def test_of_one_edition_the_question_is_asked_as_it_is() -> None:
    old = [quad for quad in two() if str(quad.subject).startswith(f"<{BASE}2024")]
    name, answer, text = asked(*old, query=EACH)
    assert (name, len(answer)) == (None, 1)
    assert "VALUES" not in text


def test_the_page_says_of_which_edition_and_runs_the_same() -> None:
    name = ".well-known/sparql-examples/064-who-affirmed-which-declaration.html"
    shown = two_editions_site.page(name)
    (section,) = shown.find_class("answer")
    assert two_editions_site.text(section.find("p")) == (
        "For the newest edition with an answer: 2025"
    )
    assert section.find("p/a").get("href") == "../../2025/declaration.html"
    assert len(section.findall(".//tbody/tr")) == 15
    query = unquote(shown.find(".//a[@class='button']").get("href").partition("?query=")[2])
    assert values(query) == ["2025"]
