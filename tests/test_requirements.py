"""What is installed is pinned: one version of each package, its hashes, and no address."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from looped import looped

ROOT = Path(__file__).parents[1]
PROJECT: Mapping[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS = {
    "run.txt": ("build",),
    "dev.txt": ("build", "dev", "bench"),
    "reconcile.txt": ("reconcile",),
}
PYTHONS = [
    found[1]
    for line in PROJECT["project"]["classifiers"]
    if (found := re.fullmatch(r"Programming Language :: Python :: (3\.\d+)", line))
]


def lines(file: str) -> list[str]:
    text = (ROOT / "requirements" / file).read_text(encoding="utf-8")
    return text.replace("\\\n", " ").splitlines()


def pinned(file: str, python: str) -> dict[str, str]:
    """Return the packages with their versions on Linux."""
    environment = {
        "implementation_name": "cpython",
        "os_name": "posix",
        "platform_python_implementation": "CPython",
        "python_full_version": f"{python}.0",
        "python_version": python,
        "sys_platform": "linux",
    }
    found = [Requirement(line.partition(" --hash")[0]) for line in lines(file)]
    here = [one for one in found if one.marker is None or one.marker.evaluate(environment)]
    versions: dict[str, str] = {
        canonicalize_name(one.name): str(one.specifier).removeprefix("==") for one in here
    }
    assert len(versions) == len(here), "a package is pinned twice"
    return versions


def asked_for(file: str) -> Iterator[Requirement]:
    project = PROJECT["project"]
    if file != "reconcile.txt":
        yield from map(Requirement, project["dependencies"])
        for extra in ("remote", "serve", "site"):
            yield from map(Requirement, project["optional-dependencies"][extra])
    for group in GROUPS[file]:
        yield from of_group(group)


def of_group(name: str) -> Iterator[Requirement]:
    for entry in PROJECT["dependency-groups"][name]:
        if isinstance(entry, str):
            yield Requirement(entry)
        else:
            yield from of_group(entry["include-group"])


def test_each_file_is_known() -> None:
    assert {path.name for path in (ROOT / "requirements").iterdir()} == set(GROUPS)


def test_four_versions_of_python_are_supported() -> None:
    assert PYTHONS == ["3.11", "3.12", "3.13", "3.14"]


@pytest.mark.parametrize("file", GROUPS)
def test_every_line_is_a_version_with_hashes_and_nothing_else(file: str) -> None:
    assert lines(file)
    form = re.compile(r"[a-z0-9-]+==[^\s;]+( ; [^/]+?)?\s+(--hash=sha256:[0-9a-f]{64}\s*)+")
    assert [line for line in lines(file) if not form.fullmatch(line)] == []


@looped("python", PYTHONS)
@looped("file", GROUPS)
def test_what_the_project_asks_for_is_pinned_to_a_version_that_it_allows(
    file: str, python: str
) -> None:
    versions = pinned(file, python)
    asked = list(asked_for(file))
    assert asked
    assert [
        str(one)
        for one in asked
        if not (version := versions.get(canonicalize_name(one.name)))
        or not one.specifier.contains(version)
    ] == []


@pytest.mark.parametrize("python", PYTHONS)
def test_what_runs_is_what_was_tested(python: str) -> None:
    assert pinned("run.txt", python).items() <= pinned("dev.txt", python).items()


def test_the_extra_that_holds_the_others_leaves_none_out() -> None:
    extras = dict(PROJECT["project"]["optional-dependencies"])
    (all_,) = map(Requirement, extras.pop("all"))
    assert all_.name == PROJECT["project"]["name"]
    assert all_.extras == set(extras)
