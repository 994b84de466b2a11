"""Suggested links: written down, reviewed, and never asserted by a score."""

from __future__ import annotations

import warnings

import pytest

from ascc_ld.ground.project import Project
from ascc_ld.links import suggestions
from ascc_ld.links.candidates import JudgedCandidate, judged, queries
from ascc_ld.links.entities import chosen, item_of
from ascc_ld.links.project_links import read_links
from ascc_ld.links.reconciliation import Candidate
from ascc_ld.links.suggestions import CURATED, FILE, Review, Unacceptable
from ascc_ld.mapping.loading import load
from ascc_ld.rdf.rdflib_graphs import to_graph
from ascc_ld.rdf.terms import prefixes
from ascc_ld.reading import sssom
from ascc_ld.reading.turtle_files import read_shapes
from ascc_ld.validation import check

SERVICE = "https://example.org/api"
DAY = "2026-11-23"
ICLEI = "suggested-organisation-iclei-q90000001"
SAN_CARLOS = "suggested-place-ph-san-carlos-q1025390"


def found(project: Project, name: str, *candidates: Candidate) -> tuple[JudgedCandidate, ...]:
    seen = read_links(project)
    (entity,) = chosen((one.entity for one in seen.entities), [name])
    one = next(one for one in seen.entities if one.entity == entity)
    answers = dict.fromkeys(queries(entity, seen.context), candidates)
    return judged(one, answers, seen.context, 10)


def suggest(project: Project, name: str, *candidates: Candidate) -> None:
    suggestions.add(project, found(project, name, *candidates), SERVICE, DAY)


def suggest_iclei(project: Project, score: float = 100.0) -> None:
    suggest(project, "iclei", Candidate("Q90000001", "ICLEI", score, match=True))


def curated_row(project: Project, record: str) -> sssom.SssomMapping:
    curated = sssom.read(project.read_text(CURATED), CURATED)
    return next(m for m in curated.mappings if m.record_id == record)


class TestAdding:
    def test_writes_what_was_found_and_why(self, project_copy: Project) -> None:
        suggest_iclei(project_copy, 93.25)
        (row,) = suggestions.read(project_copy).mappings
        assert row.record_id == f"ascc_link:{ICLEI}"
        assert (row.subject_id, row.predicate_id) == ("ascc_org:iclei", "owl:sameAs")
        assert (row.object_id, row.object_label) == ("wikidata:Q90000001", "ICLEI")
        assert row.mapping_justification == "semapv:LexicalMatching"
        assert row.similarity_score == "0.933"
        assert row.confidence == ""
        assert (row.mapping_tool, row.mapping_date) == ("ascc-ld", DAY)
        assert row.match_string == ("ICLEI",)
        assert row.comment == (
            "For it: alternative name equal (ICLEI); the service calls it a match."
        )

    def test_a_theme_would_be_close(self, project_copy: Project) -> None:
        suggest(project_copy, "solidarity", Candidate("Q90000001", "solidarity", 100.0))
        (row,) = suggestions.read(project_copy).mappings
        assert row.predicate_id == "skos:closeMatch"

    @pytest.mark.parametrize(("score", "written"), [(-3.0, "0"), (250.0, "1"), (0.4, "0.004")])
    def test_a_score_of_another_scale_is_no_fault(
        self, project_copy: Project, score: float, written: str
    ) -> None:
        suggest_iclei(project_copy, score)
        (row,) = suggestions.read(project_copy).mappings
        assert row.similarity_score == written

    def test_puts_nothing_into_the_graph(self, project_copy: Project) -> None:
        before = load(project_copy)[1].graphs
        suggest_iclei(project_copy)
        assert load(project_copy)[1].graphs == before

    def test_writes_canonical_bytes(self, project_copy: Project) -> None:
        suggest_iclei(project_copy)
        suggest(project_copy, "gcom", Candidate("Q90000002", "Covenant\t of | Mayors", 50.0))
        text = project_copy.read_text(FILE)
        assert sssom.write(sssom.read(text, FILE)) == text

    def test_adds_nothing_twice(self, project_copy: Project) -> None:
        suggest_iclei(project_copy)
        before = project_copy.read_text(FILE)
        suggest_iclei(project_copy, 12.0)
        assert project_copy.read_text(FILE) == before

    def test_adds_nothing_that_is_linked(self, project_copy: Project) -> None:
        suggest(project_copy, "org/jica", Candidate("Q958590", "JICA", 100.0))
        assert not project_copy.path(FILE).exists()

    def test_is_read_by_sssom_py(self, project_copy: Project) -> None:
        suggest_iclei(project_copy)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of pandas and its kin, about themselves
            from sssom.parsers import parse_sssom_table

            read = parse_sssom_table(str(project_copy.path(FILE)))
        assert list(read.df["object_id"]) == ["wikidata:Q90000001"]


