"""The comparison of an edition with the one before it: who affirmed, and what the sentences do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ascc_ld.site.overviews.asking import Asking, Names, Row
from ascc_ld.site.overviews.overview import Cell
from ascc_ld.site.parts.collation import collation_key
from ascc_ld.site.pictures.overlap import Overlap, overlap
from ascc_ld.site.pictures.svg import TextAlternative

COMPARED = "compared"
"""The key of the comparison, which ends the address of its page."""

_AFFIRMED, _FORCES = "who-affirmed-which-declaration", "forces-along-the-text"


@dataclass(frozen=True)
class Bodies:
    """Bodies by country; ``key`` is ``gone``, ``both`` or ``new``.

    Those without a country come last, under an empty cell.
    """

    key: str
    title: str
    count: int
    countries: tuple[tuple[Cell, tuple[Cell, ...]], ...]


@dataclass(frozen=True)
class ForceRow:
    """A force with its statements in the earlier and in the later edition."""

    force: Cell
    statements: tuple[tuple[Cell, ...], tuple[Cell, ...]]


@dataclass(frozen=True)
class Comparison:
    """What the page shows: ``families`` are the kinds of forces, each by its slug and name.

    ``editions`` are the names of the earlier and the later one, ``queries`` the examples behind.
    """

    title: str
    summary: str
    editions: tuple[str, str]
    picture: str
    bodies: tuple[Bodies, ...]
    families: tuple[tuple[str, Cell, tuple[ForceRow, ...]], ...]
    queries: tuple[str, str]


def comparison(asking: Asking, earlier: str) -> Comparison:
    """Return the comparison of the edition of ``asking`` with the edition ``earlier``.

    Raises :class:`~ascc_ld.ground.faults.DataError` where an example is missing.
    """
    then, now = ({r["organisation"]: r for r in asking.rows(_AFFIRMED, e)} for e in (earlier, None))
    kept = {
        "gone": [row for body, row in then.items() if body not in now],
        "both": [row for body, row in now.items() if body in then],
        "new": [row for body, row in now.items() if body not in then],
    }
    told = {
        "earlier": earlier,
        "later": asking.edition,
        "then": len(then),
        "now": len(now),
        **{key: len(rows) for key, rows in kept.items()},
    }
    names = asking.names(r[key] for r in (*then.values(), *now.values()) for key in _THINGS)
    titles = {key: asking.say(f"{COMPARED}.{key}", **told) for key in kept}
    alternative = TextAlternative(
        f"picture-{COMPARED}",
        asking.say(f"{COMPARED}.affirmed"),
        asking.say("compared.alt", **told),
    )
    counts = tuple(
        (f"{titles[key]}: {len(rows)}", len(rows), f"#{key}") for key, rows in kept.items()
    )
    drawn = Overlap((earlier, asking.edition), *counts)
    return Comparison(
        title=asking.say("compared.title", **told),
        summary=asking.say("compared.summary", **told),
        editions=(earlier, asking.edition),
        picture=overlap(alternative, drawn) if then or now else "",
        bodies=tuple(
            Bodies(key, titles[key], len(rows), _by_country(asking, names, rows))
            for key, rows in kept.items()
        ),
        families=_families(asking, earlier),
        queries=(asking.answers.query(_AFFIRMED).name, asking.answers.query(_FORCES).name),
    )


_THINGS = ("organisation", "country")


def _by_country(
    asking: Asking, names: Names, rows: Sequence[Row]
) -> tuple[tuple[Cell, tuple[Cell, ...]], ...]:
    found: dict[str | None, list[Cell]] = {}
    for row in rows:
        found.setdefault(row["country"], []).append(asking.cell(names, row["organisation"]))
    countries = ((asking.cell(names, country), _sorted(cells)) for country, cells in found.items())
    return tuple(
        sorted(countries, key=lambda each: (not each[0].text, collation_key(each[0].text)))
    )


def _sorted(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    return tuple(sorted(cells, key=lambda cell: collation_key(cell.text)))


def _families(asking: Asking, earlier: str) -> tuple[tuple[str, Cell, tuple[ForceRow, ...]], ...]:
    """Return the forces of either edition, in the order of the texts, by family."""
    texts = asking.rows(_FORCES, earlier), asking.rows(_FORCES)
    names = asking.names(row[key] for rows in texts for row in rows for key in ("force", "family"))
    forces: dict[str, dict[str, None]] = {}
    for rows in texts:
        for row in rows:
            forces.setdefault(row["family"], {})[row["force"]] = None

    def statements(force: str) -> tuple[tuple[Cell, ...], tuple[Cell, ...]]:
        then, now = (
            tuple(
                Cell(row["id"], href=asking.links.sentence(row["statement"]))
                for row in rows
                if row["force"] == force
            )
            for rows in texts
        )
        return then, now

    return tuple(
        (
            family.rpartition("/")[2],
            asking.cell(names, family),
            tuple(ForceRow(asking.cell(names, force), statements(force)) for force in members),
        )
        for family, members in forces.items()
    )
