"""What the shapes are, what they say of our own graph, and proof that each can fail.

The form of SHACL shapes is that of https://www.w3.org/TR/shacl/; what is asked beyond it (names in
two languages, one constraint a shape, no blank node) is a rule of this house.

Each rule is proved on the real graph: ``cases/planted_faults.toml`` plants one fault at a time, and
the shape in question is run on it.  That no other shape reports it is asked of many faults planted
together, with all shapes.  What hinges on a shape without a target is shown on an excerpt: five
lines of the list, the countries of these lines and Japan, the links of three things, and of the
vocabulary what the shapes look up.
"""

from __future__ import annotations

import csv
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pyshacl
import pytest
from rdflib import RDF, RDFS, SKOS, BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, OWL, PROV, SH
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.plugins.stores.auditable import AuditableStore
from rdflib.query import Result
from rdflib.term import Node

from ascc_ld.ground.project import default_project
from ascc_ld.mapping import Dataset, map_corpus
from ascc_ld.rdf.queried_graph import QueriedGraph
from ascc_ld.rdf.rdflib_graphs import to_graph
from ascc_ld.reading.corpus import read_corpus
from ascc_ld.validation import check

ROOT = Path(__file__).parents[1]
CASES = Path(__file__).parent / "cases" / "planted_faults.toml"
BASE = "https://w3id.org/ascc/"
ELSEWHERE = ("dataset.ttl", "examples.ttl")
"""The shapes of other graphs than the data: they are proved where those graphs are."""
SHAPES_GRAPH = URIRef(f"{BASE}shapes")
LANGUAGES = ["en", "ja"]

ASCC = Namespace(f"{BASE}ns#")
OA = Namespace("http://www.w3.org/ns/oa#")
ORG = Namespace("http://www.w3.org/ns/org#")
SCHEMA = Namespace("https://schema.org/")

