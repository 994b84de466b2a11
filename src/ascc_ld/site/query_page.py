"""The page on which people ask in SPARQL: an engine in the page answers, or an endpoint."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ascc_ld.description import DESCRIPTION
from ascc_ld.documents.routes import Language, Routes, routes
from ascc_ld.http_client.addresses import WrongAddress, checked_address
from ascc_ld.rdf.terms import prefixes

if TYPE_CHECKING:
    from ascc_ld.site.rendering import Pages

SPARQL = "sparql"
"""The path of the page, which is that of the endpoint of ``ascc-ld serve`` too."""

_LOADED = ("sparql-workbench.js", "sparql-worker.js", "oxigraph.wasm", "ascc.nq", DESCRIPTION)


def checked_endpoint(url: str) -> str:
    """Return ``url`` as it is, the address of an endpoint that a page of any host can ask.

    Raises :class:`~ascc_ld.http_client.addresses.WrongAddress` where it is not an http(s) URL, has
    a name or password or a fragment, or has a host that a Content-Security-Policy cannot name
    (``host-source`` in Content Security Policy Level 3, section 2.3.1).
    """
    parts = urlsplit(checked_address(url))
    if "#" in url:
        raise WrongAddress(
            f"{url!r} has a fragment, which is never sent. Leave out # and the rest."
        )
    if not re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)*", parts.hostname or ""):
        raise WrongAddress(
            f"A Content-Security-Policy cannot name the host of {url!r}. "
            "Write it in ASCII (xn--…), and give an IPv6 address a name."
        )
    return url


def routes_to(endpoint: str) -> Routes:
    """Return the table of routes for a site whose query page asks ``endpoint``, if it asks any."""
    if not endpoint:
        return routes()
    parts = urlsplit(endpoint)
    port = f":{parts.port}" if parts.port else ""
    return routes().asking(f"{parts.scheme}://{parts.hostname}{port}")


def loaded(files: Mapping[str, bytes]) -> int:
    """Return how many bytes of ``files`` the page loads for the engine."""
    return sum(len(files.get(name, b"")) for name in _LOADED)


def query_page(pages: Pages, first_query: str, language: Language) -> bytes:
    """Return the page, on which ``first_query`` stands.

    The endpoint of the sources answers, if there is one, and else the engine in the page.
    """
    sources = pages.frame.sources
    page = pages.page(SPARQL, language)
    base, endpoint = sources.base, sources.endpoint
    lead = page.words("sparql.sent", endpoint=endpoint) if endpoint else page.words["sparql.lead"]
    megabytes = loaded({**sources.files, **sources.bundle}) / 1e6
    return pages.render(
        "sparql.html",
        page,
        page.words["sparql.title"],
        description=lead,
        page_class="sparql-page",
        data_path=SPARQL,
        base=base,
        within=json.dumps([[rule.pattern, rule.document] for rule in routes().within]),
        prefixes=json.dumps(dict(prefixes(base)), sort_keys=True),
        first_query=first_query,
        megabytes=f"{megabytes:.0f}",
        endpoint=endpoint,
        csp=routes_to(endpoint).page_policy,
    )
