"""The text and the tables of an edition, compared to the last sentence and line.

Every quote stands where its row says, every sentence belongs to a statement, every list line to
a participation under the right heading, every name of a known organisation in the running text
to a mention; and no row speaks of what the text does not say.
"""

from collections.abc import Mapping

from ascc_ld.ground.faults import Fault
from ascc_ld.reading.cross_check.check import CrossCheck, place
from ascc_ld.reading.cross_check.front_matter import FrontMatterCheck
from ascc_ld.reading.cross_check.mentions import MentionCheck
from ascc_ld.reading.cross_check.printed_list import ListCheck
from ascc_ld.reading.cross_check.statements import StatementCheck
from ascc_ld.reading.declaration_text import DeclarationText
from ascc_ld.reading.edition_settings import EditionDescription
from ascc_ld.reading.registry import Registry
from ascc_ld.reading.tables import Table

__all__ = ["disagreements", "place"]

_BY_TABLE = {
    "statements": StatementCheck,
    "participants": ListCheck,
    "mentions": MentionCheck,
}


def disagreements(
    file: str,
    source: DeclarationText,
    about: EditionDescription,
    registry: Registry,
    tables: Mapping[str, Table],
) -> list[Fault]:
    """Return all that does not agree; a table that could not be read is passed over.

    ``file`` is how messages call the text that ``source`` was laid out from.
    """
    checks: list[CrossCheck] = [FrontMatterCheck(file, source, about, registry, tables)]
    checks += [
        check(file, source, about, registry, tables)
        for name, check in _BY_TABLE.items()
        if tables[name].readable
    ]
    return [fault for check in checks for fault in check.faults()]
