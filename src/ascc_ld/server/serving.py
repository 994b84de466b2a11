"""Runs the server: from a site to a process that listens."""

from __future__ import annotations

import ipaddress
import socket
import tempfile
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pyoxigraph as ox
import uvicorn
from starlette.applications import Starlette
from starlette.types import ASGIApp

from ascc_ld.description import describe_service
from ascc_ld.documents.routes import routes
from ascc_ld.rdf.n_quads import sorted_n_quads
from ascc_ld.rdf.terms import prefixes
from ascc_ld.server.app import application
from ascc_ld.server.connections import GracefulServer, guarded_protocol
from ascc_ld.server.documents import document_routes
from ascc_ld.server.endpoint import Descriptions, SparqlEndpoint
from ascc_ld.server.limits import Limits
from ascc_ld.server.pool import Pool
from ascc_ld.server.query_worker import WorkerSetup
from ascc_ld.site.query_page import SPARQL
from ascc_ld.site.site import Site

_BACKLOG = 2048


@dataclass(frozen=True)
class Serving:
    """What is served: ``quads``, whose IRIs begin with ``base``.

    ``documents`` answers all paths but the endpoint's; ``root`` is the path of everything.
    """

    base: str
    quads: Sequence[ox.Quad]
    limits: Limits
    documents: ASGIApp
    descriptions: Descriptions
    root: str


def published(site: Site, limits: Limits, *, root: str, address: str | None) -> Serving:
    """Return what to serve for ``site`` below the path ``root``.

    Its files are served by content negotiation, its quads at the endpoint.  Redirects and links
    point below ``address``, or below the base of the site if that is ``None``.
    """
    base = site.sources.base
    described = site.service_triples() or describe_service(base, site.sources.quads)
    page = site[f"{SPARQL}.html"]
    return Serving(
        base,
        site.sources.quads,
        limits,
        documents=document_routes(site, routes(), base, address),
        descriptions=Descriptions(described, prefixes(base), page, routes().headers),
        root=root,
    )


def listening(host: str, port: int) -> socket.socket:
    """Return a listening socket; port 0 picks a free one.  Raises :class:`OSError`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio sets TCP_NODELAY only if the protocol is given.
    sock = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind((host, port))
        sock.listen(_BACKLOG)
    except OSError as error:
        sock.close()
        error.filename = f"{host}:{port}"
        raise
    return sock


def loopback_address(sock: socket.socket) -> str | None:
    """Return the URL of a socket if it listens on loopback, which only this machine can use."""
    host, port = sock.getsockname()[:2]
    if not ipaddress.ip_address(host).is_loopback:
        return None
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def serve(serving: Serving, sock: socket.socket, tell: Callable[[], None]) -> None:
    """Serve on ``sock`` until a signal stops the process; call ``tell`` once it is ready."""
    limits = serving.limits
    # The file has no name, so nothing that cleans up temporary files can remove it.
    with tempfile.TemporaryFile(prefix="ascc-ld-") as data:
        data.write(sorted_n_quads(serving.quads))
        data.flush()
        config = uvicorn.Config(
            _assembled(serving, data.fileno()),
            http=guarded_protocol(limits),
            ws="none",
            lifespan="on",
            log_config=None,
            access_log=False,
            server_header=False,
            # Log the address of the connection, not the one that X-Forwarded-For claims.
            proxy_headers=False,
            backlog=_BACKLOG,
        )
        GracefulServer(config, tell, limits.linger_seconds).run(sockets=[sock])


def _assembled(serving: Serving, data: int) -> ASGIApp:
    """Return the application; ``data`` is the descriptor of a file with its quads."""
    limits = serving.limits
    # A query without BASE is relative to the URL of the endpoint (RFC 3986, section 5.1.3).
    base_iri = f"{serving.base}{SPARQL}"
    bounds = limits.result_bytes, limits.memory_bytes
    setup = WorkerSetup(data, prefixes(serving.base), *bounds, base_iri)
    pool, large = Pool(setup, limits), Pool(setup, limits.of_large, gives_way=True)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with pool, large:
            yield

    return application(
        SparqlEndpoint(pool, large, serving.descriptions, limits),
        serving.documents,
        lambda: pool.ready,
        limits,
        lifespan=lifespan,
        root=serving.root,
    )
