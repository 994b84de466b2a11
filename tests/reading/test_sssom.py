"""Mapping sets: what a file must say, its one canonical spelling, and what it becomes in RDF."""

from __future__ import annotations

import csv
import io
import json
import re
import warnings
from collections.abc import Callable
from dataclasses import Field, fields, replace
from importlib import resources
from itertools import combinations
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import yaml
from pyld import jsonld

from ascc_ld.ground.faults import DataError, Fault
from ascc_ld.reading import sssom
from ascc_ld.reading.sssom import MappingSet, SssomMapping
from looped import looped

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases"
FILES = ("wikidata", "vocabularies")


def case_text(name: str) -> str:
    return (CASES / name).read_bytes().decode("utf-8")


def case_table(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(case_text(name), newline="")))


def link_text(name: str) -> str:
    return (ROOT / "data" / "links" / f"{name}.sssom.tsv").read_bytes().decode("utf-8")


def link_set(name: str) -> MappingSet:
    return sssom.read(link_text(name), f"data/links/{name}.sssom.tsv")


def registry_rows(table: str) -> list[dict[str, str]]:
    path = ROOT / "data" / "registry" / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def our_labels() -> dict[str, str]:
    """The English label of everything that may be a subject, by its CURIE."""
    names = registry_rows("country_names")
    return {
        **{f"ascc_org:{row['slug']}": row["name"] for row in registry_rows("organisations")},
        **{f"ascc_place:{row['slug']}": row["name"] for row in registry_rows("places")},
        **{f"ascc_country:{r['country']}": r["name"] for r in names if r["language"] == "en"},
        **{f"ascc_theme:{row['slug']}": row["name"] for row in registry_rows("themes")},
    }


@pytest.fixture
def example() -> MappingSet:
    return sssom.read(case_text("sssom_example.tsv"), "example.sssom.tsv")


def as_libreoffice_quotes(line: re.Match[str]) -> str:
    """Return a line of metadata as LibreOffice writes it, with a tab for each empty cell."""
    quoted = line[0].replace('"', '""')
    return (f'"{quoted}"' if '"' in line[0] else line[0]) + "\t" * 12


def faults_of(text: str) -> tuple[Fault, ...]:
    with pytest.raises(DataError) as caught:
        sssom.read(text, "example.sssom.tsv")
    return caught.value.faults


# The standard


def test_exports_what_it_promises() -> None:
    assert sssom.__all__ == [
        "MappingSet",
        "SssomMapping",
        "direct_links",
        "read",
        "records",
        "write",
    ]


BARE_SET = MappingSet(
    mapping_set_id="https://example.org/set", curie_map=(("ex", "https://example.org/"),)
)
SHARED = sorted(
    {slot.name for slot in fields(SssomMapping)} & {slot.name for slot in fields(MappingSet)}
)
# The slots that name or hold the nodes are no triples of their own.
SET_SLOTS = [
    slot
    for slot in fields(MappingSet)
    if slot.name not in ("curie_map", "mapping_set_id", "mappings")
]
# A value of each range of the schema, and what stands for it in RDF.
SAMPLES = {
    "EntityReference": ("ex:a", "<https://example.org/a>"),
    "NonRelativeURI": ("https://example.org/b", "<https://example.org/b>"),
    "date": ("2026-11-23", '"2026-11-23"^^<http://www.w3.org/2001/XMLSchema#date>'),
    "double": ("0.5", '"5.0E-1"^^<http://www.w3.org/2001/XMLSchema#double>'),
    "entity_type_enum": ("skos concept", "<http://www.w3.org/2004/02/skos/core#Concept>"),
    "predicate_modifier_enum": ("Not", "<https://w3id.org/sssom/NegatedPredicate>"),
    "mapping_cardinality_enum": ("1:n", '"1:n"'),
    "sssom_version_enum": ("1.1", "<https://w3id.org/sssom/version1.1>"),
    "string": ("text", '"text"'),
}


