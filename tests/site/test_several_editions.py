"""Pages of several editions: each leads to the others, and nothing of one is mixed with another.

What the second edition says is read from ``cases/second_edition/2025/declaration.txt``.
"""

from __future__ import annotations

import csv
import io
import json
import posixpath
import re
from collections.abc import Iterable
from functools import cache
from urllib.parse import unquote, urlsplit

import lxml.html
import pyoxigraph as ox
import pytest

import published_site
from ascc_ld.ground.project import default_project
from ascc_ld.site.from_project import site_of_quads
from ascc_ld.site.site import Site
from built import BASE
from two_editions_site import links, page, site, text

SWITCH = '//nav[@class="switch"]//a'
MENU = '//header//nav[@aria-label="Main"]//a'
OVERVIEWS = ("map", "countries", "types", "mentions", "forces", "themes")

# ---- From one edition to the other ----


@pytest.mark.parametrize(
    ("name", "other", "leads_to"),
    [
        ("2024/declaration.html", "2025", "2025/declaration.html"),
        ("2025/declaration.html", "2024", "2024/declaration.html"),
        ("index.html", "2024", "2024/declaration.html"),
        ("2024/overview/map.html", "2025", "2025/overview/map.html"),
        ("2024/conference.html", "2025", "2025/conference.html"),
        ("ja/2025/overview/themes.html", "2024", "ja/2024/overview/themes.html"),
        (
            "2025/participation/ph-city-of-baguio.html",
            "2024",
            "2024/participation/ph-city-of-baguio.html",
        ),
        # The other edition has no such page: it did not affirm, and there are three sections.
        ("2025/participation/la-ministry-of-shade.html", "2024", "2024/declaration.html"),
        ("2025/declaration/section/4.html", "2024", "2024/declaration.html"),
        ("2025/overview/compared.html", "2024", "2024/declaration.html"),
    ],
)
def test_a_switch_leads_to_the_same_kind_of_page(name: str, other: str, leads_to: str) -> None:
    href = links(name, SWITCH)[other]
    assert posixpath.normpath(posixpath.join(posixpath.dirname(name), href)) == leads_to


@pytest.mark.parametrize(
    ("name", "here"),
    [
        ("index.html", "2025"),
        ("2024/mention/2-3-jica.html", "2024"),
        ("ja/2025/graph.html", "2025"),
    ],
)
def test_a_switch_shows_the_newest_first_and_where_one_is(name: str, here: str) -> None:
    found = page(name).xpath(SWITCH)
    assert [text(a) for a in found[:2]] == ["2025", "2024"]
    assert [text(a) for a in found if a.get("aria-current")] == [here]


def test_a_switch_leads_to_the_comparison_and_to_the_list() -> None:
    found = links("2025/declaration/statement/4-1.html", SWITCH)
    assert found["Compared with 2024"] == "../../overview/compared.html"
    assert found["All 2 editions"] == "../../../editions.html"
    assert "All 2 editions" in links("2024/declaration.html", SWITCH)
    assert not [name for name in links("2024/declaration.html", SWITCH) if "Compared" in name]


def test_pages_that_belong_to_no_edition_have_no_switch() -> None:
    for name in ("org/jica.html", "country/PH.html", "queries.html", "ns.html", "editions.html"):
        assert page(name).xpath(SWITCH) == [], name


def test_the_front_page_shows_the_newest_declaration() -> None:
    assert page("index.html").findtext(".//h1") == "Exampleville Declaration"
    assert "that 15 cities, ministries and agencies affirmed on 16 October 2025" in text(
        page("index.html").find('.//p[@class="front-lead"]')
    )


@pytest.mark.parametrize(
    ("name", "declaration", "participants"),
    [
        ("org.html", "index.html", "2025/overview/map.html"),
        ("2025/declaration.html", "../index.html", "overview/map.html"),
        ("2024/declaration.html", "declaration.html", "overview/map.html"),
        ("2024/overview/types.html", "../declaration.html", "map.html"),
    ],
)
def test_the_menu_stays_within_the_edition(name: str, declaration: str, participants: str) -> None:
    found = links(name, MENU)
    assert (found["Declaration"], found["Participants"]) == (declaration, participants)
    assert list(found) == ["Declaration", "Participants", "Questions", "About", "Data"]


