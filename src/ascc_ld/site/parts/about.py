"""The description of the dataset that pages and feeds repeat."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from ascc_ld.documents.index import Index
from ascc_ld.rdf.terms import CATALOGUE

_DCTERMS = CATALOGUE["dcterms"]
_VERSION = CATALOGUE["dcat"]["version"]


@dataclass(frozen=True)
class About:
    """The dataset in English; ``issued`` is an ISO date, ``base`` the public base.

    Unknown values are empty.
    """

    base: str
    title: str
    description: str
    version: str
    issued: str
    licence: str
    publisher: str


def about_dataset(index: Index) -> About:
    """Return what ``index`` says of ``{base}dataset``, the first statement where it has several."""
    said: dict[ox.NamedNode, ox.NamedNode | ox.Literal] = {}
    for fact in index.outgoing(index.names["dataset"]):
        if isinstance(fact.object, ox.NamedNode) or fact.object.language in (None, "en"):
            said.setdefault(fact.predicate, fact.object)

    def text(predicate: ox.NamedNode) -> str:
        return said[predicate].value if predicate in said else ""

    publisher = said.get(_DCTERMS["publisher"])
    name = index.label(publisher) if isinstance(publisher, ox.NamedNode) else None
    return About(
        base=index.base,
        title=text(_DCTERMS["title"]) or index.base,
        description=text(_DCTERMS["description"]),
        version=text(_VERSION),
        issued=text(_DCTERMS["issued"]),
        licence=text(_DCTERMS["license"]),
        publisher=name or "",
    )
