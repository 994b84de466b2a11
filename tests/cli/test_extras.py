"""A command whose extra is missing says what to install before it does anything."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from ascc_ld.cli import main
from ascc_ld.cli.extras import EXTRAS

NOWHERE = "http://127.0.0.1:9/"
REMOTE = 'pip install "ascc-ld[remote]".'


@pytest.mark.parametrize(
    ("package", "words", "message"),
    [
        ("jinja2", "site out", 'ascc-ld site needs jinja2: pip install "ascc-ld[site]".'),
        *(
            (package, "serve", f'ascc-ld serve needs {package}: pip install "ascc-ld[serve]".')
            for package in EXTRAS["serve"]
        ),
        *(
            ("httpx", f"{command} {rest}", f"ascc-ld {command} needs httpx: {REMOTE}")
            for command, rest in (
                ("load", f"oxigraph {NOWHERE}"),
                ("link suggest", "iclei --no-cache"),
                ("link check", "iclei"),
                ("query", f"1 --endpoint {NOWHERE}"),
            )
        ),
    ],
)
def test_it_names_the_command_the_package_and_the_extra(
    package: str, words: str, message: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, words.split(), prog_name="ascc-ld")
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"{message}\n")
    assert list(tmp_path.iterdir()) == []


FEDERATED = f"ASK {{ SERVICE SILENT <{NOWHERE}> {{ ?s ?p ?o }} }}"  # the engine asks by itself


@pytest.mark.parametrize(
    "arguments", [["query", "1"], ["query", "-"], ["link", "list"], ["validate"]]
)
def test_what_needs_no_extra_runs_without(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for packages in EXTRAS.values():
        for package in packages:
            monkeypatch.setitem(sys.modules, package, None)
    result = CliRunner().invoke(main, arguments, input=FEDERATED)
    assert result.exit_code == 0, result.output


def test_the_packages_are_those_of_the_project() -> None:
    """But for what an extra installs on some systems alone."""
    project = Path(__file__).parents[2] / "pyproject.toml"
    declared = tomllib.loads(project.read_text(encoding="utf-8"))["project"]
    extras = declared["optional-dependencies"]
    del extras["all"]
    names = {
        extra: tuple(re.split(r"[>=]", line)[0] for line in lines if ";" not in line)
        for extra, lines in extras.items()
    }
    assert names == EXTRAS
