"""The examples answer what users ask: exactly, on two engines, and with names that exist.

The answers beside the queries were worked out from the declaration and the curated tables.  Queries
that ask Wikidata have none there: what they get from the little Wikidata of the tests,
``cases/wikidata_mirror.ttl``, stands in ``cases/wikidata_answers``.  The head of the former says
which of its facts have a source and which are made up.
"""

from __future__ import annotations

import re
import shutil
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.plugins.sparql import prepareQuery

import ascc_ld
from ascc_ld.ground.faults import DataError
from ascc_ld.ground.project import Project, default_project
from ascc_ld.mapping.loading import load
from ascc_ld.queries.child import project_engine
from ascc_ld.rdf.terms import prefixes
from ascc_ld.reading.examples import read_examples
from ascc_ld.sparql.answer import Answer
from ascc_ld.sparql.engine import EmbeddedEngine
from ascc_ld.sparql.errors import UnknownQuery
from ascc_ld.sparql.example import QUERIES, Example, find_example
from ascc_ld.sparql.syntax import FORMS, SparqlText
from inferring import inferences, reused_terms
from looped import looped
from queries.answers import (
    FROM_WIKIDATA,
    behind,
    difference,
    expected,
    within,
    wrong_about_an_edition,
)
from queries.server import CASES, MIRROR, WIKIDATA, Endpoint, serving_wikidata

ROOT = Path(__file__).parents[2]
EXAMPLES = read_examples(default_project())
FAULTS: list[dict[str, Any]] = tomllib.loads((CASES / "example_faults.toml").read_text("utf-8"))[
    "case"
]

# rdflib's SPARQL engine asks its own data sets for attributes that rdflib has deprecated.
pytestmark = pytest.mark.filterwarnings(
    "ignore:Dataset.(default_context|contexts):DeprecationWarning"
)

each_example = looped("example", EXAMPLES, ids=attrgetter("name"))


@pytest.fixture(scope="module")
def wikidata() -> Iterator[Endpoint]:
    with serving_wikidata() as endpoint:
        yield endpoint


@cache
def embedded() -> EmbeddedEngine:
    return project_engine(default_project())


@cache
def rdflib_dataset() -> rdflib.Dataset:
    return ascc_ld.dataset()


def ask_embedded(example: Example, services: dict[str, str]) -> Answer:
    return embedded().ask(example.text, services)


def ask_rdflib(example: Example, services: dict[str, str]) -> Answer:
    result = rdflib_dataset().query(SparqlText(example.text).redirected(services))
    content = result.serialize(format="nt" if result.graph is not None else "json")
    assert content is not None
    return Answer(example.form, content)


# ---- Answers ----


@each_example
@pytest.mark.parametrize("ask", [ask_embedded, ask_rdflib], ids=["pyoxigraph", "rdflib"])
def test_the_answer_is_exact(
    example: Example, ask: Callable[[Example, dict[str, str]], Answer], wikidata: Endpoint
) -> None:
    assert difference(example, ask(example, {WIKIDATA: wikidata.url})) == ""


@pytest.mark.parametrize(
    ("ask", "placed"),
    [(ask_embedded, within), (ask_embedded, behind), (ask_rdflib, behind)],
    ids=["pyoxigraph", "pyoxigraph, behind", "rdflib, behind"],
)
def test_one_edition_can_be_asked(
    ask: Callable[[Example, dict[str, str]], Answer], placed: Callable[[str, str], str]
) -> None:
    """Within the pattern of a query that groups, rdflib 7.6 gets VALUES wrong."""
    assert wrong_about_an_edition(EXAMPLES, lambda example: ask(example, {}), placed) == []


def test_each_answer_is_the_same_in_a_store_that_infers() -> None:
    corpus, dataset = load(default_project())
    quads = [quad for quads in dataset.graphs.values() for quad in quads]
    quads += reused_terms()
    inferred = inferences(quads)
    assert len(inferred) > 300
    engine = EmbeddedEngine([*quads, *inferred], prefixes(corpus.base))
    own = [example for example in EXAMPLES if not example.services]
    assert [e.name for e in own if difference(e, engine.ask(e.text))] == []


