"""A page that is being written, and what all pages of a site have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

from ascc_ld.documents.representations import Representations
from ascc_ld.documents.routes import Language
from ascc_ld.ground.faults import Origin
from ascc_ld.site.parts.about import About
from ascc_ld.site.parts.addresses import Addresses
from ascc_ld.site.parts.display import Display
from ascc_ld.site.parts.facts import Facts
from ascc_ld.site.parts.messages import Messages
from ascc_ld.site.parts.wording import Wording

__all__ = ["NAVIGATION", "NOT_FOUND", "Frame", "Page"]

NOT_FOUND = "404"
"""The path of the page that is shown at any address: it links from the root of the site."""

NAVIGATION = (
    ("declaration", "index"),
    ("participants", "overview/map"),
    ("organisations", "org"),
    ("vocabulary", "ns"),
    ("queries", "queries"),
    ("sparql", "sparql"),
    ("data", "data"),
)
"""The entries of the navigation, each with its page."""


@dataclass(frozen=True)
class Page:
    """A page that is being written: ``path`` without extension, in one language."""

    path: str
    language: Language
    words: Messages
    at: Addresses
    wording: Wording
    facts: Facts


@dataclass(frozen=True)
class Frame:
    """What all pages of a site have in common.

    ``markup`` is schema.org's description of the dataset by language; ``scripts`` tells whether
    the bundle of the front end is part of the site, ``described`` whether ``void.ttl`` is.
    ``name`` is what people know the site by, ``navigation`` its entries, each with its page.
    ``beside`` has the pages of things that no document of the dataset describes, such as its
    endpoint.  ``root`` is the path on its host at which the site is, with a slash at its end.
    """

    display: Display
    representations: Representations
    name: str
    about: About
    origins: Mapping[str, Origin] = field(default_factory=dict)
    markup: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    scripts: bool = False
    described: bool = True
    navigation: Sequence[tuple[str, str]] = NAVIGATION
    beside: Mapping[ox.NamedNode, str] = field(default_factory=dict)
    root: str = "/"
