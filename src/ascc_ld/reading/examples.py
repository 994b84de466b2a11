"""The examples of ``queries/``: a question in words, the query that answers it, the answer.

The head of a file are decorators in the manner of grlc (https://grlc.io/): lines that begin with
``#+``, which hold YAML together::

    #+ summary: Which roles of cities did the conference agree on?
    #+ description: |
    #+   What to know about the answer, or to learn from the query.
    #+ method: GET
    #+ tags:
    #+   - statements

The answer stands in ``queries/answers/`` under the same name: SPARQL TSV for SELECT
(https://www.w3.org/TR/sparql11-results-csv-tsv/), ``true`` or ``false`` for ASK, Turtle for
CONSTRUCT and DESCRIBE.  What the variable ``?edition`` ranges over is answered once an edition, in
``queries/answers/2024/``.  A query that asks a SERVICE has none: others give it, and it changes.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

import pyoxigraph as ox
import yaml

from ascc_ld.ground.faults import DataError, Fault, gathered, nearest
from ascc_ld.ground.project import Project
from ascc_ld.reading.vocabulary import refuse_unusable
from ascc_ld.sparql.answer import Answer
from ascc_ld.sparql.example import QUERIES, Example
from ascc_ld.sparql.syntax import SparqlText, slips

ANSWERS = "queries/answers"

_NAME = re.compile(r"(\d{3})-[a-z0-9]+(?:-[a-z0-9]+)*")
_KEYS = ("summary", "description", "tags", "method", "endpoint")
_TRANSLATED = re.compile(r"(summary|description)@([a-z]{2,3})")
_EXTENSIONS = {"SELECT": "tsv", "ASK": "txt", "CONSTRUCT": "ttl", "DESCRIBE": "ttl"}
_SHORTEST_TAG = 2


# The parser in C reads the same and is ten times as fast; it is not in every build of PyYAML.
_YAML = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_examples(
    project: Project, base: str | None = None, *, tried: bool = True
) -> tuple[Example, ...]:
    """Read the examples of ``project`` in the order of their numbers, under ``base`` if given.

    Each query is ``tried`` on an empty store, unless a build has done so before.

    Raises :class:`~ascc_ld.ground.faults.DataError` with every fault of every file, and where
    there is none: the graph of the examples, their pages and the overviews would be empty.  Raises
    :class:`~ascc_ld.ground.faults.UnusableBase`.
    """
    refuse_unusable(base)
    faults: list[Fault] = []
    examples: list[Example] = []
    numbers: dict[str, str] = {}
    files = project.names(QUERIES, "*.rq")
    if not files:
        remedy = "Restore its *.rq files."
        faults.append(Fault(QUERIES, None, None, None, "contains no queries", remedy))
    for file in files:
        with gathered(faults):
            example = _read(project, file, base, tried=tried)
            if example.number in numbers:
                problem = f"has the number of {numbers[example.number]}"
                remedy = "Give it the next free number."
                faults.append(Fault(file, None, None, None, problem, remedy))
            numbers.setdefault(example.number, file)
            examples.append(example)
    faults += _needless_answers(project, examples)
    if faults:
        raise DataError(faults)
    return tuple(examples)


def _read(project: Project, file: str, base: str | None, *, tried: bool) -> Example:
    name = file.rpartition("/")[2].removesuffix(".rq")
    named = _NAME.fullmatch(name)
    if named is None:
        problem = "needs a name such as 001-participants-by-country.rq"
        raise DataError([Fault(file, None, None, name, problem, "Rename it.")])
    head, text, first = _parted(project.read_text(file, base))
    settings = _decorators(file, head)
    query = SparqlText(text)
    faults = list(_query_faults(file, query, first)) if tried else []
    if faults:
        raise DataError(faults)
    form = str(query.form)
    return Example(
        number=named[1],
        name=name,
        file=file,
        summary=settings["summary"].strip(),
        description=" ".join(settings.get("description", "").split()),
        translations={
            language: (summary.strip(), settings.get(f"description@{language}", "").strip())
            for key, summary in settings.items()
            for word, _, language in [key.partition("@")]
            if word == "summary" and language
        },
        tags=tuple(settings["tags"]),
        method=settings["method"],
        form=form,
        text=text,
        prefixes=query.prefixes,
        services=query.services,
        ordered=query.ordered,
        by_edition=query.names_edition,
        answers={} if query.services else _answers(project, name, query, base, tried=tried),
    )


def _parted(content: str) -> tuple[str, str, int]:
    """Return the decorators as YAML, the query, and the row on which the query begins."""
    lines = content.splitlines()
    length = next((i for i, line in enumerate(lines) if not line.startswith("#+")), len(lines))
    head = "\n".join(line.removeprefix("#+").removeprefix(" ") for line in lines[:length])
    rest = lines[length:]
    blank = next((i for i, line in enumerate(rest) if line.strip()), len(rest))
    return head, "\n".join(rest[blank:]).rstrip(), length + blank + 1


def _decorators(file: str, head: str) -> Mapping[str, Any]:
    try:
        settings = yaml.load(head, Loader=_YAML) or {}  # noqa: S506 - a safe loader
    except yaml.MarkedYAMLError as error:
        row = error.problem_mark.line + 1 if error.problem_mark else None
        problem = "is not valid YAML"  # why, the parsers in C and in Python say in different words
        remedy = "Put a text that contains a colon in quotes."
        raise DataError([Fault(file, row, None, None, problem, remedy)]) from None
    if not isinstance(settings, dict):
        problem = "has no decorators such as #+ summary: …"
        raise DataError([Fault(file, 1, None, None, problem, "Begin the file with them.")])
    faults = list(_decorator_faults(file, head, settings))
    if faults:
        raise DataError(faults)
    return settings


def _decorator_faults(file: str, head: str, settings: dict[Any, Any]) -> Iterator[Fault]:
    rows = {line.partition(":")[0]: row for row, line in enumerate(head.splitlines(), 1)}
    for key in settings:
        if key not in _KEYS and not _TRANSLATED.fullmatch(str(key)):
            row = rows.get(str(key))
            yield Fault(file, row, str(key), None, "is not a decorator", nearest(str(key), _KEYS))
    for key in ("summary", "tags", "method"):
        if key not in settings:
            yield Fault(file, 1, key, None, "is missing", f"Add #+ {key}: …")
    texts = [key for key in settings if _TRANSLATED.fullmatch(str(key))]
    for key in texts:
        other = key.replace("description", "summary")
        if other not in settings:
            yield Fault(file, rows.get(key), other, None, "is missing", f"Add #+ {other}: …")
    for key in ("summary", "description", *texts):
        value = settings.get(key, "x")
        if not isinstance(value, str) or not value.strip():
            yield Fault(file, rows.get(key), key, str(value), "is not a text", "Write a sentence.")
    if settings.get("method", "GET") not in ("GET", "POST"):
        value = str(settings["method"])
        yield Fault(file, rows.get("method"), "method", value, "is not a method", "Write GET.")
    yield from _tag_faults(file, rows.get("tags"), settings.get("tags", ["xx"]))


def _tag_faults(file: str, row: int | None, tags: Any) -> Iterator[Fault]:
    if not isinstance(tags, list) or not tags:
        yield Fault(file, row, "tags", None, "is not a list", "Write #+   - tag.")
        return
    for tag in tags:
        if not isinstance(tag, str) or len(tag) < _SHORTEST_TAG or tag != tag.strip():
            problem = "is not a tag of two characters or more"
            yield Fault(file, row, "tags", str(tag), problem, "Use a whole word.")


def _query_faults(file: str, query: SparqlText, first: int) -> Iterator[Fault]:
    """Yield what is wrong with the query, which begins on the row ``first`` of the file."""

    def row(start: int) -> int:
        return first + query.text.count("\n", 0, start)

    if query.form is None:
        remedy = "Write SELECT, ASK, CONSTRUCT or DESCRIBE."
        yield Fault(file, first, None, None, "contains no query", remedy)
        return
    found = list(slips(query, {}))
    for slip in found:
        problem, _, remedy = slip.problem.partition(". ")
        yield Fault(file, row(slip.start), None, None, problem, remedy or "Fix it.")
    used = {token.text.partition(":")[0] for token in query.body() if token.kind == "name"}
    for prefix in query.prefixes:
        if prefix not in used:
            problem = f"declares the prefix {prefix}: and does not use it"
            yield Fault(file, first, None, None, problem, "Remove the line.")
    last = query.terminals[-1]
    if last.kind == "comment" or query.ends_in_values:
        problem = "ends in a comment or a VALUES block"
        remedy = "Some tools append LIMIT 1: move it further up."
        yield Fault(file, row(last.start), None, None, problem, remedy)
    if not found:
        try:
            _empty_store().query(query.without_services())
        except (SyntaxError, ValueError, RuntimeError) as error:
            yield Fault(file, first, None, None, f"is not valid SPARQL 1.1 ({error})", "Fix it.")


@cache
def _empty_store() -> ox.Store:
    """Return the store that queries are tried on: to make one takes longer than to ask it."""
    return ox.Store()


def _answers(
    project: Project, name: str, query: SparqlText, base: str | None, *, tried: bool
) -> Mapping[str, Answer]:
    """Return the answer of each edition that has been worked out; a new edition may wait."""
    file = f"{name}.{_EXTENSIONS[str(query.form)]}"
    if not query.names_edition:
        return {"": _answer(project, f"{ANSWERS}/{file}", query, base, tried=tried)}
    folders = (path.name for path in project.path(ANSWERS).glob("[!.]*") if path.is_dir())
    return {
        edition: _answer(project, f"{ANSWERS}/{edition}/{file}", query, base, tried=tried)
        for edition in sorted(folders)
    }


def _answer(
    project: Project, file: str, query: SparqlText, base: str | None, *, tried: bool
) -> Answer:
    form = str(query.form)
    text = project.read_text(file, base)
    try:
        answer = Answer(form, _content(form, text))
        columns = answer.vars
        _ = answer.terms
    except (SyntaxError, ValueError) as error:
        problem = f"cannot be read as the answer to {form} ({error})"
        raise DataError([Fault(file, None, None, None, problem, "Fix it.")]) from None
    if form == "SELECT" and tried:
        wanted = _columns(query)
        if columns != wanted:
            problem = f"has the columns {', '.join(columns)}"
            remedy = f"The query gives {', '.join(wanted)}."
            raise DataError([Fault(file, 1, None, None, problem, remedy)])
    return answer


def _columns(query: SparqlText) -> tuple[str, ...]:
    asked = _empty_store().query(query.without_services())
    return tuple(v.value for v in asked.variables) if isinstance(asked, ox.QuerySolutions) else ()


def _content(form: str, text: str) -> bytes:
    if form == "SELECT":
        rows = ox.parse_query_results(text, ox.QueryResultsFormat.TSV)
        try:
            return rows.serialize(format=ox.QueryResultsFormat.JSON) or b""
        finally:
            del rows  # a traceback would keep them, and only this thread may drop them
    if form == "ASK":
        if text.strip() not in ("true", "false"):
            raise ValueError(f"{text.strip()!r} is neither true nor false")
        return b'{"head":{},"boolean":%s}' % text.strip().encode()
    triples = [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)]
    return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""


def _needless_answers(project: Project, examples: Iterable[Example]) -> Iterator[Fault]:
    queries = {n.rpartition("/")[2].removesuffix(".rq") for n in project.names(QUERIES, "*.rq")}
    read = {example.name: example for example in examples}
    for file in (*project.names(ANSWERS, "*.*"), *project.names(ANSWERS, "*/*.*")):
        folder, _, name = file.rpartition(".")[0].rpartition("/")
        if name not in queries:
            problem = "does not answer any query"
            yield Fault(file, None, None, name, problem, nearest(name, queries))
        elif name in read and read[name].services:
            problem = "answers a query that asks a SERVICE, whose data is not ours and changes"
            yield Fault(file, None, None, None, problem, "Delete the file.")
        elif name in read and (folder == ANSWERS) == read[name].by_edition:
            problem = "is not in the folder of its kind of query"
            remedy = f"With ?edition: {ANSWERS}/2024/. Without: {ANSWERS}/."
            yield Fault(file, None, None, None, problem, remedy)
