"""One side of the comparison of loading: the package's graph, or rdflib parsing the Turtle file.

Usage: ``python benchmarks/graph_loading.py (ascc-ld | FILE.ttl)``.  Prints a JSON object with the
``seconds`` from the point where rdflib has been imported, and the ``triples`` of the graph.
"""

from __future__ import annotations

import json
import sys
import time

from rdflib import Graph


def _loaded(source: str) -> Graph:
    if source == "ascc-ld":
        import ascc_ld

        return ascc_ld.graph()
    return Graph().parse(source, format="turtle")


if __name__ == "__main__":
    begun = time.perf_counter()
    graph = _loaded(sys.argv[1])
    seconds = time.perf_counter() - begun
    sys.stdout.write(json.dumps({"seconds": seconds, "triples": len(graph)}) + "\n")
