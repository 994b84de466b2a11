"""``edition.toml``: what an edition says of its conference, its declaration and its text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from ascc_ld.reading.cells import LanguageTag, WebAddress
from ascc_ld.reading.records import NOT_READ
from ascc_ld.reading.settings import Settings
from ascc_ld.reading.vocabulary import is_base_iri


@dataclass(frozen=True)
class EditionDescription:
    """The settings of an edition; each field is a key of ``edition.toml``.

    What the text does not have is left out there: its list, its date, the conference, or a part of
    what is known of one, but for its label.
    ``sha256`` pins the bytes of ``text_file``, which came from ``source``; ``connectives`` are the
    words that may stand between two statements of one sentence and belong to neither;
    ``front_matter`` are the lines above the first sentence.
    """

    slug: Annotated[str, NOT_READ]
    base: str
    text_file: Annotated[str, "text.file"]
    sha256: Annotated[str, "text.sha256"]
    source: Annotated[str, "text.source"]
    language: Annotated[LanguageTag, "text.language"]
    language_iri: Annotated[WebAddress, "text.language_iri"]
    front_matter: Annotated[tuple[str, ...], "front_matter.lines"]
    declaration_label: Annotated[str, "declaration.label"]
    title: Annotated[str, "declaration.title"]
    connectives: Annotated[tuple[str, ...], "text.connectives"] = ()
    list_title: Annotated[str, "front_matter.list_title"] | None = None
    conference_label: Annotated[str, "conference.label"] | None = None
    number: Annotated[int, "conference.number"] | None = None
    start: Annotated[date, "conference.start"] | None = None
    end: Annotated[date, "conference.end"] | None = None
    theme_title: Annotated[str, "conference.theme_title"] | None = None
    place: Annotated[str, "conference.place"] | None = None
    alternative_titles: Annotated[tuple[str, ...], "declaration.alternative_titles"] = ()
    issued: Annotated[date, "declaration.issued"] | None = None


def describe_edition(keys: Settings, slug: str) -> EditionDescription:
    """Read the settings of the edition ``slug``.

    A key at fault leaves an empty value here and its fault in ``keys.faults``.
    """
    about = keys.record(EditionDescription, slug=slug)
    keys.tables("citation")
    keys.tables("translation")
    keys.reject_others()
    if about.conference_label is None and keys.has("conference"):
        keys.text("conference.label")
    if about.base and not is_base_iri(about.base):
        remedy = "Write an absolute IRI that ends in / such as https://w3id.org/ascc/."
        keys.fault("base", about.base, "is not a base IRI", remedy)
    return about
