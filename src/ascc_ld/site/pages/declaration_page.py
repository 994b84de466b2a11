"""The page of a declaration: its text, with a note on each sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pyoxigraph as ox

from ascc_ld.documents.index import Document, Index
from ascc_ld.documents.routes import Language, routes
from ascc_ld.rdf.terms import CATALOGUE
from ascc_ld.site.contents import contents
from ascc_ld.site.page import Page
from ascc_ld.site.pages.summary import Entry, SummaryRow, Verb, summary, verb
from ascc_ld.site.parts.anchors import NAMING, EditionText
from ascc_ld.site.parts.declaration_text import Block, ListBlock, with_lists
from ascc_ld.site.parts.page_text import page_text
from ascc_ld.site.parts.text_fragments import TextDirectives
from ascc_ld.site.parts.wording import Words
from ascc_ld.site.rendering import Pages

_DCTERMS = CATALOGUE["dcterms"]


@dataclass(frozen=True)
class StatementNote:
    """The note on a sentence: the rows of its summary that stand in the margin.

    In other people's data a statement may have no force, and then ``does`` is ``None``.  Without
    an identifier, ``id`` is the end of its IRI.
    """

    id: str
    href: str
    does: Entry | None
    marker: str
    rows: tuple[SummaryRow, ...]


@dataclass(frozen=True)
class VerbKind:
    """What sentences of one kind do, with their numbers and places, and the meaning of the word."""

    verb: Verb
    meaning: Words | None
    sentences: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Strip:
    """What is in a declaration, counted; ``promise`` is the place of the first commitment."""

    sentences: int
    commitments: int
    promise: str
    affirmers: int
    countries: int
    kinds: tuple[VerbKind, ...]


def declaration_page(
    pages: Pages, edition: EditionText, path: str, document: Document, language: Language
) -> bytes:
    """Return the page at ``path`` with the whole text of ``edition``.

    With the path ``index`` it is the front page.
    """
    return _rendered(pages, edition, pages.page(path, language), document)


def text_directives(pages: Pages, edition: EditionText) -> TextDirectives:
    """Return the text directives of ``edition`` for its page in each language.

    The facts on the page are left out: they come after the text and link into it.
    """
    shown = [
        page_text(_rendered(pages, edition, pages.page(edition.path, language)).decode())
        for language in routes().languages
    ]
    return TextDirectives(edition.text, shown)


def _rendered(
    pages: Pages, edition: EditionText, page: Page, document: Document | None = None
) -> bytes:
    """Return ``page`` with the text of ``edition``, and the facts of ``document`` if given."""
    index = pages.index
    text_blocks = with_lists(pages.blocks(edition))
    statements = [thing for block in pages.blocks(edition) for thing in block.statements]
    notes = {thing.value: _note(pages, page, thing) for thing in statements}
    title = page.wording.of(edition.declaration)
    sentence = page.wording.sentence(edition.declaration)
    front = page.path == "index"
    strip = _strip(pages, page, edition, notes)
    affirmers = strip.affirmers
    list_block = _place(text_blocks, "list-title") or _place(text_blocks, "list")
    issued = [day.value for day in index.objects(edition.declaration, _DCTERMS["issued"])]
    lead = page.words(
        "declaration.lead" if affirmers and issued else "declaration.lead_alone",
        count=affirmers,
        date=page.wording.day(issued[0]) if issued else "",
    )
    return pages.render(
        "declaration.html",
        page,
        title,
        document=document,
        description=lead if front else sentence.text if sentence else title.text,
        page_class="reading",
        text_lang=edition.language,
        text_blocks=text_blocks,
        title_block=_title_block(index, edition, text_blocks),
        list_block=list_block,
        notes=notes,
        strip=strip,
        overviews=f"{edition.folder}overview/",
        views=contents()["views"]["declaration"],
        bodies=_bodies(index, edition.graph),
        lead=lead,
        sentence=sentence,
        thing=None if front or document is None else page.facts.topic(document),
        rows=summary(pages, page, edition.declaration, "declaration") if document else (),
    )


def _note(pages: Pages, page: Page, statement: ox.NamedNode) -> StatementNote:
    rows = {row.key: row for row in summary(pages, page, statement, "statement", proven=False)}
    does = rows["does"].entries[0] if "does" in rows else None
    identifier = page.wording.value(statement, "dcterms:identifier")
    marker = page.wording.value(statement, "ascc:forceMarker")
    return StatementNote(
        id=identifier.text if identifier else re.split("[/#]", statement.value)[-1],
        href=page.at.thing(statement) or "",
        does=does,
        marker=marker.text if marker else "",
        rows=tuple(rows[key] for key in contents()["margin"]["rows"] if key in rows),
    )


def _strip(
    pages: Pages, page: Page, edition: EditionText, notes: Mapping[str, StatementNote]
) -> Strip:
    """Count the sentences of an edition by what they do, in the order in which each verb comes."""
    index, term = pages.index, pages.index.names.term
    places = {}
    kinds: dict[str, VerbKind] = {}
    for iri, note in notes.items():
        statement = ox.NamedNode(iri)
        span = pages.anchors.span(statement)
        places[statement] = f"#{span.anchor}" if span else note.href
        for force in index.things(statement, term["force"]):
            said = verb(index, page, force)
            meaning = page.wording.value(force, "skos:definition")
            before = kinds.get(said.words.text, VerbKind(said, meaning, ()))
            sentences = (*before.sentences, (note.id, places[statement]))
            kinds[said.words.text] = replace(before, sentences=sentences)
    promises = [each for each in places if term["Commitment"] in index.types(each)]
    listed = index.things(edition.declaration, term["participation"])
    return Strip(
        len(notes),
        len(promises),
        places[promises[0]] if promises else "",
        len(set(index.objects(edition.declaration, term["affirmedBy"]))),
        len({country for each in listed for country in index.objects(each, term["listedUnder"])}),
        tuple(kinds.values()),
    )


def _bodies(index: Index, graph: ox.NamedNode) -> Mapping[str, ox.NamedNode]:
    """Return the body of each participation and mention of an edition, by the IRI of the naming."""
    return {
        thing.value: fact.object
        for thing in index.subjects(graph)
        for fact in index.outgoing(thing)
        if fact.predicate in NAMING and isinstance(fact.object, ox.NamedNode)
    }


def _place(text_blocks: Sequence[Block | ListBlock], kind: str) -> int:
    """Return the number, from 1, of the first block of a kind, or 0."""
    return next((n for n, block in enumerate(text_blocks, 1) if block.kind == kind), 0)


def _title_block(
    index: Index, edition: EditionText, text_blocks: Sequence[Block | ListBlock]
) -> int:
    """Return the number, from 1, of the line that is the title."""
    titles = {title.value for title in index.objects(edition.declaration, _DCTERMS["title"])}
    for place, block in enumerate(text_blocks, 1):
        if (
            isinstance(block, Block)
            and block.kind == "title"
            and "".join(map(str, block.parts)) in titles
        ):
            return place
    return 1
