"""The overview pages of an edition: pictures, each with its files and the question it answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache, partial

import pyoxigraph as ox

from ascc_ld.documents.routes import Language
from ascc_ld.site.contents import contents
from ascc_ld.site.overviews import KEYS, Answers, Asking, Overview, OverviewLinks, overview
from ascc_ld.site.overviews.comparison import COMPARED, Comparison, comparison
from ascc_ld.site.page import Page
from ascc_ld.site.parts.anchors import EditionText
from ascc_ld.site.pictures.file import picture_file
from ascc_ld.site.pictures.svg import TextAlternative, picture
from ascc_ld.site.rendering import Pages
from ascc_ld.sparql.engine import EmbeddedEngine
from ascc_ld.sparql.example import EXAMPLES_GRAPH, Example


class OverviewPages:
    """The overviews of each edition; ``examples`` have the queries that they ask of ``engine``."""

    def __init__(self, pages: Pages, engine: EmbeddedEngine, examples: Sequence[Example]) -> None:
        self._pages = pages
        self.answers = Answers(engine, examples)
        # The page, the table and the picture of an overview are written one after the other.
        self._open = lru_cache(maxsize=1)(self._opened)

    def keys(self, edition: EditionText) -> tuple[str, ...]:
        """Return the keys of the overviews of an edition; the oldest is compared with none."""
        return KEYS if self._pages.anchors.before(edition) is None else (*KEYS, COMPARED)

    def files(self, edition: EditionText) -> dict[str, Callable[[Language], bytes]]:
        """Return what writes the files of the overviews of an edition, by name."""
        written: dict[str, Callable[[Language], bytes]] = {}
        for key in self.keys(edition):
            path = f"{edition.folder}overview/{key}"
            written[f"{path}.html"] = partial(self._page, edition, key)
            written[f"{path}.csv"] = partial(self._csv, edition, key)
            if key != COMPARED:
                written[f"{path}.svg"] = partial(self._svg, edition, key)
        return written

    def _opened(
        self, edition: EditionText, key: str, language: Language
    ) -> tuple[Page, Asking, Overview | Comparison]:
        """Return a page, what it asks, and the overview or the comparison that it shows."""
        page = self._pages.page(f"{edition.folder}overview/{key}", language)
        links = OverviewLinks(
            page=lambda iri: page.at.thing(ox.NamedNode(iri)) or iri,
            sentence=lambda iri: self._pages.sentence_of(page, ox.NamedNode(iri)),
            words=lambda iri: page.wording.of(ox.NamedNode(iri)),
            said=lambda iri, of: page.wording.value(ox.NamedNode(iri), of),
        )
        asking = Asking(self.answers, edition.name, language.tag, links, edition.language)
        before = self._pages.anchors.before(edition)
        if before and key == COMPARED:
            return page, asking, comparison(asking, before.name)
        return page, asking, overview(key, asking)

    def _csv(self, edition: EditionText, key: str, language: Language) -> bytes:
        _, asking, made = self._open(edition, key, language)
        if isinstance(made, Comparison):
            return asking.csv(made.queries[0], made.editions)
        return asking.csv(made.query, [edition.name])

    def _svg(self, edition: EditionText, key: str, language: Language) -> bytes:
        """Return the picture for screens, or where there is none, a picture that says so."""
        page, _, made = self._open(edition, key, language)
        none = TextAlternative(f"picture-{key}", made.title, page.words["empty.note"])
        drawn = made.pictures if isinstance(made, Overview) else ()
        url = self._pages.frame.url(page.path, language)
        return picture_file([picture(none, 1, 1), *drawn][-1], url)

    def _page(self, edition: EditionText, key: str, language: Language) -> bytes:
        page, _, made = self._open(edition, key, language)
        several = len(self._pages.anchors.editions) > 1
        compared = key == COMPARED
        entry, views = next(e for e in contents()["views"].items() if key in e[1])
        title = made.title
        if several and not compared:
            title = f"{title}{page.words['list.comma']}{edition.name}"
        return self._pages.render(
            "compared.html" if compared else "overview.html",
            page,
            title,
            trail=[(page.wording.of(edition.declaration), edition.path)],
            description=made.summary,
            page_class="overview",
            overview=made,
            edition=edition.name if several and not compared else "",
            entry=entry,
            views=views,
            overviews=f"{edition.folder}overview/",
            text=page.at.page(edition.path),
            question=lambda name: page.at.page(f"{EXAMPLES_GRAPH}{name}"),
        )
