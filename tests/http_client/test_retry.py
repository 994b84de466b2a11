"""A request is sent again where that may help, and not for longer than people wait."""

from __future__ import annotations

import pytest

from ascc_ld.http_client.client import Client, HttpReply, HttpRequest
from ascc_ld.http_client.faults import NotConnected, RequestFailed
from ascc_ld.http_client.retry import BUSY, RetryPolicy
from links.servers import Reply, in_turn, json_reply, serving
from ports import free_port

OK = json_reply({"ok": True})


@pytest.fixture
def pauses() -> list[float]:
    return []


def asked(url: str, pauses: list[float], retries: int = 3, longest_pause: float = 60) -> HttpReply:
    policy = RetryPolicy(retries, longest_pause=longest_pause, pause=pauses.append)
    return Client(5, retry=policy).reply(HttpRequest("GET", url))


def test_it_waits_as_long_as_the_server_asks(pauses: list[float]) -> None:
    busy = Reply(429, headers={"Retry-After": "7"})
    with serving(in_turn(busy, busy, OK)) as server:
        assert asked(server.url, pauses).status == 200
    assert pauses == [7.0, 7.0]


def test_a_date_is_counted_from_the_date_of_the_answer(pauses: list[float]) -> None:
    later = "Fri, 31 Dec 1999 23:59:59 GMT"
    with serving(in_turn(Reply(503, headers={"Retry-After": later}), OK)) as server:
        asked(server.url, pauses)
    assert pauses == [0.0]  # that day is past, whatever today is


@pytest.mark.parametrize("status", sorted(BUSY))
def test_pauses_double_up_to_a_limit(pauses: list[float], status: int) -> None:
    down = Reply(status)
    with serving(in_turn(down, down, down, down, OK)) as server:
        asked(server.url, pauses, retries=4, longest_pause=3)
    assert pauses == [1.0, 2.0, 3, 3]


def test_it_gives_up_with_the_last_answer_and_those_before(pauses: list[float]) -> None:
    with serving(in_turn(Reply(503))) as server:
        reply = asked(server.url, pauses)
    assert str(reply.failure()).endswith("answers 503 Service Unavailable.")
    assert [earlier.status for earlier in reply.earlier if isinstance(earlier, HttpReply)] == [
        503
    ] * 3
    assert len(server.seen) == 4


def test_it_does_not_wait_for_an_hour(pauses: list[float]) -> None:
    with serving(in_turn(Reply(429, headers={"Retry-After": "3600"}))) as server:
        reply = asked(server.url, pauses)
    assert "asks to wait for 3600 s" in str(reply.failure())
    assert pauses == []
    assert len(server.seen) == 1


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 413, 500])
def test_it_is_no_use_where_the_request_itself_is_refused(pauses: list[float], status: int) -> None:
    with serving(in_turn(Reply(status))) as server:
        assert asked(server.url, pauses).status == status
    assert len(server.seen) == 1


def test_a_lost_connection_is_tried_again_and_the_failure_tells_of_it(
    pauses: list[float],
) -> None:
    client = Client(5, retry=RetryPolicy(1, pause=pauses.append))
    with (
        serving(in_turn(Reply(body=b"{", announced=1000))) as server,
        pytest.raises(RequestFailed) as caught,
    ):
        client.reply(HttpRequest("GET", server.url), 1000)
    (earlier,) = caught.value.earlier
    assert isinstance(earlier, RequestFailed)
    assert earlier.sent
    assert len(server.seen) == 2


def test_somebody_is_told_why_and_when(pauses: list[float]) -> None:
    told: list[str] = []
    url = f"http://127.0.0.1:{free_port()}/x?query=long"
    policy = RetryPolicy(2, pause=pauses.append, tell=told.append)
    with pytest.raises(NotConnected):
        Client(5, retry=policy).reply(HttpRequest("GET", url))
    assert [line.rpartition(". ")[2] for line in told] == [
        "Trying again in 1 s.",
        "Trying again in 2 s.",
    ]
    assert all(line.startswith(f"{url.partition('?')[0]}: ") for line in told)
