"""What is kept on disk while a site is written edition by edition (SQLite)."""

from __future__ import annotations

import json
import os
import pickle
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox

from ascc_ld.ground.json_text import json_bytes
from ascc_ld.site.anchors import Edition
from ascc_ld.site.names_index import Entry
from ascc_ld.site.text_fragments import TextDirectives
from ascc_ld.site.vocabulary import Use
from ascc_ld.site.wording import Words

__all__ = ["Kept", "Ledger", "packed"]

_PATIENCE = 600.0
"""Seconds that one process waits until another has read or written."""

_Wanted = TypeVar("_Wanted")

_TABLES = """
CREATE TABLE edition (
  slug TEXT PRIMARY KEY, read BLOB, directives BLOB, kept BLOB
) WITHOUT ROWID;
CREATE TABLE name (
  language TEXT, letter TEXT, folded TEXT, first TEXT, href TEXT, kind TEXT, names BLOB
);
CREATE TABLE excerpt (
  document TEXT, slug TEXT, quads BLOB, PRIMARY KEY (document, slug)
) WITHOUT ROWID;
CREATE TABLE file (name TEXT PRIMARY KEY, digest TEXT) WITHOUT ROWID;
"""


@dataclass(frozen=True)
class Kept:
    """What the pages of the whole site need of an edition.

    ``edition`` is its text, ``uses`` are those of terms, ``examples`` the quads that links to the
    examples among them need, ``sizes`` the quads of its graphs.
    """

    edition: Edition
    uses: Mapping[ox.NamedNode, Use]
    examples: Sequence[ox.Quad]
    sizes: Mapping[ox.NamedNode, int]


class Ledger:
    """The file at ``path``; it is made where there is none.  One process writes, others read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._opened: dict[int, sqlite3.Connection] = {}
        if not path.exists():
            # It is of no use after a crash.
            self._connection.execute("PRAGMA synchronous = OFF")
            self._connection.executescript(_TABLES)

    def __reduce__(self) -> tuple[type[Ledger], tuple[Path]]:
        """Travel to another process as the file."""
        return Ledger, (self.path,)

    @property
    def _connection(self) -> sqlite3.Connection:
        # A fork must neither use nor close the connection of its parent
        # (https://sqlite.org/howtocorrupt.html).  Readers keep the writer waiting, and it them.
        process = os.getpid()
        if process not in self._opened:
            self._opened[process] = sqlite3.connect(self.path, timeout=_PATIENCE)
        return self._opened[process]

    def keep(
        self,
        slug: str,
        kept: Kept,
        directives: TextDirectives,
        names: Mapping[str, Iterable[Entry]],
        excerpts: Mapping[str, bytes],
    ) -> None:
        """Keep what an edition leaves.

        That is ``directives`` into its text, names by language, excerpts (:func:`packed`) by
        document, and what is ``kept`` beside them.
        """
        with self._connection as connection:
            row = (slug, *map(pickle.dumps, (kept.edition, directives, kept)))
            connection.execute("INSERT INTO edition VALUES (?, ?, ?, ?)", row)
            named = (
                (language, *entry.place, entry.kind, json_bytes([*map(tuple, entry.names)]))
                for language, entries in names.items()
                for entry in entries
            )
            connection.executemany("INSERT INTO name VALUES (?, ?, ?, ?, ?, ?, ?)", named)
            rows = ((document, slug, quads) for document, quads in excerpts.items())
            connection.executemany("INSERT INTO excerpt VALUES (?, ?, ?)", rows)

    def note(self, digests: Mapping[str, str]) -> None:
        """Note files that were written, by name, with their SHA-256 in hexadecimal."""
        with self._connection as connection:
            connection.executemany("INSERT INTO file VALUES (?, ?)", digests.items())

    def edition(self, slug: str) -> Edition:
        """Return the text of an edition; raises ``KeyError``."""
        for (read,) in self._connection.execute("SELECT read FROM edition WHERE slug = ?", (slug,)):
            return _unpickled(read, Edition)
        raise KeyError(slug)

    def directives(self, slug: str) -> TextDirectives:
        """Return the directives into the text of an edition; raises ``KeyError``."""
        wanted = "SELECT directives FROM edition WHERE slug = ?"
        for (directives,) in self._connection.execute(wanted, (slug,)):
            return _unpickled(directives, TextDirectives)
        raise KeyError(slug)

    def editions(self) -> Iterator[tuple[str, Kept]]:
        """Yield what was kept of the editions by slug, in their order."""
        for slug, kept in self._connection.execute("SELECT slug, kept FROM edition ORDER BY slug"):
            yield slug, _unpickled(kept, Kept)

    def letters(self, language: str) -> frozenset[str]:
        """Return the letters under which names in ``language`` stand."""
        wanted = "SELECT DISTINCT letter FROM name WHERE language = ?"
        return frozenset(letter for (letter,) in self._connection.execute(wanted, (language,)))

    def names(self, language: str, *, in_place: bool = False) -> Iterator[Entry]:
        """Yield the entries in ``language`` as they were kept, or else each in its place."""
        # SQLite compares texts by their UTF-8, which is the order of code points.
        order = "letter, folded, first, href" if in_place else "rowid"
        wanted = f"SELECT href, kind, names FROM name WHERE language = ? ORDER BY {order}"  # noqa: S608
        for href, kind, names in self._connection.execute(wanted, (language,)):
            yield Entry(href, kind, tuple(Words(*name) for name in json.loads(names)))

    def documents(self) -> frozenset[str]:
        """Return the paths of the shared documents of which editions say something."""
        rows = self._connection.execute("SELECT DISTINCT document FROM excerpt")
        return frozenset(document for (document,) in rows)

    def excerpts(self, document: str) -> Iterator[tuple[str, list[ox.Quad]]]:
        """Yield what each edition says of a document, in their order."""
        wanted = "SELECT slug, quads FROM excerpt WHERE document = ? ORDER BY slug"
        for slug, quads in self._connection.execute(wanted, (document,)):
            yield slug, list(ox.parse(zlib.decompress(quads), format=ox.RdfFormat.N_QUADS))

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield the names of the files with their SHA-256, by name."""
        yield from self._connection.execute("SELECT name, digest FROM file ORDER BY name")

    def close(self) -> None:
        """Let go of the file."""
        for connection in self._opened.values():
            connection.close()
        self._opened.clear()


def packed(quads: Iterable[ox.Quad]) -> bytes:
    """Return quads as the ledger keeps them: N-Quads, deflated."""
    text = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    return zlib.compress(text or b"", level=1)


def _unpickled(content: bytes, wanted: type[_Wanted]) -> _Wanted:
    # Nobody else writes the file: it lies in a folder of this run's own.
    found = pickle.loads(content)  # noqa: S301
    if not isinstance(found, wanted):
        raise TypeError(f"not {wanted.__name__}: {found!r}")
    return found
