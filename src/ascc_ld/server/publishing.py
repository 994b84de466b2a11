"""A site as it is served: its files by negotiation, its quads at the endpoint."""

from __future__ import annotations

from ascc_ld.description import describe_service
from ascc_ld.documents.routes import routes
from ascc_ld.rdf.terms import prefixes
from ascc_ld.server.allowed_hosts import AllowedHosts
from ascc_ld.server.documents import document_routes
from ascc_ld.server.endpoint import Descriptions
from ascc_ld.server.limits import Limits
from ascc_ld.server.served_data import ServedData
from ascc_ld.server.serving import Serving
from ascc_ld.site.query_page import SPARQL
from ascc_ld.site.site import Site

__all__ = ["published"]


def published(  # noqa: PLR0913 - what the command line has options for
    site: Site,
    limits: Limits,
    allowed: AllowedHosts,
    *,
    store: str | None,
    root: str,
    address: str | None,
) -> Serving:
    """Return how ``site`` is served below the path ``root``.

    Redirections and links lead below ``address``, or else below the base of the site.  Queries are
    answered by the store at the URL ``store``, if there is one, and may ask the hosts that are
    ``allowed``.
    """
    base = site.sources.base
    # Others may write to a store, and its own description, if it has one, says what it holds.
    known = None if store else site.sources.quads
    described = site.service_triples() or describe_service(base, known, federated=bool(allowed))
    bound = prefixes(base)
    policy = {header.name: header.value for header in routes().headers}
    return Serving(
        ServedData(base, bound, site.sources.quads),
        limits,
        allowed,
        store=store,
        documents=document_routes(site, routes(), base, address),
        descriptions=Descriptions(described, bound, site[f"{SPARQL}.html"], policy),
        root=root,
    )
