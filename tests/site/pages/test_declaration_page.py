"""Above its text a declaration says what is in it: counted, in everybody's words, each a link."""

from __future__ import annotations

import lxml.html
import pytest
from lxml.html import HtmlElement

import published_site
import two_editions_site
from two_editions_site import text


def strip(name: str) -> HtmlElement:
    (found,) = lxml.html.fromstring(published_site.page(name)).find_class("strip")
    return found


def verbs(found: HtmlElement) -> dict[str, list[str]]:
    """Return the numbers of the sentences by what they do, which is said with their number."""
    kinds = found.xpath('.//dl[@class="verbs"]/div')
    for kind in kinds:
        assert int(kind.findtext("dt/b")) == len(kind.findall("dd/a"))
    return {kind.find("dt").text.strip(): [a.text for a in kind.iter("a")] for kind in kinds}


@pytest.mark.parametrize("name", ["index.html", "2024/declaration.html"])
def test_one_of_thirteen_sentences_is_a_commitment(name: str) -> None:
    finding = strip(name).find_class("finding")[0]
    assert text(finding) == "1 of 13 sentences is a commitment."
    place = finding.find("a").get("href").removeprefix("#")
    promise = lxml.html.fromstring(published_site.page(name)).get_element_by_id(place)
    assert text(promise).endswith("we commit to contributing to a sustainable green future.")


def test_each_sentence_is_there_under_what_it_does() -> None:
    assert verbs(strip("index.html")) == {
        "tells": ["P-1", "1-1"],
        "agrees": ["1-2", "1-2a", "1-2b", "1-2c"],
        "recognises": ["2-1", "2-2", "3-1"],
        "strives": ["2-3"],
        "commits": ["3-2"],
        "proposes": ["C-1"],
        "affirms": ["C-2"],
    }


def test_the_words_have_the_colours_and_the_meaning_that_the_text_gives_them() -> None:
    legend = strip("index.html").find("details")
    assert text(legend.find("summary")) == "What these words mean"
    said = {text(div.find("dt")): text(div.find("dd")) for div in legend.iterfind("dl/div")}
    assert said["commits"].startswith("To promise an action or a result openly")
    shown = {
        each: kind.get("class")
        for kind in strip("index.html").xpath(".//dl[@class='verbs']/div")
        for each in verbs_of(kind)
    }
    page = lxml.html.fromstring(published_site.page("index.html"))
    margin = {li.findtext("a"): li.get("class") for li in page.iterfind(".//aside/ul/li")}
    assert shown == margin


def verbs_of(kind: HtmlElement) -> list[str]:
    return [a.text for a in kind.iter("a")]


def test_who_affirmed_it_and_where_they_are_from_are_a_click_away() -> None:
    links = {text(a): a.get("href") for a in strip("index.html").find_class("figures")[0].iter("a")}
    assert links == {
        "39 organisations affirmed it": "#list",
        "13 countries": "2024/overview/countries.html",
    }


def test_each_edition_counts_its_own() -> None:
    (found,) = two_editions_site.page("2025/declaration.html").find_class("strip")
    assert text(found.find_class("figures")[0]) == "15 organisations affirmed it · 9 countries"
    assert text(found.find_class("finding")[0]) == "3 of 13 sentences are commitments."


@pytest.mark.parametrize(("name", "said"), [("index.html", "tells"), ("ja/index.html", "述べる")])
def test_the_margin_says_what_a_sentence_does_in_the_same_words(name: str, said: str) -> None:
    note = lxml.html.fromstring(published_site.page(name)).find(".//aside/ul/li")
    assert text(note.find_class("force")[0]) == f"{said} convened"


def test_three_short_links_lead_from_the_front_page_to_the_lists() -> None:
    page = lxml.html.fromstring(published_site.page("index.html"))
    row = page.xpath('//p[contains(@class, "front-help")]/following-sibling::ul[1]//a')
    assert {text(a): a.get("href") for a in row} == {
        "Find your city": "#list",
        "Choose sentences": "statement.html",
        "Choose bodies": "org.html",
    }


def test_each_sentence_in_the_margin_has_its_address_to_copy() -> None:
    page = lxml.html.fromstring(published_site.page("index.html"))
    copied = {a.text: a.get("data-copy") for a in page.iterfind(".//aside/ul/li/a[@data-copy]")}
    statement = "https://w3id.org/ascc/2024/declaration/statement"
    assert len(copied) == 13
    assert all(address.startswith(f"{statement}/{number}") for number, address in copied.items())


@pytest.mark.parametrize(
    ("name", "entry", "tabs"),
    [
        ("map", "Participants", ["map", "countries", "types"]),
        ("themes", "Declaration", ["../declaration", "forces", "themes", "mentions"]),
    ],
)
def test_each_entry_of_the_menu_has_its_own_pictures(
    name: str, entry: str, tabs: list[str]
) -> None:
    page = lxml.html.fromstring(published_site.page(f"2024/overview/{name}.html"))
    links = page.xpath('//nav[@class="views"]//a/@href')
    assert links == [f"{tab}.html" for tab in tabs]
    assert page.xpath("//header//nav//a[@aria-current]/text()") == [entry]
