"""The site as a whole: what every page has, and that its links lead somewhere."""

from __future__ import annotations

import json
import posixpath
import re
from collections import Counter
from collections.abc import Callable
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
from looped import looped
from published_site import page, site

_NUMBER = r"(?<![\d.])\d+(?:\.\d+)?(?![\d.E])"


@cache
def pages() -> list[str]:
    return sorted(name for name in site() if name.endswith(".html"))


@cache
def documents() -> list[str]:
    """The documents that have a page and data beside it, without what is published as it is.

    The endpoint's description and the shapes are whole files, as large as they are.
    """
    with_data = [name.removesuffix(".ttl") for name in site() if name.endswith(".ttl")]
    whole = {"sparql", "shapes"}
    return sorted(name for name in with_data if f"{name}.html" in site() and name not in whole)


def failing(names: list[str], wrong: Callable[[str], object]) -> list[str]:
    """Name those of which ``wrong`` says something, with what it says."""
    assert len(names) > 400
    said = {name: wrong(name) for name in names}
    return [f"{name}: {what}" for name, what in said.items() if what]


FORMATS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
TYPES = {
    "text/turtle": "ttl",
    "application/ld+json": "jsonld",
    "application/n-triples": "nt",
    "application/rdf+xml": "rdf",
}


@cache
def tree(name: str) -> HtmlElement:
    return lxml.html.fromstring(page(name))


@cache
def anchors(name: str) -> frozenset[str]:
    return frozenset(re.findall(r'\sid="([^"]+)"', page(name)))


def links(name: str) -> set[str]:
    return set(re.findall(r'\s(?:href|src|action)="([^"]*)"', page(name)))


class TestEachPage:
    def test_every_link_of_its_own_leads_to_a_file_and_to_a_place_in_it(self) -> None:
        def leads_nowhere(name: str, link: str) -> bool:
            parts = urlsplit(link.replace("&amp;", "&"))
            if parts.scheme or not (parts.path or parts.fragment):
                return False
            # The page that is shown at any address links from the root of its host.
            path = posixpath.join("/", posixpath.dirname(name), unquote(parts.path))
            target = posixpath.normpath(path).removeprefix("/") if parts.path else name
            anchor = unquote(parts.fragment.partition(":~:")[0])
            in_page = bool(anchor) and target.endswith(".html")
            return target not in site() or (in_page and anchor not in anchors(target))

        def broken(name: str) -> list[str]:
            return [link for link in links(name) if leads_nowhere(name, link)]

        assert failing(pages(), broken) == []

    def test_asks_nothing_of_another_origin(self) -> None:
        def asked(name: str) -> list[str]:
            found = re.findall(r'\ssrc="([^"]*)"', page(name))
            found += re.findall(r'<link rel="(?:stylesheet|icon)"[^>]* href="([^"]*)"', page(name))
            return [each for each in found if urlsplit(each).scheme or each.startswith("//")]

        assert failing(pages(), asked) == []

    def test_has_no_style_or_script_of_its_own(self) -> None:
        def own(name: str) -> list[str]:
            scripts = re.findall(r"<script([^>]*)>", page(name))
            return re.findall(r"\sstyle=|<style|\son[a-z]+=", page(name)) + [
                script
                for script in scripts
                if "src=" not in script and 'type="application/ld+json"' not in script
            ]

        assert failing(pages(), own) == []

    def test_has_each_id_once(self) -> None:
        def repeated(name: str) -> list[str]:
            ids = Counter(re.findall(r'\sid="([^"]+)"', page(name)))
            return [each for each, count in ids.items() if count > 1]

        assert failing(pages(), repeated) == []

    def test_has_one_heading_of_the_first_rank_and_a_title(self) -> None:
        def unheaded(name: str) -> bool:
            return len(list(tree(name).iter("h1"))) != 1 or not tree(name).findtext(".//title")

        assert failing(pages(), unheaded) == []

    def test_says_its_language_and_links_the_other(self) -> None:
        def languages(name: str) -> tuple[str | None, set[str | None]] | None:
            language = "ja" if name.startswith("ja/") else "en"
            others = {link.get("hreflang") for link in tree(name).xpath("//body//a[@hreflang]")}
            said = tree(name).get("lang"), others
            return None if said == (language, {"en", "ja"} - {language}) else said

        assert failing(pages(), languages) == []

    def test_is_light_before_it_is_packed(self) -> None:
        def heavy(name: str) -> int | None:
            # The vocabulary and the shapes are one document each, their data larger than the page.
            read = re.sub(r'(<script[^>]* id="data">).*?(?=</script>)', r"\1", page(name))
            within = len(read.encode()) < (120_000 if name.endswith("ns.html") else 100_000)
            whole = len(page(name).encode())
            excused = name.endswith(("ns.html", "shapes.html"))
            return None if within and (excused or whole < 100_000) else whole

        assert failing(pages(), heavy) == []


