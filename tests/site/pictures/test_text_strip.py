"""Blocks are as long as their statements, and say their force in words."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from ascc_ld.site.pictures.lettering import room
from ascc_ld.site.pictures.svg import WIDTHS, Label
from ascc_ld.site.pictures.text_strip import Family, Part, StripBlock, text_strip
from drawn import ALTERNATIVE, HOSTILE, SVG, XML, faults, links, number, of_class, read

WORDS = Label("We have reached a firm consensus on what stands in so many words. " * 9, "en")
CLAUSES = (
    StripBlock("1-2a", Label("agree"), WORDS, 0, 700, 720, "#1-2a"),
    StripBlock("1-2b", Label("agree"), WORDS, 0, 722, 800, "#1-2b"),
)
PARTS = (
    Part(
        Label("Before"),
        None,
        (StripBlock("P-1", Label("tell"), WORDS, 0, 0, 200, "#P-1"),),
    ),
    Part(
        Label("Section 1: a title that is so long that it needs two lines to stand in"),
        "section-1.html",
        (
            StripBlock("1-1", Label("promise"), WORDS, 1, 300, 400, "#1-1"),
            StripBlock("1-2", Label("agree"), WORDS, 0, 400, 900, "#1-2", CLAUSES),
        ),
    ),
)
BLOCKS = ("P-1: tell", "1-1: promise", "1-2: agree", "1-2a: agree", "1-2b: agree")
FAMILIES = (Family("assertive", Label("assertive")), Family("commissive", Label("commissive")))


def drawn(size: str = "wide") -> ET.Element:
    return read(text_strip(ALTERNATIVE, PARTS, FAMILIES, size))


def found(size: str = "wide") -> dict[str, ET.Element]:
    """Return the links: blocks by their id and kind, sections by their title."""
    named = {}
    for name, a in links(drawn(size)).items():
        parts = [of_class(a, part)[0].text for part in ("id", "heading") if of_class(a, "id")]
        named[": ".join(filter(None, parts)) or name] = a
    return named


def block(link: ET.Element) -> ET.Element:
    (found,) = of_class(link, "block")
    return found


def test_blocks_are_as_long_as_their_statements() -> None:
    there = found()
    heights = {name[:4].strip(":"): number(block(there[name]), "height") for name in BLOCKS}
    unit = heights["P-1"] / 200
    assert {name: height / unit for name, height in heights.items()} == pytest.approx(
        {"P-1": 200, "1-1": 100, "1-2": 500, "1-2a": 20, "1-2b": 78}
    )


def test_they_stand_in_the_order_of_the_text_and_do_not_overlap() -> None:
    there = found()
    wholes = [block(there[name]) for name in BLOCKS[:3]]
    for above, below in pairwise(wholes):
        assert number(above, "y") + number(above, "height") < number(below, "y")


def test_a_clause_stands_beside_its_statement_where_the_text_has_it() -> None:
    there = found()
    whole, clause = block(there["1-2: agree"]), block(there["1-2a: agree"])
    unit = number(whole, "height") / 500
    assert (number(clause, "y") - number(whole, "y")) / unit == pytest.approx(300)
    assert number(clause, "x") >= number(whole, "x") + number(whole, "width")


@pytest.mark.parametrize("size", WIDTHS)
def test_labels_do_not_cover_each_other(size: str) -> None:
    """Neither the words nor the kinds, which on a phone stand in one column."""
    there = found(size)
    areas = [of_class(there[name], "target")[0] for name in BLOCKS]
    for above, below in pairwise(areas):
        assert number(above, "y") + number(above, "height") < number(below, "y")
    for name, area in zip(BLOCKS, areas, strict=True):
        for part in there[name].iter(f"{SVG}text"):
            level = number(part, "y")
            top = number(area, "y")
            assert top < level < top + number(area, "height")


@pytest.mark.parametrize("size", WIDTHS)
def test_the_first_words_of_each_statement_stand_beside_its_block(size: str) -> None:
    for name in BLOCKS:
        (words,) = of_class(found(size)[name], "words")
        told = " ".join("".join(words.itertext()).split())
        assert told.endswith(" …")
        assert WORDS.text.startswith(told.removesuffix(" …"))
        assert words.get(f"{XML}lang") == "en"
        texts = words.findall(f"{SVG}text") or [words]
        assert len(texts) <= 2
        assert all(number(each, "x") + room(each.text or "", 13.0) < WIDTHS[size] for each in texts)


def test_each_block_says_its_force_and_leads_to_its_sentence() -> None:
    there = found()
    assert {there[name].get("href") for name in BLOCKS} == {
        "#P-1",
        "#1-1",
        "#1-2",
        "#1-2a",
        "#1-2b",
    }
    for name in BLOCKS:
        texts = [of_class(there[name], part)[0].text for part in ("id", "heading")]
        assert texts == name.split(": ")


def test_families_differ_in_hatch_and_not_in_colour_alone() -> None:
    root = drawn()
    there = found()
    hatches = {part.get("id") for part in root.iter(f"{SVG}pattern")}
    assert "family-commissive" in block(there["1-1: promise"]).get("class", "")
    laid = [part.get("fill") for part in there["1-1: promise"].iter() if part.get("fill")]
    assert [fill.removeprefix("url(#").removesuffix(")") for fill in laid if fill] == list(hatches)
    assert [part.get("fill") for part in there["P-1: tell"] if part.get("fill")] == []


def test_the_families_are_explained() -> None:
    assert [part.text for part in of_class(drawn(), "quiet")] == ["assertive", "commissive"]


def test_sections_lead_to_their_pages_and_what_is_in_none_does_not() -> None:
    there = found()
    assert there[PARTS[1].title.text].get("href") == "section-1.html"
    assert "Before" not in there
    titles = [
        " ".join("".join(part.itertext()).split())
        for part in of_class(drawn(), "heading")
        if number(part, "x") == 0
    ]
    assert titles == ["Before", PARTS[1].title.text]


def test_hostile_names_are_escaped() -> None:
    evil = StripBlock(HOSTILE, Label(HOSTILE), Label(HOSTILE), 0, 0, 9, "#x")
    parts = (Part(Label(HOSTILE), "y.html", (evil,)),)
    picture = text_strip(ALTERNATIVE, parts, (Family("assertive", Label(HOSTILE)),), "narrow")
    root = read(picture)
    assert list(faults(root)) == []
    assert list(root.iter(f"{SVG}script")) == []
