"""Real Apache and nginx with the generated rules answer as the case table says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ascc_ld.documents.routes import POLICY, routes
from ascc_ld.hosts import host_files
from ascc_ld.server.negotiation import preferred
from hosts.running import apache, nginx, public_folder, write_files
from looped import looped
from negotiation_cases import Case, ask, assert_answered, for_implementation
from small_site import site

FORMATS = routes().hosted.formats


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """A folder with room for servers' own files, and a site with the files for hosts."""
    with public_folder() as folder:
        write_files(folder / "site", site(hosted=True))
        write_files(folder / "site", host_files(routes().hosted, site(hosted=True).keys()))
        yield folder


@pytest.fixture(scope="module")
def on_apache(folder: Path) -> Iterator[httpx.Client]:
    with apache(folder / "apache", folder / "site") as client:
        yield client


@pytest.fixture(scope="module")
def on_nginx(folder: Path) -> Iterator[httpx.Client]:
    with nginx(folder / "nginx", folder / "site") as client:
        yield client


@looped("case", for_implementation("apache"), ids=str)
def test_each_case_on_apache(case: Case, on_apache: httpx.Client) -> None:
    assert_answered(case, ask(on_apache, case), str(on_apache.base_url))


@looped("case", for_implementation("nginx"), ids=str)
def test_each_case_on_nginx(case: Case, on_nginx: httpx.Client) -> None:
    assert_answered(case, ask(on_nginx, case), str(on_nginx.base_url))


@pytest.mark.parametrize("host", [apache, nginx])
def test_a_policy_that_names_an_endpoint_is_sent(
    host: Callable[[Path, Path], AbstractContextManager[httpx.Client]],
) -> None:
    table = routes().hosted.asking("https://store.example:8443")
    with public_folder() as folder:
        write_files(
            folder / "site", {name: site(hosted=True)[name] for name in ("index.html", "404.html")}
        )
        write_files(folder / "site", host_files(table, {"index.html", "404.html"}))
        with host(folder / "own", folder / "site") as client:
            for path in ("index.html", "nowhere"):
                policy = client.get(path).headers[POLICY]
                assert "; connect-src 'self' https://store.example:8443; " in policy


@pytest.fixture(scope="module")
def in_a_folder(folder: Path) -> Iterator[httpx.Client]:
    """Apache with the site in a folder of the server's root, next to other things."""
    root = folder / "root"
    root.mkdir()
    (root / "data").symlink_to(folder / "site")
    with apache(folder / "apache-folder", root) as client:
        client.base_url = client.base_url.join("/data/")
        yield client


BELOW_A_FOLDER = [case for case in for_implementation("apache") if "baguio" in case.path]


@looped("case", BELOW_A_FOLDER, ids=str)
def test_each_case_in_a_folder_of_apache(case: Case, in_a_folder: httpx.Client) -> None:
    assert_answered(case, ask(in_a_folder, case), str(in_a_folder.base_url))


def test_the_sites_own_page_is_shown_in_a_folder_of_apache(in_a_folder: httpx.Client) -> None:
    assert in_a_folder.get("org/nowhere").content == site(hosted=True)["404.html"]
    assert (
        in_a_folder.get(in_a_folder.base_url.join("/nowhere")).content
        != site(hosted=True)["404.html"]
    )


RANGES = ("*/*", "text/*", "application/*", "image/png", *(each.media_type for each in FORMATS))
PARAMETERS = ("", ";charset=utf-8", '; profile="a,b;q=0.1"', ";v=b3")
# No two that begin with the same digit: hosts cannot tell them apart.
QUALITIES = ("", ";q=1", ";q=1.0", "; q=0.9", ";q=0.7", " ;Q=0.5", ";q=0.123", ";q=0.05", ";q=0")
HEADERS = st.lists(
    st.tuples(*(st.sampled_from(part) for part in (RANGES, PARAMETERS, QUALITIES))),
    min_size=1,
    unique_by=lambda element: element[0],
).map(lambda elements: ", ".join("".join(element) for element in elements))


