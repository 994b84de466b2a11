"""Rules for Web hosts: what the server does, done by Apache, nginx and others with files alone.

They are made from the table of routes (:mod:`ascc_ld.documents.routes`).  What exists is found
out by looking for its file, so the rules do not grow with the data.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from ascc_ld.documents.routes import Routes
from ascc_ld.hosts.templating import filled
from ascc_ld.hosts.w3id import Entry, w3id_files

__all__ = ["Entry", "host_files", "w3id_files"]

_TEMPLATES = {
    ".htaccess": "apache.htaccess",
    "_headers": "_headers",
    "_redirects": "_redirects",
    "nginx-http.conf": "nginx-http.conf",
    "nginx-server.conf": "nginx-server.conf",
}
"""The template of each file.

Apache 2.4 needs mod_rewrite, mod_headers, mod_mime and mod_deflate, and ``AllowOverride FileInfo
Options=FollowSymLinks Indexes`` or more for the folder.  nginx has two files because it allows a
map in the ``http`` block only.  Netlify, Cloudflare Pages and others read ``_headers`` and
``_redirects``; they do not look at Accept, so that a thing's address shows its page.
"""


def host_files(table: Routes, names: AbstractSet[str]) -> Mapping[str, bytes]:
    """Return the files, by name, that go with a site into its folder.

    ``names`` are the files of the site.  The rules hold wherever the folder is put: on Apache in
    any folder of a server, elsewhere at the root of one.  Raises ``ValueError`` for a file of which
    the table does not say what it is.
    """
    unknown = table.unknown(names)
    if unknown:
        raise ValueError(f"routes.toml does not say what {', '.join(unknown)} is")
    rules = {name: filled(template, table) for name, template in _TEMPLATES.items()}
    return {".nojekyll": b"", **rules}
