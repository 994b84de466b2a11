"""A page being written, and what all pages of a site have in common."""

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
from ascc_ld.site.parts.facts import Facts, Value
from ascc_ld.site.parts.messages import Messages
from ascc_ld.site.parts.wording import Wording

NOT_FOUND = "404"
"""The path of the page shown at any unknown URL: its links start at the root of the site."""

NAVIGATION = (
    ("declaration", "index"),
    ("participants", "overview/map"),
    ("organisations", "org"),
    ("vocabulary", "ns"),
    ("queries", "queries"),
    ("sparql", "sparql"),
    ("data", "data"),
)
"""The navigation entries, each with its page."""


@dataclass(frozen=True)
class Page:
    """A page being written, in one language; ``path`` has no extension."""

    path: str
    language: Language
    words: Messages
    at: Addresses
    wording: Wording
    facts: Facts

    def shown(self, thing: ox.NamedNode) -> Value:
        """Return the name of ``thing`` with the link to its page, if it has one."""
        return Value(self.wording.of(thing), self.at.thing(thing))

    def linked(self, thing: ox.NamedNode) -> Value:
        """Return the name of ``thing`` with the link to its page or, without one, to its IRI."""
        href = self.at.thing(thing)
        return Value(self.wording.of(thing), href or thing.value, external=href is None)


@dataclass(frozen=True)
class Frame:
    """What all pages of a site have in common.

    ``markup`` is schema.org's description of the dataset by language.  ``scripts`` is true if the
    site has the bundle of the front end, ``described`` if it has ``void.ttl``.  ``name`` is that of
    the site, ``navigation`` its entries, each with its page.  ``extra_pages`` are the pages of
    things without a document, such as the endpoint, by thing.  ``root`` is the path of the site on
    its host, with a slash at its end.
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
    extra_pages: Mapping[ox.NamedNode, str] = field(default_factory=dict)
    root: str = "/"