def test_the_search_finds_what_both_say_and_tells_them_apart() -> None:
    script = site()["search-index.js"].decode()
    entries = json.loads(script.partition("=")[2].rstrip(";\n"))
    kinds = {entry["u"]: entry["k"] for entry in entries}
    assert kinds["2024/declaration.html"] == "Declaration 2024"
    assert kinds["2024/declaration/statement/3-2.html"] == "Statement 2024"
    assert kinds["2025/declaration/statement/3-2.html"] == "Statement 2025"
    assert kinds["org/jica.html"] == "Organisation"


def test_the_lists_say_which_edition_has_what() -> None:
    """A body that proposed in one year and affirmed in the next did not do both in each."""
    facets = page("org.html").xpath("//main//th/@data-facet")
    assert facets == ["organisationType", "country", "role", "inDeclaration"]
    (row,) = page("org.html").xpath("//main//tr[@data-iri[contains(., 'jp-city-of-yokohama')]]")
    said = {each.get("data-key"): each.get("data-of") for each in row.xpath(".//*[@data-of]")}
    assert said["proposer"] == "2024"
    assert said["2024/declaration"] == "2024"
    statements = page("statement.html").xpath("//main//tr/th/a/@href")
    editions = [href.partition("/")[0] for href in statements]
    assert editions == sorted(editions, reverse=True)
    assert set(editions) == {"2024", "2025"}


def test_every_link_of_the_second_edition_leads_somewhere() -> None:
    names = [n for n in site() if n.endswith(".html") and "2025/" in n]
    names += ["index.html", "ja/index.html", "editions.html", "ja/editions.html", "org/jica.html"]
    assert len(names) > 100
    assert list(broken(names)) == []


@cache
def ids(name: str) -> frozenset[str]:
    return frozenset(page(name).xpath("//@id"))


def broken(names: Iterable[str]) -> Iterable[str]:
    for name in names:
        for link in set(page(name).xpath("//a/@href")):
            parts = urlsplit(link)
            path = posixpath.join(posixpath.dirname(name), unquote(parts.path))
            target = posixpath.normpath(path) if parts.path else name
            anchor = unquote(parts.fragment).partition(":~:")[0]
            lost = target not in site() or (anchor and anchor not in ids(target))
            if lost and not parts.scheme:
                yield f"{name}: {link}"


def test_the_sitemap_has_the_pages_of_every_edition() -> None:
    sitemap = site()["sitemap.xml"].decode()
    for name in ("editions.html", "2024/overview/map.html", "2025/overview/compared.html"):
        assert f"<loc>{BASE}{name}</loc>" in sitemap


# ---- With one edition ----


def test_one_edition_has_no_switch_no_list_and_no_comparison() -> None:
    one = published_site.site()
    assert [n for n in one if n.removeprefix("ja/") == "editions.html" or "compared" in n] == []
    for name in ("index.html", "2024/overview/map.html", "org/jica.html"):
        shown = lxml.html.fromstring(one[name].decode())
        assert shown.xpath(SWITCH) == []
        assert "Editions" not in [text(a) for a in shown.xpath(MENU)]


@pytest.mark.parametrize("language", ["", "ja/"])
def test_overviews_of_an_edition_are_what_they_are_without_the_other(language: str) -> None:
    """Nothing is interleaved and nothing summed."""
    for key in OVERVIEWS:
        name = f"{language}2024/overview/{key}.html"
        alone = lxml.html.fromstring(published_site.page(name)).find(".//main")
        beside = page(name).find(".//main")
        for kicker in beside.findall('.//p[@class="kicker"]'):
            assert text(kicker) == "2024"
            kicker.drop_tree()
        assert lxml.html.tostring(beside).split() == lxml.html.tostring(alone).split(), name


