"""Answers of endpoints that are not what they seem: parts of the whole, and odd blank nodes."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox
import pytest

from ascc_ld.queries.remote import ask_endpoint
from ascc_ld.sparql.errors import OtherSideFailed
from looped import looped
from queries.server import Endpoint, serving

TABLE = Path(__file__).parents[1] / "cases" / "endpoint_answers.toml"
QUERIES = {
    "SELECT": "SELECT * { ?s ?p ?o }",
    "ASK": "ASK { ?s ?p ?o }",
    "CONSTRUCT": "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }",
    "DESCRIBE": "DESCRIBE ?s { ?s ?p ?o }",
}


@dataclass(frozen=True)
class Given:
    """An answer (see the table), and what becomes of it."""

    kind: str
    case: str
    type: str
    body: str
    form: str = "SELECT"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    csv: str | None = None
    says: str | None = None

    @property
    def media_type(self) -> str:
        top = "text" if self.type == "tab-separated-values" else "application"
        return f"{top}/{self.type}"


GIVEN = [Given(**row) for row in tomllib.loads(TABLE.read_text("utf-8"))["case"]]


@pytest.fixture(scope="module")
def endpoint() -> Iterator[Endpoint]:
    with serving(ox.Store()) as running:
        yield running


@looped("given", GIVEN, ids=lambda given: f"{given.kind}, {given.case}")
def test_an_answer_is_whole_and_read_or_refused_in_words(given: Given, endpoint: Endpoint) -> None:
    endpoint.canned = given.status, given.media_type, given.body.encode()
    endpoint.headers = given.headers
    if given.says is None:
        answer = ask_endpoint(endpoint.url, QUERIES[given.form])
        numbers: dict[str, str] = {}
        rows = [
            ",".join(
                numbers.setdefault(term.value, str(len(numbers) + 1))
                if isinstance(term, ox.BlankNode)
                else str(getattr(term, "value", ""))
                for term in row
            )
            for row in answer.terms
        ]
        assert "".join(f"{line}\n" for line in (",".join(answer.vars), *rows)) == given.csv
        return
    with pytest.raises(OtherSideFailed) as failed:
        ask_endpoint(endpoint.url, QUERIES[given.form])
    assert failed.value.exit_code == 4
    assert endpoint.url in str(failed.value)
    assert given.says in str(failed.value)


def test_each_kind_of_trouble_has_five_answers_at_least() -> None:
    assert min(Counter(given.kind for given in GIVEN).values()) >= 5
