"""An rdflib graph whose queries pyoxigraph answers, many times as fast as rdflib does.

pyshacl asks one query for each SPARQL constraint and focus node, and in rdflib these are most of
the time of a validation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pyoxigraph as ox
from rdflib import XSD, Graph, Literal, Variable
from rdflib.query import Result
from rdflib.term import Identifier, Node

from ascc_ld.rdf.rdflib_graphs import from_node, to_node

_FIRST_GROUP = re.compile(r"\{(?!(\s|#.*)*SELECT\b)", re.IGNORECASE)
"""The brace of the first group that is not a sub-SELECT: before one, nothing may stand."""


class QueriedGraph(Graph):
    """The triples of ``graph`` as they are now; what is added afterwards no query sees.

    The engine compares numbers and times by their value, so the STR of one is that of its
    canonical form; in a result each is as ``graph`` has it.
    """

    def __init__(self, graph: Graph) -> None:
        super().__init__(store=graph.store, identifier=graph.identifier)
        self._engine = ox.Store()
        self._engine.bulk_extend(
            ox.Quad(*map(from_node, triple))  # type: ignore[arg-type]
            for triple in graph
        )
        self._prefixes = {prefix: str(iri) for prefix, iri in graph.namespaces()}

    def query(  # type: ignore[override]
        self,
        query_object: str,
        processor: str = "sparql",  # noqa: ARG002 - what rdflib's own method takes
        result: str = "sparql",  # noqa: ARG002
        initNs: Mapping[str, Any] | None = None,  # noqa: N803
        initBindings: Mapping[str, Node] | None = None,  # noqa: N803
        *_: Any,
        **__: Any,
    ) -> Result:
        """Answer a SELECT or an ASK; a SELECT projects the variables that are bound.

        Raises :class:`SyntaxError` for what is no query, :class:`TypeError` for another form.
        """
        bound: dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple] = {
            ox.Variable(name): from_node(node) for name, node in (initBindings or {}).items()
        }
        found = self._engine.query(
            _starting_from(bound, query_object),
            prefixes=self._prefixes | {prefix: str(iri) for prefix, iri in (initNs or {}).items()},
            substitutions={**bound},
        )
        if isinstance(found, ox.QueryBoolean):
            answer = Result("ASK")
            answer.askAnswer = bool(found)
        elif isinstance(found, ox.QuerySolutions):
            answer = Result("SELECT")
            answer.vars = [Variable(variable.value) for variable in found.variables]
            answer.bindings = [
                {
                    variable: self._as_written(to_node(term))
                    for variable, term in zip(answer.vars, solution, strict=True)
                    if term is not None
                }
                for solution in found
            ]
        else:
            raise TypeError("a SELECT or an ASK is answered here")
        return answer

    def _as_written(self, node: Identifier) -> Identifier:
        if not isinstance(node, Literal) or (None, None, node) in self:
            return node
        same = (
            other
            for other in self.objects(unique=True)
            if isinstance(other, Literal)
            and (other.datatype or XSD.string, other.language, other.value)
            == (node.datatype or XSD.string, node.language, node.value)
        )
        return min(same, key=str, default=node)


def _starting_from(
    bound: Mapping[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple], query: str
) -> str:
    """Return ``query`` with the IRIs that are bound as VALUES of its first group.

    The engine plans without its substitutions: it would go through all declarations for each.
    """
    values = "".join(
        f"VALUES {variable} {{ {term} }} "
        for variable, term in bound.items()
        if isinstance(term, ox.NamedNode)
    )
    return _FIRST_GROUP.sub(lambda brace: f"{brace[0]} {values}", query, count=1)
