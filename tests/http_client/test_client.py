"""Every request says who sends it, ends in time, and fails with a name and an address."""

from __future__ import annotations

import errno
import io
import os
import time
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import pytest
from click.testing import CliRunner

import ascc_ld
from ascc_ld.cli import main
from ascc_ld.ground.faults import AsccError
from ascc_ld.http_client.client import Client, Download, HttpRequest
from ascc_ld.http_client.environment import CONTACT, proxy_for
from ascc_ld.http_client.faults import (
    NotConnected,
    RequestFailed,
    TimedOut,
    Unusable,
    UnusableSetting,
)
from http_client.dripping import DRIPS, dripping
from links.servers import Reply, Seen, in_turn, json_reply, serving
from looped import looped
from ports import free_port

OK = json_reply({"ok": True})
LARGE = 10**6


@pytest.fixture(autouse=True)
def _nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxy, no certificates and no contact of the person who runs the tests."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", CONTACT):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.delenv("SSL_CERT_DIR", raising=False)


def content(url: str, timeout: float = 5, most: int = 1000, most_redirects: int = 0) -> bytes:
    return (
        Client(timeout, most_redirects=most_redirects).reply(HttpRequest("GET", url), most).content
    )


def downloaded(url: str, timeout: float, least: int, most: int = 2**20) -> bytes:
    file = io.BytesIO()
    download = Download(file, frozenset({"application/n-triples"}), most, least)
    Client(timeout).reply(HttpRequest("GET", url), into=download)
    return file.getvalue()


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
        with pytest.raises(UnusableSetting, match=CONTACT):
            Client(5)


class TestTime:
    @pytest.mark.parametrize(("start", "drop"), DRIPS.values(), ids=DRIPS)
    def test_a_server_that_drips_for_ever_is_cut_off(self, start: bytes, drop: bytes) -> None:
        began = time.monotonic()
        with (
            dripping(start, drop) as url,
            pytest.raises(TimedOut, match=r"not complete after 0\.5 s") as caught,
        ):
            content(url, timeout=0.5, most=LARGE)
        assert (caught.value.sent, caught.value.passing) == (True, True)
        assert time.monotonic() - began < 15

    def test_the_end_of_one_request_is_not_that_of_another(self) -> None:
        client = Client(2)

        def asked(url: str) -> bytes:
            return client.reply(HttpRequest("GET", url), LARGE).content

        with (
            dripping(*DRIPS["body"]) as endless,
            serving(in_turn(Reply(body=b"{}", pause=1.5))) as server,
            ThreadPoolExecutor(2) as pool,
        ):
            cut = pool.submit(asked, endless)
            time.sleep(1)
            assert pool.submit(asked, server.url).result() == b"{}"
            assert isinstance(cut.exception(), TimedOut)

    def test_a_download_runs_as_long_as_it_gets_on(self) -> None:
        slow = Reply(
            parts=[(0.6, b"x" * 10)] * 5, headers={"Content-Type": "application/n-triples"}
        )
        with serving(in_turn(slow)) as server:
            assert downloaded(server.url, 2, 10) == b"x" * 50

    def test_a_download_that_gets_on_too_slowly_is_cut_off(self) -> None:
        with (
            dripping(*DRIPS["body"]) as url,
            pytest.raises(TimedOut, match=r"less than 1,000 bytes arrived in 0\.5 s"),
        ):
            downloaded(url, 0.5, 1000)

    def test_a_body_is_sent_as_long_as_it_gets_on(self) -> None:
        def slow() -> Iterator[bytes]:
            yield b"form="
            for _ in range(6):
                time.sleep(0.5)
                yield b"x"

        headers = {"Content-Length": "11"}
        with serving(in_turn(OK)) as server:
            request = HttpRequest("POST", server.url, headers, body=slow())
            assert Client(2).reply(request).status == 200
        assert server.seen[0].form == {"form": "xxxxxx"}

    def test_of_a_body_that_drips_the_beginning_is_given(self) -> None:
        began = time.monotonic()
        with dripping(*DRIPS["body"]) as url:
            assert Client(0.5).reply(HttpRequest("GET", url)).content.strip() == b""
        assert time.monotonic() - began < 15


