"""Terms by their names: which are not in the vocabulary, and what they may stand for."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

import pyoxigraph as ox

from ascc_ld.ground.project import ONTOLOGY, REUSED_TERMS, Project
from ascc_ld.rdf.terms import prefixes
from ascc_ld.reading.turtle_files import read_turtle


@dataclass(frozen=True)
class TermNames:
    """The vocabulary at ``ontology`` by the names of its terms, such as ``ascc:theme``.

    ``own`` are its terms by their IRIs, ``others`` those of other vocabularies that it goes with.
    """

    ontology: str
    own: Mapping[str, str]
    others: Mapping[str, str]

    def doubt(self, iri: str) -> str | None:
        """Return what an IRI may stand for, if it is in our namespace but not in the vocabulary.

        The name is compared without its prefix: ``ascc:Organisation`` is ``org:Organization``.
        """
        if not iri.startswith(f"{self.ontology}#") or iri in self.own:
            return None
        by_local = {_local(known): name for known, name in {**self.others, **self.own}.items()}
        close = get_close_matches(_local(iri), sorted(by_local), n=1)
        return f"Did you mean {by_local[close[0]]}?" if close else f"See <{self.ontology}>."

    def doubts(self, iris: Iterable[str]) -> Iterator[str]:
        """Yield a sentence for each IRI that should be in the vocabulary and is not."""
        for iri in iris:
            meant = self.doubt(iri)
            if meant:
                yield f"ascc:{_local(iri)} is not a term of the vocabulary. {meant}"


def term_names(project: Project, base: str | None = None) -> TermNames:
    """Return the names of the terms of ``project`` under ``base``.

    Raises :class:`~ascc_ld.ground.faults.DataError`.
    """
    bound = prefixes(base or project.authored_base)
    own = _names(read_turtle(project, ONTOLOGY, base), {"ascc": bound["ascc"]})
    return TermNames(
        bound["ascc"].rstrip("#"), own, _names(read_turtle(project, REUSED_TERMS), bound)
    )


def _names(triples: Iterable[ox.Triple], bound: Mapping[str, str]) -> Mapping[str, str]:
    subjects = {t.subject.value for t in triples if isinstance(t.subject, ox.NamedNode)}
    return {
        iri: f"{prefix}:{iri.removeprefix(namespace)}"
        for iri in sorted(subjects)
        for prefix, namespace in bound.items()
        if iri.startswith(namespace)
    }


def _local(iri: str) -> str:
    return iri.replace("#", "/").rpartition("/")[2]
