"""The page that says whose site this is, where its texts came from and how they were read."""

from __future__ import annotations

import pyoxigraph as ox

from ascc_ld.documents.index import Index
from ascc_ld.documents.routes import Language
from ascc_ld.rdf.terms import CATALOGUE
from ascc_ld.site.pages.summary import summary
from ascc_ld.site.rendering import Pages


def about_page(pages: Pages, language: Language) -> bytes:
    """Return the page; what it says of a declaration or of the publisher, the data say."""
    page, about = pages.page("about", language), pages.frame.about
    dataset = pages.index.names["dataset"]
    return pages.render(
        "about.html",
        page,
        page.words["about.title"],
        description=page.words["about.lead"],
        page_class="about-page",
        told=page.wording.value(dataset, "dcterms:description"),
        publisher=about.publisher,
        rights=page.wording.value(dataset, "dcterms:rights"),
        origins=[
            (page.shown(each.declaration), summary(pages, page, each.declaration, "origin"))
            for each in pages.anchors.editions
        ],
        licence=about.licence,
        base=about.base,
        contact=_contact_addresses(pages.index),
    )


def _contact_addresses(index: Index) -> list[str]:
    """Return where the contact points of the dataset are written to: mailto, http or https."""
    return [
        address.value
        for contact in index.objects(index.names["dataset"], CATALOGUE["dcat"]["contactPoint"])
        if isinstance(contact, ox.NamedNode)
        for kind in ("hasEmail", "hasURL")
        for address in index.objects(contact, CATALOGUE["vcard"][kind])
        if address.value.startswith(("mailto:", "https://", "http://"))
    ]