class TestFailures:
    def test_nobody_there(self) -> None:
        with serving(in_turn(OK)) as server:
            pass
        with pytest.raises(NotConnected, match=r"[Rr]efused") as caught:
            content(server.url)
        failure = caught.value
        assert (failure.address, failure.passing, failure.sent) == (server.url, True, False)

    def test_a_server_that_dies_half_way(self) -> None:
        with (
            serving(in_turn(Reply(body=b"{", announced=1000))) as server,
            pytest.raises(RequestFailed) as caught,
        ):
            content(server.url)
        assert (caught.value.sent, caught.value.passing) == (True, True)

    def test_a_server_that_sends_too_much(self) -> None:
        with (
            serving(in_turn(Reply(body=b"x" * 2000))) as server,
            pytest.raises(Unusable, match="more than 1,000 bytes"),
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
            pytest.raises(RequestFailed) as caught,
        ):
            content(url)
        assert "\x1b" not in str(caught.value)


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
        with serving(in_turn(moved)) as server:
            reply = Client(5).reply(HttpRequest("GET", server.url))
        assert (reply.status, reply.is_redirect) == (302, True)
        assert len(server.seen) == 1

    def test_do_not_turn_a_form_into_another_question(self) -> None:
        moved = Reply(302, headers={"Location": "/there"})
        with serving(in_turn(moved, OK)) as server:
            form = HttpRequest("POST", server.url, form={"queries": "{}"})
            assert Client(5, most_redirects=3).reply(form).status == 302

    def test_end(self) -> None:
        again = Reply(302, headers={"Location": "/again"})
        with (
            serving(in_turn(again)) as server,
            pytest.raises(Unusable, match="redirects more than 3 times"),
        ):
            content(server.url, most_redirects=3)
        assert len(server.seen) == 4


CASES = Path(__file__).parents[1] / "cases"
ENVIRONMENT = tomllib.loads((CASES / "environment.toml").read_text("utf-8"))
Failure = TypeVar("Failure", bound=AsccError)


def failure(kind: type[Failure], url: str, variable: str, value: str) -> Failure:
    """Return the error of a request where ``variable`` of the environment is ``value``."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(variable, value)
        with pytest.raises(kind) as caught:
            content(url)
    return caught.value


class TestTheEnvironment:
    @looped("case", ENVIRONMENT["unusable"])
    def test_what_cannot_be_used_is_named_with_its_variable(self, case: dict[str, str]) -> None:
        said = str(failure(UnusableSetting, "http://a.example/", case["name"], case["value"]))
        assert case["said"] in said
        assert said.endswith(f"Change or unset {case['name']}.")
        assert "s3cret" not in said

    @looped("case", ENVIRONMENT["without_proxy"])
    def test_hosts_without_a_proxy_are_names_addresses_and_networks(
        self, case: dict[str, Any]
    ) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("HTTP_PROXY", "http://proxy.example:3128")
            patch.setenv("NO_PROXY", case["hosts"])
            found = proxy_for(case["url"])
        assert (found is None) is case["without"]

    @looped("case", ENVIRONMENT["dead"])
    def test_a_proxy_where_nobody_listens_is_to_blame(self, case: dict[str, str]) -> None:
        address = f"127.0.0.1:{free_port()}"
        value = case["value"].replace("ADDRESS", address)
        found = failure(NotConnected, case["url"], case["name"], value)
        assert found.of_proxy
        said = f"fails: {os.strerror(errno.ECONNREFUSED)}."
        assert str(found).endswith(f"{address}, which {case['name']} sets, {said}")
        assert "s3cret" not in str(found)

    @pytest.mark.parametrize(
        "command",
        [
            "query FILE --endpoint URL",
            "load generic URL --retries 0",
            "load oxigraph URL --retries 0 --dry-run",
            "link suggest iclei --no-cache --retries 0 --service URL",
            "link check jica --retries 0 --service URL",
        ],
    )
    def test_every_command_names_a_dead_proxy_and_accuses_nobody_else(
        self, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "ask.rq").write_text("ASK {}")
        known = {"FILE": str(tmp_path / "ask.rq"), "URL": "http://a.example/"}
        monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{free_port()}")
        result = CliRunner().invoke(main, [known.get(word, word) for word in command.split()])
        assert result.exit_code == 4, result.output
        assert "which http_proxy sets, fails: Connection refused" in result.output
        assert "Is the store running" not in result.output


def test_requests_of_several_threads_do_not_mix() -> None:
    def echo(seen: Seen) -> Reply:
        return json_reply(seen.path)

    client = Client(30)
    names = [f"/{number}" for number in range(20)]
    with serving(echo) as server, ThreadPoolExecutor(4) as pool:
        asked = [HttpRequest("GET", server.url + name) for name in names]
        answers = list(pool.map(lambda request: client.reply(request, LARGE).content, asked))
    assert answers == [f'"{name}"'.encode() for name in names]
