"""What a reader looks for first on the page of a thing, before all that the graphs say of it.

Of a statement that is what its sentence does, in everybody's words; of a body, where several
editions are, in which declarations it stands.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from ascc_ld.rdf.terms import CATALOGUE
from ascc_ld.site.contents import contents
from ascc_ld.site.page import Page
from ascc_ld.site.parts.anchors import NAMING, EditionText
from ascc_ld.site.parts.facts import FactGroup, FactRow, Thing, Value, in_one_language
from ascc_ld.site.parts.wording import Words
from ascc_ld.site.rendering import Pages

_IS_PART_OF = CATALOGUE["dcterms"]["isPartOf"]
_IDENTIFIER = CATALOGUE["dcterms"]["identifier"]


def statement_first(page: Page, thing: Thing) -> Thing:
    """Return a statement with what its sentence does first, and no row twice."""
    rows = {row.compact: row for group in thing.groups for row in group.rows}
    first = [
        rows[compact]._replace(
            label=Words(page.words[f"declaration.{key}"]),
            values=in_one_language(rows[compact].values),
        )
        for compact, key in {"ascc:force": "force", **contents()["statement"]}.items()
        if compact in rows
    ]
    taken = {row.compact for row in first}
    rest = [
        group._replace(rows=tuple(row for row in group.rows if row.compact not in taken))
        for group in thing.groups
    ]
    told = FactGroup(page.words["declaration.does"], tuple(first))
    return thing._replace(groups=tuple(group for group in (told, *rest) if group.rows))


def body_first(pages: Pages, page: Page, body: ox.NamedNode, thing: Thing) -> Thing:
    """Return a body with the declarations that it stands in first, the newest at the top.

    They lead to the words that name it, which are not quoted once more.
    """
    editions = pages.anchors.editions
    if len(editions) < 2:  # noqa: PLR2004 - its sentence and quotes say it of the only one
        return thing
    rows = [
        FactRow(
            Words(edition.name),
            page.wording.of(edition.declaration).text,
            page.at.page(edition.path),
            standing,
        )
        for edition in reversed(editions)
        if (standing := tuple(_standing(pages, page, body, edition)))
    ]
    if not rows:
        return thing
    told = FactGroup(page.words["declaration.in_which"], tuple(rows))
    return thing._replace(groups=(told, *thing.groups), quotes=())


def _standing(
    pages: Pages, page: Page, body: ox.NamedNode, edition: EditionText
) -> Iterator[Value]:
    """Yield how ``body`` stands in an edition, each with the link to the words that say so."""
    index, names = pages.index, pages.index.names
    term, proposer = names.term, names.concept("role", "proposer")
    facts = [fact for fact in index.incoming(body) if fact.graph == edition.graph]
    said = {fact.predicate for fact in facts}
    member, mentioned = NAMING

    def told(key: str, naming: ox.NamedNode, **values: str) -> Value:
        href = pages.sentence_of(page, naming)
        return Value(Words(page.words(f"declaration.{key}", **values)), href)

    for fact in sorted(facts, key=lambda fact: fact.predicate != member):
        if fact.predicate not in NAMING:
            continue
        naming = fact.subject
        roles = index.things(naming, term["role"])
        if fact.predicate == member and term["affirmedBy"] in said:
            yield told("affirmed", naming)
        elif fact.predicate == mentioned and proposer in roles:
            yield told("proposed", naming)
        else:
            statements = index.things(naming, _IS_PART_OF)
            where = [index.objects(each, _IDENTIFIER)[0].value for each in statements]
            role = page.wording.of(roles[0]).text if roles else ""
            key = "named" if where else "listed"
            yield told(key, naming, statement=", ".join(where), role=role)
