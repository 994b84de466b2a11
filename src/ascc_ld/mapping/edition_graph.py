"""One edition → its asserted graph ``{base}<edition>/graph``: what the text itself says.

Follows PROV-O (https://www.w3.org/TR/prov-o/) for quotations, the Web Annotation Vocabulary
(https://www.w3.org/TR/annotation-vocab/) for anchors, the Organization Ontology
(https://www.w3.org/TR/vocab-org/) for the collectives and the participations in them, and
schema.org for the event.
"""

from __future__ import annotations

from typing import TypeVar

import pyoxigraph as ox

from ascc_ld.rdf.named_graph import NamedGraph
from ascc_ld.rdf.terms import (
    CATALOGUE,
    Names,
    Namespace,
    calendar_day,
    english,
    integer,
    plain,
    tagged,
    typed,
)
from ascc_ld.reading.declaration_text import Passage, selector_context
from ascc_ld.reading.editions import Edition, Mention, Participation, Party, Statement
from ascc_ld.reading.registry import Registry
from ascc_ld.reading.vocabulary import Vocabulary

_DCTERMS = CATALOGUE["dcterms"]
_OA = CATALOGUE["oa"]
_ORG = CATALOGUE["org"]
_PROV = CATALOGUE["prov"]
_RDFS = CATALOGUE["rdfs"]
_SCHEMA = CATALOGUE["schema"]
_SKOS = CATALOGUE["skos"]
_SPDX = CATALOGUE["spdx"]
_XSD = CATALOGUE["xsd"]

_PLAIN_TEXT = ox.NamedNode("https://www.iana.org/assignments/media-types/text/plain")

_INVOLVEMENT = {
    "partner": "partneredWith",
    "backing-agency": "backedBy",
    "collaborating-network": "collaboratesWith",
    "cited-body": "citesBody",
}
"""The narrower property of ``involves`` for a role in a statement, where there is one."""

T = TypeVar("T")

_TOLD = "narrate"
"""The force of a statement that only tells what took place."""

_TRANSLATED = "Names that are not in the language of the text were translated for this data set."


def edition_graph(
    edition: Edition,
    registry: Registry,
    vocabulary: Vocabulary,
    names: Names,
) -> NamedGraph:
    """Map one edition to its asserted graph.

    The superclasses of a class are stated with it, so that a query needs no reasoner.
    """
    return _EditionGraph(edition, registry, vocabulary, names).stated()


def _given(value: T | None) -> tuple[T, ...]:
    """Return what is there, for what an edition may be without."""
    return () if value is None else (value,)


