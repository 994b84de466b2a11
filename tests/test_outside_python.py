"""The published files hold the same triples for readers outside Python.

These are N3.js, rdfxml-streaming-parser, and for JSON-LD jsonld.js, two versions of the streaming
parser of RDF/JS (Comunica has the older), which ``node/package-lock.json`` pins, and Titanium, as
Jena has it.  Of the documents of the site they read so many that each class and each language is in
one.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pyoxigraph as ox
import pytest

from ascc_ld.documents.representations import Representations
from ascc_ld.rdf.jsonld import Context
from built import (
    BASE,
    DATASET_FILES,
    ONTOLOGY_FILES,
    ROOT,
    UNION_FILES,
    Fact,
    dist,
    facts,
    oxigraph_facts,
    pyld_facts,
    scratch,
    with_lists_as_values,
)
from java_packages import java
from looped import looped
from node_packages import PATIENCE, node, node_packages
from small_site import index

HERE = Path(__file__).parent / "node"
CONTEXT = ROOT / "ontology" / "context.jsonld"
FILES = (*UNION_FILES, *DATASET_FILES, *ONTOLOGY_FILES, "schemes.ttl", "shapes.ttl")
JSON_LD = ("ascc.jsonld", "ontology.jsonld")
RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
READERS = ("jsonld.js", "jsonld-streaming-parser 4", "jsonld-streaming-parser 5")


@cache
def documents() -> Mapping[Path, frozenset[Fact]]:
    """Write documents of the site in JSON-LD, and return what each says."""
    written = Representations(BASE, Context(CONTEXT.read_text("utf-8")), ("jsonld",))
    folder = Path(mkdtemp(dir=scratch()))  # each process of a run writes its own
    said = {}
    seen: set[str] = set()
    for path, document in sorted(index().documents.items()):
        triples = index().triples(document, f"{BASE}{path}.jsonld")
        kinds = {kind for triple in triples for kind in class_and_language(triple)}
        if not kinds <= seen:
            seen |= kinds
            file = folder / f"{path}.jsonld"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(written.write(index(), document, "jsonld"))
            said[file] = oxigraph_facts(triples)
    return said


def class_and_language(triple: ox.Triple) -> list[str]:
    if triple.predicate == RDF_TYPE and isinstance(triple.object, ox.NamedNode):
        return [triple.object.value]
    tag = triple.object.language if isinstance(triple.object, ox.Literal) else None
    return [tag] if tag else []


@cache
def said_in_json_ld() -> Mapping[Path, frozenset[Fact]]:
    """The published files in JSON-LD and the documents, and what each says."""
    published = {dist() / name: facts(name) for name in JSON_LD}
    return {**published, **documents()}


@cache
def read_all() -> dict[str, dict[str, list[Fact]]]:
    files = [*(str(dist() / name) for name in FILES), *map(str, documents())]
    said = node(node_packages(), "triples.mjs", *files, timeout=PATIENCE)
    found: dict[str, dict[str, list[list[str]]]] = json.loads(said)
    return {
        file: {
            reader: [(s, p, o, language, datatype) for s, p, o, language, datatype in rows]
            for reader, rows in by_reader.items()
        }
        for file, by_reader in found.items()
    }


def read(name: str) -> list[Fact]:
    """What the first reader of a published file finds in it."""
    return next(iter(read_all()[str(dist() / name)].values()))


@pytest.mark.parametrize("name", UNION_FILES)
def test_the_four_forms_hold_the_same_triples(name: str) -> None:
    found = set(read(name))
    assert found == set(read("ascc.nt"))
    assert len(found) > 0


@looped("name", FILES)
def test_the_readers_outside_and_inside_python_agree(name: str) -> None:
    assert with_lists_as_values(read(name)) == facts(name)


@looped("name", ["ascc.ttl", "ascc.nt", "ascc.rdf", "schemes.ttl", "shapes.ttl"])
def test_no_triple_is_written_twice(name: str) -> None:
    found = read(name)
    assert len(found) == len(set(found))


# ---- JSON-LD ----


def test_the_documents_have_each_class_of_the_site_and_labels_in_indonesian() -> None:
    kinds = {file.parent.name for file in documents()}
    assert {"country", "org", "place", "statement", "force"} <= kinds
    assert any("id" in {language for *_, language, _ in said} for said in documents().values())


@pytest.mark.parametrize("reader", READERS)
def test_a_reader_in_javascript_finds_in_json_ld_what_it_says(reader: str) -> None:
    differing = {
        str(file): (said - found, found - said)
        for file, said in said_in_json_ld().items()
        if (found := frozenset(read_all()[str(file)][reader])) != said
    }
    assert differing == {}


def test_pyld_finds_in_json_ld_what_it_says() -> None:
    differing = {
        str(file): (said - found, found - said)
        for file, said in documents().items()
        if (found := pyld_facts(file.read_text("utf-8"))) != said
    }
    assert differing == {}


@pytest.mark.long
def test_titanium_finds_in_json_ld_what_it_says(tmp_path: Path) -> None:
    # Jena writes beside what it reads, and these folders are for all tests.
    copies = {file: tmp_path / f"{n}.jsonld" for n, file in enumerate(said_in_json_ld())}
    for file, copy in copies.items():
        shutil.copyfile(file, copy)
    java("jena", "Triples.java", *map(str, copies.values()), timeout=PATIENCE)
    differing = {}
    for file, said in said_in_json_ld().items():
        found = oxigraph_facts(quad.triple for quad in ox.parse(path=f"{copies[file]}.jena.nt"))
        if found != said:
            differing[str(file)] = (said - found, found - said)
    assert differing == {}


def test_no_key_of_the_context_is_a_language_tag_or_stands_for_id() -> None:
    """A parser that streams takes a key within a language map for what the context says of it."""
    context = json.loads(CONTEXT.read_text("utf-8"))["@context"]
    languages = {language for said in said_in_json_ld().values() for *_, language, _ in said}
    assert {"en", "id", "ja"} <= languages
    assert context.keys() & languages == set()
    assert "@id" not in context.values()


def test_the_lock_file_names_no_registry() -> None:
    lock = (HERE / "package-lock.json").read_text("utf-8")
    assert '"integrity": "sha512-' in lock
    assert "resolved" not in lock
