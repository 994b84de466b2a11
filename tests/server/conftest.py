"""A server that several tests ask."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from server.running import Served, serving

THREE_GRAPHS = """
PREFIX ex: <http://example.org/>
ex:default ex:in "the default graph" .
GRAPH ex:one { ex:a ex:p 1 }
GRAPH ex:two { ex:b ex:p 2 }
GRAPH ex:three { ex:c ex:p 3 }
"""
DESCRIBED = """
PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
<http://example.org/sparql#service> a sd:Service ; sd:endpoint <http://example.org/sparql> .
"""


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Three named graphs of a triple each, at an endpoint that describes itself."""
    folder = tmp_path_factory.mktemp("three")
    with serving(folder, THREE_GRAPHS, described=DESCRIBED) as served:
        yield served
