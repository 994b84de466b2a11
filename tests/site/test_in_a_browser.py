"""The real site in headless Chromium and under the validators that others use.

Each kind of page is looked at in both colour schemes, at a desk and on a phone; at the end of each
test the console has said nothing, the policy was kept and no other origin was asked.
"""

from __future__ import annotations

import json
import posixpath
import re
import shutil
import subprocess
from collections.abc import Mapping
from html import unescape
from itertools import product
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from ascc_ld.documents.routes import routes
from ascc_ld.site.pictures.svg import WIDTHS
from built import missing
from node_packages import node_packages
from web.chromium import Browser, Site

KINDS = {
    "front page": "index.html",
    "declaration": "2024/declaration.html",
    "statement": "2024/declaration/statement/3-2.html",
    "section": "2024/declaration/section/1.html",
    "participation": "2024/participation/ph-city-of-baguio.html",
    "mention": "2024/mention/2-3-jica.html",
    "conference": "2024/conference.html",
    "organisation": "org/jica.html",
    "city government": "org/ph-city-of-quezon.html",
    "place": "place/ph-cebu.html",
    "country": "country/PH.html",
    "concept": "scheme/force/commit.html",
    "concept scheme": "scheme/theme.html",
    "source": "source/geonames.html",
    "link": "link/wikidata-ph-santa-rosa.html",
    "list": "org.html",
    "statements": "statement.html",
    "about": "about.html",
    "vocabulary": "ns.html",
    "shapes": "shapes.html",
    "question": ".well-known/sparql-examples/001-participants-by-country.html",
    "question with a graph": ".well-known/sparql-examples/044-the-commitment-as-a-graph.html",
    "questions": "queries.html",
    "names": "search.html",
    "query page": "sparql.html",
    "data": "data.html",
    "dataset": "dataset.html",
    "named graph": "graph/registry.html",
    "map": "2024/overview/map.html",
    "countries": "2024/overview/countries.html",
    "mentions": "2024/overview/mentions.html",
    "forces": "2024/overview/forces.html",
    "themes": "2024/overview/themes.html",
    "not found": "404.html",
    "in Japanese": "ja/index.html",
    "Japanese organisation": "ja/org/jica.html",
}
SIZES = {"desk": (1280, 900), "phone": (390, 844)}


def sized(tab: Browser, size: str) -> None:
    width, height = SIZES[size]
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": size == "phone"}
    tab.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


def coloured(tab: Browser, scheme: str) -> None:
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    tab.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})


class TestArriving:
    """A fact's link makes its sentence light up, whatever the page is opened from."""

    @staticmethod
    def link(tab: Browser) -> str:
        targets = [link.get_attribute("href") or "" for link in tab.all("a.evidence")]
        return next(target for target in targets if "span-2354" in target)

    @staticmethod
    def assert_lit(tab: Browser) -> None:
        target = tab.until(lambda: tab.one(":target"))
        assert target.get_attribute("id") == "span-2354-2603"
        assert target.text.startswith("By sharing the innovations")
        lit = tab.run("return getComputedStyle(arguments[0]).backgroundColor", target)
        plain = tab.run("return getComputedStyle(document.body).backgroundColor")
        assert lit not in (plain, "rgba(0, 0, 0, 0)")

        def in_view() -> bool:
            top, height = tab.run(
                "return [arguments[0].getBoundingClientRect().top, innerHeight]", target
            )
            return bool(0 <= top < height)

        tab.until(in_view)

    @pytest.mark.parametrize("scripts", ["with scripts", "without scripts"])
    @pytest.mark.parametrize("place", ["server", "disk"])
    def test_the_sentence_is_lit_and_in_view(
        self, browser: Browser, scripts: str, place: str
    ) -> None:
        sized(browser, "desk")
        switch = "Emulation.setScriptExecutionDisabled"
        browser.driver.execute_cdp_cmd(switch, {"value": scripts == "without scripts"})
        try:
            opened = browser.open if place == "server" else browser.open_from_disk
            opened("2024/declaration/statement/3-2.html")
            href = self.link(browser)
            assert ":~:text=" in href
            browser.driver.get(href)
            self.assert_lit(browser)
        finally:
            browser.driver.execute_cdp_cmd(switch, {"value": False})


