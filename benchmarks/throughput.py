"""One side of the comparison of throughput: map synthetic editions and write their N-Quads.

Usage: ``python benchmarks/throughput.py (ascc-ld|rdflib) EDITIONS``.  Prints a JSON object with
``triples``, ``triples_per_second`` and ``peak_mebibytes``.  Seconds are those of the processor:
the work is one thread's, and what else the machine does is left out.  Making an edition is not
measured; mapping it and writing its lines to the null device are.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

from ascc_ld.ground.project import Project, default_project
from ascc_ld.reading.corpus import Corpus, read_corpus
from ascc_ld.reading.editions import Edition
from ascc_ld.reading.registry import Registry
from synthetic_editions import synthetic_editions, synthetic_registry

__all__ = ["SIDES", "Writer", "ascc_ld_writer"]

Writer = Callable[[Edition], bytes]
"""Maps an edition and returns the N-Quads of its asserted and its derived graph."""


def ascc_ld_writer(project: Project, corpus: Corpus, registry: Registry) -> Writer:
    """Return what the package does: the lines are sorted, and the memory is that of one edition."""
    from ascc_ld.mapping.derivation import derived
    from ascc_ld.mapping.edition_graph import edition_graph
    from ascc_ld.mapping.loading import RULES
    from ascc_ld.rdf.terms import Names

    names = Names(corpus.base)
    rules = [project.read_text(name) for name in project.names(RULES, "*.rq")]
    superclasses = corpus.vocabulary.superclasses

    def written(edition: Edition) -> bytes:
        asserted = edition_graph(edition, registry, superclasses, names)
        target = names[f"{edition.slug}/derived"]
        following = [f"{triple} {target} .\n" for triple in derived(rules, asserted.quads)]
        return "".join(sorted(dict.fromkeys([*asserted.n_quads(), *following]))).encode()

    return written


def rdflib_writer(_: Project, corpus: Corpus, registry: Registry) -> Writer:
    """Return what the peer does; it need not sort."""
    from rdflib_peer import SharedNames, edition_dataset

    shared = SharedNames(corpus.base, registry, corpus.vocabulary.superclasses)

    def written(edition: Edition) -> bytes:
        return edition_dataset(edition, shared).serialize(format="nquads", encoding="utf-8")

    return written


SIDES = {"ascc-ld": ascc_ld_writer, "rdflib": rdflib_writer}


def _measured(side: str, count: int) -> dict[str, float]:
    project = default_project()
    corpus = read_corpus(project)
    registry = synthetic_registry(corpus.registry)
    written = SIDES[side](project, corpus, registry)
    triples, seconds = 0, 0.0
    with Path(os.devnull).open("wb", buffering=0) as sink:
        for edition in synthetic_editions(corpus.editions[0], registry, count):
            begun = time.process_time()
            content = written(edition)
            sink.write(content)
            seconds += time.process_time() - begun
            triples += content.count(b" .\n")
    peak_kibibytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "triples": triples,
        "triples_per_second": triples / seconds,
        "peak_mebibytes": peak_kibibytes / 1024,
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_measured(sys.argv[1], int(sys.argv[2]))) + "\n")
