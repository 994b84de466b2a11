"""The pages by keyboard alone, without scripts, and on paper."""

from __future__ import annotations

import csv
from collections.abc import Iterator

import pytest
from selenium.webdriver.common.keys import Keys

from built import ROOT
from looped import looped
from web.chromium import Browser

STATEMENT = "2024/declaration/statement/3-2.html"
MAP = "2024/overview/map.html"
QUESTION = ".well-known/sparql-examples/001-participants-by-country.html"


# ---- By keyboard ----

# What has the focus, and whether one sees that it has.
FOCUSED = """
const at = document.activeElement;
const {outlineStyle, outlineWidth} = getComputedStyle(at);
const box = at.getBoundingClientRect();
const seen = outlineStyle !== "none" && parseFloat(outlineWidth) > 0 && box.width > 1;
return [at.matches(arguments[0]), seen, at.outerHTML.slice(0, 120), at === document.body];
"""


def walk(tab: Browser, selectors: list[str], most: int = 90) -> list[str]:
    """Press Tab until elements of all selectors had the focus, in their order.

    Returns those whose focus cannot be seen.  Fails where one is not reached.
    """
    unseen = []
    wanted = list(selectors)
    for _ in range(most):
        tab.driver.switch_to.active_element.send_keys(Keys.TAB)
        reached, seen, what, is_body = tab.run(FOCUSED, wanted[0])
        unseen += [] if seen or is_body else [what]
        if reached:
            wanted.pop(0)
        if not wanted:
            return unseen
    pytest.fail(f"Tab did not reach {wanted[0]}")


@looped(
    ("page", "stations"),
    [
        ("index.html", [".skip", ".site-header nav a", "#site-search", ".language a", "main a"]),
        (
            "org.html",
            [
                ".skip",
                "#site-search",
                ".table-filter input",
                ".table-filter select",
                ".table-filter button",
                ".scroll",
                "th button.sort",
                "tbody a",
            ],
        ),
        (STATEMENT, ["#site-search", "main a", "main summary"]),
        (QUESTION, ["#site-search", "main .scroll", "main pre", "main a.button"]),
        ("data.html", ["#site-search", "main a[href$='participants.csv']"]),
    ],
)
def test_tab_reaches_all_in_order_and_one_sees_where_it_is(
    browser: Browser, page: str, stations: list[str]
) -> None:
    browser.open(page)
    assert walk(browser, stations) == []


def test_enter_skips_to_the_content_and_opens_what_is_closed(browser: Browser) -> None:
    browser.open(STATEMENT)
    walk(browser, [".skip"])
    browser.driver.switch_to.active_element.send_keys(Keys.ENTER)
    assert browser.driver.current_url.endswith("#content")
    walk(browser, ["main summary"])
    closed = browser.run("return document.activeElement.parentElement.open")
    browser.driver.switch_to.active_element.send_keys(Keys.ENTER)
    assert (closed, browser.run("return document.activeElement.parentElement.open")) == (
        False,
        True,
    )


# ---- Without scripts ----


@pytest.fixture
def plain(browser: Browser) -> Iterator[Browser]:
    """A tab in which no script of a page runs."""
    command = "Emulation.setScriptExecutionDisabled"
    browser.driver.execute_cdp_cmd(command, {"value": True})
    yield browser
    browser.driver.execute_cdp_cmd(command, {"value": False})


def rows_of(table: str) -> int:
    with (ROOT / "data" / table).open(encoding="utf-8", newline="") as file:
        return len(list(csv.reader(file))) - 1


@looped("folder", ["", "ja/"])
def test_without_scripts_each_list_is_whole_and_no_button_does_nothing(
    plain: Browser, folder: str
) -> None:
    whole = {
        "org.html": ("tbody th", rows_of("registry/organisations.csv")),
        "statement.html": ("tbody th", rows_of("2024/statements.csv")),
        "2024/overview/map.html": ("tbody tr", rows_of("2024/participants.csv")),
        "queries.html": (".question-list li", len(list((ROOT / "queries").glob("*.rq")))),
        "search.html": (".names li", 250),
    }
    for name, (selector, least) in whole.items():
        plain.open(folder + name)
        shown = [each for each in plain.all(f"main {selector}") if each.is_displayed()]
        assert len(shown) >= least, name
        assert plain.all("main button, main select, .table-filter") == [], name


def test_without_scripts_a_search_leads_to_the_list_of_all_names(plain: Browser) -> None:
    plain.open(STATEMENT)
    plain.one("#site-search").send_keys("baguio", Keys.ENTER)
    plain.until(lambda: plain.driver.current_url.endswith("search.html?q=baguio"))
    assert "City of Baguio" in plain.texts(".names a")


# ---- On paper ----


@pytest.fixture
def paper(browser: Browser) -> Iterator[Browser]:
    """A tab that shows pages as they are printed."""
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    yield browser
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


@looped("page", ["index.html", STATEMENT, "org.html", "org/jica.html", QUESTION, MAP])
def test_a_printed_page_is_what_there_is_to_read(paper: Browser, page: str) -> None:
    paper.open(page)
    of_the_screen = (
        ".site-header nav, .site-header form, .language, .skip, .trail, .table-filter,"
        ".copy, .under, .all-data, .strip > details"
    )
    assert [each.text for each in paper.all(of_the_screen) if each.is_displayed()] == []
    assert paper.one("h1").is_displayed()
    # Closed parts stay closed, but for long lists of values.
    closed = paper.all("details:not([open], .fact details) > :not(summary)")
    assert [each.text[:50] for each in closed if each.is_displayed()] == []
    colours = paper.run(
        "const {color, backgroundColor} = getComputedStyle(document.body);"
        "return [color, backgroundColor]"
    )
    assert colours == ["rgb(0, 0, 0)", "rgba(0, 0, 0, 0)"]


def test_a_choice_is_printed_as_it_is_shown(paper: Browser) -> None:
    paper.open("org.html?country=PH")
    assert len([row for row in paper.all("tbody tr") if row.is_displayed()]) == 17
