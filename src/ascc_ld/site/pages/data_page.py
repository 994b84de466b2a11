"""The page of the data: the published files, and the size of each named graph."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import NamedTuple

import pyoxigraph as ox

from ascc_ld.description import DESCRIPTION, DESCRIPTION_GRAPH
from ascc_ld.documents.routes import Language
from ascc_ld.site.contents import contents
from ascc_ld.site.page import Page
from ascc_ld.site.parts.facts import Value
from ascc_ld.site.parts.wording import Words
from ascc_ld.site.rendering import Pages
from ascc_ld.site.sources import Sources


class _File(NamedTuple):
    """A published file; ``size`` is in bytes, ``digest`` its SHA-256 in hex."""

    name: str
    title: Words | None
    size: int
    digest: str


def data_page(pages: Pages, language: Language) -> bytes:
    """Return the page of the published files and of the named graphs with their sizes."""
    sources = pages.frame.sources
    stated = (quad.graph_name for quad in sources.quads)
    graphs = Counter(graph for graph in stated if isinstance(graph, ox.NamedNode))
    page = pages.page("data", language)
    files = {
        name: _File(
            name,
            _title(page, sources, name),
            len(content),
            hashlib.sha256(content).hexdigest(),
        )
        for name, content in sorted(sources.files.items())
    }
    told = contents()["data"]
    return pages.render(
        "data.html",
        page,
        page.words["data.title"],
        description=page.words["data.lead"],
        page_class="data-page",
        tables=[files[name] for name in told["tables"] if name in files],
        leads={
            path: words for path, words in told["pages"].items() if pages.frame.has(f"{path}.html")
        },
        files=files.values(),
        graphs=[
            (Value(_titled(page, graph), page.at.thing(graph)), count)
            for graph, count in sorted(graphs.items(), key=lambda item: item[0].value)
        ],
        triples=page.wording.value(pages.index.names["dataset"], "void:triples"),
    )


def _title(page: Page, sources: Sources, name: str) -> Words | None:
    """Return the title of a file; that of the description is the title of its graph."""
    if name == DESCRIPTION:
        return _titled(page, ox.NamedNode(f"{sources.base}{DESCRIPTION_GRAPH}"))
    told = sources.titles.get(name, {})
    if page.language.tag in told:
        return Words(told[page.language.tag])
    return Words(told["en"], "en") if "en" in told else None


def _titled(page: Page, graph: ox.NamedNode) -> Words:
    """Return the title of a graph, which has more languages than its label."""
    return page.wording.value(graph, "dcterms:title") or page.wording.of(graph)
