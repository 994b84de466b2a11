"""A document in the formats of RDF: the same triples in each, the same bytes every time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import pyoxigraph as ox

from ascc_ld.documents.index import Document, Index
from ascc_ld.ground.json_text import json_text
from ascc_ld.rdf.jsonld import Context, JsonLdWriter
from ascc_ld.rdf.lists import with_blank_cells
from ascc_ld.rdf.n_quads import sorted_n_quads
from ascc_ld.rdf.serialized import rdf_xml
from ascc_ld.rdf.terms import GroundTriple, prefixes
from ascc_ld.rdf.turtle import TurtleWriter, statement_order


class Representations:
    """Writes documents in each RDF format, by the format's extension.

    ``base`` is that of the IRIs, ``context`` the JSON-LD context of the vocabulary, ``extensions``
    the formats that documents come in.
    """

    def __init__(self, base: str, context: Context, extensions: Sequence[str]) -> None:
        self.extensions = extensions
        self._base = base
        self._context = context
        self._prefixes = prefixes(base)
        # A document is written, and then its pages embed it.
        self.json_ld = lru_cache(maxsize=1)(self._document)

    def write(self, index: Index, document: Document, extension: str) -> bytes:
        """Return ``document`` of ``index`` in the format of ``extension``; raises ``KeyError``."""
        if extension == "jsonld":
            return json_text(self.json_ld(index, document)).encode()
        url = f"{self._base}{document.path}.{extension}"
        return self.written(index.triples(document, url), (), extension)

    def written(self, triples: list[ox.Triple], roots: Sequence[str], extension: str) -> bytes:
        """Return ``triples`` in a format; raises ``KeyError``.  In JSON-LD ``roots`` come first."""
        if extension == "jsonld":
            return json_text(self._json_ld(triples, roots)).encode()
        if extension == "ttl":
            # Full IRIs: a saved file has no base to resolve relative ones against.
            return TurtleWriter(self._prefixes, statement_order(triples)).turtle(triples).encode()
        if extension == "rdf":
            return rdf_xml(with_blank_cells(triples), self._prefixes)
        if extension == "nt":
            return sorted_n_quads(with_blank_cells(triples))
        raise KeyError(extension)

    def _document(self, index: Index, document: Document) -> dict[str, Any]:
        """Return the JSON value of ``document`` in JSON-LD; callers must not change it."""
        url = f"{self._base}{document.path}.jsonld"
        roots = [document.topic.value] if document.things else [url]
        return self._json_ld(index.ground_triples(document, url), roots)

    def _json_ld(
        self, triples: Iterable[ox.Triple | GroundTriple], roots: Sequence[str]
    ) -> dict[str, Any]:
        writer = JsonLdWriter(self._context, f"{self._base}ns#participation")
        return writer.excerpt(triples, roots)
