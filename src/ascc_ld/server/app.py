"""The server put together: endpoint, documents, health, and the log around them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from ascc_ld.server.access_log import AccessLog
from ascc_ld.server.limits import Limits

__all__ = ["HEALTHY", "READY", "SPARQL", "application"]

SPARQL = "sparql"
"""The path of the endpoint below the root."""
HEALTHY, READY = "-/healthy", "-/ready"
"""Paths at which a supervisor asks whether the process lives, and whether it takes requests."""
_URI_TOO_LONG = 414


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

    ``root`` is the path below which everything stands; it begins and ends in a slash.
    ``documents`` answers what no other route does, with its ``root_path`` set; without it that is
    404.
    """

    def is_ready(_: Request) -> Response:
        if ready():
            return _state("ready", 200)
        return _state("not ready", 503)

    routes: list[BaseRoute] = [
        Route(f"{root}{SPARQL}", endpoint, include_in_schema=False),
        Route(f"{root}{HEALTHY}", lambda _: _state("healthy", 200)),
        Route(f"{root}{READY}", is_ready),
    ]
    app = Starlette(routes=routes, lifespan=lifespan)
    # A slash at the end of a path is a matter of the table of routes.
    app.router.redirect_slashes = False
    if documents is not None:
        app.router.default = _Below(root, documents)
    return AccessLog(_ShortTargets(app, limits))


def _state(word: str, status: int) -> Response:
    return PlainTextResponse(f"{word}\n", status, {"Cache-Control": "no-store"})


class _Below:
    """Hands requests to an application whose paths are read below ``root``."""

    def __init__(self, root: str, application: ASGIApp) -> None:
        self._root_path = root.rstrip("/")
        self._application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._application({**scope, "root_path": self._root_path}, receive, send)


class _ShortTargets:
    """Refuses a request whose target is longer than the head of a request may be."""

    def __init__(self, application: ASGIApp, limits: Limits) -> None:
        self._application = application
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            length = len(scope.get("raw_path") or b"") + len(scope["query_string"])
            if length > self._limits.head_bytes:
                message = f"The URL may have {self._limits.head_bytes:,} bytes; use POST.\n"
                await PlainTextResponse(message, _URI_TOO_LONG)(scope, receive, send)
                return
        await self._application(scope, receive, send)
