"""The overview pages of an edition: pictures, each with its table and the question it answers."""

from __future__ import annotations

from collections.abc import Sequence

import pyoxigraph as ox

from ascc_ld.documents.routes import Language
from ascc_ld.site.overviews import KEYS, Answers, Asking, OverviewLinks, overview
from ascc_ld.site.overviews.comparison import COMPARED, comparison
from ascc_ld.site.page import Page
from ascc_ld.site.parts.anchors import EditionText
from ascc_ld.site.rendering import Pages
from ascc_ld.sparql.engine import EmbeddedEngine
from ascc_ld.sparql.example import EXAMPLES_GRAPH, Example


class OverviewPages:
    """The overviews of each edition; ``examples`` have the queries that they ask of ``engine``."""

    def __init__(self, pages: Pages, engine: EmbeddedEngine, examples: Sequence[Example]) -> None:
        self._pages = pages
        self._answers = Answers(engine, examples)

    def keys(self, edition: EditionText) -> tuple[str, ...]:
        """Return the keys of the overviews of an edition; the oldest is compared with none."""
        return KEYS if self._pages.anchors.before(edition) is None else (*KEYS, COMPARED)

    def page(self, edition: EditionText, key: str, language: Language) -> bytes:
        """Return the page ``overview/<key>`` of an edition."""
        page = self._pages.page(f"{edition.folder}overview/{key}", language)
        links = OverviewLinks(
            page=lambda iri: page.at.thing(ox.NamedNode(iri)) or iri,
            sentence=lambda iri: self._sentence(page, ox.NamedNode(iri)),
        )
        asking = Asking(self._answers, edition.name, language.tag, links)
        before = self._pages.anchors.before(edition)
        compared = comparison(asking, before.name) if before and key == COMPARED else None
        made = compared or overview(key, asking)
        return self._pages.render(
            "compared.html" if compared else "overview.html",
            page,
            made.title,
            trail=[(page.wording.of(edition.declaration), edition.path)],
            description=made.summary,
            page_class="overview",
            overview=made,
            views=[
                (
                    page.words(f"{each}.{'tab' if before and each == COMPARED else 'title'}", earlier=before.name if before else ""),
                    page.at.page(f"{edition.folder}overview/{each}"),
                    each == key,
                )
                for each in self.keys(edition)
            ],
            question=lambda name: page.at.page(f"{EXAMPLES_GRAPH}{name}"),
        )

    def _sentence(self, page: Page, thing: ox.NamedNode) -> str:
        anchors = self._pages.anchors
        span = anchors.span(thing)
        for fact in self._pages.index.outgoing(thing):
            edition = anchors.edition(fact.graph)
            if span is not None and edition is not None:
                return page.at.page(self._pages.sentence(edition, span))
        return page.at.thing(thing) or thing.value
