"""Run all comparisons and write their table into ``benchmarks/README.md``.

Usage: ``python benchmarks/run.py``.  Ends with exit code 1 where a ratio does not hold.
"""

from __future__ import annotations

import compileall
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import ascc_ld
from comparison import Comparison, machine, table, write_results
from pairs import interleaved, printed, wall_clock

_HERE = Path(__file__).parent
_PROGRAMS = Path(sys.executable).parent
_PEERS = ("pyoxigraph", "rdflib", "pyshacl", "click")


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
        bound=0.65,
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


def versions() -> str:
    """Return a sentence with the versions and the machine."""
    packages = ", ".join(f"{name} {version(name)}" for name in _PEERS)
    return f"Measured with {packages}, {machine()}."


def main() -> int:
    """Measure, write the table and return the exit code."""
    # As an installer does for the peers: a checkout is else compiled again by each process where
    # the environment forbids to write bytecode.
    compileall.compile_dir(Path(ascc_ld.__file__).parent, quiet=2)
    with tempfile.TemporaryDirectory() as folder:
        rows, hold = table(comparisons(Path(folder) / "dist"))
    write_results("results", f"{rows}\n\n{versions()}\n")
    return int(not hold)


if __name__ == "__main__":
    sys.exit(main())
