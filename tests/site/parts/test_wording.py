"""Things by their names in the language of the page, literals as people read them."""

from __future__ import annotations

import csv

import lxml.html
import pyoxigraph as ox
import pytest

from ascc_ld.documents.index import Index
from ascc_ld.documents.routes import routes
from ascc_ld.site.parts.messages import messages
from ascc_ld.site.parts.wording import Wording, Words
from built import BASE, ROOT
from looped import looped
from published_site import page, site

with (ROOT / "tests/cases/leads.csv").open(encoding="utf-8", newline="") as table:
    LEADS = [tuple(row.values()) for row in csv.DictReader(table)]

XSD = "http://www.w3.org/2001/XMLSchema#"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
PREFERRED = "http://www.w3.org/2004/02/skos/core#prefLabel"
TITLE = "http://purl.org/dc/terms/title"

THING = ox.NamedNode(f"{BASE}org/thing")


def named(*names: tuple[str, str, str], language: str = "ja") -> Words:
    """Return what a page calls a thing with names: each a property, a text and its language."""
    graph = ox.NamedNode(f"{BASE}graph/registry")
    quads = [
        ox.Quad(THING, ox.NamedNode(predicate), ox.Literal(text, language=tag), graph)
        for predicate, text, tag in names
    ]
    return Wording(Index(quads, BASE), messages(language)).of(THING)


@pytest.mark.parametrize("predicate", [LABEL, PREFERRED, TITLE])
def test_a_name_in_the_language_of_the_page_goes_before_an_english_label(predicate: str) -> None:
    assert named((LABEL, "Yokohama", "en"), (predicate, "横浜", "ja")) == Words("横浜")


def test_of_names_in_the_language_of_the_page_the_label_goes_first_and_the_title_last() -> None:
    names = (TITLE, "題名", "ja"), (PREFERRED, "優先名称", "ja"), (LABEL, "ラベル", "ja")
    assert named(*names) == Words("ラベル")
    assert named(*names[:2]) == Words("優先名称")


def test_a_name_in_another_language_says_so() -> None:
    assert named((LABEL, "Baguio", "en")) == Words("Baguio", "en")


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("ja/dataset.html", "ascc-ld：アジア・スマートシティ会議宣言のリンクトデータ"),
        ("ja/catalog.html", "ascc-ldのカタログ"),
        ("ja/graph/links.html", "Wikidataなどへのリンクとその根拠"),
        ("ja/org/jica.html", "独立行政法人国際協力機構"),
    ],
)
def test_a_page_is_headed_by_the_name_in_its_language(name: str, heading: str) -> None:
    found = lxml.html.fromstring(page(name)).find(".//h1")
    assert found is not None
    assert (found.text_content(), found.get("lang")) == (heading, None)


@pytest.mark.parametrize("language", [language.tag for language in routes().languages])
def test_every_property_and_class_of_the_data_has_a_name_in_the_language(language: str) -> None:
    wording = Wording(site().index, messages(language))
    kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    quads = site().sources.quads
    terms = {q.predicate for q in quads} | {q.object for q in quads if q.predicate == kind}
    assert len(terms) > 200
    nameless = [
        term.value
        for term in terms
        if isinstance(term, ox.NamedNode)
        and (wording.of(term).language or wording.of(term).text == wording.short(term.value))
    ]
    assert nameless == []


@pytest.mark.parametrize("name", ["ja/queries.html", "ja/dataset.html"])
def test_a_japanese_page_has_japanese_headings_and_labels(name: str) -> None:
    xpath = "//main//h2 | //main//dt/* | //*[@class='kicker']"
    found = lxml.html.fromstring(page(name)).xpath(xpath)
    assert found
    assert [each.text_content() for each in found if each.get("lang")] == []


def test_a_page_names_the_graphs_that_say_it_in_its_language() -> None:
    links = lxml.html.fromstring(page("ja/org/jica.html")).xpath("//*[@class='provenance']//a")
    assert "Wikidataなどへのリンクとその根拠" in [link.text_content() for link in links]


