"""The index of names and texts: each name once, with its language where that is not the page's."""

from __future__ import annotations

import gzip
import json
from typing import Any

import lxml.html
import pytest

from published_site import page

ENGLISH = "Japan International Cooperation Agency"
JAPANESE = "独立行政法人国際協力機構"


def rows(folder: str) -> list[dict[str, Any]]:
    """Return the index of the pages in ``folder``."""
    script = page(f"{folder}search-index.js")
    found: list[dict[str, Any]] = json.loads(script.partition("=")[2].rstrip(";\n"))
    return found


@pytest.mark.parametrize(
    ("folder", "names"),
    [
        ("", [ENGLISH, [JAPANESE, "ja"], "JICA"]),
        ("ja/", [JAPANESE, [ENGLISH, "en"], ["JICA", "en"]]),
    ],
)
def test_a_name_in_another_language_than_the_pages_is_a_pair(folder: str, names: list[Any]) -> None:
    assert [row["l"] for row in rows(folder) if row["u"] == "org/jica.html"] == [names]


@pytest.mark.parametrize(
    ("folder", "language"),
    [("", ""), ("ja/", "en")],
)
def test_sentences_and_notes_are_read_too(folder: str, language: str) -> None:
    texts = {row["u"]: row.get("t", []) for row in rows(folder)}
    ((sentence, *place),) = texts["2024/declaration/statement/3-2.html"]
    assert sentence.startswith("By sharing the innovations and strategies")
    assert place == [language, "2024/declaration.html#span-2354-2603"]
    english, japanese = "The Bank itself", "世界銀行そのもの"
    own, other = (japanese, english) if language else (english, japanese)
    (note,) = (text for text in texts["org/world-bank.html"] if isinstance(text, str))
    ((translated, tag),) = (text for text in texts["org/world-bank.html"] if text != note)
    assert (note.startswith(own), translated.startswith(other)) == (True, True)
    assert tag == ("en" if language else "ja")
    definitions = texts["scheme/theme/private-sector.html"]
    assert len(definitions) == 2
    assert sum(isinstance(each, str) for each in definitions) == 1


@pytest.mark.parametrize("folder", ["", "ja/"])
def test_the_index_is_light(folder: str) -> None:
    assert len(gzip.compress(page(f"{folder}search-index.js").encode())) < 26_000


@pytest.mark.parametrize("folder", ["", "ja/"])
def test_a_thing_has_each_text_once(folder: str) -> None:
    for row in rows(folder):
        texts = [name if isinstance(name, str) else name[0] for name in row["l"]]
        assert len(texts) == len(set(texts)), row["u"]


@pytest.mark.parametrize(
    ("name", "languages"),
    [
        ("search.html", {ENGLISH: None, JAPANESE: "ja", "フィリピン": "ja", "Pilipinas": "fil"}),
        ("ja/search.html", {JAPANESE: None, ENGLISH: "en", "City of Baguio": "en"}),
    ],
)
def test_the_list_of_names_says_in_what_language_each_is(
    name: str, languages: dict[str, str | None]
) -> None:
    listed = lxml.html.fromstring(page(name)).xpath("//ul[@class='names']//*")
    found = {each.text: each.get("lang") for each in listed if each.text in languages}
    assert found == languages
