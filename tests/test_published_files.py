"""The published files, read from outside: complete, anchored, labelled, and the same in all forms.

What the text says (its lines, headings, marks between statements, its SHA-256) is written here by
hand from the declaration itself.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib

from ascc_ld.validation import check
from built import (
    BASE,
    DATASET_FILES,
    ONTOLOGY_FILES,
    UNION_FILES,
    Fact,
    dist,
    facts,
    index,
    missing,
    oxigraph_facts,
    pyld_facts,
    quads,
    rdflib_facts,
    rdflib_graph,
    text,
)
from looped import looped

FILES = {
    "ascc.ttl",
    "ascc.jsonld",
    "ascc.nt",
    "ascc.rdf",
    "ascc.nq",
    "ascc.trig",
    "context.jsonld",
    "logo.svg",
    "ontology.ttl",
    "ontology.jsonld",
    "ontology.rdf",
    "schemes.ttl",
    "shapes.ttl",
    "sparql-examples.ttl",
    "statements.csv",
    "participants.csv",
    "organisations.csv",
    "csv-metadata.json",
    "void.ttl",
    "SHA256SUMS",
}
SINGLE_FILES = ("schemes.ttl", "shapes.ttl", "sparql-examples.ttl")
TURTLE_FILES = ("ascc.ttl", "ontology.ttl", *SINGLE_FILES)
RDF_FILES = (*UNION_FILES, *DATASET_FILES, *ONTOLOGY_FILES, *SINGLE_FILES, "void.ttl")

ASCC = f"{BASE}ns#"
DCTERMS = "http://purl.org/dc/terms/"
OA = "http://www.w3.org/ns/oa#"
ORG = "http://www.w3.org/ns/org#"
OWL = "http://www.w3.org/2002/07/owl#"
PROV = "http://www.w3.org/ns/prov#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SCHEMA = "https://schema.org/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
SPDX = "http://spdx.org/rdf/terms#"
XSD = "http://www.w3.org/2001/XMLSchema#"

DECLARATION = f"{BASE}2024/declaration"
SHA256 = "f021bd24db74d17568d60123e5b645748cae1c118402a4a8c339bb12a0fe66d6"
STATEMENTS = [
    "P-1",
    "1-1",
    "1-2",
    "1-2a",
    "1-2b",
    "1-2c",
    "2-1",
    "2-2",
    "2-3",
    "3-1",
    "3-2",
    "C-1",
    "C-2",
]


def one(name: str, subject: str, predicate: str) -> str:
    (value,) = index(name)[subject][predicate]
    return value


def content(name: str) -> set[Fact]:
    """Return what a file says, but for what it says of itself."""
    return {fact for fact in facts(name) if fact[0] != BASE + name}


def instances(name: str, class_: str) -> list[str]:
    return [s for s, about in index(name).items() if class_ in about.get(RDF + "type", ())]


IN_THE_DATASET = {
    (RDF + "type", "http://xmlns.com/foaf/0.1/Document"),
    ("http://rdfs.org/ns/void#inDataset", f"{BASE}dataset"),
}


# ---- The set of files ----


def test_the_folder_holds_the_files_named_and_no_other() -> None:
    assert {path.name for path in dist().iterdir()} == {*FILES, ".ascc-ld"}


def test_every_file_has_content() -> None:
    assert [name for name in FILES if not (dist() / name).stat().st_size] == []


def test_checksums_cover_every_other_file() -> None:
    listed = dict(line.split("  ")[::-1] for line in text("SHA256SUMS").splitlines())
    actual = {
        name: hashlib.sha256((dist() / name).read_bytes()).hexdigest()
        for name in FILES - {"SHA256SUMS"}
    }
    assert listed == actual


def test_sha256sum_verifies_the_checksums() -> None:
    tool = shutil.which("sha256sum") or missing("sha256sum")
    check = [tool, "--check", "--strict", "SHA256SUMS"]
    outcome = subprocess.run(check, cwd=dist(), capture_output=True, text=True, check=False)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    assert outcome.stdout.count(": OK\n") == len(FILES) - 1


@looped("name", sorted(FILES - {"statements.csv", "participants.csv", "organisations.csv"}))
def test_text_files_have_unix_line_ends_and_a_final_one(name: str) -> None:
    content = text(name)
    assert "\r" not in content
    assert content.endswith("\n")
    assert not content.startswith("\ufeff")


# ---- The graph in all its forms ----


@looped("name", RDF_FILES)
def test_no_file_has_a_blank_node(name: str) -> None:
    """Only the lists of the shapes have some: engines of SHACL take no others."""
    found = {
        term
        for quad in quads(name)
        for term in (quad.subject, quad.object, quad.graph_name)
        if isinstance(term, ox.BlankNode)
    }
    cells = {quad.subject for quad in quads(name) if quad.predicate.value == RDF + "rest"}
    assert found == (cells if name == "shapes.ttl" else set())


@pytest.mark.parametrize("name", UNION_FILES)
def test_the_four_forms_hold_the_same_triples_for_pyoxigraph(name: str) -> None:
    assert facts(name) == facts("ascc.nt")


@pytest.mark.parametrize("name", UNION_FILES)
def test_the_four_forms_hold_the_same_triples_for_rdflib(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # rdflib would rewrite "9.5E-1" as "0.95" on reading; here its readers are compared, not that.
    dist()  # the gate of a build sets the switch as well
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    assert rdflib_facts(rdflib_graph(name)) == facts("ascc.nt")


@pytest.mark.parametrize("name", ["ascc.jsonld", "ontology.jsonld"])
def test_pyld_reads_the_same_triples_without_a_network(name: str) -> None:
    same = {"ascc.jsonld": "ascc.nt", "ontology.jsonld": "ontology.ttl"}
    own = {BASE + file for file in ONTOLOGY_FILES}
    read, expected = pyld_facts(text(name)), facts(same[name])
    assert {f for f in read if f[0] not in own} == {f for f in expected if f[0] not in own}


@pytest.mark.parametrize("name", ["ascc.nt", "ascc.nq"])
def test_lines_are_sorted_and_stand_once(name: str) -> None:
    lines = (dist() / name).read_bytes().splitlines()
    assert lines == sorted(set(lines))


@pytest.mark.parametrize("name", ONTOLOGY_FILES)
def test_the_three_forms_of_the_ontology_agree(name: str) -> None:
    assert content(name) == content("ontology.ttl")
    assert (ASCC + "Commitment", RDF + "type", OWL + "Class", "", "") in facts(name)


# ---- Named graphs ----


def graphs(name: str) -> dict[str, frozenset[Fact]]:
    found: dict[str, set[ox.Triple]] = {}
    for quad in quads(name):
        assert isinstance(quad.graph_name, ox.NamedNode), quad
        found.setdefault(quad.graph_name.value, set()).add(quad.triple)
    return {graph: oxigraph_facts(triples) for graph, triples in found.items()}


EXAMPLES = ".well-known/sparql-examples/"
ASSERTED = ("2024/graph", "graph/registry", "graph/links", "graph/vocabulary", EXAMPLES)
DERIVED = ("2024/derived",)


@pytest.mark.parametrize("name", DATASET_FILES)
def test_the_named_graphs(name: str) -> None:
    assert set(graphs(name)) == {BASE + path for path in (*ASSERTED, *DERIVED)}


def test_n_quads_and_trig_agree_graph_by_graph() -> None:
    assert graphs("ascc.nq") == graphs("ascc.trig")


@pytest.mark.parametrize("name", DATASET_FILES)
def test_rdflib_reads_the_same_graphs(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    dist()  # the gate of a build sets the switch as well
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    dataset = rdflib_graph(name)
    assert isinstance(dataset, rdflib.Dataset)
    for graph, expected in graphs("ascc.nq").items():
        assert rdflib_facts(dataset.graph(rdflib.URIRef(graph))) == expected


@pytest.mark.parametrize("name", DATASET_FILES)
def test_the_union_of_the_asserted_graphs_is_what_the_other_files_hold(name: str) -> None:
    by_graph = graphs(name)
    assert frozenset[Fact]().union(*(by_graph[BASE + path] for path in ASSERTED)) == facts(
        "ascc.nt"
    )


@pytest.mark.parametrize("name", DATASET_FILES)
def test_the_derived_graph_binds_the_forty_who_say_we_and_nothing_else(name: str) -> None:
    derived = graphs(name)[f"{BASE}2024/derived"]
    commitment = f"{DECLARATION}/statement/3-2"
    assert {fact[1:] for fact in derived} == {(ASCC + "isBoundBy", commitment, "", "")}
    assert len(derived) == 40
    bound = {subject for subject, *_ in derived}
    assert f"{BASE}org/jp-city-of-yokohama" in bound
    assert f"{BASE}org/ph-city-of-baguio" in bound
    assert f"{BASE}org/world-bank" not in bound


def test_nothing_derived_is_asserted() -> None:
    assert [fact for fact in facts("ascc.nt") if fact[1] == ASCC + "isBoundBy"] == []


@looped(
    ("graph", "fact"),
    [
        ("2024/graph", (f"{DECLARATION}/statement/3-2", RDF + "type", ASCC + "Commitment")),
        ("2024/graph", (DECLARATION, ASCC + "proposedBy", f"{BASE}org/jp-city-of-yokohama")),
        ("graph/registry", (f"{BASE}org/ph-city-of-baguio", ASCC + "country", f"{BASE}country/PH")),
        ("graph/registry", (f"{BASE}country/PH", RDF + "type", SCHEMA + "Country")),
        (
            "graph/links",
            (f"{BASE}country/PH", OWL + "sameAs", "http://www.wikidata.org/entity/Q928"),
        ),
        (
            "graph/registry",
            (f"{BASE}scheme/theme/solidarity", RDF + "type", SKOS + "Concept"),
        ),
        ("graph/vocabulary", (f"{BASE}scheme/force/commit", RDF + "type", SKOS + "Concept")),
    ],
)
def test_each_kind_of_fact_stands_in_its_own_graph(graph: str, fact: tuple[str, str, str]) -> None:
    holding = {path for path, found in graphs("ascc.nq").items() if (*fact, "", "") in found}
    assert holding == {BASE + graph}


def test_that_baguio_affirmed_is_stated_in_four_places_and_no_fifth() -> None:
    """In affirmedBy, its participation, the members of “we” and, derived, isBoundBy."""
    baguio = f"{BASE}org/ph-city-of-baguio"
    told = {
        (path.removeprefix(BASE), s.removeprefix(BASE), p, value.removeprefix(BASE))
        for path in (f"{BASE}2024/graph", f"{BASE}2024/derived")
        for s, p, value, *_ in graphs("ascc.nq")[path]
        if baguio in {s, value}
    }
    body, statement = "org/ph-city-of-baguio", "2024/declaration/statement/3-2"
    assert told == {
        ("2024/graph", "2024/declaration", ASCC + "affirmedBy", body),
        ("2024/graph", "2024/participation/ph-city-of-baguio", ORG + "member", body),
        ("2024/graph", "2024/declarants", ORG + "hasMember", body),
        ("2024/derived", body, ASCC + "isBoundBy", statement),
    }


def test_the_vocabulary_graph_is_the_ontology_and_the_schemes_but_themes_and_groups() -> None:
    """Themes and groups are content, to which an edition adds: they stand in the registry."""
    vocabulary, registry = (
        graphs("ascc.nq")[f"{BASE}graph/{name}"] for name in ("vocabulary", "registry")
    )
    concepts = {fact for fact in registry if fact[0].startswith(f"{BASE}scheme/")}
    assert vocabulary | concepts == content("ontology.ttl") | content("schemes.ttl")
    assert {fact[0].rpartition("/")[0] for fact in concepts} == {
        f"{BASE}scheme/theme",
        f"{BASE}scheme/group",
        f"{BASE}scheme",
    }
    assert not [s for s, *_ in vocabulary if s.startswith(f"{BASE}scheme/theme/")]


@looped("name", [*ONTOLOGY_FILES, *SINGLE_FILES])
def test_a_file_beside_the_dumps_says_what_it_is_a_part_of(name: str) -> None:
    about = {(p, value) for s, p, value, *_ in facts(name) if s == BASE + name}
    labels = {value for p, value in about if p == RDFS + "label"}
    assert about - {(RDFS + "label", label) for label in labels} == IN_THE_DATASET
    assert len(labels) == 2


@looped("name", [*UNION_FILES, *DATASET_FILES])
def test_a_dump_says_it_of_all_dumps_so_that_all_say_the_same(name: str) -> None:
    for dump in (*UNION_FILES, *DATASET_FILES):
        about = {(p, value) for s, p, value, *_ in facts(name) if s == BASE + dump}
        assert about >= IN_THE_DATASET


@looped("name", RDF_FILES)
def test_every_rdf_file_says_which_dataset_it_is_part_of(name: str) -> None:
    document = BASE + (".well-known/void" if name == "void.ttl" else name)
    assert f"{BASE}dataset" in index(name)[document]["http://rdfs.org/ns/void#inDataset"]


def test_each_file_conforms_by_itself_to_the_rules_that_we_publish() -> None:
    rules = rdflib_graph("shapes.ttl")
    files = [name for name in RDF_FILES if name.endswith(".ttl")]
    assert [name for name in files if not check(rdflib_graph(name), rules).conforms] == []


# ---- Labels and references ----

# What the ontology points to as a document or a version of itself, which is no node of the graph.
DOCUMENTS = {f"{BASE}logo.svg", f"{BASE}sparql", f"{BASE}ns/2.0.0"}


@pytest.mark.parametrize("name", ["ascc.ttl", "ontology.ttl", "schemes.ttl"])
def test_every_subject_has_one_english_label(name: str) -> None:
    english = Counter(
        s for s, p, _, language, _ in facts(name) if (p, language) == (RDFS + "label", "en")
    )
    subjects = {iri for iri in index(name) if iri.startswith(BASE)} - {BASE + name}
    wrong = {subject: english[subject] for subject in subjects if english[subject] != 1}
    assert wrong == {}


@looped(
    ("name", "predicate"),
    [
        ("ascc.ttl", RDFS + "label"),
        ("ascc.ttl", SKOS + "prefLabel"),
        ("ontology.ttl", RDFS + "label"),
        ("schemes.ttl", RDFS + "label"),
        ("schemes.ttl", SKOS + "prefLabel"),
    ],
)
def test_labels_stand_at_most_once_a_language(name: str, predicate: str) -> None:
    labels = Counter((s, language) for s, p, _, language, _ in facts(name) if p == predicate)
    assert labels
    assert [label for label, count in labels.items() if count > 1] == []
    assert [label for label in labels if not label[1]] == []


@pytest.mark.parametrize("name", ["ascc.ttl", "ontology.ttl", "schemes.ttl"])
def test_every_subject_has_a_type(name: str) -> None:
    assert [subject for subject, about in index(name).items() if RDF + "type" not in about] == []


def test_every_iri_of_ours_that_is_pointed_to_is_described() -> None:
    found = facts("ascc.ttl")
    pointed = {value for _, _, value, _, datatype in found if not datatype}
    pointed |= {predicate for _, predicate, *_ in found}
    ours = {iri for iri in pointed if iri.startswith(BASE)}
    assert ours - set(index("ascc.ttl")) == DOCUMENTS


def test_what_is_derived_is_described_too() -> None:
    derived = graphs("ascc.nq")[f"{BASE}2024/derived"]
    nodes = {
        node for subject, predicate, value, *_ in derived for node in (subject, predicate, value)
    }
    assert nodes - set(index("ascc.ttl")) == set()


# ---- Anchors ----

FORMS = (*UNION_FILES, *DATASET_FILES)


def the_text(name: str) -> str:
    return one(name, f"{BASE}2024/text", SCHEMA + "text")


@looped("name", FORMS)
def test_the_text_in_the_file_is_the_declaration(name: str) -> None:
    content = the_text(name).encode()
    assert (len(the_text(name)), len(content)) == (4030, 4038)
    assert hashlib.sha256(content).hexdigest() == SHA256


@looped("name", FORMS)
def test_the_checksum_in_the_file_is_that_of_the_text(name: str) -> None:
    checksum = one(name, f"{BASE}2024/text", SPDX + "checksum")
    assert one(name, checksum, SPDX + "algorithm") == SPDX + "checksumAlgorithm_sha256"
    assert one(name, checksum, SPDX + "checksumValue").lower() == SHA256


def read_anchor(name: str, span: str) -> tuple[int, int, str]:
    """Start, end and quote of a span, re-read from the file; the two selectors must agree."""
    about = index(name)
    assert OA + "SpecificResource" in about[span][RDF + "type"]
    source = the_text_of(name, one(name, span, OA + "hasSource"))
    selectors = about[span][OA + "hasSelector"]
    (position,) = (s for s in selectors if OA + "TextPositionSelector" in about[s][RDF + "type"])
    (quote,) = (s for s in selectors if OA + "TextQuoteSelector" in about[s][RDF + "type"])
    assert len(selectors) == 2
    start, end = (int(one(name, position, OA + edge)) for edge in ("start", "end"))
    assert 0 <= start < end <= len(source)
    thing, fragment = span.split("#")
    assert fragment == "span"
    assert set(selectors) == {f"{thing}#position", f"{thing}#quote"}
    assert one(name, quote, OA + "exact") == source[start:end]
    assert one(name, quote, OA + "prefix") == source[max(0, start - 32) : start]
    assert one(name, quote, OA + "suffix") == source[end : end + 32]
    return start, end, source[start:end]


def the_text_of(name: str, text_node: str) -> str:
    assert text_node == f"{BASE}2024/text"
    assert one(name, text_node, PROV + "specializationOf") == DECLARATION
    return the_text(name)


@looped("name", FORMS)
def test_every_statement_reads_what_it_is_quoted_from(name: str) -> None:
    statements = instances(name, ASCC + "Statement")
    assert sorted(statements) == sorted(f"{DECLARATION}/statement/{id_}" for id_ in STATEMENTS)
    for statement in statements:
        *_, quote = read_anchor(name, one(name, statement, PROV + "wasQuotedFrom"))
        assert quote == one(name, statement, SCHEMA + "text")


@looped("name", FORMS)
def test_every_participation_reads_what_it_is_quoted_from(name: str) -> None:
    participations = instances(name, ASCC + "Participation")
    assert len(participations) == 39
    for participation in participations:
        *_, quote = read_anchor(name, one(name, participation, PROV + "wasQuotedFrom"))
        assert quote == one(name, participation, ASCC + "printedName")


@looped("name", FORMS)
def test_every_mention_reads_what_it_targets_inside_its_statement(name: str) -> None:
    mentions = instances(name, ASCC + "OrganisationMention")
    assert len(mentions) == 14
    for mention in mentions:
        start, end, quote = read_anchor(name, one(name, mention, OA + "hasTarget"))
        assert quote == one(name, mention, ASCC + "printedName")
        statement = one(name, mention, DCTERMS + "isPartOf")
        whole = read_anchor(name, one(name, statement, PROV + "wasQuotedFrom"))
        assert whole[0] <= start < end <= whole[1]


@looped("name", FORMS)
def test_every_section_reads_its_heading(name: str) -> None:
    headings = {
        one(name, section, DCTERMS + "identifier"): read_anchor(
            name, one(name, section, PROV + "wasQuotedFrom")
        )[2]
        for section in instances(name, ASCC + "Section")
    }
    assert headings == {
        "1": "1. The Pivotal Role of Cities in the Global Climate Challenge",
        "2": "2. Strengthening Inter-City Solidarity and Cooperation",
        "3": "3. Elevating Asia's Leadership on the Global Stage",
    }


@looped("name", FORMS)
def test_no_span_is_left_that_nothing_is_read_from(name: str) -> None:
    used = {
        value
        for about in index(name).values()
        for predicate in (PROV + "wasQuotedFrom", OA + "hasTarget")
        for value in about.get(predicate, ())
    }
    assert used == set(instances(name, OA + "SpecificResource"))
    assert len(used) == 13 + 39 + 14 + 3


# ---- Coverage: nothing in the text is lost ----

FRONT_MATTER = {
    "ASCC 2024",
    "Yokohama Declaration",
    "\uff5eAsian Cities Together for a Greener Future\uff5e",
    "October 24, 2024",
}
LIST_TITLE = "Participating cities and organizations"
# What stands in a paragraph between its statements and after the last one.
BETWEEN_STATEMENTS = {
    "On October 23 and 24": [],
    "In close partnership": [" "],
    "We acknowledge": [" ", " "],
    "We recognize": [" "],
    "This declaration": [", and ", "."],
}
COUNTRIES = [
    "Cambodia",
    "India",
    "Indonesia",
    "Malaysia",
    "Nepal",
    "Pakistan",
    "Philippines",
    "Singapore",
    "South Korea",
    "Sri Lanka",
    "Thailand",
    "Uzbekistan",
    "Vietnam",
]


def spans_of(name: str, class_: str) -> dict[tuple[int, int], str]:
    return {
        read_anchor(name, one(name, node, PROV + "wasQuotedFrom"))[:2]: node
        for node in instances(name, class_)
    }


def lines_of(whole: str) -> Iterable[tuple[int, str]]:
    """Offset and text of each line that is not empty."""
    return ((match.start(), match.group()) for match in re.finditer(r"[^\n]+", whole))


def gaps(start: int, end: int, spans: Iterable[tuple[int, int]], whole: str) -> list[str]:
    """What stands in ``whole[start:end]`` outside ``spans``."""
    covered = {i for first, last in spans for i in range(first, last)}
    runs = groupby(range(start, end), key=covered.__contains__)
    return ["".join(whole[i] for i in run) for inside, run in runs if not inside]


@looped("name", FORMS)
def test_every_sentence_belongs_to_a_statement(name: str) -> None:
    whole = the_text(name)
    statements = spans_of(name, ASCC + "Statement")
    headings = set(spans_of(name, ASCC + "Section"))
    paragraphs = [
        (start, line)
        for start, line in lines_of(whole[: whole.index(LIST_TITLE)])
        if line not in FRONT_MATTER and (start, start + len(line)) not in headings
    ]
    between = {
        start_of_line: gaps(start, start + len(line), statements, whole)
        for start, line in paragraphs
        for start_of_line in BETWEEN_STATEMENTS
        if line.startswith(start_of_line)
    }
    assert len(paragraphs) == 5
    assert between == BETWEEN_STATEMENTS


@looped("name", FORMS)
def test_every_clause_of_the_consensus_is_a_statement_of_its_own(name: str) -> None:
    whole = the_text(name)
    clauses = [
        span
        for span, statement in spans_of(name, ASCC + "Statement").items()
        if index(name)[statement].get(ASCC + "clauseOf") == [f"{DECLARATION}/statement/1-2"]
    ]
    first = whole.index("namely;") + len("namely;")
    last = whole.index("carbon-neutral future.") + len("carbon-neutral future.")
    assert gaps(first, last, clauses, whole) == [" ", "; ", "; and ", "."]


@looped("name", FORMS)
def test_every_list_line_is_a_participation_under_its_country(name: str) -> None:
    whole = the_text(name)
    participations = spans_of(name, ASCC + "Participation")
    list_start = whole.index(LIST_TITLE) + len(LIST_TITLE)
    found, countries, position = [], [], 0
    for start, line in lines_of(whole):
        if start < list_start:
            continue
        if line.startswith("("):
            countries.append(line.strip("()"))
            continue
        position += 1
        node = participations[start, start + len(line)]
        country = one(name, node, ASCC + "listedUnder")
        found.append((int(one(name, node, SCHEMA + "position")), country))
        assert english(name, country) == countries[-1], line
    assert [number for number, _ in found] == list(range(1, 40))
    assert countries == COUNTRIES


def english(name: str, node: str) -> str:
    (label,) = (
        value
        for subject, predicate, value, language, _ in facts(name)
        if (subject, predicate, language) == (node, RDFS + "label", "en")
    )
    return label


# ---- Turtle for people ----

STRING = re.compile(r'"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"', re.DOTALL)
IRI = re.compile(r"<[^<>\s]*>")
COMMENT = re.compile(r"(?m)(^|\s)#.*$")
PREFIX = re.compile(r"(?m)^@prefix ([\w-]*): <([^>]*)> \.$")
PREFIXED_NAME = re.compile(r"(?<![\w:@^-])([A-Za-z][\w-]*)?:")


def skeleton(name: str) -> str:
    """A Turtle or TriG file with its strings, IRIs and comments emptied."""
    without_strings = STRING.sub('""', text(name))
    return COMMENT.sub(r"\1", IRI.sub("<>", without_strings))


@looped("name", [*TURTLE_FILES, "ascc.trig"])
def test_the_prefixes_declared_are_those_that_occur(name: str) -> None:
    declared = [prefix for prefix, _ in PREFIX.findall(STRING.sub('""', text(name)))]
    body = re.sub(r"(?m)^@.*$", "", skeleton(name)).replace("^^", " ")
    assert declared
    assert Counter(declared) == Counter(set(PREFIXED_NAME.findall(body)))


@looped("name", [*TURTLE_FILES, "ascc.trig"])
def test_every_predicate_class_and_datatype_has_a_short_name(name: str) -> None:
    written = set(re.findall(r"<(https?://[^<>\s]*)>", STRING.sub('""', text(name))))
    written -= {namespace for _, namespace in PREFIX.findall(text(name))}
    terms = {q.predicate.value for q in quads(name)}
    terms |= {
        q.object.value
        for q in quads(name)
        if q.predicate.value == RDF + "type" and isinstance(q.object, ox.NamedNode)
    }
    terms |= {q.object.datatype.value for q in quads(name) if isinstance(q.object, ox.Literal)}
    assert sorted(written & terms) == []


@pytest.mark.parametrize("name", ["ascc.ttl", "schemes.ttl", "shapes.ttl"])
def test_a_comes_first_for_every_subject(name: str) -> None:
    first_lines = [
        line for line in skeleton(name).splitlines() if line and line[0] not in " @" and line != ""
    ]
    assert len(first_lines) == len(index(name)) > 0
    assert [line for line in first_lines if not re.match(r"\S+ a( |$)", line)] == []


def test_long_quotes_stand_as_they_read() -> None:
    turtle = text("ascc.ttl")
    whole = the_text("ascc.ttl")
    assert '"""' + whole in turtle
    assert "\\n" not in skeleton("ascc.ttl")
    assert re.search(r"\\[uU][0-9A-Fa-f]", turtle) is None


