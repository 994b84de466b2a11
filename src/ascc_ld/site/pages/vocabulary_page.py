"""The page of the vocabulary: each term with its meaning, its use and its shapes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from ascc_ld.documents.index import Document, Index
from ascc_ld.documents.routes import Language
from ascc_ld.rdf.terms import CATALOGUE, named
from ascc_ld.site.page import Page
from ascc_ld.site.pages.question_pages import Examples
from ascc_ld.site.pages.summary import SummaryRow, summary
from ascc_ld.site.parts.facts import Value
from ascc_ld.site.parts.wording import Words
from ascc_ld.site.rendering import Pages

_RDF_TYPE = CATALOGUE["rdf"]["type"]
_RDFS = CATALOGUE["rdfs"]
_OWL = CATALOGUE["owl"]
_SKOS = CATALOGUE["skos"]
_SCHEMA = CATALOGUE["schema"]

_DEFINITIONS = (_RDFS["comment"], _SKOS["definition"])
_BINDING = (CATALOGUE["sh"]["path"], CATALOGUE["sh"]["targetClass"])
_MOST_QUERIES = 2


@dataclass(frozen=True)
class _TermEntry:
    """The entry of a term; ``count`` is the number of its instances or triples in the data."""

    anchor: str
    iri: str
    compact: str
    label: Words
    definitions: tuple[Words, ...]
    rows: tuple[SummaryRow, ...]
    count: int
    instance: Value | None
    shapes: tuple[Value, ...]
    questions: tuple[Value, ...]
    more_questions: int


class VocabularyPage:
    """The terms of the ontology document, and their use."""

    def __init__(self, pages: Pages, examples: Examples) -> None:
        self._pages = pages
        self._index = pages.index
        self._examples = examples

    @cached_property
    def _uses(self) -> Mapping[ox.NamedNode, _Use]:
        return _uses(self._index)

    @cached_property
    def _shapes(self) -> Mapping[ox.NamedNode, Collection[str]]:
        """The shapes that target a class or constrain a property, by it."""
        found: dict[ox.NamedNode, dict[str, None]] = {}
        for triple in self._pages.frame.sources.shapes:
            if triple.predicate in _BINDING:
                name = named(triple.subject).value.partition("#")[2]
                found.setdefault(named(triple.object), {})[name] = None
        return found

    def page(self, document: Document, language: Language) -> bytes:
        """Return the page of the ontology."""
        page = self._pages.page(document.path, language)
        terms = [thing for thing in document.things if thing != document.topic]
        own = self._index.names.term.iri
        ours = [thing for thing in terms if thing.value.startswith(own)]
        classes = [thing for thing in ours if _OWL["Class"] in self._index.types(thing)]
        properties = [thing for thing in ours if thing not in classes]
        title = page.wording.of(document.topic)
        sentence = page.wording.sentence(document.topic)
        return self._pages.render(
            "vocabulary.html",
            page,
            title,
            document=document,
            description=sentence.text if sentence else title.text,
            page_class="vocabulary",
            lead=sentence,
            iri=document.topic.value,
            sections=[
                (page.words["page.classes"], [self._term(page, t) for t in classes]),
                (page.words["page.properties"], [self._term(page, t) for t in properties]),
            ],
            reused=[self._term(page, thing) for thing in self._index.reused_terms],
            thing=page.facts.topic(document)._replace(incoming=()),  # as in its data,
        )

    def _term(self, page: Page, term: ox.NamedNode) -> _TermEntry:
        use = self._uses.get(term)
        questions = self._examples.using(term)
        return _TermEntry(
            anchor=page.at.anchor(term),
            iri=term.value,
            compact=page.wording.compact(term.value),
            label=page.wording.of(term),
            definitions=self._definitions(page, term),
            rows=summary(self._pages, page, term, "term"),
            count=use.count if use else 0,
            instance=page.linked(use.example) if use else None,
            shapes=tuple(
                Value(Words(name), page.at.page(f"shapes#{name}"))
                for name in self._shapes.get(term, ())
            ),
            questions=tuple(page.linked(q.iri) for q in questions[:_MOST_QUERIES]),
            more_questions=max(0, len(questions) - _MOST_QUERIES),
        )

    def _definitions(self, page: Page, term: ox.NamedNode) -> tuple[Words, ...]:
        """Return the definition in the page's language first, then in the others."""
        found = self._texts(page, term, _DEFINITIONS)
        return tuple(sorted(found, key=lambda words: words.language))

    def _texts(
        self, page: Page, term: ox.NamedNode, predicates: Collection[ox.NamedNode]
    ) -> tuple[Words, ...]:
        return tuple(
            page.wording.literal(text)
            for predicate, text in self._index.texts(term)
            if predicate in predicates
        )


@dataclass(frozen=True)
class _Use:
    """How many instances a class has, or triples a property; ``example`` is one of their subjects.

    It is the subject with the first IRI, so that the order of graphs does not matter.
    """

    count: int
    example: ox.NamedNode


def _uses(index: Index) -> dict[ox.NamedNode, _Use]:
    """Return the use of each class and property in the data, outside the vocabulary."""
    counts: Counter[ox.NamedNode] = Counter()
    examples: dict[ox.NamedNode, ox.NamedNode] = {}
    vocabulary = index.names["graph/vocabulary"]
    for fact in sorted(index.facts(), key=lambda fact: fact.subject.value):
        used = fact.object if fact.predicate == _RDF_TYPE else fact.predicate
        if isinstance(used, ox.NamedNode) and fact.graph != vocabulary:
            counts[used] += 1
            examples.setdefault(used, fact.subject)
    return {used: _Use(count, examples[used]) for used, count in counts.items()}
