"""What the site shows of which things, as ``contents.toml`` says."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import pyoxigraph as ox

from ascc_ld.documents.index import Document, Index
from ascc_ld.rdf.terms import prefixes


@cache
def contents() -> dict[str, Any]:
    """Read the tables of the site, by name."""
    return tomllib.loads(files("ascc_ld.site").joinpath("contents.toml").read_text("utf-8"))


def expanded(index: Index, compact: str) -> ox.NamedNode:
    """Return the IRI of a compact IRI of ``contents.toml``."""
    prefix, _, local = compact.partition(":")
    return ox.NamedNode(prefixes(index.base)[prefix] + local)


def is_record(index: Index, document: Document) -> bool:
    """Return whether the document is a record that search engines are not given."""
    records = {expanded(index, compact) for compact in contents()["records"]["classes"]}
    return bool(document.things) and not records.isdisjoint(index.types(document.topic))
