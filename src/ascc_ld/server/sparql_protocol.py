"""Requests of the SPARQL 1.1 Protocol: https://www.w3.org/TR/sparql11-protocol/#query-operation.

A query is sent with GET in the URL, or with POST as a form or as the body.  Everything is
percent-decoded once.  Unknown parameters are ignored.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl

import pyoxigraph as ox
from werkzeug.http import parse_options_header

from ascc_ld.server.refusal import Refusal

METHODS = ("GET", "HEAD", "POST", "OPTIONS")
_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
_READ_ONLY = "This endpoint is read-only. It does not accept updates."
_MOST_PARAMETERS = 1000
_BROKEN_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")


QueryOperation = tuple[str, Mapping[str, list[ox.NamedNode]] | None]
"""A query, and the graphs of the dataset that the request selects (section 2.1.4), if any."""


def operation(
    method: str, query_string: bytes, content_type: str | None, body: bytes
) -> QueryOperation | None:
    """Return the query of a request with GET or POST, or ``None`` for a GET without one.

    ``query_string`` is still percent-encoded.  Raises :class:`~ascc_ld.server.refusal.Refusal`:
    400 for a malformed or repeated query, 403 for an update, 415 for another content type.
    """
    in_url = _parameters(query_string, "URL")
    if method == "GET":
        if any(name == "update" for name, _ in in_url):
            raise Refusal(403, _READ_ONLY)
        return _operation(in_url) if _values(in_url, "query") else None
    kind = _media_type(content_type)
    if kind == _UPDATE:
        raise Refusal(403, _READ_ONLY)
    if kind == _QUERY:
        if _values(in_url, "query"):
            raise Refusal(
                400, "The request has one query in the URL and another in the body. Send one."
            )
        return _operation([*in_url, ("query", _text(body, "body"))])
    if kind == _FORM:
        parameters = [*in_url, *_parameters(body, "form")]
        if any(name == "update" for name, _ in parameters):
            raise Refusal(403, _READ_ONLY)
        return _operation(parameters)
    raise Refusal(
        415,
        f"Unsupported Content-Type {kind or '(none)'}. Use {_QUERY} or {_FORM}.",
        {"Accept-Post": f"{_QUERY}, {_FORM}"},
    )


def _operation(parameters: Sequence[tuple[str, str]]) -> QueryOperation:
    queries = _values(parameters, "query")
    if len(queries) != 1:
        raise Refusal(400, f"Send one query per request; this one has {len(queries)}.")
    default = _iris(parameters, "default-graph-uri")
    named = _iris(parameters, "named-graph-uri")
    dataset = {"default_graph": default, "named_graphs": named}
    return queries[0], dataset if default or named else None


def _values(parameters: Sequence[tuple[str, str]], name: str) -> list[str]:
    return [value for found, value in parameters if found == name]


def _iris(parameters: Sequence[tuple[str, str]], name: str) -> list[ox.NamedNode]:
    try:
        return [ox.NamedNode(iri) for iri in dict.fromkeys(_values(parameters, name))]
    except ValueError:
        raise Refusal(400, f"{name} is not an absolute IRI.") from None


def _parameters(encoded: bytes, where: str) -> list[tuple[str, str]]:
    """Return the parameters of a form (https://url.spec.whatwg.org/#urlencoded-parsing).

    What is not percent-encoded is UTF-8 too: curl's users send it so.
    """
    text = _text(encoded, where)
    if _BROKEN_ESCAPE.search(text):
        raise Refusal(
            400, f"The parameters of the {where} have a % without two hexadecimal digits."
        )
    try:
        return parse_qsl(
            text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_PARAMETERS
        )
    except UnicodeDecodeError:
        raise Refusal(400, f"The parameters of the {where} are not UTF-8.") from None
    except ValueError:
        raise Refusal(400, f"The {where} has more than {_MOST_PARAMETERS} parameters.") from None


def _media_type(content_type: str | None) -> str:
    """Return the media type of the body, which must be UTF-8."""
    media_type, parameters = parse_options_header(content_type)
    if parameters.get("charset", "utf-8").lower() not in ("utf-8", "utf8", "us-ascii"):
        raise Refusal(415, "The body must be UTF-8.")
    return media_type.strip().lower()


def _text(body: bytes, where: str) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refusal(400, f"The {where} is not UTF-8 (byte {error.start}).") from None
