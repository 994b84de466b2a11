"""The page of an example query shows its answer as a table that people can read, or who has it."""

from __future__ import annotations

import re

import lxml.html
import pytest
from lxml.html import HtmlElement

from ascc_ld.ground.project import default_project
from ascc_ld.reading.examples import read_examples
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
        ("ja/", "答えは、尋ねたときにWikidataから届く（例：ascc-ld query {}）。"),
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
