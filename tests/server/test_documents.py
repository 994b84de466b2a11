"""Documents and things: links, validators, compression, refusals, and targets meant to do harm."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Mapping

import pytest

from ascc_ld.documents.routes import routes
from ascc_ld.server.documents import document_routes
from looped import looped
from server.requests import Response, request
from small_site import site

BASE = "https://data.example.org/ascc/"
APP = document_routes(site(), routes(), BASE)
THING = "/org/ph-city-of-baguio"
PAGE = f"{BASE}org/ph-city-of-baguio.html"


def links(response: Response) -> set[tuple[str, ...]]:
    """Return the links of an answer: relation, URL, and what else is said of it."""
    found = set()
    for link in re.split(r",\s*(?=<)", response.headers["Link"]):
        url, *parameters = link.split("; ")
        said = dict(parameter.split("=", 1) for parameter in parameters)
        relation = said.pop("rel").strip('"')
        found.add((relation, url.strip("<>"), *(value.strip('"') for value in said.values())))
    return found


DESCRIBED = ("describedby", f"{BASE}void.ttl", "text/turtle")
CANONICAL = ("canonical", PAGE)
FORMATS = {
    ("alternate", f"{BASE}org/ph-city-of-baguio.{each.extension}", each.media_type)
    for each in routes().formats
}
LANGUAGES = {
    ("alternate", PAGE, "en", "text/html"),
    ("alternate", f"{BASE}ja/org/ph-city-of-baguio.html", "ja", "text/html"),
}


@pytest.mark.parametrize("accept", ["text/html", "text/turtle", "image/png"])
def test_a_thing_links_all_it_comes_as(accept: str) -> None:
    assert links(request(APP, THING, {"Accept": accept})) == {DESCRIBED, *FORMATS, *LANGUAGES}


@looped("extension", [each.extension for each in routes().formats])
def test_a_document_links_its_other_formats_and_its_page(extension: str) -> None:
    own = {link for link in FORMATS if link[1].endswith(f".{extension}")}
    found = links(request(APP, f"{THING}.{extension}"))
    assert found == {DESCRIBED, CANONICAL, *FORMATS, *LANGUAGES} - own


def test_a_page_in_japanese_links_its_twin_and_the_data() -> None:
    url = f"{BASE}ja/org/ph-city-of-baguio.html"
    found = links(request(APP, "/ja/org/ph-city-of-baguio.html"))
    assert found == {DESCRIBED, ("canonical", url), *FORMATS, *LANGUAGES}


def test_the_canonical_address_of_a_front_page_is_its_folder() -> None:
    for target, url in (("/", BASE), ("/index.html", BASE), ("/ja/index.html", f"{BASE}ja/")):
        assert ("canonical", url) in links(request(APP, target))


def test_a_file_that_represents_no_document_links_the_description_of_the_data() -> None:
    canonical = ("canonical", f"{BASE}ascc.nq")
    assert links(request(APP, "/ascc.nq")) == {DESCRIBED, canonical}
    assert links(request(APP, "/.well-known/void")) == {("canonical", f"{BASE}void.ttl")}


def test_a_table_links_its_metadata_first() -> None:
    """Tabular Data Model, section 5.2: two readers take the first description for the metadata."""
    link = f'<{BASE}csv-metadata.json>; rel="describedby"; type="application/csvm+json", '
    assert request(APP, "/statements.csv").headers["Link"].startswith(link)


def test_a_well_known_address_tells_the_files_own() -> None:
    assert request(APP, "/.well-known/void").headers["Content-Location"] == f"{BASE}void.ttl"


def test_what_is_served_at_another_address_leads_there_and_says_where_it_is_known() -> None:
    here = "http://127.0.0.1:8000/"
    app = document_routes(site(), routes(), BASE, here)
    thing = request(app, THING, {"Accept": "text/turtle"})
    assert thing.headers["Location"] == f"{here}org/ph-city-of-baguio.ttl"
    assert f'href="{here}org/ph-city-of-baguio.ttl"'.encode() in thing.body
    for response in (thing, request(app, f"{THING}.html"), request(app, "/.well-known/void")):
        # A link to another language has a type beside it.
        led = {
            (relation if len(rest) <= 1 else "language", url.startswith(here))
            for relation, url, *rest in links(response)
        }
        canonical = {("canonical", False), ("language", False)}
        assert led <= {("alternate", True), ("describedby", True), *canonical}
    assert CANONICAL in links(request(app, f"{THING}.html"))
    assert request(app, "/.well-known/void").headers["Content-Location"] == f"{here}void.ttl"
    problem = json.loads(request(app, THING, {"Accept": "application/json"}).body)
    assert all(each["url"].startswith(here) for each in problem["alternatives"])


def test_a_redirection_has_a_note_that_says_where_to() -> None:
    assert f'href="{PAGE}"'.encode() in request(APP, THING).body


@pytest.mark.parametrize("coding", ["gzip", "identity"])
def test_a_file_is_not_sent_to_who_has_it(coding: str) -> None:
    asked = {"Accept-Encoding": coding}
    first = request(APP, f"{THING}.ttl", asked)
    tag = first.headers["ETag"]
    assert re.fullmatch(r'"[^"]+"', tag), "a strong validator"
    for value in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = request(APP, f"{THING}.ttl", asked | {"If-None-Match": value})
        assert (again.status, again.body) == (304, b"")
        for header in ("ETag", "Cache-Control", "Vary", "Link", "Access-Control-Allow-Origin"):
            assert again.headers[header] == first.headers[header]
        assert "Content-Type" not in again.headers
    assert request(APP, f"{THING}.ttl", asked | {"If-None-Match": '"other"'}).status == 200


@pytest.mark.parametrize("coding", ["gzip", "identity"])
def test_a_file_is_sent_to_who_wants_this_very_state_of_it(coding: str) -> None:
    asked = {"Accept-Encoding": coding}
    tag = request(APP, f"{THING}.ttl", asked).headers["ETag"]
    for value in (tag, f'"other", {tag}', "*"):
        assert request(APP, f"{THING}.ttl", asked | {"If-Match": value}).status == 200
    # The comparison is strong (RFC 9110, section 13.1.1), and comes first (section 13.2.2).
    for value in ('"nope"', f"W/{tag}", ""):
        asked |= {"If-Match": value, "If-None-Match": tag, "Accept": "application/problem+json"}
        refused = request(APP, f"{THING}.ttl", asked)
        assert (refused.status, json.loads(refused.body)["status"]) == (412, 412)
        assert refused.headers["Access-Control-Allow-Origin"] == "*"
    del asked["If-Match"]
    assert request(APP, f"{THING}.ttl", asked).status == 304


def test_a_condition_is_not_asked_of_what_is_elsewhere() -> None:
    # RFC 9110, section 13.2.1
    for target, status in ((THING, 303), ("/nowhere", 404)):
        assert request(APP, target, {"If-Match": '"nope"'}).status == status


def test_files_that_differ_and_what_is_compressed_have_validators_of_their_own() -> None:
    tags = {
        request(APP, target, {"Accept-Encoding": coding}).headers["ETag"]
        for target in (f"{THING}.ttl", f"{THING}.nt")
        for coding in ("gzip", "identity")
    }
    assert len(tags) == 4


def test_what_is_compressed_is_the_same_file() -> None:
    plain = request(APP, f"{THING}.html")
    packed = request(APP, f"{THING}.html", {"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body == site()["org/ph-city-of-baguio.html"]
    assert "Content-Encoding" not in plain.headers
    for response in (plain, packed):
        assert response.headers["Vary"] == "Accept-Encoding"
        assert response.headers["Content-Length"] == str(len(response.body))


def test_what_does_not_shrink_is_sent_as_it_is() -> None:
    app = document_routes({"a.png": b"x" * 9_999, "b.txt": b"short"}, routes(), BASE)
    for target in ("/a.png", "/b.txt"):
        assert "Content-Encoding" not in request(app, target, {"Accept-Encoding": "gzip"}).headers


@looped("target", [THING, f"{THING}.ttl", "/", "/nowhere", "/ascc.nq"])
def test_head_has_the_headers_of_get(target: str) -> None:
    get = request(APP, target)
    head = request(APP, target, method="HEAD")
    assert (head.status, head.headers, head.body) == (get.status, get.headers, b"")


def test_how_long_an_answer_may_be_kept() -> None:
    kept = {
        THING: "public, max-age=300",
        f"{THING}.ttl": "public, max-age=3600",
        "/context.jsonld": "public, max-age=86400",
        "/nowhere": "no-cache",
    }
    assert {t: request(APP, t).headers["Cache-Control"] for t in kept} == kept


def test_a_refusal_lists_what_exists_in_the_format_that_was_asked_for() -> None:
    problem = json.loads(request(APP, THING, {"Accept": "application/json"}).body)
    assert (problem["status"], problem["title"]) == (406, "Not Acceptable")
    assert {"url": f"{BASE}org/ph-city-of-baguio.ttl", "type": "text/turtle"} in problem[
        "alternatives"
    ]
    text = request(APP, THING, {"Accept": "image/png"}).body.decode()
    assert f"text/turtle: {BASE}org/ph-city-of-baguio.ttl" in text
    page = request(APP, f"{THING}?format=png", {"Accept": "text/html"}).body.decode()
    assert f'<a href="{BASE}org/ph-city-of-baguio.ttl">text/turtle</a>' in page


def test_who_finds_nothing_is_shown_the_sites_own_page_if_it_has_one() -> None:
    assert request(APP, "/nowhere").body == site()["404.html"]
    bare = document_routes({"index.html": b"x"}, routes(), BASE)
    assert b"<h1>404 Not Found</h1>" in request(bare, "/nowhere").body


def test_a_script_of_another_site_may_ask_for_what_it_likes() -> None:
    asked = {"Origin": "https://other.example", "Access-Control-Request-Method": "GET"}
    headers = request(APP, THING, asked, method="OPTIONS").headers
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert headers["Access-Control-Allow-Headers"] == "*"


def test_an_application_below_a_path_reads_what_is_below_it() -> None:
    below = request(APP, "/ascc/org/jica", root_path="/ascc")
    assert below.headers["Location"] == f"{BASE}org/jica.html"
    for target in ("/org/jica", "/asccorg/jica", "/ascc"):
        assert request(APP, target, root_path="/ascc").status == 404


def test_paths_may_be_in_any_script() -> None:
    app = document_routes({"都市/横浜.html": b"x"}, routes(), BASE)
    encoded = "%E9%83%BD%E5%B8%82/%E6%A8%AA%E6%B5%9C"
    for target in (f"/{encoded}", "/都市/横浜".encode()):
        assert request(app, target).headers["Location"] == f"{BASE}{encoded}.html"
    assert request(app, f"/{encoded}.html").status == 200


ENCODED = ("x/S%C3%A3o", "x/a%2Fb", "x/2019-02-26T07%3A14", "x/100%25", "x/a%20b", "x/%7Etilde")


@looped("path", ENCODED)
def test_an_iri_with_an_escape_resolves_as_it_is_written(path: str) -> None:
    """IRIs are compared as strings: another spelling is another IRI."""
    app = document_routes({f"{path}.{e}": b"" for e in ("html", "ttl")}, routes(), BASE)
    redirection = request(app, f"/{path}", {"Accept": "text/turtle"})
    assert redirection.status == 303
    target = redirection.headers["Location"].removeprefix(BASE)
    assert request(app, f"/{target}").status == 200
    assert request(app, f"/{path}.ttl").status == 200
    other = path.replace("%C3", "%c3").replace("%2", "%02").replace("%3", "%03").replace("%7", "%8")
    assert request(app, f"/{other}").status in (400, 404)


class Watched(Mapping[str, bytes]):
    """A publication that has every name it is asked for, and remembers it."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __getitem__(self, name: str) -> bytes:
        self.asked.append(name)
        return b"secret"

    def __contains__(self, name: object) -> bool:
        self.asked.append(str(name))
        return True

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


