"""``ascc-ld link``: what each command prints, writes and exits with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from ascc_ld.cli import main
from ascc_ld.cli.link import link
from ascc_ld.ground.project import Project
from ascc_ld.links.project_links import ProjectLinks
from ascc_ld.links.suggestions import CURATED, FILE
from ascc_ld.reading import sssom
from links.servers import (
    MANIFEST,
    Entry,
    Reply,
    Seen,
    in_turn,
    json_reply,
    reconciling,
    serving,
)
from links.wikidata_copy import documents, entity, statement, written
from looped import looped

ENTRIES = [
    Entry("Q90000001", "ICLEI", description="network of local governments"),
    Entry("Q1025390", "San Carlos", description="city, Philippines", country="Q928"),
    Entry("Q43165", "San Carlos", description="city, Philippines", country="Q928"),
]


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["link", *map(str, arguments)])


def wrote(project: Project, name: str = FILE) -> tuple[sssom.SssomMapping, ...]:
    return sssom.read(project.read_text(name), name).mappings


@pytest.fixture
def cache(tmp_path: Path) -> tuple[str, Path]:
    return "--cache", tmp_path / "cache"


def test_help_of_each_command_gives_an_example() -> None:
    commands = {"list", "suggest", "accept", "reject", "check", "export"}
    assert set(link.commands) == commands
    for command in commands:
        result = run(command, "--help")
        assert result.exit_code == 0
        assert f"ascc-ld link {command}" in result.output


class TestList:
    def test_shows_links_and_what_has_none(self) -> None:
        result = run("list")
        assert result.exit_code == 0
        assert "wikidata:Q38283" in result.output
        assert "none yet" in result.output
        assert result.output.endswith("entities are linked to Wikidata.\n")

    def test_shows_only_what_is_missing(self) -> None:
        result = run("list", "--missing", "--format", "json")
        listed = json.loads(result.output)
        assert "ascc_org:iclei" in {one["entity"] for one in listed}
        assert not any(one["linked_to_wikidata"] for one in listed)

    def test_in_tsv_goes_to_a_spreadsheet(self) -> None:
        header, *rows = run("list", "--format", "tsv").output.splitlines()
        assert header.split("\t")[:3] == ["entity", "kind", "name"]
        assert len(rows) > 135  # entities

    def test_of_a_faulty_table_exits_with_3(self, project_copy: Project) -> None:
        project_copy.path(CURATED).write_text("nothing", encoding="utf-8")
        result = run("list", "--project", project_copy.root)
        assert result.exit_code == 3
        assert CURATED in result.output

    def test_with_a_faulty_base_exits_with_2(self) -> None:
        assert run("list", "--base", "nowhere").exit_code == 2

    def test_that_goes_to_no_terminal_is_not_cut(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("COLUMNS", "80")
        assert "…" not in run("list").output


class TestCredentials:
    """A password in an address is neither shown nor sent nor written down."""

    @looped("command", ["suggest", "check"])
    @looped(
        "address",
        ["http://alice:s3cret@127.0.0.1:9/", "http://s3cret@127.0.0.1:9", "alice:s3cret@127.0.0.1"],
    )
    def test_are_refused(self, command: str, address: str) -> None:
        result = run(command, "--service", address)
        assert result.exit_code == 2
        assert "name or password" in result.output
        assert "s3cret" not in result.output

    def test_are_not_written_down(self, project_copy: Project, cache: tuple[str, Path]) -> None:
        with serving(reconciling(ENTRIES)) as server:
            address = server.url.replace("//", "//alice:s3cret@")
            where = "--project", project_copy.root, *cache
            written_down = "--write", "--date", "2026-11-23"
            result = run("suggest", "iclei", "--service", address, *written_down, *where)
            assert server.seen == []
        assert result.exit_code == 2
        assert not project_copy.path(FILE).exists()


class TestTextsOfOthers:
    """A name that would steer the terminal is made harmless where it comes in."""

    def test_do_not_reach_screen_or_table(
        self, project_copy: Project, cache: tuple[str, Path]
    ) -> None:
        entry = Entry("Q90000001", "ICLEI\x1b]0;owned\x07", description="a\u202eb\x9b2J")
        where = "--project", project_copy.root, *cache
        with serving(reconciling([entry])) as server:
            arguments = "--service", server.url, "--write", "--date", "2026-11-23"
            result = run("suggest", "iclei", *arguments, *where)
        assert result.exit_code == 0
        assert "ICLEI\ufffd]0;owned\ufffd: a\ufffdb\ufffd2J" in result.output
        (row, *_) = wrote(project_copy)
        assert row.object_label == "ICLEI\ufffd]0;owned\ufffd"

    def test_do_not_reach_the_screen_from_entities(self, tmp_path: Path) -> None:
        folder = written(tmp_path / "copy", {"Q1822": entity("Q1822", "\x1b[2JManila", {})})
        result = run("check", "place/ph-baguio", "--entities", folder)
        assert "\x1b" not in result.output
        assert "\ufffd[2JManila" in result.output


class TestSuggest:
    def test_shows_scores_reasons_and_warnings(self, cache: tuple[str, Path]) -> None:
        with serving(reconciling(ENTRIES)) as server:
            result = run("suggest", "iclei", "place/ph-san-carlos", "--service", server.url, *cache)
        assert result.exit_code == 0
        assert "Loopback (en): 2 asked for. Nothing is linked by a score." in result.output
        assert "100.0  Q90000001  ICLEI: network of local governments" in result.output
        assert "+ alternative name equal (ICLEI)" in result.output
        assert "! 2 candidates are called San Carlos" in result.output
        assert "note: Not linked: two Philippine cities bear this name" in result.output

    def test_asks_for_all_that_is_unlinked(
        self, seen: ProjectLinks, cache: tuple[str, Path]
    ) -> None:
        with serving(reconciling(ENTRIES)) as server:
            result = run("suggest", "--service", server.url, "--format", "json", *cache)
        asked = {one["entity"] for one in json.loads(result.output)}
        assert asked == {one.entity.curie for one in seen.unlinked()}

    def test_reads_the_manifest_first(self, cache: tuple[str, Path]) -> None:
        with serving(reconciling(ENTRIES)) as server:
            run("suggest", "iclei", "--service", server.url, *cache)
        assert [request.method for request in server.seen] == ["GET", "POST"]

    def test_writes_suggestions_and_no_links(
        self, project_copy: Project, cache: tuple[str, Path]
    ) -> None:
        before = project_copy.read_text(CURATED)
        where = ("--project", project_copy.root, "--write", "--date", "2026-11-23")
        with serving(reconciling(ENTRIES)) as server:
            result = run("suggest", "iclei", "--service", server.url, *where, *cache)
        assert result.exit_code == 0
        assert f"Added to {FILE}: 1 of 1." in result.stderr
        (row,) = wrote(project_copy)
        assert row.mapping_justification == "semapv:LexicalMatching"
        assert project_copy.read_text(CURATED) == before

    def test_without_write_writes_nothing(
        self, project_copy: Project, cache: tuple[str, Path]
    ) -> None:
        with serving(reconciling(ENTRIES)) as server:
            run("suggest", "iclei", "--service", server.url, "--project", project_copy.root, *cache)
        assert not project_copy.path(FILE).exists()

    @looped(
        ("arguments", "said"),
        [
            (["--write"], "--write needs --date"),
            (["--date", "2026-11-23"], "--date goes with --write"),
            (["--write", "--date", "2026-02-30"], "is not a date"),
            (["--cache", "x", "--no-cache"], "cannot be used together"),
            (["--limit", "0"], "--limit"),
            (["icley"], "Did you mean 'iclei'"),
        ],
    )
    def test_used_wrongly_exits_with_2(self, arguments: list[str], said: str) -> None:
        result = run("suggest", *arguments)
        assert result.exit_code == 2
        assert said in result.output

    @looped(
        ("reply", "timeout", "said"),
        [
            (Reply(200, b"<html>Portal</html>"), 20, "the answer is not JSON"),
            (Reply(403), 20, "answers 403 Forbidden"),
            (Reply(404), 20, "answers 404 Not Found"),
            (Reply(503), 20, "answers 503 Service Unavailable"),
            (Reply(429, headers={"Retry-After": "86400"}), 20, "asks to wait for 86400 s"),
            (Reply(302, headers={"Location": "http://192.0.2.1/"}), 20, "another host"),
            (json_reply({**MANIFEST, "identifierSpace": "https://d-nb.info/gnd/"}), 20, "gnd"),
            (Reply(pause=1), 0.4, "not complete after"),
        ],
    )
    def test_with_a_service_in_trouble_exits_with_4(
        self, reply: Reply, timeout: float, said: str
    ) -> None:
        with serving(in_turn(reply)) as server:
            result = run(
                *("suggest", "iclei", "--service", server.url),
                *("--no-cache", "--retries", "0", "--timeout", str(timeout)),
            )
        assert result.exit_code == 4
        assert said in result.output

    def test_tries_again_when_it_is_asked_to_wait(self) -> None:
        service = reconciling(ENTRIES)
        waits = [Reply(429, headers={"Retry-After": "0"})]

        def behaviour(request: Seen) -> Reply:
            return waits.pop() if waits else service(request)

        with serving(behaviour) as server:
            result = run("suggest", "iclei", "--service", server.url, "--no-cache")
        assert result.exit_code == 0
        assert len(server.seen) == 3

    def test_with_a_service_that_lies_writes_nothing(
        self, project_copy: Project, cache: tuple[str, Path]
    ) -> None:
        def behaviour(request: Seen) -> Reply:
            if request.method == "GET":
                return json_reply(MANIFEST)
            batch = json.loads(request.form["queries"])
            lie = [{"id": "../../etc", "name": "a", "score": 100, "match": True}]
            return json_reply({key: {"result": lie} for key in batch})

        where = ("--project", project_copy.root, "--write", "--date", "2026-11-23")
        with serving(behaviour) as server:
            result = run("suggest", "iclei", "--service", server.url, *where, *cache)
        assert result.exit_code == 4
        assert "not a Wikidata item" in result.output
        assert not project_copy.path(FILE).exists()


@pytest.fixture
def suggested(project_copy: Project) -> Project:
    """A project with suggestions for ICLEI and for both cities called San Carlos."""
    names = ("iclei", "place/ph-san-carlos")
    where = ("--project", project_copy.root, "--write", "--date", "2026-11-23")
    with serving(reconciling(ENTRIES)) as server:
        result = run("suggest", *names, "--service", server.url, "--no-cache", *where)
    assert result.exit_code == 0
    return project_copy


class TestAcceptAndReject:
    WHO = ("--reviewer", "A. Curator", "--date", "2026-11-24")

    def test_accept_makes_a_reviewed_link(self, suggested: Project) -> None:
        row = "suggested-organisation-iclei-q90000001"
        result = run("accept", row, *self.WHO, "--confidence", "0.8", "--project", suggested.root)
        assert result.exit_code == 0
        assert result.output.startswith("ICLEI - Local Governments for Sustainability is linked to")
        (new,) = (m for m in wrote(suggested, CURATED) if m.subject_id == "ascc_org:iclei")
        assert new.asserts_link
        assert (new.reviewer_label, new.confidence) == (("A. Curator",), "0.8")
        assert len(wrote(suggested)) == 2

    def test_reject_keeps_it_from_coming_back(self, suggested: Project) -> None:
        row = "ascc_link:suggested-place-ph-san-carlos-q43165"
        why = ("--comment", "The text names no province.")
        assert run("reject", row, *why, "--project", suggested.root).exit_code == 0
        where = ("--project", suggested.root, "--write", "--date", "2026-11-25")
        with serving(reconciling(ENTRIES)) as server:
            result = run(
                "suggest", "place/ph-san-carlos", "--service", server.url, "--no-cache", *where
            )
        assert ": 0 of 2." in result.stderr
        assert "Q43165  San Carlos: city, Philippines [rejected before]" in result.output

    def test_an_unknown_row_exits_with_2(self, suggested: Project) -> None:
        result = run("accept", "nothing", *self.WHO, "--project", suggested.root)
        assert result.exit_code == 2
        assert "has no row" in result.output

    @pytest.mark.parametrize(
        "arguments",
        [
            ["accept", "x"],
            ["accept", "x", "--reviewer", "A"],
            ["accept", "x", "--reviewer", "A", "--date", "yesterday"],
            ["accept", "x", "--reviewer", "A", "--date", "2026-11-24", "--confidence", "2"],
            ["reject", "x"],
            ["reject", "x", "--comment", "no", "--reviewer", "A"],
        ],
    )
    def test_used_wrongly_exit_with_2(self, suggested: Project, arguments: list[str]) -> None:
        before = suggested.read_text(CURATED)
        assert run(*arguments, "--project", suggested.root).exit_code == 2
        assert suggested.read_text(CURATED) == before


class TestCheck:
    @pytest.fixture
    def copies(self, seen: ProjectLinks) -> dict[str, dict[str, Any]]:
        return documents(seen)

    def test_of_a_copy_that_agrees_exits_with_0(
        self, copies: dict[str, dict[str, Any]], tmp_path: Path
    ) -> None:
        result = run("check", "--entities", written(tmp_path / "copy", copies))
        assert result.exit_code == 0
        assert result.output == "79 links checked: 79 in agreement.\n"

    def test_names_a_redirect_a_deletion_and_a_wrong_country_and_nothing_else(
        self, copies: dict[str, dict[str, Any]], tmp_path: Path
    ) -> None:
        copies["Q1822"] = entity("Q90000001", "Baguio", {})
        del copies["Q958590"]
        copies["Q4478"]["entities"]["Q4478"]["claims"]["P17"] = [statement("P17", "Q668")]
        folder = written(tmp_path / "copy", copies)
        result = run("check", "--entities", folder)
        assert result.exit_code == 1
        *named, total = result.output.splitlines()
        assert sorted(line.partition(":")[0] for line in named) == [
            "differs",
            "gone",
            "redirected",
        ]
        said = "\n".join(named)
        for words in (
            "redirected: Baguio (ascc_place:ph-baguio) Q1822",
            "gone: Japan International Cooperation Agency (ascc_org:jica) Q958590",
            "differs: Punjab (ascc_place:pk-punjab) Q4478",
            "we say it belongs to Pakistan (Q843), Wikidata says India (Q668)",
        ):
            assert words in said
        assert total.startswith(
            "79 links checked: 76 in agreement, 1 different, 1 redirected, 1 gone."
        )
        report = json.loads(run("check", "--entities", folder, "--format", "json").output)
        troubled = {one["item"]: one["verdict"] for one in report if one["verdict"] != "agrees"}
        assert troubled == {"Q1822": "redirected", "Q958590": "gone", "Q4478": "differs"}

    def test_can_show_all_and_can_be_narrowed(
        self, copies: dict[str, dict[str, Any]], tmp_path: Path
    ) -> None:
        folder = written(tmp_path / "copy", copies)
        result = run("check", "org/jica", "place/jp-yokohama", "--all", "--entities", folder)
        assert result.exit_code == 0
        assert result.output.count("agrees: ") == 2

    def test_over_http_is_the_same(self, copies: dict[str, dict[str, Any]]) -> None:
        def behaviour(request: Seen) -> Reply:
            item = request.path.rpartition("/")[2].removesuffix(".json")
            return json_reply(copies[item]) if item in copies else Reply(404)

        with serving(behaviour) as server:
            result = run("check", "--service", f"{server.url}/EntityData")
        assert result.output == "79 links checked: 79 in agreement.\n"
        assert {request.path.rpartition("/")[0] for request in server.seen} == {"/EntityData"}

    def test_with_a_server_in_trouble_exits_with_4(self) -> None:
        with serving(in_turn(Reply(500))) as server:
            result = run("check", "--service", server.url, "--retries", "0")
        assert result.exit_code == 4
        assert "79 unreachable" in result.output

    def test_of_a_folder_without_entities_exits_with_3(self, tmp_path: Path) -> None:
        result = run("check", "--entities", tmp_path)
        assert result.exit_code == 3
        assert "holds no Q….json" in result.output

    @looped(
        "arguments",
        [["--entities", ".", "--service", "http://127.0.0.1:9/"], ["nobody"], ["--timeout", "0"]],
    )
    def test_used_wrongly_exits_with_2(self, arguments: list[str]) -> None:
        assert run("check", *arguments).exit_code == 2


class TestExport:
    def test_writes_tables_graph_and_batch(self, tmp_path: Path) -> None:
        out = tmp_path / "out"
        assert run("export", "--out", out).exit_code == 0
        assert {path.name for path in out.iterdir()} == {
            "wikidata.sssom.tsv",
            "vocabularies.sssom.tsv",
            "links.ttl",
            "links.nt",
            "wikidata.enrich.txt",
            "wikidata.enrich.bare.txt",
            "wikidata.create.txt",
            "wikidata.create.bare.txt",
            "SHA256SUMS",
            ".ascc-ld",
        }

    def test_tables_are_ours_byte_for_byte(self, tmp_path: Path) -> None:
        out = tmp_path / "out"
        run("export", "--out", out)
        root = Path(__file__).parents[2] / "data" / "links"
        for path in root.glob("*.sssom.tsv"):
            assert (out / path.name).read_bytes() == path.read_bytes()

    def test_graph_asserts_the_links_and_is_the_same_in_both_syntaxes(self, tmp_path: Path) -> None:
        import pyoxigraph as ox

        out = tmp_path / "out"
        run("export", "--out", out)
        turtle, lines = (
            {quad.triple for quad in ox.parse(path=out / name)}
            for name in ("links.ttl", "links.nt")
        )
        assert turtle == lines
        link_ = ox.Triple(
            ox.NamedNode("https://w3id.org/ascc/place/jp-yokohama"),
            ox.NamedNode("http://www.w3.org/2002/07/owl#sameAs"),
            ox.NamedNode("http://www.wikidata.org/entity/Q38283"),
        )
        assert link_ in turtle

    def test_is_the_same_twice(self, tmp_path: Path) -> None:
        made = []
        for name in ("one", "two"):
            run("export", "--out", tmp_path / name)
            made.append({p.name: p.read_bytes() for p in (tmp_path / name).iterdir()})
        assert made[0] == made[1]

    def test_follows_the_base(self, tmp_path: Path) -> None:
        run("export", "--out", tmp_path / "out", "--base", "https://example.org/x/")
        for path in (tmp_path / "out").iterdir():
            assert "w3id.org/ascc/" not in path.read_text(encoding="utf-8"), path.name

    def test_does_not_write_over_the_files_of_others(self, tmp_path: Path) -> None:
        (tmp_path / "mine").write_text("mine", encoding="utf-8")
        result = run("export", "--out", tmp_path)
        assert result.exit_code == 2
        assert [path.name for path in tmp_path.iterdir()] == ["mine"]


@pytest.mark.parametrize("seconds", ["inf", "nan"])
@pytest.mark.parametrize("command", ["suggest", "check"])
def test_a_timeout_is_a_number_of_seconds(command: str, seconds: str) -> None:
    result = run(command, "--timeout", seconds)
    assert result.exit_code == 2
    assert f"{seconds} is not a finite number of seconds" in result.output
