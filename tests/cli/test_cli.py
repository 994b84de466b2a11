"""The group of commands: what all of them have in common."""

from __future__ import annotations

import importlib
import subprocess
import sys
from importlib.metadata import version

import click
import pytest
from click.testing import CliRunner

from ascc_ld.cli import COMMANDS, main


@pytest.mark.parametrize("name", COMMANDS)
class TestEachCommand:
    def test_says_of_itself_what_the_overview_says(self, name: str) -> None:
        command = getattr(importlib.import_module(f"ascc_ld.cli.{name}"), name)
        assert isinstance(command, click.Command)
        assert (command.help or "").partition("\n")[0] == COMMANDS[name]

    def test_has_help_with_an_example(self, name: str) -> None:
        result = CliRunner().invoke(main, [name, "--help"])
        assert result.exit_code == 0
        assert "Example" in result.output
        assert f"ascc-ld {name}" in result.output

    def test_is_shown_in_the_overview(self, name: str) -> None:
        assert f"\n  {name} " in CliRunner().invoke(main, ["--help"]).output


def test_an_unknown_command_is_answered_with_the_nearest() -> None:
    result = CliRunner().invoke(main, ["buidl"])
    assert result.exit_code == 2
    assert "Did you mean 'build'?" in result.stderr


def test_no_command_is_answered_with_help() -> None:
    result = CliRunner().invoke(main, [])
    assert result.exit_code == 2
    assert "Commands:" in result.output


def test_tells_its_version() -> None:
    assert CliRunner().invoke(main, ["--version"]).output == f"ascc-ld {version('ascc-ld')}\n"


def test_python_runs_it_by_the_name_of_the_package() -> None:
    run = [sys.executable, "-m", "ascc_ld", "--version"]
    told = subprocess.run(run, capture_output=True, text=True, check=True)
    assert told.stdout == f"ascc-ld {version('ascc-ld')}\n"


@pytest.mark.parametrize(
    ("shell", "line"), [("bash", "complete "), ("zsh", "#compdef ascc-ld"), ("fish", "complete ")]
)
def test_prints_completion_scripts(shell: str, line: str) -> None:
    result = CliRunner().invoke(main, ["completion", shell])
    assert result.exit_code == 0
    assert line in result.output
    assert "_ASCC_LD_COMPLETE" in result.output


def test_completes_commands_and_options() -> None:
    complete = {"COMP_WORDS": "ascc-ld va", "COMP_CWORD": "1", "_ASCC_LD_COMPLETE": "bash_complete"}
    result = CliRunner().invoke(main, [], env=complete, prog_name="ascc-ld")
    assert result.output == "plain,validate\n"
