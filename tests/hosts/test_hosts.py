"""Real Apache and nginx with the generated rules answer as the case table says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from ascc_ld.hosts import host_files
from ascc_ld.publication.routes import routes
from hosts.running import apache, nginx, public_folder, write_files
from negotiation_cases import Case, ask, assert_answered, for_implementation, resolves
from small_site import own_iris, site

TYPES = ("text/html", "text/turtle", "application/ld+json")


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder with room for servers' own files, and a site with the files for hosts."""
    with public_folder() as folder:
        write_files(folder / "site", site())
        write_files(folder / "site", host_files(routes(), site().keys()))
        yield folder


@pytest.fixture(scope="module")
def on_apache(folder: Path) -> Iterator[httpx.Client]:
    with apache(folder / "apache", folder / "site") as client:
        yield client


@pytest.fixture(scope="module")
def on_nginx(folder: Path) -> Iterator[httpx.Client]:
    with nginx(folder / "nginx", folder / "site") as client:
        yield client


@pytest.mark.parametrize("case", for_implementation("apache"), ids=str)
def test_a_case_on_apache(case: Case, on_apache: httpx.Client) -> None:
    assert_answered(case, ask(on_apache, case), str(on_apache.base_url))


@pytest.mark.parametrize("case", for_implementation("nginx"), ids=str)
def test_a_case_on_nginx(case: Case, on_nginx: httpx.Client) -> None:
    assert_answered(case, ask(on_nginx, case), str(on_nginx.base_url))


@pytest.mark.parametrize("accept", TYPES)
def test_every_iri_of_the_graph_resolves_on_apache(accept: str, on_apache: httpx.Client) -> None:
    assert [iri for iri in own_iris() if not resolves(on_apache, iri, accept)] == []


@pytest.mark.parametrize("accept", TYPES)
def test_every_iri_of_the_graph_resolves_on_nginx(accept: str, on_nginx: httpx.Client) -> None:
    assert [iri for iri in own_iris() if not resolves(on_nginx, iri, accept)] == []
