"""Results of others' endpoints, as SPARQL JSON that every reader takes.

The formats give the label of a blank node no grammar (SPARQL 1.1 Query Results JSON Format,
section 3.2.2; XML Format, section 2.3.1), and the engine holds it to that of Turtle.  Virtuoso has
``nodeID://b10000``.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from xml.etree import ElementTree as ET

import pyoxigraph as ox

from ascc_ld.rdf.prepared import canonical_xml

_XML_NODE = "{http://www.w3.org/2005/sparql-results#}bnode"
_TSV_NODE = re.compile(r"(?<![^\t\n])(?:_:|nodeID://)[^\t\r\n]*")


def results_as_json(form: str, content: bytes, media_type: str) -> bytes | None:
    """Return the answer to SELECT or ASK as JSON, ``None`` where the type does not hold any.

    Raises ``ValueError`` and ``SyntaxError`` for what cannot be read or has no end.
    """
    syntax = ox.QueryResultsFormat.from_media_type(media_type)
    if syntax is None or syntax == ox.QueryResultsFormat.CSV:
        return None  # CSV does not tell an IRI from a text
    if syntax == ox.QueryResultsFormat.XML:
        content = canonical_xml(content)
    if syntax == ox.QueryResultsFormat.TSV and not content.endswith(b"\n"):
        raise ValueError("it ends in the middle of a line")
    try:
        return _as_json(form, content, syntax)
    except SyntaxError:
        return _as_json(form, _relabelled(content, syntax), syntax)


def _as_json(form: str, content: bytes, syntax: ox.QueryResultsFormat) -> bytes | None:
    results = ox.parse_query_results(content, syntax)
    try:
        if isinstance(results, ox.QueryBoolean) is not (form == "ASK"):
            raise ValueError(f"it is not an answer to {form}")
        return results.serialize(format=ox.QueryResultsFormat.JSON)
    finally:
        del results  # a traceback would keep them, and only this thread may drop them


def _relabelled(content: bytes, syntax: ox.QueryResultsFormat) -> bytes:
    """Return results with blank nodes that are called b0, b1 and so on."""
    labels: defaultdict[str, str] = defaultdict(lambda: f"b{len(labels)}")
    if syntax == ox.QueryResultsFormat.JSON:
        document = json.loads(content, object_hook=lambda term: _with_label(term, labels))
        return json.dumps(document).encode()
    if syntax == ox.QueryResultsFormat.XML:
        root = ET.fromstring(content)  # noqa: S314 - it is canonical: no entities, bounded depth
        for node in root.iter(_XML_NODE):
            node.text = labels[node.text or ""]
        return ET.tostring(root)
    text = content.decode()
    return _TSV_NODE.sub(lambda node: f"_:{labels[node[0]]}", text).encode()


def _with_label(term: dict[str, object], labels: defaultdict[str, str]) -> dict[str, object]:
    value = term.get("value")
    if term.get("type") == "bnode" and isinstance(value, str):
        return {**term, "value": labels[value]}
    return term
