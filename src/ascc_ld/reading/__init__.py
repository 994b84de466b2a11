"""Whatever is curated is read here: text, tables, settings, links, questions, shapes.

All that is wrong with the input is said here, once, with its file and row.
"""
