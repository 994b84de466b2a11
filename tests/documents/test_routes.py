"""The table of routes: which document describes which IRI."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from ascc_ld.building.output_folder import MARKER
from ascc_ld.documents.routes import routes
from built import dist
from looped import looped

CASES = Path(__file__).parents[1] / "cases" / "routes.csv"


@looped(
    ("path", "document"),
    [tuple(row) for row in csv.reader(CASES.read_text(encoding="utf-8").splitlines())][1:],
)
def test_the_document_of_a_path(path: str, document: str) -> None:
    assert routes().document(path) == document


def test_patterns_keep_to_what_every_server_reads_alike() -> None:
    for rule in routes().within:
        assert re.fullmatch(r"[\w\[\]()+*?|./-]+", rule.pattern), rule.what
        assert re.fullmatch(r"\$[1-9]", rule.document), rule.what


def test_pages_for_people_come_first_where_a_client_likes_all_formats_equally() -> None:
    assert [f.extension for f in routes().formats] == ["html", "ttl", "jsonld", "nt", "rdf"]


def test_texts_say_their_charset() -> None:
    assert routes().format("ttl").content_type == "text/turtle; charset=utf-8"
    assert routes().format("jsonld").content_type == "application/ld+json"


def test_the_table_says_what_every_published_file_is() -> None:
    published = {path.name for path in dist().iterdir()} - {MARKER}
    assert routes().unknown(published) == []
    assert routes().unknown(["org/jica.html", "film.mp4", "SHA256SUMS", "a.ttl/README"]) == [
        "a.ttl/README",
        "film.mp4",
    ]


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("org/jica.ttl", "text/turtle; charset=utf-8"),
        ("ascc.nq", "application/n-quads"),
        ("wikidata.sssom.tsv", "text/tab-separated-values; charset=utf-8"),
        ("csv-metadata.json", "application/csvm+json"),
        ("SHA256SUMS", "text/plain; charset=utf-8"),
    ],
)
def test_what_a_file_is(name: str, content_type: str) -> None:
    assert routes().file_type(name).content_type == content_type


def test_templates_say_what_their_pattern_says() -> None:
    values = {"edition": "2024", "span": "1-2", "part": "2", "version": "2.0.0", "step": "3"}
    for rule in routes().within:
        for template in rule.templates:
            path = re.sub(r":([a-z]+)", lambda name: values.get(name[1], "x"), template)[1:]
            assert rule.applied(path) == path.rpartition("/")[0]


def test_scripts_of_other_sites_may_read_what_they_need_but_send_no_credentials() -> None:
    headers = routes().headers
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert {"Link", "Location", "ETag"} <= set(headers["Access-Control-Expose-Headers"].split(", "))
    assert "Access-Control-Allow-Credentials" not in headers


def test_pages_run_no_script_but_their_own() -> None:
    policy = routes().headers["Content-Security-Policy"]
    directives = dict(part.split(" ", 1) for part in policy.split("; "))
    assert directives["default-src"] == "'none'"
    assert "unsafe-inline" not in policy
    assert "'unsafe-eval'" not in policy
    assert "http" not in policy
