"""``ascc-ld build``: what it prints, its exit codes, and that it writes everything or nothing.

The shapes have tests of their own; here the gate holds one rule that each test can read.
"""

from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ascc_ld.building.output_folder import MARKER, put_in_place
from ascc_ld.cli import main
from ascc_ld.ground.project import Project

AUTHORED = "https://w3id.org/ascc/"
OTHER = "https://data.example.org/ascc/"
FILES = {
    "SHA256SUMS",
    "ascc.jsonld",
    "ascc.nq",
    "ascc.nt",
    "ascc.rdf",
    "ascc.trig",
    "ascc.ttl",
    "context.jsonld",
    "csv-metadata.json",
    "logo.svg",
    "ontology.jsonld",
    "ontology.rdf",
    "ontology.ttl",
    "organisations.csv",
    "participants.csv",
    "schemes.ttl",
    "shapes.ttl",
    "sparql-examples.ttl",
    "statements.csv",
    "void.ttl",
}
RULE = """\
@prefix : <https://w3id.org/ascc/shapes#> .
@prefix ascc: <https://w3id.org/ascc/ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

:Edition a sh:NodeShape ; sh:targetClass ascc:ConferenceEdition ; sh:property :Edition-number .
:Edition-number a sh:PropertyShape ; sh:path ascc:editionNumber ; sh:maxInclusive {most} ;
  sh:message "The number of the edition is too high."@en ; sh:severity sh:Violation .
"""
OLD = {"ascc.nt": b"<a:old> <a:is> <a:kept> .\n"}
NEW = {"ascc.nt": b"<a:new> <a:is> <a:made> .\n", "ascc.ttl": b"a:new a:is a:made .\n"}


@pytest.fixture
def project(project_copy: Project) -> Project:
    """A project whose gate has one rule, which the data keep."""
    for shapes in project_copy.path("shapes").glob("*.ttl"):
        shapes.unlink()
    keep_rule(project_copy, most=13)
    return project_copy


def keep_rule(project: Project, most: int) -> None:
    project.path("shapes/one.ttl").write_text(RULE.format(most=most), "utf-8")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder as an earlier run left it."""
    folder = tmp_path / "dist"
    put_in_place(OLD, folder, "ascc-ld build")
    return folder


@pytest.fixture
def few_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a build write two small files: which ones makes no difference to how."""
    monkeypatch.setattr("ascc_ld.building.job._published_files", lambda *_: NEW)


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != MARKER)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def build(project: Project, *arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["build", "--project", str(project.root), *map(str, arguments)])


def spoil(project: Project, file: str, old: str, new: str) -> None:
    text = project.path(file).read_bytes().decode("utf-8")
    assert text.count(old) == 1
    project.path(file).write_bytes(text.replace(old, new).encode())


# ---- All is well ----


def test_a_build_replaces_the_old_files_and_tells_what_it_did(project: Project, out: Path) -> None:
    result = build(project, "--out", out)
    assert result.exit_code == 0, result.output
    built = contents(out)
    assert set(built) == FILES
    sums = dict(line.split("  ")[::-1] for line in built["SHA256SUMS"].decode().splitlines())
    assert set(sums) == FILES - {"SHA256SUMS"}
    assert {name: hashlib.sha256(built[name]).hexdigest() for name in sums} == sums
    for told in (
        "2024: 4,030 code points, 9 sentences",
        "Statements  13: 1 Aspiration, 1 Commitment, 4 Consensus, 2 DeclaratoryAct, ",
        ", 2 Narrative, 3 Recognition",
        "39 participants from 13 countries, 14 mentions, 50 organisations",
        "https://w3id.org/ascc/2024/graph",
        "conforms: 0 violations",
        *(f"{len(content):>9,}  {name}" for name, content in built.items()),
    ):
        assert told in result.stdout
    assert result.stderr == ""
    assert {path.name for path in out.parent.iterdir()} == {"dist", "project"}


