"""What tests share: a project that a test may spoil, and a server."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from ascc_ld.ground.project import Project
from built import scratch
from server.running import Served, command

ROOT = Path(__file__).parents[1]

pytest_plugins = ["published_site_in_a_browser"]

# A deadline would judge how fast this machine is, not whether the code is right.
settings.register_profile("without a deadline", settings.default, deadline=None)
settings.load_profile("without a deadline")


def pytest_configure() -> None:
    """Make the folder that the processes of a run share before there are several."""
    scratch()


@pytest.hookimpl(optionalhook=True)  # without xdist there is no such hook
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: a third of the time, tests wait for clocks and servers."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture
def project_copy(tmp_path: Path) -> Project:
    """A copy of what the checkout builds from; ``tmp_path`` itself stays free."""
    root = tmp_path / "project"
    for folder in ("data", "ontology", "queries", "shapes"):
        shutil.copytree(ROOT / folder, root / folder, copy_function=shutil.copyfile)
    (root / "web").mkdir()  # so that nothing hangs on whether the scripts were bundled here
    return Project(root)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Our own graph, served as ``ascc-ld serve`` does if nothing is said."""
    with command(tmp_path_factory.mktemp("served")) as served:
        yield served
