"""The words that carry a force: labels of the scheme, and ``ontology/schemes/drafting.toml``."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import pyoxigraph as ox

from ascc_ld.ground.project import Project
from ascc_ld.rdf.terms import CATALOGUE
from ascc_ld.reading.passage import patterns
from ascc_ld.reading.vocabulary import Vocabulary

_SKOS = CATALOGUE["skos"].iri
_LABELS = frozenset(f"{_SKOS}{kind}Label" for kind in ("pref", "alt", "hidden"))
FILE = "ontology/schemes/drafting.toml"
PATTERNS = patterns("ascc_ld.draft", "words.toml")


@dataclass(frozen=True)
class Lexicon:
    """What is known of English words; ``above`` is the broader force of each."""

    rules: Mapping[str, Any]
    labels: Mapping[str, Mapping[str, tuple[str, ...]]]
    above: Mapping[str, str]

    def kind(self, force: str) -> str:
        """Return the point of a force: ``assertive``, ``commissive`` and so on."""
        return self.above.get(force, force)

    def statement_class(self, force: str) -> str:
        """Return the class of a statement with this force."""
        classes: Mapping[str, str] = self.rules["classes"]
        return classes.get(force) or classes[self.kind(force)]

    @cached_property
    def verbs(self) -> Mapping[str, str]:
        """Force by words that perform it after “we”, which are left out of them."""
        found = {
            label.removeprefix("we "): force
            for force, labels in self.labels["force"].items()
            for label in labels
            if not re.match(r"\w+(?:ing|s|ed)\b|in\b", label) and not label.endswith(" by")
        }
        found |= {verb: force for force, verbs in self.rules["verbs"].items() for verb in verbs}
        return {
            words: force
            for words, force in found.items()
            if force not in _POINTS and words not in _FUTURE
        }

    @cached_property
    def participles(self) -> Mapping[str, str]:
        """Force by the participle that a paragraph opens with: “Recalling”."""
        return self._of_kinds(("assertive", "directive", "expressive"), r"\w+ing\b.*")

    @cached_property
    def passives(self) -> Mapping[str, str]:
        """Force by what is said of the declaration: “proposed by”."""
        return self._of_kinds(("declarative",), r".* by")

    @cached_property
    def promises(self) -> Mapping[str, str]:
        """Force by what a body promises of itself: “pledges to”."""
        return self._of_kinds(("commissive",), r"\w+s to")

    def _of_kinds(self, kinds: Iterable[str], pattern: str) -> Mapping[str, str]:
        return {
            label: force
            for force, labels in self.labels["force"].items()
            if self.kind(force) in kinds
            for label in labels
            if re.fullmatch(pattern, label)
        }


_FUTURE = frozenset({"will", "shall"})
"""Before a verb these may promise: :mod:`.forces` looks at that verb."""
_POINTS = frozenset({"assertive", "commissive", "directive", "declarative", "expressive"})


def read_lexicon(project: Project, vocabulary: Vocabulary) -> Lexicon:
    """Read the lexicon of ``project``; labels are English, lower case, by scheme and concept."""
    labels: dict[str, dict[str, tuple[str, ...]]] = {}
    for scheme, concept, label in vocabulary.stated(*_LABELS):
        if isinstance(label, ox.Literal) and label.language == "en" and concept:
            words = labels.setdefault(scheme, {})
            words[concept] = (*words.get(concept, ()), label.value.lower())
    broader = vocabulary.stated(f"{_SKOS}broader")
    above = {concept: wider.value.rpartition("/")[2] for _, concept, wider in broader}
    return Lexicon(tomllib.loads(project.read_text(FILE)), labels, above)


def any_of(words: Iterable[str]) -> str:
    """Return a pattern of any of ``words``, the longest first, with any blanks in them."""
    return _alternatives(frozenset(words))


@cache
def _alternatives(words: frozenset[str]) -> str:
    longest = sorted(words, key=lambda each: (-len(each), each))
    return "|".join(re.escape(each).replace(r"\ ", r"\s+") for each in longest)
