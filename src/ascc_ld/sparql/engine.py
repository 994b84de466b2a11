"""The embedded engine: a query over a graph in memory.

The default graph of a query is the union of all graphs, unless the query names its own with FROM.
A SERVICE is asked over HTTP by the engine itself
(https://www.w3.org/TR/sparql11-federated-query/).
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from traceback import clear_frames
from typing import Any

import pyoxigraph as ox

from ascc_ld.ground.printable import printable
from ascc_ld.http_client.addresses import without_secrets
from ascc_ld.rdf.serialized import written_graph
from ascc_ld.sparql.answer import Answer, Term
from ascc_ld.sparql.errors import FaultyQuery, OtherSideFailed, faulty, from_engine, nothing_asked
from ascc_ld.sparql.syntax import SparqlText, slips

_SERVICE = re.compile("service", re.ASCII | re.IGNORECASE)
_NO_KEYWORD = "xervice"
_Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
_LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")


@dataclass(frozen=True)
class QueriedGraphs:
    """The dataset of a query by the IRIs of its graphs; ``default`` graphs are merged.

    Source: https://www.w3.org/TR/sparql11-protocol/#dataset.
    """

    default: Sequence[str] = ()
    named: Sequence[str] = ()


class EmbeddedEngine:
    """A graph in memory that answers queries.

    ``prefixes`` are those that a query may use without declaring them.  Relative IRIs of a query
    that declares no base are read from ``base_iri``; without it they are wrong.  ``terms`` name
    terms of other vocabularies for those who read an answer; no query sees them.
    """

    def __init__(
        self,
        quads: Iterable[ox.Quad],
        prefixes: Mapping[str, str],
        base_iri: str | None = None,
        *,
        terms: Iterable[ox.Triple] = (),
    ) -> None:
        self.prefixes = dict(prefixes)
        self.base_iri = base_iri
        self._store = ox.Store()
        self._store.bulk_extend(quads)
        self._terms = {
            term.subject.value: term.object.value
            for term in terms
            if isinstance(term.subject, ox.NamedNode)
            and isinstance(term.object, ox.Literal)
            and term.predicate == _LABEL
        }

    def ask(
        self, text: str, services: Mapping[str, str] | None = None, name: str = "query"
    ) -> Answer:
        """Answer a query; ``services`` sends each SERVICE that is a key to the URL of its value.

        ``name`` is how messages call the query.  Raises
        :class:`~ascc_ld.sparql.errors.FaultyQuery` for a query that is wrong, and
        :class:`~ascc_ld.sparql.errors.OtherSideFailed` where a SERVICE does.
        """
        query = SparqlText(text)
        services = services or {}
        with self._errors_told(name, query, services):
            return self._answer(query, self._results(name, query, services))

    def written(
        self,
        text: str,
        media_type: str,
        graphs: QueriedGraphs | None = None,
        buffer: Callable[[], io.BytesIO] = io.BytesIO,
    ) -> bytes:
        """Return the answer to a query as ``media_type``; as SPARQL JSON or Turtle if unknown.

        ``graphs`` takes the place of the dataset that the query describes.  The answer goes
        through buffers that ``buffer`` makes, and what they raise is raised here; else this raises
        what :meth:`ask` does.
        """
        query = SparqlText(text)
        with self._errors_told("query", query, {}):
            return self._written(
                query, self._results("query", query, {}, graphs), media_type, buffer
            )

    def asks_services(self, text: str) -> bool:
        """Return whether the engine reads a SERVICE in a query, however it is written.

        The engine does not always split a query as the grammar does: it also reads a SERVICE in
        ``trueSERVICE`` and in some strings.  So it decides itself: there is a SERVICE if it can
        parse the query, but not the same query with another word in place of SERVICE.
        """
        other = _SERVICE.sub(_NO_KEYWORD, text)
        return other != text and self._reads(text) and not self._reads(other)

    def _reads(self, text: str) -> bool:
        prefixes = {_SERVICE.sub(_NO_KEYWORD, p): iri for p, iri in self.prefixes.items()}
        return not isinstance(self._error(text, {**prefixes, **self.prefixes}), SyntaxError)

    def _error(self, text: str, prefixes: Mapping[str, str]) -> Exception | None:
        try:
            ox.Store().query(text, base_iri=self.base_iri, prefixes=dict(prefixes))
        except (SyntaxError, OSError, ValueError, RuntimeError) as error:
            return error
        return None

    def _results(
        self,
        name: str,
        query: SparqlText,
        services: Mapping[str, str],
        graphs: QueriedGraphs | None = None,
    ) -> _Results:
        if query.asks_nothing:
            raise nothing_asked(name)
        found = next(slips(query, self.prefixes), None)
        if found:
            raise faulty(name, query.text, found.start, found.problem)
        dataset: dict[str, Any] = {"use_default_graph_as_union": "FROM" not in query.keywords}
        if graphs is not None:
            dataset = {
                "default_graph": [ox.NamedNode(iri) for iri in graphs.default],
                "named_graphs": [ox.NamedNode(iri) for iri in graphs.named],
            }
        return self._store.query(
            query.redirected(services), base_iri=self.base_iri, prefixes=self.prefixes, **dataset
        )

    @contextmanager
    def _errors_told(
        self, name: str, query: SparqlText, services: Mapping[str, str]
    ) -> Iterator[None]:
        try:
            yield
        except SyntaxError as error:
            raise from_engine(
                name, query, str(error), lambda text: str(self._error(text, self.prefixes))
            ) from None
        except OSError as error:
            _let_go(error)
            raise _service_failure(query, services, error) from None
        except (ValueError, RuntimeError) as error:
            _let_go(error)
            raise FaultyQuery(f"{name}: {error}.") from None

    # Results are held by these two alone: once they end, their frames can be cleared.

    def _answer(self, query: SparqlText, results: _Results) -> Answer:
        if isinstance(results, ox.QueryTriples):
            content = results.serialize(format=ox.RdfFormat.N_TRIPLES)
        else:
            content = results.serialize(format=ox.QueryResultsFormat.JSON)
        answer = Answer(str(query.form), content or b"")
        answer.labels.update(self._labels(answer.terms))
        return answer

    def _written(
        self,
        query: SparqlText,
        results: _Results,
        media_type: str,
        buffer: Callable[[], io.BytesIO],
    ) -> bytes:
        if isinstance(results, ox.QueryTriples):
            namespaces = {**self.prefixes, **query.prefixes}
            return written_graph(results, graph_format(media_type), namespaces, buffer)
        output = buffer()
        known = ox.QueryResultsFormat.from_media_type(media_type)
        results.serialize(output, format=known or ox.QueryResultsFormat.JSON)
        return output.getvalue()

    def _labels(self, rows: Iterable[Iterable[Term | None]]) -> dict[str, str]:
        iris = {term for row in rows for term in row if isinstance(term, ox.NamedNode)}
        found = {iri.value: self._terms[iri.value] for iri in iris if iri.value in self._terms}
        return found | {
            iri.value: quad.object.value
            for iri in iris
            for quad in self._store.quads_for_pattern(iri, _LABEL, None)
            if isinstance(quad.object, ox.Literal) and quad.object.language == "en"
        }


def graph_format(media_type: str) -> ox.RdfFormat:
    """Return the RDF syntax of a media type; Turtle if it is unknown."""
    return ox.RdfFormat.from_media_type(media_type) or ox.RdfFormat.TURTLE


def _let_go(error: Exception) -> None:
    """Drop the results that the traceback keeps: only the thread that asked may drop them."""
    clear_frames(error.__traceback__)


def _service_failure(
    query: SparqlText, services: Mapping[str, str], error: OSError
) -> OtherSideFailed:
    asked = ", ".join(f"<{services.get(iri, iri)}>" for iri in query.services) or "it names"
    return OtherSideFailed(
        without_secrets(
            f"The query asks a SERVICE, and {asked} did not answer: {printable(str(error))}.\n"
        )
        + "A SERVICE needs a network; --service IRI=URL sends it elsewhere."
    )
