"""The entities of a project with their links, and what their neighbours tell about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ascc_ld.ground.project import Project
from ascc_ld.links.candidates import LinkContext, link_context
from ascc_ld.links.entities import EntityLinks, chosen, entities, links_by_entity
from ascc_ld.links.wikidata_terms import read_terms
from ascc_ld.reading.corpus import Corpus, read_corpus


@dataclass(frozen=True)
class ProjectLinks:
    """All entities of a corpus with their links."""

    corpus: Corpus
    entities: tuple[EntityLinks, ...]
    context: LinkContext

    def linked(self, names: Sequence[str] = ()) -> tuple[EntityLinks, ...]:
        """Return what ``names`` name, or all that have an item.

        Raises :class:`~ascc_ld.links.entities.UnknownEntity`.
        """
        return self._named(names) if names else tuple(c for c in self.entities if c.items)

    def unlinked(self, names: Sequence[str] = ()) -> tuple[EntityLinks, ...]:
        """Return what ``names`` name, or all that have no item; raises as :meth:`linked`."""
        return self._named(names) if names else tuple(c for c in self.entities if not c.items)

    def _named(self, names: Sequence[str]) -> tuple[EntityLinks, ...]:
        picked = set(chosen((one.entity for one in self.entities), names))
        return tuple(one for one in self.entities if one.entity in picked)


def read_links(project: Project, base: str | None = None) -> ProjectLinks:
    """Read the entities of ``project`` and their links; ``base`` overrides the base IRI.

    Raises :class:`~ascc_ld.ground.faults.DataError` with every fault of every file.
    """
    corpus = read_corpus(project, base)
    found = links_by_entity(entities(corpus), corpus.links)
    return ProjectLinks(corpus, found, link_context(found, read_terms(project)))
