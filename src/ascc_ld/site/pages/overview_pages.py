"""The overview pages: pictures, each with its table and with the question that it answers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pyoxigraph as ox

from ascc_ld.documents.routes import Language
from ascc_ld.site.overviews import KEYS, Overview, OverviewLinks, overviews
from ascc_ld.site.page import Page
from ascc_ld.site.rendering import Pages
from ascc_ld.sparql.engine import EmbeddedEngine
from ascc_ld.sparql.example import EXAMPLES_GRAPH, Example

__all__ = ["KEYS", "OverviewPages"]


class OverviewPages:
    """The overviews of a dataset; ``examples`` have the queries that they ask of ``engine``."""

    def __init__(self, pages: Pages, engine: EmbeddedEngine, examples: Sequence[Example]) -> None:
        self._pages = pages
        self._engine = engine
        self._examples = examples
        # Their pages stand in one folder, so the links are the same.
        self._overviews = cache(self._made)

    def page(self, key: str, language: Language) -> bytes:
        """Return the page ``overview/<key>``."""
        page = self._pages.page(f"overview/{key}", language)
        made = self._overviews(language)
        overview = next(each for each in made if each.key == key)
        return self._pages.render(
            "overview.html",
            page,
            overview.title,
            description=overview.summary,
            page_class="overview",
            overview=overview,
            others=[(each, page.at.page(f"overview/{each.key}")) for each in made],
            question_href=page.at.page(f"{EXAMPLES_GRAPH}{overview.query}"),
        )

    def _made(self, language: Language) -> tuple[Overview, ...]:
        page = self._pages.page(f"overview/{KEYS[0]}", language)
        links = OverviewLinks(
            page=lambda iri: page.at.thing(ox.NamedNode(iri)) or iri,
            sentence=lambda iri: self._sentence(page, ox.NamedNode(iri)),
        )
        return overviews(self._engine, self._examples, language.tag, links)

    def _sentence(self, page: Page, thing: ox.NamedNode) -> str:
        anchors = self._pages.anchors
        span = anchors.span(thing)
        for fact in self._pages.index.outgoing(thing):
            edition = anchors.edition(fact.graph)
            if span is not None and edition is not None:
                return page.at.page(self._pages.sentence(edition, span))
        return page.at.thing(thing) or thing.value
