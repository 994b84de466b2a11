"""The page that says whose site this is, where its texts came from and how they were read."""

from __future__ import annotations

from ascc_ld.documents.routes import Language
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
    )
