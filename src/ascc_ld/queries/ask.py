"""A query in Python, by its text or by the name of an example."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from ascc_ld.ground.project import default_project
from ascc_ld.queries.child import QueryRequest, answer_here, answer_in_child
from ascc_ld.queries.editions import of_edition
from ascc_ld.reading.examples import read_examples
from ascc_ld.sparql.answer import Answer
from ascc_ld.sparql.example import find_example


def query(  # noqa: PLR0913 - the places and the manner of asking, all by keyword
    text_or_name: str,
    *,
    base: str | None = None,
    data: Iterable[str | Path] = (),
    endpoint: str | None = None,
    services: Mapping[str, str] | None = None,
    timeout: float | None = None,
    edition: str | None = None,
) -> Answer:
    """Answer a SPARQL query, or the example of a name (in full, its number, or without it).

    The query runs over the graph of this installation with all named graphs, over the RDF files
    ``data``, or at ``endpoint``.  ``services`` sends each SERVICE that is a key to the URL of its
    value.  With ``timeout`` (seconds; 60 if another host is asked) the query runs in a process of
    its own and is stopped then.  Rows are dictionaries with Python values, so
    ``pandas.DataFrame(query("1"))`` is a table.  ``edition`` ("2024") chooses one declaration, in
    a query with the variable ``?edition``, as the examples about declarations have it.

    >>> for row in query("countries-with-three-or-more", edition="2024"):
    ...     print(row["country"], row["participants"])
    Philippines 17
    Indonesia 5
    Pakistan 3
    Uzbekistan 3
    >>> bool(query("ASK { ?statement a ascc:Request }"))
    False
    >>> len(query("map-of-indonesia").graph())
    12

    Raises :class:`~ascc_ld.sparql.errors.UnknownQuery`,
    :class:`~ascc_ld.sparql.errors.WrongEdition`,
    :class:`~ascc_ld.http_client.addresses.WrongAddress`,
    :class:`~ascc_ld.sparql.errors.FaultyQuery`,
    :class:`~ascc_ld.sparql.errors.OtherSideFailed` and
    :class:`~ascc_ld.sparql.errors.QueryTimedOut`.
    """
    project = default_project()
    name, text = "query", text_or_name
    if not set(text_or_name) & set(" \t\n{<"):
        example = find_example(read_examples(project, base), text_or_name)
        name, text = example.name, example.text
    files = [str(file) for file in data]
    request = QueryRequest(text, name, str(project.root), base, files, endpoint, services or {})
    if edition is not None:
        request = of_edition(request, edition, timeout)
    limit = request.limit(timeout)
    return answer_here(request) if limit is None else answer_in_child(request, limit)
