"""The files of documents: their data in each format, and a page in each language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from ascc_ld.documents.index import Document, Index
from ascc_ld.documents.routes import Language, routes
from ascc_ld.site.page import Page
from ascc_ld.site.pages.contents import (
    ConceptEntry,
    concepts,
    graph_contents,
    without_concepts,
    without_title,
)
from ascc_ld.site.pages.list_pages import lists
from ascc_ld.site.pages.names_page import kind_in_words, kind_of
from ascc_ld.site.pages.summary import neighbours, summary
from ascc_ld.site.parts.facts import FactRow
from ascc_ld.site.parts.wording import Words
from ascc_ld.site.rendering import Pages

DocumentPage = Callable[[Document, Language], bytes]
"""Writes the page of a document in a language."""


def document_writers(
    pages: Pages,
    documents: Iterable[Document],
    own_pages: Mapping[str, DocumentPage],
    index: Index | None = None,
) -> dict[str, Callable[[], bytes]]:
    """Return what writes the files of ``documents``, such as ``org/jica.html``, by their names.

    ``own_pages`` writes the pages that differ from the usual one, by the path of the document.
    ``index`` has the documents if they are not in the index of ``pages``.
    """
    representations = pages.frame.representations
    writers: dict[str, Callable[[], bytes]] = {}
    for document in documents:
        for extension in representations.extensions:
            writers[f"{document.path}.{extension}"] = partial(
                representations.write, index or pages.index, document, extension
            )
        page = own_pages.get(document.path, partial(_thing_page, pages))
        for language in routes().languages:
            writers[f"{language.folder}{document.path}.html"] = partial(page, document, language)
    return writers


def _thing_page(pages: Pages, document: Document, language: Language) -> bytes:
    index = pages.index
    page = pages.page(document.path, language)
    thing = page.facts.topic(document)
    kind = kind_of(index, document.topic, page.wording)
    held: tuple[FactRow, ...] = ()
    entries: tuple[ConceptEntry, ...] = ()
    if kind == "graph":
        held = graph_contents(index, page, document.topic)
        thing = without_title(thing)
    elif kind == "scheme":
        entries = concepts(index, page, document.topic)
        thing = without_concepts(thing) if entries else thing
    around = tuple(
        each and page.shown(each) for each in neighbours(pages, document.topic, document.path)
    )
    cited = None
    if kind == "statement":
        cited = page.wording.told(page.words["cite.statement"], document.topic)
    return pages.render(
        "thing.html",
        page,
        thing.title,
        document=document,
        trail=_trail(pages, document, page),
        description=thing.sentence.text if thing.sentence else thing.title.text,
        page_class="thing",
        kind=kind_in_words(index, document.topic, page.wording),
        thing=thing,
        rows=summary(pages, page, document.topic, kind),
        around=around,
        cited=cited.text if cited else "",
        held=held,
        concepts=entries,
        owned=page.facts.owned(document),
    )


def _trail(pages: Pages, document: Document, page: Page) -> list[tuple[Words, str]]:
    """Return the breadcrumbs of a page: its declaration, scheme or list."""
    path, documents = document.path, pages.index.documents
    edition = pages.anchors.edition_at(path)
    if edition is not None:
        return [(page.wording.of(edition.declaration), edition.path)]
    for wanted in lists():
        if path.startswith(f"{wanted.path}/"):
            trail = [(Words(page.words[f"indexes.{wanted.path}"]), wanted.path)]
            parent = path.rpartition("/")[0]
            if parent != wanted.path and parent in documents:
                trail.append((page.wording.of(documents[parent].topic), parent))
            return trail
    return []
