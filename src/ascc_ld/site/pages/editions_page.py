"""The list of all editions, the newest first: where each took place and how much it holds."""

from __future__ import annotations

import pyoxigraph as ox

from ascc_ld.documents.routes import Language
from ascc_ld.site.frame import EDITIONS
from ascc_ld.site.overviews import Answers
from ascc_ld.site.overviews.asking import Row
from ascc_ld.site.page import Page
from ascc_ld.site.parts.facts import Value
from ascc_ld.site.parts.wording import Words
from ascc_ld.site.rendering import Pages

_QUERY = "the-editions"
_TOLD = ("edition", "declaration", "issued", "conference")
_COUNTED = ("affirmed", "countries", "statements", "commitments")


def editions_page(pages: Pages, answers: Answers, language: Language) -> bytes:
    """Return the page with a row for each edition, as the example query answers.

    Raises :class:`~ascc_ld.ground.faults.DataError` where the example is missing.
    """
    page = pages.page(EDITIONS, language)
    heading, lead = page.words["editions.title"], page.words["editions.lead"]
    columns = (*_TOLD, *_COUNTED)
    asked = answers.by_edition(_QUERY)
    rows = [row for edition in reversed(pages.anchors.editions) for row in asked[edition.name]]
    return pages.render(
        "editions.html",
        page,
        heading,
        description=lead,
        page_class="list-page",
        heading=heading,
        lead=lead,
        columns=[page.words[f"editions.{column}"] for column in columns],
        numeric=range(len(_TOLD), len(columns)),
        rows=[[_cell(page, row, column) for column in columns] for row in rows],
        list_query=answers.query(_QUERY).text,
    )


def _cell(page: Page, row: Row, column: str) -> tuple[Value, ...]:
    value = row[column]
    if value is None:
        return ()
    if column in ("declaration", "conference"):
        return (page.shown(ox.NamedNode(value)),)
    text = page.wording.day(str(value)) if column == "issued" else str(value)
    href = page.at.thing(ox.NamedNode(row["declaration"])) if column == "edition" else None
    return (Value(Words(text), href),)