@looped(
    "target",
    [
        "/../etc/passwd",
        "/org/../../etc/passwd",
        "/%2e%2e/etc/passwd",
        "/org/%2E%2E/%2e%2e/etc/passwd",
        "/org/..%2f..%2fetc/passwd",
        "/..\\..\\etc\\passwd",
        "/org/..%5c..%5cetc%5cpasswd",
        "/./org",
        "/..",
        "/org/..",
        "//etc/passwd",
        "///etc/passwd",
        "/org//jica",
        "http://evil.example//etc/passwd",
    ],
)
def test_nothing_is_looked_for_outside_the_site(target: str) -> None:
    watched = Watched()
    assert request(document_routes(watched, routes(), BASE), target).status == 404
    assert set(watched.asked) <= {"404.html"}


@looped(
    "target",
    [
        b"/org/jica%00.html",
        b"/org/jica\x00",
        b"/org/jica%0d%0aSet-Cookie:%20a=b",
        b"/%0aLocation:%20//evil.example",
        b"/org/%c0%ae%c0%ae/passwd",
        b"/%c0%af",
        b"/%ff",
        b"/%ed%a0%80",
        b"/org/%7f",
        b"/%c2%85",
        b"*",
        b"org/jica",
        b"ftp://evil.example/org/jica",
        b"",
    ],
)
def test_what_is_no_path_is_refused(target: bytes) -> None:
    watched = Watched()
    response = request(document_routes(watched, routes(), BASE), target)
    assert (response.status, watched.asked) == (400, [])


