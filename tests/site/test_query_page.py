"""The query page of a site: what it loads and what it is told."""

from __future__ import annotations

import json

import lxml.html
import pyoxigraph as ox
import pytest

from ascc_ld.ground.project import default_project
from ascc_ld.http_client.addresses import WrongAddress
from ascc_ld.site.from_project import site_of_quads
from ascc_ld.site.query_page import checked_endpoint, loaded
from ascc_ld.site.site import Site
from ascc_ld.site.sources import Sources
from looped import looped

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


# ---- A site whose query page asks an endpoint ----

ENDPOINT = "https://Store.example:8443/x/sparql?timeout=5"
POLICY = "connect-src 'self' https://store.example:8443;"


@pytest.fixture(scope="module")
def asking() -> Site:
    return Site(Sources(**{**vars(site(ENGINE).sources), "endpoint": ENDPOINT}))


@pytest.mark.parametrize("name", ["sparql.html", "ja/sparql.html"])
def test_the_page_says_where_queries_go_and_names_no_engine(asking: Site, name: str) -> None:
    page = lxml.html.fromstring(asking[name].decode())
    (container,) = page.iterfind(".//div[@data-sparql]")
    assert container.get("data-endpoint") == ENDPOINT
    assert container.get("data-dump") is None
    assert container.get("data-description") is None
    (lead,) = page.find_class("lead")
    assert ENDPOINT in lead.text_content()
    assert " MB" not in page.find(".//main").text_content()
    assert " MB" in lxml.html.fromstring(site(ENGINE)[name].decode()).find(".//main").text_content()


def test_the_policy_of_the_query_page_alone_names_the_endpoint(asking: Site) -> None:
    assert POLICY in asking["sparql.html"].decode().replace("&#39;", "'")
    assert [name for name in ("search.html", "data.html") if b"store.example" in asking[name]] == []


@pytest.mark.parametrize("name", ["_headers", ".htaccess", "nginx-server.conf"])
def test_the_rules_for_hosts_name_its_origin(asking: Site, name: str) -> None:
    assert asking[name].decode().count(POLICY) == 1
    assert "store.example" not in site(ENGINE)[name].decode()


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost:3030/ds/sparql",
        "https://data.example.org/sparql?default-graph-uri=http://a.example/b",
        "https://xn--eckwd4c7c.example/sparql",
        "http://127.0.0.1:7878/query",
    ],
)
def test_an_endpoint_is_any_http_url_with_a_host_that_a_policy_can_name(url: str) -> None:
    assert checked_endpoint(url) == url


@looped(
    ("url", "said"),
    [
        ("ftp://a.example/sparql", "http"),
        ("sparql", "http"),
        ("https://", "http"),
        ("https://a.example/a b", "http"),
        ("https://user:secret@a.example/sparql", "name or password"),
        ("https://a.example/sparql#here", "fragment"),
        ("https://a.example/sparql#", "fragment"),
        ("https://a.example;script-src/sparql", "host"),
        ("https://*.example/sparql", "host"),
        ("https://データ.example/sparql", "host"),
        ("http://[::1]:7878/query", "host"),
    ],
)
def test_what_no_page_can_ask_is_refused_in_words(url: str, said: str) -> None:
    with pytest.raises(WrongAddress, match=said) as refused:
        checked_endpoint(url)
    assert "secret" not in str(refused.value)
