"""Numbers in one form: the canonical mappings of XML Schema 1.1, and nothing but numbers."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from ascc_ld.load.lexical_forms import REWRITINGS, Rewriting
from looped import looped

XSD = "http://www.w3.org/2001/XMLSchema#"
WKT = "http://www.opengis.net/ont/geosparql#wktLiteral"
GEOMETRY = "http://www.openlinksw.com/schemas/virtrdf#Geometry"


def rewriting(name: str) -> Rewriting:
    found = REWRITINGS[name]
    assert found is not None
    return found


def canonical(lexical: str, datatype: str) -> str:
    literal = ox.Literal(lexical, datatype=ox.NamedNode(XSD + datatype))
    found = rewriting("numbers").canonical(literal)
    assert found.datatype == literal.datatype
    return found.value


@looped(
    ("datatype", "form", "others"),
    [
        ("double", "9.5E-1", ["0.95", "0.95e0", "95E-2", "+.95"]),
        ("double", "1.0E6", ["1000000", "1e+06", "1000000.0e0"]),
        ("double", "0.0E0", ["0", "0e5"]),
        ("double", "-0.0E0", ["-0", "-0.0"]),
        ("double", "INF", ["INF", "+INF"]),
        ("double", "-INF", ["-INF"]),
        ("double", "NaN", ["NaN"]),
        ("double", "1.2345678901234567E300", ["1.2345678901234567e300"]),
        ("float", "1.0E-1", ["0.1", "0.10000000149"]),
        ("float", "2.5E0", ["2.50", "2.5"]),
        ("decimal", "31", ["31.0", "+31", "031.00", "31."]),
        ("decimal", "-135.1485", ["-135.14850"]),
        ("decimal", "0", ["-0.0", ".0"]),
        ("decimal", "0.5", [".5"]),
        ("integer", "42", ["0042", "+42"]),
        ("integer", "0", ["-0"]),
        ("nonNegativeInteger", "7", ["07"]),
    ],
)
def test_equal_values_have_one_form(datatype: str, form: str, others: list[str]) -> None:
    assert {canonical(lexical, datatype) for lexical in [form, *others]} == {form}


@looped(
    ("lexical", "datatype"),
    [
        ("abc", "integer"),
        ("1_000", "integer"),
        ("1_000", "double"),
        ("1_000.5", "float"),
        ("infinity", "double"),
        ("٣", "decimal"),
        ("1e3", "decimal"),
        ("NaN", "decimal"),
        ("1", "boolean"),
        ("9.50", "string"),
        ("2024-10-24", "date"),
    ],
)
def test_what_is_no_number_stays_as_it_is(lexical: str, datatype: str) -> None:
    assert canonical(lexical, datatype) == lexical


@pytest.mark.parametrize("derived", ["nonNegativeInteger", "long", "unsignedByte"])
def test_an_integer_is_compared_without_its_derived_type(derived: str) -> None:
    ours = ox.Literal("07", datatype=ox.NamedNode(XSD + derived))
    theirs = ox.Literal("7", datatype=ox.NamedNode(f"{XSD}integer"))
    decimal = ox.Literal("7", datatype=ox.NamedNode(f"{XSD}decimal"))
    form = rewriting("numbers and integer types").canonical
    assert form(ours) == form(theirs) != form(decimal)
    assert rewriting("numbers").canonical(ours) != rewriting("numbers").canonical(theirs)


def test_a_point_is_compared_in_single_precision() -> None:
    ours = ox.Literal("POINT(120.6 -5)", datatype=ox.NamedNode(WKT))
    theirs = ox.Literal("POINT(120.59999847412 -5)", datatype=ox.NamedNode(GEOMETRY))
    other = ox.Literal("POINT(120.61 -5)", datatype=ox.NamedNode(WKT))
    form = rewriting("numbers and points").canonical
    assert form(ours) == form(theirs) != form(other)
    assert rewriting("numbers").canonical(ours) == ours
