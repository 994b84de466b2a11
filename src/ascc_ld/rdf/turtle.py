"""Turtle and TriG for people: https://www.w3.org/TR/turtle/ and https://www.w3.org/TR/trig/.

Only the prefixes that occur, subjects grouped by kind in the order of the text, ``a`` first, long
quotes as they read.  The same triples give the same bytes, in whatever order they come.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files

import pyoxigraph as ox

from ascc_ld.rdf.lists import lists_taken_out
from ascc_ld.rdf.terms import ground, named

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_FIRST_PREDICATES = (
    "http://www.w3.org/2000/01/rdf-schema#label",
    "http://www.w3.org/2004/02/skos/core#prefLabel",
)
_XSD = "http://www.w3.org/2001/XMLSchema#"
_LOCAL_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")
_INTEGER = re.compile(r"[+-]?[0-9]+")
_DECIMAL = re.compile(r"[+-]?[0-9]*\.[0-9]+")
_DOUBLE = re.compile(r"[+-]?[0-9]+\.[0-9]+E[+-]?[0-9]+")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
# In a long string: quotation marks that would be read as its end, or as part of it.
_QUOTES_THAT_CLOSE = re.compile(r'"{3,}|"+\Z')
# RFC 3986, §5.2.4: segments that a reader takes out of a relative reference.
_DOT_SEGMENTS = frozenset({".", ".."})
_LINE = 80
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

_KINDS = tuple(
    (title, tuple(ends))
    for title, ends in tomllib.loads(
        files("ascc_ld.rdf").joinpath("turtle_kinds.toml").read_text(encoding="utf-8")
    ).items()
)


class TurtleWriter:
    """Writes triples and quads with the given prefixes.

    ``base`` is written as ``@base`` and taken off the IRIs below it; ``rank`` orders the subjects
    of a kind (subjects that it does not know follow, by IRI).
    """

    def __init__(
        self,
        prefixes: Mapping[str, str],
        rank: Mapping[str, int] | None = None,
        base: str | None = None,
    ) -> None:
        self._namespaces = sorted(
            ((iri, prefix) for prefix, iri in prefixes.items()), key=lambda n: (-len(n[0]), n)
        )
        self._rank = rank or {}
        self._base = base if base and base.endswith("/") else None
        self._iri = cache(self._abbreviated)
        self._used: set[str] = set()
        self._lists: Mapping[str, Sequence[ox.NamedNode | ox.Literal]] = {}

    def turtle(self, triples: Iterable[ox.Triple]) -> str:
        """Return a Turtle document, LF line ends, with a final newline."""
        body = self._subjects(triples, indent="")
        return self._head() + body

    def trig(self, graphs: Mapping[str, Sequence[ox.Quad]]) -> str:
        """Return a TriG document with one block for each graph, in the order of ``graphs``."""
        blocks = []
        for name, quads in graphs.items():
            inner = self._subjects((quad.triple for quad in quads), indent="  ")
            blocks.append(f"\n{self._iri(name)} {{\n{inner.rstrip()}\n}}\n")
        return self._head() + "".join(blocks)

    def _head(self) -> str:
        lines = [f"@base <{self._base}> ."] if self._base else []
        bound = sorted((prefix, iri) for iri, prefix in self._namespaces if prefix in self._used)
        lines += [f"@prefix {prefix}: <{iri}> ." for prefix, iri in bound]
        return "\n".join(lines) + "\n"

    def _subjects(self, triples: Iterable[ox.Triple], indent: str) -> str:
        nodes: dict[str, dict[str, set[ox.NamedNode | ox.Literal]]] = {}
        for triple in triples:
            predicates = nodes.setdefault(named(triple.subject).value, {})
            predicates.setdefault(triple.predicate.value, set()).add(ground(triple.object))
        self._lists = lists_taken_out(nodes)
        kinds: dict[int, list[str]] = {}
        for subject, predicates in nodes.items():
            kinds.setdefault(_kind(predicates.get(_TYPE, ())), []).append(subject)
        last = len(self._rank)
        parts = []
        for kind, subjects in sorted(kinds.items()):
            title = _KINDS[kind][0] if kind < len(_KINDS) else "Further facts"
            parts.append(f"\n{indent}# {title}\n")
            subjects.sort(key=lambda iri: (self._rank.get(iri, last), iri))
            parts += [f"\n{self._node(iri, nodes[iri], indent)}" for iri in subjects]
        return "".join(parts)

    def _node(
        self,
        subject: str,
        predicates: Mapping[str, set[ox.NamedNode | ox.Literal]],
        indent: str,
    ) -> str:
        lines = []
        for predicate in sorted(predicates, key=self._predicate_order):
            verb = "a" if predicate == _TYPE else self._iri(predicate)
            objects = sorted(predicates[predicate], key=self._object_order)
            values = list(map(self._object, objects))
            if len(values) > 1 and len(verb) + sum(map(len, values)) > _LINE:
                inner = f" ,\n{indent}    ".join(values)
                lines.append(f"{verb}\n{indent}    {inner}")
            else:
                lines.append(f"{verb} {', '.join(values)}")
        joined = f" ;\n{indent}  ".join(lines)
        return f"{indent}{self._iri(subject)} {joined} .\n"

    def _predicate_order(self, predicate: str) -> tuple[int, str]:
        if predicate == _TYPE:
            return 0, ""
        if predicate in _FIRST_PREDICATES:
            return 1 + _FIRST_PREDICATES.index(predicate), ""
        return len(_FIRST_PREDICATES) + 1, self._iri(predicate)

    def _object_order(self, value: ox.NamedNode | ox.Literal) -> tuple[int, str, str, str]:
        """IRIs first as they are written, then English, other languages by tag, other literals."""
        if isinstance(value, ox.NamedNode):
            return 0, self._iri(value.value), "", ""
        language = value.language or ""
        return 1 if language == "en" else 2, language, value.value, value.datatype.value

    def _abbreviated(self, iri: str) -> str:
        for namespace, prefix in self._namespaces:
            if iri.startswith(namespace) and _LOCAL_NAME.fullmatch(iri[len(namespace) :]):
                self._used.add(prefix)
                return f"{prefix}:{iri[len(namespace) :]}"
        if self._base and iri.startswith(self._base):
            relative = iri[len(self._base) :]
            segments = re.split(r"[?#]", relative, maxsplit=1)[0].split("/")
            # RFC 3986, §4.2: a first segment with a colon would read as a scheme.
            if segments[0] and ":" not in segments[0] and _DOT_SEGMENTS.isdisjoint(segments):
                return f"<{relative}>"
        return f"<{iri}>"

    def _object(self, value: ox.NamedNode | ox.Literal) -> str:
        if isinstance(value, ox.NamedNode):
            if value.value in self._lists:
                return f"( {' '.join(map(self._object, self._lists[value.value]))} )"
            return self._iri(value.value)
        if value.language:
            return f"{_quoted(value.value)}@{value.language}"
        datatype, lexical = value.datatype.value, value.value
        if datatype == f"{_XSD}string":
            return _quoted(lexical)
        if (
            (datatype == f"{_XSD}integer" and _INTEGER.fullmatch(lexical))
            or (datatype == f"{_XSD}decimal" and _DECIMAL.fullmatch(lexical))
            or (datatype == f"{_XSD}double" and _DOUBLE.fullmatch(lexical))
            or (datatype == f"{_XSD}boolean" and lexical in ("true", "false"))
        ):
            return lexical
        return f"{_quoted(lexical)}^^{self._iri(datatype)}"


def _kind(types: Iterable[ox.NamedNode | ox.Literal]) -> int:
    marks = {value.value for value in types}
    for index, (_, ends) in enumerate(_KINDS):
        if any(mark.endswith(ends) for mark in marks):
            return index
    return len(_KINDS)


def _quoted(text: str) -> str:
    if "\n" in text:
        escaped = text.replace("\\", "\\\\").replace("\r", "\\r")
        escaped = _QUOTES_THAT_CLOSE.sub(lambda run: '\\"' * len(run.group()), escaped)
        return f'"""{_CONTROL.sub(_unicode_escape, escaped)}"""'
    escaped = re.sub(r'[\\"\n\r\t]', lambda match: _ESCAPES[match.group()], text)
    return f'"{_CONTROL.sub(_unicode_escape, escaped)}"'


def _unicode_escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04X}"


def statement_order(triples: Iterable[ox.Triple]) -> Mapping[str, int]:
    """Return the place of each subject in the order of statement, which is that of the text."""
    rank: dict[str, int] = {}
    for triple in triples:
        rank.setdefault(named(triple.subject).value, len(rank))
    return rank
