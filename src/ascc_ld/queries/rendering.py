"""An answer as text: a table for people, and the formats of the standards.

CSV and TSV: https://www.w3.org/TR/sparql11-results-csv-tsv/; XML: https://www.w3.org/TR/rdf-sparql-XMLres/;
JSON: https://www.w3.org/TR/sparql11-results-json/.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

import pyoxigraph as ox

from ascc_ld.ground.printable import is_printable, printable, terminal_columns
from ascc_ld.rdf.formats import ANSWER_FORMATS
from ascc_ld.rdf.serialized import written_graph
from ascc_ld.rdf.xml_documents import checked_xml
from ascc_ld.sparql.answer import Answer, Term

_RESULTS = ("csv", "tsv", "json", "xml")
FORMATS = ("table", *_RESULTS, *ANSWER_FORMATS)

_GAP = "  "
_NARROWEST = 8
_XSD = "http://www.w3.org/2001/XMLSchema#"


def formats_of(form: str) -> tuple[str, ...]:
    """Return the formats that the answer to a form of query has."""
    return ("table", *(_RESULTS if form in ("SELECT", "ASK") else ANSWER_FORMATS))


def default_format(form: str) -> str:
    """Return the default format of an answer."""
    return "table" if form in ("SELECT", "ASK") else "turtle"


@dataclass(frozen=True)
class Shortening:
    """How IRIs are shortened for people: by ``prefixes``, and else below ``base``."""

    prefixes: Mapping[str, str]
    base: str

    def __call__(self, iri: str) -> str:
        """Return ``prefix:name``, ``<path below the base>`` or ``<iri>``."""
        fits = [(len(s), p) for p, s in self.prefixes.items() if s and iri.startswith(s)]
        if fits:
            length, prefix = max(fits)
            return f"{prefix}:{iri[length:]}"
        return f"<{iri.removeprefix(self.base)}>"


def render(answer: Answer, output: str, short: Shortening, width: int | None = None) -> str:
    """Return ``answer`` in the format ``output``, with a line feed at the end.

    ``short`` shortens IRIs in tables and Turtle; ``width`` is that of the terminal, in columns,
    ``None`` if the output is not a terminal: then the text is exactly as the standards have it.
    """
    if output == "table":
        return table(answer, short, width)
    if output in _RESULTS:
        results = ox.parse_query_results(answer.content, ox.QueryResultsFormat.JSON)
        content = results.serialize(format=ox.QueryResultsFormat.from_extension(output)) or b""
        if output == "xml":
            checked_xml(content)
    else:
        content = written_graph(answer.triples, ANSWER_FORMATS[output], short.prefixes)
    text = content.decode().removesuffix("\n") + "\n"
    return text if width is None else _for_terminal(text, output)


def _for_terminal(text: str, output: str) -> str:
    """Return ``text`` with escapes of its format for what a terminal would act on."""
    # CSV has no escapes.
    escape = {"csv": "\N{REPLACEMENT CHARACTER}", "xml": "&#x{:X};"}.get(output, "\\u{:04X}")
    return "".join(
        character
        if character in "\t\n\r" or is_printable(character)
        else escape.format(ord(character))
        for character in text
    )


def table(answer: Answer, short: Shortening, width: int | None = None) -> str:
    """Return a table, wrapped to ``width`` columns if given; ``yes`` or ``no`` for ASK."""
    if answer.truth is not None:
        return "yes\n" if answer.truth else "no\n"
    cells: dict[Term | None, str] = {}
    for row in answer.terms:
        for term in row:
            if term not in cells:
                cells[term] = _printable(_cell(term, answer.labels, short))
    shown = [[cells[term] for term in row] for row in answer.terms]
    count = len(shown)
    tally = f"({count} row{'' if count == 1 else 's'})\n"
    if not answer.vars:
        return tally
    head = [_printable(name) for name in answer.vars]
    widths = _fitted(head, shown, width)
    ruler = ["─" * columns for columns in widths]
    lines = [
        *_lines(head, widths),
        *_lines(ruler, widths),
        *(line for row in shown for line in _lines(row, widths)),
    ]
    return "\n".join(lines) + "\n" + tally


def _printable(text: str) -> str:
    return " ".join(printable(text).split())


def _cell(term: Term | None, labels: Mapping[str, str], short: Shortening) -> str:
    if term is None:
        return ""
    if isinstance(term, ox.NamedNode):
        iri = short(term.value)
        return f"{labels[term.value]} {iri}" if term.value in labels else iri
    if not isinstance(term, ox.Literal):
        return str(term)
    if term.language:
        return term.value if term.language == "en" else f"{term.value} @{term.language}"
    datatype = term.datatype.value
    return term.value if datatype.startswith(_XSD) else f"{term.value} ^^{short(datatype)}"


def _fitted(head: Sequence[str], rows: Sequence[Sequence[str]], width: int | None) -> list[int]:
    """Return the columns that each column of the table gets: the widest give first."""
    natural = [max(map(terminal_columns, column)) for column in zip(head, *rows, strict=True)]
    if width is None:
        return natural
    room = width - len(_GAP) * (len(natural) - 1)
    fitted = list(natural)
    while sum(fitted) > room and max(fitted) > _NARROWEST:
        widest = fitted.index(max(fitted))
        others = sorted(set(fitted), reverse=True)
        next_widest = others[1] if len(others) > 1 else _NARROWEST
        fitted[widest] = max(
            _NARROWEST, min(fitted[widest] - 1, next_widest), fitted[widest] - (sum(fitted) - room)
        )
    return fitted


def _lines(cells: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    wrapped = [list(_wrapped(cell, width)) for cell, width in zip(cells, widths, strict=True)]
    for parts in zip_longest(*wrapped, fillvalue=""):
        padded = [
            part + " " * (width - terminal_columns(part))
            for part, width in zip(parts, widths, strict=True)
        ]
        yield _GAP.join(padded).rstrip()


def _wrapped(text: str, width: int) -> Iterator[str]:
    """Yield ``text`` in lines of at most ``width`` columns, broken at blanks where it can be."""
    if terminal_columns(text) <= width:
        yield text
        return
    line: list[str] = []
    used = 0
    for word in text.split():
        columns = terminal_columns(word)
        if line and used + 1 + columns <= width:
            line.append(word)
            used += 1 + columns
            continue
        if line:
            yield " ".join(line)
        *heads, rest = _cut(word, width) if columns > width else (word,)
        yield from heads
        line, used = [rest], terminal_columns(rest)
    yield " ".join(line)


def _cut(word: str, width: int) -> Iterator[str]:
    """Yield ``word`` in the longest pieces that fit, each one character at least."""
    begin = used = 0
    for end, character in enumerate(word):
        columns = terminal_columns(character)
        if end > begin and used + columns > width:
            yield word[begin:end]
            begin, used = end, 0
        used += columns
    yield word[begin:]
