"""Pages of a dataset, each with its words, links and facts."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from functools import cache, partial

import pyoxigraph as ox

from ascc_ld.documents.routes import Language
from ascc_ld.site.frame import Frame
from ascc_ld.site.page import NOT_FOUND, Page
from ascc_ld.site.parts.addresses import Addresses
from ascc_ld.site.parts.anchors import Anchors, EditionText, Span
from ascc_ld.site.parts.declaration_text import blocks
from ascc_ld.site.parts.facts import Facts
from ascc_ld.site.parts.messages import messages
from ascc_ld.site.parts.text_fragments import TextDirectives
from ascc_ld.site.parts.wording import Wording


class Pages:
    """Renders the pages of one dataset.

    ``blocks`` returns the text of an edition in blocks.  ``directives`` returns its text
    directives, which may render its page.  Both are the same in each language.
    """

    def __init__(
        self,
        anchors: Anchors,
        frame: Frame,
        directives: Callable[[Pages, EditionText], TextDirectives],
    ) -> None:
        self.index = frame.index
        self.anchors = anchors
        self.frame = frame
        self.render = frame.render
        self.blocks = cache(partial(blocks, self.index, anchors))
        self.directives = cache(partial(directives, self))
        self._wording = cache(partial(Wording, self.index))
        self._addresses = cache(partial(Addresses, self.index, extra_pages=frame.extra_pages))

    def page(self, path: str, language: Language) -> Page:
        """Return the page at ``path`` in ``language``, ready to be filled."""
        words = messages(language.tag)
        wording = self._wording(words)
        here = posixpath.join(language.folder, posixpath.dirname(path), "")
        root = self.frame.sources.root if path == NOT_FOUND else None
        at = self._addresses(here, language.folder, root=root)
        frame = self.frame
        facts = Facts(
            self.index,
            self.anchors,
            frame.sources.origins,
            wording,
            at,
            self.sentence,
        )
        return Page(path, language, words, at, wording, facts)

    def sentence_of(self, page: Page, thing: ox.NamedNode) -> str:
        """Return the link from ``page`` to the words of ``thing``, or else to its page."""
        span = self.anchors.span(thing)
        for fact in self.index.outgoing(thing):
            edition = self.anchors.edition(fact.graph)
            if span is not None and edition is not None:
                return page.at.page(self.sentence(edition, span))
        return page.at.thing(thing) or thing.value

    def sentence(self, edition: EditionText, span: Span) -> str:
        """Return the path of a sentence: the declaration's document, anchor and text directive."""
        words = span.words or (span.start, span.end)
        fragment = f"{span.anchor}{self.directives(edition).to(*words)}"
        return f"{edition.path}#{fragment}" if fragment else edition.path
