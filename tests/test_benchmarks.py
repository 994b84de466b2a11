"""The benchmarks compare like with like. What they measure is not tested."""

from __future__ import annotations

import hashlib
import shutil
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest

from ascc_ld.draft.lexicon import read_lexicon
from ascc_ld.ground.project import Project, default_project
from ascc_ld.load.graph_files import from_file
from ascc_ld.mapping.loading import load
from ascc_ld.reading.declaration_text import lay_out
from ascc_ld.reading.vocabulary import read_vocabulary

sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))

# The benchmarks are programs beside the package, not a part of it.

import drafting
import lighthouse
import loading
import programs
import serving
from copies import project_of_copies
from loading import GRAPH, write_files


def test_both_sides_load_the_same_triples(tmp_path: Path) -> None:
    plain, quads = write_files(50_000, tmp_path)
    (ours,) = from_file(quads, tmp_path)
    assert (ours.graph, ours.triples) == (GRAPH, 50_000)
    assert b"".join(ours.blocks()) == plain.read_bytes()
    assert sum(1 for _ in ox.parse(path=plain, format=ox.RdfFormat.N_TRIPLES)) == 50_000


# ---- Copies of a declaration ----


def test_copies_are_editions_with_years_and_iris_of_their_own(tmp_path: Path) -> None:
    project = Project(project_of_copies(default_project().root, tmp_path / "copies", 3))
    corpus, dataset = load(project)
    assert [edition.slug for edition in corpus.editions] == ["2024", "2025", "2026"]
    days = [edition.about.issued for edition in corpus.editions]
    assert days == [date(year, 10, 24) for year in (2024, 2025, 2026)]
    sizes = [len(dataset.graphs[f"{corpus.base}{year}/graph"]) for year in (2024, 2025, 2026)]
    assert sizes == sizes[:1] * 3


# ---- Missing programs ----


@pytest.mark.parametrize(
    ("main", "lines"),
    [
        (
            loading.main,
            [
                "loading.py needs curl: apt-get install curl",
                "loading.py needs oxigraph: pip install --requirement requirements/dev.txt",
                "loading.py needs java: apt-get install default-jre-headless",
                "loading.py needs jena-fuseki-server-5.6.0.jar: bash .ci/stores",
            ],
        ),
        (
            serving.main,
            [
                "serving.py needs wrk: apt-get install wrk",
                "serving.py needs oxigraph: pip install --requirement requirements/dev.txt",
                "serving.py needs rdflib-endpoint: pip install --requirement requirements/dev.txt",
            ],
        ),
        (
            lighthouse.main,
            [
                "lighthouse.py needs node: apt-get install nodejs",
                "lighthouse.py needs npm: apt-get install npm",
                "lighthouse.py needs chromium: apt-get install chromium",
            ],
        ),
    ],
)
def test_what_is_missing_is_said_before_anything_is_measured(
    main: Callable[[], int], lines: list[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(shutil, "which", lambda *_, **__: None)
    monkeypatch.setattr(programs, "CACHE", tmp_path)
    with pytest.raises(SystemExit) as ended:
        main()
    assert str(ended.value.code).splitlines() == lines


def test_nothing_is_said_of_programs_that_are_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shutil, "which", lambda *_, **__: "/usr/bin/true")
    programs.need(*programs.NEEDED)


# ---- Drafts against the readings of a person ----


@pytest.mark.parametrize(("text", "found"), [(drafting.OWN[0], 1), (drafting.OWN[1], 3)])
def test_each_commitment_is_drafted_and_none_that_is_none(text: Path, found: int) -> None:
    project = default_project()
    lexicon = read_lexicon(project, read_vocabulary(project))
    read = drafting.readings()[hashlib.sha256(text.read_bytes()).hexdigest()]
    measured = drafting.measure(text, read, lexicon)
    assert (measured.false, measured.wrong, measured.unknown) == (0, 0, 0)
    assert (measured.found, measured.missed) == (found, 0)


def test_every_sentence_of_a_text_has_its_reading() -> None:
    for text in drafting.OWN:
        content = text.read_bytes()
        sentences = lay_out(content.decode("utf-8"), content).sentences
        read = drafting.readings()[hashlib.sha256(content).hexdigest()]
        for sentence in sentences:
            assert any(sentence.start <= each.start < sentence.end for each in read), sentence
