"""The page of the data: the published files, and what each named graph holds."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from ascc_ld.publication.routes import Language
from ascc_ld.site.page import Pages
from ascc_ld.site.things import Value

__all__ = ["data_page", "sizes"]


def sizes(quads: Iterable[ox.Quad]) -> Counter[ox.NamedNode]:
    """Return how many quads each named graph has."""
    return Counter(quad.graph_name for quad in quads if isinstance(quad.graph_name, ox.NamedNode))


def data_page(
    pages: Pages,
    files: Mapping[str, bytes],
    graphs: Mapping[ox.NamedNode, int],
    language: Language,
) -> bytes:
    """Return the page of the published ``files`` and of the ``graphs`` with their sizes."""
    page = pages.page("data", language)
    dataset = pages.index.documents.get("dataset")
    thing = page.writer.topic(dataset) if dataset else None
    return pages.render(
        "data.html",
        page,
        page.words["data.title"],
        description=page.words["data.lead"],
        page_class="data-page",
        files=[
            (name, len(content), hashlib.sha256(content).hexdigest())
            for name, content in sorted(files.items())
        ],
        graphs=[
            (Value(page.wording.of(graph), page.at.thing(graph)), count)
            for graph, count in sorted(graphs.items(), key=lambda item: item[0].value)
        ],
        thing=thing,
    )
