"""What tests use from npm, which the lock files in ``node/`` pin.

It is installed with ``npm ci`` in a copy of its folder, so that the checkout stays as it is.
"""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path

from built import made_once, missing

NODE = Path(__file__).parent / "node"
LOCK_FILES = sorted([*NODE.glob("package-lock.json"), *NODE.glob("*/package-lock.json")])
PATIENCE = 600.0  # seconds


@cache
def node_packages(name: str = "") -> Path:
    """Install the packages of a folder of ``node/``, or of ``node/`` itself, and return where."""

    def install(folder: Path) -> None:
        shutil.copytree(NODE / name, folder, ignore=shutil.ignore_patterns("node_modules"))
        npm = shutil.which("npm") or missing("npm")
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"]
        outcome = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, check=False, timeout=PATIENCE
        )
        assert outcome.returncode == 0, outcome.stdout + outcome.stderr

    return made_once(f"node-{name}", install)


def node(folder: Path, *arguments: str, timeout: float) -> str:
    """Run Node.js in a folder and return what it prints, within ``timeout`` seconds."""
    program = shutil.which("node") or missing("node")
    outcome = subprocess.run(
        [program, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=timeout,
    )
    assert outcome.returncode == 0, outcome.stderr
    return outcome.stdout
