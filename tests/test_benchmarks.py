"""The benchmarks compare like with like. What they measure is not tested."""

from __future__ import annotations

import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from ascc_ld.load.graph_files import from_file
from ascc_ld.site.lazy_files import LazyFiles
from published_site import site

sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))

# The benchmarks are programs beside the package, not a part of it.
from loading import GRAPH, write_files
from site_writing import SIDES, Pages


def test_both_sides_load_the_same_triples(tmp_path: Path) -> None:
    plain, quads = write_files(50_000, tmp_path)
    (ours,) = from_file(quads, tmp_path)
    assert (ours.graph, ours.triples) == (GRAPH, 50_000)
    assert b"".join(ours.blocks()) == plain.read_bytes()
    assert sum(1 for _ in ox.parse(path=plain, format=ox.RdfFormat.N_TRIPLES)) == 50_000


def test_each_side_writes_the_same_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # One of each kind.
    kinds = ("index", "search", "overview/map", "queries", "org/jica", "ns", "shapes", "ja/org")
    writers = {f"{kind}.html": site().writers[f"{kind}.html"] for kind in kinds}
    # A process that is begun beside the threads of a test makes the whole site anew.
    monkeypatch.setattr("ascc_ld.site.processes._cores", lambda: 1)
    for side, write in SIDES.items():
        write(Pages(LazyFiles(writers)), tmp_path / side)
    for name in writers:
        written = {(tmp_path / side / name).read_bytes() for side in SIDES}
        assert written == {site()[name]}, name
