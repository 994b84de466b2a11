"""SSSOM/TSV, the writing side: the canonical form, one spelling for one set.

Source: https://mapping-commons.github.io/sssom/spec-formats-tsv/, "Canonical SSSOM/TSV format"
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

import yaml

from ascc_ld.reading._sssom_slots import BUILT_IN, COLUMNS, KEYS, RANGES, MappingSet, condensed

# What cannot stand as a plain scalar in a block mapping and be read back as the same text
# (YAML 1.2.2, §7.3.3 "Plain style" and §10.3.2 "Tag resolution" of the core schema).
_NOT_PLAIN = re.compile(
    r"""[\s,\[\]{}\#&*!|>'"%@`]             # begins with a mark or a blank
    |[-?:](\s|\Z)
    |.*(:(\s|\Z)|\s\#|\s\Z)                 # holds what begins a value or a comment, ends blank
    |.*[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]
    |(null|Null|NULL|~|true|True|TRUE|false|False|FALSE)\Z
    |([-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)\Z
    |[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z
    |([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))\Z
    |\Z
    """,
    re.VERBOSE | re.DOTALL,
)


def write(mapping_set: MappingSet) -> str:
    """Return the set as SSSOM/TSV in canonical form, ending in a line feed.

    Slots and columns stand in the order of the schema, rows sorted, common values condensed,
    built-in and unused prefixes left out.

    Raises :class:`~ascc_ld.ground.faults.DataError` when a CURIE has a prefix that is not declared.
    """
    short = condensed(mapping_set)
    columns = [name for name in COLUMNS if any(getattr(m, name) for m in short.mappings)]
    rows = sorted([_cell(getattr(m, name)) for name in columns] for m in short.mappings)
    lines = [f"#{line}" for name in KEYS for line in _yaml_lines(name, short)]
    lines += ("\t".join(map(_quoted, row)) for row in [columns or COLUMNS, *rows])
    return "".join(f"{line}\n" for line in lines)


def _yaml_lines(name: str, mapping_set: MappingSet) -> list[str]:
    value = getattr(mapping_set, name)
    if name == "curie_map":
        used = {curie.partition(":")[0] for curie in _references(mapping_set)} - BUILT_IN.keys()
        items = [f"  {_scalar(key)}: {_scalar(iri)}" for key, iri in sorted(value) if key in used]
    elif isinstance(value, tuple):
        items = [f"  - {_scalar(item)}" for item in value]
    else:
        scalar = value if RANGES[name] == "Number" else _scalar(value)
        return [f"{name}: {scalar}"] if value else []
    return [f"{name}:", *items] if items else []


def _references(mapping_set: MappingSet) -> Iterator[str]:
    """Yield every CURIE of the set, each known to expand."""
    for holder in (mapping_set, *mapping_set.mappings):
        for name, range_ in RANGES.items():
            value = getattr(holder, name, ())
            for curie in filter(None, (value,) if isinstance(value, str) else value):
                if range_ == "Reference":
                    mapping_set.expand(curie)
                    yield curie


def _scalar(text: str) -> str:
    """Return a text in plain style where YAML reads it back as that text, else quoted."""
    if not _NOT_PLAIN.match(text):
        return text
    quoted: str = yaml.safe_dump(text, default_style='"', allow_unicode=True, width=math.inf)
    return quoted.removesuffix("\n")


def _cell(value: str | tuple[str, ...]) -> str:
    if isinstance(value, str):
        return value
    return "|".join(re.sub(r"[\\|]", r"\\\g<0>", item) for item in value)


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if re.search(r'[\t\r\n"]', cell) else cell
