"""What editions share: each table is needed, each reference leads to a row."""

from __future__ import annotations

import pytest

from ascc_ld.ground.faults import Fault
from ascc_ld.ground.project import Project
from ascc_ld.reading.editions import read_edition
from ascc_ld.reading.registry import Registry, read_registry
from ascc_ld.reading.vocabulary import Vocabulary, read_vocabulary


@pytest.fixture
def vocabulary(project_copy: Project) -> Vocabulary:
    return read_vocabulary(project_copy)


@pytest.fixture
def registry(project_copy: Project, vocabulary: Vocabulary) -> Registry:
    found, faults = read_registry(project_copy, vocabulary)
    assert faults == []
    return found


def faults_of(project: Project, vocabulary: Vocabulary) -> list[Fault]:
    registry, faults = read_registry(project, vocabulary)
    _, edition_faults = read_edition(project, "2024", registry, vocabulary)
    return faults + edition_faults


def lines_of(project: Project, file: str) -> list[str]:
    return project.path(file).read_bytes().decode("utf-8").removesuffix("\n").split("\n")


def unnoticed(project: Project, table: str, vocabulary: Vocabulary) -> list[str]:
    """Take out each row of a table in turn; return the first cells of those nobody missed."""
    file = f"data/registry/{table}.csv"
    path = project.path(file)
    content = path.read_bytes()
    lines = lines_of(project, file)
    missed_by_nobody = []
    for index in range(1, len(lines)):
        path.write_bytes("\n".join([*lines[:index], *lines[index + 1 :], ""]).encode())
        if not faults_of(project, vocabulary):
            missed_by_nobody.append(lines[index])
    path.write_bytes(content)
    return missed_by_nobody


# ---- What there is ----


def test_the_registry_holds_what_the_2024_edition_needs(registry: Registry) -> None:
    assert len(registry.organisations) == 50
    assert len(registry.countries) == 14
    assert list(registry.works) == ["ipcc-special-report-on-climate-change-and-cities"]


def test_each_country_has_a_name_in_each_language(registry: Registry) -> None:
    languages = {tuple(sorted(country.names)) for country in registry.countries.values()}
    assert len(languages) == 1
    assert {"en", "ja", "fil", "id", "vi"} <= set(*languages)


def test_a_row_becomes_a_record_that_knows_where_it_is_written(
    registry: Registry, project_copy: Project
) -> None:
    unit = registry.organisations["sg-centre-for-liveable-cities"]
    assert unit.name == "Centre for Liveable Cities"
    assert unit.unit_of == "sg-ministry-of-national-development"
    assert unit.country == "SG"
    assert unit.public_body
    assert unit.origin.file == "data/registry/organisations.csv"
    line = lines_of(project_copy, unit.origin.file)[unit.origin.line - 1]
    assert line.startswith("sg-centre-for-liveable-cities,")


def test_an_international_body_belongs_to_no_country(registry: Registry) -> None:
    assert registry.organisations["world-bank"].country is None
    assert not registry.organisations["world-bank"].public_body


def test_facts_on_the_conferences_are_kept_one_by_one(registry: Registry) -> None:
    facts = {(f.subject, f.property, f.language): f.value for f in registry.conference_facts}
    assert facts["series", "label", "en"] == "Asia Smart City Conference"
    assert facts["series", "start_date", None] == "2012-10-31"
    assert facts["2024", "organizer", None] == "jp-city-of-yokohama"


# ---- A row removed ----


@pytest.mark.parametrize("table", ["organisations", "places", "countries", "works"])
def test_no_row_can_go_unnoticed(table: str, project_copy: Project, vocabulary: Vocabulary) -> None:
    assert unnoticed(project_copy, table, vocabulary) == []


def test_no_name_of_a_country_can_go_unnoticed(
    project_copy: Project, vocabulary: Vocabulary
) -> None:
    """Every fifth row is tried: so each country and each of the sixteen languages comes up."""
    path = project_copy.path("data/registry/country_names.csv")
    lines = lines_of(project_copy, "data/registry/country_names.csv")
    for index in range(1, len(lines), 5):
        path.write_bytes("\n".join([*lines[:index], *lines[index + 1 :], ""]).encode())
        _, faults = read_registry(project_copy, vocabulary)
        country, language, _ = lines[index].split(",", 2)
        assert [(f.file, f.column, f.problem) for f in faults] == [
            (
                "data/registry/country_names.csv",
                "language",
                f"has no row for {country} in the language {language!r}",
            )
        ]


def test_no_source_that_a_row_names_can_go_unnoticed(
    project_copy: Project, vocabulary: Vocabulary
) -> None:
    """A source is missed by the rows that name it.

    Those from which links alone were taken are named by no row of the registry: they give the
    data set its attributions, and nothing in the tables could miss them.
    """
    of_links = ["agrovoc", "eurovoc", "gemet", "gnd", "sdg", "stw", "unbis", "wikidata"]
    found = unnoticed(project_copy, "sources", vocabulary)
    assert [line.partition(",")[0] for line in found] == of_links


def test_the_english_name_of_the_series_cannot_go_unnoticed(
    project_copy: Project, vocabulary: Vocabulary
) -> None:
    """Every other fact on the conferences stands alone, so that nothing could miss it."""
    found = unnoticed(project_copy, "conferences", vocabulary)
    lines = lines_of(project_copy, "data/registry/conferences.csv")[1:]
    noticed = [line for line in lines if line not in found]
    assert [line.split(",")[:4] for line in noticed] == [
        ["series", "label", "Asia Smart City Conference", "en"]
    ]


def test_each_row_that_named_a_missing_row_is_told(
    project_copy: Project, vocabulary: Vocabulary
) -> None:
    path = project_copy.path("data/registry/organisations.csv")
    lines = lines_of(project_copy, "data/registry/organisations.csv")
    path.write_bytes("\n".join(x for x in [*lines, ""] if not x.startswith("citynet,")).encode())
    assert [(f.file, f.row, f.column, f.value) for f in faults_of(project_copy, vocabulary)] == [
        ("data/2024/mentions.csv", 5, "organisation", "citynet"),
        ("data/2024/mentions.csv", 11, "organisation", "citynet"),
    ]


def test_a_name_of_an_unknown_country_is_told(
    project_copy: Project, vocabulary: Vocabulary
) -> None:
    path = project_copy.path("data/registry/country_names.csv")
    path.write_bytes(path.read_bytes() + b"NN,en,Nowhere\n")
    rows = len(lines_of(project_copy, "data/registry/country_names.csv"))
    assert [(f.row, f.column, f.value) for f in faults_of(project_copy, vocabulary)] == [
        (rows, "country", "NN")
    ]
