"""Real servers on free ports of loopback, and requests as they go over the line."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import httpx

HERE = Path(__file__).parent
PATIENCE = 60.0  # seconds
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"


@dataclass(frozen=True)
class Served:
    """A server that runs; ``url`` ends in a slash."""

    url: str
    process: subprocess.Popen[str]
    log: Path

    @property
    def endpoint(self) -> str:
        return f"{self.url}sparql"

    @property
    def address(self) -> tuple[str, int]:
        parts = urlsplit(self.url)
        assert parts.hostname
        assert parts.port
        return parts.hostname, parts.port

    def asked(self, query: str, accept: str = "text/csv", **options: Any) -> httpx.Response:
        """Ask with GET and return whatever comes back."""
        with httpx.Client(trust_env=False, timeout=PATIENCE) as client:
            headers = {"Accept": accept, **options.pop("headers", {})}
            return client.get(self.endpoint, params={"query": query}, headers=headers, **options)

    def sent(
        self,
        method: str,
        target: str,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> tuple[int, Mapping[str, str], bytes]:
        """Send a request without a client's help; return status, headers (lower case), body."""
        connection = HTTPConnection(*self.address, timeout=PATIENCE)
        try:
            connection.request(method, target, body=body, headers=dict(headers or {}))
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return response.status, found, response.read()
        finally:
            connection.close()

    def raw(self, content: bytes) -> bytes:
        """Send bytes and return all that comes back until the server closes."""
        with self.connected() as connection:
            connection.sendall(content)
            return received(connection)

    def connected(self) -> socket.socket:
        return socket.create_connection(self.address, timeout=PATIENCE)

    def workers(self) -> list[int]:
        """Return the process numbers of the children."""
        listed = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(self.process.pid)],
            capture_output=True,
            text=True,
            check=False,
        )
        return [int(number) for number in listed.stdout.split()]

    def resident_mebibytes(self) -> float:
        """Return the resident memory of the server and its children."""
        total = 0
        for number in (self.process.pid, *self.workers()):
            status = Path(f"/proc/{number}/status")
            found = re.search(r"VmRSS:\s+(\d+) kB", status.read_text()) if status.exists() else None
            total += int(found[1]) if found else 0
        return total / 1024

    def told_to_stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)


def received(connection: socket.socket) -> bytes:
    """Return all that comes until the other side closes."""
    content = b""
    try:
        while part := connection.recv(65_536):
            content += part
    except ConnectionResetError:
        pass
    return content


def query_target(query: str) -> str:
    return f"/sparql?query={quote(query)}"


@contextmanager
def command(folder: Path, *options: str) -> Iterator[Served]:
    """Run ``ascc-ld serve`` on a free port."""
    program = str(Path(sys.executable).parent / "ascc-ld")
    with _started([program, "serve", "--port", "0", *options], folder) as served:
        yield served


@contextmanager
def serving(
    folder: Path, data: str = "", suffix: str = "trig", **settings: object
) -> Iterator[Served]:
    """Serve RDF with settings that the command line has no options for."""
    file = folder / f"served.{suffix}"
    file.write_text(data, encoding="utf-8")
    launch = [sys.executable, str(HERE / "launch.py"), str(file), json.dumps(settings)]
    with _started(launch, folder) as served:
        yield served


@contextmanager
def _started(arguments: list[str], folder: Path) -> Iterator[Served]:
    log = folder / "server.log"
    with log.open("w") as errors:
        process = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=errors, text=True)
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        found = re.search(r"(http://\S+)", line.rpartition(" at ")[2])
        assert found, f"{line}{log.read_text()}"
        yield Served(found[1], process, log)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()
