"""Every example query is answered exactly on every real store, loaded with ``ascc-ld load``.

Stores differ in the shape of their answers, not in the answers: Virtuoso answers ASK with a table
of one row, or none.  SERVICE goes to a mirror on loopback that speaks Wikidata's model.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import httpx
import pytest
from click.testing import CliRunner

from ascc_ld.cli import main
from ascc_ld.ground.project import default_project
from ascc_ld.reading.examples import read_examples
from ascc_ld.sparql.answer import Answer
from ascc_ld.sparql.example import Example
from ascc_ld.sparql.syntax import SparqlText
from load.servers import Running
from queries.answers import difference, wrong_about_an_edition
from queries.server import JSON, WIKIDATA, XML, Endpoint, serving_wikidata

EXAMPLES = read_examples(default_project())
N_TRIPLES = "application/n-triples"
VIRTUOSO_TRUTH = "__ASK_RETVAL"

pytestmark = pytest.mark.long  # each store is started and filled first


@pytest.fixture(scope="module")
def loaded(real_store: Running) -> Running:
    with pytest.MonkeyPatch.context() as account:
        for name, value in real_store.recipe.account.items():
            account.setenv(name, value)
        result = CliRunner().invoke(main, ["load", real_store.recipe.name, real_store.url])
    assert result.exit_code == 0, result.output
    return real_store


@pytest.fixture(scope="module")
def mirror() -> Iterator[Endpoint]:
    with serving_wikidata() as endpoint:
        yield endpoint


def post(store: Running, example: Example, text: str) -> httpx.Response:
    graph = example.form in ("CONSTRUCT", "DESCRIBE")
    return httpx.post(
        store.query_url,
        data={"query": text},
        headers={"Accept": N_TRIPLES if graph else JSON},
        timeout=60,
        trust_env=False,
    )


def answered(example: Example, found: httpx.Response) -> Answer:
    assert found.is_success, found.text
    content = found.content
    if example.form == "ASK" and VIRTUOSO_TRUTH.encode() in content:
        found_any = json.loads(content)["results"]["bindings"] != []
        content = json.dumps({"head": {}, "boolean": found_any}).encode()
    return Answer(example.form, content, {})


@pytest.mark.parametrize("example", EXAMPLES, ids=[example.name for example in EXAMPLES])
def test_the_answer_is_exact(loaded: Running, mirror: Endpoint, example: Example) -> None:
    # Virtuoso reads what a SERVICE answers as XML only.
    mirror.results = XML if loaded.recipe.name == "virtuoso" else JSON
    text = SparqlText(example.text).redirected({WIKIDATA: mirror.url})
    found = post(loaded, example, text)
    assert difference(example, answered(example, found)) == ""


def test_one_edition_can_be_asked(loaded: Running) -> None:
    def ask(example: Example) -> Answer:
        return answered(example, post(loaded, example, example.text))

    assert wrong_about_an_edition(EXAMPLES, ask) == []
