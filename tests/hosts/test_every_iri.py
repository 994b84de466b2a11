"""Every IRI of the published data leads to its page and its data: on the server and on real hosts.

The site is the real one, written as ``ascc-ld site`` writes it.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from built import BASE
from hosts.running import apache, nginx, public_folder
from ports import free_port
from published_site import public, site
from server.running import command

pytestmark = pytest.mark.long  # the whole site is written first

TYPES = ("text/html", "text/turtle", "application/ld+json")
SERVED_AS_THEY_ARE = {
    "logo.svg": "image/svg+xml",
    ".well-known/void": "text/turtle",
    "ascc.ttl": "text/turtle",
    "ascc.jsonld": "application/ld+json",
    "ascc.nt": "application/n-triples",
    "ascc.rdf": "application/rdf+xml",
    "ascc.nq": "application/n-quads",
    "ascc.trig": "application/trig",
}
"""What is a file of one type itself, or the well-known address of one (RFC 8615)."""


def iris() -> list[str]:
    """Return the IRIs below the base that the data have as terms, as paths."""
    lines = site()["ascc.nq"].decode() + site()["graph/dataset.nt"].decode()
    without_texts = re.sub(r'"(?:[^"\\\n]|\\.)*"', '""', lines)
    found = re.findall(rf"<{re.escape(BASE)}([^>]*)>", without_texts)
    own_documents = re.compile(r"graph/dataset\.nt")  # where the second of the two was read
    return sorted({iri for iri in found if not own_documents.fullmatch(iri)})


def failures(client: httpx.Client, accept: str) -> list[str]:
    """Return the IRIs that do not lead to a document of the type, with what came instead.

    They lead there in one redirection, whose target is absolute: some checkers follow no other.
    """
    found = []
    for path in dict.fromkeys(iri.partition("#")[0] for iri in iris()):
        seen = client.get(path, headers={"Accept": accept})
        if seen.status_code == 303 and path not in SERVED_AS_THEY_ARE:
            location = seen.headers["Location"]
            if not location.startswith(str(client.base_url)):
                found.append(f"{path}: {location} is not absolute")
            seen = client.get(location, headers={"Accept": accept})
        wanted = SERVED_AS_THEY_ARE.get(path, accept)
        if seen.status_code != 200 or not seen.headers["Content-Type"].startswith(wanted):
            found.append(f"{path}: {seen.status_code} {seen.headers.get('Content-Type')}")
    return found


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with public_folder() as folder:
        shutil.copytree(public() / "public", folder / "site")
        yield folder


@pytest.fixture(scope="module")
def on_apache(folder: Path) -> Iterator[httpx.Client]:
    with apache(folder / "apache", folder / "site") as client:
        yield client


@pytest.fixture(scope="module")
def on_nginx(folder: Path) -> Iterator[httpx.Client]:
    with nginx(folder / "nginx", folder / "site") as client:
        yield client


@pytest.fixture(scope="module")
def on_the_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    base = f"http://127.0.0.1:{free_port()}/"
    port = base.rpartition(":")[2].rstrip("/")
    place = tmp_path_factory.mktemp("server")
    with (
        command(place, "--port", port, "--base", base, "--quiet"),
        httpx.Client(base_url=base, trust_env=False) as client,
    ):
        yield client


def test_there_are_many() -> None:
    assert len(iris()) > 850


@pytest.mark.parametrize("accept", TYPES)
def test_on_the_server(accept: str, on_the_server: httpx.Client) -> None:
    assert failures(on_the_server, accept) == []


@pytest.mark.parametrize("accept", TYPES)
def test_on_apache(accept: str, on_apache: httpx.Client) -> None:
    assert failures(on_apache, accept) == []


@pytest.mark.parametrize("accept", TYPES)
def test_on_nginx(accept: str, on_nginx: httpx.Client) -> None:
    assert failures(on_nginx, accept) == []
