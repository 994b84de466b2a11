"""Text and tables agree to the last sentence and line: what is taken out of either is missed."""

from __future__ import annotations

import hashlib
from collections import Counter

import pytest

from ascc_ld.ground.faults import Fault
from ascc_ld.ground.project import Project
from ascc_ld.reading.editions import read_edition
from ascc_ld.reading.registry import read_registry
from ascc_ld.reading.vocabulary import read_vocabulary

TEXT = "data/2024/declaration.txt"
STATEMENTS = "data/2024/statements.csv"
PARTICIPANTS = "data/2024/participants.csv"
MENTIONS = "data/2024/mentions.csv"

# Statement, line of the text, first and last words
SENTENCES = [
    ("P-1", 10, "On October 23", "Greener Future"),
    ("1-1", 14, "In close partnership", "emerging young voices"),
    ("1-2", 14, "We have reached", "carbon-neutral future"),
    ("2-1", 18, "We acknowledge", "inter-city collaboration"),
    ("2-2", 18, "Further, through", "urban sustainability"),
    ("2-3", 18, "Together, with", "solidarity and cooperation"),
    ("3-1", 22, "We recognize", "role of cities"),
    ("3-2", 22, "By sharing", "sustainable green future"),
    # "and" may stand between two statements, where there are two.
    ("C-1", 24, "This declaration", "of 2024"),
    ("C-2", 24, "affirmed", "cities and organizations"),
]


def faults_of(project: Project) -> list[Fault]:
    vocabulary = read_vocabulary(project)
    registry, faults = read_registry(project, vocabulary)
    return faults + read_edition(project, "2024", registry, vocabulary)[1]


def text_of(project: Project, file: str) -> str:
    return project.path(file).read_bytes().decode("utf-8")


def take_out(project: Project, file: str, beginning: str) -> str:
    lines = text_of(project, file).split("\n")
    (gone,) = [line for line in lines if line.startswith(beginning)]
    project.path(file).write_bytes("\n".join(x for x in lines if x is not gone).encode())
    return gone


def rewrite_text(project: Project, text: str) -> None:
    """Replace the text and pin it, as somebody does who means the change."""
    old = hashlib.sha256(project.path(TEXT).read_bytes()).hexdigest()
    project.path(TEXT).write_bytes(text.encode())
    settings = project.path("data/2024/edition.toml")
    new = hashlib.sha256(text.encode()).hexdigest()
    settings.write_bytes(settings.read_bytes().replace(old.encode(), new.encode()))


# ---- A row removed ----


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda sentence: str(sentence[0]))
def test_a_sentence_without_its_statement_is_told(
    sentence: tuple[str, int, str, str], project_copy: Project
) -> None:
    statement, line, first, last = sentence
    take_out(project_copy, STATEMENTS, f"{statement},")
    (lost,) = [f for f in faults_of(project_copy) if f.file == TEXT]
    assert (lost.row, lost.problem) == (line, "is not covered by any statement")
    assert lost.value is not None
    assert lost.value.startswith(first)
    assert lost.value.endswith(last)
    assert lost.remedy == "Add a row to statements.csv that quotes it."


def test_whatever_refers_to_a_missing_statement_is_told(project_copy: Project) -> None:
    take_out(project_copy, STATEMENTS, "3-1,")
    found = {(f.file, f.row, f.column, f.value, f.problem) for f in faults_of(project_copy)}
    assert found >= {
        (MENTIONS, 14, "statement", "3-1", "is not a known statement"),
        ("data/2024/edition.toml", None, "citation.statement", "3-1", "is not a known statement"),
    }


@pytest.mark.parametrize(
    ("clause", "missed"),
    [
        ("1-2a", (STATEMENTS, "id", "1-2b")),
        ("1-2b", (TEXT, None, "Designing and implementing their own initiatives")),
        ("1-2c", (TEXT, None, "Facilitating the innovation")),
    ],
)
def test_a_clause_is_missed(
    clause: str, missed: tuple[str, str | None, str], project_copy: Project
) -> None:
    """The words of a clause also belong to its statement, so no sentence misses it.

    The words after the first clause must all stand in clauses, and the first is lettered a.
    """
    take_out(project_copy, STATEMENTS, f"{clause},")
    (found,) = faults_of(project_copy)
    file, column, value = missed
    assert (found.file, found.column) == (file, column)
    assert (found.value or "").startswith(value)


def test_each_line_of_the_list_misses_its_participation(project_copy: Project) -> None:
    content = project_copy.path(PARTICIPANTS).read_bytes()
    lines = text_of(project_copy, TEXT).split("\n")
    vocabulary = read_vocabulary(project_copy)
    registry, _ = read_registry(project_copy, vocabulary)
    for position in range(1, 40):
        take_out(project_copy, PARTICIPANTS, f"{position},")
        (lost,) = read_edition(project_copy, "2024", registry, vocabulary)[1]
        assert (lost.file, lost.problem) == (TEXT, "is not covered by any participation")
        assert lost.row is not None
        assert lost.value == lines[lost.row - 1]
        assert f" {position}," in lost.remedy
        project_copy.path(PARTICIPANTS).write_bytes(content)


