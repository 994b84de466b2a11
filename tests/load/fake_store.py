"""A graph store on a free loopback port that keeps graphs in memory and misbehaves when told to."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox

Misbehaviour = Callable[["Handler"], bool]
"""Answers a request in place of the store and returns whether it did."""


class FakeStore:
    """The Graph Store Protocol at ``url``; ``put`` and ``get`` may be replaced by misbehaviours."""

    def __init__(self) -> None:
        self.graphs: dict[str, bytes] = {}
        self.requests: list[tuple[str, str | None, dict[str, str]]] = []
        self.put: Misbehaviour = well_behaved
        self.get: Misbehaviour = well_behaved
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.store = self  # type: ignore[attr-defined]
        self.released = threading.Event()
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()

    def methods(self, graph: str) -> list[str]:
        """Return the methods of the requests about a graph, in order."""
        return [method for method, about, _ in self.requests if about == graph]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    @property
    def store(self) -> FakeStore:
        store = self.server.store  # type: ignore[attr-defined]
        assert isinstance(store, FakeStore)
        return store

    @property
    def graph(self) -> str | None:
        named = parse_qs(urlsplit(self.path).query).get("graph")
        return named[0] if named else None

    def do_PUT(self) -> None:
        self._noted()
        if self.store.put(self):
            return
        assert self.graph is not None
        created = self.graph not in self.store.graphs
        self.store.graphs[self.graph] = self.body()
        self.answer(201 if created else 204)

    def do_GET(self) -> None:
        self._noted()
        if self.store.get(self):
            return
        content = self.store.graphs.get(self.graph or "")
        if content is None:
            self.answer(404, b"no such graph")
        else:
            self.answer(200, content, {"Content-Type": "application/n-triples"})

    def do_DELETE(self) -> None:
        self._noted()
        self.store.graphs.pop(self.graph or "", None)
        self.answer(204)

    def body(self) -> bytes:
        """Read what is sent and return it as N-Triples."""
        sent = self.rfile.read(int(self.headers["Content-Length"]))
        if self.headers["Content-Type"] != "application/trig":
            return sent
        quads = ox.parse(sent, format=ox.RdfFormat.TRIG)
        return "".join(f"{quad.triple} .\n" for quad in quads).encode()

    def answer(
        self, status: int, content: bytes = b"", headers: dict[str, str] | None = None
    ) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def reset(self) -> None:
        """Break the connection off, as a process that is killed does."""
        linger = struct.pack("ii", 1, 0)
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.close_connection = True
        self.connection.close()
        self.rfile.close()

    def finish(self) -> None:
        try:
            super().finish()
        except (OSError, ValueError):
            return

    def handle(self) -> None:
        try:
            super().handle()
        except (OSError, ValueError):
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        pass

    def _noted(self) -> None:
        self.store.requests.append((self.command, self.graph, dict(self.headers.items())))


def well_behaved(_: Handler) -> bool:
    return False


def answering(
    status: int, content: bytes = b"", headers: dict[str, str] | None = None, *, times: int = 1000
) -> Misbehaviour:
    """Answer so for the first ``times`` requests; the body of the request is read and dropped."""
    left = [times]

    def answer(handler: Handler) -> bool:
        if left[0] == 0:
            return False
        left[0] -= 1
        if handler.command == "PUT":
            handler.body()
        handler.answer(status, content, headers)
        return True

    return answer


def refusing_early(status: int) -> Misbehaviour:
    """Answer before the body is read and close, as servers with a limit on size do."""

    def answer(handler: Handler) -> bool:
        handler.answer(status, b"", {"Connection": "close"})
        handler.close_connection = True
        return True

    return answer


def dying(*, after: int, times: int = 1000) -> Misbehaviour:
    """Read ``after`` bytes of the body and break off."""
    left = [times]

    def die(handler: Handler) -> bool:
        if left[0] == 0:
            return False
        left[0] -= 1
        handler.rfile.read(after)
        handler.reset()
        return True

    return die


def dying_after_storing(handler: Handler) -> bool:
    """Store the graph and break off before saying so."""
    assert handler.graph is not None
    handler.store.graphs[handler.graph] = handler.body()
    handler.reset()
    return True


def silent(handler: Handler) -> bool:
    """Take the body and say nothing until the test is over."""
    if handler.command == "PUT":
        handler.body()
    handler.store.released.wait(30)
    handler.close_connection = True
    return True


def forgetful(lines: int) -> Misbehaviour:
    """Answer 204 and store the first ``lines`` lines only."""

    def forget(handler: Handler) -> bool:
        assert handler.graph is not None
        kept = handler.body().splitlines(keepends=True)[:lines]
        handler.store.graphs[handler.graph] = b"".join(kept)
        handler.answer(204)
        return True

    return forget


def echoing(status: int) -> Misbehaviour:
    """Answer with the headers of the request, secrets and all."""

    def echo(handler: Handler) -> bool:
        if handler.command == "PUT":
            handler.body()
        handler.answer(status, str(handler.headers).encode(), {"Content-Type": "text/plain"})
        return True

    return echo


def cut_short(handler: Handler) -> bool:
    """Promise the whole graph and send half of it."""
    content = handler.store.graphs.get(handler.graph or "")
    if content is None:
        return False
    handler.send_response(200)
    handler.send_header("Content-Type", "application/n-triples")
    handler.send_header("Content-Length", str(len(content)))
    handler.end_headers()
    handler.wfile.write(content[: len(content) // 2])
    handler.wfile.flush()
    handler.reset()
    return True


def pouring(status: int, *parts: bytes, last: bytes = b"", **headers: str) -> Misbehaviour:
    """Answer with ``parts``, and then ``last`` again and again, until the client has enough."""

    def pour(handler: Handler) -> bool:
        if handler.command == "PUT":
            handler.body()
        handler.send_response(status)
        handler.send_header("Content-Type", "application/n-triples")
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        for part in parts:
            handler.wfile.write(part)
        while last and not handler.store.released.is_set():
            handler.wfile.write(last)
        handler.close_connection = True
        return True

    return pour


def dripping(status: int) -> Misbehaviour:
    """Answer with a body that never ends and arrives byte by byte."""

    def drip(handler: Handler) -> bool:
        if handler.command == "PUT":
            handler.body()
        handler.send_response(status)
        handler.send_header("Content-Type", "application/n-triples")
        handler.end_headers()
        while not handler.store.released.wait(0.05):
            handler.wfile.write(b"#")
            handler.wfile.flush()
        handler.close_connection = True
        return True

    return drip
