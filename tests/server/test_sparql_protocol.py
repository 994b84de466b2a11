"""The SPARQL 1.1 Protocol: ``sparql_protocol.toml`` says what is answered to what."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

from looped import looped
from server.running import Served, query_target

TABLE = tomllib.loads((Path(__file__).parent / "sparql_protocol.toml").read_text("utf-8"))
CASES = TABLE["case"]
OF_W3C = {case["test"].partition(":")[0]: case for case in CASES if "test" in case}


def named(case: dict[str, Any]) -> str:
    return str(case.get("test") or case["section"])


@looped("case", CASES, ids=named)
def test_a_request_is_answered_as_the_protocol_says(three: Served, case: dict[str, Any]) -> None:
    sent = {"Accept": case.get("accept"), "Content-Type": case.get("type")}
    sent["Content-Encoding"] = case.get("coding")
    body = case["body"].encode(case.get("encoding", "utf-8")) if "body" in case else None
    status, headers, content = three.sent(
        case.get("method", "GET"),
        f"/sparql{case.get('url', '')}",
        {name: value for name, value in sent.items() if value is not None},
        body,
    )
    assert status == case["status"], content
    if "content_type" in case:
        assert headers["content-type"] == case["content_type"]
    assert headers.get("allow") == case.get("allow")
    answer = case.get("answer", "")
    if isinstance(answer, bool):
        assert json.loads(content)["boolean"] is answer
    else:
        assert answer in content.decode()


@looped("case", CASES, ids=named)
def test_whatever_is_answered_can_be_read_from_any_origin_and_runs_in_none(
    three: Served, case: dict[str, Any]
) -> None:
    accept = {"Accept": case["accept"]} if "accept" in case else {}
    _, headers, _ = three.sent("GET", f"/sparql{case.get('url', '')}", accept)
    assert "access-control-allow-credentials" not in headers
    assert "accept" in headers["vary"].lower()
    if not headers["content-type"].startswith("text/html"):
        assert headers["access-control-allow-origin"] == "*"
        assert headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in headers["content-security-policy"]


def test_the_table_has_every_test_of_the_w3c_once() -> None:
    tests = [case["test"].partition(":")[0] for case in CASES if "test" in case]
    assert sorted(tests) == sorted(TABLE["w3c"])
    assert len(tests) == 34


@looped("test", TABLE["w3c"])
def test_what_the_w3c_expects_is_answered_unless_it_is_an_update(test: str) -> None:
    kind = test.partition("_")[0]
    expected = {"query": range(200, 400), "update": [403], "bad": range(400, 500)}[kind]
    assert OF_W3C[test]["status"] in expected


def test_no_update_has_changed_anything(three: Served) -> None:
    updates = [case for case in CASES if "update" in case.get("test", "") and "body" in case]
    for case in updates:
        types = {"Content-Type": case["type"]} if "type" in case else {}
        body = case["body"].encode(case.get("encoding", "utf-8"))
        three.sent("POST", f"/sparql{case.get('url', '')}", types, body)
    counted = three.asked("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }")
    assert (len(updates), counted.text.split()) == (13, ["n", "3"])


# ---- What the table cannot say ----


def test_options_are_told_to_scripts_of_other_origins(three: Served) -> None:
    asked = {
        "Origin": "https://example.org",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type, queryid",
    }
    status, headers, content = three.sent("OPTIONS", "/sparql", asked)
    assert (status, content) == (204, b"")
    assert headers["access-control-allow-origin"] == "*"
    assert "POST" in headers["access-control-allow-methods"]
    assert headers["access-control-allow-headers"] == "*"
    assert headers["allow"] == "GET, HEAD, POST, OPTIONS"


def test_head_says_what_get_would(three: Served) -> None:
    target = "/sparql?query=SELECT%20*%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D"
    status, headers, content = three.sent("HEAD", target)
    _, of_get, whole = three.sent("GET", target)
    assert (status, content) == (200, b"")
    assert int(headers["content-length"]) == len(whole) > 0
    assert headers["etag"] == of_get["etag"]


def test_what_the_client_has_is_not_sent_again(three: Served) -> None:
    target = "/sparql?query=ASK%20%7B%7D"
    _, headers, _ = three.sent("GET", target)
    assert not headers["etag"].startswith("W/")
    again = {"If-None-Match": f'"other", {headers["etag"]}'}
    status, of_again, content = three.sent("GET", target, again)
    assert (status, content, of_again["etag"]) == (304, b"", headers["etag"])
    assert three.sent("GET", target, {"If-None-Match": '"other"'})[0] == 200


def test_nor_where_the_condition_comes_in_several_lines(three: Served) -> None:
    target = "/sparql?query=ASK%20%7B%7D"
    _, headers, _ = three.sent("GET", target)
    head = f"GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
    lines = f'If-None-Match: "other"\r\nIf-None-Match: {headers["etag"]}\r\n\r\n'
    assert three.raw((head + lines).encode()).startswith(b"HTTP/1.1 304 ")


def test_an_answer_is_sent_to_who_wants_this_very_answer(three: Served) -> None:
    target = "/sparql?query=ASK%20%7B%7D"
    tag = three.sent("GET", target)[1]["etag"]
    for value, status in ((tag, 200), ("*", 200), ('"nope"', 412), (f"W/{tag}", 412)):
        assert three.sent("GET", target, {"If-Match": value})[0] == status


def test_a_representation_has_an_entity_tag_of_its_own(three: Served) -> None:
    target = query_target("SELECT * { ?s ?p ?o . ?a ?b ?c }")
    tags = {
        three.sent("GET", target, {"Accept": kind, "Accept-Encoding": coding})[1]["etag"]
        for kind in ("application/json", "text/csv")
        for coding in ("identity", "gzip")
    }
    assert len(tags) == 4


def test_an_answer_is_sent_under_gzip_to_those_who_take_it(server: Served) -> None:
    import gzip

    target = "/sparql?query=SELECT%20*%20%7B%20%3Fs%20a%20%3Fo%20%7D"
    plain = server.sent("GET", target)
    coded = server.sent("GET", target, {"Accept-Encoding": "gzip"})
    assert coded[1]["content-encoding"] == "gzip"
    assert gzip.decompress(coded[2]) == plain[2]
    assert "content-encoding" not in plain[1]
    assert "accept-encoding" in plain[1]["vary"].lower()
