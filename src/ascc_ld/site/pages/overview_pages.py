"""The overview pages of an edition: pictures, each with its table and the question it answers."""

from __future__ import annotations

from collections.abc import Sequence

import pyoxigraph as ox

from ascc_ld.documents.routes import Language
from ascc_ld.site.overviews import KEYS, Answers, Asking, OverviewLinks, overview
from ascc_ld.site.overviews.comparison import COMPARED, comparison
from ascc_ld.site.parts.anchors import EditionText
from ascc_ld.site.rendering import Pages
from ascc_ld.sparql.engine import EmbeddedEngine
from ascc_ld.sparql.example import EXAMPLES_GRAPH, Example


class OverviewPages:
    """The overviews of each edition; ``examples`` have the queries that they ask of ``engine``."""

    def __init__(self, pages: Pages, engine: EmbeddedEngine, examples: Sequence[Example]) -> None:
        self._pages = pages
        self.answers = Answers(engine, examples)

    def keys(self, edition: EditionText) -> tuple[str, ...]:
        """Return the keys of the overviews of an edition; the oldest is compared with none."""
        return KEYS if self._pages.anchors.before(edition) is None else (*KEYS, COMPARED)

    def page(self, edition: EditionText, key: str, language: Language) -> bytes:
        """Return the page ``overview/<key>`` of an edition."""
        page = self._pages.page(f"{edition.folder}overview/{key}", language)
        links = OverviewLinks(
            page=lambda iri: page.at.thing(ox.NamedNode(iri)) or iri,
            sentence=lambda iri: self._pages.sentence_of(page, ox.NamedNode(iri)),
            words=lambda iri: page.wording.of(ox.NamedNode(iri)),
            note=lambda iri: page.wording.value(ox.NamedNode(iri), "skos:note"),
        )
        before = self._pages.anchors.before(edition)
        asking = Asking(self.answers, edition.name, language.tag, links)
        compared = comparison(asking, before.name) if before and key == COMPARED else None
        made = compared or overview(key, asking)
        told = {"earlier": before.name} if before else {}
        several = len(self._pages.anchors.editions) > 1
        title = f"{made.title}{page.words['list.comma']}{edition.name}" if several else made.title
        return self._pages.render(
            "compared.html" if compared else "overview.html",
            page,
            made.title if compared else title,
            trail=[(page.wording.of(edition.declaration), edition.path)],
            description=made.summary,
            page_class="overview",
            overview=made,
            edition=edition.name if several and not compared else "",
            views=[
                (
                    page.words(f"{each}.tab" if each == COMPARED else f"{each}.title", **told),
                    page.at.page(f"{edition.folder}overview/{each}"),
                    each == key,
                )
                for each in self.keys(edition)
            ],
            question=lambda name: page.at.page(f"{EXAMPLES_GRAPH}{name}"),
        )
