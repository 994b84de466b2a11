"""Search as one types: in every label language, by keyboard, with nothing run from a label."""

from __future__ import annotations

import pytest
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from looped import looped
from web.chromium import Browser

OPTIONS = ".search-suggestions [role=option]"
TITLES = f"{OPTIONS} .search-title"


def type_into_search(browser: Browser, text: str) -> WebElement:
    field = browser.one("input[type=search][name=q]")
    field.send_keys(text)
    return field


def suggested(browser: Browser) -> list[str]:
    """The titles in the list once there are some."""
    return browser.until(lambda: browser.texts(TITLES))


@looped(
    ("typed", "title"),
    [
        ("jica", "Japan International Cooperation Agency"),
        ("国際協力", "Japan International Cooperation Agency"),
        ("ＪＩＣＡ", "Japan International Cooperation Agency"),
        ("da nẵng", "Da Nang"),
        ("viet nam", "Vietnam"),
        ("pilipinas", "Philippines"),
        ("भारत", "India"),
        ("नेपाल", "Nepal"),
        ("កម្ពុជា", "Cambodia"),
        ("대한민국", "South Korea"),
        ("马来", "Malaysia"),
        ("پاکستان", "Pakistan"),
        ("ශ්‍රී", "Sri Lanka"),
        ("இலங்கை", "Sri Lanka"),
        ("ไทย", "Thailand"),
        ("o'zbek", "Uzbekistan"),
        ("インドネシア", "Indonesia"),
    ],
)
def test_a_page_is_found_in_every_language_of_its_labels(
    browser: Browser, typed: str, title: str
) -> None:
    browser.open("index.html")
    type_into_search(browser, typed)
    assert suggested(browser) == [title]


def test_the_index_is_loaded_on_the_first_focus_and_not_before(browser: Browser) -> None:
    browser.open("index.html")
    browser.settled()
    assert "search-index.js" not in browser.site.asked
    field = type_into_search(browser, "ind")
    suggested(browser)
    field.send_keys("i")
    browser.one("body").click()
    field.send_keys("a")
    assert browser.site.asked.count("search-index.js") == 1


def test_a_suggestion_shows_its_kind_and_the_label_that_matched_in_its_language(
    browser: Browser,
) -> None:
    browser.open("index.html")
    type_into_search(browser, "国際")
    suggested(browser)
    match = browser.one(".search-match")
    assert (match.text.strip(), match.get_attribute("lang")) == ("国際協力機構", "ja")
    assert browser.texts(".search-kind") == ["Organisation"]


def test_a_sentence_is_shown_around_the_words_that_were_found_and_leads_to_its_place(
    browser: Browser,
) -> None:
    browser.open("index.html")
    field = type_into_search(browser, "PRIVATE ingenuity")
    assert suggested(browser) == ["1-2c: facilitate"]
    (shown,) = browser.texts(".search-excerpt")
    assert shown.startswith("… ")
    assert "supportive environments for private-sector ingenuity to thrive" in shown
    assert browser.texts(".search-excerpt mark") == ["private", "ingenuity"]
    field.send_keys(Keys.ENTER)
    browser.until(lambda: browser.all(".search-results a"))
    assert browser.texts(".search-results mark") == ["private", "ingenuity"]
    link = browser.one(".search-results a").get_attribute("href")
    assert link == f"{browser.site.address}deep/er/page.html#span-1"
    type_into_search(browser, Keys.BACKSPACE * 20 + "創意")
    browser.until(lambda: browser.texts(".search-excerpt mark")[:1] == ["創意"])
    assert browser.all(".search-suggestions .search-excerpt")[0].get_attribute("lang") == "ja"


def test_the_field_is_a_combobox_that_the_keyboard_works(browser: Browser) -> None:
    browser.open("index.html")
    field = type_into_search(browser, "ind")
    assert suggested(browser) == ["India", "Indonesia"]
    assert field.get_attribute("role") == "combobox"
    assert field.get_attribute("aria-expanded") == "true"
    assert (
        browser.one(f"#{field.get_attribute('aria-controls')}").get_attribute("role") == "listbox"
    )

    def active() -> list[str]:
        """Titles of the options that the field points to, which are those marked as selected."""
        pointed = field.get_attribute("aria-activedescendant")
        selected = browser.all(f"{OPTIONS}[aria-selected=true]")
        assert [option.get_attribute("id") for option in selected] == ([pointed] if pointed else [])
        return browser.texts(f"{OPTIONS}[aria-selected=true] .search-title")

    seen = [active()]
    for key in (Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_UP):
        field.send_keys(key)
        seen.append(active())
    assert seen == [[], ["India"], ["Indonesia"], ["India"], ["Indonesia"]]

    field.send_keys(Keys.ESCAPE)
    assert field.get_attribute("aria-expanded") == "false"
    assert browser.texts(TITLES) == []
    assert field.get_attribute("value") == "ind"


