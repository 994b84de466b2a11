"""A site as it is served: its files by negotiation, its quads at the endpoint."""

from __future__ import annotations

from ascc_ld.description import describe_service
from ascc_ld.documents.routes import routes
from ascc_ld.rdf.terms import prefixes
from ascc_ld.server.documents import document_routes
from ascc_ld.server.endpoint import Descriptions
from ascc_ld.server.limits import Limits
from ascc_ld.server.serving import Serving
from ascc_ld.site.site import SPARQL, Site

__all__ = ["published"]


def published(site: Site, limits: Limits, *, root: str, address: str | None) -> Serving:
    """Return how ``site`` is served below the path ``root``.

    Redirections and links lead below ``address``, or else below the base of the site.
    """
    base = site.sources.base
    described = site.service_triples() or describe_service(base, site.sources.quads)
    bound = prefixes(base)
    policy = {header.name: header.value for header in routes().headers}
    return Serving(
        base,
        bound,
        site.sources.quads,
        limits,
        documents=document_routes(site, routes(), base, address),
        descriptions=Descriptions(described, bound, site[f"{SPARQL}.html"], policy),
        root=root,
    )
