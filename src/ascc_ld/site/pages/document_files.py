"""The files of documents: their data in each format, and a page in each language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from ascc_ld.documents.index import Document, Index
from ascc_ld.documents.routes import Language, routes
from ascc_ld.site.lazy_files import LazyFiles
from ascc_ld.site.page import Page
from ascc_ld.site.pages.contents import (
    ConceptEntry,
    concepts,
    graph_contents,
    without_concepts,
    without_title,
)
from ascc_ld.site.pages.list_pages import lists
from ascc_ld.site.pages.names_page import kind_of
from ascc_ld.site.parts.facts import FactRow
from ascc_ld.site.parts.wording import Words
from ascc_ld.site.rendering import Pages

DocumentPage = Callable[[Document, Language], bytes]
"""Writes the page of a document in a language."""


class DocumentFiles(LazyFiles):
    """The files of ``documents``, such as ``org/jica.html`` and ``org/jica.ttl``.

    ``own_pages`` writes the pages that differ from the usual one, by the path of the document.
    ``index`` has the documents if they are not in the index of ``pages``.
    """

    def __init__(
        self,
        pages: Pages,
        documents: Iterable[Document],
        own_pages: Mapping[str, DocumentPage] | None = None,
        index: Index | None = None,
    ) -> None:
        self._pages = pages
        described = index or pages.index
        writers: dict[str, Callable[[], bytes]] = {}
        for document in documents:
            for extension in pages.frame.representations.extensions:
                writers[f"{document.path}.{extension}"] = partial(
                    pages.frame.representations.write, described, document, extension
                )
            page = (own_pages or {}).get(document.path, self._thing_page)
            for language in routes().languages:
                writers[f"{language.folder}{document.path}.html"] = partial(
                    page, document, language
                )
        super().__init__(writers)

    def _thing_page(self, document: Document, language: Language) -> bytes:
        page = self._pages.page(document.path, language)
        thing = page.facts.topic(document)
        kind = kind_of(self._pages.index, document.topic, page.wording)
        held: tuple[FactRow, ...] = ()
        entries: tuple[ConceptEntry, ...] = ()
        if kind == "graph":
            held = graph_contents(self._pages.index, page, document.topic)
            thing = without_title(thing)
        elif kind == "scheme":
            entries = concepts(self._pages.index, page, document.topic)
            thing = without_concepts(thing) if entries else thing
        return self._pages.render(
            "thing.html",
            page,
            thing.title,
            document=document,
            trail=self._trail(document, page),
            description=thing.sentence.text if thing.sentence else thing.title.text,
            page_class="thing",
            kind=page.words[f"kinds.{kind}"],
            thing=thing,
            held=held,
            concepts=entries,
            owned=page.facts.owned(document),
        )

    def _trail(self, document: Document, page: Page) -> list[tuple[Words, str]]:
        """Return the breadcrumbs of a page: its declaration, scheme or list."""
        path = document.path
        index = self._pages.index
        for edition in self._pages.anchors.editions:
            folder = edition.path.rpartition("/")[0]
            if path.startswith(f"{folder}/"):
                return [(page.wording.of(edition.declaration), edition.path)]
        for wanted in lists():
            if path.startswith(f"{wanted.path}/"):
                trail = [(Words(page.words[f"indexes.{wanted.path}"]), wanted.path)]
                parent = path.rpartition("/")[0]
                if parent != wanted.path and parent in index.documents:
                    trail.append((page.wording.of(index.documents[parent].topic), parent))
                return trail
        return []
