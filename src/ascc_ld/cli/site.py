"""``ascc-ld site``: the pages, as files for any host."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ascc_ld.cli.exits import EXIT_CODES
from ascc_ld.cli.extras import need_extra
from ascc_ld.cli.notices import WITHOUT_SCRIPTS, tell_stage
from ascc_ld.cli.options import (
    bad_parameter,
    base_option,
    chosen_project,
    project_option,
    quiet_option,
)


def _askable(_: click.Context, __: click.Parameter, value: str | None) -> str:
    from ascc_ld.site.query_page import checked_endpoint

    with bad_parameter():
        return checked_endpoint(value) if value is not None else ""


@click.command(epilog=EXIT_CODES)
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
@base_option
@click.option(
    "--endpoint",
    callback=_askable,
    metavar="URL",
    help="Let the query page ask the SPARQL endpoint at URL, for data too large for a browser.",
)
@project_option
@quiet_option
def site(
    out: Path,
    base: str | None,
    endpoint: str,
    project_root: Path | None,
    quiet: bool,
) -> None:
    """Write the pages for people: a complete static site.

    The folder OUT gets every page, its data, and rules for hosts.

    Open OUT/index.html from disk, or put the folder on any host. Pages load nothing from other
    sites. All but search, sorting and the SPARQL page works without JavaScript.
    docs/publishing.md tells how to publish the folder.

    \b
    Examples:
      ascc-ld site public
      ascc-ld site public --base https://data.example.org/ascc/
      ascc-ld site public --endpoint https://data.example.org/sparql
    """
    need_extra("site")
    from ascc_ld.building.output_folder import CHECKSUMS
    from ascc_ld.site.from_project import gated_site
    from ascc_ld.site.writing import write_site

    tell = (lambda _: None) if quiet else tell_stage
    tell("Reading the text and the tables")
    found, gate = gated_site(chosen_project(project_root), base, endpoint=endpoint)

    tell("Checking the graph against the shapes, and writing")
    with click.progressbar(
        length=len(found.keys() - {CHECKSUMS}),
        label="Writing",
        file=sys.stderr,
        hidden=quiet or not sys.stderr.isatty(),
    ) as bar:
        size = write_site(found, out, lambda done, _: bar.update(done - bar.pos), gate)
    if not quiet:
        pages = sum(name.endswith(".html") for name in found)
        click.echo(f"Pages       {pages:,}")
        click.echo(f"Files       {len(found):,}, {size:,} bytes, in {out}/")
        if not found.sources.bundle:
            click.echo(WITHOUT_SCRIPTS)
