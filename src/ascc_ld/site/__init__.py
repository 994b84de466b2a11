"""Pages for people: a document a page, complete without a script, from any host or from disk.

A page shows what the graph says of a thing and where each fact comes from; a fact that was read
from a declaration leads to its sentence.  Everything here is made from quads, so that a dataset
that was read from files or from a store gets the same pages.
"""
