"""Attacks on a server, all at a time, until the process is ended.

Usage: ``python benchmarks/attacks.py URL``; the URL ends in a slash.  What is sent: each text of
``tests/cases/hostile_queries.toml`` as long as a request may be, queries that run until they are
stopped, headers as large as they may be, answers that are read slowly or not at all.  One client
does each; it goes on with the next request when it is answered.
"""

from __future__ import annotations

import asyncio
import itertools
import sys
import tomllib
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

_TABLE = Path(__file__).parents[1] / "tests" / "cases" / "hostile_queries.toml"
_LENGTH = 2**20 - 1  # bytes: the largest body that is read
_RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
_LARGE = "SELECT * { ?s ?p ?o }"
_LONG_TEXTS, _RUNAWAYS, _SLOW_READERS, _NO_READERS = 4, 2, 8, 8
_NAP = 0.1  # seconds

Attack = Callable[[str, int], Awaitable[None]]


def hostile_texts() -> Iterator[bytes]:
    """Yield a request for each text of the table."""
    for case in tomllib.loads(_TABLE.read_text(encoding="utf-8"))["case"]:
        begin, part, end = (case.get(key, "").encode() for key in ("begin", "part", "end"))
        body = begin + part * ((_LENGTH - len(begin) - len(end)) // len(part)) + end
        kind = case.get("type", "application/sparql-query")
        yield posted(body, kind)


def posted(body: bytes, kind: str) -> bytes:
    """Return a request with a body, for the endpoint."""
    head = f"POST /sparql HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: {kind}\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


def asked(query: str, *headers: str) -> bytes:
    """Return a request for the answer to a query."""
    head = (f"GET /sparql?query={quote(query)} HTTP/1.1", "Host: x", "Connection: close")
    return "\r\n".join((*head, *headers, "", "")).encode()


async def exchanged(host: str, port: int, request: bytes, *, rate: int | None = None) -> None:
    """Send a request and read the answer: at once, or ``rate`` bytes a nap, for a while."""
    reader, writer = await asyncio.open_connection(host, port, limit=2**16)
    try:
        writer.write(request)
        await writer.drain()
        if rate is None:
            while await reader.read(2**16):
                pass
            return
        for _ in range(300):
            await asyncio.sleep(_NAP)
            if rate and not await reader.read(rate):
                return
    finally:
        writer.close()


async def long_texts(host: str, port: int) -> None:
    """Send the hostile texts, one after another."""
    for request in itertools.cycle(list(hostile_texts())):
        await exchanged(host, port, request)


async def runaways(host: str, port: int) -> None:
    """Ask what takes longer than it may, each time another."""
    for number in itertools.count():
        await exchanged(host, port, asked(f"{_RUNAWAY} # {number}"))


async def headers(host: str, port: int) -> None:
    """Send headers that take time to read."""
    ranges = ",".join(f"a/b{number};q=0.1" for number in range(500))
    for number in itertools.count():
        await exchanged(host, port, asked(f"ASK {{}} # {number}", f"Accept: {ranges}"))


async def slow_readers(host: str, port: int) -> None:
    """Read large answers slowly."""
    while True:
        await exchanged(host, port, asked(_LARGE), rate=5_000)


async def no_readers(host: str, port: int) -> None:
    """Ask for large answers and read nothing."""
    while True:
        await exchanged(host, port, asked(_LARGE), rate=0)


_ATTACKS: tuple[tuple[Attack, int], ...] = (
    (long_texts, _LONG_TEXTS),
    (runaways, _RUNAWAYS),
    (headers, 1),
    (slow_readers, _SLOW_READERS),
    (no_readers, _NO_READERS),
)


async def _repeated(attack: Attack, host: str, port: int) -> None:
    while True:
        try:
            await attack(host, port)
        except OSError:  # the server has closed the connection, as it may
            await asyncio.sleep(_NAP)


async def _attacked(host: str, port: int) -> None:
    await asyncio.gather(
        *(_repeated(attack, host, port) for attack, count in _ATTACKS for _ in range(count))
    )


def main(url: str) -> None:
    """Attack the server at ``url`` until the process is ended."""
    parts = urlsplit(url)
    asyncio.run(_attacked(str(parts.hostname), int(parts.port or 80)))


if __name__ == "__main__":
    main(sys.argv[1])
