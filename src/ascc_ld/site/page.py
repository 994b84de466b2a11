"""What every page has: its head, its navigation, its data in other formats, its markup."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from ascc_ld.documents.index import Document, Index
from ascc_ld.documents.representations import Representations
from ascc_ld.documents.routes import Language, Routes, routes
from ascc_ld.ground.faults import Origin
from ascc_ld.ground.json_text import json_bytes
from ascc_ld.site.about import About
from ascc_ld.site.addresses import Addresses
from ascc_ld.site.anchors import Anchors, Edition, Span
from ascc_ld.site.display import Display
from ascc_ld.site.facts import Facts
from ascc_ld.site.messages import Messages, messages
from ascc_ld.site.reading import Block, blocks
from ascc_ld.site.text_fragments import TextDirectives
from ascc_ld.site.wording import Told, Wording, Words

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["NAVIGATION", "NOT_FOUND", "Frame", "Page", "Pages", "embedded", "load_templates"]

NOT_FOUND = "404"
"""The path of the page that is shown at any address: it links from the root of the site."""

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
    facts: Facts


@dataclass(frozen=True)
class Frame:
    """What all pages of a site have in common.

    ``markup`` is schema.org's description of the dataset by language; ``scripts`` tells whether
    the bundle of the front end is part of the site, ``described`` whether ``void.ttl`` is.
    ``name`` is what people know the site by, ``navigation`` its entries, each with its page.
    ``beside`` has the pages of things that no document of the dataset describes, such as its
    endpoint.  ``root`` is the path on its host at which the site is, with a slash at its end.
    """

    display: Display
    representations: Representations
    name: str
    about: About
    origins: Mapping[str, Origin] = field(default_factory=dict)
    markup: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    scripts: bool = False
    described: bool = True
    navigation: Sequence[tuple[str, str]] = NAVIGATION
    beside: Mapping[ox.NamedNode, str] = field(default_factory=dict)
    root: str = "/"


class Pages:
    """Renders pages over one dataset, or a part of it; each call is independent of the others.

    ``directives`` returns those into the text of an edition; it may ask these pages what the page
    of the edition shows before its facts.
    """

    def __init__(
        self,
        index: Index,
        anchors: Anchors,
        frame: Frame,
        directives: Callable[[Pages, Edition], TextDirectives],
    ) -> None:
        self.index = index
        self.anchors = anchors
        self.frame = frame
        self.routes: Routes = routes()
        self._wordings: dict[str, Wording] = {}
        self._blocks: dict[str, tuple[Block, ...]] = {}
        self._make_directives = directives
        self._directives: dict[str, TextDirectives] = {}
        self._addresses: dict[tuple[str, str], Addresses] = {}

    def page(self, path: str, language: Language) -> Page:
        """Return the page at ``path`` in ``language``, ready to be filled."""
        words = messages(language.tag)
        if language.tag not in self._wordings:
            self._wordings[language.tag] = Wording(self.index, words)
        wording = self._wordings[language.tag]
        at = self._at(path, language)
        frame = self.frame
        facts = Facts(
            self.index, self.anchors, frame.display, frame.origins, wording, at, self.sentence
        )
        return Page(path, language, words, at, wording, facts)

    def blocks(self, edition: Edition) -> tuple[Block, ...]:
        """Return the text of ``edition``, which pages show in each language."""
        if edition.path not in self._blocks:
            self._blocks[edition.path] = blocks(self.index, self.anchors, edition)
        return self._blocks[edition.path]

    def directives(self, edition: Edition) -> TextDirectives:
        """Return the directives into the text of ``edition``, which hold in each language."""
        if edition.path not in self._directives:
            self._directives[edition.path] = self._make_directives(self, edition)
        return self._directives[edition.path]

    def sentence(self, edition: Edition, span: Span) -> str:
        """Return the path of the sentence: the declaration's document, anchor and directive."""
        words = span.words or (span.start, span.end)
        fragment = f"{span.anchor}{self.directives(edition).to(*words)}"
        return f"{edition.path}#{fragment}" if fragment else edition.path

    def _at(self, path: str, language: Language) -> Addresses:
        if path == NOT_FOUND:
            here, root = f"{path}.html", self.frame.root
            return Addresses(self.index, here, language.folder, self.frame.beside, root=root)
        return self._of_folder(posixpath.dirname(path), language)

    def _of_folder(self, folder: str, language: Language) -> Addresses:
        key = folder, language.folder
        if key not in self._addresses:
            here = posixpath.join(language.folder, folder, "")
            beside = self.frame.beside
            self._addresses[key] = Addresses(self.index, here, language.folder, beside)
        return self._addresses[key]

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
        values = self._values(
            page,
            title,
            document=document,
            index=index,
            data_path=data_path,
            trail=trail,
            description=description,
        )
        html = _environment().get_template(template).render(values, **context)
        # The text of a long page is the larger copy.
        return b"%b\n" % html.encode()

    def _values(  # noqa: PLR0913 - what every page may have, by name
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
        """Return what the frame of a page shows."""
        beside = document.path if document else data_path
        named = title if isinstance(title, Words) else Words(title)
        front = Words(page.words["nav.declaration"])
        steps = [(front, page.at.page("index")), *((w, page.at.page(p)) for w, p in trail)]
        shown = [*steps, (named, "")] if page.path != "index" else []
        # What is shown at any address has none of its own, and is the same in every language.
        has_address = page.path != NOT_FOUND
        other = page.path if has_address else "index"
        formats = self.frame.representations.extensions if beside else ()
        return {
            "t": page.words,
            "lang": page.language.tag,
            "at": page.at,
            "path": page.path,
            "data_path": beside,
            "title": named.text,
            "front": page.path == "index",
            "description": description,
            "csp": self.routes.page_policy,
            "canonical": self._url(page.path, page.language) if has_address else "",
            "translations": [
                (language.tag, self._url(page.path, language))
                for language in (self.routes.languages if has_address else ())
            ],
            "other_languages": [
                (language.tag, page.at.file(f"{language.folder}{other}.html"))
                for language in self.routes.languages
                if language != page.language
            ],
            "navigation": self.frame.navigation,
            "folder": page.language.folder,
            "root": page.at.page("index").removesuffix("index.html"),
            "trail": shown,
            "data_formats": [f for f in self.routes.formats if f.extension in formats],
            "json_ld": self._json_ld(index or self.index, document),
            "markup": embedded(self._markup(page, named.text, description, document, shown)),
            "has_scripts": self.frame.scripts,
            "described": self.frame.described,
            "site_name": self.frame.name,
            "version": self.frame.about.version,
            "issued": self.frame.about.issued,
            "thing_query": thing_query,
            "lang_of": lang_of,
            "marked": marked,
        }

    def _url(self, path: str, language: Language) -> str:
        name = "" if path == "index" and not language.folder else f"{language.folder}{path}.html"
        return f"{self.index.base}{name}"

    def _json_ld(self, index: Index, document: Document | None) -> Any:
        if document is None:
            return ""
        told = self.frame.representations.json_ld(index, document)
        # Who reads all scripts of a page reads them as one array, and in an array @graph is a
        # graph without a name (https://www.w3.org/TR/json-ld11-api/#process-html).
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
            "license": self.frame.about.licence,
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
        markup = self.frame.markup.get(page.language.tag, {})
        return {"about": {k: v for k, v in markup.items() if k != "@context"}} if markup else {}


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("ascc_ld.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["shortened"] = shortened
    return environment


def load_templates() -> None:
    """Read every template now."""
    for name in _environment().list_templates():
        _environment().get_template(name)


def embedded(document: Any) -> Any:
    """Return JSON that may stand inside ``<script>``: no ``<`` can end it there."""
    from markupsafe import Markup

    text = json_bytes(document).decode()
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


def marked(told: Told) -> Any:
    """Return a sentence, with ``lang`` for those parts that are not in the page's language."""
    from markupsafe import Markup, escape

    return Markup("").join(
        Markup(f"<span{lang_of(part)}>{escape(part.text)}</span>")  # noqa: S704
        if part.language
        else part.text
        for part in told.parts
    )


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
