"""The texts of the interface: ``{language}.toml`` and ``pictures.{language}.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class Sentence:
    """A sentence about things of ``cls`` (a compact IRI), with placeholders in braces.

    ``needs`` are further placeholders that must have a value.
    """

    cls: str
    text: str
    needs: tuple[str, ...] = ()


# There is one object a language: it is a key as itself, since its mappings have no hash.
@dataclass(frozen=True, eq=False)
class Messages:
    """The texts of one language by ``table.key``.

    ``predicates`` has labels, by compact IRI, of properties and classes that their vocabularies
    label in English only; ``tags`` translates the English tags of questions, ``rules`` the English
    messages of constraints in SPARQL.  ``within`` has names that differ within a sentence ("the
    Philippines"), by name.
    """

    language: str
    texts: Mapping[str, str]
    sentences: tuple[Sentence, ...]
    predicates: Mapping[str, str]
    tags: Mapping[str, str]
    rules: Mapping[str, str]
    within: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """Return the text of ``key`` with ``values`` in its placeholders; raises ``KeyError``."""
        return self.texts[key].format(**values)

    def counted(self, key: str, count: int, **values: object) -> str:
        """Return the text of ``key`` for ``count``, which may have its own for one and for none."""
        own = {0: f"{key}_none", 1: f"{key}_one"}.get(count, key)
        return self(own if own in self.texts else key, count=count, **values)

    def __getitem__(self, key: str) -> str:
        return self.texts[key]


@cache
def messages(language: str) -> Messages:
    """Read the texts of ``language``, a tag; raises ``FileNotFoundError`` if it has no files."""
    folder = files("ascc_ld.site") / "messages"
    content: dict[str, Any] = {}
    for name in (f"{language}.toml", f"pictures.{language}.toml"):
        content |= tomllib.loads(folder.joinpath(name).read_text(encoding="utf-8"))
    sentences = tuple(
        Sentence(row["class"], row["text"], tuple(row.get("needs", ())))
        for row in content.pop("sentence")
    )
    predicates = content.pop("predicates", {})
    tags = content.pop("tags", {})
    rules = content.pop("rules", {})
    within = content.pop("within", {})
    texts: dict[str, str] = {}
    for key, value in content.items():
        if isinstance(value, str):
            texts[key] = value
        else:
            texts.update({f"{key}.{name}": words for name, words in value.items()})
    return Messages(language, texts, sentences, predicates, tags, rules, within)
