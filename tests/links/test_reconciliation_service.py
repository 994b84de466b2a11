"""Asking in batches, and keeping what was answered."""

from __future__ import annotations

import json
from itertools import count
from pathlib import Path

import pytest

from ascc_ld.http_client.faults import RequestFailed
from ascc_ld.links.reconciliation import Query
from ascc_ld.links.reconciliation_service import (
    ReconciliationCache,
    ReconciliationService,
    cache_folder,
)
from ascc_ld.links.service_client import parsed_json, service_client
from links.servers import (
    MANIFEST,
    Behaviour,
    Entry,
    Reply,
    Seen,
    json_reply,
    reconciling,
    serving,
)

ENTRIES = [Entry(f"Q{number}", f"body {number}") for number in range(1, 31)]
QUERIES = [Query(f"body {number}") for number in range(1, 26)]


def asked(url: str, cache: ReconciliationCache | None, queries: list[Query]) -> dict[Query, str]:
    answers = ReconciliationService(url, service_client(retries=0), cache).ask(queries)
    return {query: candidates[0].id for query, candidates in answers.items()}


def failing_at(number: int, behaviour: Behaviour) -> Behaviour:
    """Fail the batch with that number, the first being 1."""
    batches = count(1)  # several threads of the server count

    def answer(seen: Seen) -> Reply:
        failing = seen.method == "POST" and next(batches) == number
        return Reply(500) if failing else behaviour(seen)

    return answer


class TestBatches:
    def test_hold_ten_questions(self) -> None:
        with serving(reconciling(ENTRIES)) as server:
            found = asked(server.url, None, QUERIES)
        assert found == {query: f"Q{query.text.split()[1]}" for query in QUERIES}
        sizes = [len(json.loads(seen.form["queries"])) for seen in server.seen]
        assert sorted(sizes, reverse=True) == [10, 10, 5]

    def test_ask_a_question_once(self) -> None:
        with serving(reconciling(ENTRIES)) as server:
            asked(server.url, None, [QUERIES[0], QUERIES[0]])
        (seen,) = server.seen
        assert len(json.loads(seen.form["queries"])) == 1

    def test_stop_when_the_service_fails(self) -> None:
        many = [Query(f"body {n}", limit=k) for n in range(1, 31) for k in range(1, 6)]
        with serving(lambda _: Reply(500)) as server, pytest.raises(RequestFailed, match="500"):
            asked(server.url, None, many)
        assert len(server.seen) == 1  # of 15


class TestTexts:
    def test_of_any_length_are_no_longer_than_a_name_may_be(self) -> None:
        long, key = "a" * 100_000, "k" * 100_000
        sent = json.dumps({key: {"names": [long, "short"]}}).encode()
        assert parsed_json(sent) == {"k" * 2000: {"names": ["a" * 2000, "short"]}}


class TestManifest:
    def test_is_read_from_the_service(self) -> None:
        with serving(reconciling(ENTRIES)) as server:
            service = ReconciliationService(server.url, service_client())
            assert service.name() == MANIFEST["name"]

    def test_is_missed_where_nothing_is(self) -> None:
        with (
            serving(lambda _: Reply(404)) as server,
            pytest.raises(RequestFailed, match="answers 404 Not Found"),
        ):
            ReconciliationService(server.url, service_client()).name()


class TestCache:
    def test_saves_asking_again(self, tmp_path: Path) -> None:
        cache = ReconciliationCache(tmp_path / "new" / "cache")
        with serving(reconciling(ENTRIES)) as server:
            first = asked(server.url, cache, QUERIES)
            before = len(server.seen)
            assert asked(server.url, cache, QUERIES) == first
            assert len(server.seen) == before

    def test_lets_a_broken_run_go_on_where_it_stopped(self, tmp_path: Path) -> None:
        cache = ReconciliationCache(tmp_path)
        behaviour = failing_at(3, reconciling(ENTRIES))
        with serving(behaviour) as server:
            with pytest.raises(RequestFailed, match=r"20 of 25 questions are answered and kept"):
                asked(server.url, cache, QUERIES)
            before = len(server.seen)
            asked(server.url, cache, QUERIES)
            (last,) = server.seen[before:]
        assert len(json.loads(last.form["queries"])) == 5

    def test_holds_the_same_bytes_whenever_it_is_filled(self, tmp_path: Path) -> None:
        filled = []
        with serving(reconciling(ENTRIES)) as server:
            for name in ("one", "two"):
                asked(server.url, ReconciliationCache(tmp_path / name), QUERIES)
                files = sorted((tmp_path / name).iterdir())
                filled.append({path.name: path.read_bytes() for path in files})
        assert filled[0] == filled[1]
        assert len(filled[0]) == len(QUERIES)

    def test_keeps_services_apart(self, tmp_path: Path) -> None:
        cache = ReconciliationCache(tmp_path)
        for entries in (ENTRIES, [Entry("Q99", "body 1")]):
            with serving(reconciling(entries)) as server:
                found = asked(server.url, cache, QUERIES[:1])
            assert found == {QUERIES[0]: entries[0].id}

    @pytest.mark.parametrize("spoilt", ["", "{}", "<html>", '{"q": 1}'])
    def test_does_not_believe_a_spoilt_file(self, tmp_path: Path, spoilt: str) -> None:
        cache = ReconciliationCache(tmp_path)
        with serving(reconciling(ENTRIES)) as server:
            asked(server.url, cache, QUERIES[:1])
            (path,) = tmp_path.iterdir()
            path.write_text(spoilt, encoding="utf-8")
            assert asked(server.url, cache, QUERIES[:1]) == {QUERIES[0]: "Q1"}
            assert len(server.seen) == 2

    def test_does_not_keep_what_is_no_answer(self, tmp_path: Path) -> None:
        lie = {"q0": {"result": [{"id": "gnd:1", "name": "a", "score": 100}]}}
        with (
            serving(lambda _: json_reply(lie)) as server,
            pytest.raises(RequestFailed, match="not a Wikidata item"),
        ):
            asked(server.url, ReconciliationCache(tmp_path), QUERIES[:1])
        assert list(tmp_path.iterdir()) == []

    def test_stands_where_the_desktop_standard_says(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
        assert cache_folder() == tmp_path / "ascc-ld" / "reconciliation"
        monkeypatch.setenv("XDG_CACHE_HOME", "not/absolute")
        monkeypatch.setenv("HOME", str(tmp_path))
        assert cache_folder() == tmp_path / ".cache" / "ascc-ld" / "reconciliation"
