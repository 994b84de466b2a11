"""The search index, and the page that lists all names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import attrgetter

import pyoxigraph as ox

from ascc_ld.documents.index import Index
from ascc_ld.documents.routes import Language
from ascc_ld.ground.json_text import json_bytes
from ascc_ld.rdf.terms import CATALOGUE
from ascc_ld.site.contents import contents
from ascc_ld.site.page import Page
from ascc_ld.site.parts.collation import collation_key
from ascc_ld.site.parts.wording import Wording, Words
from ascc_ld.site.rendering import Pages

_IN_SCHEME = CATALOGUE["skos"]["inScheme"]
_NAMES = (
    CATALOGUE["rdfs"]["label"],
    CATALOGUE["skos"]["prefLabel"],
    CATALOGUE["skos"]["altLabel"],
)


@dataclass(frozen=True)
class _NameEntry:
    """A thing with all its names, first the title of its page; ``href`` is from the root.

    ``kind`` is in words; where there are several editions it says which one has the thing.
    ``texts`` are its sentence and notes, each with the address of its place in a declaration.
    """

    href: str
    kind: str
    names: tuple[Words, ...]
    texts: tuple[tuple[Words, str], ...]

    @cached_property
    def place(self) -> tuple[str, str, str, str]:
        """The sort key: its letter, then its first name without accents."""
        key = collation_key(self.names[0].text)
        return key[0][:1].upper(), *key, self.href


def kind_of(index: Index, thing: ox.NamedNode, wording: Wording) -> str:
    """Return the key of the kind of ``thing``, or ``thing`` if its kind is unknown."""
    types = {wording.compact(cls.value) for cls in index.types(thing)}
    return next((kind for cls, kind in contents()["kinds"].items() if cls in types), "thing")


def kind_in_words(index: Index, thing: ox.NamedNode, wording: Wording) -> str:
    """Return the kind of ``thing``; a concept is of the kind that its scheme is called."""
    kind = kind_of(index, thing, wording)
    schemes = index.things(thing, _IN_SCHEME) if kind == "concept" else []
    called = (wording.of(scheme) for scheme in schemes)
    return next((c.text for c in called if not c.language), wording.words[f"kinds.{kind}"])


def _entries(pages: Pages, language: Language) -> Iterator[_NameEntry]:
    """Yield the entries of the search, in the order of the graphs."""
    page, index = pages.page("index", language), pages.index
    wording, several = page.wording, len(pages.anchors.editions) > 1
    for thing in index.subjects():
        kind = kind_of(index, thing, wording)
        if kind not in contents()["search"]["kinds"]:
            continue
        if kind == "term" and not thing.value.startswith(index.names.term.iri):
            continue
        href = page.at.thing(thing)
        if href is None:
            continue
        first = wording.of(thing)
        names = {first.text: first}
        for fact in index.outgoing(thing):
            if fact.predicate in _NAMES and isinstance(fact.object, ox.Literal):
                names.setdefault(fact.object.value, wording.literal(fact.object))
        told = kind_in_words(index, thing, wording)
        edition = pages.anchors.edition_at(index.path(thing) or "") if several else None
        yield _NameEntry(
            href,
            f"{told} {edition.name}" if edition else told,
            tuple(names.values()),
            tuple(_texts(pages, page, thing)),
        )


def _texts(pages: Pages, page: Page, thing: ox.NamedNode) -> Iterator[tuple[Words, str]]:
    """Yield the texts about ``thing``, the sentence of a declaration with the address of its place.

    The sentence is in the language of its declaration.
    """
    wanted = [page.wording.expand(compact) for compact in contents()["search"]["texts"]]
    span = pages.anchors.span(thing)
    for fact in pages.index.outgoing(thing):
        if fact.predicate not in wanted or not isinstance(fact.object, ox.Literal):
            continue
        edition = pages.anchors.edition(fact.graph)
        if edition and span and not fact.object.language:
            language = "" if edition.language == page.language.tag else edition.language
            yield Words(fact.object.value, language), page.at.page(f"{edition.path}#{span.anchor}")
        else:
            yield page.wording.literal(fact.object), ""


def search_script(pages: Pages, language: Language) -> bytes:
    """Return the index as a classic script: a page opened from disk cannot load JSON.

    ``web/README.md`` describes its rows.
    """
    rows = []
    for entry in _entries(pages, language):
        row: dict[str, object] = {"u": entry.href, "k": entry.kind}
        row["l"] = [tuple(name) if name.language else name.text for name in entry.names]
        if entry.texts:
            row["t"] = [
                (*words, place) if place else tuple(words) if words.language else words.text
                for words, place in entry.texts
            ]
        rows.append(row)
    return b"window.asccSearchIndex=%b;\n" % json_bytes(rows)


def names_page(pages: Pages, language: Language) -> bytes:
    """Return the page with all names, by letter."""
    page = pages.page("search", language)
    placed = sorted(_entries(pages, language), key=attrgetter("place"))
    sections = [
        (letter, list(members))
        for letter, members in groupby(placed, key=lambda entry: entry.place[0])
    ]
    return pages.render(
        "search.html",
        page,
        page.words["search.title"],
        description=page.words["search.lead"],
        page_class="search-page",
        sections=sections,
    )
