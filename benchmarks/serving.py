"""The endpoint under ``wrk``: ours, ``oxigraph serve-read-only`` and ``rdflib-endpoint serve``.

Usage: ``python benchmarks/serving.py``.  All answer an example query in SPARQL JSON, on the same
data, to eight connections of one thread of ``wrk``; before anything is measured their answers are
compared.  Ours keeps answers, so it is measured twice: with the same text each time, and with
texts that differ in a comment, each of which has to be evaluated.
"""

from __future__ import annotations

import json
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from importlib.metadata import version
from pathlib import Path

from ascc_ld.ground.project import default_project
from ascc_ld.reading.examples import read_examples
from ascc_ld.sparql.example import find_example
from comparison import Comparison, machine, table, write_results
from pairs import interleaved
from programs import need

EXAMPLE = "participants-by-country"
SECONDS = 3
CONNECTIONS = 8
PATIENCE = 60.0  # seconds
_PROGRAMS = Path(sys.executable).parent
_JSON = "application/sparql-results+json"
_TURTLE, _HTML = "text/turtle", "text/html"
BASE = "https://w3id.org/ascc/"
THING = "org/jica"
DOCUMENTS = (
    ("the 303 of a thing / DESCRIBE of it", THING, _TURTLE),
    ("its Turtle / DESCRIBE of it", f"{THING}.ttl", _TURTLE),
    ("its page / DESCRIBE of it", f"{THING}.html", _HTML),
)
"""What is dereferenced: what it is compared with, the path, what is asked for."""
_PEERS = ("uvicorn", "starlette", "oxigraph", "rdflib-endpoint")
_UNITS = {"us": 1e-3, "ms": 1.0, "s": 1e3}
# A comment with the numbers of the run and of the request makes each text another, in all runs.
_DIFFERENT = """
local number = 0
local path
local run
function init(arguments)
  path = wrk.path
  run = arguments[1]
end
function request()
  number = number + 1
  return wrk.format("GET", path .. "%0A%23" .. run .. "-" .. number)
end
"""


