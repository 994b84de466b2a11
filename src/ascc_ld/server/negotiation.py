"""Content negotiation (RFC 9110, section 12).

werkzeug parses the headers; the choice is made here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import islice

from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_options_header

_NAME = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"  # RFC 9110, section 5.6.2
_ELEMENT = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*+"?)++')
_MOST_ELEMENTS = 50
_WEIGHT = re.compile(r"[01](?:[.][0-9]*)?")
_MEDIA_RANGE = re.compile(rf"\*/\*|(?!\*/){_NAME}/{_NAME}")


def field_value(headers: Iterable[tuple[bytes, bytes]], name: str) -> str | None:
    """Return the value of the request header ``name``, or ``None``.

    ``headers`` are in the form of ASGI: pairs of bytes, names in lower case.  Several
    lines with one name are joined as a list (RFC 9110, section 5.3).

    >>> field_value([(b"accept", b"text/csv"), (b"accept", b"*/*;q=0.1")], "Accept")
    'text/csv, */*;q=0.1'
    """
    wanted = name.lower().encode("ascii")
    lines = [value.decode("latin-1") for found, value in headers if found == wanted]
    return ", ".join(lines) if lines else None


@lru_cache(maxsize=1024)
def preferred(accept: str | None, offers: Sequence[str]) -> str | None:
    """Return the one of ``offers`` (media types, best first) that an Accept header prefers.

    Among equals, a type that is named wins over one that a wildcard covers; then our order
    decides.  Returns ``None`` if no offer is acceptable.  Parameters such as charset and profile
    are ignored, because our formats do not differ by them.  So is what is not a media range; an
    empty header accepts anything.

    >>> preferred("text/html;q=0.5, text/*", ("text/html", "text/turtle"))
    'text/turtle'
    >>> preferred("image/png", ("text/html",)) is None
    True
    """
    weighted = _weighted(accept or "")
    ranges = MIMEAccept([each for each in weighted if _MEDIA_RANGE.fullmatch(each[0])])
    if not ranges:
        return offers[0]
    named = {media_type for media_type, _ in ranges}
    # The most specific range gives the quality, even if a wider one has a higher quality.
    best = max(offers, key=lambda offer: (ranges.quality(offer), _specificity(offer, named)))
    return best if ranges.quality(best) > 0 else None


def _specificity(offer: str, ranges: AbstractSet[str]) -> int:
    """Return how closely one of ``ranges`` names ``offer`` (RFC 9110, section 12.5.1)."""
    covering = (offer, f"{offer.partition('/')[0]}/*", "*/*")
    return max((-rank for rank, each in enumerate(covering) if each in ranges), default=-3)


@lru_cache(maxsize=256)
def accepts_gzip(accept_encoding: str | None) -> bool:
    """Return whether an Accept-Encoding header allows gzip (RFC 9110, section 12.5.3).

    >>> accepts_gzip("br;q=1.0, gzip;q=0.8"), accepts_gzip("gzip;q=0, *"), accepts_gzip(None)
    (True, False, False)
    """
    codings = dict(_weighted(accept_encoding or ""))
    return codings.get("gzip", codings.get("*", 0)) > 0


def _weighted(header: str) -> Iterator[tuple[str, float]]:
    """Yield the elements of a header in lower case with their weights (section 12.4.2).

    A weight above 1 counts as 1, and an element with one that is not a number is left out.  Only
    the first elements are read, more than any client sends: the others cost time.
    """
    for element in islice(_ELEMENT.finditer(header), _MOST_ELEMENTS):
        name, parameters = parse_options_header(element[0].strip())
        weight = parameters.get("q") or "1"
        if _WEIGHT.fullmatch(weight):
            yield name.lower(), min(float(weight), 1.0)
