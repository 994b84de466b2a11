"""What is written by hand of the data set; refusals stand in ``cases/reading_faults.toml``."""

from __future__ import annotations

from datetime import date

from ascc_ld.ground.project import Project
from ascc_ld.reading.dataset_settings import HOLDS, read_dataset_description


def test_the_data_set_describes_itself(project_copy: Project) -> None:
    description, faults = read_dataset_description(project_copy)
    assert faults == []
    assert description is not None
    assert set(description.title) == set(description.description) == {"en", "ja"}
    assert description.licence == "https://creativecommons.org/licenses/by/4.0/"
    assert date(2024, 10, 24) < description.created <= description.issued


def test_a_data_set_that_does_not_describe_itself_is_none(project_copy: Project) -> None:
    path = project_copy.path("data/dataset.toml")
    path.write_bytes(path.read_bytes().replace(b'publisher = "', b'publischer = "'))
    description, faults = read_dataset_description(project_copy)
    assert description is None
    assert [(f.column, f.problem) for f in faults] == [
        ("publisher", "is missing"),
        ("publischer", "is not a key of this file"),
    ]


def test_each_file_and_each_graph_has_a_title_in_two_languages(project_copy: Project) -> None:
    description, _ = read_dataset_description(project_copy)
    assert description is not None
    titles = [file.title for file in description.files.values()]
    titles += description.graphs.values()
    assert {tuple(title) for title in titles} == {("en", "ja")}
    assert {file.holds for file in description.files.values()} == set(HOLDS)


def test_a_data_set_may_say_who_answers(project_copy: Project) -> None:
    with project_copy.path("data/dataset.toml").open("a", encoding="utf-8") as file:
        file.write('\n[contact]\nname = "Secretariat"\nemail = "data@example.org"\n')
    description, faults = read_dataset_description(project_copy)
    assert faults == []
    assert description is not None
    assert (description.contact_name, description.contact_email) == (
        "Secretariat",
        "data@example.org",
    )
    assert description.contact_page is None
