"""The peer: an edition mapped with rdflib's own terms into an rdflib dataset.

It states what :func:`ascc_ld.mapping.edition_graph.edition_quads` states, and who is bound by a
commitment (the rule of ``ontology/rules/is-bound-by.rq``), as somebody would who knows rdflib
well: an IRI is made once, and the derived triples come from a loop, which costs rdflib less than
the query would.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TypeAlias

from rdflib import Dataset, Literal, URIRef
from rdflib.namespace import RDF, RDFS, XSD
from rdflib.term import Node

from ascc_ld.rdf.terms import PREFIXES
from ascc_ld.reading.declaration_text import Passage, SectionHeading, selector_context
from ascc_ld.reading.editions import Actor, Edition, Mention, Participation, Statement
from ascc_ld.reading.registry import Registry

__all__ = ["SharedNames", "edition_dataset"]

_Triples: TypeAlias = Iterator[tuple[Node, Node, Node]]


class _Iris(dict[str, URIRef]):
    """The IRIs below ``start``, each made once."""

    def __init__(self, start: str) -> None:
        super().__init__()
        self.start = start

    def __missing__(self, rest: str) -> URIRef:
        self[rest] = iri = URIRef(self.start + rest)
        return iri


_DCTERMS = _Iris(PREFIXES["dcterms"])
_OA = _Iris(PREFIXES["oa"])
_ORG = _Iris(PREFIXES["org"])
_PROV = _Iris(PREFIXES["prov"])
_SCHEMA = _Iris(PREFIXES["schema"])
_SPDX = _Iris(PREFIXES["spdx"])
_XSD = _Iris(str(XSD))
_TYPE, _LABEL = RDF.type, RDFS.label
_PLAIN_TEXT = URIRef("https://www.iana.org/assignments/media-types/text/plain")

_INVOLVEMENT = {
    "partner": "partneredWith",
    "backing-agency": "backedBy",
    "collaborating-network": "collaboratesWith",
    "cited-body": "citesBody",
}


class SharedNames:
    """What the editions share: the registry, the vocabulary and the IRIs below ``base``."""

    def __init__(
        self, base: str, registry: Registry, superclasses: Mapping[str, tuple[str, ...]]
    ) -> None:
        self.iris = _Iris(base)
        self.terms = _Iris(f"{base}ns#")
        self.registry = registry
        self.types = {
            name: (self.terms[name], *map(URIRef, above)) for name, above in superclasses.items()
        }


def edition_dataset(edition: Edition, shared: SharedNames) -> Dataset:
    """Return the asserted and the derived graph of ``edition``."""
    mapping = _EditionMapping(edition, shared)
    dataset = Dataset()
    asserted = dataset.graph(mapping.own["graph"])
    asserted.addN((s, p, o, asserted) for s, p, o in mapping.asserted())
    derived = dataset.graph(mapping.own["derived"])
    derived.addN((s, p, o, derived) for s, p, o in mapping.derived())
    return dataset


def _plain(text: str) -> Literal:
    return Literal(text)


def _english(text: str) -> Literal:
    return Literal(text, lang="en")


def _typed(text: str, datatype: str) -> Literal:
    return Literal(text, datatype=_XSD[datatype], normalize=False)


def _integer(number: int) -> Literal:
    return _typed(str(number), "integer")


def _day(day: date) -> Literal:
    return _typed(day.isoformat(), "date")


def _each(subject: Node, predicate: Node, objects: Iterable[Node]) -> _Triples:
    for value in objects:
        yield subject, predicate, value


def _described(node: Node, label: str, types: Iterable[Node]) -> _Triples:
    yield from _each(node, _TYPE, types)
    yield node, _LABEL, _english(label)


class _EditionMapping:
    def __init__(self, edition: Edition, shared: SharedNames) -> None:
        self.edition = edition
        self.shared = shared
        self.own = _Iris(f"{shared.iris.start}{edition.slug}/")
        self.anchored: set[tuple[int, int]] = set()

    def asserted(self) -> _Triples:
        edition = self.edition
        yield from self._conference()
        yield from self._declaration()
        yield from self._text()
        for position, heading in enumerate(edition.headings, 1):
            yield from self._section(position, heading)
        for statement in edition.statements:
            yield from self._statement(statement)
        yield from self._citations()
        for mention in edition.mentions:
            yield from self._mention(mention)
        label = f"Those who say “we” in the {edition.about.declaration_label}"
        signatories = self.own["signatories"]
        yield from _described(signatories, label, [_ORG["OrganizationalCollaboration"]])
        yield from _each(
            signatories, _ORG["hasMember"], map(self._organisation, edition.signatories)
        )
        for participation in edition.participations:
            yield from self._participation(participation)

    def derived(self) -> _Triples:
        for statement in self.edition.statements:
            if statement.type == "Commitment" and statement.actor.kind == "we":
                commitment = self._statement_iri(statement.id)
                for member in self.edition.signatories:
                    yield self._organisation(member), self.shared.terms["isBoundBy"], commitment

    def _conference(self) -> _Triples:
        about, iris, terms = self.edition.about, self.shared.iris, self.shared.terms
        node = self.own["conference"]
        yield from _described(node, about.conference_label, self.shared.types["ConferenceEdition"])
        yield node, terms["editionNumber"], _integer(about.number)
        yield node, terms["themeTitle"], _english(about.theme_title)
        yield node, _SCHEMA["startDate"], _day(about.start)
        yield node, _SCHEMA["endDate"], _day(about.end)
        yield node, _SCHEMA["location"], iris[f"place/{about.place}"]
        yield node, _SCHEMA["superEvent"], iris["series"]
        yield iris["series"], _SCHEMA["subEvent"], node
        yield from _each(node, _PROV["qualifiedAssociation"], self._participation_iris())

    def _declaration(self) -> _Triples:
        edition, about, terms = self.edition, self.edition.about, self.shared.terms
        node = self.own["declaration"]
        yield from _described(node, about.declaration_label, self.shared.types["Declaration"])
        yield node, _DCTERMS["title"], _english(about.title)
        yield from _each(node, _DCTERMS["alternative"], map(_english, about.alternative_titles))
        yield node, _DCTERMS["issued"], _day(about.issued)
        yield node, _DCTERMS["language"], URIRef(about.language_iri)
        yield node, terms["adoptedAt"], self.own["conference"]
        yield from _each(node, terms["proposedBy"], map(self._organisation, edition.proposers))
        yield from _each(node, terms["affirmedBy"], map(self._organisation, edition.affirmers))
        yield from _each(node, terms["participation"], self._participation_iris())

    def _text(self) -> _Triples:
        about, source = self.edition.about, self.edition.source
        node, checksum = self.own["text"], self.own["text/checksum"]
        extent = f"{len(source.text)} code points, {source.byte_count} bytes in UTF-8"
        yield from _described(node, f"Text of the {about.declaration_label}", [_PROV["Entity"]])
        yield node, _PROV["specializationOf"], self.own["declaration"]
        yield node, _DCTERMS["format"], _PLAIN_TEXT
        yield node, _DCTERMS["language"], URIRef(about.language_iri)
        yield node, _DCTERMS["extent"], _english(extent)
        yield node, _SCHEMA["text"], _plain(source.text)
        yield node, _SPDX["checksum"], checksum
        label = f"SHA-256 of the text of the {about.declaration_label}"
        yield from _described(checksum, label, [_SPDX["Checksum"]])
        yield checksum, _SPDX["algorithm"], _SPDX["checksumAlgorithm_sha256"]
        yield checksum, _SPDX["checksumValue"], _typed(source.sha256.upper(), "hexBinary")

    def _section(self, position: int, heading: SectionHeading) -> _Triples:
        node = self._section_iri(heading.number)
        label = f"Section {heading.number}: {heading.title}"
        yield from _described(node, label, self.shared.types["Section"])
        yield node, _DCTERMS["identifier"], _plain(str(heading.number))
        yield node, _DCTERMS["title"], _english(heading.title)
        yield node, _SCHEMA["position"], _integer(position)
        yield node, self.shared.terms["inDeclaration"], self.own["declaration"]
        yield from _part(node, self.own["declaration"])
        yield from self._anchored(node, _PROV["wasQuotedFrom"], heading.passage)

    def _statement(self, statement: Statement) -> _Triples:
        terms = self.shared.terms
        node, declaration = self._statement_iri(statement.id), self.own["declaration"]
        label = f"{statement.id}: {statement.action} {statement.object}"
        yield from _described(node, label, self.shared.types[statement.type])
        yield node, _DCTERMS["identifier"], _plain(statement.id)
        yield node, _SCHEMA["position"], _integer(statement.position)
        yield node, _SCHEMA["text"], _plain(statement.quote.text)
        yield from self._anchored(node, _PROV["wasQuotedFrom"], statement.quote)
        yield node, terms["inDeclaration"], declaration
        whole = declaration
        if statement.section is not None:
            whole = self._section_iri(statement.section)
            yield node, terms["inSection"], whole
        if statement.clause_of is not None:
            whole = self._statement_iri(statement.clause_of)
            yield node, terms["clauseOf"], whole
        yield from _part(node, whole)
        yield node, terms["force"], self._concept("force", statement.force)
        if statement.force_marker is not None:
            yield node, terms["forceMarker"], _plain(statement.force_marker)
        yield from _each(node, terms["actor"], self._actors(statement.actor))
        yield node, terms["action"], _english(statement.action)
        yield node, terms["object"], _english(statement.object)
        yield from _each(node, terms["means"], map(_english, statement.means))
        groups = (self._concept("group", group) for group in statement.beneficiaries)
        yield from _each(node, terms["beneficiary"], groups)
        themes = (self._concept("theme", theme) for theme in statement.themes)
        yield from _each(node, terms["theme"], themes)
        if statement.open_list:
            yield node, terms["openList"], _typed("true", "boolean")
        if statement.actor.kind == "participants":
            yield from _each(node, terms["involves"], self._actors(statement.actor))

    def _citations(self) -> _Triples:
        for citation in self.edition.citations:
            work = self.shared.iris[f"work/{citation.work}"]
            yield self._statement_iri(citation.statement), _DCTERMS["references"], work
            if citation.expected_year is not None:
                year = _typed(f"{citation.expected_year:04d}", "gYear")
                yield work, self.shared.terms["expectedYear"], year

    def _mention(self, mention: Mention) -> _Triples:
        terms = self.shared.terms
        node = self.own[f"mention/{mention.id}"]
        statement = self._statement_iri(mention.statement)
        organisation = self._organisation(mention.organisation)
        name = self.shared.registry.organisations[mention.organisation].name
        label = f"{name}, named in statement {mention.statement}"
        yield from _described(node, label, self.shared.types["OrganisationMention"])
        yield node, _OA["motivatedBy"], _OA["identifying"]
        yield node, _OA["hasBody"], organisation
        yield from self._anchored(node, _OA["hasTarget"], mention.quote)
        yield node, terms["printedName"], _plain(mention.quote.text)
        yield node, terms["role"], self._concept("role", mention.role)
        yield from _part(node, statement)
        yield statement, terms["involves"], organisation
        if mention.role in _INVOLVEMENT:
            yield statement, terms[_INVOLVEMENT[mention.role]], organisation

    def _participation(self, participation: Participation) -> _Triples:
        terms = self.shared.terms
        node = self.own[f"participation/{participation.organisation}"]
        role = self._concept("role", participation.role)
        name = self.shared.registry.organisations[participation.organisation].name
        declaration = self.edition.about.declaration_label
        label = f"{name}, {participation.role} in the {declaration}"
        yield from _described(node, label, self.shared.types["Participation"])
        yield node, _PROV["agent"], self._organisation(participation.organisation)
        yield node, terms["role"], role
        yield node, _PROV["hadRole"], role
        yield node, terms["listedUnder"], self.shared.iris[f"country/{participation.country}"]
        yield node, terms["printedName"], _plain(participation.quote.text)
        yield node, _SCHEMA["position"], _integer(participation.position)
        yield from self._anchored(node, _PROV["wasQuotedFrom"], participation.quote)

    def _anchored(self, node: Node, property_: Node, quote: Passage) -> _Triples:
        start, end = quote.start, quote.end
        path = f"span/{start}-{end}"
        span = self.own[path]
        yield node, property_, span
        if (start, end) in self.anchored:
            return
        self.anchored.add((start, end))
        position, exact = self.own[f"{path}/position"], self.own[f"{path}/quote"]
        where = f"code points {start}–{end} of the {self.edition.about.declaration_label}"
        yield from _described(span, f"Span: {where}", [_OA["SpecificResource"]])
        yield span, _OA["hasSource"], self.own["text"]
        yield from _each(span, _OA["hasSelector"], (position, exact))
        yield from _described(position, f"Position: {where}", [_OA["TextPositionSelector"]])
        yield position, _OA["start"], _integer(start)
        yield position, _OA["end"], _integer(end)
        prefix, suffix = selector_context(self.edition.source.text, start, end)
        yield from _described(exact, f"Quote: {where}", [_OA["TextQuoteSelector"]])
        yield exact, _OA["exact"], _plain(quote.text)
        yield exact, _OA["prefix"], _plain(prefix)
        yield exact, _OA["suffix"], _plain(suffix)

    def _actors(self, actor: Actor) -> tuple[URIRef, ...]:
        match actor.kind:
            case "conference":
                return (self.own["conference"],)
            case "we":
                return (self.own["signatories"],)
            case "participants":
                return tuple(map(self._organisation, self.edition.affirmers))
            case "group":
                return (self._concept("group", str(actor.slug)),)
            case _:
                return (self._organisation(str(actor.slug)),)

    def _organisation(self, slug: str) -> URIRef:
        return self.shared.iris[f"org/{slug}"]

    def _concept(self, scheme: str, slug: str) -> URIRef:
        return self.shared.iris[f"scheme/{scheme}/{slug}"]

    def _statement_iri(self, id_: str) -> URIRef:
        return self.own[f"declaration/statement/{id_}"]

    def _section_iri(self, number: int) -> URIRef:
        return self.own[f"declaration/section/{number}"]

    def _participation_iris(self) -> Iterator[URIRef]:
        for participation in self.edition.participations:
            yield self.own[f"participation/{participation.organisation}"]


def _part(part: Node, whole: Node) -> _Triples:
    yield part, _DCTERMS["isPartOf"], whole
    yield whole, _DCTERMS["hasPart"], part
