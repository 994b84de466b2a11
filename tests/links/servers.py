"""Servers on loopback: well-behaved ones, and ones that break a rule at a time."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

WIKIDATA = "http://www.wikidata.org/entity/"
DIRECT = "http://www.wikidata.org/prop/direct/"
MANIFEST = {
    "versions": ["0.1", "0.2"],
    "name": "Loopback (en)",
    "identifierSpace": WIKIDATA,
    "schemaSpace": DIRECT,
    "view": {"url": "https://www.wikidata.org/wiki/{{id}}"},
}


@dataclass(frozen=True)
class Seen:
    """A request as it arrived."""

    method: str
    path: str
    headers: Mapping[str, str]
    form: Mapping[str, str]


@dataclass(frozen=True)
class Reply:
    """What to send: a body may be bytes, or parts with a pause (in seconds) before each."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    pause: float = 0.0
    parts: Sequence[tuple[float, bytes]] = ()
    announced: int | None = None  # a Content-Length other than the true one


Behaviour = Callable[[Seen], Reply]


@dataclass
class Server:
    """A running server: its address, and what it saw."""

    url: str
    seen: list[Seen] = field(default_factory=list)


@contextmanager
def serving(behaviour: Behaviour) -> Iterator[Server]:
    """Serve on a free port of 127.0.0.1 while the block runs."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.answer("GET")

        def do_POST(self) -> None:
            self.answer("POST")

        def answer(self, method: str) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            form = {key: values[0] for key, values in parse_qs(body).items()}
            seen = Seen(method, self.path, dict(self.headers), form)
            server.seen.append(seen)
            reply = behaviour(seen)
            time.sleep(reply.pause)
            with suppress(BrokenPipeError, ConnectionResetError):
                self.reply(reply)  # a client may have had enough, which some tests are about

        def reply(self, reply: Reply) -> None:
            parts = list(reply.parts) or [(0.0, reply.body)]
            length = sum(len(part) for _, part in parts)
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if not {"Content-Type", "content-type"} & reply.headers.keys():
                self.send_header("Content-Type", "application/json; charset=utf-8")
            announced = length if reply.announced is None else reply.announced
            self.send_header("Content-Length", str(announced))
            self.end_headers()
            for pause, part in parts:
                time.sleep(pause)
                self.wfile.write(part)
                self.wfile.flush()
            self.close_connection = reply.announced is not None

        def log_message(self, *_: object) -> None:
            pass

    listener = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listener.daemon_threads = True
    server = Server(f"http://127.0.0.1:{listener.server_address[1]}")
    thread = threading.Thread(target=listener.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        listener.shutdown()
        listener.server_close()
        thread.join()


def in_turn(*replies: Reply) -> Behaviour:
    """Give ``replies`` one after the other, the last one for ever."""
    left = list(replies)
    return lambda _: left.pop(0) if len(left) > 1 else left[0]


def json_reply(value: object, status: int = 200) -> Reply:
    return Reply(status, json.dumps(value).encode())


@dataclass(frozen=True)
class Entry:
    """An item that the reconciliation service below knows."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    description: str = ""
    types: tuple[tuple[str, str], ...] = ()
    country: str = ""


def reconciling(entries: Sequence[Entry]) -> Behaviour:
    """Be a reconciliation service of version 0.2 that knows ``entries``.

    It scores as services do, by the likeness of names, less by what the constraints say.  A batch
    that is not as the specification wants it (§4.1) is answered with 400.
    """

    def behaviour(seen: Seen) -> Reply:
        if seen.method == "GET":
            return json_reply(MANIFEST)
        try:
            batch = json.loads(seen.form["queries"])
            for query in batch.values():
                complain_of_query(query)
        except (KeyError, ValueError, AssertionError) as error:
            return json_reply({"status": "error", "message": str(error)}, 400)
        return json_reply({key: {"result": _result(q, entries)} for key, q in batch.items()})

    return behaviour


def complain_of_query(query: Any) -> None:
    """Raise ``AssertionError`` unless ``query`` is one of version 0.2 (specification, §4.1)."""
    assert isinstance(query, dict), "a query is an object"
    assert query.keys() <= {"query", "type", "limit", "properties", "type_strict"}, "unknown key"
    assert isinstance(query.get("query"), str), "a query has a text"
    assert isinstance(query.get("limit", 1), int), "the limit is a number"
    types = query.get("type", [])
    assert isinstance(types, str) or all(isinstance(t, str) for t in types), "types are texts"
    assert query.get("type_strict", "any") in {"any", "should", "all"}, "odd type_strict"
    for constraint in query.get("properties", []):
        assert constraint.keys() == {"pid", "v"}, "a property has pid and v"
        value = constraint["v"]
        simple = isinstance(value, str | int | float | bool)
        assert simple or isinstance(value.get("id"), str), "a value is a literal or has an id"


def _result(query: Mapping[str, Any], entries: Sequence[Entry]) -> list[dict[str, Any]]:
    wanted = query.get("type", [])
    types = {wanted} if isinstance(wanted, str) else set(wanted)
    country = {p["pid"]: p["v"]["id"] for p in query.get("properties", [])}.get("P17")
    scored: list[dict[str, Any]] = []
    for entry in entries:
        likeness = max(_likeness(query["query"], name) for name in (entry.name, *entry.aliases))
        if likeness < 30 or (types and entry.types and not types & {t for t, _ in entry.types}):
            continue
        fits = country is None or entry.country == country
        score = likeness if fits else likeness * 0.7
        features = [{"id": "all_labels", "value": likeness}]
        if country:
            features.append({"id": "P17", "value": 100 if fits else 0})
        scored.append(
            {
                "id": entry.id,
                "name": entry.name,
                "description": entry.description,
                "score": score,
                "match": score > 95,
                "type": [{"id": identifier, "name": name} for identifier, name in entry.types],
                "features": features,
            }
        )
    scored.sort(key=lambda candidate: (-candidate["score"], candidate["id"]))
    return scored[: query.get("limit", 25)]


def _likeness(one: str, other: str) -> float:
    first, second = (set(re.findall(r"\w+", text.casefold())) for text in (one, other))
    return 100.0 * len(first & second) / len(first | second) if first | second else 0.0
