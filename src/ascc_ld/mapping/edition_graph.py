"""One edition → its asserted graph ``{base}<edition>/graph``: what the text itself says.

``edition.trig`` says what is stated of each thing.  It follows PROV-O
(https://www.w3.org/TR/prov-o/) for quotations, the Web Annotation Vocabulary
(https://www.w3.org/TR/annotation-vocab/) for anchors, the Organization Ontology
(https://www.w3.org/TR/vocab-org/) for the collectives and the participations in them, and
schema.org for the event.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import pyoxigraph as ox

from ascc_ld.ground.package_data import packaged_toml
from ascc_ld.rdf.named_graph import NamedGraph
from ascc_ld.rdf.patterns import Patterns, Term
from ascc_ld.rdf.terms import (
    CATALOGUE,
    Names,
    Namespace,
)
from ascc_ld.reading.declaration_text import Passage, selector_context
from ascc_ld.reading.editions import Edition, Mention, Participation, Party, Statement
from ascc_ld.reading.registry import Registry
from ascc_ld.reading.vocabulary import Vocabulary

_RDFS = CATALOGUE["rdfs"]
_SKOS = CATALOGUE["skos"]
_XSD = CATALOGUE["xsd"]

_INVOLVEMENT = {
    "partner": "partneredWith",
    "backing-agency": "backedBy",
    "collaborating-network": "collaboratesWith",
    "cited-body": "citesBody",
}
"""The narrower property of ``involves`` for a role in a statement, where there is one."""

_TOLD = "narrate"
"""The force of a statement that only tells what took place."""

_CALLED: Mapping[str, Mapping[str, str]] = packaged_toml("ascc_ld.mapping", "labels.toml")
"""What things are called, by kind and language."""


class EditionGraph:
    """The asserted graph of one edition.

    The superclasses of a class are stated with it, so that a query needs no reasoner.
    """

    def __init__(
        self, edition: Edition, registry: Registry, vocabulary: Vocabulary, names: Names
    ) -> None:
        self.edition = edition
        self.registry = registry
        self.names = names
        # A namespace of the edition's own: its terms are let go with it, however many follow.
        self.own = Namespace(f"{names.base}{edition.slug}/")
        self.graph = NamedGraph(self.own["graph"])
        self.conference = self.own["conference"]
        self.declaration = self.own["declaration"]
        self.declarants = self.own["declarants"]
        self.participants = self.own["participants"]
        patterns = Patterns("ascc_ld.mapping", "edition.trig", names, self._kinds())
        shared = {name: self.own[name] for name in ("conference", "declaration", "participants")}
        self.state = partial(patterns.state, self.graph, **shared)
        self._types = {
            name: (names.term[name], *(ox.NamedNode(iri) for iri in above))
            for name, above in vocabulary.superclasses.items()
        }
        self._labels = vocabulary.labels
        self._translations: dict[tuple[str, str | None], list[tuple[str, str]]] = {}
        for said in edition.translations:
            texts = self._translations.setdefault((said.of, said.property), [])
            texts += [(said.language, text) for text in said.text]
        translated = self._translations.get(("declaration", None), ())
        self._declaration_names = {**dict(translated), "en": edition.about.declaration_label}

    def stated(self) -> list[ox.Quad]:
        """Return the quads, in the order in which they are stated."""
        if self.edition.about.conference_label is not None:
            self.state("conference", self.edition.about, types=self._types["ConferenceEdition"])
        self.state("declaration", self.edition, types=self._types["Declaration"])
        self._name_otherwise(self.declaration, "declaration")
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
        return self.graph.quads

    def _kinds(self) -> Mapping[str, Callable[[Any], Term]]:
        """Return what fields of an edition are read as, by the prefix of the field."""
        concepts = ("force", "group", "role", "theme")
        return {
            **{scheme: partial(self.names.concept, scheme) for scheme in concepts},
            "hex": lambda digits: ox.Literal(digits.upper(), datatype=_XSD["hexBinary"]),
            "participation": self._participation_node,
            "party": self._party,
            "section": self._section_node,
            "statement": self._statement_node,
            "year": lambda year: ox.Literal(str(year), datatype=_XSD["gYear"]),
        }

    def _text(self) -> None:
        source = self.edition.source
        self.state(
            "text",
            self.edition,
            text=self.own["text"],
            label=self._called("text"),
            extent=self._called("extent", characters=len(source.text), bytes=source.byte_count),
            checksum=self.own["text/checksum"],
            checksum_label=self._called("checksum"),
        )

    def _sections(self) -> None:
        for place, heading in enumerate(self.edition.source.headings, 1):
            node = self._section_node(heading.number)
            self.state(
                "section",
                heading,
                types=self._types["Section"],
                label=self._called("section", number=heading.number, title=heading.title),
                identifier=str(heading.number),
                place=place,
                span=self._span(node),
            )
            self._name_otherwise(node, f"section {heading.number}")
            self._anchor(node, heading.passage)

    def _statement(self, statement: Statement) -> None:
        node, whole = self._statement_node(statement.id), self.declaration
        if statement.section is not None:
            whole = self._section_node(statement.section)
        if statement.clause_of is not None:
            whole = self._statement_node(statement.clause_of)
        translated = partial(self._translated, f"statement {statement.id}")
        labels = {**self._labels[f"force/{statement.force}"], **dict(translated())}
        named = {"series": self.names["series"], "conference": self.conference}
        self.state(
            "statement",
            statement,
            types=self._types[statement.type],
            label=self._label(statement),
            labels={tag: f"{statement.id}：{text}" for tag, text in labels.items() if tag != "en"},
            span=self._span(node),
            whole=whole,
            mentioned=tuple(named[name] for name in statement.mentions),
            actions=translated("action"),
            objects=translated("object"),
            manners=translated("means"),
        )
        self._anchor(node, statement.quote)
        if statement.open_list:
            self.state("open-list", statement)

    def _translated(self, of: str, what: str | None = None) -> tuple[tuple[str, str], ...]:
        """Return what is said of a part of the edition, or its name, with the language of each."""
        return tuple(self._translations.get((of, what), ()))

    def _name_otherwise(self, node: ox.NamedNode, of: str) -> None:
        """State the names of ``node`` in other languages, and that the text does not have them."""
        names = [ox.Literal(text, language=language) for language, text in self._translated(of)]
        self.graph.state(node, _RDFS["label"], *names)
        if names:
            told = (
                ox.Literal(text, language=tag) for tag, text in self._called("translated").items()
            )
            self.graph.state(node, _SKOS["note"], *told)

    def _called(self, what: str, **values: object) -> Mapping[str, str]:
        """Return what a thing is called, by language; a value may be a text by language."""
        called = {}
        for tag in _CALLED[what].keys() & self._declaration_names:
            named = {"declaration": self._declaration_names[tag]}
            for key, value in values.items():
                texts = value if isinstance(value, Mapping) else {"en": value}
                named[key] = str(texts.get(tag, texts["en"]))
            called[tag] = _CALLED[what][tag].format(**named)
        return called

    def _body(self, slug: str) -> Mapping[str, str]:
        body = self.registry.organisations[slug]
        return {**body.native_names, "en": body.name}

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
            self.state("citation", citation, cited=self.names[citation.path])

    def _mention(self, mention: Mention) -> None:
        node = self.own[f"mention/{mention.id}"]
        name = self._body(mention.organisation)
        label = self._called("mention", name=name, statement=mention.statement)
        types = self._types["OrganisationMention"]
        self.state("mention", mention, it=node, types=types, label=label, span=self._span(node))
        self._anchor(node, mention.quote)
        if mention.role in _INVOLVEMENT:
            statement = self._statement_node(mention.statement)
            involved = self.names[f"org/{mention.organisation}"]
            self.graph.state(statement, self.names.term[_INVOLVEMENT[mention.role]], involved)

    def _collectives(self) -> None:
        spoken_of = {
            party.kind
            for statement in self.edition.statements
            for party in (statement.speaker, statement.agent, *statement.addressees)
            if party is not None
        }
        if self.edition.declarants or "we" in spoken_of:
            we, members = self._called("we"), self.edition.declarants
            self.state("collective", it=self.declarants, label=we, members=members)
        if self.edition.participations or "participants" in spoken_of:
            listed = self._called("participants")
            self.state("collective", it=self.participants, label=listed, members=())

    def _participation(self, participation: Participation) -> None:
        node = self._participation_node(participation)
        label = self._called("participation", name=self._body(participation.organisation))
        values = {"types": self._types["Participation"], "label": label, "span": self._span(node)}
        self.state("participation", participation, it=node, **values)
        self._anchor(node, participation.quote)

    def _span(self, node: ox.NamedNode) -> ox.NamedNode:
        return ox.NamedNode(f"{node.value}#span")

    def _anchor(self, node: ox.NamedNode, quote: Passage) -> None:
        """State the span that ``node`` is read from, with its two selectors.

        They are fragments of ``node``, so that they resolve with it on any host.
        """
        start, end = quote.start, quote.end
        called = partial(self._called, start=start, end=end)
        prefix, suffix = selector_context(self.edition.source.text, start, end)
        self.state(
            "anchor",
            quote,
            text=quote.text,
            span=self._span(node),
            span_label=called("span"),
            source_text=self.own["text"],
            by_position=ox.NamedNode(f"{node.value}#position"),
            position_label=called("position"),
            by_quote=ox.NamedNode(f"{node.value}#quote"),
            quote_label=called("quote"),
            prefix=prefix,
            suffix=suffix,
        )

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
        return self.names[f"org/{party.slug}"]

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
