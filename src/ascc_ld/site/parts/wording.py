"""Terms as text: labels in the page's language, compact IRIs, formatted values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

import pyoxigraph as ox

from ascc_ld.documents.index import Index
from ascc_ld.rdf.terms import CATALOGUE, prefixes
from ascc_ld.site.parts.messages import Messages

NAME_PROPERTIES = (
    CATALOGUE["rdfs"]["label"],
    CATALOGUE["skos"]["prefLabel"],
    CATALOGUE["dcterms"]["title"],
)
"""Properties whose values name a thing, in order of preference.

Everything has an English label; names in other languages may be in the other properties.
"""

_OWL = CATALOGUE["owl"]
_SOURCE, _TARGET = _OWL["annotatedSource"], _OWL["annotatedTarget"]
_SAME = _OWL["sameAs"], CATALOGUE["schema"]["sameAs"]
_DATASET = CATALOGUE["void"]["Dataset"]
_URI_SPACE = CATALOGUE["void"]["uriSpace"]
_DATE = CATALOGUE["xsd"]["date"]
_DOUBLE = CATALOGUE["xsd"]["double"]
_CANONICAL_DOUBLE = re.compile(r"-?[0-9]\.[0-9]+E-?[0-9]+")
_PLACEHOLDER = re.compile(r"\{([~^#+]*[A-Za-z0-9_:/]+)\}")


class Words(NamedTuple):
    """A text and its language; empty if that is the page's or does not matter."""

    text: str
    language: str = ""


@dataclass(frozen=True)
class Told:
    """A sentence in parts, each of which may have its own language."""

    parts: tuple[Words, ...]

    @property
    def text(self) -> str:
        """The sentence as a whole."""
        return "".join(part.text for part in self.parts)

    @property
    def language(self) -> str:
        """The first language that is not the page's, or an empty text."""
        return next((part.language for part in self.parts if part.language), "")


