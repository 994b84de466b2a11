"""Everything a project holds, read and cross-checked in one go."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ascc_ld.ground.faults import DataError, Fault, gathered
from ascc_ld.ground.project import Project
from ascc_ld.reading import sssom
from ascc_ld.reading.dataset_settings import DatasetDescription, read_dataset_description
from ascc_ld.reading.editions import Edition, read_edition
from ascc_ld.reading.examples import read_examples
from ascc_ld.reading.registry import Registry, read_registry
from ascc_ld.reading.vocabulary import Vocabulary, read_vocabulary, refuse_unusable
from ascc_ld.sparql.example import Example

LINKS = ("data/links/vocabularies.sssom.tsv", "data/links/wikidata.sssom.tsv")
"""The tables of links that every project has; a project may have more."""


@dataclass(frozen=True)
class Corpus:
    """The editions, what they share, the links, the vocabulary and the queries, under one base."""

    base: str
    editions: tuple[Edition, ...]
    registry: Registry
    links: tuple[sssom.MappingSet, ...]
    examples: tuple[Example, ...]
    vocabulary: Vocabulary
    description: DatasetDescription


def read_corpus(project: Project, base: str | None = None, *, tried: bool = True) -> Corpus:
    """Read all of ``project``; ``base`` overrides the base IRI that its editions set.

    The example queries are ``tried`` on an empty store, unless a build has done so before.

    Raises :class:`~ascc_ld.ground.faults.DataError` with every fault of every file, and
    :class:`~ascc_ld.ground.faults.UnusableBase`.
    """
    refuse_unusable(base)
    vocabulary = read_vocabulary(project)
    registry, faults = read_registry(project, vocabulary)
    description, description_faults = read_dataset_description(project)
    faults += description_faults
    editions = []
    for slug in project.edition_slugs():
        if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug):
            remedy = "Name the folder in a-z, 0-9 and hyphens."
            faults.append(Fault(f"data/{slug}", None, None, slug, "is not a valid slug", remedy))
            continue
        edition, edition_faults = read_edition(project, slug, registry, vocabulary)
        faults += edition_faults
        if edition is not None:
            editions.append(edition)
    if not project.edition_slugs():
        problem = "contains no edition"
        remedy = "Add a folder such as data/2024 with an edition.toml."
        faults.append(Fault("data", None, None, None, problem, remedy))
    faults += _base_faults(editions)
    chosen = base or next((edition.about.base for edition in editions), None)
    links: list[sssom.MappingSet] = []
    for name in sorted({*LINKS, *project.names("data/links", "*.sssom.tsv")}):
        with gathered(faults):
            links.append(sssom.read(project.read_text(name, chosen), name))
    examples: tuple[Example, ...] = ()
    with gathered(faults):
        examples = read_examples(project, chosen, tried=tried)
    if faults or description is None or chosen is None:
        raise DataError(faults)
    return Corpus(
        base=chosen,
        editions=tuple(editions),
        registry=registry,
        links=tuple(links),
        examples=examples,
        vocabulary=vocabulary if chosen == vocabulary.base else read_vocabulary(project, chosen),
        description=description,
    )


def _base_faults(editions: list[Edition]) -> list[Fault]:
    bases: Mapping[str, str] = {edition.about.base: edition.slug for edition in reversed(editions)}
    if len(bases) <= 1:
        return []
    problem = "is not the base of every edition"
    remedy = "Editions of one data set share one base IRI."
    return [
        Fault(f"data/{slug}/edition.toml", None, "base", base, problem, remedy)
        for base, slug in bases.items()
    ]
