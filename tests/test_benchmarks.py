"""The benchmarks compare like with like: synthetic editions are shaped like the real one, and
the peer states what the package states. What they measure is not tested.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import combinations
from pathlib import Path

import pyoxigraph as ox
import pytest

from ascc_ld.ground.project import Project, default_project
from ascc_ld.load.graph_files import from_file
from ascc_ld.mapping.edition_graph import edition_graph
from ascc_ld.rdf.n_quads import sorted_n_quads
from ascc_ld.rdf.terms import Names
from ascc_ld.reading.corpus import Corpus, read_corpus
from ascc_ld.reading.editions import (
    TABLES,
    Actor,
    Edition,
    Mention,
    Participation,
    Statement,
    read_edition,
)
from ascc_ld.reading.records import columns
from ascc_ld.reading.registry import Registry
from ascc_ld.site.lazy_files import LazyFiles
from published_site import site

sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))

# The benchmarks are programs beside the package, not a part of it.
from loading import GRAPH, write_files
from rdflib_peer import SharedNames, edition_dataset
from site_writing import SIDES, Pages
from synthetic_editions import synthetic_editions, synthetic_registry
from throughput import ascc_ld_writer

TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
COUNT = 3

each_edition = pytest.mark.parametrize("number", range(1, COUNT + 1))


@cache
def corpus() -> Corpus:
    return read_corpus(default_project())


@cache
def registry() -> Registry:
    return synthetic_registry(corpus().registry)


@cache
def editions() -> tuple[Edition, ...]:
    return tuple(synthetic_editions(corpus().editions[0], registry(), COUNT))


def asserted(edition: Edition, bodies: Registry) -> list[ox.Quad]:
    names = Names(corpus().base)
    return edition_graph(edition, bodies, corpus().vocabulary.superclasses, names).quads


@each_edition
def test_an_edition_reads_back_from_its_text_and_tables(number: int, tmp_path: Path) -> None:
    edition = editions()[number - 1]
    write(edition, tmp_path / "data" / edition.slug)
    read, faults = read_edition(Project(tmp_path), edition.slug, registry(), corpus().vocabulary)
    assert faults == []
    assert read == edition


@each_edition
def test_an_edition_has_nodes_of_the_same_kinds_and_about_as_many(number: int) -> None:
    def kinds(quads: Iterable[ox.Quad]) -> Counter[str]:
        return Counter(str(quad.object) for quad in quads if quad.predicate == TYPE)

    real = kinds(asserted(corpus().editions[0], corpus().registry))
    synthetic = kinds(asserted(editions()[number - 1], registry()))
    assert synthetic.keys() == real.keys()
    assert {kind: count / real[kind] for kind, count in synthetic.items()} == {
        kind: pytest.approx(1, rel=0.1) for kind in real
    }


@each_edition
def test_an_edition_states_with_each_property_about_as_much(number: int) -> None:
    def properties(quads: Iterable[ox.Quad]) -> Counter[str]:
        return Counter(quad.predicate.value for quad in quads)

    real = properties(asserted(corpus().editions[0], corpus().registry))
    synthetic = properties(asserted(editions()[number - 1], registry()))
    assert synthetic.keys() == real.keys()
    assert {name: count / real[name] for name, count in synthetic.items()} == {
        name: pytest.approx(1, rel=0.1) for name in real
    }


@each_edition
def test_an_edition_is_about_as_long_as_the_real_one(number: int) -> None:
    real, synthetic = corpus().editions[0].source, editions()[number - 1].source
    assert len(synthetic.text) == pytest.approx(len(real.text), rel=0.1)


def test_no_two_editions_share_a_sentence_or_their_list() -> None:
    everyone = (corpus().editions[0], *editions())
    for one, other in combinations(everyone, 2):
        assert not {s.text for s in one.source.sentences} & {s.text for s in other.source.sentences}
        assert one.affirmers != other.affirmers


def test_the_same_number_gives_the_same_edition() -> None:
    again = synthetic_editions(corpus().editions[0], synthetic_registry(corpus().registry), COUNT)
    assert tuple(again) == editions()


# rdflib's N-Quads serialiser calls what rdflib deprecates.
@pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning:rdflib")
@each_edition
def test_the_peer_states_the_same_quads(number: int) -> None:
    edition = editions()[number - 1]
    superclasses = corpus().vocabulary.superclasses
    ours = ascc_ld_writer(default_project(), corpus(), registry())(edition)
    assert f"/{edition.slug}/derived> .\n".encode() in ours, "who is bound by the commitment"
    shared = SharedNames(corpus().base, registry(), superclasses)
    peer = edition_dataset(edition, shared).serialize(format="nquads", encoding="utf-8")
    assert sorted_n_quads(ox.parse(peer, format=ox.RdfFormat.N_QUADS)) == ours


def test_both_sides_load_the_same_triples(tmp_path: Path) -> None:
    plain, quads = write_files(50_000, tmp_path)
    (ours,) = from_file(quads, tmp_path)
    assert (ours.graph, ours.triples) == (GRAPH, 50_000)
    assert b"".join(ours.blocks()) == plain.read_bytes()
    assert sum(1 for _ in ox.parse(path=plain, format=ox.RdfFormat.N_TRIPLES)) == 50_000


def write(edition: Edition, folder: Path) -> None:
    """Write the files that a curator would have written for ``edition``."""
    folder.mkdir(parents=True)
    (folder / edition.about.text_file).write_bytes(edition.source.text.encode())
    (folder / "edition.toml").write_text(settings(edition), encoding="utf-8")
    rows = {
        "statements": map(statement_cells, edition.statements),
        "participants": map(participant_cells, edition.participations),
        "mentions": (mention_cells(mention, edition) for mention in edition.mentions),
    }
    for name, kind in TABLES.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(column.name for column in columns(kind))
            writer.writerows(rows[name])


def settings(edition: Edition) -> str:
    about = edition.about
    citations = "".join(
        f"[[citation]]\nstatement = {json.dumps(c.statement)}\nwork = {json.dumps(c.work)}\n"
        f"expected_year = {c.expected_year}\n"
        for c in edition.citations
    )
    return f"""
