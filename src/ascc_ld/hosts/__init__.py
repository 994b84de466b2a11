"""Rules for Web hosts: what the server does, done by Apache, nginx and others with files alone.

They are made from the table of routes (:mod:`ascc_ld.documents.routes`).  What exists is found
out by looking for its file, so the rules do not grow with the data.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from ascc_ld.documents.routes import Routes
from ascc_ld.hosts.apache import htaccess
from ascc_ld.hosts.header_files import headers_file, redirects_file
from ascc_ld.hosts.nginx import http_part, server_part
from ascc_ld.hosts.w3id import Entry, w3id_files

__all__ = ["Entry", "host_files", "w3id_files"]


def host_files(table: Routes, names: AbstractSet[str]) -> Mapping[str, bytes]:
    """Return the files, by name, that go with a site into its folder.

    ``names`` are the files of the site.  The rules hold wherever the folder is put: on Apache in
    any folder of a server, elsewhere at the root of one.  Raises ``ValueError`` for a file of which
    the table does not say what it is.
    """
    unknown = table.unknown(names)
    if unknown:
        raise ValueError(f"routes.toml does not say what {', '.join(unknown)} is")
    files = {
        ".htaccess": htaccess(table),
        ".nojekyll": "",
        "_headers": headers_file(table),
        "_redirects": redirects_file(table),
        "nginx-http.conf": http_part(table),
        "nginx-server.conf": server_part(table),
    }
    return {name: text.encode("utf-8") for name, text in files.items()}
