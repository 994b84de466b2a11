"""The cost of an edition: copies of one declaration, built by this code and by an old release.

Usage: ``python benchmarks/editions.py [OLD]``.  ``OLD`` is a checkout of the old release with its
``.venv``; without one, a worktree of its commit is made, with the packages of this environment.
"""

from __future__ import annotations

import compileall
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import ascc_ld
from comparison import machine, write_results
from copies import project_of_copies

_HERE = Path(__file__).parents[1]
_OLD = "594482c"
_COUNTS = (1, 5, 20, 100)
_HEAD = "| what | measured | asked for | holds |\n|---|--:|--:|---|"


@dataclass(frozen=True)
class Cost:
    """What a run took: seconds of processors, peak memory in MiB, and the files that it wrote."""

    seconds: float
    mebibytes: float
    files: int


def cost(python: Path, source: Path, project: Path, out: Path, command: str) -> Cost:
    """Run ``ascc-ld build`` or ``site`` of the code in ``source`` on ``project``."""
    where = [out] if command == "site" else ["--out", out]
    process = subprocess.Popen(
        [
            python,
            "-c",
            "from ascc_ld.cli import main; main()",
            command,
            "--quiet",
            "--project",
            project,
            *where,
        ],
        env={**os.environ, "PYTHONPATH": str(source / "src")},
    )
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise subprocess.CalledProcessError(os.waitstatus_to_exitcode(status), command)
    files = sum(path.is_file() for path in out.rglob("*"))
    return Cost(_processors(used), used.ru_maxrss / 1024, files)


def _processors(used: resource.struct_rusage) -> float:
    return used.ru_utime + used.ru_stime


def measured(old: Path, folder: Path) -> Mapping[tuple[str, int], Cost]:
    """Return the costs by what was run and how many editions it had; the slowest is left out.

    Old and new take turns, so that what else the machine does falls on both.
    """
    own, theirs = old / ".venv" / "bin" / "python", Path(sys.executable)
    sides = {
        "old build": (old, own if own.exists() else theirs, "build"),
        "build": (_HERE, theirs, "build"),
        "site": (_HERE, theirs, "site"),
    }
    costs: dict[tuple[str, int], Cost] = {}
    for count in _COUNTS:
        for name, (source, python, command) in sides.items():
            if name == "old build" and count == max(_COUNTS):
                continue  # five minutes, and no claim is about it
            place = folder / f"{name}-{count}"
            project = project_of_copies(source, place / "project", count)
            costs[name, count] = cost(python, source, project, place / "out", command)
            told = costs[name, count]
            sys.stdout.write(f"{name}, {count}: {told.seconds:.2f} s, {told.mebibytes:.0f} MiB\n")
            sys.stdout.flush()
    return costs


def more(costs: Mapping[tuple[str, int], Cost], name: str, few: int, many: int) -> float:
    """Return the seconds that an edition more takes, between ``few`` and ``many``."""
    return (costs[name, many].seconds - costs[name, few].seconds) / (many - few)


def rows(costs: Mapping[tuple[str, int], Cost]) -> tuple[str, bool]:
    """Return the tables, and whether all claims hold."""
    twenty, hundred = more(costs, "build", 1, 20), more(costs, "build", 20, 100)
    files = (costs["site", 100].files - costs["site", 20].files) / 80
    claims = [
        (
            f"build: an edition more among 20 / the same with {_OLD}",
            twenty / more(costs, "old build", 1, 20),
            0.35,
        ),
        ("build: an edition more among 100 / among 20", hundred / twenty, 1.15),
        ("build: peak memory at 100 editions, GiB", costs["build", 100].mebibytes / 1024, 1),
        (
            "site: an edition more among 100 / among 20",
            more(costs, "site", 20, 100) / more(costs, "site", 1, 20),
            1.15,
        ),
        ("site: files for an edition more", files, 400),
    ]
    lines = [
        f"| {claim} | {value:.4g} | ≤ {bound:g} | {'yes' if value <= bound else '**no**'} |"
        for claim, value, bound in claims
    ]
    table = [
        f"| {name} | "
        + " | ".join(
            f"{c.seconds:.1f} s, {c.mebibytes:.0f} MiB, {c.files:,} files" if c else "–"
            for c in (costs.get((name, count)) for count in _COUNTS)
        )
        + " |"
        for name in ("old build", "build", "site")
    ]
    head = f"| editions | {' | '.join(map(str, _COUNTS))} |\n|---|{'--:|' * len(_COUNTS)}"
    hold = all(value <= bound for _, value, bound in claims)
    return "\n".join([_HEAD, *lines, "", head, *table]), hold


def main(arguments: list[str]) -> int:
    """Measure, write the tables and return the exit code."""
    # As an installer does: a checkout is else compiled again by each process where the environment
    # forbids to write bytecode.
    compileall.compile_dir(Path(ascc_ld.__file__).parent, quiet=2)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        worktree = folder / "old"
        if not arguments:
            git = ["git", "-C", str(_HERE), "worktree"]
            subprocess.run([*git, "add", "--quiet", "--detach", worktree, _OLD], check=True)
            compileall.compile_dir(worktree / "src", quiet=2)
        try:
            old = Path(arguments[0]).absolute() if arguments else worktree
            table, hold = rows(measured(old, folder))
        finally:
            if not arguments:
                subprocess.run([*git, "remove", "--force", worktree], check=True)
    write_results("editions", f"{table}\n\nMeasured on {machine()}; old is {_OLD}.\n")
    return int(not hold)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
