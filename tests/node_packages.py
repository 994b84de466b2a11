"""What tests use from npm, which the ``package-lock.json`` of a folder pins.

It is installed with ``npm ci`` in a copy of the folder, so that the checkout stays as it is.
"""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path

from built import missing, scratch

HERE = Path(__file__).parent


def node_packages() -> Path:
    """Install what most tests use and return the folder."""
    return _installed("node")


def lighthouse_packages() -> Path:
    """Install Lighthouse, which is large, and return the folder."""
    return _installed("lighthouse")


@cache
def _installed(name: str) -> Path:
    folder = scratch() / name
    shutil.copytree(HERE / name, folder, ignore=shutil.ignore_patterns("node_modules"))
    npm = shutil.which("npm") or missing("npm")
    install = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"]
    outcome = subprocess.run(
        install, cwd=folder, capture_output=True, text=True, check=False, timeout=300
    )
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    return folder
