"""The gate: what breaks a rule of the shapes goes nowhere."""

from ascc_ld.ground.faults import NonConformingGraph
from ascc_ld.publication.publication import Publication
from ascc_ld.rdf.rdflib_graphs import to_graph
from ascc_ld.rdf.terms import prefixes
from ascc_ld.validation import Report, Severity, check


def conforming(publication: Publication) -> Report:
    """Return the report on a graph that may be published: it breaks no rule of the shapes.

    Raises :class:`~ascc_ld.ground.faults.NonConformingGraph` for one that does.
    """
    bound = prefixes(publication.base)
    report = check(
        to_graph(publication.asserted, bound),
        to_graph(publication.shapes, bound),
        publication.origins,
    )
    if not report.conforms:
        violations = report.sentences(Severity.VIOLATION)
        raise NonConformingGraph(f"The graph breaks the rules; nothing was written.\n{violations}")
    return report
