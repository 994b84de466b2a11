"""The server put together: endpoint, documents, health, and the log around them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from ascc_ld.server.access_log import AccessLog
from ascc_ld.server.limits import Limits
from ascc_ld.server.refusal import Refusal
from ascc_ld.server.response import Refusing
from ascc_ld.server.url_paths import site_path

__all__ = ["HEALTHY", "READY", "SPARQL", "application"]

SPARQL = "sparql"
"""The path of the endpoint below the root."""
HEALTHY, READY = "-/healthy", "-/ready"
"""Paths at which a supervisor asks whether the process lives, and whether it takes requests."""


def application(  # noqa: PLR0913 - the parts that it is put together from
    endpoint: ASGIApp,
    documents: ASGIApp | None,
    ready: Callable[[], bool],
    limits: Limits,
    *,
    lifespan: Callable[[Starlette], AbstractAsyncContextManager[None]],
    root: str = "/",
) -> ASGIApp:
    """Return the whole application.

    ``root`` is the path, decoded, below which everything stands; it begins and ends in a slash.
    ``documents`` answers what nothing else does, with its ``root_path`` set; without it that is
    404.
    """
    app = Starlette(lifespan=lifespan)
    app.router.redirect_slashes = False
    # Its own routes match a path with a line feed at the end too.
    app.router.default = _Below(
        root,
        {SPARQL: endpoint, HEALTHY: _Probe("healthy", lambda: True), READY: _Probe("ready", ready)},
        documents,
    )
    return AccessLog(_ShortTargets(app, limits))


class _Below:
    """Hands requests to what answers at their paths below ``root``, or to ``documents``."""

    def __init__(
        self, root: str, at: Mapping[str | None, ASGIApp], documents: ASGIApp | None
    ) -> None:
        self._root_path = root.removesuffix("/")
        self._at = at
        self._documents = documents

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        found, refusal = None, Refusal(HTTPStatus.NOT_FOUND, "Nothing is known here.")
        try:
            found = self._at.get(site_path(scope["raw_path"], self._root_path))
        except Refusal as malformed:
            refusal = malformed
        below = {**scope, "root_path": self._root_path}
        await (found or self._documents or Refusing(refusal))(below, receive, send)


class _Probe:
    """Answers a supervisor: ``word`` where that is so."""

    def __init__(self, word: str, is_so: Callable[[], bool]) -> None:
        self._word = word
        self._is_so = is_so

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] not in ("GET", "HEAD"):
            allowed = "GET, HEAD"
            detail = f"This address answers to {allowed} only."
            refusal = Refusal(HTTPStatus.METHOD_NOT_ALLOWED, detail, {"Allow": allowed})
            await Refusing(refusal)(scope, receive, send)
            return
        said, status = (self._word, 200) if self._is_so() else (f"not {self._word}", 503)
        response = PlainTextResponse(f"{said}\n", status, {"Cache-Control": "no-store"})
        await response(scope, receive, send)


class _ShortTargets:
    """Refuses a request whose target is longer than the head of a request may be."""

    def __init__(self, application: ASGIApp, limits: Limits) -> None:
        self._application = application
        self._most = limits.head_bytes
        detail = f"The URL may have {self._most:,} bytes; use POST."
        self._refusing = Refusing(Refusal(HTTPStatus.REQUEST_URI_TOO_LONG, detail))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        long = scope["type"] == "http" and (
            len(scope["raw_path"]) + len(scope["query_string"]) > self._most
        )
        await (self._refusing if long else self._application)(scope, receive, send)
