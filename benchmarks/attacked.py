"""Short queries while the server is attacked, and while it is not.

Usage: ``python benchmarks/attacked.py [PAIRS [REQUESTS]]``.  Short queries are sent at half of the
rate that the server takes, each at its time, whether those before are answered or not; latencies
count from that time.  In turn, :mod:`attacks` attack the server meanwhile or nobody does.  No short
query may be refused.
"""

from __future__ import annotations

import asyncio
import itertools
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from ascc_ld.ground.project import default_project
from ascc_ld.reading.examples import read_examples
from ascc_ld.sparql.example import find_example
from comparison import Comparison, machine, table, write_results
from pairs import interleaved
from serving import EXAMPLE, free_port, running

_HERE = Path(__file__).parent
_PAIRS, _REQUESTS = 5, 2_000
_AT_ONCE = 8
_SATURATING = 3.0  # seconds
_BEFORE = 3.0  # seconds: how long the attacks go on before anything is measured


class Client:
    """Asks a short query, each time with another text, over connections that stay open."""

    def __init__(self, port: int, query: str) -> None:
        self._port = port
        self._path = f"/sparql?query={quote(query)}%0A%23"
        self._numbers = itertools.count(time.time_ns())
        self._open: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def asked(self) -> None:
        """Ask once; raises :class:`RuntimeError` where the answer is not 200."""
        reader, writer = (
            self._open.pop()
            if self._open
            else await asyncio.open_connection("127.0.0.1", self._port)
        )
        writer.write(
            f"GET {self._path}{next(self._numbers)} HTTP/1.1\r\nHost: x\r\n"
            "Accept: application/sparql-results+json\r\n\r\n".encode()
        )
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(
            int(line.partition(b":")[2])
            for line in head.split(b"\r\n")
            if line.lower().startswith(b"content-length:")
        )
        content = await reader.readexactly(length)
        if not head.startswith(b"HTTP/1.1 200 "):
            raise RuntimeError(f"a short query is refused: {content.decode()}")
        self._open.append((reader, writer))

    async def closed(self) -> None:
        """Close the connections."""
        for _, writer in self._open:
            writer.close()
            await writer.wait_closed()
        self._open.clear()

    async def saturation(self) -> float:
        """Return how many queries a second are answered to eight that ask at once."""
        until = time.perf_counter() + _SATURATING

        async def ask() -> int:
            count = 0
            while time.perf_counter() < until:
                await self.asked()
                count += 1
            return count

        counts = await asyncio.gather(*(ask() for _ in range(_AT_ONCE)))
        await self.closed()
        return sum(counts) / _SATURATING

    async def latencies(self, rate: float, count: int) -> list[float]:
        """Return the seconds of ``count`` queries, sent at ``rate`` a second."""
        begun = time.perf_counter()

        async def ask(number: int) -> float:
            intended = begun + number / rate
            await asyncio.sleep(intended - time.perf_counter())
            await self.asked()
            return time.perf_counter() - intended

        found = await asyncio.gather(*(ask(number) for number in range(count)))
        await self.closed()
        return found


@contextmanager
def attacks(url: str) -> Iterator[None]:
    """Attack the server at ``url`` in another process."""
    process = subprocess.Popen([sys.executable, _HERE / "attacks.py", url])
    try:
        time.sleep(_BEFORE)
        yield
        if process.poll() is not None:
            raise RuntimeError("the attacks have ended before the measurement")
    finally:
        process.kill()
        process.wait()
        time.sleep(_BEFORE)


def compared(pairs: int, requests: int) -> Comparison:
    """Measure the latency below which 99 of 100 short queries are answered."""
    query = find_example(read_examples(default_project()), EXAMPLE).text
    port = free_port()
    command: list[str | Path] = [Path(sys.executable).parent / "ascc-ld", "serve", "--quiet"]
    root = f"http://127.0.0.1:{port}/"
    with running([*command, "--port", port], f"{root}sparql"):
        client = Client(int(port), query)
        rate = asyncio.run(client.saturation()) / 2

        def calm() -> float:
            found = sorted(asyncio.run(client.latencies(rate, requests)))
            return found[int(0.99 * len(found))]

        def attacked() -> float:
            with attacks(root):
                return calm()

        return Comparison(
            f"p99 of {requests:,} short queries at {rate:,.0f}/s, under attack / without",
            interleaved(attacked, calm, pairs),
            bound=3,
            unit="{:.4f} s",
        )


def main(*numbers: str) -> int:
    """Measure, write the table, and return the exit code."""
    pairs, requests = (*map(int, numbers), *(_PAIRS, _REQUESTS)[len(numbers) :])
    rows, hold = table([compared(pairs, requests)])
    if not numbers:
        write_results("attacked", f"{rows}\n\nMeasured on {machine()}.\n")
    return int(not hold)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
