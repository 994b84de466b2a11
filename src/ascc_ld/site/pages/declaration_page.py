"""The page of a declaration: its text, with a note on each sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from ascc_ld.documents.index import Document, Index
from ascc_ld.documents.routes import Language, routes
from ascc_ld.rdf.terms import CATALOGUE
from ascc_ld.site.contents import contents
from ascc_ld.site.page import Page
from ascc_ld.site.parts.anchors import NAMING, EditionText
from ascc_ld.site.parts.declaration_text import Block, ListBlock, with_lists
from ascc_ld.site.parts.facts import Value, in_one_language
from ascc_ld.site.parts.page_text import page_text
from ascc_ld.site.parts.text_fragments import TextDirectives
from ascc_ld.site.parts.wording import Words
from ascc_ld.site.rendering import Pages

_DCTERMS = CATALOGUE["dcterms"]
_SKOS = CATALOGUE["skos"]
_COLLECTIVE = CATALOGUE["org"]["OrganizationalCollaboration"]
_HAS_MEMBER = CATALOGUE["org"]["hasMember"]


@dataclass(frozen=True)
class StatementNote:
    """The note on a sentence; ``family`` is the slug of the top concept of its force.

    In other people's data a statement may have no force, and then no family.  Without an
    identifier, ``id`` is the end of its IRI.
    """

    id: str
    href: str
    family: str
    force: Value | None
    marker: str
    rows: tuple[tuple[str, tuple[Value, ...]], ...]


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
    title = page.wording.of(edition.declaration)
    sentence = page.wording.sentence(edition.declaration)
    front = page.path == "index"
    affirmers = len(set(index.objects(edition.declaration, index.names.term["affirmedBy"])))
    list_block = _place(text_blocks, "list-title") or _place(text_blocks, "list")
    words = Words(page.words("declaration.participants", count=affirmers))
    participants = Value(words, "#list" if list_block else None)
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
        notes={thing.value: _note(index, page, participants, thing) for thing in statements},
        bodies=_bodies(index, edition.graph),
        lead=lead,
        sentence=sentence,
        thing=None if front or document is None else page.facts.topic(document),
    )


def _note(index: Index, page: Page, participants: Value, statement: ox.NamedNode) -> StatementNote:
    term = index.names.term
    values: dict[ox.NamedNode, list[ox.NamedNode | ox.Literal]] = {}
    for fact in index.outgoing(statement):
        values.setdefault(fact.predicate, []).append(fact.object)

    def shown(compact: str) -> tuple[Value, ...]:
        found = values.get(page.wording.expand(compact), ())
        return in_one_language([_value(index, page, participants, value) for value in found])

    forces = values.get(term["force"], ())
    force = next((v for v in forces if isinstance(v, ox.NamedNode)), None)
    marker = values.get(term["forceMarker"], [ox.Literal("")])[0]
    rows = [(key, told) for name, key in contents()["statement"].items() if (told := shown(name))]
    identifiers = values.get(_DCTERMS["identifier"])
    return StatementNote(
        id=identifiers[0].value if identifiers else re.split("[/#]", statement.value)[-1],
        href=page.at.thing(statement) or "",
        family=_family(index, force) if force else "",
        force=_value(index, page, participants, force) if force else None,
        marker=marker.value,
        rows=tuple(rows),
    )


def _value(
    index: Index, page: Page, participants: Value, value: ox.NamedNode | ox.Literal
) -> Value:
    """Return a value in words; a collective without members of its own is that of the list."""
    if isinstance(value, ox.Literal):
        return Value(page.wording.literal(value))
    if _COLLECTIVE in index.types(value):
        if not index.objects(value, _HAS_MEMBER):
            return participants
        return Value(Words(page.words["declaration.we"]), page.at.thing(value))
    return page.shown(value)


def _family(index: Index, force: ox.NamedNode) -> str:
    top = next(iter(index.objects(force, _SKOS["broader"])), force)
    return top.value.rpartition("/")[2]


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
