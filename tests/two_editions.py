"""A project with a second edition: that of the checkout and ``cases/second_edition``, invented."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

from ascc_ld.ground.project import Project

ROOT = Path(__file__).parents[1]
SECOND_EDITION = Path(__file__).parent / "cases" / "second_edition"


def project_with_two_editions(folder: Path) -> Project:
    """Copy what the checkout builds from into ``folder`` (new) and add the edition 2025."""
    for name in ("data", "ontology", "queries", "shapes"):
        shutil.copytree(ROOT / name, folder / name, copy_function=shutil.copyfile)
    (folder / "web").mkdir()  # so that nothing hangs on whether the scripts were bundled here
    shutil.copytree(
        SECOND_EDITION / "2025", folder / "data" / "2025", copy_function=shutil.copyfile
    )
    for rows in sorted((SECOND_EDITION / "registry").glob("*.csv")):
        add_rows(folder / "data" / "registry" / rows.name, rows)
    return Project(folder)


def add_rows(table: Path, rows: Path) -> None:
    """Add the rows of one CSV file to another, each cell to the column of its name."""
    written = table.read_bytes().decode("utf-8")
    columns = next(csv.reader([written.partition("\n")[0]]))
    with rows.open(encoding="utf-8", newline="") as file:
        added = io.StringIO()
        writer = csv.DictWriter(added, columns, lineterminator="\n")
        writer.writerows(csv.DictReader(file))
    table.write_text(written + added.getvalue(), encoding="utf-8", newline="\n")
