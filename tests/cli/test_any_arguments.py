"""Whatever is typed, no command ends in a traceback, and none says that a rule is broken."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ascc_ld.cli import main

# As a shell can give them: no NUL, but bytes that are no UTF-8.
WORDS = [
    *("", " ", "-", "--", "-x", "?", "*", "~", "..", "a b", "a=b", "=", "%", "%zz", "é", "横浜"),
    *("\udcff", "\x1b[2J", "\u202e", "\n", "'", '"', "\\", "a" * 5000, "a/b/c", "/dev/null"),
    *("0", "-1", "1e999", "nan", "inf", "1_000", "１", "9" * 400, "2026-02-30", "20260102", "q1"),
    *("http://", "https://a.example", "http://a b/", "http://[::1", "http://a.example:x/"),
    *("http://ada:s3cret@a.example/", "file:///etc/passwd", "//a.example/", "urn:x:y/"),
    *(
        "http://127.0.0.1:1/",
        "http://a.example/}SELECT/",
        "http://a.example/#",
        "http://x=http://y",
    ),
    *("table", "json", "turtle", "ttl", "en", "2024", "1", "001", "file.ttl", "file.rq", "empty"),
]
FILES = {
    "file.ttl": b"@prefix : <http://a.example/> . :a :b :c .",
    "file.rq": b"SELECT * { ?s ?p ?o } LIMIT 1",
    "empty": b"",
}


def commands(group: click.Group, names: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the names of each command that is no group."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, (*names, name))
        else:
            yield (*names, name)


def options(names: tuple[str, ...]) -> list[str]:
    command: click.Command = main
    for name in names:
        assert isinstance(command, click.Group)
        found = command.get_command(click.Context(command), name)
        assert found is not None
        command = found
    return [option for parameter in command.params for option in parameter.opts]


COMMANDS = {names: options(names) for names in commands(main)}


@st.composite
def typed(draw: st.DrawFn) -> list[str]:
    names = draw(st.sampled_from(sorted(COMMANDS)))
    flags = [option for option in COMMANDS[names] if option.startswith("-")]
    word = st.sampled_from(WORDS)
    parts = draw(
        st.lists(
            word.map(lambda w: [w]) | st.tuples(st.sampled_from(flags), word).map(list)
            if flags
            else word.map(lambda w: [w]),
            max_size=5,
        )
    )
    arguments = [*names, *(word for part in parts for word in part)]
    # A project without anything in it, so that no case has much to do.
    return [*arguments, "--project", "nothing"] if "--project" in flags else arguments


@pytest.mark.long
@settings(
    max_examples=200,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(arguments=typed())
def test_no_arguments_end_in_a_traceback(arguments: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        Path("nothing").mkdir()
        for name, content in FILES.items():
            Path(name).write_bytes(content)
        result = CliRunner().invoke(main, arguments, input="")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code in (0, 2, 3, 4), result.output
    assert "Traceback" not in result.output
    assert result.exit_code == 0 or result.stderr.strip()
