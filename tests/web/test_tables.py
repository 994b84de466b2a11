"""Tables are sorted and filtered by click and by keyboard, and text is copied."""

from __future__ import annotations

import pytest
from selenium.webdriver.common.keys import Keys

from web.chromium import Browser

NAMES = "tbody tr:not([hidden]) td:first-child"
AS_WRITTEN = ["Quezon", "Đà Nẵng", "Baguio", "横浜市"]


def test_a_header_sorts_its_column_and_says_how(browser: Browser) -> None:
    browser.open("index.html")
    headers = browser.all("th")
    assert browser.texts(NAMES) == AS_WRITTEN
    browser.all("th button")[0].click()
    assert browser.texts(NAMES) == ["Baguio", "Đà Nẵng", "Quezon", "横浜市"]
    assert [th.get_attribute("aria-sort") for th in headers] == ["ascending", None, None]
    browser.all("th button")[0].click()
    assert browser.texts(NAMES) == ["横浜市", "Quezon", "Đà Nẵng", "Baguio"]
    assert [th.get_attribute("aria-sort") for th in headers] == ["descending", None, None]


def test_the_keyboard_sorts_numbers_by_value(browser: Browser) -> None:
    browser.open("index.html")
    browser.all("th button")[1].send_keys(Keys.ENTER)
    assert browser.texts("tbody td:nth-child(2)") == ["90", "300", "1000", "1,200"]
    browser.all("th button")[1].send_keys(Keys.SPACE)
    assert browser.texts("tbody td:nth-child(2)") == ["1,200", "1000", "300", "90"]


def test_times_are_sorted_by_what_they_mean_and_empty_cells_stay_last(browser: Browser) -> None:
    browser.open("index.html")
    button = browser.all("th button")[2]
    button.click()
    assert browser.texts(NAMES) == ["横浜市", "Đà Nẵng", "Quezon", "Baguio"]
    button.click()
    assert browser.texts(NAMES) == ["Quezon", "Đà Nẵng", "横浜市", "Baguio"]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("da nang", ["Đà Nẵng"]),
        ("2024 quezon", ["Quezon"]),
        ("横浜", ["横浜市"]),
        ("nowhere", []),
        ("", AS_WRITTEN),
    ],
)
def test_a_filter_hides_the_rows_that_do_not_hold_its_words(
    browser: Browser, typed: str, shown: list[str]
) -> None:
    browser.open("index.html")
    field = browser.one(":not(.scroll) > .table-filter input")
    assert field.accessible_name == "Filter rows"
    field.send_keys(typed)
    assert browser.texts(NAMES) == shown
    assert browser.one(".table-filter output").text == f"{len(shown)} of 4 rows"


def test_the_words_of_the_filter_are_japanese_in_a_japanese_page(browser: Browser) -> None:
    browser.open("ja.html")
    assert browser.one(".table-filter input").accessible_name == "行を絞り込む"
    browser.one(".table-filter input").send_keys("baguio")
    assert browser.one(".table-filter output").text == "4行中1行"


@pytest.mark.parametrize(
    ("selector", "text"),
    [
        ("pre[data-copy]", 'SELECT * { ?s ?p "<b>" }'),
        ("code[data-copy]", "https://w3id.org/ascc/"),
    ],
)
def test_a_text_is_copied_as_it_is(browser: Browser, selector: str, text: str) -> None:
    allowed = ["clipboardReadWrite", "clipboardSanitizedWrite"]
    permission = {"permissions": allowed, "origin": browser.site.address.rstrip("/")}
    browser.driver.execute_cdp_cmd("Browser.grantPermissions", permission)
    browser.open("index.html")
    around = f":is(p:has(> {selector}), .copy-bar:has(+ {selector}))"
    browser.one(f"{around} > .copy").click()
    browser.until(lambda: browser.one(f"{around} > .copy-status").text == "Copied")
    read = "navigator.clipboard.readText().then(arguments[0])"
    assert browser.driver.execute_async_script(read) == text


def test_a_refusal_to_copy_is_said(browser: Browser) -> None:
    browser.open("index.html")
    browser.run("navigator.clipboard.writeText = () => Promise.reject(new DOMException('no'))")
    browser.all(".copy")[0].click()
    browser.until(lambda: browser.texts(".copy-status")[0] == "The browser refused to copy")


def test_tables_work_from_the_disk(browser: Browser) -> None:
    browser.open_from_disk("index.html")
    browser.all("th button")[1].click()
    assert browser.texts("tbody td:nth-child(2)") == ["90", "300", "1000", "1,200"]
