"""The query page of a site: what it loads and what it is told."""

from __future__ import annotations

import json

import lxml.html
import pyoxigraph as ox

from ascc_ld.ground.project import default_project
from ascc_ld.site.of_project import site_of_quads
from ascc_ld.site.query_page import loaded
from ascc_ld.site.site import Site, Sources

BASE = "https://data.example.org/x/"
TEXT = f"<{BASE}a> <{BASE}b> <{BASE}c> .\n".encode()
ENGINE = {
    "oxigraph.wasm": b"\0asm\xff",
    "sparql-workbench.js": b"1" * 300,
    "sparql-worker.js": b"2" * 20,
}


def test_all_that_the_page_loads_is_counted() -> None:
    files = {**ENGINE, "ascc.nq": TEXT, "void.ttl": b"four", "site.js": b"9" * 1000}
    assert loaded(files) == 5 + 300 + 20 + len(TEXT) + 4


def site(bundle: dict[str, bytes]) -> Site:
    a, b, c = (ox.NamedNode(f"{BASE}{name}") for name in "abc")
    made = site_of_quads(default_project(), BASE, [ox.Quad(a, b, c)])
    return Site(Sources(**{**vars(made.sources), "bundle": bundle}))


def test_a_description_is_read_only_where_there_is_one() -> None:
    """Without ``void.ttl`` the page that asks for it would fail, wherever it is opened from."""
    made = site(ENGINE)
    assert "void.ttl" not in made
    for name in ("sparql.html", "ja/sparql.html"):
        page = lxml.html.fromstring(made[name].decode())
        (container,) = page.iterfind(".//div[@data-sparql]")
        assert container.get("data-dump") == "ascc.nq"
        assert container.get("data-description") is None


def test_answers_are_shortened_by_the_prefixes_of_the_published_files() -> None:
    for name in ("sparql.html", "ja/sparql.html"):
        page = lxml.html.fromstring(site(ENGINE)[name].decode())
        (container,) = page.iterfind(".//div[@data-sparql]")
        prefixes = json.loads(container.get("data-prefixes"))
        assert prefixes["void"] == "http://rdfs.org/ns/void#"
        assert prefixes["ascc"] == f"{BASE}ns#"
