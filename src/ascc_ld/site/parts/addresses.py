"""Links between pages, relative so that the site also works from disk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType
from urllib.parse import quote

import pyoxigraph as ox

from ascc_ld.documents.index import Index
from ascc_ld.rdf.terms import PREFIXES

_SAFE = "/.-_~"


def anchor_of(iri: str) -> str:
    """Return the fragment of a term of the ontology or shapes in its page."""
    return iri.partition("#")[2] or iri.rstrip("/").rpartition("/")[2]


class Addresses:
    """Links from the pages of one folder, ``here``, such as ``ja/org/``.

    ``folder`` is that of the pages' language.  ``extra_pages`` are the pages of things without a
    document, by thing.  A page shown at any URL links from the ``root`` of its host.
    """

    def __init__(
        self,
        index: Index,
        here: str,
        folder: str = "",
        extra_pages: Mapping[ox.NamedNode, str] = MappingProxyType({}),
        *,
        root: str | None = None,
    ) -> None:
        self._index = index
        self._extra_pages = extra_pages
        self._steps = _quoted(here).split("/")[:-1]
        self._folder = folder
        self._root = root
        self.thing = cache(self._thing)
        self._link = cache(self._linked)  # each page of a folder links to the same files

    def file(self, name: str) -> str:
        """Return the link to a file of the site, which may carry a fragment or a query."""
        path, mark, rest = _split(name)
        return self._link(path) + mark + rest

    def page(self, path: str) -> str:
        """Return the link to the page of the document at ``path``, in this page's language."""
        path, mark, rest = _split(path)
        return self._link(f"{self._folder}{path}.html") + mark + rest

    def _linked(self, path: str) -> str:
        if self._root is not None:
            return self._root + _quoted(path)
        return _relative(_quoted(path), self._steps)

    def published(self, iri: ox.NamedNode) -> str | None:
        """Return the link to the published file or extra page at ``iri``, if there is one."""
        name = self._index.file(iri)
        if name is not None:
            return self.file(name)
        page = self._extra_pages.get(iri)
        return None if page is None else self.page(page)

    def _thing(self, iri: ox.NamedNode) -> str | None:
        """Return the link to the page that describes ``iri``, or ``None`` if there is none."""
        path = self._index.path(iri)
        if path is None:
            return None
        index = self._index
        if iri not in index.documents[path].owned and iri not in index.reused_terms:
            return self.page(path)
        return self.page(f"{path}#{quote(self.anchor(iri), safe='-_.~:@/')}")

    def anchor(self, iri: ox.NamedNode) -> str:
        """Return the ``id`` under which ``iri`` stands in the page of its document."""
        if iri.value.startswith(self._index.base):
            return anchor_of(iri.value)
        for prefix, namespace in PREFIXES.items():
            if iri.value.startswith(namespace):
                return f"{prefix}-{iri.value.removeprefix(namespace)}"
        return anchor_of(iri.value)


@cache
def _quoted(path: str) -> str:
    return quote(path, safe=_SAFE)


def _relative(path: str, folder: Sequence[str]) -> str:
    """Return the link from a page in ``folder``, from the root down, to the file at ``path``."""
    steps = path.split("/")
    shared = 0
    for here, there in zip(folder, steps[:-1], strict=False):
        if here != there:
            break
        shared += 1
    return "../" * (len(folder) - shared) + "/".join(steps[shared:])


def _split(name: str) -> tuple[str, str, str]:
    """Split a name at its query or fragment."""
    for mark in "#?":
        path, found, rest = name.partition(mark)
        if found:
            return path, found, rest
    return name, "", ""
