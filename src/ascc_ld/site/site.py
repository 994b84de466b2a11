"""The site as a mapping from file names to bytes, each made on demand.

The static site writes all files; the server makes those that are requested.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from importlib.resources import files

import pyoxigraph as ox

from ascc_ld.building.output_folder import CHECKSUMS, checksums
from ascc_ld.description import DESCRIPTION_GRAPH
from ascc_ld.documents.index import Document, Index
from ascc_ld.documents.representations import Representations
from ascc_ld.documents.routes import Language, routes
from ascc_ld.ground.faults import AsccError
from ascc_ld.hosts import host_files
from ascc_ld.rdf.jsonld import Context
from ascc_ld.rdf.terms import CATALOGUE
from ascc_ld.site.contents import contents, is_record
from ascc_ld.site.feeds import atom_feed, llms_text, robots, sitemaps
from ascc_ld.site.frame import EDITIONS, Frame
from ascc_ld.site.page import NOT_FOUND
from ascc_ld.site.pages.about_page import about_page
from ascc_ld.site.pages.data_page import data_page
from ascc_ld.site.pages.declaration_page import declaration_page, text_directives
from ascc_ld.site.pages.document_files import DocumentPage, document_writers
from ascc_ld.site.pages.editions_page import editions_page
from ascc_ld.site.pages.list_pages import index_page, list_document, lists
from ascc_ld.site.pages.names_page import names_page, search_script
from ascc_ld.site.pages.overview_pages import OverviewPages
from ascc_ld.site.pages.question_pages import Examples
from ascc_ld.site.pages.shape_pages import shapes_index, shapes_page
from ascc_ld.site.pages.vocabulary_page import VocabularyPage
from ascc_ld.site.parts.about import about_dataset
from ascc_ld.site.parts.anchors import Anchors
from ascc_ld.site.parts.messages import messages
from ascc_ld.site.query_page import SPARQL, query_page, routes_to
from ascc_ld.site.rendering import Pages
from ascc_ld.site.sources import Sources
from ascc_ld.sparql.example import EXAMPLES_GRAPH


class TakenAddress(AsccError):
    """The data describe something at the URL of a page or file of the site itself."""

    exit_code = 3


class Site(Mapping[str, bytes]):
    """The files of the site by their names, such as ``org/jica.html`` and ``org/jica.ttl``.

    Raises :class:`TakenAddress` for data that would replace the site's own files.
    """

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self._writers: dict[str, Callable[[], bytes]] = {}
        self.index = Index(
            _with_pages(sources.quads, sources.base),
            sources.base,
            files=sources.files.keys(),
            terms=sources.terms,
        )
        self._shapes = shapes_index(list(sources.shapes), sources.base)
        table = routes().hosted if sources.hosted else routes()
        self._representations = Representations(
            sources.base,
            Context(sources.context),
            [format.extension for format in table.formats[1:]],
        )
        anchors = Anchors(self.index)
        self.examples = Examples(self.index, sources.quads, anchors.editions)
        self._has_front = bool(anchors.editions)
        about = about_dataset(self.index)
        self.frame = Frame(
            self.index,
            sources,
            self._representations,
            anchors.title or about.title.partition(":")[0],
            about,
            anchors,
            self._navigation(),
            self._extra_pages(),
            self.__contains__,
        )
        self.pages = Pages(anchors, self.frame, text_directives)
        self._overviews = OverviewPages(self.pages, self.examples.engine, sources.examples)
        self.vocabulary = VocabularyPage(self.pages, self.examples)
        self._add_pages()
        self._add_shapes()
        self._add_documents()
        self._add_files()

    def __getitem__(self, name: str) -> bytes:
        return self._writers[name]()

    def __iter__(self) -> Iterator[str]:
        return iter(self._writers)

    def __len__(self) -> int:
        return len(self._writers)

    def __contains__(self, name: object) -> bool:
        # Without this, a mapping would write the page to know whether it has it.
        return name in self._writers

    def _navigation(self) -> tuple[tuple[str, str], ...]:
        """Return the navigation entries whose pages this site has."""
        there = {
            "declaration": self._has_front,
            "participants": self._has_front and bool(self.sources.examples),
            "queries": bool(self.examples.questions),
        }
        return tuple(
            entry for entry in contents()["navigation"].items() if there.get(entry[0], True)
        )

    def _extra_pages(self) -> dict[ox.NamedNode, str]:
        """Return the pages of things that have a page but no document, by thing."""
        paths = {SPARQL: SPARQL, **{path: path for path in self._shapes.documents}}
        if self._has_front:
            paths[""] = "index"
        return {self.index.names[name]: path for name, path in paths.items()}

    def _add_documents(self) -> None:
        pages = self.pages
        own_pages: dict[str, DocumentPage] = {"ns": self.vocabulary.page}
        listed = [list_document(self.index, wanted) for wanted in lists()]
        for wanted in lists():
            own_pages[wanted.path] = partial(index_page, pages, wanted)
        for edition in pages.anchors.editions:
            own_pages[edition.path] = partial(declaration_page, pages, edition, edition.path)
        for question in self.examples.questions:
            path = self.index.path(question.iri)
            if path is not None:
                own_pages[path] = partial(self.examples.page, pages, question)
        documents = [*listed, *self.index.documents.values()]
        taken = {*self._writers, *self.sources.files, *self.sources.bundle}
        for document in documents:
            self._take(document, taken)
        self._writers |= document_writers(pages, documents, own_pages)

    def _take(self, document: Document, taken: set[str]) -> None:
        """Add the files of a document to ``taken``; raise if one is there already."""
        path = document.path
        names = [f"{language.folder}{path}.html" for language in routes().languages]
        names += [f"{path}.{extension}" for extension in self._representations.extensions]
        for name in names:
            if name in taken:
                raise TakenAddress(
                    f"<{self.sources.base}{path}> cannot be served: {name} is another file of "
                    "the site. Give it another IRI, or choose another base with --base."
                )
            taken.add(name)

    def _add_shapes(self) -> None:
        documents = self._shapes.documents
        own_pages = dict.fromkeys(documents, partial(shapes_page, self.pages, self._shapes))
        self._writers |= document_writers(self.pages, documents.values(), own_pages, self._shapes)

    def _add_pages(self) -> None:
        pages, questions = self.pages, self.examples.questions
        first = questions[0].text if questions else "SELECT * { ?s ?p ?o } LIMIT 10"
        written: dict[str, Callable[[Language], bytes]] = {}
        if pages.anchors.editions:
            latest = pages.anchors.editions[-1]
            document = self.index.documents[latest.path]
            written["index.html"] = partial(declaration_page, pages, latest, "index", document)
        editions = pages.anchors.editions if self.sources.examples else ()
        for edition in editions:
            written |= self._overviews.files(edition)
        if len(editions) > 1:
            written[f"{EDITIONS}.html"] = partial(editions_page, pages, self._overviews.answers)
        if questions:
            written["queries.html"] = partial(self.examples.list_page, pages)
        written["search.html"] = partial(names_page, pages)
        written["search-index.js"] = partial(search_script, pages)
        written[f"{SPARQL}.html"] = partial(query_page, pages, first)
        written["about.html"] = partial(about_page, pages)
        written["data.html"] = partial(data_page, pages)
        for language in routes().languages:
            for name, writer in written.items():
                self._writers[f"{language.folder}{name}"] = partial(writer, language)
        for extension in self._representations.extensions:
            self._writers[f"{SPARQL}.{extension}"] = partial(self._service_description, extension)
        self._writers[f"{NOT_FOUND}.html"] = partial(self._not_found_page, routes().languages[0])

    def _service_description(self, extension: str) -> bytes:
        """Return the description of the endpoint, for hosts without an endpoint."""
        url = f"{self.sources.base}{SPARQL}.{extension}"
        backlink = ox.Triple(
            ox.NamedNode(url), CATALOGUE["void"]["inDataset"], self.index.names["dataset"]
        )
        return self._representations.written([*self.service_triples(), backlink], [url], extension)

    def service_triples(self) -> list[ox.Triple]:
        """Return the description of the dataset and its service, and the example queries."""
        graphs = {self.index.names[DESCRIPTION_GRAPH], self.index.names[EXAMPLES_GRAPH]}
        return [quad.triple for quad in self.sources.quads if quad.graph_name in graphs]

    def _found_pages(self) -> set[str]:
        """Return the pages that search engines are given."""
        documents = self.index.documents.values()
        unwanted = [NOT_FOUND, *(d.path for d in documents if is_record(self.index, d))]
        without = {f"{each.folder}{path}.html" for each in routes().languages for path in unwanted}
        return {name for name in self._writers if name.endswith(".html")} - without

    def _not_found_page(self, language: Language) -> bytes:
        page = self.pages.page(NOT_FOUND, language)
        others = [
            (each, messages(each.tag)) for each in routes().languages if each != page.language
        ]
        return self.pages.render(
            "not_found.html",
            page,
            page.words["page.not_found"],
            page_class="not-found",
            others=others,
        )

    def _add_files(self) -> None:
        given = {**self.sources.files, **self.sources.bundle}
        for name, content in given.items():
            self._writers[name] = partial(bytes, content)
        self._writers[CHECKSUMS] = partial(checksums, self.sources.files)
        self._writers["style.css"] = _style
        about = self.frame.about
        words = messages(routes().languages[0].tag)
        if about.issued:
            self._writers["feed.atom"] = partial(atom_feed, about, self.index)
        self._writers["robots.txt"] = partial(robots, about)
        self._writers["llms.txt"] = partial(
            llms_text,
            about,
            [
                (path, words[name], words[said])
                for path, (name, said) in contents()["llms"].items()
                if path in self._writers
            ],
        )
        for name, content in sitemaps(about, sorted(self._found_pages())):
            self._writers[name] = partial(bytes, content)
        rules = host_files(routes_to(self.sources.endpoint).hosted, self._writers.keys())
        for name, content in rules.items():
            self._writers[name] = partial(bytes, content)


def _style() -> bytes:
    """Return the stylesheet for pages, for widgets that scripts add, and for pictures."""
    package = files("ascc_ld.site")
    parts = ("static/style.css", "static/widgets.css", "pictures/pictures.css")
    return b"\n".join(package.joinpath(part).read_bytes() for part in parts)


def _with_pages(quads: Iterable[ox.Quad], base: str) -> Iterator[ox.Quad]:
    """Yield the quads that pages can show: IRIs and literals, in a named graph.

    Other people's files may have blank nodes, which have no URL: these are left out.  Quads without
    a graph count as quads of the dataset itself.
    """
    dataset = ox.NamedNode(f"{base}dataset")
    for quad in quads:
        if isinstance(quad.subject, ox.NamedNode) and isinstance(
            quad.object, ox.NamedNode | ox.Literal
        ):
            if isinstance(quad.graph_name, ox.NamedNode):
                yield quad
            elif isinstance(quad.graph_name, ox.DefaultGraph):
                yield ox.Quad(quad.subject, quad.predicate, quad.object, dataset)