class TestAccepting:
    REVIEW = Review("A. Curator", "2026-11-24", "Seen on its own site.", "0.95")

    def test_makes_a_reviewed_link(self, project_copy: Project) -> None:
        suggest_iclei(project_copy)
        row = suggestions.accept(project_copy, ICLEI, self.REVIEW)
        assert curated_row(project_copy, "ascc_link:wikidata-iclei-q90000001") == row
        assert row.asserts_link
        assert row.mapping_justification == "semapv:MappingReview"
        assert (row.reviewer_label, row.review_date) == (("A. Curator",), "2026-11-24")
        assert (row.confidence, row.mapping_date) == ("0.95", DAY)
        assert row.comment.startswith("Seen on its own site. For it: ")
        assert not project_copy.path(FILE).exists()

    def test_puts_the_link_into_the_graph(self, project_copy: Project) -> None:
        suggest_iclei(project_copy)
        suggestions.accept(project_copy, ICLEI, self.REVIEW)
        triples = {str(triple) for triple in load(project_copy)[1].union()}
        assert (
            "<https://w3id.org/ascc/org/iclei> <http://www.w3.org/2002/07/owl#sameAs> "
            "<http://www.wikidata.org/entity/Q90000001>"
        ) in triples

    def test_leaves_every_other_row_as_it_was(self, project_copy: Project) -> None:
        before = sssom.read(project_copy.read_text(CURATED), CURATED).mappings
        suggest_iclei(project_copy)
        row = suggestions.accept(project_copy, ICLEI, self.REVIEW)
        text = project_copy.read_text(CURATED)
        after = sssom.read(text, CURATED)
        assert set(after.mappings) == {*before, row}
        assert sssom.write(after) == text

    def test_leaves_the_other_suggestions(self, project_copy: Project) -> None:
        suggest_iclei(project_copy)
        suggest(project_copy, "gcom", Candidate("Q90000002", "GCoM", 100.0))
        suggestions.accept(project_copy, ICLEI, self.REVIEW)
        (left,) = suggestions.read(project_copy).mappings
        assert left.subject_id == "ascc_org:gcom"

    def test_refuses_a_second_item_for_an_entity(self, project_copy: Project) -> None:
        suggest(project_copy, "org/jica", Candidate("Q90000001", "JICA", 100.0))
        with pytest.raises(Unacceptable, match="is wikidata:Q958590 already"):
            suggestions.accept(project_copy, "organisation-jica-q90000001", self.REVIEW)

    def test_refuses_the_item_of_a_place_for_its_government(self, project_copy: Project) -> None:
        suggest(project_copy, "ph-city-of-quezon", Candidate("Q1475", "Quezon City", 90.0))
        before = project_copy.read_text(CURATED)
        with pytest.raises(Unacceptable, match=r"is the item of Quezon City \(ascc_place:"):
            suggestions.accept(
                project_copy, "suggested-organisation-ph-city-of-quezon-q1475", self.REVIEW
            )
        assert project_copy.read_text(CURATED) == before

    def test_suggests_the_nearest_row(self, project_copy: Project) -> None:
        suggest_iclei(project_copy)
        with pytest.raises(Unacceptable, match=f"Did you mean 'ascc_link:{ICLEI}'"):
            suggestions.accept(project_copy, ICLEI[:-1], self.REVIEW)


