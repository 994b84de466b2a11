"""Literals as people read them."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from ascc_ld.publication.documents import Index
from ascc_ld.site.messages import messages
from ascc_ld.site.wording import Wording, Words
from built import BASE

XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    ("lexical", "datatype", "read"),
    [
        ("9.5E-1", "double", "0.95"),
        ("8.0E-1", "double", "0.8"),
        ("1.0E0", "double", "1.0"),
        ("-1.39638026E2", "double", "-139.638026"),
        # Files of others: forms that are not canonical, and such as have no value at all.
        ("0.95", "double", "0.95"),
        ("INF", "double", "INF"),
        ("about a half", "double", "about a half"),
        ("9.5E-1", "string", "9.5E-1"),
        ("007", "integer", "007"),
    ],
)
def test_a_number_reads_as_people_write_it(lexical: str, datatype: str, read: str) -> None:
    wording = Wording(Index([], BASE), messages("en"))
    literal = ox.Literal(lexical, datatype=ox.NamedNode(XSD + datatype))
    assert wording.literal(literal) == Words(read)
