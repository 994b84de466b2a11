"""The pages of docs/ are found from one list, and the page for Python says what is so."""

from __future__ import annotations

import dataclasses
import doctest
import inspect
import re
from functools import cache
from pathlib import Path

import ascc_ld
from looped import looped

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PYTHON = (DOCS / "python.md").read_text(encoding="utf-8")
CLASSES = [name for name in ascc_ld.__all__ if isinstance(getattr(ascc_ld, name), type)]


@cache
def sections() -> dict[str, str]:
    """Return the text below each third heading that is code, by that code."""
    return dict(re.findall(r"^### `([^\n`]+)`\n(.*?)(?=^##|\Z)", PYTHON, re.MULTILINE | re.DOTALL))


def links(path: Path) -> set[Path]:
    """Return the files that a page leads to."""
    found = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
    return {(path.parent / link).resolve() for link in found}


def test_the_list_leads_to_every_page() -> None:
    pages = {path.resolve() for path in DOCS.glob("*.md")} - {DOCS.resolve() / "README.md"}
    assert pages
    assert pages <= links(DOCS / "README.md")


@looped(
    "page",
    [*sorted(DOCS.glob("*.md")), ROOT / "CONTRIBUTING.md", ROOT / "SECURITY.md"],
    ids=lambda page: page.name,
)
def test_links_lead_to_files(page: Path) -> None:
    assert [path for path in links(page) if not path.exists()] == []


def test_python_has_every_public_name_and_no_other() -> None:
    assert {re.split(r"\W", heading)[0] for heading in sections()} == set(ascc_ld.__all__)


def test_python_gives_the_signatures() -> None:
    functions = set(ascc_ld.__all__) - set(CLASSES)
    signatures = {
        name + str(inspect.signature(getattr(ascc_ld, name))).replace("'", "") for name in functions
    }
    assert {heading for heading in sections() if "(" in heading} == signatures


@looped("name", CLASSES)
def test_python_gives_what_an_object_has(name: str) -> None:
    kind = getattr(ascc_ld, name)
    fields = (
        {field.name for field in dataclasses.fields(kind)}
        if dataclasses.is_dataclass(kind)
        else set()
    )
    public = {found for found in dir(kind) if not found.startswith("_")} - set(dir(Exception))
    set_by_the_constructor = {"faults"} if name == "DataError" else set()
    rows = re.findall(r"^\| (`.*?) \|", sections()[name], re.MULTILINE)
    told = {re.split(r"\W", code)[0] for row in rows for code in re.findall(r"`(.+?)`", row)}
    assert told == public | fields | set_by_the_constructor


def test_the_examples_of_python_run() -> None:
    examples = "\n".join(re.findall(r"```python\n(.*?)```", PYTHON, re.DOTALL))
    test = doctest.DocTestParser().get_doctest(examples, {}, "docs/python.md", None, 0)
    assert len(test.examples) >= 8
    told: list[str] = []
    doctest.DocTestRunner().run(test, out=told.append)
    assert told == []
