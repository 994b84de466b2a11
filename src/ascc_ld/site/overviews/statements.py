"""Overviews of the statements: who is named where, the forces along the text, the themes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from ascc_ld.site.overviews.asking import Asking, Names, Row
from ascc_ld.site.overviews.overview import Cell, Overview, OverviewLinks, empty
from ascc_ld.site.overviews.wording import OverviewWording
from ascc_ld.site.pictures.matrix import Head, Matrix, MatrixMark, matrix
from ascc_ld.site.pictures.svg import Label, TextAlternative
from ascc_ld.site.pictures.text_strip import Family, Part, StripBlock, text_strip


def who_is_named_where(asking: Asking, say: OverviewWording, links: OverviewLinks) -> Overview:
    """Return the organisations that the running text names, by statement, with their roles."""
    query = "who-is-named-where"
    rows = asking.rows(query)
    names = asking.names(row[key] for row in rows for key in ("organisation", "role"))
    organisations = _once(row["organisation"] for row in rows)
    roles = _once(row["role"] for row in rows)
    columns = _statements(rows)

    def told(row: Row) -> str:
        organisation, role = names[row["organisation"]].text, names[row["role"]].text
        return say("mentions", "mark", organisation=organisation, statement=row["id"], role=role)

    drawn = Matrix(
        rows=[Head(names[iri], links.page(iri)) for iri in organisations],
        columns=[Head(Label(name), links.sentence(iri)) for iri, name in columns.items()],
        marks=[
            MatrixMark(
                organisations.index(row["organisation"]),
                list(columns).index(row["statement"]),
                roles.index(row["role"]),
                told(row),
                links.sentence(row["mention"]),
            )
            for row in rows
        ],
        kinds=[names[role] for role in roles],
        names=150,
        cell=40,
    )
    alternative = TextAlternative(
        "picture-mentions",
        say("mentions", "title"),
        say("mentions", "alt", marks=say.listed(*map(told, rows))),
    )
    return Overview(
        key="mentions",
        title=say("mentions", "title"),
        summary=say("mentions", "summary"),
        pictures=(matrix(alternative, drawn),) if rows else (),
        notes=empty(rows, say),
        columns=say.columns("organisation", "role", "statement"),
        table=tuple(
            (
                Cell.of(names[row["organisation"]], links.page(row["organisation"])),
                Cell.of(names[row["role"]], links.page(row["role"])),
                Cell(row["id"], href=links.sentence(row["mention"]), place=row["start"]),
            )
            for row in rows
        ),
        query=asking.query(query).name,
    )


def themes_by_statement(asking: Asking, say: OverviewWording, links: OverviewLinks) -> Overview:
    """Return the themes in the order in which the text comes to them, by statement."""
    query = "themes-of-each-statement"
    rows = asking.rows(query)
    names = asking.names(row["theme"] for row in rows)
    themes = _once(row["theme"] for row in rows)
    columns = _statements(rows)
    drawn = Matrix(
        rows=[Head(names[iri], links.page(iri)) for iri in themes],
        columns=[Head(Label(name), links.sentence(iri)) for iri, name in columns.items()],
        marks=[
            MatrixMark(
                themes.index(row["theme"]),
                list(columns).index(row["statement"]),
                None,
                f"{names[row['theme']].text}: {row['id']}",
                links.sentence(row["statement"]),
            )
            for row in rows
        ],
        kinds=(),
        names=172,
        cell=32,
    )
    alternative = TextAlternative(
        "picture-themes",
        say("themes", "title"),
        say("themes", "alt", themes=len(themes), statements=len(columns)),
    )
    return Overview(
        key="themes",
        title=say("themes", "title"),
        summary=say("themes", "summary"),
        pictures=(matrix(alternative, drawn),) if rows else (),
        notes=empty(rows, say),
        columns=say.columns("statement", "theme"),
        table=tuple(
            (
                Cell(row["id"], href=links.sentence(row["statement"]), place=row["position"]),
                Cell.of(names[row["theme"]], links.page(row["theme"])),
            )
            for row in rows
        ),
        query=asking.query(query).name,
    )


def forces_along_the_text(asking: Asking, say: OverviewWording, links: OverviewLinks) -> Overview:
    """Return the statements as long as they are, in the order of the text, with their forces."""
    query = "forces-along-the-text"
    rows = asking.rows(query)
    names = asking.names(row[key] for row in rows for key in ("section", "force", "family"))
    families = _once(row["family"] for row in rows)

    def block(row: Row) -> StripBlock:
        force, family = names[row["force"]], names[row["family"]]
        called = {"id": row["id"], "start": row["start"], "end": row["end"]}
        return StripBlock(
            id=row["id"],
            force=force,
            family=families.index(row["family"]),
            start=row["start"],
            end=row["end"],
            name=say("forces", "block", force=force.text, family=family.text, **called),
            href=links.sentence(row["statement"]),
            clauses=tuple(block(inner) for inner in rows if inner["whole"] == row["statement"]),
        )

    wholes = [row for row in rows if row["whole"] is None]
    runs = [list(run) for _, run in groupby(wholes, key=lambda row: row["section"])]
    parts = [
        Part(*_heading(run, at, names, say, links), tuple(map(block, run)))
        for at, run in enumerate(runs)
    ]
    shown = [Family(_slug(family), names[family]) for family in families]
    told = say.listed(*(f"{row['id']} {names[row['force']].text}" for row in rows))
    alternative = TextAlternative(
        "picture-forces", say("forces", "title"), say("forces", "alt", forces=told)
    )
    return Overview(
        key="forces",
        title=say("forces", "title"),
        summary=say("forces", "summary"),
        pictures=(text_strip(alternative, parts, shown),) if rows else (),
        notes=empty(rows, say),
        columns=say.columns("statement", "section", "force", "family", "start", "end"),
        table=tuple(_force_row(row, names, links) for row in rows),
        query=asking.query(query).name,
    )


def _heading(
    run: Sequence[Row], at: int, names: Names, say: OverviewWording, links: OverviewLinks
) -> tuple[Label, str | None]:
    """Return the title of a section and its page; what opens and closes the text has a name."""
    section = run[0]["section"]
    if section is None:
        return Label(say("forces", "closing" if at else "opening")), None
    return names[section], links.page(section)


def _force_row(row: Row, names: Names, links: OverviewLinks) -> tuple[Cell, ...]:
    def thing(iri: str | None) -> Cell:
        return Cell.of(names[iri], links.page(iri)) if iri else Cell("")

    return (
        Cell(row["id"], href=links.sentence(row["statement"]), place=row["start"]),
        *(thing(row[key]) for key in ("section", "force", "family")),
        *(Cell(str(row[key]), number=True) for key in ("start", "end")),
    )


def _statements(rows: Iterable[Row]) -> dict[str, str]:
    """Return the identifiers of the statements by their IRIs, in the order of ``rows``."""
    return {row["statement"]: row["id"] for row in rows}


def _once(iris: Iterable[str]) -> list[str]:
    """Return each IRI once, in the order of their first appearance."""
    return list(dict.fromkeys(iris))


def _slug(iri: str) -> str:
    """Return the last part of an IRI."""
    return re.split("[/#]", iri)[-1]
