"""A batch for QuickStatements: the conference, its declaration and the bodies, for Wikidata.

QuickStatements reads a command a line, its cells separated by tabs ("V1 commands",
https://www.wikidata.org/wiki/Help:QuickStatements).  ``CREATE`` makes an item, ``LAST`` is the
item made last; ``P…`` cells after the value are qualifiers, ``S…`` cells the reference.  A line
that is one comment is passed over by QuickStatements 2 and stops QuickStatements 3, and a comment
at the end of a command becomes the summary of the edit (both read in their source code); so the
batch is given twice, with the sentences that say what each command states, and bare.

Only what the graph asserts is stated, each claim with the node of the graph that states it as its
reference.  ``LAST`` names one item at a time, so that nothing can be said between two items of
one batch: what waits for an item says so, and follows once that item stands in the table of links.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ascc_ld.ground.faults import DataError, Fault
from ascc_ld.links.entities import EntityLinks, item_of
from ascc_ld.links.wikidata_terms import WikidataTerms
from ascc_ld.reading.corpus import Corpus
from ascc_ld.reading.editions import Edition
from ascc_ld.reading.registry import Organisation

_LAST = "LAST"


@dataclass(frozen=True)
class BatchLine:
    """A command: its cells, and what it says in words; without cells, a remark."""

    words: str
    cells: tuple[str, ...] = ()


def batch(
    corpus: Corpus, entities: Sequence[EntityLinks], terms: WikidataTerms
) -> tuple[BatchLine, ...]:
    """Return the commands for all editions of ``corpus`` and the remarks among them.

    A body is created once, however many declarations name it.  ``entities`` tells which entities
    have an item.
    """
    items = {one.entity.iri: item_of(one) for one in entities}
    return tuple(_Batch(corpus, items, terms).parts())


def with_words(parts: Sequence[BatchLine]) -> str:
    """Return the batch with a comment before each command, for reading and QuickStatements 2."""
    lines: list[str] = []
    for part in parts:
        lines.append(f"/* {part.words.replace('*/', '* /')} */")
        if part.cells:
            lines.append("\t".join(part.cells))
    return "".join(f"{line}\n" for line in lines)


def without_words(parts: Sequence[BatchLine]) -> str:
    """Return the commands alone, which every version of QuickStatements reads."""
    return "".join("\t".join(p.cells) + "\n" for p in parts if p.cells)


class _Batch:
    def __init__(
        self, corpus: Corpus, items: Mapping[str, str | None], terms: WikidataTerms
    ) -> None:
        self.corpus, self.items, self.terms = corpus, items, terms

    def parts(self) -> Iterator[BatchLine]:
        editions = self.corpus.editions
        yield from self._preface()
        for edition in editions:
            if edition.about.conference_label:
                yield from self._conference(edition)
            yield from self._declaration(edition)
        for slug in dict.fromkeys(slug for edition in editions for slug in edition.declarants):
            yield from self._body(self.corpus.registry.organisations[slug])
        signatory = self.terms.label(self.terms.property("signatory"))
        yield BatchLine(
            "Left out: that a declaration was proposed and affirmed by bodies, and made "
            "at a conference. No property of Wikidata was found that says so and no more: "
            f"{signatory} says that they signed, which the text does not."
        )

    def _preface(self) -> Iterator[BatchLine]:
        about = self.corpus.description
        names = ", ".join(edition.about.declaration_label for edition in self.corpus.editions)
        yield BatchLine(
            f"{names}, with conferences and bodies, for QuickStatements. From version "
            f"{about.version} of the data set, issued on {about.issued.isoformat()}."
        )
        yield BatchLine(
            "Before you run it: look up each item that would be created. That no link is known "
            "does not mean that Wikidata has no item. Where you find one, write the link with "
            "ascc-ld link suggest and accept, and export again."
        )
        yield BatchLine(
            "Before you run it: the references are addresses below "
            f"{self.corpus.base}, which must lead to the published data."
        )

    def _conference(self, edition: Edition) -> Iterator[BatchLine]:
        about, registry = edition.about, self.corpus.registry
        name, iri = about.conference_label or "", self._of(edition, "conference")
        facts = [f for f in registry.conference_facts if f.subject == edition.slug]
        labels = {f.language or "en": f.value for f in facts if f.property == "label"}
        place = registry.places.get(about.place or "")
        days = " to ".join(day.isoformat() for day in (about.start, about.end) if day)
        described = [f"conference in {place.name}" if place else "conference", days]
        item = self.items.get(iri)
        claims = [*self._conference_claims(edition, item or _LAST)]
        if place:
            where, words = f"{self.corpus.base}place/{place.slug}", f"takes place in {place.name}"
            claims += self._linked(item or _LAST, "location", where, f"{name} {words}", iri)
        series = f"{self.corpus.base}series"
        claims += self._linked(item or _LAST, "series", series, f"{name} is one of its series", iri)
        for fact in facts:
            if fact.property == "organizer":
                body = registry.organisations[fact.value]
                claims += self._linked(
                    item or _LAST,
                    "organizer",
                    f"{self.corpus.base}org/{fact.value}",
                    f"{name} is organised by {body.name}",
                    fact.source,
                )
        for slug in edition.affirmers:
            if self.items.get(f"{self.corpus.base}org/{slug}"):
                claims += self._participation(edition, item or _LAST, slug)
        yield from self._with_item(
            item, name, {**labels, "en": name}, (), ", ".join(filter(None, described)), claims
        )

    def _conference_claims(self, edition: Edition, subject: str) -> Iterator[BatchLine]:
        about, say = edition.about, self.terms
        kind = say.type("conference")
        number = None if about.number is None else str(about.number)
        claims: list[tuple[str, str | None, str]] = [
            ("instance-of", kind, f"is a {say.label(kind or '')}"),
            ("edition-number", number and _quoted(number), f"is edition number {number}"),
            ("start", _day(about.start), f"starts on {about.start}"),
            ("end", _day(about.end), f"ends on {about.end}"),
        ]
        for use, value, words in claims:
            source = self._of(edition, "conference")
            yield from self._claim(subject, use, value, f"{about.conference_label} {words}", source)

    def _participation(self, edition: Edition, subject: str, slug: str) -> Iterator[BatchLine]:
        body = self.corpus.registry.organisations[slug]
        words = f"{edition.about.conference_label} has the participant {body.name}"
        item = self.items.get(f"{self.corpus.base}org/{slug}") or _LAST
        source = self._of(edition, f"participation/{slug}")
        yield from self._claim(subject, "participant", item, words, source)

    def _declaration(self, edition: Edition) -> Iterator[BatchLine]:
        about, say = edition.about, self.terms
        name, iri = about.declaration_label, self._of(edition, "declaration")
        item = self.items.get(iri)
        described = ["declaration"]
        described += [f"made at the {about.conference_label}"] if about.conference_label else []
        described += [f"on {about.issued.isoformat()}"] if about.issued else []
        aliases = tuple(t for t in (about.title, *about.alternative_titles) if t != name)
        kind = say.type("declaration")
        title = f"en:{_quoted(about.title)}"
        language = say.language(about.language)
        claims: list[BatchLine] = []
        for use, value, words in (
            ("instance-of", kind, f"is a {say.label(kind or '')}"),
            ("title", title, f"has the title {about.title}"),
            ("issued", _day(about.issued), f"is dated {about.issued}"),
            ("language", language, f"is written in {say.label(language)}"),
        ):
            claims += self._claim(item or _LAST, use, value, f"{name} {words}", iri)
        yield from self._with_item(item, name, {"en": name}, aliases, " ".join(described), claims)

    def _body(self, body: Organisation) -> Iterator[BatchLine]:
        registry = self.corpus.registry
        if self.items.get(f"{self.corpus.base}org/{body.slug}"):
            return
        place = registry.places.get(body.place or "")
        if place and place.coordinates is None and place.note:
            yield BatchLine(f"Left out: {body.name}. {body.note or place.note}")
            return
        country = registry.countries.get(body.country or "")
        described = [body.type.replace("-", " "), *([country.names["en"]] if country else [])]
        labels = {"en": body.name}
        for language, name in body.native_names.items():
            labels.setdefault(language, name)
        claims = [*self._body_claims(body), *self._membership(body)]
        yield from self._with_item(
            None, body.name, labels, body.other_names, ", ".join(described), claims
        )

    def _body_claims(self, body: Organisation) -> Iterator[BatchLine]:
        base, registry = self.corpus.base, self.corpus.registry
        iri = f"{base}org/{body.slug}"
        place = registry.places.get(body.place or "")
        country = registry.countries.get(body.country or "")
        kind = self.terms.type(body.type)
        kind = kind or self.terms.type("public-body" if body.public_body else "organisation")
        words = f"{body.name} is a {self.terms.label(kind or '')}"
        yield from self._claim(_LAST, "instance-of", kind, words, iri)
        if kind is None:
            what = body.type.replace("-", " ")
            yield BatchLine(f"Left out: that {body.name} is a {what}. No class for it is verified.")
        if country:
            where = f"{base}country/{body.country}"
            words = f"{body.name} belongs to {country.names['en']}"
            yield from self._linked(_LAST, "country", where, words, iri)
        if place and body.type.endswith("-government"):
            words = f"{body.name} has {place.name} as its jurisdiction"
            where = f"{base}place/{place.slug}"
            yield from self._linked(_LAST, "jurisdiction", where, words, iri)
        if body.unit_of:
            words = f"{body.name} is a unit of {registry.organisations[body.unit_of].name}"
            yield from self._linked(_LAST, "parent", f"{base}org/{body.unit_of}", words, iri)
        if body.website:
            words = f"{body.name} has the website {body.website}"
            yield from self._claim(_LAST, "website", _quoted(body.website), words, iri)

    def _membership(self, body: Organisation) -> Iterator[BatchLine]:
        """Say of a body that is being created what it has to do with each conference."""
        for edition in self.corpus.editions:
            name = edition.about.conference_label
            if name is None or body.slug not in edition.declarants:
                continue
            conference = self.items.get(self._of(edition, "conference"))
            if conference is None:
                words = f"Waits for the item of {name}: what {body.name} has to do with it."
                yield BatchLine(words)
                continue
            if body.slug in edition.affirmers:
                yield from self._participation(edition, conference, body.slug)
            for fact in self.corpus.registry.conference_facts:
                if (fact.subject, fact.property, fact.value) == (
                    edition.slug,
                    "organizer",
                    body.slug,
                ):
                    words = f"{name} is organised by {body.name}"
                    yield from self._claim(conference, "organizer", _LAST, words, fact.source)

    def _of(self, edition: Edition, path: str) -> str:
        return f"{self.corpus.base}{edition.slug}/{path}"

    def _with_item(  # noqa: PLR0913, PLR0917 - what an item is made of
        self,
        item: str | None,
        name: str,
        labels: Mapping[str, str],
        aliases: Sequence[str],
        description: str,
        claims: Sequence[BatchLine],
    ) -> Iterator[BatchLine]:
        """Create the item of the claims unless there is one, whose terms are Wikidata's own.

        Nothing is created of which nothing can be stated.
        """
        if item is None and not any(claim.cells for claim in claims):
            yield BatchLine(f"Left out: {name}. Nothing that is known of it can be stated yet.")
            return
        if item is None:
            yield BatchLine(f"Create an item for {name}", ("CREATE",))
            for language, text in labels.items():
                words = f"Its label in the language {language} is {text}"
                yield BatchLine(words, (_LAST, f"L{language}", _quoted(text)))
            for text in aliases:
                yield BatchLine(f"It is also known as {text}", (_LAST, "Aen", _quoted(text)))
            words = f"Its English description is {description}"
            yield BatchLine(words, (_LAST, "Den", _quoted(description)))
        yield from claims

    def _linked(
        self, subject: str, use: str, target: str, words: str, source: str
    ) -> Iterator[BatchLine]:
        """State a claim whose value is one of our entities, or say that it waits for its item."""
        item = self.items.get(target)
        if item is None:
            yield BatchLine(f"Waits for an item of {target}: {words}.")
            return
        yield from self._claim(subject, use, item, words, source)

    def _claim(
        self, subject: str, use: str, value: str | None, words: str, source: str
    ) -> Iterator[BatchLine]:
        if value is not None:
            cells = (subject, self.terms.property(use), value, *self._reference(source))
            yield BatchLine(words, cells)

    def _reference(self, source: str) -> tuple[str, ...]:
        """Return the reference: an address, and for ours the day on which it was issued."""
        url = self.terms.property("reference-url").replace("P", "S")
        day = self.terms.property("retrieved").replace("P", "S")
        ours = source.startswith(self.corpus.base)
        seen = (day, _day(self.corpus.description.issued) or "") if ours else ()
        return (url, _quoted(source), *seen)


def _day(day: date | None) -> str | None:
    """Return a date with the precision of a day: 11 in Wikidata's data model."""
    return None if day is None else f"+{day.isoformat()}T00:00:00Z/11"


def _quoted(text: str) -> str:
    """Return a text as a cell; QuickStatements has no way to write these characters in one."""
    if any(character in text for character in '"|\t\n\r“”'):
        problem = 'holds a character that QuickStatements cannot write (" | or a tab)'
        raise DataError([Fault("QuickStatements", None, None, text, problem, "Rename it.")])
    return f'"{text}"'
