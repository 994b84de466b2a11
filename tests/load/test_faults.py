"""Whatever a store does, the message says what landed, what became of the rest, and what to do."""

from __future__ import annotations

import base64
import email.utils
import errno
import io
import logging
import time
import zlib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ascc_ld.cli import main
from ascc_ld.http_client.retry import RetryPolicy
from ascc_ld.load import loading
from ascc_ld.load.connection import open_store
from ascc_ld.load.faults import StoreFault, Trace, WrongStoreUsage
from ascc_ld.load.graph_files import GraphFile, from_file
from ascc_ld.load.loading import Landed, Loader, LoadFault
from ascc_ld.load.sorted_triples import SortedTriples
from ascc_ld.load.store import GraphStore
from http_client.dripping import DRIPS
from http_client.dripping import dripping as drips
from http_client.hostile import HOSTILE, assert_harmless
from load import fake_store as fakes
from load.fake_store import FakeStore
from ports import free_port

FIRST, SECOND, THIRD = (f"https://data.example.org/graph/{n}" for n in (1, 2, 3))
LINES = {
    FIRST: '<http://a.example/1> <http://a.example/p> "one" .\n',
    SECOND: "".join(
        f'<http://a.example/{n}> <http://a.example/p> "{"two " * 500}" .\n' for n in range(5_000)
    ),
    THIRD: '<http://a.example/3> <http://a.example/p> "three"@en .\n',
}
PASSWORD = "tr0ub4dor&3 ünï"


