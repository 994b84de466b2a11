"""All Japanese of the project, and what stands in English beside it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import pyoxigraph as ox

from ascc_ld.ground.project import default_project
from ascc_ld.mapping.loading import load
from ascc_ld.rdf.terms import CATALOGUE
from ascc_ld.reading.turtle_files import read_shapes
from built import ROOT

LABEL = CATALOGUE["rdfs"]["label"]
_MESSAGES = ROOT / "src/ascc_ld/site/messages"
_SCRIPTS = (ROOT / "web/src/site/messages.js", ROOT / "web/src/sparql/messages.js")


class Said(NamedTuple):
    """A text in Japanese, where it stands, and the English text there (empty where none is)."""

    where: str
    japanese: str
    english: str = ""


@cache
def said() -> tuple[Said, ...]:
    """Return all texts: of pages, scripts, data, questions, ontology, schemes and shapes."""
    return (*_of_messages(), *_of_scripts(), *_of_graphs())


def messages() -> Iterator[tuple[str, str]]:
    """Yield the texts of pages that people read, and where each stands: prose is polite."""
    for name in ("ja.toml", "pictures.ja.toml"):
        for key, text in _flat(tomllib.loads((_MESSAGES / name).read_text("utf-8"))):
            if not key.startswith("rules."):
                yield f"{name}, {key}", text


def _of_messages() -> Iterator[Said]:
    for name in ("{}.toml", "pictures.{}.toml"):
        english, japanese = (
            dict(_flat(tomllib.loads((_MESSAGES / name.format(tag)).read_text("utf-8"))))
            for tag in ("en", "ja")
        )
        for key, text in japanese.items():
            beside = "" if key.startswith("sentence.") else english.get(key, "")
            yield Said(f"{name.format('ja')}, {key}", text, beside)


def _of_scripts() -> Iterator[Said]:
    for path in _SCRIPTS:
        japanese = path.read_text("utf-8").partition("  ja: {")[2]
        for text in re.findall(r'"([^"]*[ぁ-んァ-ヶ一-龥][^"]*)"', japanese):
            yield Said(path.name, text)


def _of_graphs() -> Iterator[Said]:
    project = default_project()
    texts: dict[tuple[str, str], dict[str, list[str]]] = {}
    for triple in [*load(project)[1].union(), *read_shapes(project, project.authored_base)]:
        value = triple.object
        if isinstance(value, ox.Literal) and value.language in ("en", "ja"):
            key = str(triple.subject).strip("<>"), triple.predicate.value
            texts.setdefault(key, {}).setdefault(value.language, []).append(value.value)
    for (subject, predicate), found in texts.items():
        english = found.get("en", [])
        for text in found.get("ja", ()):
            paired = predicate == LABEL.value and len(english) == 1
            yield Said(subject, text, english[0] if paired else "")


def _flat(settings: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(settings, str):
        yield path, settings
    elif isinstance(settings, dict):
        for key, value in settings.items():
            yield from _flat(value, f"{path}.{key}" if path else key)
    elif isinstance(settings, list):
        for place, value in enumerate(settings):
            yield from _flat(value, f"{path}.{place}")
