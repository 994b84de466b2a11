"""The bundle is found where a wheel and a checkout have it, and may be missing."""

from __future__ import annotations

import pytest

from ascc_ld.ground.faults import DataError
from ascc_ld.ground.project import Project
from ascc_ld.site.bundle import bundle_files


def test_the_bundle_is_every_file_by_its_name(project_copy: Project) -> None:
    folder = project_copy.path("web/dist")
    folder.mkdir(parents=True)
    (folder / "site.js").write_bytes(b"let x")
    (folder / "oxigraph.wasm").write_bytes(b"\0asm")
    found = bundle_files(project_copy)
    assert list(found.items()) == [("oxigraph.wasm", b"\0asm"), ("site.js", b"let x")]


def test_a_project_without_a_bundle_has_none(project_copy: Project) -> None:
    assert dict(bundle_files(project_copy)) == {}


def test_a_file_that_no_site_has_is_named(project_copy: Project) -> None:
    folder = project_copy.path("web/dist")
    folder.mkdir(parents=True)
    (folder / "site.js.map").write_bytes(b"{}")
    with pytest.raises(DataError, match=r"web/dist/site\.js\.map: unknown file type for a site"):
        bundle_files(project_copy)
