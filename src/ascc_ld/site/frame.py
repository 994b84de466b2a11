"""What every page has: head, navigation, embedded data, markup."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import pyoxigraph as ox

from ascc_ld.description import DESCRIPTION
from ascc_ld.documents.index import Document, Index
from ascc_ld.documents.representations import Representations
from ascc_ld.documents.routes import Language, routes
from ascc_ld.site.contents import is_record
from ascc_ld.site.page import NOT_FOUND, Page
from ascc_ld.site.parts.about import About
from ascc_ld.site.parts.anchors import Anchors
from ascc_ld.site.parts.wording import Words
from ascc_ld.site.sources import Sources
from ascc_ld.site.templating import embedded, filled

_PAGES_OF_THE_DATASET = frozenset({"index", "data", "dataset"})
EDITIONS = "editions"
"""The path of the page that lists all editions."""

_BESIDE = 2  # editions that a page leads to on each side of its own


class Switch(NamedTuple):
    """The links to other editions: each a name, a link, and whether it is that of the page.

    ``compared`` is the name of the edition before with the link to the comparison, if there is
    one, and ``every`` the link to the list of all editions, of which there are ``number``.
    """

    links: tuple[tuple[str, str, bool], ...]
    compared: tuple[str, str] | None
    every: str
    number: int


@dataclass(frozen=True)
class Frame:
    """What all pages of a site have in common.

    ``name`` is that of the site, ``navigation`` its entries, each with its page; a page that each
    edition has is written ``{edition}…``.  ``extra_pages`` are the pages of things without a
    document, such as the endpoint, by thing, and ``has`` says whether there is a file of a name.
    """

    index: Index
    sources: Sources
    representations: Representations
    name: str
    about: About
    anchors: Anchors
    navigation: Sequence[tuple[str, str]]
    extra_pages: Mapping[ox.NamedNode, str]
    has: Callable[[str], bool]

    def render(  # noqa: PLR0913 - what every page may have, by name
        self,
        template: str,
        page: Page,
        title: Words | str,
        *,
        document: Document | None = None,
        index: Index | None = None,
        data_path: str = "",
        trail: Sequence[tuple[Words, str]] = (),
        cited: str = "",
        description: str = "",
        **context: Any,
    ) -> bytes:
        """Return the HTML of ``page`` from ``template``; ``document`` is what it embeds.

        The document is one of ``index``, if that is not the dataset's own.  ``data_path`` is
        the path of data that is not a document of an index.  ``trail`` has the breadcrumbs between
        the front page and this page, each a label with the path of its page.  ``cited`` is what the
        page is cited as, if not by its title.
        """
        path_of_data = document.path if document else data_path
        named = title if isinstance(title, Words) else Words(title)
        front = Words(page.words["nav.declaration"])
        steps = [(front, page.at.page("index")), *((w, page.at.page(p)) for w, p in trail)]
        shown = [*steps, (named, "")] if page.path != "index" else []
        formats = self.representations.extensions if path_of_data else ()
        values = {
            "t": page.words,
            "lang": page.language.tag,
            "at": page.at,
            "path": page.path,
            "data_path": path_of_data,
            "title": named.text,
            "front": page.path == "index",
            "is_record": document is not None and is_record(self.index, document),
            "description": description,
            "csp": routes().page_policy,
            **self._translations(page),
            "navigation": self._navigation(page),
            "switch": self._switch(page),
            "folder": page.language.folder,
            "root": page.at.page("index").removesuffix("index.html"),
            "trail": shown,
            "data_formats": [f for f in routes().formats if f.extension in formats],
            "json_ld": self._json_ld(index or self.index, document, page),
            "markup": embedded(self._markup(page, named.text, description, document, shown)),
            "has": lambda path: self.has(f"{page.language.folder}{path}.html"),
            "cited": cited,
            "entry": "",
            "dataset": page.wording.value(self.index.names["dataset"], "dcterms:title"),
            "address": document.topic.value if document and document.things else "",
            "has_scripts": bool(self.sources.bundle),
            "described": DESCRIPTION in self.sources.files,
            "site_name": self._site_name(page),
            "version": self.about.version,
            "issued": self.about.issued,
            "day": page.wording.day(self.about.issued),
        }
        return filled(template, {**values, **context})

    def _site_name(self, page: Page) -> Words:
        """Return the name of the newest declaration in the page's language, else ``name``."""
        newest = self.anchors.edition_at("index")
        if newest is not None and page.language.tag != "en":
            name = page.wording.of(newest.declaration)
            if not name.language:
                return name
        return Words(self.name, "" if page.language.tag == "en" else "en")

    def _navigation(self, page: Page) -> list[tuple[str, str]]:
        """Return the entries with their pages: those of the edition that ``page`` belongs to."""
        newest = self.anchors.edition_at("index")
        edition = self.anchors.edition_at(page.path) or newest
        if edition is None:
            return list(self.navigation)
        front = "index" if edition == newest else edition.path
        return [
            (key, front if path == "index" else path.replace("{edition}", edition.folder))
            for key, path in self.navigation
        ]

    def _switch(self, page: Page) -> Switch | None:
        """Return the links from the page of an edition to the same page of the others.

        The front page leads to each edition, another page to those next to its own.
        """
        editions, here = self.anchors.editions, self.anchors.edition_at(page.path)
        if here is None or len(editions) < 2:  # noqa: PLR2004 - one edition has no other
            return None
        front = page.path == "index"
        at = editions.index(here)
        first = max(0, min(at - _BESIDE, len(editions) - 1 - 2 * _BESIDE))
        shown = editions if front else editions[first : first + 2 * _BESIDE + 1]
        rest = here.path if front else page.path
        links = []
        for each in reversed(shown):
            same = each.folder + rest.removeprefix(here.folder)
            there = self.has(f"{page.language.folder}{same}.html")
            links.append((each.name, page.at.page(same if there else each.path), each == here))
        comparison = f"{here.folder}overview/compared"
        there = bool(at) and self.has(f"{comparison}.html")
        compared = (editions[at - 1].name, page.at.page(comparison)) if there else None
        every = page.at.page(EDITIONS) if self.has(f"{EDITIONS}.html") else ""
        return Switch(tuple(links), compared, every, len(editions))

    def _translations(self, page: Page) -> dict[str, Any]:
        """Return the URL of a page and those of its translations.

        The page for unknown URLs has none of its own.
        """
        has_address = page.path != NOT_FOUND
        other = page.path if has_address else "index"
        return {
            "canonical": self.url(page.path, page.language) if has_address else "",
            "translations": [
                (language.tag, self.url(page.path, language))
                for language in (routes().languages if has_address else ())
            ],
            "other_languages": [
                (language.tag, page.at.file(f"{language.folder}{other}.html"))
                for language in routes().languages
                if language != page.language
            ],
        }

    def url(self, path: str, language: Language) -> str:
        """Return the URL of the page at ``path``."""
        name = "" if path == "index" and not language.folder else f"{language.folder}{path}.html"
        return f"{self.index.base}{name}"

    def _json_ld(self, index: Index, document: Document | None, page: Page) -> Any:
        """Return the data of ``document``: the page in the first language has them for all."""
        if document is None or page.language != routes().languages[0]:
            return ""
        told = self.representations.json_ld(index, document)
        # All scripts of a page are read together as one array, and in an array @graph is a graph
        # without a name (https://www.w3.org/TR/json-ld11-api/#process-html).
        return embedded({"@context": told["@context"], "@included": told["@graph"]})

    def _markup(
        self,
        page: Page,
        title: str,
        description: str,
        document: Document | None,
        trail: Sequence[tuple[Words, str]],
    ) -> Any:
        """Return schema.org's description of the page (https://schema.org/WebPage).

        The pages about the dataset also describe the dataset, for dataset search engines.
        """
        markup = self.sources.markup.get(page.language.tag, {})
        on_dataset = page.path in _PAGES_OF_THE_DATASET
        values = {
            "url": self.url(page.path, page.language),
            "title": title,
            "description": description,
            "language": page.language.tag,
            "licence": self.about.licence,
            "dataset": f"{self.index.base}dataset",
            "about": {k: v for k, v in markup.items() if k != "@context"} if on_dataset else {},
            "topic": document.topic.value if document and document.things else "",
            "trail": trail,
        }
        return json.loads(filled("markup.jsonld", values))
