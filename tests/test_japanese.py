"""Japanese as an official would write it: one term, one word, and no sentence of two languages."""

from __future__ import annotations

import csv
import re

import pyoxigraph as ox

from ascc_ld.ground.project import default_project
from ascc_ld.mapping.loading import load
from built import BASE, ROOT
from japanese import LABEL, messages, said

with (ROOT / "ontology/glossary.csv").open(encoding="utf-8", newline="") as file:
    GLOSSARY = list(csv.DictReader(file))
SCOPE_NOTE, DEFINITION = (
    f"http://www.w3.org/2004/02/skos/core#{name}" for name in ("scopeNote", "definition")
)
_JAPANESE = "[぀-ヿ一-鿿]"


def test_no_text_has_a_word_that_the_glossary_gives_up() -> None:
    given_up = [word for row in GLOSSARY for word in row["not"].split("; ") if word]
    assert len(given_up) > 30
    wrong = [(text, word) for text in said() for word in given_up if word in text.japanese]
    assert wrong == []


def test_a_term_is_called_as_the_glossary_says() -> None:
    wanted = {row["english"].casefold(): row["japanese"] for row in GLOSSARY}
    assert len(wanted) == len(GLOSSARY)
    met = [text for text in said() if text.english.casefold() in wanted]
    assert len({text.english.casefold() for text in met}) > 30
    wrong = [t for t in met if t.japanese != wanted[t.english.casefold()]]
    assert wrong == []


def test_a_label_is_translated_in_one_way() -> None:
    """Labels of terms, kinds and columns; a heading may be longer than the term in it."""
    found: dict[str, set[str]] = {}
    for text in said():
        if text.english and text.where.startswith(f"{BASE}ns#"):
            found.setdefault(text.english.casefold(), set()).add(text.japanese)
    assert len(found) > 40
    assert {english: words for english, words in found.items() if len(words) > 1} == {}


def test_what_is_noted_of_a_concept_is_said_in_both_languages() -> None:
    said_in: dict[tuple[str, str], list[str]] = {}
    for triple in load(default_project())[1].union():
        subject, predicate = str(triple.subject).strip("<>"), str(triple.predicate).strip("<>")
        if subject.startswith(f"{BASE}scheme/") and predicate in (SCOPE_NOTE, DEFINITION):
            assert isinstance(triple.object, ox.Literal)
            said_in.setdefault((subject, predicate), []).append(triple.object.language or "")
    assert len(said_in) > 100
    assert {key: tags for key, tags in said_in.items() if sorted(tags) != ["en", "ja"]} == {}


def test_prose_of_pages_is_polite() -> None:
    plain = re.compile(r"(?:(?<!まし)た|(?<![まで])す|(?<!くださ)い|[るだくうぬむ])。")
    assert [(where, text) for where, text in messages() if plain.search(text)] == []


def test_punctuation_is_japanese() -> None:
    half = re.compile(rf"{_JAPANESE}[,.?!:;](?:\s|$)|{_JAPANESE}\(|\){_JAPANESE}|, (?={_JAPANESE})")
    assert [text for text in said() if half.search(text.japanese)] == []


def test_what_is_ours_has_a_japanese_name() -> None:
    """Bodies, places and works are called as a source calls them, or keep their English name."""
    ours = re.compile(
        re.escape(BASE)
        + r"(20\d\d/[^#]+|country/[A-Z]{2}|ns#\w+|series|scheme/\w+(/[a-z-]+)?"
        + r"|\.well-known/sparql-examples/\d[^#]+)"
    )
    languages: dict[str, set[str]] = {}
    for triple in load(default_project())[1].union():
        if triple.predicate == LABEL and isinstance(triple.object, ox.Literal):
            subject = str(triple.subject).strip("<>")
            languages.setdefault(subject, set()).add(triple.object.language or "")
    named = {subject: found for subject, found in languages.items() if ours.fullmatch(subject)}
    assert len(named) > 250
    assert [subject for subject, found in named.items() if "ja" not in found] == []
