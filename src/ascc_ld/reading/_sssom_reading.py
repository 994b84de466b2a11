"""SSSOM/TSV, the reading side: everything that is wrong with a file, in one go.

Source: https://mapping-commons.github.io/sssom/spec-formats-tsv/
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from itertools import takewhile
from typing import Any

import yaml

from ascc_ld.ground.faults import DataError, Fault, nearest
from ascc_ld.ground.project import with_plain_lines
from ascc_ld.reading._sssom_slots import (
    BOUNDS,
    BUILT_IN,
    CHOICES,
    COLUMNS,
    JUSTIFICATIONS,
    KEYS,
    LITERAL,
    MULTIVALUED,
    NO_TERM,
    RANGES,
    MappingSet,
    SssomMapping,
    contracted,
    propagated,
)
from ascc_ld.reading.cells import Wrong, calendar_date, invisible
from ascc_ld.reading.tables import filled_rows

_ALWAYS = ("record_id", "predicate_id", "mapping_justification")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]+")
_PREFIX = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)


# The parser in C reads the same and is ten times as fast; it is not in every build of PyYAML.
_YAML = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass
class _Reading:
    """The faults found so far in one file, and the namespaces that its CURIEs expand with."""

    source: str
    faults: list[Fault] = field(default_factory=list)
    namespaces: dict[str, str] = field(default_factory=lambda: dict(BUILT_IN))

    def fault(
        self, row: int | None, column: str | None, value: str | None, problem: str, remedy: str
    ) -> None:
        self.faults.append(Fault(self.source, row, column, value, problem, remedy))


def read(text: str, source: str) -> MappingSet:
    """Return the mapping set that ``text`` holds, its condensed slots propagated.

    ``text`` is a SSSOM/TSV file with its metadata embedded; ``source`` is the name of the file
    for the messages.  Numbers come out with at most three decimals, as the canonical form wants
    them.

    Raises :class:`~ascc_ld.ground.faults.DataError` with all the faults of the file; only where its
    metadata are not valid YAML, or are missing, is the table left unread.
    """
    reading = _Reading(source)
    lines = with_plain_lines(text).split("\n")
    block = list(takewhile(lambda line: line.startswith(("#", '"#')), lines))
    metadata = _metadata([_unquoted(line)[1:] for line in block], reading)
    rows = _rows(lines[len(block) :], len(block) + 1, reading)
    mapping_set = propagated(MappingSet(**metadata, mappings=tuple(m for _, m in rows)))
    _review(mapping_set, [row for row, _ in rows], reading)
    if reading.faults:
        raise DataError(reading.faults)
    return mapping_set


def _unquoted(line: str) -> str:
    """Return a line of metadata without the quotes and tabs that spreadsheets put around it."""
    return next(csv.reader([line], delimiter="\t"))[0] if line[0] == '"' else line.rstrip("\t")


def _metadata(lines: list[str], reading: _Reading) -> dict[str, Any]:
    """Return the slots of the metadata block, whose lines are the first lines of the file.

    Raises :class:`~ascc_ld.ground.faults.DataError` where the block cannot be read.
    """
    entries = _entries(_root(lines, reading), reading)
    slots: dict[str, Any] = {}
    if "curie_map" in entries:
        slots["curie_map"] = _curie_map(*entries.pop("curie_map"), reading)
    for name, (row, node) in entries.items():
        texts = _texts(node)
        if texts is None or (len(texts) > 1 and name not in MULTIVALUED):
            shape = "a list of texts" if name in MULTIVALUED else "one text"
            reading.fault(row, name, None, "has the wrong shape", f"Write {shape}.")
            continue
        values = tuple(_canonical(name, value, row, reading) for value in texts if value)
        slots[name] = values if name in MULTIVALUED else "".join(values)
    for name in ("sssom_version", "mapping_set_id", "license"):
        if name not in entries:
            remedy = 'Write it as `#sssom_version: "1.1"`.' if "version" in name else "Add it."
            reading.fault(1, name, None, "is missing from the metadata", remedy)
    return slots


def _root(lines: list[str], reading: _Reading) -> yaml.MappingNode:
    try:
        # Composed, not loaded: dates and numbers stay the texts that they are, and know their line.
        root = yaml.compose("\n".join(lines), Loader=_YAML)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        row = min(mark.line + 1, len(lines)) if mark else None
        why = getattr(error, "problem", None) or "it has a character that YAML forbids"
        reading.fault(
            row,
            None,
            lines[row - 1] if row else None,
            f"is not valid YAML: {why}",
            "Write `#key: value`; indent what belongs to a key by two spaces in the lines below.",
        )
        raise DataError(reading.faults) from None
    if not isinstance(root, yaml.MappingNode):
        reading.fault(
            1, None, None, "has no metadata block", "Start the file with lines of `#key: value`."
        )
        raise DataError(reading.faults)
    return root


def _entries(root: yaml.MappingNode, reading: _Reading) -> dict[str, tuple[int, yaml.Node]]:
    """Return line and value of each slot of the block."""
    entries: dict[str, tuple[int, yaml.Node]] = {}
    for key, value in root.value:
        row, name = key.start_mark.line + 1, str(key.value)
        if name not in KEYS:
            reading.fault(row, name, None, "is not a known metadata slot", nearest(name, KEYS))
        elif name in entries:
            problem = f"is already in row {entries[name][0]}"
            reading.fault(row, name, None, problem, "Remove one of the two.")
        else:
            entries[name] = (row, value)
    return entries


def _texts(node: yaml.Node) -> list[str] | None:
    """Return the texts of a scalar or of a list of scalars, None for any other node."""
    items = node.value if isinstance(node, yaml.SequenceNode) else [node]
    if not all(isinstance(item, yaml.ScalarNode) for item in items):
        return None
    return [item.value for item in items]


def _curie_map(row: int, node: yaml.Node, reading: _Reading) -> tuple[tuple[str, str], ...]:
    if not isinstance(node, yaml.MappingNode):
        remedy = "Write `#  prefix: namespace` in the lines below it."
        reading.fault(row, "curie_map", None, "has the wrong shape", remedy)
        return ()
    declared: dict[str, str] = {}
    for key, value in node.value:
        prefix, namespace = str(key.value), str(value.value)
        try:
            if prefix in declared:
                raise Wrong("is declared twice", "Remove one of the two.")
            _review_prefix(prefix, namespace)
        except Wrong as wrong:
            line = key.start_mark.line + 1
            reading.fault(line, "curie_map", prefix, wrong.problem, wrong.remedy)
        declared.setdefault(prefix, namespace)
    reading.namespaces = {**declared, **BUILT_IN}
    return tuple(declared.items())


def _review_prefix(prefix: str, namespace: str) -> None:
    if not _PREFIX.fullmatch(prefix):
        raise Wrong("is not a valid prefix", "Start with a letter; no spaces.")
    if not _URI.fullmatch(namespace):
        problem = f"stands for {namespace!r}, which is not an absolute IRI"
        raise Wrong(problem, "Write the namespace in full, with its scheme.")
    if BUILT_IN.get(prefix, namespace) != namespace:
        problem = "is built into SSSOM for another namespace"
        raise Wrong(problem, f"Leave it out: it stands for {BUILT_IN[prefix]}.")


def _rows(lines: list[str], first: int, reading: _Reading) -> list[tuple[int, SssomMapping]]:
    """Return the mappings, each with the line of the file in which it starts."""
    table = list(_cells(lines, first, reading))
    if not table:
        reading.fault(first, None, None, "has no table", "Write the header line of the columns.")
        return []
    (header_row, header), *records = table
    _review_header(header_row, header, reading)
    rows = []
    for row, cells in records:
        if len(cells) != len(header):
            problem = f"has {len(cells)} cells where the header has {len(header)}"
            remedy = "Separate the cells by one tab each, empty ones too."
            reading.fault(row, None, "\t".join(cells), problem, remedy)
            continue
        slots: dict[str, Any] = {
            name: _slot_value(name, cell, row, reading)
            for name, cell in zip(header, cells, strict=True)
            if name in COLUMNS
        }
        rows.append((row, SssomMapping(**slots)))
    return rows


def _cells(lines: list[str], first: int, reading: _Reading) -> Iterator[tuple[int, list[str]]]:
    table = csv.reader(io.StringIO("\n".join(lines), newline=""), delimiter="\t", strict=True)
    row = first
    try:
        for start, cells in filled_rows(table):
            yield start + first - 1, cells
            row = first + table.line_num
    except csv.Error as error:
        remedy = "Quote the whole cell or nothing of it, and write a quote inside it twice."
        reading.fault(row, None, None, f"is not valid TSV ({error})", remedy)


def _review_header(row: int, header: list[str], reading: _Reading) -> None:
    for index, name in enumerate(header):
        if name not in COLUMNS:
            reading.fault(row, name, None, "is not a column of SSSOM", nearest(name, COLUMNS))
        elif name in header[:index]:
            reading.fault(
                row, name, None, "is in the header twice", "Remove one of the two columns."
            )
    for name in _ALWAYS:
        if name not in header:
            reading.fault(row, name, None, "is missing from the header", "Add the column.")


def _slot_value(name: str, cell: str, row: int, reading: _Reading) -> str | tuple[str, ...]:
    if name in MULTIVALUED:
        return tuple(_canonical(name, value, row, reading) for value in _split(cell))
    return _canonical(name, cell, row, reading) if cell else ""


def _split(cell: str) -> tuple[str, ...]:
    r"""Return the values between the bars of ``cell``; ``\|`` is a bar and ``\\`` a backslash."""
    values = [""]
    for character in re.findall(r"\\[\\|]|.", cell, re.DOTALL):
        if character == "|":
            values.append("")
        else:
            values[-1] += character[-1]
    return tuple(filter(None, values))


def _canonical(name: str, value: str, row: int, reading: _Reading) -> str:
    """Return ``value`` as the canonical form writes it, after noting what is wrong with it."""
    try:
        unseen = invisible(value)
        if unseen:
            raise Wrong(*unseen)
        match RANGES[name]:
            case "Number":
                return _number(value, *BOUNDS[name])
            case "Reference":
                _review_reference(name, value, reading.namespaces)
            case "Uri" if not _URI.fullmatch(value):
                raise Wrong("is not an absolute IRI", "Write it in full, with its scheme.")
            case "Date":
                calendar_date(value)
            case "Choice" if value not in CHOICES[name]:
                raise Wrong("is not a value of this slot", nearest(value, CHOICES[name]))
    except Wrong as wrong:
        reading.fault(row, name, value, wrong.problem, wrong.remedy)
    return value


def _number(value: str, low: int, high: int) -> str:
    if not _NUMBER.fullmatch(value) or not low <= Decimal(value) <= high:
        problem = f"is not a number from {low} to {high}"
        raise Wrong(problem, "Write it with a decimal point, such as 0.95.")
    rounded = Decimal(value).quantize(Decimal("0.001"), ROUND_HALF_UP)
    return f"{rounded:f}".rstrip("0").rstrip(".") if rounded else "0"


def _review_reference(name: str, value: str, namespaces: dict[str, str]) -> None:
    prefix, _, local = value.partition(":")
    if "://" in value:
        curie = contracted(value, namespaces)
        remedy = f"Write {curie}." if curie else "Declare a prefix for it in curie_map."
        raise Wrong("is an IRI where SSSOM/TSV wants a CURIE", remedy)
    if not local or not _PREFIX.fullmatch(prefix):
        raise Wrong("is not a CURIE", "Write prefix:name.")
    if prefix not in namespaces:
        remedy = f"{nearest(prefix, namespaces)} Otherwise declare it in curie_map."
        raise Wrong(f"has the undeclared prefix {prefix!r}", remedy)
    if not _URI.fullmatch(namespaces[prefix] + local):
        raise Wrong(
            "does not expand to a valid IRI",
            "Remove spaces and other characters that an IRI cannot hold.",
        )
    if value == NO_TERM and name not in ("subject_id", "object_id"):
        raise Wrong("is not allowed here", "Only a subject or an object can be missing.")
    if name == "mapping_justification" and value not in JUSTIFICATIONS:
        raise Wrong("is not a justification", nearest(value, JUSTIFICATIONS))


def _review(mapping_set: MappingSet, rows: list[int], reading: _Reading) -> None:
    """Note what is missing or repeated, now that every value has been read."""
    first: dict[str, int] = {}
    for row, mapping in zip(rows, mapping_set.mappings, strict=True):
        for name, remedy in _missing(mapping):
            reading.fault(row, name, None, "is empty", remedy)
        if mapping.record_id in first:
            problem = f"is already in row {first[mapping.record_id]}"
            remedy = "Give each row an identifier of its own."
            reading.fault(row, "record_id", mapping.record_id, problem, remedy)
        elif mapping.record_id:
            first[mapping.record_id] = row


def _missing(mapping: SssomMapping) -> Iterator[tuple[str, str]]:
    """Yield each slot that ``mapping`` must fill and does not, with the way out."""
    needed = list(_ALWAYS)
    for side in ("subject", "object"):
        literal = getattr(mapping, f"{side}_type") == LITERAL
        needed.append(f"{side}_label" if literal else f"{side}_id")
        if getattr(mapping, f"{side}_id") == NO_TERM and not getattr(mapping, f"{side}_source"):
            yield f"{side}_source", "Say where the term that was not found was looked for."
    for name in needed:
        if not getattr(mapping, name):
            yield name, "Fill the cell: every mapping has one."
    reviewed = mapping.review_date or mapping.reviewer_agreement
    if reviewed and not (mapping.reviewer_id or mapping.reviewer_label):
        yield "reviewer_id", "Say who reviewed the mapping."
