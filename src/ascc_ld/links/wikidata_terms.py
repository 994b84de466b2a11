"""The properties and items of Wikidata that this program uses, by what they are used for.

``data/links/wikidata_terms.csv`` names each with its label and where that label was seen beside
the identifier.  Nothing else in the program writes an identifier of Wikidata.  The column ``use``
holds, separated by a semicolon and a blank:

* ``property/<name>``: the property that says ``<name>``;
* ``class/<kind>``: a class that an item of an entity of that kind may belong to;
* ``type/<type>``: the class that a new item of that type is an instance of;
* ``language/<tag>``: the language;
* ``role/<role>``: the role of a body in an event.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from ascc_ld.ground.faults import DataError, Fault, nearest
from ascc_ld.ground.project import Project
from ascc_ld.reading.cells import listed, matching
from ascc_ld.reading.records import TableRecord
from ascc_ld.reading.tables import read_table

FILE = "data/links/wikidata_terms.csv"
ENTITY = "http://www.wikidata.org/entity/"
"""The namespace of items: the identifier space of reconciliation services of Wikidata."""
PROPERTY = "http://www.wikidata.org/prop/direct/"
"""The namespace of direct properties: their schema space."""
WIKIDATA = "Q2013"
"""The item of Wikidata itself, named as the source of the objects of mappings."""

_USE = r"(property|class|type|language|role)/[a-z-]+"
_USES = matching(rf"{_USE}(; {_USE})*", "class/city; type/organisation")


def _uses(cell: str) -> tuple[str, ...]:
    return listed(_USES(cell))


@dataclass(frozen=True, kw_only=True)
class WikidataTerm(TableRecord):
    """A property or item, its English label, and where the two were seen together."""

    KEY = ("id",)

    id: Annotated[str, matching(r"[PQ][1-9][0-9]*", "P17 or Q515")]
    label: str
    uses: Annotated[tuple[str, ...], "use", _uses]
    evidence: str


@dataclass(frozen=True)
class WikidataTerms:
    """All terms, in the order of the table."""

    terms: tuple[WikidataTerm, ...]

    def property(self, name: str) -> str:
        """Return the property used for ``name``.

        Raises :class:`~ascc_ld.ground.faults.DataError` where the table has none.
        """
        return self._one(f"property/{name}")

    def language(self, tag: str) -> str:
        """Return the item of the language with the BCP 47 tag ``tag``; raises as property does."""
        return self._one(f"language/{tag}")

    def type(self, name: str) -> str | None:
        """Return the class of new items of the type ``name``, ``None`` where none is known."""
        return next(iter(self._used(f"type/{name}")), None)

    def role(self, name: str) -> str | None:
        """Return the item of the role ``name``, ``None`` where none is known."""
        return next(iter(self._used(f"role/{name}")), None)

    def classes(self, kind: str) -> tuple[str, ...]:
        """Return the classes that an item of an entity of ``kind`` may belong to."""
        return self._used(f"class/{kind}")

    def label(self, identifier: str) -> str:
        """Return ``label (identifier)`` where the label is known, else the identifier."""
        known = {term.id: term.label for term in self.terms}
        return f"{known[identifier]} ({identifier})" if identifier in known else identifier

    def _one(self, use: str) -> str:
        found = self._used(use)
        if not found:
            known = {u for term in self.terms for u in term.uses}
            fault = Fault(FILE, None, "use", use, "stands in no row", nearest(use, known))
            raise DataError([fault])
        return found[0]

    def _used(self, use: str) -> tuple[str, ...]:
        return tuple(term.id for term in self.terms if use in term.uses)


def read_terms(project: Project) -> WikidataTerms:
    """Read the table of terms; raises :class:`~ascc_ld.ground.faults.DataError` with its faults."""
    table, faults = read_table(project.path(FILE), FILE, WikidataTerm)
    if faults:
        raise DataError(faults)
    return WikidataTerms(tuple(row.record(WikidataTerm) for row in table))