def sample(schema: dict[str, Any], slot: Field[Any]) -> tuple[Any, str]:
    """Return a value for ``slot``, and the predicate and object that it becomes."""
    described = schema["slots"][slot.name]
    value, term = SAMPLES[described.get("range", "string")]
    prefix, _, local = described.get("slot_uri", f"sssom:{slot.name}").partition(":")
    # The schema uses the prefix owl without declaring it.
    namespaces = {**schema["prefixes"], "owl": "http://www.w3.org/2002/07/owl#"}
    return (value,) if slot.default == () else value, f"<{namespaces[prefix]}{local}> {term}"


def records_of(**slots: Any) -> list[str]:
    return [str(triple) for triple in sssom.records(replace(BARE_SET, **slots))]


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    file = resources.files("sssom_schema") / "schema" / "sssom_schema.yaml"
    schema: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return schema


class TestSlots:
    """The slots are those of the published schema of SSSOM 1.1."""

    def test_mapping_has_the_slots_of_the_schema_in_its_order(self, schema: dict[str, Any]) -> None:
        assert [slot.name for slot in fields(SssomMapping)] == schema["classes"]["mapping"]["slots"]

    def test_set_has_the_slots_of_the_schema_in_its_order(self, schema: dict[str, Any]) -> None:
        wanted = schema["classes"]["mapping set"]["slots"]
        wanted = [name for name in wanted if name not in ("mappings", "extension_definitions")]
        assert [slot.name for slot in fields(MappingSet)] == [*wanted, "mappings"]

    def test_slots_take_several_values_where_the_schema_says_so(
        self, schema: dict[str, Any]
    ) -> None:
        for slot in (*fields(SssomMapping), *fields(MappingSet)):
            several = bool(schema["slots"][slot.name].get("multivalued"))
            assert isinstance(slot.default, tuple) == several, slot.name

    @looped("slot", fields(SssomMapping), ids=attrgetter("name"))
    def test_a_mapping_becomes_the_triples_that_the_schema_says(
        self, schema: dict[str, Any], slot: Field[Any]
    ) -> None:
        value, wanted = sample(schema, slot)
        slots: dict[str, Any] = {"record_id": "ex:record", slot.name: value}
        triples = records_of(mappings=(SssomMapping(**slots),))
        assert (f"<https://example.org/record> {wanted}" in triples) == (slot.name != "record_id")

    @looped("slot", SET_SLOTS, ids=attrgetter("name"))
    def test_a_set_becomes_the_triples_that_the_schema_says(
        self, schema: dict[str, Any], slot: Field[Any]
    ) -> None:
        value, wanted = sample(schema, slot)
        assert f"<https://example.org/set> {wanted}" in records_of(**{slot.name: value})

    @looped("name", SHARED)
    def test_values_propagate_where_the_schema_says_so(
        self, schema: dict[str, Any], name: str
    ) -> None:
        described = schema["slots"][name]
        slots: dict[str, Any] = {name: ("ex:a",) if described.get("multivalued") else "ex:a"}
        mappings = (
            SssomMapping(record_id="ex:1", **slots),
            SssomMapping(record_id="ex:2", **slots),
        )
        written = sssom.write(replace(BARE_SET, mappings=mappings))
        propagates = bool(described.get("annotations", {}).get("propagated"))
        assert (f"#{name}:" in written) == propagates
        assert (name in written.partition("record_id")[2]) != propagates


# Reading


