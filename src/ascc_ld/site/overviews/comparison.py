"""The comparison of an edition with the one before it: who affirmed, and what the sentences do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ascc_ld.site.overviews.asking import Asking, Row
from ascc_ld.site.overviews.overview import Cell
from ascc_ld.site.parts.collation import collation_key
from ascc_ld.site.pictures.svg import Label

COMPARED = "compared"
"""The key of the comparison, which ends the address of its page."""

_AFFIRMED, _FORCES = "who-affirmed-which-declaration", "forces-along-the-text"

Countries = Mapping[Cell, Sequence[Cell]]
"""Bodies by country; those without one come last, under an empty cell."""

Forces = Mapping[Cell, Sequence[Sequence[Cell]]]
"""The statements of the earlier and of the later edition, by their force."""


@dataclass(frozen=True)
class Comparison:
    """What the page shows: ``bodies`` are those ``gone``, in ``both`` and ``new``, by title.

    ``families`` are the forces by the slug and the name of their family, ``editions`` the names of
    the earlier and the later edition, ``queries`` the examples behind the two parts.
    """

    title: str
    summary: str
    editions: tuple[str, str]
    bodies: Mapping[str, tuple[str, int, Countries]]
    families: Mapping[tuple[str, Cell], Forces]
    queries: tuple[str, str]


def comparison(asking: Asking, earlier: str) -> Comparison:
    """Return the comparison of the edition of ``asking`` with the edition ``earlier``.

    Raises :class:`~ascc_ld.ground.faults.DataError` where an example is missing.
    """
    then = {row["organisation"]: row for row in asking.rows(_AFFIRMED, earlier)}
    now = {row["organisation"]: row for row in asking.rows(_AFFIRMED)}
    kept = {
        "gone": [row for body, row in then.items() if body not in now],
        "both": [row for body, row in now.items() if body in then],
        "new": [row for body, row in now.items() if body not in then],
    }
    counts = {key: len(rows) for key, rows in kept.items()}
    told = {"earlier": earlier, "later": asking.edition, "then": len(then), "now": len(now)}
    titles = {key: asking.say(f"{COMPARED}.{key}", **told) for key in kept}
    editions = (earlier, asking.edition)
    return Comparison(
        title=asking.say(f"{COMPARED}.title", **told),
        summary=asking.say(f"{COMPARED}.summary", **told, **counts),
        editions=editions,
        bodies={
            key: (titles[key], counts[key], _by_country(asking, rows)) for key, rows in kept.items()
        },
        families=_families(asking, earlier),
        queries=(asking.answers.query(_AFFIRMED).name, asking.answers.query(_FORCES).name),
    )


def _by_country(asking: Asking, rows: Iterable[Row]) -> Countries:
    found: dict[Cell, list[Cell]] = {}
    for row in rows:
        found.setdefault(asking.cell(row["country"]), []).append(asking.cell(row["organisation"]))
    placed = sorted(found, key=lambda country: (not country.text, collation_key(country.text)))
    return {
        country: sorted(found[country], key=lambda body: collation_key(body.text))
        for country in placed
    }


def _families(asking: Asking, earlier: str) -> Mapping[tuple[str, Cell], Forces]:
    """Return the forces of either edition by family, in the order of the texts."""
    found: dict[tuple[str, Cell], dict[Cell, list[list[Cell]]]] = {}
    kinds: dict[Label, Cell] = {}  # several forces may be one word to everybody
    for place, edition in enumerate((earlier, asking.edition)):
        for row in asking.rows(_FORCES, edition):
            name = asking.word("family", row["family"])
            family = (row["family"].rpartition("/")[2], asking.cell(row["family"], name))
            does = asking.word("does", row["force"])
            kind = kinds.setdefault(does, asking.cell(row["force"], does))
            statements = found.setdefault(family, {}).setdefault(kind, [[], []])
            sentence = asking.links.sentence(row["statement"])
            words = asking.text(row["statement"])
            number = Cell(row["id"], words.language, sentence, sentence=words.text)
            statements[place].append(number)
    return found
