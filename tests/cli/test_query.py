"""``ascc-ld query``: each option, each form of answer, and what is said when it goes wrong."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result

from ascc_ld.cli import main
from ascc_ld.ground.project import Project, default_project
from ascc_ld.mapping.loading import load
from ascc_ld.reading.examples import read_examples
from http_client.hostile import HOSTILE, assert_harmless
from looped import looped
from queries.answers import expected
from queries.server import WIKIDATA, Endpoint, serving, serving_wikidata
from two_editions import project_with_two_editions

BASE = "https://w3id.org/ascc/"
COUNTRIES = "participants-by-country"


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, ["query", *arguments], input=stdin)


@pytest.fixture(scope="module")
def endpoint() -> Iterator[Endpoint]:
    """Our own graph behind an endpoint."""
    store = ox.Store()
    for quads in load(default_project())[1].graphs.values():
        store.extend(quads)
    with serving(store) as running:
        yield running


# ---- What is asked ----


def test_the_list_has_every_question_under_its_tag() -> None:
    result = run("--list")
    examples = read_examples(default_project())
    assert result.exit_code == 0
    assert all(example.summary in result.output for example in examples)
    assert sum(line.startswith("  0") for line in result.output.splitlines()) == len(examples) >= 30
    tags = [line for line in result.output.splitlines() if line and not line.startswith(" ")]
    assert tags == list(dict.fromkeys(example.tags[0] for example in examples))


@pytest.mark.parametrize("name", ["1", "001", COUNTRIES, f"001-{COUNTRIES}"])
def test_an_example_is_asked_by_number_and_by_name(name: str) -> None:
    result = run(name)
    assert result.exit_code == 0
    assert result.output.splitlines()[2] == "2024     Philippines  17"
    assert result.output.endswith("(13 rows)\n")


def test_a_file_is_asked(tmp_path: Path) -> None:
    (tmp_path / "mine.rq").write_text("ASK { ?s a ascc:Commitment }")
    assert run(str(tmp_path / "mine.rq")).output == "yes\n"


def test_standard_input_is_asked() -> None:
    assert run("-", stdin="ASK { ?s a ascc:Request }").output == "no\n"


def test_files_are_asked_instead_of_the_graph(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<x:a> <x:p> 1 .")
    (tmp_path / "b.nt").write_text("<x:b> <x:p> <x:c> .\n")
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    files = ("--data", str(tmp_path / "a.ttl"), "--data", str(tmp_path / "b.nt"))
    assert run("-", *files, "--format", "csv", stdin=count).output == "n\n2\n"


def test_an_endpoint_is_asked(endpoint: Endpoint) -> None:
    before = len(endpoint.asked)
    result = run(COUNTRIES, "--endpoint", endpoint.url, "--format", "csv")
    assert result.output == run(COUNTRIES, "--format", "csv").output
    assert len(endpoint.asked) == before + 1


def test_a_service_is_sent_elsewhere() -> None:
    with serving_wikidata() as wikidata:
        arguments = ("054", "--service", f"{WIKIDATA}={wikidata.url}", "--format", "csv")
        result = run(*arguments)
    assert result.output.splitlines()[1] == "2024,Cambodia,Phnom Penh City"
    assert len(result.output.splitlines()) == 7


def test_a_service_is_sent_elsewhere_by_an_endpoint_too(endpoint: Endpoint) -> None:
    run("054", "--service", f"{WIKIDATA}=http://127.0.0.1:9/", "--endpoint", endpoint.url)
    assert "SERVICE <http://127.0.0.1:9/>" in endpoint.asked[-1].query


def test_another_base_is_asked_for() -> None:
    result = run("graphs-that-speak-of-baguio", "--base", "https://data.example.org/ascc/")
    assert "<2024/graph>" in result.output


def test_another_project_is_asked(tmp_path: Path) -> None:
    result = run("1", "--project", str(tmp_path))
    assert result.exit_code == 3
    assert "data: contains no edition" in result.output


# ---- How the answer looks ----


def test_every_format_of_rows() -> None:
    assert run(COUNTRIES, "--format", "csv").output.splitlines()[1] == "2024,Philippines,17"
    assert run(COUNTRIES, "--format", "tsv").output.splitlines()[1] == '"2024"\t"Philippines"\t17'
    document = json.loads(run(COUNTRIES, "--format", "json").output)
    assert document["results"]["bindings"][0]["country"]["value"] == "Philippines"
    root = ET.fromstring(run(COUNTRIES, "--format", "xml").output)
    assert len(root.findall(".//{http://www.w3.org/2005/sparql-results#}result")) == 13


def test_every_format_of_truth() -> None:
    assert run("8").output == "no\n"
    assert run("8", "--format", "csv").output == "false\n"
    assert json.loads(run("8", "--format", "json").output)["boolean"] is False


@pytest.mark.parametrize(
    ("output", "syntax"),
    [
        ("turtle", ox.RdfFormat.TURTLE),
        ("ntriples", ox.RdfFormat.N_TRIPLES),
        ("jsonld", ox.RdfFormat.JSON_LD),
    ],
)
def test_every_format_of_graphs(output: str, syntax: ox.RdfFormat) -> None:
    (example,) = (e for e in read_examples(default_project()) if e.number == "039")
    result = run("39", "--format", output)
    triples = {quad.triple for quad in ox.parse(result.output, format=syntax)}
    assert triples == set(expected(example).triples)


def test_a_graph_is_turtle_if_nothing_is_said_and_can_be_a_table() -> None:
    assert run("39").output == run("39", "--format", "turtle").output
    rows = run("39", "--format", "table").output
    assert "Palu City <org/id-palu-city> latitude geo:lat -0.90833" in " ".join(rows.split())


def test_a_table_names_what_has_a_label() -> None:
    result = run("-", stdin="SELECT ?country { ?country a schema:Country } ORDER BY ?country")
    assert result.output.splitlines()[2] == "Indonesia <country/ID>"


# ---- What goes wrong ----

WRONG = {
    ("participants-by-contry",): (2, "Did you mean 'participants-by-country'?"),
    (): (2, "Name a query: NAME, TEXT, FILE or -"),
    ("1", "--format", "turtle"): (2, "the answer to SELECT comes as table, csv, tsv, json, xml"),
    ("39", "--format", "csv"): (2, "the answer to CONSTRUCT comes as table, turtle, ntriples"),
    ("1", "--service", "wikidata"): (2, "'wikidata' is not IRI=URL"),
    ("1", "--service", f"{WIKIDATA}=ftp://x"): (2, "is not IRI=URL"),
    ("1", "--timeout", "0"): (2, "--timeout"),
    ("1", "--timeout", "nan"): (2, "nan is not a finite number of seconds"),
    ("1", "--timeout", "inf"): (2, "inf is not a finite number of seconds"),
    ("1", "--endpoint", "example.org"): (2, "is not an http(s) URL"),
    ("1", "--endpoint", "http://x", "--data", "a.ttl"): (2, "cannot be used together"),
    ("1", "--base", "nonsense"): (2, "use an absolute http(s) IRI that ends in /"),
    ("nowhere.rq",): (3, "nowhere.rq: cannot be read: No such file"),
    ("1", "--data", "nowhere.ttl"): (3, "nowhere.ttl: cannot be read"),
}


@looped(("arguments", "outcome"), WRONG.items())
def test_wrong_usage_is_said(arguments: tuple[str, ...], outcome: tuple[int, str]) -> None:
    code, message = outcome
    result = run(*arguments)
    assert result.exit_code == code
    assert message in " ".join(result.output.split())


@looped(
    "arguments",
    [
        ("--endpoint", "http://alice:s3cret@127.0.0.1:9/"),
        ("--endpoint", "ftp://alice:s3cret@127.0.0.1:9/"),
        ("--endpoint", "http://alice:s3cret@127.0.0.1:port/"),
        ("--service", f"{WIKIDATA}=http://bob:s3cret@127.0.0.1:9/"),
        ("--service", "http://bob:s3cret@127.0.0.1:9/"),
    ],
)
def test_a_password_in_a_url_is_refused_and_not_shown(arguments: tuple[str, str]) -> None:
    result = run("52", *arguments)
    assert result.exit_code == 2
    assert "s3cret" not in result.output


def test_a_file_may_begin_with_a_byte_order_mark(tmp_path: Path) -> None:
    (tmp_path / "marked.rq").write_bytes(b"\xef\xbb\xbfASK { ?s a ascc:Commitment }")
    assert run(str(tmp_path / "marked.rq")).output == "yes\n"


def test_help_warns_of_other_hosts() -> None:
    shown = " ".join(run("--help").output.split())
    assert "default graph is the union of its named graphs" in shown
    assert "can send data to any host through SERVICE" in shown


def test_a_wrong_query_is_shown_with_a_caret() -> None:
    result = run("-", stdin="SELECT * {\n  ?s a acc:Commitment\n}")
    assert result.exit_code == 3
    assert result.output == (
        "standard input, line 2, column 8: the prefix acc: is not declared. "
        "Did you mean 'ascc'?\n    ?s a acc:Commitment\n         ^\n"
    )


def test_a_file_that_is_no_utf8_is_said(tmp_path: Path) -> None:
    (tmp_path / "latin.rq").write_bytes(b"ASK { ?s ?p '\xe9' }")
    result = run(str(tmp_path / "latin.rq"))
    assert (result.exit_code, "is not UTF-8 (byte 13)" in result.output) == (3, True)


def test_a_wrong_query_at_an_endpoint_is_a_wrong_query(endpoint: Endpoint) -> None:
    result = run("-", "--endpoint", endpoint.url, stdin="ASK { nonsense }")
    assert result.exit_code == 3
    assert "refuses the query" in result.output


@pytest.mark.parametrize(
    ("status", "media_type", "code"),
    [(400, "text/plain", 3), (500, "text/plain", 4), (200, "text/said\x9b2J", 4)],
)
def test_an_endpoint_cannot_steer_the_terminal(status: int, media_type: str, code: int) -> None:
    with serving(ox.Store()) as hostile:
        hostile.canned = (status, media_type, HOSTILE.encode())
        result = run("1", "--endpoint", hostile.url)
    assert result.exit_code == code
    assert_harmless(result.stderr)


def test_a_service_cannot_steer_the_terminal() -> None:
    with serving(ox.Store()) as hostile:
        hostile.canned = (500, "text/plain", HOSTILE.encode())
        result = run("52", "--service", f"{WIKIDATA}={hostile.url}")
    assert result.exit_code == 4
    assert_harmless(f"{result.stderr} said")


def test_an_endpoint_that_is_not_there_is_said() -> None:
    with serving(ox.Store()) as gone:
        url = gone.url
    result = run("1", "--endpoint", url)
    assert result.exit_code == 4
    assert f"<{url}> cannot be asked" in result.output


def test_a_service_that_is_not_there_is_said() -> None:
    with serving(ox.Store()) as gone:
        url = gone.url
    result = run("52", "--service", f"{WIKIDATA}={url}")
    assert result.exit_code == 4
    assert f"The query asks a SERVICE, and <{url}> did not answer" in result.output


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """A hundred triples: an engine has them long before the time of a query is over."""
    file = tmp_path / "few.nt"
    file.write_text("".join(f"<x:{number}> <x:p> <x:c> .\n" for number in range(100)))
    return file


def test_a_query_that_runs_away_is_ended(few: Path) -> None:
    runaway = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
    result = run("-", "--timeout", "2", "--data", str(few), stdin=runaway)
    assert result.exit_code == 4
    assert result.output == "standard input: timed out after 2 s.\n"


def test_an_answer_that_takes_long_to_show_is_ended_too(few: Path) -> None:
    # Sixty texts of 2**20 letters, which the engine has at once and a table has not.
    doubled = "".join(f" BIND (CONCAT(?v{n}, ?v{n}) AS ?v{n + 1})" for n in range(20))
    numbers = " ".join(map(str, range(10, 70)))
    text = (
        f'SELECT ?text {{ VALUES ?i {{ {numbers} }} BIND ("é" AS ?v0){doubled}'
        " BIND (CONCAT(STR(?i), ?v20) AS ?text) }"
    )
    started = time.monotonic()
    result = run("-", "--timeout", "2", "--data", str(few), stdin=text)
    assert result.exit_code == 4
    assert result.output == "standard input: timed out after 2 s.\n"
    assert time.monotonic() - started < 10


# ---- One edition ----


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return project_with_two_editions(tmp_path_factory.mktemp("both") / "project")


def test_one_edition_is_asked(both: Project) -> None:
    asked = ("how-many-affirmed", "--project", str(both.root), "--format", "csv")
    head = "edition,organisations,countries\n"
    assert run(*asked).output == f"{head}2024,39,13\n2025,15,9\n"
    assert run(*asked, "--edition", "2025").output == f"{head}2025,15,9\n"


@pytest.mark.parametrize(("edition", "answer"), [("2024", "no"), ("2025", "yes")])
def test_one_edition_is_asked_for_yes_or_no(both: Project, edition: str, answer: str) -> None:
    ask = """ASK {
      ?declaration dcterms:identifier ?edition ; ascc:participation / ascc:listedUnder country:MN
    }"""
    ask = f"PREFIX country: <https://w3id.org/ascc/country/> {ask} # of Mongolia"
    result = run("-", "--project", str(both.root), "--edition", edition, stdin=ask)
    assert result.output == f"{answer}\n"


def test_files_and_endpoints_say_which_editions_they_have(
    endpoint: Endpoint, tmp_path: Path
) -> None:
    data = tmp_path / "later.ttl"
    data.write_text(
        '<x:d> a <https://w3id.org/ascc/ns#Declaration>; <http://purl.org/dc/terms/identifier> "3".'
    )
    query = "SELECT ?edition { ?x dcterms:identifier ?edition }"
    for place, known in ((("--endpoint", endpoint.url), "2024"), (("--data", str(data)), "3")):
        asked = ("-", *place, "--format", "csv", "--edition")
        assert run(*asked, known, stdin=query).output == f"edition\n{known}\n"
        refused = run(*asked, "2031", stdin=query)
        assert refused.exit_code == 2
        assert refused.stderr == f"There is no edition '2031'. Known: {known}.\n"


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("ASK { ?s a ascc:Declaration }", "cannot be asked of one edition. Bind ?edition"),
        ("ASK { ?s ?p ?edition } VALUES ?s { 1 }", "ends in a VALUES block of its own"),
    ],
)
def test_a_query_that_cannot_be_asked_of_one_edition_is_refused(query: str, message: str) -> None:
    result = run("-", "--edition", "2024", stdin=query)
    assert (result.exit_code, message in result.stderr) == (2, True)


def test_names_of_editions_are_completed(both: Project) -> None:
    words = f"ascc-ld query 1 --project {both.root} --edition 20"
    complete = {"COMP_WORDS": words, "COMP_CWORD": "6", "_ASCC_LD_COMPLETE": "bash_complete"}
    result = CliRunner().invoke(main, [], env=complete, prog_name="ascc-ld")
    assert result.output.split() == ["plain,2024", "plain,2025"]


def test_the_text_of_a_query_can_be_given() -> None:
    result = run("SELECT ?id { ?s a ascc:Commitment ; dcterms:identifier ?id }", "--format", "csv")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "id\n3-2\n", "")


MISNAMED = {
    "ASK { ?s a ascc:Organisation }": "ascc:Organisation is not a term of the vocabulary. "
    "Did you mean org:Organization?",
    "ASK { ?s ascc:isPoliticallyBoundBy ?o }": "Did you mean ascc:isBoundBy?",
    f"ASK {{ ?s <{BASE}ns#themes> ?o }}": "Did you mean ascc:theme?",
    f"PREFIX a: <{BASE}ns#> ASK {{ ?s a a:Commitmnt }}": "Did you mean ascc:Commitment?",
    "CONSTRUCT { ?s ascc:speakers ?o } { ?s ascc:speaker ?o }": "Did you mean ascc:speaker?",
    "ASK { OPTIONAL { ?s ascc:Qqq ?o } }": f"See <{BASE}ns>.",
}


@looped("text", MISNAMED)
def test_a_term_that_the_vocabulary_lacks_is_told(text: str, tmp_path: Path) -> None:
    (tmp_path / "none.nt").write_text("")
    result = run(text, "--data", str(tmp_path / "none.nt"))
    assert result.exit_code == 0
    assert MISNAMED[text] in result.stderr


def test_terms_that_there_are_and_those_of_others_are_not_told(tmp_path: Path) -> None:
    (tmp_path / "none.nt").write_text("")
    text = "# ascc:Commitmnt\nASK { ?s a ascc:Request ; <http://example.org/ns#x> 'ascc:Qqq' }"
    assert run(text, "--data", str(tmp_path / "none.nt")).stderr == ""