class TestReading:
    def test_gives_the_values_of_the_cells(self, example: MappingSet) -> None:
        apple, pear, quince = example.mappings
        assert (apple.subject_id, apple.object_id) == ("ex:apple", "other:apple")
        assert apple.author_id == ("ex:ann", "ex:bob")
        assert apple.comment == 'Seen as "Apple" in one source.'
        assert pear.match_string == ("a|b", r"c\d")
        assert (pear.confidence, quince.confidence) == ("1", "0.124")

    def test_gives_the_values_of_the_metadata_as_texts(self, example: MappingSet) -> None:
        assert example.sssom_version == "1.1"
        assert example.mapping_set_version == "2"
        assert example.creator_label == ("A. Curator",)

    def test_brings_what_is_said_once_for_the_set_down_to_each_mapping(
        self, example: MappingSet
    ) -> None:
        assert {m.mapping_date for m in example.mappings} == {"2026-11-23"}
        assert {m.object_source for m in example.mappings} == {"other:fruit"}
        assert (example.mapping_date, example.object_source) == ("", "")

    def test_leaves_a_value_on_the_set_where_a_mapping_has_its_own(self) -> None:
        text = case_text("sssom_example.tsv").replace("\tcomment\n", "\tmapping_date\n")
        text = text.replace('"Seen as ""Apple"" in one source."', "2020-01-01")
        read = sssom.read(text, "example.sssom.tsv")
        assert read.mapping_date == "2026-11-23"
        assert [m.mapping_date for m in read.mappings] == ["2020-01-01", "", ""]

    @looped(
        "saved",
        [
            lambda text: text.replace("\n", "\r\n"),
            lambda text: "\ufeff" + text,
            lambda text: re.sub(r"(?m)$", "\t\t\t", text.removesuffix("\n")) + "\n",
            lambda text: re.sub(r"(?m)^#.*", as_libreoffice_quotes, text),
            lambda text: "\ufeff" + re.sub(r"(?m)^#.*", as_libreoffice_quotes, text) + "\t\t\n\n",
        ],
    )
    def test_takes_what_spreadsheets_save(
        self, example: MappingSet, saved: Callable[[str], str]
    ) -> None:
        text = saved(case_text("sssom_example.tsv"))
        assert sssom.read(text, "example.sssom.tsv") == example

    def test_takes_our_own_table_as_spreadsheets_save_it(self) -> None:
        text = (ROOT / "data/links/wikidata.sssom.tsv").read_text("utf-8")
        saved = re.sub(r"(?m)^#.*", as_libreoffice_quotes, text)
        assert saved.startswith('"#sssom_version: ""1.1"""\t')
        assert sssom.read(saved, "saved.sssom.tsv") == sssom.read(text, "saved.sssom.tsv")

    def test_wants_a_label_but_no_identifier_of_a_text(self) -> None:
        text = (
            '#sssom_version: "1.1"\n#curie_map:\n#  ex: https://example.org/\n'
            "#mapping_set_id: https://example.org/set\n#license: https://example.org/licence\n"
            "#subject_type: rdfs literal\n"
            "record_id\tsubject_label\tpredicate_id\tobject_id\tmapping_justification\n"
            "ex:1\tapple\tskos:closeMatch\tex:apple\tsemapv:LexicalMatching\n"
        )
        assert sssom.read(text, "example.sssom.tsv").mappings[0].subject_label == "apple"
        (fault,) = faults_of(text.replace("ex:1\tapple", "ex:1\t"))
        assert (fault.row, fault.column) == (8, "subject_label")


