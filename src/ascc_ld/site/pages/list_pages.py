"""Lists of all things of a kind (``contents.toml``), each with its query."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from ascc_ld.documents.index import Document, Index
from ascc_ld.documents.routes import Language
from ascc_ld.site.contents import contents, expanded
from ascc_ld.site.page import Page
from ascc_ld.site.parts.collation import collation_key
from ascc_ld.site.parts.facts import Value
from ascc_ld.site.parts.wording import Words
from ascc_ld.site.rendering import Pages


@dataclass(frozen=True)
class List:
    """A list: ``classes`` and ``columns`` are compact IRIs, ``path`` that of its document."""

    path: str
    classes: tuple[str, ...]
    columns: tuple[str, ...]


@cache
def lists() -> tuple[List, ...]:
    """Read the lists of the site."""
    return tuple(
        List(
            row["path"],
            (row["class"],) if isinstance(row["class"], str) else tuple(row["class"]),
            tuple(row["columns"]),
        )
        for row in contents()["list"]
    )


def list_document(index: Index, wanted: List) -> Document:
    """Return the document of a list, with its members in the order of the graphs."""
    classes = {expanded(index, cls) for cls in wanted.classes}
    return Document(
        wanted.path, (), tuple(t for t in index.subjects() if classes & {*index.types(t)})
    )


def list_query(index: Index, wanted: List) -> str:
    """Return the query for the list, with a row for each combination of values."""
    names = [f"?{column.partition(':')[2]}" for column in wanted.columns]
    classes = " ".join(f"<{expanded(index, cls).value}>" for cls in wanted.classes)
    optional = "".join(
        f"  OPTIONAL {{ ?thing <{expanded(index, column).value}> {name} }}\n"
        for column, name in zip(wanted.columns, names, strict=True)
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


def index_page(pages: Pages, wanted: List, document: Document, language: Language) -> bytes:
    """Return the page of a list, its members sorted by name."""
    page = pages.page(wanted.path, language)
    heading = page.words[f"indexes.{wanted.path}"]
    lead = page.words[f"index_leads.{wanted.path}"]
    columns = (
        page.words["page.name"],
        *(page.wording.of(page.wording.expand(column)).text for column in wanted.columns),
    )
    members = sorted(document.members, key=lambda member: _place(page, member))
    rows = tuple(_row(pages.index, page, wanted, member) for member in members)
    return pages.render(
        "list.html",
        page,
        heading,
        document=document,
        description=lead,
        page_class="list-page",
        heading=heading,
        lead=lead,
        columns=columns,
        numeric=(),
        rows=rows,
        list_query=list_query(pages.index, wanted),
    )


def _place(page: Page, member: ox.NamedNode) -> tuple[str, ...]:
    return *collation_key(page.wording.of(member).text), member.value


def _row(
    index: Index, page: Page, wanted: List, member: ox.NamedNode
) -> tuple[tuple[Value, ...], ...]:
    return (
        (page.shown(member),),
        *(_cell(index, page, member, page.wording.expand(column)) for column in wanted.columns),
    )


def _cell(
    index: Index, page: Page, member: ox.NamedNode, predicate: ox.NamedNode
) -> tuple[Value, ...]:
    """Return the values; of texts, the one in the page's language.

    A value that is within another comes first, as a province does before its country.
    """
    values = index.objects(member, predicate)
    if not values:
        return ()
    if isinstance(values[0], ox.Literal):
        words = page.wording.value(member, page.wording.compact(predicate.value))
        return (Value(words or Words(values[0].value)),)
    things = [value for value in values if isinstance(value, ox.NamedNode)]
    beyond = {further for thing in things for further in index.objects(thing, predicate)}
    return tuple([page.linked(thing) for thing in sorted(things, key=beyond.__contains__)])
