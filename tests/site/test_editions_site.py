"""A site written edition by edition is the site of the whole: the same files, the same bytes."""

from __future__ import annotations

import json
import pickle
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from ascc_ld.building.output_folder import MARKER
from ascc_ld.ground.faults import DataError, Fault
from ascc_ld.site.editions_site import EditionSource, EditionsSite
from ascc_ld.site.ledger import Ledger
from ascc_ld.site.site import Site
from ascc_ld.site.writing import write_editions
from built import scratch

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))

# The benchmarks are programs beside the package, not a part of it.
from many_editions import MappedEditions, shared_sources, site_of

COUNT = 2


@cache
def whole() -> Site:
    """The site of all quads at once, in the order in which a build has the graphs."""
    shared = shared_sources()
    quads = [quad for source in MappedEditions(COUNT).values() for quad in source.quads]
    derived = [quad for quad in quads if str(quad.graph_name).endswith("/derived>")]
    asserted = [quad for quad in quads if not str(quad.graph_name).endswith("/derived>")]
    # The examples are of the whole graph alone.
    others = [quad for quad in shared.quads if "sparql-examples" not in str(quad.graph_name)]
    return Site(replace(shared, quads=[*asserted, *others, *derived]))


@cache
def written() -> Path:
    folder = scratch() / "editions"
    assert write_editions(site_of(COUNT), folder, processes=2) == len(contents(folder))
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != MARKER)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_has_the_files_of_the_whole_site() -> None:
    assert contents(written()).keys() == set(whole())


def test_documents_of_editions_and_of_what_they_share_are_those_of_the_whole() -> None:
    found = contents(written())
    in_another_order = ("SHA256SUMS", "search-index.js", "ja/search-index.js")
    different = [n for n in whole() if n not in in_another_order and found[n] != whole()[n]]
    assert different == []


@pytest.mark.parametrize("name", ["search-index.js", "ja/search-index.js"])
def test_the_search_finds_what_it_finds_in_the_whole(name: str) -> None:
    def rows(script: bytes) -> list[str]:
        listed = json.loads(script.decode().partition("=")[2].rstrip(";\n"))
        return sorted(json.dumps(row) for row in listed)

    assert rows((written() / name).read_bytes()) == rows(whole()[name])


def test_an_organisation_of_two_editions_shows_the_words_of_both() -> None:
    pages = (text for name, text in contents(written()).items() if name.startswith("org/"))
    links = [
        text.decode()
        for text in pages
        if b'href="../2025/declaration.html#span-' in text
        and b'href="../2026/declaration.html#span-' in text
    ]
    assert links


def test_a_thing_that_very_many_editions_name_is_cut_as_in_the_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("publication.documents", "site.outlines", "site.editions_site"):
        monkeypatch.setattr(f"ascc_ld.{module}.MOST", 50)
    site, ledger = site_of(COUNT), Ledger(tmp_path / "ledger.sqlite")
    for slug in site.editions:
        part = site.part(slug)
        ledger.keep(slug, part.kept, part.directives, part.names, part.excerpts)
    names = [f"scheme/role/participant.{each}" for each in ("html", "ttl", "jsonld", "nt", "rdf")]
    rest = site.rest(ledger)
    # A site of its own, which has not counted to another number before.
    cut = whole.__wrapped__()
    assert {name: rest[name] for name in names} == {name: cut[name] for name in names}
    assert b"dataset" in rest["scheme/role/participant.nt"].partition(b"seeAlso")[2]
    ledger.close()


def test_the_front_page_is_the_latest_declaration() -> None:
    front = (written() / "index.html").read_text()
    assert "2026/declaration" in front
    assert "2025/declaration" not in front


def test_the_listing_has_every_file_once_in_order() -> None:
    lines = (written() / "SHA256SUMS").read_text().splitlines()
    names = [line.partition("  ")[2] for line in lines]
    assert names == sorted(contents(written()).keys() - {"SHA256SUMS"})


def test_one_process_writes_the_same_as_two_over_an_earlier_site(tmp_path: Path) -> None:
    for processes in (2, 1):
        write_editions(site_of(1), tmp_path / "out", processes)
        before = contents(tmp_path / "out")
    assert contents(tmp_path / "out") == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


class OneFails(Mapping[str, EditionSource]):
    """Editions of which the second cannot be read."""

    def __init__(self) -> None:
        self._editions = MappedEditions(COUNT)

    def __getitem__(self, slug: str) -> EditionSource:
        if slug == min(self._editions):
            raise DataError([Fault(f"data/{slug}/text.txt", None, None, None, "is missing", "?")])
        return self._editions[slug]

    def __iter__(self) -> Iterator[str]:
        return iter(self._editions)

    def __len__(self) -> int:
        return len(self._editions)


@pytest.mark.parametrize("processes", [1, 2])
def test_an_edition_that_fails_leaves_everything_as_it_was(tmp_path: Path, processes: int) -> None:
    with pytest.raises(DataError, match="data/2025"):
        write_editions(EditionsSite(shared_sources(), OneFails()), tmp_path / "out", processes)
    assert list(tmp_path.iterdir()) == []


def test_a_site_of_no_edition_is_refused() -> None:
    with pytest.raises(ValueError, match="one at least"):
        EditionsSite(shared_sources(), {})


def test_an_edition_without_its_text_is_named() -> None:
    (slug,) = MappedEditions(1)
    quads = MappedEditions(1)[slug].quads
    textless = [quad for quad in quads if quad.predicate.value != "https://schema.org/text"]
    with pytest.raises(ValueError, match=f"{slug} describe 0 declarations"):
        EditionsSite(shared_sources(), {slug: EditionSource(textless)}).part(slug)


@pytest.mark.parametrize("path", ["org/stray", "org/stray.ttl"])
def test_what_is_neither_an_editions_own_nor_shared_is_named(path: str) -> None:
    (slug,) = MappedEditions(1)
    quads = MappedEditions(1)[slug].quads
    stray = ox.NamedNode(f"https://w3id.org/ascc/{path}")
    label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    said = ox.Quad(stray, label, ox.Literal("Stray", language="en"), quads[0].graph_name)
    with pytest.raises(ValueError, match=path):
        EditionsSite(shared_sources(), {slug: EditionSource([*quads, said])}).part(slug)


def test_what_editions_share_travels_to_processes_that_start_afresh(tmp_path: Path) -> None:
    site, ledger = site_of(1), Ledger(tmp_path / "ledger.sqlite")
    (slug,) = site.editions
    part = pickle.loads(pickle.dumps(site)).part(slug)
    ledger.keep(slug, part.kept, part.directives, part.names, part.excerpts)
    rest = site.rest(ledger)
    travelled = pickle.loads(pickle.dumps(rest))
    for name in ("series.ttl", "ns.html", "data.html"):
        assert travelled[name] == rest[name]
    ledger.close()
