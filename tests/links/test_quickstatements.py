"""The batches for Wikidata say what the graph says, in commands that QuickStatements reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pyoxigraph as ox
import pytest

from ascc_ld.ground.faults import Origin
from ascc_ld.ground.project import default_project
from ascc_ld.links.batch_words import BatchLine, bare
from ascc_ld.links.entities import EntityLinks, LinkRow
from ascc_ld.links.project_links import ProjectLinks, read_links
from ascc_ld.links.quickstatements import Batch, batch, with_words, without_words
from ascc_ld.links.wikidata_terms import WikidataTerm, WikidataTerms
from ascc_ld.mapping.loading import load
from ascc_ld.reading.sssom import SssomMapping
from two_editions import project_with_two_editions

# What a cell may be, as QuickStatements 2 and 3 read it in their V1 parsers.
ITEM = r"Q[1-9][0-9]*|LAST"
STRING = r'"[^"\t|]*"'
MONOLINGUAL = r'[a-z-]+:"[^"\t|]*"'
TIME = r"\+\d{4}-\d\d-\d\dT00:00:00Z/11"
VALUE = rf"(?:{ITEM}|{STRING}|{MONOLINGUAL}|{TIME})"
COMMANDS = (
    r"CREATE",
    rf"LAST\t[LAD][a-z-]+\t{STRING}",
    rf"(?:{ITEM})\tP[1-9][0-9]*\t{VALUE}(?:\tP[1-9][0-9]*\t{VALUE})?(?:\tS[1-9][0-9]*\t{VALUE})+",
)
BASE = "https://w3id.org/ascc/"
SCHEMA, DCTERMS = "https://schema.org/", "http://purl.org/dc/terms/"
LINKED = {"series": "Q90000001", "2024_conference": "Q90000002", "2024_declaration": "Q90000003"}
"""Items as they would be once those of the first batch are made and linked."""
AGENCY = "Da Nang Department of Natural Resources and Environment"


def made(
    seen: ProjectLinks, items: Mapping[str, str] | None = None, terms: WikidataTerms | None = None
) -> Batch:
    return batch(seen.corpus, linked(seen, **(items or {})), terms or seen.context.terms)


@pytest.fixture(scope="module")
def first(seen: ProjectLinks) -> Batch:
    return made(seen)


@pytest.fixture(scope="module")
def second(seen: ProjectLinks) -> Batch:
    return made(seen, LINKED)


def commands(parts: Iterable[BatchLine]) -> list[tuple[str, ...]]:
    return [part.cells for part in parts if part.cells]


def blocks(parts: Iterable[BatchLine]) -> dict[str, list[tuple[str, ...]]]:
    """Return the commands after each CREATE by the English label of the new item."""
    found: list[list[tuple[str, ...]]] = []
    for cells in commands(parts):
        if cells == ("CREATE",):
            found.append([])
        else:
            found[-1].append(cells)
    return {
        next(cells[2].strip('"') for cells in block if cells[1] == "Len"): block for block in found
    }


def remarks(parts: Iterable[BatchLine]) -> dict[str, str]:
    """Return why each thing is left out, by its name."""
    said = [part.words for part in parts if part.words.startswith("Left out: ")]
    return {name: why for name, _, why in (words[10:].partition(". ") for words in said)}


def terms_of(block: Sequence[tuple[str, ...]], kind: str) -> dict[str, str]:
    return {cells[1][1:]: cells[2].strip('"') for cells in block if cells[1][0] == kind}


def linked(seen: ProjectLinks, **items: str) -> tuple[EntityLinks, ...]:
    """Return the coverage as it would be with an item for each path given."""

    def added(one: EntityLinks) -> EntityLinks:
        item = items.get(one.entity.slug.replace("-", "_"))
        if item is None:
            return one
        row = SssomMapping(
            record_id="ascc_link:made-up",
            subject_id=one.entity.curie,
            predicate_id="owl:sameAs",
            object_id=f"wikidata:{item}",
            mapping_justification="semapv:ManualMappingCuration",
        )
        return EntityLinks(
            one.entity, (*one.links, LinkRow(f"http://www.wikidata.org/entity/{item}", row))
        )

    return tuple(added(one) for one in seen.entities)


@cache
def graph() -> frozenset[tuple[str, str, str]]:
    triples = load(default_project())[1].union()
    return frozenset(
        (str(t.subject).strip("<>"), t.predicate.value, t.object.value)
        for t in triples
        if isinstance(t.object, ox.NamedNode | ox.Literal)
    )


def objects(subject: str, predicate: str) -> set[str]:
    return {o for s, p, o in graph() if (s, p) == (subject, predicate)}


class TestSyntax:
    def test_each_command_is_one_that_quickstatements_reads(
        self, first: Batch, second: Batch
    ) -> None:
        for parts in (first.enrich, first.create, second.enrich, second.create):
            for line in without_words(parts).splitlines():
                assert any(re.fullmatch(pattern, line) for pattern in COMMANDS), line

    def test_each_command_stands_below_its_sentence(self, first: Batch, second: Batch) -> None:
        for parts in (first.enrich, first.create, second.enrich, second.create):
            lines = with_words(parts).splitlines()
            for above, line in pairwise(lines):
                if not line.startswith("/*"):
                    assert re.fullmatch(r"/\* [^\t]+ \*/", above), line
            bare_lines = [line for line in lines if not line.startswith("/*")]
            assert without_words(parts).splitlines() == bare_lines

    def test_a_sentence_cannot_end_its_comment(self) -> None:
        assert with_words([BatchLine("a */ CREATE")]).count("*/") == 1

    def test_is_the_same_every_time(self, first: Batch) -> None:
        assert made(read_links(default_project())) == first


class TestIdentifiers:
    def test_each_is_verified_with_its_source_or_is_a_reviewed_link(
        self, seen: ProjectLinks, first: Batch, second: Batch
    ) -> None:
        terms = {term.id for term in seen.context.terms.terms}
        links = {item for one in seen.entities for item in one.items} | set(LINKED.values())
        for part in (*first.create, *second.enrich, *second.create):
            for cell in part.cells[1:]:
                identifier = re.sub(r"^S(?=\d)", "P", cell)
                if re.fullmatch(r"[PQ]\d+", identifier):
                    assert identifier in terms or identifier in links, identifier
            assert set(re.findall(r"\(([PQ]\d+)\)", part.words)) <= terms

    def test_each_term_has_a_label_and_says_where_it_was_seen(self, seen: ProjectLinks) -> None:
        for term in seen.context.terms.terms:
            assert term.label
            assert len(term.evidence) > 20
            assert not re.search(r"not recorded", term.evidence), term.id


class TestFirstBatch:
    """Series, conference and declaration are made first, and nothing else is."""

    def test_makes_what_the_bodies_will_hang_on(self, first: Batch) -> None:
        assert list(blocks(first.create)) == [
            "Asia Smart City Conference",
            "13th Asia Smart City Conference",
            "Yokohama Declaration",
        ]
        assert commands(first.enrich) == []

    def test_claims_of_the_conference_are_those_of_the_graph(self, first: Batch) -> None:
        block = blocks(first.create)["13th Asia Smart City Conference"]
        assert {cells[1]: cells[2] for cells in block if cells[1][0] == "P"} == {
            "P31": "Q108095628",
            "P393": '"13"',
            "P580": "+2024-10-23T00:00:00Z/11",
            "P582": "+2024-10-24T00:00:00Z/11",
            "P276": "Q38283",
            "P17": "Q17",
        }
        conference = f"{BASE}2024/conference"
        assert objects(conference, f"{BASE}ns#editionNumber") == {"13"}
        assert objects(conference, f"{SCHEMA}startDate") == {"2024-10-23"}
        assert objects(conference, f"{SCHEMA}endDate") == {"2024-10-24"}
        assert objects(conference, f"{SCHEMA}location") == {f"{BASE}place/jp-yokohama"}

    def test_claims_of_the_declaration_are_those_of_the_graph(self, first: Batch) -> None:
        block = blocks(first.create)["Yokohama Declaration"]
        assert {cells[1]: cells[2] for cells in block if cells[1][0] == "P"} == {
            "P31": "Q49848",
            "P1476": 'en:"Yokohama Declaration"',
            "P577": "+2024-10-24T00:00:00Z/11",
            "P407": "Q1860",
        }
        assert objects(f"{BASE}2024/declaration", f"{DCTERMS}title") == {"Yokohama Declaration"}
        assert objects(f"{BASE}2024/declaration", f"{DCTERMS}issued") == {"2024-10-24"}

    def test_labels_have_no_brackets_and_descriptions_tell_apart(self, first: Batch) -> None:
        told = {name: terms_of(block, "D")["en"] for name, block in blocks(first.create).items()}
        assert told == {
            "Asia Smart City Conference": "recurring conference",
            "13th Asia Smart City Conference": "2024 conference in Yokohama, Japan",
            "Yokohama Declaration": "2024 declaration made at the 13th Asia Smart City Conference",
        }
        for block in blocks(first.create).values():
            assert not any("(" in label for label in terms_of(block, "L").values())
        labels = terms_of(blocks(first.create)["Yokohama Declaration"], "L")
        assert labels["ja"] == "横浜宣言"

    def test_each_claim_cites_a_page_on_which_nobody_is_said_to_have_looked(
        self, first: Batch, second: Batch
    ) -> None:
        pages = {
            f"{BASE}2024/declaration",
            "https://www.japanfs.org/en/news/archives/news_id032627.html",
            "https://businessyokohama.com/jp/2024/10/26/13ascc",
        }
        for cells in commands(first.create):
            if cells[0] == "LAST" and cells[1][0] == "P":
                assert cells[3] == "S854"
                assert cells[4].strip('"') in pages
        assert not any("S813" in cells for cells in commands((*first.create, *second.create)))


class TestSecondBatch:
    """Once these have items, the bodies follow."""

    def test_says_who_took_part_of_those_that_affirmed(self, second: Batch) -> None:
        said = [cells for cells in commands(second.enrich) if cells[1] == "P710"]
        same = {s: o for s, p, o in graph() if p == "http://www.w3.org/2002/07/owl#sameAs"}
        affirmed = objects(f"{BASE}2024/declaration", f"{BASE}ns#affirmedBy")
        assert len(affirmed) == 39
        assert {cells[2] for cells in said} == {
            same[body].rpartition("/")[2] for body in affirmed if body in same
        }
        assert {cells[0] for cells in said} == {"Q90000002"}

    def test_what_the_declaration_says_is_stated_in_its_item(self, second: Batch) -> None:
        for cells in commands(second.enrich):
            if cells[1] in {"P710", "P580", "P276", "P17"} and cells[0] == "Q90000002":
                assert cells[-2:] == ("S248", "Q90000003")

    def test_the_conference_is_one_of_the_series(self, second: Batch) -> None:
        assert ("Q90000002", "P179", "Q90000001") in {c[:3] for c in commands(second.enrich)}

    def test_existing_items_keep_their_own_labels(self, second: Batch) -> None:
        assert all(cells[1][0] == "P" for cells in commands(second.enrich))

    def test_a_body_has_a_class_and_a_page_of_others(self, second: Batch) -> None:
        assert list(blocks(second.create)) == [AGENCY]
        block = blocks(second.create)[AGENCY]
        page = '"https://en.vietnamplus.vn/environmental-protection-foundation-for-development-in-da-nang/200336.vnp"'
        assert ("LAST", "P31", "Q327333", "S854", page) in block
        assert ("LAST", "P17", "Q881", "S854", page) in block
        assert ("Q90000002", "P710", "LAST", "S248", "Q90000003") in block
        assert terms_of(block, "D") == {"en": "government agency in Da Nang, Vietnam"}

    def test_participants_have_their_role_once_its_item_is_verified(
        self, seen: ProjectLinks, second: Batch
    ) -> None:
        assert "No item for it is verified" in second.enrich[-1].words
        role = WikidataTerm(
            id="Q90000009",
            label="role",
            uses=("role/participant",),
            evidence="",
            origin=Origin("terms", 1),
        )
        terms = WikidataTerms((*seen.context.terms.terms, role))
        said = [c for c in commands(made(seen, LINKED, terms).enrich) if c[1] == "P710"]
        assert said
        assert all(cells[3:5] == ("P3831", "Q90000009") for cells in said)


class TestWhatIsLeftOut:
    def test_every_body_is_made_or_has_an_item_or_a_reason(
        self, seen: ProjectLinks, second: Batch
    ) -> None:
        (edition,) = seen.corpus.editions
        names = {seen.corpus.registry.organisations[s].name for s in edition.declarants}
        items = {one.entity.name for one in seen.linked() if one.entity.kind == "organisation"}
        told = {n for n in remarks(second.create) if n in names}
        assert told == names - items - {AGENCY}

    def test_says_why(self, first: Batch) -> None:
        told = remarks(first.create)
        assert told["City of Baguio"] == (
            "No class is verified for municipal government. It was read in Govdirectory, which "
            "Wikidata cannot cite: it has an item or an article already. Link that first. Its "
            "label would be that of the place Baguio: it needs a name of its own. It waits for "
            "the item of 13th Asia Smart City Conference."
        )
        assert told["City of San Carlos"].startswith("Two Philippine cities")
        assert told["Centre for Liveable Cities"].startswith("No page that Wikidata can cite")
        assert "No class is verified for programme" in told["Punjab Affordable Housing Program"]
        assert told[AGENCY] == "It waits for the item of 13th Asia Smart City Conference."

    def test_nobody_is_said_to_have_signed(self, first: Batch, second: Batch) -> None:
        assert not any("P1891" in cells for cells in commands((*first.create, *second.enrich)))

    def test_a_name_that_cannot_be_written_stops_nothing(
        self, seen: ProjectLinks, first: Batch
    ) -> None:
        (edition,) = seen.corpus.editions
        odd = replace(edition.about, title='The "Yokohama" Declaration')
        corpus = replace(seen.corpus, editions=(replace(edition, about=odd),))
        parts = batch(corpus, seen.entities, seen.context.terms).create
        assert blocks(parts).keys() == blocks(first.create).keys() - {"Yokohama Declaration"}
        assert any("cannot write" in part.words for part in parts)

    def test_another_name_that_cannot_be_written_leaves_out_itself(
        self, seen: ProjectLinks
    ) -> None:
        (edition,) = seen.corpus.editions
        odd = replace(edition.about, alternative_titles=("One | two", "Good"))
        corpus = replace(seen.corpus, editions=(replace(edition, about=odd),))
        parts = batch(corpus, seen.entities, seen.context.terms).create
        block = blocks(parts)["Yokohama Declaration"]
        assert [cells[2] for cells in block if cells[1] == "Aen"] == ['"Good"']
        assert any("“One | two” holds a character" in part.words for part in parts)


def test_brackets_become_another_name() -> None:
    assert bare("13th Conference (ASCC 2024)") == ("13th Conference", ("ASCC 2024",))
    assert bare("第14回会議（架空）") == ("第14回会議", ("架空",))
    assert bare("ICLEI - Local Governments") == ("ICLEI - Local Governments", ())


class TestTwoEditions:
    """With a second declaration, invented: six of its bodies are those of the first."""

    @pytest.fixture(scope="class")
    @staticmethod
    def both(tmp_path_factory: pytest.TempPathFactory) -> ProjectLinks:
        folder = tmp_path_factory.mktemp("both") / "project"
        return read_links(project_with_two_editions(folder))

    def test_nothing_is_created_twice(self, both: ProjectLinks) -> None:
        second = {"2025_conference": "Q90000004", **LINKED}
        for parts in (made(both).create, made(both, second).create):
            created = [part.words for part in parts if part.cells == ("CREATE",)]
            assert len(created) == len(set(created)) > 1
            told = [
                (terms_of(b, "L")["en"], terms_of(b, "D")["en"]) for b in blocks(parts).values()
            ]
            assert len(told) == len(set(told)) == len(created)
            left = [part.words for part in parts if "Left out: City of Baguio." in part.words]
            assert len(left) == 1

    def test_each_new_item_has_a_class_a_label_a_language_and_a_statement(
        self, both: ProjectLinks
    ) -> None:
        for name, block in blocks(made(both).create).items():
            languages = [cells[1] for cells in block if cells[1].startswith("L")]
            assert len(languages) == len(set(languages)), name
            stated = [cells[1] for cells in block if cells[1].startswith("P")]
            assert "P31" in stated, name
            assert len(stated) > 1, name

    def test_a_body_is_said_to_have_taken_part_in_each_conference(self, both: ProjectLinks) -> None:
        second = {"2025_conference": "Q90000004", "ph_city_of_baguio": "Q90000005", **LINKED}
        said = commands(made(both, second).enrich)
        taken = [cells[0] for cells in said if cells[1:3] == ("P710", "Q90000005")]
        assert taken == ["Q90000002", "Q90000004"]