class Wording:
    """Text for the terms of ``index`` in the language of ``words``."""

    def __init__(self, index: Index, words: Messages) -> None:
        self._index = index
        self.words = words
        self.language = words.language
        self._namespaces = prefixes(index.base)
        self.compact = cache(self._compact)
        self.of = cache(self._of)

    def _compact(self, iri: str) -> str:
        """Return a compact IRI, or the IRI where no prefix fits."""
        for prefix, namespace in self._namespaces.items():
            local = iri.removeprefix(namespace)
            if local != iri and re.fullmatch(r"[\w.-]+", local):
                return f"{prefix}:{local}"
        return iri

    def expand(self, compact: str) -> ox.NamedNode:
        """Return the IRI of a compact IRI."""
        prefix, _, local = compact.partition(":")
        return ox.NamedNode(self._namespaces[prefix] + local)

    def _of(self, thing: ox.NamedNode) -> Words:
        """Return the label of ``thing``, or its IRI in short.

        The record of a link is named by its two ends.  A thing elsewhere that a link leads to has
        the label that the record gives it (https://mapping-commons.github.io/sssom/).
        """
        ends = {f.predicate: f.object for f in self._index.outgoing(thing)}
        source, target = ends.get(_SOURCE), ends.get(_TARGET)
        if isinstance(source, ox.NamedNode) and isinstance(target, ox.NamedNode):
            linked, elsewhere = self._end(source), self._end(target)
            title = self.words("link.title", source=linked.text, target=elsewhere.text)
            return Words(title, linked.language)
        return self._end(thing)

    def _end(self, thing: ox.NamedNode) -> Words:
        """Return the name of one end of a link."""
        return self._labelled(thing) or Words(self._linked(thing) or self.short(thing.value))

    def _labelled(self, thing: ox.NamedNode) -> Words | None:
        labels = self._index.labels(thing)
        if self.language not in labels:
            labels = self._names(thing)
        if self.language in labels:
            return Words(labels[self.language])
        own = self.words.predicates.get(self.compact(thing.value))
        if own is not None:
            return Words(own)
        if "en" in labels:
            return Words(labels["en"], "" if self.language == "en" else "en")
        return None

    def _linked(self, thing: ox.NamedNode) -> str | None:
        """Return the name of a linked thing elsewhere, with the name of its dataset.

        Without a record of the link it is called as what it is the same as.
        """
        pointing = self._index.incoming(thing)
        records = [fact.subject for fact in pointing if fact.predicate == _TARGET]
        labels = [self.value(record, "sssom:object_label") for record in records]
        if not records:
            labels = [self._labelled(fact.subject) for fact in pointing if fact.predicate in _SAME]
        label = next((label.text for label in labels if label), None)
        if not (label or records):
            return None
        for space, dataset in self._datasets.items():
            if thing.value.startswith(space):
                name = label or thing.value.removeprefix(space)
                return self.words("link.in_dataset", name=name, dataset=dataset)
        return label

    @cached_property
    def _datasets(self) -> Mapping[str, str]:
        """The names of described datasets, by the start of their IRIs.

        Names are cut at the first comma; if there is an abbreviation in brackets, it is the name.
        """
        found: dict[str, str] = {}
        for dataset in dict.fromkeys(f.subject for f in self._index.incoming(_DATASET)):
            name = self._labelled(dataset)
            if name:
                spaces = self._index.objects(dataset, _URI_SPACE)
                found.update((space.value, _brief(name.text)) for space in spaces)
        return found

    def _names(self, thing: ox.NamedNode) -> Mapping[str, str]:
        """Return the names of ``thing`` by language."""
        found: dict[str, str] = {}
        for predicate in NAME_PROPERTIES:
            for name in self._index.objects(thing, predicate):
                if isinstance(name, ox.Literal):
                    found.setdefault(name.language or "", name.value)
        return found

    def tag(self, tag: str) -> Words:
        """Return a tag of a question in the page's language if translated, else in English."""
        own = self.words.tags.get(tag)
        if own is not None:
            return Words(own)
        return Words(tag, "" if self.language == "en" else "en")

    def day(self, iso: str) -> str:
        """Return an ISO date in the format of the language; anything else unchanged."""
        found = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", iso)
        if found is None:
            return iso
        year, month, day = map(int, found.groups())
        name = self.words["date.months"].split()[month - 1]
        return self.words("date.day", year=year, month=name, day=day)

    def short(self, iri: str) -> str:
        """Return an IRI for display: compact, relative to the base, or without its scheme."""
        compact = self.compact(iri)
        if compact != iri:
            return compact
        if iri.startswith(self._index.base):
            return iri.removeprefix(self._index.base) or iri
        return iri.partition("://")[2].rstrip("/") or iri

    def literal(self, value: ox.Literal) -> Words:
        """Return the text of a literal, with its language if that is not the page's.

        The canonical form of a double (XML Schema 1.1 Part 2, section 3.3.5), such as 9.5E-1, is
        shown as 0.95.  Other forms are unchanged.
        """
        if value.datatype == _DOUBLE and _CANONICAL_DOUBLE.fullmatch(value.value):
            return Words(repr(float(value.value)))
        language = value.language or ""
        return Words(value.value, "" if language == self.language else language)

    def sentence(self, thing: ox.NamedNode) -> Told | None:
        """Return a sentence about ``thing``, if the messages have one for its class."""
        types = {self.compact(cls.value) for cls in self._index.types(thing)}
        for row in self.words.sentences:
            if row.cls in types:
                told = self.told(row.text, thing, row.needs)
                if told is not None:
                    return told
        return None

    def told(self, text: str, thing: ox.NamedNode, needs: Iterable[str] = ()) -> Told | None:
        """Return ``text`` with what is said of ``thing`` in its placeholders.

        It is ``None`` where a placeholder has no value, or one of those that it ``needs`` besides.
        """
        if any(self._filling(thing, name) is None for name in needs):
            return None
        parts: list[Words] = []
        # Every other piece is a placeholder.
        for place, piece in enumerate(_PLACEHOLDER.split(text)):
            part = self._filling(thing, piece) if place % 2 else Words(piece)
            if part is None:
                return None
            parts.append(part)
        return Told(tuple(parts))

    def _filling(self, thing: ox.NamedNode, name: str) -> Words | None:
        """Return the value of a placeholder; ``messages/*.toml`` explain them."""
        if name == "label":
            return self.of(thing)
        if name.startswith("~"):
            value = self._filling(thing, name[1:])
            return value and Words(self.words.within.get(value.text, value.text), value.language)
        if name.startswith("+"):
            return self._above(thing, self.expand(name[1:]))
        if name.startswith(("^", "#")):
            return self._pointing(thing, self.expand(name[1:]), counted=name.startswith("#"))
        return self.value(thing, name)

    def _above(self, thing: ox.NamedNode, predicate: ox.NamedNode) -> Words | None:
        """Return the nearest thing along ``predicate`` that has a name in the page's language."""
        passed = {thing}
        while above := [a for a in self._index.things(thing, predicate) if a not in passed]:
            thing = above[0]
            passed.add(thing)
            name = self.of(thing)
            if not name.language:
                return name
        return None

    def _pointing(
        self, thing: ox.NamedNode, predicate: ox.NamedNode, *, counted: bool
    ) -> Words | None:
        """Return the only thing that points to ``thing``, or how many do, or ``None``."""
        held = self._index.held(thing)
        found = {fact.subject: None for fact in held.facts if fact.predicate == predicate}
        count = len(found) + held.beyond.get(predicate, 0)
        if counted:
            return Words(str(count)) if count else None
        return self.of(next(iter(found))) if count == 1 else None

    def value(self, thing: ox.NamedNode, path: str) -> Words | None:
        """Return the first value of a property as text, in the page's language if possible.

        A ``path`` has a slash between its properties.
        """
        first, _, rest = path.partition("/")
        if rest:
            ends = self._index.things(thing, self.expand(first))
            return self.value(ends[0], rest) if ends else None
        values = self._index.objects(thing, self.expand(first))
        literals = [value for value in values if isinstance(value, ox.Literal)]
        for language in (self.language, "en"):
            for literal in literals:
                if literal.language == language:
                    return self.literal(literal)
        for value in values:
            if isinstance(value, ox.NamedNode):
                return self.of(value)
            if value.datatype == _DATE:
                return Words(self.day(value.value))
            return self.literal(value)
        return None


def _brief(name: str) -> str:
    first = name.partition(", ")[0]
    abbreviated = re.search(r"\((\w+)\)$", first)
    return abbreviated[1] if abbreviated else first
