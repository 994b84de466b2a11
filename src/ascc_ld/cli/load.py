"""``ascc-ld load``: load the named graphs into a triple store and prove that they arrived."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ascc_ld.cli.exits import EXIT_CODES
from ascc_ld.cli.extras import need_extra
from ascc_ld.cli.notices import tell_on_stderr
from ascc_ld.cli.options import (
    base_option,
    chosen_project,
    number_option,
    project_option,
    quiet_option,
    timeout_option,
)
from ascc_ld.load.connection import STORES, open_store

if TYPE_CHECKING:
    from ascc_ld.load.graph_files import GraphFile
    from ascc_ld.load.loading import Landed
    from ascc_ld.load.store import GraphStore


@click.command(epilog=EXIT_CODES)
@click.argument("store", type=click.Choice(list(STORES)), metavar="STORE")
@click.argument("url", metavar="URL")
@click.option(
    "--graphs",
    multiple=True,
    metavar="GRAPH",
    help="Load this graph only: its IRI or the end of it, such as graph/links. Can be repeated.",
)
@click.option("--dry-run", is_flag=True, help="Compare with the store's graphs; write nothing.")
@click.option("--no-verify", is_flag=True, help="Do not read the graphs back.")
@click.option(
    "--fast",
    is_flag=True,
    help="Use the store's faster, non-transactional upload if it has one.",
)
@timeout_option("Time out after SECONDS without progress.", 600.0)
@number_option(
    "--retries", "Retry N times if the store is busy or the connection drops.", 3, least=0
)
@click.option(
    "--data",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Load the named graphs of an N-Quads (.nq) or TriG (.trig) file instead of ours.",
)
@base_option
@project_option
@quiet_option
def load(
    store: str,
    url: str,
    graphs: tuple[str, ...],
    dry_run: bool,
    no_verify: bool,
    fast: bool,
    timeout: float,
    retries: int,
    data: Path | None,
    base: str | None,
    project_root: Path | None,
    quiet: bool,
) -> None:
    """Load the named graphs into a triple store and prove that they arrived.

    Each graph is replaced as a whole; other graphs of the store are not touched. Then it is read
    back: its sorted N-Triples must have the SHA-256 of what was sent.

    \b
    STORE and its URL:
      oxigraph   http://localhost:7878
      fuseki     http://localhost:3030/ascc         (a data set)
      rdf4j      http://localhost:8080/rdf4j-server/repositories/ascc
      graphdb    http://localhost:7200/repositories/ascc
      virtuoso   http://localhost:8890
      generic    any SPARQL 1.1 Graph Store endpoint, to which ?graph=… is added

    \b
    Credentials are never given on the command line. Set
      ASCC_LD_USERNAME and ASCC_LD_PASSWORD, or ASCC_LD_TOKEN
      ASCC_LD_AUTH     basic, digest (Virtuoso's default) or bearer
    or add an entry for the host to ~/.netrc.

    \b
    Examples:
      ascc-ld load oxigraph http://localhost:7878
      ascc-ld load fuseki http://localhost:3030/ascc --graphs 2024/graph --dry-run
      ascc-ld load oxigraph http://localhost:7878 --data dump.nq --fast
    """
    if data is not None and (base is not None or project_root is not None):
        raise click.UsageError("--data comes with its own IRIs: leave out --base and --project.")
    need_extra("remote")
    import tempfile

    from ascc_ld.http_client.retry import RetryPolicy
    from ascc_ld.load.graph_files import chosen_graphs

    with tempfile.TemporaryDirectory(prefix="ascc-ld-") as temporary:
        folder = Path(temporary)
        target = open_store(store, url, timeout, RetryPolicy(retries, tell=tell_on_stderr))
        files = chosen_graphs(_graph_files(data, project_root, base, folder), graphs)
        if dry_run:
            _compare(target, files, folder)
        else:
            _load(target, files, folder, verify=not no_verify, fast=fast, quiet=quiet)


def _graph_files(
    data: Path | None, project_root: Path | None, base: str | None, folder: Path
) -> tuple[GraphFile, ...]:
    from ascc_ld.load.graph_files import from_file, from_graphs

    if data is not None:
        return from_file(data, folder)
    from ascc_ld.building.job import named_graphs

    return from_graphs(named_graphs(chosen_project(project_root), base), folder)


def _load(
    store: GraphStore,
    files: tuple[GraphFile, ...],
    folder: Path,
    *,
    verify: bool,
    fast: bool,
    quiet: bool,
) -> None:
    from ascc_ld.ground.printable import printable
    from ascc_ld.load.loading import Loader, Proof

    shown = sys.stderr.isatty() and not quiet

    def progress(graph: str, sent: int, size: int) -> None:
        if shown:
            click.echo(
                f"\r\033[K{printable(graph)} {100 * sent // max(size, 1)} %", nl=False, err=True
            )

    def done(landed: Landed) -> None:
        if shown:
            click.echo("\r\033[K", nl=False, err=True)
        if not quiet:
            click.echo(_line(store, landed))

    if fast and not quiet:
        click.echo(_fast_upload(store))
    landed = Loader(store, folder, verify=verify, fast=fast).load(files, progress, done)
    if quiet:
        return
    proofs = {found.proof for found in landed}
    if Proof.NONE in proofs:
        verdict = "sent; they were not read back"
    elif Proof.SAME_VALUES in proofs and store.rewriting is not None:
        verdict = f"read back: identical up to {store.rewriting.what}"
    else:
        verdict = "read back: identical"
    graphs = f"{len(landed)} graph{'' if len(landed) == 1 else 's'}"
    triples = sum(found.triples for found in landed)
    click.echo(f"{graphs}, {triples:,} triples {verdict}.")


def _compare(store: GraphStore, files: tuple[GraphFile, ...], folder: Path) -> None:
    from ascc_ld.load.loading import Proof, compare_graphs, sorted_ours

    ours = [sorted_ours(file, folder) for file in files]
    store.check_alive()
    proofs = set()
    for file, sorted_file in zip(files, ours, strict=True):
        found = compare_graphs(store, file, sorted_file, folder)
        click.echo(_line(store, found))
        proofs.add(found.proof)
    if store.kind.query_path is None and proofs == {Proof.ABSENT}:
        click.echo("Note: the store has none of the graphs; a wrong URL looks the same (404).")
    click.echo("Nothing was written (--dry-run).")


def _line(store: GraphStore, landed: Landed) -> str:
    from ascc_ld.ground.printable import printable
    from ascc_ld.load.loading import Proof

    proof = landed.proof.value
    if landed.proof is Proof.SAME_VALUES and store.rewriting is not None:
        proof = f"identical up to {store.rewriting.what}"
    if landed.proof is Proof.DIFFERENT:
        proof = f"different: the store holds {landed.found:,} triples"
    proven = landed.proof in (Proof.IDENTICAL, Proof.SAME_VALUES)
    digest = f"  sha256 {landed.sha256}" if proven else ""
    return f"{landed.triples:>9,}  {printable(landed.graph)}  {proof}{digest}"


def _fast_upload(store: GraphStore) -> str:
    if store.kind.fast_parameters:
        return f"Fast upload to {store.kind.name}: {store.kind.fast_cost}."
    return f"{store.kind.name} has no faster upload over HTTP; loading as usual."
