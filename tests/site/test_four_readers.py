"""Four people who never heard of RDF have their answer in three clicks from the front page."""

from __future__ import annotations

import csv
import io
from urllib.parse import unquote
from urllib.request import urlopen

import pytest
from selenium.webdriver.support.select import Select

from web.chromium import Browser

MOST = 3

pytestmark = pytest.mark.long


class Reader:
    """Somebody at the front page, who clicks what can be seen; ``clicks`` counts."""

    def __init__(self, tab: Browser) -> None:
        self.tab = tab
        self.clicks = 0
        tab.open("index.html")

    def click(self, selector: str, text: str) -> None:
        """Click what says ``text`` and, if it is a link to a page, wait for the page."""
        found = [each for each in self.tab.all(selector) if text in each.text]
        assert found, f"nothing says {text!r}"
        assert found[0].is_displayed()
        before = self.tab.driver.current_url
        self.tab.run(
            "arguments[0].scrollIntoView({behavior: 'instant', block: 'center'})", found[0]
        )
        leads = found[0].tag_name == "a"
        found[0].click()
        self._count()
        if leads:
            self.tab.until(lambda: self.tab.driver.current_url != before)

    def type(self, text: str) -> None:
        """Type into the search: no click, since the hits are there at once."""
        self.tab.one("#site-search").send_keys(text)
        self.tab.until(lambda: self.tab.all(".search-suggestions [role=option]"))

    def choose(self, facet: str, start: str) -> None:
        """Choose the value of a facet that begins so."""
        (select,) = [s for s in self.tab.all(".table-filter select") if s.accessible_name == facet]
        options = Select(select).options
        (wanted,) = [option for option in options if option.text.startswith(start)]
        wanted.click()
        self._count()

    def reads(self) -> str:
        """Return what can be read on the page, closed parts not included."""
        return " ".join(self.tab.one("main").text.split())

    def _count(self) -> None:
        self.clicks += 1
        assert self.clicks <= MOST


@pytest.fixture
def reader(browser: Browser) -> Reader:
    return Reader(browser)


COMMITMENT = "commit to contribute to a sustainable green future"


def test_did_my_city_take_part_and_what_did_it_promise(reader: Reader) -> None:
    reader.type("baguio")
    reader.click("[role=option]", "City of Baguio")
    reader.tab.until(lambda: "City of Baguio" in reader.reads())
    assert "affirmed" in reader.reads()
    reader.click("main a", COMMITMENT)
    assert "we commit to contributing to a sustainable green future" in reader.reads()


def test_did_my_city_take_part_by_the_menu(reader: Reader) -> None:
    reader.click(".site-header nav a", "Participants")
    reader.click("main td a, main th a", "City of Baguio")
    assert "affirmed" in reader.reads()
    reader.click("main a", COMMITMENT)


def test_which_sentences_are_about_the_private_sector_and_who_says_them(reader: Reader) -> None:
    reader.click("main a", "Choose sentences")
    reader.choose("Themes", "private sector")
    shown = reader.tab.texts("tbody tr:not([hidden])")
    assert len(shown) == 2
    assert "Empowering citizens and business sectors" in shown[0]
    assert "private-sector ingenuity to thrive" in shown[1]
    assert all("“we”" in row for row in shown)


def test_a_word_of_a_sentence_is_found_and_leads_to_the_sentence(reader: Reader) -> None:
    reader.type("private-sector ingenuity")
    reader.click("[role=option]", "ingenuity")
    target = reader.tab.until(lambda: reader.tab.one(":target"))
    assert "private-sector ingenuity to thrive" in target.text


def test_all_participants_with_their_wikidata_items_for_a_spreadsheet(reader: Reader) -> None:
    reader.click(".site-header nav a", "Data")
    link = next(a for a in reader.tab.all("main a") if a.text == "participants.csv")
    assert link.is_displayed()
    with urlopen(link.get_attribute("href") or "") as file:
        rows = list(csv.DictReader(io.TextIOWrapper(file, encoding="utf-8", newline="")))
    assert len(rows) == 39
    items = [row["wikidata"] or row["place_wikidata"] for row in rows]
    assert all(item.startswith("http://www.wikidata.org/entity/Q") for item in items if item)
    assert sum(map(bool, items)) > 25


def test_how_would_i_cite_sentence_3_2(reader: Reader) -> None:
    reader.click("main aside a", "3-2")
    assert unquote(reader.tab.driver.current_url).endswith("2024/declaration/statement/3-2.html")
    reader.click("summary", "Cite this page")
    cited = reader.tab.one("details.cite p").text
    assert "3-2" in cited
    assert "https://w3id.org/ascc/2024/declaration/statement/3-2" in cited


def test_adb_is_not_found_in_cabadbaran(reader: Reader) -> None:
    reader.type("ADB")
    hits = reader.tab.texts(".search-suggestions [role=option]")
    assert "Asian Development Bank" in hits[0]
    assert [hit for hit in hits if "Cabadbaran" in hit] == []
