"""docs/publishing.md says what is so: its commands and its code do what stands beside them."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from ascc_ld.documents.routes import routes
from ascc_ld.hosts import host_files
from hosts.running import DOCUMENT, apache, blocks, nginx, public_folder, require, write_files
from small_site import site

HOSTS = {"apache": apache, "nginx": nginx}


@pytest.fixture(scope="module", params=HOSTS)
def host(request: pytest.FixtureRequest) -> Iterator[httpx.Client]:
    with public_folder() as folder:
        write_files(folder / "site", site(hosted=True))
        write_files(folder / "site", host_files(routes().hosted, site(hosted=True).keys()))
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
    assert second == site(hosted=True)["org/jica.ttl"].decode()
    assert third.split()[1] == "406"
    assert third.count('rel="alternate"') == len(routes().hosted.formats) == 3
    assert "links three formats" in DOCUMENT


def test_the_code_writes_the_folder_for_w3id(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (code,) = blocks("python")
    exec(compile(code, "publishing.md", "exec"), {"__name__": "__main__"})
    written = sorted(path.name for path in (tmp_path / "w3id.org" / "ascc").iterdir())
    assert written == [".htaccess", "README.md"]


def test_the_commands_for_github_pages_push_the_site(tmp_path: Path) -> None:
    (block,) = [each for each in blocks("sh") if "gh-pages" in each]
    remote = tmp_path / "remote.git"
    subprocess.run(["git", "init", "--bare", "-q", remote], check=True)
    writing = (
        "import sys; from pathlib import Path; from ascc_ld.site.writing import write_site; "
        "write_site({'index.html': b'front', '.well-known/void.ttl': b''}, Path(sys.argv[1]))"
    )
    program = shlex.join([sys.executable, "-c", writing])
    script = block.replace("ascc-ld site", program).replace(
        "git@github.com:OWNER/REPOSITORY.git", shlex.quote(str(remote))
    )
    assert script.count(program) == script.count(str(remote)) == 1
    who = {
        f"GIT_{role}_{key}": "x" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")
    }
    again = f"{program} public"
    for commands in (script, again):
        subprocess.run(
            ["sh", "-e", "-c", commands], cwd=tmp_path, env={**os.environ, **who}, check=True
        )
    tree = ["git", "--git-dir", str(remote), "ls-tree", "-r", "--name-only", "gh-pages"]
    pushed = subprocess.run(tree, capture_output=True, text=True, check=True).stdout.split()
    assert set(pushed) == {".ascc-ld", "SHA256SUMS", "index.html", ".well-known/void.ttl"}


def test_every_file_for_hosts_is_told_of() -> None:
    for name in host_files(routes().hosted, site(hosted=True).keys()):
        assert f"`{name}`" in DOCUMENT
