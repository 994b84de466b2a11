"""The files of a project: data, ontology and shapes, and the base IRI they are written under.

In a checkout they are the top-level folders that people edit.  In an installed wheel the same
folders travel inside the package, so that it builds the same bytes without a checkout.
"""

import codecs
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ascc_ld.ground.faults import DataError, Fault

ONTOLOGY = "ontology/ascc.ttl"
REUSED_TERMS = "ontology/reused-terms.ttl"
"""The terms of other vocabularies that the data use: their names and what follows from them."""

_LENT = frozenset({"ontology", "queries", "shapes", "web"})
"""What comes with the program for a folder that has none of its own."""
_PACKAGE = Path(__file__).parents[1]
_NAMESPACE_DECLARATION = re.compile(r'vann:preferredNamespaceUri\s+"([^"]+)ns#"')


@dataclass(frozen=True)
class Project:
    """A folder that holds ``data/``.

    ``ontology/``, ``queries/``, ``shapes/`` and the scripts of ``web/`` are those of the program
    where the folder has none of its own.
    """

    root: Path

    def path(self, name: str) -> Path:
        """Return the path of the file that messages call ``name`` (relative, with slashes)."""
        return self._root_of(name.partition("/")[0]).joinpath(*name.split("/"))

    def _root_of(self, folder: str) -> Path:
        lent = folder in _LENT and not (self.root / folder).is_dir()
        return default_project().root if lent else self.root

    def edition_slugs(self) -> tuple[str, ...]:
        """Return the editions: the folders of ``data/`` but ``registry`` and ``links``, sorted."""
        folders = (path for path in self.path("data").glob("[!.]*") if path.is_dir())
        return tuple(sorted({path.name for path in folders} - {"registry", "links"}))

    def names(self, folder: str, pattern: str) -> tuple[str, ...]:
        """Return the names of the files of ``folder`` that match ``pattern``, sorted."""
        root = self._root_of(folder.partition("/")[0])
        found = (path.relative_to(root).as_posix() for path in self.path(folder).glob(pattern))
        return tuple(sorted(found))

    @cached_property
    def authored_base(self) -> str:
        """The base IRI under which ontology, schemes, shapes, queries and links are written.

        It is the ontology's ``vann:preferredNamespaceUri`` without ``ns#``.  Raises
        :class:`~ascc_ld.ground.faults.DataError` where there is none.
        """
        declared = _NAMESPACE_DECLARATION.search(self.read_text(ONTOLOGY))
        if declared is None:
            problem = "declares no vann:preferredNamespaceUri that ends in ns#"
            raise DataError([Fault(ONTOLOGY, None, None, None, problem, "Declare it.")])
        return declared[1]

    def read_text(self, name: str, base: str | None = None) -> str:
        """Read a file of the project as UTF-8, with its IRIs below ``base`` if one is given.

        Whatever program saved it, there is no byte order mark, and lines end with LF.  Raises
        :class:`~ascc_ld.ground.faults.DataError` where it is missing or not UTF-8.
        """
        text = self._decoded(name)
        return text if base is None else text.replace(self.authored_base, base)

    def _decoded(self, name: str) -> str:
        try:
            return with_plain_lines(decoded(self.path(name).read_bytes(), name))
        except FileNotFoundError:
            raise DataError([Fault(name, None, None, None, "is missing", "Restore it.")]) from None


def decoded(content: bytes, file: str) -> str:
    """Return the text of ``file``; raises :class:`~ascc_ld.ground.faults.DataError`."""
    if content[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) or b"\0" in content[:2]:
        remedy = "Save the file as UTF-8 (in Excel: as CSV UTF-8)."
        raise DataError([Fault(file, None, None, None, "is UTF-16, not UTF-8", remedy)])
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        byte = f"byte {error.start}: 0x{content[error.start]:02x}"
        fault = Fault(file, line, None, byte, "is not UTF-8", "Save the file as UTF-8.")
        raise DataError([fault]) from None


def with_plain_lines(text: str) -> str:
    """Return ``text`` without a byte order mark, and with LF for each CR LF and CR."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def default_project() -> Project:
    """Return the project that this installation brings: the wheel's own files, or the checkout."""
    packaged = _PACKAGE / "_project"
    return Project(packaged if packaged.is_dir() else _PACKAGE.parents[1])
