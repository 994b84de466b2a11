"""Putting files in place: all of them or none, and never over somebody else's."""

from __future__ import annotations

import shutil
import subprocess
from itertools import count
from pathlib import Path

import pytest

from ascc_ld.export.place import CHECKSUMS, ForeignFiles, checksums, put_in_place
from ascc_ld.faults import AsccError
from built import missing

OLD = {"ascc.ttl": b"old\n", "gone.csv": b"1\r\n"}
NEW = {"ascc.ttl": b"new\n", "sub/deep.nt": "横浜\n".encode()}
# SHA-256 of nothing and of "abc": FIPS 180-4, examples of the Secure Hash Standard.
EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def held(folder: Path) -> dict[str, bytes]:
    """Content of a folder by relative name, checksums aside."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != CHECKSUMS
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


def test_a_published_file_that_was_edited_is_replaced(target: Path) -> None:
    (target / "ascc.ttl").write_bytes(b"edited\n")
    put_in_place(NEW, target)
    assert held(target) == NEW


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


def test_a_message_counts_the_foreign_files_and_names_one(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"mine-{number}").write_text("mine")
    with pytest.raises(ForeignFiles, match=r"5 files .* mine-0"):
        put_in_place(NEW, tmp_path)


def test_a_foreign_link_is_no_file_of_ours(target: Path) -> None:
    (target / "link").symlink_to("nowhere")
    with pytest.raises(ForeignFiles, match="link"):
        put_in_place(NEW, target)
    assert (target / "link").is_symlink()


def test_a_file_of_that_name_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "dist").write_text("mine")
    with pytest.raises(ForeignFiles, match="is a file"):
        put_in_place(NEW, tmp_path / "dist")
    assert (tmp_path / "dist").read_text() == "mine"


def test_the_refusal_is_one_of_our_errors() -> None:
    assert issubclass(ForeignFiles, AsccError)


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

    monkeypatch.setattr("ascc_ld.export.place.os.fsync", refuse)
    with pytest.raises(OSError, match="No space left"):
        put_in_place(NEW, target)
    assert held(target) == OLD
    assert list(target.parent.iterdir()) == [target]


# ---- Checksums ----


def test_checksums_stand_by_name_as_sha256sum_reads_them() -> None:
    assert checksums({"b": b"abc", "a": b""}) == f"{EMPTY}  a\n{ABC}  b\n".encode()


def test_sha256sum_accepts_them(target: Path) -> None:
    tool = shutil.which("sha256sum") or missing("sha256sum")
    check = [tool, "--check", "--strict", CHECKSUMS]
    assert subprocess.run(check, cwd=target, capture_output=True, check=False).returncode == 0
    (target / "ascc.ttl").write_bytes(b"changed\n")
    assert subprocess.run(check, cwd=target, capture_output=True, check=False).returncode == 1
