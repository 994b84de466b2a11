"""The bytes of an RDF file on their way to the parser: what it cannot take is mended or refused.

The parser reads UTF-8 without a mark, takes the text of XML as it stands, and can neither bound
what entities expand to nor survive terms that are nested very deep.
"""

from __future__ import annotations

import json
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import Any
from xml.etree import ElementTree as ET
from xml.parsers.expat import ErrorString

import pyoxigraph as ox

_DEEPEST = 500
"""Levels of nesting that are read: the time that parsers take grows with the square of them."""
_HEAD = 1024  # bytes that tell what a file is
_NOT_RDF = {
    rb"version https://git-lfs": "is a pointer of Git LFS. Fetch the file itself with git lfs pull",
    rb"(<\?xml.*?\?>\s*)?(<!--.*?-->\s*)*(<!doctype\s+html|<html\b)": "is an HTML page. Save the "
    "RDF that it links to",
    rb"\x1f\x8b|PK\x03\x04|BZh|\xfd7zXZ": "is compressed. Unpack it first",
}
_XML = rb"<\?xml\s|<rdf:RDF\b"
_JSON = rb"[\[{]\s*\""
_LINES = (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG, ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS)
_MARKS = {b"{": 1, b"[": 1, b"<<": 1, b"}": -1, b"]": -1, b">>": -1}
# Possessive, and content to find no end: so the time grows with the length, whatever the text is.
_JSON_MARKS = re.compile(rb'"(?:[^"\\]++|\\.?)*+"?|([{}\[\]])', re.DOTALL)
# Strings, IRIs and comments are passed over.  Collections and blank nodes do no harm in depth.
_TERM_MARKS = re.compile(
    rb'"""(?:[^"\\]++|\\.?|""?(?!"))*+(?:""")?|\'\'\'(?:[^\'\\]++|\\.?|\'\'?(?!\'))*+(?:\'\'\')?'
    rb'|"(?:[^"\\\n]++|\\.?)*+"?|\'(?:[^\'\\\n]++|\\.?)*+\'?'
    rb'|<[^<>"{}|^`\\\x00-\x20]*+>|\\.|#[^\n]*+|(<<|>>)',
    re.DOTALL,
)


def prepared(content: bytes, syntax: ox.RdfFormat) -> bytes:
    """Return a document in ``syntax`` as the parser can take it: UTF-8, with the same meaning.

    Raises ``ValueError`` with a sentence for what is not such a document, needs a network, or is
    nested too deep, and ``SyntaxError`` for XML that is not well-formed.
    """
    content = content.removeprefix(BOM_UTF8)
    refuse_head(content[:_HEAD], syntax)
    if syntax == ox.RdfFormat.RDF_XML:
        return canonical_xml(content) if content.strip() else b""
    if syntax == ox.RdfFormat.JSON_LD:
        _refuse_deep(content, _JSON_MARKS)
        _refuse_remote_contexts(content)
    else:
        refuse_deep_terms(content)
    return content


def refuse_head(head: bytes, syntax: ox.RdfFormat) -> None:
    """Raise ``ValueError`` if the first bytes of a file show that it is something else."""
    head = head.lstrip()
    for pattern, problem in _NOT_RDF.items():
        if re.match(pattern, head, re.DOTALL | re.IGNORECASE):
            raise ValueError(problem)
    if syntax == ox.RdfFormat.RDF_XML:
        return
    if head.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        raise ValueError("is not UTF-8 but UTF-16. Save it as UTF-8")
    if re.match(_XML, head):
        raise ValueError("holds RDF/XML. Name it so, with the extension rdf")
    if syntax in _LINES and re.match(_JSON, head):
        raise ValueError("holds JSON-LD. Name it so, with the extension jsonld")


def refuse_deep_terms(content: bytes) -> None:
    """Raise ``ValueError`` for triple terms that are nested too deep (RDF 1.2)."""
    if content.count(b"<<") > _DEEPEST:
        _refuse_deep(content, _TERM_MARKS)


def _refuse_deep(content: bytes, marks: re.Pattern[bytes]) -> None:
    found = (_MARKS[match[1]] for match in marks.finditer(content) if match[1])
    if any(depth > _DEEPEST for depth in accumulate(found)):
        raise _too_deep()


def _too_deep() -> ValueError:
    return ValueError(f"is nested more than {_DEEPEST} levels deep")


class _BoundedWriter(ET.C14NWriterTarget):
    """Writes canonical XML of bounded depth."""

    def __init__(self, write: Any) -> None:
        super().__init__(write)
        self._depth = 0

    def start(self, tag: str, attrs: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _too_deep()
        super().start(tag, attrs)

    def end(self, tag: str) -> None:
        self._depth -= 1
        super().end(tag)


def canonical_xml(content: bytes) -> bytes:
    """Return an XML document in canonical form, which is UTF-8 without entities.

    Line ends and attributes are normalised on the way (XML 1.0, §2.11 and §3.3.3), and expat
    bounds what entities expand to.  Source: https://www.w3.org/TR/xml-c14n2/.  Raises
    ``SyntaxError``, and ``ValueError`` for what is nested too deep.
    """
    parts: list[str] = []
    # S314: expat fetches nothing and bounds entities, the writer bounds depth.
    parser = ET.XMLParser(target=_BoundedWriter(parts.append))  # noqa: S314
    try:
        parser.feed(content)
        parser.close()
    except ET.ParseError as error:
        place = (None, error.position[0], None, None)
        raise SyntaxError(ErrorString(error.code), place) from None
    except LookupError as error:
        raise ValueError(f"is not well-formed: {error}") from None
    return "".join(parts).encode()


def _refuse_remote_contexts(content: bytes) -> None:
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        return  # the parser tells the place
    for address in _remote_contexts(document):
        raise ValueError(
            f"takes its context from <{address}>, and nothing is fetched. Write the context itself "
            "in the place of its address"
        )


def _remote_contexts(value: Any) -> Iterator[str]:
    """Yield the addresses of contexts (JSON-LD 1.1, §3.1; ``@import``: §4.1.4)."""
    if isinstance(value, list):
        for member in value:
            yield from _remote_contexts(member)
    elif isinstance(value, dict):
        for key, member in value.items():
            named = member if isinstance(member, list) else [member]
            if key in ("@context", "@import"):
                yield from (address for address in named if isinstance(address, str))
            yield from _remote_contexts(member)
