"""A site of data that others wrote: blank nodes and nameless graphs are no reason to fail."""

from __future__ import annotations

import json
import posixpath

import lxml.html
import pyoxigraph as ox
import pytest

from ascc_ld.documents.routes import routes
from ascc_ld.ground.project import default_project
from ascc_ld.site.from_project import site_of_quads
from ascc_ld.site.site import TakenAddress
from built import text
from looped import looped

BASE = "https://data.example.org/x/"
DATA = f"""
<{BASE}org/a> <http://www.w3.org/2000/01/rdf-schema#label> "A body"@en ;
  <http://www.w3.org/2004/02/skos/core#note> "Named in no graph." ;
  <http://purl.org/dc/terms/relation> [ <http://purl.org/dc/terms/title> "nameless" ] .
"""


def test_things_have_pages_and_data_and_what_has_no_address_has_none() -> None:
    quads = list(ox.parse(DATA, format=ox.RdfFormat.TURTLE))
    site = site_of_quads(default_project(), BASE, quads)
    assert "Named in no graph." in site["org/a.html"].decode()
    assert f"<{BASE}org/a>" in site["org/a.ttl"].decode()
    assert b"nameless" not in site["org/a.html"]
    assert b"nameless" in site["ascc.nq"], "the dump and the endpoint have all of it"


NAMED_LIKE_FILES = ("card.ttl#me", "ascc.ttl", "lib/node.js")


def test_things_that_are_named_like_files_have_pages_as_all_others() -> None:
    label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    graph = ox.NamedNode(f"{BASE}graph/registry")
    site = site_of_quads(
        default_project(),
        BASE,
        [
            ox.Quad(ox.NamedNode(BASE + path), label, ox.Literal(path, language="en"), graph)
            for path in NAMED_LIKE_FILES
        ],
    )
    for path in NAMED_LIKE_FILES:
        document = path.partition("#")[0]
        assert f"<{BASE}{path}>" in site[f"{document}.ttl"].decode()
        page = lxml.html.fromstring(site[f"{document}.html"].decode())
        assert page.findtext(".//h1") == path


def test_our_own_dump_served_as_data_leaves_no_thing_without_an_answer() -> None:
    """It names all dumps, of which such a site has none but that one."""
    ours = "https://w3id.org/ascc/"
    quads = list(ox.parse(text("ascc.nq").encode(), format=ox.RdfFormat.N_QUADS))
    site = site_of_quads(default_project(), ours, quads)
    paths = {
        quad.subject.value.removeprefix(ours).partition("#")[0].rstrip("/")
        for quad in quads
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(ours)
    }
    assert {"ascc.nq", "ascc.ttl", "org/jica"} <= paths
    assert "ascc.nq" in site
    lost = {p for p in paths if f"{routes().document(p)}.html" not in site} - {"ascc.nq"}
    assert lost == set()


HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\" onmouseover='alert(3)"


def test_markup_in_labels_and_texts_stays_text() -> None:
    label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    note = ox.NamedNode("http://www.w3.org/2004/02/skos/core#note")
    thing, graph = ox.NamedNode(f"{BASE}org/a"), ox.NamedNode(f"{BASE}graph/registry")
    quads = [
        ox.Quad(thing, label, ox.Literal(HOSTILE, language="en"), graph),
        ox.Quad(thing, note, ox.Literal(HOSTILE), graph),
    ]
    site = site_of_quads(default_project(), BASE, quads)
    for name, data in (("org/a.html", 2), ("ja/org/a.html", 1)):
        page = lxml.html.fromstring(site[name].decode())
        for element in page.iter():
            assert not [each for each in element.attrib if each.startswith("on")], name
            assert element.tag != "img"
        scripts = [s for s in page.iter("script") if not s.get("src")]
        assert [s.get("type") for s in scripts] == ["application/ld+json"] * data
        assert page.findtext(".//h1") == HOSTILE
    told = json.loads(lxml.html.fromstring(site["org/a.html"]).get_element_by_id("data").text)
    assert told["@included"][0]["label"] == {"en": HOSTILE}


def test_the_navigation_leads_to_pages_that_there_are() -> None:
    """Without a declaration and without questions there is no page of either."""
    site = site_of_quads(default_project(), BASE, list(ox.parse(DATA, format=ox.RdfFormat.TURTLE)))
    page = lxml.html.fromstring(site["org/a.html"].decode())
    links = [link.get("href") for link in page.iterfind(".//nav/ul//a")]
    assert links
    assert [link for link in links if posixpath.normpath(f"org/{link}") not in site] == []


def our_quads() -> list[ox.Quad]:
    return list(ox.parse(text("ascc.nq").encode(), format=ox.RdfFormat.N_QUADS))


OURS = "https://w3id.org/ascc/"


@looped("path", ["search", "index", "sparql", "404", "ja/search", "shapes", "org", "country"])
def test_what_has_the_address_of_a_page_of_the_site_is_refused_by_name(path: str) -> None:
    label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    quads = [*our_quads(), ox.Quad(ox.NamedNode(OURS + path), label, ox.Literal("Mine"))]
    told = f"<{OURS}{path}> cannot be served: {path}.html is another file of the site"
    with pytest.raises(TakenAddress, match=told) as raised:
        site_of_quads(default_project(), OURS, quads)
    assert raised.value.exit_code == 3


def test_what_has_the_address_of_a_page_in_another_language_is_refused() -> None:
    label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    quads = [*our_quads(), ox.Quad(ox.NamedNode(f"{OURS}ja/org/jica"), label, ox.Literal("Mine"))]
    with pytest.raises(TakenAddress, match=r"ja/org/jica\.html is another file of the site"):
        site_of_quads(default_project(), OURS, quads)


def test_a_statement_without_force_and_identifier_is_shown_with_what_there_is() -> None:
    statement = ox.NamedNode(f"{OURS}2024/declaration/statement/3-2")
    left_out = (f"{OURS}ns#force", "http://purl.org/dc/terms/identifier")
    quads = [q for q in our_quads() if q.subject != statement or q.predicate.value not in left_out]
    assert len(quads) == len(our_quads()) - 2
    site = site_of_quads(default_project(), OURS, quads)
    page = lxml.html.fromstring(site["2024/declaration.html"].decode())
    (note,) = [n for n in page.iterfind(".//aside/ul/li") if n.findtext("a") == "3-2"]
    assert note.find_class("force")[0].text_content().split() == ["commit", "to"]


def test_a_verb_of_many_sentences_leads_to_each_of_them() -> None:
    force, commit = ox.NamedNode(f"{OURS}ns#force"), ox.NamedNode(f"{OURS}scheme/force/commit")
    quads = [
        ox.Quad(q.subject, force, commit, q.graph_name) if q.predicate == force else q
        for q in our_quads()
    ]
    site = site_of_quads(default_project(), OURS, quads)
    page = lxml.html.fromstring(site["2024/declaration.html"].decode())
    (verb,) = page.xpath('//dl[@class="verbs"]/div')
    assert verb.findtext("dt/b") == "13"
    assert len(verb.findall("dd/a")) == 6
    assert verb.findtext("dd/details/summary") == "7 more"
    assert [a.text for a in verb.findall("dd/details/a")][-2:] == ["C-1", "C-2"]
