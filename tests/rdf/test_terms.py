"""Names and literals: the IRI patterns of the model, and values in the form every store keeps."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascc_ld.rdf.terms import CATALOGUE, PREFIXES, Names, Namespace, integer
from looped import looped

BASE = "https://data.example.org/asia/"
XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.fixture
def names() -> Names:
    return Names(BASE)


# ---- IRIs ----


def test_a_name_is_the_base_and_the_path(names: Names) -> None:
    assert names["2024/declaration/statement/1-2a"] == ox.NamedNode(
        "https://data.example.org/asia/2024/declaration/statement/1-2a"
    )


def test_the_vocabulary_has_a_hash(names: Names) -> None:
    assert names.term["Commitment"].value == "https://data.example.org/asia/ns#Commitment"


def test_a_concept_is_below_its_scheme(names: Names) -> None:
    assert names.concept("force", "commit") == ox.NamedNode(f"{BASE}scheme/force/commit")


def test_a_namespace_gives_the_same_term_again() -> None:
    namespace = Namespace("https://example.org/ns#")
    assert namespace["a"] is namespace["a"]
    assert namespace["a"] == ox.NamedNode("https://example.org/ns#a")
    assert namespace["b"] != namespace["a"]


def test_two_bases_share_no_name() -> None:
    assert Names("https://a.example/")["series"] != Names("https://b.example/")["series"]


@looped(
    ("prefix", "namespace"),
    [
        ("schema", "https://schema.org/"),
        ("geo", "http://www.w3.org/2003/01/geo/wgs84_pos#"),
        ("geosparql", "http://www.opengis.net/ont/geosparql#"),
        ("m8g", "http://data.europa.eu/m8g/"),
        ("wd", "http://www.wikidata.org/entity/"),
        ("dcterms", "http://purl.org/dc/terms/"),
        ("prov", "http://www.w3.org/ns/prov#"),
        ("spdx", "http://spdx.org/rdf/terms#"),
        ("doco", "http://purl.org/spar/doco/"),
    ],
)
def test_reused_vocabularies_have_the_namespaces_of_their_publishers(
    prefix: str, namespace: str
) -> None:
    assert PREFIXES[prefix] == namespace
    assert CATALOGUE[prefix]["x"].value == f"{namespace}x"


def test_no_namespace_has_two_prefixes() -> None:
    assert len(set(PREFIXES.values())) == len(PREFIXES)


# ---- Literals ----


def parts(literal: ox.Literal) -> tuple[str, str | None, str]:
    return literal.value, literal.language, literal.datatype.value


@pytest.mark.parametrize(("number", "lexical"), [(0, "0"), (13, "13"), (4030, "4030"), (-1, "-1")])
def test_every_number_is_an_xsd_integer(number: int, lexical: str) -> None:
    assert parts(integer(number)) == (lexical, None, f"{XSD}integer")


@given(st.integers(min_value=-(10**18), max_value=10**18))
def test_a_store_gives_back_the_integer_that_was_put_in(number: int) -> None:
    store = ox.Store()
    quad = ox.Quad(ox.NamedNode("x:s"), ox.NamedNode("x:p"), integer(number))
    store.add(quad)
    assert list(store) == [quad]
