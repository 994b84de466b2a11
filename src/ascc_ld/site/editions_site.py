"""A site of many editions, made part by part, so that nobody needs to hold all of them.

What editions share is indexed once.  Each edition is a part of its own, which looks up in that
index what it shares; of its facts about shared things an excerpt is kept in a ledger, from which
the documents of these things are made when all editions have been written.

It has every document of the site of the whole dataset but those that ask queries of the whole: the
overviews, and the examples with their answers.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache, partial
from heapq import merge
from itertools import chain
from operator import attrgetter

import pyoxigraph as ox

from ascc_ld.building.output_folder import CHECKSUMS
from ascc_ld.documents.index import MOST, Index
from ascc_ld.documents.routes import Language, routes
from ascc_ld.ground.faults import Origin
from ascc_ld.rdf.terms import graph_rank, named
from ascc_ld.site.anchors import Anchors, Edition
from ascc_ld.site.data_page import data_page, sizes
from ascc_ld.site.declarations import declaration_page, text_directives
from ascc_ld.site.document_files import DocumentFiles, DocumentPage
from ascc_ld.site.excerpts import Excerpts
from ascc_ld.site.lazy_files import LazyFiles
from ascc_ld.site.ledger import Kept, Ledger, packed
from ascc_ld.site.names_index import Entry, entries, names_page, search_script
from ascc_ld.site.page import Pages
from ascc_ld.site.site import Site, Sources
from ascc_ld.site.text_fragments import TextDirectives
from ascc_ld.site.vocabulary import Use, Vocabulary, uses
from ascc_ld.sparql.example import EXAMPLES_GRAPH

__all__ = ["EditionSource", "EditionsSite", "Part"]

_TEXTS = 64
"""Texts of editions that a process holds: a document may show words of all of them."""


@dataclass(frozen=True)
class EditionSource:
    """The quads of an edition, asserted and derived, and the rows that its nodes were read from."""

    quads: Sequence[ox.Quad]
    origins: Mapping[str, Origin] = field(default_factory=dict)


@dataclass(frozen=True)
class Part:
    """The files of an edition, and what is kept of it.

    ``directives`` lead into its text, ``names`` are the entries for the search, by language;
    ``excerpts`` are packed, by document.
    """

    files: Mapping[str, bytes]
    kept: Kept
    directives: TextDirectives
    names: Mapping[str, Sequence[Entry]]
    excerpts: Mapping[str, bytes]


class EditionsSite:
    """The site of ``editions`` by slug, each made when it is asked for, and of what they share.

    Raises ``ValueError`` where there is none.
    """

    def __init__(self, shared: Sources, editions: Mapping[str, EditionSource]) -> None:
        if not editions:
            raise ValueError("a site of editions has one at least")
        self.editions = editions
        self._latest = max(editions)
        latest = Index(editions[self._latest].quads, shared.base)
        asking = latest.names[EXAMPLES_GRAPH]
        quads = [quad for quad in shared.quads if quad.graph_name != asking]
        name = shared.name or Anchors(latest).title or ""
        self.shared = Site(replace(shared, quads=quads, examples=(), name=name))

    def __reduce__(self) -> tuple[type[EditionsSite], tuple[Sources, Mapping[str, EditionSource]]]:
        """Travel to another process as what the same site is made of."""
        return EditionsSite, (self.shared.sources, self.editions)

    def part(self, slug: str) -> Part:
        """Return the part of an edition.

        Raises ``KeyError`` where there is none of that slug, and ``ValueError`` where its quads do
        not describe one declaration with its text, or describe what is neither its own nor shared.
        """
        source = self.editions[slug]
        shared, folder = self.shared.index, f"{slug}/"
        index = Index(source.quads, shared.base, around=shared)
        anchors = Anchors(index)
        frame = replace(self.shared.frame, origins=source.origins)
        pages = Pages(index, anchors, frame, text_directives)
        if len(anchors.editions) != 1:
            found = len(anchors.editions)
            raise ValueError(f"the quads of {slug} describe {found} declarations with their text")
        edition = anchors.editions[0]
        read = partial(declaration_page, pages, edition)
        files = DocumentFiles(
            pages,
            [d for path, d in index.documents.items() if path.startswith(folder)],
            {edition.path: partial(read, edition.path)},
        )
        if slug == self._latest:
            for language in routes().languages:
                files.writers[f"{language.folder}index.html"] = partial(
                    read, "index", index.documents[edition.path], language
                )
        excerpts = Excerpts(source.quads, index, shared, folder)
        said = excerpts.by_document()
        homeless = sorted(said.keys() - shared.documents.keys())
        if homeless:
            raise ValueError(f"the quads of {slug} alone describe {homeless[0]}, not a part of it")
        used = uses(index)
        own = [t for t in index.subjects() if (index.path(t) or "").startswith(folder)]
        kept = Kept(
            edition,
            used,
            excerpts.naming(use.example for use in used.values()),
            sizes(source.quads),
        )
        names = {each.tag: entries(pages, each, own) for each in routes().languages}
        excerpts_of = {path: packed(quads) for path, quads in said.items()}
        return Part(files, kept, pages.directives(edition), names, excerpts_of)

    def rest(self, ledger: Ledger) -> LazyFiles:
        """Return the files that are of no one edition, but for those that list what all have.

        ``ledger`` has what was kept of every edition.
        """
        return _Rest(self.shared, ledger, tuple(f"{slug}/" for slug in self.editions))

    def names(self, ledger: Ledger) -> Iterator[tuple[str, Iterator[bytes]]]:
        """Yield the files that list the names of all things, each with its parts, as they come.

        ``ledger`` has what was kept of every edition.
        """
        for language in routes().languages:
            folder, tag = language.folder, language.tag
            shared = entries(self.shared.pages, language)
            listed = merge(
                ledger.names(tag, in_place=True),
                sorted(shared, key=attrgetter("place")),
                key=attrgetter("place"),
            )
            letters = sorted(ledger.letters(tag).union(entry.place[0] for entry in shared))
            page = names_page(self.shared.pages, "search", letters, listed, language)
            yield f"{folder}search.html", page
            script = search_script(chain(ledger.names(tag), shared), language)
            yield f"{folder}search-index.js", script


class _Rest(LazyFiles):
    """The files that editions share; ``folders`` are those of the editions."""

    def __init__(self, shared: Site, ledger: Ledger, folders: tuple[str, ...]) -> None:
        self._shared = shared
        self._ledger = ledger
        self._folders = folders
        listing = ("search.html", "search-index.js")
        in_languages = (
            f"{each.folder}{name}" for each in routes().languages for name in (*listing, *folders)
        )
        dropped = ("sitemap", CHECKSUMS, *in_languages)
        super().__init__({n: w for n, w in shared.writers.items() if not n.startswith(dropped)})
        self._document = lru_cache(maxsize=1)(self._made)  # the files of one follow each other
        self._text = lru_cache(maxsize=_TEXTS)(self._read_text)
        self._directives = lru_cache(maxsize=_TEXTS)(ledger.directives)
        for path in {*ledger.documents(), "ns"}:
            names = [f"{path}.{e}" for e in shared.frame.representations.extensions]
            names += [f"{language.folder}{path}.html" for language in routes().languages]
            for name in names:
                if name in self.writers:
                    self.writers[name] = partial(self._file, path, name)
        for language in routes().languages:
            folder = language.folder
            self.writers[f"{folder}data.html"] = partial(self._data_page, language)

    def __reduce__(self) -> tuple[type[_Rest], tuple[Site, Ledger, tuple[str, ...]]]:
        """Travel to another process as what it is made of."""
        return _Rest, (self._shared, self._ledger, self._folders)

    def _file(self, path: str, name: str) -> bytes:
        return self._document(path)[name]

    def _made(self, path: str) -> DocumentFiles:
        # The pages of the last document point to each other in rings, and may be many.
        gc.collect()
        things = frozenset(self._shared.index.documents[path].things)
        quads: list[ox.Quad] = []
        editions: list[Edition] = []
        pointing: Counter[tuple[ox.NamedNode, ox.NamedNode]] = Counter()
        for slug, said in self._ledger.excerpts(path):
            held = [quad for quad in said if _is_held(quad, things, pointing)]
            # Where it is held that an edition names a thing, so are the words of the edition.
            if len(held) == len(said) or any({q.subject, q.object} & things for q in held):
                quads += held
                editions.append(replace(self._ledger.edition(slug), text=""))
        own_pages: dict[str, DocumentPage] = {}
        if path == "ns":
            quads += [quad for kept in self._examples for quad in kept.examples]
        names = self._shared.index.names
        quads.sort(key=lambda quad: graph_rank(names, named(quad.graph_name)))
        left_out = {key: count - MOST for key, count in pointing.items() if count > MOST}
        index = Index(quads, names.base, around=self._shared.index, left_out=left_out)
        anchors = Anchors(index, editions, self._text_of)
        pages = Pages(index, anchors, self._shared.frame, self._directives_of)
        if path == "ns":
            own_pages["ns"] = Vocabulary(pages, self._shared.examples, self._uses).page
        return DocumentFiles(pages, [index.documents[path]], own_pages)

    def _text_of(self, edition: Edition) -> str:
        return self._text(edition.path.rpartition("/")[0])

    def _directives_of(self, _: Pages, edition: Edition) -> TextDirectives:
        return self._directives(edition.path.rpartition("/")[0])

    def _read_text(self, slug: str) -> str:
        return self._ledger.edition(slug).text

    @cached_property
    def _uses(self) -> Mapping[ox.NamedNode, Use]:
        found = uses(self._shared.index)
        for _, kept in self._ledger.editions():
            for term, use in kept.uses.items():
                found[term] = found[term] + use if term in found else use
        return found

    @property
    def _examples(self) -> list[Kept]:
        """Return the editions that have an example of a term's use for their own."""
        shared = self._shared.index
        shown = {use.example for use in self._uses.values() if not shared.knows(use.example)}
        return [
            kept
            for _, kept in self._ledger.editions()
            if any(use.example in shown for use in kept.uses.values())
        ]

    def _data_page(self, language: Language) -> bytes:
        graphs: Counter[ox.NamedNode] = sizes(self._shared.sources.quads)
        for _, kept in self._ledger.editions():
            graphs.update(kept.sizes)
        sources = self._shared.sources
        return data_page(self._shared.pages, sources.files, sources.titles, graphs, language)


def _is_held(
    quad: ox.Quad,
    things: frozenset[ox.NamedNode],
    pointing: Counter[tuple[ox.NamedNode, ox.NamedNode]],
) -> bool:
    """Count a quad that points to one of ``things``; tell whether their document holds it."""
    value = quad.object
    if not isinstance(value, ox.NamedNode) or value not in things:
        return True
    key = (value, quad.predicate)
    pointing[key] += 1
    return pointing[key] <= MOST
