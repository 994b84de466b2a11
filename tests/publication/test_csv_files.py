"""The tables for spreadsheets: valid as CSV on the Web, right by hand, and joined to the graph."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from functools import cache
from pathlib import Path

import csvw  # type: ignore[import-untyped]
import pytest

from built import BASE, dist, index, text
from looped import looped

TABLES = ("statements.csv", "participants.csv", "organisations.csv")
METADATA = "csv-metadata.json"
ASCC = f"{BASE}ns#"
DECLARATION = f"{BASE}2024/declaration"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
OA = "http://www.w3.org/ns/oa#"
ORG = "http://www.w3.org/ns/org#"
PROV = "http://www.w3.org/ns/prov#"
SCHEMA = "https://schema.org/"


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    table = csv.DictReader(io.StringIO(text(name), newline=""), strict=True)
    found = tuple(table)
    assert all(None not in row and None not in row.values() for row in found)
    return found


def values(subject: str, predicate: str) -> set[str]:
    return set(index("ascc.nt").get(subject, {}).get(predicate, ()))


def instances(class_: str) -> set[str]:
    return {s for s, about in index("ascc.nt").items() if class_ in about.get(RDF_TYPE, ())}


# ---- CSV on the Web ----


def test_the_description_is_valid_and_so_are_the_tables() -> None:
    description = csvw.CSVW(str(dist() / METADATA), validate=True)
    assert description.is_valid, description.warnings


# csvw keeps its warnings as part of the verdict, unless a filter makes them errors.
@pytest.mark.filterwarnings("default::UserWarning:csvw")
def test_the_check_can_fail(tmp_path: Path) -> None:
    for name in (*TABLES, METADATA):
        (tmp_path / name).write_bytes((dist() / name).read_bytes())
    table = (tmp_path / "participants.csv").read_bytes()
    (tmp_path / "participants.csv").write_bytes(table.replace(b",39,", b",last,"))
    description = csvw.CSVW(str(tmp_path / METADATA), validate=True)
    assert not description.is_valid


def test_the_description_tells_every_table_and_column_in_order() -> None:
    tables = {table["url"]: table["tableSchema"] for table in json.loads(text(METADATA))["tables"]}
    assert tuple(tables) == TABLES
    for name, schema in tables.items():
        header = next(csv.reader(io.StringIO(text(name), newline="")))
        assert [column["name"] for column in schema["columns"]] == header
        assert all(column["dc:description"] for column in schema["columns"])
        assert schema["primaryKey"] == header[0]


def test_the_description_names_the_licence() -> None:
    licence = json.loads(text(METADATA))["dc:license"]
    assert licence == {"@id": "https://creativecommons.org/licenses/by/4.0/"}


@pytest.mark.parametrize("name", TABLES)
def test_tables_are_utf_8_with_the_line_ends_of_rfc_4180(name: str) -> None:
    content = (dist() / name).read_bytes()
    assert not content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")
    assert content.count(b"\n") == content.count(b"\r\n")


@pytest.mark.parametrize(("name", "count"), [*zip(TABLES, (13, 39, 50), strict=True)])
def test_each_table_has_a_row_for_each_thing(name: str, count: int) -> None:
    keys = [next(iter(row.values())) for row in rows(name)]
    assert len(keys) == len(set(keys)) == count


# ---- What stands in them ----

STATEMENTS = [
    ("P-1", "", "Narrative", "narrate", "98", "266"),
    ("1-1", "1", "Narrative", "narrate", "331", "824"),
    ("1-2", "1", "Consensus", "reach-consensus", "825", "1383"),
    ("1-2a", "1", "Consensus", "reach-consensus", "1040", "1116"),
    ("1-2b", "1", "Consensus", "reach-consensus", "1118", "1166"),
    ("1-2c", "1", "Consensus", "reach-consensus", "1172", "1382"),
    ("2-1", "2", "Recognition", "acknowledge", "1441", "1555"),
    ("2-2", "2", "Recognition", "recognise", "1556", "1763"),
    ("2-3", "2", "Aspiration", "strive", "1764", "2131"),
    ("3-1", "3", "Recognition", "recognise", "2185", "2353"),
    ("3-2", "3", "Commitment", "commit", "2354", "2603"),
    ("C-1", "", "DeclaratoryAct", "propose", "2605", "2693"),
    ("C-2", "", "DeclaratoryAct", "affirm", "2699", "2753"),
]


def test_statements_stand_in_the_order_of_the_text() -> None:
    columns = ("id", "section", "class", "force", "start", "end")
    assert [tuple(row[column] for column in columns) for row in rows("statements.csv")] == (
        STATEMENTS
    )
    assert [row["position"] for row in rows("statements.csv")] == [str(n) for n in range(1, 14)]


def test_the_row_of_the_commitment() -> None:
    (row,) = (row for row in rows("statements.csv") if row["class"] == "Commitment")
    assert row == {
        "statement": f"{DECLARATION}/statement/3-2",
        "declaration": DECLARATION,
        "edition": "2024",
        "id": "3-2",
        "position": "11",
        "section": "3",
        "section_title": "Elevating Asia's Leadership on the Global Stage",
        "clause_of": "",
        "class": "Commitment",
        "force": "commit",
        "force_marker": "commit to",
        "speaker": "we",
        "agent": "we",
        "action": "contribute to",
        "object": "a sustainable green future",
        "means": (
            "by sharing the innovations and strategies developed within Asian cities with the wider"
            " world|through active participation in the Asia Smart City Conference and"
            " international fora and networks"
        ),
        "addressees": "",
        "target_years": "",
        "quantities": "",
        "beneficiaries": "wider-world",
        "themes": "knowledge-exchange|sustainable-green-future|global-engagement",
        "mentions": "series",
        "references": "",
        "organisations": "",
        "start": "2354",
        "end": "2603",
        "text": (
            "By sharing the innovations and strategies developed within Asian cities with the wider"
            " world through active participation in the Asia Smart City Conference and"
            " international fora and networks, we commit to contributing to a sustainable green"
            " future."
        ),
    }


def test_bodies_named_in_each_statement() -> None:
    named = {
        row["id"]: row["organisations"].split("|")
        for row in rows("statements.csv")
        if row["organisations"]
    }
    assert named == {
        "1-1": ["world-bank", "adb", "jica", "citynet", "oecd", "escap"],
        "2-3": ["world-bank", "adb", "jica", "citynet", "iclei", "gcom"],
        "3-1": ["ipcc"],
        "C-1": ["jp-city-of-yokohama"],
    }


def test_clauses_name_their_statement() -> None:
    clauses = {row["id"]: row["clause_of"] for row in rows("statements.csv") if row["clause_of"]}
    assert clauses == {"1-2a": "1-2", "1-2b": "1-2", "1-2c": "1-2"}


@looped(
    "expected",
    [
        ("1", "Phnom Penh City", "Phnom Penh City", "Cambodia", "2808", "2823"),
        (
            "3",
            "Ministry of Ports, Shipping and Waterways",
            "Ministry of Ports, Shipping and Waterways",
            "India",
            "2873",
            "2914",
        ),
        (
            "29",
            "City of San Fernando, Pampanga",
            "City of San Fernando, Pampanga",
            "Philippines",
            "3547",
            "3577",
        ),
        (
            "31",
            "Centre for Liveable Cities, Ministry of National Development",
            "Centre for Liveable Cities",
            "Singapore",
            "3612",
            "3672",
        ),
        (
            "38",
            "Da Nang Department of Natural Resource and Environment",
            "Da Nang Department of Natural Resources and Environment",
            "Vietnam",
            "3940",
            "3994",
        ),
        (
            "39",
            "People's Committee of Ha Tinh City",
            "People's Committee of Ha Tinh City",
            "Vietnam",
            "3996",
            "4030",
        ),
    ],
    ids=lambda expected: expected[1],
)
def test_participants_as_printed(expected: tuple[str, ...]) -> None:
    row = rows("participants.csv")[int(expected[0]) - 1]
    columns = ("position", "printed_name", "name", "country", "start", "end")
    assert tuple(row[column] for column in columns) == expected
    assert row["role"] == "participant"


def test_participants_per_country() -> None:
    assert Counter(row["country_code"] for row in rows("participants.csv")) == {
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


def test_organisations_by_hand() -> None:
    by_iri = {
        row["organisation"].removeprefix(f"{BASE}org/"): row for row in rows("organisations.csv")
    }
    centre = by_iri["sg-centre-for-liveable-cities"]
    assert centre["unit_of"] == f"{BASE}org/sg-ministry-of-national-development"
    assert (centre["type"], centre["country"]) == ("government-agency", "Singapore")
    bank = by_iri["world-bank"]
    assert (bank["country_code"], bank["place"], bank["unit_of"]) == ("", "", "")
    assert bank["type"] == "multilateral-development-bank"
    san_carlos = by_iri["ph-city-of-san-carlos"]
    # The text does not say which of the two San Carlos: no point, no item.
    assert (san_carlos["latitude"], san_carlos["place_wikidata"]) == ("", "")
    assert by_iri["jp-city-of-yokohama"]["native_name"] == "\u6a2a\u6d5c\u5e02"


def test_a_place_item_never_stands_as_the_item_of_its_government() -> None:
    both = [
        row
        for row in rows("organisations.csv")
        if row["wikidata"] and row["wikidata"] == row["place_wikidata"]
    ]
    assert both == []
    assert any(row["wikidata"] for row in rows("organisations.csv"))
    assert any(row["place_wikidata"] for row in rows("organisations.csv"))


# ---- Joined with the graph ----


@pytest.mark.parametrize(
    ("table", "class_"),
    [
        ("statements.csv", ASCC + "Statement"),
        ("participants.csv", ASCC + "Participation"),
        ("organisations.csv", "http://www.w3.org/ns/org#Organization"),
    ],
)
def test_each_row_is_about_a_thing_of_the_graph_and_each_thing_has_a_row(
    table: str, class_: str
) -> None:
    assert {next(iter(row.values())) for row in rows(table)} == instances(class_)


def test_texts_and_names_are_those_of_the_graph() -> None:
    for row in rows("statements.csv"):
        assert values(row["statement"], SCHEMA + "text") == {row["text"]}
        assert ASCC + row["class"] in values(row["statement"], RDF_TYPE)
        assert values(row["statement"], ASCC + "force") == {f"{BASE}scheme/force/{row['force']}"}
    for row in rows("participants.csv"):
        assert values(row["participation"], ASCC + "printedName") == {row["printed_name"]}
        assert values(row["participation"], ORG + "member") == {row["organisation"]}
        assert values(row["participation"], ASCC + "listedUnder") == {
            f"{BASE}country/{row['country_code']}"
        }
    for row in rows("organisations.csv"):
        assert values(row["organisation"], LABEL) == {row["name"], row["native_name"]} - {""}
        assert values(row["organisation"], ASCC + "organisationType") == {
            f"{BASE}scheme/organisation-type/{row['type']}"
        }


@pytest.mark.parametrize(
    ("table", "key"), [("statements.csv", "statement"), ("participants.csv", "participation")]
)
def test_offsets_are_those_of_the_graph(table: str, key: str) -> None:
    for row in rows(table):
        assert values(row[key], PROV + "wasQuotedFrom") == {f"{row[key]}#span"}
        assert values(f"{row[key]}#position", OA + "start") == {row["start"]}
        assert values(f"{row[key]}#position", OA + "end") == {row["end"]}


def test_wikidata_items_are_those_of_the_graph() -> None:
    same = "http://www.w3.org/2002/07/owl#sameAs"
    for row in rows("organisations.csv"):
        assert values(row["organisation"], same) == ({row["wikidata"]} - {""})
    listed = {row["organisation"]: row for row in rows("organisations.csv")}
    for row in rows("participants.csv"):
        for item in ("wikidata", "place_wikidata"):
            assert row[item] == listed[row["organisation"]][item]
    assert any(row["wikidata"] for row in rows("participants.csv"))
