"""What a person wants first of a thing stands first on its page, and all data are closed."""

from __future__ import annotations

import csv
import posixpath
import re
import tomllib
from importlib.resources import files

import lxml.html
import pytest
from lxml.html import HtmlElement

import published_site
from ascc_ld.site.contents import contents
from ascc_ld.site.parts.messages import messages
from built import ROOT
from looped import looped
from two_editions_site import page, text

SHARING = (
    "by sharing the innovations and strategies developed within Asian cities with the wider world"
)
PARTICIPATING = (
    "through active participation in the Asia Smart City Conference and international fora and "
    "networks"
)


def rows(tree: HtmlElement) -> dict[str, list[str]]:
    """Return the rows of the summary of a page by their names, each value without its signs."""
    found = {}
    for row in tree.xpath('//dl[@class="summary"]/div'):
        for sign in row.find_class("evidence") + row.find_class("reason"):
            sign.drop_tree()
        found[text(row.find("dt"))] = [text(dd) for dd in row.iterfind("dd")]
    return found


def first(name: str) -> dict[str, list[str]]:
    return rows(lxml.html.fromstring(published_site.page(name)))


def of_two(name: str) -> dict[str, list[str]]:
    return rows(lxml.html.fromstring(lxml.html.tostring(page(name))))


def cases(editions: str) -> list[tuple[str, str, list[str]]]:
    """Return pages with a row of their summary and its values, one after the other."""
    with (ROOT / "tests/cases/summary_rows.csv").open(encoding="utf-8", newline="") as file:
        read = [row for row in csv.DictReader(file) if row["editions"] == editions]
    places = dict.fromkeys((row["page"], row["row"]) for row in read)
    return [
        (name, key, [row["value"] for row in read if (row["page"], row["row"]) == (name, key)])
        for name, key in places
    ]


# ---- Each kind of thing ----


def test_a_sentence_says_who_says_what_for_whom_how_and_about_what() -> None:
    assert first("2024/declaration/statement/3-2.html") == {
        "What it does": ["commits commit to"],
        "Said by": ["“we”"],
        "Who acts": ["“we”"],
        "What": ["contribute to a sustainable green future"],
        "How": [SHARING, PARTICIPATING],
        "For whom": ["wider world"],
        "Themes": ["knowledge exchange", "sustainable green future", "global engagement"],
        "Also names": ["Asia Smart City Conference"],
        "Section": ["Section 3: Elevating Asia's Leadership on the Global Stage"],
        "Declaration": ["Yokohama Declaration (ASCC 2024)"],
    }


@looped(("name", "key", "values"), cases("one"))
def test_the_page_of_a_thing_says_first_what_a_person_asks(
    name: str, key: str, values: list[str]
) -> None:
    assert first(f"{name}.html")[key] == values


@pytest.mark.parametrize(("folder", "jargon"), [("", "force"), ("ja/", "発語内")])
def test_no_word_of_speech_act_theory_stands_before_all_data(folder: str, jargon: str) -> None:
    for name in (
        "2024/declaration/statement/3-2.html",
        "2024/overview/forces.html",
        "index.html",
        "2024/declaration.html",
        "queries.html",
        "scheme.html",
        "scheme/force/commit.html",
        "statement.html",
    ):
        tree = lxml.html.fromstring(published_site.page(folder + name)).find(".//main")
        for closed in [*tree.find_class("all-data"), *tree.find_class("query")]:
            closed.drop_tree()
        assert not re.search(rf"\b{jargon}", text(tree)), name


@looped(
    ("name", "kind"),
    [
        ("scheme/theme/private-sector.html", "Theme of a statement"),
        ("scheme/group/private-sector.html", "Group of people or bodies"),
        ("scheme/force/commit.html", "What a statement does"),
        ("ja/scheme/force/commit.html", "文の働き"),
        ("country/PH.html", "Country"),
    ],
)
def test_the_page_of_a_concept_says_which_list_it_is_of(name: str, kind: str) -> None:
    (kicker,) = lxml.html.fromstring(published_site.page(name)).find_class("kicker")
    assert text(kicker) == kind


def test_all_data_are_there_closed_and_open_where_there_is_nothing_else() -> None:
    for name, is_open in (
        ("org/jica.html", False),
        ("scheme/force.html", False),
        ("2024/text.html", True),
    ):
        (data,) = lxml.html.fromstring(published_site.page(name)).find_class("all-data")
        assert (data.get("open") is not None) == is_open, name
        assert text(data.find("summary/h2")) == "All data"


