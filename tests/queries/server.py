"""A SPARQL endpoint on loopback, for tests: a store behind the protocol, good or bad."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox

CASES = Path(__file__).parents[1] / "cases"
MIRROR = CASES / "wikidata_mirror.ttl"
WIKIDATA = "https://query.wikidata.org/sparql"

JSON = "application/sparql-results+json"
XML = "application/sparql-results+xml"
RESULTS = {JSON: ox.QueryResultsFormat.JSON, XML: ox.QueryResultsFormat.XML}


@dataclass
class Asked:
    """What a client asked."""

    method: str
    query: str
    accept: str
    agent: str


@dataclass
class Endpoint:
    """A running endpoint; ``asked`` grows with each request.

    ``canned`` is an answer (status, type, body) that is given instead of the store's own.
    """

    store: ox.Store
    url: str = ""
    asked: list[Asked] = field(default_factory=list)
    canned: tuple[int, str, bytes] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    results: str = JSON
    stalls: threading.Event | None = None

    def reply(self, asked: Asked) -> tuple[int, str, bytes]:
        self.asked.append(asked)
        if self.stalls is not None:
            self.stalls.wait()
        if self.canned is not None:
            return self.canned
        try:
            found = self.store.query(asked.query, use_default_graph_as_union=True)
        except SyntaxError as error:
            return 400, "text/plain", f"Parse error: {error}".encode()
        try:
            if isinstance(found, ox.QueryTriples):
                triples = found.serialize(format=ox.RdfFormat.N_TRIPLES)
                return 200, "application/n-triples", triples or b""
            return 200, self.results, found.serialize(format=RESULTS[self.results]) or b""
        finally:
            del found  # a traceback would keep it, and only this thread may drop it


@contextmanager
def serving(store: ox.Store) -> Iterator[Endpoint]:
    """Serve ``store`` at a free port of loopback, and stop at the end."""
    endpoint = Endpoint(store)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parameters = parse_qs(urlsplit(self.path).query)
            self.answer(parameters.get("query", [""])[0])

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            if self.headers["Content-Type"].startswith("application/x-www-form-urlencoded"):
                body = parse_qs(body)["query"][0]
            self.answer(body)

        def answer(self, query: str) -> None:
            accept, agent = self.headers.get("Accept", ""), self.headers.get("User-Agent", "")
            status, kind, body = endpoint.reply(Asked(self.command, query, accept, agent))
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            for name, value in endpoint.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Keep the output of the tests free of requests."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    endpoint.url = f"http://127.0.0.1:{server.server_port}/sparql"
    try:
        yield endpoint
    finally:
        if endpoint.stalls is not None:
            endpoint.stalls.set()
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def serving_wikidata() -> Iterator[Endpoint]:
    """Serve the little Wikidata of the tests."""
    store = ox.Store()
    store.load(path=MIRROR, format=ox.RdfFormat.TURTLE)
    with serving(store) as endpoint:
        yield endpoint
