"""Names that are code in some language are names in every file: nothing in them is run or read."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pyoxigraph as ox
import pytest

from ascc_ld.building.job import run
from ascc_ld.ground.project import Project
from ascc_ld.links.link_files import link_files
from ascc_ld.links.project_links import read_links

ORGANISATIONS = "data/registry/organisations.csv"
NAMES = [
    'City" } ; DROP ALL #',
    'City\\" \\u0022 } SELECT',
    'x" . <http://evil.example/> a <http://evil.example/C> . "',
    "'''\"\"\" }} UNION {{",
    "x ?org $this ${name} {name} %s {0}",
    "{{ 7*7 }}{% include 'x' %}",
    "<script>alert(1)</script><!-- ]]> -->",
    "&amp;&#34;&lt;",
    "a\\nb\\tc\\",
    "*/ LAST | CREATE /*",
]
SYNTAXES = {
    "ascc.ttl": ox.RdfFormat.TURTLE,
    "ascc.nq": ox.RdfFormat.N_QUADS,
    "ascc.trig": ox.RdfFormat.TRIG,
    "ascc.rdf": ox.RdfFormat.RDF_XML,
    "ascc.jsonld": ox.RdfFormat.JSON_LD,
}


@pytest.fixture
def named(project_copy: Project) -> Project:
    """A project whose bodies have such names beside their own."""
    path = project_copy.path(ORGANISATIONS)
    rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8"), newline="")))
    for row, name in zip(rows[1:], (n.replace("; ", ";") for n in NAMES), strict=False):
        row["other_names"] = "; ".join(filter(None, [row["other_names"], name]))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue(), "utf-8")
    return project_copy


@pytest.mark.long
def test_each_is_in_every_file_as_it_is_written(named: Project, tmp_path: Path) -> None:
    run(named, tmp_path / "dist")
    wanted = {name.replace("; ", ";") for name in NAMES}
    for file, syntax in SYNTAXES.items():
        quads = list(ox.parse(path=tmp_path / "dist" / file, format=syntax))
        texts = {quad.object.value for quad in quads if isinstance(quad.object, ox.Literal)}
        assert wanted <= texts, (file, wanted - texts)
        assert not any("evil.example" in str(quad.subject) for quad in quads), file
    links = read_links(named)
    files = link_files(links.corpus, links.entities, links.context.terms)
    assert any(name.endswith(".sssom.tsv") for name in files)
