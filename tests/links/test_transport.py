"""Requests to others: patient, few at a time, and never without end."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

import ascc_ld
from ascc_ld.links.transport import Answer, Manners, OtherSide, Transport
from http_client.dripping import DRIPS, dripping
from links.servers import Reply, Seen, in_turn, json_reply, serving

OK = json_reply({"ok": True})


def fetched(url: str, pauses: list[float] | None = None, **manners: float) -> Answer:
    waited = [] if pauses is None else pauses
    with Transport(Manners(**manners), waited.append) as transport:  # type: ignore[arg-type]
        return transport.get(url)


def test_names_the_program_its_version_and_its_makers() -> None:
    with serving(in_turn(OK)) as server:
        assert fetched(server.url).content == b'{"ok": true}'
    agent = server.seen[0].headers["User-Agent"]
    assert agent == f"ascc-ld/{ascc_ld.__version__} (+https://w3id.org/ascc/)"


class TestTryingAgain:
    def test_waits_as_long_as_the_server_asks(self) -> None:
        pauses: list[float] = []
        busy = Reply(429, headers={"Retry-After": "7"})
        with serving(in_turn(busy, busy, OK)) as server:
            assert fetched(server.url, pauses).status == 200
        assert pauses == [7.0, 7.0]

    def test_counts_a_date_from_the_date_of_the_answer(self) -> None:
        pauses: list[float] = []
        later = "Fri, 31 Dec 1999 23:59:59 GMT"
        with serving(in_turn(Reply(503, headers={"Retry-After": later}), OK)) as server:
            fetched(server.url, pauses)
        assert pauses == [0.0]  # that day is past, whatever today is

    @pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
    def test_doubles_its_pauses_up_to_a_limit(self, status: int) -> None:
        pauses: list[float] = []
        down = Reply(status)
        with serving(in_turn(down, down, down, down, OK)) as server:
            fetched(server.url, pauses, attempts=5, first_pause=1, longest_pause=3)
        assert pauses == [1.0, 2.0, 3, 3]

    def test_ends_with_the_status_in_words(self) -> None:
        with (
            serving(in_turn(Reply(503))) as server,
            pytest.raises(OtherSide, match=r"503 Service Unavailable\. Tried 4 times\."),
        ):
            fetched(server.url)
        assert len(server.seen) == 4

    def test_does_not_wait_for_an_hour(self) -> None:
        pauses: list[float] = []
        with (
            serving(in_turn(Reply(429, headers={"Retry-After": "3600"}))) as server,
            pytest.raises(OtherSide, match="asks to wait for 3600 s"),
        ):
            fetched(server.url, pauses)
        assert pauses == []
        assert len(server.seen) == 1

    @pytest.mark.parametrize("status", [400, 401, 403, 413])
    def test_is_no_use_where_the_request_itself_is_refused(self, status: int) -> None:
        with (
            serving(in_turn(Reply(status))) as server,
            pytest.raises(OtherSide, match=f"answers {status}"),
        ):
            fetched(server.url)
        assert len(server.seen) == 1

    @pytest.mark.parametrize("status", [404, 410])
    def test_is_no_use_where_nothing_is_there(self, status: int) -> None:
        with serving(in_turn(Reply(status))) as server:
            assert fetched(server.url).status == status
        assert len(server.seen) == 1


class TestLimits:
    def test_a_server_that_says_nothing(self) -> None:
        with (
            serving(in_turn(Reply(pause=2))) as server,
            pytest.raises(
                OtherSide, match=r"no answer in time\. Tried 1 times|not complete after 0\.2 s"
            ),
        ):
            fetched(server.url, timeout=0.2, attempts=1)

    def test_a_server_that_dribbles(self) -> None:
        drops = [(0.1, b" ")] * 30
        with (
            serving(in_turn(Reply(parts=drops))) as server,
            pytest.raises(OtherSide, match=r"not complete after 0\.5 s"),
        ):
            fetched(server.url, timeout=0.5, attempts=1)

    @pytest.mark.parametrize(("start", "drop"), DRIPS.values(), ids=DRIPS)
    def test_a_server_that_drips_for_ever(self, start: bytes, drop: bytes) -> None:
        began = time.monotonic()
        with dripping(start, drop) as url, pytest.raises(OtherSide):
            fetched(url, timeout=1, attempts=1)
        assert time.monotonic() - began < 15

    def test_the_deadline_of_one_request_does_not_end_another(self) -> None:
        slow = Reply(body=b"{}", pause=3)
        with (
            dripping(*DRIPS["body"]) as endless,
            serving(in_turn(slow)) as server,
            Transport(Manners(timeout=5, attempts=1)) as transport,
            ThreadPoolExecutor(2) as pool,
        ):
            cut = pool.submit(transport.get, endless)
            time.sleep(3)
            assert pool.submit(transport.get, server.url).result().content == b"{}"
            assert isinstance(cut.exception(), OtherSide)

    def test_a_server_that_sends_too_much(self) -> None:
        with (
            serving(in_turn(Reply(body=b"x" * 2_000_000))) as server,
            pytest.raises(OtherSide, match="more than 1,000,000 bytes"),
        ):
            fetched(server.url, largest_answer=1_000_000)
        assert len(server.seen) == 1

    def test_a_server_that_dies_half_way(self) -> None:
        with (
            serving(in_turn(Reply(body=b"{", announced=1000))) as server,
            pytest.raises(OtherSide, match="Tried 2 times"),
        ):
            fetched(server.url, attempts=2)

    def test_no_server_at_all(self) -> None:
        with serving(in_turn(OK)) as server:
            pass
        with pytest.raises(OtherSide, match=r"127\.0\.0\.1:\d+.*Tried 2 times"):
            fetched(server.url, attempts=2)

    def test_no_address_at_all(self) -> None:
        with pytest.raises(OtherSide, match="protocol"):
            fetched("wikidata")

    def test_few_requests_at_a_time(self) -> None:
        with (
            serving(in_turn(Reply(pause=0.1))) as server,
            Transport(Manners(at_once=2)) as transport,
            ThreadPoolExecutor(6) as pool,
        ):
            list(pool.map(lambda _: transport.get(server.url), range(6)))
        assert server.most_at_once == 2


class TestRedirects:
    def test_are_followed_on_the_same_host(self) -> None:
        moved = Reply(302, headers={"Location": "/there"})
        with serving(in_turn(moved, OK)) as server:
            fetched(f"{server.url}/here")
        assert [seen.path for seen in server.seen] == ["/here", "/there"]

    @pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
    def test_are_not_followed_to_another(self, status: int) -> None:
        with serving(in_turn(OK)) as elsewhere:
            moved = Reply(status, headers={"Location": f"{elsewhere.url}/there"})
            with (
                serving(in_turn(moved)) as server,
                pytest.raises(OtherSide, match="another host"),
            ):
                fetched(server.url)
        assert elsewhere.seen == []

    def test_end(self) -> None:
        with (
            serving(in_turn(Reply(302, headers={"Location": "/again"}))) as server,
            pytest.raises(OtherSide, match="redirects more than 3 times"),
        ):
            fetched(server.url)
        assert len(server.seen) == 4

    def test_do_not_turn_a_form_into_another_question(self) -> None:
        moved = Reply(302, headers={"Location": "/there"})
        with (
            serving(in_turn(moved, OK)) as server,
            Transport() as transport,
            pytest.raises(OtherSide, match="302"),
        ):
            transport.post_form(server.url, {"queries": "{}"})


def test_requests_of_several_threads_do_not_mix() -> None:
    def echo(seen: Seen) -> Reply:
        return json_reply(seen.path)

    names = [f"/{number}" for number in range(20)]
    with serving(echo) as server, Transport() as transport, ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda name: transport.get(server.url + name).content, names))
    assert answers == [f'"{name}"'.encode() for name in names]
