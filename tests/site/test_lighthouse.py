"""What Lighthouse says of the pages that ``ascc-ld serve`` gives.

Its score for speed hangs on what else the machine does: ``benchmarks/lighthouse.py`` measures it.
"""

from __future__ import annotations

import pytest

from server.running import Served
from web.lighthouse import PAGES, lighthouse

LEAST = 95


@pytest.mark.long
@pytest.mark.parametrize("kind", PAGES)
def test_a_page_is_accessible_sound_and_found(server: Served, kind: str) -> None:
    report = lighthouse(server.url + PAGES[kind], "accessibility", "best-practices", "seo")
    assert set(report.scores) == {"accessibility", "best-practices", "seo"}
    assert min(report.scores.values()) >= LEAST, (report.scores, report.findings)
