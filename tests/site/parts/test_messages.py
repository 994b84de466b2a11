"""The words of the interface: every language has all of them, and each is used."""

from __future__ import annotations

import re
from importlib.resources import files

import pyoxigraph as ox
import pytest

from ascc_ld.documents.routes import routes
from ascc_ld.ground.project import default_project
from ascc_ld.rdf.terms import CATALOGUE
from ascc_ld.reading.examples import read_examples
from ascc_ld.reading.turtle_files import read_shapes
from ascc_ld.site.parts.messages import messages

LANGUAGES = [language.tag for language in routes().languages]
TEMPLATES = [
    template
    for template in files("ascc_ld.site").joinpath("templates").iterdir()
    if template.name.endswith(".html")  # the others, for machines, are in English alone
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_has_the_same_words_as_english(language: str) -> None:
    assert messages(language).texts.keys() == messages("en").texts.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_has_the_same_placeholders_as_english(language: str) -> None:
    for key, text in messages("en").texts.items():
        wanted = set(re.findall(r"\{(\w+)\}", text))
        assert set(re.findall(r"\{(\w+)\}", messages(language)[key])) == wanted, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_tells_of_the_same_classes_as_english(language: str) -> None:
    told, english = (
        list(dict.fromkeys(sentence.cls for sentence in messages(tag).sentences))
        for tag in (language, "en")
    )
    assert told == english


def test_japanese_has_words_for_the_tags_of_the_questions_and_no_others() -> None:
    tags = {tag for example in read_examples(default_project()) for tag in example.tags}
    assert messages("ja").tags.keys() == tags


def test_japanese_has_the_messages_of_the_constraints_in_sparql_and_no_others() -> None:
    project = default_project()
    shapes = read_shapes(project, project.authored_base)
    constraints = {t.subject for t in shapes if t.object == CATALOGUE["sh"]["SPARQLConstraint"]}
    english = {
        t.object.value
        for t in shapes
        if t.subject in constraints
        and t.predicate == CATALOGUE["sh"]["message"]
        and isinstance(t.object, ox.Literal)
    }
    assert messages("ja").rules.keys() == english
    for message, japanese in messages("ja").rules.items():
        assert sorted(re.findall(r"\{\?\w+\}", japanese)) == sorted(
            re.findall(r"\{\?\w+\}", message)
        )


def test_templates_hold_no_words_of_their_own() -> None:
    for template in TEMPLATES:
        bare = re.sub(r"\{[{%#].*?[}%#]\}", "", template.read_text(), flags=re.DOTALL)
        words = re.findall(r"[A-Za-z]{2,}", re.sub(r"<[^>]*>", "", bare))
        assert set(words) <= {"SHA", "SUMS"}, template.name
