"""What Lighthouse says of the pages that ``ascc-ld serve`` gives.

Its score for speed hangs on what else the machine does: ``benchmarks/lighthouse.py`` measures it.
"""

from __future__ import annotations

import pytest

from server.running import Served
from web.lighthouse import PAGES, lighthouse

LEAST = 95


@pytest.mark.long
def test_pages_of_ten_kinds_are_accessible_sound_and_found(server: Served) -> None:
    categories = ("accessibility", "best-practices", "seo")
    reports = lighthouse([server.url + path for path in PAGES.values()], *categories)
    assert all(set(report.scores) == set(categories) for report in reports)
    kinds = dict(zip(PAGES, reports, strict=True))
    assert {kind: r for kind, r in kinds.items() if min(r.scores.values()) < LEAST} == {}