class _EditionGraph:
    def __init__(
        self,
        edition: Edition,
        registry: Registry,
        vocabulary: Vocabulary,
        names: Names,
    ) -> None:
        self.edition = edition
        self.registry = registry
        self.names = names
        # A namespace of the edition's own: its terms are let go with it, however many follow.
        self.own = Namespace(f"{names.base}{edition.slug}/")
        self.graph = NamedGraph(self.own["graph"])
        self.conference = self.own["conference"]
        self.declaration = self.own["declaration"]
        self.text = self.own["text"]
        self.declarants = self.own["declarants"]
        self.participants = self.own["participants"]
        self._types = {
            name: (names.term[name], *(ox.NamedNode(iri) for iri in above))
            for name, above in vocabulary.superclasses.items()
        }
        self._labels = vocabulary.labels

    def stated(self) -> NamedGraph:
        self._conference()
        self._declaration()
        self._text()
        self._sections()
        for statement in self.edition.statements:
            self._statement(statement)
        self._citations()
        for mention in self.edition.mentions:
            self._mention(mention)
        self._collectives()
        for participation in self.edition.participations:
            self._participation(participation)
        return self.graph

    def _conference(self) -> None:
        about, names, state = self.edition.about, self.names, self.graph.state
        conference = self.conference
        if about.conference_label is None:
            return
        self.graph.describe(conference, about.conference_label, *self._types["ConferenceEdition"])
        state(self.declaration, names.term["madeAt"], conference)
        state(conference, names.term["editionNumber"], *map(integer, _given(about.number)))
        state(conference, names.term["themeTitle"], *map(english, _given(about.theme_title)))
        state(conference, _SCHEMA["startDate"], *map(calendar_day, _given(about.start)))
        state(conference, _SCHEMA["endDate"], *map(calendar_day, _given(about.end)))
        state(conference, _SCHEMA["location"], *map(names.place, _given(about.place)))
        state(conference, _SCHEMA["superEvent"], names["series"])
        state(names["series"], _SCHEMA["subEvent"], conference)

    def _declaration(self) -> None:
        edition, names, state = self.edition, self.names, self.graph.state
        declaration = self.declaration
        self.graph.describe(
            declaration, edition.about.declaration_label, *self._types["Declaration"]
        )
        self._translated(declaration, "declaration")
        state(declaration, _DCTERMS["identifier"], plain(edition.slug))
        state(declaration, _DCTERMS["title"], english(edition.about.title))
        state(declaration, _DCTERMS["alternative"], *map(english, edition.about.alternative_titles))
        state(declaration, _DCTERMS["issued"], *map(calendar_day, _given(edition.about.issued)))
        state(declaration, _DCTERMS["language"], ox.NamedNode(edition.about.language_iri))
        state(declaration, names.term["proposedBy"], *map(names.organisation, edition.proposers))
        state(declaration, names.term["affirmedBy"], *map(names.organisation, edition.affirmers))
        state(
            declaration,
            names.term["participation"],
            *(self._participation_node(p) for p in edition.participations),
        )

    def _text(self) -> None:
        edition, state, text = self.edition, self.graph.state, self.text
        source = edition.source
        checksum = self.own["text/checksum"]
        self.graph.describe(text, f"Text of the {edition.about.declaration_label}", _PROV["Entity"])
        state(text, _PROV["specializationOf"], self.declaration)
        state(text, _DCTERMS["source"], self.names.source(edition.about.source))
        state(text, _DCTERMS["format"], _PLAIN_TEXT)
        state(text, _DCTERMS["language"], ox.NamedNode(edition.about.language_iri))
        extent = f"{len(source.text)} code points, {source.byte_count} bytes in UTF-8"
        state(text, _DCTERMS["extent"], english(extent))
        state(text, _SCHEMA["text"], plain(source.text))
        state(text, _SPDX["checksum"], checksum)
        label = f"SHA-256 of the text of the {edition.about.declaration_label}"
        self.graph.describe(checksum, label, _SPDX["Checksum"])
        state(checksum, _SPDX["algorithm"], _SPDX["checksumAlgorithm_sha256"])
        digest = typed(source.sha256.upper(), _XSD["hexBinary"])
        state(checksum, _SPDX["checksumValue"], digest)

    def _sections(self) -> None:
        state = self.graph.state
        for position, heading in enumerate(self.edition.headings, 1):
            section = self._section_node(heading.number)
            label = f"Section {heading.number}: {heading.title}"
            self.graph.describe(section, label, *self._types["Section"])
            self._translated(section, f"section {heading.number}")
            state(section, _DCTERMS["identifier"], plain(str(heading.number)))
            state(section, _DCTERMS["title"], english(heading.title))
            state(section, _SCHEMA["position"], integer(position))
            state(section, self.names.term["inDeclaration"], self.declaration)
            self._part(section, self.declaration)
            state(section, _PROV["wasQuotedFrom"], self._anchor(section, heading.passage))

    def _statement(self, statement: Statement) -> None:
        term, state = self.names.term, self.graph.state
        node = self._statement_node(statement.id)
        self.graph.describe(node, self._label(statement), *self._types[statement.type])
        for language, force in self._labels[f"force/{statement.force}"].items():
            if language != "en":
                state(node, _RDFS["label"], tagged(f"{statement.id}: {force}", language))
        state(node, _DCTERMS["identifier"], plain(statement.id))
        state(node, _SCHEMA["position"], integer(statement.position))
        state(node, _SCHEMA["text"], plain(statement.quote.text))
        state(node, _PROV["wasQuotedFrom"], self._anchor(node, statement.quote))
        state(node, term["inDeclaration"], self.declaration)
        whole = self.declaration
        if statement.section is not None:
            whole = self._section_node(statement.section)
            state(node, term["inSection"], whole)
        if statement.clause_of is not None:
            whole = self._statement_node(statement.clause_of)
            state(node, term["clauseOf"], whole)
        self._part(node, whole)
        state(node, term["force"], self.names.concept("force", statement.force))
        if statement.force_marker is not None:
            state(node, term["forceMarker"], plain(statement.force_marker))
        state(node, term["speaker"], self._party(statement.speaker))
        if statement.agent is not None:
            state(node, term["agent"], self._party(statement.agent))
        if statement.action is not None:
            state(node, term["action"], english(statement.action))
        if statement.object is not None:
            state(node, term["object"], english(statement.object))
        state(node, term["means"], *map(english, statement.means))
        state(node, term["addressee"], *map(self._party, statement.addressees))
        years = (typed(year, _XSD["gYear"]) for year in statement.target_years)
        state(node, term["targetYear"], *years)
        state(node, term["quantity"], *map(plain, statement.quantities))
        state(
            node,
            term["beneficiary"],
            *(self.names.concept("group", group) for group in statement.beneficiaries),
        )
        state(node, term["theme"], *(self.names.concept("theme", t) for t in statement.themes))
        own = {"series": self.names["series"], "conference": self.conference}
        state(node, _SCHEMA["mentions"], *(own[name] for name in statement.mentions))
        if statement.open_list:
            state(node, term["openList"], typed("true", _XSD["boolean"]))

    def _translated(self, node: ox.NamedNode, of: str) -> None:
        """State the names of ``node`` in other languages, and that the text does not have them."""
        names = [t for t in self.edition.translations if t.of == of]
        for name in names:
            self.graph.state(node, _RDFS["label"], tagged(name.text, name.language))
        if names:
            self.graph.state(node, _SKOS["note"], english(_TRANSLATED))

    def _label(self, statement: Statement) -> str:
        """Return the number of a statement with its force and content.

        What is told has no verb for its force, and a clause has that of its sentence.  An action
        without an object has its first circumstance.
        """
        words = [statement.action, statement.object or next(iter(statement.means), None)]
        if statement.force_marker is not None and statement.force != _TOLD:
            asked = " and ".join(map(self._name, statement.addressees))
            force = self._labels[f"force/{statement.force}"]["en"]
            words[:0] = [force, asked, "to" if statement.action else None]
        return f"{statement.id}: {' '.join(filter(None, words))}"

    def _citations(self) -> None:
        for citation in self.edition.citations:
            statement = self._statement_node(citation.statement)
            self.graph.state(statement, _DCTERMS["references"], self.names[citation.path])
            if citation.expected_year is not None:
                year = typed(f"{citation.expected_year:04d}", _XSD["gYear"])
                self.graph.state(statement, self.names.term["expectedYear"], year)

    def _mention(self, mention: Mention) -> None:
        names, state = self.names, self.graph.state
        node = self.own[f"mention/{mention.id}"]
        statement = self._statement_node(mention.statement)
        organisation = names.organisation(mention.organisation)
        label = (
            f"{self.registry.organisations[mention.organisation].name}, "
            f"named in statement {mention.statement}"
        )
        self.graph.describe(node, label, *self._types["OrganisationMention"])
        state(node, _OA["motivatedBy"], _OA["identifying"])
        state(node, _OA["hasBody"], organisation)
        state(node, _OA["hasTarget"], self._anchor(node, mention.quote))
        state(node, names.term["printedName"], plain(mention.quote.text))
        state(node, names.term["role"], names.concept("role", mention.role))
        self._part(node, statement)
        state(statement, names.term["involves"], organisation)
        if mention.role in _INVOLVEMENT:
            state(statement, names.term[_INVOLVEMENT[mention.role]], organisation)

    def _collectives(self) -> None:
        declaration = self.edition.about.declaration_label
        spoken_of = {
            party.kind
            for statement in self.edition.statements
            for party in (statement.speaker, statement.agent, *statement.addressees)
            if party is not None
        }
        if self.edition.declarants or "we" in spoken_of:
            we = f"Those who say “we” in the {declaration}"
            self.graph.describe(self.declarants, we, _ORG["OrganizationalCollaboration"])
            members = map(self.names.organisation, self.edition.declarants)
            self.graph.state(self.declarants, _ORG["hasMember"], *members)
        if self.edition.participations or "participants" in spoken_of:
            listed = f"Participants in the list of the {declaration}"
            self.graph.describe(self.participants, listed, _ORG["OrganizationalCollaboration"])

    def _participation(self, participation: Participation) -> None:
        names, state = self.names, self.graph.state
        node = self._participation_node(participation)
        role = names.concept("role", participation.role)
        name = self.registry.organisations[participation.organisation].name
        label = f"{name} in the list of the {self.edition.about.declaration_label}"
        self.graph.describe(node, label, *self._types["Participation"])
        state(node, _ORG["member"], names.organisation(participation.organisation))
        state(node, _ORG["organization"], self.participants)
        state(node, names.term["role"], role)
        state(node, names.term["listedUnder"], *map(names.country, _given(participation.country)))
        state(node, names.term["printedName"], plain(participation.quote.text))
        state(node, _SCHEMA["position"], integer(participation.position))
        state(node, _PROV["wasQuotedFrom"], self._anchor(node, participation.quote))

    def _anchor(self, node: ox.NamedNode, quote: Passage) -> ox.NamedNode:
        """State the span that ``node`` is read from, with its two selectors, and return it.

        They are fragments of ``node``, so that they resolve with it on any host.
        """
        start, end = quote.start, quote.end
        state = self.graph.state
        span, position, exact = (
            ox.NamedNode(f"{node.value}#{part}") for part in ("span", "position", "quote")
        )
        where = f"code points {start}–{end} of the {self.edition.about.declaration_label}"
        self.graph.describe(span, f"Span: {where}", _OA["SpecificResource"])
        state(span, _OA["hasSource"], self.text)
        state(span, _OA["hasSelector"], position, exact)
        self.graph.describe(position, f"Position: {where}", _OA["TextPositionSelector"])
        state(position, _OA["start"], integer(start))
        state(position, _OA["end"], integer(end))
        prefix, suffix = selector_context(self.edition.source.text, start, end)
        self.graph.describe(exact, f"Quote: {where}", _OA["TextQuoteSelector"])
        state(exact, _OA["exact"], plain(quote.text))
        state(exact, _OA["prefix"], plain(prefix))
        state(exact, _OA["suffix"], plain(suffix))
        return span

    def _part(self, part: ox.NamedNode, whole: ox.NamedNode) -> None:
        self.graph.state(part, _DCTERMS["isPartOf"], whole)
        self.graph.state(whole, _DCTERMS["hasPart"], part)

    def _party(self, party: Party) -> ox.NamedNode:
        own = {
            "conference": self.conference,
            "we": self.declarants,
            "participants": self.participants,
        }
        if party.slug is None:
            return own[party.kind]
        if party.kind == "group":
            return self.names.concept("group", party.slug)
        return self.names.organisation(party.slug)

    def _name(self, party: Party) -> str:
        if party.slug is None:
            return party.kind
        if party.kind == "group":
            return self.registry.groups[party.slug].name
        return self.registry.organisations[party.slug].name

    def _statement_node(self, id_: str) -> ox.NamedNode:
        return self.own[f"declaration/statement/{id_}"]

    def _section_node(self, number: int) -> ox.NamedNode:
        return self.own[f"declaration/section/{number}"]

    def _participation_node(self, participation: Participation) -> ox.NamedNode:
        return self.own[f"participation/{participation.organisation}"]
