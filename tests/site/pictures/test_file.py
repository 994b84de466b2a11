"""A picture as a file stands alone: with its colours, its links whole, for any program."""

from __future__ import annotations

import re

import pytest

from ascc_ld.site.pictures.bars import Bar, bars
from ascc_ld.site.pictures.file import picture_file
from ascc_ld.site.pictures.svg import Label
from drawn import ALTERNATIVE, SVG, of_class, read

URL = "https://data.example.org/ja/2024/overview/types.html"
PICTURE = bars(ALTERNATIVE, [Bar(Label("一つ"), 3, "../../org/a.html")], "wide")


@pytest.fixture(scope="module")
def text() -> str:
    return picture_file(PICTURE, URL).decode("utf-8")


def test_it_is_the_picture_with_its_text_alternative(text: str) -> None:
    root = read(text)
    assert root.findtext(f"{SVG}title") == "A title"
    assert root.findtext(f"{SVG}desc") == "A description"
    assert len(of_class(root, "bar")) == 1
    assert "一つ" in text


def test_links_lead_to_the_published_pages(text: str) -> None:
    (link,) = read(text).iter(f"{SVG}a")
    assert link.get("href") == "https://data.example.org/ja/org/a.html"


def test_colours_are_those_of_a_light_page_in_words_that_every_program_knows(text: str) -> None:
    assert not re.search(r"var\(|--|@media|@import|url\(|:hover|https?://(?!data\.|www\.w3)", text)
    assert ".picture .bar { fill: #0b5a68; }" in text
    (ground,) = (part for part in read(text).iter(f"{SVG}rect") if part.get("width") == "100%")
    assert ground.get("fill") == "#fdfcf9"
