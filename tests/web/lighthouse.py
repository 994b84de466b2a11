"""Lighthouse on a page that a server gives, with the Chromium of this machine."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from built import missing
from node_packages import node_packages

PAGES = {
    "front page": "",
    "organisation": "org/jica.html",
    "question": ".well-known/sparql-examples/001-participants-by-country.html",
}
_FLAGS = "--headless=new --no-sandbox --disable-dev-shm-usage"
_SECONDS = 240


@dataclass(frozen=True)
class Report:
    """What Lighthouse says of a page; ``scores`` are out of 100, by category."""

    scores: Mapping[str, int]
    findings: Sequence[str]


def lighthouse(url: str, *categories: str) -> Report:
    """Ask Lighthouse about a page as a phone sees it, which is how it asks by default."""
    node = shutil.which("node") or missing("node")
    browser = shutil.which("chromium") or missing("chromium")
    program = node_packages("lighthouse") / "node_modules/lighthouse/cli/index.js"
    options = ("--quiet", "--output=json", f"--chrome-flags={_FLAGS}")
    told = subprocess.run(
        [node, str(program), url, *options, f"--only-categories={','.join(categories)}"],
        env={**os.environ, "CHROME_PATH": browser, "CI": "true"},  # it asks nothing in a CI run
        capture_output=True,
        text=True,
        check=False,
        timeout=_SECONDS,
    )
    assert told.returncode == 0, told.stdout[-2000:] + told.stderr
    report = json.loads(told.stdout)
    assert "runtimeError" not in report, report["runtimeError"]
    scores = {name: round(100 * c["score"]) for name, c in report["categories"].items()}
    return Report(scores, tuple(_findings(report)))


def lighthouse_version() -> str:
    """Return the version that is pinned."""
    package = node_packages("lighthouse") / "node_modules/lighthouse/package.json"
    return str(json.loads(package.read_text(encoding="utf-8"))["version"])


def _findings(report: Mapping[str, Any]) -> list[str]:
    """Return what takes points away, each with the first places of it."""
    weighty = {
        ref["id"] for c in report["categories"].values() for ref in c["auditRefs"] if ref["weight"]
    }
    return [
        f"{name}: {audit['title']} {json.dumps(audit.get('details', {}).get('items', [])[:2])}"
        for name, audit in report["audits"].items()
        if name in weighty and audit["score"] is not None and audit["score"] < 1
    ]
