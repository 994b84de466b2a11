"""An example: a question in words, the query that answers it, the answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ascc_ld.ground.faults import nearest
from ascc_ld.sparql.answer import Answer
from ascc_ld.sparql.errors import UnknownQuery

QUERIES = "queries"
"""The folder of the examples."""

EXAMPLES_GRAPH = ".well-known/sparql-examples/"
"""The path of the examples' named graph, and of each example, below the base."""


@dataclass(frozen=True)
class Example:
    """One example.

    ``name`` is the file's name without its extension, ``number`` the three digits it begins with;
    ``text`` the query without its decorators, with no blank line around it; ``prefixes`` those that
    it declares; ``services`` the IRIs that it federates with; ``ordered`` whether the order of the
    answer's rows counts; ``by_edition`` whether it binds ``?edition``, by which one is chosen.
    ``translations`` are the question and its description in other languages, by language tag.
    ``answers`` holds the exact answers by the slug of their edition, or the only one under the
    empty text; nothing where there are services.
    """

    number: str
    name: str
    file: str
    summary: str
    description: str
    translations: Mapping[str, tuple[str, str]]
    tags: tuple[str, ...]
    method: str
    form: str
    text: str
    prefixes: Mapping[str, str]
    services: tuple[str, ...]
    ordered: bool
    by_edition: bool
    answers: Mapping[str, Answer]


def find_example(examples: Iterable[Example], name: str) -> Example:
    """Return the example that ``name`` names: in full, by its number, or without its number.

    Raises :class:`~ascc_ld.sparql.errors.UnknownQuery`, which tells the nearest.
    """
    known = {example.name: example for example in examples}
    for full, example in known.items():
        if name in (full, full[4:]) or (name.isdecimal() and int(name) == int(example.number)):
            return example
    if not known:
        hint = "This project has none."
    elif name.isdecimal():
        numbers = sorted(int(example.number) for example in known.values())
        hint = f"Their numbers go from {numbers[0]} to {numbers[-1]}."
    else:
        hint = nearest(name, [name for full in known for name in (full, full[4:])])
    raise UnknownQuery(f"There is no query {name!r}. {hint} See ascc-ld query --list.")
