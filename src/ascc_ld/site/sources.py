"""What a site is made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pyoxigraph as ox

from ascc_ld.ground.faults import Origin
from ascc_ld.sparql.example import Example


@dataclass(frozen=True)
class Sources:
    """What a site is made from.

    ``quads`` are all named graphs, ``terms`` what names the terms of other vocabularies in them,
    ``shapes`` the triples of the shapes, ``context`` the JSON-LD context document, ``files`` the
    published files, ``bundle`` the scripts of the front end by name (empty where they were not
    built), ``markup`` schema.org's description of the dataset by language, ``origins`` the rows
    that nodes were read from, ``titles`` what published files are, by name and language. The
    overviews run the queries of ``examples``; without them there are no overviews. ``root`` is the
    path of the site on its host, with a slash at its end. ``endpoint`` is the URL of the SPARQL
    endpoint for the query page, if it has no engine. A site that is ``hosted`` has no data in the
    formats that a server alone gives.
    """

    base: str
    quads: Sequence[ox.Quad]
    shapes: Sequence[ox.Triple]
    context: str
    files: Mapping[str, bytes]
    terms: Sequence[ox.Triple] = ()
    bundle: Mapping[str, bytes] = field(default_factory=dict)
    markup: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    examples: Sequence[Example] = ()
    origins: Mapping[str, Origin] = field(default_factory=dict)
    titles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    root: str = "/"
    endpoint: str = ""
    hosted: bool = False
