"""The page of an example query shows its answer as a table that people can read."""

from __future__ import annotations

import lxml.html
from lxml.html import HtmlElement

from published_site import page


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
        assert [cell.get("class") for cell in row] == [None, "number"]


def test_texts_and_dates_are_no_numbers() -> None:
    assert numeric(answer("021-the-conference-in-brief")) == ["number"]


def test_a_column_of_numbers_may_have_blanks() -> None:
    found = numeric(answer("058-participants-with-their-points"))
    assert found == ["position", "latitude", "longitude"]
