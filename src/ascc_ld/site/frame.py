"""What every page has: head, navigation, embedded data, markup."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ascc_ld.documents.index import Document, Index
from ascc_ld.documents.routes import Language, routes
from ascc_ld.site.page import NOT_FOUND, Frame, Page
from ascc_ld.site.parts.wording import Words
from ascc_ld.site.templating import embedded

_PAGES_OF_THE_DATASET = frozenset({"index", "data", "dataset"})


class FrameWriter:
    """Computes the values of the template that all pages extend."""

    def __init__(self, index: Index, frame: Frame) -> None:
        self._index = index
        self._frame = frame
        self._routes = routes()

    def values(  # noqa: PLR0913 - what every page may have, by name
        self,
        page: Page,
        title: Words | str,
        *,
        document: Document | None = None,
        index: Index | None = None,
        data_path: str = "",
        trail: Sequence[tuple[Words, str]] = (),
        description: str = "",
    ) -> dict[str, Any]:
        """Return these values; for the arguments see ``Pages.render``."""
        path_of_data = document.path if document else data_path
        named = title if isinstance(title, Words) else Words(title)
        front = Words(page.words["nav.declaration"])
        steps = [(front, page.at.page("index")), *((w, page.at.page(p)) for w, p in trail)]
        shown = [*steps, (named, "")] if page.path != "index" else []
        formats = self._frame.representations.extensions if path_of_data else ()
        return {
            "t": page.words,
            "lang": page.language.tag,
            "at": page.at,
            "path": page.path,
            "data_path": path_of_data,
            "title": named.text,
            "front": page.path == "index",
            "description": description,
            "csp": self._routes.page_policy,
            **self._translations(page),
            "navigation": self._frame.navigation,
            "folder": page.language.folder,
            "root": page.at.page("index").removesuffix("index.html"),
            "trail": shown,
            "data_formats": [f for f in self._routes.formats if f.extension in formats],
            "json_ld": self._json_ld(index or self._index, document),
            "markup": embedded(self._markup(page, named.text, description, document, shown)),
            "has_scripts": self._frame.scripts,
            "described": self._frame.described,
            "site_name": self._frame.name,
            "version": self._frame.about.version,
            "issued": self._frame.about.issued,
        }

    def _translations(self, page: Page) -> dict[str, Any]:
        """Return the URL of a page and those of its translations.

        The page for unknown URLs has none of its own.
        """
        has_address = page.path != NOT_FOUND
        other = page.path if has_address else "index"
        return {
            "canonical": self._url(page.path, page.language) if has_address else "",
            "translations": [
                (language.tag, self._url(page.path, language))
                for language in (self._routes.languages if has_address else ())
            ],
            "other_languages": [
                (language.tag, page.at.file(f"{language.folder}{other}.html"))
                for language in self._routes.languages
                if language != page.language
            ],
        }

    def _url(self, path: str, language: Language) -> str:
        name = "" if path == "index" and not language.folder else f"{language.folder}{path}.html"
        return f"{self._index.base}{name}"

    def _json_ld(self, index: Index, document: Document | None) -> Any:
        if document is None:
            return ""
        told = self._frame.representations.json_ld(index, document)
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
    ) -> dict[str, Any]:
        """Return schema.org's description of the page (https://schema.org/WebPage).

        The pages about the dataset also describe the dataset, for dataset search engines.
        """
        url = self._url(page.path, page.language)
        steps = [
            {"@type": "ListItem", "position": place, "name": words.text}
            for place, (words, _) in enumerate(trail, 1)
        ]
        return {
            "@context": "https://schema.org",
            "@type": "WebPage",
            "@id": url,
            "url": url,
            "name": title,
            **({"description": description} if description else {}),
            "inLanguage": page.language.tag,
            "license": self._frame.about.licence,
            "isPartOf": {"@id": f"{self._index.base}dataset"},
            **self._about_dataset(page),
            **(
                {"mainEntity": {"@id": document.topic.value}}
                if document and document.things
                else {}
            ),
            **(
                {"breadcrumb": {"@type": "BreadcrumbList", "itemListElement": steps}}
                if steps
                else {}
            ),
        }

    def _about_dataset(self, page: Page) -> dict[str, Any]:
        if page.path not in _PAGES_OF_THE_DATASET:
            return {}
        markup = self._frame.markup.get(page.language.tag, {})
        return {"about": {k: v for k, v in markup.items() if k != "@context"}} if markup else {}