PREFIXES = {
    "ascc": ASCC,
    "dcterms": DCTERMS,
    "foaf": "http://xmlns.com/foaf/0.1/",
    "force": f"{BASE}scheme/force/",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "oa": OA,
    "org": ORG,
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "role": f"{BASE}scheme/role/",
    "schema": SCHEMA,
    "sh": SH,
    "shape": f"{SHAPES_GRAPH}#",
    "skos": SKOS,
    "spdx": "http://spdx.org/rdf/terms#",
    "sssom": "https://w3id.org/sssom/",
    "wd": "http://www.wikidata.org/entity/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
TARGETS = (SH.targetClass, SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf)
NO_CONSTRAINT = {
    *TARGETS,
    SH.description,
    SH.group,
    SH.message,
    SH.name,
    SH.order,
    SH.path,
    SH.property,
    SH.qualifiedValueShape,  # what sh:qualifiedMinCount and sh:qualifiedMaxCount count
    SH.severity,
    SH.sparql,
}
"""The predicates that a shape of ours may have and that do not constrain its own value nodes."""

LABELS = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
FOR_PEOPLE = [RDFS.comment, RDFS.isDefinedBy, RDFS.label]
FOR_PEOPLE += [SH.description, SH.group, SH.message, SH.name, SH.order, SH.severity]

Finding = tuple[str, str, str | None]
"""Which shape reports, about which focus node, and the value at fault where there is one."""


# ---- The graphs ----


class PreparedGraph(Graph):
    """A graph that parses a query once, however often pyshacl sends its text."""

    def query(self, query_object: str | Query, *args: Any, **kwargs: Any) -> Result:
        prepared = prepared_query(query_object) if isinstance(query_object, str) else query_object
        return super().query(prepared, *args, **kwargs)


@cache
def prepared_query(text: str) -> Query:
    return prepareQuery(text)


@pytest.fixture(scope="module")
def shapes() -> Graph:
    """The shapes graph: the union of all files."""
    graph = Graph()
    for path in sorted((ROOT / "shapes").glob("*.ttl")):
        graph.parse(path)
    return graph


@pytest.fixture(scope="module")
def rules(shapes: Graph) -> Graph:
    """The shapes of the data themselves."""
    for name in ELSEWHERE:
        shapes = shapes - Graph().parse(ROOT / "shapes" / name)
    return shapes


@pytest.fixture(scope="module")
def gate(rules: Graph) -> Graph:
    """The rules without what only people read: pyshacl goes through it at every focus node."""
    bare = rules + Graph()
    for predicate in FOR_PEOPLE:
        bare.remove((None, predicate, None))
    return bare


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    project = default_project()
    rules = [project.read_text(name) for name in project.names("ontology/rules", "*.rq")]
    return map_corpus(read_corpus(project), rules)


@pytest.fixture(scope="module")
def whole(dataset: Dataset) -> Graph:
    """The asserted graphs of the project, vocabulary and links included."""
    return to_graph(dataset.union(), {})


@pytest.fixture(scope="module")
def excerpt(dataset: Dataset, whole: Graph) -> Graph:
    """Some of each kind of thing in the asserted graphs, so that a validation takes no time."""
    graph = Graph()
    for part in ("2024/graph", "graph/registry"):
        graph += to_graph((quad.triple for quad in dataset.asserted[BASE + part]), {})
    graph += looked_up_in_the_vocabulary(whole)
    graph += some_links(to_graph((q.triple for q in dataset.asserted[f"{BASE}graph/links"]), {}))
    gone = left_out(whole)
    small = Graph()
    for subject, predicate, value in graph:
        if subject not in gone and value not in gone:
            small.add((subject, predicate, value))
    return small


def looked_up_in_the_vocabulary(whole: Graph) -> Graph:
    """The subclasses, and the concepts with their scheme and labels (of the themes one)."""
    graph = Graph()
    for subclass, above in whole.subject_objects(RDFS.subClassOf):
        graph.add((subclass, RDFS.subClassOf, above))
    schemes = [URIRef(f"{BASE}scheme/{name}") for name in ("force", "organisation-type", "role")]
    concepts = {c for scheme in schemes for c in whole.subjects(SKOS.inScheme, scheme)}
    for concept in {*concepts, URIRef(f"{BASE}scheme/theme/solidarity")}:
        for predicate in (RDF.type, RDFS.label, SKOS.inScheme, *LABELS):
            for value in whole.objects(concept, predicate):
                graph.add((concept, predicate, value))
    return graph


def some_links(links: Graph) -> Graph:
    """The links of a country, a place and an organisation, and their records."""
    linked = {URIRef(BASE + end) for end in ("country/KH", "place/jp-yokohama", "org/world-bank")}
    subjects = linked | {
        r for r, subject in links.subject_objects(OWL.annotatedSource) if subject in linked
    }
    graph = Graph()
    for subject in subjects:
        for predicate, value in links.predicate_objects(subject):
            graph.add((subject, predicate, value))
    return graph


def left_out(whole: Graph) -> set[Node]:
    """The list after its fifth line, most mentions, and what stands there for their sake alone."""
    lines = set(whole.subjects(RDF.type, ASCC.Participation))
    late = {line for line in lines if int(str(whole.value(line, SCHEMA.position))) > 5}
    bodies = {URIRef(f"{BASE}org/{b}") for b in ("jica", "jp-city-of-yokohama", "world-bank")}
    mentions = {m for m, body in whole.subject_objects(OA.hasBody) if body not in bodies}
    spans = everything(whole, late, PROV.wasQuotedFrom) | everything(whole, mentions, OA.hasTarget)
    kept = everything(whole, lines - late, ASCC.listedUnder) | {URIRef(f"{BASE}country/JP")}
    countries = set(whole.subjects(RDF.type, SCHEMA.Country)) - kept
    gone = late | mentions | spans | everything(whole, spans, OA.hasSelector) | countries
    gone |= everything(whole, late, ORG.member) | everything(whole, mentions, OA.hasBody)
    for belongs in (ASCC.country, SCHEMA.containedInPlace):
        gone |= {thing for thing, country in whole.subject_objects(belongs) if country in countries}
    return gone | everything(whole, gone, SCHEMA.identifier)


def everything(graph: Graph, subjects: set[Node], predicate: URIRef) -> set[Node]:
    return {value for subject in subjects for value in graph.objects(subject, predicate)}


# ---- Running the shapes ----


def findings(graph: Graph, gate: Graph) -> Counter[Finding]:
    """Validate; a SPARQL constraint reports under its own name instead of that of its shape."""
    _, report, _ = pyshacl.validate(graph, shacl_graph=gate, advanced=False, inplace=True)
    assert isinstance(report, Graph), report
    found: Counter[Finding] = Counter()
    for result in report.objects(None, SH.result):
        source = report.value(result, SH.sourceConstraint) or report.value(result, SH.sourceShape)
        value = report.value(result, SH.value)
        focus = str(report.value(result, SH.focusNode))
        found[local(source), focus, None if value is None else str(value)] += 1
    return found


def results(report: Graph) -> set[frozenset[tuple[Node, Node]]]:
    """What a report says of each of its results, and of each detail of one."""
    return {
        frozenset((p, o) for p, o in report.predicate_objects(result) if not isinstance(o, BNode))
        for result in report.subjects(RDF.type, SH.ValidationResult)
    }


def prologue(update: str) -> str:
    """The base, and the prefixes that ``update`` uses."""
    used = {prefix: iri for prefix, iri in PREFIXES.items() if f"{prefix}:" in update}
    return f"BASE <{BASE}>\n" + "".join(f"PREFIX {p}: <{iri}>\n" for p, iri in used.items())


def local(node: Node | None) -> str:
    return str(node).partition("#")[2]


def with_fault(graph: Graph, update: str) -> Graph:
    spoilt = graph + Graph()
    spoilt.update(prologue(update) + update)
    return PreparedGraph(spoilt.store, spoilt.identifier)


@contextmanager
def planted(graph: Graph, *updates: str) -> Iterator[PreparedGraph]:
    """Spoil ``graph`` in place, which is much cheaper than a copy, and mend it afterwards."""
    store, size = AuditableStore(graph.store), len(graph)
    try:
        for update in updates:
            Graph(store, graph.identifier).update(prologue(update) + update)
        assert store.reverseOps, "this changes nothing"
        yield PreparedGraph(graph.store, graph.identifier)
    finally:
        store.rollback()
        assert len(graph) == size  # it would lose a triple that is deleted and then inserted again


def reporting(gate: Graph, *names: str) -> frozenset[Node]:
    """The shapes with a target through which the shapes of these names report, or are asked."""
    found: set[Node] = set()
    above: set[Node] = {URIRef(f"{SHAPES_GRAPH}#{name}") for name in names}
    while above - found:
        found |= above
        above = {shape for node in above for shape in gate.subjects(None, node)}
    return frozenset(shape for shape in found if has_target(gate, shape))


def aimed(gate: Graph, shapes: frozenset[Node]) -> Graph:
    """The gate with no target but those of ``shapes``.

    The option ``use_shapes`` of pyshacl does not do it: it leaves out the property shapes too.
    """
    narrow = gate + Graph()
    for target in TARGETS:
        for shape in set(gate.subjects(target)) - shapes:
            narrow.remove((shape, target, None))
    return narrow


# ---- The shapes as they are written ----


def constraints(shapes: Graph, shape: Node) -> list[URIRef]:
    """The parameters by which a shape constrains its own value nodes."""
    return sorted(
        predicate
        for predicate in shapes.predicates(shape)
        if isinstance(predicate, URIRef) and predicate in SH and predicate not in NO_CONSTRAINT
    )


def instances(shapes: Graph, kind: URIRef) -> list[Node]:
    return sorted(shapes.subjects(RDF.type, kind), key=str)


def node_and_property_shapes(shapes: Graph) -> list[Node]:
    return instances(shapes, SH.NodeShape) + instances(shapes, SH.PropertyShape)


def has_target(shapes: Graph, shape: Node) -> bool:
    return any((shape, target, None) in shapes for target in TARGETS)


def bearers(shapes: Graph) -> set[str]:
    """Whatever bears a constraint: shapes with a constraint of their own, SPARQL constraints."""
    own = {local(s) for s in node_and_property_shapes(shapes) if constraints(shapes, s)}
    return own | {local(s) for s in instances(shapes, SH.SPARQLConstraint)}


def reporters(shapes: Graph) -> set[str]:
    """The bearers that results name: those with a target, and what hangs on a shape with one."""
    aimed = {shape for shape in node_and_property_shapes(shapes) if has_target(shapes, shape)}
    hung = everything(shapes, aimed, SH.property) | everything(shapes, aimed, SH.sparql)
    return bearers(shapes) & {local(shape) for shape in aimed | hung}


def languages(shapes: Graph, node: Node, predicate: URIRef) -> list[str]:
    texts = (text for text in shapes.objects(node, predicate) if isinstance(text, Literal))
    return sorted(text.language or "" for text in texts)


def texts_missing(shapes: Graph) -> list[str]:
    """Texts that people read: once in English and once in Japanese.

    Jena takes one message of a SPARQL constraint, so the Japanese one is among the site's words.
    """
    required = {
        SH.NodeShape: [RDFS.label, RDFS.comment],
        SH.PropertyShape: [RDFS.label, SH.name, SH.description, SH.message],
        SH.SPARQLConstraint: [RDFS.label, RDFS.comment],
        SH.PropertyGroup: [RDFS.label],
        OWL.Ontology: [RDFS.label, DCTERMS.title, DCTERMS.description],
    }
    wanted = [(n, p) for kind, ps in required.items() for n in instances(shapes, kind) for p in ps]
    wanted += [
        (shape, SH.message)
        for shape in instances(shapes, SH.NodeShape)
        if constraints(shapes, shape)
    ]
    missing = [f"{n} {p}" for n, p in wanted if languages(shapes, n, p) != LANGUAGES]
    return missing + [
        f"{constraint} {SH.message}"
        for constraint in instances(shapes, SH.SPARQLConstraint)
        if languages(shapes, constraint, SH.message) != ["en"]
    ]


def names_of_node_shapes(shapes: Graph) -> list[str]:
    """The domain of ``sh:name`` is ``sh:PropertyShape``: for RDF4J a node with it is one."""
    return [
        str(shape) for shape in instances(shapes, SH.NodeShape) if (shape, SH.name, None) in shapes
    ]


def nodes_without_label(shapes: Graph) -> list[str]:
    nodes = sorted(set(shapes.subjects()) - set(shapes.subjects(RDF.rest)), key=str)
    return [str(node) for node in nodes if languages(shapes, node, RDFS.label).count("en") != 1]


def blank_nodes(shapes: Graph) -> list[str]:
    """Every node has an IRI but the cells of lists, which engines want without one."""
    cells = set(shapes.subjects(RDF.rest))
    nodes = {node for triple in shapes for node in triple if isinstance(node, BNode)}
    return sorted([*nodes - cells, *(str(cell) for cell in cells if not isinstance(cell, BNode))])


def display_missing(shapes: Graph) -> list[str]:
    """Severity and order of every shape, and a group that is described for property shapes."""
    required = {
        SH.NodeShape: [SH.severity, SH.order],
        SH.PropertyShape: [SH.severity, SH.order, SH.group, SH.path],
        SH.PropertyGroup: [SH.order],
    }
    missing = [
        f"{node} {predicate}"
        for kind, predicates in required.items()
        for node in instances(shapes, kind)
        for predicate in predicates
        if len(list(shapes.objects(node, predicate))) != 1
    ]
    groups = set(shapes.objects(None, SH.group))
    severities = set(shapes.objects(None, SH.severity))
    missing += [str(g) for g in groups if (g, RDF.type, SH.PropertyGroup) not in shapes]
    return missing + [str(s) for s in severities - {SH.Violation, SH.Warning, SH.Info}]


def orders_that_clash(shapes: Graph) -> list[str]:
    """Two property shapes of a group, or two node shapes, at one place."""
    places = Counter(
        (str(shapes.value(shape, SH.group)), str(shapes.value(shape, SH.order)))
        for shape in node_and_property_shapes(shapes)
    )
    return [f"{group} {order}" for (group, order), n in places.items() if n > 1]


def shapes_with_other_than_one_constraint(shapes: Graph) -> list[str]:
    """A property shape says one thing, a node shape at most one beside its property shapes."""
    wrong = [s for s in instances(shapes, SH.PropertyShape) if len(constraints(shapes, s)) != 1]
    wrong += [s for s in instances(shapes, SH.NodeShape) if len(constraints(shapes, s)) > 1]
    return [f"{shape}: {constraints(shapes, shape)}" for shape in wrong]


def lists_ill_formed(shapes: Graph) -> list[str]:
    """A list has one first and one rest a node, ends, and is entered at one place."""
    cells = {*instances(shapes, RDF.List), *shapes.subjects(RDF.first), *shapes.subjects(RDF.rest)}
    wrong = []
    for cell in cells:
        first, rest = list(shapes.objects(cell, RDF.first)), list(shapes.objects(cell, RDF.rest))
        entered = list(shapes.subjects(None, cell))
        follows = len(rest) == 1 and (rest[0] == RDF.nil or rest[0] in cells)
        if len(first) != 1 or not follows or len(entered) != 1:
            wrong.append(str(cell))
    return sorted(wrong)


def patterns_adrift(shapes: Graph) -> list[str]:
    return [str(p) for p in shapes.objects(None, SH.pattern) if not str(p).startswith("^")]


def targets_of_two_classes(shapes: Graph) -> list[str]:
    counts = Counter(shapes.subjects(SH.targetClass))
    return [str(shape) for shape, n in counts.items() if n > 1]


def shapes_of_nobody(shapes: Graph) -> list[str]:
    """Shapes and constraints that neither have a target nor are asked by another shape."""
    bodies = [*node_and_property_shapes(shapes), *instances(shapes, SH.SPARQLConstraint)]
    return [
        str(body)
        for body in bodies
        if not has_target(shapes, body) and not list(shapes.subjects(None, body))
    ]


FORM = [
    texts_missing,
    nodes_without_label,
    names_of_node_shapes,
    blank_nodes,
    display_missing,
    orders_that_clash,
    shapes_with_other_than_one_constraint,
    lists_ill_formed,
    patterns_adrift,
    targets_of_two_classes,
    shapes_of_nobody,
]

SPOILT_FORM = {
    "texts_missing": 'shape:IssueDateOnce sh:message "To do"@ja',
    "nodes_without_label": "shape:Planted sh:order 1",
    "names_of_node_shapes": 'shape:Declaration sh:name "Declaration"@en',
    "blank_nodes": "[] sh:path ascc:force",
    "display_missing": "shape:Planted a sh:PropertyShape",
    "orders_that_clash": "shape:A a sh:NodeShape ; sh:order 1",
    "shapes_with_other_than_one_constraint": "shape:IssueDateOnce sh:minCount 1",
    "lists_ill_formed": "shape:Planted sh:in [ rdf:first force:welcome ]",
    "patterns_adrift": 'shape:Planted sh:pattern "[A-Z]{2}$"',
    "targets_of_two_classes": "shape:Declaration sh:targetClass ascc:Section",
    "shapes_of_nobody": "shape:Planted a sh:PropertyShape",
}


@pytest.mark.parametrize("checker", FORM)
def test_the_shapes_are_written_as_agreed(checker: Any, shapes: Graph) -> None:
    assert checker(shapes) == []


@pytest.mark.parametrize("checker", FORM)
def test_each_check_of_the_form_can_fail(checker: Any, shapes: Graph) -> None:
    spoilt = with_fault(shapes, f"INSERT DATA {{ {SPOILT_FORM[checker.__name__]} }}")
    assert checker(spoilt) != []


def test_the_shapes_conform_to_the_shapes_of_shacl(shapes: Graph) -> None:
    conforms, _, report = pyshacl.validate(Graph(), shacl_graph=shapes + Graph(), meta_shacl=True)
    assert conforms, report


def test_the_shapes_graph_says_what_it_is(shapes: Graph) -> None:
    assert list(shapes.subjects(RDF.type, OWL.Ontology)) == [SHAPES_GRAPH]
    assert list(shapes.objects(SHAPES_GRAPH, OWL.versionInfo)) == [Literal("2.0.0")]
    assert list(shapes.objects(SHAPES_GRAPH, DCTERMS.license)) == [
        URIRef("https://creativecommons.org/licenses/by/4.0/")
    ]


def test_a_path_is_one_predicate(shapes: Graph) -> None:
    paths = set(shapes.objects(None, SH.path))
    assert paths
    assert all(isinstance(path, URIRef) and path not in SH for path in paths)


def test_no_shape_asks_for_a_date_a_quantity_or_a_target_of_a_statement(shapes: Graph) -> None:
    statement = URIRef(f"{SHAPES_GRAPH}#Statement")
    asked = {
        shapes.value(shape, SH.path)
        for shape in shapes.objects(statement, SH.property)
        if (shape, SH.minCount, None) in shapes
    }
    assert asked == {
        ASCC.force,
        ASCC.inDeclaration,
        DCTERMS.identifier,
        PROV.wasQuotedFrom,
        SCHEMA.position,
        SCHEMA.text,
    }


# ---- What they say of our own graph ----


def unidentified_organisations() -> set[str]:
    """Read from the tables: the bodies without a ROR and without an identity in data/links."""
    with (ROOT / "data/registry/organisations.csv").open(encoding="utf-8", newline="") as table:
        bodies = {row["slug"]: row["ror"] for row in csv.DictReader(table)}
    identified = {slug for slug, ror in bodies.items() if ror}
    for path in (ROOT / "data/links").glob("*.sssom.tsv"):
        lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
        for row in csv.DictReader(lines, delimiter="\t"):
            prefix, _, slug = row["subject_id"].partition(":")
            if prefix == "ascc_org" and row["predicate_id"] in ("owl:sameAs", "schema:sameAs"):
                identified.add(slug)
    return {f"{BASE}org/{slug}" for slug in bodies.keys() - identified}


def test_our_graph_gives_the_expected_warnings_and_nothing_else(
    whole: Graph, shapes: Graph
) -> None:
    declaration, yokohama = f"{BASE}2024/declaration", f"{BASE}org/jp-city-of-yokohama"
    expected = Counter([("ProposerTakesPart", declaration, yokohama)])
    for body in unidentified_organisations():
        expected["OrganisationHasOutsideLink", body, body] += 1
    prepared = PreparedGraph(whole.store, whole.identifier)
    assert findings(prepared, shapes + Graph()) == expected


def test_what_the_text_leaves_open_is_among_the_unidentified_and_the_world_bank_is_not() -> None:
    unidentified = unidentified_organisations()
    assert f"{BASE}org/ph-city-of-san-carlos" in unidentified
    assert f"{BASE}org/world-bank" not in unidentified


@pytest.mark.parametrize("shape", ["ProposerTakesPart", "OrganisationHasOutsideLink"])
def test_what_our_graph_is_reported_for_is_a_warning(shapes: Graph, shape: str) -> None:
    node = URIRef(f"{SHAPES_GRAPH}#{shape}")
    (holder,) = set(shapes.subjects(SH.sparql, node)) or {node}
    assert shapes.value(holder, SH.severity) == SH.Warning


def test_warnings_are_those_of_the_model_and_all_else_is_a_violation(rules: Graph) -> None:
    warnings = {local(shape) for shape in rules.subjects(SH.severity, SH.Warning)}
    assert warnings == {
        "DeclarationAdvice",  # the proposer without participation, an unknown marker, and …
        "ParticipationExpected",  # … zero participants
        "OrganisationHasOutsideLink",
        "Deprecated",
    }
    assert set(rules.objects(None, SH.severity)) == {SH.Violation, SH.Warning}


# ---- Planted faults ----


@dataclass(frozen=True)
class Case:
    """A fault (see the table), or without ``shape`` something unusual that is sound."""

    fault: str
    update: str
    shape: str | None = None
    also: tuple[str, ...] = ()
    because: str | None = None
    hinges_on: tuple[str, ...] = ()

    @property
    def expected(self) -> set[str]:
        return {self.shape, *self.also} if self.shape else set()


SEVERAL = ("also", "hinges_on")
PARTS = 6
"""Into how many graphs the faults are planted together."""


def cases() -> list[Case]:
    table: list[dict[str, Any]] = tomllib.loads(CASES.read_text("utf-8"))["case"]
    return [Case(**{**row, **{key: tuple(row.get(key, ())) for key in SEVERAL}}) for row in table]


def name(case: Case) -> str:
    return f"{case.shape or 'sound'}: {case.fault}"


@pytest.fixture(scope="module")
def before(whole: Graph, gate: Graph) -> Counter[Finding]:
    """What is reported of the real graph as it is."""
    return findings(QueriedGraph(whole), gate)


def test_the_excerpt_is_the_real_thing_in_small(excerpt: Graph, whole: Graph, gate: Graph) -> None:
    lines = set(excerpt.subjects(RDF.type, ASCC.Participation))
    assert {int(str(excerpt.value(line, SCHEMA.position))) for line in lines} == {1, 2, 3, 4, 5}
    assert set(excerpt) <= set(whole)
    reported = {shape for shape, _, _ in findings(excerpt, gate)}
    assert reported == {"ProposerTakesPart", "OrganisationHasOutsideLink"}


Alone = Callable[[Case], Counter[Finding]]


@pytest.fixture(scope="module")
def alone(whole: Graph, gate: Graph, before: Counter[Finding]) -> Alone:
    """What the shapes that must report a fault report of it, planted alone in the real graph."""
    gates: dict[frozenset[Node], Graph] = {}

    def found(case: Case) -> Counter[Finding]:
        shapes = reporting(gate, *case.expected)
        narrow = gates.setdefault(shapes, aimed(gate, shapes))
        queried = any((shape, SH.sparql, None) in gate for shape in shapes)
        with planted(whole, case.update) as spoilt:
            return findings(QueriedGraph(spoilt) if queried else spoilt, narrow) - before

    return cache(found)


@pytest.mark.parametrize("case", [case for case in cases() if case.shape], ids=name)
def test_a_fault_in_the_real_graph_is_reported_by_its_shape(case: Case, alone: Alone) -> None:
    assert {shape for shape, _, _ in alone(case)} == case.expected


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
def test_a_fault_in_the_real_graph_is_reported_by_no_other_shape(
    part: int, whole: Graph, gate: Graph, before: Counter[Finding], alone: Alone
) -> None:
    """All shapes report of many faults what the shape of each reports of it alone.

    Faults that hide each other cannot be planted together: where the reports differ, each half is
    tried, down to a fault by itself.
    """

    def reported_otherwise(together: list[Case]) -> list[str]:
        with planted(whole, *(case.update for case in together)) as spoilt:
            found = findings(QueriedGraph(spoilt), gate) - before
        expected = Counter(report for case in together for report in alone(case).elements())
        if found == expected:
            return []
        if len(together) == 1:
            return [f"{name(together[0])}: {(found - expected) or (expected - found)}"]
        return reported_otherwise(together[::2]) + reported_otherwise(together[1::2])

    assert reported_otherwise(cases()[part::PARTS]) == []


@pytest.mark.long
def test_the_gate_reports_of_the_faults_what_pyshacl_does_without_our_engine(
    whole: Graph, rules: Graph
) -> None:
    differing = []
    for part in range(PARTS):
        with planted(whole, *(case.update for case in cases()[part::PARTS])) as spoilt:
            _, report, _ = pyshacl.validate(spoilt, shacl_graph=rules, inplace=True)
            assert isinstance(report, Graph), report
            differing += [results(report) ^ results(check(spoilt, rules).graph)]
    assert differing == [set()] * PARTS


@pytest.mark.parametrize(
    ("case", "shape"),
    [(case, shape) for case in cases() for shape in case.hinges_on],
    ids=lambda value: name(value) if isinstance(value, Case) else value,
)
def test_an_outcome_changes_with_the_shape_it_hinges_on(
    case: Case,
    shape: str,
    excerpt: Graph,
    gate: Graph,
) -> None:
    node = URIRef(f"{SHAPES_GRAPH}#{shape}")
    assert not has_target(gate, node)
    firm = aimed(gate, reporting(gate, shape))
    loose = firm + Graph()
    for predicate in (*constraints(gate, node), SH.property, SH.qualifiedValueShape):
        loose.remove((node, predicate, None))
    with planted(excerpt, case.update) as spoilt:
        assert findings(spoilt, loose) != findings(spoilt, firm)


def test_every_constraint_has_a_case(rules: Graph) -> None:
    shown = {case.shape for case in cases() if case.shape}
    asked = {shape for case in cases() for shape in case.hinges_on}
    assert shown == reporters(rules)
    assert bearers(rules) - reporters(rules) <= asked


def test_a_case_with_two_reports_says_why() -> None:
    assert [name(case) for case in cases() if bool(case.also) != bool(case.because)] == []


def test_no_two_cases_are_the_same() -> None:
    assert [n for n, times in Counter(map(name, cases())).items() if times > 1] == []
