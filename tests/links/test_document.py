"""docs/links.md says what is so: its commands run as they are printed, one after the other.

They run in a copy of the project; only the addresses of Wikidata's services lead to loopback, where
the items of the document's examples, Q1 and Q2, are known.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ascc_ld.ground.project import Project
from ascc_ld.links.project_links import ProjectLinks
from ascc_ld.links.suggestions import CURATED, FILE
from links.servers import Entry, Reply, Seen, json_reply, reconciling, serving
from links.wikidata_copy import documents, written
from load.servers import environment

DOCUMENT = (Path(__file__).parents[2] / "docs" / "links.md").read_text(encoding="utf-8")
ENTRIES = [
    Entry("Q1", "ICLEI – Local Governments for Sustainability", ("ICLEI",)),
    Entry("Q2", "San Carlos", country="Q928"),
]
PROGRAM = """\
#!{python}
from pathlib import Path

from ascc_ld.ground import project
from ascc_ld.cli import main
from ascc_ld.links import entity_data, reconciliation_service

reconciliation_service.SERVICE = "{reconciliation}"
entity_data.SERVICE = "{entities}/"
project._PACKAGE = Path("{root}/src/ascc_ld")
main()
"""


def script(chapter: str) -> str:
    (found,) = re.findall(rf"^## {chapter}\n(.*?)(?=^## |\Z)", DOCUMENT, re.DOTALL | re.MULTILINE)
    (block,) = re.findall(r"```sh\n(.*?)```", found, re.DOTALL)
    return str(block)


@pytest.fixture
def folder(seen: ProjectLinks, project_copy: Project, tmp_path: Path) -> Iterator[Path]:
    """A checkout with ``ascc-ld`` on the path, and the copy of Wikidata that is checked against."""
    made = documents(seen)

    def entities(asked: Seen) -> Reply:
        name = asked.path.rpartition("/")[2].removesuffix(".json")
        return json_reply(made[name]) if name in made else json_reply({}, 404)

    written(project_copy.root / "wikidata", made)
    program = tmp_path / "bin" / "ascc-ld"
    program.parent.mkdir()
    with serving(reconciling(ENTRIES)) as reconciliation, serving(entities) as service:
        text = PROGRAM.format(
            python=sys.executable,
            reconciliation=reconciliation.url,
            entities=service.url,
            root=project_copy.root,
        )
        program.write_text(text, encoding="utf-8")
        program.chmod(0o755)
        yield project_copy.root


def run(text: str, folder: Path, tmp_path: Path) -> subprocess.CompletedProcess[str]:
    variables = environment()
    path = f"{tmp_path / 'bin'}:{variables['PATH']}"
    return subprocess.run(
        ["bash", "-euc", text],
        cwd=folder,
        env={**variables, "PATH": path, "XDG_CACHE_HOME": str(tmp_path / "cache")},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_what_is_linked(folder: Path, tmp_path: Path) -> None:
    ran = run(script("What is linked"), folder, tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.count("entities are linked to Wikidata.") == 2
    assert (folder / "links.tsv").read_text(encoding="utf-8").startswith("entity\tkind\tname\t")


def test_finding_and_reviewing(folder: Path, tmp_path: Path) -> None:
    ran = run(script("Finding and reviewing"), folder, tmp_path)
    assert ran.returncode == 0, ran.stderr
    curated = (folder / CURATED).read_text(encoding="utf-8")
    (accepted,) = [line for line in curated.splitlines() if "wikidata:Q1\t" in line]
    (rejected,) = [line for line in curated.splitlines() if "wikidata:Q2\t" in line]
    assert "MappingReview" in accepted
    assert "\tNot\t" in rejected
    assert "iclei-q1" not in (folder / FILE).read_text(encoding="utf-8")


def test_checking(folder: Path, tmp_path: Path) -> None:
    ran = run(script("Checking"), folder, tmp_path)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_publishing(folder: Path, tmp_path: Path) -> None:
    ran = run(script("Publishing"), folder, tmp_path)
    assert ran.returncode == 0, ran.stderr
    table = re.findall(r"^\| (`.*?`) \|", DOCUMENT.partition("## Publishing")[2], re.MULTILINE)
    promised = {name for cell in table for name in re.findall(r"`([\w.]+)`", cell)}
    assert {path.name for path in (folder / "links").iterdir()} == promised | {".ascc-ld"}
