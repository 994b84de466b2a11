"""``ascc-ld query``: query the graph, files or an endpoint in SPARQL."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ascc_ld.cli.exits import EXIT_CODES
from ascc_ld.cli.extras import need_extra
from ascc_ld.cli.options import (
    bad_parameter,
    base_option,
    chosen_project,
    data_option,
    project_option,
    timeout_option,
    url_option,
)
from ascc_ld.queries.rendering import FORMATS

if TYPE_CHECKING:
    from ascc_ld.ground.project import Project
    from ascc_ld.queries.child import QueryRequest
    from ascc_ld.sparql.example import Example


def _services(_: click.Context, __: click.Parameter, values: Sequence[str]) -> Mapping[str, str]:
    from ascc_ld.http_client.addresses import checked_address, without_secrets

    services = {}
    for value in values:
        # Both sides may hold =, but only the second may begin with a scheme behind one.
        found = re.fullmatch(r"<?(\S+?)>?=(https?://\S+)", value)
        if found is None:
            raise click.BadParameter(
                f"{without_secrets(repr(value))} is not IRI=URL, as in https://query.wikidata.org/sparql=http://…"
            )
        with bad_parameter():
            services[found[1]] = checked_address(found[2])
    return services


def _editions(context: click.Context, _: click.Parameter, begun: str) -> list[str]:
    """Complete the name of an edition of the project."""
    slugs = chosen_project(context.params.get("project_root")).edition_slugs()
    return [slug for slug in slugs if slug.startswith(begun)]


@click.command(epilog=EXIT_CODES)
@click.argument("name", required=False, metavar="[NAME | TEXT | FILE | -]")
@click.option("--list", "listing", is_flag=True, help="List the example queries, grouped by tag.")
@data_option("Query this RDF file (any syntax; can be repeated) instead of the built-in graph.")
@url_option("--endpoint", "Query the SPARQL endpoint at URL instead.")
@click.option(
    "--format",
    "output",
    type=click.Choice(FORMATS),
    help="Format of the answer: table for SELECT and ASK, turtle for graphs if not given.",
)
@click.option(
    "--service",
    "services",
    multiple=True,
    callback=_services,
    metavar="IRI=URL",
    help="Send each SERVICE <IRI> of the query to URL. Can be repeated.",
)
@click.option(
    "--edition",
    metavar="NAME",
    shell_complete=_editions,
    help="Ask of one edition, such as 2024. The query needs the variable ?edition.",
)
@timeout_option("Stop a query after SECONDS (60 by default if it asks another host).")
@base_option
@project_option
def query(
    name: str | None,
    listing: bool,
    data: tuple[Path, ...],
    endpoint: str | None,
    output: str | None,
    services: Mapping[str, str],
    edition: str | None,
    timeout: float | None,
    base: str | None,
    project_root: Path | None,
) -> None:
    """Query the graph, files or an endpoint in SPARQL; --list shows the example queries.

    The query is an example, by its NAME or number, TEXT with braces, or is read from FILE or
    standard input (-).

    The query runs over the graph of this installation, over files, or at an endpoint. The
    prefixes of the published files need no declaration. The examples need an --endpoint whose
    default graph is the union of its named graphs.

    A query can send data to any host through SERVICE: read other people's queries before you run
    them.

    \b
    Examples:
      ascc-ld query --list
      ascc-ld query 1
      ascc-ld query participants-by-country --edition 2024 --format csv
      ascc-ld query 'ASK { ?s a ascc:Request }'
      echo 'ASK { ?s a ascc:Request }' | ascc-ld query -
      ascc-ld query my.rq --data my.ttl --timeout 10
    """
    from ascc_ld.queries.child import QueryRequest

    project = chosen_project(project_root)
    if listing:
        from ascc_ld.reading.examples import read_examples

        click.echo(_listed(read_examples(project, base)), nl=False)
        return
    if name is None:
        raise click.UsageError("Name a query: NAME, TEXT, FILE or -. See --list for the names.")
    if endpoint is not None and data:
        raise click.UsageError("--data and --endpoint cannot be used together.")
    shown_name, text = _query_text(project, name, base)
    files = [str(path) for path in data]
    request = QueryRequest(text, shown_name, str(project.root), base, files, endpoint, services)
    _ask(request, edition, timeout, output)


def _ask(
    request: QueryRequest, edition: str | None, timeout: float | None, output: str | None
) -> None:
    from ascc_ld.queries.child import misnamed_terms, text_in_child
    from ascc_ld.queries.editions import of_edition
    from ascc_ld.queries.rendering import formats_of
    from ascc_ld.sparql.syntax import SparqlText

    if request.endpoint is not None:
        need_extra("remote")
    form = SparqlText(request.text).form
    if output is not None and form is not None and output not in formats_of(form):
        raise click.UsageError(
            f"--format {output}: the answer to {form} comes as {', '.join(formats_of(form))}."
        )
    if edition is not None:
        request = of_edition(request, edition, timeout)
    for doubt in misnamed_terms(request):
        click.echo(f"Note: {doubt}", err=True)
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    click.echo(text_in_child(request, output, width, timeout), nl=False)


def _query_text(project: Project, name: str, base: str | None) -> tuple[str, str]:
    """Return how messages call the query, and its text."""
    from ascc_ld.reading.examples import read_examples
    from ascc_ld.sparql.errors import FaultyQuery
    from ascc_ld.sparql.example import find_example

    if "{" in name:
        return "query", name
    if name != "-" and not Path(name).is_file() and not _looks_like_a_file(name):
        example = find_example(read_examples(project, base), name)
        return example.name, example.text
    try:
        content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return ("standard input" if name == "-" else name), content.decode("utf-8-sig")
    except OSError as error:
        raise FaultyQuery(f"{name}: cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError as error:
        raise FaultyQuery(f"{name}: is not UTF-8 (byte {error.start}).") from None


def _looks_like_a_file(name: str) -> bool:
    return "/" in name or "\\" in name or name.endswith((".rq", ".sparql"))


def _listed(examples: Sequence[Example]) -> str:
    """Return the examples by their first tag, which tells the subject, others behind each."""
    groups: dict[str, list[Example]] = {}
    for example in examples:
        groups.setdefault(example.tags[0], []).append(example)
    lines: list[str] = []
    for tag, members in groups.items():
        lines += ["", tag] if lines else [tag]
        for example in members:
            others = ", ".join(example.tags[1:])
            lines += [f"  {example.name}" + (f"  ({others})" if others else "")]
            lines += [f"      {example.summary}"]
    return "\n".join(lines) + "\n"