class TestFaults:
    @looped("case", case_table("sssom_faults.csv"), ids=itemgetter("case"))
    def test_are_named_with_their_place_and_the_way_out(self, case: dict[str, str]) -> None:
        find, put = (
            case[key].replace("\\t", "\t").replace("\\n", "\n").replace("\\ufeff", "\ufeff")
            for key in ("find", "replace")
        )
        text = case_text("sssom_example.tsv")
        assert find in text
        found = [
            fault
            for fault in faults_of(text.replace(find, put, 1))
            if case["problem"] in fault.problem and case["remedy"] in fault.remedy
        ]
        places = [(f.file, f.row, f.column or "") for f in found]
        assert ("example.sssom.tsv", int(case["row"]), case["column"]) in places
        if case["value"]:
            assert case["value"] in [fault.value for fault in found]

    def test_come_all_at_once(self) -> None:
        text = case_text("sssom_example.tsv")
        for find, put in [
            ("#license:", "#licence:"),
            ("other:apple", "othr:apple"),
            ("semapv:Manual", "semapv:Manul"),
            ("link:3", "link:1"),
        ]:
            text = text.replace(find, put, 1)
        assert [(fault.row, fault.column) for fault in faults_of(text)] == [
            (1, "license"),
            (11, "licence"),
            (16, "mapping_justification"),
            (16, "object_id"),
            (18, "record_id"),
        ]

    def test_name_the_line_of_the_file_below_cells_of_several_lines(self) -> None:
        text = case_text("sssom_example.tsv").replace("in one source", "in\none\nsource")
        (fault,) = faults_of(text.replace("other:avocado", "avocado"))
        assert (fault.row, fault.value) == (19, "avocado")

    def test_a_file_without_table_has_no_table(self) -> None:
        text = case_text("sssom_example.tsv").partition("record_id\t")[0]
        (fault,) = faults_of(text)
        assert (fault.row, fault.problem) == (15, "has no table")

    @pytest.mark.parametrize("text", ["", "record_id\tsubject_id\n", "#- a list\n", "#\n"])
    def test_a_file_without_metadata_says_so(self, text: str) -> None:
        assert "no metadata block" in faults_of(text)[0].problem


# Writing


class TestCanonicalForm:
    @pytest.mark.parametrize("name", FILES)
    def test_keeps_every_byte_of_our_files(self, name: str) -> None:
        assert sssom.write(link_set(name)) == link_text(name)

    @pytest.mark.parametrize("name", ["sssom_example.tsv", "sssom_untidy.tsv"])
    def test_is_one_for_all_spellings_of_a_set(self, name: str) -> None:
        written = sssom.write(sssom.read(case_text(name), name))
        assert written == case_text("sssom_example.tsv")

    def test_does_not_depend_on_the_order_of_the_mappings(self, example: MappingSet) -> None:
        shuffled = replace(example, mappings=example.mappings[::-1])
        assert sssom.write(shuffled) == case_text("sssom_example.tsv")

    def test_condenses_no_value_that_the_set_has_otherwise(self, example: MappingSet) -> None:
        written = sssom.write(replace(example, mapping_date="2020-01-01"))
        assert "#mapping_date: 2020-01-01\n" in written
        assert written.count("2026-11-23") == len(example.mappings)

    @looped(
        ("number", "canonical"),
        [
            ("1.0", "1"),
            ("0", "0"),
            ("0.0004", "0"),
            ("0.0005", "0.001"),
            ("0.9", "0.9"),
            ("9.5E-1", "0.95"),
            ("0.12345", "0.123"),
            ("+.5", "0.5"),
        ],
    )
    def test_gives_numbers_three_decimals_at_most(self, number: str, canonical: str) -> None:
        text = case_text("sssom_example.tsv").replace("0.95", number)
        assert sssom.read(text, "example.sssom.tsv").mappings[0].confidence == canonical

    @looped(
        ("title", "scalar"),
        [
            ("plain, with [marks] and 'quotes'", "plain, with [marks] and 'quotes'"),
            ("https://example.org/#part", "https://example.org/#part"),
            ("2026-11-23", "2026-11-23"),
            ("-dash", "-dash"),
            ("アジア", "アジア"),
            ("one: two", '"one: two"'),
            ("colon:", '"colon:"'),
            ("a #comment", '"a #comment"'),
            ("- item", '"- item"'),
            ("1.1", '"1.1"'),
            ("12", '"12"'),
            ("0x1F", '"0x1F"'),
            ("true", '"true"'),
            ("null", '"null"'),
            ("*alias", '"*alias"'),
            (" blank", '" blank"'),
            ("blank ", '"blank "'),
            ("two\nlines", r'"two\nlines"'),
            ("tab\there", r'"tab\there"'),
            ('"quoted"', r'"\"quoted\""'),
        ],
    )
    def test_quotes_metadata_only_where_yaml_would_read_something_else(
        self, example: MappingSet, title: str, scalar: str
    ) -> None:
        written = sssom.write(replace(example, mapping_set_title=title))
        assert f"#mapping_set_title: {scalar}\n" in written
        assert sssom.read(written, "example.sssom.tsv").mapping_set_title == title

    @looped(
        ("comment", "cell"),
        [
            ("it's, plain; text", "it's, plain; text"),
            ('a "quote"', '"a ""quote"""'),
            ("a\ttab", '"a\ttab"'),
            ("two\nlines", '"two\nlines"'),
            ("a | bar and a \\ slash", "a | bar and a \\ slash"),
        ],
    )
    def test_quotes_cells_only_where_the_table_would_break(
        self, example: MappingSet, comment: str, cell: str
    ) -> None:
        changed = replace(example, mappings=(replace(example.mappings[0], comment=comment),))
        written = sssom.write(changed)
        assert written.endswith(f"\t{cell}\n")
        assert sssom.read(written, "example.sssom.tsv").mappings[0].comment == comment

    @looped("values", [("a|b",), ("a", "b"), ("\\",), ("\\|", "x\\y"), ("a\\",)])
    def test_keeps_bars_and_backslashes_within_a_list(
        self, example: MappingSet, values: tuple[str, ...]
    ) -> None:
        changed = replace(example, mappings=(replace(example.mappings[0], match_string=values),))
        again = sssom.read(sssom.write(changed), "example.sssom.tsv")
        assert again.mappings[0].match_string == values

    def test_refuses_a_prefix_that_is_not_declared(self, example: MappingSet) -> None:
        with pytest.raises(DataError, match="undeclared prefix 'other'"):
            sssom.write(replace(example, curie_map=example.curie_map[:2]))


