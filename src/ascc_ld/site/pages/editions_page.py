"""The list of all editions, the newest first: where each took place and how much it holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyoxigraph as ox

from ascc_ld.documents.routes import Language
from ascc_ld.site.frame import EDITIONS
from ascc_ld.site.page import Page
from ascc_ld.site.parts.facts import Value
from ascc_ld.site.parts.wording import Words
from ascc_ld.site.rendering import Pages
from ascc_ld.sparql.engine import EmbeddedEngine

_THINGS = ("declaration", "conference")
_COUNTS = ("affirmed", "countries", "statements", "commitments")
_QUERY = """\
PREFIX ascc: <{term}>
PREFIX dcterms: <http://purl.org/dc/terms/>

SELECT ?edition ?declaration ?issued ?conference ?affirmed ?countries ?statements ?commitments
WHERE {{
  ?declaration a ascc:Declaration ;
    dcterms:identifier ?edition .
  OPTIONAL {{ ?declaration dcterms:issued ?issued }}
  OPTIONAL {{ ?declaration ascc:madeAt ?conference }}
  {{
    SELECT ?declaration (COUNT(?body) AS ?affirmed) (COUNT(DISTINCT ?country) AS ?countries)
    WHERE {{
      ?declaration a ascc:Declaration .
      OPTIONAL {{ ?declaration ascc:affirmedBy ?body OPTIONAL {{ ?body ascc:country ?country }} }}
    }}
    GROUP BY ?declaration
  }}
  {{
    SELECT ?declaration (COUNT(?statement) AS ?statements) (COUNT(?commitment) AS ?commitments)
    WHERE {{
      ?declaration a ascc:Declaration .
      OPTIONAL {{
        ?statement a ascc:Statement ; ascc:inDeclaration ?declaration .
        OPTIONAL {{ ?statement a ascc:Commitment BIND (?statement AS ?commitment) }}
      }}
    }}
    GROUP BY ?declaration
  }}
}}
ORDER BY DESC(?issued) DESC(?edition)"""


def editions_page(pages: Pages, engine: EmbeddedEngine, language: Language) -> bytes:
    """Return the page with the list of the editions, as ``engine`` answers its query."""
    page = pages.page(EDITIONS, language)
    query = _QUERY.format(term=pages.index.names.term.iri)
    columns = ("edition", "declaration", "issued", "conference", *_COUNTS)
    heading, lead = page.words["editions.title"], page.words["editions.lead"]
    return pages.render(
        "list.html",
        page,
        heading,
        description=lead,
        page_class="list-page",
        heading=heading,
        lead=lead,
        columns=[page.words[f"editions.{column}"] for column in columns],
        numeric=range(len(columns) - len(_COUNTS), len(columns)),
        rows=[[_cell(page, row, column) for column in columns] for row in engine.ask(query)],
        list_query=query,
    )


def _cell(page: Page, row: Mapping[str, Any], column: str) -> tuple[Value, ...]:
    value = row[column]
    if value is None:
        return ()
    if column in _THINGS:
        return (page.shown(ox.NamedNode(value)),)
    if column == "edition":
        href = page.at.thing(ox.NamedNode(row["declaration"]))
        return (Value(Words(value), href),)
    shown = page.wording.day(str(value)) if column == "issued" else str(value)
    return (Value(Words(shown)),)