@looped(
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


class TestEachDocument:
    def test_its_page_embeds_the_json_ld_that_stands_beside_it(self) -> None:
        def differs(path: str) -> bool:
            embedded = json.loads(tree(f"{path}.html").get_element_by_id("data").text)
            beside = json.loads(site()[f"{path}.jsonld"])
            return bool(embedded != {"@context": beside["@context"], "@included": beside["@graph"]})

        assert failing(documents(), differs) == []

    def test_its_page_in_another_language_does_not_repeat_the_data_but_links_them(self) -> None:
        def repeats(path: str) -> bool:
            other = tree(f"ja/{path}.html")
            linked = other.xpath('//link[@rel="alternate"][@type="application/ld+json"]/@href')
            return bool(other.xpath('//*[@id="data"]')) or not linked

        assert failing(documents(), repeats) == []

    def test_its_page_links_its_data_and_the_description_of_the_dataset(self) -> None:
        def unlinked(path: str) -> list[str]:
            name = posixpath.basename(path)
            alternates = [
                (link.get("type"), posixpath.basename(link.get("href")))
                for link in tree(f"{path}.html").xpath('//link[@rel="alternate"][@type]')
            ]
            expected = [(kind, f"{name}.{extension}") for kind, extension in TYPES.items()]
            described = [
                posixpath.basename(link.get("href"))
                for link in tree(f"{path}.html").xpath('//link[@rel="describedby"]')
            ]
            missing = [f"{pair}" for pair in expected if pair not in alternates]
            return missing + ([] if described == ["void.ttl"] else [f"described by {described}"])

        assert failing(documents(), unlinked) == []

    def test_its_formats_hold_the_same_triples(self) -> None:
        def differ(path: str) -> str | None:
            found = {}
            for extension, syntax in FORMATS.items():
                own = f"<{BASE}{path}.{extension}>"
                quads = ox.parse(site()[f"{path}.{extension}"], format=syntax)
                found[extension] = {str(quad.triple).replace(own, "<here>") for quad in quads}
            if not found["ttl"] == found["nt"] == found["rdf"] == found["jsonld"]:
                return "the formats differ"
            member = f"<here> <http://rdfs.org/ns/void#inDataset> <{BASE}dataset>"
            return None if member in found["ttl"] else "does not name its dataset"

        assert failing(documents(), differ) == []

    def test_its_page_says_all_that_its_data_say(self) -> None:
        """Each literal of the thing can be read on its page."""

        def unsaid(path: str) -> list[str]:
            shown = re.sub(r"\s+", " ", tree(f"{path}.html").find("body").text_content())
            numbers = set(map(float, re.findall(_NUMBER, shown)))
            missing = []
            for quad in ox.parse(site()[f"{path}.nt"], format=ox.RdfFormat.N_TRIPLES):
                value = quad.object
                if str(quad.subject) != f"<{BASE}{path}>" or not isinstance(value, ox.Literal):
                    continue
                if value.datatype.value == "http://www.w3.org/2001/XMLSchema#double":
                    # People write 0.95 for 9.5E-1.
                    said = float(value.value) in numbers
                else:
                    said = re.sub(r"\s+", " ", value.value).strip() in shown
                missing += [] if said else [value.value]
            return missing

        assert failing(documents(), unsaid) == []

    def test_its_page_names_each_kind_and_each_graph_once(self) -> None:
        def repeated(path: str) -> list[str]:
            items = [
                item
                for folder in ("", "ja/")
                for item in tree(f"{folder}{path}.html").xpath('//*[@class="provenance"]//li')
            ]
            hrefs = [[link.get("href") for link in item.iter("a")] for item in items]
            return [f"{each}" for each in hrefs if len(each) != len(set(each))]

        assert failing(documents(), repeated) == []


def test_the_page_of_the_shapes_embeds_their_json_ld() -> None:
    embedded = json.loads(tree("shapes.html").get_element_by_id("data").text)
    beside = json.loads(site()["shapes.jsonld"])
    assert embedded == {"@context": beside["@context"], "@included": beside["@graph"]}


@pytest.mark.parametrize("name", ["2024/declaration", "org/jica"])
def test_who_reads_all_scripts_of_a_page_together_finds_the_data_in_no_other_graph(
    name: str,
) -> None:
    told, markup = (json.loads(s.text) for s in tree(f"{name}.html").iter("script") if s.text)
    # Its context is on the Web, and what it says is of no matter here.
    markup["@context"] = {"@vocab": "https://schema.org/"}
    quads = jsonld.to_rdf([told, markup], {"format": "application/n-quads"})
    found = {str(quad) for quad in ox.parse(quads, format=ox.RdfFormat.N_QUADS)}
    beside = site()[f"{name}.jsonld"]
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
    for name in pages():
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
    assert [name for name in pages() if not page(name).endswith("</html>\n")] == []


def test_whether_a_page_is_there_is_known_without_writing_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = Site(site().sources)

    def written(*_: object) -> bytes:
        pytest.fail("the page was written")

    monkeypatch.setattr("ascc_ld.site.frame.filled", written)
    assert "ns.html" in made
    assert "nowhere.html" not in made
