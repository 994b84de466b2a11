"""Every example query is answered exactly through the endpoint, SERVICE too."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ascc_ld.ground.project import default_project
from ascc_ld.queries.remote import ask_endpoint
from ascc_ld.reading.examples import read_examples
from ascc_ld.sparql.example import Example
from queries.answers import difference
from queries.server import WIKIDATA, serving_wikidata
from server.running import Served, command

EXAMPLES = read_examples(default_project())
LOCAL = [example for example in EXAMPLES if not example.services]
FEDERATED = [example for example in EXAMPLES if example.services]


@pytest.fixture(scope="module")
def federated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, str]]:
    """Our own graph at an endpoint that may ask the little Wikidata of the tests."""
    with serving_wikidata() as wikidata:
        host = wikidata.url.removeprefix("http://").partition("/")[0]
        folder = tmp_path_factory.mktemp("federated")
        with command(folder, "--allow-service", host) as served:
            yield served, wikidata.url


@pytest.mark.parametrize("example", LOCAL, ids=lambda example: example.name)
def test_an_example_has_its_answer(server: Served, example: Example) -> None:
    assert difference(example, ask_endpoint(server.endpoint, example.text)) == ""


@pytest.mark.parametrize("example", FEDERATED, ids=lambda example: example.name)
def test_an_example_that_federates_gets_what_the_little_wikidata_says(
    federated: tuple[Served, str], example: Example
) -> None:
    served, wikidata = federated
    answer = ask_endpoint(served.endpoint, example.text, {WIKIDATA: wikidata})
    assert difference(example, answer) == ""


@pytest.mark.parametrize("example", FEDERATED, ids=lambda example: example.name)
def test_an_example_that_federates_is_refused_where_nothing_is_allowed(
    server: Served, example: Example
) -> None:
    answer = server.asked(example.text)
    assert answer.status_code == 403
    assert WIKIDATA in answer.text
