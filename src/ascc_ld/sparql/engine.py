"""The embedded engine: a query over a graph in memory.

The default graph of a query is the union of all graphs, in which a triple stands once, unless the
query names its own with FROM.
A SERVICE is asked over HTTP by the engine itself
(https://www.w3.org/TR/sparql11-federated-query/).
"""

from __future__ import annotations

import io
import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from traceback import clear_frames
from typing import Any, Literal

import pyoxigraph as ox

from ascc_ld.ground.printable import printable
from ascc_ld.http_client.addresses import without_secrets
from ascc_ld.rdf.serialized import written_graph
from ascc_ld.rdf.xml_documents import checked_xml
from ascc_ld.sparql.answer import Answer, Term
from ascc_ld.sparql.errors import FaultyQuery, OtherSideFailed, faulty, from_engine, nothing_asked
from ascc_ld.sparql.syntax import SparqlText, slips

_SERVICE = re.compile("service", re.ASCII | re.IGNORECASE)
_NO_KEYWORD = "xervice"
Kind = Literal["results", "graph"]
"""What an answer is: solutions or a truth value, or a graph."""
_Results = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
_NO_VARIABLE = ox.Variable(f"v{secrets.token_hex(16)}")
# The union that the engine makes itself has a triple of two graphs twice.
_UNION = "INSERT { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }"
_LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")


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
        self._store.update(_UNION)
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
        with self._errors_told(name, text, services):
            return self._answer(str(query.form), self._results(query.redirected(services)))

    def written(
        self,
        text: str,
        media_type: Callable[[Kind], str],
        graphs: Mapping[str, list[ox.NamedNode]] | None = None,
        buffer: Callable[[], io.BytesIO] = io.BytesIO,
    ) -> bytes:
        """Return the answer to a query as a media type; as SPARQL JSON or Turtle if unknown.

        ``media_type`` says which for the kind of the answer.  ``graphs``, with the
        ``default_graph`` and the ``named_graphs``, take the place of the dataset that the query
        describes.  The answer goes through buffers that ``buffer``
        makes.  What these two raise is raised here; else this raises what :meth:`ask` does.
        """
        with self._errors_told("query", text, {}):
            return self._written(text, self._results(text, graphs), media_type, buffer)

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
            # Nothing is evaluated, as no query has the variable.
            ox.Store().query(
                text,
                base_iri=self.base_iri,
                prefixes=dict(prefixes),
                substitutions={_NO_VARIABLE: _LABEL},
            )
        except (SyntaxError, OSError, ValueError, RuntimeError) as error:
            return error
        return None

    def _results(self, text: str, graphs: Mapping[str, Any] | None = None) -> _Results:
        dataset = graphs or {}
        return self._store.query(text, base_iri=self.base_iri, prefixes=self.prefixes, **dataset)

    @contextmanager
    def _errors_told(self, name: str, text: str, services: Mapping[str, str]) -> Iterator[None]:
        try:
            yield
        except SyntaxError as error:
            raise self._explained(name, SparqlText(text), str(error)) from None
        except OSError as error:
            _let_go(error)
            raise _service_failure(SparqlText(text), services, error) from None
        except (ValueError, RuntimeError) as error:
            _let_go(error)
            raise FaultyQuery(f"{name}: {error}.") from None

    def _explained(self, name: str, query: SparqlText, message: str) -> FaultyQuery:
        """Return what is wrong with a query that the engine does not read, and where."""
        if query.asks_nothing:
            return nothing_asked(name)
        found = next(slips(query, self.prefixes), None)
        if found:
            return faulty(name, query.text, found.start, found.problem)
        return from_engine(name, query, message, lambda text: str(self._error(text, self.prefixes)))

    # Results are held by these two alone: once they end, their frames can be cleared.

    def _answer(self, form: str, results: _Results) -> Answer:
        if isinstance(results, ox.QueryTriples):
            content = results.serialize(format=ox.RdfFormat.N_TRIPLES)
        else:
            content = results.serialize(format=ox.QueryResultsFormat.JSON)
        answer = Answer(form, content or b"")
        answer.labels.update(self._labels(answer.terms))
        return answer

    def _written(
        self,
        text: str,
        results: _Results,
        media_type: Callable[[Kind], str],
        buffer: Callable[[], io.BytesIO],
    ) -> bytes:
        if isinstance(results, ox.QueryTriples):
            syntax = graph_format(media_type("graph"))
            namespaces = {**self.prefixes, **SparqlText(text).prefixes}
            return written_graph(results, syntax, namespaces, buffer)
        output = buffer()
        known = ox.QueryResultsFormat.from_media_type(media_type("results"))
        results.serialize(output, format=known or ox.QueryResultsFormat.JSON)
        written = output.getvalue()
        return checked_xml(written) if known == ox.QueryResultsFormat.XML else written

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