@settings(max_examples=200, deadline=None, derandomize=True)
@given(accept=HEADERS)
def test_hosts_choose_as_the_server_does(
    accept: str, on_apache: httpx.Client, on_nginx: httpx.Client
) -> None:
    chosen = preferred(accept, tuple(each.media_type for each in FORMATS))
    extensions = {each.media_type: each.extension for each in FORMATS}
    for host in (on_apache, on_nginx):
        answer = host.get("org/jica", headers={"Accept": accept})
        found = answer.headers.get("Location", "").rpartition(".")[2]
        assert (answer.status_code, found) == ((303, extensions[chosen]) if chosen else (406, ""))


@pytest.mark.parametrize(
    "target", ["org/jica", "org/jica.ttl", "ja/org/jica.html", "2024/overview/map"]
)
def test_hosts_link_what_exists(
    target: str, on_apache: httpx.Client, on_nginx: httpx.Client
) -> None:
    expected = {"/void.ttl"}
    if target.startswith("org/"):
        expected |= {f"/org/jica.{each.extension}" for each in FORMATS}
    for host in (on_apache, on_nginx):
        assert set(re.findall("<(.*?)>", host.get(target).headers["Link"])) == expected


def test_hosts_link_the_metadata_of_a_table_first(
    on_apache: httpx.Client, on_nginx: httpx.Client
) -> None:
    metadata = '</csv-metadata.json>; rel="describedby"; type="application/csvm+json", '
    for host in (on_apache, on_nginx):
        for name in ("statements.csv", "csv-metadata.json"):
            link = host.get(name).headers["Link"]
            assert link.startswith(metadata) == name.endswith(".csv")
            assert link.endswith('</void.ttl>; rel="describedby"; type="text/turtle"')


@pytest.mark.parametrize("accepted", ["gzip", "identity"])
def test_hosts_compress_for_who_can_read_it(
    accepted: str, on_apache: httpx.Client, on_nginx: httpx.Client
) -> None:
    for host in (on_apache, on_nginx):
        for name in ("org/jica.ttl", "org/jica.jsonld", "ascc.nq", "style.css"):
            answer = host.get(name, headers={"Accept-Encoding": accepted})
            assert answer.headers.get("Content-Encoding", "identity") == accepted
            assert "Accept-Encoding" in answer.headers["Vary"]
            assert answer.content == site(hosted=True)[name]


def test_hosts_say_how_long_an_answer_may_be_kept(
    on_apache: httpx.Client, on_nginx: httpx.Client
) -> None:
    kept = {
        "org/jica": "public, max-age=300",
        "org/jica.ttl": "public, max-age=3600",
        "context.jsonld": "public, max-age=86400",
        "org/nowhere": "no-cache",
    }
    for host in (on_apache, on_nginx):
        assert {t: host.get(t).headers["Cache-Control"] for t in kept} == kept


@pytest.mark.parametrize(
    "target",
    [
        "/org/jica%0d%0aSet-Cookie:%20a=b",
        "/%0aLocation:%20/evil.example",
        "/org/%2e%2e/%2e%2e/etc/passwd",
        "//evil.example/org/jica",
        "/%5c%5cevil.example",
        "/.htaccess",
    ],
)
def test_hosts_refuse_what_is_meant_to_do_harm(
    target: str, on_apache: httpx.Client, on_nginx: httpx.Client
) -> None:
    for host in (on_apache, on_nginx):
        answer = host.get(f"{str(host.base_url).rstrip('/')}{target}")
        assert 400 <= answer.status_code < 500
        assert "Set-Cookie" not in answer.headers
        assert "Location" not in answer.headers


def test_a_file_of_which_the_table_says_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match=r"film\.mp4"):
        host_files(routes().hosted, {"index.html", "film.mp4"})
