"""What every picture has: text alternatives, escaped texts, no style of its own."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from ascc_ld.site.pictures.svg import Label, TextAlternative, element, link, picture, text
from drawn import ALTERNATIVE, HOSTILE, SVG, XML, faults, read


def drawn(*parts: ET.Element) -> ET.Element:
    return read(picture(ALTERNATIVE, 100, 50, *parts))


def test_the_title_and_the_description_are_its_name_and_description() -> None:
    root = drawn()
    named = {part.get("id"): (part.tag, part.text) for part in root if part.get("id")}
    assert named[root.get("aria-labelledby")] == (f"{SVG}title", "A title")
    assert named[root.get("aria-describedby")] == (f"{SVG}desc", "A description")
    assert list(faults(root)) == []


def test_without_links_it_is_an_image() -> None:
    assert drawn(element("rect")).get("role") == "img"


def test_with_links_it_is_a_group_so_that_they_are_reached() -> None:
    inside = link("a.html", "A", element("rect"))
    assert drawn(inside).get("role") == "group"
    assert drawn(element("g", None, inside)).get("role") == "group"


def test_ids_begin_with_that_of_the_picture() -> None:
    other = read(picture(TextAlternative("there", "T", "D"), 1, 1))
    assert {part.get("id") for part in other.iter()} - {None} == {
        "there",
        "there-title",
        "there-desc",
    }


def test_hostile_text_stays_text() -> None:
    label = text(Label(HOSTILE), {"x": 0})
    root = read(
        picture(TextAlternative("i", HOSTILE, HOSTILE), 1, 1, link(HOSTILE, HOSTILE, label))
    )
    shown = HOSTILE.replace("\x00", "\ufffd").replace("\x1b", "\ufffd")
    assert [part.tag for part in root.iter(f"{SVG}script")] == []
    assert [part.text for part in root.iter(f"{SVG}text")] == [shown]
    assert [a.get("href") for a in root.iter(f"{SVG}a")] == [shown]
    assert root.findtext(f"{SVG}title") == root.findtext(f"{SVG}desc") == shown


def test_a_text_in_another_language_says_so() -> None:
    here, there = Label("here"), Label("vor Ort", "de")
    assert [
        part.get(f"{XML}lang") for part in drawn(text(here, {}), text(there, {})).iter(f"{SVG}text")
    ] == [None, "de"]


def test_lines_of_a_text_stand_below_each_other_and_are_words_apart() -> None:
    (group,) = drawn(text(Label("one two"), {"x": 7, "y": 20}, ("one", "two"), 15)).iter(f"{SVG}g")
    assert [(line.text, line.get("x"), line.get("y")) for line in group] == [
        ("one", "7", "20"),
        ("two", "7", "35"),
    ]
    assert "".join(group.itertext()).split() == ["one", "two"]


def test_numbers_are_short() -> None:
    written = element("rect", {"x": 1 / 3, "y": -0.001, "width": 20.0, "height": 1e-9})
    assert written.attrib == {"x": "0.33", "y": "0", "width": "20", "height": "0"}
