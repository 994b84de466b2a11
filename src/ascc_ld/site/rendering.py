"""Pages of a dataset, each with its words, links and facts, and their HTML."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Sequence
from typing import Any

from ascc_ld.documents.index import Document, Index
from ascc_ld.documents.routes import Language, Routes, routes
from ascc_ld.site.frame import FrameWriter
from ascc_ld.site.page import NOT_FOUND, Frame, Page
from ascc_ld.site.parts.addresses import Addresses
from ascc_ld.site.parts.anchors import Anchors, EditionText, Span
from ascc_ld.site.parts.declaration_text import Block, blocks
from ascc_ld.site.parts.facts import Facts
from ascc_ld.site.parts.messages import messages
from ascc_ld.site.parts.text_fragments import TextDirectives
from ascc_ld.site.parts.wording import Wording, Words
from ascc_ld.site.templating import filled


class Pages:
    """Renders the pages of one dataset.

    ``directives`` returns the text directives of an edition; it may render the edition's page.
    """

    def __init__(
        self,
        index: Index,
        anchors: Anchors,
        frame: Frame,
        directives: Callable[[Pages, EditionText], TextDirectives],
    ) -> None:
        self.index = index
        self.anchors = anchors
        self.frame = frame
        self.routes: Routes = routes()
        self._frame_writer = FrameWriter(index, frame)
        self._wordings: dict[str, Wording] = {}
        self._blocks: dict[str, tuple[Block, ...]] = {}
        self._make_directives = directives
        self._directives: dict[str, TextDirectives] = {}
        self._addresses: dict[tuple[str, str], Addresses] = {}

    def page(self, path: str, language: Language) -> Page:
        """Return the page at ``path`` in ``language``, ready to be filled."""
        words = messages(language.tag)
        if language.tag not in self._wordings:
            self._wordings[language.tag] = Wording(self.index, words)
        wording = self._wordings[language.tag]
        at = self._at(path, language)
        frame = self.frame
        facts = Facts(
            self.index, self.anchors, frame.display, frame.origins, wording, at, self.sentence
        )
        return Page(path, language, words, at, wording, facts)

    def blocks(self, edition: EditionText) -> tuple[Block, ...]:
        """Return the text of ``edition`` in blocks, which are the same in each language."""
        if edition.path not in self._blocks:
            self._blocks[edition.path] = blocks(self.index, self.anchors, edition)
        return self._blocks[edition.path]

    def directives(self, edition: EditionText) -> TextDirectives:
        """Return the text directives of ``edition``, which work in each language."""
        if edition.path not in self._directives:
            self._directives[edition.path] = self._make_directives(self, edition)
        return self._directives[edition.path]

    def sentence(self, edition: EditionText, span: Span) -> str:
        """Return the path of a sentence: the declaration's document, anchor and text directive."""
        words = span.words or (span.start, span.end)
        fragment = f"{span.anchor}{self.directives(edition).to(*words)}"
        return f"{edition.path}#{fragment}" if fragment else edition.path

    def _at(self, path: str, language: Language) -> Addresses:
        if path == NOT_FOUND:
            here, root = f"{path}.html", self.frame.root
            return Addresses(self.index, here, language.folder, self.frame.extra_pages, root=root)
        return self._of_folder(posixpath.dirname(path), language)

    def _of_folder(self, folder: str, language: Language) -> Addresses:
        key = folder, language.folder
        if key not in self._addresses:
            here = posixpath.join(language.folder, folder, "")
            extra_pages = self.frame.extra_pages
            self._addresses[key] = Addresses(self.index, here, language.folder, extra_pages)
        return self._addresses[key]

    def render(  # noqa: PLR0913 - what every page may have, by name
        self,
        template: str,
        page: Page,
        title: Words | str,
        *,
        document: Document | None = None,
        index: Index | None = None,
        data_path: str = "",
        trail: Sequence[tuple[Words, str]] = (),
        description: str = "",
        **context: Any,
    ) -> bytes:
        """Return the HTML of ``page`` from ``template``; ``document`` is what it embeds.

        The document is one of ``index``, if that is not the dataset's own.  ``data_path`` is
        the path of data that is not a document of an index.  ``trail`` has the breadcrumbs between
        the front page and this page, each a label with the path of its page.
        """
        values = self._frame_writer.values(
            page,
            title,
            document=document,
            index=index,
            data_path=data_path,
            trail=trail,
            description=description,
        )
        return filled(template, {**values, **context})
