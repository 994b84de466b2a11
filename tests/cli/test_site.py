"""``ascc-ld site``: the whole site or nothing, the same bytes each time, from any place."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ascc_ld.building.output_folder import MARKER
from ascc_ld.cli import main
from ascc_ld.ground.project import Project, default_project
from built import ROOT
from published_site import hosted_site, public


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["site", *arguments])


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != MARKER)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@dataclass(frozen=True)
class Written:
    """The whole site, and what the command said."""

    folder: Path
    said: str


@pytest.fixture(scope="module")
def written() -> Written:
    return Written(public() / "public", (public() / "said").read_text())


@pytest.mark.long
def test_writes_the_site_for_hosts(written: Written) -> None:
    found = contents(written.folder)
    assert found.keys() == set(hosted_site())
    differing = [name for name in hosted_site() if found[name] != hosted_site()[name]]
    assert differing == ["SHA256SUMS"]  # the one file that is about the written files


@pytest.mark.long
def test_its_listing_holds_for_the_whole_site(written: Written) -> None:
    checked = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"],
        cwd=written.folder,
        check=False,
    )
    assert checked.returncode == 0
    listed = (written.folder / "SHA256SUMS").read_text().splitlines()
    assert len(listed) == len(contents(written.folder)) - 1


@pytest.mark.long
def test_says_what_it_wrote(written: Written) -> None:
    pages = sum(name.endswith(".html") for name in hosted_site())
    assert f"Pages       {pages:,}" in written.said
    assert f"Files       {len(hosted_site()):,}" in written.said


@pytest.mark.long
def test_a_second_run_writes_the_same_and_replaces_an_earlier_site(written: Written) -> None:
    before = contents(written.folder)
    result = run(str(written.folder), "--quiet")
    assert (result.exit_code, result.output) == (0, "")
    assert contents(written.folder) == before


def test_leaves_a_folder_with_other_files_alone(tmp_path: Path) -> None:
    (tmp_path / "CNAME").write_text("data.example.org")
    result = run(str(tmp_path))
    assert result.exit_code == 2
    assert "CNAME" in result.output
    assert contents(tmp_path) == {"CNAME": b"data.example.org"}


def test_writes_nothing_of_faulty_data(tmp_path: Path) -> None:
    project = tmp_path / "project"
    for name in ("data", "ontology", "queries", "shapes"):
        shutil.copytree(ROOT / name, project / name)
    table = project / "data/registry/countries.csv"
    table.write_text(table.read_text().replace("PH,", "PHX,", 1))
    result = run(str(tmp_path / "out"), "--project", str(project))
    assert result.exit_code == 3
    assert "countries.csv" in result.output
    assert not (tmp_path / "out").exists()


def test_writes_nothing_of_a_graph_that_breaks_a_rule(tmp_path: Path) -> None:
    project = tmp_path / "project"
    for name in ("data", "ontology", "queries", "shapes"):
        shutil.copytree(ROOT / name, project / name)
    (project / "shapes/one.ttl").write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
        "@prefix ascc: <https://w3id.org/ascc/ns#> .\n"
        "@prefix shape: <https://w3id.org/ascc/shapes#> .\n"
        "shape:All a sh:NodeShape ; sh:targetClass ascc:Statement ; sh:property shape:No .\n"
        "shape:No a sh:PropertyShape ; sh:path ascc:force ; sh:maxCount 0 ;\n"
        '    sh:message "A statement has no force."@en .\n'
    )
    result = run(str(tmp_path / "out"), "--project", str(project))
    assert result.exit_code == 1
    assert "A statement has no force." in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["project"]


def test_refuses_a_base_that_is_none(tmp_path: Path) -> None:
    result = run(str(tmp_path / "out"), "--base", "no-iri")
    assert result.exit_code == 2
    assert "no-iri" in result.output


@pytest.mark.parametrize(
    "url", ["ftp://a.example/", "https://a:secret@a.example/", "https://a.example/#x"]
)
def test_refuses_an_endpoint_that_no_page_can_ask(tmp_path: Path, url: str) -> None:
    result = run(str(tmp_path / "out"), "--endpoint", url)
    assert result.exit_code == 2
    assert "--endpoint" in result.output
    assert "secret" not in result.output
    assert list(tmp_path.iterdir()) == []


@pytest.mark.long
def test_says_what_is_left_out_without_the_bundle(tmp_path: Path) -> None:
    """A project without ``web/dist`` gives the whole site but the scripts, and says so."""
    project = tmp_path / "project"
    project.mkdir()
    for name in ("data", "ontology", "queries", "shapes"):
        (project / name).symlink_to(default_project().path(name))
    (project / "web").mkdir()  # its own, which takes the place of the program's
    result = run(str(tmp_path / "out"), "--project", str(project))
    assert result.exit_code == 0
    assert "Left out" in result.output
    assert "make web" in result.output
    assert not (tmp_path / "out/site.js").exists()
    assert "site.js" not in (tmp_path / "out/index.html").read_text()


@pytest.fixture
def sent(request: pytest.FixtureRequest) -> Iterator[signal.Signals]:
    """A signal that programs hear: what a shell runs in the background, or nohup, ignores some."""
    number: signal.Signals = request.param
    before = signal.signal(number, lambda *_: None)
    yield number
    signal.signal(number, before)


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], indirect=True)
def test_a_run_that_is_stopped_leaves_nothing_and_says_little(
    tmp_path: Path, sent: signal.Signals
) -> None:
    """As a terminal does it: the signal goes to every process of the run."""
    program = Path(sys.executable).with_name("ascc-ld")
    with subprocess.Popen(
        [program, "site", "out"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as running:
        while not list(tmp_path.glob(".out-*/new/*")):
            assert running.poll() is None
            time.sleep(0.05)
        os.killpg(running.pid, sent)
        said, _ = running.communicate(timeout=60)
    assert running.returncode == 128 + sent
    assert "Traceback" not in said
    assert len(said.splitlines()) <= 2
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_nohup_began_outlives_its_terminal(tmp_path: Path) -> None:
    code = (
        "import os, signal; from ascc_ld.cli.exits import in_order\n"
        "with in_order(): os.kill(os.getpid(), signal.SIGHUP)"
    )
    began = ["nohup", sys.executable, "-c", code]
    assert subprocess.run(began, cwd=tmp_path, capture_output=True, check=False).returncode == 0


def test_a_query_of_the_overviews_that_is_missing_is_named(
    project_copy: Project, tmp_path: Path
) -> None:
    for path in [*project_copy.path("queries").rglob("*participants-with-their-points*")]:
        path.unlink()
    out = tmp_path / "out"
    result = run(str(out), "--project", str(project_copy.root))
    assert result.exit_code == 3, result.output
    assert "queries: 'participants-with-their-points' is missing" in result.output
    assert not out.exists()


def test_is_imported_only_when_it_is_called() -> None:
    code = "import sys, ascc_ld.cli; sys.exit('jinja2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
