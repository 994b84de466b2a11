"""Rows are chosen by the values of columns; the address has the choice, and a CSV file the rows."""

from __future__ import annotations

import csv
import io

from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select

from web.chromium import Browser

NAMES = "tbody tr:not([hidden]) th a"
ALL = ["Baguio, City of", "横浜市", "Quezon", "ADB"]

# What a page saves is read where it is made: a file of the reader is not the page's to read.
KEEP = """
window.saved = [];
const made = URL.createObjectURL.bind(URL);
URL.createObjectURL = (blob) => {
  blob.text().then((text) => saved.push(text));
  return made(blob);
};
HTMLAnchorElement.prototype.click = function () { saved.push(this.download); };
"""


def facets(browser: Browser) -> dict[str, Select]:
    found = browser.all(".table-filter select")
    return {select.accessible_name: Select(select) for select in found}


def offered(browser: Browser, facet: str) -> list[str]:
    """What can be chosen; what would leave no row is not."""
    return [o.text for o in facets(browser)[facet].options if o.is_enabled()]


def query(browser: Browser) -> str:
    return browser.driver.current_url.partition("?")[2]


def test_each_value_has_its_count_and_a_choice_changes_those_of_the_other_facets(
    browser: Browser,
) -> None:
    browser.open("facets.html")
    assert list(facets(browser)) == ["Country", "Role", "Edition"]  # all are of one planet
    assert offered(browser, "Country") == ["All", "Japan (1)", "Philippines (2)"]
    assert offered(browser, "Role") == ["All", "participant (3)", "proposer (1)"]
    assert browser.texts(NAMES) == ALL
    facets(browser)["Role"].select_by_value("participant")
    facets(browser)["Edition"].select_by_value("2024/declaration")
    assert browser.texts(NAMES) == ["Baguio, City of", "Quezon"]
    assert offered(browser, "Country") == ["All", "Philippines (2)"]
    assert offered(browser, "Role") == ["All", "participant (2)", "proposer (1)"]
    assert browser.one(".table-filter output").text == "2 of 4 rows"
    browser.one(".table-filter input").send_keys("quez")
    assert browser.texts(NAMES) == ["Quezon"]
    assert offered(browser, "Edition") == ["All", "2024 (1)"]


def test_the_address_of_a_choice_leads_to_it_in_each_language_and_from_the_disk(
    browser: Browser,
) -> None:
    browser.open("facets.html")
    facets(browser)["Country"].select_by_value("PH")
    browser.one(".table-filter input").send_keys("city")
    assert query(browser) == "filter=city&country=PH"
    other = browser.one("header a").get_attribute("href")
    assert other == f"{browser.site.address}ja.html?filter=city&country=PH"
    for opened in (browser.open, browser.open_from_disk):
        opened(f"facets.html?{query(browser)}")
        assert browser.texts(NAMES) == ["Baguio, City of"]
        assert browser.one(".table-filter input").get_property("value") == "city"
        facets(browser)["Country"].select_by_value("")
        assert query(browser) == "filter=city"
    browser.open("facets.html?country=nowhere&planet=mars")
    assert browser.texts(NAMES) == ALL


def test_the_keyboard_chooses(browser: Browser) -> None:
    browser.open("facets.html")
    browser.one(".table-filter input").send_keys(Keys.TAB)
    active = browser.driver.switch_to.active_element
    assert active.accessible_name == "Country"
    active.send_keys("P")
    browser.until(lambda: browser.texts(NAMES) == ["Baguio, City of", "Quezon"])


def test_what_is_shown_is_saved_as_csv_in_its_order(browser: Browser) -> None:
    browser.open("facets.html")
    browser.run(KEEP)
    browser.all("th button.sort")[0].click()
    facets(browser)["Edition"].select_by_value("2025/declaration")
    browser.one(".table-filter button").click()
    browser.until(lambda: browser.run("return saved.length") == 2)
    name, text = browser.run("return saved")  # the text is read later than the click comes
    assert name == "facets.csv"
    assert list(csv.reader(io.StringIO(text, newline=""))) == [
        ["iri", "Name", "country", "role", "edition", "planet"],
        ["https://data.example/baguio", "Baguio, City of", "Philippines", "participant",
         "2024|2025", "Earth"],
        ["https://data.example/yokohama", "横浜市", "Japan", "proposer|participant",
         "2024|2025", "Earth"],
    ]  # fmt: skip


def test_a_table_without_facets_leaves_the_address_alone(browser: Browser) -> None:
    browser.open("index.html?filter=quezon")
    assert browser.all(".table-filter select, .table-filter button") == []
    assert len(browser.all("tbody tr:not([hidden])")) == 4
    browser.one(".table-filter input").send_keys("baguio")
    assert query(browser) == "filter=quezon"
