"""The rooms of the code: each knows only those below it, and the check of that can fail."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "ascc_ld"
MOST_LOOSE_FILES = 6


def checked(source: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter with our contracts on the package in ``source``."""
    return subprocess.run(
        [
            Path(sys.executable).with_name("lint-imports"),
            "--no-cache",
            "--config",
            ROOT / "pyproject.toml",
        ],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(source)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(SOURCE, tmp_path / "src" / "ascc_ld")
    return tmp_path / "src"


def test_the_contracts_hold_and_make_no_exception(copy: Path, tmp_path: Path) -> None:
    done = checked(copy, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    assert [contract.get("ignore_imports", []) for contract in contracts] == [[], []]


@pytest.mark.parametrize(
    ("room", "planted"),
    [
        ("rdf/terms.py", "ascc_ld.reading.editions"),
        ("reading/corpus.py", "ascc_ld.mapping"),
        ("site/page.py", "ascc_ld.reading.tables"),
        ("description/graph.py", "ascc_ld.mapping"),
        ("hosts/templating.py", "ascc_ld.site.page"),
        ("load/store.py", "ascc_ld.queries.remote"),
    ],
)
def test_an_import_that_runs_upwards_or_through_the_wall_is_found(
    room: str, planted: str, copy: Path, tmp_path: Path
) -> None:
    module = copy / "ascc_ld" / room
    module.write_text(f"{module.read_text(encoding='utf-8')}\nimport {planted}\n", encoding="utf-8")
    done = checked(copy, tmp_path)
    assert done.returncode == 1, done.stdout + done.stderr
    assert room.removesuffix(".py").replace("/", ".") in done.stdout


def test_few_files_lie_loose() -> None:
    loose = sorted(path.name for path in SOURCE.iterdir() if path.is_file())
    assert len(loose) <= MOST_LOOSE_FILES, loose