def test_a_list_of_many_values_has_a_line_for_each() -> None:
    lines = text("ascc.ttl").splitlines()
    start = lines.index("  ascc:affirmedBy")
    values = lines[start + 1 : start + 40]
    assert all(re.fullmatch(r"    <org/[a-z-]+> [,;.]", line) for line in values), values
    assert [line[-1] for line in values] == [","] * 38 + [";"]


def test_subjects_are_grouped_by_kind() -> None:
    kinds = [
        "declaration/statement/",
        "participation/",
        "mention/",
        "declaration/section/",
        "org/",
        "place/",
        "country/",
    ]
    order = [
        next(
            (kind for kind in kinds if re.fullmatch(rf"<(2024/)?{kind}[^/#>]+>", subject)), "other"
        )
        for subject in re.findall(r"(?m)^(\S+) a ", STRING.sub('""', text("ascc.ttl")))
    ]
    runs = Counter(kind for kind, _ in groupby(order))
    assert {kind: runs[kind] for kind in kinds} == dict.fromkeys(kinds, 1)


def test_statements_and_participations_stand_in_the_order_of_the_text() -> None:
    turtle = STRING.sub('""', text("ascc.ttl"))
    assert re.findall(r"(?m)^<2024/declaration/statement/([^#\s]+)> a ", turtle) == STATEMENTS
    participations = re.findall(r"(?m)^<(2024/participation/[^#\s]+)> a ", turtle)
    positions = [int(one("ascc.ttl", BASE + path, SCHEMA + "position")) for path in participations]
    assert positions == list(range(1, 40))


