"""Reading RDF files that others wrote, in any syntax, without a network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from ascc_ld.ground.faults import AsccError, UnreadableGraph
from ascc_ld.rdf.formats import FORMATS
from ascc_ld.rdf.prepared import prepared

LARGEST = 2**24
"""Bytes of a term that pyoxigraph reads."""


def read_rdf(
    source: bytes | Path,
    name: str | None = None,
    extension: str | None = None,
    option: str | None = None,
) -> list[ox.Quad]:
    """Return what an RDF document holds: ``source`` are its bytes, or its file.

    ``name`` is the file's name for messages; ``extension`` (of
    :data:`~ascc_ld.rdf.formats.FORMATS`) tells the syntax where the name does not, and ``option``
    is what a user says it with.  Relative IRIs are read against the address of the file.

    Raises :class:`~ascc_ld.ground.faults.UnreadableGraph`.
    """
    name = name or str(source)
    suffix = extension or Path(name).suffix.lstrip(".").lower()
    if suffix not in FORMATS:
        known = ", ".join(sorted(FORMATS))
        raise UnreadableGraph(
            f"{name}: cannot tell the syntax from {suffix or 'the name'!r}. "
            f"Use one of the extensions {known}{f', or name it with {option}' if option else ''}."
        )
    syntax = FORMATS[suffix]
    try:
        content = source.read_bytes() if isinstance(source, Path) else source
    except OSError as error:
        raise UnreadableGraph(f"{name}: cannot be read: {error.strerror}.") from error
    with reading(name):
        # RFC 3986, section 5.1: the base is the address of the file, else of where it is read.
        base = source.resolve().as_uri() if isinstance(source, Path) else f"{Path.cwd().as_uri()}/"
        content = prepared(content, syntax)
        quads = list(ox.parse(content, syntax, base_iri=base))
        # Of RDF/XML the parser reads more, but no other syntax could hold it.
        if len(content) > LARGEST and any(len(str(quad.object)) > LARGEST for quad in quads):
            raise MemoryError
        return quads


def read_rdf_1_1(*document: Any) -> list[ox.Quad]:
    """Return what :func:`read_rdf` does, for tools that know RDF 1.1 alone.

    Raises :class:`~ascc_ld.ground.faults.UnreadableGraph` for terms of RDF 1.2 too.
    """
    quads = read_rdf(*document)
    for quad in quads:
        if isinstance(quad.object, ox.Triple) or getattr(quad.object, "direction", None):
            raise UnreadableGraph(
                f"{document[1]}: {quad.object} is a term of RDF 1.2, which SHACL has no rules for "
                "yet. Leave it out."
            )
    return quads


@contextmanager
def reading(name: str, fault: type[AsccError] = UnreadableGraph) -> Iterator[None]:
    """Raise what goes wrong inside, in reading the file ``name``, as a ``fault`` that says so."""
    try:
        yield
    except SyntaxError as error:
        line = f", line {error.lineno}" if error.lineno else ""
        raise fault(f"{name}{line}: is not well-formed: {error.msg}") from error
    except MemoryError as error:
        raise fault(f"{name}: holds a term of over 16 MiB, which is not read.") from error
    except ValueError as error:
        raise fault(f"{name}: {error}.") from error


def read_files(files: Iterable[Path]) -> Iterator[ox.Quad]:
    """Yield what RDF files hold together.

    Raises :class:`~ascc_ld.ground.faults.UnreadableGraph`.
    """
    return chain.from_iterable(apart([read_rdf(file) for file in files]))


def apart(documents: Sequence[list[ox.Quad]]) -> Sequence[list[ox.Quad]]:
    """Return ``documents`` so that each keeps its own blank nodes when they are merged.

    A label is local to its document, so those of several documents are told apart by its number.
    Source: RDF 1.1 Semantics, section 4.1 "Shared blank nodes, unions and merges"
    (https://www.w3.org/TR/rdf11-mt/#shared-blank-nodes-unions-and-merges).
    """
    if len(documents) == 1:
        return documents
    return [
        [
            ox.Quad(_of(n, q.subject), q.predicate, _of(n, q.object), _of(n, q.graph_name))
            for q in document
        ]
        for n, document in enumerate(documents)
    ]


def _of(document: int, term: Any) -> Any:
    """Return ``term`` with its blank nodes named as those of the document of this number."""
    if isinstance(term, ox.BlankNode):
        return ox.BlankNode(f"{document}-{term.value}")
    if isinstance(term, ox.Triple):
        return ox.Triple(_of(document, term.subject), term.predicate, _of(document, term.object))
    return term
