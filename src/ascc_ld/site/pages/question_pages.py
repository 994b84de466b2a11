"""The pages of example queries: the question, its query, and its answer in this dataset.

A question that asks another host has no answer here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import NamedTuple

import pyoxigraph as ox

from ascc_ld.documents.index import Document, Index
from ascc_ld.documents.routes import Language
from ascc_ld.rdf.terms import CATALOGUE, prefixes
from ascc_ld.rdf.turtle import TurtleWriter
from ascc_ld.site.page import Page
from ascc_ld.site.parts.anchors import EditionText
from ascc_ld.site.parts.facts import Value
from ascc_ld.site.parts.wording import Words
from ascc_ld.site.rendering import Pages
from ascc_ld.sparql.answer import NUMERIC, Answer, Term
from ascc_ld.sparql.engine import EmbeddedEngine
from ascc_ld.sparql.syntax import SparqlText

_SH = CATALOGUE["sh"]
_SPEX = CATALOGUE["spex"]
_SCHEMA = CATALOGUE["schema"]
_RDFS = CATALOGUE["rdfs"]
_DCTERMS = CATALOGUE["dcterms"]
_QUERIES = (_SH["select"], _SH["ask"], _SH["construct"], _SPEX["describe"])
_URL = re.compile(r"https?://[^\s<>\"]+")


@dataclass(frozen=True)
class AnsweredQuestion:
    """An example query from the graph; ``number`` is its place.

    ``summary`` and ``description`` are the question and what to know about it, by language.
    """

    iri: ox.NamedNode
    number: str
    summary: Mapping[str, str] = field(hash=False)
    description: Mapping[str, str] = field(hash=False)
    text: str
    tags: tuple[str, ...]
    federated: bool

    @cached_property
    def query(self) -> SparqlText:
        """The text with its terminals."""
        return SparqlText(self.text)

    @cached_property
    def pieces(self) -> tuple[tuple[str, str], ...]:
        """The text in pieces, each with its kind."""
        return tuple(_pieces(self.query))


@dataclass(frozen=True)
class _AnswerTable:
    """An answer for display; ``numeric`` are the places of the columns of numbers."""

    columns: tuple[str, ...]
    numeric: frozenset[int]
    rows: tuple[tuple[Value | None, ...], ...]


class _Asked(NamedTuple):
    """The text of a query as it was asked, its answer, and the edition that it is the answer for.

    The edition is ``None`` where the question is of all of them.
    """

    text: str
    answer: Answer
    edition: EditionText | None


class Examples:
    """The questions of a dataset with their answers; ``editions`` begin with the oldest."""

    def __init__(
        self, index: Index, quads: Sequence[ox.Quad], editions: Sequence[EditionText]
    ) -> None:
        self._index = index
        self._quads = quads
        self._editions = editions
        self.asked = cache(self._asked)

    @cached_property
    def questions(self) -> tuple[AnsweredQuestion, ...]:
        """The questions in the order of their IRIs."""
        found = [self._question(thing) for thing in self._index.subjects()]
        return tuple(sorted((q for q in found if q is not None), key=lambda q: q.iri.value))

    @cached_property
    def engine(self) -> EmbeddedEngine:
        """The engine over the dataset."""
        return EmbeddedEngine(self._quads, prefixes(self._index.base))

    def _asked(self, question: AnsweredQuestion) -> _Asked | None:
        """Return the answer, or ``None`` if part of it comes from another host.

        A question of an edition is asked of the newest that it has an answer for.
        """
        if question.federated:
            return None
        name = question.iri.value
        if not question.query.names_edition or len(self._editions) < 2:  # noqa: PLR2004 - of the only edition anyway
            return _Asked(question.text, self.engine.ask(question.text, name=name), None)
        asked = []
        for edition in reversed(self._editions):
            text = question.query.of_edition(edition.name)
            asked.append(_Asked(text, self.engine.ask(text, name=name), edition))
            if asked[-1].answer.truth is not None or len(asked[-1].answer):
                return asked[-1]
        return asked[0]

    def using(self, term: ox.NamedNode) -> tuple[AnsweredQuestion, ...]:
        """Return the questions whose query names ``term``."""
        return self._uses.get(term.value, ())

    @cached_property
    def _uses(self) -> dict[str, tuple[AnsweredQuestion, ...]]:
        found: dict[str, tuple[AnsweredQuestion, ...]] = {}
        for question in self.questions:
            for iri in question.query.iris:
                found[iri] = (*found.get(iri, ()), question)
        return found

    def page(
        self, pages: Pages, question: AnsweredQuestion, document: Document, language: Language
    ) -> bytes:
        """Return the page of one question."""
        page = pages.page(document.path, language)
        words = page.words
        heading, told = (
            _told(texts, language.tag) for texts in (question.summary, question.description)
        )
        asked = self.asked(question)
        answer, edition = (asked.answer, asked.edition) if asked else (None, None)
        return pages.render(
            "question.html",
            page,
            heading,
            document=document,
            trail=[(Words(words["nav.queries"]), "queries")],
            description=told.text or heading.text,
            heading=heading,
            about=told,
            page_class="question",
            question=question,
            tags=[page.wording.tag(tag) for tag in question.tags],
            query=question.query,
            tokens=question.pieces,
            asked=asked,
            edition=edition and Value(Words(edition.name), page.at.page(edition.path)),
            answer=answer,
            table=None if answer is None else self._table(page, answer),
            turtle=self._turtle(answer),
            thing=page.facts.topic(document),
        )

    def list_page(self, pages: Pages, language: Language) -> bytes:
        """Return the page of all questions, by their first tag."""
        page = pages.page("queries", language)
        groups: dict[str, list[tuple[AnsweredQuestion, Words, str]]] = {}
        for question in self.questions:
            tag = question.tags[0] if question.tags else ""
            asked = _told(question.summary, language.tag)
            groups.setdefault(tag, []).append((question, asked, page.at.thing(question.iri) or ""))
        return pages.render(
            "questions.html",
            page,
            page.words["queries.title"],
            description=page.words["queries.lead"],
            page_class="questions",
            groups=[(page.wording.tag(tag), members) for tag, members in groups.items()],
            count=len(self.questions),
            federated=sum(question.federated for question in self.questions),
        )

    def _table(self, page: Page, answer: Answer) -> _AnswerTable | None:
        if answer.is_graph or answer.truth is not None:
            return None
        rows = tuple(tuple(self._cell(page, term) for term in row) for row in answer.terms)
        columns = [[row[place] for row in answer.terms] for place in range(len(answer.vars))]
        numeric = frozenset([n for n, terms in enumerate(columns) if _are_numbers(terms)])
        return _AnswerTable(answer.vars, numeric, rows)

    def _cell(self, page: Page, term: Term | None) -> Value | None:
        if term is None:
            return None
        if isinstance(term, ox.NamedNode):
            href = page.at.thing(term)
            external = href is None
            shown = Words(page.wording.short(term.value)) if external else page.wording.of(term)
            return Value(shown, href or term.value, external)
        if isinstance(term, ox.Literal):
            words = page.wording.literal(term)
            link = term.value if _URL.fullmatch(term.value) else None
            return Value(words, link, external=link is not None)
        return Value(Words(str(term)))

    def _turtle(self, answer: Answer | None) -> str:
        if answer is None or not answer.is_graph:
            return ""
        return TurtleWriter(prefixes(self._index.base)).turtle(answer.triples)

    def _question(self, thing: ox.NamedNode) -> AnsweredQuestion | None:
        def said(predicate: ox.NamedNode) -> tuple[str, ...]:
            return tuple(each.value for each in self._index.objects(thing, predicate))

        texts = [text for predicate in _QUERIES for text in said(predicate)]
        if not texts:
            return None
        questions = {"en": thing.value, **self._index.labels(thing)}
        comment = next(iter(said(_RDFS["comment"])), "").removeprefix(questions["en"]).strip()
        told = self._index.objects(thing, _DCTERMS["description"])
        return AnsweredQuestion(
            iri=thing,
            number=thing.value.rpartition("/")[2].partition("-")[0],
            summary=questions,
            description={
                "en": comment,
                **{t.language or "": t.value for t in told if isinstance(t, ox.Literal)},
            },
            text=texts[0],
            tags=said(_SCHEMA["keywords"]),
            federated=bool(said(_SPEX["federatesWith"])),
        )


def _told(texts: Mapping[str, str], language: str) -> Words:
    """Return the text in ``language``, else the English one with its language."""
    if language in texts:
        return Words(texts[language])
    return Words(texts["en"], "" if language == "en" else "en")


def _are_numbers(terms: Sequence[Term | None]) -> bool:
    """Return whether a column has only numbers and blanks."""
    bound = [term for term in terms if term is not None]
    return bool(bound) and all(
        isinstance(term, ox.Literal) and term.datatype.value in NUMERIC for term in bound
    )


def _pieces(query: SparqlText) -> Iterator[tuple[str, str]]:
    position = 0
    for token in query.tokens:
        if token.start > position:
            yield _between(query.text[position : token.start])
        yield token.kind, token.text
        position = token.end
    if position < len(query.text):
        yield _between(query.text[position:])


def _between(text: str) -> tuple[str, str]:
    return "comment" if "#" in text else "", text
