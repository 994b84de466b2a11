"""The overviews show what the tables say, all of it, in both languages."""

from __future__ import annotations

import csv
import gzip
import io
import re
import tomllib
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path
from string import Formatter
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest

from ascc_ld.ground.faults import DataError
from ascc_ld.ground.project import default_project
from ascc_ld.mapping.loading import load
from ascc_ld.queries.child import project_engine
from ascc_ld.reading.examples import read_examples
from ascc_ld.site import overviews
from ascc_ld.site.overviews import Answers, Asking, Overview, OverviewLinks, overview
from ascc_ld.site.parts.collation import collation_key
from ascc_ld.site.parts.messages import messages
from ascc_ld.site.parts.wording import Wording
from ascc_ld.sparql.engine import EmbeddedEngine
from ascc_ld.sparql.example import find_example
from drawn import SVG, faults, links, number, of_class, read
from queries.answers import expected
from small_site import index

ROOT = Path(__file__).parents[3]
MESSAGES = ROOT / "src" / "ascc_ld" / "site" / "messages"
STYLE = (ROOT / "src" / "ascc_ld" / "site" / "pictures" / "pictures.css").read_text("utf-8")
BASE = "https://w3id.org/ascc/"
LANGUAGES = ("en", "ja")
KEYS = ("map", "countries", "types", "mentions", "forces", "themes")

each_language = pytest.mark.parametrize("language", LANGUAGES)
each_overview = pytest.mark.parametrize(
    ("language", "key"), [(language, key) for language in LANGUAGES for key in KEYS]
)