class TestCuries:
    def test_expand_by_the_curie_map(self, example: MappingSet) -> None:
        assert example.expand("ex:apple") == "https://example.org/thing/apple"

    def test_expand_built_in_prefixes_without_declaration(self, example: MappingSet) -> None:
        assert example.expand("owl:sameAs") == "http://www.w3.org/2002/07/owl#sameAs"


# RDF

EXAMPLE_RDF = """
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX pav: <http://purl.org/pav/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX semapv: <https://w3id.org/semapv/vocab/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX sssom: <https://w3id.org/sssom/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX ex: <https://example.org/thing/>
PREFIX link: <https://example.org/link/>
PREFIX other: <https://example.net/>

<https://example.org/set> a sssom:MappingSet ;
    rdfs:label "Fruit: an example"@en ;
    sssom:sssom_version sssom:version1.1 ;
    owl:versionInfo "2" ;
    dcterms:title "Fruit: an example" ;
    sssom:creator_label "A. Curator" ;
    dcterms:license <https://creativecommons.org/licenses/by/4.0/> ;
    rdfs:comment "Ends with a colon:" ;
    sssom:mappings link:1 , link:2 , link:3 .
link:1 a owl:Axiom ;
    rdfs:label "apple → Apple"@en ;
    owl:annotatedSource ex:apple ;
    sssom:subject_label "apple" ;
    owl:annotatedProperty skos:exactMatch ;
    owl:annotatedTarget other:apple ;
    sssom:object_label "Apple" ;
    sssom:mapping_justification semapv:ManualMappingCuration ;
    pav:authoredBy ex:ann , ex:bob ;
    sssom:object_source other:fruit ;
    dcterms:created "2026-11-23"^^xsd:date ;
    sssom:confidence "9.5E-1"^^xsd:double ;
    rdfs:seeAlso <https://example.org/a> , <https://example.org/b> ;
    rdfs:comment "Seen as \\"Apple\\" in one source." .
link:2 a owl:Axiom ;
    rdfs:label "pear → other:avocado"@en ;
    owl:annotatedSource ex:pear ;
    sssom:subject_label "pear" ;
    owl:annotatedProperty skos:exactMatch ;
    sssom:predicate_modifier sssom:NegatedPredicate ;
    owl:annotatedTarget other:avocado ;
    sssom:mapping_justification semapv:ManualMappingCuration ;
    sssom:object_source other:fruit ;
    dcterms:created "2026-11-23"^^xsd:date ;
    sssom:confidence "1.0E0"^^xsd:double ;
    sssom:match_string "a|b" , "c\\\\d" .
link:3 a owl:Axiom ;
    rdfs:label "ex:quince → sssom:NoTermFound"@en ;
    owl:annotatedSource ex:quince ;
    owl:annotatedProperty owl:sameAs ;
    owl:annotatedTarget sssom:NoTermFound ;
    sssom:mapping_justification semapv:ManualMappingCuration ;
    sssom:object_source other:fruit ;
    dcterms:created "2026-11-23"^^xsd:date ;
    sssom:confidence "1.24E-1"^^xsd:double .
"""


