"""Writing the pages: ``ascc-ld site`` against plain loops over the same templates.

Usage: ``python benchmarks/site_writing.py ascc-ld|loop|jinja2``.  Each side writes the HTML pages
of the real site to a folder of its own and prints a JSON object with their rate in pages a second.
``loop`` works out a page, renders it and writes it, one after the other.  ``jinja2`` is given what
each template shows, worked out beforehand and not counted: what Jinja2 alone would allow.  Making
the site is counted on no side.
"""

from __future__ import annotations

import gc
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

from jinja2 import Template

from ascc_ld.ground.project import default_project
from ascc_ld.site.of_project import site_of_project
from ascc_ld.site.page import load_templates
from ascc_ld.site.writing import write_site


class Pages(Mapping[str, bytes]):
    """The pages of a site, without its other files."""

    def __init__(self, site: Mapping[str, bytes]) -> None:
        self._site = site
        self._names = [name for name in site if name.endswith(".html")]

    def __getitem__(self, name: str) -> bytes:
        return self._site[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def ours(pages: Pages, folder: Path) -> float:
    """Write every page to ``folder`` as ``ascc-ld site`` does; return the seconds."""
    begun = time.perf_counter()
    write_site(pages, folder)
    return time.perf_counter() - begun


def loop(pages: Pages, folder: Path) -> float:
    """Make and write one page after the other; return the same."""
    begun = time.perf_counter()
    for name, content in pages.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return time.perf_counter() - begun


def jinja2_alone(pages: Pages, folder: Path) -> float:
    """Render the same templates with the same values and write them; return the same.

    The folders are there already, and nothing looks for garbage among what was noted.
    """
    given = []
    with _noted() as shown:
        for name in pages:
            pages[name]
            # The declaration may have been rendered before, to find where the links of a page lead.
            given.append(shown[-1])
    for parent in {(folder / name).parent for name in pages}:
        parent.mkdir(parents=True, exist_ok=True)
    gc.disable()
    try:
        begun = time.perf_counter()
        for name, (template, values) in zip(pages, given, strict=True):
            # The text of a long page is the larger copy.
            (folder / name).write_bytes(b"%b\n" % template.render(values).encode())
        return time.perf_counter() - begun
    finally:
        gc.enable()


@contextmanager
def _noted() -> Iterator[list[tuple[Template, Mapping[str, Any]]]]:
    """Note what each template is given."""
    shown: list[tuple[Template, Mapping[str, Any]]] = []
    render = Template.render

    def rendered(template: Template, /, *args: Any, **values: Any) -> str:
        shown.append((template, dict(*args, **values)))
        return render(template, shown[-1][1])

    with patch.object(Template, "render", rendered):
        yield shown


SIDES = {"ascc-ld": ours, "loop": loop, "jinja2": jinja2_alone}


def main(side: str) -> None:
    """Measure one side and print its rate."""
    load_templates()
    pages = Pages(site_of_project(default_project()))
    with tempfile.TemporaryDirectory() as folder:
        seconds = SIDES[side](pages, Path(folder) / "site")
    print(json.dumps({"pages_per_second": len(pages) / seconds}))


if __name__ == "__main__":
    main(sys.argv[1])
