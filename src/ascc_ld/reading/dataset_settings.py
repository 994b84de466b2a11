"""What the published data set says of itself: ``data/dataset.toml``, ``files.csv``, ``graphs.csv``.

Only what cannot be counted stands there; the figures are computed from what is published.
"""

from __future__ import annotations

from collections.abc import Mapping

from ascc_ld.ground.faults import Fault, Origin
from ascc_ld.ground.project import Project
from ascc_ld.reading.model import DatasetDescription, DistributedFile
from ascc_ld.reading.settings import Settings
from ascc_ld.reading.tables import Column, Row, TableForm, matching, one_of, read_table

__all__ = ["DATASET", "FILES", "GRAPHS", "HOLDS", "read_dataset_description"]

DATASET = "data/dataset.toml"
FILES = "data/files.csv"
GRAPHS = "data/graphs.csv"
HOLDS = ("dataset", "asserted", "part", "companion", "illustration")
"""What a file holds: all named graphs, the asserted ones, a part of them, what one needs to read
or to check them, or a picture.
"""

_GRAPH = r"(?:\{edition\}/)?[^\s<>\"{}|\\^`#?]+"
_TITLES = (Column("en"), Column("ja"))
_FILES_FORM = TableForm(
    (
        Column("file", reads=matching(r"[A-Za-z0-9-]+(?:\.[a-z]+)+", "ascc.ttl")),
        Column("holds", reads=one_of(*HOLDS)),
        *_TITLES,
    ),
    key=("file",),
)
_GRAPHS_FORM = TableForm(
    (Column("graph", reads=matching(_GRAPH, "graph/links or {edition}/graph")), *_TITLES),
    key=("graph",),
)


def read_dataset_description(project: Project) -> tuple[DatasetDescription | None, list[Fault]]:
    """Read the three files; ``None`` with the faults where a key is missing or wrong."""
    keys = Settings.read(project, DATASET)
    files, faults = read_table(project.path(FILES), FILES, _FILES_FORM)
    graphs, graph_faults = read_table(project.path(GRAPHS), GRAPHS, _GRAPHS_FORM)
    found = DatasetDescription(
        title=keys.labels("title"),
        description=keys.labels("description"),
        publisher=keys.slug("publisher"),
        licence=keys.iri("licence"),
        rights=keys.text("rights"),
        version=keys.text("version"),
        issued=keys.date("issued"),
        created=keys.date("created"),
        keywords=keys.texts("keywords"),
        languages=keys.iris("languages"),
        themes=keys.iris("themes"),
        examples=keys.texts("examples"),
        catalogue_title=keys.labels("catalogue.title"),
        catalogue_description=keys.labels("catalogue.description"),
        endpoint_title=keys.labels("endpoint.title"),
        endpoint_description=keys.labels("endpoint.description"),
        files={row["file"]: _file(row) for row in files},
        graphs={row["graph"]: _titles(row) for row in graphs},
    )
    keys.reject_others()
    faults = [*keys.faults, *faults, *graph_faults]
    return (None if faults else found), faults


def _file(row: Row) -> DistributedFile:
    return DistributedFile(
        name=row["file"],
        holds=row["holds"],
        title=_titles(row),
        origin=Origin(row.file, row.line),
    )


def _titles(row: Row) -> Mapping[str, str]:
    return {language: row[language] for language in ("en", "ja")}
