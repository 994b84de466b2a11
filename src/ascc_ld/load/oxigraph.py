"""Oxigraph server: https://github.com/oxigraph/oxigraph/tree/main/cli.

It speaks https://www.w3.org/TR/sparql11-http-rdf-update/ at ``/store``.
"""

from __future__ import annotations

from typing import ClassVar

from ascc_ld.load.lexical_forms import NUMBERS_AND_INTEGER_TYPES
from ascc_ld.load.store import GraphStore


class Oxigraph(GraphStore):
    """It keeps the values of numbers, but of integers one type only.

    Its fast upload is the parameter ``no_transaction``.
    """

    name = "oxigraph"
    example_url = "http://localhost:7878"
    graph_path = "/store"
    query_path = "/query"
    whole = True
    rewriting = NUMBERS_AND_INTEGER_TYPES
    fast_parameters: ClassVar = {"no_transaction": ""}
    fast_cost = (
        "the graph is emptied first and filled step by step: readers see it incomplete, and if "
        "loading fails it stays incomplete until it is loaded again"
    )
