"""Every example query is answered exactly through the endpoint, but for those with a SERVICE."""

from __future__ import annotations

from ascc_ld.ground.project import default_project
from ascc_ld.queries.remote import ask_endpoint
from ascc_ld.reading.examples import read_examples
from ascc_ld.sparql.example import Example
from looped import looped
from queries.answers import difference
from queries.server import WIKIDATA
from server.running import Served

EXAMPLES = read_examples(default_project())
LOCAL = [example for example in EXAMPLES if not example.services]
FEDERATED = [example for example in EXAMPLES if example.services]


@looped("example", LOCAL, ids=lambda example: example.name)
def test_an_example_has_its_answer(server: Served, example: Example) -> None:
    assert difference(example, ask_endpoint(server.endpoint, example.text)) == ""


@looped("example", FEDERATED, ids=lambda example: example.name)
def test_an_example_that_federates_is_refused(server: Served, example: Example) -> None:
    answer = server.asked(example.text)
    assert answer.status_code == 403
    assert WIKIDATA in answer.text
