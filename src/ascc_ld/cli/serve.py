"""``ascc-ld serve``: the graph over HTTP, as documents and at a SPARQL endpoint."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import click

from ascc_ld.cli.exits import EXIT_CODES
from ascc_ld.cli.extras import need_extra
from ascc_ld.cli.notices import WITHOUT_SCRIPTS
from ascc_ld.cli.options import (
    chosen_project,
    data_option,
    number_option,
    project_option,
    timeout_option,
    usable_base,
)

if TYPE_CHECKING:
    from ascc_ld.ground.project import Project
    from ascc_ld.site.site import Site

_MEBIBYTE = 2**20


@click.command(epilog=EXIT_CODES)
@click.option("--host", default="127.0.0.1", show_default=True, help="Listen on this address.")
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=8000,
    show_default=True,
    help="Listen on this port; 0 picks a free one.",
)
@click.option(
    "--base",
    callback=usable_base,
    metavar="IRI",
    help="Begin all IRIs with IRI, and serve at its path. Give the address of this server, and "
    "each IRI of the data resolves here.",
)
@data_option("Serve this RDF file (any syntax) instead of our own graph. Can be repeated.")
@timeout_option("Stop a query that runs longer.", 30.0)
@number_option("--max-mebibytes", "Refuse a larger answer.", 16)
@number_option(
    "--workers",
    "Number of worker processes, beside spare ones and those for long and large queries.",
    2,
)
@project_option
@click.option("-q", "--quiet", is_flag=True, help="Do not log requests.")
def serve(
    host: str,
    port: int,
    base: str | None,
    data: tuple[Path, ...],
    timeout: float,
    max_mebibytes: int,
    workers: int,
    project_root: Path | None,
    quiet: bool,
) -> None:
    """Serve documents by content negotiation, and a SPARQL endpoint.

    Serves the graph of this installation, or RDF files, read-only. The endpoint is at /sparql.
    The server listens on loopback unless --host says otherwise. Ctrl-C or SIGTERM stops it once
    all requests are answered. On loopback without --base, redirects point at this server.

    \b
    Examples:
      ascc-ld serve
      ascc-ld serve --base http://127.0.0.1:8000/
      ascc-ld serve --data my.ttl --port 0
    """
    if sys.platform == "win32":
        raise click.UsageError("The server does not run on Windows. Use Linux or macOS.")
    need_extra("serve")
    from ascc_ld.server.limits import Limits
    from ascc_ld.server.serving import listening, loopback_address, published
    from ascc_ld.server.serving import serve as run

    limits = Limits(
        seconds=timeout,
        at_once=workers,
        long_at_once=workers,
        result_bytes=max_mebibytes * _MEBIBYTE,
    )
    site = _site(chosen_project(project_root), base, data)
    if not quiet and not site.sources.bundle:
        click.echo(WITHOUT_SCRIPTS, err=True)
    served, path = site.sources.base, site.sources.root
    _log_to_standard_error(quiet=quiet)
    with listening(host, port) as sock:
        shown = f"[{host}]" if ":" in host else host
        url = f"http://{shown}:{sock.getsockname()[1]}{path}"
        address = None if base else loopback_address(sock)
        serving = published(site, limits, root=unquote(path), address=address)
        run(serving, sock, lambda: click.echo(f"Serving {served} at {url}"))


def _site(project: Project, base: str | None, data: Sequence[Path]) -> Site:
    from ascc_ld.publication.publication import chosen_base
    from ascc_ld.rdf.files import read_files
    from ascc_ld.server.url_paths import uri
    from ascc_ld.site.from_project import site_of_project, site_of_quads

    root = urlsplit(uri(base)).path if base else "/"
    if not data:
        return site_of_project(project, base, root=root)
    quads = list(read_files(data))
    return site_of_quads(project, chosen_base(project, base), quads, root=root)


def _log_to_standard_error(*, quiet: bool) -> None:
    from ascc_ld.server.access_log import ACCESS

    logging.basicConfig(
        stream=sys.stderr, level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s"
    )
    logging.getLogger(ACCESS).setLevel(logging.WARNING if quiet else logging.INFO)