def test_a_further_edition_takes_at_most_400_files_on_a_host() -> None:
    assert 200 < len(site()) - len(published_site.hosted_site()) <= 400


# ---- The overviews of the second edition ----


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(site()[name].decode())))


def test_countries_are_those_of_the_edition() -> None:
    counts = [
        (row["country_label"], row["participants"]) for row in rows("2025/overview/countries.csv")
    ]
    assert counts == [
        ("Laos", "4"),
        ("Philippines", "3"),
        ("Mongolia", "2"),
        ("Indonesia", "1"),
        ("Cambodia", "1"),
        ("South Korea", "1"),
        ("Nepal", "1"),
        ("Thailand", "1"),
        ("Vietnam", "1"),
    ]


def test_forces_stand_in_the_order_of_the_text() -> None:
    statements = [row["id"] for row in rows("2025/overview/forces.csv")]
    assert " ".join(statements) == "P-1 1-1 1-2 2-1 2-2 3-1 3-2 3-3 3-4 4-1 C-1 C-2 C-3"


def test_the_map_says_truly_why_somebody_is_not_on_it() -> None:
    notes = [text(p) for p in page("2025/overview/map.html").xpath("//figcaption/p")]
    assert notes[0] == (
        "Not on the map, because no place is recorded for them: "
        "Ministry of Shade, Placeholder Agency"
    )
    assert notes[1] == "Not on the map, because no coordinates are recorded: City of Sampleton"
    of_2024 = [text(p) for p in page("2024/overview/map.html").xpath("//figcaption/p")]
    assert of_2024[0].startswith("Not on the map: City of San Carlos")
    assert "two Philippine cities bear this name" in of_2024[0]
    assert not [note for note in of_2024 if "no coordinates" in note]


# ---- Many ----


@pytest.fixture(scope="module")
def hundred() -> Site:
    """A hundred declarations with next to no text, of 1925 to 2024."""
    said = "".join(
        f"<{year}/declaration> a <ns#Declaration> ; dcterms:identifier '{year}' ;"
        f" dcterms:title 'Declaration of {year}'@en ; dcterms:issued '{year}-10-24'^^xsd:date ."
        f"<{year}/text> prov:specializationOf <{year}/declaration> ; schema:text 'We met.' .\n"
        for year in range(1925, 2025)
    )
    prefixes = {
        "dcterms": "http://purl.org/dc/terms/",
        "prov": "http://www.w3.org/ns/prov#",
        "schema": "https://schema.org/",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
    head = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in prefixes.items())
    triples = ox.parse(head + said, format=ox.RdfFormat.TURTLE, base_iri=BASE)
    quads = [
        ox.Quad(q.subject, q.predicate, q.object, ox.NamedNode(f"{year[0]}/graph"))
        for q in triples
        if isinstance(q.subject, ox.NamedNode)
        if (year := re.findall(rf"{BASE}\d+", q.subject.value))
    ]
    return site_of_quads(default_project(), BASE, quads)


def years(pages: Site, name: str) -> list[str]:
    found = lxml.html.fromstring(pages[name].decode()).xpath(SWITCH)
    return [text(a) for a in found]


def test_of_many_the_front_page_leads_to_each_and_a_page_to_its_neighbours(hundred: Site) -> None:
    assert years(hundred, "index.html") == [str(year) for year in range(2024, 1924, -1)]
    assert years(hundred, "2000/declaration.html") == ["2002", "2001", "2000", "1999", "1998"]
    assert years(hundred, "2024/text.html") == ["2024", "2023", "2022", "2021", "2020"]
    assert years(hundred, "1925/text.html") == ["1929", "1928", "1927", "1926", "1925"]


def test_a_text_that_nobody_affirmed_is_not_said_to_be_affirmed(hundred: Site) -> None:
    lead = lxml.html.fromstring(hundred["index.html"].decode()).find_class("front-lead")[0]
    assert text(lead).startswith("The text of the declaration, complete and in order.")
