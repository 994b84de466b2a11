"""The data to load, as the N-Triples of each named graph.

A request then has a known length, can be sent again, and is never held in memory.  Sections of an
N-Quads file whose lines all end with the same graph, which is what a dump looks like, are not
copied: they are cut to N-Triples while they are sent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby, islice
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from ascc_ld.ground.faults import nearest
from ascc_ld.load.faults import UnloadableData, WrongStoreUsage
from ascc_ld.rdf.formats import DATASET_FORMATS
from ascc_ld.rdf.n_quads import sorted_n_quads

_BATCH = 10_000  # quads
# Larger ones are copied more often than sent, as a busy store takes them in parts.
_BLOCK = 2**18  # bytes
# Anything else, escapes and relative names too, is left to a parser to decode or to refuse.
_GRAPH_AND_END = re.compile(rb" <[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\\x7f-\xff]+> \.\n\Z")
# What looks like the graph of a line may stand in a comment behind its triple.  The search for a
# number sign alone takes half the time, and most dumps have them in IRIs only.
_SIGN_OUTSIDE_IRIS = re.compile(rb"#(?<=[. \t]#)")
_COMMENT = re.compile(rb"\.[ \t]*#")
_END = b" .\n"


@dataclass(frozen=True)
class Section:
    """Whole lines of the file ``path``, all of one graph: its bytes ``start`` to ``end``.

    Each line ends with ``ending``, which is longer than that of N-Triples where it names the graph.
    """

    path: Path
    start: int
    end: int
    lines: int
    ending: bytes = _END

    @property
    def size(self) -> int:
        """Bytes of the N-Triples."""
        return self.end - self.start - self.lines * (len(self.ending) - len(_END))

    def blocks(self) -> Iterator[bytes]:
        """Yield the N-Triples in blocks of whole lines."""
        left = self.end - self.start
        with self.path.open("rb") as file:
            file.seek(self.start)
            while left > 0 and (block := file.read(min(_BLOCK, left))):
                if len(block) < left:
                    block += file.readline()
                left -= len(block)
                # Half the time of bytes.replace, which counts first.
                yield block if self.ending == _END else _END.join(block.split(self.ending))

    def joined(self, later: Section) -> tuple[Section, ...]:
        """Return both, as one section where they meet."""
        here, there = (self.path, self.end, self.ending), (later.path, later.start, later.ending)
        if here != there:
            return (self, later)
        return (replace(self, end=later.end, lines=self.lines + later.lines),)


@dataclass(frozen=True)
class GraphFile:
    """The named graph ``graph``: its ``sections``, else the N-Triples of ``path``."""

    graph: str
    path: Path
    triples: int
    sections: tuple[Section, ...] = ()

    @property
    def size(self) -> int:
        """Bytes of the N-Triples."""
        return sum(s.size for s in self.sections) if self.sections else self.path.stat().st_size

    def blocks(self) -> Iterator[bytes]:
        """Yield the N-Triples in blocks of some 256 KiB."""
        whole = Section(self.path, 0, self.size, self.triples)
        for section in self.sections or (whole,):
            yield from section.blocks()

    def parsed(self) -> Iterator[ox.Quad]:
        """Yield the triples; raises ``SyntaxError``."""
        for block in self.blocks():
            yield from ox.parse(block, format=ox.RdfFormat.N_TRIPLES)


def from_graphs(graphs: Mapping[str, Iterable[ox.Quad]], folder: Path) -> tuple[GraphFile, ...]:
    """Write the quads of each graph to a file of ``folder``, in the order of the IRIs."""
    files = []
    for number, (graph, quads) in enumerate(sorted(graphs.items())):
        content = sorted_n_quads([quad.triple for quad in quads])
        path = folder / f"{number}.nt"
        path.write_bytes(content)
        files.append(GraphFile(graph, path, content.count(b"\n")))
    return tuple(files)


def from_file(source: Path, folder: Path) -> tuple[GraphFile, ...]:
    """Split the N-Quads or TriG file ``source`` by its named graphs.

    Parsed triples go to a file of ``folder`` for each graph; what is left in ``source`` must not
    change before it is sent.  Raises :class:`~ascc_ld.load.faults.UnloadableData` for a file
    that has bad syntax, holds no graphs, or triples outside named graphs, and ``OSError``.  The
    syntax of sections is judged where they are read, when they are hashed or by the store.
    """
    suffix = source.suffix.lstrip(".").lower()
    if suffix not in DATASET_FORMATS:
        known = " or ".join(f".{extension}" for extension in DATASET_FORMATS)
        raise UnloadableData(f"{source}: is not a {known} file, so it cannot name its graphs.")
    split = _Split(folder)
    try:
        with source.open("rb") as file:
            if suffix == "nq":
                _split_blocks(file, source, split)
            else:
                split.add(ox.parse(file, format=DATASET_FORMATS[suffix]))
    except SyntaxError as error:
        line = f", line {error.lineno}" if error.lineno else ""
        raise UnloadableData(f"{source}{line}: is not well-formed: {error.msg}") from error
    except UnloadableData as error:
        raise UnloadableData(f"{source}: {error}") from error
    finally:
        split.close()
    files = split.files()
    if not files:
        raise UnloadableData(f"{source}: holds no graphs.")
    return files


def chosen_graphs(files: Iterable[GraphFile], wanted: Iterable[str]) -> tuple[GraphFile, ...]:
    """Return the files of the ``wanted`` graphs, named by IRI or by its end; all if none is wanted.

    Raises :class:`~ascc_ld.load.faults.WrongStoreUsage` for a name that fits no graph, or two.
    """
    files, names = tuple(files), tuple(wanted)
    chosen = []
    for name in names:
        exact = [file for file in files if file.graph == name]
        fitting = exact or [file for file in files if file.graph.endswith(f"/{name.lstrip('/')}")]
        if len(fitting) != 1:
            known = [file.graph for file in fitting or files]
            problem = "fits more than one graph" if fitting else "is not a graph of the data"
            raise WrongStoreUsage(f"--graphs {name}: {problem}. {nearest(name, known)}")
        chosen += fitting
    return tuple(file for file in files if file in chosen) if names else files


class _Split:
    """The sections of each graph; what is written goes to a file of ``folder`` for each graph.

    The file written last stays open, as neighbours share their graph.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._paths: dict[str, Path] = {}
        self._sections: dict[str, tuple[Section, ...]] = {}
        self._open: tuple[str, IO[bytes]] | None = None

    def write(self, graph: str, content: bytes) -> None:
        path = self._paths.setdefault(graph, self._folder / f"{len(self._paths)}.nt")
        if self._open is None or self._open[0] != graph:
            self.close()
            self._open = (graph, path.open("ab"))
        start = self._open[1].tell()
        self._open[1].write(content)
        self.keep(graph, Section(path, start, start + len(content), content.count(b"\n")))

    def keep(self, graph: str, section: Section) -> None:
        *before, last = self._sections.get(graph, (None,))
        self._sections[graph] = (*before, *(last.joined(section) if last else (section,)))

    def add(self, quads: Iterable[ox.Quad]) -> None:
        remaining = iter(quads)
        while batch := list(islice(remaining, _BATCH)):
            for name, same in groupby(batch, key=lambda quad: quad.graph_name):
                if not isinstance(name, ox.NamedNode):
                    where = "in the default graph" if name == ox.DefaultGraph() else "in a graph"
                    raise UnloadableData(
                        f"holds triples {where} without an IRI, which no store can replace by "
                        "name. Put every triple in a named graph."
                    )
                written = ox.serialize((q.triple for q in same), format=ox.RdfFormat.N_TRIPLES)
                self.write(name.value, written or b"")

    def close(self) -> None:
        if self._open is not None:
            self._open[1].close()
            self._open = None

    def files(self) -> tuple[GraphFile, ...]:
        return tuple(
            GraphFile(graph, sections[0].path, sum(s.lines for s in sections), sections)
            for graph, sections in sorted(self._sections.items())
        )


