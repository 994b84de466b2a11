"""``edition.toml``: what an edition says of its conference, its declaration and its text."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from ascc_ld.ground.faults import nearest
from ascc_ld.reading.cells import LanguageTag, WebAddress
from ascc_ld.reading.records import AS_PRINTED, NOT_READ
from ascc_ld.reading.registry import Registry
from ascc_ld.reading.settings import Settings
from ascc_ld.reading.tables import Table
from ascc_ld.reading.vocabulary import is_base_iri

_YEARS = range(1000, 10000)
_CITATION = frozenset({"statement", "work", "declaration", "expected_year"})


@dataclass(frozen=True)
class Citation:
    """What a statement refers to: a work, or the declaration of another edition, by slug.

    ``expected_year`` is the year in which the text expects the work.
    """

    statement: str
    work: str | None
    declaration: str | None
    expected_year: int | None

    @property
    def path(self) -> str:
        """The path of what is cited below the base."""
        return f"work/{self.work}" if self.work else f"{self.declaration}/declaration"


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
    front_matter: Annotated[tuple[str, ...], "front_matter.lines", AS_PRINTED]
    declaration_label: Annotated[str, "declaration.label"]
    title: Annotated[str, "declaration.title", AS_PRINTED]
    connectives: Annotated[tuple[str, ...], "text.connectives", AS_PRINTED] = ()
    list_title: Annotated[str, "front_matter.list_title", AS_PRINTED] | None = None
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
    keys.reject_others()
    if about.conference_label is None and keys.has("conference"):
        keys.text("conference.label")
    if about.base and not is_base_iri(about.base):
        remedy = "Write an absolute IRI that ends in / such as https://w3id.org/ascc/."
        keys.fault("base", about.base, "is not a base IRI", remedy)
    return about


def read_citations(
    keys: Settings, statements: Table, registry: Registry, editions: Collection[str]
) -> tuple[Citation, ...]:
    """Return the citations; what is wrong with one is a fault of ``keys``."""
    known: Mapping[str, Collection[str]] = {
        "statement": statements.names,
        "work": registry.works,
        "declaration": editions,
    }
    citations = []
    for entry in keys.tables("citation"):
        for key, names in known.items():
            value = str(entry.get(key, ""))
            readable = bool(names) or key == "declaration"
            if key in entry and readable and value not in names:
                kind = "other declaration" if key == "declaration" else key
                remedy = nearest(value, names)
                keys.fault(f"citation.{key}", value, f"is not a known {kind}", remedy)
        if len({"work", "declaration"} & entry.keys()) != 1 or "statement" not in entry:
            problem = "names not one statement and one work or declaration"
            keys.fault("citation", None, problem, "Write both: see data/README.md.")
        year = entry.get("expected_year")
        if year is not None and not (type(year) is int and year in _YEARS):
            remedy = "Write it as 2027, without quotes."
            keys.fault("citation.expected_year", str(year), "is not a year", remedy)
            year = None
        for key in sorted(entry.keys() - _CITATION):
            keys.fault(f"citation.{key}", None, "is not a key", nearest(key, _CITATION))
        work, declaration = entry.get("work"), entry.get("declaration")
        citations.append(Citation(str(entry.get("statement")), work, declaration, year))
    return tuple(citations)
