"""``edition.toml``: what an edition says of its conference, its declaration and its text."""

from __future__ import annotations

from ascc_ld.reading.model import EditionDescription
from ascc_ld.reading.settings import Settings
from ascc_ld.reading.vocabulary import is_base_iri

__all__ = ["describe_edition"]


def describe_edition(keys: Settings, slug: str) -> EditionDescription:
    """Read the settings of the edition ``slug``.

    A key at fault leaves an empty value here and its fault in ``keys.faults``.
    """
    about = EditionDescription(
        slug=slug,
        base=keys.text("base"),
        text_file=keys.text("text.file"),
        sha256=keys.text("text.sha256"),
        language=keys.language("text.language"),
        language_iri=keys.iri("text.language_iri"),
        connectives=keys.texts("text.connectives"),
        front_matter=keys.texts("front_matter.lines"),
        list_title=keys.text("front_matter.list_title"),
        number=keys.number("conference.number"),
        conference_label=keys.text("conference.label"),
        start=keys.date("conference.start"),
        end=keys.date("conference.end"),
        theme_title=keys.text("conference.theme_title"),
        place=keys.text("conference.place"),
        declaration_label=keys.text("declaration.label"),
        title=keys.text("declaration.title"),
        alternative_titles=keys.texts("declaration.alternative_titles"),
        issued=keys.date("declaration.issued"),
    )
    keys.tables("citation")
    keys.reject_others()
    if about.base and not is_base_iri(about.base):
        remedy = "Write an absolute IRI that ends in / such as https://w3id.org/ascc/."
        keys.fault("base", about.base, "is no base IRI", remedy)
    return about
