"""A draft on top of tables that are there: what a person wrote is never changed."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ascc_ld.draft.cells import Row, bare, is_suggested, suggested

_CORRECTED = 0.85
"""From which likeness on a passage is taken for the same one, corrected."""


@dataclass(frozen=True)
class Keys:
    """Columns of a table: ``passage`` has the passage, ``facts`` are what the text decides.

    ``judged`` are those that a person has to judge in every row.
    """

    passage: str
    facts: tuple[str, ...]
    judged: tuple[str, ...]


@dataclass(frozen=True)
class Merged:
    """The rows, what became of those whose passage is gone, and new identifiers by drafted ones."""

    rows: list[Row]
    told: list[str]
    renamed: Mapping[str, str]


def merged(old: Sequence[Row], new: Sequence[Row], keys: Keys, text: str) -> Merged:
    """Return the rows of ``text``, and what became of rows whose passage it does not have.

    A row is found again by its passage, or by the one that is most like it.  Its cells that a
    person has judged stay; the others are drafted anew.  A row whose passage is gone stays where a
    person has judged any of it.
    """
    left = list(old)
    taken = {row["id"] for row in old if "id" in row}
    again = [_same(row, left, keys) for row in new]
    left = [row for row in left if not any(row is before for before in again)]
    rows: list[Row] = []
    renamed: dict[str, str] = {}
    for row, same in zip(new, again, strict=True):
        if same is None and _told_otherwise(row, _person_made(old, keys), keys):
            continue
        before = same or _like(row, left, keys)
        if before is None:
            found = _renamed(row, taken, renamed) if old else row
        else:
            left = [each for each in left if each is not before]
            stays = (n for n in row if n not in keys.facts and not is_suggested(before[n]))
            found = row | {name: before[name] for name in stays}
        rows.append(found)
        if "id" in row:
            renamed[row["id"]] = found["id"]
    kept = _person_made(left, keys)
    told = [
        f"{row[keys.passage]!r} is not in the text any more; its row stays"
        for row in kept
        if row[keys.passage] not in text
    ]
    return Merged([*rows, *kept], told, renamed)


def _person_made(rows: Sequence[Row], keys: Keys) -> list[Row]:
    return [row for row in rows if not all(is_suggested(row[name]) for name in keys.judged)]


def _told_otherwise(row: Row, made: Sequence[Row], keys: Keys) -> bool:
    """Tell whether a person cut this sentence into statements, or made this name a longer one."""
    passage = row[keys.passage]
    if "id" in row:
        return any(each[keys.passage] in passage for each in made)
    return any(
        each.get("statement") == row["statement"] and passage in each[keys.passage]
        for each in made
        if "statement" in row
    )


def _same(row: Row, left: Sequence[Row], keys: Keys) -> Row | None:
    own = (row[keys.passage], row.get("occurrence", ""))
    return next(
        (each for each in left if (each[keys.passage], each.get("occurrence", "")) == own), None
    )


def _like(row: Row, left: Sequence[Row], keys: Keys) -> Row | None:
    free = {each[keys.passage]: each for each in left}
    close = difflib.get_close_matches(row[keys.passage], free, n=1, cutoff=_CORRECTED)
    return free[close[0]] if close else None


def _renamed(row: Row, taken: set[str], renamed: Mapping[str, str]) -> Row:
    """Return a new row under an identifier that no row has; a clause has that of its statement."""
    if "id" not in row:
        return row
    whole = bare(row["clause_of"])
    if whole:
        statement = renamed.get(whole, whole)
        return row | {"id": f"{statement}{row['id'][-1]}", "clause_of": suggested(statement)}
    if row["id"] in taken:
        section = row["id"].partition("-")[0]
        number = next(n for n in range(1, 10_000) if f"{section}-{n}" not in taken)
        row = row | {"id": f"{section}-{number}"}
    taken.add(row["id"])
    return row
