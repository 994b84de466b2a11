"""A project, read and mapped."""

from collections.abc import Sequence

import pyoxigraph as ox

from ascc_ld.ground.faults import DataError, Fault
from ascc_ld.ground.project import Project
from ascc_ld.mapping import Dataset, map_corpus
from ascc_ld.reading.corpus import Corpus, read_corpus

RULES = "ontology/rules"
"""The folder of the CONSTRUCT queries that derive triples, one a file."""


def load(
    project: Project, base: str | None = None, *, tried: bool = True
) -> tuple[Corpus, Dataset]:
    """Read and map ``project``; raises :class:`~ascc_ld.ground.faults.DataError`.

    The example queries are ``tried`` on an empty store, unless a build has done so before.
    """
    corpus = read_corpus(project, base, tried=tried)
    return corpus, map_corpus(corpus, _derivations(project, corpus.base))


def _derivations(project: Project, base: str) -> Sequence[str]:
    """Read the CONSTRUCT queries of the derived graphs; without them those would be empty."""
    names = project.names(RULES, "*.rq")
    if not names:
        fault = Fault(RULES, None, None, None, "contains no queries", "Restore its *.rq files.")
        raise DataError([fault])
    queries = []
    for name in names:
        query = project.read_text(name, base)
        try:
            ox.Store().query(query)
        except SyntaxError as error:
            fault = Fault(
                name, error.lineno, None, None, f"is not valid SPARQL ({error.msg})", "Fix it."
            )
            raise DataError([fault]) from None
        queries.append(query)
    return queries
