"""Each fact that was read from a declaration leads to the words it was read from."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pyoxigraph as ox

from ascc_ld.documents.index import Fact, Index
from ascc_ld.ground.project import default_project
from ascc_ld.mapping.loading import load
from ascc_ld.site.parts.anchors import Anchors, Span
from built import BASE, ROOT

TEXT = (ROOT / "data/2024/declaration.txt").read_text(encoding="utf-8")
READ = ("declaration/statement/", "declaration/section/", "participation/", "mention/")
"""What the edition's graph has of the text itself, by the beginning of its paths."""


@cache
def facts() -> tuple[tuple[Fact, ...], Anchors]:
    corpus, dataset = load(default_project(), None, tried=False)
    index = Index((quad for quads in dataset.graphs.values() for quad in quads), corpus.base)
    edition = ox.NamedNode(f"{BASE}2024/graph")
    found = [f for s in index.subjects() for f in index.outgoing(s) if f.graph == edition]
    return tuple(found), Anchors(index)


def evidence(anchors: Anchors, fact: Fact) -> Span | None:
    edition = anchors.edition(fact.graph)
    assert edition is not None, fact
    return anchors.evidence(edition, fact)


def path(fact: Fact) -> str:
    return fact.subject.value.removeprefix(f"{BASE}2024/")


def predicate(fact: Fact) -> str:
    return fact.predicate.value.replace("#", "/").rpartition("/")[2]


def test_every_fact_of_what_is_in_the_text_has_its_words() -> None:
    stated, anchors = facts()
    read = [fact for fact in stated if path(fact).startswith(READ)]
    assert len(read) > 1500
    for fact in read:
        span = evidence(anchors, fact)
        assert span is not None, fact
        assert TEXT[span.start : span.end] == span.text, fact


def test_a_fact_leads_to_the_span_of_its_own_subject() -> None:
    """The offsets are those of the selectors of the very thing, not of something near it."""
    stated, anchors = facts()
    quoted = {f.subject: f.object for f in stated if predicate(f) in ("wasQuotedFrom", "hasTarget")}
    offsets = {
        f.subject.value.removesuffix("#position"): f.object.value
        for f in stated
        if predicate(f) == "start"
    }
    assert Counter(iri.value.split("/")[-2] for iri in quoted) == {
        "statement": 13,
        "section": 3,
        "participation": 39,
        "mention": 14,
    }
    for fact in stated:
        if fact.subject in quoted:
            span = evidence(anchors, fact)
            assert span is not None
            assert quoted[fact.subject].value == f"{fact.subject.value}#span"
            assert str(span.start) == offsets[fact.subject.value]


def test_who_affirmed_and_who_proposed_leads_to_the_name_in_the_text() -> None:
    stated, anchors = facts()
    for name, count in (("affirmedBy", 39), ("hasMember", 40), ("proposedBy", 1)):
        named = [fact for fact in stated if predicate(fact) == name]
        assert len(named) == count
        for fact in named:
            assert evidence(anchors, fact) is not None, fact
    proposed = next(fact for fact in stated if predicate(fact) == "proposedBy")
    span = evidence(anchors, proposed)
    assert span is not None
    assert span.text == "City of Yokohama"


def test_the_words_that_carry_a_force_are_pointed_at_within_their_sentence() -> None:
    stated, anchors = facts()
    markers = [fact for fact in stated if predicate(fact) == "forceMarker"]
    assert len(markers) == 10
    for fact in markers:
        span = evidence(anchors, fact)
        assert span is not None
        assert span.words is not None
        assert TEXT[slice(*span.words)] == fact.object.value


def test_a_verb_in_its_plain_form_is_pointed_at_as_the_whole_word_that_it_begins() -> None:
    """A browser finds no part of a word."""
    stated, anchors = facts()
    actions = {
        path(fact).rpartition("/")[2]: evidence(anchors, fact)
        for fact in stated
        if predicate(fact) == "action"
        and isinstance(fact.object, ox.Literal)
        and fact.object.language == "en"
    }
    assert {
        statement: TEXT[slice(*span.words)]
        for statement, span in actions.items()
        if span and span.words
    } == {
        "P-1": "convened",
        "1-1": "fostered",
        "2-3": "accelerate",
    }


def test_what_others_curated_claims_no_words() -> None:
    stated, anchors = facts()
    curated = Counter(predicate(fact) for fact in stated if evidence(anchors, fact) is None)
    # Kinds, names, dates and addresses that edition.toml gives to the event, the document and its
    # text; none of them is a quotation.
    assert set(curated) <= {
        *("type", "label", "alternative", "issued", "language", "source", "madeAt"),
        "editionNumber",
        *("startDate", "endDate", "location", "superEvent", "subEvent", "specializationOf"),
        *("format", "extent", "checksum", "algorithm", "checksumValue"),
        # That a name was translated is said of the declaration, which has no words for it.
        "note",
    }


def test_editions_are_in_the_order_of_their_days_and_have_their_pages() -> None:
    """A year may have two texts, of which the second folder is called otherwise."""
    prefixes = (
        "PREFIX dcterms: <http://purl.org/dc/terms/>\nPREFIX prov: <http://www.w3.org/ns/prov#>\n"
    )
    said = "".join(
        f"<{name}/declaration> a <ns#Declaration> ; dcterms:identifier '{name}' {issued}."
        f"<{name}/text> prov:specializationOf <{name}/declaration> ;"
        " <https://schema.org/text> 'We met.' .\n"
        for name, issued in (
            ("a-special-one", "; dcterms:issued '2025-06-01'"),
            ("2025", "; dcterms:issued '2025-10-16'"),
            ("2023", ""),
            ("2024", "; dcterms:issued '2024-10-24'"),
        )
    )
    quads = ox.parse(prefixes + said, format=ox.RdfFormat.TURTLE, base_iri=BASE)
    graph = ox.NamedNode(f"{BASE}graph/registry")
    anchors = Anchors(
        Index((ox.Quad(q.subject, q.predicate, q.object, graph) for q in quads), BASE)
    )
    assert [each.name for each in anchors.editions] == ["2023", "2024", "a-special-one", "2025"]
    oldest, *_, special, newest = anchors.editions
    assert anchors.before(newest) == special
    assert anchors.before(oldest) is None
    assert anchors.edition_at("a-special-one/overview/map") == special
    assert anchors.edition_at("index") == newest
    assert anchors.edition_at("org/jica") is None
    assert special.folder == "a-special-one/"
