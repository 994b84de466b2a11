"""Forces are suggested by the words, and nothing is called a commitment that is none."""

from __future__ import annotations

import csv
from functools import cache
from itertools import product
from pathlib import Path

from ascc_ld.draft.forces import ForceFinder
from ascc_ld.draft.lexicon import read_lexicon
from ascc_ld.ground.project import default_project
from ascc_ld.reading.vocabulary import read_vocabulary
from looped import looped

CASES = Path(__file__).parents[1] / "cases" / "draft" / "forces.csv"
COMMISSIVE = {"commit", "pledge", "undertake"}


@cache
def finder() -> ForceFinder:
    project = default_project()
    return ForceFinder(read_lexicon(project, read_vocabulary(project)))


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@looped("case", cases(), ids=lambda case: case["sentence"])
def test_a_sentence_has_the_force_of_its_words(case: dict[str, str]) -> None:
    found = finder().find(case["sentence"])
    assert "; ".join(force.force for force in found) == case["forces"]
    marked = "; ".join(case["sentence"][force.start : force.end] for force in found)
    assert marked in case["marker"].split("|")


VERBS = ["commit to", "pledge to", "undertake to", "will", "shall"]
FRAMES = [
    "The goals that we {} reach are many.",
    "Nobody knows whether we {} act.",
    "What we {} do depends on others.",
    "They {} act.",
    "The cities {} act.",
    "You say “we {} act” too often.",
]


@looped(("verb", "frame"), product(VERBS, FRAMES))
def test_a_promise_that_is_not_made_here_is_none(verb: str, frame: str) -> None:
    found = finder().find(frame.format(verb))
    assert not {force.force for force in found} & COMMISSIVE


def test_each_suggestion_says_why() -> None:
    (force,) = finder().find("Together, we commit to act.")
    assert force.why == "“we commit to” is said in the first person"


def test_the_lexicon_names_forces_of_the_scheme() -> None:
    project = default_project()
    known = read_vocabulary(project).concepts["force"]
    lexicon = read_lexicon(project, read_vocabulary(project))
    assert set(lexicon.rules["verbs"]) <= known
    assert set(lexicon.rules["classes"]) <= known
    assert {lexicon.statement_class(force) for force in known} <= read_vocabulary(
        project
    ).statement_types