@pytest.mark.parametrize(
    ("mention", "line", "start", "end"),
    [
        ("1-1,world-bank,", 14, 400, 410),
        ("1-1,adb,", 14, 416, 438),
        ("1-1,jica,", 14, 444, 489),
        ("1-1,citynet,", 14, 491, 498),
        ("1-1,oecd,", 14, 504, 565),
        ("1-1,escap,", 14, 571, 649),
        ("2-3,world-bank,", 18, 1841, 1851),
        ("2-3,adb,", 18, 1857, 1879),
        ("2-3,jica,", 18, 1885, 1889),
        ("2-3,citynet,", 18, 1950, 1957),
        ("2-3,iclei,", 18, 1959, 2003),
        ("2-3,gcom,", 18, 2009, 2065),
        ("3-1,ipcc,", 22, 2207, 2211),
        ("C-1,jp-city-of-yokohama,", 24, 2648, 2664),
    ],
)
def test_a_name_without_its_mention_is_told(
    mention: str, line: int, start: int, end: int, project_copy: Project
) -> None:
    """A name and its acronym may be told apart, since each is a name of the same body."""
    printed = text_of(project_copy, TEXT)[start:end]
    take_out(project_copy, MENTIONS, mention)
    found = faults_of(project_copy)
    assert found
    for fault in found:
        assert (fault.file, fault.row) == (TEXT, line)
        assert fault.value is not None
        assert fault.value in printed
        assert f"names {mention.split(',')[1]} " in fault.problem


# ---- Something added, with its checksum ----


@pytest.mark.parametrize(
    ("before", "added", "line", "lost"),
    [
        ("\n\n1. The Pivotal", " We met again.", 10, "We met again"),
        ("\n\n2. Strengthening", " We shall meet again.", 14, "We shall meet again"),
        ("\n\nParticipating cities", "\n\nWe shall meet again.", 26, "We shall meet again"),
        (", and affirmed", ", and praised", 24, "praised"),
        ("\n\nThis declaration", " And so.", 22, "And so"),
    ],
)
def test_words_that_no_statement_quotes_are_told(
    before: str, added: str, line: int, lost: str, project_copy: Project
) -> None:
    text = text_of(project_copy, TEXT)
    rewrite_text(project_copy, text.replace(before, added + before))
    found = [f for f in faults_of(project_copy) if "statement" in f.problem and f.file == TEXT]
    assert [(f.row, f.value, f.problem) for f in found] == [
        (line, lost, "is not covered by any statement")
    ]


def test_a_connective_between_two_statements_belongs_to_neither(project_copy: Project) -> None:
    settings = project_copy.path("data/2024/edition.toml")
    settings.write_bytes(settings.read_bytes().replace(b'["and"]', b'["or"]'))
    assert [(f.file, f.row, f.value) for f in faults_of(project_copy)] == [
        (TEXT, 24, "and"),
        (TEXT, 14, "and"),
    ]


def test_a_title_line_that_the_settings_do_not_give_is_told(project_copy: Project) -> None:
    text = text_of(project_copy, TEXT)
    rewrite_text(
        project_copy, text.replace("October 24, 2024\n\n", "October 24, 2024\n\nDraft\n\n")
    )
    (told,) = [f for f in faults_of(project_copy) if f.row == 10 and f.file == TEXT]
    assert (told.value, told.problem) == ("Draft", "is not a line of front_matter.lines")


def test_a_body_that_takes_part_under_a_second_heading_is_told(project_copy: Project) -> None:
    text = text_of(project_copy, TEXT)
    rewrite_text(project_copy, f"{text}\n\n(Nepal)\n\nTilottama Municipality")
    (told,) = faults_of(project_copy)
    assert (told.file, told.row, told.value) == (TEXT, 134, "Tilottama Municipality")
    assert told.problem == "is not covered by any participation"


def test_a_line_taken_out_of_the_list_is_missed_by_its_row_alone(project_copy: Project) -> None:
    # "City of Borongan" moves to where "City of Bogo" stood, and is still told apart from it.
    text = text_of(project_copy, TEXT)
    rewrite_text(project_copy, text.replace("City of Bogo\n\n", ""))
    found = faults_of(project_copy)
    (lost, *moved) = sorted(found, key=lambda fault: fault.problem != "is not a line of the list")
    assert (lost.file, lost.row, lost.value) == (PARTICIPANTS, 18, "City of Bogo")
    assert [(f.row, f.column) for f in moved] == [(row, "position") for row in range(19, 41)]


def test_a_name_of_a_known_body_in_an_added_sentence_is_told(project_copy: Project) -> None:
    text = text_of(project_copy, TEXT)
    rewrite_text(
        project_copy, text.replace("\n\nParticipating", "\n\nWe thank the OECD.\n\nParticipating")
    )
    told = [f for f in faults_of(project_copy) if "mention" in f.problem]
    assert [(f.row, f.value) for f in told] == [(26, "OECD")]


def test_part_of_a_word_is_no_name(project_copy: Project) -> None:
    text = text_of(project_copy, TEXT)
    rewrite_text(
        project_copy, text.replace("\n\nParticipating", "\n\nWe thank OECDland.\n\nParticipating")
    )
    assert not [f for f in faults_of(project_copy) if "mention" in f.problem]


def test_a_text_without_a_list_needs_none(project_copy: Project) -> None:
    text = text_of(project_copy, TEXT)
    rewrite_text(project_copy, text[: text.index("\n\nParticipating")] + "\n")
    settings = "data/2024/edition.toml"
    told = faults_of(project_copy)
    assert Counter((f.file, f.problem) for f in told) == {
        (PARTICIPANTS, "is not a line of the list"): 39,
        (settings, "is not the line above the list"): 1,
    }
    take_out(project_copy, settings, "list_title")
    table = project_copy.path(PARTICIPANTS)
    table.write_bytes(table.read_bytes().partition(b"\n")[0] + b"\n")
    assert faults_of(project_copy) == []
