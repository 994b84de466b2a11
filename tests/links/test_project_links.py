"""Every entity is listed, with its links or without."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from pathlib import Path

import pytest

from ascc_ld.ground.project import default_project
from ascc_ld.links import reports
from ascc_ld.links.entities import UnknownEntity, chosen, item_of
from ascc_ld.links.project_links import ProjectLinks, read_links

ROOT = Path(__file__).parents[2]


def table(name: str) -> list[dict[str, str]]:
    with (ROOT / "data" / "registry" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


LOOKED_UP = re.compile(
    r"@[0-9a-f]{7}\b|\((npm|PyPI)\)|ROR record \w+|Govdirectory \(govdirectory/website [0-9a-f]{7}"
    r"|Who's On First \d+|OpenAlex concept C\d+"
)
"""A release, a commit or a record, by which somebody else finds what was read."""


def test_a_link_names_what_can_be_looked_up_or_says_that_it_was_not_recorded(
    seen: ProjectLinks,
) -> None:
    unsaid = [
        mapping.record_id
        for mapping_set in seen.corpus.links
        for mapping in mapping_set.mappings
        if bool(LOOKED_UP.search(mapping.comment))
        is (mapping.see_also == ("https://w3id.org/ascc/source/not-recorded",))
    ]
    assert unsaid == []


class TestEntities:
    def test_are_all_things_of_the_registry_and_the_edition(self, seen: ProjectLinks) -> None:
        counts = Counter(one.entity.kind for one in seen.entities)
        assert counts == {
            "organisation": len(table("organisations")),
            "place": len(table("places")),
            "country": len(table("countries")),
            "work": len(table("works")),
            "theme": 17,
            "conference": 1,
            "declaration": 1,
            "series": 1,
        }

    def test_include_every_subject_of_the_tables(self, seen: ProjectLinks) -> None:
        known = {one.entity.curie for one in seen.entities}
        for mapping_set in seen.corpus.links:
            assert {mapping.subject_id for mapping in mapping_set.mappings} <= known

    @pytest.mark.parametrize(
        ("name", "curies"),
        [
            ("org/iclei", ["ascc_org:iclei"]),
            ("iclei", ["ascc_org:iclei"]),
            ("ascc_org:iclei", ["ascc_org:iclei"]),
            ("https://w3id.org/ascc/org/iclei", ["ascc_org:iclei"]),
            ("country/PH", ["ascc_country:PH"]),
            ("PH", ["ascc_country:PH"]),
            ("series", ["ascc:series"]),
            ("2024/conference", ["ascc:2024/conference"]),
            ("scheme/theme/solidarity", ["ascc_theme:solidarity"]),
            ("my-kuala-lumpur", ["ascc_org:my-kuala-lumpur", "ascc_place:my-kuala-lumpur"]),
        ],
    )
    def test_are_found_by_each_of_their_names(
        self, seen: ProjectLinks, name: str, curies: list[str]
    ) -> None:
        found = chosen((one.entity for one in seen.entities), [name])
        assert [entity.curie for entity in found] == curies

    def test_with_an_unknown_name_suggest_the_nearest(self, seen: ProjectLinks) -> None:
        with pytest.raises(UnknownEntity, match="Did you mean 'iclei'"):
            chosen((one.entity for one in seen.entities), ["icley"])

    def test_of_the_series_are_called_by_its_label_first(self, seen: ProjectLinks) -> None:
        (series,) = chosen((one.entity for one in seen.entities), ["series"])
        assert series.name == "Asia Smart City Conference"

    def test_follow_the_base(self) -> None:
        other = read_links(default_project(), "https://example.org/x/")
        (iclei,) = chosen((one.entity for one in other.entities), ["iclei"])
        assert iclei.iri == "https://example.org/x/org/iclei"
        assert len(other.linked()) == len(read_links(default_project()).linked())


class TestCoverage:
    def test_tells_linked_from_unlinked(self, seen: ProjectLinks) -> None:
        assert {*seen.linked(), *seen.unlinked()} == set(seen.entities)
        assert not {*seen.linked()} & {*seen.unlinked()}

    def test_a_link_to_another_vocabulary_is_none_to_wikidata(self, seen: ProjectLinks) -> None:
        (one,) = seen.unlinked(["scheme/theme/carbon-neutrality"])
        assert [link.row.object_id for link in one.asserted] == ["eurovoc:c_c9724a74"]
        assert one.items == ()

    def test_a_near_match_is_not_the_same_thing(self, seen: ProjectLinks) -> None:
        (one,) = seen.linked(["scheme/theme/climate-change"])
        assert set(one.items) == {"Q125928", "Q7942"}
        assert item_of(one) is None

    def test_the_same_thing_is_told(self, seen: ProjectLinks) -> None:
        (one,) = seen.linked(["place/jp-yokohama"])
        assert item_of(one) == "Q38283"


class TestListing:
    def test_in_json_holds_each_entity_with_each_row(self, seen: ProjectLinks) -> None:
        listed = json.loads(reports.as_json(seen.entities))
        assert len(listed) == len(seen.entities)
        rows = sum(len(mapping_set.mappings) for mapping_set in seen.corpus.links)
        assert sum(len(one["links"]) for one in listed) == rows
        (yokohama,) = (one for one in listed if one["entity"] == "ascc_place:jp-yokohama")
        (link,) = yokohama["links"]
        assert link["iri"] == "http://www.wikidata.org/entity/Q38283"
        assert link["justification"] == "ManualMappingCuration"
        assert link["confidence"] == "0.95"
        assert link["evidence"].startswith("name-suggestion-index 8.0.20260918 (npm); ")

    def test_in_tsv_has_a_line_for_each_row_and_each_entity_without(
        self, seen: ProjectLinks
    ) -> None:
        lines = reports.as_tsv(seen.entities).splitlines()
        rows = sum(len(one.links) or 1 for one in seen.entities)
        assert len(lines) == rows + 1
        assert {line.count("\t") for line in lines} == {9}

    @pytest.mark.parametrize("columns", [120, 140, 300])
    def test_in_a_table_fits_the_terminal(
        self, seen: ProjectLinks, columns: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("COLUMNS", str(columns))
        lines = reports.as_table(seen.entities, fitted=True).splitlines()
        assert max(len(line) for line in lines) <= columns
        assert sum("none yet" in line for line in lines) == sum(
            not one.links for one in seen.entities
        )

    def test_in_a_table_that_is_not_for_a_terminal_nothing_is_cut(
        self, seen: ProjectLinks, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("COLUMNS", "80")
        table = reports.as_table(seen.entities, fitted=False)
        for one in seen.entities:
            assert one.entity.curie in table
            for link in one.links:
                assert " ".join(link.row.comment.split()) in table
