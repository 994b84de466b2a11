"""What a pattern states of a record: each value of its fields, and nothing where there is none."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pyoxigraph as ox
import pytest

from ascc_ld.rdf import patterns
from ascc_ld.rdf.named_graph import NamedGraph
from ascc_ld.rdf.patterns import Patterns
from ascc_ld.rdf.terms import Names

BASE = "https://example.org/"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
TRIG = """
@prefix date: <date:> . @prefix decimal: <decimal:> . @prefix en: <en:> .
@prefix integer: <integer:> . @prefix ja: <ja:> . @prefix pattern: <pattern:> .
@prefix place: <place:> .
@prefix plain: <plain:> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix shout: <shout:> . @prefix source: <source:> . @prefix term: <term:> .
@prefix texts: <texts:> .
pattern:place {
  place:slug a <ns#Place> ; rdfs:label en:name, ja:name_ja ; <ns#by> source:sources .
}
pattern:titled {
  term:it rdfs:label en:title ; rdfs:comment texts:title ; <ns#of> plain:about.name .
}
pattern:whole { place:within <ns#holds> place:slug . }
pattern:counted { term:it <ns#p> date:day, decimal:share, integer:count . }
pattern:loud { term:it rdfs:label shout:name . }
"""


@pytest.fixture(autouse=True)
def package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "x.trig").write_text(TRIG, encoding="utf-8")
    monkeypatch.setattr(patterns, "files", lambda _: tmp_path)


def stated(pattern: str, *records: object, **fields: object) -> set[str]:
    graph = NamedGraph(ox.NamedNode(f"{BASE}graph"))
    kinds = {"shout": lambda text: ox.Literal(text.upper())}
    Patterns("example", "x.trig", Names(BASE), kinds).state(graph, pattern, *records, **fields)
    return {str(quad.triple) for quad in graph.quads}


def test_each_value_is_stated_and_none_is_not() -> None:
    place = SimpleNamespace(slug="cebu", name="Cebu", name_ja=None, sources=("a", "b"))
    node = f"<{BASE}place/cebu>"
    assert stated("place", place) == {
        f"{node} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{BASE}ns#Place>",
        f'{node} <{RDFS}label> "Cebu"@en',
        f"{node} <{BASE}ns#by> <{BASE}source/a>",
        f"{node} <{BASE}ns#by> <{BASE}source/b>",
    }


def test_a_text_is_stated_in_each_language_or_in_english_alone() -> None:
    it = ox.NamedNode(f"{BASE}x")
    record = SimpleNamespace(title={"en": "Text", "ja": "文"}, about=SimpleNamespace(name="n"))
    assert stated("titled", record, it=it) == {
        f'<{BASE}x> <{RDFS}label> "Text"@en',
        f'<{BASE}x> <{RDFS}comment> "Text"@en',
        f'<{BASE}x> <{RDFS}comment> "文"@ja',
        f'<{BASE}x> <{BASE}ns#of> "n"',
    }


def test_values_have_the_datatype_of_their_kind() -> None:
    """A year before 1000 keeps its four digits; a day has no time zone."""
    it, xsd = ox.NamedNode(f"{BASE}x"), "http://www.w3.org/2001/XMLSchema#"
    assert stated("counted", it=it, day=date(794, 1, 1), share="16.4", count=-1) == {
        f'<{BASE}x> <{BASE}ns#p> "0794-01-01"^^<{xsd}date>',
        f'<{BASE}x> <{BASE}ns#p> "16.4"^^<{xsd}decimal>',
        f'<{BASE}x> <{BASE}ns#p> "-1"^^<{xsd}integer>',
    }


def test_nothing_is_said_of_a_subject_that_is_none() -> None:
    assert stated("whole", slug="cebu", within=None) == set()
    holds = f"<{BASE}place/ph> <{BASE}ns#holds> <{BASE}place/cebu>"
    assert stated("whole", slug="cebu", within="ph") == {holds}


def test_a_field_goes_before_a_record_and_one_record_before_the_next() -> None:
    first, second = SimpleNamespace(slug="a"), SimpleNamespace(slug="b", within="c")
    assert stated("whole", first, second) == {f"<{BASE}place/c> <{BASE}ns#holds> <{BASE}place/a>"}
    given = stated("whole", first, second, slug="d")
    assert given == {f"<{BASE}place/c> <{BASE}ns#holds> <{BASE}place/d>"}


def test_a_file_may_have_kinds_of_its_own() -> None:
    it = ox.NamedNode(f"{BASE}x")
    assert stated("loud", it=it, name="a") == {f'<{BASE}x> <{RDFS}label> "A"'}


def test_a_field_that_nobody_has_is_an_error() -> None:
    with pytest.raises(KeyError, match="within"):
        stated("whole", slug="cebu")
