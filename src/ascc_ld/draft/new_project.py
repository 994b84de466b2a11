"""The folder of a project of one's own: ``data/`` alone, with every table that it needs.

Ontology, shapes and questions come with the program, and so do the lists of what is published,
unless the folder has its own.
"""

import csv
import io
from collections.abc import Mapping
from datetime import date
from importlib.resources import files
from string import Template

from ascc_ld.draft.cells import Row, csv_text
from ascc_ld.draft.settings import toml_value
from ascc_ld.ground.project import default_project
from ascc_ld.reading.cells import slug_of
from ascc_ld.reading.corpus import LINKS
from ascc_ld.reading.records import columns
from ascc_ld.reading.registry import TABLES

_COPIED = ("data/files.csv", "data/graphs.csv")
_KEPT_SOURCES = ("cldr", "geonames", "iso-3166", "not-recorded", "un-m49", "world-factbook")


def new_project(base: str, title: str, day: date) -> Mapping[str, str]:
    """Return the files of an empty project, by name: ``base`` is where its IRIs begin.

    ``title`` is that of the series of declarations, ``day`` when the project was made.
    """
    model = default_project()
    written = {name: model.read_text(name) for name in _COPIED}
    for name, kind in TABLES.items():
        rows: list[Row] = []
        text = model.read_text(f"data/registry/{name}.csv")
        shared = list(csv.DictReader(io.StringIO(text, newline="")))
        if name == "sources":
            rows = [row for row in shared if row["slug"] in _KEPT_SOURCES]
        if name == "conferences":
            label = {"subject": "series", "property": "label", "value": title, "language": "en"}
            rows = [{**label, "source": f"{base}dataset"}]
        if name in {"themes", "groups"}:
            rows = [{**row, "examples": ""} for row in shared]
        if name == "places":
            rows = [row for row in shared if row["kind"] == "region"]
        written[f"data/registry/{name}.csv"] = csv_text([c.name for c in columns(kind)], rows)
    for name in LINKS:
        head = model.read_text(name).split("\n")
        lines = [line for line in head if not line.startswith("#mapping_set_") or "_id:" in line]
        end = next(i for i, line in enumerate(lines) if not line.startswith("#"))
        written[name] = "\n".join(lines[: end + 1]) + "\n"
    written["data/dataset.toml"] = _dataset(base, title, day)
    return written


def _dataset(base: str, title: str, day: date) -> str:
    """Return ``data/dataset.toml``, from the file of that name beside this module."""
    template = files("ascc_ld.draft").joinpath("dataset.toml").read_text(encoding="utf-8")
    texts = {
        "base": base,
        "publisher": slug_of(title),
        "title": title,
        "description": f"The declarations of the series, statement by statement: {title}.",
        "catalogue": f"Catalogue: {title}",
        "endpoint": f"SPARQL endpoint: {title}",
    }
    quoted = {name: toml_value(text) for name, text in texts.items()}
    return Template(template).substitute(quoted, day=day.isoformat())
