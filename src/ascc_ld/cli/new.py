"""``ascc-ld new``: a folder for a series of declarations of one's own."""

from __future__ import annotations

from pathlib import Path

import click

from ascc_ld.cli.exits import EXIT_CODES
from ascc_ld.cli.options import usable_base


@click.command(epilog=EXIT_CODES)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@click.option(
    "--base",
    required=True,
    callback=usable_base,
    metavar="IRI",
    help="Where the IRIs of the project begin. It must end in /.",
)
@click.option("--title", required=True, metavar="TEXT", help="The title of the series.")
def new(folder: Path, base: str, title: str) -> None:
    """Lay out a folder for a series of declarations of one's own.

    It holds data/ alone: ontology, shapes and questions come with the program.

    \b
    Example:
      ascc-ld new rights --base https://data.example.org/rights/ --title "Digital rights"
    """
    from datetime import UTC, datetime

    from ascc_ld.draft.new_project import new_project

    if (folder / "data").exists():
        raise click.UsageError(f"{folder}/data is there already: nothing was written.")
    for name, content in new_project(base, title, datetime.now(UTC).date()).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8", newline="")
    click.echo(f"Made        {folder}/data/")
    click.echo(f"Then        ascc-ld draft TEXT --edition 2025 --project {folder}")
