"""``_headers`` and ``_redirects``, read as the hosts that know them say they do."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase

from ascc_ld.documents.routes import POLICY, routes
from ascc_ld.hosts import host_files
from looped import looped
from small_site import own_iris, site

FILES = {
    name: text.decode()
    for name, text in host_files(routes().hosted, site(hosted=True).keys()).items()
}


def headers(name: str) -> dict[str, str]:
    """Return the headers of a file: of all rules that match its address, values joined."""
    found: dict[str, str] = {}
    for block in re.split(r"\n(?=/)", FILES["_headers"].strip()):
        address, *lines = block.splitlines()
        if fnmatchcase(f"/{name}", address):
            said = dict(line.strip().split(": ", 1) for line in lines)
            found |= {k: f"{found[k]}, {v}" if k in found else v for k, v in said.items()}
    return found


def redirected(path: str) -> str | None:
    """Return where a path leads: a placeholder stands for one segment, the first rule counts."""
    for line in FILES["_redirects"].splitlines():
        source, target, status = line.split(" ")
        # A well-known address is its file; a thing leads to its document.
        assert status == ("200" if source.removeprefix("/") in routes().well_known else "303")
        pattern = re.sub(r":([a-z]+)", r"(?P<\1>[^/]+)", source.replace(".", r"\."))
        match = re.fullmatch(pattern, f"/{path}")
        if match:
            return match.expand(re.sub(r":([a-z]+)", r"\\g<\1>", target)).removeprefix("/")
    return None


@looped("name", [*sorted(site(hosted=True))[::100], "ascc.nq", "void.ttl", "logo.svg"])
def test_each_file_has_its_type_and_what_all_have(name: str) -> None:
    found = headers(name)
    assert found["Content-Type"] == routes().file_type(name).content_type
    assert routes().headers.items() <= found.items()
    assert found["Link"] == '</void.ttl>; rel="describedby"; type="text/turtle"'


def test_a_table_links_its_metadata_first() -> None:
    link = '</csv-metadata.json>; rel="describedby"; type="application/csvm+json", </void.ttl>; '
    assert headers("statements.csv")["Link"].startswith(link)


def test_an_endpoint_that_pages_ask_is_in_the_policy_of_all_files() -> None:
    table = routes().hosted.asking("https://store.example:8443")
    rules = host_files(table, site(hosted=True).keys())["_headers"].decode()
    (policy,) = re.findall(r"^  Content-Security-Policy: (.*)$", rules, re.MULTILINE)
    assert "; connect-src 'self' https://store.example:8443; " in policy
    assert policy.replace(" https://store.example:8443", "") == headers("index.html")[POLICY]


def test_a_context_may_be_kept_for_a_day() -> None:
    assert headers("context.jsonld")["Cache-Control"] == "public, max-age=86400"


def test_a_well_known_address_has_the_type_of_its_file() -> None:
    assert headers(".well-known/void")["Content-Type"] == "text/turtle; charset=utf-8"
    assert redirected(".well-known/void") == "void.ttl"


def test_what_is_described_with_another_thing_leads_to_its_page() -> None:
    paths = {iri.partition("#")[0] for iri in own_iris()}
    within = {p: routes().document(p) for p in paths if routes().document(p) != p.rstrip("/")}
    assert len(within) > 100
    assert {path: redirected(path) for path in within} == {
        path: f"{document}.html" for path, document in within.items()
    }


def test_no_redirection_hides_a_file() -> None:
    assert [name for name in site(hosted=True) if redirected(name)] == []


def test_rules_keep_to_what_hosts_allow() -> None:
    # Cloudflare Pages: 100 rules with placeholders, 100 of headers, lines of 2,000 characters.
    assert len(FILES["_redirects"].splitlines()) <= 100
    assert len(re.findall("^/", FILES["_headers"], re.MULTILINE)) <= 100
    assert max(map(len, FILES["_headers"].splitlines())) <= 2_000
