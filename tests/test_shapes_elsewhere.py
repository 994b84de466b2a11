"""The shapes are one file for every engine, and each judges by them as pyshacl does.

Jena (so Fuseki), RDF4J (so GraphDB) and TopBraid read ``shapes.ttl`` as it is published.  They
judge the sound graph, and the faults of ``cases/planted_faults.toml``, many of them together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from itertools import count
from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.namespace import SH

from ascc_ld.validation import check
from built import dist, made_once, rdflib_graph
from java_packages import java
from test_shapes import PARTS, Case, cases, local, prologue

pytestmark = pytest.mark.long

ENGINES = {"jena": "JenaShacl.java", "rdf4j": "Rdf4jShacl.java", "topbraid": "TopBraidShacl.java"}
PATIENCE = 300.0  # seconds
BLIND = {"rdf4j": {"ChecksumValueOnce"}}
"""What an engine fails to report: for RDF4J two literals of one value are one, of any type."""

UNIQUE_LANG = SH.UniqueLangConstraintComponent

Result = tuple[str, str, str, str | None]
"""Which shape reports, with which severity, of which focus node, and the value at fault."""


def results(report: Graph) -> frozenset[Result]:
    return frozenset(
        (
            local(report.value(result, SH.sourceShape)),
            local(report.value(result, SH.resultSeverity)),
            str(report.value(result, SH.focusNode)),
            # Jena names one of two values in one language; SHACL, §4.4.3, asks for none.
            None
            if report.value(result, SH.sourceConstraintComponent) == UNIQUE_LANG
            else str(report.value(result, SH.value)),
        )
        for result in report.objects(None, SH.result)
    )


def names(report: Graph) -> Counter[str]:
    """The shapes and the constraints in SPARQL that report, and how often."""
    sources = (*report.objects(None, SH.sourceShape), *report.objects(None, SH.sourceConstraint))
    return Counter(map(local, sources))


def judge_by_pyshacl(folder: Path) -> None:
    """Write the graphs, the sound one first, and beside each what pyshacl reports of it.

    Faults that another hides are planted once more, in two halves.
    """
    shapes, whole = rdflib_graph("shapes.ttl"), rdflib_graph("ascc.nt")
    numbers = count()

    def judged(graph: Graph) -> Counter[str]:
        path = folder / f"graph-{next(numbers):03}.nt"
        graph.serialize(path, format="nt", encoding="utf-8")
        report = check(graph, shapes).graph
        report.serialize(f"{path}.pyshacl.nt", format="nt", encoding="utf-8")
        return names(report)

    def plant(group: list[Case]) -> None:
        graph = whole + Graph()
        for case in group:
            graph.update(prologue(case.update) + case.update)
        reported = judged(graph) - sound
        hidden = [case for case in group if not case.expected <= reported.keys()]
        assert not hidden or len(group) > 1, hidden
        for part in (hidden[::2], hidden[1::2]):
            if part:
                plant(part)

    folder.mkdir()
    sound = judged(whole)
    for part in range(PARTS):
        plant(cases()[part::PARTS])


@cache
def graphs() -> list[Path]:
    return sorted(made_once("judged-by-pyshacl", judge_by_pyshacl).glob("graph-???.nt"))


@cache
def judged_by(engine: str) -> Mapping[Path, frozenset[Result]]:
    """What an engine reports of each of the graphs."""
    shapes, paths = str(dist() / "shapes.ttl"), map(str, graphs())
    if engine != "pyshacl":
        made_once(
            f"judged-by-{engine}",
            lambda _: java(engine, ENGINES[engine], shapes, *paths, timeout=PATIENCE),
        )
    return {path: results(Graph().parse(f"{path}.{engine}.nt")) for path in graphs()}


@pytest.mark.parametrize("engine", ENGINES)
def test_an_engine_judges_the_sound_graph_as_pyshacl_does(engine: str) -> None:
    sound, *_ = graphs()
    assert {severity for _, severity, *_ in judged_by("pyshacl")[sound]} == {"Warning"}
    assert judged_by(engine)[sound] == judged_by("pyshacl")[sound]


@pytest.mark.parametrize("engine", ENGINES)
def test_an_engine_judges_the_planted_faults_as_pyshacl_does(engine: str) -> None:
    missed: set[str] = set()
    invented: set[Result] = set()
    for path, expected in judged_by("pyshacl").items():
        found = judged_by(engine)[path]
        missed |= {shape for shape, *_ in expected - found}
        invented |= found - expected
    assert (missed, invented) == (BLIND.get(engine, set()), set())
