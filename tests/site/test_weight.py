"""What a reader waits for: the bytes of a page as sent, and what it loads before it is shown."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import lxml.html

from published_site import written_site

FIRST_FLIGHT = 14_000
"""Bytes that a server sends before it waits for an answer: 10 segments of 1,460 (RFC 6928)."""

READ_BY_MANY = re.compile(
    r"(ja/)?(\d+/declaration/statement/|org/|[.]well-known/sparql-examples/\d).*[.]html"
)
MOST_OF_A_PAGE = 60_000
MOST_OF_THE_SITE = 40_000_000


@cache
def sent() -> dict[str, int]:
    """The bytes of each page as a server sends them, by its name."""
    folder = written_site()
    return {
        path.relative_to(folder).as_posix(): len(gzip.compress(path.read_bytes(), 6))
        for path in sorted(folder.rglob("*.html"))
    }


def test_statements_bodies_and_questions_come_in_the_first_flight() -> None:
    """The heaviest of each have 7.5, 4.6 and 6.4 KB."""
    many = {name: size for name, size in sent().items() if READ_BY_MANY.fullmatch(name)}
    assert len(many) > 250
    assert {name: size for name, size in many.items() if size > FIRST_FLIGHT} == {}


def test_no_page_is_heavy() -> None:
    assert {name: size for name, size in sent().items() if size > MOST_OF_A_PAGE} == {}


def test_the_whole_site_is_small() -> None:
    files = [path for path in written_site().rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) <= MOST_OF_THE_SITE


def test_nothing_but_one_stylesheet_comes_before_the_page_is_shown() -> None:
    found = {name: waited for name in sent() if (waited := sorted(waits(name))) != ["style.css"]}
    assert found == {}
    assert "@import" not in (written_site() / "style.css").read_text(encoding="utf-8")


def waits(name: str) -> Iterator[str]:
    """Yield the names of the files that the page waits for before it is shown."""
    head = lxml.html.parse(written_site() / name).getroot().find("head")
    for link in head.iter("link"):
        if link.get("rel") in ("stylesheet", "preload"):
            yield Path(link.get("href")).name
    for script in head.iter("script"):
        is_data = script.get("type") == "application/ld+json"
        if not is_data and script.get("defer") is None and script.get("async") is None:
            yield script.get("src") or "a script of its own"


def test_no_picture_or_script_stands_in_the_way_further_down() -> None:
    body = re.compile(rb"<(script|img|iframe|video|object)\b[^>]*")
    found = {
        name: tags
        for name in sent()
        if (tags := body.findall((written_site() / name).read_bytes().partition(b"<body")[2]))
    }
    assert found == {}
