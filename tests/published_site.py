"""The site of this project, made once for a run of the tests."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from click.testing import CliRunner

from ascc_ld.cli import main
from ascc_ld.ground.project import default_project
from ascc_ld.site.from_project import site_of_project
from ascc_ld.site.site import Site
from ascc_ld.site.sources import Sources
from built import made_once
from web.front_end import front_end


@cache
def site() -> Site:
    return site_of_project(default_project())


@cache
def hosted_site() -> Site:
    """Return the site as ``ascc-ld site`` writes it, for hosts that send files."""
    return Site(Sources(**{**vars(site().sources), "hosted": True}))


def site_with_scripts() -> Site:
    """Return the site with the scripts of a checkout, which add to its pages."""
    bundle = front_end() / "dist"
    scripts = {path.name: path.read_bytes() for path in bundle.iterdir() if path.is_file()}
    return Site(Sources(**{**vars(site().sources), "bundle": scripts, "hosted": True}))


@cache
def public() -> Path:
    """Write the site with ``ascc-ld site`` into ``public``, beside what it ``said``."""

    def write(folder: Path) -> None:
        result = CliRunner().invoke(main, ["site", str(folder / "public")])
        assert result.exit_code == 0, result.output
        (folder / "said").write_text(result.output)

    return made_once("public", write)


@cache
def written_site() -> Path:
    """Write the site with its scripts into a folder, and return it."""

    def write(folder: Path) -> None:
        pages = site_with_scripts()
        for name in pages:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(pages[name])

    return made_once("site-with-scripts", write)


@cache
def page(name: str) -> str:
    return site()[name].decode()
