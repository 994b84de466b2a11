"""Texts are cut as the grammar of SPARQL 1.1 says, whatever they are and however long."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascc_ld.sparql.syntax import SparqlText, slips
from ascc_ld.sparql.terminals import _terminal, decoded, terminals
from looped import looped

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "terminals.toml").read_text(encoding="utf-8")
)["case"]
# Each makes a reader slow that goes back, or looks ahead to the end from every place.
HOSTILE = (
    "a.",
    "a.:",
    "a:.",
    "a:b.%",
    "a-",
    "1-",
    "1.",
    "1e",
    "_:a.",
    "\\'",
    "\\'''",
    "\\'''a'",
    '\\"""a"',
    "'''",
    '"""a',
    "<a",
    "<a:",
    "@a-",
    "#",
    "!",
    "SERVICE<a:>{}",
    "SERVICE ",
    "PREFIX a:<b:>",
)
AWKWARD = "a1:.-_%<>#'\"\\{}() \n?@^&|!=u00e9\u00b7\u200d"


@looped("case", CASES, ids=lambda case: case["what"])
def test_a_text_has_the_terminals_of_the_grammar(case: dict[str, list[str]]) -> None:
    assert [f"{t.kind} {t.text}" for t in terminals(str(case["text"]))] == case["terminals"]


@pytest.mark.long
def test_a_long_text_of_anything_is_read_in_the_time_that_its_length_takes() -> None:
    """The terminals of each text are found within 30 seconds of the processor, and no square."""
    code = (
        "import resource, sys\n"
        "from ascc_ld.sparql.terminals import terminals\n"
        "length, limit = int(sys.argv[1]), int(sys.argv[2])\n"
        "for part in sys.argv[3:]:\n"
        "    for opened, end in (('', ''), (\"ASK { '\", ':')):\n"
        "        used = resource.getrusage(resource.RUSAGE_SELF)\n"
        "        spent = int(used.ru_utime + used.ru_stime) + limit\n"
        "        resource.setrlimit(resource.RLIMIT_CPU, (spent, -1))\n"
        "        terminals((opened + part * length)[:length] + end)\n"
    )
    command = [sys.executable, "-c", code, str(2**19), "30", *HOSTILE]
    assert subprocess.run(command, check=False).returncode == 0


@pytest.mark.long
def test_what_is_said_of_a_long_text_takes_no_square_of_its_length() -> None:
    code = (
        "import sys; from ascc_ld.sparql.syntax import SparqlText, slips\n"
        "for part in sys.argv[2:]:\n"
        "    query = SparqlText((part * int(sys.argv[1]))[:int(sys.argv[1])])\n"
        "    list(slips(query, {})), query.services, query.spaced()\n"
        "    query.without_services(), query.redirected({}), query.iris\n"
    )
    command = [sys.executable, "-c", code, str(2**16), *HOSTILE]
    assert subprocess.run(command, timeout=300, check=False).returncode == 0


@given(st.lists(st.sampled_from([*AWKWARD, *HOSTILE]), max_size=40).map("".join))
def test_what_is_not_looked_for_again_is_not_there(text: str) -> None:
    """The terminals are those that are found when names and strings are looked for everywhere."""
    found: list[tuple[str, str, int]] = []
    position = 0
    strings: tuple[str, ...] = ("'''", '"""', "'", '"')
    while match := _terminal(strings, names=True).match(text, position):
        kind = match.lastgroup or "mark"
        found.append((kind, match[kind], match.start(kind)))
        position = match.end()
        if kind == "mark" and match[kind] in "\"'":
            strings = ()
    assert terminals(text) == found


class Known(dict[str, str]):
    """Prefixes that count how often all of them are looked through."""

    times = 0

    def __iter__(self) -> Iterator[str]:
        self.times += 1
        return super().__iter__()


def test_only_the_prefix_that_is_told_is_compared_with_all_others() -> None:
    known = Known(e="http://e/")
    query = SparqlText("ASK { " + " ".join(f"a{number}:b" for number in range(100)) + " }")
    first = next(slips(query, known))
    assert first.problem == "the prefix a0: is not declared. Known: e."
    assert known.times == 1


def test_escapes_of_code_points_are_read_in_iris() -> None:
    query = SparqlText("PREFIX e: <http://e/\\u00e9#> ASK { e:a <http://e/\\U0001F600> 1 }")
    assert query.iris == ("http://e/\u00e9#a", "http://e/\U0001f600")
    assert list(slips(query, {})) == []


@looped("escape", ["\\U00110000", "\\uD83D", "\\u", "\\U", "\\u00E", "\\U0000004"])
def test_an_escape_that_is_no_character_is_left(escape: str) -> None:
    assert decoded(f"<{escape}>") == f"<{escape}>"
