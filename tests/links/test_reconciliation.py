"""The Reconciliation Service API 0.2: what is sent, and what may come back."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from ascc_ld.http_client.faults import RequestFailed
from ascc_ld.links.reconciliation import (
    Candidate,
    Query,
    name_in_manifest,
    query_batch,
    read_results,
)
from links.servers import MANIFEST, complain_of_query

SERVICE = "https://example.org/api"
CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "link_answers.toml").read_text(encoding="utf-8")
)


def case_names(kind: str) -> list[str]:
    return [case["name"] for case in CASES[kind]]


class TestQueries:
    @pytest.mark.parametrize(
        ("query", "written"),
        [
            (Query("ICLEI"), {"query": "ICLEI", "limit": 5}),
            (
                Query("Baguio", ("Q515",), (("P17", "Q928"),), 3),
                {
                    "query": "Baguio",
                    "limit": 3,
                    "type": "Q515",
                    "type_strict": "any",
                    "properties": [{"pid": "P17", "v": {"id": "Q928"}}],
                },
            ),
            (
                Query("Asia", ("Q82794", "Q5107")),
                {"query": "Asia", "limit": 5, "type": ["Q82794", "Q5107"], "type_strict": "any"},
            ),
        ],
    )
    def test_are_written_as_the_protocol_wants(
        self, query: Query, written: dict[str, object]
    ) -> None:
        complain_of_query(query.as_json())
        assert query.as_json() == written
        assert json.loads(query_batch({"q0": query})) == {"q0": written}

    def test_keep_letters_of_other_scripts(self) -> None:
        assert "横浜市" in query_batch({"q0": Query("横浜市")})


class TestManifest:
    def test_gives_the_name(self) -> None:
        assert name_in_manifest(json.dumps(MANIFEST).encode(), SERVICE) == "Loopback (en)"

    @pytest.mark.parametrize(
        "space", ["https://www.wikidata.org/entity/", MANIFEST["identifierSpace"]]
    )
    def test_may_write_the_namespace_with_https(self, space: str) -> None:
        name_in_manifest(json.dumps({**MANIFEST, "identifierSpace": space}).encode(), SERVICE)

    @pytest.mark.parametrize("case", CASES["manifest"], ids=case_names("manifest"))
    def test_that_is_none_is_refused(self, case: dict[str, str]) -> None:
        with pytest.raises(RequestFailed) as caught:
            name_in_manifest(case["text"].encode(), SERVICE)
        assert str(caught.value).startswith(f"{SERVICE}: ")
        assert case["complaint"] in str(caught.value)
        assert len(str(caught.value)) < 300


class TestResults:
    def test_come_best_first(self) -> None:
        listed = [
            {"id": "Q20", "name": "b", "score": 50},
            {"id": "Q3", "name": "a", "score": 50},
            {"id": "Q1", "name": "c", "score": 99.5, "match": True},
        ]
        content = json.dumps({"q0": {"result": listed}}).encode()
        assert read_results(content, ["q0"], SERVICE)["q0"] == (
            Candidate("Q1", "c", 99.5, match=True),
            Candidate("Q3", "a", 50.0),
            Candidate("Q20", "b", 50.0),
        )

    def test_give_types_and_features_in_both_spellings(self) -> None:
        entry = {
            "id": "Q1",
            "name": "a",
            "score": 1,
            "description": "city",
            "type": [{"id": "Q515", "name": "city"}, "Q5", 7],
            "features": [{"id": "P17", "value": 100}, {"id": "exact", "value": True}, {"id": 1}],
        }
        content = json.dumps({"q0": {"result": [entry]}}).encode()
        (candidate,) = read_results(content, ["q0"], SERVICE)["q0"]
        assert candidate.types == (("Q515", "city"), ("Q5", ""))
        assert candidate.features == (("P17", 100.0), ("exact", 1.0))
        assert candidate.description == "city"

    def test_may_be_none(self) -> None:
        assert read_results(b'{"q0": {"result": []}}', ["q0"], SERVICE) == {"q0": ()}

    @pytest.mark.parametrize("case", CASES["batch"], ids=case_names("batch"))
    def test_that_are_none_are_refused(self, case: dict[str, str]) -> None:
        with pytest.raises(RequestFailed) as caught:
            read_results(case["text"].encode(), ["q0"], SERVICE)
        assert str(caught.value).startswith(f"{SERVICE}: ")
        assert case["complaint"] in str(caught.value)
        assert len(str(caught.value)) < 300
