"""A site of synthetic editions, written one edition at a time.

Usage: ``python benchmarks/many_editions.py EDITIONS [PROCESSES]``.  Prints a JSON object with
``seconds`` (of the clock), ``processor_seconds`` (of all processes), ``files``, ``pages`` and
``peak_mebibytes`` (of the largest process).  Making and mapping the editions is measured too.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from ascc_ld.ground.project import default_project
from ascc_ld.mapping import edition_quads, shared_graphs
from ascc_ld.mapping.loading import RULES
from ascc_ld.publication.files import CONTEXT
from ascc_ld.rdf.terms import Names
from ascc_ld.reading.corpus import Corpus, read_corpus
from ascc_ld.reading.shapes import read_shapes
from ascc_ld.site.editions_site import EditionSource, EditionsSite
from ascc_ld.site.page import load_templates
from ascc_ld.site.site import Sources
from ascc_ld.site.writing import write_editions
from synthetic_editions import synthetic_edition, synthetic_registry

__all__ = ["MappedEditions", "shared_sources", "site_of"]


class MappedEditions(Mapping[str, EditionSource]):
    """``count`` synthetic editions by slug, each made and mapped when it is asked for."""

    def __init__(self, count: int) -> None:
        self._count = count

    def __reduce__(self) -> tuple[type[MappedEditions], tuple[int]]:
        return MappedEditions, (self._count,)

    def __getitem__(self, slug: str) -> EditionSource:
        number = int(slug) - int(self._corpus.editions[0].slug)
        edition = synthetic_edition(self._corpus.editions[0], self._corpus.registry, number)
        superclasses = self._corpus.vocabulary.superclasses
        names = Names(self._corpus.base)
        parts = edition_quads(edition, self._corpus.registry, superclasses, names, self._rules)
        return EditionSource([quad for part in parts for quad in part])

    def __iter__(self) -> Iterator[str]:
        first = int(self._corpus.editions[0].slug)
        return iter([str(first + number) for number in range(1, self._count + 1)])

    def __len__(self) -> int:
        return self._count

    @cached_property
    def _corpus(self) -> Corpus:
        return synthetic_corpus()

    @cached_property
    def _rules(self) -> list[str]:
        project = default_project()
        return [project.read_text(name) for name in project.names(RULES, "*.rq")]


def synthetic_corpus() -> Corpus:
    """Return the real corpus with a synthetic registry, and without what is about real bodies."""
    corpus = read_corpus(default_project())
    return replace(corpus, registry=synthetic_registry(corpus.registry), links=(), examples=())


def shared_sources() -> Sources:
    """Return what the site of synthetic editions has in common."""
    project, corpus = default_project(), synthetic_corpus()
    return Sources(
        base=corpus.base,
        quads=[quad for quads in shared_graphs(corpus).values() for quad in quads],
        shapes=read_shapes(project, corpus.base),
        context=project.read_text(CONTEXT),
        files={},
    )


def site_of(count: int) -> EditionsSite:
    """Return the site of ``count`` synthetic editions."""
    return EditionsSite(shared_sources(), MappedEditions(count))


def _measured(count: int, processes: int | None) -> dict[str, float]:
    load_templates()
    site = site_of(count)
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "site"
        files = write_editions(site, target, processes)
        seconds = time.perf_counter() - begun
        pages = sum(line.endswith(".html\n") for line in (target / "SHA256SUMS").open())
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return {
        "seconds": seconds,
        "processor_seconds": sum(each.ru_utime + each.ru_stime for each in used),
        "files": files,
        "pages": pages,
        "peak_mebibytes": max(each.ru_maxrss for each in used) / 1024,
        "processes": processes or os.cpu_count() or 1,
    }


if __name__ == "__main__":
    chosen = int(sys.argv[2]) if sys.argv[2:] else None
    sys.stdout.write(json.dumps(_measured(int(sys.argv[1]), chosen)) + "\n")
