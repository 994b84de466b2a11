"""What tests use from Maven Central: ``.ci/java`` gets it, as ``java/*/pom.xml`` pin it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from built import missing

JAVA = Path(__file__).parent / "java"
CACHE = Path.home() / ".cache" / "ascc-ld" / "java"


def java(packages: str, *arguments: str, timeout: float, status: Iterable[int] = (0,)) -> str:
    """Run a class, or a source file of ``java/``, on the packages of a folder of ``java/``.

    Returns what it prints, within ``timeout`` seconds; fails unless it ends with a ``status``.
    """
    folder = CACHE / packages
    program = shutil.which("java") or missing("java")
    if not folder.is_dir():
        missing(f"{packages} (bash .ci/java gets it)")
    outcome = subprocess.run(
        [program, "-Xmx2g", "-cp", f"{folder}/*", *arguments],
        cwd=JAVA,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=timeout,
    )
    assert outcome.returncode in status, outcome.stdout + outcome.stderr
    return outcome.stdout
