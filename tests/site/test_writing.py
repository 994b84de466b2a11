"""Writing a site to a folder: all of it or nothing."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from ascc_ld.building.output_folder import MARKER
from ascc_ld.site.writing import write_site

FILES = {
    f"{folder}/{number}.html": f"{folder} {number}".encode()
    for folder in "ab"
    for number in range(100)
}


class Files(Mapping[str, bytes]):
    """A site with ``more`` files, of which ``FAULTY`` cannot be made."""

    FAULTY = "faulty.html"

    def __init__(self, *more: str) -> None:
        self.names = (*FILES, *more)

    def __getitem__(self, name: str) -> bytes:
        return FILES[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)


def written(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != MARKER
    }


def without_sums(folder: Path) -> dict[str, bytes]:
    found = written(folder)
    lines = found.pop("SHA256SUMS").decode().splitlines()
    assert lines == [f"{hashlib.sha256(found[n]).hexdigest()}  {n}" for n in sorted(found)]
    return found


def test_every_file_is_written_and_listed(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    size = write_site(Files(), tmp_path / "out", lambda *done: told.append(done))
    assert without_sums(tmp_path / "out") == FILES
    assert size == sum(map(len, written(tmp_path / "out").values()))
    assert told[-1] == (200, 200)
    assert told == sorted(told)


def test_what_the_gate_refuses_goes_nowhere(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_site({"a/0.html": b"as it was"}, out)

    def refused() -> None:
        raise ValueError("not this")

    with pytest.raises(ValueError, match="not this"):
        write_site(Files(), out, gate=refused)
    assert without_sums(out) == {"a/0.html": b"as it was"}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_page_that_cannot_be_made_leaves_everything_as_it_was(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match=Files.FAULTY):
        write_site(Files(Files.FAULTY), tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


LIMITED = """
import resource, sys
from pathlib import Path
from ascc_ld.cli.exits import errors_as_exit_codes
from ascc_ld.site.writing import write_site

resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
with errors_as_exit_codes():
    files = {"small.html": b"1", "sub/large.html": b"2" * 2000}
    write_site(files, Path(sys.argv[1]))
"""
"""A system that writes no more than 1000 bytes to a file."""


def test_a_file_that_the_system_does_not_take_is_named(tmp_path: Path) -> None:
    program = [sys.executable, "-c", LIMITED, str(tmp_path / "out")]
    ran = subprocess.run(program, capture_output=True, text=True, check=False)
    assert ran.returncode == 4
    assert ran.stderr.endswith("/new/sub/large.html: File too large\n")
    assert list(tmp_path.iterdir()) == []
