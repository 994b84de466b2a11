"""Every request says who sends it, ends in time, and fails with a name and an address."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator

import pytest

import ascc_ld
from ascc_ld.http_client.client import CONTACT, Client, Request
from ascc_ld.http_client.faults import (
    BrokenOff,
    ExchangeFault,
    MissingPackage,
    NoConnection,
    TooMuch,
    TooSlow,
    Unusable,
    WrongContact,
)
from http_client.dripping import DRIPS, dripping
from links.servers import Reply, in_turn, json_reply, serving

OK = json_reply({"ok": True})


@pytest.fixture(autouse=True)
def _nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxy and no contact of the person who runs the tests."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", CONTACT):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


def content(url: str, timeout: float = 5, most: int = 1000, most_redirects: int = 0) -> bytes:
    with (
        Client(timeout, most_redirects=most_redirects) as client,
        client.reply(Request("GET", url)) as reply,
    ):
        return reply.content(most)


class TestWhoAsks:
    def test_the_program_its_version_and_its_makers(self) -> None:
        with serving(in_turn(OK)) as server:
            content(server.url)
        agent = server.seen[0].headers["User-Agent"]
        assert agent == f"ascc-ld/{ascc_ld.__version__} (+https://w3id.org/ascc/)"

    def test_a_contact_where_somebody_gave_one(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(CONTACT, "curator@example.org")
        with serving(in_turn(OK)) as server:
            content(server.url)
        agent = server.seen[0].headers["User-Agent"]
        version = ascc_ld.__version__
        assert agent == f"ascc-ld/{version} (+https://w3id.org/ascc/; curator@example.org)"

    @pytest.mark.parametrize("contact", ["a) (b", "a\r\nX-Other: b", "a\\", "über@example.org"])
    def test_a_contact_fits_into_a_header(
        self, contact: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv(CONTACT, contact)
        with pytest.raises(WrongContact, match=CONTACT):
            Client(5)


class TestTime:
    @pytest.mark.parametrize(("start", "drop"), DRIPS.values(), ids=DRIPS)
    def test_a_server_that_drips_for_ever_is_cut_off(self, start: bytes, drop: bytes) -> None:
        began = time.monotonic()
        with dripping(start, drop) as url, pytest.raises(TooSlow, match=r"not complete after 1 s"):
            content(url, timeout=1, most=10**6)
        assert time.monotonic() - began < 15

    def test_a_body_flows_as_long_as_it_gets_on(self) -> None:
        slow = Reply(parts=[(1.2, b"x" * 10)] * 5)
        with (
            serving(in_turn(slow)) as server,
            Client(5) as client,
            client.reply(Request("GET", server.url)) as reply,
        ):
            assert b"".join(reply.flowing(10)) == b"x" * 50

    def test_a_body_that_gets_on_too_slowly_is_cut_off(self) -> None:
        with (
            dripping(*DRIPS["body"]) as url,
            Client(1) as client,
            client.reply(Request("GET", url)) as reply,
            pytest.raises(TooSlow),
        ):
            list(reply.flowing(1000))

    def test_a_body_is_sent_as_long_as_it_gets_on(self) -> None:
        def slow() -> Iterator[bytes]:
            for _ in range(5):
                time.sleep(1.2)
                yield b"x"

        headers = {"Content-Length": "5"}
        with (
            serving(in_turn(OK)) as server,
            Client(5) as client,
            client.reply(Request("POST", server.url, headers, body=slow())) as reply,
        ):
            assert reply.status == 200

    def test_what_is_done_with_a_block_is_not_timed(self) -> None:
        parts = Reply(parts=[(0, b"x" * 10), (1, b"y" * 10)])
        with (
            serving(in_turn(parts)) as server,
            Client(3) as client,
            client.reply(Request("GET", server.url)) as reply,
        ):
            blocks = reply.flowing(10)
            first = next(blocks)
            time.sleep(4)
            assert first + b"".join(blocks) == b"x" * 10 + b"y" * 10

    def test_of_a_body_that_drips_the_beginning_is_given(self) -> None:
        began = time.monotonic()
        with (
            dripping(*DRIPS["body"]) as url,
            Client(0.5) as client,
            client.reply(Request("GET", url)) as reply,
        ):
            assert reply.beginning(10**6).strip() == b""
        assert time.monotonic() - began < 15


class TestFailures:
    def test_nobody_there(self) -> None:
        with serving(in_turn(OK)) as server:
            pass
        with pytest.raises(NoConnection, match=r"[Rr]efused") as caught:
            content(server.url)
        assert (caught.value.address, caught.value.passing) == (server.url, True)

    def test_a_server_that_dies_half_way(self) -> None:
        with (
            serving(in_turn(Reply(body=b"{", announced=1000))) as server,
            pytest.raises(BrokenOff),
        ):
            content(server.url)

    def test_a_server_that_sends_too_much(self) -> None:
        with (
            serving(in_turn(Reply(body=b"x" * 2000))) as server,
            pytest.raises(TooMuch, match="more than 1,000 bytes"),
        ):
            content(server.url)

    @pytest.mark.parametrize("url", ["wikidata", "ftp://a.example/"])
    def test_no_address_of_http(self, url: str) -> None:
        with pytest.raises(Unusable, match="protocol") as caught:
            content(url)
        assert not caught.value.passing

    def test_a_reason_cannot_steer_a_terminal(self) -> None:
        with (
            dripping(b"HTTP/1.1 200 OK\r\nBad\x1b[2J\r\n\r\n", b"") as url,
            pytest.raises(ExchangeFault) as caught,
        ):
            content(url)
        assert "\x1b" not in str(caught.value)

    def test_httpx_is_an_extra(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "httpx", None)
        with pytest.raises(MissingPackage, match=r'pip install "ascc-ld\[remote\]"'):
            Client(5)


class TestRedirects:
    def test_are_followed_on_the_same_host(self) -> None:
        moved = Reply(302, headers={"Location": "/there"})
        with serving(in_turn(moved, OK)) as server:
            content(f"{server.url}/here", most_redirects=3)
        assert [seen.path for seen in server.seen] == ["/here", "/there"]

    def test_are_not_followed_to_another(self) -> None:
        with serving(in_turn(OK)) as elsewhere:
            moved = Reply(302, headers={"Location": f"{elsewhere.url}/there"})
            with serving(in_turn(moved)) as server, pytest.raises(Unusable, match="another host"):
                content(server.url, most_redirects=3)
        assert elsewhere.seen == []

    def test_are_not_followed_unless_that_is_wanted(self) -> None:
        moved = Reply(302, headers={"Location": "/there"})
        with (
            serving(in_turn(moved)) as server,
            Client(5) as client,
            client.reply(Request("GET", server.url)) as reply,
        ):
            assert (reply.status, reply.is_redirect) == (302, True)
        assert len(server.seen) == 1

    def test_end(self) -> None:
        again = Reply(302, headers={"Location": "/again"})
        with (
            serving(in_turn(again)) as server,
            pytest.raises(Unusable, match="redirects more than 3 times"),
        ):
            content(server.url, most_redirects=3)
