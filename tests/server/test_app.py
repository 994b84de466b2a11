"""The server put together: what answers at which path."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp

from ascc_ld.documents.routes import routes
from ascc_ld.server.app import application
from ascc_ld.server.documents import document_routes
from ascc_ld.server.limits import Limits
from looped import looped
from server.requests import Response, request
from small_site import site

BASE = "https://data.example.org/ascc/"


@asynccontextmanager
async def lifespan(_: Starlette) -> AsyncIterator[None]:
    yield


def app(root: str = "/", *, ready: bool = True) -> ASGIApp:
    """Return an application whose endpoint says ``asked``."""
    served = document_routes(site(), routes(), BASE)
    endpoint = PlainTextResponse("asked")
    limits = Limits(head_bytes=100)
    return application(endpoint, served, lambda: ready, limits, lifespan=lifespan, root=root)


def answered(response: Response) -> tuple[int, bytes]:
    return response.status, response.body


@pytest.mark.parametrize(
    ("root", "before"), [("/", "/"), ("/ld/", "/ld/"), ("/é/{x}/", "/%C3%A9/%7bx%7D/")]
)
def test_all_of_it_stands_below_the_root(root: str, before: str) -> None:
    below = app(root)
    assert answered(request(below, f"{before}sparql?query=x")) == (200, b"asked")
    assert answered(request(below, f"{before}-/healthy")) == (200, b"healthy\n")
    assert answered(request(below, f"{before}-/ready")) == (200, b"ready\n")
    assert request(below, f"{before}org/jica").headers["Location"] == f"{BASE}org/jica.html"
    for name in ("sparql", "-/healthy", "org/jica"):
        assert request(below, f"/elsewhere/{name}").status == 404


def test_a_path_is_decoded_once() -> None:
    assert request(app(), "/%73parql").status == 200
    assert request(app(), "/%2573parql").status == 404


@looped("name", ["sparql", "-/healthy", "-/ready", "org/jica"])
@looped("control", ["%0A", "%0D", "%00", "%7F"])
def test_a_path_with_a_control_character_is_refused(name: str, control: str) -> None:
    assert request(app(), f"/{name}{control}").status == 400


def test_a_server_that_is_not_ready_is_healthy() -> None:
    waiting = app(ready=False)
    assert answered(request(waiting, "/-/ready")) == (503, b"not ready\n")
    assert request(waiting, "/-/healthy").status == 200


def test_a_state_is_asked_for_with_get_or_head() -> None:
    refused = request(app(), "/-/ready", method="POST")
    assert (refused.status, refused.headers["Allow"]) == (405, "GET, HEAD")


def test_a_target_that_is_too_long_is_refused_in_the_format_that_is_asked_for() -> None:
    asked = {"Accept": "application/problem+json"}
    refused = request(app(), f"/sparql?query={'x' * 100}", asked)
    assert refused.status == HTTPStatus.REQUEST_URI_TOO_LONG
    assert refused.headers["Content-Type"] == "application/problem+json"