@pytest.fixture(scope="module")
def dump(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three graphs as N-Quads; the second has some ten megabytes."""
    path = tmp_path_factory.mktemp("dump") / "dump.nq"
    content = [
        line.replace(" .\n", f" <{graph}> .\n")
        for graph, lines in LINES.items()
        for line in lines.splitlines(keepends=True)
    ]
    path.write_text("".join(content), encoding="utf-8")
    return path


def run(url: str, dump: Path, *options: str, store: str = "generic") -> Result:
    arguments = [store, url, "--data", str(dump), "--retries", "0", "--timeout", "5", *options]
    return CliRunner().invoke(main, ["load", *arguments])


def only(graph: str, misbehaviour: fakes.Misbehaviour) -> fakes.Misbehaviour:
    return lambda handler: handler.graph == graph and misbehaviour(handler)


def assert_stopped_at_second(result: Result, state: str, *said: str) -> None:
    assert result.exit_code == 4, result.output
    assert f"failed     {SECOND}: {state}" in result.stderr
    assert f"landed     {FIRST}" in result.stderr
    assert f"not tried  {THIRD}" in result.stderr
    assert "Running the same command again is safe" in result.stderr
    for words in said:
        assert words in result.stderr


class TestAnswers:
    @pytest.mark.parametrize(
        ("status", "state", "said"),
        [
            (401, "as it was", "ASCC_LD_USERNAME"),
            (403, "as it was", "the right to write"),
            (404, "as it was", "no graph store at this URL"),
            (405, "as it was", "no graph store at this URL"),
            (413, "as it was", "too large for it"),
            (429, "as it was", "slow down"),
            (400, "unknown: as it was, replaced, or partly replaced", "refused"),
            (500, "unknown: as it was, replaced, or partly replaced", "a full disk"),
            (502, "unknown: as it was, replaced, or partly replaced", "busy or cannot be reached"),
            (503, "unknown: as it was, replaced, or partly replaced", "busy or cannot be reached"),
            (507, "unknown: as it was, replaced, or partly replaced", "disk is full"),
        ],
    )
    def test_a_refusal_says_what_to_do(
        self, fake_store: FakeStore, dump: Path, status: int, state: str, said: str
    ) -> None:
        fake_store.put = only(SECOND, fakes.answering(status, b"<html><b>Mind</b> me</html>"))
        result = run(fake_store.url, dump)
        assert_stopped_at_second(result, state, str(status), said, "It says: Mind me")
        assert set(fake_store.graphs) == {FIRST}

    @pytest.mark.parametrize("status", [401, 403, 500, 503])
    def test_nothing_is_sent_where_reading_is_refused(
        self, fake_store: FakeStore, dump: Path, status: int
    ) -> None:
        fake_store.get = fakes.answering(status)
        result = run(fake_store.url, dump)
        assert result.exit_code == 4
        assert str(status) in result.stderr
        assert {method for method, _, _ in fake_store.requests} == {"GET"}

    def test_a_refusal_before_the_body_is_read_is_heard(
        self, fake_store: FakeStore, dump: Path
    ) -> None:
        fake_store.put = only(SECOND, fakes.refusing_early(413))
        result = run(fake_store.url, dump)
        assert result.exit_code == 4
        # A reset may overtake the answer; then the message speaks of a limit all the same.
        assert "too large for it" in result.stderr or "limit on the size" in result.stderr

    def test_a_redirect_is_named_and_not_followed(self, fake_store: FakeStore, dump: Path) -> None:
        target = {"Location": "https://elsewhere.example/store?graph=x"}
        fake_store.put = only(SECOND, fakes.answering(307, headers=target))
        result = run(fake_store.url, dump)
        assert_stopped_at_second(result, "as it was", "https://elsewhere.example/store. Use")

    def test_the_promise_of_a_transactional_store_is_passed_on(
        self, fake_store: FakeStore, dump: Path
    ) -> None:
        fake_store.put = only(SECOND, fakes.answering(507))
        fake_store.get = lambda h: h.path.startswith("/ascc/query") and truth(h)
        result = run(f"{fake_store.url}/ascc", dump, store="fuseki")
        assert_stopped_at_second(result, "as it was", "disk is full")


class TestConnections:
    def test_nobody_there(self, dump: Path) -> None:
        result = run(f"http://127.0.0.1:{free_port()}", dump)
        assert result.exit_code == 4
        assert "Nothing answers at http://127.0.0.1" in result.stderr
        assert "Is the store running there?" in result.stderr

    @pytest.mark.parametrize("size", [0, 100_000])
    def test_a_store_that_dies_half_way(self, fake_store: FakeStore, dump: Path, size: int) -> None:
        fake_store.put = only(SECOND, fakes.dying(after=size))
        result = run(fake_store.url, dump)
        assert_stopped_at_second(
            result, "unknown: as it was, replaced, or partly replaced", "closed the connection"
        )
        assert "now holds 0 of 5,000 triples" in result.stderr

    def test_a_store_that_stored_and_died_before_saying_so(
        self, fake_store: FakeStore, dump: Path
    ) -> None:
        fake_store.put = only(SECOND, fakes.dying_after_storing)
        result = run(fake_store.url, dump)
        assert result.exit_code == 0, result.output
        assert "read back: identical" in result.stdout

    def test_without_reading_back_its_end_stays_unknown(
        self, fake_store: FakeStore, dump: Path
    ) -> None:
        fake_store.put = only(SECOND, fakes.dying_after_storing)
        result = run(fake_store.url, dump, "--no-verify")
        assert_stopped_at_second(result, "unknown: as it was, replaced, or partly replaced")

    def test_a_silent_store_runs_into_the_timeout(self, fake_store: FakeStore, dump: Path) -> None:
        fake_store.put = only(SECOND, fakes.silent)
        result = run(fake_store.url, dump, "--timeout", "3")
        assert_stopped_at_second(
            result,
            "unknown: as it was, replaced, or partly replaced",
            "no progress for 3 s",
            "--timeout",
        )

    def test_an_answer_cut_short_proves_nothing(self, fake_store: FakeStore, dump: Path) -> None:
        fake_store.get = only(SECOND, fakes.cut_short)
        result = run(fake_store.url, dump)
        assert_stopped_at_second(result, "replaced, but not verified", "could not be read back")


class TestProof:
    def test_a_store_that_says_yes_and_stores_less_is_found_out(
        self, fake_store: FakeStore, dump: Path
    ) -> None:
        fake_store.put = only(SECOND, fakes.forgetful(4_999))
        result = run(fake_store.url, dump)
        assert_stopped_at_second(
            result,
            "unknown: as it was, replaced, or partly replaced",
            "4,999 triples instead of 5,000",
            "missing    <http://a.example/4999>",
        )

    def test_a_store_that_says_yes_and_stores_nothing_is_found_out(
        self, fake_store: FakeStore, dump: Path
    ) -> None:
        fake_store.put = only(SECOND, fakes.forgetful(0))
        result = run(fake_store.url, dump)
        assert_stopped_at_second(result, "unknown", "0 triples instead of 5,000")

    def test_a_graph_that_was_deleted_for_its_remains_is_not_said_to_be_as_it_was(
        self, fake_store: FakeStore, dump: Path
    ) -> None:
        """Fuseki keeps old decimals through a PUT; between DELETE and PUT the disk fills."""

        def keeping_remains(handler: fakes.Handler) -> bool:
            content = handler.body()
            if "DELETE" in fake_store.methods(SECOND):
                handler.answer(507)
            else:
                fake_store.graphs[SECOND] = content + LINES[FIRST].encode()
                handler.answer(204)
            return True

        fake_store.put = only(SECOND, keeping_remains)
        fake_store.get = lambda h: h.path.startswith("/ascc/query") and truth(h)
        result = run(f"{fake_store.url}/ascc", dump, store="fuseki")
        assert SECOND not in fake_store.graphs
        assert_stopped_at_second(result, "deleted, and perhaps not loaded again", "507", "deleted")

    def test_a_web_site_is_no_store(self, fake_store: FakeStore, dump: Path) -> None:
        page = fakes.answering(200, b"<p>Welcome</p>", {"Content-Type": "text/html"})
        fake_store.get = fake_store.put = page
        result = run(fake_store.url, dump)
        assert result.exit_code == 4
        assert "answered with text/html" in result.stderr

    def test_a_web_site_is_no_oxigraph(self, fake_store: FakeStore, dump: Path) -> None:
        fake_store.get = fakes.answering(200, b"<p>Welcome</p>", {"Content-Type": "text/html"})
        result = run(fake_store.url, dump, store="oxigraph")
        assert result.exit_code == 4
        assert "as every oxigraph store does" in result.stderr
        assert "http://localhost:7878" in result.stderr

    def test_lines_that_are_no_triples_prove_nothing(
        self, fake_store: FakeStore, dump: Path
    ) -> None:
        junk = fakes.answering(200, b"junk\n", {"Content-Type": "application/n-triples"})
        fake_store.get = only(SECOND, junk)
        result = run(fake_store.url, dump)
        assert_stopped_at_second(result, "replaced, but not verified", "The N-Triples of")


def packed(size: int) -> bytes:
    """Return the gzip of a line without end, of ``size`` mebibytes."""
    packer = zlib.compressobj(9, wbits=31)
    begun = packer.compress(b'<http://a.example/s> <http://a.example/p> "')
    return begun + b"".join(packer.compress(b"x" * 2**20) for _ in range(size)) + packer.flush()


LINE = b"<http://a.example/s> <http://a.example/p> <http://a.example/o> .\n"
LONG = b'<http://a.example/s> <http://a.example/p> "' + b"x" * 17 * 2**20 + b'" .\n'
FLOODS = {
    "triples without end": fakes.pouring(200, last=LINE * 1000),
    "a line without end": fakes.pouring(200, LONG[:50], last=b"x" * 2**16),
    "a line of 17 MiB": fakes.pouring(200, LONG),
    "300 MiB in gzip": fakes.pouring(200, packed(300), Content_Encoding="gzip"),
    "what is no gzip": fakes.pouring(200, LINE, Content_Encoding="gzip"),
    "a refusal without end": fakes.pouring(500, last=b"no " * 1000),
}


@pytest.mark.parametrize("flood", FLOODS)
def test_a_store_that_sends_more_than_it_got_is_left(
    flood: str, fake_store: FakeStore, tmp_path: Path
) -> None:
    small = tmp_path / "small.nq"
    small.write_bytes(LINE.replace(b" .", f" <{FIRST}> .".encode()))
    fake_store.get = only(FIRST, FLOODS[flood])
    result = run(fake_store.url, small)
    assert result.exit_code == 4, result.output
    assert f"failed     {FIRST}: replaced, but not verified" in result.stderr
    dry = run(fake_store.url, small, "--dry-run")
    assert dry.exit_code == 4, dry.output
    assert dry.stderr.startswith(("http://127.0.0.1:", "The N-Triples of http://127.0.0.1:"))


class TestTryingAgain:
    @pytest.fixture
    def pauses(self) -> list[float]:
        return []

    def put(self, store: FakeStore, pauses: list[float], tmp_path: Path, retries: int) -> None:
        file = tmp_path / "1.nt"
        file.write_text(LINES[FIRST], encoding="utf-8")
        client = open_store("generic", store.url, 5, RetryPolicy(retries, pause=pauses.append))
        client.put_graph(GraphFile(FIRST, file, 1), lambda *_: None)

    @pytest.mark.parametrize("status", [408, 425, 429, 502, 503, 504])
    def test_a_busy_store_is_asked_again_after_growing_pauses(
        self, fake_store: FakeStore, pauses: list[float], tmp_path: Path, status: int
    ) -> None:
        fake_store.put = fakes.answering(status, times=3)
        self.put(fake_store, pauses, tmp_path, 3)
        assert pauses == [1, 2, 4]
        assert fake_store.graphs[FIRST].decode() == LINES[FIRST]

    def test_a_broken_connection_is_tried_again(
        self, fake_store: FakeStore, pauses: list[float], tmp_path: Path
    ) -> None:
        fake_store.put = fakes.dying(after=10, times=1)
        self.put(fake_store, pauses, tmp_path, 3)
        assert pauses == [1]
        assert fake_store.graphs[FIRST].decode() == LINES[FIRST]

    def test_it_waits_as_long_as_the_store_asks(
        self, fake_store: FakeStore, pauses: list[float], tmp_path: Path
    ) -> None:
        fake_store.put = fakes.answering(503, headers={"Retry-After": "17"}, times=1)
        self.put(fake_store, pauses, tmp_path, 3)
        assert pauses == [17]

    def test_retry_after_may_be_a_date(
        self, fake_store: FakeStore, pauses: list[float], tmp_path: Path
    ) -> None:
        date = email.utils.formatdate(time.time() + 40, usegmt=True)
        fake_store.put = fakes.answering(503, headers={"Retry-After": date}, times=1)
        self.put(fake_store, pauses, tmp_path, 3)
        assert 30 < pauses[0] <= 40

    def test_it_does_not_wait_for_hours(
        self, fake_store: FakeStore, pauses: list[float], tmp_path: Path
    ) -> None:
        fake_store.put = fakes.answering(503, headers={"Retry-After": "86400"})
        with pytest.raises(StoreFault, match="503"):
            self.put(fake_store, pauses, tmp_path, 3)
        assert pauses == []

    def test_it_gives_up_after_so_many_times(
        self, fake_store: FakeStore, pauses: list[float], tmp_path: Path
    ) -> None:
        fake_store.put = fakes.answering(503)
        with pytest.raises(StoreFault, match="503"):
            self.put(fake_store, pauses, tmp_path, 2)
        assert fake_store.methods(FIRST) == ["PUT"] * 3

    @pytest.mark.parametrize("later", [429, 401])
    def test_a_graph_that_an_earlier_attempt_may_have_stored_is_not_said_to_be_as_it_was(
        self, fake_store: FakeStore, pauses: list[float], tmp_path: Path, later: int
    ) -> None:
        attempts = [fakes.dying_after_storing]

        def stored_once(handler: fakes.Handler) -> bool:
            if attempts:
                return attempts.pop()(handler)
            return fakes.answering(later)(handler)

        fake_store.put = stored_once
        with pytest.raises(StoreFault) as caught:
            self.put(fake_store, pauses, tmp_path, 1)
        assert caught.value.trace is Trace.UNKNOWN
        assert pauses == [1]

    @pytest.mark.parametrize("status", [400, 401, 403, 404, 413, 500, 507])
    def test_what_will_not_pass_is_not_tried_again(
        self, fake_store: FakeStore, pauses: list[float], tmp_path: Path, status: int
    ) -> None:
        fake_store.put = fakes.answering(status)
        with pytest.raises(StoreFault, match=str(status)):
            self.put(fake_store, pauses, tmp_path, 5)
        assert pauses == []
        assert fake_store.methods(FIRST) == ["PUT"]


class TestSecrets:
    @pytest.fixture(params=["basic", "digest", "bearer"])
    def scheme(self, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
        scheme = str(request.param)
        monkeypatch.setenv("ASCC_LD_AUTH", scheme)
        if scheme == "bearer":
            monkeypatch.setenv("ASCC_LD_TOKEN", PASSWORD.encode("ascii", "ignore").decode())
        else:
            monkeypatch.setenv("ASCC_LD_USERNAME", "ada")
            monkeypatch.setenv("ASCC_LD_PASSWORD", PASSWORD)
        return scheme

    def test_a_store_that_echoes_them_does_not_get_them_printed(
        self,
        fake_store: FakeStore,
        dump: Path,
        scheme: str,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        caplog.set_level(logging.DEBUG)
        fake_store.put = fakes.echoing(400)
        result = run(fake_store.url, dump)
        assert result.exit_code == 4
        assert "It says:" in result.stderr
        shown = result.output + caplog.text
        encoded = base64.b64encode(f"ada:{PASSWORD}".encode()).decode()
        for secret in (PASSWORD, PASSWORD.encode("ascii", "ignore").decode(), encoded):
            assert secret not in shown
        if scheme != "digest":
            assert "•••" in result.stderr

    @pytest.mark.parametrize(
        "url",
        [
            "http://ada:s3cret@127.0.0.1:1/x",
            "http://s3cret@127.0.0.1:1/x",
            "http://:s3cret@127.0.0.1:1/x",
            "http://ada:s3cret@127.0.0.1:port/x",
        ],
    )
    def test_a_url_that_carries_them_is_refused_unprinted(self, dump: Path, url: str) -> None:
        result = run(url, dump)
        assert result.exit_code == 2
        assert "s3cret" not in result.output

    def test_credentials_are_sent_to_the_store(
        self, fake_store: FakeStore, dump: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("ASCC_LD_TOKEN", "abc")
        assert run(fake_store.url, dump).exit_code == 0
        sent = {headers.get("Authorization") for _, _, headers in fake_store.requests}
        assert sent == {"Bearer abc"}

    def test_netrc_has_them_too(
        self,
        fake_store: FakeStore,
        dump: Path,
        monkeypatch: pytest.MonkeyPatch,
        tmp_path: Path,
    ) -> None:
        netrc = tmp_path / "netrc"
        netrc.write_text("machine 127.0.0.1 login ada password s3cret\n")
        monkeypatch.setenv("NETRC", str(netrc))
        assert run(fake_store.url, dump).exit_code == 0
        sent = {headers.get("Authorization") for _, _, headers in fake_store.requests}
        assert sent == {"Basic " + base64.b64encode(b"ada:s3cret").decode()}

    def test_a_broken_netrc_is_not_quoted(
        self, dump: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        netrc = tmp_path / "netrc"
        netrc.write_text("machine 127.0.0.1 login ada\npasswort s3cret\n")
        monkeypatch.setenv("NETRC", str(netrc))
        result = run("http://127.0.0.1:1", dump)
        assert result.exit_code == 2
        assert "netrc, line 2: is not a valid netrc file" in result.stderr
        assert "s3cret" not in result.output

    @pytest.mark.parametrize(
        ("settings", "said"),
        [
            ({"AUTH": "kerberos"}, "basic, digest, bearer"),
            ({"AUTH": "bearer"}, "ASCC_LD_TOKEN is not set"),
            ({"USERNAME": "ada"}, "Set both"),
            ({"PASSWORD": "s3cret"}, "Set both"),
            ({"TOKEN": "s3cret", "USERNAME": "ada", "PASSWORD": "s3cret"}, "both set"),
            ({"USERNAME": "ada", "PASSWORD": "s3cret\n"}, "control character"),
        ],
    )
    def test_contradicting_settings_are_named(
        self, dump: Path, monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], said: str
    ) -> None:
        for name, value in settings.items():
            monkeypatch.setenv(f"ASCC_LD_{name}", value)
        result = run("http://127.0.0.1:1", dump)
        assert result.exit_code == 2
        assert said in result.stderr
        assert "s3cret" not in result.output


class TestNeighbours:
    def test_only_the_graphs_of_the_data_are_asked_for(
        self, fake_store: FakeStore, dump: Path
    ) -> None:
        fake_store.graphs["https://other.example/graph"] = b"<http://x> <http://y> <http://z> .\n"
        before = dict(fake_store.graphs)
        assert run(fake_store.url, dump).exit_code == 0
        written = {graph for method, graph, _ in fake_store.requests if method != "GET"}
        assert written == {FIRST, SECOND, THIRD}
        assert before.items() <= fake_store.graphs.items()

    def test_a_graph_that_was_not_loaded_is_not_deleted(
        self, fake_store: FakeStore, tmp_path: Path
    ) -> None:
        fake_store.graphs[THIRD] = b""
        file = tmp_path / "1.nt"
        file.write_text(LINES[FIRST], encoding="utf-8")
        client = open_store("generic", fake_store.url)
        with pytest.raises(WrongStoreUsage, match="was not loaded here"):
            client.delete_graph(THIRD)
        client.put_graph(GraphFile(FIRST, file, 1), lambda *_: None)
        client.delete_graph(FIRST)
        assert set(fake_store.graphs) == {THIRD}

    def test_a_fault_carries_what_a_program_needs(
        self, fake_store: FakeStore, dump: Path, tmp_path: Path
    ) -> None:
        fake_store.put = only(SECOND, fakes.answering(413))
        files = from_file(dump, tmp_path)
        with pytest.raises(LoadFault) as caught:
            Loader(open_store("generic", fake_store.url), tmp_path).load(files)
        assert [landed.graph for landed in caught.value.landed] == [FIRST]
        assert caught.value.failed == SECOND
        assert caught.value.waiting == (THIRD,)


def truth(handler: fakes.Handler) -> bool:
    content_type = {"Content-Type": "application/sparql-results+json"}
    handler.answer(200, b'{"head": {}, "boolean": true}', content_type)
    return True


class TestHostileWords:
    """What a store says reaches the terminal as text, whichever way it says it."""

    def test_in_the_body_of_a_refusal(self, fake_store: FakeStore, dump: Path) -> None:
        fake_store.put = only(SECOND, fakes.answering(400, HOSTILE.encode()))
        result = run(fake_store.url, dump)
        assert_stopped_at_second(result, "unknown", "It says:")
        assert_harmless(result.stderr)

    def test_in_the_reason_behind_the_status(self, dump: Path) -> None:
        with drips(f"HTTP/1.1 400 {HOSTILE}\r\n\r\n".encode("latin-1", "ignore"), b"") as url:
            result = run(url, dump, "--timeout", "1")
        assert result.exit_code == 4
        assert_harmless(f"{result.stderr} said")

    def test_in_the_address_of_a_redirect(self, fake_store: FakeStore, dump: Path) -> None:
        target = {"Location": "https://elsewhere.example/said\x9b2J"}
        fake_store.put = only(SECOND, fakes.answering(307, headers=target))
        assert_harmless(run(fake_store.url, dump).stderr)

    def test_when_it_is_tried_again(self, fake_store: FakeStore, dump: Path) -> None:
        busy = {"Retry-After": "0"}
        fake_store.put = fakes.answering(503, HOSTILE.encode(), busy, times=1)
        result = run(fake_store.url, dump, "--retries", "1")
        assert result.exit_code == 0, result.output
        assert "answers 503 Service Unavailable. Trying again in 0 s." in result.stderr
        assert_harmless(f"{result.stderr} said")

    def test_in_triples_that_are_not_ours(self, fake_store: FakeStore, dump: Path) -> None:
        foreign = f'<http://a.example/s> <http://a.example/p> "{HOSTILE[-6:]}\u202e\x9b31m" .\n'

        def adding(handler: fakes.Handler) -> bool:
            fake_store.graphs[SECOND] = handler.body() + foreign.encode()
            handler.answer(204)
            return True

        fake_store.put = only(SECOND, adding)
        result = run(fake_store.url, dump)
        assert_stopped_at_second(result, "unknown", "not ours")
        assert_harmless(result.stderr)


def impatient(url: str) -> GraphStore:
    return open_store("generic", url, 0.5, RetryPolicy(retries=0))


class TestEndlessAnswers:
    @pytest.mark.parametrize(("start", "drop"), DRIPS.values(), ids=DRIPS)
    def test_an_answer_that_drips_is_given_up_wherever_it_drips(
        self, start: bytes, drop: bytes
    ) -> None:
        began = time.monotonic()
        with (
            drips(start, drop) as url,
            pytest.raises(StoreFault, match=r"not complete after 0\.5 s|less than 1,024 bytes"),
        ):
            impatient(url).get_graph(FIRST, io.BytesIO(), 2**20)
        assert time.monotonic() - began < 15

    @pytest.mark.parametrize("part", ["status", "headers"])
    def test_a_put_whose_answer_drips_in_its_head_is_given_up(
        self, part: str, tmp_path: Path
    ) -> None:
        file = tmp_path / "1.nt"
        file.write_text(LINES[FIRST], encoding="utf-8")
        began = time.monotonic()
        with (
            drips(*DRIPS[part]) as url,
            pytest.raises(StoreFault, match=r"no progress for 0\.5 s") as caught,
        ):
            impatient(url).put_graph(GraphFile(FIRST, file, 1), lambda *_: None)
        assert caught.value.trace is Trace.UNKNOWN
        assert time.monotonic() - began < 15

    @pytest.mark.parametrize("status", [200, 500])
    def test_reading_a_body_that_drips_is_given_up(
        self, fake_store: FakeStore, status: int
    ) -> None:
        fake_store.get = fakes.dripping(status)
        began = time.monotonic()
        said = "500" if status == 500 else "less than 1,024 bytes"
        with pytest.raises(StoreFault, match=said):
            impatient(fake_store.url).get_graph(FIRST, io.BytesIO(), 2**20)
        assert time.monotonic() - began < 15

    def test_an_error_that_drips_after_a_put_is_given_up(
        self, fake_store: FakeStore, tmp_path: Path
    ) -> None:
        file = tmp_path / "1.nt"
        file.write_text(LINES[FIRST], encoding="utf-8")
        fake_store.put = fakes.dripping(500)
        began = time.monotonic()
        with pytest.raises(StoreFault, match="500"):
            impatient(fake_store.url).put_graph(GraphFile(FIRST, file, 1), lambda *_: None)
        assert time.monotonic() - began < 15


def test_our_own_full_disk_while_reading_back_says_what_landed(
    fake_store: FakeStore, dump: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compare = loading.compare_graphs

    def full(store: GraphStore, file: GraphFile, ours: SortedTriples, folder: Path) -> Landed:
        if file.graph == SECOND:
            raise OSError(errno.ENOSPC, "No space left on device")
        return compare(store, file, ours, folder)

    monkeypatch.setattr(loading, "compare_graphs", full)
    result = run(fake_store.url, dump)
    assert_stopped_at_second(result, "replaced, but not verified", "No space left on device")


def test_a_retry_after_that_is_no_number_is_ignored(fake_store: FakeStore, dump: Path) -> None:
    fake_store.put = only(SECOND, fakes.answering(503, headers={"Retry-After": "²"}))
    assert_stopped_at_second(run(fake_store.url, dump), "unknown", "503")


@pytest.mark.parametrize("seconds", ["inf", "nan"])
def test_a_timeout_is_finite(dump: Path, seconds: str) -> None:
    result = run("http://127.0.0.1:1", dump, "--timeout", seconds)
    assert result.exit_code == 2
    assert f"{seconds} is not a finite number of seconds" in result.stderr


def test_a_dry_run_that_finds_nothing_doubts_the_url(fake_store: FakeStore, dump: Path) -> None:
    doubt = "a wrong URL looks the same"
    assert doubt in run(fake_store.url, dump, "--dry-run").stdout
    fake_store.graphs[FIRST] = LINES[FIRST].encode()
    assert doubt not in run(fake_store.url, dump, "--dry-run").stdout