def table(name: str) -> list[dict[str, str]]:
    with (ROOT / "data" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def engine() -> EmbeddedEngine:
    return project_engine(default_project())


def where(language: str) -> OverviewLinks:
    wording = Wording(index(), messages(language))
    return OverviewLinks(
        page=lambda iri: f"page:{iri.removeprefix(BASE)}",
        sentence=lambda iri: f"sentence:{iri.removeprefix(BASE)}",
        words=lambda iri: wording.of(ox.NamedNode(iri)),
        said=lambda iri, of: wording.value(ox.NamedNode(iri), of),
    )


def asking(language: str, asked: EmbeddedEngine) -> Asking:
    answers = Answers(asked, read_examples(default_project()))
    return Asking(answers, "2024", language, where(language), "en")


@cache
def shown(language: str) -> dict[str, Overview]:
    asked = asking(language, engine())
    return {key: overview(key, asked) for key in KEYS}


def pictures(overview: Overview) -> list[ET.Element]:
    return [read(picture) for picture in overview.pictures]


def for_screens(overview: Overview) -> ET.Element:
    return pictures(overview)[-1]


def targets(overview: Overview) -> Counter[str]:
    """Return how often the links of the picture for screens lead where."""
    return Counter(a.get("href", "") for a in links(for_screens(overview)).values())


# ---- What there is nothing to draw of ----


@each_language
def test_an_answer_without_rows_has_a_sentence_and_no_picture(language: str) -> None:
    """A declaration may list nobody, and the query then has no solution."""
    for key in KEYS:
        empty = overview(key, asking(language, EmbeddedEngine([], {})))
        assert (empty.pictures, empty.table) == ((), ()), key
        assert [note.text for note in empty.notes if not note.things], key


# ---- Each of them ----


def test_there_are_those_that_the_site_promises() -> None:
    assert overviews.KEYS == KEYS


@each_overview
def test_pictures_are_fit_for_a_page(language: str, key: str) -> None:
    for root in pictures(shown(language)[key]):
        assert list(faults(root)) == []
        assert root.findtext(f"{SVG}title")
        assert root.findtext(f"{SVG}desc")


def test_ids_are_unique_over_all_pictures() -> None:
    ids = [
        part.get("id")
        for overview in shown("en").values()
        for root in pictures(overview)
        for part in root.iter()
        if part.get("id")
    ]
    assert len(set(ids)) == len(ids)


@each_overview
def test_the_file_is_the_answer_of_the_query_behind_it(language: str, key: str) -> None:
    overview = shown(language)[key]
    written = asking(language, engine()).csv(overview.query, ["2024"])
    rows = list(csv.DictReader(io.StringIO(written.decode("utf-8"))))
    answer = expected(find_example(read_examples(default_project()), overview.query))
    assert len(rows) == len(answer)
    assert all(row[f"{column}_label"] for row in rows for column in row if is_iri(row[column]))


def is_iri(cell: str) -> bool:
    return cell.startswith("https://")


@each_overview
def test_both_drawings_lead_to_the_same(language: str, key: str) -> None:
    narrow, wide = (
        {a.get("href") for a in links(root).values()} for root in pictures(shown(language)[key])
    )
    assert narrow <= wide


@each_overview
def test_what_the_picture_says_is_not_said_twice(language: str, key: str) -> None:
    overview = shown(language)[key]
    assert bool(overview.table) == (key == "map")
    assert bool(overview.sentences) == (key in ("mentions", "themes"))


@each_overview
def test_it_is_small(language: str, key: str) -> None:
    # A page has 60 KB for all that it sends, compressed.
    assert len(gzip.compress("".join(shown(language)[key].pictures).encode())) < 30_000


@each_overview
def test_it_leads_to_pages_and_sentences_and_nowhere_else(language: str, key: str) -> None:
    for href in targets(shown(language)[key]):
        assert re.match(r"(page|sentence):[a-z0-9]", href)


@each_overview
def test_every_class_has_a_rule_in_the_stylesheet(language: str, key: str) -> None:
    for root in pictures(shown(language)[key]):
        used = {name for part in root.iter() for name in part.get("class", "").split()}
        ruled = {name for name in used if re.search(rf"\.{name}\b", STYLE)}
        assert used <= ruled | {"label", "place"}  # these look as the picture does


def test_the_same_graph_gives_the_same_bytes() -> None:
    first = shown("en")
    shown.cache_clear()
    assert shown("en") == first


# ---- Participants ----


def drawn_on(overview: Overview) -> set[str]:
    """Return the bodies on a map: the name of a mark has those of its bodies."""
    names = {row["name"]: row["slug"] for row in table("registry/organisations.csv")}
    told = [name.partition(": ")[2] for name in links(for_screens(overview))]
    return {
        slug
        for name, slug in names.items()
        if any(re.search(rf"(^|, ){re.escape(name)}($|, | \()", each) for each in told)
    }


def listed() -> dict[str, dict[str, str]]:
    """Return the rows of the participants in the registry, by slug."""
    organisations = {row["slug"]: row for row in table("registry/organisations.csv")}
    slugs = [row["organisation"] for row in table("2024/participants.csv")]
    return {slug: organisations[slug] for slug in slugs}


def test_every_participant_is_on_the_map_or_below_it() -> None:
    overview = shown("en")["map"]
    below = [thing.text for note in overview.notes for thing in note.things]
    assert below == ["City of San Carlos"]
    missing = {"ph-city-of-san-carlos"}
    assert drawn_on(overview) == (listed().keys() - missing) | {"jp-city-of-yokohama"}


def test_san_carlos_is_named_and_not_guessed() -> None:
    (row,) = (row for row in table("registry/places.csv") if row["slug"] == "ph-san-carlos")
    (unsure,) = (note for note in shown("en")["map"].notes if note.things)
    assert [thing.text for thing in unsure.things] == ["City of San Carlos"]
    assert unsure.said is not None
    assert unsure.said.text == row["note"], "the row of the place says why"


def test_a_body_of_a_whole_country_is_a_hollow_mark_at_the_capital() -> None:
    capitals = {
        place["name"]
        for body in listed().values()
        if not body["place"]
        for country in table("registry/countries.csv")
        for place in table("registry/places.csv")
        if country["code"] == body["country"] and place["slug"] == country["capital"]
    }
    assert capitals == {"New Delhi", "Jakarta", "Manila", "Singapore", "Tashkent"}
    found = links(for_screens(shown("en")["map"]))
    hollow = {name.partition(":")[0] for name, a in found.items() if of_class(a, "hollow")}
    assert hollow == capitals


def test_the_host_and_proposer_has_a_mark_of_its_own() -> None:
    root = for_screens(shown("en")["map"])
    (mark,) = (a for a in links(root).values() if of_class(a, "host"))
    assert mark.get("aria-label") == "Yokohama: City of Yokohama (host or proposer)"
    assert mark.get("href") == "page:org/jp-city-of-yokohama"


def test_the_legend_of_the_map_explains_each_look() -> None:
    root = for_screens(shown("en")["map"])
    assert len(of_class(root, "quiet")) == 3


def test_countries_are_named_on_the_map() -> None:
    named = {part.text for part in of_class(for_screens(shown("en")["map"]), "country")}
    assert {"India", "Japan", "Thailand", "Indonesia", "Pakistan"} <= named


def test_the_country_with_most_places_has_a_map_of_its_own() -> None:
    root = for_screens(shown("en")["map"])
    assert [part.text for part in of_class(root, "heading")] == ["Philippines"]
    # 16 cities of the list, less San Carlos, and the capital; each on both maps
    (hidden,) = (part for part in root.iter(f"{SVG}g") if part.get("aria-hidden") == "true")
    linked = [a for a in links(root).values() if a.get("href") in of_the_philippines()]
    assert len(hidden) == len(linked) == 16
    assert "Philippines, where most places are" in (root.findtext(f"{SVG}desc") or "")


def of_the_philippines() -> set[str]:
    return {
        f"page:org/{row['organisation']}"
        for row in table("2024/participants.csv")
        if row["country"] == "PH"
    }


def test_places_of_one_country_are_where_they_are() -> None:
    found = links(for_screens(shown("en")["map"]))
    (baguio,) = of_class(found["Baguio: City of Baguio"], "dot")
    (butuan,) = of_class(found["Butuan: City of Butuan"], "dot")
    assert number(baguio, "cy") < number(butuan, "cy")
    assert number(baguio, "cx") < number(butuan, "cx")


def participants_by(column: str) -> Counter[str]:
    organisations = {row["slug"]: row for row in table("registry/organisations.csv")}
    return Counter(
        (row | organisations[row["organisation"]])[column] for row in table("2024/participants.csv")
    )


@pytest.mark.parametrize(
    ("key", "page", "column"),
    [
        ("countries", "page:country/", "country"),
        ("types", "page:scheme/organisation-type/", "type"),
    ],
)
def test_the_bars_are_the_counts_of_the_list(key: str, page: str, column: str) -> None:
    root = for_screens(shown("en")[key])
    rows = {a.get("href", "").removeprefix(page): a for a in links(root).values()}
    counts = {of: int("".join(of_class(a, "number")[0].itertext())) for of, a in rows.items()}
    assert counts == participants_by(column)
    lengths = {of: number(of_class(a, "bar")[0], "width") for of, a in rows.items()}
    unit = max(lengths.values()) / max(counts.values())
    assert lengths == pytest.approx({of: n * unit for of, n in counts.items()}, abs=0.02)


@each_language
@pytest.mark.parametrize("key", ["countries", "types"])
def test_equal_counts_are_in_the_order_of_their_names(language: str, key: str) -> None:
    shown_bars = [name.rpartition(": ") for name in links(for_screens(shown(language)[key]))]
    rows = [(name, int(count)) for name, _, count in shown_bars]
    assert rows == sorted(rows, key=lambda row: (-row[1], collation_key(row[0])))


# ---- Statements ----


def statements() -> list[dict[str, str]]:
    return table("2024/statements.csv")


def test_every_mention_is_a_mark_with_its_role() -> None:
    root = for_screens(shown("en")["mentions"])
    found = links(root)
    names = {row["slug"]: row["name"] for row in table("registry/organisations.csv")}
    for row in table("2024/mentions.csv"):
        role = row["role"].replace("-", " ")
        name = f"{names[row['organisation']]}, in {row['statement']}: {role}"
        href = f"sentence:2024/mention/{row['statement']}-{row['organisation']}"
        assert found[name].get("href") == href
    in_legend = {row["role"] for row in table("2024/mentions.csv")}
    assert len(of_class(root, "mark")) == len(table("2024/mentions.csv")) + len(in_legend)


def test_every_statement_is_a_block_as_long_as_it_is() -> None:
    root = for_screens(shown("en")["forces"])
    found = {a.get("href"): a for a in links(root).values()}
    units = set()
    for row in statements():
        a = found[f"sentence:2024/declaration/statement/{row['id']}"]
        (block,) = of_class(a, "block")
        units.add(round(number(block, "height") / len(row["quote"]), 3))
        does = messages("en")[f"does.{row['force']}"]
        assert [part.text for part in of_class(a, "heading")] == [does]
        (words,) = of_class(a, "words")
        told = " ".join("".join(words.itertext()).split()).removesuffix(" …")
        assert told in " ".join(row["quote"].split())
    assert len(units) == 1


def test_blocks_are_marked_by_the_family_of_their_force() -> None:
    root = for_screens(shown("en")["forces"])
    found = {a.get("href", "").rpartition("/")[2]: a for a in links(root).values()}
    families = {s: of_class(found[s], "block")[0].get("class") for s in ("3-1", "3-2", "C-2")}
    assert families == {
        "3-1": "block family-assertive",
        "3-2": "block family-commissive",
        "C-2": "block family-declarative",
    }


def test_sections_are_headings_in_the_order_of_the_text() -> None:
    root = for_screens(shown("en")["forces"])
    headings = [part for part in of_class(root, "heading") if number(part, "x") == 0]
    titles = [" ".join(part.itertext()) for part in headings]
    assert titles[0] == "Before the sections"
    assert [title[:9] for title in titles[1:4]] == ["Section 1", "Section 2", "Section 3"]
    assert titles[4:] == ["After the sections"]
    tops = [number(next(part.iter(f"{SVG}text")), "y") for part in headings]
    assert all(above < below for above, below in pairwise(tops))


def test_each_sentence_of_a_matrix_stands_below_with_what_it_has() -> None:
    overview = shown("en")["themes"]
    quotes = {row["id"]: row for row in statements()}
    for each in overview.sentences:
        row = quotes[each.id.text]
        assert each.words.text == " ".join(row["quote"].split())
        assert len(each.things) == len(row["themes"].split("; "))
    anchors = {each.anchor for each in overview.sentences}
    assert len(anchors) == len([row for row in statements() if row["themes"]])
    for root in pictures(overview):
        about = {a.get("aria-describedby") for a in links(root).values()} - {None}
        assert about == anchors


def test_every_theme_of_every_statement_is_a_mark() -> None:
    meant = Counter(
        f"sentence:2024/declaration/statement/{row['id']}"
        for row in statements()
        for theme in row["themes"].split("; ")
        if theme
    )
    columns = Counter(dict.fromkeys(meant, 1))
    found = targets(shown("en")["themes"])
    assert {href: n for href, n in found.items() if href.startswith("sentence:")} == meant + columns
    themes = {theme for row in statements() for theme in row["themes"].split("; ") if theme}
    assert {href for href in found if href.startswith("page:")} == {
        f"page:scheme/theme/{theme}" for theme in themes
    }


# ---- Languages ----


def test_words_of_the_schemes_are_in_the_language_of_the_page() -> None:
    root = for_screens(shown("ja")["themes"])
    assert "気候変動" in links(root)
    assert next(iter(links(for_screens(shown("ja")["types"])))).startswith("基礎自治体")


def test_an_organisation_has_its_name_in_the_language_of_the_page() -> None:
    named = {name for each in shown("ja")["mentions"].sentences for name, _ in each.things}
    assert {"横浜市", "独立行政法人国際協力機構"} <= {cell.text for cell in named}
    assert {cell.language for cell in named if cell.text == "横浜市"} == {None}


def test_a_name_without_a_translation_says_what_language_it_is_in() -> None:
    cells = [cell for row in shown("ja")["map"].table for cell in row]
    assert {cell.language for cell in cells if cell.text == "City of Baguio"} == {"en"}
    assert {cell.language for cell in cells if cell.text == "フィリピン"} == {None}


def said(language: str) -> dict[tuple[str, str], str]:
    content = tomllib.loads((MESSAGES / f"pictures.{language}.toml").read_text("utf-8"))
    return {(table, key): text for table, texts in content.items() for key, text in texts.items()}


def test_languages_say_the_same_with_the_same_blanks() -> None:
    def blanks(text: str) -> set[str | None]:
        return {name for _, name, _, _ in Formatter().parse(text)} - {None}

    english, japanese = said("en"), said("ja")
    assert {key: blanks(text) for key, text in english.items()} == {
        key: blanks(text) for key, text in japanese.items()
    }


def test_a_language_that_the_site_does_not_speak_is_refused() -> None:
    with pytest.raises(FileNotFoundError):
        overview("map", asking("tlh", engine()))


def test_the_stylesheet_asks_nobody_else() -> None:
    assert not re.search(r"url\(|@import|https?:", STYLE)


# ---- What there may not be ----


def engine_without(predicates: str) -> EmbeddedEngine:
    """Return an engine over our graph but for the properties that begin so."""
    _, dataset = load(default_project())
    quads = [
        quad
        for stated in dataset.graphs.values()
        for quad in stated
        if not quad.predicate.value.startswith(predicates)
    ]
    return EmbeddedEngine(quads, engine().prefixes)


def test_a_list_without_country_headings_is_on_one_map() -> None:
    found = overview("map", asking("en", engine_without(f"{BASE}ns#listedUnder")))
    whole = for_screens(found)
    assert "By country: –." in (whole.findtext(f"{SVG}desc") or "")
    assert len(found.table) == 39
    assert {row[2].text for row in found.table} == {""}


@each_language
def test_where_no_place_has_coordinates_there_are_words_for_the_map(language: str) -> None:
    without = engine_without("http://www.w3.org/2003/01/geo/wgs84_pos#")
    found = overview("map", asking(language, without))
    words = tomllib.loads((MESSAGES / f"pictures.{language}.toml").read_text("utf-8"))["map"]
    assert found.pictures == ()
    assert [note.text for note in found.notes][-1] == words["none"]
    assert words["made"] not in [note.text for note in found.notes]
    assert len(found.table) == 39


def test_an_example_that_is_missing_is_named_with_its_folder() -> None:
    nothing = Asking(Answers(engine(), ()), "2024", "en", where("en"), "en")
    with pytest.raises(DataError, match="queries: 'mentions' is missing"):
        nothing.rows("mentions")
