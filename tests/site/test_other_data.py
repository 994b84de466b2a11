"""A site of data that others wrote: blank nodes and nameless graphs are no reason to fail."""

from __future__ import annotations

import pyoxigraph as ox

from ascc_ld.project import default_project
from ascc_ld.site.of_project import site_of_quads

BASE = "https://data.example.org/x/"
DATA = f"""
<{BASE}org/a> <http://www.w3.org/2000/01/rdf-schema#label> "A body"@en ;
  <http://www.w3.org/2004/02/skos/core#note> "Named in no graph." ;
  <http://purl.org/dc/terms/relation> [ <http://purl.org/dc/terms/title> "nameless" ] .
"""


def test_things_have_pages_and_data_and_what_has_no_address_has_none() -> None:
    quads = list(ox.parse(DATA, format=ox.RdfFormat.TURTLE))
    site = site_of_quads(default_project(), BASE, quads)
    assert "Named in no graph." in site["org/a.html"].decode()
    assert f"<{BASE}org/a>" in site["org/a.ttl"].decode()
    assert b"nameless" not in site["org/a.html"]
    assert b"nameless" in site["ascc.nq"], "the dump and the endpoint have all of it"
