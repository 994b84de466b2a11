"""The command line: thin commands over the stages, a module each; only they print and exit."""

from __future__ import annotations

import click

from ascc_ld.cli.build import build
from ascc_ld.cli.completion import completion
from ascc_ld.cli.exits import EXIT_CODES
from ascc_ld.cli.validate import validate

__all__ = ["main"]


def _print_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        import ascc_ld

        click.echo(f"ascc-ld {ascc_ld.__version__}")
        context.exit()


@click.group(epilog=EXIT_CODES, context_settings={"help_option_names": ["-h", "--help"]})
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


main.add_command(build)
main.add_command(validate)
main.add_command(completion)