# ---- JSON-LD for web developers: read as plain JSON ----


def document(name: str) -> dict[str, Any]:
    parsed = json.loads(text(name))
    assert isinstance(parsed, dict)
    return parsed


def walk(node: Any) -> Iterable[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from walk(value)
    elif isinstance(node, list):
        for value in node:
            yield from walk(value)


def the_declaration() -> dict[str, Any]:
    declaration = document("ascc.jsonld")["@graph"][0]
    assert isinstance(declaration, dict)
    return declaration


@pytest.mark.parametrize("name", ["ascc.jsonld", "ontology.jsonld"])
def test_the_context_is_ours_written_out(name: str) -> None:
    context = document(name)["@context"]
    assert isinstance(context, dict)
    assert context == document("context.jsonld")["@context"]
    assert context["@version"] == 1.1


def test_the_declaration_comes_first() -> None:
    declaration = the_declaration()
    assert declaration["@id"] == DECLARATION
    assert "Declaration" in declaration["type"]
    assert declaration["title"] == {"en": "Yokohama Declaration"}
    assert declaration["issued"] == "2024-10-24"


def test_statements_are_nested_in_sections_in_the_order_of_the_text() -> None:
    parts = the_declaration()["hasPart"]
    sections = [part for part in parts if "Section" in part["type"]]
    nested = [[s["identifier"] for s in section["hasPart"]] for section in sections]
    assert nested == [["1-1", "1-2"], ["2-1", "2-2", "2-3"], ["3-1", "3-2"]]
    clauses = sections[0]["hasPart"][1]["hasPart"]
    assert [clause["identifier"] for clause in clauses] == ["1-2a", "1-2b", "1-2c"]
    outside = [part["identifier"] for part in parts if "Statement" in part["type"]]
    assert outside == ["P-1", "C-1", "C-2"]


def test_a_commitment_reads_without_knowing_rdf() -> None:
    (commitment,) = (
        node for node in walk(the_declaration()) if "Commitment" in node.get("type", ())
    )
    assert commitment["identifier"] == "3-2"
    assert commitment["position"] == 11
    assert commitment["text"].endswith("we commit to contributing to a sustainable green future.")
    assert commitment["object"]["en"] == "a sustainable green future"
    assert commitment["force"]["@id"] == f"{BASE}scheme/force/commit"
    assert commitment["force"]["label"] == {"en": "commit"}
    assert commitment["forceMarker"] == "commit to"
    (position,) = (s for s in commitment["wasQuotedFrom"]["hasSelector"] if "start" in s)
    assert (position["start"], position["end"]) == (2354, 2603)


def test_participations_are_nested_down_to_the_country() -> None:
    participations = the_declaration()["participation"]
    assert [p["position"] for p in participations] == list(range(1, 40))
    baguio = participations[14]
    assert baguio["printedName"] == "City of Baguio"
    assert baguio["member"]["label"]["en"] == "City of Baguio"
    assert baguio["member"]["organisationType"]["label"] == {"en": "municipal government"}
    assert baguio["member"]["country"]["label"]["en"] == "Philippines"
    assert baguio["listedUnder"]["label"]["en"] == "Philippines"


def test_an_open_list_is_a_json_boolean() -> None:
    values = [node["openList"] for node in walk(the_declaration()) if "openList" in node]
    assert values == [True, True, True]


@pytest.mark.parametrize("name", ["ascc.jsonld", "ontology.jsonld"])
def test_every_node_is_identified_and_said_to_be_something_once(name: str) -> None:
    nodes = [node for node in walk(document(name)["@graph"]) if "type" in node]
    repeated = [iri for iri, count in Counter(node["@id"] for node in nodes).items() if count > 1]
    assert repeated == []
    assert {node["@id"] for node in nodes} == set(index(name))


@pytest.mark.parametrize("name", ["ascc.jsonld", "ontology.jsonld"])
def test_keys_are_short_names_of_the_context(name: str) -> None:
    context = document(name)["@context"]
    keys = {key for node in walk(document(name)["@graph"]) for key in node}
    languages = {language for *_, language, _ in facts(name) if language}
    spelt_out = {
        key
        for key in keys - languages - {"@id", "@value", "@type", "@language"}
        if key not in context and key.partition(":")[0] not in context
    }
    assert spelt_out == set()
