"""The case table of negotiation, and how an answer is held against a case.

Written from RFC 9110, https://www.w3.org/TR/cooluris/ and https://www.w3.org/TR/ld-bp/.  Columns:

``path``
    the target of the request below the base, as it is sent
``accept``
    the header Accept; ``-`` is none, ``(empty)`` one without a value
``header``
    one more header of the request
``location``
    below the base; the answer has it in absolute form
``vary``
    what the header Vary names at least
``w3id``
    ``same`` where the rules for w3id.org, which redirect all and refuse nothing, lead there too
``only``
    the only implementation that can do it, or ``hosts`` for all that send files; ``note`` says why
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import httpx

_TABLE = Path(__file__).parent / "cases" / "negotiation.csv"


@dataclass(frozen=True)
class Case:
    """A request, and what answers it."""

    method: str
    path: str
    accept: str
    header: str
    status: int
    location: str
    content_type: str
    vary: str
    w3id: str
    only: str
    note: str

    def __str__(self) -> str:
        said = " ".join(part for part in (self.accept, self.header) if part)
        return f"{self.method} /{self.path} {said}"

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers to send."""
        sent = {} if self.accept == "-" else {"Accept": self.accept.replace("(empty)", "")}
        if self.header:
            name, _, value = self.header.partition(": ")
            sent[name] = value
        return sent


def cases(which: Callable[[Case], bool] = lambda _: True) -> list[Case]:
    """Return the cases that ``which`` chooses."""
    rows = csv.DictReader(_TABLE.read_text(encoding="utf-8").splitlines())
    found = [Case(**{**row, "status": int(row["status"])}) for row in rows]  # type: ignore[arg-type]
    return [case for case in found if which(case)]


def for_implementation(name: str) -> list[Case]:
    """Return the cases that hold for ``server``, ``apache`` or ``nginx``."""
    hosts = "" if name == "server" else "hosts"
    return cases(lambda case: case.only in ("", name, hosts))


def ask(client: httpx.Client, case: Case) -> httpx.Response:
    """Send the request of a case, and nothing of the client's own."""
    request = client.build_request(case.method, client.base_url.join(case.path))
    request.headers = httpx.Headers({"Host": request.headers["Host"], **case.headers})
    return client.send(request)


def assert_answered(case: Case, response: httpx.Response, base: str) -> None:
    """Assert that ``response`` is what the table says; URLs are below ``base``."""
    assert response.status_code == case.status, response.text
    if case.location:
        assert response.headers["Location"] == base + case.location
    if case.content_type:
        found = re.sub(r"\s*;\s*", "; ", response.headers["Content-Type"]).lower()
        assert found == case.content_type
    if case.vary:
        assert case.vary in _listed(response, "Vary")
    if case.status == 405 or case.method == "OPTIONS":
        assert _listed(response, "Allow") == {"GET", "HEAD", "OPTIONS"}
    if case.method == "HEAD" or case.status in (204, 304):
        assert response.content == b""
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response.headers
    assert response.headers["Access-Control-Expose-Headers"] == "Link, Location, ETag"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


def _listed(response: httpx.Response, header: str) -> set[str]:
    """Return the members of a list, empty ones left out (RFC 9110, section 5.6.1)."""
    return {each for each in re.split(r"\s*,\s*", response.headers[header]) if each}
