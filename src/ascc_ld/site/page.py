"""What every page has: its head, its navigation, its data in other formats, its markup."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ascc_ld.mapping.terms import CATALOGUE
from ascc_ld.model import Origin
from ascc_ld.publication.documents import Document, Index
from ascc_ld.publication.representations import Representations
from ascc_ld.publication.routes import Language, Routes, routes
from ascc_ld.site.about import About, about_dataset
from ascc_ld.site.addresses import Addresses
from ascc_ld.site.anchors import Anchors
from ascc_ld.site.display import Display
from ascc_ld.site.messages import Messages, messages
from ascc_ld.site.things import ThingWriter
from ascc_ld.site.wording import Wording, Words

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["NOT_FOUND", "Page", "Pages", "embedded"]

NOT_FOUND = "404"
"""The path of the page that is shown at any address: it expects the site at its host's root."""

NAVIGATION = (
    ("declaration", "index"),
    ("participants", "overview/map"),
    ("organisations", "org"),
    ("vocabulary", "ns"),
    ("queries", "queries"),
    ("sparql", "sparql"),
    ("data", "data"),
)
"""The entries of the navigation, each with its page."""

_PAGES_OF_THE_DATASET = frozenset({"index", "data", "dataset"})

_SHORTEST, _LONGEST = 60, 90


@dataclass(frozen=True)
class Page:
    """A page that is being written: ``path`` without extension, in one language."""

    path: str
    language: Language
    words: Messages
    at: Addresses
    wording: Wording
    writer: ThingWriter


