"""Files of others are read together as RDF says: what a label means ends with its document.

Source: https://www.w3.org/TR/rdf11-mt/#shared-blank-nodes-unions-and-merges.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from ascc_ld.cli import main
from ascc_ld.ground.faults import UnreadableGraph
from ascc_ld.rdf.files import read_files
from ascc_ld.rdf.formats import DATASET_FORMATS, FORMATS
from looped import looped

CASES = Path(__file__).parents[1] / "cases"

MAYORS = {"one": ("cebu", "A. Santos"), "two": ("hue", "B. Nguyen")}
ASK = "SELECT ?city ?name { ?city <x:mayor> ?who . ?who <x:name> ?name } ORDER BY ?city"


def written(folder: Path, extension: str) -> list[Path]:
    """Write two files in which the node of the same label is another person."""
    files = []
    for number, (city, name) in MAYORS.items():
        who = ox.BlankNode("b0")
        triples = [
            ox.Triple(ox.NamedNode(f"x:{city}"), ox.NamedNode("x:mayor"), who),
            ox.Triple(who, ox.NamedNode("x:name"), ox.Literal(name)),
        ]
        file = folder / f"{number}.{extension}"
        file.write_bytes(ox.serialize(triples, format=FORMATS[extension]) or b"")
        files.append(file)
    return files


def solutions(store: ox.Store) -> ox.QuerySolutions:
    found = store.query(ASK, use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    return found


@pytest.mark.parametrize("extension", sorted(set(FORMATS) - {"n3"}))
def test_a_label_names_one_node_in_each_file(extension: str, tmp_path: Path) -> None:
    store = ox.Store()
    store.extend(read_files(written(tmp_path, extension)))
    found = {(str(row["city"]), row["name"].value) for row in solutions(store)}
    assert found == {(f"<x:{city}>", name) for city, name in MAYORS.values()}


def test_a_node_is_the_same_in_all_graphs_and_triples_of_its_file(tmp_path: Path) -> None:
    one, two = tmp_path / "one.trig", tmp_path / "two.trig"
    one.write_text("<x:g> { _:a <x:p> 1 } _:g { <x:s> <x:p> <<( _:a <x:p> 1 )>>, _:g }")
    two.write_text("<x:s> <x:p> _:a .")
    store = ox.Store()
    store.extend(read_files([one, two]))
    nodes = {
        node.value
        for quad in store
        for node in (quad.subject, quad.object, quad.graph_name, getattr(quad.object, "subject", 0))
        if isinstance(node, ox.BlankNode)
    }
    assert len(nodes) == 3
    assert store.query(
        "ASK { GRAPH <x:g> { ?a <x:p> 1 } GRAPH ?g { <x:s> <x:p> <<( ?a <x:p> 1 )>>, ?g } }"
    )


def test_the_same_files_give_the_same_labels(tmp_path: Path) -> None:
    files = written(tmp_path, "nt")
    assert list(read_files(files)) == list(read_files(files))


# ---- Each door ----


def test_the_answer_to_a_query_of_two_files_mixes_nobody_up(tmp_path: Path) -> None:
    one, two = written(tmp_path, "nt")
    arguments = ["-", "--data", str(one), "--data", str(two), "--format", "csv"]
    result = CliRunner().invoke(main, ["query", *map(str, arguments)], input=ASK)
    assert result.output.splitlines() == ["city,name", "x:cebu,A. Santos", "x:hue,B. Nguyen"]


def test_the_faults_of_two_files_are_counted_in_both(tmp_path: Path) -> None:
    """A statement without anything breaks the same rules in each file."""
    files = [tmp_path / "one.nt", tmp_path / "two.nt"]
    for file in files:
        file.write_text(
            "_:b0 <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
            "<https://w3id.org/ascc/ns#Commitment> .\n"
        )
    counts = []
    for given in (files[:1], files):
        result = CliRunner().invoke(main, ["validate", *map(str, given)])
        assert result.exit_code == 1
        counts.append(int(result.output.splitlines()[-1].split()[3]))
    assert counts[1] == 2 * counts[0] > 0


# ---- Files as people have them ----


@dataclass(frozen=True)
class Input:
    """A file (see the table), and what is read in it or said of it."""

    kind: str
    name: str
    text: str
    encoding: str = "utf-8"
    open: str = ""
    close: str = ""
    times: int = 0
    huge: bool = False
    holds: tuple[str, ...] = ()
    says: str | None = None

    def filled(self, text: str) -> str:
        """Return ``text`` with what OPEN, CLOSE and HUGE stand for."""
        text = text.replace("OPEN", self.open * self.times if self.times else "OPEN")
        text = text.replace("CLOSE", self.close * self.times if self.times else "CLOSE")
        return text.replace("HUGE", "x" * HUGE if self.huge else "HUGE")

    def written(self, folder: Path) -> Path:
        file = folder / self.name
        file.write_bytes(self.filled(self.text).encode(self.encoding))
        return file

    def triples(self, folder: Path) -> set[ox.Triple]:
        lines = "".join(f"{self.filled(line)} .\n" for line in self.holds)
        lines = lines.replace("HERE/..", folder.parent.as_uri()).replace("HERE", folder.as_uri())
        return {quad.triple for quad in ox.parse(lines, format=ox.RdfFormat.TURTLE)}


HUGE = 20_000_000
TABLE = tomllib.loads((CASES / "rdf_inputs.toml").read_text("utf-8"))["case"]
INPUTS = [Input(**{**row, "holds": tuple(row.get("holds", ()))}) for row in TABLE]


@looped("given", INPUTS, ids=lambda given: f"{given.kind}, {given.name}")
def test_a_file_is_read_or_refused_in_words(given: Input, tmp_path: Path) -> None:
    file = given.written(tmp_path)
    if given.says is None:
        assert {quad.triple for quad in read_files([file])} == given.triples(tmp_path)
        return
    with pytest.raises(UnreadableGraph) as refused:
        read_files([file])
    assert str(refused.value).startswith(str(file))
    assert given.says in str(refused.value)


def test_each_kind_of_trouble_has_five_files_at_least() -> None:
    assert min(Counter(given.kind for given in INPUTS).values()) >= 5


READERS = {
    "query": ("query", "-", "--data"),
    "validate": ("validate",),
    "validate --with": ("validate", "--with"),
    "serve": ("serve", "--port", "0", "--data"),
    "load": ("load", "oxigraph", "http://127.0.0.1:9/", "--data"),
}
KINDS = sorted({given.kind for given in INPUTS if given.says})


@looped(("command", "kind"), product(READERS, KINDS))
def test_each_command_refuses_it_with_3_and_names_the_file(
    command: str, kind: str, tmp_path: Path
) -> None:
    read = DATASET_FORMATS if command == "load" else FORMATS
    refused = (g for g in INPUTS if g.kind == kind and Path(g.name).suffix[1:] in read)
    given = next((g for g in refused if g.says), None)
    if given is None or given.says is None:
        return  # the command reads no such syntax
    file, sound = given.written(tmp_path), tmp_path / "sound.nt"
    sound.write_text("")
    arguments = [*READERS[command], str(file)]
    if command == "validate --with":
        arguments.append(str(sound))
    result = CliRunner().invoke(main, arguments, input="ASK {}")
    assert (result.exit_code, result.stdout) == (3, "")
    assert str(file) in result.stderr
    assert str(given.says) in result.stderr
