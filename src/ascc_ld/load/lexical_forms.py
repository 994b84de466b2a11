"""Lexical forms that a store rewrites, put in one form so that two graphs can be compared.

Most stores keep the value of a number and not the way it was written: ``9.5E-1`` comes back as
``0.95``.  So every number is put in its canonical form (XML Schema 1.1 part 2, canonical mappings:
https://www.w3.org/TR/xmlschema11-2/#canonical-lexical-representation).  ``stores.toml`` names what
a store rewrites; for a store that rewrites nothing, nothing is forgiven.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

from ascc_ld.rdf.terms import DECIMAL, DOUBLE, INTEGERS, canonical_double

_XSD = "http://www.w3.org/2001/XMLSchema#"
_WKT = ox.NamedNode("http://www.opengis.net/ont/geosparql#wktLiteral")
_VIRTUOSO_GEOMETRY = "http://www.openlinksw.com/schemas/virtrdf#Geometry"
_POINT = re.compile(r"\s*POINT\s*\(\s*(\S+)\s+(\S+)\s*\)\s*", re.IGNORECASE)
_FLOAT_DIGITS = 9

Canonical = Callable[[str], str]


@dataclass(frozen=True)
class Rewriting:
    """What a store rewrites: ``what`` completes “identical up to …”."""

    what: str
    forms: Mapping[str, tuple[Canonical, ox.NamedNode]]

    def canonical(self, literal: ox.Literal) -> ox.Literal:
        """Return ``literal`` in its canonical form, or as it is where nothing rewrites it.

        >>> numbers = Rewriting("the lexical form of numbers", _NUMBER_FORMS)
        >>> numbers.canonical(ox.Literal("0.95", datatype=ox.NamedNode(_XSD + "double"))).value
        '9.5E-1'
        """
        found = self.forms.get(literal.datatype.value)
        if found is None:
            return literal
        form, datatype = found
        try:
            return ox.Literal(form(literal.value), datatype=datatype)
        except (ValueError, InvalidOperation, OverflowError):
            return literal


def _integer(lexical: str) -> str:
    if not re.fullmatch(r"[+-]?[0-9]+", lexical):
        raise ValueError(lexical)
    return str(int(lexical))


def _decimal(lexical: str) -> str:
    if not re.fullmatch(DECIMAL, lexical):
        raise ValueError(lexical)
    written = f"{Decimal(lexical):f}"
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    return "0" if written in {"-0", ""} else written


def _double(lexical: str) -> str:
    return canonical_double(_number(lexical))


def _float(lexical: str) -> str:
    return canonical_double(_single(_number(lexical)), _shortest_single)


def _point(lexical: str) -> str:
    point = _POINT.fullmatch(lexical)
    if point is None:
        raise ValueError(lexical)
    return f"POINT({_float(point[1])} {_float(point[2])})"


def _number(lexical: str) -> float:
    if not re.fullmatch(DOUBLE, lexical):
        raise ValueError(lexical)
    return float(lexical)


def _single(number: float) -> float:
    return float(struct.unpack("f", struct.pack("f", number))[0])


def _shortest_single(number: float) -> str:
    written = (f"{number:.{digits}g}" for digits in range(1, _FLOAT_DIGITS + 1))
    return next(short for short in written if _single(float(short)) == number)


def _as(canonical: Canonical, *names: str) -> dict[str, tuple[Canonical, ox.NamedNode]]:
    return {_XSD + name: (canonical, ox.NamedNode(_XSD + name)) for name in names}


_NUMBER_FORMS = {
    **_as(_integer, *INTEGERS.split()),
    **_as(_decimal, "decimal"),
    **_as(_double, "double"),
    **_as(_float, "float"),
}

REWRITINGS: Mapping[str, Rewriting | None] = {
    "nothing": None,
    # The store keeps the value of a number and not its spelling.
    "numbers": Rewriting("the lexical form of numbers", _NUMBER_FORMS),
    # It also gives back an xsd:nonNegativeInteger as an xsd:integer.
    "numbers and integer types": Rewriting(
        "the lexical form of numbers and the types derived from xsd:integer",
        _NUMBER_FORMS | {_XSD + name: _NUMBER_FORMS[f"{_XSD}integer"] for name in INTEGERS.split()},
    ),
    # It also turns a geo:wktLiteral point into two single-precision floats.
    "numbers and points": Rewriting(
        "the lexical form of numbers and the single precision of points",
        _NUMBER_FORMS | {_WKT.value: (_point, _WKT), _VIRTUOSO_GEOMETRY: (_point, _WKT)},
    ),
}
"""What a store rewrites, by the names in ``stores.toml``."""
