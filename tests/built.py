"""The published files, built once for a whole run of the tests, and read by others' tools."""

from __future__ import annotations

import atexit
import fcntl
import json
import os
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NoReturn

import pyoxigraph as ox
import pytest
import rdflib
from pyld import jsonld

import ascc_ld

ROOT = Path(__file__).parents[1]
BASE = "https://w3id.org/ascc/"
UNION_FILES = ("ascc.ttl", "ascc.jsonld", "ascc.nt", "ascc.rdf")
DATASET_FILES = ("ascc.nq", "ascc.trig")
_SCRATCH = "SCRATCH_OF_THE_TESTS"  # the variable of the environment that names it

ONTOLOGY_FILES = ("ontology.ttl", "ontology.jsonld", "ontology.rdf")

# Subject and predicate, then value, language and datatype of the object: a triple without blank
# nodes in a form that does not depend on the tool that read it. An IRI has no datatype.
Fact = tuple[str, str, str, str, str]

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"

_OXIGRAPH = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
_RDFLIB = {
    ".ttl": "turtle",
    ".nt": "nt",
    ".nq": "nquads",
    ".trig": "trig",
    ".rdf": "xml",
    ".jsonld": "json-ld",
}


@cache
def scratch() -> Path:
    """Return the folder that all processes of a run share, and that lives as long as the run."""
    if _SCRATCH not in os.environ:
        os.environ[_SCRATCH] = tempfile.mkdtemp(prefix="ascc-ld-tests-")
        atexit.register(shutil.rmtree, os.environ[_SCRATCH], ignore_errors=True)
    return Path(os.environ[_SCRATCH])


def made_once(name: str, make: Callable[[Path], object]) -> Path:
    """Return a folder that the first process to ask for it makes; the others wait for it."""
    folder = scratch() / name
    with (scratch() / f"{name}.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (scratch() / f"{name}.made").exists():
            shutil.rmtree(folder, ignore_errors=True)  # what a process that failed left behind
            make(folder)
            (scratch() / f"{name}.made").touch()
    return folder


@cache
def dist() -> Path:
    """Return the folder of the published files."""
    return made_once("dist", ascc_ld.build)


@cache
def wheel() -> Path:
    """Build the wheel and return its path; the build back end comes from this environment."""

    def make(folder: Path) -> None:
        build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
        subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=120)

    (path,) = made_once("wheel", make).glob("*.whl")
    return path


def missing(tool: str) -> NoReturn:
    """Skip a test for want of a tool."""
    unavailable(f"{tool} is not installed")


def unavailable(reason: str) -> NoReturn:
    """Skip a test, and say why; a CI run has all that tests ask for, so there it fails."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def text(name: str) -> str:
    """Return a published file as text, its line ends untouched."""
    return (dist() / name).read_bytes().decode("utf-8")


@cache
def quads(name: str) -> tuple[ox.Quad, ...]:
    """Return what pyoxigraph reads in a published file, blank nodes included."""
    path = dist() / name
    return tuple(ox.parse(path=path, format=_OXIGRAPH[path.suffix]))


@cache
def facts(name: str) -> frozenset[Fact]:
    """Return the triples of a published file as pyoxigraph reads them, whatever their graph.

    A list without IRIs stands as one value.
    """
    return with_lists_as_values(
        (term_name(triple.subject), triple.predicate.value, *oxigraph_cell(triple.object))
        for triple in (quad.triple for quad in quads(name))
    )


def term_name(term: object) -> str:
    """Return an IRI, or ``_:`` and the name of a blank node."""
    assert isinstance(term, ox.NamedNode | ox.BlankNode), term
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def with_lists_as_values(facts: Iterable[Fact]) -> frozenset[Fact]:
    """Return ``facts`` with ``( … )`` in place of a list whose cells have no IRIs."""
    found = set(facts)
    cells = {fact[0] for fact in found if fact[0].startswith("_:")}
    first = {s: value for s, p, value, *_ in found if s in cells and p == f"{RDF}first"}
    rest = {s: value for s, p, value, *_ in found if s in cells and p == f"{RDF}rest"}
    assert cells == first.keys() == rest.keys(), "a blank node is no cell of a list"

    def members(cell: str) -> Iterator[str]:
        while cell in cells:
            yield first[cell]
            cell = rest[cell]

    return frozenset(
        (s, p, f"( {' '.join(members(value))} )" if value in cells else value, language, datatype)
        for s, p, value, language, datatype in found
        if s not in cells
    )


@cache
def index(name: str) -> dict[str, dict[str, list[str]]]:
    """Return subject → predicate → values of a published file."""
    found: dict[str, dict[str, list[str]]] = {}
    for subject, predicate, value, _, _ in sorted(facts(name)):
        found.setdefault(subject, {}).setdefault(predicate, []).append(value)
    return found


def oxigraph_facts(triples: Iterable[ox.Triple]) -> frozenset[Fact]:
    """Return the facts that pyoxigraph's triples state."""
    found = set()
    for triple in triples:
        subject, predicate, value = triple.subject, triple.predicate, triple.object
        assert isinstance(subject, ox.NamedNode), triple
        assert isinstance(value, ox.NamedNode | ox.Literal), triple
        found.add((subject.value, predicate.value, *oxigraph_cell(value)))
    return frozenset(found)


def oxigraph_cell(term: object) -> tuple[str, str, str]:
    """Return value, language and datatype of a term of pyoxigraph."""
    if not isinstance(term, ox.Literal):
        return term_name(term), "", ""
    return term.value, term.language or "", term.datatype.value


def rdflib_facts(graph: rdflib.Graph) -> frozenset[Fact]:
    """Return the facts of an rdflib graph."""
    return frozenset((str(s), str(p), *rdflib_cell(o)) for s, p, o in graph.triples((None,) * 3))


def rdflib_cell(term: rdflib.term.Node) -> tuple[str, str, str]:
    """Return value, language and datatype of a term of rdflib."""
    if isinstance(term, rdflib.URIRef):
        return str(term), "", ""
    assert isinstance(term, rdflib.Literal), term
    if term.language:
        return str(term), term.language, LANG_STRING
    return str(term), "", str(term.datatype or XSD_STRING)


def rdflib_graph(name: str) -> rdflib.Graph:
    """Return what rdflib reads in a published file; named graphs are seen as their union."""
    path = dist() / name
    graph = rdflib.Dataset(default_union=True) if name in DATASET_FILES else rdflib.Graph()
    with warnings.catch_warnings():
        # rdflib's own JSON-LD and TriG readers use a class of rdflib that it has deprecated.
        warnings.filterwarnings("ignore", category=DeprecationWarning, module=r"rdflib\b")
        graph.parse(path, format=_RDFLIB[path.suffix])
    return graph


def pyld_facts(document: str) -> frozenset[Fact]:
    """Return the triples of a JSON-LD document as PyLD reads them, with no network at hand."""
    options = {"format": "application/n-quads", "documentLoader": refuse_network}
    lines = jsonld.to_rdf(json.loads(document), options)
    return oxigraph_facts(q.triple for q in ox.parse(lines, format=ox.RdfFormat.N_QUADS))


def refuse_network(url: str, *_: object) -> NoReturn:
    """Stand in for a loader of remote documents."""
    message = f"{url} was asked for: the file must be readable without a network"
    raise AssertionError(message)
