"""The site of the project with an invented second edition, made once for a run of the tests."""

from __future__ import annotations

from functools import cache

import lxml.html
from lxml.html import HtmlElement

from ascc_ld.site.from_project import gated_site
from ascc_ld.site.site import Site
from built import scratch
from two_editions import project_with_two_editions


@cache
def site() -> Site:
    """Return the site as ``ascc-ld site`` writes it, but for the scripts of the pages."""
    made, _ = gated_site(project_with_two_editions(scratch() / "two-editions-site"))
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
