"""What is to be loaded, as one N-Triples file a named graph.

A request then has a known length, can be sent again, and is never held in memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from ascc_ld.export import n_lines
from ascc_ld.faults import nearest
from ascc_ld.stores.faults import UnloadableData, WrongStoreUsage

__all__ = ["DATASET_FORMATS", "GraphFile", "chosen_graphs", "from_file", "from_graphs"]

DATASET_FORMATS = {"nq": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG}
"""The syntaxes of files that hold named graphs, by extension."""

_BATCH = 10_000  # quads
_BLOCK = 2**20  # bytes
# Anything else, escapes and relative names too, is left to a parser to decode or to refuse.
_GRAPH_AND_END = re.compile(rb" <[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\\x7f-\xff]+> \.\n\Z")


@dataclass(frozen=True)
class GraphFile:
    """The triples of the named graph ``graph`` in the N-Triples file ``path``."""

    graph: str
    path: Path
    triples: int

    @property
    def size(self) -> int:
        """Bytes."""
        return self.path.stat().st_size


def from_graphs(graphs: Mapping[str, Iterable[ox.Quad]], folder: Path) -> tuple[GraphFile, ...]:
    """Write the quads of each graph to a file of ``folder``, in the order of the IRIs."""
    files = []
    for number, (graph, quads) in enumerate(sorted(graphs.items())):
        content = n_lines([quad.triple for quad in quads])
        path = folder / f"{number}.nt"
        path.write_bytes(content)
        files.append(GraphFile(graph, path, content.count(b"\n")))
    return tuple(files)


def from_file(source: Path, folder: Path) -> tuple[GraphFile, ...]:
    """Split the N-Quads or TriG file ``source`` into a file of ``folder`` for each named graph.

    Raises :class:`~ascc_ld.stores.faults.UnloadableData` for a file that cannot be read, has bad
    syntax, holds no graphs, or triples outside named graphs.  Blocks of N-Quads
    whose lines all end with the same graph, which is what a dump looks like, are cut as bytes;
    their syntax is judged where
    they are read next, when they are hashed or by the store.
    """
    suffix = source.suffix.lstrip(".").lower()
    if suffix not in DATASET_FORMATS:
        known = " or ".join(f".{extension}" for extension in DATASET_FORMATS)
        raise UnloadableData(f"{source}: is no {known} file, so it cannot name its graphs.")
    split = _Split(folder)
    try:
        with source.open("rb") as file:
            if suffix == "nq":
                _split_blocks(file, split)
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

    Raises :class:`~ascc_ld.stores.faults.WrongStoreUsage` for a name that fits no graph, or two.
    """
    files, names = tuple(files), tuple(wanted)
    chosen = []
    for name in names:
        exact = [file for file in files if file.graph == name]
        fitting = exact or [file for file in files if file.graph.endswith(f"/{name.lstrip('/')}")]
        if len(fitting) != 1:
            known = [file.graph for file in fitting or files]
            problem = "fits more than one graph" if fitting else "is no graph of the data"
            raise WrongStoreUsage(f"--graphs {name}: {problem}. {nearest(name, known)}")
        chosen += fitting
    return tuple(file for file in files if file in chosen) if names else files


class _Split:
    """One file a graph; the file written last stays open, as neighbours share their graph."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._paths: dict[str, Path] = {}
        self._counts: dict[str, int] = {}
        self._open: tuple[str, IO[bytes]] | None = None

    def write(self, graph: str, content: bytes) -> None:
        if self._open is None or self._open[0] != graph:
            self.close()
            path = self._paths.setdefault(graph, self._folder / f"{len(self._paths)}.nt")
            self._open = (graph, path.open("ab"))
        self._counts[graph] = self._counts.get(graph, 0) + content.count(b"\n")
        self._open[1].write(content)

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
            GraphFile(graph, path, self._counts[graph])
            for graph, path in sorted(self._paths.items())
        )


def _split_blocks(file: IO[bytes], split: _Split) -> None:
    line = 0
    for block in _whole_lines(file):
        cut = _cut(block)
        try:
            if cut is None:
                split.add(ox.parse(block, format=ox.RdfFormat.N_QUADS))
            else:
                split.write(*cut)
        except SyntaxError as error:
            error.lineno = (error.lineno or 1) + line
            raise
        line += block.count(b"\n")


def _cut(block: bytes) -> tuple[str, bytes] | None:
    """Return the graph that every line ends with and the lines without it; else ``None``."""
    ending = _GRAPH_AND_END.search(block[block.rfind(b"\n", 0, -1) + 1 :])
    lines = block.count(b"\n")
    # A raw newline ends a line of N-Quads wherever it stands: literals escape theirs.
    starts = block.startswith(b"<") + block.count(b"\n<")
    if ending is None or starts != lines or block.count(ending[0]) != lines or b"_:" in block:
        return None
    return ending[0][2:-4].decode(), block.replace(ending[0], b" .\n")


def _whole_lines(file: IO[bytes]) -> Iterator[bytes]:
    while block := file.read(_BLOCK):
        yield block + file.readline()
