"""The site of this project, made once for a run of the tests."""

from __future__ import annotations

from functools import cache

from ascc_ld.project import default_project
from ascc_ld.site.of_project import site_of_project
from ascc_ld.site.site import Site


@cache
def site() -> Site:
    return site_of_project(default_project())


@cache
def page(name: str) -> str:
    return site()[name].decode()