@looped(
    ("lexical", "datatype", "read"),
    [
        ("9.5E-1", "double", "0.95"),
        ("8.0E-1", "double", "0.8"),
        ("1.0E0", "double", "1.0"),
        ("-1.39638026E2", "double", "-139.638026"),
        # Files of others: forms that are not canonical, and such as have no value at all.
        ("0.95", "double", "0.95"),
        ("INF", "double", "INF"),
        ("about a half", "double", "about a half"),
        ("9.5E-1", "string", "9.5E-1"),
        ("007", "integer", "007"),
    ],
)
def test_a_number_reads_as_people_write_it(lexical: str, datatype: str, read: str) -> None:
    wording = Wording(Index([], BASE), messages("en"))
    literal = ox.Literal(lexical, datatype=ox.NamedNode(XSD + datatype))
    assert wording.literal(literal) == Words(read)


# ---- What a thing is, in a sentence ----


@looped(("name", "lead"), LEADS)
def test_a_page_says_in_a_sentence_what_its_thing_is(name: str, lead: str) -> None:
    tree = lxml.html.fromstring(page(name))
    assert [each.text_content() for each in tree.xpath("//p[@class='lead']")] == [lead]


def test_every_page_says_more_of_itself_than_its_title() -> None:
    names = [name for name in site() if name.endswith(".html") and name != "404.html"]
    assert len(names) > 1_000
    assert [name for name in names if not says_more_than_its_title(name)] == []


def says_more_than_its_title(name: str) -> bool:
    tree = lxml.html.fromstring(page(name))
    (told,) = tree.xpath("//meta[@name='description']/@content")
    (title,) = tree.xpath("//meta[@property='og:title']/@content")
    # A question is the heading of its page, and the beginning of what is said of it.
    read = tree.xpath("//h1[not(ancestor::article)] | //p[@class='lead' or @class='front-lead']")
    return told != title and "".join(each.text_content() for each in read).endswith(told)


@pytest.mark.parametrize(
    ("name", "foreign"),
    [
        ("org/ph-city-of-baguio.html", []),
        ("ja/org/ph-city-of-baguio.html", []),
        ("ja/scheme/theme/climate-change.html", []),
        (
            "ja/2024/mention/1-1-adb.html",
            [("Asian Development Bank", "en")],
        ),
    ],
)
def test_the_parts_of_a_sentence_say_their_language(
    name: str, foreign: list[tuple[str, str]]
) -> None:
    found = lxml.html.fromstring(page(name)).xpath("//p[@class='lead']//*")
    assert [(each.text, each.get("lang")) for each in found] == foreign


AFFIRMED = f"{BASE}ns#affirmedBy"


def organisation(*declarations: str, how: str = AFFIRMED, country: str = "") -> str:
    """Return what is said of a body of a type to which ``declarations`` point."""
    graph = ox.NamedNode(f"{BASE}graph/registry")
    kind = ox.NamedNode(f"{BASE}scheme/organisation-type/bank")
    quads = [
        ox.Quad(
            THING,
            ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
            ox.NamedNode("http://www.w3.org/ns/org#Organization"),
            graph,
        ),
        ox.Quad(THING, ox.NamedNode(f"{BASE}ns#organisationType"), kind, graph),
        ox.Quad(kind, ox.NamedNode(LABEL), ox.Literal("bank", language="en"), graph),
    ]
    if country:
        there = ox.NamedNode(f"{BASE}country/{country}")
        quads.append(ox.Quad(THING, ox.NamedNode(f"{BASE}ns#country"), there, graph))
        quads.append(ox.Quad(there, ox.NamedNode(LABEL), ox.Literal(country, language="en"), graph))
    for name in declarations:
        declaration = ox.NamedNode(f"{BASE}{name}")
        # Two graphs may say the same.
        quads += [
            ox.Quad(declaration, ox.NamedNode(how), THING, each)
            for each in (graph, ox.NamedNode(f"{BASE}graph/links"))
        ]
        quads.append(
            ox.Quad(declaration, ox.NamedNode(LABEL), ox.Literal(name, language="en"), graph)
        )
    told = Wording(Index(quads, BASE), messages("en")).sentence(THING)
    assert told is not None
    return told.text


