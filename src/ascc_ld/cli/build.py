"""``ascc-ld build``: the main job."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ascc_ld.cli.exits import EXIT_CODES
from ascc_ld.cli.notices import tell_stage
from ascc_ld.cli.options import (
    base_option,
    chosen_project,
    out_option,
    project_option,
    quiet_option,
)

if TYPE_CHECKING:
    from ascc_ld.building.job import Summary


@click.command(epilog=EXIT_CODES)
@out_option("dist")
@base_option
@project_option
@quiet_option
def build(out: Path, base: str | None, project_root: Path | None, quiet: bool) -> None:
    """Read, map, check and write: make the published files.

    \b
    Examples:
      ascc-ld build
      ascc-ld build --out public --base https://data.example.org/ascc/
    """
    from ascc_ld.building.job import run

    tell = (lambda _: None) if quiet else tell_stage
    summary = run(chosen_project(project_root), out, base, tell)
    if not quiet:
        click.echo(_described(summary, out))


def _described(summary: Summary, out: Path) -> str:
    classes = ", ".join(f"{count} {name}" for name, count in summary.statements.items())
    verdict = ", ".join(f"{count} {name}s" for name, count in summary.findings.items())
    read = f"{summary.code_points:,} code points, {summary.sentences} sentences"
    bodies = (
        f"{summary.participants} participants from {summary.countries} countries, "
        f"{summary.mentions} mentions, {summary.organisations} organisations"
    )
    lines = [
        f"Read        {', '.join(summary.editions)}: {read}",
        f"Statements  {sum(summary.statements.values())}: {classes}",
        f"Bodies      {bodies}",
        f"Links       {summary.links}",
        f"Quads       {sum(summary.quads.values()):,}",
        *(f"  {count:>9,}  {graph}" for graph, count in summary.quads.items()),
        f"Gate        conforms: {verdict}",
        f"Files       {out}/",
        *(f"  {size:>9,}  {name}" for name, size in summary.files.items()),
    ]
    return "\n".join(lines)
