"""The folder of a project of one's own: ``data/`` alone, with every table that it needs.

Ontology, shapes and questions come with the program, and so do the lists of what is published,
unless the folder has its own.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date

from ascc_ld.draft.cells import Row
from ascc_ld.draft.settings import toml_value
from ascc_ld.draft.slugs import slug_of
from ascc_ld.ground.project import default_project
from ascc_ld.reading.corpus import LINKS
from ascc_ld.reading.records import columns
from ascc_ld.reading.registry import TABLES

_COPIED = ("data/files.csv", "data/graphs.csv")
_KEPT_SOURCES = ("cldr", "geonames", "iso-3166", "not-recorded", "un-m49", "world-factbook")
_AUTHORITY = "http://publications.europa.eu/resource/authority"


def new_project(base: str, title: str, day: date) -> Mapping[str, str]:
    """Return the files of an empty project, by name: ``base`` is where its IRIs begin.

    ``title`` is that of the series of declarations, ``day`` when the project was made.
    """
    model = default_project()
    files = {name: model.read_text(name) for name in _COPIED}
    for name, kind in TABLES.items():
        rows: list[Row] = []
        text = model.read_text(f"data/registry/{name}.csv")
        shared = list(csv.DictReader(io.StringIO(text, newline="")))
        if name == "sources":
            rows = [row for row in shared if row["slug"] in _KEPT_SOURCES]
        if name == "conferences":
            label = {"subject": "series", "property": "label", "value": title, "language": "en"}
            rows = [{**label, "source": base}]
        if name in {"themes", "groups"}:
            rows = [{**row, "examples": ""} for row in shared]
        if name == "places":
            rows = [row for row in shared if row["kind"] == "region"]
        files[f"data/registry/{name}.csv"] = _table([c.name for c in columns(kind)], rows)
    for name in LINKS:
        head = model.read_text(name).split("\n")
        lines = [line for line in head if not line.startswith("#mapping_set_") or "_id:" in line]
        end = next(i for i, line in enumerate(lines) if not line.startswith("#"))
        files[name] = "\n".join(lines[: end + 1]) + "\n"
    files["data/dataset.toml"] = _dataset(base, title, day)
    return files


def _table(header: list[str], rows: list[Row]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, header, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _dataset(base: str, title: str, day: date) -> str:
    about = f"The declarations of the series, statement by statement: {title}."
    keys = {
        "base": base,
        "version": "1.0.0",
        "publisher": slug_of(title),
        "licence": "https://creativecommons.org/licenses/by/4.0/",
        "rights": "The curated data are licensed under CC BY 4.0. The quoted text of each "
        "declaration belongs to its authors and is quoted as the source.",
        "keywords": ["declarations", title],
        "languages": [f"{_AUTHORITY}/language/ENG"],
        "themes": [f"{_AUTHORITY}/data-theme/GOVE"],
        "examples": [],
    }
    lines = [f"{key} = {toml_value(value)}" for key, value in keys.items()]
    days = [f"created = {day.isoformat()}", f"issued = {day.isoformat()}"]
    texts = {
        "title": title,
        "description": about,
        "catalogue.title": f"Catalogue: {title}",
        "catalogue.description": "What is published: the data set, its files and its endpoint.",
        "endpoint.title": f"SPARQL endpoint: {title}",
        "endpoint.description": "Answers SPARQL 1.1 queries on all named graphs of the data set.",
    }
    tables = [f"[{table}]\nen = {toml_value(text)}" for table, text in texts.items()]
    return "\n\n".join(["\n".join([*lines[:2], *days, *lines[2:]]), *tables]) + "\n"