@pytest.mark.parametrize("place", ["content", "list"])
def test_a_link_to_a_part_of_the_page_does_not_light_it_up(browser: Browser, place: str) -> None:
    browser.open(f"index.html#{place}")
    target = browser.until(lambda: browser.one(":target"))
    assert target.get_attribute("id") == place
    lit = browser.run("return getComputedStyle(arguments[0]).backgroundColor", target)
    assert lit == "rgba(0, 0, 0, 0)"


@pytest.mark.long
class TestEveryDirective:
    """The words that light up are those that the directive means, wherever else they stand.

    A script cannot read what Chromium has found, but it can read where the page was scrolled to,
    with the first line of the words in its middle, and the target: the innermost element that has
    all of them (HTML, section 7.4.6.4, "scrolling to a fragment").  Both are compared with what the
    steps of the specification find in the same page.
    """

    SEARCH = (Path(__file__).parent / "text_fragment.js").read_text(encoding="utf-8")

    # Room above and below lets any line be scrolled to the middle; few words stand in a narrow one.
    ROOM = """
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      "html { scroll-behavior: auto; scroll-padding: 0 } body { padding: 4000px 0; width: 20rem }"
    );
    document.adoptedStyleSheets.push(sheet);
    """
    SETTLED = "requestAnimationFrame(() => requestAnimationFrame(arguments[0]));"

    @staticmethod
    def links(folder: Path) -> Mapping[str, Mapping[str, str]]:
        """Return the fragments with directives by the page that they lead into, with their page."""
        found: dict[str, dict[str, str]] = {}
        for path in sorted(folder.rglob("*.html")):
            page = path.relative_to(folder).as_posix()
            for href in re.findall(r'href="([^"]*:~:text=[^"]*)"', path.read_text()):
                name, _, fragment = unescape(href).partition("#")
                target = posixpath.normpath(posixpath.join(posixpath.dirname(page), name))
                found.setdefault(target if name else page, {})[fragment] = page
        return found

    def test_they_lead_into_the_declaration_in_each_language(self, site: Site) -> None:
        links = self.links(site.folder)
        assert set(links) == {"2024/declaration.html", "ja/2024/declaration.html"}
        # 69 spans, and words within them.
        assert [len(fragments) > 90 for fragments in links.values()] == [True, True]

    @pytest.mark.parametrize("page", ["2024/declaration.html", "ja/2024/declaration.html"])
    def test_lights_up_its_words_within_their_sentence(self, browser: Browser, page: str) -> None:
        sized(browser, "desk")
        browser.open_from_disk(page)
        browser.run(self.ROOM)
        wrong = []
        for fragment, source in self.links(browser.site.folder)[page].items():
            anchor, _, directive = fragment.partition(":~:text=")
            browser.run("scrollTo(0, 0)")
            browser.driver.get((browser.site.folder / page).as_uri() + f"#{fragment}")
            browser.driver.execute_async_script(self.SETTLED)
            found = browser.run(self.SEARCH, directive, anchor)
            if found is None:
                wrong.append(f"{source}: {fragment}: is not there")
            elif not found["inside"]:
                wrong.append(f"{source}: {fragment}: {found['words']} is elsewhere")
            elif not found["targeted"] or abs(found["fromMiddle"]) > 3:
                wrong.append(f"{source}: {fragment}: {found['words']} is not what Chromium found")
        assert wrong == []


