"""The page that says whose site this is, where its texts came from and how they were read."""

from __future__ import annotations

from typing import NamedTuple

import pyoxigraph as ox

from ascc_ld.documents.routes import Language
from ascc_ld.rdf.terms import CATALOGUE
from ascc_ld.site.page import Page
from ascc_ld.site.parts.anchors import EditionText
from ascc_ld.site.parts.facts import Value
from ascc_ld.site.parts.wording import Words
from ascc_ld.site.rendering import Pages

_TEXT_OF = CATALOGUE["prov"]["specializationOf"]
_SOURCE = CATALOGUE["dcterms"]["source"]
_SERIES = CATALOGUE["schema"]["superEvent"]


class _Origin(NamedTuple):
    """A declaration with its text, where that came from, and what is said of that source."""

    declaration: Value
    text: Value
    sources: tuple[tuple[Value, Words | None], ...]


def about_page(pages: Pages, language: Language) -> bytes:
    """Return the page; what it says of a declaration or of the publisher, the data say."""
    page, index = pages.page("about", language), pages.index
    dataset, editions = index.names["dataset"], pages.anchors.editions
    term = index.names.term
    proposers: dict[ox.NamedNode, None] = {}
    series: dict[ox.NamedNode, None] = {}
    for edition in editions:
        proposers |= dict.fromkeys(index.things(edition.declaration, term["proposedBy"]))
        for conference in index.things(edition.declaration, term["madeAt"]):
            series |= dict.fromkeys(index.things(conference, _SERIES))
    rights = page.wording.value(dataset, "dcterms:rights")
    return pages.render(
        "about.html",
        page,
        page.words["about.title"],
        description=page.words["about.lead"],
        page_class="about-page",
        name=page.wording.value(dataset, "dcterms:title"),
        told=page.wording.value(dataset, "dcterms:description"),
        publisher=page.wording.value(dataset, "dcterms:publisher"),
        proposers=[page.shown(each) for each in proposers],
        series=[page.shown(each) for each in series],
        origins=[_origin(pages, page, edition) for edition in editions],
        rights=rights,
        day=page.wording.day(pages.frame.about.issued),
        licence=pages.frame.about.licence,
        base=index.base,
    )


def _origin(pages: Pages, page: Page, edition: EditionText) -> _Origin:
    index = pages.index
    held = [f.subject for f in index.incoming(edition.declaration) if f.predicate == _TEXT_OF]
    sources = {source: None for text in held for source in index.things(text, _SOURCE)}
    return _Origin(
        page.shown(edition.declaration),
        page.shown(held[0])._replace(words=Words(page.words["about.text"])),
        tuple((page.linked(each), page.wording.value(each, "dcterms:rights")) for each in sources),
    )
