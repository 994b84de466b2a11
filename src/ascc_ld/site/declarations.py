"""The page of a declaration: its text to be read, and beside each sentence what it does."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from ascc_ld.mapping.terms import CATALOGUE
from ascc_ld.publication.documents import Document, Index
from ascc_ld.publication.routes import Language
from ascc_ld.site.anchors import NAMING, Edition
from ascc_ld.site.page import Page, Pages
from ascc_ld.site.reading import Block
from ascc_ld.site.things import Value
from ascc_ld.site.wording import Words

__all__ = ["Note", "declaration_page"]

_DCTERMS = CATALOGUE["dcterms"]
_SKOS = CATALOGUE["skos"]
_COLLECTIVE = CATALOGUE["org"]["OrganizationalCollaboration"]

_ROWS = (
    ("actor", "actor"),
    ("means", "means"),
    ("beneficiaries", "beneficiary"),
    ("themes", "theme"),
    ("organisations", "involves"),
)
"""What a note tells of a statement, by message and property, in this order."""

_MOST_NAMES = 12
"""A statement that names more bodies than this names those of the list, which stands below."""


@dataclass(frozen=True)
class Note:
    """What stands beside a sentence; ``family`` is the top concept of its force, as a slug.

    Data of others may say of a statement no force, and then there is no family either, and no
    identifier, for which the end of its IRI stands.
    """

    id: str
    href: str
    family: str
    force: Value | None
    marker: str
    rows: tuple[tuple[str, tuple[Value, ...]], ...]


def declaration_page(
    pages: Pages, edition: Edition, path: str, document: Document, language: Language
) -> bytes:
    """Return the page at ``path`` that shows the whole text of ``edition``.

    It is the front page where ``path`` is ``index``.
    """
    page = pages.page(path, language)
    index = pages.index
    text_blocks = pages.blocks(edition)
    statements = [thing for block in text_blocks for thing in block.statements]
    title = page.wording.of(edition.declaration)
    sentence = page.wording.sentence(edition.declaration)
    front = path == "index"
    lead = page.words(
        "declaration.lead",
        count=_affirmers(index, edition),
        date=page.wording.day(_issued(index, edition)),
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
        printed_list=_printed_list(text_blocks),
        notes={thing.value: _note(index, page, thing) for thing in statements},
        bodies=_bodies(index),
        lead=lead,
        thing=None if front else page.writer.topic(document),
    )


def _note(index: Index, page: Page, statement: ox.NamedNode) -> Note:
    term = index.names.term
    values: dict[ox.NamedNode, list[ox.NamedNode | ox.Literal]] = {}
    for fact in index.outgoing(statement):
        values.setdefault(fact.predicate, []).append(fact.object)

    def shown(term_name: str) -> tuple[Value, ...]:
        found = values.get(term[term_name], ())
        return tuple(_value(index, page, value) for value in found[:_MOST_NAMES])

    forces = values.get(term["force"], ())
    force = next((v for v in forces if isinstance(v, ox.NamedNode)), None)
    marker = values.get(term["forceMarker"], [ox.Literal("")])[0]
    rows = [
        (key, shown(name))
        for key, name in _ROWS
        if 0 < len(values.get(term[name], ())) <= _MOST_NAMES
    ]
    identifiers = values.get(_DCTERMS["identifier"])
    return Note(
        id=identifiers[0].value if identifiers else re.split("[/#]", statement.value)[-1],
        href=page.at.thing(statement) or "",
        family=_family(index, force) if force else "",
        force=_value(index, page, force) if force else None,
        marker=marker.value,
        rows=tuple(rows),
    )


def _value(index: Index, page: Page, value: ox.NamedNode | ox.Literal) -> Value:
    if isinstance(value, ox.Literal):
        return Value(page.wording.literal(value))
    if _COLLECTIVE in index.types(value):
        return Value(Words(page.words["declaration.we"]), page.at.thing(value))
    return Value(page.wording.of(value), page.at.thing(value))


def _family(index: Index, force: ox.NamedNode) -> str:
    broader = [f.object.value for f in index.outgoing(force) if f.predicate == _SKOS["broader"]]
    return (broader[0] if broader else force.value).rpartition("/")[2]


def _bodies(index: Index) -> Mapping[str, ox.NamedNode]:
    """Return the body of each participation and mention, by the IRI of the naming."""
    return {
        thing.value: fact.object
        for thing in index.subjects()
        for fact in index.outgoing(thing)
        if fact.predicate in NAMING and isinstance(fact.object, ox.NamedNode)
    }


def _affirmers(index: Index, edition: Edition) -> int:
    affirmed_by = index.names.term["affirmedBy"]
    return sum(fact.predicate == affirmed_by for fact in index.outgoing(edition.declaration))


def _issued(index: Index, edition: Edition) -> str:
    for fact in index.outgoing(edition.declaration):
        if fact.predicate == _DCTERMS["issued"]:
            return fact.object.value
    return ""


def _title_block(index: Index, edition: Edition, text_blocks: Sequence[Block]) -> int:
    """Return the place, from 1, of the title line: the one that reads as the title does."""
    titles = {
        fact.object.value
        for fact in index.outgoing(edition.declaration)
        if fact.predicate == _DCTERMS["title"]
    }
    for place, block in enumerate(text_blocks, 1):
        if block.kind == "title" and "".join(map(str, block.parts)) in titles:
            return place
    return 1


def _printed_list(
    text_blocks: Sequence[Block],
) -> tuple[tuple[Block, tuple[Block, ...]], ...]:
    """Return the headings of the list, each with its entries."""
    found: list[tuple[Block, list[Block]]] = []
    for block in text_blocks:
        if block.kind == "country":
            found.append((block, []))
        elif block.kind == "entry" and found:
            found[-1][1].append(block)
    return tuple((heading, tuple(entries)) for heading, entries in found)