@pytest.mark.long
def test_axe_finds_nothing_serious(browser: Browser) -> None:
    axe = (node_packages() / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
    found = []
    for kind, page in KINDS.items():
        browser.open(page)
        browser.run(axe)
        for size, scheme in product(SIZES, ("light", "dark")):
            found += [
                f"{kind}, {size}, {scheme}: {f}" for f in serious_faults(browser, size, scheme)
            ]
    assert found == []


def serious_faults(tab: Browser, size: str, scheme: str) -> list[str]:
    """What axe finds in a page; in the dark only what hangs on colours, since no more changes."""
    sized(tab, size)
    coloured(tab, scheme)
    options: dict[str, object] = {"resultTypes": ["violations"]}
    if scheme == "dark":
        options["runOnly"] = ["cat.color"]
    else:
        # A finger needs 24 pixels, and axe looks for them only where it is told to.
        options["rules"] = {"target-size": {"enabled": size == "phone"}}
    found = tab.driver.execute_async_script(
        "const done = arguments[1];"
        "axe.run(document, arguments[0]).then(result => done(result.violations))",
        options,
    )
    return [
        f"{each['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for each in found
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"][:3]
    ]


def test_a_page_opens_from_disk(browser: Browser) -> None:
    font = "return getComputedStyle(document.querySelector('h1')).fontFamily"
    without_style = []
    # The page for what is not found is shown by a host, and links from the root of one.
    for kind, page in KINDS.items() - {("not found", "404.html")}:
        browser.open_from_disk(page)
        if "Palatino" not in browser.run(font):
            without_style.append(kind)
    assert without_style == []


# Puts a name that turns its line round into a paragraph, and asks if what follows stands behind it.
BEHIND = """
const name = document.createElement(arguments[0]), after = document.createTextNode(" and more");
name.textContent = "\\u202Eeman";
const paragraph = document.querySelector("main").appendChild(document.createElement("p"));
paragraph.append("before ", name, after);
const range = document.createRange();
range.selectNodeContents(after);
return range.getBoundingClientRect().right > name.getBoundingClientRect().right;
"""


def test_a_name_turns_round_no_words_but_its_own(browser: Browser) -> None:
    browser.open("org/jica.html")
    tags = ("a", "cite", "code", "q", "span")
    assert [tag for tag in tags if not browser.run(BEHIND, tag)] == []


def test_the_search_finds_a_body_by_its_japanese_name(browser: Browser) -> None:
    sized(browser, "desk")
    browser.open("index.html")
    browser.one("#site-search").send_keys("国際協力機構")
    first = browser.until(lambda: browser.all("[role=option]"))[0]
    assert "Japan International Cooperation Agency" in first.text
    first.click()
    browser.until(lambda: browser.driver.current_url.endswith("org/jica.html"))


def test_a_mayors_assistant_finds_the_city_by_a_part_of_its_name(browser: Browser) -> None:
    sized(browser, "phone")
    browser.open("index.html")
    browser.one("#site-search").send_keys("ha tinh")
    options = browser.until(lambda: browser.all("[role=option]"))
    assert any("Ha Tinh" in option.text for option in options)


SENTENCE = "On October 23 and 24, 2024"
OF_P1 = ".wide a[aria-describedby='sentence-P-1']"


def test_a_mark_shows_its_sentence_when_pointed_at_and_by_keyboard(browser: Browser) -> None:
    sized(browser, "desk")
    browser.open("2024/overview/themes.html")
    head, mark = browser.all(OF_P1)
    card = browser.until(lambda: browser.one(".card"))
    assert not card.is_displayed()
    actions = webdriver.ActionChains(browser.driver)
    actions.move_to_element(mark).perform()
    browser.until(lambda: SENTENCE in card.text)
    actions.send_keys(Keys.ESCAPE).perform()
    assert not card.is_displayed()
    browser.run("arguments[0].focus()", head)
    browser.until(lambda: SENTENCE in card.text)
    browser.run("document.activeElement.blur()")
    browser.until(lambda: not card.is_displayed())


def touched(browser: Browser, mark: WebElement) -> None:
    """Touch the middle of a mark with a finger."""
    browser.run("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", mark)
    box = browser.run("return arguments[0].getBoundingClientRect().toJSON()", mark)
    point = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    for kind, points in (("touchStart", [point]), ("touchEnd", [])):
        touch = {"type": kind, "touchPoints": points}
        browser.driver.execute_cdp_cmd("Input.dispatchTouchEvent", touch)


def test_a_touch_shows_the_sentence_and_the_next_follows(browser: Browser) -> None:
    sized(browser, "phone")
    browser.open("2024/overview/themes.html")
    card = browser.until(lambda: browser.one(".card"))
    mark = browser.until(lambda: browser.one(OF_P1.replace("wide", "narrow")))
    for follows in (False, True):
        touched(browser, mark)
        if follows:
            browser.until(lambda: "/2024/declaration.html" in browser.driver.current_url)
        else:
            browser.until(lambda: SENTENCE in card.text)
            assert browser.driver.current_url.endswith("/2024/overview/themes.html")


@pytest.mark.parametrize("way", ["open", "open_from_disk"])
def test_a_picture_is_saved_as_png(browser: Browser, tmp_path: Path, way: str) -> None:
    sized(browser, "desk")
    saving = {"behavior": "allow", "downloadPath": str(tmp_path)}
    browser.driver.execute_cdp_cmd("Page.setDownloadBehavior", saving)
    getattr(browser, way)("2024/overview/map.html")
    button = browser.until(lambda: browser.all(".under button"))[0]
    browser.run("arguments[0].click()", button)
    saved = tmp_path / "map.png"
    browser.until(saved.exists)
    head = saved.read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    width = int.from_bytes(head[16:20], "big")
    assert width == 2 * WIDTHS["wide"]


def test_a_phone_and_a_screen_see_one_drawing_each(browser: Browser) -> None:
    for size, shown in (("phone", "narrow"), ("desk", "wide")):
        sized(browser, size)
        browser.open("2024/overview/themes.html")
        seen = [each.is_displayed() for each in browser.all(".pictures > div")]
        assert seen == [shown == "narrow", shown == "wide"]


@pytest.mark.parametrize("folder", ["", "ja/"])
def test_the_query_page_answers_in_the_browser(browser: Browser, folder: str) -> None:
    sized(browser, "desk")
    question = "001-participants-by-country"
    browser.open(f"{folder}.well-known/sparql-examples/{question}.html")
    browser.driver.get(browser.one("a.button").get_attribute("href") or "")
    start = browser.until(lambda: browser.all("[data-sparql-start]"))[0]
    browser.run("arguments[0].click()", start)
    rows = browser.until(lambda: browser.all("[data-sparql] tbody tr"))
    assert rows[0].text.split() == ["2024", "Philippines", "17"]
    assert len(rows) == 13


def test_the_query_page_says_how_much_it_loads(browser: Browser) -> None:
    browser.open("sparql.html")
    (stated,) = re.findall(r"[0-9]+ MB", browser.one("main > .quiet").text)
    browser.site.asked.clear()
    browser.one("[data-sparql-start]").click()
    browser.until(lambda: browser.all("[data-sparql] tbody tr"))
    loaded = sum((browser.site.folder / name).stat().st_size for name in set(browser.site.asked))
    assert stated == f"{loaded / 1e6:.0f} MB"


@pytest.mark.long
def test_every_page_is_valid_html_and_nothing_is_doubtful(site: Site) -> None:
    """No error and no warning, such as of a section without heading or a name twice in a list."""
    java = shutil.which("java") or missing("java")
    checker = node_packages() / "node_modules/vnu-jar/build/dist/vnu.jar"
    options = ("--skip-non-html", "--format", "json", "--stdout")
    told = subprocess.run(
        [java, "-Xss8m", "-jar", str(checker), *options, str(site.folder)],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    # The checker takes data for scripts, and 'self' for an origin that a file does not have.
    about_files = " violates Content Security Policy (meta tag): "
    found = [
        f"{Path(m['url']).relative_to(f'file:{site.folder}')}: {m['message']}"
        for m in json.loads(told.stdout)["messages"]
        if about_files not in m["message"]
    ]
    assert found == []


def test_the_policy_of_the_tests_is_that_of_the_site() -> None:
    from web.chromium import POLICY

    sent = routes().headers["Content-Security-Policy"]
    named = {d.split()[0]: d for d in sent.split("; ")}
    for directive in re.split("; ", POLICY):
        assert named[directive.split()[0]] == directive