@each_example
def test_the_head_has_summary_description_tags_and_method(example: Example) -> None:
    assert all((example.summary, example.description, example.tags, example.method))


@each_example
def test_the_answer_is_not_empty_but_for_ask(example: Example) -> None:
    assert example.form == "ASK" or expected(example).terms


def test_ask_is_answered_both_ways() -> None:
    assert {expected(e).truth for e in EXAMPLES if e.form == "ASK"} == {True, False}


@each_example
def test_another_base_gives_the_same_answer(example: Example) -> None:
    if not example.services:
        base = "https://data.example.org/ascc/"
        moved = find_example(moved_examples(base), example.name)
        assert difference(moved, moved_engine(base).ask(moved.text)) == ""


@cache
def moved_examples(base: str) -> tuple[Example, ...]:
    return read_examples(default_project(), base)


@cache
def moved_engine(base: str) -> EmbeddedEngine:
    return project_engine(default_project(), base)


def asking_a_service() -> set[str]:
    """Return the names of the queries that say SERVICE outside their decorators."""
    said = re.compile(r"^(?!#).*\bSERVICE\b", re.MULTILINE | re.IGNORECASE)
    files = (ROOT / QUERIES).glob("*.rq")
    return {path.stem for path in files if said.search(path.read_text("utf-8"))}


def test_what_a_service_says_is_no_answer_of_ours() -> None:
    answered = {path.stem for path in (ROOT / QUERIES / "answers").rglob("*.*")}
    assert asking_a_service()
    assert answered & asking_a_service() == set()
    assert {path.stem for path in FROM_WIKIDATA.iterdir()} == asking_a_service()


def test_an_example_has_an_answer_unless_it_asks_a_service() -> None:
    assert {e.name for e in EXAMPLES if not e.answers} == asking_a_service()


# ---- Names ----


@cache
def names_that_exist() -> frozenset[str]:
    """Return every IRI of the graph, and of the little Wikidata."""
    _, dataset = load(default_project())
    quads = [quad for quads in dataset.graphs.values() for quad in quads]
    quads += ox.parse(path=MIRROR, format=ox.RdfFormat.TURTLE)
    found = set()
    for quad in quads:
        for term in (quad.subject, quad.predicate, quad.object, quad.graph_name):
            if isinstance(term, ox.NamedNode):
                found.add(term.value)
            elif isinstance(term, ox.Literal):
                found.add(term.datatype.value)
    return frozenset(found)


@each_example
def test_every_name_in_a_query_exists(example: Example) -> None:
    assert set(SparqlText(example.text).iris) - names_that_exist() == set()


def test_a_typing_error_would_be_seen() -> None:
    query = SparqlText("PREFIX ascc: <https://w3id.org/ascc/ns#> ASK { ?s a ascc:Comitment }")
    assert set(query.iris) - names_that_exist() == {"https://w3id.org/ascc/ns#Comitment"}


@each_example
def test_services_are_wikidata_and_asked_for_what_is_few_by_itself(example: Example) -> None:
    # Engines that send a SERVICE unbound would otherwise ask for a fact of every item there is.
    assert set(example.services) <= {WIKIDATA}
    if example.services:
        inside = example.text.partition("SERVICE")[2]
        assert re.search(r"wdt:P297|wdt:P300|VALUES", inside)


# ---- Breadth ----

