"""Writing the pages: ``ascc-ld site`` against plain loops over the same templates.

Usage: ``python benchmarks/site_writing.py ascc-ld|loop|jinja2``.  Each side writes the HTML pages
of the real site to a folder of its own and prints a JSON object with their rate in pages a second.
``loop`` works out a page, renders it and writes it, one after the other.  ``jinja2`` is given what
each template shows, worked out beforehand and not counted: what Jinja2 alone would allow.  Making
the site is counted on no side.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Template

from ascc_ld.project import default_project
from ascc_ld.site.of_project import site_of_project
from ascc_ld.site.page import load_templates
from ascc_ld.site.site import Site
from ascc_ld.site.writing import write_site


class _Pages(Mapping[str, bytes]):
    """The pages of a site, without its other files."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._names = [name for name in site if name.endswith(".html")]

    def __getitem__(self, name: str) -> bytes:
        return self._site[name]

    def __iter__(self) -> Any:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def pages() -> _Pages:
    """Return the pages of the real site."""
    load_templates()
    return _Pages(site_of_project(default_project()))


def ours(folder: Path) -> tuple[int, float]:
    """Write every page as ``ascc-ld site`` does; return how many, and the seconds."""
    found = pages()
    begun = time.perf_counter()
    write_site(found, folder / "ours")
    return len(found), time.perf_counter() - begun


def loop(folder: Path) -> tuple[int, float]:
    """Make and write one page after the other; return the same."""
    found = pages()
    begun = time.perf_counter()
    for name, content in found.items():
        path = folder / "loop" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return len(found), time.perf_counter() - begun


def jinja2_alone(folder: Path) -> tuple[int, float]:
    """Render the same templates with the same values and write them; return the same."""
    found = pages()
    shown: list[tuple[Template, Mapping[str, Any]]] = []
    render = Template.render

    def noted(template: Template, /, *args: Any, **kwargs: Any) -> str:
        shown.append((template, dict(*args, **kwargs)))
        return render(template, *args, **kwargs)

    generate = Template.generate
    def noted2(template, /, *args, **kwargs):
        v = dict(*args, **kwargs)
        v["sections"] = [(k, list(g)) for k, g in v["sections"]]
        shown.append((template, v))
        return generate(template, v)
    Template.generate = noted2

    Template.render = noted  # type: ignore[method-assign,assignment]
    names = list(found)
    for name in names:
        found[name]
    Template.render = render  # type: ignore[method-assign]
    begun = time.perf_counter()
    for name, (template, values) in zip(names, shown, strict=True):
        path = folder / "plain" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"%b\n" % template.render(values).encode())
    return len(names), time.perf_counter() - begun


def main(side: str) -> None:
    """Measure one side and print its rate."""
    with tempfile.TemporaryDirectory() as folder:
        count, seconds = {"ascc-ld": ours, "loop": loop, "jinja2": jinja2_alone}[side](Path(folder))
    print(json.dumps({"pages_per_second": count / seconds}))


if __name__ == "__main__":
    main(sys.argv[1])
