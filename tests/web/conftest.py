"""What the tests in a browser share: the bundle built from its sources, one Chromium, one server."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from selenium.webdriver.remote.webdriver import WebDriver

from built import ROOT, dist, missing, scratch
from web.chromium import Browser, Site, chromium, serving

PAGES = Path(__file__).parent / "pages"


@cache
def front_end() -> Path:
    """Install what the lock file pins in a copy of ``web/``, bundle there, and return the folder."""
    npm = shutil.which("npm") or missing("npm")
    folder = scratch() / "web"
    shutil.copytree(ROOT / "web", folder, ignore=shutil.ignore_patterns("node_modules", "dist"))
    install = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"]
    for command in (install, [npm, "run", "--silent", "build"]):
        outcome = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, check=False, timeout=300
        )
        assert outcome.returncode == 0, outcome.stderr
    return folder


@pytest.fixture(scope="session")
def web() -> Path:
    """A copy of ``web/`` with its packages and its bundle."""
    return front_end()


@pytest.fixture(scope="session")
def site(web: Path) -> Iterator[Site]:
    """The pages with the bundle and the published data, served on loopback."""
    folder = scratch() / "pages"
    shutil.copytree(PAGES, folder)
    shutil.copytree(web / "dist", folder, dirs_exist_ok=True)
    shutil.copy(web / "widgets.css", folder)
    shutil.copy(dist() / "ascc.nq", folder)
    with serving(folder) as running:
        yield running


@pytest.fixture(scope="session")
def driver() -> Iterator[WebDriver]:
    with chromium() as running:
        yield running


@pytest.fixture
def browser(driver: WebDriver, site: Site) -> Iterator[Browser]:
    """A tab; at its end nothing has been said against a page, and nobody else has been asked."""
    tab = Browser(driver, site)
    site.asked.clear()
    tab.complaints()
    tab.requests()
    yield tab
    assert tab.complaints() == []
    own = (site.address, site.folder.as_uri(), "data:", "blob:", "about:")
    assert [address for address in tab.requests() if not address.startswith(own)] == []