def test_a_sentence_names_the_one_thing_that_points_to_its_topic_and_counts_several() -> None:
    assert organisation() == "Organisation: bank, international."
    assert organisation("Declaration") == (
        "Organisation that affirmed the Declaration: bank, international."
    )
    assert organisation("First", "Second") == (
        "Organisation that affirmed 2 of the declarations: bank, international."
    )
    assert organisation("First", "Second", how=f"{BASE}ns#proposedBy", country="Japan") == (
        "Organisation that proposed 2 of the declarations: bank in Japan."
    )


# ---- Links to other datasets ----


def headings(folder: str) -> list[str]:
    """Return the headings of the pages of links."""
    names = [name for name in site() if name.startswith(f"{folder}link/") and name.endswith("html")]
    return [lxml.html.fromstring(page(name)).findtext(".//h1") or "" for name in names]


@pytest.mark.parametrize("folder", ["", "ja/"])
def test_no_two_links_have_the_same_name(folder: str) -> None:
    found = headings(folder)
    assert len(found) > 100
    assert sorted(found) == sorted(set(found))


@looped(
    ("folder", "heading"),
    [
        ("", "Philippines → Philippines (EuroVoc)"),
        ("", "Philippines → Philippines (Wikidata)"),
        ("", "climate change → Klimaänderung (GND)"),
        # No label of it is recorded.
        ("", "Southern Asia → Q771405 (Wikidata)"),
        ("ja/", "気候変動 → global warming（Wikidata）"),
    ],
)
def test_a_link_names_both_its_ends_and_where_it_leads(folder: str, heading: str) -> None:
    assert heading in headings(folder)


@pytest.mark.parametrize(
    ("name", "href", "text"),
    [
        ("country/PH.html", "http://www.wikidata.org/entity/Q928", "Philippines (Wikidata)"),
        (
            "ja/scheme/theme/climate-change.html",
            "http://eurovoc.europa.eu/5482",
            "climate change（EuroVoc）",
        ),
        ("link.html", "http://www.wikidata.org/entity/Q928", "Philippines (Wikidata)"),
    ],
)
def test_what_is_linked_has_the_label_that_the_record_of_the_link_has(
    name: str, href: str, text: str
) -> None:
    found = lxml.html.fromstring(page(name)).xpath(f"//main//a[@href='{href}']")
    assert {link.text_content() for link in found} == {text}


def test_what_is_linked_without_a_description_of_its_dataset_has_its_label_alone() -> None:
    graph = ox.NamedNode(f"{BASE}graph/links")
    record, target = ox.NamedNode(f"{BASE}link/x"), ox.NamedNode("https://example.org/x")
    owl, sssom = "http://www.w3.org/2002/07/owl#", "https://w3id.org/sssom/"
    quads = [
        ox.Quad(record, ox.NamedNode(f"{owl}annotatedSource"), THING, graph),
        ox.Quad(record, ox.NamedNode(f"{owl}annotatedTarget"), target, graph),
        ox.Quad(record, ox.NamedNode(f"{sssom}object_label"), ox.Literal("X"), graph),
        ox.Quad(THING, ox.NamedNode(LABEL), ox.Literal("Thing", language="en"), graph),
    ]
    wording = Wording(Index(quads, BASE), messages("ja"))
    assert wording.of(target) == Words("X")
    assert wording.of(record) == Words("Thing → X", "en")


def test_a_link_from_itself_to_itself_has_a_name() -> None:
    ends = ("annotatedSource", "annotatedTarget")
    graph = ox.NamedNode(f"{BASE}graph/links")
    quads = [
        ox.Quad(THING, ox.NamedNode(f"http://www.w3.org/2002/07/owl#{end}"), THING, graph)
        for end in ends
    ]
    assert Wording(Index(quads, BASE), messages("en")).of(THING) == Words("org/thing → org/thing")
