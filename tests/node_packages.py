"""What tests use from npm, which ``node/package-lock.json`` pins.

It is installed with ``npm ci`` in a copy of ``node/``, so that the checkout stays as it is.
"""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path

from built import missing, scratch

HERE = Path(__file__).parent / "node"


@cache
def node_packages() -> Path:
    """Install the packages and return the folder."""
    folder = scratch() / "node"
    shutil.copytree(HERE, folder, ignore=shutil.ignore_patterns("node_modules"))
    npm = shutil.which("npm") or missing("npm")
    install = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"]
    outcome = subprocess.run(
        install, cwd=folder, capture_output=True, text=True, check=False, timeout=300
    )
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    return folder
