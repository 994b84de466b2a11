"""docs/publishing.md says what is so: its commands and its code do what stands beside them."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from ascc_ld.export.place import MARKER
from ascc_ld.hosts import host_files
from ascc_ld.publication.routes import routes
from hosts.running import DOCUMENT, apache, blocks, nginx, public_folder, require, write_files
from small_site import site

HOSTS = {"apache": apache, "nginx": nginx}


@pytest.fixture(scope="module", params=HOSTS)
def host(request: pytest.FixtureRequest) -> Iterator[httpx.Client]:
    with public_folder() as folder:
        write_files(folder / "site", site())
        write_files(folder / "site", host_files(routes(), site().keys()))
        with HOSTS[request.param](folder / "own", folder / "site") as client:
            yield client


def test_the_commands_to_try_show_what_is_said_of_them(host: httpx.Client) -> None:
    require("curl")
    (block,) = [each for each in blocks("sh") if "curl" in each]
    first, second, third = [
        subprocess.run(
            shlex.split(command.replace("http://localhost/", str(host.base_url))),
            capture_output=True,
            check=True,
            timeout=20,
        ).stdout.decode()
        for command in block.splitlines()
    ]
    assert first.split()[1] == "303"
    assert f"Location: {host.base_url}org/jica.html" in first
    assert second == site()["org/jica.ttl"].decode()
    assert third.split()[1] == "406"
    assert third.count('rel="alternate"') == len(routes().formats) == 5
    assert "links five formats" in DOCUMENT


def test_the_code_writes_the_folder_for_w3id(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _ = blocks("python")
    exec(compile(code, "publishing.md", "exec"), {"__name__": "__main__"})
    written = sorted(path.name for path in (tmp_path / "w3id.org" / "ascc").iterdir())
    assert written == [".htaccess", "README.md"]


def test_the_code_writes_a_site_edition_by_edition(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    _, code = blocks("python")
    exec(compile(code, "publishing.md", "exec"), {"__name__": "__main__"})
    written = {
        path.relative_to(tmp_path / "public").as_posix()
        for path in (tmp_path / "public").rglob("*")
        if path.is_file() and path.name != MARKER
    }
    assert capsys.readouterr().out == f"{len(written)} files\n"
    assert {"index.html", "2024/declaration/statement/3-2.ttl", "org/jica.html"} <= written
    assert not [name for name in written if "sparql-examples" in name]


def test_every_file_for_hosts_is_told_of() -> None:
    for name in host_files(routes(), site().keys()):
        assert f"`{name}`" in DOCUMENT
