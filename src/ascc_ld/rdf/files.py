"""Reading RDF files that others wrote, in any syntax, without a network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from ascc_ld.ground.faults import UnreadableGraph
from ascc_ld.rdf.formats import FORMATS


def read_rdf(
    source: bytes | Path,
    name: str | None = None,
    extension: str | None = None,
    option: str | None = None,
) -> list[ox.Quad]:
    """Return what an RDF document holds: ``source`` are its bytes, or its file.

    ``name`` is the file's name for messages; ``extension`` (of
    :data:`~ascc_ld.rdf.formats.FORMATS`) tells the syntax where the name does not, and ``option``
    is what a user says it with.

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
    given: dict[str, Any] = {"path": source} if isinstance(source, Path) else {"input": source}
    try:
        return list(ox.parse(**given, format=FORMATS[suffix]))
    except SyntaxError as error:
        line = f", line {error.lineno}" if error.lineno else ""
        raise UnreadableGraph(f"{name}{line}: is not well-formed: {error.msg}") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UnreadableGraph(f"{name}: cannot be read: {reason}") from error


def read_files(files: Iterable[Path]) -> Iterator[ox.Quad]:
    """Yield what RDF files hold together.

    Raises :class:`~ascc_ld.ground.faults.UnreadableGraph`.
    """
    return merged([read_rdf(file) for file in files])


def merged(documents: Sequence[Sequence[ox.Quad]]) -> Iterator[ox.Quad]:
    """Yield the quads of ``documents``, in which each document keeps its own blank nodes.

    A label is local to its document, so those of several documents are told apart by its number.
    Source: RDF 1.1 Semantics, section 4.1 "Shared blank nodes, unions and merges"
    (https://www.w3.org/TR/rdf11-mt/#shared-blank-nodes-unions-and-merges).
    """
    if len(documents) == 1:
        yield from documents[0]
        return
    for number, document in enumerate(documents):
        for quad in document:
            yield ox.Quad(
                _of(number, quad.subject),
                quad.predicate,
                _of(number, quad.object),
                _of(number, quad.graph_name),
            )


def _of(document: int, term: Any) -> Any:
    """Return ``term`` with its blank nodes named as those of the document of this number."""
    if isinstance(term, ox.BlankNode):
        return ox.BlankNode(f"{document}-{term.value}")
    if isinstance(term, ox.Triple):
        return ox.Triple(_of(document, term.subject), term.predicate, _of(document, term.object))
    return term
