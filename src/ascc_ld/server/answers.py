"""Answers that are made once and sent many times, and refusals in the format that was asked for.

Refusals are problem details (RFC 9457) for programs, a page for people, and plain text otherwise.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from html import escape
from http import HTTPStatus

from starlette.types import Receive, Scope, Send

from ascc_ld.server.negotiation import field_value, preferred

__all__ = ["Alternative", "Answer", "Refusing", "refusal"]

Headers = tuple[tuple[bytes, bytes], ...]

_HTML = "text/html"
_PROBLEM = "application/problem+json"
_TEXT = "text/plain"
_CONTENT_TYPES = {
    _HTML: "text/html; charset=utf-8",
    _PROBLEM: _PROBLEM,
    "application/json": _PROBLEM,
    "application/ld+json": _PROBLEM,
    _TEXT: "text/plain; charset=utf-8",
}
_CROSS_ORIGIN = (
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", "Retry-After"),
)


@dataclass(frozen=True)
class Answer:
    """An HTTP answer, ready to be sent; an ASGI application.

    ``headers`` are in the form of ASGI: pairs of bytes, names in lower case.
    """

    status: int
    headers: Headers
    body: bytes = b""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        """Send the answer, to a HEAD request without its body (RFC 9110, section 9.3.2)."""
        await send(
            {"type": "http.response.start", "status": self.status, "headers": list(self.headers)}
        )
        body = b"" if scope["method"] == "HEAD" else self.body
        await send({"type": "http.response.body", "body": body})

    def adding(self, *headers: tuple[str, str]) -> Answer:
        """Return the answer with more headers."""
        return replace(self, headers=(*self.headers, *encoded(headers)))


@dataclass(frozen=True)
class Alternative:
    """What exists instead of what was asked for."""

    url: str
    media_type: str


def encoded(headers: Iterable[tuple[str, str]]) -> Headers:
    """Return headers in the form of ASGI; raises ``UnicodeEncodeError`` beyond ASCII."""
    return tuple((name.lower().encode("ascii"), value.encode("ascii")) for name, value in headers)


def refusal(
    status: HTTPStatus,
    detail: str,
    accept: str | None,
    *,
    page: bytes | None = None,
    alternatives: Sequence[Alternative] = (),
) -> Answer:
    """Return the refusal of a request, in the format that its Accept header prefers.

    ``page`` is shown to people instead of a page made here.  ``alternatives`` are listed.
    """
    chosen = preferred(accept, tuple(_CONTENT_TYPES)) or _TEXT
    content_type = _CONTENT_TYPES[chosen]
    if chosen == _HTML:
        body = page or _page(status, detail, alternatives)
    elif content_type == _PROBLEM:
        body = _problem(status, detail, alternatives)
    else:
        body = _text(status, detail, alternatives)
    headers = (
        ("Content-Type", content_type),
        ("Content-Length", str(len(body))),
        ("Cache-Control", "no-cache"),
        ("Vary", "Accept"),
    )
    return Answer(status, encoded(headers), body)


class Refusing:
    """An ASGI application that refuses every request, and adds ``headers`` to the refusal.

    A script of any site may read the refusal, and when to come again.
    """

    def __init__(self, status: HTTPStatus, detail: str, *headers: tuple[str, str]) -> None:
        self._status = status
        self._detail = detail
        self._headers = (*headers, *_CROSS_ORIGIN)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request."""
        accept = field_value(scope["headers"], "Accept")
        refused = refusal(self._status, self._detail, accept).adding(*self._headers)
        await refused(scope, receive, send)


def _problem(status: HTTPStatus, detail: str, alternatives: Sequence[Alternative]) -> bytes:
    problem: dict[str, object] = {
        "type": "about:blank",
        "title": status.phrase,
        "status": status.value,
        "detail": detail,
    }
    if alternatives:
        problem["alternatives"] = [
            {"url": each.url, "type": each.media_type} for each in alternatives
        ]
    return json.dumps(problem, indent=2).encode() + b"\n"


def _text(status: HTTPStatus, detail: str, alternatives: Sequence[Alternative]) -> bytes:
    lines = [f"{status.value} {status.phrase}", detail]
    lines += [f"{each.media_type}: {each.url}" for each in alternatives]
    return "".join(f"{line}\n" for line in lines).encode()


def _page(status: HTTPStatus, detail: str, alternatives: Sequence[Alternative]) -> bytes:
    title = f"{status.value} {status.phrase}"
    items = "".join(
        f'<li><a href="{escape(each.url)}">{escape(each.media_type)}</a></li>'
        for each in alternatives
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f"<title>{title}</title></head>\n<body><h1>{title}</h1><p>{escape(detail)}</p>"
        f"{f'<ul>{items}</ul>' if items else ''}</body></html>\n"
    ).encode()
