"""Queries: the examples that come with the data, and the engines that answer them.

Speaks SPARQL 1.1 (https://www.w3.org/TR/sparql11-query/).  An example is a file of ``queries/``
with its exact answer in ``queries/answers/``, unless it asks a SERVICE; the graph describes the
examples themselves in the terms of the SIB convention, so that tools can offer them.
"""
