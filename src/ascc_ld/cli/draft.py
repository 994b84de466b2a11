"""``ascc-ld draft``: from a text to tables that a person reviews."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ascc_ld.cli.exits import EXIT_CODES
from ascc_ld.cli.extras import need_extra
from ascc_ld.cli.notices import tell_stage
from ascc_ld.cli.options import quiet_option

if TYPE_CHECKING:
    from ascc_ld.draft.drafting import Draft

_SHOWN = 6


def _slug(_: click.Context, __: click.Parameter, value: str) -> str:
    from ascc_ld.reading.cells import Wrong, slug

    try:
        return slug(value)
    except Wrong as wrong:
        raise click.BadParameter(f"{value!r} {wrong.problem}. {wrong.remedy}") from None


@click.command(epilog=EXIT_CODES)
@click.argument("text", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--edition",
    required=True,
    callback=_slug,
    metavar="NAME",
    help="Write data/NAME/: the year, or a slug for a second text in a year.",
)
@click.option(
    "--project",
    "root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    metavar="DIR",
    help="Write to the project in DIR instead of the one in this folder.",
)
@click.option("--explain", is_flag=True, help="Say of each suggestion why.")
@quiet_option
def draft(text: Path, edition: str, root: Path, explain: bool, quiet: bool) -> None:
    """Draft the tables of an edition from its text, for a person to review.

    What a person has to judge begins with a question mark, and a build refuses it: remove the mark
    or correct the cell. An empty cell says that there is none. Run the command again after the text
    was corrected: what a person wrote is never changed.

    \b
    Examples:
      ascc-ld draft yokohama-2025.txt --edition 2025
      ascc-ld draft data/2025/declaration.txt --edition 2025 --explain
    """
    need_extra("draft")
    if not (root / "data").is_dir():
        raise click.UsageError(
            f"{root}/data is not there. Go to a project, or make one: ascc-ld new DIR."
        )
    from ascc_ld.draft.drafting import draft as drafted
    from ascc_ld.ground.project import Project

    if not quiet:
        tell_stage(f"Reading {text}")
    found = drafted(Project(root.absolute()), text.read_bytes(), str(text), edition)
    for name, content in found.files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8", newline="")
    if not quiet:
        click.echo("\n".join(_summary(found, root)))
    if explain:
        click.echo("\n".join(["", "Why:", *(f"  {why}" for why in found.why)]))


def _summary(found: Draft, root: Path) -> Sequence[str]:
    from ascc_ld.draft.drafting import places_to_judge

    rows = found.rows
    forces = [row["force"] for row in rows["statements"]]
    unknown = sum(force == "?" for force in forces)
    source = found.source
    project = "" if root == Path() else f" --project {root}"
    left = [f"  {count:>6,}  {name}" for name, count in found.left.items()]
    kinds = ("organisations", "places", "countries", "themes", "groups")
    new = ", ".join(f"{len(rows[kind])} {kind}" for kind in kinds if rows.get(kind)) or "none"
    read = [
        f"{len(source.text):,} code points",
        f"{len(source.sentences)} sentences",
        f"{len(source.headings)} sections",
        f"{len(source.entries)} lines of the list",
    ]
    bodies = f"{len(rows['participants'])} participants, {len(rows['mentions'])} mentions"
    return [
        f"Read        {', '.join(read)}",
        f"Statements  {len(forces)}: the force of {unknown} is unknown",
        f"Bodies      {bodies}; new: {new}",
        *_some("Cleaned", list(map(str, found.changes))),
        *_some("Look at", found.told),
        f"To judge    {sum(found.left.values()):,} cells begin with ?",
        *left,
        *(f"  {place}" for place in places_to_judge(found)),
        f"Then        ascc-ld build{project} names what is left",
    ]


def _some(head: str, lines: Sequence[str]) -> list[str]:
    if not lines:
        return []
    more = [f"  … and {len(lines) - _SHOWN} more"] if len(lines) > _SHOWN else []
    return [f"{head:<12}{lines[0]}", *(f"  {line}" for line in lines[1:_SHOWN]), *more]