FEATURES: dict[str, Callable[[SparqlText], object]] = {
    "property path": lambda q: re.search(r"\w+:[\w-]+[*+]|\w+:[\w-]+ / ", q.text),
    "transitive path": lambda q: re.search(r"\w+:[\w-]+[*+]", q.text),
    "aggregate": lambda q: {"COUNT", "GROUP"} <= q.keywords,
    "HAVING": lambda q: "HAVING" in q.keywords,
    "OPTIONAL": lambda q: "OPTIONAL" in q.keywords,
    "UNION": lambda q: "UNION" in q.keywords,
    "MINUS": lambda q: "MINUS" in q.keywords,
    "NOT EXISTS": lambda q: re.search(r"NOT EXISTS", q.text),
    "VALUES": lambda q: "VALUES" in q.keywords,
    "BIND": lambda q: "BIND" in q.keywords,
    "subquery": lambda q: sum(token.says("SELECT") for token in q.tokens) > 1,
    "named graph": lambda q: "GRAPH" in q.keywords,
    "any named graph": lambda q: re.search(r"GRAPH \?", q.text),
    "language filter": lambda q: re.search(r"FILTER.*LANG", q.text),
    "date": lambda q: "XSD:DATE" in q.text.upper() or "dcterms:issued" in q.text,
    "text search": lambda q: {"CONTAINS", "REGEX"} & q.keywords,
    "anchor": lambda q: "oa:start" in q.text and "oa:end" in q.text,
    "link": lambda q: "owl:sameAs" in q.text,
    "provenance of a link": lambda q: "sssom:mapping_justification" in q.text,
    "derived graph": lambda q: "ascc:isBoundBy" in q.text,
}


@looped("feature", FEATURES)
def test_there_is_an_example_of(feature: str) -> None:
    assert any(FEATURES[feature](SparqlText(example.text)) for example in EXAMPLES)


def test_there_are_enough_and_of_every_form() -> None:
    assert len(EXAMPLES) >= 32
    assert {example.form for example in EXAMPLES} == set(FORMS)


def test_wikidata_is_asked_for_each_kind_of_fact() -> None:
    federated = [example.text for example in EXAMPLES if example.services]
    assert len(federated) >= 4
    # population, coordinates, capital, official languages, labels
    for name in ("wdt:P1082", "psv:P625", "wdt:P36", "wdt:P37 / wdt:P424", "rdfs:label ?label ."):
        assert any(name in text.partition("SERVICE")[2] for text in federated), name


# ---- Portability ----


@each_example
def test_strict_engines_agree_on_it(example: Example) -> None:
    query = SparqlText(example.text)
    # Of dates, of order, of chance or of time; and BNODE, since nothing here has blank nodes.
    unsure = {"YEAR", "MONTH", "DAY", "GROUP_CONCAT", "SAMPLE", "RAND", "NOW", "UUID", "BNODE"}
    assert not query.keywords & unsure
    assert "SELECT *" not in example.text
    assert not re.search(r"\b(bif|bds|bd|luc|text|spatial):", example.text)


@each_example
def test_rdflib_parses_it(example: Example) -> None:
    prepareQuery(example.text)


@looped(
    "example",
    [example for example in EXAMPLES if example.form != "ASK"],
    ids=attrgetter("name"),
)
def test_a_limit_can_be_appended(example: Example) -> None:
    # The SIB tester does so with what has no limit of its own.
    prepareQuery(f"{example.text} LIMIT 1")


@each_example
def test_an_order_is_total_over_the_answer(example: Example, wikidata: Endpoint) -> None:
    if example.ordered:
        keys = re.findall(r"\?(\w+)", example.text.rpartition("ORDER BY")[2])
        rows = list(embedded().ask(with_columns(example, keys), {WIKIDATA: wikidata.url}))
        values = {tuple(row[key] for key in keys) for row in rows}
        assert len(values) == len(rows) == len(expected(example)) > 0


def with_columns(example: Example, names: list[str]) -> str:
    """Return the query with ``names`` among what it selects: it may order by what it hides."""
    hidden = [f"?{name}" for name in names if name not in expected(example).vars]
    select = re.compile(r"^SELECT(?: DISTINCT)?", re.MULTILINE)
    return select.sub(lambda found: " ".join([found[0], *hidden]), example.text, count=1)


