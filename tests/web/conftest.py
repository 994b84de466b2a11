"""What the tests in a browser share: the bundle built from its sources, a Chromium, a server."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver

from built import ROOT, dist, made_once
from web.chromium import Browser, Site, chromium, serving, watched
from web.front_end import front_end

PAGES = Path(__file__).parent / "pages"


@pytest.fixture(scope="session")
def web() -> Path:
    """A copy of ``web/`` with its packages and its bundle."""
    return front_end()


@pytest.fixture(scope="session")
def site(web: Path) -> Iterator[Site]:
    """The pages with the bundle and the published data, served on loopback."""

    def copy(folder: Path) -> None:
        shutil.copytree(PAGES, folder)
        shutil.copytree(web / "dist", folder, dirs_exist_ok=True)
        shutil.copy(ROOT / "src/ascc_ld/site/static/widgets.css", folder)
        shutil.copy(dist() / "ascc.nq", folder)

    with serving(made_once("pages", copy)) as running:
        yield running


@pytest.fixture(scope="session")
def driver() -> Iterator[webdriver.Chrome]:
    with chromium() as running:
        yield running


@pytest.fixture
def browser(driver: webdriver.Chrome, site: Site) -> Iterator[Browser]:
    """A tab; at its end nothing has been said against a page, and nobody else has been asked."""
    with watched(driver, site, site.folder.as_uri(), "blob:") as tab:
        yield tab
