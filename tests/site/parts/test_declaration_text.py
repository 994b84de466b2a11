"""The declaration as it is read: all of the text, in its order, every span where it stands."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import lxml.html
import pytest
from lxml.html import HtmlElement

from built import text
from published_site import page, site

TEXT = (Path(__file__).parents[3] / "data/2024/declaration.txt").read_text(encoding="utf-8")
READING = ["index.html", "2024/declaration.html", "ja/index.html", "ja/2024/declaration.html"]


@cache
def article(name: str) -> HtmlElement:
    """Return the text alone: without the notes beside it and the numbers behind its sentences."""
    found = lxml.html.fromstring(page(name)).find(".//article")
    for extra in [*found.iter("aside"), *found.find_class("mark")]:
        extra.drop_tree()
    return found


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("name", READING)
def test_shows_every_character_of_the_text_in_order(name: str) -> None:
    assert squeezed(article(name).text_content()) == squeezed(TEXT)


@pytest.mark.parametrize("name", READING)
def test_each_section_stands_under_its_heading_and_the_list_under_its_title(name: str) -> None:
    headings = [h2.text_content() for h2 in article(name).findall("h2")]
    assert headings == re.findall(r"^(?:[123]\. .+|Participating cities .+)$", TEXT, re.MULTILINE)
    assert len(headings) == 4


@pytest.mark.parametrize("name", READING)
def test_every_span_has_a_place_that_reads_what_the_text_reads_there(name: str) -> None:
    offset = r'<(\S+)#position> <http://www.w3.org/ns/oa#(start|end)> "([0-9]+)"'
    spans: dict[str, dict[str, int]] = {}
    for thing, edge, number in re.findall(offset, text("ascc.nt")):
        spans.setdefault(thing, {})[edge] = int(number)
    assert len(spans) == 69
    for span in spans.values():
        start, end = span["start"], span["end"]
        element = article(name).get_element_by_id(f"span-{start}-{end}")
        assert squeezed(element.text_content()) == squeezed(TEXT[start:end])


@pytest.mark.parametrize("name", READING)
def test_the_number_of_a_sentence_is_beside_its_text_and_not_within(name: str) -> None:
    """A search for words of the sentence would else not find where its last word ends."""
    marks = lxml.html.fromstring(page(name)).find_class("mark")
    assert len(marks) == 13
    for mark in marks:
        assert mark.text_content() == ""
        assert mark.get("data-id")
        # Who listens to the page hears the number in the name of the link.
        assert mark.get("aria-label").endswith(mark.get("data-id"))


@pytest.mark.parametrize("name", READING)
def test_every_sentence_has_its_note(name: str) -> None:
    asides = lxml.html.fromstring(page(name)).iter("aside")
    numbers = [note.text_content() for aside in asides for note in aside.find_class("id")]
    assert numbers == [
        *("P-1", "1-1", "1-2", "1-2a", "1-2b", "1-2c", "2-1", "2-2", "2-3", "3-1", "3-2"),
        *("C-1", "C-2"),
    ]


@pytest.mark.parametrize(
    ("name", "who"), [("index.html", "the 39 participants"), ("ja/index.html", "39の参加者")]
)
def test_the_affirming_act_is_that_of_those_in_the_list(name: str, who: str) -> None:
    """“… affirmed by the participating cities and organizations”, whom the list below has."""
    whole = lxml.html.fromstring(page(name))
    speaker, agent = (
        link for aside in whole.iter("aside") for link in aside.iter("a") if link.text == who
    )
    for link in (speaker, agent):
        note = next(link.iterancestors("li"))
        assert note.find_class("id")[0].text == "C-2"
        group = lxml.html.fromstring(page(f"{name.removesuffix('index.html')}{link.get('href')}"))
        listed = group.xpath('//*[@class="summary"]/div[contains(@class, "many")]/dd')
        assert len(listed) == 39


def test_who_is_bound_stands_in_the_order_of_the_list() -> None:
    """Yokohama, which proposed the declaration, comes first; then the list as it is printed."""
    statement = lxml.html.fromstring(page("2024/declaration/statement/3-2.html"))
    (incoming,) = statement.find_class("incoming")
    bound = [
        link.get("href").rpartition("/")[2].removesuffix(".html")
        for link in incoming.iter("a")
        if "/org/" in link.get("href")
    ]
    printed = article("index.html").find_class("list")[0].find_class("mention")
    assert bound == [
        "jp-city-of-yokohama",
        *(link.get("href").rpartition("/")[2].removesuffix(".html") for link in printed),
    ]


def test_a_name_leads_to_the_body_that_it_names() -> None:
    names = {
        re.sub(r"\s+", " ", link.text_content()): link.get("href")
        for link in article("index.html").find_class("mention")
    }
    assert names["Japan International Cooperation Agency (JICA)"] == "org/jica.html"
    assert names["City of Yokohama"] == "org/jp-city-of-yokohama.html"
    assert names["City of Quezon"] == "org/ph-city-of-quezon.html"
    # 14 namings in the running text, some under the same words, and 39 in the list.
    assert len(article("index.html").find_class("mention")) == 14 + 39


def test_the_list_stands_under_its_headings() -> None:
    sections = article("index.html").find_class("list")[0].findall("section")
    counts = {s.find("h3").text_content(): len(s.findall(".//li")) for s in sections}
    assert counts["(Philippines)"] == 17
    assert (len(counts), sum(counts.values())) == (13, 39)


class TestLinksToTheSentence:
    """A fact that was read from the text leads to its words, by anchor and by text fragment."""

    @staticmethod
    def links() -> list[tuple[str, str]]:
        return [
            (name, match[1])
            for name in site()
            if name.endswith(".html") and not name.startswith("ja/")
            for match in re.finditer(r'href="([^"]*:~:text=[^"]*)"', page(name))
        ]

    def test_there_are_many(self) -> None:
        assert len(self.links()) > 1000

    def test_each_finds_its_words_first_where_they_stand(self) -> None:
        whole_text = re.sub(r"\s+", " ", TEXT)
        for name, href in self.links():
            fragment = href.partition("#")[2]
            anchor, _, directive = fragment.partition(":~:text=")
            values = directive.split(",")
            before = unquote(values.pop(0)[:-1]) if values[0].endswith("-") else ""
            after = unquote(values.pop()[1:]) if values[-1].startswith("-") else ""
            parts = [unquote(value) for value in values]
            at = whole_text.casefold().find(f"{before} {parts[0]} {after}".strip().casefold())
            assert at >= 0, (name, href)
            if anchor:
                start, end = map(int, anchor.removeprefix("span-").split("-"))
                whole = re.sub(r"\s+", " ", TEXT[start:end])
                assert whole in whole_text
                assert parts[0] in whole, (name, href)
                if not before and whole.startswith(parts[0]):
                    assert at == len(re.sub(r"\s+", " ", TEXT[:start])), (name, href)
                if len(parts) > 1:
                    assert parts[1] in whole, (name, href)