# ---- Files ----


@each_example
def test_the_text_is_the_file_without_its_decorators(example: Example) -> None:
    content = (ROOT / example.file).read_text("utf-8")
    lines = [line for line in content.splitlines() if not line.startswith("#+")]
    assert example.text == "\n".join(lines).strip()


def test_numbers_have_no_gap() -> None:
    assert [int(example.number) for example in EXAMPLES] == list(range(1, len(EXAMPLES) + 1))


@each_example
def test_the_question_is_a_sentence(example: Example) -> None:
    assert re.fullmatch(r"[A-Z].*[.?]", example.summary)


@each_example
def test_the_question_is_asked_in_japanese_too(example: Example) -> None:
    question, about = example.translations["ja"]
    assert re.search(r"(ですか|ますか|ましたか|ください)。$", question)
    assert re.search(r"(です|ます|ません|ください)。$", about)
    assert not re.search(r"[,.?]( |$)|。[^」]*(である|する|ない)。", question + about)


def test_questions_are_distinct() -> None:
    assert len({example.summary for example in EXAMPLES}) == len(EXAMPLES)


@pytest.mark.parametrize("case", FAULTS, ids=[case["fault"] for case in FAULTS])
def test_a_faulty_example_is_named_with_a_way_out(case: dict[str, Any], tmp_path: Path) -> None:
    project = project_with(tmp_path, case)
    with pytest.raises(DataError) as caught:
        read_examples(project)
    assert [str(fault) for fault in caught.value.faults] == case["says"]


def test_the_unspoilt_example_of_the_fault_cases_is_sound(tmp_path: Path) -> None:
    (example,) = read_examples(project_with(tmp_path, {}))
    assert (example.name, example.form, len(expected(example))) == ("001-commitments", "SELECT", 1)


SOUND = """\
#+ summary: Which statements are commitments?
#+ method: GET
#+ tags:
#+   - statements

PREFIX ascc: <https://w3id.org/ascc/ns#>

SELECT ?statement
WHERE { ?statement a ascc:Commitment }
"""
SOUND_ANSWER = "?statement\n<https://w3id.org/ascc/2024/declaration/statement/3-2>\n"


def project_with(folder: Path, case: dict[str, Any]) -> Project:
    """Return a project with one sound example, spoilt as ``case`` says."""
    (folder / "ontology").mkdir()
    (folder / "ontology" / "ascc.ttl").write_bytes((ROOT / "ontology" / "ascc.ttl").read_bytes())
    files = {
        "001-commitments.rq": SOUND,
        "answers/001-commitments.tsv": SOUND_ANSWER,
        **case.get("files", {}),
    }
    if "replace" in case:
        old, new = case["replace"]
        name = case.get("in", "001-commitments.rq")
        assert old in files[name]
        files[name] = files[name].replace(old, new)
    (folder / QUERIES / "answers").mkdir(parents=True)
    for name, content in files.items():
        if name not in case.get("without", []):
            (folder / QUERIES / name).parent.mkdir(exist_ok=True)
            (folder / QUERIES / name).write_text(content, "utf-8")
    return Project(folder)


# ---- Finding one ----


@pytest.mark.parametrize("name", ["1", "001", "participants-by-country", EXAMPLES[0].name])
def test_an_example_is_found_by_number_and_by_name(name: str) -> None:
    assert find_example(EXAMPLES, name) is EXAMPLES[0]


def test_an_unknown_name_suggests_the_nearest() -> None:
    with pytest.raises(UnknownQuery, match="Did you mean 'participants-by-country'"):
        find_example(EXAMPLES, "participant-by-county")


def test_a_project_without_queries_is_faulty(project_copy: Project) -> None:
    shutil.rmtree(project_copy.path("queries"))
    (project_copy.root / "queries").mkdir()  # its own; without a folder it has those of the program
    with pytest.raises(DataError, match="queries: contains no queries"):
        read_examples(project_copy)
