"""The page of the data says what each file holds, and how its figures are counted."""

from __future__ import annotations

import csv
import hashlib

import lxml.html
import pyoxigraph as ox
import pytest
from lxml.html import HtmlElement

from ascc_ld.ground.project import default_project
from ascc_ld.site.from_project import site_of_quads
from built import ROOT, quads
from published_site import page, site

each_language = pytest.mark.parametrize(("language", "folder"), [("en", ""), ("ja", "ja/")])


def main(folder: str) -> HtmlElement:
    return lxml.html.fromstring(page(f"{folder}data.html")).find(".//main")


def cells(table: HtmlElement) -> list[list[str]]:
    return [[cell.text_content() for cell in row] for row in table.iterfind("tbody/tr")]


@each_language
def test_each_file_has_the_title_that_is_written_for_it(language: str, folder: str) -> None:
    files, _ = main(folder).iter("table")
    found = {name: title for name, title, *_ in cells(files)}
    with (ROOT / "data/files.csv").open(encoding="utf-8", newline="") as file:
        written = {row["file"]: row[language] for row in csv.DictReader(file)}
    with (ROOT / "data/graphs.csv").open(encoding="utf-8", newline="") as file:
        graphs = {row["graph"]: row[language] for row in csv.DictReader(file)}
    assert found == {**written, "void.ttl": graphs["graph/dataset"]}


@each_language
def test_graphs_are_named_in_the_language_of_the_page(language: str, folder: str) -> None:
    _, figures = main(folder).iter("table")
    with (ROOT / "data/graphs.csv").open(encoding="utf-8", newline="") as file:
        titles = {row[language].replace("{edition}", "2024") for row in csv.DictReader(file)}
    assert {name for name, _ in cells(figures)} == titles


@pytest.mark.parametrize("folder", ["", "ja/"])
def test_it_says_why_the_graphs_sum_to_more_than_the_triples(folder: str) -> None:
    _, figures = main(folder).iter("table")
    distinct = len({str(quad.triple) for quad in quads("ascc.nq")})
    total = sum(int(count.replace(",", "")) for _, count in cells(figures))
    description = len(quads("void.ttl"))
    assert total >= distinct + description
    assert str(distinct) in figures.getparent().getnext().text


@pytest.mark.parametrize("folder", ["", "ja/"])
def test_what_a_spreadsheet_opens_comes_first_and_what_checks_a_download_last(folder: str) -> None:
    links = [link.get("href").rpartition("/")[2] for link in main(folder).iter("a")]
    assert links[:2] == ["participants.csv", "statements.csv"]
    assert links[-1] == "SHA256SUMS"
    assert {"ns.html", "sparql.html", "shapes.html", "org.html"} <= set(links)
    sums = main(folder).findtext("section/details/pre/code")
    digest = hashlib.sha256(site()["ascc.nq"]).hexdigest()
    assert f"{digest}  ascc.nq\n" in sums


def test_data_of_others_have_no_titles_and_no_figure_of_their_own() -> None:
    base = "https://data.example.org/x/"
    said = f'<{base}org/a> <http://www.w3.org/2000/01/rdf-schema#label> "A body"@en .'
    others = list(ox.parse(said, format=ox.RdfFormat.TURTLE))
    text = site_of_quads(default_project(), base, others)["data.html"].decode()
    files, figures = lxml.html.fromstring(text).find(".//main").iter("table")
    assert [title for _, title, *_ in cells(files)] == ["", "", ""]
    assert figures.getparent().getnext() is None
