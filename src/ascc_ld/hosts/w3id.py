"""The folder for https://github.com/perma-id/w3id.org, where the IRIs of the data set live.

w3id.org does no more than send on, with 303, to where the site is; it cannot know what exists
there, so it refuses nothing.  A page is what a client gets that names no format of data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from ascc_ld.documents.routes import Routes
from ascc_ld.hosts.templating import filled


@dataclass(frozen=True)
class Entry:
    """What stands in the folder.

    ``site`` is the URL of the site's folder and ``base`` what the IRIs begin with; both end with a
    slash.  ``purpose`` says in a sentence what is published; ``example`` is the path of a thing.
    ``maintainer`` is whom the people of w3id.org can ask, with a name at GitHub: they require it,
    and it cannot be known from here.
    """

    base: str
    site: str
    purpose: str
    example: str
    maintainer: str

    def __post_init__(self) -> None:
        if not (self.base.endswith("/") and self.site.endswith("/")):
            raise ValueError("a base and the URL of a site end with a slash")
        if not self.maintainer.strip():
            raise ValueError("w3id.org asks for a maintainer with a name at GitHub")

    @property
    def folder(self) -> str:
        """The name of the folder."""
        return urlsplit(self.base).path.strip("/")


def w3id_files(table: Routes, entry: Entry) -> Mapping[str, bytes]:
    """Return the files by name, that of the folder included."""
    return {
        f"{entry.folder}/.htaccess": filled("w3id.htaccess", table, entry=entry),
        f"{entry.folder}/README.md": filled("w3id-README.md", table, entry=entry),
    }
