"""Rows of the tables of bodies: participants, mentions, and what is new in the registry."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from ascc_ld.draft.cells import UNKNOWN, Row, Tables, bare, suggested
from ascc_ld.draft.lexicon import PATTERNS, Lexicon
from ascc_ld.draft.names import (
    Known,
    Match,
    code_of,
    country_row,
    languages_of,
    match_body,
    name_of_city,
    name_of_country,
    person_and_office,
    place_of,
    type_of,
)
from ascc_ld.reading.cells import slug_of
from ascc_ld.reading.cross_check.check import occurrences
from ascc_ld.reading.passage import Passage
from ascc_ld.reading.printed_list import ListEntry
from ascc_ld.reading.records import columns
from ascc_ld.reading.registry import TABLES as REGISTRY

_NAME = PATTERNS["name"]
_SAYS_BODY = PATTERNS["says_body"]
_ACRONYM = re.compile(r"\A[A-Z]{4,}(?=\s)")
_PLACE_AFTER = re.compile(r"\bCity of [A-Z]\w+")


@dataclass
class BodyDraft:
    """Matches names with the bodies of the registry, and collects rows for those that are new.

    ``registry`` holds the rows of its tables.  ``why`` says for each name how it was read.
    """

    text: str
    lexicon: Lexicon
    registry: Tables
    new: dict[str, list[Row]] = field(default_factory=dict)
    why: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._known = []
        for row in self.registry["organisations"]:
            others = bare(row["other_names"]).split("; ")
            names = filter(None, (bare(row["name"]), bare(row["native_name"]), *others))
            self._known.append(Known(bare(row["slug"]), bare(row["country"]), tuple(names)))
        self._countries = self.lexicon.rules["countries"] | {
            row["name"]: row["country"]
            for row in self.registry["country_names"]
            if row["language"] == "en"
        }
        self._codes = {bare(row["code"]) for row in self.registry["countries"]}

    def participants(self, entries: Sequence[ListEntry]) -> Iterator[Row]:
        """Yield a row for each line of the list of bodies."""
        for entry in entries:
            code = code_of(entry.heading, self._countries) if entry.heading else ""
            if code:
                self._country(code)
            printed = entry.passage.text
            signed = person_and_office(printed)
            match = self._body(signed or printed, code)
            role = next(
                (
                    rule["role"]
                    for rule in self.lexicon.rules["role"]
                    if any(word in entry.title.lower() for word in rule["words"])
                ),
                "participant",
            )
            exact = match.exact and not signed
            yield {
                "position": str(entry.position),
                "heading": entry.heading,
                "country": code or (UNKNOWN if entry.heading else ""),
                "organisation": match.slug if exact else suggested(match.slug),
                "role": suggested(role),
                "printed_name": printed,
            }

    def mentions(self, statement: str, passage: Passage) -> Iterator[Row]:
        """Yield a row for each body that a statement names."""
        for place in self._named_in(passage):
            match = self._body(place.text, self._country_after(place.end))
            places = occurrences(self.text, place.text)
            before = self.text[passage.start : place.start].lower()
            rules = self.lexicon.rules["mention"]
            roles = [
                (before.rfind(words), rule["role"])
                for rule in rules
                for words in rule.get("before", ())
                if words in before
            ] + [
                (place.start, rule["role"])
                for rule in rules
                if self.text.startswith(tuple(rule.get("after", ())), place.end)
            ]
            yield {
                "statement": statement,
                "organisation": match.slug if match.exact else suggested(match.slug),
                "role": suggested(max(roles)[1] if roles else "cited-body"),
                "printed_name": place.text,
                "occurrence": str(places.index(place.start) + 1) if len(places) > 1 else "",
            }

    def body_after(self, offset: int) -> str:
        """Return the slug of the body that is named within a line after a place of the text."""
        end = self.text.find("\n", offset)
        rest = Passage(offset, len(self.text), self.text[offset:]).part(0, max(0, end - offset))
        first = next(iter(self._named_in(rest)), None)
        return self._body(first.text, self._country_after(first.end)).slug if first else ""

    def _country_after(self, offset: int) -> str:
        """Return the code of the country in “City of Hue, Vietnam”, from the end of the name on."""
        match = re.match(r",\s+([A-Z]\w+(?:\s[A-Z]\w+)?)", self.text[offset : offset + 60])
        words = match[1] if match else ""
        code = code_of(words, self._countries) or code_of(words.partition(" ")[0], self._countries)
        if code:
            self._country(code)
        return code

    def _named_in(self, passage: Passage) -> list[Passage]:
        """Return the names of known bodies in a passage, and what looks like names of others."""
        known = sorted({n for body in self._known for n in body.names}, key=lambda n: (-len(n), n))
        found = [
            passage.part(start, start + len(name) + _acronym_after(passage.text, start + len(name)))
            for name in known
            if name in passage.text
            for start in occurrences(passage.text, name, whole_words=True)
        ]
        for match in _NAME.finditer(passage.text):
            name = match.group()
            if passage.text[: match.start()].endswith("/"):
                continue  # “A/CONF.225/1” is the number of a document
            city = _PLACE_AFTER.search(name)
            if city:
                found.append(passage.part(match.start() + city.start(), match.start() + city.end()))
            elif _SAYS_BODY.search(name) and match.start() > 0:
                start = match.start() - len(_acronym_before(passage.text[: match.start()], name))
                found.append(passage.part(start, match.end()))
            elif acronym := _ACRONYM.match(name):
                found.append(passage.part(match.start(), match.start() + acronym.end()))
        chosen: list[Passage] = []
        for place in found:
            if all(place.end <= other.start or other.end <= place.start for other in chosen):
                chosen.append(place)
        return sorted(chosen)

    def _body(self, name: str, country: str) -> Match:
        """Return the body of a name; one that is new gets its rows, and is never exact."""
        own = [part for part in (name, name.partition(" (")[0]) if part]
        new = {bare(row["slug"]) for row in self.new.get("organisations", ())}
        for part in own:
            match = match_body(part, country, self._known, unlike=new)
            if match:
                self.why.append(f"{name}: {match.slug} ({match.why})")
                return replace(match, exact=match.exact and match.slug not in new)
        return self._new_body(name, country)

    def _new_body(self, printed: str, country: str) -> Match:
        name, _, acronym = printed.removesuffix(")").partition(" (")
        first = re.match(r"([A-Z]\w*[A-Z]),\s+the\s+(.+)", name)
        name, acronym = (first[2], first[1]) if first else (name, acronym)
        if " - " in name:
            acronym = name.partition(" - ")[0]
        kind = type_of(name, self.lexicon)
        if not kind and country and not _SAYS_BODY.search(name):
            kind = "municipal-government"  # “Kuala Lumpur” in a list of bodies
        parent = name.partition(", ")[2] if kind == "government-agency" else ""
        own = name.partition(", ")[0] if parent else name
        prefix = f"{country.lower()}-" if country else ""
        slug = slug_of(acronym) if acronym and not country else f"{prefix}{slug_of(own)}"
        public = kind in self.lexicon.rules["types"]["public"]
        told = {
            "slug": slug,
            "name": own,
            "other_names": acronym,
            "type": kind,
            "public_body": "yes" if public else "no",
            "country": country or code_of(name.partition(" ")[0], self._countries),
            "place": self._place_of(own, kind, country) if country else "",
            "unit_of": f"{prefix}{slug_of(parent)}" if parent else "",
        }
        self._add("organisations", told)
        self._known.append(Known(slug, country, tuple(filter(None, (own, printed, acronym)))))
        if parent:
            self._new_body(parent, country)
        self.why.append(f"{printed}: new, since no known body is called so in its country")
        return Match(slug, exact=False, why="new")

    def _place_of(self, body: str, kind: str, country: str) -> str:
        """Return the slug of the place that a body governs or serves; a new one gets its row.

        “City of San Fernando, La Union” says what holds the place.
        """
        name = place_of(body, kind, self.lexicon)
        if not name:
            places = [*self.registry["places"], *self.new.get("places", ())]
            served = (r for r in places if body.startswith(f"{bare(r['name'])} "))
            return next((bare(r["slug"]) for r in served if bare(r["country"]) == country), "")
        holder = name.partition(", ")[2]
        province = kind == "provincial-government"
        within = self._place(holder, country, "administrative-area", "") if holder else ""
        return self._place(name, country, "administrative-area" if province else "city", within)

    def _place(self, name: str, country: str, kind: str, within: str) -> str:
        slug = f"{country.lower()}-{slug_of(name)}"
        told = {"slug": slug, "name": name, "kind": kind, "country": country, "within": within}
        japanese = name_of_city(name, country, "ja")
        self._add("places", told, {"name_ja": japanese} if japanese else {})
        return slug

    def _country(self, code: str) -> None:
        if code in self._codes:
            return
        self._codes.add(code)
        told = {**country_row(code), "region": self._region(code), "sources": "cldr"}
        self._add("countries", told)

    def _region(self, member: str) -> str:
        """Return the slug of the UN region that holds a country or a region, or nothing.

        A region that is new gets its row, with the names that CLDR gives it.
        """
        regions: Mapping[str, Sequence[str]] = self.lexicon.rules["regions"]
        m49 = next((m49 for m49, members in regions.items() if member in members), "")
        places = [*self.registry["places"], *self.new.get("places", ())]
        known = (bare(row["slug"]) for row in places if m49 and bare(row["m49"]) == m49)
        slug = next(known, "")
        if m49 and not slug:
            name = name_of_country(m49, "en")
            slug = slug_of(name)
            told = {"slug": slug, "kind": "region", "within": self._region(m49), "m49": m49}
            told["sources"] = "un-m49; cldr"
            told = {key: value for key, value in told.items() if value}
            empty = {key: "" for key in _columns("places") if key not in told}
            names = {"name": name, "name_ja": name_of_country(m49, "ja")}
            self._add("places", told, empty | names)
        return slug

    def country_names(self) -> Iterator[Row]:
        """Yield what CLDR calls each new country, in the languages of the table."""
        new = [bare(row["code"]) for row in self.new.get("countries", ())]
        used = dict.fromkeys(row["language"] for row in self.registry["country_names"])
        for code in new:
            for language in used or languages_of(new):
                name = name_of_country(code, language)
                yield {"country": code, "language": language, "name": name or UNKNOWN}

    def _add(self, table: str, told: Mapping[str, str], known: Mapping[str, str] = {}) -> None:
        """Add a row of suggestions, in which the cells of ``known`` are judged already."""
        row = dict.fromkeys(_columns(table), UNKNOWN)
        row |= {**{key: suggested(value) for key, value in told.items()}, **known}
        key = next(iter(row))
        taken = [*self.registry[table], *self.new.get(table, ())]
        if all(bare(other[key]) != bare(row[key]) for other in taken):
            self.new.setdefault(table, []).append(row)


def _acronym_before(before: str, name: str) -> str:
    """Return “GCoM, the ” before the name that it abbreviates, or nothing."""
    match = re.search(r"(?P<acronym>[A-Z]\w*[A-Z]),\s+the\s+\Z", before)
    letters = "".join(filter(str.isupper, match["acronym"])) if match else ""
    initials = "".join(word[0] for word in name.split() if word[0].isupper())
    return match.group() if match and initials.startswith(letters) else ""


def _acronym_after(text: str, end: int) -> int:
    """Return the length of “ (JICA)” after a name, or 0."""
    match = re.match(r"\s\([A-Z]{3,}\)", text[end:])
    return match.end() if match else 0


@cache
def _columns(table: str) -> tuple[str, ...]:
    return tuple(column.name for column in columns(REGISTRY[table]))
