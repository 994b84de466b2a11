"""``ascc-ld new`` and ``ascc-ld draft``: what they write, print and refuse."""

from __future__ import annotations

import importlib.util
import re
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ascc_ld.cli import main
from ascc_ld.ground.project import Project

BASE = "https://data.example.org/rights/"
TEXT = "Hue Declaration\n\nWe met in Hue. We commit to act.\n"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = run("new", tmp_path / "rights", "--base", BASE, "--title", "Digital rights")
    assert made.exit_code == 0, made.output
    return tmp_path / "rights"


def test_a_new_project_holds_data_alone(folder: Path) -> None:
    assert [path.name for path in folder.iterdir()] == ["data"]
    project = Project(folder)
    files = [f for name in ("data", "ontology", "shapes") for f in project.path(name).rglob("*.*")]
    files += project.path("queries").glob("*.*")
    assert len(files) > len(list(folder.rglob("*.*")))  # the program lends the others
    ours = re.compile("Asia Smart City|アジア・スマートシティ")
    assert not [path.name for path in files if ours.search(path.read_text("utf-8"))]
    assert f'base = "{BASE}"' in (folder / "data/dataset.toml").read_text("utf-8")


def test_a_project_that_is_there_is_left_alone(folder: Path) -> None:
    again = run("new", folder, "--base", BASE, "--title", "Digital rights")
    assert again.exit_code == 2
    assert "is there already: nothing was written" in again.output


def test_a_text_is_drafted_and_told(folder: Path, tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text(TEXT, encoding="utf-8")
    drafted = run("draft", text, "--edition", "2018", "--project", folder, "--explain")
    assert drafted.exit_code == 0, drafted.output
    assert "Statements  2: the force of 0 is unknown" in drafted.output
    assert f"Then        ascc-ld build --project {folder} names what is left" in drafted.output
    assert "P-2: commit, since “We commit to” is said in the first person" in drafted.output
    files = sorted(path.name for path in (folder / "data/2018").iterdir())
    assert files == [
        "declaration.txt",
        "edition.toml",
        "mentions.csv",
        "participants.csv",
        "statements.csv",
    ]
    refused = run("build", "--project", folder, "--out", tmp_path / "dist")
    assert refused.exit_code == 3
    assert "is drafted, not reviewed. Remove the ? or correct it." in refused.output
    assert not (tmp_path / "dist").exists()


@pytest.mark.long
def test_a_new_project_is_built_when_its_draft_is_reviewed(folder: Path, tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text(TEXT, encoding="utf-8")
    run("draft", text, "--edition", "2018", "--project", folder)
    for path in (folder / "data/2018").glob("*.*"):
        marked = path.read_text("utf-8").replace('source = "?"', 'source = "not-recorded"')
        path.write_text(re.sub(r'(?m)(^|[,"])\?', r"\1", marked), "utf-8", newline="")
    built = run("build", "--project", folder, "--out", tmp_path / "dist")
    assert built.exit_code == 0, built.output
    assert "Asia Smart City" not in (tmp_path / "dist/ascc.nq").read_text("utf-8")


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"\xff", "text.txt, row 1: 'byte 0: 0xff' is not UTF-8"), (b"", "text.txt: is empty")],
)
def test_what_is_no_text_ends_with_its_place(
    content: bytes, words: str, folder: Path, tmp_path: Path
) -> None:
    text = tmp_path / "text.txt"
    text.write_bytes(content)
    refused = run("draft", text, "--edition", "2018", "--project", folder)
    assert refused.exit_code == 3
    assert words in refused.output


@pytest.mark.parametrize("edition", ["../2018", "A 1", ""])
def test_an_edition_is_named_by_a_slug(edition: str, folder: Path, tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text(TEXT, encoding="utf-8")
    refused = run("draft", text, "--edition", edition, "--project", folder)
    assert refused.exit_code == 2


def test_a_folder_without_data_is_refused(tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text(TEXT, encoding="utf-8")
    refused = run("draft", text, "--edition", "2018", "--project", tmp_path)
    assert refused.exit_code == 2
    assert "ascc-ld new DIR" in refused.output


def test_the_extra_is_named_where_it_is_missing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = importlib.util.find_spec

    def without_rapidfuzz(name: str, package: str | None = None) -> ModuleSpec | None:
        return None if name == "rapidfuzz" else found(name, package)

    monkeypatch.setattr(importlib.util, "find_spec", without_rapidfuzz)
    text = tmp_path / "text.txt"
    text.write_text(TEXT, encoding="utf-8")
    refused = run("draft", text, "--edition", "2018", "--project", folder)
    assert refused.exit_code == 2
    assert 'needs rapidfuzz: pip install "ascc-ld[draft]"' in refused.output
