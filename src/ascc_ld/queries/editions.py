"""A query asked of one edition: its ``?edition`` is the identifier of a declaration."""

from __future__ import annotations

from dataclasses import replace

from ascc_ld.queries.child import QueryRequest, answer_in_child
from ascc_ld.sparql.errors import WrongEdition
from ascc_ld.sparql.syntax import SparqlText

_KNOWN = (
    "SELECT DISTINCT ?edition "
    "{ ?declaration a ascc:Declaration ; dcterms:identifier ?edition } ORDER BY ?edition"
)


def of_edition(request: QueryRequest, edition: str, timeout: float | None = None) -> QueryRequest:
    """Return ``request`` for one edition; files and endpoints are asked which they have.

    Raises :class:`~ascc_ld.sparql.errors.WrongEdition`, and what an answer raises.
    """
    query = SparqlText(request.text)
    if not query.names_edition:
        remedy = "Bind ?edition to the dcterms:identifier of the declaration."
        raise WrongEdition(f"{request.name}: cannot be asked of one edition. {remedy}")
    if query.ends_in_values:
        remedy = "Move it into the pattern, or leave out the edition."
        raise WrongEdition(f"{request.name}: ends in a VALUES block of its own. {remedy}")
    known = _editions(request, timeout)
    if edition not in known:
        there = f"Known: {', '.join(known)}." if known else "None has a dcterms:identifier."
        raise WrongEdition(f"There is no edition {edition!r}. {there}")
    return replace(request, text=query.of_edition(edition))


def _editions(request: QueryRequest, timeout: float | None) -> tuple[str, ...]:
    if request.endpoint is None and not request.data:
        return request.project.edition_slugs()
    asked = replace(request, text=_KNOWN, name="the editions", services={})
    return tuple(str(row["edition"]) for row in answer_in_child(asked, timeout))
