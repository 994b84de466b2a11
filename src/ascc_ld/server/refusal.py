"""Refusals: error responses with a status and a message.

Sources: RFC 9110, section 15 (status codes), RFC 9457 (problem details).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from html import escape
from http import HTTPStatus
from types import MappingProxyType

from ascc_ld.ground.faults import AsccError
from ascc_ld.server.negotiation import preferred

_NONE: Mapping[str, str] = MappingProxyType({})
_HTML = "text/html"
_PROBLEM = "application/problem+json"
_TEXT = "text/plain"
_PROGRAMS = {
    _PROBLEM: _PROBLEM,
    "application/json": _PROBLEM,
    "application/ld+json": _PROBLEM,
}
_FOR_PROGRAMS = {_TEXT: f"{_TEXT}; charset=utf-8", **_PROGRAMS}
_FOR_ALL = {_HTML: f"{_HTML}; charset=utf-8", **_PROGRAMS, _TEXT: f"{_TEXT}; charset=utf-8"}


class Refusal(AsccError):
    """A request is refused; ``alternatives`` are the URLs of what is available, by media type."""

    def __init__(
        self,
        status: int,
        message: str,
        headers: Mapping[str, str] = _NONE,
        alternatives: Mapping[str, str] = _NONE,
    ) -> None:
        super().__init__(message)
        self.status = HTTPStatus(status)
        self.headers = headers
        self.alternatives = alternatives

    @property
    def fields(self) -> Mapping[str, object]:
        """What makes the same refusal elsewhere, as an object of JSON."""
        return {"status": self.status, "message": str(self), "headers": dict(self.headers)}

    def written(self, accept: str | None, *, people: bool, page: bytes | None) -> tuple[str, bytes]:
        """Return the content type and the content in the format that an Accept header prefers.

        HTML is offered to ``people`` only: ``page``, or a page made here.
        """
        offers = _FOR_ALL if people else _FOR_PROGRAMS
        chosen = preferred(accept, tuple(offers)) or _TEXT
        content_type = offers[chosen]
        if chosen == _HTML:
            return content_type, page or self._page()
        return content_type, self._problem() if content_type == _PROBLEM else self._text()

    def _problem(self) -> bytes:
        problem: dict[str, object] = {
            "type": "about:blank",
            "title": self.status.phrase,
            "status": self.status.value,
            "detail": str(self),
        }
        if self.alternatives:
            problem["alternatives"] = [
                {"url": url, "type": kind} for kind, url in self.alternatives.items()
            ]
        return json.dumps(problem, indent=2).encode() + b"\n"

    def _text(self) -> bytes:
        lines = [str(self), *(f"{kind}: {url}" for kind, url in self.alternatives.items())]
        return "".join(f"{line}\n" for line in lines).encode()

    def _page(self) -> bytes:
        title = f"{self.status.value} {self.status.phrase}"
        items = "".join(
            f'<li><a href="{escape(url)}">{escape(kind)}</a></li>'
            for kind, url in self.alternatives.items()
        )
        return (
            '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
            f"<title>{title}</title></head>\n<body><h1>{title}</h1><p>{escape(str(self))}</p>"
            f"{f'<ul>{items}</ul>' if items else ''}</body></html>\n"
        ).encode()


def not_found() -> Refusal:
    """Return the refusal of a path at which nothing is."""
    return Refusal(HTTPStatus.NOT_FOUND, "Nothing was found at this address.")


def not_allowed(methods: Sequence[str]) -> Refusal:
    """Return the refusal of a method that is none of ``methods``."""
    allowed = ", ".join(methods)
    detail = f"The method is not allowed here. Use {allowed}."
    return Refusal(HTTPStatus.METHOD_NOT_ALLOWED, detail, {"Allow": allowed})


def busy(message: str, retry_seconds: int) -> Refusal:
    """Return the refusal of a request that met a limit of the server."""
    return Refusal(HTTPStatus.SERVICE_UNAVAILABLE, message, {"Retry-After": str(retry_seconds)})
