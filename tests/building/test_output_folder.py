"""Putting files in place: all of them or none, and never over somebody else's."""

from __future__ import annotations

import errno
import os
import re
import shutil
import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest

from ascc_ld.building.output_folder import (
    CHECKSUMS,
    MARKER,
    FolderInUse,
    ForeignFiles,
    Irreplaceable,
    checksums,
    placed,
)
from ascc_ld.building.output_folder import put_in_place as put
from built import missing

OLD = {"ascc.ttl": b"old\n", "gone.csv": b"1\r\n"}
NEW = {"ascc.ttl": b"new\n", "sub/deep.nt": "横浜\n".encode()}
# SHA-256 of nothing and of "abc": FIPS 180-4, examples of the Secure Hash Standard.
EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
# Of the line "EMPTY  a", as sha256sum gives it.
LISTING = "fba1930570cf2d33a2a05ff43a4fea532382611f43876988fc9c31fd9ce102d1"


COMMAND = "ascc-ld build"


def put_in_place(files: dict[str, bytes], target: Path, command: str = COMMAND) -> None:
    put(files, target, command)


def held(folder: Path) -> dict[str, bytes]:
    """Content of a folder by relative name, what tells of the others aside."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in (CHECKSUMS, MARKER)
    }


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A folder that an earlier run has filled."""
    folder = tmp_path / "dist"
    put_in_place(OLD, folder)
    return folder


# ---- Done ----


def test_files_are_written_with_their_checksums(tmp_path: Path) -> None:
    put_in_place(NEW, tmp_path / "dist")
    assert held(tmp_path / "dist") == NEW
    assert (tmp_path / "dist" / CHECKSUMS).read_bytes() == checksums(NEW)


def test_folders_above_are_made(tmp_path: Path) -> None:
    put_in_place(NEW, tmp_path / "a" / "b")
    assert held(tmp_path / "a" / "b") == NEW


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "dist").mkdir()
    put_in_place(NEW, tmp_path / "dist")
    assert held(tmp_path / "dist") == NEW


def test_a_relative_name_is_one_below_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    put_in_place(NEW, Path("dist"))
    assert held(tmp_path / "dist") == NEW


def test_what_an_earlier_run_wrote_is_replaced_as_a_whole(target: Path) -> None:
    put_in_place(NEW, target)
    assert held(target) == NEW


def test_a_published_file_that_was_removed_is_written_again(target: Path) -> None:
    (target / "ascc.ttl").unlink()
    put_in_place(OLD, target)
    assert held(target) == OLD


def test_nothing_is_left_beside_the_folder(target: Path) -> None:
    put_in_place(NEW, target)
    assert list(target.parent.iterdir()) == [target]


def test_others_may_read_the_folder(target: Path) -> None:
    plain = target.parent / "plain"
    plain.mkdir()
    assert target.stat().st_mode == plain.stat().st_mode


# ---- Refused ----


def test_a_folder_with_a_foreign_file_is_left_alone(target: Path) -> None:
    (target / "notes.md").write_text("mine")
    with pytest.raises(ForeignFiles, match=r"notes\.md"):
        put_in_place(NEW, target)
    assert held(target) == {**OLD, "notes.md": b"mine"}