class Pages:
    """Renders pages over one dataset; each call is independent of the others.

    ``markup`` is schema.org's description of the dataset by language; ``scripts`` tells whether
    the bundle of the front end is part of the site, ``described`` whether ``void.ttl`` is.
    """

    def __init__(  # noqa: PLR0913 - what a site is made from, by name
        self,
        index: Index,
        display: Display,
        representations: Representations,
        *,
        origins: Mapping[str, Origin] | None = None,
        markup: Mapping[str, Mapping[str, object]] | None = None,
        scripts: bool = False,
        described: bool = True,
    ) -> None:
        self.index = index
        self.display = display
        self.anchors = Anchors(index)
        self.routes: Routes = routes()
        self.scripts = scripts
        self.described = described
        self.representations = representations
        self._origins = origins or {}
        self._wordings: dict[str, Wording] = {}
        self._embedded: tuple[tuple[int, str], Any] = ((0, ""), "")
        self._dataset_markup = markup or {}

    def page(self, path: str, language: Language) -> Page:
        """Return the page at ``path`` in ``language``, ready to be filled."""
        words = messages(language.tag)
        wording = self._wordings.setdefault(language.tag, Wording(self.index, words))
        root = "/" if path == NOT_FOUND else None
        at = Addresses(self.index, f"{language.folder}{path}.html", language.folder, root)
        writer = ThingWriter(self.index, self.anchors, self.display, self._origins, at, wording)
        return Page(path, language, words, at, wording, writer)

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
        description: str = "",
        **context: Any,
    ) -> bytes:
        """Return the HTML of ``page`` from ``template``; ``document`` is what it embeds.

        The document is one of ``index``, if that is not the dataset's own.  ``data_path`` is that
        of data which stand beside the page and are no document of an index.
        ``trail`` leads to it from the front page, each step a label with the path of its page.
        """
        beside = document.path if document else data_path
        named = title if isinstance(title, Words) else Words(title)
        front = Words(page.words["nav.declaration"])
        steps = [(front, page.at.page("index")), *((w, page.at.page(p)) for w, p in trail)]
        shown = [*steps, (named, "")] if page.path != "index" else []
        json_ld = self._json_ld(index or self.index, document)
        html = self._environment.get_template(template).render(
            **context,
            t=page.words,
            lang=page.language.tag,
            at=page.at,
            path=page.path,
            data_path=beside,
            title=named.text,
            front=page.path == "index",
            description=description,
            csp=self._policy,
            canonical=self._url(page.path, page.language),
            translations=[
                (language.tag, self._url(page.path, language)) for language in self.routes.languages
            ],
            other_languages=[
                (language.tag, page.at.file(f"{language.folder}{page.path}.html"))
                for language in self.routes.languages
                if language != page.language and page.path != NOT_FOUND
            ],
            navigation=NAVIGATION,
            folder=page.language.folder,
            root=page.at.page("index").removesuffix("index.html"),
            trail=shown,
            data_formats=[
                format
                for format in self.routes.formats
                if beside and format.extension in self.representations.extensions
            ],
            json_ld=json_ld,
            markup=embedded(self._markup(page, named.text, description, document, shown)),
            has_scripts=self.scripts,
            described=self.described,
            site_name=self.site_name,
            version=self.about.version,
            issued=self.about.issued,
            thing_query=thing_query,
            lang_of=lang_of,
        )
        return f"{html}\n".encode()

    def _url(self, path: str, language: Language) -> str:
        name = "" if path == "index" and not language.folder else f"{language.folder}{path}.html"
        return f"{self.index.base}{name}"

    def _json_ld(self, index: Index, document: Document | None) -> Any:
        if document is None:
            return ""
        # The pages of one document follow each other, and embed the same.
        key = (id(index), document.path)
        if self._embedded[0] != key:
            told = self.representations.json_ld(index, document)
            # Who reads all scripts of a page reads them as one array, and in an array @graph is a
            # graph without a name (https://www.w3.org/TR/json-ld11-api/#process-html).
            together = {"@context": told["@context"], "@included": told["@graph"]}
            self._embedded = key, embedded(together)
        return self._embedded[1]

    def _markup(
        self,
        page: Page,
        title: str,
        description: str,
        document: Document | None,
        trail: Sequence[tuple[Words, str]],
    ) -> dict[str, Any]:
        """Return schema.org's description of the page (https://schema.org/WebPage).

        The pages of the dataset describe it as well, for search engines of datasets.
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
            "license": self.about.licence,
            "isPartOf": {"@id": f"{self.index.base}dataset"},
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
        markup = self._dataset_markup.get(page.language.tag, {})
        return {"about": {k: v for k, v in markup.items() if k != "@context"}} if markup else {}

    @cached_property
    def _policy(self) -> str:
        """The policy that hosts send too (https://www.w3.org/TR/CSP3/), as far as a page may."""
        policy = next(
            header.value
            for header in self.routes.headers
            if header.name == "Content-Security-Policy"
        )
        sent_only = "frame-ancestors"
        return "; ".join(d for d in policy.split("; ") if not d.startswith(sent_only))

    @cached_property
    def site_name(self) -> str:
        """The title of the latest declaration, by which people know the site."""
        title = CATALOGUE["dcterms"]["title"]
        for edition in reversed(self.anchors.editions):
            for fact in self.index.outgoing(edition.declaration):
                if fact.predicate == title:
                    return fact.object.value
        return self.index.label(self.index.names["dataset"]) or self.index.base

    @cached_property
    def about(self) -> About:
        """What the dataset says of itself."""
        return about_dataset(self.index)

    @cached_property
    def _environment(self) -> Environment:
        from jinja2 import Environment, PackageLoader, StrictUndefined

        environment = Environment(
            loader=PackageLoader("ascc_ld.site"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.filters["shortened"] = shortened
        return environment


def embedded(document: Any) -> Any:
    """Return JSON that may stand inside ``<script>``: no ``<`` can end it there."""
    from markupsafe import Markup

    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 - nothing in it is read as HTML any more


def shortened(text: str) -> str:
    """Return the beginning of a long text, cut between words (in code points)."""
    if len(text) <= _LONGEST:
        return text
    cut = text.rfind(" ", _SHORTEST, _LONGEST)
    return f"{text[: cut if cut > 0 else _LONGEST]} …"


def lang_of(words: Words) -> Any:
    """Return the attribute ``lang`` for words in another language than the page's."""
    from markupsafe import Markup, escape

    return Markup(f' lang="{escape(words.language)}"') if words.language else ""  # noqa: S704


def thing_query(iri: str) -> str:
    """Return the query that lists what a page lists of a thing, in its graphs."""
    return (
        "SELECT ?graph ?subject ?predicate ?object\n"
        "WHERE {\n"
        "  GRAPH ?graph {\n"
        f"    {{ BIND (<{iri}> AS ?subject) <{iri}> ?predicate ?object }}\n"
        "    UNION\n"
        f"    {{ BIND (<{iri}> AS ?object) ?subject ?predicate <{iri}> }}\n"
        "  }\n"
        "}\n"
        "ORDER BY ?graph ?subject ?predicate ?object"
    )