class Serving:
    """The comparisons of serving; what is needed is made in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._milliseconds: dict[str, list[tuple[float, float]]] = {}
        self._runs = 0
        self._script = folder / "different.lua"
        self._script.write_text(_DIFFERENT, encoding="utf-8")

    def comparisons(self) -> Iterator[Comparison]:
        """Measure one comparison after the other."""
        query = find_example(read_examples(default_project()), EXAMPLE).text
        dist = self._folder / "served"
        subprocess.run([_PROGRAMS / "ascc-ld", "build", "--quiet", "--out", dist], check=True)
        with ExitStack() as stack:
            ours, oxigraph, peer = (
                stack.enter_context(running(command, path))
                for command, path in self._commands(dist)
            )
            endpoints = {"ours": ours, "oxigraph": oxigraph, "rdflib-endpoint": peer}
            urls = {
                side: f"{url}?query={urllib.parse.quote(query)}" for side, url in endpoints.items()
            }
            _refuse_different_answers(urls)
            yield self._compared("the same SELECT", urls, "rdflib-endpoint", bound=5, count=3)
            yield self._compared("the same SELECT", urls, "oxigraph", bound=0.5, count=5)
            yield self._compared("SELECTs that differ", urls, "oxigraph", bound=0.5, count=5)
            describe = urllib.parse.quote(f"DESCRIBE <{BASE}{THING}>")
            described = {side: f"{url}?query={describe}" for side, url in endpoints.items()}
            for what, document, accept in DOCUMENTS:
                described["ours"] = f"{ours.removesuffix('sparql')}{document}"
                for peer_name, bound in (("rdflib-endpoint", 5), ("oxigraph", 0.5)):
                    yield self._compared(
                        what, described, peer_name, bound=bound, count=3, accept=accept
                    )

    def latencies(self) -> str:
        """Return a sentence with the median latencies of each side."""
        shown = (
            f"{side} {statistics.median(p50 for p50, _ in found):.1f} ms "
            f"({statistics.median(p99 for _, p99 in found):.1f} ms)"
            for side, found in self._milliseconds.items()
        )
        return f"Latency of an answer at the endpoint, p50 (p99): {'; '.join(shown)}."

    def _commands(self, dist: Path) -> Iterator[tuple[list[str | Path], str]]:
        store = self._folder / "store"
        quads = dist / "ascc.nq"
        oxigraph = _PROGRAMS / "oxigraph"
        load: list[str | Path] = [oxigraph, "load", "--location", store, "--file", quads]
        subprocess.run(load, check=True, capture_output=True)
        subprocess.run([oxigraph, "optimize", "--location", store], check=True, capture_output=True)
        ours, read_only, peer = free_port(), free_port(), free_port()
        yield (
            [_PROGRAMS / "ascc-ld", "serve", "--quiet", "--port", ours, "--data", quads],
            f"http://127.0.0.1:{ours}/sparql",
        )
        yield (
            [
                *(oxigraph, "serve-read-only", "--location", store, "--union-default-graph"),
                *("--bind", f"127.0.0.1:{read_only}"),
            ],
            f"http://127.0.0.1:{read_only}/query",
        )
        yield (
            [
                *(_PROGRAMS / "rdflib-endpoint", "serve", dist / "ascc.ttl"),
                *("--host", "127.0.0.1", "--port", peer),
            ],
            f"http://127.0.0.1:{peer}/",
        )

    def _compared(  # noqa: PLR0913 - a comparison has a claim, two sides and a bound
        self,
        what: str,
        urls: Mapping[str, str],
        peer: str,
        *,
        bound: float,
        count: int,
        accept: str = _JSON,
    ) -> Comparison:
        """Compare the rates at ``urls``; ``accept`` is what ours is asked for."""
        differ = what.endswith("differ")
        # No endpoint has pages: peers are asked for the nearest that they have.
        theirs = _TURTLE if accept == _HTML else accept

        def rate(side: str) -> float:
            name = f"{side}, {what}"
            wanted = accept if side == "ours" else theirs
            requests, p50, p99 = self._under_wrk(urls[side], wanted, differ=differ)
            self._milliseconds.setdefault(name, []).append((p50, p99))
            return requests

        return Comparison(
            f"{what} at `ascc-ld serve` / at {peer}",
            interleaved(lambda: rate("ours"), lambda: rate(peer), count),
            bound=bound,
            unit="{:,.0f} requests/s",
            faster_is_more=True,
        )

    def _under_wrk(self, url: str, accept: str, *, differ: bool) -> tuple[float, float, float]:
        """Return requests a second, and the latencies p50 and p99 in milliseconds."""
        command = ["wrk", "--threads", "1", "--connections", str(CONNECTIONS), "--latency"]
        command += ["--duration", str(SECONDS), "--timeout", "30", "--header", f"Accept: {accept}"]
        command += ["--script", str(self._script)] if differ else []
        command.append(url)
        if differ:
            self._runs += 1
            command += ["--", str(self._runs)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        if "Non-2xx" in done.stdout or "Socket errors" in done.stdout:
            raise RuntimeError(f"{url[:60]} fails under wrk:\n{done.stdout}")
        rate = re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)
        found = [re.search(rf"{p}%\s+([\d.]+)(us|ms|s)", done.stdout) for p in (50, 99)]
        p50, p99 = (float(m[1]) * _UNITS[m[2]] for m in found if m is not None)
        if rate is None:
            raise RuntimeError(f"wrk says something else:\n{done.stdout}")
        return float(rate[1]), p50, p99


@contextmanager
def running(command: list[str | Path], url: str) -> Iterator[str]:
    """Run a server until the end, from the moment at which it answers at ``url``."""
    process = subprocess.Popen(
        [str(part) for part in command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + PATIENCE
        while not _answers(url):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{command[0]} does not start")
            time.sleep(0.2)
        yield url
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _answers(url: str) -> bool:
    try:
        _asked(f"{url}?query=ASK%20%7B%7D")
    except (urllib.error.URLError, ConnectionError):
        return False
    return True


def _asked(url: str) -> bytes:
    request = urllib.request.Request(url, headers={"Accept": _JSON})
    with urllib.request.urlopen(request, timeout=PATIENCE) as response:
        content: bytes = response.read()
        return content


def _refuse_different_answers(urls: Mapping[str, str]) -> None:
    answers = {
        json.dumps(
            [
                {name: term["value"] for name, term in sorted(row.items())}
                for row in json.loads(_asked(url))["results"]["bindings"]
            ]
        )
        for url in urls.values()
    }
    if len(answers) != 1:
        raise RuntimeError("the servers do not give the same answer")


def free_port() -> str:
    """Return the number of a port that is free."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def main() -> int:
    """Measure, write the table, and return the exit code."""
    need("serving.py")
    with tempfile.TemporaryDirectory() as folder:
        serving = Serving(Path(folder))
        rows, hold = table(serving.comparisons())
        packages = ", ".join(f"{name} {version(name)}" for name in _PEERS)
        told = f"Measured with {packages}, {machine()}."
        write_results("serving", f"{rows}\n\n{serving.latencies()}\n\n{told}\n")
    return int(not hold)


if __name__ == "__main__":
    sys.exit(main())
