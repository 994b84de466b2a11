"""A publication with the documents of the real graph, whose files say no more than what they are.

It stands in for the site where only addresses, types and headers matter.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from ascc_ld.documents.index import Index
from ascc_ld.documents.routes import routes
from ascc_ld.ground.project import default_project
from ascc_ld.mapping.loading import load

BASE = "https://w3id.org/ascc/"
PAGES = ("index", "404", "2024/overview/map", "queries", "search", "org", "place")
INDEXES_WITH_DATA = ("org", "place")
FILES = (
    "SHA256SUMS",
    "ascc.jsonld",
    "ascc.nq",
    "ascc.nt",
    "ascc.rdf",
    "ascc.trig",
    "ascc.ttl",
    "context.jsonld",
    "csv-metadata.json",
    "logo.svg",
    "robots.txt",
    "sitemap.xml",
    "statements.csv",
    "style.css",
    "void.ttl",
    "web/oxigraph.wasm",
    "web/query.js",
)


@cache
def index() -> Index:
    """Return the documents of the real graph."""
    corpus, dataset = load(default_project(), None, tried=False)
    quads = (quad for quads in dataset.graphs.values() for quad in quads)
    return Index(quads, corpus.base, files=FILES)


@cache
def site(*, hosted: bool = False) -> Mapping[str, bytes]:
    """Return the files of the site by name, for a server or for hosts that send files."""
    table = routes().hosted if hosted else routes()
    documents = {routes().document(iri.partition("#")[0]) for iri in own_iris()}
    documents = {*documents, *INDEXES_WITH_DATA} - set(FILES)
    names = [f"{path}.{each.extension}" for path in documents for each in table.formats]
    pages = {f"{path}.html" for path in (*documents, *PAGES)}
    names += [*pages, *(f"ja/{page}" for page in pages), *FILES]
    return {name: _content(name) for name in sorted(names)}


@cache
def own_iris() -> tuple[str, ...]:
    """Return every IRI of the graph that is below the base, each once, as paths with fragments."""
    found = {
        term.value.removeprefix(BASE)
        for subject in index().subjects()
        for fact in index().outgoing(subject)
        for term in (fact.subject, fact.predicate, fact.object, fact.graph)
        if isinstance(term, ox.NamedNode) and term.value.startswith(BASE)
    }
    return tuple(sorted(found))


def write(folder: Path) -> None:
    """Write the site into ``folder``."""
    for name, content in site().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _content(name: str) -> bytes:
    """Return the name, and enough more to be worth compressing."""
    return (f"{name}\n" * (1_200 // len(name))).encode()
