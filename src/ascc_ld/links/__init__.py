"""Links from our resources to those of others, kept as SSSOM tables.

:mod:`ascc_ld.reading.sssom` reads and writes the tables and turns them into RDF.
"""
