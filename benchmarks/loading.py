"""Loading 2,000,000 quads: ``ascc-ld load`` against ``curl`` sending the same triples.

Usage: ``python benchmarks/loading.py [PAIRS [QUADS]]``.  Each side loads into a store of its own
that was just started and is empty, with PUT of the same triples to one named graph; ours are read
from an N-Quads file and not read back.  Oxigraph uses its fast upload (``--fast``,
``no_transaction``), Fuseki has none over HTTP; it is sent TriG by us, which shows where it ends,
and N-Triples by ``curl``.  Writes its part of ``benchmarks/README.md`` and
ends with exit code 1 where a ratio or the limit of memory does not hold, or a program is missing.
The stores are started as the tests start them.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from statistics import median
from urllib.parse import quote

from ascc_ld.load.connection import STORES
from comparison import Comparison, machine, table, write_results
from pairs import interleaved
from programs import need

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from load.servers import RECIPES, Running, environment, running

PAIRS = 7
QUADS = 2_000_000
MOST_TIMES = 1.2
MOST_MEBIBYTES = 150
GRAPH = "https://data.example.org/graph/1"
PLACES = {"oxigraph": "/store?no_transaction&graph=", "fuseki": "/data?graph="}

_THING = "<https://data.example.org/id/thing/{0}>"
_STATED = (
    "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://data.example.org/ns#Thing>",
    '<http://www.w3.org/2000/01/rdf-schema#label> "Thing number {0}"@en',
    '<https://data.example.org/ns#value> "{0}"^^<http://www.w3.org/2001/XMLSchema#integer>',
    "<https://data.example.org/ns#next> <https://data.example.org/id/thing/{1}>",
)


def triples(count: int) -> Iterator[str]:
    """Yield ``count`` triples as N-Triples without the final `` .``, four a subject."""
    for number in range(count):
        thing = number // len(_STATED)
        stated = _STATED[number % len(_STATED)].format(thing, thing + 1)
        yield f"{_THING.format(thing)} {stated}"


def write_files(count: int, folder: Path) -> tuple[Path, Path]:
    """Write the same statements as N-Triples and as N-Quads, a line at a time."""
    plain, quads = folder / "data.nt", folder / "data.nq"
    with plain.open("w", encoding="utf-8") as nt, quads.open("w", encoding="utf-8") as nq:
        for triple in triples(count):
            nt.write(f"{triple} .\n")
            nq.write(f"{triple} <{GRAPH}> .\n")
    return plain, quads


def with_curl(store: Running, file: Path) -> list[str]:
    """Return the command of the peer."""
    url = f"{store.url}{PLACES[store.recipe.name]}{quote(GRAPH, safe='')}"
    account = store.recipe.account
    user = f"{account['ASCC_LD_USERNAME']}:{account['ASCC_LD_PASSWORD']}" if account else ""
    return [
        *("curl", "--silent", "--show-error", "--fail", "--output", os.devnull),
        *("--header", "Content-Type: application/n-triples"),
        *(("--user", user) if user else ()),
        *("--upload-file", str(file), url),
    ]


def with_ascc_ld(store: Running, file: Path) -> list[str]:
    """Return our command."""
    options = ["--data", str(file), "--no-verify", "--fast", "--quiet"]
    return ["ascc-ld", "load", store.recipe.name, store.url, *options]


@dataclass(frozen=True)
class Load:
    """What a load took: seconds, those of processors, and the client's peak memory in MiB."""

    seconds: float
    of_client: float
    of_store: float
    mebibytes: float


def measured(command: list[str], store: Running) -> Load:
    """Run a command that loads into ``store``; raises ``RuntimeError`` where it fails."""
    variables = {**environment(), **store.recipe.account}
    before, begun = processor_seconds(store.process.pid), time.perf_counter()
    process = subprocess.Popen(command, env=variables)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{command[0]} exited with {process.returncode}")
    return Load(
        seconds,
        usage.ru_utime + usage.ru_stime,
        processor_seconds(store.process.pid) - before,
        usage.ru_maxrss / 1024,
    )


