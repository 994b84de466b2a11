"""Comunica as a client of linked data: it knows one address, and finds the rest by its links."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from ascc_ld.ground.project import default_project
from ascc_ld.reading.examples import read_examples
from ascc_ld.sparql.example import find_example
from node_packages import node, node_packages
from ports import free_port
from queries.answers import expected
from server.running import Served, command

PATIENCE = 120.0  # seconds
EXAMPLES = read_examples(default_project())

# What each statement of a section says with force: no document has more than one of its steps.
WORDS = """PREFIX ascc: <{base}ns#> PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT DISTINCT ?id ?words {{
  <{base}2024/declaration> dcterms:hasPart ?section .
  ?section dcterms:hasPart ?statement .
  ?statement dcterms:identifier ?id ; ascc:forceMarker ?words .
}}"""
CODE = """PREFIX ascc: <{base}ns#> PREFIX schema: <https://schema.org/>
SELECT DISTINCT ?code {{
  <{base}org/ph-city-of-baguio> ascc:country ?country .
  ?country schema:identifier ?identifier .
  ?identifier schema:propertyID "UN M49" ; schema:value ?code .
}}"""


@dataclass(frozen=True)
class Found:
    """The solutions, and the documents that were read, each with its media type."""

    rows: list[dict[str, str]]
    documents: dict[str, str]


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Our own graph, whose IRIs lead to this very server."""
    port = str(free_port())
    base = f"http://127.0.0.1:{port}/"
    with command(tmp_path_factory.mktemp("here"), "--port", port, "--base", base) as served:
        assert served.url == base
        yield served


def followed(here: Served, start: str, query: str, *accept: str) -> Found:
    asked = query.format(base=here.url)
    folder = node_packages("comunica-links")
    said = node(folder, "follow.mjs", f"{here.url}{start}", asked, *accept, timeout=PATIENCE)
    return Found(**json.loads(said))


def words_in_sections() -> set[tuple[str, str]]:
    """What the example with its exact answer says, but for what stands in no section."""
    terms = expected(find_example(EXAMPLES, "words-that-carry-the-force")).terms
    rows = [[getattr(term, "value", "") for term in row] for row in terms]
    return {(identifier, words) for _, identifier, words in rows if identifier[0].isdigit()}


def read_for(here: Served, extension: str) -> set[str]:
    """The documents without which there is no answer."""
    things = {f"statement/{identifier}" for identifier, _ in words_in_sections()}
    sections = {f"section/{number}" for number in (1, 2, 3)}
    return {
        f"{here.url}2024/declaration{name}.{extension}"
        for name in ("", *(f"/{each}" for each in things | sections))
    }


@pytest.mark.long
def test_a_query_is_answered_from_the_iri_of_a_thing(here: Served) -> None:
    found = followed(here, "2024/declaration", WORDS)
    assert {(row["id"], row["words"]) for row in found.rows} == words_in_sections()
    assert len(found.rows) == len(words_in_sections()) == 7
    assert found.documents.keys() >= read_for(here, "jsonld")
    assert set(found.documents.values()) == {"application/ld+json"}


@pytest.mark.long
def test_a_page_leads_to_the_answer_as_well(here: Served) -> None:
    found = followed(here, "2024/declaration.html", WORDS)
    assert {(row["id"], row["words"]) for row in found.rows} == words_in_sections()
    assert found.documents.pop(f"{here.url}2024/declaration.html").startswith("text/html")
    assert found.documents.keys() >= read_for(here, "jsonld")


@pytest.mark.long
def test_pages_alone_lead_to_the_answer(here: Served) -> None:
    found = followed(here, "2024/declaration", WORDS, "text/html")
    assert {(row["id"], row["words"]) for row in found.rows} == words_in_sections()
    assert found.documents.keys() >= read_for(here, "html")
    assert set(found.documents.values()) == {"text/html; charset=utf-8"}


@pytest.mark.long
@pytest.mark.parametrize("accept", ["text/turtle", "application/rdf+xml", "application/n-triples"])
def test_each_format_leads_to_the_next_document(here: Served, accept: str) -> None:
    found = followed(here, "org/ph-city-of-baguio", CODE, accept)
    assert found.rows == [{"code": "608"}]
    assert {media_type.partition(";")[0] for media_type in found.documents.values()} == {accept}
