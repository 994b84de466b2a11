"""Run all comparisons and write their table into ``benchmarks/README.md``.

Usage: ``python benchmarks/run.py``.  Ends with exit code 1 where a ratio does not hold.
"""

from __future__ import annotations

import compileall
import os
import platform
import re
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from itertools import chain
from pathlib import Path

import ascc_ld
from pairs import Comparison, interleaved, printed, wall_clock
from serving import Serving

_HERE = Path(__file__).parent
_README = _HERE / "README.md"
_PROGRAMS = Path(sys.executable).parent
_PEERS = (
    "pyoxigraph",
    "rdflib",
    "pyshacl",
    "click",
    "uvicorn",
    "starlette",
    "oxigraph",
    "rdflib-endpoint",
)
_RESULTS = re.compile(r"(?<=<!-- results -->\n).*?(?=<!-- end of results -->)", re.DOTALL)


def comparisons(dist: Path) -> Iterator[Comparison]:
    """Measure one comparison after the other; ``dist`` is where the published files are built."""
    python, ascc_ld = Path(sys.executable), _PROGRAMS / "ascc-ld"
    yield Comparison(
        '`ascc-ld --help` / `python -c "import click"`',
        interleaved(
            wall_clock(ascc_ld, "--help"), wall_clock(python, "-c", "import click"), count=20
        ),
        bound=1.5,
        unit="{:.3f} s",
    )
    build = wall_clock(ascc_ld, "build", "--quiet", "--out", dist)
    build()
    yield Comparison(
        "`ascc-ld build` / `pyshacl -s shapes.ttl ascc.ttl`",
        interleaved(
            build,
            # Warnings alone, which let the build pass, give the command the exit code 1.
            wall_clock(
                _PROGRAMS / "pyshacl",
                "-s",
                "shapes.ttl",
                "ascc.ttl",
                folder=dist,
                exit_codes=(0, 1),
            ),
            count=7,
        ),
        bound=1.2,
    )
    throughput = (python, _HERE / "throughput.py")
    yield Comparison(
        "synthetic editions mapped and written / the same with rdflib",
        interleaved(
            printed("triples_per_second", *throughput, "ascc-ld", "1000"),
            printed("triples_per_second", *throughput, "rdflib", "100"),
            count=5,
        ),
        bound=7,
        unit="{:,.0f} triples/s",
        faster_is_more=True,
    )
    loading = (python, _HERE / "graph_loading.py")
    ours, peer = (*loading, "ascc-ld"), (*loading, dist / "ascc.ttl")
    yield Comparison(
        "`ascc_ld.graph()` / rdflib parsing `ascc.ttl`, rdflib being imported",
        interleaved(printed("seconds", *ours), printed("seconds", *peer), count=9),
        bound=1,
    )
    yield Comparison(
        "the same, whole processes",
        interleaved(wall_clock(*ours), wall_clock(*peer), count=9),
        bound=1,
    )


def memory() -> str:
    """Return a sentence with the peak memory of mapping 100 and 1,000 editions."""
    command = (sys.executable, _HERE / "throughput.py")
    hundred, thousand, peer = (
        printed("peak_mebibytes", *command, side, count)()
        for side, count in (("ascc-ld", "100"), ("ascc-ld", "1000"), ("rdflib", "100"))
    )
    return (
        f"Peak resident memory of mapping and writing: {hundred:.0f} MiB for 100 editions, "
        f"{thousand:.0f} MiB for 1,000; rdflib {peer:.0f} MiB for 100."
    )


def machine() -> str:
    """Return a sentence with the versions, the cores and the memory."""
    gibibytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    versions = ", ".join(f"{name} {version(name)}" for name in _PEERS)
    return (
        f"Measured with Python {platform.python_version()}, {versions}, "
        f"on {os.cpu_count()} cores and {gibibytes:.0f} GiB of memory."
    )


def main() -> int:
    """Measure, write the table and return the exit code."""
    head = (
        "| comparison, ours / peer | ours | peer | ratio | asked for | holds | pairs |\n"
        "|---|--:|--:|--:|--:|---|--:|"
    )
    # As an installer does for the peers: a checkout is else compiled again by each process where
    # the environment forbids to write bytecode.
    compileall.compile_dir(Path(ascc_ld.__file__).parent, quiet=2)
    rows, failed = [head], False
    with tempfile.TemporaryDirectory() as folder:
        serving = Serving(Path(folder))
        for comparison in chain(comparisons(Path(folder) / "dist"), serving.comparisons()):
            rows.append(comparison.row())
            failed |= not comparison.holds
            sys.stdout.write(f"{rows[-1]}\n")
            sys.stdout.flush()
    table = "\n".join(rows)
    results = f"{table}\n\n{serving.latencies()}\n\n{memory()}\n\n{machine()}\n"
    readme = _README.read_text(encoding="utf-8")
    _README.write_text(_RESULTS.sub(lambda _: results, readme), encoding="utf-8")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
