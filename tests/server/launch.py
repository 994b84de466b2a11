"""Serve an RDF file with the limits of a test: what the command line has no options for.

Usage: ``python launch.py FILE JSON``; the object may have ``limits`` and
``described``, the Turtle that the endpoint says of itself, beside a page.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pyoxigraph as ox

from ascc_ld.documents.routes import routes
from ascc_ld.ground.project import default_project
from ascc_ld.publication.publication import chosen_base
from ascc_ld.rdf.files import read_files
from ascc_ld.server.documents import document_routes
from ascc_ld.server.endpoint import Descriptions
from ascc_ld.server.limits import Limits
from ascc_ld.server.serving import Serving, listening, serve


def main(file: Path, settings: dict[str, object]) -> None:
    base = chosen_base(default_project(), None)
    described = ox.parse(str(settings.get("described", "")), format=ox.RdfFormat.TURTLE)
    page = b"<!doctype html><title>Ask</title>"
    csp = {"Content-Security-Policy": "script-src 'self'"}
    limits = settings.get("limits")
    serving = Serving(
        base,
        list(read_files([file])),
        Limits(**limits) if isinstance(limits, dict) else Limits(),
        document_routes({}, routes(), base),
        Descriptions([q.triple for q in described], {}, page, csp),
        root="/",
    )
    with listening("127.0.0.1", 0) as sock:
        url = f"http://127.0.0.1:{sock.getsockname()[1]}/"
        serve(serving, sock, lambda: print(f"Serving at {url}", flush=True))


if __name__ == "__main__":
    main(Path(sys.argv[1]), json.loads(sys.argv[2]))
