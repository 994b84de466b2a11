"""The site of the project with an invented second edition, made once for a run of the tests."""

from __future__ import annotations

from functools import cache

import lxml.html
from lxml.html import HtmlElement

from ascc_ld.ground.project import Project
from ascc_ld.site.from_project import gated_site
from ascc_ld.site.site import Site
from built import made_once
from two_editions import project_with_two_editions


@cache
def site() -> Site:
    """Return the site as ``ascc-ld site`` writes it, but for the scripts of the pages."""
    folder = made_once("two-editions", project_with_two_editions)
    made, _ = gated_site(Project(folder))
    return made


@cache
def page(name: str) -> HtmlElement:
    return lxml.html.fromstring(site()[name].decode())


def text(element: HtmlElement) -> str:
    """Return the text of an element, with one blank for many."""
    return " ".join(element.text_content().split())


def links(name: str, path: str) -> dict[str, str]:
    """Return where the links at the XPath ``path`` of a page lead, by their text."""
    return {text(a): a.get("href") for a in page(name).xpath(path)}
