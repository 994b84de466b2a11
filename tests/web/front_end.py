"""The sources of the scripts, bundled in a copy, so that the checkout stays as it is."""

from __future__ import annotations

import json
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
        if has_what_is_pinned(ROOT / "web"):
            shutil.copytree(ROOT / "web/node_modules", folder / "node_modules", symlinks=True)
        else:
            npm(folder, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline")
        npm(folder, "run", "build")

    return made_once("web", bundle)


def has_what_is_pinned(folder: Path) -> bool:
    """Return whether npm says that it installed here what the lock file pins, and nothing else.

    Packages for other kinds of machines are left out of an installation.
    """
    listing = folder / "node_modules/.package-lock.json"
    if not listing.is_file():
        return False
    installed, pinned = (
        json.loads(path.read_text(encoding="utf-8"))["packages"]
        for path in (listing, folder / "package-lock.json")
    )
    needed = {name for name, package in pinned.items() if name and not package.get("optional")}
    return bool(needed <= installed.keys() and installed.items() <= pinned.items())