def test_a_folder_without_checksums_is_foreign(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("mine")
    with pytest.raises(ForeignFiles, match=r"thesis\.tex"):
        put_in_place(NEW, tmp_path)
    assert held(tmp_path) == {"thesis.tex": b"mine"}


def test_a_listing_of_others_makes_no_folder_ours(tmp_path: Path) -> None:
    mine = {"ascc.ttl": b"mine\n", "thesis.txt": b"ten years of work"}
    for name, content in {**mine, CHECKSUMS: checksums(mine)}.items():
        (tmp_path / name).write_bytes(content)
    with pytest.raises(ForeignFiles, match=CHECKSUMS):
        put_in_place(NEW, tmp_path)
    assert held(tmp_path) == mine


def test_a_file_that_was_added_to_our_listing_is_not_ours(target: Path) -> None:
    mine = {**OLD, "thesis.txt": b"ten years of work"}
    (target / "thesis.txt").write_bytes(mine["thesis.txt"])
    (target / CHECKSUMS).write_bytes(checksums(mine))
    with pytest.raises(ForeignFiles, match="holds SHA256SUMS, which was edited"):
        put_in_place(NEW, target)
    assert held(target) == mine


def test_the_marker_and_the_listing_alone_make_a_folder_ours(tmp_path: Path) -> None:
    folder = tmp_path / "dist"
    folder.mkdir()
    (folder / "a").write_bytes(b"")
    (folder / "SHA256SUMS").write_text(f"{EMPTY}  a\n")
    (folder / ".ascc-ld").write_text(f"ascc-ld build\n{LISTING}  SHA256SUMS\n")
    put_in_place(NEW, folder)
    assert held(folder) == NEW


@pytest.mark.parametrize(
    "marker", ["", "ascc-ld build\n", f"ascc-ld build\n{ABC}  other\n", "\xff"]
)
def test_a_marker_that_does_not_name_the_listing_makes_no_folder_ours(
    marker: str, target: Path
) -> None:
    (target / MARKER).write_bytes(marker.encode("latin-1"))
    with pytest.raises(ForeignFiles, match=r"did not write, such as \.ascc-ld"):
        put_in_place(NEW, target)
    assert held(target) == OLD


def test_a_published_file_that_was_edited_is_named_and_stays(target: Path) -> None:
    (target / "ascc.ttl").write_bytes(b"edited\n")
    with pytest.raises(ForeignFiles, match=r"holds ascc\.ttl, which was edited"):
        put_in_place(NEW, target)
    assert held(target) == {**OLD, "ascc.ttl": b"edited\n"}


def test_what_another_command_wrote_is_named_by_it_and_stays(target: Path) -> None:
    with pytest.raises(ForeignFiles, match="written by `ascc-ld build` and not by `ascc-ld site`"):
        put_in_place(NEW, target, "ascc-ld site")
    assert held(target) == OLD


@pytest.mark.parametrize("made", ["link", "link to a folder", "link to the same", "empty", "pipe"])
def test_only_regular_files_are_ours(made: str, target: Path, tmp_path: Path) -> None:
    path = target / "made"
    if made == "link":
        path.symlink_to("nowhere")
    elif made == "link to a folder":
        path.symlink_to(tmp_path)
    elif made == "link to the same":
        path = target / "ascc.ttl"
        path.rename(tmp_path / "elsewhere")
        path.symlink_to(tmp_path / "elsewhere")
    elif made == "empty":
        path.mkdir()
    else:
        os.mkfifo(path)
    kind = path.lstat().st_mode
    with pytest.raises(ForeignFiles, match=path.name):
        put_in_place(NEW, target)
    assert path.lstat().st_mode == kind


def test_what_is_foreign_is_told_before_the_rest_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bin" / "deep").mkdir(parents=True)
    (tmp_path / "etc").mkdir()
    scanned: list[str] = []
    scandir = os.scandir

    def watched(path: str | Path) -> object:
        scanned.append(str(path))
        return scandir(path)

    monkeypatch.setattr("ascc_ld.building.output_folder.os.scandir", watched)
    with pytest.raises(ForeignFiles, match="such as bin/"):
        put_in_place(NEW, tmp_path)
    assert scanned == [str(tmp_path)]


def test_a_file_that_comes_during_the_run_stays(target: Path) -> None:
    with (  # noqa: PT012 - it is the end of the block that raises
        pytest.raises(ForeignFiles, match=r"late\.txt"),
        placed(target, COMMAND) as fresh,
    ):
        (fresh / CHECKSUMS).write_bytes(b"")
        (target / "late.txt").write_bytes(b"mine")
    assert held(target) == {**OLD, "late.txt": b"mine"}
    assert list(target.parent.iterdir()) == [target]


def test_a_file_that_comes_while_the_folder_is_looked_through_stays(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def late(path: Path, to: Path) -> Path:
        if path == target:
            (target / "late.txt").write_bytes(b"mine")
        return rename(path, to)

    monkeypatch.setattr(Path, "rename", late)
    with pytest.raises(ForeignFiles, match=rf"{re.escape(str(target))} holds .* late\.txt"):
        put_in_place(NEW, target)
    assert held(target) == {**OLD, "late.txt": b"mine"}
    assert list(target.parent.iterdir()) == [target]


def test_what_cannot_come_back_is_kept_for_the_next_run(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def failing(path: Path, to: Path) -> Path:
        if path != target:
            raise OSError(5, "Input/output error", str(path))
        return rename(path, to)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", failing)
        with pytest.raises(OSError, match="Input/output"):
            put_in_place(NEW, target)
    (left,) = target.parent.iterdir()
    assert held(left / "old") == OLD
    with pytest.raises(ForeignFiles, match="written by `ascc-ld build`"):
        put_in_place(NEW, target, "ascc-ld site")
    assert held(target) == OLD


def test_a_file_of_that_name_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "dist").write_text("mine")
    with pytest.raises(ForeignFiles, match="is a file"):
        put_in_place(NEW, tmp_path / "dist")
    assert (tmp_path / "dist").read_text() == "mine"


@pytest.mark.parametrize(
    ("given", "here", "said"),
    [
        (".", "dist", "the folder you are in"),
        ("..", "dist/sub", "the folder you are in"),
        ("dist", "dist/sub/deep", "the folder you are in"),
        ("link", "dist", "the folder you are in"),
        ("mounted", "", "a mount point"),
        ("busy", "", "a mount point"),
        ("elsewhere", "", "a mount point"),
    ],
)
def test_a_folder_that_cannot_be_replaced_as_a_whole_stays(
    given: str, here: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A shell would stand in a folder that is gone; a volume of a container cannot be renamed."""
    for name in ("mounted", "busy", "elsewhere"):
        (tmp_path / name).mkdir()
    put_in_place(OLD | {"sub/deep/file": b""}, tmp_path / "dist")
    (tmp_path / "link").symlink_to("dist")
    monkeypatch.chdir(tmp_path / here)
    rename = Path.rename

    def refused(path: Path, to: Path) -> Path:
        codes = {"busy": errno.EBUSY, "elsewhere": errno.EXDEV}
        if path.name in codes:
            raise OSError(codes[path.name], os.strerror(codes[path.name]), str(path))
        return rename(path, to)

    monkeypatch.setattr(Path, "rename", refused)
    monkeypatch.setattr("os.path.ismount", lambda path: Path(path).name == "mounted")
    target = Path(given) if given.startswith(".") else tmp_path / given
    before = held(target)
    with pytest.raises(Irreplaceable, match=f" is {said}, .* Name a folder in it"):
        put_in_place(NEW, target)
    assert held(target) == before
    left = {"dist", "link", "mounted", "busy", "elsewhere"}
    assert {path.name for path in tmp_path.iterdir()} == left


@pytest.mark.parametrize("name", ["loop", "loop/dist"])
def test_a_link_that_leads_to_itself_is_told(name: str, tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(OSError, match="Too many levels of symbolic links"):
        put_in_place(NEW, tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == ["loop"]


def test_a_run_that_ends_as_another_begins_is_told_as_one_that_writes(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = Path.mkdir

    def gone(path: Path, mode: int = 0o777, **options: bool) -> None:
        make(path, mode, **options)
        if path.name.endswith("-ascc-ld"):
            path.rmdir()

    monkeypatch.setattr(Path, "mkdir", gone)
    with pytest.raises(FolderInUse):
        put_in_place(NEW, target)
    assert held(target) == OLD


# ---- Failed or interrupted ----


# When a run is interrupted or the disk fails: at which of the two renamings, before it or after it
# took effect, and what the folder holds then.
MOMENTS = {
    "before the old one moves": (1, False, OLD),
    "after the old one moved": (1, True, OLD),
    "before the new one moves": (2, False, OLD),
    "after the new one moved": (2, True, NEW),
}


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError("disk full")], ids=["^C", "disk"])
@pytest.mark.parametrize("moment", MOMENTS)
def test_at_every_moment_the_folder_is_the_old_one_or_the_new_one(
    moment: str, error: BaseException, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fatal, takes_effect, expected = MOMENTS[moment]
    rename = Path.rename
    calls = count(1)

    def interrupted(source: Path, to: Path) -> Path:
        now = next(calls) == fatal
        if now and not takes_effect:
            raise error
        moved = rename(source, to)
        if now:
            raise error
        return moved

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", interrupted)
        with pytest.raises(type(error)):
            put_in_place(NEW, target)
    assert held(target) == expected
    assert list(target.parent.iterdir()) == [target]


def test_a_write_that_fails_leaves_the_old_files(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(descriptor: int) -> None:
        raise OSError(28, f"No space left on device: {descriptor}")

    monkeypatch.setattr("ascc_ld.building.output_folder.os.fsync", refuse)
    with pytest.raises(OSError, match="No space left") as raised:
        put_in_place(NEW, target)
    assert raised.value.filename.endswith("/new/ascc.ttl")
    assert held(target) == OLD
    assert list(target.parent.iterdir()) == [target]


KILLED = """
import os, signal, sys
from pathlib import Path
from ascc_ld.building.output_folder import placed

target = Path(sys.argv[1])
rename = Path.rename

def stopped(source, to):
    moved = rename(source, to)
    if to.name == sys.argv[2]:
        print(flush=True)
        signal.pause()
    return moved

Path.rename = stopped
with placed(target, "ascc-ld build") as fresh:
    (fresh / "SHA256SUMS").write_bytes(b"")
    if not sys.argv[2]:
        print(flush=True)
        signal.pause()
"""
"""A run that waits to be killed: while it writes, or when something has got the name given."""


@pytest.mark.parametrize(
    ("moment", "expected"), [("", OLD), ("old", OLD), ("dist", {})], ids=["", "between", "after"]
)
def test_the_folder_of_a_run_that_was_killed_is_cleared_away_by_the_next(
    moment: str, expected: dict[str, bytes], target: Path
) -> None:
    command = [sys.executable, "-c", KILLED, str(target), moment]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as running:
        assert running.stdout is not None
        running.stdout.readline()
        running.kill()
    assert len(list(target.parent.iterdir())) == 2 - (moment == "old")
    with (  # noqa: PT012 - what an earlier run wrote is there while the next one writes
        pytest.raises(OSError, match="refused"),
        placed(target, COMMAND),
    ):
        assert held(target) == expected
        raise OSError("refused")
    assert held(target) == expected
    assert list(target.parent.iterdir()) == [target]


def test_the_folder_of_a_run_that_lives_is_left_to_it(target: Path) -> None:
    command = [sys.executable, "-c", KILLED, str(target), ""]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as running:
        assert running.stdout is not None
        running.stdout.readline()
        try:
            with pytest.raises(FolderInUse, match=f"Another run is writing to {target}"):
                put_in_place(NEW, target)
            (beside,) = target.parent.glob(".dist-*/new")
            assert list(beside.iterdir()) == [beside / CHECKSUMS]
        finally:
            running.kill()
    put_in_place(NEW, target)
    assert held(target) == NEW
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.parametrize("name", [".dist-notes", ".dist-ascc-ld"])
def test_a_file_of_others_in_a_folder_beside_it_stays(name: str, target: Path) -> None:
    (target.parent / name).mkdir()
    (target.parent / name / "mine").write_text("mine")
    put_in_place(NEW, target)
    assert held(target.parent / name) == {"mine": b"mine"}


# ---- Checksums ----


def test_checksums_stand_by_name_as_sha256sum_reads_them() -> None:
    assert checksums({"b": b"abc", "a": b""}) == f"{EMPTY}  a\n{ABC}  b\n".encode()


def test_sha256sum_accepts_them(target: Path) -> None:
    tool = shutil.which("sha256sum") or missing("sha256sum")
    check = [tool, "--check", "--strict", CHECKSUMS]
    assert subprocess.run(check, cwd=target, capture_output=True, check=False).returncode == 0
    (target / "ascc.ttl").write_bytes(b"changed\n")
    assert subprocess.run(check, cwd=target, capture_output=True, check=False).returncode == 1
