"""Lists stand in the order of the names that people read in them."""

from __future__ import annotations

import csv

import lxml.html

from ascc_ld.site.parts.collation import collation_key
from built import BASE, ROOT
from looped import looped
from published_site import page, site


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


def cells(path: str, row: int) -> list[str]:
    """Return what stands in a row, one text a cell."""
    found = lxml.html.fromstring(page(path)).xpath("//main//tbody/tr")[row]
    return [" ".join(cell.text_content().split()) for cell in found]


def test_a_body_is_listed_with_its_type_country_and_roles() -> None:
    rows = lxml.html.fromstring(page("org.html")).xpath("//main//tbody/tr")
    at = {row.get("data-iri").removeprefix(f"{BASE}org/"): place for place, row in enumerate(rows)}
    assert len(at) == 50
    jica = ["Japan International Cooperation Agency", "bilateral agency", "Japan"]
    assert cells("org.html", at["jica"]) == [*jica, "partner, backing agency"]
    yokohama = cells("org.html", at["jp-city-of-yokohama"])
    assert yokohama == ["City of Yokohama", "municipal government", "Japan", "proposer"]


def test_statements_are_listed_in_the_order_of_the_text_with_sentence_and_themes() -> None:
    with (ROOT / "data/2024/statements.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    listed = [name.partition(":")[0] for name in names("statement.html")]
    assert listed == [row["id"] for row in rows]
    _, sentence, does, themes, speaker = cells("statement.html", listed.index("3-2"))
    assert sentence.startswith("By sharing the innovations and strategies developed within")
    assert does == "commits"
    assert set(themes.split(", ")) == {
        "global engagement",
        "knowledge exchange",
        "sustainable green future",
    }
    assert speaker == "“we”"


@looped("name", ["statement.html", "ja/statement.html"])
def test_a_sentence_is_in_the_language_of_its_declaration(name: str) -> None:
    texts = lxml.html.fromstring(page(name)).xpath("//main//tbody/tr/td[1]/span[1]")
    assert len(texts) == 13
    assert {text.get("lang") for text in texts} == {"en" if name.startswith("ja/") else None}


def test_the_values_of_facets_have_the_same_names_in_each_language() -> None:
    for path, facets in (
        ("org.html", ["organisationType", "country", "role"]),
        ("statement.html", ["force", "theme", "speaker"]),
    ):
        keys = []
        for name in (path, f"ja/{path}"):
            tree = lxml.html.fromstring(page(name))
            assert tree.xpath("//main//th/@data-facet") == facets
            rows = tree.xpath("//main//tbody/tr")
            keys.append({row.get("data-iri"): row.xpath(".//@data-key") for row in rows})
        assert keys[0] == keys[1]
        assert all(keys[0].values()) or path == "org.html"
    assert "private-sector" in keys[0][f"{BASE}2024/declaration/statement/1-2c"]


@looped(("path", "file"), [("org", "organisations.csv"), ("statement", "statements.csv")])
@looped(("folder", "up"), [("", ""), ("ja/", "../")])
def test_a_list_leads_to_the_file_that_has_more(path: str, file: str, folder: str, up: str) -> None:
    links = lxml.html.fromstring(page(f"{folder}{path}.html")).xpath("//main//a/@href")
    assert f"{up}{file}" in links
    assert file in site()