def _split_blocks(file: IO[bytes], source: Path, split: _Split) -> None:
    line = start = 0
    for block in _whole_lines(file):
        lines, end = block.count(b"\n"), start + len(block)
        ending = _only_ending(block, lines)
        try:
            if ending is None:
                split.add(ox.parse(block, format=ox.RdfFormat.N_QUADS))
            else:
                graph = ending[2 : -len(_END) - 1].decode()
                split.keep(graph, Section(source, start, end, lines, ending))
        except SyntaxError as error:
            error.lineno = (error.lineno or 1) + line
            raise
        line, start = line + lines, end


def _only_ending(block: bytes, lines: int) -> bytes | None:
    """Return the graph and the end that all ``lines`` of a block share, ``None`` if they do not.

    A raw newline ends a line of N-Quads wherever it stands: literals escape theirs.
    """
    found = _GRAPH_AND_END.search(block, block.rfind(b"\n", 0, -1) + 1)
    if found is None or not block.startswith(b"<"):
        return None
    if block.count(found[0] + b"<") != lines - 1:
        return None
    commented = _SIGN_OUTSIDE_IRIS.search(block) and _COMMENT.search(block)
    return None if commented else found[0]


def _whole_lines(file: IO[bytes]) -> Iterator[bytes]:
    while block := file.read(_BLOCK):
        yield block + file.readline()
