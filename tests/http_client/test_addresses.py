"""An address is one of http(s) and never carries a secret, which no message repeats."""

from __future__ import annotations

import pytest

from ascc_ld.http_client.addresses import (
    WrongAddress,
    checked_address,
    with_parameters,
    without_secrets,
)
from looped import looped


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:7878", "https://a.example/sparql?x=1", "http://[::1]:80/", "https://a/@b"],
)
def test_an_address_is_taken_as_it_is(url: str) -> None:
    assert checked_address(url) == url


@looped(
    ("url", "said"),
    [
        ("a.example", "is not an http"),
        ("ftp://a.example/", "is not an http"),
        ("http://", "is not an http"),
        ("http://a.example/ b", "is not an http"),
        ("http://a.example:port/", "not well-formed"),
        ("http://[::1/", "not well-formed"),
    ],
)
def test_what_is_no_address_is_refused(url: str, said: str) -> None:
    with pytest.raises(WrongAddress, match=said):
        checked_address(url)


@looped(
    "url",
    [
        "http://ada:s3cret@a.example/",
        "http://s3cret@a.example/",
        "http://:s3cret@a.example/",
        "http://ada:s3cret@a.example:port/",
        "ftp://ada:s3cret@a.example/",
        "ada:s3cret@a.example",
    ],
)
def test_an_address_with_a_secret_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(WrongAddress) as caught:
        checked_address(url, "Set a variable.")
    assert "s3cret" not in str(caught.value)


def test_secrets_are_struck_out() -> None:
    assert without_secrets("at http://ada:s3cret@a.example/ now") == "at http://•••@a.example/ now"


def test_parameters_go_behind_those_that_are_there() -> None:
    added = with_parameters("https://a.example/s?default=1#x", {"graph": "http://b/?c&d", "e": ""})
    assert added == "https://a.example/s?default=1&graph=http%3A%2F%2Fb%2F%3Fc%26d&e="
