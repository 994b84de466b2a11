"""From a fact to the sentence it was read from.

The evidence for a fact of an edition is the span of its subject (a statement, a participation, a
mention), of its object, or of the place in the list or text that names its object.  A literal that
the declaration contains word for word is its own evidence.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import pyoxigraph as ox

from ascc_ld.documents.index import Fact, Index
from ascc_ld.rdf.terms import CATALOGUE
from ascc_ld.site.parts.text_fragments import is_word_boundary

_OA = CATALOGUE["oa"]
_ORG = CATALOGUE["org"]
_PROV = CATALOGUE["prov"]
_SCHEMA = CATALOGUE["schema"]
_DCTERMS = CATALOGUE["dcterms"]
NAMING = (_ORG["member"], _OA["hasBody"])
"""Properties from a naming to the organisation it names: in the list, then in the text."""

# A single letter or number occurs in a text by chance.
_FEWEST_CHARACTERS = 4
_QUOTED = (_PROV["wasQuotedFrom"], _OA["hasTarget"])


@dataclass(frozen=True, order=True)
class Span:
    """A span of a text: code points ``[start, end)``, and the text there.

    ``words`` are the offsets of the words in it that are the evidence, if not the whole span.
    """

    start: int
    end: int
    text: str
    iri: str
    words: tuple[int, int] | None = None

    @property
    def anchor(self) -> str:
        """The ``id`` of the span in the page of its declaration; empty outside every span."""
        return f"span-{self.start}-{self.end}" if self.iri else ""


@dataclass(frozen=True)
class EditionText:
    """The text of a declaration in the graph; ``path`` is the declaration's.

    ``name`` is that of the edition, such as 2024, and ``issued`` its ISO date, or empty.
    ``language`` is the tag of the title, which is in the language of the text.
    """

    path: str
    declaration: ox.NamedNode
    text: str
    graph: ox.NamedNode
    language: str
    name: str
    issued: str

    @property
    def folder(self) -> str:
        """The folder of its pages, with a slash at its end; empty at the root."""
        return self.path[: self.path.rfind("/") + 1]


class Anchors:
    """The spans of the editions in ``index``, and which of them is the evidence for a fact."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self.editions = tuple(sorted(self._editions(), key=lambda e: (e.issued or e.name, e.path)))
        """The editions, the oldest first."""
        self._asserted = {edition.graph: edition for edition in self.editions}
        derived = {index.names[f"{edition.folder}derived"]: edition for edition in self.editions}
        self._edition_of_graph = {**derived, **self._asserted}
        self._edition_in_folder = {each.folder: each for each in self.editions if each.folder}
        self._spans: dict[ox.NamedNode, Span | None] = {}
        self._named: dict[tuple[ox.NamedNode, ox.NamedNode], Span] = {}
        self._read_namings()

    def span(self, thing: ox.NamedNode) -> Span | None:
        """Return the span that ``thing`` was read from, is, or selects."""
        if thing not in self._spans:
            self._spans[thing] = self._read_span(thing)
        return self._spans[thing]

    def edition(self, graph: ox.NamedNode) -> EditionText | None:
        """Return the edition whose asserted or derived graph this is."""
        return self._edition_of_graph.get(graph)

    def edition_at(self, path: str) -> EditionText | None:
        """Return the edition whose page is at ``path``; that of the front page is the newest."""
        if path == "index":
            return self.editions[-1] if self.editions else None
        folders = (path[: at + 1] for at, mark in enumerate(path) if mark == "/")
        found = map(self._edition_in_folder.get, folders)
        return next(filter(None, found), None)

    def before(self, edition: EditionText) -> EditionText | None:
        """Return the edition before this one, if there is one."""
        at = self.editions.index(edition)
        return self.editions[at - 1] if at else None

    def evidence(self, edition: EditionText, fact: Fact) -> Span | None:
        """Return the span of ``edition`` that is the evidence for ``fact`` of its graphs."""
        span = self.span(fact.subject)
        if isinstance(fact.object, ox.Literal):
            return _verbatim(fact.object.value, span, edition.text) or span
        if span is None:
            return self._named.get((edition.graph, fact.object)) or self.span(fact.object)
        return span

    @property
    def title(self) -> str | None:
        """The title of the declaration, or the only one that all of them have."""
        titles = {self._said(edition.declaration, _DCTERMS["title"]) for edition in self.editions}
        return titles.pop() or None if len(titles) == 1 else None

    def _editions(self) -> list[EditionText]:
        found = []
        declarations = self._index.names.term["Declaration"]
        for declaration in self._index.subjects():
            path = self._index.path(declaration)
            if path is None or declarations not in self._index.types(declaration):
                continue
            texts = [
                fact.subject
                for fact in self._index.incoming(declaration)
                if fact.predicate == _PROV["specializationOf"]
            ]
            told = (
                self._language(declaration),
                self._said(declaration, _DCTERMS["identifier"]) or path.rpartition("/")[0],
                self._said(declaration, _DCTERMS["issued"]),
            )
            found += [
                EditionText(path, declaration, fact.object.value, fact.graph, *told)
                for text in texts[:1]
                for fact in self._index.outgoing(text)
                if fact.predicate == _SCHEMA["text"]
            ]
        return found

    def _said(self, declaration: ox.NamedNode, predicate: ox.NamedNode) -> str:
        return next((each.value for each in self._index.objects(declaration, predicate)), "")

    def _language(self, declaration: ox.NamedNode) -> str:
        titles = self._index.objects(declaration, _DCTERMS["title"])
        tags = (title.language for title in titles if isinstance(title, ox.Literal))
        return next(filter(None, tags), "en")

    def _read_namings(self) -> None:
        """Record where each organisation is named: in the list, else first in the running text."""
        found: dict[ox.NamedNode, list[Fact]] = {predicate: [] for predicate in NAMING}
        for naming in self._index.subjects():
            for fact in self._index.outgoing(naming):
                if fact.predicate in found and fact.graph in self._asserted:
                    found[fact.predicate].append(fact)
        for facts in found.values():
            for fact in facts:
                span = self.span(fact.subject)
                if span is not None and isinstance(fact.object, ox.NamedNode):
                    self._named.setdefault((fact.graph, fact.object), span)

    def _read_span(self, thing: ox.NamedNode) -> Span | None:
        for quoted in _QUOTED:
            for target in self._index.things(thing, quoted):
                return self.span(target)
        for fact in self._index.incoming(thing):
            if fact.predicate == _OA["hasSelector"]:
                return self.span(fact.subject)
        said = {
            fact.predicate: fact.object.value
            for selector in self._index.things(thing, _OA["hasSelector"])
            for fact in self._index.outgoing(selector)
        }
        if not said.keys() >= {_OA["start"], _OA["end"], _OA["exact"]}:
            return None
        start, end = int(said[_OA["start"]]), int(said[_OA["end"]])
        return Span(start, end, said[_OA["exact"]], thing.value)


def _verbatim(words: str, within: Span | None, text: str) -> Span | None:
    """Return where the words are in the text, inside ``within`` if given.

    If they end inside a word of ``within``, as the plain form of a verb may, the whole word counts.
    Their anchor is that of ``within``; outside every span they have none.
    """
    if len(words) < _FEWEST_CHARACTERS:
        return None
    first, last = (within.start, within.end) if within else (0, len(text))
    places: list[tuple[int, int]] = []
    start = text.find(words, first, last)
    while start >= 0:
        end = start + len(words)
        if is_word_boundary(text, start):
            places.append((start, end))
        start = text.find(words, end, last)
    whole = [place for place in places if is_word_boundary(text, place[1])]
    if within is None:
        return Span(*whole[0], words, "") if whole else None
    if not places:
        return None
    start, end = (whole or places)[0]
    bounds = (offset for offset in range(end, len(text) + 1) if is_word_boundary(text, offset))
    return replace(within, words=(start, next(bounds)))
