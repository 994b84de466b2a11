"""Names and literals: namespaces, minted IRIs and typed values as pyoxigraph terms.

The IRI patterns are those of the data set's documentation (``data/README.md``): a slash for each
thing, a hash for the vocabulary.  Values keep the lexical form that every triple store gives
back: plain ``xsd:integer`` (some stores fold its derived types into it) and canonical decimals.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from decimal import Decimal

import pyoxigraph as ox

from ascc_ld.ground.package_data import packaged_toml

GroundTriple = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]
"""A triple without blank nodes by its terms: subject, predicate, object."""

PREFIXES: Mapping[str, str] = packaged_toml("ascc_ld.rdf", "prefixes.toml")
"""The prefixes of reused vocabularies, as the published files bind them."""


def prefixes(base: str) -> Mapping[str, str]:
    """Return the prefixes of the published files: ours, and those of the reused vocabularies."""
    return {"ascc": f"{base}ns#", **PREFIXES}


class Namespace(dict[str, ox.NamedNode]):
    """The terms of a vocabulary: ``SKOS["prefLabel"]`` is a :class:`pyoxigraph.NamedNode`."""

    def __init__(self, iri: str) -> None:
        super().__init__()
        self.iri = iri

    def __missing__(self, name: str) -> ox.NamedNode:
        term = self[name] = ox.NamedNode(self.iri + name)
        return term


CATALOGUE = {prefix: Namespace(iri) for prefix, iri in PREFIXES.items()}

DESCRIBING = frozenset(
    {
        CATALOGUE["oa"]["hasSelector"],
        CATALOGUE["oa"]["hasTarget"],
        CATALOGUE["prov"]["wasQuotedFrom"],
        CATALOGUE["schema"]["identifier"],
        CATALOGUE["spdx"]["checksum"],
    }
)
"""Properties whose values only describe the thing that has them."""


class Names:
    """The IRIs that this data set mints below its ``base``, and those of its vocabulary."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.term = Namespace(f"{base}ns#")
        self._minted = Namespace(base)

    def __getitem__(self, path: str) -> ox.NamedNode:
        """Return the IRI ``base + path``."""
        return self._minted[path]

    def concept(self, scheme: str, slug: str) -> ox.NamedNode:
        """Return the IRI of a concept of one of the schemes."""
        return self._minted[f"scheme/{scheme}/{slug}"]


_XSD = CATALOGUE["xsd"]

INTEGERS = (
    "integer int long short byte nonNegativeInteger positiveInteger nonPositiveInteger "
    "negativeInteger unsignedInt unsignedLong unsignedShort unsignedByte"
)
"""``xsd:integer`` and the types derived from it (XSD 1.1, part 2, section 3.4)."""
DECIMAL = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
DOUBLE = rf"{DECIMAL}(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN"
"""Patterns of the lexical spaces of ``xsd:decimal`` and ``xsd:double`` (section 3.3)."""


def integer(number: int) -> ox.Literal:
    """Return an ``xsd:integer``."""
    return ox.Literal(str(number), datatype=_XSD["integer"])


def canonical_double(number: float, shortest: Callable[[float], str] = repr) -> str:
    """Return the canonical form of an ``xsd:double``, such as 9.5E-1 (XSD 1.1, part 2, §3.3.5.2).

    JSON-LD processors rewrite doubles to it, so that any other form would not survive them.
    ``shortest`` gives the fewest digits that tell the number from others.
    """
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "INF" if number > 0 else "-INF"
    if number == 0:
        return "-0.0E0" if math.copysign(1, number) < 0 else "0.0E0"
    sign, digits, exponent = Decimal(shortest(number)).normalize().as_tuple()
    first, rest = digits[0], "".join(map(str, digits[1:])) or "0"
    return f"{'-' if sign else ''}{first}.{rest}E{int(exponent) + len(digits) - 1}"


def named(term: object) -> ox.NamedNode:
    """Return ``term`` as the IRI it is; raise ``TypeError`` for a blank node or anything else."""
    if not isinstance(term, ox.NamedNode):
        raise TypeError(f"an IRI is wanted, not {term!r}")
    return term


_GROUND = (ox.NamedNode, ox.Literal)


def ground(term: object) -> ox.NamedNode | ox.Literal:
    """Return ``term`` as the IRI or literal it is; raise ``TypeError`` for anything else."""
    # A union would be made anew by each call, of which there are hundreds of thousands.
    if not isinstance(term, _GROUND):
        raise TypeError(f"an IRI or a literal is wanted, not {term!r}")
    return term
