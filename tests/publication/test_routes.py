"""The table of routes: which document describes which IRI."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from ascc_ld.publication.routes import routes

CASES = Path(__file__).parents[1] / "cases" / "routes.csv"


@pytest.mark.parametrize(
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
