"""Lists stand in the order of the names that people read in them."""

from __future__ import annotations

import csv

import lxml.html

from ascc_ld.site.parts.collation import collation_key
from built import ROOT
from looped import looped
from published_site import page


def names(path: str) -> list[str]:
    """Return what the first column of a list says, as it is displayed."""
    rows = lxml.html.fromstring(page(path)).xpath("//main//tbody/tr/th")
    return [row.find("a").text_content() for row in rows]


def test_organisations_are_in_the_order_of_the_alphabet() -> None:
    with (ROOT / "data/registry/organisations.csv").open(encoding="utf-8", newline="") as file:
        expected = sorted((row["name"] for row in csv.DictReader(file)), key=str.casefold)
    found = names("org.html")
    assert [name for name in found if name.isascii()] == [n for n in expected if n.isascii()]
    assert len(found) == len(expected)
    assert found[-1].startswith("World Bank")


def test_places_are_in_the_order_of_the_alphabet() -> None:
    found = names("place.html")
    assert found.index("Baguio") + 1 == found.index("Balanga")
    assert found.index("Balikpapan") < found.index("Bangkok") < found.index("Cebu City")


def test_a_place_is_listed_with_all_that_contains_it_the_nearest_first() -> None:
    rows = lxml.html.fromstring(page("place.html")).xpath("//main//tbody/tr")
    within = {row[0].findtext("a"): [link.text for link in row[1].iter("a")] for row in rows}
    assert within["Baguio"] == ["Benguet", "Philippines"]
    assert within["Benguet"] == ["Philippines"]


@looped("folder", ["", "ja/"])
@looped("path", ["org", "place", "country", "source", "link", "work", "scheme"])
def test_each_list_is_in_the_order_of_the_names_of_its_language(path: str, folder: str) -> None:
    found = names(f"{folder}{path}.html")
    assert found == sorted(found, key=collation_key)
