"""The whole application: endpoint, documents, health probes, and the access log."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from ascc_ld.server.access_log import AccessLog
from ascc_ld.server.limits import Limits
from ascc_ld.server.refusal import Refusal, not_allowed
from ascc_ld.server.response import Refusing
from ascc_ld.server.url_paths import site_path

SPARQL = "sparql"
"""The path of the endpoint below the root."""
HEALTHY, READY = "-/healthy", "-/ready"
"""Paths of the liveness and readiness probes."""


def application(  # noqa: PLR0913 - the parts of the application
    endpoint: ASGIApp,
    documents: ASGIApp,
    ready: Callable[[], bool],
    limits: Limits,
    *,
    lifespan: Callable[[Starlette], AbstractAsyncContextManager[None]],
    root: str = "/",
) -> ASGIApp:
    """Return the whole application.

    ``root`` is the decoded path of everything; it begins and ends with a slash.  ``documents``
    answers all other paths, with its ``root_path`` set.
    """
    below = root.removesuffix("/")
    at = {SPARQL: endpoint, HEALTHY: _probe("healthy", lambda: True), READY: _probe("ready", ready)}
    long = f"The URL is longer than {limits.head_bytes:,} bytes. Use POST."
    too_long = Refusing(Refusal(HTTPStatus.REQUEST_URI_TOO_LONG, long))

    def chosen(scope: Scope) -> ASGIApp:
        size = len(scope["raw_path"]) + len(scope["query_string"])
        if size > limits.head_bytes or len(scope["raw_path"]) > limits.header_bytes:
            return too_long
        try:
            path = site_path(scope["raw_path"], below) or ""
            return at.get(path.removesuffix("/"), documents)
        except Refusal:
            return documents  # which says what is wrong with the path

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await chosen(scope)({**scope, "root_path": below}, receive, send)

    app = Starlette(lifespan=lifespan)
    app.router.redirect_slashes = False
    # The routes of Starlette also match a path that ends with a line feed.
    app.router.default = answer
    return AccessLog(app)


def _probe(word: str, is_so: Callable[[], bool]) -> ASGIApp:
    """Return what answers a probe with ``word``, or 503 if ``is_so`` is false."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        response: ASGIApp = Refusing(not_allowed(("GET", "HEAD")))
        if scope["method"] in ("GET", "HEAD"):
            said, status = (word, 200) if is_so() else (f"not {word}", 503)
            response = PlainTextResponse(f"{said}\n", status, {"Cache-Control": "no-store"})
        await response(scope, receive, send)

    return answer
