"""SPARQL 1.1 (https://www.w3.org/TR/sparql11-query/): text, terminals, answers, the engine."""
