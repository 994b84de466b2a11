"""What the tests of links share: no proxy between them and their servers, and a patient clock."""

from __future__ import annotations

import pytest

from ascc_ld.ground.project import default_project
from ascc_ld.links.project_links import ProjectLinks, read_links


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.delenv("all_proxy", raising=False)
    monkeypatch.delenv("ASCC_LD_CONTACT", raising=False)


@pytest.fixture(scope="session")
def seen() -> ProjectLinks:
    """The links of this checkout."""
    return read_links(default_project())
