"""What documents and the endpoint answer leaves by one road."""

from __future__ import annotations

import asyncio
import gzip
import os

import pytest
from starlette.types import Message

from ascc_ld.server.refusal import Refusal
from ascc_ld.server.response import Representation, Response, encoded
from looped import looped

GZIP = encoded([("Accept-Encoding", "gzip")])


def sent(response: Response, method: str = "GET") -> list[Message]:
    messages: list[Message] = []

    async def send(message: Message) -> None:
        messages.append(message)

    async def receive() -> Message:
        raise AssertionError("nothing more is read")

    asyncio.run(response({"method": method}, receive, send))
    return messages


@looped("size", [0, 1, 65_536, 65_537, 200_000])
def test_a_long_body_leaves_in_pieces(size: int) -> None:
    body = os.urandom(size)
    start, *pieces = sent(Response(200, (), body))
    assert start["status"] == 200
    assert b"".join(piece["body"] for piece in pieces) == body
    assert [piece["more_body"] for piece in pieces] == [True] * (len(pieces) - 1) + [False]
    assert all(len(piece["body"]) <= 65_536 for piece in pieces)


def test_head_is_answered_without_the_body() -> None:
    _, only = sent(Response(200, (), b"x"), "HEAD")
    assert (only["body"], only["more_body"]) == (b"", False)


@pytest.mark.parametrize(
    ("content_type", "content", "varies"),
    [
        ("text/csv", b"x" * 999, False),
        ("text/csv", b"x" * 1000, True),
        ("image/svg+xml", b"x" * 1000, True),
        ("image/png", b"x" * 1000, False),
    ],
)
def test_what_is_worth_it_is_sent_under_gzip(
    content_type: str, content: bytes, *, varies: bool
) -> None:
    representation = Representation(content_type, content, vary=("Accept",))
    plain, coded = (dict(representation.response(asked).headers) for asked in ((), GZIP))
    assert (plain[b"vary"] == b"Accept, Accept-Encoding") is varies
    assert (coded.get(b"content-encoding") == b"gzip") is varies
    assert (plain[b"etag"] != coded[b"etag"]) is varies
    if varies:
        assert gzip.decompress(representation.response(GZIP).body) == content


def test_what_gzip_makes_no_shorter_is_sent_as_it_is() -> None:
    content = os.urandom(2000)
    response = Representation("text/plain", content).response(GZIP)
    assert response.body == content
    assert b"content-encoding" not in dict(response.headers)
    tag = dict(response.headers)[b"etag"].decode()
    known = (*GZIP, *encoded([("If-None-Match", tag)]))
    assert Representation("text/plain", content).response(known).status == 304


@looped(
    ("accept", "people", "content_type"),
    [
        ("*/*", False, "text/plain; charset=utf-8"),
        ("text/html", False, "text/plain; charset=utf-8"),
        ("application/json", False, "application/problem+json"),
        ("*/*", True, "text/html; charset=utf-8"),
        ("application/json", True, "application/problem+json"),
        ("image/png", True, "text/plain; charset=utf-8"),
    ],
)
def test_a_refusal_is_html_to_people_only(accept: str, content_type: str, *, people: bool) -> None:
    found, content = Refusal(400, "Not <b>so</b>.").written(accept, people=people, page=None)
    assert found == content_type
    assert (b"&lt;b&gt;" in content) is content_type.startswith("text/html")
