"""An edition as it is read: what the declaration of 2024 says, unit by unit.

Expected values are those of the close reading (13 units, 39 participations, 14 mentions), made
from the text before there was a program.
"""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from ascc_ld.ground.project import default_project
from ascc_ld.reading.corpus import read_corpus
from ascc_ld.reading.edition_settings import Citation
from ascc_ld.reading.editions import Edition, Mention, Party, Statement

# id, start, end, section, class, force, marker, kinds of speaker and agent
UNITS = [
    ("P-1", 98, 266, None, "Narrative", "narrate", "convened", "we", "conference"),
    ("1-1", 331, 824, 1, "Narrative", "narrate", "fostered", "we", "conference"),
    (
        "1-2",
        825,
        1383,
        1,
        "Consensus",
        "reach-consensus",
        "have reached a firm consensus on",
        "we",
        "group",
    ),
    ("1-2a", 1040, 1116, 1, "Consensus", "reach-consensus", None, "we", "group"),
    ("1-2b", 1118, 1166, 1, "Consensus", "reach-consensus", None, "we", "group"),
    ("1-2c", 1172, 1382, 1, "Consensus", "reach-consensus", None, "we", "group"),
    ("2-1", 1441, 1555, 2, "Recognition", "acknowledge", "acknowledge that", "we", None),
    ("2-2", 1556, 1763, 2, "Recognition", "recognise", "recognize that", "we", None),
    ("2-3", 1764, 2131, 2, "Aspiration", "strive", "shall strive to", "we", "we"),
    ("3-1", 2185, 2353, 3, "Recognition", "recognise", "recognize that", "we", None),
    ("3-2", 2354, 2603, 3, "Commitment", "commit", "commit to", "we", "we"),
    ("C-1", 2605, 2693, None, "DeclaratoryAct", "propose", "is hereby proposed by", "org", "org"),
    (
        "C-2",
        2699,
        2753,
        None,
        "DeclaratoryAct",
        "affirm",
        "affirmed by",
        "participants",
        "participants",
    ),
]
MENTIONS = [
    ("1-1", "world-bank", "partner", 400, 410),
    ("1-1", "adb", "partner", 416, 438),
    ("1-1", "jica", "partner", 444, 489),
    ("1-1", "citynet", "partner", 491, 498),
    ("1-1", "oecd", "partner", 504, 565),
    ("1-1", "escap", "partner", 571, 649),
    ("2-3", "world-bank", "backing-agency", 1841, 1851),
    ("2-3", "adb", "backing-agency", 1857, 1879),
    ("2-3", "jica", "backing-agency", 1885, 1889),
    ("2-3", "citynet", "collaborating-network", 1950, 1957),
    ("2-3", "iclei", "collaborating-network", 1959, 2003),
    ("2-3", "gcom", "collaborating-network", 2009, 2065),
    ("3-1", "ipcc", "cited-body", 2207, 2211),
    ("C-1", "jp-city-of-yokohama", "proposer", 2648, 2664),
]


@pytest.fixture(scope="module")
def edition() -> Edition:
    (only,) = read_corpus(default_project()).editions
    return only


def test_the_units_are_read_in_order_with_what_they_mean(edition: Edition) -> None:
    def unit(s: Statement) -> tuple[object, ...]:
        where = (s.id, s.quote.start, s.quote.end, s.section)
        return (
            *where,
            s.type,
            s.force,
            s.force_marker,
            s.speaker.kind,
            s.agent.kind if s.agent else None,
        )

    assert [unit(statement) for statement in edition.statements] == UNITS
    assert [statement.position for statement in edition.statements] == list(range(1, 14))


def test_three_clauses_are_part_of_the_consensus(edition: Edition) -> None:
    assert [s.id for s in edition.statements if s.clause_of == "1-2"] == ["1-2a", "1-2b", "1-2c"]
    assert sum(s.clause_of is None for s in edition.statements) == 10


def test_lists_that_name_some_of_more_are_open(edition: Edition) -> None:
    assert [s.id for s in edition.statements if s.open_list] == ["1-1", "2-2", "2-3"]


def test_a_party_is_a_kind_and_a_slug(edition: Edition) -> None:
    statements = {s.id: s for s in edition.statements}
    assert statements["1-2a"].agent == Party("group", "cities")
    assert statements["C-1"].speaker == Party("org", "jp-city-of-yokohama")
    assert statements["3-2"].speaker == Party("we")


def test_cells_with_several_values_are_read_apart(edition: Edition) -> None:
    commitment = edition.statements[10]
    assert len(commitment.means) == 2
    assert commitment.beneficiaries == ("wider-world",)
    assert commitment.themes == (
        "knowledge-exchange",
        "sustainable-green-future",
        "global-engagement",
    )


def test_the_mentions_are_read_with_their_roles(edition: Edition) -> None:
    def mention(m: Mention) -> tuple[str, str, str, int, int]:
        return m.statement, m.organisation, m.role, m.quote.start, m.quote.end

    assert [mention(m) for m in edition.mentions] == MENTIONS
    assert [m.id for m in edition.mentions][2:9:6] == ["1-1-jica", "2-3-jica"]


def test_the_participations_count_as_the_close_reading_counts(edition: Edition) -> None:
    assert Counter(p.country for p in edition.participations) == {
        "PH": 17,
        "ID": 5,
        "PK": 3,
        "UZ": 3,
        "IN": 2,
        "VN": 2,
        "KH": 1,
        "MY": 1,
        "NP": 1,
        "SG": 1,
        "KR": 1,
        "LK": 1,
        "TH": 1,
    }
    assert [p.position for p in edition.participations] == list(range(1, 40))
    first, last = edition.participations[0], edition.participations[-1]
    assert (first.organisation, first.quote.start) == ("kh-phnom-penh-city", 2808)
    assert (last.quote.text, last.quote.end) == ("People's Committee of Ha Tinh City", 4030)


def test_a_comma_in_a_printed_name_stays_in_it(edition: Edition) -> None:
    assert [p.quote.text for p in edition.participations if "," in p.quote.text] == [
        "Ministry of Ports, Shipping and Waterways",
        "City of San Fernando, La Union",
        "City of San Fernando, Pampanga",
        "Centre for Liveable Cities, Ministry of National Development",
    ]


def test_yokohama_proposes_and_does_not_affirm(edition: Edition) -> None:
    assert edition.proposers == ("jp-city-of-yokohama",)
    assert len(edition.affirmers) == 39
    assert "jp-city-of-yokohama" not in edition.affirmers
    assert len(edition.declarants) == 40
    assert edition.declarants[0] == "jp-city-of-yokohama"


def test_the_settings_of_the_edition_are_read(edition: Edition) -> None:
    about = edition.about
    assert (about.number, about.start, about.end) == (13, date(2024, 10, 23), date(2024, 10, 24))
    assert about.issued == date(2024, 10, 24)
    assert about.sha256 == edition.source.sha256
    assert about.theme_title == "Asian Cities Together for a Greener Future"
    assert edition.slug == "2024"


def test_the_cited_report_is_expected_in_2027(edition: Edition) -> None:
    assert edition.citations == (
        Citation("3-1", "ipcc-special-report-on-climate-change-and-cities", None, 2027),
    )


def test_each_record_knows_its_row(edition: Edition) -> None:
    assert [s.origin.line for s in edition.statements] == list(range(2, 15))
    assert [p.origin.line for p in edition.participations] == list(range(2, 41))
    assert [m.origin.line for m in edition.mentions] == list(range(2, 16))
    assert str(edition.mentions[0].origin) == "data/2024/mentions.csv, row 2"