class TestRdf:
    def test_describes_set_and_mappings_as_the_standard_says(self, example: MappingSet) -> None:
        wanted = {quad.triple for quad in ox.parse(EXAMPLE_RDF, format=ox.RdfFormat.TURTLE)}
        assert set(sssom.records(example)) == wanted

    def test_gives_each_mapping_what_the_set_says_once(self) -> None:
        record = "<https://example.org/record>"
        triples = records_of(mapping_tool="a tool", mappings=(SssomMapping(record_id="ex:record"),))
        assert f'{record} <https://w3id.org/sssom/mapping_tool> "a tool"' in triples
        assert not [t for t in triples if "mapping_tool" in t and not t.startswith(record)]

    def test_links_directly_what_is_asserted_and_found(self, example: MappingSet) -> None:
        (link,) = map(str, sssom.direct_links(example))
        assert link.split() == [
            "<https://example.org/thing/apple>",
            "<http://www.w3.org/2004/02/skos/core#exactMatch>",
            "<https://example.net/apple>",
        ]

    @pytest.mark.parametrize("side", ["subject_type", "object_type"])
    def test_links_no_mere_text(self, example: MappingSet, side: str) -> None:
        literal_side: dict[str, Any] = {side: "rdfs literal"}
        literal = replace(example.mappings[0], **literal_side)
        assert not list(sssom.direct_links(replace(example, mappings=(literal,))))

    @pytest.mark.parametrize("name", FILES)
    def test_of_our_files_has_a_record_for_each_link_and_no_blank_node(self, name: str) -> None:
        links = list(sssom.direct_links(link_set(name)))
        described: dict[ox.NamedNode, dict[str, Any]] = {}
        for triple in sssom.records(link_set(name)):
            assert isinstance(triple.subject, ox.NamedNode)
            assert not isinstance(triple.object, ox.BlankNode)
            described.setdefault(triple.subject, {})[triple.predicate.value] = triple.object
        parts = [
            f"http://www.w3.org/2002/07/owl#annotated{part}"
            for part in ("Source", "Property", "Target")
        ]
        annotated = [
            tuple(node[part] for part in parts) for node in described.values() if parts[0] in node
        ]
        assert len(links) == len(set(links)) == len(annotated)
        assert {(t.subject, t.predicate, t.object) for t in links} == set(annotated)

    @pytest.mark.parametrize("name", FILES)
    def test_is_what_a_json_ld_processor_gives_back(self, name: str) -> None:
        """JSON-LD 1.1 API, "Object to RDF conversion": doubles become canonical."""
        triples = set(sssom.records(link_set(name)))
        document = json.loads(ox.serialize(triples, format=ox.RdfFormat.JSON_LD) or b"")
        lines = jsonld.to_rdf(document, {"format": "application/n-quads"})
        assert {q.triple for q in ox.parse(lines, format=ox.RdfFormat.N_QUADS)} == triples


