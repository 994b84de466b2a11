"""Lists of all things of a kind (``contents.toml``), each with its query."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import pyoxigraph as ox

from ascc_ld.documents.index import Document, Index
from ascc_ld.documents.routes import Language
from ascc_ld.site.contents import contents, expanded
from ascc_ld.site.page import Page
from ascc_ld.site.pages.summary import followed, named
from ascc_ld.site.parts.anchors import EditionText
from ascc_ld.site.parts.collation import collation_key
from ascc_ld.site.parts.facts import Value
from ascc_ld.site.parts.wording import Words
from ascc_ld.site.rendering import Pages


class Column(NamedTuple):
    """A column: ``path`` is a property path of compact IRIs, ``name`` its last property."""

    path: str
    is_facet: bool

    @property
    def name(self) -> str:
        """The compact IRI of the property that the values are of."""
        return re.split(r"[|/^]", self.path)[-1]


class Cell(NamedTuple):
    """A value in a row, and what a facet knows it by.

    ``key`` is the value's in the address of a choice, the same in each language; ``editions`` names
    those that say so, where there are several.
    """

    value: Value
    key: str = ""
    editions: str = ""


@dataclass(frozen=True)
class List:
    """A list: ``classes`` and ``order`` are compact IRIs, ``path`` that of its document.

    ``edition`` is the column that says which edition has a member.
    """

    path: str
    classes: tuple[str, ...]
    columns: tuple[Column, ...]
    edition: Column | None
    order: str
    csv: str


@cache
def lists() -> tuple[List, ...]:
    """Read the lists of the site."""
    return tuple(map(_read, contents()["list"]))


def _read(row: Mapping[str, Any]) -> List:
    facets = set(row.get("facets", ()))
    columns = [Column(path, is_facet=False) for path in row["columns"]]
    return List(
        row["path"],
        (row["class"],) if isinstance(row["class"], str) else tuple(row["class"]),
        tuple(column._replace(is_facet=column.name in facets) for column in columns),
        Column(row["edition"], is_facet=True) if "edition" in row else None,
        row.get("order", ""),
        row.get("csv", ""),
    )


def list_document(index: Index, wanted: List) -> Document:
    """Return the document of a list, with its members in the order of the graphs."""
    classes = {expanded(index, cls) for cls in wanted.classes}
    return Document(
        wanted.path, (), tuple(t for t in index.subjects() if classes & {*index.types(t)})
    )


def list_query(index: Index, wanted: List, columns: Sequence[Column]) -> str:
    """Return the query for the list, with a row for each combination of values."""
    names = [f"?{column.name.partition(':')[2]}" for column in columns]
    classes = " ".join(f"<{expanded(index, cls).value}>" for cls in wanted.classes)
    optional = "".join(
        f"  OPTIONAL {{ ?thing {_path(index, column)} {name} }}\n"
        for column, name in zip(columns, names, strict=True)
    )
    return (
        f"SELECT DISTINCT {' '.join(['?thing', *names])}\n"
        "WHERE {\n"
        f"  VALUES ?class {{ {classes} }}\n"
        "  ?thing a ?class .\n"
        f"{optional}"
        "}\n"
        "ORDER BY ?thing"
    )


def _path(index: Index, column: Column) -> str:
    return re.sub(r"[^|/^]+", lambda iri: f"<{expanded(index, iri[0]).value}>", column.path)


def index_page(pages: Pages, wanted: List, document: Document, language: Language) -> bytes:
    """Return the page of a list, its members sorted by name or as the list says."""
    page = pages.page(wanted.path, language)
    heading = page.words[f"indexes.{wanted.path}"]
    lead = page.words[f"index_leads.{wanted.path}"]
    several = wanted.edition is not None and len(pages.anchors.editions) > 1
    columns = (*wanted.columns, wanted.edition) if wanted.edition and several else wanted.columns
    members = sorted(document.members, key=lambda member: _place(pages, page, wanted, member))
    return pages.render(
        "list.html",
        page,
        heading,
        document=document,
        description=lead,
        page_class="list-page",
        heading=heading,
        lead=lead,
        columns=[(_heading(page, column), column) for column in columns],
        rows=[(page.shown(each), each, _row(pages, page, columns, each)) for each in members],
        list_query=list_query(pages.index, wanted, columns),
        csv=wanted.csv if wanted.csv in pages.frame.sources.files else "",
    )


def _heading(page: Page, column: Column) -> str:
    own = page.words.texts.get(f"columns.{column.name}")
    return own or page.wording.of(page.wording.expand(column.name)).text


def _place(pages: Pages, page: Page, wanted: List, member: ox.NamedNode) -> tuple[str | float, ...]:
    """Return the sort key: the name, or the newest edition first and then the order in it."""
    if not wanted.order:
        return *collation_key(page.wording.of(member).text), member.value
    edition = pages.anchors.edition_at(pages.index.path(member) or "")
    age = -pages.anchors.editions.index(edition) if edition else 1
    positions = pages.index.objects(member, page.wording.expand(wanted.order))
    return age, *(float(position.value) for position in positions), member.value


def _row(
    pages: Pages, page: Page, columns: Iterable[Column], member: ox.NamedNode
) -> list[list[Cell]]:
    return [_cells(pages, page, member, column) for column in columns]


def _cells(pages: Pages, page: Page, member: ox.NamedNode, column: Column) -> list[Cell]:
    """Return the values; of texts, the one in the page's language.

    A value that is within another comes first, as a province does before its country.
    """
    index, anchors = pages.index, pages.anchors
    found: dict[ox.NamedNode | ox.Literal, dict[EditionText, None]] = {}
    for step in followed(page, member, column.path):
        edition = anchors.edition(step.fact.graph)
        found.setdefault(step.end, {}).update({edition: None} if edition else {})
    for value, editions in found.items():
        if isinstance(value, ox.Literal):
            words = page.wording.value(member, column.name) or Words(value.value)
            tag = next((each.language for each in editions), "") if not value.language else ""
            told = words._replace(language=tag) if tag not in ("", page.language.tag) else words
            return [Cell(Value(told))]
    things = [value for value in found if isinstance(value, ox.NamedNode)]
    predicate = page.wording.expand(column.name)
    beyond = {further for thing in things for further in index.objects(thing, predicate)}
    several = len(anchors.editions) > 1
    return [
        Cell(
            _shown(pages, page, thing),
            _key(pages, thing) if column.is_facet else "",
            " ".join(each.name for each in found[thing]) if several else "",
        )
        for thing in sorted(things, key=beyond.__contains__)
    ]


def _shown(pages: Pages, page: Page, thing: ox.NamedNode) -> Value:
    """Return a value in everybody's words; where there are several “we”, each with its edition."""
    value = page.linked(thing)
    words = named(pages.index, page, thing).words
    edition = pages.anchors.edition_at(pages.index.path(thing) or "")
    if edition and words != value.words and len(pages.anchors.editions) > 1:
        words = words._replace(text=f"{words.text} {edition.name}")
    return value._replace(words=words)


def _key(pages: Pages, thing: ox.NamedNode) -> str:
    """Return the end of the thing's address, or all of it if each edition has one of that name."""
    path = pages.index.path(thing) or thing.value
    return path if pages.anchors.edition_at(path) else path.rpartition("/")[2]
