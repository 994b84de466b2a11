"""What a client would rather have: https://www.rfc-editor.org/rfc/rfc9110#name-accept."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from werkzeug.datastructures import Accept, MIMEAccept
from werkzeug.http import parse_accept_header, parse_options_header

__all__ = ["preferred_coding", "preferred_type"]


@lru_cache(maxsize=4096)
def preferred_type(accept: str | None, offers: Sequence[str]) -> str | None:
    """Return the media type of ``offers`` that an Accept header prefers, ``None`` if none will do.

    ``offers`` have no parameters and stand in our order of preference, which decides between
    equals.  Parameters of the header are not looked at, q apart: what we have differs in none of
    them.  A client that says nothing takes anything.

    >>> preferred_type("text/csv;q=0.5, application/json", ("text/csv", "application/json"))
    'application/json'
    >>> preferred_type("text/csv;q=0", ("text/csv",)) is None
    True
    """
    if accept is None or not accept.strip():
        return offers[0]
    ranges = [
        (parse_options_header(name)[0].lower(), quality)
        for name, quality in parse_accept_header(accept, MIMEAccept)
    ]
    return MIMEAccept(ranges).best_match(offers)


@lru_cache(maxsize=256)
def preferred_coding(accept: str | None, offers: Sequence[str]) -> str:
    """Return the content coding of ``offers`` that an Accept-Encoding header prefers.

    Without one that will do it is ``identity``: a representation that is not coded is never
    refused.

    >>> preferred_coding("br, gzip;q=0.8", ("gzip",)), preferred_coding(None, ("gzip",))
    ('gzip', 'identity')
    """
    codings = parse_accept_header(accept or "", Accept)
    return codings.best_match((*offers, "identity"), "identity") or "identity"