base = {json.dumps(about.base)}
[text]
file = {json.dumps(about.text_file)}
sha256 = {json.dumps(about.sha256)}
language = {json.dumps(about.language)}
language_iri = {json.dumps(about.language_iri)}
connectives = {json.dumps(about.connectives)}
[front_matter]
lines = {json.dumps(about.front_matter)}
list_title = {json.dumps(about.list_title)}
[conference]
number = {about.number}
label = {json.dumps(about.conference_label)}
start = {about.start}
end = {about.end}
theme_title = {json.dumps(about.theme_title)}
place = {json.dumps(about.place)}
[declaration]
label = {json.dumps(about.declaration_label)}
title = {json.dumps(about.title)}
alternative_titles = {json.dumps(about.alternative_titles)}
issued = {about.issued}
{citations}"""


def statement_cells(statement: Statement) -> Sequence[object]:
    return (
        statement.id,
        statement.section,
        statement.clause_of,
        statement.type,
        statement.force,
        statement.force_marker,
        actor_cell(statement.actor),
        statement.action,
        statement.object,
        "; ".join(statement.means),
        "; ".join(statement.beneficiaries),
        "; ".join(statement.themes),
        "yes" if statement.open_list else "",
        statement.quote.start,
        statement.quote.end,
        statement.quote.text,
    )


def actor_cell(actor: Actor) -> str:
    return f"{actor.kind}:{actor.slug}" if actor.slug else actor.kind


def participant_cells(participation: Participation) -> Sequence[object]:
    return (
        participation.position,
        registry().countries[participation.country].names["en"],
        participation.country,
        participation.organisation,
        participation.role,
        participation.quote.text,
        participation.quote.start,
        participation.quote.end,
    )


def mention_cells(mention: Mention, edition: Edition) -> Sequence[object]:
    text, name = edition.source.text, mention.quote.text
    nth = text.count(name, 0, mention.quote.end)
    return (
        mention.statement,
        mention.organisation,
        mention.role,
        name,
        nth if text.count(name) > 1 else "",
        mention.quote.start,
        mention.quote.end,
    )


# ---- Writing pages ----


def test_each_side_writes_the_same_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # One of each kind; the list of names is the one that is written part by part.
    kinds = ("index", "search", "overview/map", "queries", "org/jica", "ns", "shapes", "ja/org")
    writers = {f"{kind}.html": site().writers[f"{kind}.html"] for kind in kinds}
    # A process that is begun beside the threads of a test makes the whole site anew.
    monkeypatch.setattr("ascc_ld.site.processes._cores", lambda: 1)
    for side, write in SIDES.items():
        write(Pages(LazyFiles(writers)), tmp_path / side)
    for name in writers:
        written = {(tmp_path / side / name).read_bytes() for side in SIDES}
        assert written == {site()[name]}, name
