"""What the published data set says of itself: ``data/dataset.toml``, ``files.csv``, ``graphs.csv``.

Only what cannot be counted stands there; the figures are computed from what is published.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from ascc_ld.ground.faults import Fault
from ascc_ld.ground.project import Project
from ascc_ld.reading.cells import Slug, WebAddress, matching, one_of, web_address
from ascc_ld.reading.records import NOT_READ, TableRecord
from ascc_ld.reading.settings import Settings
from ascc_ld.reading.tables import read_table

DATASET = "data/dataset.toml"
FILES = "data/files.csv"
GRAPHS = "data/graphs.csv"
HOLDS = ("dataset", "asserted", "part", "companion", "illustration")
"""What a file holds: all named graphs, the asserted ones, a part of them, what one needs to read
or to check them, or a picture.
"""

_GRAPH = r"(?:\{edition\}/)?[^\s<>\"{}|\\^`#?]+"


@dataclass(frozen=True, kw_only=True)
class DistributedFile(TableRecord):
    """A row of ``files.csv``: a file that is published; ``holds`` is one of :data:`HOLDS`."""

    KEY = ("file",)

    name: Annotated[str, "file", matching(r"[A-Za-z0-9-]+(?:\.[a-z]+)+", "ascc.ttl")]
    holds: Annotated[str, one_of(*HOLDS)]
    en: str
    ja: str

    @property
    def title(self) -> Mapping[str, str]:
        """The title by language."""
        return {"en": self.en, "ja": self.ja}

    @property
    def is_dump(self) -> bool:
        """Tell whether it holds the data set, or all that is asserted in it."""
        return self.holds in ("dataset", "asserted")


@dataclass(frozen=True, kw_only=True)
class GraphTitle(TableRecord):
    """A row of ``graphs.csv``: the title of a named graph, given by its path below the base."""

    KEY = ("graph",)

    graph: Annotated[str, matching(_GRAPH, "graph/links or {edition}/graph")]
    en: str
    ja: str


@dataclass(frozen=True, kw_only=True)
class DatasetDescription:
    """What the data set says of itself.

    Each field is a key of ``data/dataset.toml``, but ``files`` (by name) from ``data/files.csv``
    and ``graphs`` (the titles of the named graphs by path) from ``data/graphs.csv``.
    ``languages`` and ``themes`` are IRIs; ``examples`` are paths below the base; ``base`` is where
    the IRIs of a drafted edition begin.
    """

    title: Mapping[str, str]
    description: Mapping[str, str]
    publisher: Slug
    licence: WebAddress
    rights: str
    version: str
    issued: date
    created: date
    keywords: tuple[str, ...]
    languages: Annotated[tuple[str, ...], web_address]
    themes: Annotated[tuple[str, ...], web_address]
    examples: tuple[str, ...]
    catalogue_title: Annotated[Mapping[str, str], "catalogue.title"]
    catalogue_description: Annotated[Mapping[str, str], "catalogue.description"]
    endpoint_title: Annotated[Mapping[str, str], "endpoint.title"]
    endpoint_description: Annotated[Mapping[str, str], "endpoint.description"]
    contact_name: Annotated[str, "contact.name"] | None = None
    contact_email: (
        Annotated[str, "contact.email", matching(r"[\w.+-]+@[\w.-]+", "data@example.org")] | None
    ) = None
    contact_page: Annotated[str, "contact.page", web_address] | None = None
    base: str | None = None
    files: Annotated[Mapping[str, DistributedFile], NOT_READ]
    graphs: Annotated[Mapping[str, Mapping[str, str]], NOT_READ]


def read_dataset_description(project: Project) -> tuple[DatasetDescription | None, list[Fault]]:
    """Read the three files; ``None`` with the faults where a key is missing or wrong."""
    keys = Settings.read(project, DATASET)
    files, faults = read_table(project.path(FILES), FILES, DistributedFile)
    graphs, graph_faults = read_table(project.path(GRAPHS), GRAPHS, GraphTitle)
    found = keys.record(
        DatasetDescription,
        files={row["file"]: row.record(DistributedFile) for row in files},
        graphs={row["graph"]: {"en": row["en"], "ja": row["ja"]} for row in graphs},
    )
    if keys.has("contact"):
        _check_contact(keys)
    keys.reject_others()
    faults = [*keys.faults, *faults, *graph_faults]
    return (None if faults else found), faults


def _check_contact(keys: Settings) -> None:
    """Keep a fault of a contact point that has no name, or nothing to write to."""
    if not keys.has("contact.name"):
        keys.fault("contact.name", None, "is missing", "Say who answers.")
    if not (keys.has("contact.email") or keys.has("contact.page")):
        keys.fault("contact", None, "has no address", "Add contact.email or contact.page.")
