"""Headless Chromium on the pages of ``pages/``, from a loopback server and from the disk.

The server sends the policy that the site has, so that whatever a script does against it shows in
the console.
"""

from __future__ import annotations

import json
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from built import missing

POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; worker-src 'self'; form-action 'self'; "
    "base-uri 'none'"
)
PATIENCE = 60.0  # seconds
QUIET = 0.7  # seconds without a request after which a page has done what it does by itself

# What a page puts off until it is idle may put off more in its turn.
IDLE_TWICE = """
const [done] = arguments;
requestIdleCallback(() => requestIdleCallback(() => done()));
"""

Found = TypeVar("Found")


@dataclass(frozen=True)
class Site:
    """A folder of pages, its address on the loopback server, and the paths asked for there."""

    folder: Path
    address: str
    asked: list[str] = field(default_factory=list)


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, *arguments: Any, asked: list[str], policy: str, **options: Any) -> None:
        self.asked = asked
        self.policy = policy
        super().__init__(*arguments, **options)

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", self.policy)
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def do_GET(self) -> None:
        self.asked.append(urlsplit(self.path).path.removeprefix("/"))
        super().do_GET()

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@contextmanager
def serving(folder: Path, policy: str = POLICY) -> Iterator[Site]:
    asked: list[str] = []
    handler = partial(_Handler, directory=str(folder), asked=asked, policy=policy)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield Site(folder, f"http://127.0.0.1:{server.server_port}/", asked)
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def chromium() -> Iterator[webdriver.Chrome]:
    browser = shutil.which("chromium") or missing("chromium")
    driver_path = shutil.which("chromedriver") or missing("chromedriver")
    options = webdriver.ChromeOptions()
    options.binary_location = browser
    for argument in (
        "--headless=new",
        "--no-sandbox",  # Chromium refuses to run as root with it
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--window-size=1000,900",
    ):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options, webdriver.ChromeService(driver_path))
    try:
        yield driver
    finally:
        driver.quit()


@dataclass(frozen=True)
class Browser:
    """One tab, with the words in which tests speak of it."""

    driver: webdriver.Chrome
    site: Site
    seen: list[str] = field(default_factory=list)

    def open(self, page: str) -> None:
        """Open a page as the server gives it, anew even where only the fragment differs."""
        self.driver.get("about:blank")
        self.driver.get(self.site.address + page)

    def open_from_disk(self, page: str) -> None:
        self.driver.get("about:blank")
        path, mark, query = page.partition("?")
        self.driver.get((self.site.folder / path).as_uri() + mark + query)

    def all(self, selector: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector: str) -> WebElement:
        found = self.all(selector)
        assert len(found) == 1, f"{len(found)} of {selector}"
        return found[0]

    def texts(self, selector: str) -> list[str]:
        return [element.text for element in self.all(selector)]

    def until(self, condition: Callable[[], Found]) -> Found:
        """Wait until a condition holds and return what it gave."""
        return WebDriverWait(self.driver, PATIENCE, 0.05).until(lambda _: condition())

    def run(self, script: str, *arguments: object) -> Any:
        return self.driver.execute_script(script, *arguments)

    def settled(self) -> None:
        """Wait until the page has come to rest: what it has not done by then is left to a reader.

        It was idle twice, and then asked for nothing for ``QUIET`` seconds.
        """
        self.driver.set_script_timeout(PATIENCE)
        self.driver.execute_async_script(IDLE_TWICE)
        since, served = time.monotonic(), len(self.site.asked)
        while time.monotonic() - since < QUIET:
            # The tab does not tell what its workers ask for, and the disk no server.
            if self._asked() or len(self.site.asked) > served:
                since, served = time.monotonic(), len(self.site.asked)
            time.sleep(0.05)

    def complaints(self) -> list[str]:
        """Return what the console says since it was last asked, breaches of the policy included."""
        return [entry["message"] for entry in self._log("browser")]

    def requests(self) -> list[str]:
        """Return the addresses that the tab asked for since it was last asked for them."""
        self._asked()
        found = self.seen.copy()
        self.seen.clear()
        return found

    def _asked(self) -> list[str]:
        """Take the addresses that were asked for since the last look, and keep them as well."""
        events = (json.loads(entry["message"])["message"] for entry in self._log("performance"))
        new = [
            event["params"]["request"]["url"]
            for event in events
            if event["method"] == "Network.requestWillBeSent"
        ]
        self.seen.extend(new)
        return new

    def _log(self, kind: str) -> list[dict[str, Any]]:
        return self.driver.get_log(kind)  # type: ignore[no-untyped-call,no-any-return]


@contextmanager
def watched(
    driver: webdriver.Chrome, site: Site, *others: str, emptied: bool = True
) -> Iterator[Browser]:
    """Give a tab, and hold against its pages what the console says and whom else they ask.

    The tab is empty unless a test goes on with the page of the one before.
    They may ask their server, and addresses that begin with one of ``others``.  What a page did
    after its test had ended is held against the next test, since nobody would see it otherwise.
    Raises ``AssertionError`` at the beginning and at the end.
    """
    tab = Browser(driver, site)
    own = (site.address, "data:", "about:", *others)

    def assert_innocent() -> None:
        found = [address for address in tab.requests() if not address.startswith(own)]
        found += tab.complaints()
        assert found == [], "\n".join(found)

    if emptied:
        driver.get("about:blank")
    assert_innocent()
    site.asked.clear()
    yield tab
    assert_innocent()