class TestRejecting:
    REVIEW = Review(comment="The text names no province.")

    def test_makes_a_negated_row_that_asserts_nothing(self, project_copy: Project) -> None:
        before = load(project_copy)[1].union()
        suggest(project_copy, "ph-san-carlos", Candidate("Q1025390", "San Carlos", 99.0))
        row = suggestions.reject(project_copy, SAN_CARLOS, self.REVIEW)
        assert row.predicate_modifier == "Not"
        assert row.comment.startswith("The text names no province. ")
        new = {str(t) for t in load(project_copy)[1].union()} - {str(t) for t in before}
        assert not any(line.startswith("<https://w3id.org/ascc/place/") for line in new)
        assert any("sssom/NegatedPredicate" in line for line in new)

    def test_is_never_suggested_again(self, project_copy: Project) -> None:
        one = Candidate("Q1025390", "San Carlos", 99.0)
        suggest(project_copy, "ph-san-carlos", one)
        suggestions.reject(project_copy, SAN_CARLOS, self.REVIEW)
        (again,) = found(project_copy, "ph-san-carlos", one)
        assert again.refused
        suggest(project_copy, "ph-san-carlos", one)
        assert not project_copy.path(FILE).exists()

    def test_leaves_the_entity_unlinked(self, project_copy: Project) -> None:
        suggest(project_copy, "ph-san-carlos", Candidate("Q1025390", "San Carlos", 99.0))
        suggestions.reject(project_copy, SAN_CARLOS, self.REVIEW)
        (one,) = (c for c in read_links(project_copy).entities if c.entity.slug == "ph-san-carlos")
        assert one.items == ()
        assert item_of(one) is None


def accept_one_and_reject_one(project: Project) -> None:
    suggest_iclei(project)
    suggest(project, "ph-san-carlos", Candidate("Q1025390", "San Carlos", 99.0))
    suggestions.accept(project, ICLEI, TestAccepting.REVIEW)
    suggestions.reject(project, SAN_CARLOS, TestRejecting.REVIEW)


def test_the_graph_passes_the_shapes_after_reviews(project_copy: Project) -> None:
    accept_one_and_reject_one(project_copy)
    corpus, dataset = load(project_copy)
    bound = prefixes(corpus.base)
    shapes = to_graph(read_shapes(project_copy, corpus.base), bound)
    assert check(to_graph(dataset.union(), bound), shapes, {}).conforms


def test_sssom_py_reads_the_curated_table_after_reviews(project_copy: Project) -> None:
    accept_one_and_reject_one(project_copy)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of pandas and its kin, about themselves
        from sssom.parsers import parse_sssom_table

        read = parse_sssom_table(str(project_copy.path(CURATED))).df
    ours = sssom.read(project_copy.read_text(CURATED), CURATED).mappings
    assert set(zip(read["subject_id"], read["object_id"], strict=True)) == {
        (mapping.subject_id, mapping.object_id) for mapping in ours
    }
    assert list(read[read["predicate_modifier"] == "Not"]["object_id"]) == ["wikidata:Q1025390"]


def test_an_entity_and_its_place_get_rows_of_their_own(project_copy: Project) -> None:
    """A body and a place share the slug my-kuala-lumpur; so may the identifiers of their rows."""
    for name, item in (
        ("org/my-kuala-lumpur", "Q90000001"),
        ("place/my-kuala-lumpur", "Q90000001"),
    ):
        suggest(project_copy, name, Candidate(item, "Kuala Lumpur", 100.0))
    for row in suggestions.read(project_copy).mappings:
        suggestions.reject(project_copy, row.record_id, Review(comment="Made up."))
    rows = sssom.read(project_copy.read_text(CURATED), CURATED).mappings
    assert sum(row.object_id == "wikidata:Q90000001" for row in rows) == 2
