"""Real Apache and nginx on free loopback ports, set up with the lines of docs/publishing.md."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from built import unavailable
from ports import free_port

DOCUMENT = (Path(__file__).parents[2] / "docs" / "publishing.md").read_text(encoding="utf-8")
PATIENCE = 60.0  # seconds
APACHE = "apache2"
NGINX = "nginx"
_MODULES = Path("/usr/lib/apache2/modules")
_LOADED = ("authz_core", "deflate", "dir", "filter", "headers", "mime", "mpm_event", "rewrite")


def blocks(language: str) -> list[str]:
    """Return the blocks of the document that are in ``language``."""
    return re.findall(rf"```{language}\n(.*?)```", DOCUMENT, re.DOTALL)


def require(program: str) -> str:
    """Return the path of a program; without it a CI run fails and any other skips the test."""
    found = shutil.which(program, path=f"{os.environ['PATH']}:/usr/sbin")
    if not found:
        unavailable(f"{program} is not installed; .ci/hosts gets it, docs/publishing.md says how")
    return found


@contextmanager
def apache(folder: Path, site: Path) -> Iterator[httpx.Client]:
    """Serve ``site`` by Apache, which has its own files in ``folder``."""
    program = require(APACHE)
    port = free_port()
    folder.mkdir()
    modules = "".join(f"LoadModule {m}_module {_MODULES}/mod_{m}.so\n" for m in _LOADED)
    (folder / "apache.conf").write_text(
        f"""ServerRoot {folder}
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
PidFile {folder}/pid
ErrorLog {folder}/error.log
DefaultRuntimeDir {folder}
TypesConfig {os.devnull}
Mutex file:{folder}
{modules}TraceEnable Off
{_set_up("apache").replace("/srv/ascc", str(site))}
<Files ".ht*">
  Require all denied
</Files>
"""
    )
    command = [program, "-f", str(folder / "apache.conf"), "-D", "FOREGROUND"]
    with _serving(command, port, folder) as client:
        yield client


@contextmanager
def nginx(folder: Path, site: Path) -> Iterator[httpx.Client]:
    """Serve ``site`` by nginx, which has its own files in ``folder``."""
    program = require(NGINX)
    port = free_port()
    folder.mkdir()
    temporary = "".join(
        f"  {kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    set_up = _set_up("nginx").replace("listen 80;", f"listen 127.0.0.1:{port};")
    (folder / "nginx.conf").write_text(
        f"""daemon off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{}}
http {{
  access_log off;
{temporary}
{set_up.replace("/srv/ascc", str(site))}
}}
"""
    )
    command = [program, "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]
    with _serving(command, port, folder) as client:
        yield client


@contextmanager
def public_folder() -> Iterator[Path]:
    """Make a folder that any account of this computer may read, as servers need."""
    with tempfile.TemporaryDirectory(prefix="ascc-ld-hosts-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


@contextmanager
def _serving(command: list[str], port: int, folder: Path) -> Iterator[httpx.Client]:
    user, group = _account(folder)
    with (
        (folder / "output.log").open("wb") as output,
        subprocess.Popen(command, stdout=output, stderr=output, user=user, group=group) as process,
    ):
        try:
            _await(process, port, folder)
            with httpx.Client(base_url=f"http://127.0.0.1:{port}/", trust_env=False) as client:
                yield client
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _await(process: subprocess.Popen[bytes], port: int, folder: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    logs = (path.read_text() for path in sorted(folder.glob("*.log")))
    pytest.fail(f"It does not start: {''.join(logs)}")


def _set_up(language: str) -> str:
    (block,) = blocks(language)
    return str(block)


def _account(folder: Path) -> tuple[str | None, str | None]:
    """Return the user and group that a server runs as, and give them its ``folder``.

    Apache refuses to work as the superuser, whom the tests may run as.
    """
    if os.geteuid() != 0:
        return None, None
    shutil.chown(folder, "nobody", "nogroup")
    return "nobody", "nogroup"
