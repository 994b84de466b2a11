"""What speaks for a candidate, and what against: the look-alikes above all."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from ascc_ld.links.candidates import JudgedCandidate, folded, judged, queries
from ascc_ld.links.entities import EntityLinks, chosen
from ascc_ld.links.project_links import ProjectLinks
from ascc_ld.links.reconciliation import Candidate
from ascc_ld.links.reconciliation_service import ReconciliationService
from ascc_ld.links.service_client import service_client
from links.servers import Entry, reconciling, serving

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "link_lookalikes.toml").read_text(encoding="utf-8")
)["case"]


def covered(seen: ProjectLinks, name: str) -> EntityLinks:
    (entity,) = chosen((one.entity for one in seen.entities), [name])
    return next(one for one in seen.entities if one.entity == entity)


def judgements(seen: ProjectLinks, name: str, entries: list[Entry]) -> dict[str, JudgedCandidate]:
    """Ask a service that knows ``entries`` for an entity; return the judgements by item."""
    one = covered(seen, name)
    with serving(reconciling(entries)) as server:
        found = ReconciliationService(server.url, service_client(retries=0)).ask(
            queries(one.entity, seen.context)
        )
    return {j.candidate.id: j for j in judged(one, found, seen.context, 10)}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_look_alikes_are_told_apart(seen: ProjectLinks, case: dict[str, Any]) -> None:
    one = covered(seen, case["entity"])
    country = seen.context.country_items[one.entity.country or ""]
    found = tuple(
        Candidate(
            candidate["id"],
            candidate["name"],
            99.0,
            description=candidate["description"],
            types=tuple((identifier, name) for identifier, name in candidate["types"]),
            features=(("P17", 100.0 if candidate["country"] == country else 0.0),),
        )
        for candidate in case["candidates"]
    )
    answers = dict.fromkeys(queries(one.entity, seen.context), found)
    by_item = {j.candidate.id: j for j in judged(one, answers, seen.context, 10)}
    for candidate in case["candidates"]:
        judgement = by_item[candidate["id"]]
        for words in candidate.get("against", []):
            assert any(words in warning for warning in judgement.warnings), judgement.warnings
        for words in candidate.get("for", []):
            assert any(words in reason for reason in judgement.reasons), judgement.reasons


class TestQuestions:
    def test_carry_type_and_country(self, seen: ProjectLinks) -> None:
        (query, *_) = queries(covered(seen, "place/ph-san-carlos").entity, seen.context)
        assert query.text == "San Carlos"
        assert query.properties == (("P17", "Q928"),)
        assert "Q515" in query.types

    def test_are_asked_for_each_name(self, seen: ProjectLinks) -> None:
        entity = covered(seen, "org/th-bangkok-metropolitan-administration").entity
        texts = [query.text for query in queries(entity, seen.context)]
        assert texts == ["Bangkok Metropolitan Administration", "BMA", "กรุงเทพมหานคร"]

    def test_ask_for_themes_without_constraints(self, seen: ProjectLinks) -> None:
        (query,) = queries(covered(seen, "scheme/theme/solidarity").entity, seen.context)
        assert (query.types, query.properties) == ((), ())


class TestJudgements:
    def test_an_alternative_name_counts(self, seen: ProjectLinks) -> None:
        entries = [
            Entry("Q90000001", "Global Covenant of Mayors for Climate & Energy"),
            Entry("Q90000002", "GCoM"),
        ]
        found = judgements(seen, "org/gcom", entries)
        assert found["Q90000001"].reasons[0] == "label equal"
        assert found["Q90000002"].reasons[0] == "alternative name equal (GCoM)"
        assert found["Q90000002"].match_string == "GCoM"

    def test_the_best_score_of_all_names_is_kept(self, seen: ProjectLinks) -> None:
        found = judgements(seen, "org/gcom", [Entry("Q90000001", "GCoM")])
        assert found["Q90000001"].candidate.score == 100

    def test_the_claim_of_the_service_is_only_a_reason(self, seen: ProjectLinks) -> None:
        found = judgements(seen, "org/iclei", [Entry("Q90000001", "ICLEI")])
        assert found["Q90000001"].reasons[-1] == "the service calls it a match"

    def test_an_item_that_is_linked_already_says_so(self, seen: ProjectLinks) -> None:
        found = judgements(seen, "org/jica", [Entry("Q958590", "JICA"), Entry("Q90000001", "JICA")])
        assert found["Q958590"].linked
        assert not found["Q90000001"].linked

    def test_nothing_found_is_nothing_judged(self, seen: ProjectLinks) -> None:
        assert judgements(seen, "org/iclei", [Entry("Q90000001", "Something else")]) == {}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hà Tĩnh", "ha tinh"),
        ("Đà Nẵng", "Da Nang"),
        ("ICLEI - Local Governments", "ICLEI – Local Governments"),
        ("Climate & Energy", "climate, energy"),
    ],
)
def test_names_are_compared_without_marks(one: str, other: str) -> None:
    assert folded(one) == folded(other)


def test_names_of_other_scripts_keep_their_vowels() -> None:
    assert folded("กรุงเทพ") != folded("กรงเทพ")