# Our files


def in_a_table(value: str | tuple[str, ...]) -> str:
    """SSSOM/TSV: several values of a slot stand in one cell, with ``|`` between them."""
    return value if isinstance(value, str) else "|".join(value)


@pytest.mark.parametrize("name", FILES)
class TestOurFiles:
    def test_sssom_py_reads_them_without_complaint_and_reads_the_same(
        self, name: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        with warnings.catch_warnings():
            # Deprecations of pandas inside sssom-py are not ours to mend.
            warnings.simplefilter("ignore")
            from sssom.parsers import parse_sssom_table
            from sssom.validators import validate

            frame = parse_sssom_table(ROOT / "data" / "links" / f"{name}.sssom.tsv")
            reports = validate(frame)
        assert not caplog.messages
        assert [report.results for report in reports.values()] == [[]] * len(reports)
        theirs = frame.df.fillna("").astype(str).to_dict("records")
        ours = [
            {column: in_a_table(getattr(mapping, column)) for column in frame.df.columns}
            for mapping in link_set(name).mappings
        ]
        assert sorted(theirs, key=repr) == sorted(ours, key=repr)
        assert len(ours) > 50

    def test_every_subject_is_one_of_ours_under_its_own_label(self, name: str) -> None:
        labels = our_labels()
        for mapping in link_set(name).mappings:
            assert labels.get(mapping.subject_id) == mapping.subject_label, mapping.record_id

    def test_every_row_says_how_sure_it_is_and_why(self, name: str) -> None:
        for mapping in link_set(name).mappings:
            assert mapping.confidence in ("0.8", "0.95"), mapping.record_id
            assert mapping.comment.endswith("."), mapping.record_id
            assert mapping.mapping_justification == "semapv:ManualMappingCuration"

    def test_concepts_have_mapping_properties_and_individuals_never(self, name: str) -> None:
        for mapping in link_set(name).mappings:
            is_theme = mapping.subject_id.startswith("ascc_theme:")
            assert mapping.predicate_id.startswith("skos:") == is_theme, mapping.record_id

    def test_nobody_is_linked_who_could_not_be_told_apart(self, name: str) -> None:
        linked = {mapping.subject_id for mapping in link_set(name).mappings}
        assert "ascc_place:ph-san-carlos" not in linked
        assert not [subject for subject in linked if subject.startswith("ascc_org:ph-city-of-")]

    def test_no_search_without_result_is_published(self, name: str) -> None:
        for mapping in link_set(name).mappings:
            assert mapping.asserts_link, mapping.record_id


def test_no_record_identifier_is_used_in_two_files() -> None:
    names = [{m.record_id for m in link_set(name).mappings} for name in FILES]
    assert all(not one & other for one, other in combinations(names, 2))


class TestWikidata:
    @looped("row", case_table("sssom_forbidden_items.csv"), ids=itemgetter("item"))
    def test_items_that_were_ruled_out_are_linked_nowhere(self, row: dict[str, str]) -> None:
        targets = {mapping.object_id for name in FILES for mapping in link_set(name).mappings}
        assert f"wikidata:{row['item']}" not in targets, row["why"]

    def test_an_item_is_the_same_as_one_thing_only(self) -> None:
        same = [m for m in link_set("wikidata").mappings if m.predicate_id == "owl:sameAs"]
        assert len({m.object_id for m in same}) == len({m.subject_id for m in same}) == len(same)

    @looped(
        ("country", "item"),
        [
            ("KH", "Q424"),
            ("IN", "Q668"),
            ("ID", "Q252"),
            ("MY", "Q833"),
            ("NP", "Q837"),
            ("PK", "Q843"),
            ("PH", "Q928"),
            ("SG", "Q334"),
            ("KR", "Q884"),
            ("LK", "Q854"),
            ("TH", "Q869"),
            ("UZ", "Q265"),
            ("VN", "Q881"),
            ("JP", "Q17"),
        ],
    )
    def test_countries_have_the_items_that_the_questions_expect(
        self, country: str, item: str
    ) -> None:
        found = {
            (m.predicate_id, m.object_id)
            for m in link_set("wikidata").mappings
            if m.subject_id == f"ascc_country:{country}"
        }
        assert found == {("owl:sameAs", f"wikidata:{item}")}

    def test_place_and_government_have_an_item_each(self) -> None:
        items = {m.subject_id: m.object_id for m in link_set("wikidata").mappings}
        assert items["ascc_place:kr-seoul"] == "wikidata:Q8684"
        assert items["ascc_org:kr-seoul-metropolitan-government"] == "wikidata:Q623789"
        assert items["ascc_place:pk-punjab"] == "wikidata:Q4478"
        assert items["ascc_org:pk-government-of-punjab"] == "wikidata:Q3306996"
        assert items["ascc_place:jp-yokohama"] == "wikidata:Q38283"
        assert "ascc_org:jp-city-of-yokohama" not in items

    def test_climate_change_comes_close_to_two_items(self) -> None:
        found = {
            (m.predicate_id, m.object_id)
            for m in link_set("wikidata").mappings
            if m.subject_id == "ascc_theme:climate-change"
        }
        assert found == {
            ("skos:closeMatch", "wikidata:Q125928"),
            ("skos:closeMatch", "wikidata:Q7942"),
        }


class TestVocabularies:
    @looped(
        ("theme", "predicate", "target"),
        [
            ("climate-action", "relatedMatch", "http://metadata.un.org/sdg/13"),
            ("urban-sustainability", "relatedMatch", "http://metadata.un.org/sdg/11"),
            ("partnership", "relatedMatch", "http://metadata.un.org/sdg/17.16"),
            ("partnership", "relatedMatch", "http://metadata.un.org/sdg/17.17"),
            ("knowledge-exchange", "relatedMatch", "http://metadata.un.org/sdg/17.6"),
            ("climate-change", "closeMatch", "http://eurovoc.europa.eu/5482"),
            ("climate-change", "closeMatch", "http://metadata.un.org/thesaurus/1001030"),
            ("carbon-neutrality", "exactMatch", "http://eurovoc.europa.eu/c_c9724a74"),
        ],
    )
    def test_themes_have_the_alignments_of_the_model(
        self, theme: str, predicate: str, target: str
    ) -> None:
        assert ox.Triple(
            ox.NamedNode(f"https://w3id.org/ascc/scheme/theme/{theme}"),
            ox.NamedNode(f"http://www.w3.org/2004/02/skos/core#{predicate}"),
            ox.NamedNode(target),
        ) in set(sssom.direct_links(link_set("vocabularies")))

    def test_climate_change_is_never_called_the_same(self) -> None:
        predicates = {
            m.predicate_id
            for m in link_set("vocabularies").mappings
            if m.subject_id == "ascc_theme:climate-change"
        }
        assert predicates == {"skos:closeMatch", "skos:relatedMatch"}

    def test_empowerment_is_only_related_to_participation(self) -> None:
        predicates = {
            m.predicate_id
            for name in FILES
            for m in link_set(name).mappings
            if m.subject_id == "ascc_theme:citizen-empowerment"
        }
        assert predicates == {"skos:relatedMatch"}

    def test_regions_are_only_pointed_from(self) -> None:
        regions = {
            m.subject_id: m.predicate_id
            for m in link_set("vocabularies").mappings
            if m.subject_id.startswith("ascc_place:")
        }
        assert regions == {
            "ascc_place:asia": "schema:sameAs",
            "ascc_place:central-asia": "rdfs:seeAlso",
            "ascc_place:south-eastern-asia": "rdfs:seeAlso",
            "ascc_place:southern-asia": "rdfs:seeAlso",
        }
