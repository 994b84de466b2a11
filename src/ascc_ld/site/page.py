"""A page being written."""

from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph as ox

from ascc_ld.documents.routes import Language
from ascc_ld.site.parts.addresses import Addresses
from ascc_ld.site.parts.facts import Facts, Value
from ascc_ld.site.parts.messages import Messages
from ascc_ld.site.parts.wording import Wording

NOT_FOUND = "404"
"""The path of the page shown at any unknown URL: its links start at the root of the site."""


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