@pytest.mark.parametrize("folder", ["", "ja/"])
def test_every_list_of_descriptions_has_each_name_once(folder: str) -> None:
    """HTML, section 4.4.9: "there should not be more than one dt element for each name"."""
    names = [
        n
        for n in published_site.site()
        if n.endswith(".html") and n.startswith("ja/") == bool(folder)
    ]
    found = {}
    for name in names:
        for dl in lxml.html.fromstring(published_site.page(name)).iter("dl"):
            terms = [text(dt) for dt in dl.xpath("dt | div/dt")]
            twice = {term for term in terms if terms.count(term) > 1}
            if twice:
                found[name] = twice
    assert found == {}


def test_every_row_has_its_words_and_all_words_have_a_row() -> None:
    kinds = tomllib.loads(files("ascc_ld.site").joinpath("summary.toml").read_text("utf-8"))
    keys = {f"summary.{key}" for kind in kinds.values() for key in kind}
    assert keys == {key for key in messages("en").texts if key.startswith("summary.")}
    assert kinds.keys() - {"origin"} <= set(contents()["kinds"].values())
    assert set(contents()["margin"]["rows"]) <= kinds["statement"].keys()


def test_a_sentence_leads_to_those_around_it_and_to_itself() -> None:
    tree = lxml.html.fromstring(published_site.page("2024/declaration/statement/3-2.html"))
    assert [a.get("href") for a in tree.xpath('//nav[@class="around"]//a')] == [
        "3-1.html",
        "C-1.html",
    ]
    (last,) = lxml.html.fromstring(
        published_site.page("2024/declaration/statement/C-2.html")
    ).xpath('//nav[@class="around"]//a')
    assert last.get("href") == "C-1.html"
    assert text(tree.find('.//figcaption/p[@class="iri"]/code')) == (
        "https://w3id.org/ascc/2024/declaration/statement/3-2"
    )
    assert text(tree.find_class("cite")[0].find("p")).startswith(
        "“Yokohama Declaration (ASCC 2024), 24 October 2024, sentence 3-2”. ascc-ld"
    )


# ---- Several editions ----


@looped(("name", "key", "values"), cases("two"))
def test_it_says_of_which_edition(name: str, key: str, values: list[str]) -> None:
    assert of_two(f"{name}.html")[key] == values


def test_a_body_is_named_in_the_sentences_of_each_edition_the_newest_first() -> None:
    named = of_two("org/citynet.html")["Named in"]
    assert [value.partition(":")[0] for value in named] == [
        "2025 1-1",
        "2025 C-3",
        "2024 1-1",
        "2024 2-3",
    ]
    assert [value.rpartition(" · ")[2] for value in named] == [
        "partner",
        "witness",
        "partner",
        "collaborating network",
    ]
    assert "Named in" not in of_two("org/sg-ministry-of-national-development.html")


def test_the_margin_says_the_same() -> None:
    notes = {n.findtext("a"): n for n in page("2025/declaration.html").iterfind(".//aside/ul/li")}
    margin = {text(row.find("dt")): text(row.find("dd")) for row in notes["4-1"].iter("div")}
    for key in ("Who is asked", "By when"):
        assert margin[key] == ", ".join(of_two("2025/declaration/statement/4-1.html")[key])
    assert [notes[each].get("class") for each in ("1-2", "4-1")] == ["expressive", "directive"]


def test_the_same_in_japanese() -> None:
    said = of_two("ja/2025/declaration/statement/4-1.html")
    words = messages("ja")
    assert {
        words[f"summary.{key}"] for key in ("does", "addressee", "target_year", "speaker")
    } <= said.keys()


def test_each_fact_leads_to_the_words_of_its_own_text() -> None:
    (row, *_) = page("org/ph-city-of-baguio.html").xpath(
        '//dl[@class="summary"]/div[dt="Affirmed"]'
    )
    hrefs = [a.get("href") for a in row.iter("a")]
    assert hrefs[0] == "../2025/declaration.html"
    assert hrefs[1].startswith("../2025/declaration.html#span-1417-1431")
    assert hrefs[2] == "../2024/declaration.html"
    target = hrefs[3].removeprefix("../2024/declaration.html#").partition(":~:")[0]
    assert text(page("2024/declaration.html").get_element_by_id(target)) == "City of Baguio"


def test_an_earlier_declaration_is_one_click_away() -> None:
    for name in ("2025/declaration.html", "2025/declaration/statement/2-2.html"):
        links = page(name).xpath('//div[dt="Refers to"]//a/@href')
        found = {posixpath.normpath(posixpath.join(posixpath.dirname(name), a)) for a in links}
        assert "2024/declaration.html" in found, name


def test_what_a_sentence_is_about_is_put_together_as_the_language_does_it() -> None:
    said = first("ja/2024/declaration/statement/3-2.html")
    assert said[messages("ja")["summary.what"]] == ["貢献する：持続可能でグリーンな未来"]