@looped(
    "target",
    [
        "//evil.example",
        "//evil.example/",
        "//evil.example/org/jica",
        "/\\evil.example",
        "/%5c%5cevil.example",
        "/%2f%2fevil.example",
        "/https://evil.example",
        "/org/jica%252e",
        "/%252e%252e/org/jica",
        "/org/jica@evil.example",
    ],
)
def test_no_redirection_leads_elsewhere(target: str) -> None:
    response = request(APP, target)
    assert (response.status, "Location" in response.headers) == (404, False)


@pytest.mark.parametrize("host", ["http://evil.example", "HTTPS://evil.example:8080"])
def test_the_host_that_a_request_names_is_not_believed(host: str) -> None:
    response = request(APP, f"{host}/org/jica", {"Host": "evil.example"})
    assert (response.status, response.headers["Location"]) == (303, f"{BASE}org/jica.html")


@pytest.mark.parametrize("accept", ["text/html", "application/json", "text/plain"])
def test_what_a_client_says_is_not_said_back(accept: str) -> None:
    said = "<script>alert(1)</script>"
    for target in ("/<script>alert(1)</script>", f"{THING}?format={said}"):
        response = request(APP, target, {"Accept": accept, "X-Name": said})
        assert response.status in (404, 406)
        assert b"<script" not in response.body
        assert said not in str(response.headers)
