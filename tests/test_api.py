"""The Python interface: what it names, what it takes, what it gives, what it costs to import."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date
from importlib import resources
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

import ascc_ld
from ascc_ld.building.output_folder import MARKER
from ascc_ld.reading.cells import Wrong
from built import BASE, facts, oxigraph_facts, quads, rdflib_facts
from looped import looped

NAMES = [
    "Answer",
    "AsccError",
    "DataError",
    "Edition",
    "Fault",
    "NonConformingGraph",
    "Report",
    "Summary",
    "build",
    "dataset",
    "edition",
    "graph",
    "query",
    "validate",
]
SIGNATURES = {
    "query": (
        "(text_or_name: 'str', *, base: 'str | None' = None, timeout: 'float | None' = None,"
        " edition: 'str | None' = None)"
        " -> 'Answer'"
    ),
    "build": "(out: 'str | Path', base: 'str | None' = None) -> 'Summary'",
    "dataset": "(base: 'str | None' = None) -> 'Dataset'",
    "edition": "(slug: 'str') -> 'Edition'",
    "graph": "(base: 'str | None' = None) -> 'Graph'",
    "validate": "(graph: 'Graph', base: 'str | None' = None) -> 'Report'",
}
HEAVY = {"rdflib", "pyshacl", "pyoxigraph", "yaml"}
COMMITMENT = rdflib.URIRef(f"{BASE}2024/declaration/statement/3-2")
ASCC = rdflib.Namespace(f"{BASE}ns#")


# rdflib's own data sets ask for an attribute that rdflib has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning")


# ---- The surface ----


def test_all_is_pinned() -> None:
    assert ascc_ld.__all__ == NAMES


@looped("name", NAMES)
def test_every_name_is_there_and_documented(name: str) -> None:
    assert name in dir(ascc_ld)
    assert inspect.getdoc(getattr(ascc_ld, name))


@looped(("name", "signature"), SIGNATURES.items())
def test_signatures_are_pinned(name: str, signature: str) -> None:
    assert str(inspect.signature(getattr(ascc_ld, name))) == signature


def test_nothing_else_is_public() -> None:
    public = {name for name in vars(ascc_ld) if not name.startswith("_")}
    modules = {module.name for module in pkgutil.iter_modules(ascc_ld.__path__)}
    assert public - modules - {"annotations", "TYPE_CHECKING", "Any"} <= set(NAMES)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="'ascc_ld' has no attribute 'declarations'"):
        _ = ascc_ld.declarations


def test_the_version_is_that_of_the_installed_package() -> None:
    assert ascc_ld.__version__ == importlib.metadata.version("ascc-ld")


def test_every_exception_of_the_package_has_the_one_root() -> None:
    modules = [
        importlib.import_module(module.name)
        for module in pkgutil.walk_packages(ascc_ld.__path__, "ascc_ld.")
    ]
    exceptions = {
        value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, type)
        and issubclass(value, BaseException)
        and value.__module__.startswith("ascc_ld")
    }
    assert ascc_ld.DataError in exceptions
    others = {error for error in exceptions if not issubclass(error, ascc_ld.AsccError)}
    # Signals of a reader of cells to the reader of rows, which turns it into a fault.
    assert others <= {Wrong}


def test_type_checkers_are_told() -> None:
    assert (resources.files("ascc_ld") / "py.typed").is_file()


# ---- The cost of an import ----


def imported_by(code: str) -> set[str]:
    """Return the top-level modules that are loaded after ``code`` ran in a fresh interpreter."""
    report = "import sys; print('\\n'.join(sorted({m.partition('.')[0] for m in sys.modules})), "
    outcome = subprocess.run(
        [sys.executable, "-c", f"{code}\n{report}file=sys.stderr)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(outcome.stderr.split())


def test_importing_the_package_loads_nothing_heavy() -> None:
    loaded = imported_by("import ascc_ld")
    assert "ascc_ld" in loaded
    assert loaded & (HEAVY | {"click"}) == set()


def test_the_help_of_the_command_line_loads_nothing_heavy() -> None:
    loaded = imported_by(
        "from ascc_ld.cli import main\ntry:\n    main(['--help'])\nexcept SystemExit:\n    pass"
    )
    assert "click" in loaded
    assert loaded & HEAVY == set()


def test_what_counts_as_heavy_is_loaded_when_it_is_needed() -> None:
    assert imported_by("import ascc_ld; ascc_ld.graph()") >= {"rdflib", "pyoxigraph"}


# ---- Editions ----


def test_an_edition_by_its_slug() -> None:
    edition = ascc_ld.edition("2024")
    assert isinstance(edition, ascc_ld.Edition)
    assert edition.about.title == "Yokohama Declaration"
    assert edition.about.number == 13
    assert (edition.about.start, edition.about.end) == (date(2024, 10, 23), date(2024, 10, 24))
    assert len(edition.statements) == 13
    assert len(edition.participations) == 39
    assert len(edition.mentions) == 14
    assert [s.id for s in edition.statements if s.type == "Commitment"] == ["3-2"]


def test_an_edition_that_there_is_not_is_a_key_error_that_tells_those_there_are() -> None:
    with pytest.raises(KeyError) as caught:
        ascc_ld.edition("2023")
    assert caught.value.args == ("there is no edition '2023'; there are: 2024",)


# ---- Graphs ----


def test_the_graph_is_the_union_that_is_published() -> None:
    graph = ascc_ld.graph()
    assert type(graph) is rdflib.Graph
    assert rdflib_facts(graph) == facts("ascc.nt")


USUAL_PREFIXES = {
    "ascc": f"{BASE}ns#",
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "wd": "http://www.wikidata.org/entity/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@pytest.mark.parametrize("load", [ascc_ld.graph, ascc_ld.dataset])
def test_the_usual_prefixes_are_bound(load: Callable[[], rdflib.Graph]) -> None:
    bound = {prefix: str(namespace) for prefix, namespace in load().namespaces()}
    assert USUAL_PREFIXES.items() <= bound.items()


def test_the_dataset_holds_every_named_graph_of_the_published_quads() -> None:
    dataset = ascc_ld.dataset()
    assert isinstance(dataset, rdflib.Dataset)
    names = {quad.graph_name for quad in quads("ascc.nq")}
    assert len(names) == 6
    for name in names:
        assert isinstance(name, ox.NamedNode)
        published = oxigraph_facts(q.triple for q in quads("ascc.nq") if q.graph_name == name)
        assert rdflib_facts(dataset.graph(rdflib.URIRef(name.value))) == published


def test_a_query_on_the_dataset_sees_the_union() -> None:
    query = """SELECT (COUNT(DISTINCT ?organisation) AS ?bound) WHERE {
        ?organisation ascc:isBoundBy ?commitment . ?commitment a ascc:Commitment . }"""
    assert [int(row[0]) for row in ascc_ld.dataset().query(query)] == [40]  # type: ignore[index, arg-type]


@pytest.mark.parametrize("load", [ascc_ld.graph, ascc_ld.dataset])
def test_another_base(load: Callable[[str], rdflib.Graph]) -> None:
    graph = load("https://data.example.org/asia/")
    assert dict(graph.namespaces())["ascc"] == rdflib.URIRef("https://data.example.org/asia/ns#")
    subjects = {str(subject) for subject in graph.subjects()}
    assert "https://data.example.org/asia/2024/declaration" in subjects
    assert [subject for subject in subjects if subject.startswith(BASE)] == []


@pytest.mark.parametrize(
    "base",
    ["no iri", "example.org/", "https://data.example.org/asia", "https://data.example.org/asia#"],
)
def test_a_base_under_which_no_iri_can_be_made_is_refused_as_such(base: str) -> None:
    with pytest.raises(ascc_ld.AsccError, match="base") as caught:
        ascc_ld.graph(base)
    assert base in str(caught.value)
    assert "sssom" not in str(caught.value)


# ---- Validation ----


def test_our_own_graph_conforms_and_is_left_as_it_was() -> None:
    graph = ascc_ld.graph()
    report = ascc_ld.validate(graph)
    assert isinstance(report, ascc_ld.Report)
    assert report.conforms
    assert rdflib_facts(graph) == facts("ascc.nt")


def test_our_own_graph_conforms_under_another_base() -> None:
    base = "https://data.example.org/asia/"
    assert ascc_ld.validate(ascc_ld.graph(base), base).conforms


def test_a_statement_without_a_force_does_not_conform_and_is_named() -> None:
    graph = ascc_ld.graph()
    graph.remove((COMMITMENT, ASCC.force, None))
    report = ascc_ld.validate(graph)
    assert not report.conforms
    assert str(COMMITMENT) in {finding.thing for finding in report.findings}


# ---- Building ----


def test_building_gives_a_summary_of_what_was_read_and_written(tmp_path: Path) -> None:
    summary = ascc_ld.build(tmp_path / "dist")
    assert isinstance(summary, ascc_ld.Summary)
    assert summary.editions == ("2024",)
    assert summary.code_points == 4030
    # One of the preamble, two, three and two of the sections, the closing one.
    assert summary.sentences == 9
    assert summary.statements == {
        "Aspiration": 1,
        "Commitment": 1,
        "Consensus": 4,
        "DeclaratoryAct": 2,
        "Narrative": 2,
        "Recognition": 3,
    }
    assert (summary.participants, summary.countries) == (39, 13)
    assert (summary.organisations, summary.mentions) == (50, 14)
    assert summary.findings["violation"] == 0
    published = (path for path in (tmp_path / "dist").iterdir() if path.name != MARKER)
    assert summary.files == {path.name: path.stat().st_size for path in published}
    written = Counter(str(quad.graph_name).strip("<>") for quad in quads("ascc.nq"))
    assert summary.quads == written
