"""From a node of the graph back to the row of the table that it was read from."""

from __future__ import annotations

from collections.abc import Mapping

from ascc_ld.ground.faults import Origin
from ascc_ld.rdf.terms import Names
from ascc_ld.reading.corpus import Corpus


def row_origins(corpus: Corpus) -> Mapping[str, Origin]:
    """Return the origin of each node that a row of the tables describes, by its IRI."""
    names = Names(corpus.base)
    registry = corpus.registry
    found: dict[str, Origin] = {}
    for edition in corpus.editions:
        path = f"{corpus.base}{edition.slug}"
        for statement in edition.statements:
            found[f"{path}/declaration/statement/{statement.id}"] = statement.origin
            span = f"{path}/span/{statement.quote.start}-{statement.quote.end}"
            found[span] = statement.origin
        for participation in edition.participations:
            found[f"{path}/participation/{participation.organisation}"] = participation.origin
            span = f"{path}/span/{participation.quote.start}-{participation.quote.end}"
            found[span] = participation.origin
        for mention in edition.mentions:
            found[f"{path}/mention/{mention.id}"] = mention.origin
            found[f"{path}/span/{mention.quote.start}-{mention.quote.end}"] = mention.origin
    for organisation in registry.organisations.values():
        found[names.organisation(organisation.slug).value] = organisation.origin
    for place in registry.places.values():
        found[names.place(place.slug).value] = place.origin
    for country in registry.countries.values():
        found[names.country(country.code).value] = country.origin
    for work in registry.works.values():
        found[names.work(work.slug).value] = work.origin
    for source in registry.sources.values():
        found[names.source(source.slug).value] = source.origin
    return found
