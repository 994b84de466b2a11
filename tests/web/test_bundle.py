"""The bundle: small where every page loads it, the same bytes anywhere, carried by the wheel."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from built import ROOT
from web.front_end import has_what_is_pinned, npm

SOURCES = ("src", "data", "ontology", "queries", "shapes", "LICENSES")
FILES = ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE")
SCRIPTS = ("site.js", "sparql.js", "sparql-workbench.js", "sparql-worker.js")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


# ---- The sources ----


def test_the_pure_functions_do_what_their_tests_say(web: Path) -> None:
    npm(web, "test")


def test_the_types_hold(web: Path) -> None:
    npm(web, "run", "types")


def test_the_lock_file_names_no_registry() -> None:
    lock = (ROOT / "web/package-lock.json").read_text("utf-8")
    assert '"integrity": "sha512-' in lock
    assert "resolved" not in lock


def test_every_version_is_pinned() -> None:
    package = json.loads((ROOT / "web/package.json").read_text("utf-8"))
    for name, version in package["devDependencies"].items():
        assert re.fullmatch(r"[0-9]+\.[0-9]+\.[0-9]+", version), name


def test_packages_are_taken_over_where_npm_installed_what_is_pinned(tmp_path: Path) -> None:
    pinned = {"": {}, "node_modules/a": {"version": "1.0.0"}, "node_modules/b": {"optional": True}}
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "package-lock.json").write_text(json.dumps({"packages": pinned}))
    assert not has_what_is_pinned(tmp_path)
    for installed, expected in (
        ({"node_modules/a": {"version": "1.0.0"}}, True),
        ({"node_modules/a": {"version": "1.0.1"}}, False),
        ({"node_modules/b": {"optional": True}}, False),
        ({"node_modules/a": {"version": "1.0.0"}, "node_modules/c": {}}, False),
    ):
        listing = tmp_path / "node_modules/.package-lock.json"
        listing.write_text(json.dumps({"packages": installed}))
        assert has_what_is_pinned(tmp_path) == expected, installed


# ---- What is bundled ----


def test_the_bundle_is_what_the_readme_lists(web: Path) -> None:
    listed = re.findall(r"^\| (`.*?) \|", (web / "README.md").read_text("utf-8"), re.MULTILINE)
    named = {name for cell in listed for name in re.findall(r"`([^`]+)`", cell)}
    assert set(contents(web / "dist")) == named


def test_what_every_page_loads_is_small(web: Path) -> None:
    assert len((web / "dist/site.js").read_bytes()) < 15_000
    assert len((web / "dist/sparql.js").read_bytes()) < 10_000


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_is_classic_and_evaluates_no_text(web: Path, name: str) -> None:
    script = (web / "dist" / name).read_text("utf-8")
    assert re.search(r"(^|[;}])(import|export)\b[ {*\"']", script) is None
    assert re.search(r"\b(eval|new Function)\(", script) is None
    assert "innerHTML" not in script


def test_the_licences_name_all_that_is_bundled(web: Path) -> None:
    licences = (web / "dist/licences.txt").read_text("utf-8")
    for name in ("oxigraph", "n3", "@codemirror/view", "@lezer/common", "style-mod"):
        assert re.search(rf"^{name} [0-9.]+: (MIT|MIT OR Apache-2.0)$", licences, re.MULTILINE)
    assert "esbuild" not in licences  # it makes the bundle and is no part of it


def test_the_same_sources_give_the_same_bytes_in_another_folder(web: Path, tmp_path: Path) -> None:
    copy = tmp_path / "横浜 and elsewhere"
    shutil.copytree(web, copy, symlinks=True)
    shutil.rmtree(copy / "dist")
    npm(copy, "run", "build")
    assert contents(copy / "dist") == contents(web / "dist")


def test_a_build_leaves_nothing_old_and_touches_nothing_that_stays(web: Path) -> None:
    old = web / "dist/old.js"
    old.write_bytes(b"")
    before = (web / "dist/site.js").stat().st_mtime_ns
    npm(web, "run", "build")
    assert not old.exists()
    assert (web / "dist/site.js").stat().st_mtime_ns == before


# ---- What carries it ----


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What a wheel is built from, without the bundle."""
    folder = tmp_path / "checkout"
    for name in SOURCES:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copy(ROOT / name, folder)
    return folder


def build(checkout: Path, target: str) -> tuple[Path, str]:
    """Build a distribution where there is no Node.js; return its path and what was said."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", "out"]
    environment = {**os.environ, "PATH": str(Path(sys.executable).parent)}
    outcome = subprocess.run(
        command, cwd=checkout, env=environment, capture_output=True, text=True, check=False
    )
    assert outcome.returncode == 0, outcome.stderr
    (path,) = (checkout / "out").iterdir()
    return path, outcome.stdout + outcome.stderr


def test_a_wheel_brings_the_bundle(web: Path, checkout: Path) -> None:
    shutil.copytree(web / "dist", checkout / "web/dist")
    wheel, _ = build(checkout, "wheel")
    folder = "ascc_ld/_project/web/dist/"
    with zipfile.ZipFile(wheel) as archive:
        carried = {
            name.removeprefix(folder): archive.read(name)
            for name in archive.namelist()
            if name.startswith(folder)
        }
    assert carried == contents(web / "dist")


def test_a_source_distribution_brings_it_to_those_without_node(web: Path, checkout: Path) -> None:
    shutil.copytree(web / "dist", checkout / "web/dist")
    (checkout / ".gitignore").write_text("/web/dist/\n", encoding="utf-8")
    path, _ = build(checkout, "sdist")
    with tarfile.open(path) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {f"web/dist/{name}" for name in contents(web / "dist")} <= names


def test_a_wheel_built_without_the_bundle_says_what_is_left_out(checkout: Path) -> None:
    wheel, said = build(checkout, "wheel")
    with zipfile.ZipFile(wheel) as archive:
        assert [name for name in archive.namelist() if "web/dist" in name] == []
    assert "Without search, sorted tables and the query page" in said
