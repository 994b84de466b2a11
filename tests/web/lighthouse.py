"""Lighthouse on pages that a server gives, with the Chromium of this machine."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from built import missing
from node_packages import node, node_packages

PAGES = {
    "front page": "",
    "statement": "2024/declaration/statement/3-2.html",
    "organisation": "org/jica.html",
    "country": "country/PH.html",
    "theme": "scheme/theme/private-sector.html",
    "bodies": "org.html",
    "statements": "statement.html",
    "question": ".well-known/sparql-examples/001-participants-by-country.html",
    "map": "2024/overview/map.html",
    "data": "data.html",
}
_SECONDS = 600


@dataclass(frozen=True)
class Report:
    """What Lighthouse says of a page; ``scores`` are out of 100, by category."""

    scores: Mapping[str, int]
    findings: Sequence[str]


def lighthouse(urls: Sequence[str], *categories: str, timed: bool = False) -> list[Report]:
    """Ask Lighthouse about pages as a phone sees them, which is how it asks by default.

    ``timed`` pages are loaded as on a slow phone with a slow line, for the score of their speed.
    """
    browser = shutil.which("chromium") or missing("chromium")
    asked = {"chromium": browser, "urls": urls, "categories": categories, "timed": timed}
    told = node(node_packages("lighthouse"), "ask.mjs", json.dumps(asked), timeout=_SECONDS)
    return [_report(each) for each in json.loads(told)]


def lighthouse_version() -> str:
    """Return the version that is pinned."""
    package = node_packages("lighthouse") / "node_modules/lighthouse/package.json"
    return str(json.loads(package.read_text(encoding="utf-8"))["version"])


def _report(report: Mapping[str, Any]) -> Report:
    assert "runtimeError" not in report, report["runtimeError"]
    scores = {name: round(100 * c["score"]) for name, c in report["categories"].items()}
    return Report(scores, tuple(_findings(report)))


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
