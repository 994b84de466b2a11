"""The programs that the benchmarks need beside the package, and how to get them.

Usage: ``python benchmarks/programs.py``.  Says what is missing for any of the benchmarks, and ends
with exit code 1 if something is.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "tests"))

# The tests start the same stores.
from load.servers import CACHE, RECIPES, environment

NEEDED = {
    "loading.py": ("curl", *RECIPES["oxigraph"].needs, *RECIPES["fuseki"].needs),
    "serving.py": ("wrk", "oxigraph", "rdflib-endpoint"),
    "lighthouse.py": ("node", "npm", "chromium"),
}
"""The programs and archives by benchmark."""
_PACKAGES = {"node": "nodejs", "java": "default-jre-headless"}
"""The packages of Debian that do not have the name of their program."""
_OF_PYTHON = {"oxigraph", "rdflib-endpoint"}


def need(*benchmarks: str) -> None:
    """Exit, with a line for each program that ``benchmarks`` need and that is missing."""
    missing = {
        program: benchmark
        for benchmark in benchmarks
        for program in NEEDED[benchmark]
        if not _is_there(program)
    }
    if missing:
        sys.exit("\n".join(_lines(missing.items())))


def _is_there(program: str) -> bool:
    path = environment()["PATH"]
    return (CACHE / program).is_file() or shutil.which(program, path=path) is not None


def _lines(missing: Iterable[tuple[str, str]]) -> Iterable[str]:
    for program, benchmark in missing:
        if program in _OF_PYTHON:
            remedy = "pip install --requirement requirements/dev.txt"
        elif program.endswith(".jar"):
            remedy = "bash .ci/stores"
        else:
            remedy = f"apt-get install {_PACKAGES.get(program, program)}"
        yield f"{benchmark} needs {program}: {remedy}"


if __name__ == "__main__":
    need(*NEEDED)
