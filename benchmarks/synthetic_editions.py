"""Synthetic editions, shaped like a real one: as many as asked for, each different.

A real edition is the template.  Its sentences keep their punctuation and the words that carry
their force; every other word becomes an invented one, the same within an edition and another in
the next.  The bodies that are named and listed come from an invented registry, so that each
edition has its own list, about as long as the template's.  All of it follows from the number of
the edition: two runs make the same editions.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from ascc_ld.ground.faults import Origin
from ascc_ld.reading.declaration_text import Passage, lay_out
from ascc_ld.reading.edition_settings import EditionDescription
from ascc_ld.reading.editions import Actor, Edition, Mention, Participation, Statement
from ascc_ld.reading.registry import Organisation, Registry

__all__ = ["synthetic_edition", "synthetic_editions", "synthetic_registry"]

_BODIES_OF_A_COUNTRY = 40
_LIST_LENGTHS = range(36, 43)
_WORD_OR_YEAR = re.compile(r"\b(?:[^\W\d_]{2,}|[0-9]{4})\b")
_CONSONANTS = "bdfghjklmnprstvz"
_VOWELS = "aeiou"


def synthetic_registry(registry: Registry) -> Registry:
    """Return ``registry`` with invented organisations in place of its own, 40 for each country."""
    spelling = _Spelling("registry")
    organisations = {
        body.slug: body
        for country in registry.countries
        for body in (_body(spelling, country) for _ in range(_BODIES_OF_A_COUNTRY))
    }
    return replace(registry, organisations=organisations)


def synthetic_editions(template: Edition, registry: Registry, count: int) -> Iterator[Edition]:
    """Yield ``count`` editions, held in the years after ``template``, one by one.

    ``registry`` is a synthetic one.  At most 7,000 follow from an edition of this millennium: a
    year has four digits.
    """
    for number in range(1, count + 1):
        yield synthetic_edition(template, registry, number)


def synthetic_edition(template: Edition, registry: Registry, number: int) -> Edition:
    """Return the synthetic edition ``number``, held as many years after ``template``."""
    return _SyntheticEdition(template, registry, number).edition()


class _Spelling:
    """Invented words, none of them twice."""

    def __init__(self, seed: str) -> None:
        self.choice = random.Random(seed)
        self._spelt: set[str] = set()

    def word(self, letters: int) -> str:
        """Return a new word of ``letters``, give or take one, and at least four."""
        while True:
            syllables = range(max(2, (letters + 1) // 2))
            choose = self.choice.choice
            word = "".join(choose(_CONSONANTS) + choose(_VOWELS) for _ in syllables)
            if word not in self._spelt:
                self._spelt.add(word)
                return word


def _body(spelling: _Spelling, country: str) -> Organisation:
    words = [spelling.word(letters) for letters in (6, 6, 10)]
    return Organisation(
        slug="-".join((country.lower(), *words)),
        name=" ".join(words).title(),
        type="municipal-government",
        public_body=True,
        country=country,
        origin=Origin("data/registry/organisations.csv", 2),
    )


class _Revision:
    """A text in which some passages have been replaced; knows where the rest has moved to."""

    def __init__(self, text: str, replacements: list[tuple[int, int, str]]) -> None:
        self._shifts: list[tuple[int, int]] = []
        parts: list[str] = []
        done = shift = 0
        for start, end, new in sorted(replacements):
            parts += [text[done:start], new]
            done = end
            shift += len(new) - (end - start)
            self._shifts.append((end, shift))
        self.text = "".join((*parts, text[done:]))

    def moved(self, passage: Passage) -> Passage:
        """Return where ``passage`` of the old text stands in the new one."""
        start, end = self._offset(passage.start), self._offset(passage.end)
        return Passage(start, end, self.text[start:end])

    def _offset(self, old: int) -> int:
        shift = 0
        for end, shift_after in self._shifts:
            if end > old:
                break
            shift = shift_after
        return old + shift


class _SyntheticEdition:
    def __init__(self, template: Edition, registry: Registry, number: int) -> None:
        self._template = template
        self._registry = registry
        self._number = number
        self._slug = str(int(template.slug) + number)
        self._spelling = _Spelling(self._slug)
        self._words = {word: word for word in _kept_words(template)}
        named = dict.fromkeys(
            [
                *(mention.organisation for mention in template.mentions),
                *(s.actor.slug for s in template.statements if s.actor.kind == "org"),
            ]
        )
        choice = self._spelling.choice
        bodies = list(registry.organisations.values())
        drawn = choice.sample(bodies, len(named) + choice.choice(_LIST_LENGTHS))
        self._named = dict(zip(named, drawn, strict=False))
        countries = list(registry.countries)
        self._listed = sorted(
            drawn[len(named) :], key=lambda body: countries.index(str(body.country))
        )

    def edition(self) -> Edition:
        template = self._template
        running = self._running_text()
        list_text, participations = self._list(len(running.text))
        text = running.text + list_text
        content = text.encode()
        source = lay_out(text, content)
        return Edition(
            about=self._about(source.sha256),
            source=source,
            statements=tuple(self._statement(s, running) for s in template.statements),
            participations=participations,
            mentions=tuple(self._mention(m, running, text) for m in template.mentions),
            citations=tuple(
                replace(c, expected_year=c.expected_year and c.expected_year + self._number)
                for c in template.citations
            ),
        )

    def _running_text(self) -> _Revision:
        """Rewrite the text down to the title of its list."""
        source = self._template.source
        end = source.list_title.end if source.list_title else len(source.text)
        names = [
            (m.quote.start, m.quote.end, self._named[m.organisation].name)
            for m in self._template.mentions
        ]
        words = [
            (word.start(), word.end(), self._rewritten_word(word))
            for word in _WORD_OR_YEAR.finditer(source.text, 0, end)
            if not any(start <= word.start() < stop for start, stop, _ in names)
        ]
        return _Revision(source.text[:end], names + words)

    def _list(self, offset: int) -> tuple[str, tuple[Participation, ...]]:
        text = ""
        participations: list[Participation] = []
        file = self._file("participants.csv")
        for country, bodies in groupby(self._listed, key=lambda body: str(body.country)):
            heading = self._registry.countries[country].names["en"]
            text += f"\n\n({heading})"
            for position, body in enumerate(bodies, len(participations) + 1):
                text += "\n\n"
                start = offset + len(text)
                text += body.name
                participations.append(
                    Participation(
                        position=position,
                        heading=heading,
                        organisation=body.slug,
                        country=country,
                        role="participant",
                        printed_name=body.name,
                        start=start,
                        end=offset + len(text),
                        origin=Origin(file, position + 1),
                    )
                )
        return text, tuple(participations)

    def _about(self, sha256: str) -> EditionDescription:
        about = self._template.about
        year = int(self._slug)
        cities = [place.slug for place in self._registry.places.values() if place.kind == "city"]
        return replace(
            about,
            slug=self._slug,
            sha256=sha256,
            front_matter=tuple(map(self._rewritten, about.front_matter)),
            list_title=self._rewritten(about.list_title),
            number=about.number,
            conference_label=self._rewritten(about.conference_label),
            start=about.start.replace(year=year),
            end=about.end.replace(year=year),
            theme_title=self._rewritten(about.theme_title),
            place=self._spelling.choice.choice(cities),
            declaration_label=self._rewritten(about.declaration_label),
            title=self._rewritten(about.title),
            alternative_titles=tuple(map(self._rewritten, about.alternative_titles)),
            issued=about.issued.replace(year=year),
        )

    def _statement(self, statement: Statement, running: _Revision) -> Statement:
        actor = statement.actor
        if actor.kind == "org":
            actor = Actor("org", self._named[str(actor.slug)].slug)
        quote = running.moved(statement.quote)
        return replace(
            statement,
            actor=actor,
            action=self._rewritten(statement.action),
            object=self._rewritten(statement.object),
            means=tuple(map(self._rewritten, statement.means)),
            start=quote.start,
            end=quote.end,
            text=quote.text,
            origin=replace(statement.origin, file=self._file("statements.csv")),
        )

    def _mention(self, mention: Mention, running: _Revision, text: str) -> Mention:
        body = self._named[mention.organisation]
        quote = running.moved(mention.quote)
        nth = text.count(quote.text, 0, quote.end)
        return replace(
            mention,
            id=f"{mention.statement}-{body.slug}",
            organisation=body.slug,
            printed_name=quote.text,
            occurrence=nth if text.count(quote.text) > 1 else None,
            start=quote.start,
            end=quote.end,
            origin=replace(mention.origin, file=self._file("mentions.csv")),
        )

    def _file(self, name: str) -> str:
        return f"data/{self._slug}/{name}"

    def _rewritten(self, text: str) -> str:
        return _WORD_OR_YEAR.sub(self._rewritten_word, text)

    def _rewritten_word(self, match: re.Match[str]) -> str:
        word = match.group()
        if word.isdigit():
            return str(int(word) + self._number)
        new = self._words.get(word.lower())
        if new is None:
            new = self._words[word.lower()] = self._spelling.word(len(word))
        if word.isupper():
            return new.upper()
        return new.capitalize() if word[0].isupper() else new


def _kept_words(template: Edition) -> set[str]:
    markers = [s.force_marker for s in template.statements if s.force_marker]
    return set(" ".join((*markers, *template.about.connectives)).lower().split())