@pytest.mark.parametrize("page", ["index.html", "deep/er/page.html"])
def test_enter_on_a_suggestion_opens_its_page_from_any_depth(browser: Browser, page: str) -> None:
    browser.open(page)
    field = type_into_search(browser, "nepal")
    suggested(browser)
    field.send_keys(Keys.ARROW_DOWN, Keys.ENTER)
    target = f"{browser.site.address}country/NP.html"
    browser.until(lambda: browser.driver.current_url == target)


def test_a_click_on_a_suggestion_opens_its_page(browser: Browser) -> None:
    browser.open("index.html")
    type_into_search(browser, "nepal")
    suggested(browser)
    browser.one(OPTIONS).click()
    target = f"{browser.site.address}country/NP.html"
    browser.until(lambda: browser.driver.current_url == target)


def test_enter_without_a_choice_opens_the_page_of_all_that_was_found(browser: Browser) -> None:
    browser.open("deep/er/page.html")
    type_into_search(browser, "ind").send_keys(Keys.ENTER)
    browser.until(lambda: browser.all(".search-results a"))
    assert browser.driver.current_url == f"{browser.site.address}search.html?q=ind"
    assert browser.texts(".search-results a") == ["India", "Indonesia"]
    links = [link.get_attribute("href") for link in browser.all(".search-results a")]
    assert links[0] == f"{browser.site.address}country/IN.html"
    assert browser.one(".search-count").text == "2 found"
    assert browser.one("#q").get_attribute("value") == "ind"


@pytest.mark.parametrize(
    ("page", "typed", "said"),
    [
        ("index.html", "philipines", "Nothing found for “philipines”"),
        ("ja.html", "アトランティス", "「アトランティス」は見つかりませんでした"),
    ],
)
def test_what_is_not_found_is_said_while_one_types(
    browser: Browser, page: str, typed: str, said: str
) -> None:
    browser.open(page)
    field = type_into_search(browser, typed)
    status = browser.one(".search-status")
    browser.until(lambda: status.text == said)
    assert status.get_attribute("role") == "status"
    assert status.size["height"] > field.size["height"] / 2
    assert browser.texts(OPTIONS) == []
    field.send_keys(Keys.ESCAPE)
    assert "visually-hidden" in (status.get_attribute("class") or "")


def test_how_many_were_found_is_said_to_screen_readers_alone(browser: Browser) -> None:
    browser.open("index.html")
    field = type_into_search(browser, "philipines")
    status = browser.one(".search-status")
    browser.until(lambda: status.text == "Nothing found for “philipines”")
    field.clear()
    field.send_keys("ind")
    suggested(browser)
    assert status.get_property("textContent") == "2 found"
    assert "visually-hidden" in (status.get_attribute("class") or "")


def test_what_is_not_found_is_said_on_the_page_of_all_that_was_found(browser: Browser) -> None:
    browser.open("search.html?q=atlantis")
    browser.until(lambda: browser.texts(".search-count") == ["Nothing found for “atlantis”"])


@pytest.mark.parametrize("typed", ["hostile", "alert"])
def test_markup_in_a_label_is_shown_and_not_read(browser: Browser, typed: str) -> None:
    browser.open("index.html")
    type_into_search(browser, typed)
    assert suggested(browser) == ["<img src=x onerror=alert(1)> Hostile"]
    assert browser.texts(".search-kind") == ["<b>Kind</b>"]
    assert browser.all(".search-suggestions :is(img, script, b, i)") == []
    browser.open(f"search.html?q={typed}")
    browser.until(lambda: browser.all(".search-results a"))
    assert browser.all(".search-results :is(img, script, b, i)") == []


def test_markup_in_a_query_is_shown_and_not_read(browser: Browser) -> None:
    browser.open("search.html?q=%3Csvg onload=alert(1)%3E")
    browser.until(lambda: browser.one(".search-count").text)
    assert browser.one(".search-count").text == "Nothing found for “<svg onload=alert(1)>”"
    assert browser.all("[data-search-results] svg") == []


def test_search_works_from_the_disk(browser: Browser) -> None:
    browser.open_from_disk("deep/er/page.html")
    field = type_into_search(browser, "横浜")
    field.clear()
    field.send_keys("フィリピン")
    assert suggested(browser) == ["Philippines"]
    field.send_keys(Keys.ENTER)
    browser.until(lambda: browser.all(".search-results a"))
    (link,) = browser.all(".search-results a")
    assert link.get_attribute("href") == (browser.site.folder / "country/PH.html").as_uri()


def test_an_index_that_cannot_be_had_is_said(browser: Browser) -> None:
    browser.open("other-index.html")
    type_into_search(browser, "jica")
    status = browser.one(".search-status")
    browser.until(lambda: status.text == "The search index could not be loaded.")
    assert all("missing/search-index.js" in line for line in browser.complaints())
