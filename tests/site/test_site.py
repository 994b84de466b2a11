"""The site as a whole: what every page has, and that its links lead somewhere."""

from __future__ import annotations

import json
import posixpath
import re
from collections import Counter
from dataclasses import replace
from functools import cache
from urllib.parse import unquote, urlsplit

import lxml.html
import pyoxigraph as ox
import pytest
from lxml.html import HtmlElement
from pyld import jsonld

from ascc_ld.site.site import Site
from built import BASE
from published_site import page, site

PAGES = sorted(name for name in site() if name.endswith(".html"))
PAGES_OF_DOCUMENTS = [
    name.removesuffix(".ttl")
    for name in site()
    if name.endswith(".ttl") and f"{name.removesuffix('.ttl')}.html" in site()
]
_NUMBER = r"(?<![\d.])\d+(?:\.\d+)?(?![\d.E])"


@cache
def tree(name: str) -> HtmlElement:
    return lxml.html.fromstring(page(name))


@cache
def anchors(name: str) -> frozenset[str]:
    return frozenset(re.findall(r'\sid="([^"]+)"', page(name)))


def links(name: str) -> set[str]:
    return set(re.findall(r'\s(?:href|src|action)="([^"]*)"', page(name)))


@pytest.mark.parametrize("name", PAGES)
class TestEachPage:
    def test_every_link_of_its_own_leads_to_a_file_and_to_a_place_in_it(self, name: str) -> None:
        for link in links(name):
            parts = urlsplit(link.replace("&amp;", "&"))
            if parts.scheme or not (parts.path or parts.fragment):
                continue
            # The page that is shown at any address links from the root of its host.
            path = posixpath.join("/", posixpath.dirname(name), unquote(parts.path))
            target = posixpath.normpath(path).removeprefix("/") if parts.path else name
            assert target in site(), link
            anchor = unquote(parts.fragment.partition(":~:")[0])
            if anchor and target.endswith(".html"):
                assert anchor in anchors(target), link

    def test_asks_nothing_of_another_origin(self, name: str) -> None:
        loaded = re.findall(r'\ssrc="([^"]*)"', page(name))
        loaded += re.findall(r'<link rel="(?:stylesheet|icon)"[^>]* href="([^"]*)"', page(name))
        assert not [each for each in loaded if urlsplit(each).scheme or each.startswith("//")]

    def test_has_no_style_or_script_of_its_own(self, name: str) -> None:
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=", page(name))
        scripts = re.findall(r"<script([^>]*)>", page(name))
        for script in scripts:
            assert "src=" in script or 'type="application/ld+json"' in script

    def test_has_each_id_once(self, name: str) -> None:
        ids = Counter(re.findall(r'\sid="([^"]+)"', page(name)))
        assert [each for each, count in ids.items() if count > 1] == []

    def test_has_one_heading_of_the_first_rank_and_a_title(self, name: str) -> None:
        assert len(list(tree(name).iter("h1"))) == 1
        assert tree(name).findtext(".//title")

    def test_says_its_language_and_links_the_other(self, name: str) -> None:
        language = "ja" if name.startswith("ja/") else "en"
        assert tree(name).get("lang") == language
        others = {link.get("hreflang") for link in tree(name).xpath("//body//a[@hreflang]")}
        assert others == {"en", "ja"} - {language}

    def test_is_light(self, name: str) -> None:
        import gzip

        sent = gzip.compress(site()[name]) + gzip.compress(site()["style.css"])
        assert len(sent) < 100_000

    def test_is_light_before_it_is_packed(self, name: str) -> None:
        # The vocabulary and the shapes are one document each, with data larger than the page.
        read = re.sub(rb'(<script[^>]* id="data">).*?(?=</script>)', rb"\1", site()[name])
        assert len(read) < (115_000 if name.endswith("ns.html") else 100_000)
        if not name.endswith(("ns.html", "shapes.html")):
            assert len(site()[name]) < 100_000


@pytest.mark.parametrize(
    ("name", "thing", "link"),
    [
        ("dataset.html", "ascc.ttl", "ascc.ttl"),
        ("ja/dataset.html", "ascc.ttl", "../ascc.ttl"),
        ("dataset.html", "shapes", "shapes.html"),
        ("ja/dataset.html", "shapes", "shapes.html"),
        ("dataset.html", "sparql", "sparql.html"),
        ("dataset.html", "", "index.html"),
        (
            ".well-known/sparql-examples/006-countries-with-three-or-more.html",
            "sparql",
            "../../sparql.html",
        ),
    ],
)
def test_what_a_page_names_and_the_site_has_is_beside_it(name: str, thing: str, link: str) -> None:
    assert link in links(name)
    assert f"{BASE}{thing}" not in {each.get("href") for each in tree(name).iter("a")}


