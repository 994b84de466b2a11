"""The browser of the tests sees what a page does late."""

from __future__ import annotations

import pytest

from web.chromium import Browser, watched

LATE = 400  # milliseconds


def test_a_page_has_not_settled_before_it_has_done_what_it_puts_off(browser: Browser) -> None:
    browser.open("index.html")
    browser.run(f"setTimeout(() => fetch('search-index.js'), {LATE})")
    browser.settled()
    assert "search-index.js" in browser.site.asked
    assert f"{browser.site.address}search-index.js" in browser.requests()


def test_what_is_said_after_a_test_is_held_against_the_next(browser: Browser) -> None:
    with watched(browser.driver, browser.site) as first:
        first.open("index.html")
    browser.run("console.error('too late')")
    with (
        pytest.raises(AssertionError, match="too late"),
        watched(browser.driver, browser.site),
    ):
        pass