def processor_seconds(process: int) -> float:
    """Return what a process has used of all processors (Linux: proc(5), fields 14 and 15)."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Contest:
    """The loads of both sides into the store ``name``, in the order in which they were measured."""

    name: str
    plain: Path
    quads: Path
    folder: Path
    ours: list[Load] = field(default_factory=list)
    peer: list[Load] = field(default_factory=list)

    def load_ours(self) -> float:
        """Load with ``ascc-ld load`` and return the seconds."""
        return self._load(self.ours)

    def load_peer(self) -> float:
        """Load with ``curl`` and return the seconds."""
        return self._load(self.peer)

    def comparison(self, pairs: int) -> Comparison:
        """Measure ``pairs`` pairs."""
        road = " --fast" if PLACES[self.name].startswith("/store?no_transaction") else ""
        return Comparison(
            f"`ascc-ld load {self.name} --no-verify{road}` / `curl --upload-file`",
            interleaved(self.load_ours, self.load_peer, pairs),
            bound=MOST_TIMES,
            unit="{:.1f} s",
        )

    @property
    def mebibytes(self) -> float:
        """The most memory that ours ever took."""
        return max(load.mebibytes for load in self.ours)

    def told(self) -> str:
        """Return a sentence about processors and memory."""
        ours, peer = self.ours[1:], self.peer[1:]
        both = median(
            (o.of_client + o.of_store) / (p.of_client + p.of_store)
            for o, p in zip(ours, peer, strict=True)
        )
        return (
            f"{self.name}: processor time of client and store together {both:.2f} times that with "
            f"curl; the client alone {median(o.of_client for o in ours):.1f} s, curl "
            f"{median(p.of_client for p in peer):.1f} s, the store "
            f"{median(o.of_store for o in ours):.1f} s and "
            f"{median(p.of_store for p in peer):.1f} s; peak memory of ours "
            f"{self.mebibytes:.0f} MiB (asked for: < {MOST_MEBIBYTES})."
        )

    def _load(self, loads: list[Load]) -> float:
        mine = loads is self.ours
        with (
            tempfile.TemporaryDirectory(dir=self.folder) as place,
            running(self.name, Path(place)) as store,
        ):
            command = with_ascc_ld(store, self.quads) if mine else with_curl(store, self.plain)
            loads.append(measured(command, store))
        return loads[-1].seconds


def given_up() -> Iterator[str]:
    """Yield what the fast upload of each store costs, in the words of the table of stores."""
    for name in PLACES:
        store = STORES[name]
        yield (
            f"Fast upload to {name}: {store['fast_cost']}."
            if "fast_parameters" in store
            else f"{name} has no fast upload over HTTP."
        )


def versions() -> str:
    """Return the versions of curl and of the stores, of which one is told by its archive."""
    curl = subprocess.run(["curl", "--version"], capture_output=True, text=True, check=True)
    archive = Path(RECIPES["fuseki"].needs[-1]).stem
    return f"{' '.join(curl.stdout.split()[:2])}, oxigraph {version('oxigraph')}, {archive}"


def main(pairs: int = PAIRS, count: int = QUADS) -> int:
    """Measure, write the part of the README and return the exit code."""
    need("loading.py")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        plain, quads = write_files(count, folder)
        contests = [Contest(name, plain, quads, folder) for name in PLACES]
        rows, hold = table(contest.comparison(pairs) for contest in contests)
    told = "\n".join(f"* {line}" for line in (*(c.told() for c in contests), *given_up()))
    measured_with = f"{count:,} quads, {versions()}, {machine()}."
    write_results("loading", f"{rows}\n\n{told}\n\nMeasured with {measured_with}\n")
    sys.stdout.write(f"{told}\n")
    return int(not (hold and all(c.mebibytes < MOST_MEBIBYTES for c in contests)))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
