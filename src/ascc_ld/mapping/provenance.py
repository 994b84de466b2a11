"""From a node of the graph back to the row of the table that it was read from."""

from collections.abc import Mapping

from ascc_ld.ground.faults import Origin
from ascc_ld.reading.corpus import Corpus
from ascc_ld.reading.editions import Mention, Participation, Statement
from ascc_ld.reading.records import TableRecord
from ascc_ld.reading.registry import PATHS


def row_origins(corpus: Corpus) -> Mapping[str, Origin]:
    """Return the origin of each node that a row of the tables describes, by its IRI."""
    found: dict[str, Origin] = {}
    for edition in corpus.editions:
        rows: tuple[tuple[str, Statement | Participation | Mention], ...] = (
            *((f"declaration/statement/{s.id}", s) for s in edition.statements),
            *((f"participation/{p.organisation}", p) for p in edition.participations),
            *((f"mention/{m.id}", m) for m in edition.mentions),
        )
        for node, row in rows:
            found[f"{corpus.base}{edition.slug}/{node}"] = row.origin
    for name, path in PATHS.items():
        table: Mapping[str, TableRecord] = getattr(corpus.registry, name)
        found |= {f"{corpus.base}{path}/{key}": row.origin for key, row in table.items()}
    return found
