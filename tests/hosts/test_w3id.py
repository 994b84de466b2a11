"""The folder for w3id.org, tried in a real Apache before anybody asks its people to take it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pytest

from ascc_ld.documents.routes import routes
from ascc_ld.hosts import Entry, host_files, w3id_files
from hosts.running import apache, nginx, public_folder, write_files
from looped import looped
from negotiation_cases import Case, ask, cases
from small_site import BASE, FILES, own_iris, site

SITE = "https://ascc.example.org/data/"
TYPES = {e.media_type: "ttl" if e.served else e.extension for e in routes().formats}


def entry(site: str = SITE) -> Entry:
    return Entry(
        base=BASE,
        site=site,
        purpose="The declarations of the Asia Smart City Conference as linked data.",
        example="org/jica",
        maintainer="Example Person (@example)",
    )


@pytest.fixture(scope="module")
def w3id() -> Iterator[httpx.Client]:
    with public_folder() as folder:
        write_files(folder / "root", w3id_files(routes(), entry()))
        with apache(folder / "apache", folder / "root") as client:
            client.base_url = client.base_url.join("/ascc/")
            yield client


@looped("case", cases(lambda case: case.w3id == "same"), ids=str)
def test_leads_where_the_site_would(case: Case, w3id: httpx.Client) -> None:
    answer = ask(w3id, case)
    assert (answer.status_code, answer.headers["Location"]) == (303, SITE + case.location)


@pytest.mark.parametrize("accept", TYPES)
def test_leads_to_a_document_for_every_iri_of_the_graph(accept: str, w3id: httpx.Client) -> None:
    lost = []
    for iri in own_iris():
        answer = w3id.get(iri.partition("#")[0], headers={"Accept": accept})
        name = answer.headers["Location"].removeprefix(SITE)
        right = name.endswith(f".{TYPES[accept]}") or name in FILES
        if answer.status_code != 303 or name not in site(hosted=True) or not right:
            lost.append(iri)
    assert lost == []


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("", ""),
        ("ja/", "ja/"),
        (".well-known/void", "void.ttl"),
        ("ascc.nq", "ascc.nq"),
        ("SHA256SUMS", "SHA256SUMS"),
        ("org/jica.ttl", "org/jica.ttl"),
        ("ja/org/jica.html", "ja/org/jica.html"),
        ("org/nowhere", "org/nowhere.html"),
    ],
)
def test_leads_to_pages_and_files(path: str, location: str, w3id: httpx.Client) -> None:
    assert w3id.get(path).headers["Location"] == SITE + location


def test_from_the_iri_to_the_data_is_one_step() -> None:
    with public_folder() as folder:
        write_files(folder / "site", site(hosted=True))
        write_files(folder / "site", host_files(routes().hosted, site(hosted=True).keys()))
        with nginx(folder / "nginx", folder / "site") as host:
            write_files(folder / "root", w3id_files(routes(), entry(str(host.base_url))))
            with apache(folder / "apache", folder / "root") as w3id:
                found = w3id.get(
                    "/ascc/country/PH/un-m49",
                    headers={"Accept": "text/turtle"},
                    follow_redirects=True,
                )
    assert [step.status_code for step in found.history] == [303]
    assert (found.status_code, found.headers["Content-Type"]) == (200, "text/turtle; charset=utf-8")


def test_ends_with_the_page_whatever_is_asked() -> None:
    rules = w3id_files(routes(), entry())["ascc/.htaccess"].decode().splitlines()
    assert rules[-1] == f"RewriteRule ^(.+)$ {SITE}$1.html [R=303,L]"
    assert all("R=303" in rule for rule in rules if rule.startswith("Rewrite") and SITE in rule)


def test_its_readme_says_what_it_is_for_whom_to_ask_and_how_to_test() -> None:
    readme = w3id_files(routes(), entry())["ascc/README.md"].decode()
    assert entry().purpose in readme
    assert entry().maintainer in readme
    assert len(re.findall(rf"^curl .* {BASE}org/jica$", readme, re.MULTILINE)) == 4


@pytest.mark.parametrize("maintainer", ["", "  "])
def test_does_without_a_maintainer_in_no_case(maintainer: str) -> None:
    with pytest.raises(ValueError, match="maintainer"):
        Entry(BASE, SITE, "x", "org/jica", maintainer)


@pytest.mark.parametrize(("base", "site"), [(BASE.rstrip("/"), SITE), (BASE, SITE.rstrip("/"))])
def test_urls_of_folders_end_with_a_slash(base: str, site: str) -> None:
    with pytest.raises(ValueError, match="slash"):
        Entry(base, site, "x", "org/jica", "@x")
