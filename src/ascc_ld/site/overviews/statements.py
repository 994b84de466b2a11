"""Overviews of the statements: who is named where, what each sentence does, the themes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from ascc_ld.site.overviews.asking import Asking, Row
from ascc_ld.site.overviews.overview import Cell, Overview, Sentence
from ascc_ld.site.pictures.matrix import Head, Matrix, MatrixMark, matrix
from ascc_ld.site.pictures.svg import Label
from ascc_ld.site.pictures.text_strip import Family, Part, StripBlock, text_strip


def who_is_named_where(asking: Asking) -> Overview:
    """Return the organisations that the running text names, by statement, with their roles."""
    query = "who-is-named-where"
    rows = asking.rows(query)
    roles = _once(row["role"] for row in rows)

    def told(row: Row) -> str:
        organisation, role = asking.name(row["organisation"]).text, asking.name(row["role"]).text
        return asking.say(
            "mentions.mark", organisation=organisation, statement=row["id"], role=role
        )

    def mark(row: Row) -> tuple[int, str, str]:
        return roles.index(row["role"]), told(row), asking.links.sentence(row["mention"])

    marks = _marks(rows, "organisation", mark)
    drawn = Matrix(*_heads(asking, rows, "organisation"), marks, [asking.name(r) for r in roles])
    return asking.overview(
        "mentions",
        query,
        _drawn(asking, "mentions", drawn, marks=asking.listed(map(told, rows))),
        sentences=_sentences(asking, rows, "organisation", "role"),
    )


def themes_by_statement(asking: Asking) -> Overview:
    """Return the themes in the order in which the text comes to them, by statement."""
    query = "themes-of-each-statement"
    rows = asking.rows(query)

    def mark(row: Row) -> tuple[None, str, str]:
        name = f"{asking.name(row['theme']).text}: {row['id']}"
        return None, name, asking.links.sentence(row["statement"])

    themes, statements = _heads(asking, rows, "theme")
    drawn = Matrix(themes, statements, _marks(rows, "theme", mark))
    return asking.overview(
        "themes",
        query,
        _drawn(asking, "themes", drawn, themes=len(themes), statements=len(statements)),
        sentences=_sentences(asking, rows, "theme"),
    )


def _drawn(asking: Asking, key: str, drawn: Matrix, **values: object) -> tuple[str, ...]:
    """Return a matrix in each width, if it has a mark."""
    if not drawn.marks:
        return ()
    return asking.drawn(key, lambda text, size: matrix(text, drawn, size), **values)


def forces_along_the_text(asking: Asking) -> Overview:
    """Return the statements as long as they are, in the order of the text, with what they do."""
    query = "forces-along-the-text"
    rows = asking.rows(query)
    families = _once(row["family"] for row in rows)

    def block(row: Row) -> StripBlock:
        return StripBlock(
            id=row["id"],
            kind=asking.word("does", row["force"]),
            words=asking.text(row["statement"]),
            family=families.index(row["family"]),
            start=row["start"],
            end=row["end"],
            href=asking.links.sentence(row["statement"]),
            clauses=tuple(block(inner) for inner in rows if inner["whole"] == row["statement"]),
        )

    wholes = [row for row in rows if row["whole"] is None]
    runs = [list(run) for _, run in groupby(wholes, key=lambda row: row["section"])]
    parts = [
        Part(*_heading(run[0]["section"], at, asking), tuple(map(block, run)))
        for at, run in enumerate(runs)
    ]
    shown = [
        Family(family.rpartition("/")[2], asking.word("family", family)) for family in families
    ]
    told = asking.listed(f"{row['id']} {asking.word('does', row['force']).text}" for row in rows)
    return asking.overview(
        "forces",
        query,
        asking.drawn("forces", lambda text, size: text_strip(text, parts, shown, size), forces=told)
        if rows
        else (),
    )


def _heading(section: str | None, at: int, asking: Asking) -> tuple[Label, str | None]:
    """Return the title of a section and its page; what opens and closes the text has a name."""
    if section is None:
        return Label(asking.say("forces.closing" if at else "forces.opening")), None
    return asking.name(section), asking.links.page(section)


def _heads(asking: Asking, rows: Sequence[Row], key: str) -> tuple[list[Head], list[Head]]:
    """Return the heads of a matrix: the things under ``key``, and the statements."""
    statements = {row["statement"]: row["id"] for row in rows}
    return (
        [Head(asking.name(iri), asking.links.page(iri)) for iri in _once(row[key] for row in rows)],
        [
            Head(Label(name), asking.links.sentence(iri), _anchor(name))
            for iri, name in statements.items()
        ],
    )


def _marks(
    rows: Sequence[Row], key: str, mark: Callable[[Row], tuple[int | None, str, str]]
) -> list[MatrixMark]:
    """Return the marks of a matrix; ``mark`` gives the kind, name and link of one."""
    things = _once(row[key] for row in rows)
    statements = _once(row["statement"] for row in rows)
    return [
        MatrixMark(things.index(row[key]), statements.index(row["statement"]), *mark(row))
        for row in rows
    ]


def _sentences(
    asking: Asking, rows: Sequence[Row], key: str, having: str | None = None
) -> tuple[Sentence, ...]:
    """Return the sentences with the things under ``key``, each with that under ``having``."""
    found: dict[tuple[str, str], list[tuple[Cell, Cell | None]]] = {}
    for row in rows:
        said = asking.cell(row[having]) if having else None
        things = found.setdefault((row["statement"], row["id"]), [])
        things.append((asking.cell(row[key]), said))
    return tuple(
        Sentence(
            _anchor(name),
            Cell(name, href=asking.links.sentence(statement)),
            Cell(words.text, words.language),
            tuple(things),
        )
        for (statement, name), things in found.items()
        for words in (asking.text(statement),)
    )


def _anchor(name: str) -> str:
    """Return the id of a sentence in the page of an overview."""
    return f"sentence-{name}"


def _once(iris: Iterable[str]) -> list[str]:
    """Return each IRI once, in the order of their first appearance."""
    return list(dict.fromkeys(iris))
