"""Paths in URLs: from a request target to a path of the site, and back to a URL.

A target is decoded once, as strict UTF-8.  It never becomes part of a URL that we send: those are
made from the names of published files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from http import HTTPStatus
from urllib.parse import quote, unquote_to_bytes, urlsplit

from ascc_ld.server.refusal import Refusal

_ABSOLUTE_FORM = re.compile(rb"https?://[^/?]*", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_STEPS = frozenset(("", ".", ".."))


def site_path(target: bytes, root: str) -> str | None:
    """Return the path of ``target`` (as received, without query) below ``root``.

    ``root`` is decoded and does not end with a slash; the result does not begin with one.  It is
    ``None`` outside ``root``, and for a path with an encoded slash, a backslash, an empty segment
    or a step such as ``..``.  Of the absolute form (RFC 9112, section 3.2.2) only the path is
    read, never the host.  Raises :class:`~ascc_ld.server.refusal.Refusal` (400) if the
    target is not UTF-8 or has control characters.
    """
    return None if b"%2f" in target.lower() else _decoded(target, root)


def _decoded(target: bytes, root: str) -> str | None:
    """Return what :func:`site_path` does, also for a path with an encoded slash."""
    absolute = _ABSOLUTE_FORM.match(target)
    encoded = target[absolute.end() :] or b"/" if absolute else target
    try:
        path = unquote_to_bytes(encoded).decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refusal(HTTPStatus.BAD_REQUEST, "The path is not UTF-8.") from error
    if _CONTROL.search(path):
        raise Refusal(HTTPStatus.BAD_REQUEST, "The path has a control character.")
    if not path.startswith("/"):
        raise Refusal(HTTPStatus.BAD_REQUEST, "The target is not a path.")
    if "\\" in path or not path.startswith(f"{root}/"):
        return None
    found = path[len(root) + 1 :]
    segments = found.removesuffix("/").split("/")
    return None if found and not _STEPS.isdisjoint(segments) else found


def site_paths(target: bytes, root: str) -> Iterator[str]:
    """Yield the paths that ``target`` may stand for: as it is sent, and decoded.

    IRIs are compared as they are written (RDF 1.1 Concepts, section 3.2), so one with an escape is
    asked for as it stands.  What :func:`site_path` says of a target holds for both.
    """
    decoded = _decoded(target, root)
    start = quote(f"{root}/").encode()
    if decoded is not None and b"%" in target and target.startswith(start):
        yield target[len(start) :].decode("latin-1")
    path = site_path(target, root)
    if path is not None:
        yield path


def url_path(path: str) -> str:
    """Return a path of the site percent-encoded for a URL (RFC 3986, section 3.3).

    >>> url_path("ja/横浜 1.html")
    'ja/%E6%A8%AA%E6%B5%9C%201.html'
    """
    return quote(path, safe="/:@!$&'()*+,;=~-._")


def uri(iri: str) -> str:
    """Return an http(s) IRI as a URI: in ASCII (RFC 3987, section 3.1).

    Raises ``UnicodeError`` for a host that cannot be written in ASCII.

    >>> uri("http://résumé.example.org:8000/é/a%20b/")
    'http://xn--rsum-bpad.example.org:8000/%C3%A9/a%20b/'
    """
    parts = urlsplit(iri)
    authority = parts.netloc.encode("idna").decode("ascii")
    converted = parts._replace(netloc=authority).geturl()
    return _BEYOND_ASCII.sub(lambda found: quote(found[0]), converted)
