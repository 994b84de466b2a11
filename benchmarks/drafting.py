"""How far drafts of real declarations can be trusted: ``drafting.py --texts DIR``.

``forces.csv`` beside this file holds the readings of a person: for each text its SHA-256, and for
each sentence its code points in the text as it is stored and its forces, ``none`` where it performs
nothing; the first that is given is the one that is asked for, the others pass.  The texts
themselves are not in the repository: DIR is a folder with them.  The table in README.md is
rewritten; the program ends with an error where what is asked for does not hold.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ascc_ld.draft.drafting import Draft, draft
from ascc_ld.draft.forces import ForceFinder
from ascc_ld.draft.lexicon import Lexicon, read_lexicon
from ascc_ld.draft.units import Unit, units
from ascc_ld.ground.project import default_project
from ascc_ld.reading.vocabulary import read_vocabulary

HERE = Path(__file__).parent
sys.path.append(str(HERE.parent / "tests"))

from draft.shares import compared, without_bodies  # noqa: E402 - the folder of the tests comes first
from two_editions import project_with_two_editions  # noqa: E402

OWN = (
    HERE.parent / "data/2024/declaration.txt",
    HERE.parent / "tests/cases/second_edition/2025/declaration.txt",
)
"""The texts of the repository itself, with their tables beside them: the second is invented."""
LEAST_DRAFTED = 0.7
STRICT = frozenset({"commit", "pledge", "undertake"})
LEAST_RIGHT, MOST_WRONG, BYTES = 0.85, 0.03, 60_000
HEAD = (
    "| text | sentences | right | wrong | unknown | commitments found | missed | **false** "
    "| list lines | bodies matched | seconds |\n"
    "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
)


@dataclass(frozen=True)
class Reading:
    """What a person read in a sentence: its forces, none where it performs nothing."""

    start: int
    end: int
    forces: tuple[str, ...]
    first_person: bool


@dataclass(frozen=True)
class Measured:
    """The figures of a text; ``right``, ``wrong`` and ``unknown`` are of first-person sentences."""

    name: str
    sentences: int
    right: int
    wrong: int
    unknown: int
    found: int
    missed: int
    false: int
    lines: int
    matched: int
    seconds: float

    def __str__(self) -> str:
        figures = [*list(vars(self).values())[1:-1], f"{self.seconds:.2f}"]
        return f"| `{self.name}` | {' | '.join(map(str, figures))} |"


def readings(file: Path = HERE / "forces.csv") -> Mapping[str, Sequence[Reading]]:
    """Return the readings of each text, by its SHA-256."""
    found: dict[str, list[Reading]] = {}
    with file.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            forces = tuple(f for f in row["forces"].split("; ") if f != "none")
            first = row["first_person"] == "yes"
            read = Reading(int(row["start"]), int(row["end"]), forces, first)
            found.setdefault(row["sha256"], []).append(read)
    return found


def measure(path: Path, read: Sequence[Reading], lexicon: Lexicon) -> Measured:
    """Draft a text and compare its forces with the readings of a person."""
    start = time.perf_counter()
    drafted = draft(default_project(), path.read_bytes(), path.name, "2099", lexicon)
    seconds = time.perf_counter() - start
    found = units(drafted.source, ForceFinder(lexicon))
    pairs = [(each, list(_of(each, found))) for each in read]
    first = [(each, forces) for each, forces in pairs if each.first_person]
    return Measured(
        f"{path.parent.name}/{path.name}" if path in OWN else path.name,
        len(read),
        right=sum(bool(set(forces) & set(each.forces)) for each, forces in first),
        wrong=sum(bool(set(forces) - set(each.forces)) for each, forces in first),
        unknown=sum(not forces for _, forces in first),
        found=sum(bool(STRICT & set(each.forces) & set(forces)) for each, forces in pairs),
        missed=sum(
            bool(STRICT & set(each.forces)) and not STRICT & set(forces) for each, forces in pairs
        ),
        false=sum(
            bool(STRICT & set(forces)) and not STRICT & set(each.forces) for each, forces in pairs
        ),
        lines=len(drafted.source.entries),
        matched=_matched(drafted),
        seconds=seconds,
    )


def _of(reading: Reading, found: Sequence[Unit]) -> Iterator[str]:
    """Yield the forces of the statements that begin within a sentence, clauses aside."""
    for unit in found:
        if reading.start <= unit.passage.start < reading.end and unit.force:
            yield unit.force.force


def _matched(drafted: Draft) -> int:
    rows = drafted.rows["participants"]
    return sum(not row["organisation"].startswith("?") for row in rows)


def _long(lexicon: Lexicon, texts: Sequence[Path]) -> float:
    """Return the seconds that 60 kB of these texts take."""
    content = b"\n\n".join(path.read_bytes() for path in texts)
    whole = (content * (BYTES // len(content) + 1))[:BYTES].decode("utf-8", "ignore")
    start = time.perf_counter()
    draft(default_project(), whole.encode(), "long.txt", "2099", lexicon)
    return time.perf_counter() - start


def _shares() -> Iterator[tuple[str, float]]:
    """Yield what part of the cells that a person filled is drafted right, by edition."""
    with tempfile.TemporaryDirectory() as folder:
        root = HERE.parent
        alone = without_bodies(root, Path(folder) / "2024", "2024")
        second = project_with_two_editions(Path(folder) / "both").root
        for name, cells in (
            ("2024 from its text alone", compared(root, alone, "2024")),
            ("the invented second edition", compared(second, root, "2025")),
        ):
            yield name, sum(cell.right for cell in cells) / len(cells)


def _printed(path: Path) -> int:
    """Return how many lines the list of a text has, as a person counted them."""
    with (path.parent / "participants.csv").open(encoding="utf-8", newline="") as rows:
        return sum(1 for _ in csv.DictReader(rows))


def main() -> None:
    """Measure, print and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, required=True, metavar="DIR")
    folder = parser.parse_args().texts
    project = default_project()
    lexicon = read_lexicon(project, read_vocabulary(project))
    known = readings()
    texts = [path for path in (*OWN, *sorted(folder.iterdir())) if _digest(path) in known]
    rows = [measure(path, known[_digest(path)], lexicon) for path in texts]
    total = sum(row.right + row.wrong + row.unknown for row in rows)
    right, wrong = (sum(getattr(r, name) for r in rows) / total for name in ("right", "wrong"))
    long = _long(lexicon, texts)
    listed = sum(row.lines for row, path in zip(rows, texts, strict=True) if path in OWN)
    shares = {
        f"{share:.0%} of the cells that a person filled for {name} (≥ 70 %)": share >= LEAST_DRAFTED
        for name, share in _shares()
    }
    asked = {
        f"{sum(row.false for row in rows)} false commitments (asked for: 0)": not any(
            row.false for row in rows
        ),
        f"right in {right:.0%} of {total} sentences in the first person (≥ 85 %)": (
            right >= LEAST_RIGHT
        ),
        f"wrong in {wrong:.0%} (≤ 3 %)": wrong <= MOST_WRONG,
        f"{listed} of {sum(map(_printed, OWN))} lines of the two lists": (
            listed == sum(map(_printed, OWN))
        ),
        f"60 kB in {long:.2f} s (≤ 1 s)": long <= 1,
        **shares,
    }
    lines = [f"* {what}: {'holds' if holds else 'does not hold'}" for what, holds in asked.items()]
    table = "\n".join([HEAD, *map(str, rows), "", *lines])
    print(table)
    readme = HERE / "README.md"
    text = readme.read_text(encoding="utf-8")
    marked = re.compile(r"(<!-- drafting -->\n).*?(<!-- end of drafting -->)", re.DOTALL)
    written = marked.sub(lambda match: f"{match[1]}{table}\n{match[2]}", text)
    readme.write_text(written, encoding="utf-8", newline="")
    if not all(asked.values()):
        sys.exit(1)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


if __name__ == "__main__":
    main()
