"""JSON-LD for web developers: https://www.w3.org/TR/json-ld11/.

The file is one object: the context, written out so that it can be read without a network, and
``@graph``, which starts with the declarations.  What a declaration owns is nested in it (sections
→ statements → mentions → spans; participations → organisations); a reference to anything else of
the data set carries its ``@id`` and English ``label``, so that it can be shown as it stands.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import pyoxigraph as ox

from ascc_ld.ground.json_text import json_text
from ascc_ld.rdf.lists import lists_taken_out
from ascc_ld.rdf.terms import CATALOGUE, DESCRIBING, GroundTriple, ground, named

_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_XSD = "http://www.w3.org/2001/XMLSchema#"

_PARTS = {CATALOGUE["dcterms"]["hasPart"], CATALOGUE["org"]["member"]}
_OWNING = frozenset(owning.value for owning in DESCRIBING | _PARTS)
"""Properties below which a node is nested where it is met first, besides ``participation``."""

# Integers that every reader of JSON takes exactly (RFC 8259, §6), in canonical form.
_SAFE_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")

Value = ox.NamedNode | ox.Literal


@dataclass(frozen=True)
class _Term:
    """A term definition of the context."""

    name: str
    coercion: str | None
    container: str | None


class Context:
    """A JSON-LD context as far as ours goes: prefixes, and terms with coercion and container."""

    def __init__(self, document: str) -> None:
        self.definitions: Mapping[str, Any] = json.loads(document)["@context"]
        self.prefixes: Mapping[str, str] = {
            name: value
            for name, value in self.definitions.items()
            if isinstance(value, str) and not name.startswith("@") and not value.startswith("@")
        }
        self.compact = cache(self._compact)
        """Returns the name of a type or property: its term, else its compact IRI, else the IRI."""
        self.prefixed = cache(self._prefixed)
        """Returns the compact IRI even where there is a term, whose coercion may not fit."""
        # Most documents of a dataset need what others need.
        self._definitions_of = cache(self._needed)

    @cached_property
    def terms(self) -> Mapping[str, _Term]:
        """The term definitions by the IRI that they stand for."""
        return {
            self.expand(definition["@id"]): _Term(
                name,
                self.expand(definition["@type"]) if "@type" in definition else None,
                definition.get("@container"),
            )
            for name, definition in self.definitions.items()
            if isinstance(definition, dict)
        }

    def expand(self, compact: str) -> str:
        """Return the IRI of a compact IRI of the context."""
        prefix, colon, local = compact.partition(":")
        return self.prefixes[prefix] + local if colon and prefix in self.prefixes else compact

    def for_names(self, names: Iterable[str]) -> Mapping[str, Any]:
        """Return the definitions that a document needs which uses ``names`` and keywords.

        A name is a term, or a compact IRI, of which the prefix counts.
        """
        needed = frozenset(
            name if name in self.definitions else name.partition(":")[0] for name in names
        )
        return self._definitions_of(needed)

    def _needed(self, keys: frozenset[str]) -> Mapping[str, Any]:
        needed = {"@version", "type"}
        waiting = list(keys)
        while waiting:
            name = waiting.pop()
            key = name if name in self.definitions else name.partition(":")[0]
            if key in needed or key not in self.definitions:
                continue
            needed.add(key)
            definition = self.definitions[key]
            if isinstance(definition, dict):
                waiting += [definition[k] for k in ("@id", "@type") if k in definition]
        return {key: value for key, value in self.definitions.items() if key in needed}

    def _compact(self, iri: str) -> str:
        return self.terms[iri].name if iri in self.terms else self.prefixed(iri)

    def _prefixed(self, iri: str) -> str:
        for prefix, namespace in self.prefixes.items():
            if iri.startswith(namespace) and "/" not in iri[len(namespace) :]:
                return f"{prefix}:{iri[len(namespace) :]}"
        return iri


class JsonLdWriter:
    """Writes triples as nested JSON-LD under ``context``.

    Nodes at the top and those in an array of nested ones stand in the order in which the triples
    have them as subjects.  ``participation`` is the IRI of the vocabulary's own owning property.
    """

    def __init__(self, context: Context, participation: str) -> None:
        self._context = context
        self._terms = context.terms
        self._owning = _OWNING | {participation}
        self._nodes: dict[str, dict[str, list[Value]]] = {}
        self._lists: Mapping[str, Sequence[Value]] = {}
        self._rank: Mapping[str, int] = {}
        self._nested: set[str] = set()
        # The terms and compact IRIs that stand as keys, types and datatypes.
        self._used: set[str] = set()

    def document(self, triples: Iterable[ox.Triple | GroundTriple], roots: Sequence[str]) -> str:
        """Return the JSON document; the nodes ``roots`` come first, with what they own."""
        graph = self._graph(triples, roots)
        return json_text({"@context": self._context.definitions, "@graph": graph})

    def excerpt(
        self, triples: Iterable[ox.Triple | GroundTriple], roots: Sequence[str]
    ) -> dict[str, Any]:
        """Return the JSON value of a few triples, with as much of the context as it needs."""
        graph = self._graph(triples, roots)
        return {"@context": self._context.for_names(self._used), "@graph": graph}

    def _graph(
        self, triples: Iterable[ox.Triple | GroundTriple], roots: Sequence[str]
    ) -> list[dict[str, Any]]:
        nodes: dict[str, dict[str, list[Value]]] = {}
        owned: set[str] = set()
        owning = self._owning
        for subject, predicate, value in triples:
            node = nodes.setdefault(named(subject).value, {})
            key = predicate.value
            node.setdefault(key, []).append(ground(value))
            if key in owning and isinstance(value, ox.NamedNode):
                owned.add(value.value)
        self._lists = lists_taken_out(nodes)
        self._nodes = nodes
        self._rank = {iri: place for place, iri in enumerate(nodes)}
        self._nested = set()
        self._used = set()
        owned.difference_update(roots)
        order = [*roots, *(iri for iri in nodes if iri not in owned)]
        graph = [self._node(iri) for iri in dict.fromkeys(order) if iri in nodes]
        # Nodes that own each other in a ring hang on nothing above.
        if len(self._nested) < len(nodes):
            graph.extend(self._node(iri) for iri in nodes if iri not in self._nested)
        return graph

    def _order(self, iri: str) -> tuple[int, str]:
        return self._rank.get(iri, len(self._rank)), iri

    def _node(self, iri: str) -> dict[str, Any]:
        self._nested.add(iri)
        predicates = self._nodes[iri]
        if len(predicates) == 1 and _RDFS_LABEL in predicates:
            # Most nodes of an excerpt are there for their English label alone.
            (label, *others) = predicates[_RDFS_LABEL]
            if not others and isinstance(label, ox.Literal) and label.language == "en":
                self._used.add("label")
                return {"@id": iri, "label": {"en": label.value}}
        node: dict[str, Any] = {"@id": iri}
        described: dict[str, Any] = {}
        for predicate, values in predicates.items():
            if predicate == _RDF_TYPE:
                node["type"] = sorted([self._context.compact(value.value) for value in values])
                self._used.update(node["type"])
            else:
                self._describe(described, predicate, values)
        self._used.update(described)
        if "label" in described:
            node["label"] = described.pop("label")
        for key in sorted(described):
            node[key] = described[key]
        return node

    def _describe(self, node: dict[str, Any], predicate: str, values: Sequence[Value]) -> None:
        """Give ``node`` a property: by its term, and by its compact IRI what does not fit."""
        term = self._terms.get(predicate)
        others = values
        if term is not None:
            fitting = [value for value in values if _fits(term, value)]
            if fitting:
                node[term.name] = self._coerced(predicate, term, fitting)
            if len(fitting) == len(values):
                return
            others = [value for value in values if not _fits(term, value)]
        expanded = [self._expanded(value) for value in _in_order(others)]
        node[self._context.prefixed(predicate)] = _single(expanded)

    def _coerced(self, predicate: str, term: _Term, values: list[Value]) -> Any:
        if term.container == "@language":
            by_language: dict[str, list[str]] = {}
            for value in _in_order(values):
                by_language.setdefault(_language(value), []).append(value.value)
            return {language: _single(texts) for language, texts in by_language.items()}
        if term.coercion == "@id":
            iris = [value.value for value in values]
            if len(iris) > 1:
                iris.sort(key=self._order)
            members: list[Any] = [self._reference(predicate, iri) for iri in iris]
        else:
            members = [_native(value.value, term.coercion) for value in values]
            if len(members) > 1:
                members.sort(key=str)
        return members if term.container == "@set" else _single(members)

    def _reference(self, predicate: str, iri: str) -> Any:
        node = self._nodes.get(iri)
        if node is None:
            return iri
        if predicate in self._owning and iri not in self._nested:
            return self._node(iri)
        for label in node.get(_RDFS_LABEL, ()):
            if isinstance(label, ox.Literal) and label.language == "en":
                return {"@id": iri, "label": {"en": label.value}}
        return iri

    def _expanded(self, value: Value) -> Any:
        if isinstance(value, ox.NamedNode):
            if value.value in self._lists:
                return {"@list": [self._expanded(member) for member in self._lists[value.value]]}
            return {"@id": value.value}
        if value.language:
            return {"@language": value.language, "@value": value.value}
        if value.datatype.value == f"{_XSD}string":
            return value.value
        datatype = self._context.compact(value.datatype.value)
        self._used.add(datatype)
        return {"@type": datatype, "@value": value.value}


def _fits(term: _Term, value: Value) -> bool:
    if term.coercion == "@id":
        return isinstance(value, ox.NamedNode)
    if not isinstance(value, ox.Literal):
        return False
    if term.container == "@language":
        return bool(value.language)
    if value.language:
        return False
    return value.datatype.value == (term.coercion or f"{_XSD}string")


def _native(lexical: str, datatype: str | None) -> Any:
    """Return the JSON value; numbers and booleans stay native where that loses nothing."""
    if datatype == f"{_XSD}integer" and _SAFE_INTEGER.fullmatch(lexical):
        return int(lexical)
    if datatype == f"{_XSD}boolean" and lexical in ("true", "false"):
        return lexical == "true"
    return lexical


def _single(members: list[Any]) -> Any:
    return members[0] if len(members) == 1 else members


def _in_order(values: Sequence[Value]) -> Sequence[Value]:
    """Return values by language, text and datatype; a single one, as most are, as it is."""
    return sorted(values, key=_value_order) if len(values) > 1 else values


def _value_order(value: Value) -> tuple[str, str, str]:
    datatype = "" if isinstance(value, ox.NamedNode) else value.datatype.value
    return _language(value), value.value, datatype


def _language(value: Value) -> str:
    return (value.language or "") if isinstance(value, ox.Literal) else ""
