"""Which hosts a query may make the server ask."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from typing import Any

import pytest

from ascc_ld.http_client.addresses import WrongAddress
from ascc_ld.server.allowed_hosts import AllowedHosts, Destination, is_public
from ascc_ld.server.refusals import Refusal

# RFC 6890 and the registries that it made; the comment says what stands there.
SPECIAL = """
0.0.0.0                     # this host
10.0.0.1                    # private
100.64.0.1                  # shared, behind a carrier
127.0.0.1                   # loopback
127.255.255.254
169.254.169.254             # metadata of clouds
172.16.0.1
192.0.0.1
192.0.2.1                   # documentation
192.168.1.1
198.18.0.1                  # benchmarks
203.0.113.1
224.0.0.1                   # multicast
240.0.0.1                   # reserved
255.255.255.255             # broadcast
::                          # unspecified
::1
::127.0.0.1                 # compatible with IPv4
::ffff:127.0.0.1            # IPv4 in IPv6
::ffff:169.254.169.254
64:ff9b::7f00:1             # translated
2001:db8::1
2002:7f00:1::               # 6to4 of loopback
fc00::1                     # unique local
fd00:ec2::254               # metadata of a cloud
fe80::1                     # link local
fec0::1                     # site local
ff02::1
"""
PUBLIC = ("8.8.8.8", "91.198.174.192", "2620:0:862:ed1a::1", "::ffff:8.8.8.8")


@pytest.mark.parametrize("line", SPECIAL.strip().splitlines())
def test_a_special_address_is_not_public(line: str) -> None:
    assert not is_public(ipaddress.ip_address(line.partition("#")[0].strip()))


@pytest.mark.parametrize("address", PUBLIC)
def test_others_are(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


def destination(allowed: list[str], iri: str) -> Destination:
    return asyncio.run(AllowedHosts(allowed).destination(iri))


def status_of_refusal(allowed: list[str], iri: str) -> int:
    with pytest.raises(Refusal) as caught:
        destination(allowed, iri)
    return caught.value.status


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """What names lead to, in the place of the domain name system."""
    table: dict[str, list[str]] = {}

    def look_up(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        if host not in table:
            raise socket.gaierror(socket.EAI_NONAME, "not known")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, port)) for a in table[host]]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return table


def test_a_host_is_asked_at_the_address_that_was_looked_at(names: dict[str, list[str]]) -> None:
    names["sparql.example.org"] = ["8.8.8.8"]
    found = destination(["sparql.example.org"], "https://sparql.example.org/query?x=1")
    assert (found.address, found.host, found.port) == ("8.8.8.8", "sparql.example.org", 443)
    assert found.authority == "sparql.example.org"


@pytest.mark.parametrize(
    "iri",
    [
        "http://other.example.org/",
        "http://sparql.example.org.evil.example/",
        "http://evil.example/?sparql.example.org",
        "http://evil.example/#@sparql.example.org",
        "http://sparql.example.org@evil.example/",
        "http://user:secret@sparql.example.org/",
        "http://sparql.example.org:8080/",
        "http://sparql.example.org:99999/",
        "ftp://sparql.example.org/",
        "file:///etc/passwd",
        "urn:x:sparql.example.org",
        "//sparql.example.org/",
        "http:///sparql.example.org/",
        "http://[sparql.example.org/",
        "",
    ],
)
def test_what_is_not_allowed_by_its_name_is_refused(iri: str, names: dict[str, list[str]]) -> None:
    names["sparql.example.org"] = names["evil.example"] = ["8.8.8.8"]
    assert status_of_refusal(["sparql.example.org"], iri) == 403


@pytest.mark.parametrize("line", SPECIAL.strip().splitlines())
def test_a_name_that_leads_to_a_special_address_is_refused(
    line: str, names: dict[str, list[str]]
) -> None:
    address = line.partition("#")[0].strip()
    names["rebinding.example.org"] = [address]
    assert status_of_refusal(["rebinding.example.org"], "http://rebinding.example.org/") == 403
    names["rebinding.example.org"] = ["8.8.8.8", address]
    assert status_of_refusal(["rebinding.example.org"], "http://rebinding.example.org/") == 403


@pytest.mark.parametrize("host", ["localhost", "2130706433", "0x7f.1", "017700000001", "127.1"])
def test_a_spelling_of_loopback_is_no_address_that_is_allowed_as_such(host: str) -> None:
    # The resolver of the system knows these.
    assert status_of_refusal([host], f"http://{host}/") in (403, 502)


@pytest.mark.parametrize(
    ("allowed", "iri", "address"),
    [
        ("127.0.0.1:7878", "http://127.0.0.1:7878/query", "127.0.0.1"),
        ("127.0.0.1", "http://127.0.0.1/", "127.0.0.1"),
        ("[::1]:7878", "http://[::1]:7878/query", "::1"),
        ("::1", "http://[::1]/", "::1"),
    ],
)
def test_an_address_that_is_allowed_as_such_is_asked(allowed: str, iri: str, address: str) -> None:
    assert destination([allowed], iri).address == address


def test_an_address_is_allowed_at_its_port_only() -> None:
    assert status_of_refusal(["127.0.0.1:7878"], "http://127.0.0.1:22/") == 403
    assert status_of_refusal(["127.0.0.1"], "http://127.0.0.1:22/") == 403


def test_names_have_no_case_and_may_end_in_a_dot(names: dict[str, list[str]]) -> None:
    names["sparql.example.org"] = ["8.8.8.8"]
    assert destination(["SPARQL.example.org"], "http://sparql.EXAMPLE.org./").address == "8.8.8.8"


def test_a_name_that_nobody_knows_is_said_to_be_so(names: dict[str, list[str]]) -> None:
    assert names == {}
    assert status_of_refusal(["sparql.example.org"], "http://sparql.example.org/") == 502


@pytest.mark.parametrize("host", ["", "http://a.example/", "a.example/x", "u@a.example", "a:x"])
def test_what_is_no_host_cannot_be_allowed(host: str) -> None:
    with pytest.raises(WrongAddress):
        AllowedHosts([host])
