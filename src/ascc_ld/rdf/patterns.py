"""Graph patterns: what is said of each thing of a kind, as TriG that one can read.

Each named graph ``pattern:<name>`` of a file is a pattern.  An IRI ``<kind>:<field>`` in it stands
for the value of a field: ``en:name`` for a text in English, ``source:sources`` for the IRIs of
sources by their slugs, ``texts:title`` for a text in each of its languages, ``term:it`` for a term
as it is.  The kinds are those of :func:`_kinds`.  A field may hold several values, or none: a
triple is stated for each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import cache
from importlib.resources import files
from operator import attrgetter
from typing import Any

import pyoxigraph as ox

from ascc_ld.rdf.named_graph import NamedGraph
from ascc_ld.rdf.terms import CATALOGUE, Names, ground, named

Term = ox.NamedNode | ox.Literal
# What the values of a field are read as, and the name of the field; or a term.
_Part = tuple[Callable[[Any], Term], str] | Term


class Patterns:
    """The patterns of the TriG ``file`` of a ``package``, for the names below a base.

    ``kinds`` are those that only this file has.  Raises ``SyntaxError`` where it is not TriG.
    """

    def __init__(
        self,
        package: str,
        file: str,
        names: Names,
        kinds: Mapping[str, Callable[[Any], Term]] | None = None,
    ) -> None:
        kinds = {**_kinds(names), **(kinds or {})}
        self._stated: dict[str, list[tuple[_Part, ox.NamedNode, _Part]]] = {}
        for quad in _quads(package, file, names.base):
            pattern = self._stated.setdefault(named(quad.graph_name).value.partition(":")[2], [])
            subject, object_ = _part(quad.subject, kinds), _part(quad.object, kinds)
            pattern.append((subject, quad.predicate, object_))

    def state(self, graph: NamedGraph, pattern: str, /, *records: object, **fields: object) -> None:
        """State a pattern of ``fields``, else of the attributes of the first record with them.

        Raises ``KeyError`` for a field that none of them has.
        """
        for subject, predicate, object_ in self._stated[pattern]:
            objects = tuple(_terms(object_, records, fields))
            for about in _terms(subject, records, fields) if objects else ():
                graph.state(named(about), predicate, *objects)


@cache
def _quads(package: str, file: str, base: str) -> tuple[ox.Quad, ...]:
    text = files(package).joinpath(file).read_text(encoding="utf-8")
    return tuple(ox.parse(text, ox.RdfFormat.TRIG, base_iri=base))


def _kinds(names: Names) -> Mapping[str, Callable[[Any], Term]]:
    return {
        "below": names.__getitem__,
        "country": lambda code: names[f"country/{code}"],
        "date": _of_type("date"),
        "decimal": _of_type("decimal"),
        "en": lambda text: ox.Literal(text, language="en"),
        "integer": _of_type("integer"),
        "iri": ox.NamedNode,
        "ja": lambda text: ox.Literal(text, language="ja"),
        "org": lambda slug: names[f"org/{slug}"],
        "place": lambda slug: names[f"place/{slug}"],
        "plain": ox.Literal,
        "source": lambda slug: names[f"source/{slug}"],
        "term": ground,
        "texts": _in_language,
    }


def _of_type(name: str) -> Callable[[Any], Term]:
    datatype = CATALOGUE["xsd"][name]
    return lambda value: ox.Literal(str(value), datatype=datatype)


def _part(term: object, kinds: Mapping[str, Callable[[Any], Term]]) -> _Part:
    kind, _, field = ground(term).value.partition(":")
    return (
        (kinds[kind], field) if isinstance(term, ox.NamedNode) and kind in kinds else ground(term)
    )


def _terms(part: _Part, records: Iterable[object], fields: Mapping[str, object]) -> Iterable[Term]:
    if not isinstance(part, tuple):
        return (part,)
    reads, field = part
    value = fields[field] if field in fields else _looked_up(field, records)
    if isinstance(value, Mapping):  # a text in several languages
        value = tuple(value.items()) if reads is _in_language else value["en"]
    values: Iterable[object] = value if isinstance(value, tuple) else (value,)
    return (reads(each) for each in values if each is not None)


def _looked_up(field: str, records: Iterable[object]) -> object:
    for record in records:
        with suppress(AttributeError):
            return attrgetter(field)(record)
    raise KeyError(field)


def _in_language(text: tuple[str, str]) -> Term:
    language, words = text
    return ox.Literal(words, language=language)
