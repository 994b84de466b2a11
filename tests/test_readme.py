"""The README and its picture say what is so: commands exist, code runs, triples are stated."""

from __future__ import annotations

import contextlib
import io
import re
import socket
import subprocess
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest
from click.testing import CliRunner

import ascc_ld
from ascc_ld.building.job import named_graphs
from ascc_ld.cli import main
from ascc_ld.ground.project import default_project
from ascc_ld.mapping.loading import load
from ascc_ld.rdf.terms import PREFIXES
from built import dist
from load.servers import environment
from looped import looped
from ports import free_port
from queries.server import WIKIDATA

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PICTURE = ET.parse(ROOT / "docs" / "commitment.svg")
LINES = ["".join(text.itertext()) for text in PICTURE.iter("{http://www.w3.org/2000/svg}text")]


# Whatever happens, no store stays behind; one that was stopped may take a moment to end.
STOP = "kill $(jobs -p) 2>/dev/null || :; wait"


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


@cache
def triples() -> frozenset[ox.Triple]:
    return frozenset(load(default_project())[1].union())


def test_is_short_enough_to_be_read() -> None:
    assert len(README.splitlines()) <= 150


def test_its_python_prints_what_its_comments_say() -> None:
    code, _ = blocks("python")
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, "README.md", "exec"), {})
    first, second = printed.getvalue().splitlines()
    expected = "3-2 By sharing the innovations and strategies …"
    assert expected in code
    assert first.startswith(expected.removesuffix("…"))
    assert second == "39 True"
    assert code.count("39 True") == 1


def test_its_python_for_pandas_makes_a_table_and_a_graph() -> None:
    _, code = blocks("python")
    names: dict[str, Any] = {}
    exec(compile(code, "README.md", "exec"), names)
    table = names["table"]
    assert list(table.columns) == ["edition", "country", "participants"]
    assert table["participants"].sum() == 39
    assert len(names["graph"]) > 0


def test_it_counts_the_example_questions() -> None:
    said = r"# (\d+) questions: (\d+) with their exact answer, (\d+) ask Wikidata"
    ((questions, answered, asking),) = re.findall(said, README)
    texts = [path.read_text("utf-8") for path in (ROOT / "queries").glob("*.rq")]
    assert int(questions) == len(texts)
    assert int(answered) == len(answered_examples())
    assert int(asking) == sum(f"SERVICE <{WIKIDATA}>" in text for text in texts)
    assert int(questions) == int(answered) + int(asking)


def answered_examples() -> set[str]:
    return {path.stem for path in (ROOT / "queries" / "answers").rglob("*.*")}


def test_its_question_is_answered() -> None:
    (question,) = re.findall(r"^ascc-ld query '(.*)'$", README, re.MULTILINE)
    assert [row["id"] for row in ascc_ld.query(question)] == ["3-2"]


def test_its_commands_are_commands() -> None:
    used = set(re.findall(r"(?:^|/)ascc-ld (\w+)", README, re.MULTILINE))
    assert used
    for command in used:
        result = CliRunner().invoke(main, [command, "--help"])
        assert result.exit_code == 0, command


@pytest.mark.long
def test_its_commands_do_what_is_said(tmp_path: Path) -> None:
    """As they are printed, in a folder with a build, on a free port; pip has been here before."""
    asking, working = (block for block in blocks("sh") if "ascc-ld query" in block)
    port, (build, installing) = str(free_port()), ("dist", "pip install oxigraph")
    assert installing in working
    script = asking + working.replace(installing, "oxigraph --version").replace("7878", port)
    (tmp_path / build).symlink_to(dist())
    with (tmp_path / "shown").open("wb") as shown:
        ran = subprocess.run(
            ["bash", "-euc", f"trap '{STOP}' EXIT\n{script}"],
            cwd=tmp_path,
            env=environment(),
            stdout=shown,
            stderr=subprocess.STDOUT,
            timeout=120,
            check=False,
        )
    text = (tmp_path / "shown").read_text(encoding="utf-8")
    assert ran.returncode == 0, text
    assert "3-2" in text
    assert "Conforms: 0 violations" in text
    assert "entities are linked to Wikidata." in text
    proof = "identical up to the lexical form of numbers and the types derived from xsd:integer."
    assert f"read back: {proof}" in text
    assert text.count("Philippines  17") == 2, "asked here and there"
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", int(port))) != 0, "the store is stopped"


def test_its_make_targets_are_in_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^make (\w+)", README, re.MULTILINE)) | {"all"}
    assert targets == {"test", "site", "serve", "all"}
    for target in targets:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)


@looped("link", sorted(set(re.findall(r"\]\(([^)#:]+)\)", README))))
def test_its_links_lead_to_files(link: str) -> None:
    assert (ROOT / link).is_file()


def test_names_every_public_graph() -> None:
    named = {f"https://w3id.org/ascc/{name}" for name in re.findall(r"`…/([\w/.-]+)`", README)}
    assert named == set(named_graphs(default_project()))


class TestPicture:
    def test_prints_the_sentence_of_the_only_commitment(self) -> None:
        (commitment,) = (s for s in ascc_ld.edition("2024").statements if s.type == "Commitment")
        assert " ".join(LINES[1:4]) == commitment.quote.text
        assert f"{commitment.quote.start} to {commitment.quote.end}" in LINES[0]

    def test_its_triples_stand_in_the_graph(self) -> None:
        start = next(i for i, line in enumerate(LINES) if line.startswith("<2024/declaration"))
        end = next(i for i, line in enumerate(LINES) if line.endswith(" ."))
        prefixes = "".join(f"PREFIX {p}: <{iri}>\n" for p, iri in PREFIXES.items())
        head = f"BASE <https://w3id.org/ascc/>\nPREFIX ascc: <ns#>\n{prefixes}"
        whole = [line for line in LINES[start : end + 1] if "…" not in line]
        shown = {q.triple for q in ox.parse(head + "\n".join(whole), format=ox.RdfFormat.TURTLE)}
        assert len(shown) == 10
        assert shown <= triples()
        (abbreviated,) = (line for line in LINES[start:end] if "…" in line)
        beginnings = re.findall(r'"([^"…]+) …"', abbreviated)
        means = {
            str(t.object.value)
            for t in triples()
            if isinstance(t.object, ox.Literal)
            and t.object.language == "en"
            and t.predicate.value.endswith("ns#means")
            and str(t.subject).endswith("statement/3-2>")
        }
        assert len(beginnings) == len(means) == 2
        assert all(any(mean.startswith(b) for mean in means) for b in beginnings)

    def test_counts_the_declarants(self) -> None:
        text = " ".join(LINES)
        assert len(ascc_ld.edition("2024").declarants) == 40
        assert "40 bodies" in text
        assert "39 bodies from 13 countries affirmed" in text
        assert sum(line.startswith("<org/") for line in LINES) + 37 == 40
