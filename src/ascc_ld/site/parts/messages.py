"""The words of the interface: a TOML file a language in ``messages/``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["Messages", "Sentence", "messages"]


@dataclass(frozen=True)
class Sentence:
    """What a thing of ``cls`` (a compact IRI) is, with placeholders in braces.

    ``needs`` are written as placeholders are: they have a value too where the sentence is true.
    """

    cls: str
    text: str
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Messages:
    """The words of one language; ``texts`` are by ``table.key``.

    ``predicates`` has labels of properties and classes that other vocabularies label in English
    alone, by compact IRI; ``tags`` has those of the questions, which are English.  ``within`` has
    names as they stand within a sentence, where they differ there, by name.
    """

    language: str
    texts: Mapping[str, str]
    sentences: tuple[Sentence, ...]
    predicates: Mapping[str, str]
    tags: Mapping[str, str]
    within: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """Return the text of ``key`` with ``values`` in its placeholders; raises ``KeyError``."""
        return self.texts[key].format(**values)

    def __getitem__(self, key: str) -> str:
        return self.texts[key]


@cache
def messages(language: str) -> Messages:
    """Read the words of ``language``, a tag that has a file."""
    text = files("ascc_ld.site").joinpath(f"messages/{language}.toml").read_text(encoding="utf-8")
    content = tomllib.loads(text)
    sentences = tuple(
        Sentence(row["class"], row["text"], tuple(row.get("needs", ())))
        for row in content.pop("sentence")
    )
    predicates = content.pop("predicates", {})
    tags = content.pop("tags", {})
    within = content.pop("within", {})
    texts: dict[str, str] = {}
    for key, value in content.items():
        if isinstance(value, str):
            texts[key] = value
        else:
            texts.update({f"{key}.{name}": words for name, words in value.items()})
    return Messages(language, texts, sentences, predicates, tags, within)
