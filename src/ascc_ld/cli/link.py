"""``ascc-ld link``: show, find, review, check and publish the links to Wikidata."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ascc_ld.cli.exits import EXIT_CODES
from ascc_ld.cli.extras import need_extra
from ascc_ld.cli.notices import tell_on_stderr, tell_stage
from ascc_ld.cli.options import (
    base_option,
    chosen_project,
    format_option,
    number_option,
    out_option,
    project_option,
    timeout_option,
    url_option,
)

if TYPE_CHECKING:
    from ascc_ld.ground.project import Project

_timeout = timeout_option("Time out a request after SECONDS.", 30.0)
_retries = number_option(
    "--retries", "Repeat a failed request up to N times, with growing pauses.", 3, least=0
)


def _day(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    from ascc_ld.reading.cells import Wrong, calendar_date

    try:
        return value if value is None else calendar_date(value).isoformat()
    except Wrong as wrong:
        raise click.BadParameter(f"{value!r} {wrong.problem}. {wrong.remedy}") from wrong


@click.group(epilog=EXIT_CODES)
def link() -> None:
    """See, find, review, check and publish the links to Wikidata.

    The tables in data/links hold the curated links. What a search finds is written to
    data/links/suggested, and enters no graph until somebody accepts it.

    \b
    Examples:
      ascc-ld link list --missing
      ascc-ld link suggest org/citynet
      ascc-ld link check --entities entities/
    """


@link.command("list", epilog=EXIT_CODES)
@format_option(
    ["table", "tsv", "json"], "A table (cut to fit, in a terminal), tab-separated values, or JSON."
)
@click.option("--missing", is_flag=True, help="Only entities without a link to Wikidata.")
@base_option
@project_option
def list_(output: str, missing: bool, base: str | None, project_root: Path | None) -> None:
    """Show every entity with its links, their justification, confidence and evidence.

    \b
    Examples:
      ascc-ld link list
      ascc-ld link list --missing
      ascc-ld link list --format tsv > links.tsv
    """
    from ascc_ld.links import reports
    from ascc_ld.links.project_links import read_links

    links = read_links(chosen_project(project_root), base)
    shown = links.unlinked() if missing else links.entities
    if output == "json":
        click.echo(reports.as_json(shown), nl=False)
    elif output == "tsv":
        click.echo(reports.as_tsv(shown), nl=False)
    else:
        click.echo(reports.as_table(shown, fitted=sys.stdout.isatty()))
        linked, all_ = len(links.linked()), len(links.entities)
        click.echo(f"\n{linked} of {all_} entities are linked to Wikidata.")


@link.command(epilog=EXIT_CODES)
@click.argument("names", nargs=-1, metavar="[ENTITY]...")
@url_option("--service", "Ask URL instead of Wikidata's own service.")
@click.option(
    "--cache",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Cache answers in DIR instead of the user's cache folder.",
)
@click.option("--no-cache", is_flag=True, help="Do not read or write the cache.")
@number_option("--limit", "Show the N best candidates of each entity.", 3, most=10)
@click.option("--write", is_flag=True, help="Record the candidates as suggestions.")
@click.option("--date", metavar="DAY", callback=_day, help="The day of the search, for --write.")
@format_option(["text", "json"], "Sentences for people, or JSON.")
@_timeout
@_retries
@project_option
def suggest(
    names: tuple[str, ...],
    service: str | None,
    cache: Path | None,
    no_cache: bool,
    limit: int,
    write: bool,
    date: str | None,
    output: str,
    timeout: float,
    retries: int,
    project_root: Path | None,
) -> None:
    """Ask a reconciliation service for items of ENTITYs, or of all that have none.

    An ENTITY is a slug (iclei), a path (org/iclei) or an identifier (ascc_org:iclei). The service
    speaks the Reconciliation Service API 0.2 and gives items of Wikidata. Each candidate is shown
    with its score and the reasons for and against it. Nothing is linked: --write only records the
    candidates in data/links/suggested, for `link accept` and `link reject`.

    \b
    Examples:
      ascc-ld link suggest
      ascc-ld link suggest iclei gcom --write --date 2026-11-23
    """
    if write and date is None:
        raise click.UsageError("--write needs --date, the day of the search.")
    if date is not None and not write:
        raise click.UsageError("--date goes with --write.")
    if no_cache and cache is not None:
        raise click.UsageError("--cache and --no-cache cannot be used together.")
    need_extra("remote")
    from ascc_ld.links import reconciliation_service as remote
    from ascc_ld.links import reports, suggestions
    from ascc_ld.links.candidates import judged, queries
    from ascc_ld.links.project_links import read_links
    from ascc_ld.links.service_client import service_client

    project = _writable(project_root) if write else chosen_project(project_root)
    links = read_links(project)
    asked = links.unlinked(names)
    client = service_client(timeout, retries, tell_on_stderr)
    kept = None if no_cache else remote.ReconciliationCache(cache or remote.cache_folder())
    reconciler = remote.ReconciliationService(service or remote.SERVICE, client, kept)
    service_name = reconciler.name()
    wanted = [q for one in asked for q in queries(one.entity, links.context)]
    found = reconciler.ask(
        wanted, lambda done, of: tell_stage(f"{done} of {of} questions answered")
    )
    results = [(one.entity, judged(one, found, links.context, limit)) for one in asked]
    if output == "json":
        click.echo(reports.candidates_as_json(results), nl=False)
    else:
        click.echo(reports.candidates_as_text(results, service_name))
    if write and date is not None:
        candidates = [candidate for _, all_ in results for candidate in all_]
        new = suggestions.add(project, candidates, reconciler.url, date)
        click.echo(f"Added to {suggestions.FILE}: {len(new)} of {len(candidates)}.", err=True)


@link.command(epilog=EXIT_CODES)
@click.argument("row", metavar="ROW")
@click.option("--reviewer", required=True, metavar="NAME", help="Who reviewed the suggestion.")
@click.option("--date", metavar="DAY", callback=_day, required=True, help="The day of the review.")
@click.option("--comment", default="", metavar="TEXT", help="The evidence, in words.")
@click.option(
    "--confidence",
    type=click.FloatRange(0, 1),
    metavar="0..1",
    help="How sure it is: 0.95 where two separate sources agree, 0.8 where one says so.",
)
@project_option
def accept(
    row: str,
    reviewer: str,
    date: str,
    comment: str,
    confidence: float | None,
    project_root: Path | None,
) -> None:
    """Make the suggestion ROW a link: move it, reviewed, to data/links/wikidata.sssom.tsv.

    ROW is the record_id of a row of data/links/suggested/wikidata.sssom.tsv, with or without
    its prefix.

    \b
    Example:
      ascc-ld link accept suggested-organisation-iclei-q1 --reviewer "A. Curator" --date 2026-11-23
    """
    from ascc_ld.links.suggestions import CURATED, Review
    from ascc_ld.links.suggestions import accept as accepted

    sure = "" if confidence is None else f"{confidence:.3f}".rstrip("0").rstrip(".")
    review = Review(reviewer, date, comment, sure)
    new = accepted(_writable(project_root), row, review)
    click.echo(f"{new.subject_label} is linked to {new.object_id} ({CURATED}).")


@link.command(epilog=EXIT_CODES)
@click.argument("row", metavar="ROW")
@click.option("--comment", required=True, metavar="TEXT", help="Why it is something else.")
@click.option("--reviewer", default="", metavar="NAME", help="Who reviewed the suggestion.")
@click.option("--date", metavar="DAY", callback=_day, default=None, help="The day of the review.")
@project_option
def reject(
    row: str, comment: str, reviewer: str, date: str | None, project_root: Path | None
) -> None:
    """Reject the suggestion ROW: it is never suggested again, and asserts nothing.

    Its row moves to data/links/wikidata.sssom.tsv with the predicate modifier Not.

    \b
    Example:
      ascc-ld link reject suggested-place-ph-san-carlos-q1 --comment "The text names no province."
    """
    if bool(reviewer) != bool(date):
        raise click.UsageError("--reviewer and --date go together.")
    from ascc_ld.links.suggestions import CURATED, Review
    from ascc_ld.links.suggestions import reject as rejected

    review = Review(reviewer, date or "", comment)
    new = rejected(_writable(project_root), row, review)
    click.echo(f"{new.subject_label} is not {new.object_id} ({CURATED}).")


@link.command(epilog=EXIT_CODES)
@click.argument("names", nargs=-1, metavar="[ENTITY]...")
@click.option(
    "--entities",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Read Wikidata's files Q….json from DIR instead of asking a server.",
)
@url_option("--service", "Get entities below URL instead of from Wikidata.")
@format_option(["text", "json"], "Sentences for people, or JSON with all results.")
@click.option("--all", "every", is_flag=True, help="Also show the links that agree.")
@click.option(
    "--mismatches",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write statements that say otherwise to FILE, for Wikidata's Mismatch Finder.",
)
@_timeout
@_retries
@project_option
def check(
    names: tuple[str, ...],
    entities: Path | None,
    service: str | None,
    output: str,
    every: bool,
    mismatches: Path | None,
    timeout: float,
    retries: int,
    project_root: Path | None,
) -> None:
    """Check that the linked items exist and still agree with ours in name, country and class.

    Exits with 1 when an item is gone, was merged into another, or differs.

    \b
    Examples:
      ascc-ld link check
      ascc-ld link check org/jica place/jp-yokohama --all
      ascc-ld link check --entities wikidata/ --format json
    """
    if entities is not None and service is not None:
        raise click.UsageError("--entities and --service cannot be used together.")
    from ascc_ld.ground.atomic_files import replace_file
    from ascc_ld.links import entity_data, reports
    from ascc_ld.links.checking import Verdict
    from ascc_ld.links.checking import check as checked
    from ascc_ld.links.project_links import read_links

    links = read_links(chosen_project(project_root))
    asked = links.linked(names)
    if entities is not None:
        findings = checked(asked, entity_data.LocalCopy(entities), links.context)
    else:
        need_extra("remote")
        from ascc_ld.links.service_client import service_client

        address = service or entity_data.SERVICE
        client = service_client(timeout, retries, tell_on_stderr)
        source = entity_data.WebService(client, address.rstrip("/") + "/")
        findings = checked(asked, source, links.context, tell_stage)
    if output == "json":
        click.echo(reports.findings_as_json(findings), nl=False)
    else:
        click.echo(reports.findings_as_text(findings, every=every))
    if mismatches is not None:
        replace_file(mismatches, reports.mismatches_as_csv(findings))
    verdicts = {finding.verdict for finding in findings}
    if Verdict.UNREACHABLE in verdicts:
        sys.exit(4)
    sys.exit(1 if verdicts - {Verdict.AGREES} else 0)


@link.command(epilog=EXIT_CODES)
@out_option("links")
@base_option
@project_option
def export(out: Path, base: str | None, project_root: Path | None) -> None:
    """Write the links as canonical SSSOM and RDF, and two batches for QuickStatements.

    One states facts of items that exist, the other makes new items: the series, the conference and
    its declaration first, bodies once these have items. Each command stands below a sentence that
    says what it states; a second file holds the commands alone.

    \b
    Example:
      ascc-ld link export --out links
    """
    from ascc_ld.building.output_folder import put_in_place
    from ascc_ld.links.link_files import link_files
    from ascc_ld.links.project_links import read_links

    links = read_links(chosen_project(project_root), base)
    files = link_files(links.corpus, links.entities, links.context.terms)
    put_in_place(files, out, "ascc-ld link export")
    for name, content in sorted(files.items()):
        click.echo(f"{len(content):>9,}  {out / name}")


def _writable(root: Path | None) -> Project:
    """Return the project to write to: never the files that came with an installation."""
    project = chosen_project(root)
    if root is None and project.root.name == "_project":
        raise click.UsageError(
            "The files that came with ascc-ld cannot be edited. Name a checkout with --project DIR."
        )
    return project
