"""Texts are cut as the grammar of SPARQL 1.1 says, whatever they are and however long."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascc_ld.queries.syntax import SparqlText, slips
from ascc_ld.queries.terminals import decoded, terminals

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "terminals.toml").read_text(encoding="utf-8")
)["case"]
LONG = 2**16  # code points
# Each makes a reader that goes back, or looks ahead to the end from every place, take hours.
HOSTILE = (
    "a.",
    "a.:",
    "a:.",
    "a:b.%",
    "a-",
    "1.",
    "1e",
    "_:a.",
    "\\'",
    "\\'''",
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


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["what"])
def test_a_text_has_the_terminals_of_the_grammar(case: dict[str, list[str]]) -> None:
    assert [f"{t.kind} {t.text}" for t in terminals(str(case["text"]))] == case["terminals"]


def test_a_long_text_of_anything_is_read() -> None:
    code = (
        "import sys; from ascc_ld.queries.syntax import SparqlText, slips\n"
        "for part in sys.argv[2:]:\n"
        "    for opened in ('', \"ASK { '\"):\n"
        "        query = SparqlText((opened + part * int(sys.argv[1]))[:int(sys.argv[1])])\n"
        "        slips(query, {}), query.form, query.services, query.parted, query.spaced\n"
        "        query.without_services(), query.redirected({}), query.iris\n"
    )
    # More patience than any machine needs, and much less than a square of the length takes.
    command = [sys.executable, "-c", code, str(LONG), *HOSTILE]
    assert subprocess.run(command, timeout=300, check=False).returncode == 0


@given(st.text(alphabet="a1:.-_%<>#'\"\\{}() \n?@^&|!=u00e9\u00b7\u200d", max_size=40))
def test_a_query_that_is_parted_has_the_same_terminals(text: str) -> None:
    query = SparqlText(text)
    again = SparqlText(query.parted)
    if not any(t.kind == "mark" and t.text in "'\"\\<" for t in query.tokens):
        assert [t[:2] for t in again.tokens] == [t[:2] for t in query.tokens]


@pytest.mark.parametrize(
    "query",
    [
        "PREFIX e: <http://e/> SELECT (COUNT(*)+1.5 AS ?n) { ?s e:p/^e:q*|!(e:r|^a) '1'^^e:t }",
        "SELECT ?a { ?a ?b ?c FILTER(?c<=1&&?c!=-2||!(?c>?d)) OPTIONAL { ?a <p#> [] , () } }",
        "BASE <http://e/> ASK { <#a> <\\u0041> '''a'b''', .5e1 ; a _:x.y . } VALUES ?x { UNDEF }",
    ],
)
def test_an_engine_reads_the_same_in_it(query: str) -> None:
    store = ox.Store()
    base = "http://b.example/"
    assert type(store.query(query, base_iri=base)) is type(
        store.query(SparqlText(query).parted, base_iri=base)
    )


def test_escapes_of_code_points_are_read_in_iris() -> None:
    query = SparqlText("PREFIX e: <http://e/\\u00e9#> ASK { e:a <http://e/\\U0001F600> 1 }")
    assert query.iris == ("http://e/\u00e9#a", "http://e/\U0001f600")
    assert slips(query, {}) == []


def test_an_escape_that_is_no_code_point_is_an_error() -> None:
    with pytest.raises(ValueError, match="0x110000"):
        decoded("<\\U00110000>")


def test_brackets_are_not_nested_without_end() -> None:
    deep = SparqlText("ASK " + "{" * 5_000 + "}" * 5_000)
    assert [slip.problem for slip in slips(deep, {})] == [
        "brackets are nested more than 500 deep here"
    ]
    assert slips(SparqlText("ASK " + "{" * 500 + "}" * 500), {}) == []
