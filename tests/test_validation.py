"""The gate: findings that someone who knows no SHACL can act on."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import ClassVar

import pyoxigraph as ox
import pytest
from rdflib import RDF, RDFS, SH, XSD, Graph, Literal, URIRef

from ascc_ld.documents.index import Index
from ascc_ld.ground.faults import Origin
from ascc_ld.ground.project import default_project
from ascc_ld.mapping.loading import load
from ascc_ld.mapping.provenance import row_origins
from ascc_ld.rdf.rdflib_graphs import to_graph
from ascc_ld.rdf.terms import prefixes
from ascc_ld.reading.corpus import read_corpus
from ascc_ld.reading.term_names import term_names
from ascc_ld.reading.turtle_files import read_shapes
from ascc_ld.validation import Report, Severity, check, joined

BASE = "https://w3id.org/ascc/"
ASCC = f"{BASE}ns#"
BAGUIO = URIRef(f"{BASE}2024/participation/ph-city-of-baguio")


@cache
def triples() -> tuple[ox.Triple, ...]:
    return tuple(load(default_project())[1].union())


@cache
def index() -> Index:
    _, dataset = load(default_project())
    return Index((quad for quads in dataset.graphs.values() for quad in quads), BASE)


@cache
def shapes() -> Graph:
    return to_graph(read_shapes(default_project(), BASE), prefixes(BASE))


@cache
def rows() -> Mapping[str, Origin]:
    return row_origins(read_corpus(default_project()))


def graph() -> Graph:
    return to_graph(triples(), prefixes(BASE))


def line_of(file: str, column: str, value: str) -> int:
    """Find the line of a row by reading the table as a spreadsheet would."""
    with (default_project().root / file).open(encoding="utf-8", newline="") as table:
        reader = csv.DictReader(table)
        return next(reader.line_num for row in reader if row[column] == value)


def violations(report: Report) -> list[str]:
    return [finding.message for finding in report.of(Severity.VIOLATION)]


@cache
def report_on_the_real_graph() -> Report:
    return check(graph(), shapes(), rows())


class TestAConformingGraph:
    def test_has_no_violation(self) -> None:
        report = report_on_the_real_graph()
        assert report.conforms
        assert violations(report) == []

    def test_may_have_warnings(self) -> None:
        warned = {finding.thing for finding in report_on_the_real_graph().of(Severity.WARNING)}
        assert f"{BASE}org/citynet" in warned

    def test_yokohama_proposed_without_being_listed(self) -> None:
        about_yokohama = [
            finding.message
            for finding in report_on_the_real_graph().findings
            if finding.thing == f"{BASE}org/jp-city-of-yokohama"
        ]
        assert any("proposed the declaration" in message for message in about_yokohama)


class TestAFinding:
    def planted(self) -> Report:
        faulty = graph()
        faulty.remove((BAGUIO, URIRef(f"{ASCC}printedName"), None))
        return check(faulty, shapes(), rows())

    def test_names_the_thing_by_its_label_and_iri(self) -> None:
        (finding,) = self.planted().of(Severity.VIOLATION)
        assert finding.thing == str(BAGUIO)
        assert finding.label.startswith("City of Baguio")
        assert finding.path == f"{ASCC}printedName"
        assert f"<{BAGUIO}>" in finding.place

    def test_says_from_which_row_the_thing_is_read(self) -> None:
        (finding,) = self.planted().of(Severity.VIOLATION)
        file = "data/2024/participants.csv"
        line = line_of(file, "organisation", "ph-city-of-baguio")
        assert finding.origin == Origin(file, line)
        assert f"{file}, row {line}" in str(finding)

    def test_names_its_rule(self) -> None:
        (finding,) = self.planted().of(Severity.VIOLATION)
        assert finding.shape.startswith(f"{BASE}shapes#")

    def test_has_no_row_where_the_thing_is_not_ours(self) -> None:
        foreign = graph()
        stranger = URIRef("https://example.org/statement")
        foreign.add((stranger, RDF.type, URIRef(f"{ASCC}Statement")))
        found = check(foreign, shapes(), rows()).of(Severity.VIOLATION)
        assert found
        assert {finding.origin for finding in found if finding.thing == str(stranger)} == {None}

    def test_names_things_in_its_message_by_their_labels(self) -> None:
        faulty = graph()
        balanga = URIRef(f"{BASE}2024/participation/ph-city-of-balanga")
        faulty.set((balanga, URIRef("https://schema.org/position"), Literal(15)))
        report = check(faulty, shapes(), rows())
        assert not report.conforms
        assert not any(BASE in message for message in violations(report))
        assert any("City of Balanga" in message for message in violations(report))


class TestTheReport:
    def report(self) -> Report:
        faulty = graph()
        for slug in ("ph-city-of-baguio", "ph-city-of-bogo"):
            node = URIRef(f"{BASE}2024/participation/{slug}")
            faulty.remove((node, URIRef(f"{ASCC}printedName"), None))
        return check(faulty, shapes(), rows())

    def test_gives_a_rule_once_with_the_things_that_break_it(self) -> None:
        report = self.report()
        (message,) = set(violations(report))
        sentences = report.sentences()
        assert sentences.count(message) == 1
        assert sentences.count("participants.csv, row") == 2

    def test_lets_many_warnings_of_one_kind_hide_nothing(self) -> None:
        report = report_on_the_real_graph()
        rules = {finding.message for finding in report.findings}
        assert len(report.findings) > 30
        lines = report.sentences().splitlines()
        assert len(lines) <= 5 * len(rules)
        assert sum(int(more) for more in re.findall(r"… and (\d+) more", "\n".join(lines))) > 30
        assert len(json.loads(report.json())["findings"]) == len(report.findings)

    def test_puts_the_gravest_first(self) -> None:
        severities = [finding.severity for finding in self.report().findings]
        assert severities == sorted(severities, reverse=True)
        assert set(severities) == {Severity.VIOLATION, Severity.WARNING}

    def test_as_json_counts_what_it_lists(self) -> None:
        document = json.loads(self.report().json())
        assert document["conforms"] is False
        listed = [finding["severity"] for finding in document["findings"]]
        assert document["counts"] == {
            name: listed.count(name) for name in ("violation", "warning", "info")
        }
        assert document["counts"]["violation"] == 2
        assert document["findings"][0]["origin"]["file"] == "data/2024/participants.csv"

    def test_as_a_graph_is_a_report_of_shacl(self) -> None:
        report = self.report().graph
        (node,) = report.subjects(RDF.type, SH.ValidationReport)
        assert (node, SH.conforms, Literal("false", datatype=XSD.boolean)) in report
        assert (None, SH.focusNode, BAGUIO) in report


class TestAPart:
    """A document of the graph, as the site has it, is judged by what it is about."""

    NEEDED: ClassVar = {
        "2024/declaration": "http://purl.org/dc/terms/title",
        "2024/declaration/section/1": "http://purl.org/dc/terms/title",
        "2024/declaration/statement/3-2": f"{ASCC}force",
        "2024/participation/ph-city-of-baguio": f"{ASCC}printedName",
        "2024/mention/2-3-jica": "http://www.w3.org/ns/oa#hasBody",
        "2024/conference": str(RDFS.label),
        "2024/text": "https://schema.org/text",
        "org/jica": f"{ASCC}organisationType",
        "place/ph-cebu": "https://schema.org/containedInPlace",
        "country/PH": "https://schema.org/sameAs",
        "work/ipcc-special-report-on-climate-change-and-cities": str(RDFS.label),
        "scheme/force/commit": str(RDFS.label),
        "source/geonames": str(RDFS.label),
        "link/wikidata-ph-santa-rosa": str(RDFS.label),
        ".well-known/sparql-examples/001-participants-by-country": str(RDFS.comment),
    }
    """A document of each kind, and a property that its topic must have."""

    def document(self, path: str, without: str = "") -> list[ox.Triple]:
        topic = ox.NamedNode(BASE + path)
        return [
            triple
            for triple in index().triples(index().documents[path], f"{BASE}{path}.ttl")
            if triple.subject != topic or triple.predicate.value != without
        ]

    def report(self, part: list[ox.Triple], whole: Iterable[ox.Triple]) -> Report:
        both, described = joined(part, whole)
        return check(to_graph(both, prefixes(BASE)), shapes(), rows(), described)

    def test_that_is_sound_conforms(self) -> None:
        together = [triple for path in self.NEEDED for triple in self.document(path)]
        assert {BASE + path for path in self.NEEDED} <= joined(together, ())[1]
        assert violations(self.report(together, triples())) == []

    @pytest.mark.long
    def test_that_lacks_what_it_needs_fails(self) -> None:
        passed = []
        for path, needed in self.NEEDED.items():
            report = self.report(self.document(path, without=needed), triples())
            if BASE + path not in {finding.thing for finding in report.of(Severity.VIOLATION)}:
                passed.append(path)
        assert passed == []

    def test_is_judged_and_nothing_else(self) -> None:
        whole = [t for t in triples() if t.predicate.value != f"{ASCC}printedName"]
        report = self.report(self.document("2024/conference"), whole)
        assert report.conforms
        assert list(report.graph.objects(None, SH.result)) == []
        assert (None, SH.conforms, Literal("true", datatype=XSD.boolean)) in report.graph


class TestValuesThatAreNone:
    """An ill-typed value is reported as what it is not; nothing fails, and nothing is logged."""

    ODD: ClassVar[list[ox.Literal | ox.NamedNode | ox.BlankNode]] = [
        ox.NamedNode("http://e/a"),
        ox.BlankNode("b"),
        ox.Literal("NaN", datatype=ox.NamedNode(XSD.double)),
        ox.Literal("2024-10-23", language="en"),
        ox.Literal("2024-10-23"),
        ox.Literal("2024-10-23Z", datatype=ox.NamedNode(XSD.gYear)),
        ox.Literal("", language="ja"),
    ]

    def values(self) -> list[ox.Literal | ox.NamedNode | ox.BlankNode]:
        table = Path(__file__).parent / "cases" / "ill_typed.csv"
        with table.open(encoding="utf-8", newline="") as lines:
            ill_typed = [
                ox.Literal(row["lexical"], datatype=ox.NamedNode(row["datatype"]))
                for row in csv.DictReader(lines)
            ]
        return [*ill_typed, *self.ODD]

    def test_are_reported_by_each_rule_on_them(
        self, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
    ) -> None:
        """Each value in each place that a shape asks about a number or a day, all at once."""
        kinds = {
            f"{ASCC}ConferenceEdition": ["https://schema.org/startDate", f"{ASCC}editionNumber"],
            "http://www.w3.org/ns/oa#TextPositionSelector": ["http://www.w3.org/ns/oa#start"],
            f"{ASCC}Statement": [f"{ASCC}targetYear", "https://schema.org/position"],
        }
        part = []
        for kind, paths in kinds.items():
            for path in paths:
                for number, value in enumerate(self.values()):
                    thing = ox.NamedNode(f"{BASE}odd/{path.rpartition('/')[2]}/{number}")
                    part += [
                        ox.Triple(thing, ox.NamedNode(RDF.type), ox.NamedNode(kind)),
                        ox.Triple(thing, ox.NamedNode(path), value),
                        ox.Triple(
                            thing,
                            ox.NamedNode("https://schema.org/endDate"),
                            ox.Literal("2024-10-24", datatype=ox.NamedNode(XSD.date)),
                        ),
                        ox.Triple(
                            thing,
                            ox.NamedNode("http://www.w3.org/ns/oa#end"),
                            ox.Literal("9", datatype=ox.NamedNode(XSD.integer)),
                        ),
                    ]
        report = check(to_graph(part, prefixes(BASE)), shapes())
        found = {(f.shape.rpartition("#")[2], f.thing) for f in report.of(Severity.VIOLATION)}
        for number, value in enumerate(self.values()):
            days, start = f"{BASE}odd/startDate/{number}", f"{BASE}odd/oa#start/{number}"
            assert ("FirstDayIsDate", days) in found, value
            assert ("FirstDayBeforeLastDay", days) in found, value
            assert ("StartIsInteger", start) in found, value
        assert caplog.records == []
        assert capfd.readouterr() == ("", "")


def test_a_term_that_is_misspelt_is_proposed() -> None:
    """In a graph without the vocabulary too."""
    conference = ox.NamedNode(f"{BASE}2024/conference")
    spelt = {
        "themes": "ascc:theme",
        "isPoliticallyBoundBy": "ascc:isBoundBy",
        "organizationType": "ascc:organisationType",
        "inSections": "ascc:inSection",
        "hasMembers": "org:hasMember",
    }
    part = [
        ox.Triple(conference, ox.NamedNode(ASCC + wrong), ox.NamedNode(f"{BASE}series"))
        for wrong in spelt
    ]
    kinds = {"Commitmnt": "ascc:Commitment", "Organisation": "org:Organization"}
    part += [
        ox.Triple(conference, ox.NamedNode(RDF.type), ox.NamedNode(ASCC + wrong)) for wrong in kinds
    ]
    report = check(to_graph(part, {}), shapes(), terms=term_names(default_project(), BASE))
    told = " ".join(violations(report))
    for wrong, meant in {**spelt, **kinds}.items():
        said = f"{ASCC}{wrong}, which the vocabulary does not have. Did you mean {meant}?"
        assert said in told


def test_origins_point_at_the_rows_that_the_tables_have() -> None:
    root: Path = default_project().root
    for iri, origin in rows().items():
        lines = (root / origin.file).read_text(encoding="utf-8").splitlines()
        assert 1 < origin.line <= len(lines), iri
    file = "data/registry/organisations.csv"
    assert rows()[f"{BASE}org/jica"] == Origin(file, line_of(file, "slug", "jica"))
    file = "data/2024/statements.csv"
    commitment = rows()[f"{BASE}2024/declaration/statement/3-2"]
    assert commitment == Origin(file, line_of(file, "id", "3-2"))


def test_every_origin_is_of_a_node_of_the_graph() -> None:
    labelled = {str(subject) for subject in graph().subjects(RDFS.label)}
    assert set(rows()) <= labelled
