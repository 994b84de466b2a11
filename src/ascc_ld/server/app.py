"""The whole application: endpoint, documents, health probes, and the access log."""

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

SPARQL = "sparql"
"""The path of the endpoint below the root."""
HEALTHY, READY = "-/healthy", "-/ready"
"""Paths of the liveness and readiness probes."""


def application(  # noqa: PLR0913 - the parts of the application
    endpoint: ASGIApp,
    documents: ASGIApp | None,
    ready: Callable[[], bool],
    limits: Limits,
    *,
    lifespan: Callable[[Starlette], AbstractAsyncContextManager[None]],
    root: str = "/",
) -> ASGIApp:
    """Return the whole application.

    ``root`` is the decoded path of everything; it begins and ends with a slash.  ``documents``
    answers all other paths, with its ``root_path`` set; without it they are 404.
    """
    app = Starlette(lifespan=lifespan)
    app.router.redirect_slashes = False
    # The routes of Starlette also match a path that ends with a line feed.
    app.router.default = _Below(
        root,
        {SPARQL: endpoint, HEALTHY: _Probe("healthy", lambda: True), READY: _Probe("ready", ready)},
        documents,
    )
    return AccessLog(_ShortTargets(app, limits))


class _Below:
    """Dispatches requests by path."""

    def __init__(
        self, root: str, at: Mapping[str | None, ASGIApp], documents: ASGIApp | None
    ) -> None:
        self._root_path = root.removesuffix("/")
        self._at = at
        self._documents = documents

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        found, refusal = None, Refusal(HTTPStatus.NOT_FOUND, "Nothing was found at this address.")
        try:
            found = self._at.get(site_path(scope["raw_path"], self._root_path))
        except Refusal as malformed:
            refusal = malformed
        below = {**scope, "root_path": self._root_path}
        await (found or self._documents or Refusing(refusal))(below, receive, send)


class _Probe:
    """Answers a probe with ``word``, or 503 if ``is_so`` is false."""

    def __init__(self, word: str, is_so: Callable[[], bool]) -> None:
        self._word = word
        self._is_so = is_so

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] not in ("GET", "HEAD"):
            allowed = "GET, HEAD"
            detail = f"The method is not allowed here. Use {allowed}."
            refusal = Refusal(HTTPStatus.METHOD_NOT_ALLOWED, detail, {"Allow": allowed})
            await Refusing(refusal)(scope, receive, send)
            return
        said, status = (self._word, 200) if self._is_so() else (f"not {self._word}", 503)
        response = PlainTextResponse(f"{said}\n", status, {"Cache-Control": "no-store"})
        await response(scope, receive, send)


class _ShortTargets:
    """Refuses requests whose URL is too long."""

    def __init__(self, application: ASGIApp, limits: Limits) -> None:
        self._application = application
        self._most = limits.head_bytes
        detail = f"The URL is longer than {self._most:,} bytes. Use POST."
        self._refusing = Refusing(Refusal(HTTPStatus.REQUEST_URI_TOO_LONG, detail))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        long = scope["type"] == "http" and (
            len(scope["raw_path"]) + len(scope["query_string"]) > self._most
        )
        await (self._refusing if long else self._application)(scope, receive, send)
