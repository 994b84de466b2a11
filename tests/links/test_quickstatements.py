"""The batch for Wikidata says what the graph says, in commands that QuickStatements reads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pyoxigraph as ox
import pytest

from ascc_ld.ground.project import default_project
from ascc_ld.links.entities import EntityLinks, LinkRow
from ascc_ld.links.project_links import ProjectLinks, read_links
from ascc_ld.links.quickstatements import BatchLine, batch, with_words, without_words
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
    rf"(?:{ITEM})\tP[1-9][0-9]*\t{VALUE}(?:\tS[1-9][0-9]*\t{VALUE})+",
)
BASE = "https://w3id.org/ascc/"
CONFERENCE = f"{BASE}2024/conference"
# The property of our graph, and the node that it stands on, that each property of Wikidata says.
SCHEMA, DCTERMS = "https://schema.org/", "http://purl.org/dc/terms/"


@pytest.fixture(scope="module")
def parts(seen: ProjectLinks) -> Sequence[BatchLine]:
    return batch(seen.corpus, seen.entities, seen.context.terms)


def commands(parts: Sequence[BatchLine]) -> list[tuple[str, ...]]:
    return [part.cells for part in parts if part.cells]


def blocks(parts: Sequence[BatchLine]) -> dict[str, list[tuple[str, ...]]]:
    """Return the commands after each CREATE by the English label of the new item."""
    found: dict[str, list[tuple[str, ...]]] = {}
    current: list[tuple[str, ...]] = []
    for cells in commands(parts):
        if cells == ("CREATE",):
            current = []
        elif cells[1] == "Len":
            found[cells[2].strip('"')] = current
        else:
            current.append(cells)
    return found


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
        self, parts: Sequence[BatchLine]
    ) -> None:
        for line in without_words(parts).splitlines():
            assert any(re.fullmatch(pattern, line) for pattern in COMMANDS), line

    def test_each_command_stands_below_its_sentence(self, parts: Sequence[BatchLine]) -> None:
        lines = with_words(parts).splitlines()
        for above, line in pairwise(lines):
            if not line.startswith("/*"):
                assert re.fullmatch(r"/\* [^\t]+ \*/", above), line

    def test_the_bare_batch_is_the_same_without_sentences(self, parts: Sequence[BatchLine]) -> None:
        lines = with_words(parts).splitlines()
        bare = [line for line in lines if not line.startswith("/*")]
        assert without_words(parts).splitlines() == bare

    def test_a_sentence_cannot_end_its_comment(self) -> None:
        text = with_words([BatchLine("a */ CREATE")])
        assert text.count("*/") == 1

    def test_last_always_names_an_item_of_the_batch(self, parts: Sequence[BatchLine]) -> None:
        assert commands(parts)[0] == ("CREATE",)

    def test_is_the_same_every_time(self, parts: Sequence[BatchLine]) -> None:
        again = read_links(default_project())
        assert batch(again.corpus, again.entities, again.context.terms) == parts


class TestIdentifiers:
    def test_each_is_verified_with_its_source_or_is_a_reviewed_link(
        self, seen: ProjectLinks, parts: Sequence[BatchLine]
    ) -> None:
        terms = {term.id: term for term in seen.context.terms.terms}
        links = {item for one in seen.entities for item in one.items}
        for cells in commands(parts):
            for cell in cells[1:]:
                identifier = re.sub(r"^S(?=\d)", "P", cell)
                if re.fullmatch(r"[PQ]\d+", identifier):
                    assert identifier in terms or identifier in links, identifier

    def test_each_term_has_a_label_and_says_where_it_was_seen(self, seen: ProjectLinks) -> None:
        for term in seen.context.terms.terms:
            assert term.label
            assert len(term.evidence) > 20
            assert not re.search(r"not recorded", term.evidence), term.id

    def test_those_named_in_sentences_are_verified_too(
        self, seen: ProjectLinks, parts: Sequence[BatchLine]
    ) -> None:
        terms = {term.id for term in seen.context.terms.terms}
        for part in parts:
            assert set(re.findall(r"\(([PQ]\d+)\)", part.words)) <= terms


class TestClaims:
    def test_of_the_conference_are_those_of_the_graph(self, parts: Sequence[BatchLine]) -> None:
        (name,) = (n for n in blocks(parts) if n.startswith("13th"))
        claims = [cells for cells in blocks(parts)[name] if cells[1].startswith("P")]
        values = {cells[1]: cells[2] for cells in claims if cells[1] != "P710"}
        assert values == {
            "P31": "Q108095628",
            "P393": '"13"',
            "P580": "+2024-10-23T00:00:00Z/11",
            "P582": "+2024-10-24T00:00:00Z/11",
            "P276": "Q38283",
        }
        assert objects(CONFERENCE, f"{BASE}ns#editionNumber") == {"13"}
        assert objects(CONFERENCE, f"{SCHEMA}startDate") == {"2024-10-23"}
        assert objects(CONFERENCE, f"{SCHEMA}endDate") == {"2024-10-24"}
        assert objects(CONFERENCE, f"{SCHEMA}location") == {f"{BASE}place/jp-yokohama"}

    def test_of_participants_are_those_that_affirmed_and_have_an_item(
        self, parts: Sequence[BatchLine]
    ) -> None:
        (name,) = (n for n in blocks(parts) if n.startswith("13th"))
        stated = {cells[2] for cells in blocks(parts)[name] if cells[1] == "P710"}
        affirmed = objects(f"{BASE}2024/declaration", f"{BASE}ns#affirmedBy")
        assert len(affirmed) == 39
        same = {s: o for s, p, o in graph() if p == "http://www.w3.org/2002/07/owl#sameAs"}
        assert stated == {same[body].rpartition("/")[2] for body in affirmed if body in same}

    def test_of_the_declaration_are_those_of_the_graph(self, parts: Sequence[BatchLine]) -> None:
        claims = {c[1]: c[2] for c in blocks(parts)["Yokohama Declaration (ASCC 2024)"]}
        assert claims["P1476"] == 'en:"Yokohama Declaration"'
        assert claims["P577"] == "+2024-10-24T00:00:00Z/11"
        assert claims["P407"] == "Q1860"
        assert claims["P31"] == "Q49848"
        assert objects(f"{BASE}2024/declaration", f"{DCTERMS}title") == {"Yokohama Declaration"}
        assert objects(f"{BASE}2024/declaration", f"{DCTERMS}issued") == {"2024-10-24"}

    def test_of_bodies_are_those_of_the_graph(self, parts: Sequence[BatchLine]) -> None:
        same = {s: o for s, p, o in graph() if p == "http://www.w3.org/2002/07/owl#sameAs"}
        made = blocks(parts)
        compared = 0
        for body in objects(f"{BASE}2024/declarants", "http://www.w3.org/ns/org#hasMember"):
            labels = objects(body, "http://www.w3.org/2000/01/rdf-schema#label") & made.keys()
            if not labels or body in same:
                continue
            (label,) = labels
            claims = {cells[1]: cells[2] for cells in made[label]}
            (country,) = objects(body, f"{BASE}ns#country")
            assert claims["P17"] == same[country].rpartition("/")[2]
            site = {f'"{page}"' for page in objects(body, "http://xmlns.com/foaf/0.1/homepage")}
            assert {value for name, value in claims.items() if name == "P856"} == site
            if "P1001" in claims:
                (place,) = objects(body, f"{DCTERMS}spatial")
                assert claims["P1001"] == same[place].rpartition("/")[2]
            compared += 1
        assert compared > 20

    def test_each_has_a_reference_and_a_date(self, parts: Sequence[BatchLine]) -> None:
        nodes = {subject for subject, _, _ in graph()}
        for cells in commands(parts):
            if len(cells) > 1 and cells[1].startswith("P"):
                reference = dict(zip(cells[3::2], cells[4::2], strict=True))
                assert reference["S854"].strip('"') in nodes
                assert reference["S813"] == "+2026-11-23T00:00:00Z/11"


class TestWhatIsLeftOut:
    def test_a_city_that_cannot_be_told_from_its_namesake(self, parts: Sequence[BatchLine]) -> None:
        assert "City of San Carlos" not in blocks(parts)
        said = [p.words for p in parts if not p.cells and "San Carlos" in p.words]
        assert said
        assert said[0].startswith("Left out: City of San Carlos. Two Philippine cities")

    def test_the_class_of_a_body_where_none_is_verified(
        self, seen: ProjectLinks, parts: Sequence[BatchLine]
    ) -> None:
        verified = {
            use.removeprefix("type/") for term in seen.context.terms.terms for use in term.uses
        }
        bodies = {body.name: body for body in seen.corpus.registry.organisations.values()}
        remarks = " ".join(part.words for part in parts if not part.cells)
        without = 0
        for name, made in blocks(parts).items():
            if name not in bodies:
                continue
            body = bodies[name]
            general = "public-body" if body.public_body else "organisation"
            has_class = bool({body.type, general} & verified)
            assert any(cells[1] == "P31" for cells in made) == has_class, name
            assert (f"Left out: that {name} is a" in remarks) != has_class, name
            without += not has_class
        assert without > 0

    def test_bodies_that_have_an_item_are_not_made_again(self, parts: Sequence[BatchLine]) -> None:
        assert not {"Seoul Metropolitan Government", "Government of Punjab"} & blocks(parts).keys()

    def test_all_others_are_there(self, seen: ProjectLinks, parts: Sequence[BatchLine]) -> None:
        (edition,) = seen.corpus.editions
        names = {seen.corpus.registry.organisations[s].name for s in edition.declarants}
        items = {one.entity.name for one in seen.linked() if one.entity.kind == "organisation"}
        made = names - items - {"City of San Carlos"}
        assert made <= blocks(parts).keys()
        assert len(blocks(parts)) == len(made) + 2

    def test_nobody_is_said_to_have_signed(self, parts: Sequence[BatchLine]) -> None:
        assert not any("P1891" in cells for cells in commands(parts))


class TestNextBatch:
    """What waited for an item follows once the item is linked."""

    def test_says_who_took_part_and_who_organised(self, seen: ProjectLinks) -> None:
        covered = linked(seen, **{"2024_conference": "Q90000001"})
        parts = batch(seen.corpus, covered, seen.context.terms)
        stated = commands(parts)
        assert not any(name.startswith("13th") for name in blocks(parts))
        assert all(cells[0] in {"CREATE", "LAST", "Q90000001"} for cells in stated)
        said = {cells[:3] for cells in stated if cells[0] == "Q90000001"}
        assert ("Q90000001", "P664", "LAST") in said
        assert ("Q90000001", "P710", "LAST") in said
        assert ("Q90000001", "P580", "+2024-10-23T00:00:00Z/11") in said
        assert not any(
            cells[1].startswith(("L", "D", "A")) for cells in stated if cells[0] == "Q90000001"
        )

    def test_names_series_and_organiser_by_their_items(self, seen: ProjectLinks) -> None:
        covered = linked(seen, series="Q90000002", jp_city_of_yokohama="Q90000003")
        parts = batch(seen.corpus, covered, seen.context.terms)
        (name,) = (n for n in blocks(parts) if n.startswith("13th"))
        said = {cells[:3] for cells in blocks(parts)[name]}
        assert ("LAST", "P179", "Q90000002") in said
        assert ("LAST", "P664", "Q90000003") in said
        assert "City of Yokohama" not in blocks(parts)

    def test_a_reference_to_a_page_of_others_has_no_date_of_ours(self, seen: ProjectLinks) -> None:
        covered = linked(seen, jp_city_of_yokohama="Q90000003")
        parts = batch(seen.corpus, covered, seen.context.terms)
        (cells,) = (c for c in commands(parts) if c[1:3] == ("P664", "Q90000003"))
        assert cells[3:] == ("S854", '"https://businessyokohama.com/jp/2024/10/26/13ascc"')


def test_a_name_that_cannot_be_written_is_a_fault(seen: ProjectLinks) -> None:
    from ascc_ld.ground.faults import DataError

    (edition,) = seen.corpus.editions
    spoilt = replace(edition, about=replace(edition.about, title='The "Yokohama" Declaration'))
    corpus = replace(seen.corpus, editions=(spoilt,))
    with pytest.raises(DataError, match="QuickStatements cannot write"):
        batch(corpus, seen.entities, seen.context.terms)


class TestTwoEditions:
    """With a second declaration, invented: six of its bodies are those of the first."""

    @pytest.fixture(scope="class")
    @staticmethod
    def both(tmp_path_factory: pytest.TempPathFactory) -> ProjectLinks:
        folder = tmp_path_factory.mktemp("both") / "project"
        return read_links(project_with_two_editions(folder))

    @pytest.fixture(scope="class")
    @staticmethod
    def parts(both: ProjectLinks) -> Sequence[BatchLine]:
        return batch(both.corpus, both.entities, both.context.terms)

    def test_nothing_is_created_twice(self, parts: Sequence[BatchLine]) -> None:
        created = [part.words for part in parts if part.cells == ("CREATE",)]
        assert len(created) == len(set(created)) > 40
        assert created.count("Create an item for City of Baguio") == 1
        assert created.count("Create an item for City of Fixture") == 1
        described = [tuple(item_terms(made)) for made in made_items(parts)]
        assert len(described) == len(set(described)) == len(created)

    def test_an_item_has_one_label_a_language_and_a_statement(
        self, parts: Sequence[BatchLine]
    ) -> None:
        for made in made_items(parts):
            languages = [cells[1] for cells in made if cells[1].startswith("L")]
            assert len(languages) == len(set(languages)), made
            assert any(cells[1].startswith("P") for cells in made), made

    def test_a_body_of_which_nothing_can_be_stated_is_left_out(
        self, parts: Sequence[BatchLine]
    ) -> None:
        """No class is verified for a city government, and Laos has no link yet."""
        assert "City of Exampleville" not in blocks(parts)
        said = "Left out: City of Exampleville. Nothing that is known of it can be stated yet."
        assert said in [part.words for part in parts]

    def test_a_conference_has_its_name_in_each_language(self, parts: Sequence[BatchLine]) -> None:
        made = blocks(parts)["14th Asia Smart City Conference (invented for tests)"]
        assert [cells[1] for cells in made if cells[1].startswith("L")] == ["Lja"]

    def test_a_body_is_said_to_have_taken_part_in_each_conference(self, both: ProjectLinks) -> None:
        items = {"2024_conference": "Q90000001", "2025_conference": "Q90000002"}
        parts = batch(both.corpus, linked(both, **items), both.context.terms)
        baguio = blocks(parts)["City of Baguio"]
        assert [cells[0] for cells in baguio if cells[1] == "P710"] == ["Q90000001", "Q90000002"]


def made_items(parts: Sequence[BatchLine]) -> list[list[tuple[str, ...]]]:
    """Return the commands after each CREATE."""
    found: list[list[tuple[str, ...]]] = []
    for cells in commands(parts):
        if cells == ("CREATE",):
            found.append([])
        elif cells[0] == "LAST" or cells[2] == "LAST":
            found[-1].append(cells)
    return found


def item_terms(made: Sequence[tuple[str, ...]]) -> list[str]:
    """Return the English label and description: Wikidata refuses two items with the same."""
    return [cells[2] for cells in made if cells[1] in ("Len", "Den")]
