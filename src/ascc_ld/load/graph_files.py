"""The data to load, as the N-Triples of each named graph.

A request then has a known length, can be sent again, and is never held in memory.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from ascc_ld.ground.faults import nearest
from ascc_ld.load.faults import UnloadableData, WrongStoreUsage
from ascc_ld.rdf.files import LARGEST, reading
from ascc_ld.rdf.formats import DATASET_FORMATS
from ascc_ld.rdf.n_quads import sorted_n_quads
from ascc_ld.rdf.prepared import refuse_deep_terms, refuse_head

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
class GraphFile:
    """The named graph ``graph``, whose N-Triples stand in the file ``path``."""

    graph: str
    path: Path
    triples: int

    @property
    def size(self) -> int:
        """Bytes of the N-Triples."""
        return self.path.stat().st_size

    def blocks(self) -> Iterator[bytes]:
        """Yield the N-Triples in blocks of some 256 KiB."""
        with self.path.open("rb") as file:
            yield from _whole_lines(file)

    def parsed(self) -> Iterator[ox.Quad]:
        """Yield the triples; raises ``SyntaxError``."""
        return ox.parse(path=self.path, format=ox.RdfFormat.N_TRIPLES)


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
    """Split the N-Quads or TriG file ``source`` into a file of ``folder`` for each named graph.

    Raises :class:`~ascc_ld.load.faults.UnloadableData` for a file that has bad syntax, holds no
    graphs, or triples outside named graphs, and ``OSError``.  The syntax of lines that are cut is
    judged where they are read, when they are hashed or by the store.
    """
    suffix = source.suffix.lstrip(".").lower()
    if suffix not in DATASET_FORMATS:
        known = " or ".join(f".{extension}" for extension in DATASET_FORMATS)
        raise UnloadableData(f"{source}: is not a {known} file, so it cannot name its graphs.")
    paths: dict[str, Path] = {}
    triples: Counter[str] = Counter()
    syntax = DATASET_FORMATS[suffix]
    with source.open("rb") as file, reading(str(source), UnloadableData):
        if file.peek().startswith(BOM_UTF8):
            file.read(len(BOM_UTF8))
        refuse_head(file.peek(), syntax)
        parts = _cut(file) if suffix == "nq" else _by_graph(_parsed_trig(file))
        for graph, content in parts:
            path = paths.setdefault(graph, folder / f"{len(paths)}.nt")
            with path.open("ab") as target:
                target.write(content)
            triples[graph] += content.count(b"\n")
    if not paths:
        raise UnloadableData(f"{source}: holds no graphs.")
    return tuple(GraphFile(graph, path, triples[graph]) for graph, path in sorted(paths.items()))


def _parsed_trig(file: IO[bytes]) -> Iterator[ox.Quad]:
    start = file.tell()
    deep = any(b"<<" in block for block in _whole_lines(file))
    file.seek(start)
    if deep:
        refuse_deep_terms(file.read())
        file.seek(start)
    return ox.parse(file, format=ox.RdfFormat.TRIG)


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


def _by_graph(quads: Iterable[ox.Quad]) -> Iterator[tuple[str, bytes]]:
    """Yield runs of quads as the N-Triples of their graph."""
    remaining = iter(quads)
    while batch := list(islice(remaining, _BATCH)):
        for name, same in groupby(batch, key=lambda quad: quad.graph_name):
            if not isinstance(name, ox.NamedNode):
                where = "in the default graph" if name == ox.DefaultGraph() else "in a graph"
                raise ValueError(  # noqa: TRY004 - it is the data that is wrong
                    f"holds triples {where} without an IRI, which no store can replace by "
                    "name. Put every triple in a named graph"
                )
            written = ox.serialize((q.triple for q in same), format=ox.RdfFormat.N_TRIPLES)
            yield name.value, written or b""


def _cut(file: IO[bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield blocks of an N-Quads file as the N-Triples of their graphs.

    A block whose lines all end with the same graph, as most of a dump do, is not parsed.
    """
    line = 0
    for block in _whole_lines(file):
        if len(block) > _BLOCK + LARGEST:
            raise MemoryError
        refuse_deep_terms(block)
        lines = block.count(b"\n")
        ending = _only_ending(block, lines)
        try:
            if ending is None:
                yield from _by_graph(ox.parse(block, format=ox.RdfFormat.N_QUADS))
            else:
                # Half the time of bytes.replace, which counts first.
                yield ending[2 : -len(_END) - 1].decode(), _END.join(block.split(ending))
        except SyntaxError as error:
            error.lineno = (error.lineno or 1) + line
            raise
        line += lines


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
