"""``ascc-ld serve``: what is served, where, and what is said when it cannot be."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ascc_ld.cli import main
from ascc_ld.ground.project import default_project
from looped import looped
from ports import free_port
from server.running import RUNAWAY, Served, command

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["serve", *arguments])


def test_our_own_graph_is_served_if_nothing_is_said(server: Served) -> None:
    assert server.asked("ASK { ?s a ascc:Commitment }").text == "true"
    assert server.url.startswith("http://127.0.0.1:")


def test_without_a_base_a_thing_leads_to_this_server(server: Served) -> None:
    asked = {"Accept": "text/turtle", "Host": "other.example"}
    status, headers, _ = server.sent("GET", "/org/jica", asked)
    assert (status, headers["location"]) == (303, f"{server.url}org/jica.ttl")
    links = server.sent("GET", "/org/jica.html")[1]["link"]
    assert f'<{server.url}org/jica.ttl>; rel="alternate"' in links
    assert '<https://w3id.org/ascc/org/jica.html>; rel="canonical"' in links


def test_files_are_served_instead(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("_:n <x:p> 1 .")
    (tmp_path / "b.nq").write_text("_:n <x:p> <x:c> <x:g> .\n")
    files = ("--data", str(tmp_path / "a.ttl"), "--data", str(tmp_path / "b.nq"))
    with command(tmp_path, *files) as served:
        assert served.asked(COUNT).text.split() == ["n", "2"]
        assert served.asked("ASK { GRAPH <x:g> { ?b ?p ?o } }").text == "true"
        # The node of a label is another one in each file.
        assert served.asked("ASK { ?n <x:p> 1, <x:c> }").text == "false"


@dataclass(frozen=True)
class Moved:
    """A server whose base is below a folder: as it was given, and the path that URLs have."""

    served: Served
    base: str
    root: str = "/%C3%A9/a%20b/"


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Moved]:
    """Our own graph at a base that is an IRI and has escapes, in a project without a bundle."""
    project = tmp_path_factory.mktemp("project")
    for name in ("data", "ontology", "queries", "shapes"):
        (project / name).symlink_to(default_project().path(name))
    (project / "web").mkdir()
    port = str(free_port())
    base = f"http://127.0.0.1:{port}/é/a%20b/"
    options = ("--port", port, "--base", base, "--project", str(project))
    with command(tmp_path_factory.mktemp("moved"), *options) as served:
        yield Moved(served, base)


def test_with_another_base_the_iris_resolve_at_their_paths(moved: Moved) -> None:
    served, root = moved.served, moved.root
    found = served.asked("SELECT ?s { ?s a ascc:Commitment }").text.split()
    assert found == ["s", f"{moved.base}2024/declaration/statement/3-2"]
    assert served.sent("GET", "/sparql?query=ASK%20%7B%7D")[0] == 404
    assert served.sent("GET", f"{root}-/ready")[0] == 200
    _, _, lost = served.sent("GET", f"{root}nowhere", headers={"Accept": "text/html"})
    assert f'href="{root}style.css"'.encode() in lost


def test_a_base_may_be_an_iri_and_have_escapes(moved: Moved) -> None:
    served = moved.served
    assert served.url == moved.base.replace("é", "%C3%A9")
    for root in (moved.root, "/%c3%a9/%61%20b/"):
        status, headers, _ = served.sent("GET", f"{root}org/jica", {"Accept": "text/turtle"})
        assert (status, headers["location"]) == (303, f"{served.url}org/jica.ttl")
        assert served.sent("GET", f"{root}-/ready")[0] == 200
    status, headers, content = served.sent("GET", f"{moved.root}org/jica.ttl")
    assert (status, f"<{served.url}org/jica.html>" in headers["link"]) == (200, True)
    assert moved.base in content.decode()


def test_it_is_said_what_pages_go_without_where_the_scripts_were_not_bundled(moved: Moved) -> None:
    assert "Left out" in moved.served.log.read_text()
    assert "make web" in moved.served.log.read_text()


@pytest.fixture(scope="module")
def limited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Two hundred triples behind limits that are not the usual ones."""
    folder = tmp_path_factory.mktemp("limited")
    data = folder / "data.nt"
    data.write_text("".join(f"<x:{number}> <x:p> <x:c> .\n" for number in range(200)))
    options = ("--timeout", "0.5", "--max-mebibytes", "1", "--workers", "3")
    with command(folder, "--data", str(data), *options) as served:
        yield served


def test_a_query_that_takes_too_long_is_ended(limited: Served) -> None:
    answer = limited.asked(RUNAWAY)
    assert (answer.status_code, "0.5 s" in answer.text) == (503, True)


def test_an_answer_that_is_too_large_is_refused(limited: Served) -> None:
    answer = limited.asked("SELECT * { ?a ?b ?c . ?d ?e ?f }")
    assert (answer.status_code, "1,048,576 bytes" in answer.text) == (400, True)


def test_as_many_workers_run_as_are_asked_for(limited: Served) -> None:
    # Two spare ones, and one for large requests, are beside them.
    assert len(limited.workers()) == 3 + 3


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.nt").write_text("<x:a> <x:p> <x:c> .\n")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        result = run("--port", port, "--data", str(tmp_path / "a.nt"))
    assert result.exit_code == 4
    assert f"127.0.0.1:{port}: " in result.output


@looped(
    ("arguments", "code", "said"),
    [
        (["--timeout", "nan"], 2, "not a finite number of seconds"),
        (["--timeout", "0"], 2, "0"),
        (["--port", "70000"], 2, "70000"),
        (["--data", "absent.ttl"], 3, "absent.ttl: cannot be read"),
        (["--data", "absent.xyz"], 3, "cannot tell the syntax"),
        (["--base", "nonsense"], 2, "'--base': 'nonsense' is not a valid base"),
        (["--base", "http://[/"], 2, "'--base': 'http://[/' is not a valid base"),
        (["--base", "http://u:secret@a.example/"], 2, "'--base': The base has a name or password"),
    ],
)
def test_what_cannot_be_served_is_told(arguments: list[str], code: int, said: str) -> None:
    result = run("--port", "0", *arguments)
    assert (result.exit_code, said in result.output) == (code, True), result.output
    assert "secret" not in result.output


def test_make_serve_bundles_the_scripts_first() -> None:
    makefile = (Path(__file__).parents[2] / "Makefile").read_text()
    for target in ("site", "serve"):
        (needed,) = re.findall(rf"^{target}: (.*)$", makefile, re.MULTILINE)
        assert "web" in needed.split()
