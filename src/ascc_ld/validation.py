"""The gate: a graph against the shapes (SHACL, https://www.w3.org/TR/shacl/).

pyshacl judges an rdflib graph whose queries pyoxigraph answers; its report is turned into findings
that someone who knows no SHACL can act on: which thing, what is wrong, and where its value comes
from in the data.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

import pyoxigraph as ox
import pyshacl
from pyparsing import ParseException
from pyshacl.errors import ReportableRuntimeError
from rdflib import ConjunctiveGraph, Graph, Literal, URIRef
from rdflib.namespace import FOAF, RDF, RDFS, SH
from rdflib.term import Node

from ascc_ld.ground.faults import Origin, UnusableShapes
from ascc_ld.ground.json_text import json_text
from ascc_ld.rdf.queried_graph import QueriedGraph
from ascc_ld.rdf.rdflib_graphs import ill_typed_unlogged
from ascc_ld.reading.term_names import TermNames


class Severity(IntEnum):
    """How much a finding weighs: a violation must be mended, a warning should, an info may."""

    INFO = 1
    WARNING = 2
    VIOLATION = 3


_TYPE = ox.NamedNode(RDF.type)
_ABOUT = ox.NamedNode(FOAF.primaryTopic)
_SAID = (_TYPE, _ABOUT)
_SHOWN = 80
_EXAMPLES = 3
_FOR_PEOPLE = frozenset(
    {
        RDFS.label,
        RDFS.comment,
        RDFS.isDefinedBy,
        SH.name,
        SH.description,
        SH.order,
        SH.group,
    }
)
"""No rule reads them, but pyshacl goes through them at each focus node."""
_UNUSABLE = (
    ReportableRuntimeError,
    ParseException,
    RecursionError,
    SyntaxError,
    TypeError,
    ValueError,
    re.error,
)
"""What pyshacl raises for shapes that it cannot use."""
_IRI = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,:;!?)]")

_SEVERITIES = {
    SH.Info: Severity.INFO,
    SH.Warning: Severity.WARNING,
    SH.Violation: Severity.VIOLATION,
}


@dataclass(frozen=True)
class Finding:
    """One result of the validation, in words.

    ``thing`` is the IRI of what is at fault and ``label`` its name; ``path`` the property and
    ``value`` its value where the rule is about one; ``shape`` the rule; ``origin`` the row of the
    tables that the thing was read from, where it is one of ours.
    """

    severity: Severity
    thing: str
    label: str
    path: str | None
    value: str | None
    message: str
    shape: str
    origin: Origin | None

    @property
    def order(self) -> tuple[int, str, str, str, str]:
        """Sort key: the gravest first, then by thing, shape and value."""
        return (-self.severity, self.thing, self.shape, self.path or "", self.value or "")

    def __str__(self) -> str:
        return f"{self.severity.name.capitalize()}: {self.message}\n  {self.place}"

    @property
    def place(self) -> str:
        """The thing by its label and IRI, the value at fault, and the row it is read from."""
        name = f"“{self.label}” <{self.thing}>" if self.label != self.thing else f"<{self.thing}>"
        value = "" if self.value is None else f", value {self.value!r}"
        return name + value + ("" if self.origin is None else f": {self.origin}")


def _shown(places: Sequence[str], severity: Severity) -> Sequence[str]:
    if severity is Severity.VIOLATION or len(places) <= _EXAMPLES + 1:
        return places
    return (*places[:_EXAMPLES], f"… and {len(places) - _EXAMPLES} more (--output json lists all)")


@dataclass(frozen=True)
class Report:
    """The outcome of a validation; ``graph`` is the report of SHACL, §3.6, as pyshacl gives it."""

    findings: tuple[Finding, ...]
    graph: Graph

    @property
    def conforms(self) -> bool:
        """Tell whether there is no violation; warnings and infos do not count."""
        return not self.of(Severity.VIOLATION)

    def of(self, severity: Severity) -> tuple[Finding, ...]:
        """Return the findings of one severity."""
        return tuple(finding for finding in self.findings if finding.severity is severity)

    def counts(self) -> Mapping[str, int]:
        """Return how many findings there are of each severity, the gravest first."""
        return {s.name.lower(): len(self.of(s)) for s in sorted(Severity, reverse=True)}

    def sentences(self, least: Severity = Severity.INFO) -> str:
        """Return the findings for people: each rule once, and below it the things it is about.

        Those of less weight than ``least`` are left out.  Of what need not be mended, the first
        things stand for the others, so that they do not hide the rest; :meth:`json` has all.
        """
        things: dict[tuple[Severity, str], list[str]] = {}
        for finding in (finding for finding in self.findings if finding.severity >= least):
            things.setdefault((finding.severity, finding.message), []).append(finding.place)
        return "".join(
            f"{severity.name.capitalize()}: {message}\n"
            + "".join(f"  {place}\n" for place in _shown(places, severity))
            for (severity, message), places in things.items()
        )

    def json(self) -> str:
        """Return the findings as a JSON document."""
        document = {
            "conforms": self.conforms,
            "counts": self.counts(),
            "findings": [
                {
                    "severity": finding.severity.name.lower(),
                    "thing": finding.thing,
                    "label": finding.label,
                    "path": finding.path,
                    "value": finding.value,
                    "message": finding.message,
                    "shape": finding.shape,
                    "origin": None
                    if finding.origin is None
                    else {"file": finding.origin.file, "row": finding.origin.line},
                }
                for finding in self.findings
            ],
        }
        return json_text(document)


def joined(
    part: Iterable[ox.Triple], whole: Iterable[ox.Triple]
) -> tuple[list[ox.Triple], frozenset[str]]:
    """Return ``whole`` with ``part`` in place of what it says of the same, and what that is.

    A part describes what it gives a class, and what a document of it is about
    (``foaf:primaryTopic``); of other things it only has the label, or that they point here.
    """
    stated = list(part)
    topics = (
        t.object if t.predicate == _ABOUT else t.subject for t in stated if t.predicate in _SAID
    )
    described = {topic for topic in topics if isinstance(topic, ox.NamedNode)}
    others = (triple for triple in whole if triple.subject not in described)
    return [*stated, *others], frozenset(topic.value for topic in described)


def check(
    graph: Graph,
    shapes: Graph,
    origins: Mapping[str, Origin] | None = None,
    only: frozenset[str] | None = None,
    terms: TermNames | None = None,
) -> Report:
    """Validate ``graph`` against ``shapes``.

    ``origins`` tells the row of the tables from which a thing was read, by its IRI; ``only`` the
    things to judge, if not all.  ``terms`` are what a graph without the vocabulary is held to, and
    what messages propose.  Raises :class:`~ascc_ld.ground.faults.UnusableShapes` where the
    shapes are not valid SHACL.
    """
    rules = Graph()
    rules += (triple for triple in shapes if triple[1] not in _FOR_PEOPLE)
    judged = _with_terms(graph, terms) if terms else graph
    data = judged if isinstance(judged, ConjunctiveGraph) else QueriedGraph(judged)
    try:
        with ill_typed_unlogged():
            _, results, text = pyshacl.validate(data, shacl_graph=rules, inplace=True)
    except _UNUSABLE as error:
        raise UnusableShapes(f"The shapes cannot be used: {error}") from error
    if not isinstance(results, Graph):
        raise UnusableShapes(f"The shapes cannot be used: {text}")
    reading = _ReportReader(graph, shapes, results, origins or {}, terms)
    found = reading.findings()
    if only is not None:
        found = {result: finding for result, finding in found.items() if finding.thing in only}
        _keep(results, found.keys())
    return Report(tuple(sorted(found.values(), key=lambda finding: finding.order)), results)


def _with_terms(graph: Graph, terms: TermNames) -> Graph:
    """Return a graph with what the vocabulary defines, if it has nothing of the vocabulary."""
    ontology = URIRef(terms.ontology)
    if (None, RDFS.isDefinedBy, ontology) in graph:
        return graph
    defined = Graph(bind_namespaces="none")
    defined += ((URIRef(term), RDFS.isDefinedBy, ontology) for term in terms.own)
    defined += graph.triples((None, None, None))
    return defined


def _keep(report: Graph, kept: Collection[Node]) -> None:
    """Take all results but those of ``kept`` out of a report of SHACL."""
    for result in set(report.objects(None, SH.result)) - set(kept):
        report.remove((None, SH.result, result))
        report.remove((result, None, None))
    for node in list(report.subjects(RDF.type, SH.ValidationReport)):
        report.set((node, SH.conforms, Literal(not kept)))


@dataclass(frozen=True)
class _ReportReader:
    """Reads a validation report with the graphs that it is about."""

    graph: Graph
    shapes: Graph
    results: Graph
    origins: Mapping[str, Origin]
    terms: TermNames | None

    def findings(self) -> Mapping[Node, Finding]:
        """Return what each result says."""
        results = self.results.subjects(RDF.type, SH.ValidationResult)
        return {result: self._finding(result) for result in results}

    def _finding(self, result: Node) -> Finding:
        focus = self.results.value(result, SH.focusNode)
        path = self.results.value(result, SH.resultPath)
        value = self.results.value(result, SH.value)
        severity = self.results.value(result, SH.resultSeverity)
        shape = self.results.value(result, SH.sourceConstraint) or self.results.value(
            result, SH.sourceShape
        )
        thing = focus
        if shape in self._about_their_value and isinstance(value, URIRef):
            thing = value
        if value == thing:
            value = None
        return Finding(
            severity=_SEVERITIES.get(severity, Severity.VIOLATION),  # type: ignore[call-overload]
            thing=str(thing),
            label=self._label(thing),
            path=str(path) if path is not None else None,
            value=None if value is None else self._shown(value),
            message=self._message(result),
            shape=str(shape),
            origin=self._origin(str(thing)),
        )

    @cached_property
    def _about_their_value(self) -> frozenset[Node]:
        """The SPARQL constraints with one focus node for all: the value is at fault."""
        return frozenset(self.shapes.subjects(RDF.type, SH.SPARQLConstraint))

    def _message(self, result: Node) -> str:
        messages = list(self.results.objects(result, SH.resultMessage))
        english = [m for m in messages if isinstance(m, Literal) and m.language in ("en", None)]
        message = str(min(english or messages, key=str, default="It breaks a rule."))
        doubts = map(self.terms.doubt, _IRI.findall(message)) if self.terms else ()
        told = _IRI.sub(lambda match: self._named(URIRef(match.group())), message)
        return " ".join((told, *filter(None, doubts)))

    def _named(self, thing: URIRef) -> str:
        label = self._label(thing)
        return f"“{label}”" if label != str(thing) else label

    def _label(self, thing: Node | None) -> str:
        labels = [
            label
            for label in self.graph.objects(thing, RDFS.label)
            if isinstance(label, Literal) and label.language == "en"
        ]
        return str(min(labels, key=str)) if labels else str(thing)

    def _shown(self, value: Node) -> str:
        label = self._label(value) if isinstance(value, URIRef) else str(value)
        return label if len(label) <= _SHOWN else f"{label[: _SHOWN - 1]}…"

    def _origin(self, iri: str) -> Origin | None:
        """Find the row of a thing, or of the nearest thing above it in its IRI."""
        iri = iri.partition("#")[0]
        while "/" in iri:
            if iri in self.origins:
                return self.origins[iri]
            iri = iri.rpartition("/")[0]
        return None
