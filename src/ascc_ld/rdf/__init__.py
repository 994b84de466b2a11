"""RDF: terms, named graphs, files in any syntax, Turtle and JSON-LD that are fit to read."""
