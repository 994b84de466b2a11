"""Reading RDF files that others wrote, in any syntax, without a network."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from ascc_ld.faults import UnreadableGraph

__all__ = ["FORMATS", "read_rdf"]

FORMATS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "rdf": ox.RdfFormat.RDF_XML,
    "owl": ox.RdfFormat.RDF_XML,
    "xml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
    "json": ox.RdfFormat.JSON_LD,
    "n3": ox.RdfFormat.N3,
}
"""The syntaxes that can be read, by the extension of a file."""


def read_rdf(content: bytes, name: str, extension: str | None = None) -> list[ox.Triple]:
    """Return the triples of an RDF document; of a dataset, those of all its graphs.

    ``name`` is the file's name for messages; ``extension`` (of :data:`FORMATS`) tells the syntax
    where the name does not.  Raises :class:`~ascc_ld.faults.UnreadableGraph`.
    """
    suffix = extension or Path(name).suffix.lstrip(".").lower()
    if suffix not in FORMATS:
        known = ", ".join(sorted(FORMATS))
        raise UnreadableGraph(
            f"{name}: the syntax cannot be told from {suffix or 'the name'!r}. "
            f"Use one of the extensions {known}, or say it with --input-format."
        )
    try:
        return [quad.triple for quad in ox.parse(content, format=FORMATS[suffix])]
    except SyntaxError as error:
        line = f", line {error.lineno}" if error.lineno else ""
        raise UnreadableGraph(f"{name}{line}: is not well-formed: {error.msg}") from error
    except (ValueError, OSError) as error:
        raise UnreadableGraph(f"{name}: cannot be read: {error}") from error
