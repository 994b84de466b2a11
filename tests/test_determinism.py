"""The same bytes every time, and a small change in the data is a small change in the files."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from shutil import copytree

import pytest

import ascc_ld
from built import (
    BASE,
    DATASET_FILES,
    ONTOLOGY_FILES,
    ROOT,
    UNION_FILES,
    dist,
    made_once,
    text,
    wheel,
)
from looped import looped

BUILD = "from ascc_ld.cli import main; main(['build', '--quiet', *__import__('sys').argv[1:]])"
PACKAGES = str(Path(ascc_ld.__file__).parents[1])
OTHER_BASE = "https://data.example.org/asia/"


def run_build(
    out: Path, *arguments: str, cwd: Path, environment: Mapping[str, str] | None = None
) -> None:
    """Build in a process of its own, with nothing of the environment but what is given."""
    outcome = subprocess.run(
        [sys.executable, "-c", BUILD, "--out", str(out), *arguments],
        cwd=cwd,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": PACKAGES, **(environment or {})},
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        timeout=120,
    )
    assert outcome.returncode == 0, outcome.stderr


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def differing(folder: Path) -> list[str]:
    """Files that are not, byte for byte, those of the build that all tests share."""
    found, expected = content(folder), content(dist())
    return sorted(
        name for name in found.keys() | expected.keys() if found.get(name) != expected.get(name)
    )


# ---- The same bytes ----


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "0", "TZ": "Pacific/Kiritimati"},
        {"PYTHONHASHSEED": "1", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONHASHSEED": "4294967295", "TZ": "Asia/Tokyo", "LC_ALL": "ja_JP.eucJP"},
    ],
    ids=["seed 0, far east", "seed 1, C locale, ASCII", "largest seed, Japan"],
)
def test_neither_hash_seed_nor_time_zone_nor_locale_nor_folder_matters(
    environment: dict[str, str], tmp_path: Path
) -> None:
    elsewhere = tmp_path / "横浜 and elsewhere"
    elsewhere.mkdir()
    run_build(elsewhere / "out", cwd=elsewhere, environment=environment)
    assert differing(elsewhere / "out") == []


def test_a_second_build_into_the_same_folder_changes_nothing_and_leaves_nothing_beside_it(
    tmp_path: Path,
) -> None:
    copytree(dist(), tmp_path / "dist")
    ascc_ld.build(tmp_path / "dist")
    assert differing(tmp_path / "dist") == []
    assert [path.name for path in tmp_path.iterdir()] == ["dist"]


# ---- From a wheel ----


@cache
def installed_wheel() -> Path:
    """Install the wheel, without a network, into a folder of its own."""

    def install(folder: Path) -> None:
        options = ["--no-deps", "--no-index", "--disable-pip-version-check"]
        command = [sys.executable, "-m", "pip", "install", *options, "--target", str(folder)]
        subprocess.run([*command, str(wheel())], check=True, capture_output=True, timeout=120)

    return made_once("installed", install)


@pytest.mark.long
def test_an_installed_wheel_builds_the_same_bytes_without_a_checkout(tmp_path: Path) -> None:
    environment = {"PYTHONPATH": str(installed_wheel())}
    ask = "from ascc_ld.ground import project as p; print(p.__file__, p.default_project().root)"
    found = subprocess.run(
        [sys.executable, "-c", ask],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    package = installed_wheel() / "ascc_ld"
    assert found.stdout.split() == [str(package / "ground/project.py"), str(package / "_project")]
    run_build(tmp_path / "out", cwd=tmp_path, environment=environment)
    assert differing(tmp_path / "out") == []


def test_the_wheel_brings_the_data_and_tells_type_checkers() -> None:
    with zipfile.ZipFile(wheel()) as archive:
        names = set(archive.namelist())
    assert "ascc_ld/py.typed" in names
    for folder in ("data", "ontology", "queries", "shapes"):
        authored = {
            f"ascc_ld/_project/{path.relative_to(ROOT).as_posix()}"
            for path in (ROOT / folder).rglob("*")
            if path.is_file()
        }
        assert authored
        assert authored <= names


def test_the_wheel_brings_every_module_and_nothing_of_the_workshop() -> None:
    with zipfile.ZipFile(wheel()) as archive:
        names = set(archive.namelist())
    described = {
        name for name in names if name.startswith(f"ascc_ld-{ascc_ld.__version__}.dist-info/")
    }
    bundled = {name for name in names if name.startswith("ascc_ld/_project/")}
    package = ROOT / "src"
    written = {
        path.relative_to(package).as_posix()
        for path in (package / "ascc_ld").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert names - described - bundled == written
    assert "ascc_ld/__main__.py" in written
    assert {name.split("/")[2] for name in bundled} - {"web"} == {
        "data",
        "ontology",
        "queries",
        "shapes",
    }


def test_a_source_distribution_has_what_make_needs_and_no_checks_of_ours(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120)
    (path,) = tmp_path.iterdir()
    with tarfile.open(path) as archive:
        top = {name.split("/")[1] for name in archive.getnames()}
    assert {"Makefile", "requirements", "src", "tests", "pyproject.toml", "README.md"} <= top
    assert "dist" not in top
    assert {name for name in top if name.startswith(".")} <= {".gitattributes", ".gitignore"}


# ---- Another base ----


@cache
def rebased_dist() -> Path:
    return made_once("rebased", lambda folder: ascc_ld.build(folder, base=OTHER_BASE))


REBASED = (
    *UNION_FILES,
    *DATASET_FILES,
    *ONTOLOGY_FILES,
    "context.jsonld",
    "logo.svg",
    "schemes.ttl",
    "shapes.ttl",
    "sparql-examples.ttl",
    "statements.csv",
    "participants.csv",
    "organisations.csv",
    "csv-metadata.json",
)


def test_every_file_but_those_that_measure_the_others_is_compared_under_another_base() -> None:
    assert set(REBASED) == set(content(rebased_dist())) - {".ascc-ld", "SHA256SUMS", "void.ttl"}


@looped("name", REBASED)
def test_another_base_changes_iris_only(name: str) -> None:
    rebased = (rebased_dist() / name).read_bytes().decode("utf-8")
    assert BASE not in rebased
    restored = rebased.replace(OTHER_BASE, BASE)
    assert sorted(restored.splitlines()) == sorted(text(name).splitlines())


def test_another_base_is_used() -> None:
    lines = (rebased_dist() / "ascc.nt").read_text("utf-8").splitlines()
    assert any(line.startswith(f"<{OTHER_BASE}2024/declaration> ") for line in lines)


# ---- One more participant ----

NAME = "Hai Phong City"
SLUG = "vn-hai-phong-city"
NEW = f"\n\n{NAME}"


def append_row(path: Path, row: Mapping[str, str]) -> None:
    table = path.read_text("utf-8")
    header = next(csv.reader(io.StringIO(table)))
    line = io.StringIO()
    writer = csv.DictWriter(line, header, restval="", lineterminator="\n")
    writer.writerow(dict(row))
    path.write_text(table + line.getvalue(), encoding="utf-8", newline="")


@cache
def with_one_more() -> Path:
    """Build a copy of the project in which one more city is printed under Vietnam."""

    def make(folder: Path) -> None:
        add_one_more(folder / "project")
        run_build(folder / "dist", "--project", str(folder / "project"), cwd=folder)

    return made_once("one-more", make) / "dist"


def add_one_more(project: Path) -> None:
    for folder in ("data", "ontology", "queries", "shapes"):
        copytree(ROOT / folder, project / folder)
    declaration = project / "data/2024/declaration.txt"
    old = declaration.read_bytes()
    declaration.write_bytes(old + NEW.encode())
    settings = project / "data/2024/edition.toml"
    before, after = (hashlib.sha256(text_).hexdigest() for text_ in (old, old + NEW.encode()))
    pinned = settings.read_text("utf-8")
    assert pinned.count(before) == 1
    settings.write_text(pinned.replace(before, after), encoding="utf-8", newline="")
    append_row(
        project / "data/2024/participants.csv",
        {
            "position": "40",
            "heading": "Vietnam",
            "country": "VN",
            "organisation": SLUG,
            "role": "participant",
            "printed_name": NAME,
        },
    )
    append_row(
        project / "data/registry/organisations.csv",
        {
            "slug": SLUG,
            "name": NAME,
            "type": "municipal-government",
            "public_body": "yes",
            "country": "VN",
            "sources": "geonames",
        },
    )


def difference() -> tuple[set[str], set[str]]:
    """Lines of ``ascc.nt`` that went and that came."""
    new = set((with_one_more() / "ascc.nt").read_text("utf-8").splitlines())
    old = set(text("ascc.nt").splitlines())
    return old - new, new - old


def subject_and_predicate(line: str) -> tuple[str, str]:
    subject, predicate, _ = line.split(" ", 2)
    return subject.strip("<>").removeprefix(BASE), re.split(r"[/#]", predicate.strip("<>"))[-1]


# The text itself is longer, and the entry that was the last one is now followed by another.
REWRITTEN = {
    ("2024/text", "text"),
    ("2024/text", "extent"),
    ("2024/text/checksum", "checksumValue"),
    ("2024/participation/vn-people-s-committee-of-ha-tinh-city#quote", "suffix"),
}
# What points to the new participation or its organisation.
POINTING = {
    ("2024/declaration", "participation"),
    ("2024/declaration", "affirmedBy"),
    ("2024/declarants", "hasMember"),
}
LINE = f"2024/participation/{SLUG}"
ADDED = {f"org/{SLUG}", LINE, *(f"{LINE}#{part}" for part in ("span", "position", "quote"))}


def test_one_more_participant_takes_away_only_what_is_said_of_the_text_as_a_whole() -> None:
    gone, _ = difference()
    assert len(gone) == len(REWRITTEN) + 1  # the extent is said in two languages
    assert {subject_and_predicate(line) for line in gone} == REWRITTEN


def test_one_more_participant_adds_only_lines_about_it() -> None:
    _, came = difference()
    subjects = {subject_and_predicate(line)[0] for line in came}
    assert subjects == ADDED | {subject for subject, _ in REWRITTEN | POINTING}
    others = {pair for pair in map(subject_and_predicate, came) if pair[0] not in ADDED}
    assert others == REWRITTEN | POINTING
    pointing = [line for line in came if subject_and_predicate(line) in POINTING]
    assert len(pointing) == len(POINTING)
    assert all(SLUG in line for line in pointing)


def test_one_more_participant_is_a_diff_that_a_person_can_read() -> None:
    _, came = difference()
    # 10 lines each say who it is and how it took part, 15 where it stands, 10 who points to it.
    assert len(came) <= 50
