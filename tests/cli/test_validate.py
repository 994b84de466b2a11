"""``ascc-ld validate``: any graph, in any syntax, with the exit code that says how it went."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result
from rdflib import RDF, RDFS, SH, XSD, Graph

from ascc_ld.cli import main
from ascc_ld.ground.project import default_project
from ascc_ld.mapping.loading import load
from http_client.hostile import assert_harmless
from looped import looped

BASE = "https://w3id.org/ascc/"


@cache
def quads() -> tuple[ox.Quad, ...]:
    return tuple(quad for graph in load(default_project())[1].asserted.values() for quad in graph)


def written(path: Path, syntax: ox.RdfFormat, *, also: int | None = None) -> Path:
    """Write the conference of the real graph, which is the 13th; also as that of another number."""
    conference = ox.NamedNode(f"{BASE}2024/conference")
    kept = [quad for quad in quads() if quad.subject == conference]
    if also is not None:
        number = ox.Literal(str(also), datatype=ox.NamedNode(XSD.integer))
        graph = ox.NamedNode(f"{BASE}2024/graph")
        kept.append(ox.Quad(conference, ox.NamedNode(f"{BASE}ns#editionNumber"), number, graph))
    content = kept if syntax.supports_datasets else [quad.triple for quad in kept]
    with path.open("wb") as file:
        ox.serialize(content, file, format=syntax)
    return path


def run(*arguments: str | Path, stdin: bytes = b"") -> Result:
    return CliRunner().invoke(main, ["validate", *map(str, arguments)], input=stdin)


def test_without_a_file_checks_the_data_of_the_installation() -> None:
    result = run()
    assert result.exit_code == 0
    assert result.output.splitlines()[-1].startswith("Conforms: 0 violations, ")


def test_a_graph_of_others_cannot_steer_the_terminal(tmp_path: Path) -> None:
    label = '"\\u001B[2J\\u202E said"@en'
    (tmp_path / "theirs.ttl").write_text(
        f"<x:s> a <{BASE}ns#ConferenceEdition> ; <{RDFS.label}> {label} ;\n"
        f"  <{BASE}ns#editionNumber> 1 , 2 .\n"
    )
    result = run(tmp_path / "theirs.ttl")
    assert result.exit_code == 1
    assert_harmless(result.output)


def test_a_part_of_our_graph_is_judged_as_a_part(tmp_path: Path) -> None:
    name = f"<{BASE}ns#printedName>"
    baguio = f"<{BASE}2024/participation/ph-city-of-baguio>"
    lines = [f"{quad.triple} ." for quad in quads() if str(quad.subject) == baguio]
    (tmp_path / "sound.nt").write_text("\n".join(lines) + "\n")
    (tmp_path / "faulty.nt").write_text(
        "\n".join(line for line in lines if name not in line) + "\n"
    )
    assert run(tmp_path / "sound.nt").exit_code == 1
    assert run("--part", tmp_path / "sound.nt").exit_code == 0
    result = run("--part", tmp_path / "faulty.nt")
    assert result.exit_code == 1
    assert "1 violation," in result.output
    (tmp_path / "whole.nt").write_text("".join(f"{quad.triple} .\n" for quad in quads()))
    assert run("--with", tmp_path / "whole.nt", tmp_path / "sound.nt").exit_code == 0


def test_a_part_has_to_be_given() -> None:
    result = run("--part")
    assert result.exit_code == 2
    assert "say which part" in result.output


@pytest.mark.parametrize(
    ("name", "syntax"),
    [
        ("graph.ttl", ox.RdfFormat.TURTLE),
        ("graph.nt", ox.RdfFormat.N_TRIPLES),
        ("graph.nq", ox.RdfFormat.N_QUADS),
        ("graph.trig", ox.RdfFormat.TRIG),
        ("graph.rdf", ox.RdfFormat.RDF_XML),
        ("graph.jsonld", ox.RdfFormat.JSON_LD),
    ],
)
def test_reads_every_syntax_and_finds_the_fault(
    name: str, syntax: ox.RdfFormat, tmp_path: Path
) -> None:
    result = run(written(tmp_path / name, syntax, also=12))
    assert result.exit_code == 1
    assert "Does not conform: 1 violation, " in result.output
    assert "13th Asia Smart City Conference" in result.output


def test_checks_the_union_of_several_files(tmp_path: Path) -> None:
    first = written(tmp_path / "first.nt", ox.RdfFormat.N_TRIPLES)
    second = tmp_path / "second.ttl"
    second.write_text(f"<{BASE}2024/conference> <{BASE}ns#editionNumber> 12 .\n")
    assert run(first).exit_code == 0
    assert run(second).exit_code == 0
    assert run(first, second).exit_code == 1


def test_reads_standard_input(tmp_path: Path) -> None:
    content = written(tmp_path / "graph.nt", ox.RdfFormat.N_TRIPLES, also=12).read_bytes()
    result = run("--input-format", "nt", "-", stdin=content)
    assert result.exit_code == 1
    assert run("-", stdin=content).exit_code == 2


def test_warnings_fail_when_asked() -> None:
    result = run("--strict")
    assert result.exit_code == 1
    assert result.output.splitlines()[-1].startswith("Does not conform: 0 violations, ")


def test_gives_the_report_as_turtle(tmp_path: Path) -> None:
    file = written(tmp_path / "graph.nt", ox.RdfFormat.N_TRIPLES, also=12)
    result = run("--format", "turtle", file)
    assert result.exit_code == 1
    report = Graph().parse(data=result.stdout, format="turtle")
    assert len(list(report.subjects(RDF.type, SH.ValidationReport))) == 1


def test_gives_the_findings_as_json(tmp_path: Path) -> None:
    file = written(tmp_path / "graph.nt", ox.RdfFormat.N_TRIPLES, also=12)
    result = run("--format", "json", file)
    assert result.exit_code == 1
    found = json.loads(result.stdout)["findings"][0]
    assert found["path"] == f"{BASE}ns#editionNumber"


class TestInputThatCannotBeRead:
    def test_is_named_with_the_line_at_fault(self, tmp_path: Path) -> None:
        file = tmp_path / "broken.ttl"
        file.write_text("@prefix a: <http://example.org/> .\na:b a:c ; ; ] .\n")
        result = run(file)
        assert result.exit_code == 3
        assert "broken.ttl, line 2" in result.stderr

    def test_is_missing(self, tmp_path: Path) -> None:
        result = run(tmp_path / "nowhere.ttl")
        assert result.exit_code == 3
        assert "nowhere.ttl" in result.stderr

    def test_is_of_a_syntax_that_cannot_be_told(self, tmp_path: Path) -> None:
        file = tmp_path / "graph.txt"
        file.write_text("")
        result = run(file)
        assert result.exit_code == 3
        assert "--input-format" in result.stderr

    def test_wants_the_network_for_its_context(self, tmp_path: Path) -> None:
        file = tmp_path / "remote.jsonld"
        file.write_text('{"@context": "http://127.0.0.1:9/context.jsonld", "@id": "http://a/b"}')
        result = run(file)
        assert result.exit_code == 3
        assert "remote.jsonld" in result.stderr


TERMS_OF_RDF_1_2 = {
    "annotation.ttl": "<x:a> <x:b> <x:c> {| <x:d> 1 |} .",
    "term.nt": "<x:a> <x:b> <<( <x:a> <x:b> <x:c> )>> .",
    "term.nq": "<x:a> <x:b> <<( <x:a> <x:b> <x:c> )>> <x:g> .",
    "reified.trig": "<x:g> { << <x:a> <x:b> <x:c> >> <x:d> 1 }",
    "direction.ttl": '<x:a> <x:b> "x"@ar--rtl .',
}


@looped("name", TERMS_OF_RDF_1_2)
def test_terms_of_rdf_1_2_are_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(TERMS_OF_RDF_1_2[name])
    result = run(tmp_path / name)
    assert result.exit_code == 3
    assert str(tmp_path / name) in result.stderr
    assert "is a term of RDF 1.2" in result.stderr


def test_line_ends_of_windows_are_named_as_such(tmp_path: Path) -> None:
    contents = {
        "a.ttl": "<x:a> <x:b> '''one\r\ntwo''' .",
        "a.trig": "<x:g> { <x:a> <x:b> '''one\r\ntwo''' }",
        "a.n3": "<x:a> <x:b> '''one\r\ntwo''' .",
        "a.nt": '<x:a> <x:b> "one\\r\\ntwo" .',
        "a.jsonld": '{"@id": "x:a", "x:b": "one\\r\\ntwo"}',
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content.encode())
    told = run(*(tmp_path / name for name in contents)).stderr
    for name in contents:
        assert f"texts of {tmp_path / name} have the line ends CR LF" in told


def test_a_part_and_what_it_is_judged_with_share_no_blank_nodes(tmp_path: Path) -> None:
    """The speaker of the part is not the organisation of the other file."""
    (tmp_path / "part.ttl").write_text(f"<x:s> a <{BASE}ns#Statement> ; <{BASE}ns#speaker> _:b .")
    (tmp_path / "whole.ttl").write_text("_:b a <http://www.w3.org/ns/org#Organization> .")
    result = run("--with", tmp_path / "whole.ttl", tmp_path / "part.ttl", "--format", "json")
    assert "shapes#SpeakerIsBody" in result.stdout


def test_proposes_what_a_misspelt_term_means(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(f"<x:s> a <{BASE}ns#Commitmnt> ; <{BASE}ns#themes> <x:t> .")
    result = run(tmp_path / "a.ttl")
    assert result.exit_code == 1
    assert "Did you mean ascc:Commitment?" in result.stdout
    assert "Did you mean ascc:theme?" in result.stdout


class TestWrongUsage:
    @looped(
        "arguments",
        [
            ("--format", "xml"),
            ("--input-format", "docx"),
            ("-", "-"),
            ("--base", "no iri"),
            ("--project", "/nowhere/at/all"),
            ("--unknown",),
        ],
    )
    def test_exits_with_2(self, arguments: tuple[str, ...]) -> None:
        assert run(*arguments).exit_code == 2


def test_says_when_hardly_any_rule_applies(tmp_path: Path) -> None:
    file = tmp_path / "other.ttl"
    file.write_text("<http://example.org/a> a <http://example.org/B> .\n")
    result = run(file)
    assert "--base" in result.stderr


def test_helps() -> None:
    result = run("--help")
    assert result.exit_code == 0
    assert "ascc-ld validate my-edit.ttl" in result.output
    assert "3  the input is faulty or unreadable" in result.output
