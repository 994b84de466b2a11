"""Whatever is in a file of a project, it is read or its faults are told: no reader crashes."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from ascc_ld.ground.faults import DataError
from ascc_ld.ground.project import Project
from ascc_ld.reading import sssom
from ascc_ld.reading.dataset_settings import DATASET, FILES, GRAPHS, read_dataset_description
from ascc_ld.reading.edition_settings import describe_edition
from ascc_ld.reading.editions import Mention, Participation, Statement
from ascc_ld.reading.records import TableRecord
from ascc_ld.reading.registry import Country, CountryName, Organisation, Place
from ascc_ld.reading.settings import Settings
from ascc_ld.reading.tables import read_table
from looped import looped

ROOT = Path(__file__).parents[2]
TABLES: dict[str, type[TableRecord]] = {
    "data/registry/organisations.csv": Organisation,
    "data/registry/places.csv": Place,
    "data/registry/countries.csv": Country,
    "data/registry/country_names.csv": CountryName,
    "data/2024/statements.csv": Statement,
    "data/2024/participants.csv": Participation,
    "data/2024/mentions.csv": Mention,
}
EDITION = "data/2024/edition.toml"
LINKS = "data/links/wikidata.sssom.tsv"
PIECES = [
    *('"', "'", ",", ";", "\t", "\n", "\r", "#", "=", "[", "]", "[[a]]", "{", "}", "\\", ": ", "|"),
    *("\0", "\ufeff", "\u200b", "\u2028", "\u202e", "\ud7ff", "é", "e\u0301", "横浜", "😀", "\x1b"),
    *(
        "?",
        "=1+1",
        "9" * 5000,
        "-0",
        "1e999",
        "NaN",
        "2024-02-30",
        "0001-01-01",
        "99:99:99",
        "x" * 200_000,
    ),
    *(
        "true",
        "[" * 2000,
        "{a=" * 500,
        "&a *a",
        "!!python/name:os.system",
        "<<: *x",
        "%YAML 9",
        "---",
    ),
    *("http://[::1", "https://a.example:x/", "\n,,,,\n", '"""', "\n\n\n"),
]


@st.composite
def spoiled(draw: st.DrawFn, text: str) -> bytes:
    """Return a file of ours with a few pieces of it gone, doubled, or something else."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.sampled_from([0, 0, 1, 2, 40, 2000])))
        put = draw(st.sampled_from([*PIECES, text[start:end] * 2]))
        text = text[:start] + put + text[end:]
    content = text.encode("utf-8", "surrogatepass")
    if draw(st.integers(0, 9)) == 0:
        place = draw(st.integers(0, len(content)))
        content = content[:place] + draw(st.binary(min_size=1, max_size=4)) + content[place:]
    return content


def told(name: str, content: bytes) -> bool:
    """Read a file of ours and tell whether it has faults; raises no error but those."""
    with tempfile.TemporaryDirectory() as folder:
        project = Project(Path(folder))
        path = project.path(name)
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
        if name in TABLES:
            table, faults = read_table(path, name, TABLES[name])
            assert table.readable or faults
            return bool(faults)
        if name == EDITION:
            keys = Settings.read(project, name)
            describe_edition(keys, "2024")
            return bool(keys.faults)
        if name == DATASET:
            for other in (FILES, GRAPHS):
                project.path(other).write_bytes((ROOT / other).read_bytes())
            return bool(read_dataset_description(project)[1])
        try:
            sssom.write(sssom.read(project.read_text(name), name))
        except DataError:
            return True
        return False


@looped(
    ("name", "find", "put"),
    [
        (DATASET, "keywords = [", "keywords = [" + "[" * 5000),
        (DATASET, "[title]", "[title]\nx = " + "{a=" * 3000),
        (DATASET, "[title]", "[title]\n" + "a." * 3000 + "b = 1"),
        (DATASET, "[title]", "[title]\nx = " + "9" * 6000),
        (EDITION, "number = 13", "number = " + "9" * 6000),
        (EDITION, "number = 13", "number = " + "[" * 6000),
        (LINKS, "#sssom_version", "#a: " + "[" * 20000 + "\n#sssom_version"),
        (LINKS, "#sssom_version", "#a: &a [*a]\n#sssom_version"),
        ("data/registry/places.csv", "16.41639", "1e999999999"),
        ("data/registry/places.csv", "16.41639", "1e99999999"),
        ("data/registry/places.csv", "16.41639", "9" * 20000),
        ("data/registry/places.csv", "ph-baguio,", "ph-baguio," + "x" * 200_000),
        ("data/2024/participants.csv", "\n8,", "\n" + "9" * 6000 + ","),
        ("data/2024/participants.csv", "\n8,", '\n"8,'),
    ],
    ids=lambda case: (case[0], case[2][:30]),
)
def test_what_is_too_deep_or_too_large_is_told(name: str, find: str, put: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert find in text
    assert told(name, text.replace(find, put, 1).encode())


def test_our_own_files_have_no_faults() -> None:
    names = (*TABLES, EDITION, DATASET, LINKS)
    assert [name for name in names if told(name, (ROOT / name).read_bytes())] == []


@settings(max_examples=150, derandomize=True, database=None)
@given(data=st.data(), name=st.sampled_from([*TABLES, EDITION, DATASET, LINKS]))
def test_a_spoiled_file_is_read_or_told(data: st.DataObject, name: str) -> None:
    content = data.draw(spoiled((ROOT / name).read_text("utf-8")))
    told(name, content)
