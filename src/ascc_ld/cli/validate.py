"""``ascc-ld validate``: any graph against the shapes."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ascc_ld.cli.exits import EXIT_CODES
from ascc_ld.cli.options import base_option, chosen_project, format_option, project_option

if TYPE_CHECKING:
    import pyoxigraph as ox

    from ascc_ld.validation import Report


@click.command(epilog=EXIT_CODES)
@click.argument("files", nargs=-1, metavar="[FILE | -]...", type=click.Path(path_type=Path))
@format_option(
    ["text", "turtle", "json"],
    "Sentences for people, the SHACL report as Turtle, or the findings as JSON.",
)
@click.option(
    "--input-format",
    metavar="EXT",
    help="Syntax of the input, by the usual extension (ttl, nt, nq, trig, rdf, jsonld, n3).",
)
@click.option(
    "--part",
    is_flag=True,
    help="Take the input for a part of the graph: join it with the graph of this installation, and "
    "judge only what the input describes.",
)
@click.option(
    "--with",
    "whole",
    multiple=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The same with FILE in place of that graph. May be repeated.",
)
@click.option("--strict", is_flag=True, help="Let warnings fail as well.")
@base_option
@project_option
def validate(
    files: tuple[Path, ...],
    output: str,
    input_format: str | None,
    part: bool,
    whole: tuple[Path, ...],
    strict: bool,
    base: str | None,
    project_root: Path | None,
) -> None:
    """Check a graph against the shapes, and say what is wrong in words.

    Checked is the union of FILEs, in any RDF syntax; without FILE the data of this installation. -
    reads standard input (say the syntax with --input-format). A document of the graph, such as one
    that the site has for a city, is a part: it is judged with --part. Warnings are shown and do not
    fail unless --strict is given.

    \b
    Examples:
      ascc-ld validate
      ascc-ld validate my-edit.ttl
      ascc-ld validate --part public/org/jica.ttl
      curl … | ascc-ld validate --input-format jsonld -
    """
    from ascc_ld.mapping.loading import load
    from ascc_ld.mapping.provenance import row_origins
    from ascc_ld.rdf.rdflib_graphs import to_graph
    from ascc_ld.rdf.terms import prefixes
    from ascc_ld.reading.term_names import term_names
    from ascc_ld.reading.turtle_files import read_shapes
    from ascc_ld.validation import Severity, check, joined

    _refuse_unreadable(files, input_format)
    if (part or whole) and not files:
        raise click.UsageError("--part and --with go with a FILE: say which part.")
    documents = _documents(
        [(file, input_format) for file in files] + [(file, None) for file in whole]
    )
    project = chosen_project(project_root)
    corpus, dataset = load(project, base)
    bound = prefixes(corpus.base)
    triples, only = _union(documents[: len(files)], corpus.base), None
    if not files:
        triples = dataset.union()
    if part or whole:
        others = _union(documents[len(files) :], corpus.base) if whole else dataset.union()
        triples, only = joined(triples, others)
    report = check(
        to_graph(triples, bound),
        to_graph(read_shapes(project, corpus.base), bound),
        row_origins(corpus),
        only,
        term_names(project, corpus.base),
    )
    failed = not report.conforms or (strict and bool(report.of(Severity.WARNING)))
    click.echo(_shown(report, output, failed=failed), nl=False)
    sys.exit(1 if failed else 0)


def _refuse_unreadable(files: Sequence[Path], input_format: str | None) -> None:
    from ascc_ld.rdf.formats import FORMATS

    if input_format is not None and input_format not in FORMATS:
        raise click.UsageError(f"--input-format {input_format}: know {', '.join(sorted(FORMATS))}.")
    if list(map(str, files)).count("-") > 1:
        raise click.UsageError("- can be given once.")
    if Path("-") in files and input_format is None:
        raise click.UsageError("Say the syntax of standard input with --input-format.")


def _documents(files: Sequence[tuple[Path, str | None]]) -> Sequence[Sequence[ox.Quad]]:
    """Return what each file holds, whose syntax may be given by its extension.

    Says on standard error which files have line ends of Windows.
    """
    from ascc_ld.rdf.files import apart, read_rdf_1_1

    documents = []
    for path, extension in files:
        content = sys.stdin.buffer.read() if str(path) == "-" else path
        quads = read_rdf_1_1(content, str(path), extension, "--input-format")
        if any("\r\n" in getattr(quad.object, "value", "") for quad in quads):
            click.echo(
                f"Note: texts of {path} have the line ends CR LF, and our texts have LF. If an "
                "editor has changed them, save the file with LF.",
                err=True,
            )
        documents.append(quads)
    return apart(documents)


def _union(documents: Sequence[Sequence[ox.Quad]], base: str) -> list[ox.Triple]:
    """Return all triples; say on standard error if nothing in them is of a class of ours."""
    triples = [quad.triple for document in documents for quad in document]
    if documents and not any(str(t.object).startswith(f"<{base}ns#") for t in triples):
        click.echo(
            f"Note: nothing in the input is of a class of {base}ns#, so hardly any rule "
            "applies. Was it built with another --base?",
            err=True,
        )
    return triples


def _shown(report: Report, output: str, *, failed: bool) -> str:
    from ascc_ld.ground.printable import printable_lines

    if output == "turtle":
        return report.graph.serialize(format="turtle")
    if output == "json":
        return report.json()
    counts = ", ".join(
        f"{count} {name}{'' if count == 1 else 's'}" for name, count in report.counts().items()
    )
    verdict = "Does not conform" if failed else "Conforms"
    return f"{printable_lines(report.sentences())}{verdict}: {counts}.\n"
