"""The files of ``ascc-ld link export``: the tables, their RDF, and the batch for Wikidata."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pyoxigraph as ox

from ascc_ld.links import quickstatements
from ascc_ld.links.entities import EntityLinks
from ascc_ld.links.wikidata_terms import WikidataTerms
from ascc_ld.rdf.n_quads import sorted_n_quads
from ascc_ld.rdf.terms import prefixes
from ascc_ld.rdf.turtle import TurtleWriter, statement_order
from ascc_ld.reading import sssom
from ascc_ld.reading.corpus import Corpus


def link_files(
    corpus: Corpus, entities: Sequence[EntityLinks], terms: WikidataTerms
) -> Mapping[str, bytes]:
    """Return the content of each file by name.

    * ``<set>.sssom.tsv``: each mapping set in canonical SSSOM/TSV;
    * ``links.ttl``, ``links.nt``: sets, records and the links that they assert, as direct triples;
    * ``wikidata.enrich.txt``, ``wikidata.create.txt``: the batches for items that exist and for
      new ones, each command below its sentence;
    * ``wikidata.enrich.bare.txt``, ``wikidata.create.bare.txt``: the same commands alone.
    """
    triples: list[ox.Triple] = []
    tables = {}
    for mapping_set in corpus.links:
        name = mapping_set.mapping_set_id.rpartition("/")[2]
        tables[f"{name}.sssom.tsv"] = sssom.write(mapping_set).encode()
        triples += [*sssom.records(mapping_set), *sssom.direct_links(mapping_set)]
    unique = list(dict.fromkeys(triples))
    rank = statement_order(unique)
    turtle = TurtleWriter(prefixes(corpus.base), rank, corpus.base).turtle(unique)
    parts = quickstatements.batch(corpus, entities, terms)
    return {
        **tables,
        "links.nt": sorted_n_quads(unique),
        "links.ttl": turtle.encode(),
        "wikidata.enrich.txt": quickstatements.with_words(parts.enrich).encode(),
        "wikidata.enrich.bare.txt": quickstatements.without_words(parts.enrich).encode(),
        "wikidata.create.txt": quickstatements.with_words(parts.create).encode(),
        "wikidata.create.bare.txt": quickstatements.without_words(parts.create).encode(),
    }
