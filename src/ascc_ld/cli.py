"""The command line: thin commands over the stages; only this module prints and exits.

Exit codes: 0 done, 1 the graph breaks a rule, 2 wrong usage, 3 the input is faulty or unreadable,
4 the output cannot be written.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ascc_ld.main_job import Summary
    from ascc_ld.project import Project

__all__ = ["main"]

_EXIT_CODES = """\b
Exit codes:
  0  done
  1  the graph breaks a rule
  2  wrong usage
  3  the input is faulty or unreadable
  4  the output cannot be written
"""

_project_option = click.option(
    "--project",
    "project_root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Read data/, ontology/ and shapes/ from DIR instead of the files that came with ascc-ld.",
)
_base_option = click.option(
    "--base",
    metavar="IRI",
    help="Mint IRIs below IRI instead of the base that the edition sets. It ends in / or #.",
)


def _print_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        import ascc_ld

        click.echo(f"ascc-ld {ascc_ld.__version__}")
        context.exit()


@click.group(epilog=_EXIT_CODES, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Show the version and exit.",
)
def main() -> None:
    """Turn the declarations of the Asia Smart City Conference into linked data.

    The text and the curated tables are read and held against each other, mapped to RDF, checked
    with SHACL, and written as Turtle, JSON-LD and other formats.
    """


@main.command(epilog=_EXIT_CODES)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("dist"),
    show_default=True,
    metavar="DIR",
    help="Write the files to DIR: all of them or, if anything is wrong, none.",
)
@_base_option
@_project_option
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
def build(out: Path, base: str | None, project_root: Path | None, quiet: bool) -> None:
    """Read, map, check and write: make the published files.

    \b
    Examples:
      ascc-ld build
      ascc-ld build --out public --base https://data.example.org/ascc/
    """

    def progress(stage: str) -> None:
        if not quiet and sys.stderr.isatty():
            click.echo(f"{stage} …", err=True)

    with _errors_as_exit_codes():
        from ascc_ld.main_job import run

        summary = run(_project(project_root), out, _checked_base(base), progress)
        if not quiet:
            click.echo(_described(summary, out))


@main.command(epilog=_EXIT_CODES)
@click.argument("files", nargs=-1, metavar="[FILE | -]...", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "output",
    type=click.Choice(["text", "turtle", "json"]),
    default="text",
    show_default=True,
    help="Sentences for people, the SHACL report as Turtle, or the findings as JSON.",
)
@click.option(
    "--input-format",
    metavar="EXT",
    help="Syntax of the input, by the usual extension (ttl, nt, nq, trig, rdf, jsonld, n3).",
)
@click.option("--strict", is_flag=True, help="Let warnings fail as well.")
@_base_option
@_project_option
def validate(
    files: tuple[Path, ...],
    output: str,
    input_format: str | None,
    strict: bool,
    base: str | None,
    project_root: Path | None,
) -> None:
    """Check a graph against the shapes: ours, or the union of FILEs in any RDF syntax.

    Without FILE the data of this installation is checked; - reads standard input (say the syntax
    with --input-format). Warnings are shown and do not fail unless --strict is given.

    \b
    Examples:
      ascc-ld validate
      ascc-ld validate my-edit.ttl
      curl … | ascc-ld validate --input-format jsonld -
    """
    with _errors_as_exit_codes():
        from ascc_ld.export import prefixes, read_shapes
        from ascc_ld.main_job import load
        from ascc_ld.origins import origins
        from ascc_ld.rdf_files import FORMATS, read_rdf
        from ascc_ld.rdflib_graphs import to_graph
        from ascc_ld.validation import Severity, check

        if input_format is not None and input_format not in FORMATS:
            raise click.UsageError(
                f"--input-format {input_format}: know {', '.join(sorted(FORMATS))}."
            )
        if list(map(str, files)).count("-") > 1:
            raise click.UsageError("- can be given once.")
        project = _project(project_root)
        corpus, dataset = load(project, _checked_base(base))
        triples = [
            triple for path in files for triple in read_rdf(_content(path), str(path), input_format)
        ]
        bound = prefixes(corpus.base)
        classes = f"{corpus.base}ns#"
        if files and not any(str(triple.object).startswith(f"<{classes}") for triple in triples):
            click.echo(
                f"Note: nothing in the input is of a class of {classes}, so hardly any rule "
                "applies. Was it built with another --base?",
                err=True,
            )
        report = check(
            to_graph(triples if files else dataset.union(), bound),
            to_graph(read_shapes(project, corpus.base), bound),
            origins(corpus),
        )
        if output == "turtle":
            click.echo(report.graph.serialize(format="turtle"), nl=False)
        elif output == "json":
            click.echo(report.json(), nl=False)
        else:
            for finding in report.findings:
                click.echo(str(finding))
            counts = ", ".join(
                f"{count} {name}{'' if count == 1 else 's'}"
                for name, count in report.counts().items()
            )
            click.echo(f"{'Conforms' if report.conforms else 'Does not conform'}: {counts}.")
        failed = not report.conforms or (strict and bool(report.of(Severity.WARNING)))
        sys.exit(1 if failed else 0)


@main.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the shell completion script.

    \b
    Example, for bash:
      ascc-ld completion bash >> ~/.bashrc
    """
    from click.shell_completion import get_completion_class

    script = get_completion_class(shell)
    if script is not None:
        click.echo(script(main, {}, "ascc-ld", "_ASCC_LD_COMPLETE").source())


@contextmanager
def _errors_as_exit_codes() -> Iterator[None]:
    from ascc_ld.faults import AsccError, DataError, NonConformingGraph, UnreadableGraph

    try:
        yield
    except NonConformingGraph as error:
        _fail(str(error), 1)
    except (DataError, UnreadableGraph) as error:
        _fail(str(error), 3)
    except AsccError as error:
        _fail(str(error), 2)
    except OSError as error:
        _fail(f"{error.filename or 'output'}: {error.strerror or error}", 4)


def _fail(message: str, code: int) -> None:
    click.echo(message, err=True)
    sys.exit(code)


def _project(root: Path | None) -> Project:
    from ascc_ld.project import Project, default_project

    return Project(root.absolute()) if root else default_project()


def _checked_base(base: str | None) -> str | None:
    import re

    if base is not None and not re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+[/#]", base):
        raise click.BadParameter(
            f"{base!r} is no absolute http(s) IRI that ends in / or #.", param_hint="--base"
        )
    return base


def _content(path: Path) -> bytes:
    from ascc_ld.faults import UnreadableGraph

    if str(path) == "-":
        return sys.stdin.buffer.read()
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableGraph(f"{path}: cannot be read: {error.strerror}") from error


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
