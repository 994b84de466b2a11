"""Real triple stores on free loopback ports, started with the very commands of docs/stores.md.

A chapter of the document is a store.  Its configuration files are written to a temporary folder,
its ports replaced by free ones, and the last line of its ``Start`` is the server.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from ascc_ld.http_client.retry import RetryPolicy
from ascc_ld.load.connection import open_store
from ascc_ld.load.faults import StoreFault
from ports import free_port

ROOT = Path(__file__).parents[2]
DOCUMENT = (ROOT / "docs" / "stores.md").read_text(encoding="utf-8")
CACHE = Path(os.environ.get("ASCC_LD_STORES", Path.home() / ".cache" / "ascc-ld" / "stores"))
PATIENCE = 90.0  # seconds


@dataclass(frozen=True)
class Recipe:
    """How a store of the document is run by the tests."""

    name: str
    chapter: str
    ports: tuple[int, ...]
    path: str
    query_path: str
    needs: tuple[str, ...]
    account: Mapping[str, str] = field(default_factory=dict)


_LOADER = {"ASCC_LD_PASSWORD": "open-sesame"}
RECIPES = {
    recipe.name: recipe
    for recipe in (
        Recipe("oxigraph", "Oxigraph", (7878,), "", "/query", ("oxigraph",)),
        Recipe(
            "fuseki",
            "Fuseki",
            (3030,),
            "/ascc",
            "/query",
            ("java", "jena-fuseki-server-5.6.0.jar"),
            {"ASCC_LD_USERNAME": "loader", **_LOADER},
        ),
        Recipe(
            "rdf4j",
            "RDF4J",
            (8080,),
            "/rdf4j-server/repositories/ascc",
            "",
            ("java", "rdf4j-http-server-4.1.3.war", "jetty-runner-9.4.57.v20241219.jar"),
        ),
        Recipe(
            "virtuoso",
            "Virtuoso",
            (8890, 1111),
            "",
            "/sparql",
            ("virtuoso-t",),
            {"ASCC_LD_USERNAME": "dba", **_LOADER},
        ),
    )
}


@dataclass(frozen=True)
class Running:
    """A store that runs."""

    recipe: Recipe
    folder: Path
    ports: Mapping[int, int]
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.ports[self.recipe.ports[0]]}{self.recipe.path}"

    @property
    def query_url(self) -> str:
        return self.url + self.recipe.query_path

    def shell(self, script: str) -> subprocess.CompletedProcess[str]:
        """Run a block of the document as it stands, ports apart."""
        return subprocess.run(
            ["bash", "-euc", _with_ports(script, self.ports)],
            cwd=self.folder,
            env=environment(),
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )


def blocks(chapter: str, section: str, language: str = "sh") -> list[str]:
    """Return the code blocks of a section of a chapter of the document."""
    return re.findall(rf"```{language}\n(.*?)```", _section(chapter, section), re.DOTALL)


def missing_for(recipe: Recipe) -> str:
    """Return what is missing to run a store and how to get it; empty if nothing is."""
    absent = [
        need
        for need in recipe.needs
        if not ((CACHE / need).is_file() or shutil.which(need, path=environment()["PATH"]))
    ]
    if not absent:
        return ""
    return f"{recipe.name} needs {', '.join(absent)}; .ci/stores gets it, docs/stores.md says how"


def environment() -> dict[str, str]:
    """Return the environment for programs: this Python's own first, no proxies, no credentials."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.lower().endswith("_proxy") and not name.startswith("ASCC_LD_")
    }
    beside = str(Path(sys.executable).parent)
    return {**kept, "PATH": f"{beside}{os.pathsep}{kept.get('PATH', '')}", "NETRC": os.devnull}


@contextmanager
def running(name: str, folder: Path) -> Iterator[Running]:
    """Start a store in ``folder`` and stop it afterwards."""
    recipe = RECIPES[name]
    ports = {port: free_port() for port in recipe.ports}
    for need in recipe.needs:
        if (CACHE / need).is_file() and not (folder / need).exists():
            (folder / need).symlink_to(CACHE / need)
    for file, content in _files(recipe.chapter):
        (folder / file).write_text(_with_ports(content, ports), encoding="utf-8")
    (start,) = blocks(recipe.chapter, "Start")
    *before, server = _with_ports(start, ports).strip().splitlines()
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            ["bash", "-euc", "\n".join([*before, f"exec {server}"])],
            cwd=folder,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        store = Running(recipe, folder, ports, process)
        _wait_for_port(store)
        for section in ("Make a repository", "Let queries federate"):
            for script in blocks(recipe.chapter, section):
                _until_done(store, script)
        _wait_until_alive(store)
        yield store
    finally:
        _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait_for_port(store: Running) -> None:
    address = ("127.0.0.1", store.ports[store.recipe.ports[0]])
    for _ in _attempts(store):
        with socket.socket() as probe:
            if probe.connect_ex(address) == 0:
                return


def _until_done(store: Running, script: str) -> None:
    for _ in _attempts(store):
        if store.shell(script).returncode == 0:
            return


def _wait_until_alive(store: Running) -> None:
    # Reading may need an account as well; an answer that asks for one is a sign of life.
    client = open_store(store.recipe.name, store.url, 10, RetryPolicy(retries=0))
    for _ in _attempts(store):
        try:
            client.check_alive()
        except StoreFault as fault:
            if " 401 " not in str(fault):
                continue
        return


def _attempts(store: Running) -> Iterator[None]:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and store.process.poll() is None:
        yield
        time.sleep(0.3)
    log = (store.folder / "server.log").read_text(errors="replace")[-2000:]
    raise AssertionError(f"{store.recipe.name} did not start:\n{log}")


def _with_ports(text: str, ports: Mapping[int, int]) -> str:
    for documented, free in ports.items():
        text = re.sub(rf"\b{documented}\b", str(free), text)
    return text


@cache
def _section(chapter: str, section: str) -> str:
    found = re.search(rf"^## {chapter}\n(.*?)(?=^## |\Z)", DOCUMENT, re.DOTALL | re.MULTILINE)
    assert found, chapter
    part = re.search(rf"^### {section}\n(.*?)(?=^### |\Z)", found[1], re.DOTALL | re.MULTILINE)
    return part[1] if part else ""


def _files(chapter: str) -> list[tuple[str, str]]:
    text = _section(chapter, "Start") + _section(chapter, "Make a repository")
    return re.findall(r"^`([\w.-]+)`:\n\n```\w+\n(.*?)```", text, re.DOTALL | re.MULTILINE)
