"""A reader goes from the newest declaration to the one before, compares them, and meets a city."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium.webdriver.common.by import By

from built import made_once
from two_editions_site import site as pages
from web.chromium import Browser, Site, serving

BAGUIO = "org/ph-city-of-baguio.html"
WAY = (
    "index.html",
    "2024/declaration.html",
    "2024/overview/map.html",
    "2024/overview/countries.html",
    "2025/overview/countries.html",
    "2025/overview/compared.html",
    BAGUIO,
    "ja/2025/overview/compared.html",
)
WIDE = (
    *WAY,
    "editions.html",
    "ja/index.html",
    "2025/declaration.html",
    "2025/declaration/statement/4-1.html",
    "2025/conference.html",
    "2025/overview/map.html",
    "2025/overview/types.html",
    "2025/overview/mentions.html",
    "2025/overview/forces.html",
    "2025/overview/themes.html",
    "2024/overview/mentions.html",
    "2024/overview/themes.html",
    "org/la-city-of-exampleville.html",
    ".well-known/sparql-examples/064-who-affirmed-which-declaration.html",
)
WIDTHS = (390, 1280)  # CSS pixels

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """The pages that are looked at, on a loopback server."""

    def write(folder: Path) -> None:
        for name in (*WIDE, "style.css", "logo.svg"):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(pages()[name])

    with serving(made_once("two-editions-on-the-way", write)) as running:
        yield running


def click(tab: Browser, selector: str, text: str) -> None:
    """Follow the link with a text."""
    (link,) = [each for each in tab.all(selector) if each.text == text]
    href = link.get_attribute("href") or ""
    tab.run("arguments[0].click()", link)  # whatever the page still scrolls to
    tab.until(lambda: tab.driver.current_url == href)


def widen(tab: Browser, width: int) -> None:
    metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
    tab.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


def too_wide(tab: Browser) -> list[int]:
    """Return the widths of windows that the page does not fit into."""
    size = "return document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
    found = []
    for width in WIDTHS:
        widen(tab, width)
        if tab.run(size) > 0:
            found.append(width)
    return found


def test_a_reader_gets_from_one_edition_to_the_other_and_to_a_body(browser: Browser) -> None:
    heading, switch, bars = "main h1", ".switch a", ".pictures .wide .label"
    widen(browser, 1280)
    browser.open("index.html")
    assert browser.one(heading).text == "Exampleville Declaration"
    click(browser, switch, "2024")
    assert browser.one(heading).text == "Yokohama Declaration"
    click(browser, ".site-header nav a", "Participants")
    click(browser, ".views a", "Participants by country")
    assert "Pakistan" in browser.texts(bars)
    click(browser, switch, "2025")
    assert browser.one(heading).text == "Participants by country"
    assert "Laos" in browser.texts(bars)
    assert "Pakistan" not in browser.texts(bars)
    click(browser, ".views a", "Compared with 2024")
    assert browser.texts(".compared .count") == ["33", "6", "9"]
    click(browser, "#both a", "City of Baguio")
    row = next(row for row in browser.all(".summary > div") if row.text.startswith("Affirmed"))
    affirmed = row.find_elements(By.CSS_SELECTOR, ".evidence")
    assert len(affirmed) == 2
    browser.run("arguments[0].click()", affirmed[1])
    target = browser.until(lambda: browser.one(":target"))
    assert target.text == "City of Baguio"
    assert "/2024/declaration.html#span-" in browser.driver.current_url


def test_no_page_is_wider_than_the_window(browser: Browser) -> None:
    wide = {}
    for name in WIDE:
        browser.open(name)
        if found := too_wide(browser):
            wide[name] = found
    assert wide == {}


@pytest.mark.parametrize("name", ["2024/overview/themes.html", "2025/overview/mentions.html"])
def test_a_matrix_of_any_number_of_statements_stays_in_its_box(browser: Browser, name: str) -> None:
    browser.open(name)
    browser.run("document.querySelector('.wide svg').style.minWidth = '1500px'")
    assert too_wide(browser) == []
