"""One look at a project: its entities, their links, and what is known around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ascc_ld.ground.project import Project
from ascc_ld.links.candidates import Surroundings, surroundings
from ascc_ld.links.coverage import Coverage, coverage
from ascc_ld.links.entities import chosen, entities
from ascc_ld.links.wikidata_terms import read_terms
from ascc_ld.reading.corpus import Corpus, read_corpus

__all__ = ["Survey", "survey"]


@dataclass(frozen=True)
class Survey:
    """All entities of a corpus with their links."""

    corpus: Corpus
    covered: tuple[Coverage, ...]
    around: Surroundings

    def linked(self, names: Sequence[str] = ()) -> tuple[Coverage, ...]:
        """Return what ``names`` name, or all that have an item.

        Raises :class:`~ascc_ld.links.entities.UnknownEntity`.
        """
        return self._named(names) if names else tuple(c for c in self.covered if c.items)

    def unlinked(self, names: Sequence[str] = ()) -> tuple[Coverage, ...]:
        """Return what ``names`` name, or all that have no item; raises as :meth:`linked`."""
        return self._named(names) if names else tuple(c for c in self.covered if not c.items)

    def _named(self, names: Sequence[str]) -> tuple[Coverage, ...]:
        picked = set(chosen((one.entity for one in self.covered), names))
        return tuple(one for one in self.covered if one.entity in picked)


def survey(project: Project, base: str | None = None) -> Survey:
    """Read ``project`` and look at its links; ``base`` overrides the base IRI.

    Raises :class:`~ascc_ld.ground.faults.DataError` with every fault of every file.
    """
    corpus = read_corpus(project, base)
    covered = coverage(entities(corpus), corpus.links)
    return Survey(corpus, covered, surroundings(covered, read_terms(project)))
