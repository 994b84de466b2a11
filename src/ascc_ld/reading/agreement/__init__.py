"""The text and the tables of an edition, held against each other, to the last sentence and line.

Every quote stands where its row says, every sentence belongs to a statement, every list line to
a participation under the right heading, every name of a known organisation in the running text
to a mention; and no row speaks of what the text does not say.
"""

from __future__ import annotations

from collections.abc import Mapping

from ascc_ld.ground.faults import Fault
from ascc_ld.reading.agreement.front_matter import FrontMatterAgreement
from ascc_ld.reading.agreement.holding import Holding
from ascc_ld.reading.agreement.mentions import MentionAgreement
from ascc_ld.reading.agreement.printed_list import ListAgreement
from ascc_ld.reading.agreement.statements import StatementAgreement
from ascc_ld.reading.edition_settings import EditionDescription
from ascc_ld.reading.registry import Registry
from ascc_ld.reading.source import Source
from ascc_ld.reading.tables import Table

__all__ = ["disagreements"]

_BY_TABLE = {
    "statements": StatementAgreement,
    "participants": ListAgreement,
    "mentions": MentionAgreement,
}


def disagreements(
    file: str,
    source: Source,
    about: EditionDescription,
    registry: Registry,
    tables: Mapping[str, Table],
) -> list[Fault]:
    """Return all that does not agree; a table that could not be read is passed over.

    ``file`` is how messages call the text that ``source`` was laid out from.
    """
    held: list[Holding] = [FrontMatterAgreement(file, source, about, registry, tables)]
    held += [
        agreement(file, source, about, registry, tables)
        for name, agreement in _BY_TABLE.items()
        if tables[name].readable
    ]
    return [fault for holding in held for fault in holding.faults()]
