"""The links of each entity, with the rows that state or deny them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ascc_ld.links.entities import Entity
from ascc_ld.links.wikidata_terms import ENTITY
from ascc_ld.reading.sssom import MappingSet, SssomMapping

_ITEM = re.compile(re.escape(ENTITY) + r"(Q[1-9][0-9]*)")


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
