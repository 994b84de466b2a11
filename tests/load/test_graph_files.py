"""Any dump becomes a file for each named graph, or a sentence that says why not."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

from ascc_ld.cli import main
from ascc_ld.load import graph_files, sorted_triples
from ascc_ld.load.faults import UnloadableData, WrongStoreUsage
from ascc_ld.load.graph_files import GraphFile, chosen_graphs, from_file
from ascc_ld.load.sorted_triples import sort_triples
from load.fake_store import FakeStore

ONE, TWO = "https://data.example.org/graph/1", "https://data.example.org/graph/2"
A, B = "<http://a.example/a> <http://a.example/p>", "<http://a.example/b> <http://a.example/p>"


def split(content: str, folder: Path, name: str = "dump.nq") -> dict[str, set[str]]:
    source = folder / name
    source.write_bytes(content.encode())
    target = folder / "graphs"
    target.mkdir()
    files = from_file(source, target)
    contents = {file.graph: b"".join(file.blocks()) for file in files}
    for file in files:
        assert sum(1 for _ in file.parsed()) == file.triples
    assert {file.graph: file.size for file in files} == {g: len(c) for g, c in contents.items()}
    found = {graph: set(content.decode().splitlines()) for graph, content in contents.items()}
    assert {file.graph: file.triples for file in files} == {g: len(t) for g, t in found.items()}
    return found


def triples(path: Path) -> Iterator[ox.Quad]:
    return ox.parse(path=path, format=ox.RdfFormat.N_TRIPLES)


class TestSplitting:
    @pytest.mark.parametrize(
        "content",
        [
            f'{A} "1" <{ONE}> .\n{B} "2" <{ONE}> .\n',
            f'{A} "1" <{ONE}> .\n{B} "2" <{ONE}> .',
            f'{A} "1" <{ONE}> .\r\n{B} "2" <{ONE}> .\r\n',
            f'# a comment <{ONE}> .\n{A} "1" <{ONE}> .\n\n{B}   "2"   <{ONE}>.\n',
        ],
    )
    def test_one_graph_however_it_is_written(self, content: str, tmp_path: Path) -> None:
        assert split(content, tmp_path) == {ONE: {f'{A} "1" .', f'{B} "2" .'}}

    def test_graphs_may_take_turns(self, tmp_path: Path) -> None:
        content = f'{A} "1" <{ONE}> .\n{A} "1" <{TWO}> .\n{B} "2" <{ONE}> .\n'
        assert split(content, tmp_path) == {
            ONE: {f'{A} "1" .', f'{B} "2" .'},
            TWO: {f'{A} "1" .'},
        }

    def test_trig(self, tmp_path: Path) -> None:
        content = f'<{ONE}> {{ {A} "1" }} <{TWO}> {{ {B} 2.50 }}'
        decimal = "<http://www.w3.org/2001/XMLSchema#decimal>"
        assert split(content, tmp_path, "dump.trig") == {
            ONE: {f'{A} "1" .'},
            TWO: {f'{B} "2.50"^^{decimal} .'},
        }

    def test_what_looks_like_a_graph_may_be_a_comment(self, tmp_path: Path) -> None:
        content = f'{A} "1" <{TWO}> . # not <{ONE}> .\n{B} "2" <{ONE}> .\n'
        assert split(content, tmp_path) == {TWO: {f'{A} "1" .'}, ONE: {f'{B} "2" .'}}

    def test_a_dump_of_many_blocks(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(graph_files, "_BLOCK", 300)
        quads = [
            (graph, f'<http://a.example/{n}> <http://a.example/p> "{n} é"')
            for graph, numbers in ((ONE, range(40)), (TWO, range(40)), (ONE, range(40, 80)))
            for n in numbers
        ]
        content = "".join(f"{triple} <{graph}> .\n" for graph, triple in quads)
        assert split(content, tmp_path) == {
            graph: {f"{triple} ." for about, triple in quads if about == graph}
            for graph in (ONE, TWO)
        }

    def test_a_literal_may_look_like_a_graph(self, tmp_path: Path) -> None:
        literal = f'"x <{ONE}> . _:b"'
        assert split(f"{A} {literal} <{ONE}> .\n", tmp_path) == {ONE: {f"{A} {literal} ."}}

    @pytest.mark.parametrize(
        ("content", "name", "said"),
        [
            (f'{A} "1" .\n', "dump.nq", "in the default graph"),
            (f'{A} "1" _:g .\n', "dump.nq", "in a graph without an IRI"),
            (f'{A} "1" <{ONE}> .\n{A} "2 <{ONE}> .\n#\n', "dump.nq", "line 2"),
            (f"<{ONE}> {{ {A} }}", "dump.trig", "not well-formed"),
            (f'{A} "1" .\n', "dump.nt", "not a .nq or .trig file"),
        ],
    )
    def test_what_cannot_be_loaded_by_graph_is_refused(
        self, content: str, name: str, said: str, tmp_path: Path
    ) -> None:
        with pytest.raises(UnloadableData, match=said) as caught:
            split(content, tmp_path, name)
        assert name in str(caught.value)


class TestChoosing:
    FILES = tuple(GraphFile(iri, Path("x"), 1) for iri in (ONE, TWO, f"{ONE}/graph/2"))

    def test_by_iri_or_by_its_end(self) -> None:
        assert [file.graph for file in chosen_graphs(self.FILES, [TWO, "graph/1"])] == [ONE, TWO]
        assert chosen_graphs(self.FILES, []) == self.FILES

    @pytest.mark.parametrize(
        ("name", "said"), [("grph/1", "is not a graph"), ("graph/2", "more than")]
    )
    def test_an_unknown_or_double_name_is_refused(self, name: str, said: str) -> None:
        with pytest.raises(WrongStoreUsage, match=said):
            chosen_graphs(self.FILES, [name])


class TestSorting:
    def test_the_hash_is_that_of_the_sorted_lines(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sorted_triples, "_BATCH", 7)
        monkeypatch.setattr(sorted_triples, "_RUN", 500)
        lines = [
            f'<http://a.example/{n % 50}> <http://a.example/p> "é{n % 50}" .\n' for n in range(99)
        ]
        (tmp_path / "in.nt").write_text("".join(reversed(lines)), encoding="utf-8")
        found = sort_triples(triples(tmp_path / "in.nt"), tmp_path)
        content = "".join(sorted(set(lines))).encode()
        assert found.count == 50
        assert found.path.read_bytes() == content
        assert found.sha256 == hashlib.sha256(content).hexdigest()

    def test_escapes_do_not_matter(self, tmp_path: Path) -> None:
        (tmp_path / "1.nt").write_text(f'{A} "\\u00E9\\U0001F600" .\n', encoding="utf-8")
        (tmp_path / "2.nt").write_text(f'{A}   "é😀".', encoding="utf-8")
        files = [triples(tmp_path / name) for name in ("1.nt", "2.nt")]
        hashes = {sort_triples(file, tmp_path).sha256 for file in files}
        assert len(hashes) == 1


class TestCommand:
    def test_blank_nodes_are_refused_before_anything_is_sent(
        self, fake_store: FakeStore, tmp_path: Path
    ) -> None:
        dump = tmp_path / "dump.nq"
        dump.write_text(f"{A} _:b <{ONE}> .\n")
        result = CliRunner().invoke(main, ["load", "generic", fake_store.url, "--data", str(dump)])
        assert result.exit_code == 3
        assert "blank nodes" in result.stderr
        assert fake_store.requests == []

    def test_data_bring_their_own_iris(self, tmp_path: Path) -> None:
        dump = tmp_path / "dump.nq"
        dump.write_text("")
        options = ["--data", str(dump), "--base", "https://x.example/"]
        result = CliRunner().invoke(main, ["load", "generic", "http://127.0.0.1:1", *options])
        assert result.exit_code == 2
        assert "leave out --base and --project" in result.stderr

    def test_another_base_loads_other_graphs(self, fake_store: FakeStore) -> None:
        options = ["--base", "https://x.example/", "--graphs", "2024/derived"]
        result = CliRunner().invoke(main, ["load", "generic", fake_store.url, *options])
        assert result.exit_code == 0, result.output
        assert list(fake_store.graphs) == ["https://x.example/2024/derived"]

    def test_without_verification_nothing_is_claimed(self, fake_store: FakeStore) -> None:
        options = ["--no-verify", "--graphs", "2024/derived"]
        result = CliRunner().invoke(main, ["load", "generic", fake_store.url, *options])
        assert "they were not read back" in result.stdout
        assert "identical" not in result.stdout

    def test_a_store_without_a_fast_upload_says_so(self, fake_store: FakeStore) -> None:
        options = ["--fast", "--graphs", "2024/derived"]
        result = CliRunner().invoke(main, ["load", "generic", fake_store.url, *options])
        assert "generic has no faster upload over HTTP" in result.stdout

    def test_its_help_teaches(self) -> None:
        shown = CliRunner().invoke(main, ["load", "--help"]).stdout
        for word in ("oxigraph", "virtuoso", "ASCC_LD_PASSWORD", "~/.netrc", "Examples:", "--data"):
            assert word in shown


class TestGraphNames:
    @pytest.mark.parametrize("name", [b"http://a.example/\xff", b"rel"])
    def test_a_name_that_is_no_iri_is_refused_with_its_line(
        self, name: bytes, tmp_path: Path
    ) -> None:
        dump = tmp_path / "dump.nq"
        dump.write_bytes(f'{A} "1" <{ONE}> .\n{A} "2" <'.encode() + name + b"> .\n")
        with pytest.raises(UnloadableData, match="line 2"):
            from_file(dump, tmp_path)

    def test_escapes_in_a_name_are_decoded(self, tmp_path: Path) -> None:
        dump = tmp_path / "dump.nq"
        dump.write_text(f'{A} "1" <http://a.example/\\u00E9> .\n')
        assert [file.graph for file in from_file(dump, tmp_path)] == ["http://a.example/é"]

    def test_a_file_without_graphs_is_refused(self, fake_store: FakeStore, tmp_path: Path) -> None:
        dump = tmp_path / "empty.nq"
        dump.write_text("")
        result = CliRunner().invoke(main, ["load", "generic", fake_store.url, "--data", str(dump)])
        assert result.exit_code == 3
        assert "holds no graphs" in result.stderr
