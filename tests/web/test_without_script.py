"""Without scripts the pages are whole: nothing waits for what is not there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from web.chromium import Browser


@pytest.fixture
def plain(browser: Browser) -> Iterator[Browser]:
    """A tab in which no script of a page runs."""
    command = "Emulation.setScriptExecutionDisabled"
    browser.driver.execute_cdp_cmd(command, {"value": True})
    yield browser
    browser.driver.execute_cdp_cmd(command, {"value": False})


def test_search_is_a_form_that_is_sent(plain: Browser) -> None:
    plain.open("index.html")
    field = plain.one("#q")
    assert field.get_attribute("role") is None
    field.send_keys("jica")
    plain.one("form button").click()
    plain.until(lambda: "search.html" in plain.driver.current_url)
    assert plain.driver.current_url == f"{plain.site.address}search.html?q=jica"
    assert plain.one("[data-search-results]").text == "Search needs a script."


def test_tables_and_texts_have_no_buttons_that_do_nothing(plain: Browser) -> None:
    plain.open("index.html")
    assert plain.texts("th") == ["Name", "Seats", "Opened"]
    assert plain.all("th button, .table-filter, .copy") == []


def test_the_query_page_shows_the_text_field_and_no_button_for_the_engine(plain: Browser) -> None:
    plain.open("sparql.html")
    assert plain.one("textarea").is_displayed()
    assert plain.all("button[data-sparql-start], .sparql-status, .sparql-editor") == []
