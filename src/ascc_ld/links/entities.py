"""The things of a corpus that may have a link, and the rows that state or deny links of each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ascc_ld.ground.faults import AsccError, nearest
from ascc_ld.links.wikidata_terms import ENTITY
from ascc_ld.reading.corpus import Corpus
from ascc_ld.reading.sssom import MappingSet, SssomMapping

# The path below the base that each prefix in the tables of links stands for.
PREFIXES = {
    "ascc": "",
    "ascc_country": "country/",
    "ascc_org": "org/",
    "ascc_place": "place/",
    "ascc_theme": "scheme/theme/",
    "ascc_work": "work/",
}
_PREFIX_OF = {
    "conference": "ascc",
    "declaration": "ascc",
    "series": "ascc",
    "organisation": "ascc_org",
    "place": "ascc_place",
    "country": "ascc_country",
    "theme": "ascc_theme",
    "work": "ascc_work",
}
_ITEM = re.compile(re.escape(ENTITY) + r"(Q[1-9][0-9]*)")


class UnknownEntity(AsccError):
    """A name given by the user is unknown; the message suggests the nearest."""


@dataclass(frozen=True)
class Entity:
    """A thing that may be linked.

    ``curie`` is its identifier in the tables, ``iri`` the same in full.  ``form`` says more than
    ``kind`` where the tables do: the kind of a place, the type of an organisation.  ``names`` are
    all its names, the English one first; ``country`` is an ISO 3166-1 alpha-2 code.
    """

    kind: str
    form: str
    curie: str
    iri: str
    names: tuple[str, ...]
    country: str | None = None
    note: str | None = None

    @property
    def name(self) -> str:
        """The English name."""
        return self.names[0]

    @property
    def slug(self) -> str:
        """The name of the entity in the identifiers of its rows: ``org/jica`` is ``jica``."""
        local = self.curie.partition(":")[2].replace("/", "-")
        return f"country-{local.lower()}" if self.kind == "country" else local


def entities(corpus: Corpus) -> tuple[Entity, ...]:
    """Return every entity of ``corpus``, by kind, then as listed."""
    found = [*_editions(corpus), *_registry(corpus)]
    kinds = list(_PREFIX_OF)
    return tuple(sorted(found, key=lambda entity: kinds.index(entity.kind)))


def chosen(known: Iterable[Entity], wanted: Iterable[str]) -> tuple[Entity, ...]:
    """Return the entities that ``wanted`` name, by CURIE, IRI, path (``org/jica``) or slug.

    A slug that two kinds share names both.  Raises :class:`UnknownEntity` for any other name.
    """
    by_name: dict[str, list[Entity]] = {}
    for entity in known:
        prefix, _, local = entity.curie.partition(":")
        for name in {entity.curie, entity.iri, PREFIXES[prefix] + local, local, entity.slug}:
            by_name.setdefault(name, []).append(entity)
    picked: dict[Entity, None] = {}
    for name in wanted:
        if name not in by_name:
            raise UnknownEntity(f"{name!r} is not an entity of the data. {nearest(name, by_name)}")
        picked.update(dict.fromkeys(by_name[name]))
    return tuple(picked)


def _editions(corpus: Corpus) -> Iterator[Entity]:
    for edition in corpus.editions:
        about = edition.about
        facts = [f for f in corpus.registry.conference_facts if f.subject == edition.slug]
        labels = tuple(f.value for f in facts if f.property in ("label", "alternate_name"))
        if about.conference_label:
            place = corpus.registry.places.get(about.place or "")
            held, country = (about.conference_label, *labels), place.country if place else None
            yield _entity(corpus, "conference", f"{edition.slug}/conference", held, country=country)
        titles = about.declaration_label, about.title, *about.alternative_titles
        yield _entity(corpus, "declaration", f"{edition.slug}/declaration", titles)
    facts = [f for f in corpus.registry.conference_facts if f.subject == "series"]
    named = [f for f in facts if f.property in ("label", "alternate_name")]
    named.sort(key=lambda fact: (fact.language != "en", fact.property != "label"))
    names = tuple(fact.value for fact in named)
    if names:
        yield _entity(corpus, "series", "series", names)


def _registry(corpus: Corpus) -> Iterator[Entity]:
    registry = corpus.registry
    for body in registry.organisations.values():
        names = (body.name, *body.other_names, *body.native_names.values())
        known = body.type, body.country, body.note
        yield _entity(corpus, "organisation", body.slug, names, *known)
    for place in registry.places.values():
        names = (place.name, *place.native_names.values())
        yield _entity(corpus, "place", place.slug, names, place.kind, place.country, place.note)
    for country in registry.countries.values():
        names = (country.names["en"], *country.names.values())
        yield _entity(corpus, "country", country.code, names)
    for work in registry.works.values():
        yield _entity(corpus, "work", work.slug, (work.title,), work.type)
    for theme in registry.themes.values():
        yield _entity(corpus, "theme", theme.slug, (theme.name,))


def _entity(  # noqa: PLR0913, PLR0917 - what an entity has
    corpus: Corpus,
    kind: str,
    local: str,
    names: tuple[str, ...],
    form: str = "",
    country: str | None = None,
    note: str | None = None,
) -> Entity:
    prefix = _PREFIX_OF[kind]
    iri = f"{corpus.base}{PREFIXES[prefix]}{local}"
    unique = tuple(dict.fromkeys(names))
    return Entity(kind, form or kind, f"{prefix}:{local}", iri, unique, country, note)


@dataclass(frozen=True)
class LinkRow:
    """A row of a table of links, its target in full."""

    target: str
    row: SssomMapping

    @property
    def item(self) -> str | None:
        """The Wikidata item that the link leads to, if it leads there."""
        found = _ITEM.fullmatch(self.target)
        return found[1] if found else None


@dataclass(frozen=True)
class EntityLinks:
    """An entity with all rows about it, also those that deny a link."""

    entity: Entity
    links: tuple[LinkRow, ...]

    @property
    def asserted(self) -> tuple[LinkRow, ...]:
        """The links that the graph states."""
        return tuple(link for link in self.links if link.row.asserts_link)

    @property
    def items(self) -> tuple[str, ...]:
        """The Wikidata items that the entity is linked to."""
        return tuple(link.item for link in self.asserted if link.item)

    @property
    def refused(self) -> frozenset[str]:
        """The Wikidata items of which a row says that they are something else."""
        negated = (link for link in self.links if link.row.predicate_modifier)
        return frozenset(link.item for link in negated if link.item)


def links_by_entity(
    known: Iterable[Entity], mapping_sets: Iterable[MappingSet]
) -> tuple[EntityLinks, ...]:
    """Return each of the ``known`` entities with its rows, in the order of the sets."""
    rows: dict[str, list[LinkRow]] = {}
    for mapping_set in mapping_sets:
        for mapping in mapping_set.mappings:
            link = LinkRow(mapping_set.expand(mapping.object_id), mapping)
            rows.setdefault(mapping_set.expand(mapping.subject_id), []).append(link)
    return tuple(EntityLinks(entity, tuple(rows.get(entity.iri, ()))) for entity in known)


def item_of(found: EntityLinks) -> str | None:
    """Return the item that is the same thing as the entity, ``None`` where none is said to be."""
    same = (link for link in found.asserted if link.row.predicate_id == "owl:sameAs")
    return next((link.item for link in same if link.item), None)
