"""The command line: thin commands over the stages, a module each; only they print and exit."""

from __future__ import annotations

from typing import Any

import click

from ascc_ld.cli.exits import EXIT_CODES, errors_as_exit_codes, in_order

COMMANDS = {
    "new": "Lay out a folder for a series of declarations of one's own.",
    "draft": "Draft the tables of an edition from its text, for a person to review.",
    "build": "Read, map, check and write: make the published files.",
    "validate": "Check a graph against the shapes, and say what is wrong in words.",
    "query": "Query the graph, files or an endpoint in SPARQL; --list shows the example queries.",
    "link": "See, find, review, check and publish the links to Wikidata.",
    "site": "Write the pages for people: a complete static site.",
    "load": "Load the named graphs into a triple store and prove that they arrived.",
    "serve": "Serve documents by content negotiation, and a SPARQL endpoint.",
    "completion": "Print the shell completion script.",
}
"""The commands with what they do in a line: help is shown without importing their modules."""


class _CommandsByModule(click.Group):
    """A group whose command ``name`` is the object ``name`` of the module ``ascc_ld.cli.name``."""

    def main(self, *arguments: Any, **settings: Any) -> Any:
        with in_order():
            return super().main(*arguments, **settings)

    def make_context(self, *arguments: Any, **settings: Any) -> click.Context:
        with errors_as_exit_codes():
            return super().make_context(*arguments, **settings)

    def invoke(self, ctx: click.Context) -> Any:
        with errors_as_exit_codes():
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        import importlib

        command = getattr(importlib.import_module(f"ascc_ld.cli.{cmd_name}"), cmd_name)
        return command if isinstance(command, click.Command) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            from ascc_ld.ground.faults import nearest

            ctx.fail(f"There is no command {args[0]!r}. {nearest(args[0], COMMANDS)}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=_CommandsByModule,
    epilog=EXIT_CODES,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="ascc-ld", message="ascc-ld %(version)s")
def main() -> None:
    """Turn the declarations of the Asia Smart City Conference into linked data.

    The text and the curated tables are read and held against each other, mapped to RDF, checked
    with SHACL, and written as Turtle, JSON-LD and other formats.
    """
