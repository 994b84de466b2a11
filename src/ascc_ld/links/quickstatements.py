"""Two batches for QuickStatements: statements on items of Wikidata that exist, and new items.

QuickStatements reads a command a line, its cells separated by tabs ("V1 commands",
https://www.wikidata.org/wiki/Help:QuickStatements).  ``CREATE`` makes an item, ``LAST`` is the
item made last; ``P…`` cells after the value are qualifiers, ``S…`` cells the reference.  A line
that is one comment is passed over by QuickStatements 2 and stops QuickStatements 3, and a comment
at the end of a command becomes the summary of the edit (both read in their source code); so each
batch is given twice, with the sentences that say what each command states, and bare.

``batch.toml`` has the words, ``wikidata_terms.csv`` the identifiers.  ``LAST`` names one item at a
time, so that nothing can be said between two items of one batch: what waits for an item says so,
and follows once that item stands in the table of links.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from ascc_ld.links.batch_words import (
    DESCRIBED,
    BatchLine,
    bare,
    day_cell,
    described,
    say,
    specific,
    text_cell,
    why,
)
from ascc_ld.links.entities import EntityLinks, item_of
from ascc_ld.links.wikidata_terms import WikidataTerms
from ascc_ld.reading.corpus import Corpus
from ascc_ld.reading.editions import Edition
from ascc_ld.reading.registry import Organisation

_LAST = "LAST"


@dataclass(frozen=True)
class Batch:
    """The statements on items that exist, and the items that would be made."""

    enrich: tuple[BatchLine, ...]
    create: tuple[BatchLine, ...]


def batch(corpus: Corpus, entities: Sequence[EntityLinks], terms: WikidataTerms) -> Batch:
    """Return the commands for all editions of ``corpus`` and the remarks among them.

    A body is created once, however many declarations name it.  ``entities`` tells which entities
    have an item.
    """
    items = {one.entity.iri: item for one in entities if (item := item_of(one))}
    return _Batch(corpus, items, terms).split()


def with_words(parts: Iterable[BatchLine]) -> str:
    """Return the batch with a comment before each command, for reading and QuickStatements 2."""
    lines: list[str] = []
    for part in parts:
        lines.append(f"/* {part.words.replace('*/', '* /')} */")
        if part.cells:
            lines.append("\t".join(part.cells))
    return "".join(f"{line}\n" for line in lines)


def without_words(parts: Iterable[BatchLine]) -> str:
    """Return the commands alone, which every version of QuickStatements reads."""
    return "".join("\t".join(p.cells) + "\n" for p in parts if p.cells)


@dataclass
class _Thing:
    """What a batch says of one thing; ``left_out`` is why no item is made for it."""

    iri: str
    name: str
    labels: Mapping[str, str]
    aliases: Sequence[str]
    description: str
    claims: list[BatchLine] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


class _Batch:
    def __init__(self, corpus: Corpus, items: Mapping[str, str], terms: WikidataTerms) -> None:
        self.corpus, self.items, self.terms = corpus, items, terms
        self.registry, self.base = corpus.registry, corpus.base
        self.places = {
            specific(name): place.name
            for place in self.registry.places.values()
            for name in (place.name, *place.native_names.values())
        }

    def split(self) -> Batch:
        known: list[BatchLine] = []
        new: list[BatchLine] = []
        for thing in self._things():
            if thing.iri in self.items:
                known += thing.claims
            else:
                new += self._created(thing)
        about = self.corpus.description
        names = ", ".join(edition.about.declaration_label for edition in self.corpus.editions)
        told = {"version": about.version, "issued": about.issued.isoformat(), "names": names}
        signatory = self.terms.label(self.terms.property("signatory"))
        references = say("head", "references", base=self.base)
        left_out = [say("remark", "no-signatory", value=signatory)]
        if self.terms.role("participant") is None:
            left_out.append(say("remark", "no-role"))
        enrich = [say("head", "enrich", **told), references, *known]
        if not known:
            enrich.append(say("remark", "nothing"))
        create = [say("head", "create", **told), say("head", "look-up"), references, *new]
        return Batch((*enrich, *left_out), (*create, *left_out))

    def _things(self) -> Iterator[_Thing]:
        if series := self._series():
            yield series
        for edition in self.corpus.editions:
            if edition.about.conference_label:
                yield self._conference(edition)
            yield self._declaration(edition)
        editions = self.corpus.editions
        for slug in dict.fromkeys(slug for edition in editions for slug in edition.declarants):
            yield self._body(self.registry.organisations[slug])

    def _created(self, thing: _Thing) -> Iterator[BatchLine]:
        if text_cell(thing.labels["en"]) is None:
            thing.left_out.append(why("unwritable", value=thing.name))
        if thing.left_out:
            yield say("remark", "left-out", name=thing.name, why=" ".join(thing.left_out))
            return
        yield BatchLine(say("term", "create", name=thing.name).words, ("CREATE",))
        terms = [
            *(("label", f"L{tag}", text, tag) for tag, text in thing.labels.items()),
            *(("alias", "Aen", text, "en") for text in thing.aliases),
            ("description", "Den", thing.description, "en"),
        ]
        for kind, cell, text, language in terms:
            if quoted := text_cell(text):
                words = say("term", kind, language=language, value=text).words
                yield BatchLine(words, (_LAST, cell, quoted))
            else:
                name, reason = f"a {kind} of {thing.name}", why("unwritable", value=text)
                yield say("remark", "left-out", name=name, why=reason)
        yield from thing.claims

    def _series(self) -> _Thing | None:
        facts = [f for f in self.registry.conference_facts if f.subject == "series"]
        labels = {f.language or "en": f.value for f in facts if f.property == "label"}
        if "en" not in labels:
            return None
        aliases = [f.value for f in facts if f.property == "alternate_name" and f.language == "en"]
        iri, name = f"{self.base}series", labels["en"]
        thing = _Thing(iri, name, labels, aliases, described("series"))
        page = next(f.source for f in facts if f.property == "label" and f.language in (None, "en"))
        self._classified(thing, "series", page)
        for fact in facts:
            if fact.property == "start_date":
                day = date.fromisoformat(fact.value)
                self._state(thing, "start", day_cell(day), fact.value, fact.source)
        return thing

    def _conference(self, edition: Edition) -> _Thing:
        about, iri = edition.about, f"{self.base}{edition.slug}/conference"
        facts = [f for f in self.registry.conference_facts if f.subject == edition.slug]
        labels = {f.language or "en": bare(f.value)[0] for f in facts if f.property == "label"}
        name, aliases = bare(about.conference_label or "")
        place = self.registry.places.get(about.place or "")
        country = self.registry.countries.get(place.country or "") if place else None
        where = country.names["en"] if country else None
        year, at = about.start and str(about.start.year), place and place.name
        told = described("conference", year=year, place=at, country=where)
        thing = _Thing(iri, name, {"en": name, **labels}, aliases, told)
        text = self._text(edition)
        page: _Source = next((f.source for f in facts if f.property == "label"), text)
        self._classified(thing, "conference", page)
        if about.number is not None:
            number = str(about.number)
            self._state(thing, "edition-number", text_cell(number), number, page)
        self._link(thing, "series", "series", self._series_name(), page)
        for use, day in (("start", about.start), ("end", about.end)):
            self._state(thing, use, day_cell(day), str(day), text)
        if place:
            self._link(thing, "location", f"place/{place.slug}", place.name, text)
        if place and where:
            self._link(thing, "country", f"country/{place.country}", where, text)
        for fact in facts:
            if fact.property == "organizer":
                body = self.registry.organisations[fact.value].name
                self._link(thing, "organizer", f"org/{fact.value}", body, fact.source)
        for slug in edition.affirmers if iri in self.items else ():
            if item := self.items.get(f"{self.base}org/{slug}"):
                claim = self._participation(edition, self.items[iri], slug, item)
                thing.claims.append(claim)
        return thing

    def _declaration(self, edition: Edition) -> _Thing:
        about, iri = edition.about, f"{self.base}{edition.slug}/declaration"
        labels = {t.language: t.text[0] for t in edition.translations if t.of == "declaration"}
        year = about.issued and str(about.issued.year)
        conference = about.conference_label and bare(about.conference_label)[0]
        told = described("declaration", year=year, conference=conference)
        labels = {"en": bare(about.title)[0], **labels}
        thing = _Thing(iri, about.title, labels, about.alternative_titles, told)
        text = self._page(iri)
        self._classified(thing, "declaration", text)
        title = text_cell(about.title)
        self._state(thing, "title", title and f"{about.language}:{title}", about.title, text)
        self._state(thing, "issued", day_cell(about.issued), str(about.issued), text)
        language = self.terms.language(about.language)
        self._state(thing, "language", language, self.terms.label(language), text)
        return thing

    def _body(self, body: Organisation) -> _Thing:
        place = self.registry.places.get(body.place or "")
        country = self.registry.countries.get(body.country or "")
        at, where = place and place.name, country and country.names["en"]
        kind = body.type.replace("-", " ")
        called = body.type if body.type in DESCRIBED else "body"
        told = described(called, type=kind, place=at, country=where)
        names = [name for name in (body.name, *body.other_names) if not self._of_place(name)]
        native = {t: n for t, n in body.native_names.items() if not self._of_place(n)}
        label, aliases = bare((names or [body.name])[0])
        thing = _Thing(
            f"{self.base}org/{body.slug}",
            body.name,
            {"en": label, **native},
            [*aliases, *names[1:]],
            told,
        )
        thing.left_out = self._why_not(body, kind)
        cited = self._cited(body)
        if cited is not None and not thing.left_out:
            self._classified(thing, body.type, cited)
            if where:
                self._link(thing, "country", f"country/{body.country}", where, cited)
            if place and body.type.endswith("-government"):
                self._link(thing, "jurisdiction", f"place/{place.slug}", place.name, cited)
            if body.unit_of:
                whole = self.registry.organisations[body.unit_of].name
                self._link(thing, "parent", f"org/{body.unit_of}", whole, cited)
            if body.website:
                self._state(thing, "website", text_cell(body.website), body.website, cited)
            if sum(bool(claim.cells) for claim in thing.claims) < 2:  # noqa: PLR2004 - its class
                thing.left_out.append(why("no-statement"))
            self._membership(thing, body)
        return thing

    def _why_not(self, body: Organisation, kind: str) -> list[str]:
        """Return each reason for which no item is made for a body."""
        place = self.registry.places.get(body.place or "")
        sources = [self.registry.sources[slug] for slug in body.sources]
        theirs = next((source.name for source in sources if source.wikimedia), "")
        held = [e for e in self.corpus.editions if body.slug in e.declarants]
        names = [bare(e.about.conference_label or e.about.title)[0] for e in held]
        unclear = place.note if place and place.coordinates is None else None
        reasons = {
            "no-place": unclear is not None,
            "no-class": self.terms.type(body.type) is None,
            "in-wikimedia": bool(theirs),
            "of-place": all(self._of_place(name) for name in (body.name, *body.other_names)),
            "no-source": not theirs and self._cited(body) is None,
            "waits-for-conference": not any(self._conference_item(edition) for edition in held),
        }
        values = {
            "type": kind,
            "place": place.name if place else "",
            "note": body.note or unclear,
            "source": theirs.partition(",")[0],
            "conference": ", ".join(names),
        }
        return [why(key, **values) for key, holds in reasons.items() if holds]

    def _conference_item(self, edition: Edition) -> str | None:
        return self.items.get(f"{self.base}{edition.slug}/conference")

    def _membership(self, thing: _Thing, body: Organisation) -> None:
        """Say of a body that is being created in which conferences it took part."""
        for edition in self.corpus.editions:
            if body.slug in edition.affirmers and (conference := self._conference_item(edition)):
                thing.claims.append(self._participation(edition, conference, body.slug, _LAST))

    def _participation(self, edition: Edition, conference: str, slug: str, item: str) -> BatchLine:
        name = bare(edition.about.conference_label or "")[0]
        body = self.registry.organisations[slug].name
        role = self.terms.role("participant")
        qualified = (self.terms.property("role"), role) if role else ()
        cells = (
            conference,
            self.terms.property("participant"),
            item,
            *qualified,
            *self._text(edition),
        )
        return BatchLine(say("claim", "participant", name=name, value=body).words, cells)

    def _classified(self, thing: _Thing, kind: str, source: _Source) -> None:
        found = self.terms.type(kind)
        if found is None:
            thing.left_out.append(why("no-class", type=kind.replace("-", " ")))
        self._state(thing, "instance-of", found, self.terms.label(found or ""), source)

    def _state(
        self, thing: _Thing, use: str, value: str | None, told: str, source: _Source
    ) -> None:
        if value is not None:
            subject = self.items.get(thing.iri, _LAST)
            reference = source if isinstance(source, tuple) else self._page(source)
            words = say("claim", use, name=thing.name, value=told).words
            cells = (subject, self.terms.property(use), value, *reference)
            thing.claims.append(BatchLine(words, cells))

    def _link(self, thing: _Thing, use: str, path: str, told: str, source: _Source) -> None:
        """State a claim whose value is one of our entities, or say that it waits for its item."""
        item = self.items.get(self.base + path)
        words = say("claim", use, name=thing.name, value=told).words
        if item is None:
            thing.claims.append(say("remark", "waits", value=told, words=words))
        else:
            self._state(thing, use, item, told, source)

    def _text(self, edition: Edition) -> tuple[str, ...]:
        """Return the reference of what the declaration says: its item, else where it is read."""
        iri = f"{self.base}{edition.slug}/declaration"
        if item := self.items.get(iri):
            return (self.terms.property("stated-in").replace("P", "S"), item)
        return self._page(iri)

    def _page(self, address: str) -> tuple[str, ...]:
        """Return the reference of an address; nobody is said to have looked on some day."""
        return (self.terms.property("reference-url").replace("P", "S"), f'"{address}"')

    def _cited(self, body: Organisation) -> str | None:
        """Return the page that a body was read from, if Wikidata can cite it."""
        sources = (self.registry.sources[slug] for slug in body.sources)
        return next((body.ror or s.url for s in sources if s.url and not s.wikimedia), None)

    def _of_place(self, name: str) -> bool:
        return specific(name) in self.places

    def _series_name(self) -> str:
        facts = (f for f in self.registry.conference_facts if f.subject == "series")
        return next((f.value for f in facts if f.language == "en"), "series")


_Source = str | tuple[str, ...]
"""The address of a page, or the cells of a reference."""
