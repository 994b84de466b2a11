"""What one edition says of the things that editions share, as far as their documents show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pyoxigraph as ox

from ascc_ld.documents.index import OF_ALL, Index
from ascc_ld.rdf.terms import CATALOGUE, named
from ascc_ld.site.wording import NAME_PROPERTIES

__all__ = ["Excerpts"]

_RDF_TYPE = CATALOGUE["rdf"]["type"]
_OA = CATALOGUE["oa"]
_LEADING = frozenset({CATALOGUE["prov"]["wasQuotedFrom"], _OA["hasTarget"], _OA["hasSelector"]})
"""Properties that lead from a thing to the words that it was read from."""

_SHOWN = _LEADING | {
    _RDF_TYPE,
    *NAME_PROPERTIES,
    _OA["start"],
    _OA["end"],
    _OA["exact"],
}
"""What the page of another thing shows of a thing: its name, its kind, its words."""


class Excerpts:
    """Excerpts of the ``quads`` of an edition, whose documents are those below ``folder``.

    ``part`` is their index, ``shared`` the one around it.
    """

    def __init__(self, quads: Sequence[ox.Quad], part: Index, shared: Index, folder: str) -> None:
        self._quads = quads
        self._part = part
        self._shared = shared
        self._folder = folder
        self._places: dict[ox.NamedNode, list[int]] = {}
        for place, quad in enumerate(quads):
            self._places.setdefault(named(quad.subject), []).append(place)
        self._shown: dict[ox.NamedNode, frozenset[int]] = {}

    def by_document(self) -> Mapping[str, list[ox.Quad]]:
        """Return the quads that each shared document needs, in their order, by its path."""
        found: dict[str, set[int]] = {}
        for place, quad in enumerate(self._quads):
            subject, value = named(quad.subject), quad.object
            document = self._shared_document(subject)
            if document is not None:
                kept = found.setdefault(document, set())
                kept.add(place)
                kept |= self._naming(value)
            if isinstance(value, ox.NamedNode) and quad.predicate != _RDF_TYPE:
                document = self._shared_document(value)
                if document is not None and document not in OF_ALL:
                    kept = found.setdefault(document, set())
                    kept.add(place)
                    kept |= self._naming(subject)
        for thing in self._places:
            for fact in self._shared.incoming(thing) if self._is_own(thing) else ():
                document = self._shared_document(fact.subject)
                if document is not None:
                    found.setdefault(document, set()).update(self._naming(thing))
        return {document: self._at(places) for document, places in found.items()}

    def naming(self, things: Iterable[ox.NamedNode]) -> list[ox.Quad]:
        """Return the quads that links to ``things`` need, in their order."""
        return self._at({place for thing in things for place in self._naming(thing)})

    def _at(self, places: Iterable[int]) -> list[ox.Quad]:
        return [self._quads[place] for place in sorted(places)]

    def _naming(self, thing: object) -> frozenset[int]:
        """Return the places of what is shown of ``thing``, and of the words it was read from."""
        if not isinstance(thing, ox.NamedNode) or not self._is_own(thing):
            return frozenset()
        if thing not in self._shown:
            found = {p for p in self._places.get(thing, ()) if self._quads[p].predicate in _SHOWN}
            for place in tuple(found):
                if self._quads[place].predicate in _LEADING:
                    found |= self._naming(self._quads[place].object)
            self._shown[thing] = frozenset(found)
        return self._shown[thing]

    def _is_own(self, thing: ox.NamedNode) -> bool:
        path = self._part.path(thing)
        return path is not None and path.startswith(self._folder)

    def _shared_document(self, thing: ox.NamedNode) -> str | None:
        path = self._part.path(thing)
        return None if path is None or path.startswith(self._folder) else path
