"""The page of the shapes: each rule with its message."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pyoxigraph as ox

from ascc_ld.documents.index import Document, Index
from ascc_ld.documents.routes import Language
from ascc_ld.rdf.lists import is_cell
from ascc_ld.rdf.terms import CATALOGUE
from ascc_ld.site.page import Page
from ascc_ld.site.parts.addresses import anchor_of
from ascc_ld.site.parts.facts import Value
from ascc_ld.site.parts.wording import Wording, Words
from ascc_ld.site.rendering import Pages

_SH = CATALOGUE["sh"]
_NAME_OF_SHAPE = re.compile("^[^:：]+[:：] ?")


@dataclass(frozen=True)
class _Rule:
    anchor: str
    label: Words
    path: Value | None
    message: Words | None
    severity: str


@dataclass(frozen=True)
class _NodeShape:
    anchor: str
    label: Words
    comment: Words | None
    rules: tuple[_Rule, ...]


def shapes_index(shapes: list[ox.Triple], base: str) -> Index:
    """Return an index of the shapes graph alone, whose one document is ``shapes``."""
    graph = ox.NamedNode(f"{base}shapes")
    return Index((ox.Quad(t.subject, t.predicate, t.object, graph) for t in shapes), base)


def shapes_page(pages: Pages, shapes: Index, document: Document, language: Language) -> bytes:
    """Return the page of ``document``, the one of the index ``shapes``."""
    page = pages.page(document.path, language)
    wording = Wording(shapes, page.words)
    shown: set[str] = set()
    nodes = [
        _node_shape(page, shapes, wording, thing, shown)
        for thing in document.things
        if _SH["NodeShape"] in shapes.types(thing)
    ]
    others = [
        (anchor_of(thing.value), wording.of(thing))
        for thing in document.things[1:]
        if anchor_of(thing.value) not in shown and not is_cell(thing.value)
    ]
    title = wording.of(document.topic)
    lead = wording.sentence(document.topic)
    return pages.render(
        "shapes.html",
        page,
        title,
        document=document,
        index=shapes,
        trail=[(Words(page.words["nav.vocabulary"]), "ns")],
        description=lead.text if lead else title.text,
        page_class="shapes",
        title_words=title,
        lead=lead,
        iri=document.topic.value,
        nodes=nodes,
        others=others,
    )


def _node_shape(
    page: Page, shapes: Index, wording: Wording, shape: ox.NamedNode, shown: set[str]
) -> _NodeShape:
    """Return a node shape; ``shown`` are the anchors already on the page."""
    members = shapes.things(shape, _SH["property"]) + shapes.things(shape, _SH["sparql"])
    anchor = anchor_of(shape.value)
    shown.add(anchor)
    own = wording.value(shape, "sh:message")
    label = wording.of(shape)
    rules = [_rule(page, shapes, wording, member, shown) for member in members]
    if own is not None:
        rules.insert(0, _Rule("", label, None, own, ""))
    return _NodeShape(anchor, label, wording.value(shape, "rdfs:comment"), tuple(rules))


def _rule(
    page: Page, shapes: Index, wording: Wording, rule: ox.NamedNode, shown: set[str]
) -> _Rule:
    said = {fact.predicate: fact.object for fact in shapes.outgoing(rule)}
    label, message = wording.of(rule), wording.value(rule, "sh:message")
    if message is not None and message.text in page.words.rules:
        message = Words(page.words.rules[message.text])
    path = said.get(_SH["path"])
    severity = said.get(_SH["severity"], _SH["Violation"])
    anchor = anchor_of(rule.value)
    first = anchor not in shown
    shown.add(anchor)
    return _Rule(
        anchor if first else "",
        # Its label begins with the name of its shape, which is the heading.
        label._replace(text=_NAME_OF_SHAPE.sub("", label.text)),
        page.shown(path) if isinstance(path, ox.NamedNode) else None,
        message,
        "" if severity == _SH["Violation"] else anchor_of(severity.value),
    )
