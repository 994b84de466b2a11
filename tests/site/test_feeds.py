"""What machines that read sites look for, read back by a parser of XML and of robots.txt."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from urllib.robotparser import RobotFileParser

import pytest
from lxml import etree

from ascc_ld.documents.index import Index
from ascc_ld.mapping.loading import load
from ascc_ld.site.feeds import atom_feed, sitemaps
from ascc_ld.site.parts.about import about_dataset
from built import BASE, ROOT
from published_site import page, site
from two_editions import project_with_two_editions

ABOUT = tomllib.loads((ROOT / "data/dataset.toml").read_text(encoding="utf-8"))
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ATOM = "{http://www.w3.org/2005/Atom}"


RECORDS = re.compile(
    r"(ja/)?(\d+/(participation|mention)/|link/|mapping-set/|graph/|\d+/(graph|derived)[.]"
    r"|[.]well-known/sparql-examples[.])"
)


def test_the_sitemap_lists_each_page_for_people_once_with_the_day_of_the_release() -> None:
    root = etree.fromstring(site()["sitemap.xml"])
    pages = [url.findtext(f"{SITEMAP}loc") for url in root]
    every = {name for name in site() if name.endswith(".html")} - {"404.html"}
    wanted = {name for name in every if not RECORDS.match(name)}
    assert len(every) - len(wanted) > 300
    assert set(pages) == {BASE + name for name in wanted}
    assert len(pages) == len(wanted)
    assert {url.findtext(f"{SITEMAP}lastmod") for url in root} == {ABOUT["issued"].isoformat()}


def test_search_engines_are_told_of_each_record_that_its_page_is_not_for_them() -> None:
    told = '<meta name="robots" content="noindex">'
    pages = [name for name in site() if name.endswith(".html")]
    wrong = [name for name in pages if (told in page(name)) != bool(RECORDS.match(name))]
    assert wrong == []


def test_the_feed_has_the_release_with_all_that_atom_requires() -> None:
    root = etree.fromstring(site()["feed.atom"])
    entry, declaration = root.findall(f"{ATOM}entry")
    for element in (root, entry, declaration):
        for required in ("id", "title", "updated"):
            assert element.findtext(f"{ATOM}{required}")
    assert entry.findtext(f"{ATOM}title") == f"{ABOUT['title']['en']} {ABOUT['version']}"
    assert entry.findtext(f"{ATOM}summary") == ABOUT["description"]["en"]
    assert entry.findtext(f"{ATOM}updated") == f"{ABOUT['issued'].isoformat()}T00:00:00Z"
    assert root.findtext(f"{ATOM}author/{ATOM}name") == ABOUT["publisher"]


def test_the_feed_has_an_entry_for_each_declaration_the_newest_first(tmp_path: Path) -> None:
    corpus, dataset = load(project_with_two_editions(tmp_path / "project"))
    index = Index((quad for quads in dataset.graphs.values() for quad in quads), corpus.base)
    root = etree.fromstring(atom_feed(about_dataset(index), index))
    _, *declarations = root.findall(f"{ATOM}entry")
    found = [
        tuple(entry.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated"))
        for entry in declarations
    ]
    assert found == [
        (
            f"{BASE}2025/declaration",
            "Exampleville Declaration (invented for tests)",
            "2025-10-16T00:00:00Z",
        ),
        (f"{BASE}2024/declaration", "Yokohama Declaration (ASCC 2024)", "2024-10-24T00:00:00Z"),
    ]
    links = [entry.find(f"{ATOM}link").get("href") for entry in declarations]
    assert links == [f"{BASE}2025/declaration.html", f"{BASE}2024/declaration.html"]


def test_robots_may_read_everything_but_answers_to_queries() -> None:
    """Robots ask for the file at the root of a host, where the site then stands (RFC 9309)."""
    host = "https://data.example.org/"
    robots = RobotFileParser()
    robots.parse(site()["robots.txt"].decode().splitlines())
    assert robots.can_fetch("a robot", f"{host}org/jica")
    assert robots.can_fetch("a robot", f"{host}sparql.html")
    assert not robots.can_fetch("a robot", f"{host}sparql?query=ASK%20%7B%7D")
    assert robots.site_maps() == [f"{BASE}sitemap.xml"]


def test_llms_txt_leads_to_files_of_the_site() -> None:
    lines = site()["llms.txt"].decode().splitlines()
    assert lines[0] == f"# {ABOUT['title']['en']}"
    listed = [line.partition("](")[2] for line in lines if line.startswith("- [")]
    links = [line.partition("): ")[0] for line in listed]
    assert links
    assert all(line.partition("): ")[2].endswith(".") for line in listed)  # what it leads to
    assert {link.removeprefix(BASE) for link in links} <= set(site())


@pytest.mark.parametrize(
    ("pages", "files"),
    [
        (0, {"sitemap.xml": 0}),
        (3, {"sitemap.xml": 3}),
        (4, {"sitemap-1.xml": 3, "sitemap-2.xml": 1, "sitemap.xml": 2}),
        (6, {"sitemap-1.xml": 3, "sitemap-2.xml": 3, "sitemap.xml": 2}),
    ],
)
def test_more_pages_than_a_sitemap_takes_get_an_index_of_sitemaps(
    pages: int, files: dict[str, int]
) -> None:
    about = about_dataset(Index([], BASE))
    found = dict(sitemaps(about, [f"{number}.html" for number in range(pages)], most=3))
    roots = {name: etree.fromstring(content) for name, content in found.items()}
    assert {name: len(root) for name, root in roots.items()} == files
    parts = [name for name in files if name != "sitemap.xml"]
    locations = [each.text for each in roots["sitemap.xml"].iter(f"{SITEMAP}loc")]
    if parts:
        assert roots["sitemap.xml"].tag == f"{SITEMAP}sitemapindex"
        assert locations == [BASE + name for name in parts]
    listed = [e.text for name in parts or files for e in roots[name].iter(f"{SITEMAP}loc")]
    assert listed == [f"{BASE}{number}.html" for number in range(pages)]
