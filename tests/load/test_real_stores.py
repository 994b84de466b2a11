"""Oxigraph, Fuseki, RDF4J and Virtuoso take our graphs, give them back, and keep their neighbours.

They are started and loaded with the commands of docs/stores.md.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import time
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result

from ascc_ld.building.job import named_graphs
from ascc_ld.cli import main
from ascc_ld.ground.project import default_project
from ascc_ld.http_client.retry import RetryPolicy
from ascc_ld.load.connection import open_store
from ascc_ld.load.faults import StoreFault
from ascc_ld.load.graph_files import GraphFile
from ascc_ld.load.loading import Landed, Loader, LoadFault, Proof
from ascc_ld.load.store import GraphStore
from load.servers import Running, blocks

ROOT = Path(__file__).parents[2]
BYSTANDER = "https://bystander.example/graph"
BYSTANDING = '<https://bystander.example/s> <https://bystander.example/p> "here before"@en .\n'
XSD = "http://www.w3.org/2001/XMLSchema#"

NUMBERS = "identical up to the lexical form of numbers"
VERDICTS = {
    "oxigraph": f"{NUMBERS} and the types derived from xsd:integer",
    "fuseki": NUMBERS,
    "rdf4j": "identical",
    "virtuoso": f"{NUMBERS} and the single precision of points",
}
WHOLE = {"oxigraph", "fuseki", "rdf4j"}


@pytest.fixture(autouse=True)
def _account(real_store: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in real_store.recipe.account.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def client(real_store: Running) -> GraphStore:
    store = open_store(real_store.recipe.name, real_store.url, 60, RetryPolicy(retries=0))
    # As each load begins.  Virtuoso asks for credentials and closes before it has read a body.
    store.check_alive()
    return store


@pytest.fixture
def scratch(request: pytest.FixtureRequest) -> str:
    """A graph that no other test uses."""
    return f"https://data.example.org/{quote(request.node.name)}"


@cache
def graphs() -> Mapping[str, Sequence[ox.Quad]]:
    return named_graphs(default_project())


def nothing(*_: object) -> None:
    pass


def run(store: Running, *options: str) -> Result:
    return CliRunner().invoke(
        main, ["load", store.recipe.name, store.url, "--retries", "0", *options]
    )


def put(client: GraphStore, graph: str, content: str, folder: Path) -> GraphFile:
    file = GraphFile(graph, folder / "put.nt", content.count("\n"))
    file.path.write_text(content, encoding="utf-8")
    client.put_graph(file, nothing)
    return file


def lines(client: GraphStore, graph: str) -> set[str]:
    body = io.BytesIO()
    client.get_graph(graph, body, 2**30)
    return {f"{quad.triple} ." for quad in ox.parse(body.getvalue(), format=ox.RdfFormat.N_TRIPLES)}


class TestLoading:
    @pytest.mark.long
    def test_proves_every_graph_and_keeps_the_neighbour(
        self, real_store: Running, client: GraphStore, tmp_path: Path
    ) -> None:
        put(client, BYSTANDER, BYSTANDING, tmp_path)
        first = run(real_store)
        again = run(real_store)
        assert first.exit_code == 0, first.output
        assert first.stdout == again.stdout
        for graph, quads in graphs().items():
            shown = rf"^ *{len(quads):,}  {re.escape(graph)}  identical.*  sha256 [0-9a-f]{{64}}$"
            assert re.search(shown, first.stdout, re.MULTILINE), graph
        assert f"read back: {VERDICTS[real_store.recipe.name]}.\n" in first.stdout
        assert lines(client, BYSTANDER) == {BYSTANDING.strip()}

    def test_leaves_nothing_of_what_a_graph_was_before(
        self, client: GraphStore, scratch: str, tmp_path: Path
    ) -> None:
        put(client, scratch, '<http://a.example/old> <http://a.example/p> "old" .\n', tmp_path)
        put(client, scratch, '<http://a.example/new> <http://a.example/p> "new" .\n', tmp_path)
        assert lines(client, scratch) == {'<http://a.example/new> <http://a.example/p> "new" .'}
        client.delete_graph(scratch)
        assert lines(client, scratch) == set()

    def test_a_dry_run_writes_nothing(self, real_store: Running, client: GraphStore) -> None:
        result = run(real_store, "--dry-run", "--base", "https://dry.example.org/")
        assert result.exit_code == 0, result.output
        assert result.stdout.count("absent") == len(graphs())
        assert lines(client, "https://dry.example.org/2024/derived") == set()

    def test_a_dry_run_sees_what_is_there(self, real_store: Running) -> None:
        assert run(real_store, "--graphs", "2024/derived").exit_code == 0
        result = run(real_store, "--graphs", "2024/derived", "--dry-run")
        assert re.search(r"2024/derived  identical  sha256 [0-9a-f]{64}\n", result.stdout)


class TestProof:
    def test_every_kind_of_literal_arrives(
        self, client: GraphStore, scratch: str, tmp_path: Path
    ) -> None:
        text = 'Ünïcode 日本語 😀 tab\\t newline\\n return\\r quote\\" backslash\\\\ '
        content = (
            f'<http://a.example/s> <http://a.example/long> "{text * 2_000}" .\n'
            f'<http://a.example/s> <http://a.example/long> "{text * 2_000}"@en-GB .\n'
            '<http://a.example/s> <http://a.example/empty> "" .\n'
            '<http://a.example/s> <http://a.example/blanks> " x " .\n'
            '<http://a.example/s> <http://a.example/tag> "x"@zh-Hant-TW .\n'
            f'<http://a.example/s> <http://a.example/true> "true"^^<{XSD}boolean> .\n'
            f'<http://a.example/s> <http://a.example/day> "2024-10-24"^^<{XSD}date> .\n'
            f'<http://a.example/s> <http://a.example/t> "2024-10-24T01:02:03Z"^^<{XSD}dateTime> .\n'
            f'<http://a.example/s> <http://a.example/year> "2027"^^<{XSD}gYear> .\n'
            f'<http://a.example/s> <http://a.example/hex> "0AFF"^^<{XSD}hexBinary> .\n'
            "<http://a.example/été> <http://a.example/iri> <http://a.example/b%20c#d?e=f&g> .\n"
        )
        assert proof(client, scratch, content, tmp_path).proof is Proof.IDENTICAL

    def test_numbers_keep_their_values(
        self, real_store: Running, client: GraphStore, scratch: str, tmp_path: Path
    ) -> None:
        content = "".join(
            f'<http://a.example/s> <http://a.example/p> "{lexical}"^^<{XSD}{datatype}> .\n'
            for lexical, datatype in (
                ("9.5E-1", "double"),
                ("1.0E6", "double"),
                ("-0.0E0", "double"),
                ("INF", "double"),
                ("2.50", "float"),
                ("0.1", "float"),
                ("31", "decimal"),
                ("-135.14850", "decimal"),
                ("0042", "integer"),
                ("+7", "integer"),
            )
        )
        found = proof(client, scratch, content, tmp_path)
        same = Proof.IDENTICAL if real_store.recipe.name == "rdf4j" else Proof.SAME_VALUES
        assert found.proof is same

    @pytest.mark.parametrize(
        ("lexical", "datatype", "spoilers"),
        [
            ("9223372036854775807", "integer", {"virtuoso"}),
            ("1.2345678901234567E300", "double", {"virtuoso"}),
            ("7", "nonNegativeInteger", set()),
            ("1", "boolean", {"oxigraph", "fuseki", "virtuoso"}),
        ],
    )
    def test_a_store_that_changes_more_is_found_out(  # noqa: PLR0913, PLR0917 - a case and fixtures
        self,
        real_store: Running,
        client: GraphStore,
        scratch: str,
        tmp_path: Path,
        lexical: str,
        datatype: str,
        spoilers: set[str],
    ) -> None:
        content = f'<http://a.example/s> <http://a.example/p> "{lexical}"^^<{XSD}{datatype}> .\n'
        if real_store.recipe.name not in spoilers:
            assert proof(client, scratch, content, tmp_path).proof in (
                Proof.IDENTICAL,
                Proof.SAME_VALUES,
            )
            return
        with pytest.raises(LoadFault, match="but holds something else") as caught:
            proof(client, scratch, content, tmp_path)
        assert f"missing    {content.strip()}" in str(caught.value)

    def test_a_number_that_changes_leaves_nothing_behind(
        self, client: GraphStore, scratch: str, tmp_path: Path
    ) -> None:
        for lexical in ("31", "1.50", "-7.0", "2"):
            content = f'<http://a.example/s> <http://a.example/p> "{lexical}"^^<{XSD}decimal> .\n'
            assert proof(client, scratch, content, tmp_path).found == 1


class TestFaults:
    def test_a_wrong_password_is_refused_and_not_shown(
        self, real_store: Running, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        if not real_store.recipe.account:
            assert real_store.recipe.name in ("oxigraph", "rdf4j")
            return
        monkeypatch.setenv("ASCC_LD_PASSWORD", "open-barley")
        result = run(real_store)
        assert result.exit_code == 4
        assert "does not accept the credentials of ASCC_LD_USERNAME" in result.stderr
        assert "open-barley" not in result.output

    def test_a_wrong_path_is_no_store(self, real_store: Running) -> None:
        wrong = [real_store.recipe.name, f"{real_store.url}/nowhere", "--retries", "0"]
        result = CliRunner().invoke(main, ["load", *wrong])
        assert result.exit_code == 4
        assert real_store.url in result.stderr

    def test_data_that_break_off_leave_the_graph_as_it_was(
        self, real_store: Running, client: GraphStore, scratch: str, tmp_path: Path
    ) -> None:
        old = '<http://a.example/old> <http://a.example/p> "old" .'
        put(client, scratch, f"{old}\n", tmp_path)
        new = "".join(f'<http://a.example/{n}> <http://a.example/p> "{n}" .\n' for n in range(999))
        with pytest.raises(StoreFault) as caught:
            put(client, scratch, f"{new}<broken", tmp_path)
        if real_store.recipe.name in WHOLE:
            assert caught.value.trace.value == "as it was"
            assert lines(client, scratch) == {old}
        else:
            assert caught.value.trace.value == "unknown"

    def test_a_client_that_dies_half_way_leaves_the_graph_as_it_was(
        self, real_store: Running, client: GraphStore, scratch: str, tmp_path: Path
    ) -> None:
        if real_store.recipe.name not in WHOLE:
            assert not client.kind.whole
            return
        old = '<http://a.example/old> <http://a.example/p> "old" .'
        put(client, scratch, f"{old}\n", tmp_path)
        new = tmp_path / "new.nt"
        triples = (f'<http://a.example/{n}> <http://a.example/p> "new" .\n' for n in range(9_999))
        new.write_text("".join(triples), encoding="utf-8")
        dying = open_store(real_store.recipe.name, real_store.url, 60, RetryPolicy(retries=0))
        with pytest.raises(Dies):
            dying.put_graph(GraphFile(scratch, new, 9_999), die_half_way)
        # A store that takes what came for all of it does so when it has noticed the end.
        for _ in range(20):
            assert lines(client, scratch) == {old}
            time.sleep(0.05)


class TestDocument:
    """The commands of docs/stores.md, as they are printed there."""

    def test_loading_and_asking(self, real_store: Running) -> None:
        (command,) = blocks(real_store.recipe.chapter, "Load")
        loaded = real_store.shell(command)
        assert loaded.returncode == 0, loaded.stderr
        assert f"{len(graphs())} graphs" in loaded.stdout
        assert VERDICTS[real_store.recipe.name] in loaded.stdout
        (question,) = blocks(real_store.recipe.chapter, "Query")
        answer = real_store.shell(question).stdout.replace('"', "").split()
        assert answer == ["n", "39"]

    def test_the_version_that_is_tested_is_the_one_that_is_named(self, real_store: Running) -> None:
        table = (ROOT / "docs" / "stores.md").read_text(encoding="utf-8")
        table = table.partition("| tested with |")[2].partition("\n\n")[0]
        (row,) = re.findall(rf"^\| {real_store.recipe.chapter}.*$", table, re.MULTILINE)
        tested = row.split("|")[-2].strip()
        commands = {
            "oxigraph": ["oxigraph", "--version"],
            "virtuoso": ["dpkg-query", "-W", "virtuoso-opensource-7-bin"],
        }
        command = commands.get(real_store.recipe.name)
        if command is None:
            assert any(tested in need for need in real_store.recipe.needs)
        elif shutil.which(command[0]):
            assert (
                tested in subprocess.run(command, capture_output=True, text=True, check=True).stdout
            )


class Dies(BaseException):
    """What ends a client and is not to be caught, as an interrupt is not."""


def die_half_way(sent: int, size: int) -> None:
    assert sent < size
    if sent > size // 4:
        raise Dies


def proof(client: GraphStore, scratch: str, content: str, folder: Path) -> Landed:
    (folder / "in.nt").write_text(content, encoding="utf-8")
    file = GraphFile(scratch, folder / "in.nt", content.count("\n"))
    (landed,) = Loader(client, folder).load([file])
    return landed