def test_quiet_prints_nothing_and_builds_the_same(project: Project, tmp_path: Path) -> None:
    loud = build(project, "--out", tmp_path / "loud")
    quiet = build(project, "--out", tmp_path / "deep" / "quiet", "--quiet")
    assert (loud.exit_code, quiet.exit_code, quiet.output) == (0, 0, "")
    assert contents(tmp_path / "deep" / "quiet") == contents(tmp_path / "loud")


def test_another_base_changes_every_iri_of_ours(project: Project, tmp_path: Path) -> None:
    result = build(project, "--out", tmp_path / "dist", "--base", OTHER)
    assert result.exit_code == 0, result.output
    for name, content in contents(tmp_path / "dist").items():
        assert AUTHORED.encode() not in content, name
    assert f"<{OTHER}2024/declaration>".encode() in (tmp_path / "dist" / "ascc.nt").read_bytes()


def test_a_build_without_options_writes_dist(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert build(project).exit_code == 0
    assert set(contents(tmp_path / "dist")) == FILES


# ---- Faulty input: exit code 3 ----


def test_faults_of_several_files_are_told_together_and_nothing_is_written(
    project: Project, out: Path
) -> None:
    before = contents(out)
    spoil(project, "data/registry/works.csv", ",report,", ",raport,")
    spoil(project, "data/2024/statements.csv", ",wider-world,", ",wide-world,")
    spoil(project, "data/2024/mentions.csv", "3-1,ipcc,", "3-1,ipcd,")
    spoil(project, "data/dataset.toml", "publisher =", "publischer =")
    spoil(project, "data/2024/declaration.txt", "transcend borders", "transcend bordors")
    result = build(project, "--out", out)
    assert result.exit_code == 3
    assert result.stdout == ""
    head, *faults = result.stderr.splitlines()
    assert head == f"{len(faults)} faults in the data:"
    assert [line.strip().partition(":")[0] for line in faults] == [
        "data/2024/edition.toml, text.sha256",
        "data/2024/mentions.csv, row 14, organisation",
        "data/2024/statements.csv, row 8, quote",
        "data/2024/statements.csv, row 12, beneficiaries",
        "data/dataset.toml, publischer",
        "data/dataset.toml, publisher",
        "data/registry/works.csv, row 2, type",
    ]
    assert "Did you mean 'wider-world'?" in result.stderr
    assert contents(out) == before


@pytest.mark.parametrize(
    "file",
    [
        "data/2024/declaration.txt",
        "data/2024/statements.csv",
        "data/registry/countries.csv",
        "data/links/wikidata.sssom.tsv",
        "ontology/schemes/force.ttl",
    ],
)
def test_a_file_that_is_not_utf_8_is_exit_code_3(file: str, project: Project, out: Path) -> None:
    before = contents(out)
    path = project.path(file)
    path.write_bytes(path.read_bytes() + b"\xe4\n")
    result = build(project, "--out", out)
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.count(file) == 1
    assert "is not UTF-8" in result.stderr
    assert contents(out) == before


def test_a_folder_that_holds_no_project_is_exit_code_3(tmp_path: Path, out: Path) -> None:
    before = contents(out)
    (tmp_path / "empty").mkdir()
    result = build(Project(tmp_path / "empty"), "--out", out)
    assert (result.exit_code, result.stdout) == (3, "")
    assert "data: contains no edition" in result.stderr
    assert contents(out) == before


def test_shapes_that_are_no_turtle_are_exit_code_3(project: Project, out: Path) -> None:
    before = contents(out)
    project.path("shapes/one.ttl").write_bytes(b"this is no Turtle")
    result = build(project, "--out", out)
    assert result.exit_code == 3, result.exception
    assert "shapes/one.ttl" in result.stderr
    assert contents(out) == before


# ---- A graph that breaks a rule: exit code 1 ----


def test_a_graph_that_breaks_a_rule_is_told_in_words_and_not_written(
    project: Project, out: Path
) -> None:
    before = contents(out)
    keep_rule(project, most=12)
    result = build(project, "--out", out)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "The number of the edition is too high." in result.stderr
    assert contents(out) == before


# ---- Wrong usage: exit code 2 ----


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["build", "--base", "w3id.org/ascc"], "absolute http(s) IRI that ends in /"),
        (["build", "--base", "https://w3id.org/ascc"], "ends in /"),
        (["build", "--base", "https://w3id.org/ascc#"], "ends in /"),
        (["build", "--base", ""], "absolute http(s) IRI that ends in /"),
        (["build", "--project", "nowhere"], "nowhere"),
        (["build", "--ot", "x"], "--out"),
        (["build", "extra"], "extra"),
        (["biuld"], "Did you mean 'build'?"),
        (["completion", "tcsh"], "tcsh"),
    ],
)
def test_wrong_usage_is_told_before_any_work(
    arguments: list[str], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("few_files")
def test_a_folder_with_foreign_files_is_left_alone(project: Project, out: Path) -> None:
    (out / "thesis.doc").write_bytes(b"ten years of work")
    before = contents(out)
    result = build(project, "--out", out)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "thesis.doc" in result.stderr
    assert "Name another folder" in result.stderr
    assert contents(out) == before


@pytest.mark.usefixtures("few_files")
def test_a_folder_that_no_build_wrote_is_left_alone(project: Project, tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "letters").mkdir(parents=True)
    (home / "letters" / "to-hue.txt").write_bytes(b"Dear Hue")
    result = build(project, "--out", home)
    assert result.exit_code == 2
    assert contents(home) == {"letters/to-hue.txt": b"Dear Hue"}


@pytest.mark.usefixtures("few_files")
def test_a_file_for_a_folder_is_left_alone(project: Project, tmp_path: Path) -> None:
    (tmp_path / "dist").write_bytes(b"a file")
    result = build(project, "--out", tmp_path / "dist")
    assert result.exit_code == 2
    assert (tmp_path / "dist").read_bytes() == b"a file"


# ---- Interrupted, or the disk refuses: exit code 4, and all is as it was ----


@pytest.mark.usefixtures("few_files")
@pytest.mark.parametrize("file_count", [0, 1, len(NEW)])
def test_a_full_disk_leaves_the_old_files(
    file_count: int, project: Project, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(out)
    left = iter(range(file_count))

    def flush(_: int) -> None:
        if next(left, None) is None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", flush)
    result = build(project, "--out", out)
    assert (result.exit_code, result.stdout) == (4, "")
    assert "No space left on device" in result.stderr
    assert contents(out) == before
    assert {path.name for path in out.parent.iterdir()} == {"dist", "project"}


@pytest.mark.usefixtures("few_files")
def test_an_interrupt_while_writing_leaves_the_old_files(
    project: Project, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(out)

    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    assert build(project, "--out", out).exit_code != 0
    assert contents(out) == before
    assert {path.name for path in out.parent.iterdir()} == {"dist", "project"}


@pytest.mark.usefixtures("few_files")
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", [1, 2])
def test_an_interrupt_while_moving_leaves_one_whole_set_of_files(
    step: int, when: str, project: Project, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old folder moves aside, the new one in; a signal may come before or after each move."""
    before = contents(out)
    move = Path.rename
    moves = 0

    def interrupted(path: Path, target: Path) -> Path:
        nonlocal moves
        moves += 1
        if moves == step and when == "before":
            raise KeyboardInterrupt
        moved = move(path, target)
        if moves == step:
            raise KeyboardInterrupt
        return moved

    monkeypatch.setattr(Path, "rename", interrupted)
    assert build(project, "--out", out).exit_code != 0
    if (step, when) == (2, "after"):
        assert set(contents(out)) == {*NEW, "SHA256SUMS"}
    else:
        assert contents(out) == before
    assert {path.name for path in out.parent.iterdir()} == {"dist", "project"}


@pytest.mark.usefixtures("few_files")
def test_an_output_that_cannot_be_made_is_exit_code_4(project: Project, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"no folder")
    result = build(project, "--out", tmp_path / "file" / "dist")
    assert (result.exit_code, result.stdout) == (4, "")
    assert "file" in result.stderr
    assert (tmp_path / "file").read_bytes() == b"no folder"


# ---- The command line about itself ----


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_names_the_commands_and_exit_codes(option: str) -> None:
    result = CliRunner().invoke(main, [option])
    assert result.exit_code == 0
    for told in ("build", "validate", "completion", "Exit codes:", "3  the input is faulty"):
        assert told in result.stdout


def test_help_of_build_names_its_options_and_an_example() -> None:
    result = CliRunner().invoke(main, ["build", "--help"])
    assert result.exit_code == 0
    for told in ("--out", "[default: dist]", "--base", "--project", "--quiet", "ascc-ld build"):
        assert told in result.stdout


def test_a_folder_with_the_checksums_of_others_is_left_alone(
    project: Project, tmp_path: Path
) -> None:
    release = tmp_path / "release"
    release.mkdir()
    (release / "thesis.pdf").write_bytes(b"ten years of work")
    (release / "SHA256SUMS").write_bytes(b"00  thesis.pdf\n")
    before = contents(release)
    result = build(project, "--out", release)
    assert result.exit_code == 2
    assert contents(release) == before


def test_a_link_to_the_folder_stays_a_link(project: Project, tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    (tmp_path / "dist").symlink_to(tmp_path / "www")
    assert build(project, "--quiet", "--out", tmp_path / "dist").exit_code == 0
    assert (tmp_path / "dist").is_symlink()
    assert (tmp_path / "www" / "ascc.ttl").is_file()


@pytest.mark.parametrize("folder", ["shapes", "ontology/rules"])
def test_a_gate_or_a_derivation_that_is_gone_is_a_fault(folder: str, project: Project) -> None:
    for path in project.path(folder).iterdir():
        path.unlink()
    result = build(project, "--out", project.root / "dist")
    assert (result.exit_code, result.stdout) == (3, "")
    assert folder in result.stderr
    assert not (project.root / "dist").exists()


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("shapes/one.ttl", "sh:maxInclusive 13", "sh:sparql [ sh:select 'SELECT $this WHERE {' ]"),
        ("shapes/one.ttl", "sh:maxInclusive 13", "sh:not [ sh:maxInclusive 12 ]"),
        ("ontology/rules/is-bound-by.rq", "CONSTRUCT {", "CONSTRUCT"),
        ("ontology/context.jsonld", '"@context": {', '"@context": '),
        ("data/2024/edition.toml", "http://publications.europa.eu/resource", "not an iri"),
        ("data/dataset.toml", 'publisher = "ascc-ld"', 'publisher = "City of Yokohama"'),
        ("data/registry/organisations.csv", "https://adb.org", "https://adb.org:port/%zz"),
        ("data/2024/edition.toml", "expected_year = 2027", "expected_year = true"),
        ("data/2024/edition.toml", "number = 13", "number = -13"),
        ("data/2024/edition.toml", "issued = 2024-10-24", "issued = 2024-10-23"),
        ("data/2024/edition.toml", '"ASCC 2024 Yokohama Declaration"', '"A title of our own"'),
    ],
)
def test_a_careless_edit_is_told_without_a_traceback(
    file: str, old: str, new: str, project: Project
) -> None:
    spoil(project, file, old, new)
    result = build(project, "--out", project.root / "dist")
    assert (result.exit_code, result.stdout) == (3, ""), result.output
    assert result.stderr
    assert not (project.root / "dist").exists()


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("data/registry/countries.csv", "IND,356", "IDN,356", "alpha3"),
        ("data/registry/countries.csv", "IND,356", "IND,360", "m49"),
        ("data/registry/organisations.csv", "PH,ph-baguio", "PH,jp-yokohama", "place"),
        ("data/registry/places.csv", ",JP,,35.43429", ",JP,jp-yokohama,35.43429", "within"),
    ],
)
def test_a_registry_that_contradicts_itself_is_told(
    file: str, old: str, new: str, told: str, project: Project
) -> None:
    spoil(project, file, old, new)
    result = build(project, "--out", project.root / "dist")
    assert result.exit_code == 3
    assert f"{told}:" in result.stderr
