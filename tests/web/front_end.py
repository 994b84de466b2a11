"""The sources of the scripts, bundled in a copy, so that the checkout stays as it is."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path

from built import ROOT, made_once, missing


def npm(folder: Path, *arguments: str) -> None:
    """Run npm in a folder, and fail with what it said where it fails."""
    command = [shutil.which("npm") or missing("npm"), *arguments]
    outcome = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, timeout=300
    )
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


@cache
def front_end() -> Path:
    """Bundle with what the lock file pins, in a copy of ``web/``, and return the folder."""

    def bundle(folder: Path) -> None:
        shutil.copytree(ROOT / "web", folder, ignore=shutil.ignore_patterns("node_modules", "dist"))
        npm(folder, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline")
        npm(folder, "run", "build")

    return made_once("web", bundle)
