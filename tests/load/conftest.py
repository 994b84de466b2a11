"""What the tests of stores share: each real store started once, a graph store that misbehaves."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from built import unavailable
from load.fake_store import FakeStore
from load.servers import RECIPES, Running, missing_for, running

IN_SECONDS = {"oxigraph"}
"""The stores that start and take our graphs in under five seconds."""


@pytest.fixture(
    scope="session",
    params=[
        pytest.param(name, marks=[] if name in IN_SECONDS else pytest.mark.long)
        for name in sorted(RECIPES)
    ],
)
def real_store(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    """A real store; in CI all must be there, elsewhere one that is not installed is skipped."""
    name = request.param
    reason = missing_for(RECIPES[name])
    if reason:
        unavailable(reason)
    with running(name, tmp_path_factory.mktemp(name)) as store:
        yield store


@pytest.fixture(autouse=True)
def _nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxy and no credentials of the person who runs the tests."""
    for name in list(os.environ):
        if name.lower().endswith("_proxy") or name.startswith("ASCC_LD_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("NETRC", os.devnull)


@pytest.fixture
def fake_store() -> Iterator[FakeStore]:
    with FakeStore() as store:
        yield store
