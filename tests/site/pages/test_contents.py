"""Pages of named graphs and of concept schemes show what these hold."""

from __future__ import annotations

import csv
import re
from collections import Counter

import lxml.html
import pyoxigraph as ox
from lxml.html import HtmlElement

from ascc_ld.ground.project import default_project
from ascc_ld.site.from_project import site_of_quads
from built import BASE, ROOT, quads
from looped import looped
from published_site import page

SCHEMES = ("force", "group", "organisation-type", "role", "theme")
GRAPHS = (
    "2024/graph",
    "2024/derived",
    "graph/registry",
    "graph/links",
    "graph/vocabulary",
    ".well-known/sparql-examples",
)


def main(path: str) -> HtmlElement:
    return lxml.html.fromstring(page(f"{path}.html")).find(".//main")


def rows(path: str) -> dict[str, HtmlElement]:
    """Return the facts of a page by what they are called there."""
    return {row.findtext("dt/*"): row for row in main(path).find_class("fact")}


def slug(item: HtmlElement) -> str:
    return str(item.find("a").get("href")).rpartition("/")[2].removesuffix(".html")


def shown_concepts(tree: HtmlElement) -> dict[str, str]:
    """Return the concepts of a scheme's page, each with the one it stands below, by their slugs."""
    found = {}
    for item in tree.xpath('//*[@class="concepts"]//li'):
        above = item.getparent().getparent()
        found[slug(item)] = slug(above) if above.tag == "li" else ""
    return found


def written_concepts(scheme: str) -> dict[str, str]:
    with (ROOT / "tests/cases/schemes.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["scheme"] == scheme]
    return {row["concept"]: row["broader"] for row in rows}


class TestConceptScheme:
    @looped("folder", ["", "ja/"])
    @looped("scheme", SCHEMES)
    def test_names_each_concept_once_with_its_definition(self, scheme: str, folder: str) -> None:
        tree = main(f"{folder}scheme/{scheme}")
        hrefs = Counter(
            link.get("href")
            for link in tree.iter("a")
            if (link.get("href") or "").startswith(f"{scheme}/")
        )
        assert hrefs.keys() >= {f"{scheme}/{concept}.html" for concept in written_concepts(scheme)}
        assert set(hrefs.values()) == {1}
        for item in tree.xpath('//*[@class="concepts"]//li'):
            if item.find("a").get("href") != f"{scheme}/commissive-strength.html":
                assert len(item.findtext("span")) > 10

    @looped("scheme", SCHEMES)
    def test_has_narrower_concepts_below_broader_ones(self, scheme: str) -> None:
        collections = {"commissive-strength": ""} if scheme == "force" else {}
        assert shown_concepts(main(f"scheme/{scheme}")) == written_concepts(scheme) | collections

    def test_has_the_points_of_searle_first(self) -> None:
        found = shown_concepts(main("scheme/force"))
        points = [concept for concept, above in found.items() if not above]
        assert points[:5] == ["assertive", "commissive", "directive", "declarative", "expressive"]

    def test_has_definitions_in_the_language_of_the_page(self) -> None:
        assert "ある事柄が事実であると述べ" in page("ja/scheme/force.html").partition("<dl>")[0]

    def test_may_be_a_ring_or_as_deep_as_it_is_large(self) -> None:
        base = "https://data.example.org/x/"
        skos = "http://www.w3.org/2004/02/skos/core#"
        count = 240
        data = f"<{base}scheme/s> a <{skos}ConceptScheme> .\n"
        for number in range(count):
            following = f"{base}scheme/s/{(number + 1) % count}"
            data += f"<{base}scheme/s/{number}> <{skos}inScheme> <{base}scheme/s> ; "
            data += f"<{skos}narrower> <{following}> ; a <{skos}Concept> .\n"
        others = list(ox.parse(data, format=ox.RdfFormat.TURTLE))
        text = site_of_quads(default_project(), base, others)["scheme/s.html"].decode()
        found = re.findall(r'<li><a href="s/([0-9]+)\.html"', text)
        assert found == [str(number) for number in range(count)]


class TestNamedGraph:
    @looped("path", GRAPHS)
    def test_shows_how_many_triples_it_has(self, path: str) -> None:
        name = f"{BASE}{path}/" if path.startswith(".") else BASE + path
        count = sum(quad.graph_name == ox.NamedNode(name) for quad in quads("ascc.nq"))
        assert rows(path)["number of triples"].findtext("dd/span") == f"{count:,}"

    @looped("path", GRAPHS)
    def test_says_its_title_where_it_says_more_than_that(self, path: str) -> None:
        title = main(path).findtext(".//h1")
        for name, row in rows(path).items():
            values = [value.text for value in row.iterfind("dd/*")]
            assert set(values) != {title}, name

    def test_links_what_it_is_about_by_class(self) -> None:
        registry = rows("graph/registry")
        with (ROOT / "data/registry/organisations.csv").open(encoding="utf-8", newline="") as file:
            names = {row["name"] for row in csv.DictReader(file)}
        shown = {link.text for link in registry["organisation"].iterfind(".//dd//a")}
        assert shown == names
        assert {link.text for link in registry["country"].iterfind(".//dd//a")} >= {"Cambodia"}
        assert "organisation" not in rows(".well-known/sparql-examples")

    def test_a_count_of_others_that_is_no_number_is_shown_as_it_is_written(self) -> None:
        base = "https://data.example.org/x/"
        sd, void = "http://www.w3.org/ns/sparql-service-description#", "http://rdfs.org/ns/void#"
        data = (
            f"<{base}g> a <{sd}NamedGraph> ; <{sd}graph> <{base}g/held> ; "
            f'<http://www.w3.org/2000/01/rdf-schema#label> "Mine"@en . '
            f'<{base}g/held> <{void}triples> "about 1200", <{base}several> .'
        )
        others = list(ox.parse(data, format=ox.RdfFormat.TURTLE))
        text = site_of_quads(default_project(), base, others)["g.html"].decode()
        assert "<span>about 1200</span>" in text

    def test_shows_whom_the_derived_graph_binds(self) -> None:
        bound = rows("2024/derived")["organisation"]
        assert len(bound.findall(".//dd//a")) == 40
