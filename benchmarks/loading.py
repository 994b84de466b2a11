"""Loading 2,000,000 quads: ``ascc-ld load`` against ``curl`` sending the same bytes to the store.

Usage: ``python benchmarks/loading.py [QUADS]``.  Each side loads into a store of its own that was
just started and is empty, with PUT of the same N-Triples to one named graph; ours are read from an
N-Quads file.  Oxigraph takes its fast road (``--fast``, ``no_transaction``), Fuseki has none.
Prints a JSON object a store: seconds, their ratio (at most 1.2) and our peak memory (at most 150
MiB), both without verification, the better of two rounds.  The stores are started as the
tests start them.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from math import inf
from pathlib import Path
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from stores.servers import RECIPES, Running, environment, missing_for, running

QUADS = 2_000_000
ROUNDS = 2
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


def measured(command: list[str], store: Running) -> tuple[float, float]:
    """Run a command and return its seconds and its peak memory in MiB."""
    begun = time.perf_counter()
    variables = {**environment(), **store.recipe.account}
    process = subprocess.Popen(command, env=variables)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - begun
    if process.returncode != 0:
        raise RuntimeError(f"{command[0]} exited with {process.returncode}")
    return seconds, usage.ru_maxrss / 1024


def compared(name: str, plain: Path, quads: Path, folder: Path) -> dict[str, str | float]:
    """Load with each side in turn, each time into a store that was just started, and compare."""
    took = {"curl": (inf, 0.0), "ascc-ld": (inf, 0.0)}
    sides = (("curl", with_curl, plain), ("ascc-ld", with_ascc_ld, quads))
    for number in range(ROUNDS):
        for side, command, file in sides:
            place = folder / f"{name}-{side}-{number}"
            place.mkdir()
            with running(name, place) as store:
                seconds, memory = measured(command(store, file), store)
            took[side] = (min(took[side][0], seconds), max(took[side][1], memory))
            shutil.rmtree(place)
    return {
        "store": name,
        "curl_seconds": round(took["curl"][0], 2),
        "seconds": round(took["ascc-ld"][0], 2),
        "ratio": round(took["ascc-ld"][0] / took["curl"][0], 3),
        "peak_mebibytes": round(took["ascc-ld"][1], 1),
    }


def main(count: int) -> None:
    """Compare on every store that is there."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        plain, quads = write_files(count, folder)
        for name in PLACES:
            reason = missing_for(RECIPES[name])
            print(
                json.dumps(
                    {"store": name, "missing": reason}
                    if reason
                    else compared(name, plain, quads, folder)
                ),
                flush=True,
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else QUADS)
