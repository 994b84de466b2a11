"""The published site in a browser: one server and one Chromium for all modules of a process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from selenium import webdriver

from published_site import written_site
from web.chromium import Browser, Site, chromium, serving, watched


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    """The site with its scripts, on a loopback server."""
    with serving(written_site()) as running:
        yield running


@pytest.fixture(scope="session")
def driver() -> Iterator[webdriver.Chrome]:
    with chromium() as running:
        yield running


@pytest.fixture
def browser(driver: webdriver.Chrome, site: Site) -> Iterator[Browser]:
    """A tab as wide as its window, whatever the test before made of it."""
    with watched(driver, site, site.folder.as_uri(), "blob:") as tab:
        tab.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        yield tab
