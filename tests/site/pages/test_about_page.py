"""The page about the site says whose it is not, and where each text came from."""

from __future__ import annotations

import lxml.html
import pyoxigraph as ox

import two_editions_site
from ascc_ld.ground.project import default_project
from ascc_ld.site.from_project import site_of_quads
from published_site import page
from two_editions_site import text


def section(name: str, place: str) -> str:
    return text(lxml.html.fromstring(page(name)).get_element_by_id(place))


def test_it_says_whose_site_it_is_not() -> None:
    said = section("about.html", "whose")
    assert "This is not an official site." in said
    assert "It belongs to none of those who made a declaration" in said
    assert "公式サイトではありません" in section("ja/about.html", "whose")


def test_it_says_that_nobody_recorded_where_the_text_came_from() -> None:
    said = section("about.html", "text")
    assert said.startswith("Where the text came from")
    assert "Yokohama Declaration (ASCC 2024) Proposed by City of Yokohama" in said
    assert "Source of the text Not recorded · Where this was read was not recorded" in said


def test_it_names_every_edition_and_who_proposed_it() -> None:
    about = two_editions_site.page("about.html")
    origin = about.get_element_by_id("text")
    assert [text(heading) for heading in origin.iter("h3")] == [
        "Yokohama Declaration (ASCC 2024)",
        "Exampleville Declaration (invented for tests)",
    ]
    proposed = origin.xpath('dl/div[dt="Proposed by"]/dd/a[not(@class)]')
    assert [text(link) for link in proposed] == ["City of Yokohama", "City of Exampleville"]
    assert origin.find_class("tag") == [], "the heading says of which edition"


def test_it_gives_the_licence_and_the_addresses() -> None:
    assert "https://creativecommons.org/licenses/by/4.0/" in section("about.html", "licence")
    assert "begins with https://w3id.org/ascc/" in section("about.html", "addresses")


def test_data_of_others_have_the_page_with_what_they_say() -> None:
    base = "https://data.example.org/x/"
    said = f'<{base}org/a> <http://www.w3.org/2000/01/rdf-schema#label> "A body"@en .'
    others = list(ox.parse(said, format=ox.RdfFormat.TURTLE))
    made = site_of_quads(default_project(), base, others)["about.html"].decode()
    about = lxml.html.fromstring(made).find(".//main")
    headings = [h.text for h in about.iter("h2")]
    assert "Where the text came from" not in headings
    assert base in text(about)


def test_every_page_says_how_to_cite_it() -> None:
    cited = lxml.html.fromstring(page("org/jica.html")).find_class("cite")[0].findtext("p")
    assert cited == (
        "“Japan International Cooperation Agency”. ascc-ld: the declarations of the Asia Smart "
        "City Conference as linked data. Version 2.0.0, 30 November 2026. "
        "https://w3id.org/ascc/org/jica"
    )
    assert 'class="cite"' in page("queries.html")
    assert 'class="cite"' not in page("404.html"), "it has no address"