# The endpoint's description and the shapes are published as whole files, as large as they are.
@pytest.mark.parametrize("path", sorted(set(PAGES_OF_DOCUMENTS) - {"sparql", "shapes"}))
class TestEachDocument:
    def test_its_page_embeds_the_json_ld_that_stands_beside_it(self, path: str) -> None:
        embedded = json.loads(tree(f"{path}.html").get_element_by_id("data").text)
        beside = json.loads(site()[f"{path}.jsonld"])
        assert embedded == {"@context": beside["@context"], "@included": beside["@graph"]}

    def test_its_page_links_its_data_and_the_description_of_the_dataset(self, path: str) -> None:
        alternates = {
            link.get("type"): posixpath.basename(link.get("href"))
            for link in tree(f"{path}.html").xpath('//link[@rel="alternate"][@type]')
        }
        name = posixpath.basename(path)
        assert (
            alternates.items()
            >= {
                "text/turtle": f"{name}.ttl",
                "application/ld+json": f"{name}.jsonld",
                "application/n-triples": f"{name}.nt",
                "application/rdf+xml": f"{name}.rdf",
            }.items()
        )
        described = tree(f"{path}.html").xpath('//link[@rel="describedby"]')
        assert [posixpath.basename(link.get("href")) for link in described] == ["void.ttl"]

    def test_its_formats_hold_the_same_triples(self, path: str) -> None:
        formats = {
            "ttl": ox.RdfFormat.TURTLE,
            "nt": ox.RdfFormat.N_TRIPLES,
            "rdf": ox.RdfFormat.RDF_XML,
            "jsonld": ox.RdfFormat.JSON_LD,
        }
        found = {}
        for extension, syntax in formats.items():
            own = f"<{BASE}{path}.{extension}>"
            quads = ox.parse(site()[f"{path}.{extension}"], format=syntax)
            found[extension] = {str(quad.triple).replace(own, "<here>") for quad in quads}
        assert found["ttl"] == found["nt"] == found["rdf"] == found["jsonld"]
        assert f"<here> <http://rdfs.org/ns/void#inDataset> <{BASE}dataset>" in found["ttl"]

    def test_its_page_says_all_that_its_data_say(self, path: str) -> None:
        """Each literal of the thing can be read on its page."""
        shown = re.sub(r"\s+", " ", tree(f"{path}.html").find("body").text_content())
        for quad in ox.parse(site()[f"{path}.nt"], format=ox.RdfFormat.N_TRIPLES):
            if str(quad.subject) != f"<{BASE}{path}>" or not isinstance(quad.object, ox.Literal):
                continue
            if quad.object.datatype.value == "http://www.w3.org/2001/XMLSchema#double":
                # People write 0.95 for 9.5E-1.
                assert float(quad.object.value) in map(float, re.findall(_NUMBER, shown))
            else:
                assert re.sub(r"\s+", " ", quad.object.value).strip() in shown

    def test_its_page_names_each_kind_and_each_graph_once(self, path: str) -> None:
        for folder in ("", "ja/"):
            for item in tree(f"{folder}{path}.html").xpath('//*[@class="provenance"]//li'):
                hrefs = [link.get("href") for link in item.iter("a")]
                assert len(hrefs) == len(set(hrefs)), item.text_content()


@pytest.mark.parametrize("folder", ["", "ja/"])
def test_the_page_of_the_shapes_embeds_their_json_ld(folder: str) -> None:
    embedded = json.loads(tree(f"{folder}shapes.html").get_element_by_id("data").text)
    beside = json.loads(site()["shapes.jsonld"])
    assert embedded == {"@context": beside["@context"], "@included": beside["@graph"]}


@pytest.mark.parametrize("name", ["2024/declaration", "ja/2024/declaration", "org/jica"])
def test_who_reads_all_scripts_of_a_page_together_finds_the_data_in_no_other_graph(
    name: str,
) -> None:
    told, markup = (json.loads(s.text) for s in tree(f"{name}.html").iter("script") if s.text)
    # Its context is on the Web, and what it says is of no matter here.
    markup["@context"] = {"@vocab": "https://schema.org/"}
    quads = jsonld.to_rdf([told, markup], {"format": "application/n-quads"})
    found = {str(quad) for quad in ox.parse(quads, format=ox.RdfFormat.N_QUADS)}
    beside = site()[f"{name.removeprefix('ja/')}.jsonld"]
    assert found >= {str(quad) for quad in ox.parse(beside, format=ox.RdfFormat.JSON_LD)}


def test_every_iri_of_the_data_has_a_page() -> None:
    from ascc_ld.documents.routes import routes

    iris = set(re.findall(rf"<({re.escape(BASE)}[^>]*)>", site()["ascc.nq"].decode()))
    assert len(iris) > 800
    for iri in iris:
        path = iri.removeprefix(BASE).partition("#")[0]
        name = routes().document(path)
        assert f"{name}.html" in site() or path in site(), iri


def test_every_page_names_itself_and_its_translations_where_it_has_an_address() -> None:
    for name in PAGES:
        head = tree(name).find("head")
        named = [link.get("href") for link in head.xpath("link[@rel='canonical' or @hreflang]")]
        paths = [urlsplit(href).path.removeprefix(urlsplit(BASE).path) for href in named]
        assert all((path or "index.html") in site() for path in paths), name
        assert bool(paths) == (name != "404.html")


def test_the_page_for_what_is_not_found_speaks_both_languages() -> None:
    shown = tree("404.html")
    (japanese,) = shown.xpath('//main/section[@lang="ja"]')
    assert japanese.findtext("h2") == "ページがありません"
    ways = [link.get("href") for link in shown.xpath('//main//*[@class="ways"]//a')]
    english = ["/index.html", "/org.html", "/search.html"]
    assert ways == [*english, *(f"/ja{way}" for way in english)]


def test_the_page_for_what_is_not_found_links_from_the_root_that_the_site_has() -> None:
    below = Site(replace(site().sources, root="/ascc/"))
    links = re.findall(r'(?:href|action)="(/[^"]*)"', below["404.html"].decode())
    assert "/ascc/style.css" in links
    assert [link for link in links if not link.startswith("/ascc/")] == []
    assert below["org/jica.html"] == site()["org/jica.html"]


def test_every_page_ends_with_the_end_of_a_line() -> None:
    pages = [name for name in site() if name.endswith(".html")]
    assert [name for name in pages if not site()[name].endswith(b"</html>\n")] == []
