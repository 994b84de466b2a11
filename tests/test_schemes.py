"""What the five SKOS schemes promise, and proof that each promise can be broken.

The integrity conditions S… are those of the SKOS Reference <https://www.w3.org/TR/skos-reference/>.
Which concepts there are is decided by the model and stands in ``cases/schemes.csv``.

A *checker* takes a graph and returns its faults, one line each, naming what is at fault. Every
checker is run over the published files, over a small sound scheme, and over that scheme with a
fault planted in it.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, SKOS, BNode, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, OWL
from rdflib.term import Node

from built import dist
from looped import looped

ROOT = Path(__file__).parents[1]
SCHEMES = ROOT / "ontology" / "schemes"
EDITION = ROOT / "data" / "2024"
CASES = Path(__file__).parent / "cases" / "schemes.csv"
BASE = "https://w3id.org/ascc/scheme/"
LANGUAGES = ("en", "ja")

Checker = Callable[[Graph], list[str]]


def rows(table: Path) -> list[dict[str, str]]:
    with table.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def literals(graph: Graph, subject: Node, predicate: URIRef) -> list[Literal]:
    return sorted(o for o in graph.objects(subject, predicate) if isinstance(o, Literal))


def instances(graph: Graph, kind: URIRef) -> list[URIRef]:
    return sorted(s for s in graph.subjects(RDF.type, kind) if isinstance(s, URIRef))


def above(graph: Graph, concept: Node) -> set[Node]:
    """The concepts reached from one by skos:broader, once or more."""
    return {
        ancestor
        for broader in graph.objects(concept, SKOS.broader)
        for ancestor in graph.transitive_objects(broader, SKOS.broader)
        if ancestor is not None
    }


def strength(graph: Graph, collection: URIRef) -> list[str]:
    """The members of an ordered collection, as the notations of its concepts, in list order."""
    return [
        str(graph.value(concept, SKOS.notation))
        for head in graph.objects(collection, SKOS.memberList)
        for concept in graph.items(head)
    ]


# ---- Checkers: the conditions of SKOS ----


def kinds_that_overlap(graph: Graph) -> list[str]:
    """S9 and S37: schemes, concepts and collections are different things."""
    kinds = {
        "scheme": set(instances(graph, SKOS.ConceptScheme)),
        "concept": set(instances(graph, SKOS.Concept)),
        "collection": set(instances(graph, SKOS.Collection))
        | set(instances(graph, SKOS.OrderedCollection)),
    }
    return sorted(
        f"{node} is both a {one} and a {other}"
        for one, other in combinations(kinds, 2)
        for node in kinds[one] & kinds[other]
    )


def labels_of_two_kinds(graph: Graph) -> list[str]:
    """S13: preferred, alternative and hidden labels of a resource have nothing in common."""
    return sorted(
        f"{subject} has {label.n3()} twice"
        for one, other in combinations((SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel), 2)
        for subject, label in graph.subject_objects(one)
        if isinstance(label, Literal) and (subject, other, label) in graph
    )


def languages_with_two_preferred_labels(graph: Graph) -> list[str]:
    """S14: at most one preferred label a language."""
    counts = Counter(
        (subject, label.language)
        for subject, label in graph.subject_objects(SKOS.prefLabel)
        if isinstance(label, Literal)
    )
    return sorted(
        f"{subject} has {n} preferred labels in {language}"
        for (subject, language), n in counts.items()
        if n > 1
    )


def links_without_their_inverse(graph: Graph) -> list[str]:
    """S8 and S25: both directions of a link are written down."""
    inverses = (
        (SKOS.broader, SKOS.narrower),
        (SKOS.narrower, SKOS.broader),
        (SKOS.topConceptOf, SKOS.hasTopConcept),
        (SKOS.hasTopConcept, SKOS.topConceptOf),
    )
    return sorted(
        f"{target} lacks {back.fragment} {source}"
        for there, back in inverses
        for source, target in graph.subject_objects(there)
        if (target, back, source) not in graph
    )


def concepts_above_themselves(graph: Graph) -> list[str]:
    """A hierarchy without cycles, which SKOS permits and readers do not expect."""
    return [
        f"{concept} is broader than itself"
        for concept in instances(graph, SKOS.Concept)
        if concept in above(graph, concept)
    ]


def relations_along_the_hierarchy(graph: Graph) -> list[str]:
    """S27: related concepts do not stand above one another."""
    return sorted(
        f"{one} is related to {other}, which stands above or below it"
        for one, other in graph.subject_objects(SKOS.related)
        if other in above(graph, one) or one in above(graph, other)
    )


def concepts_out_of_place(graph: Graph) -> list[str]:
    """A concept is at the top of its scheme or below another concept, never both or neither."""
    return [
        f"{concept} is neither a top concept nor below another, or both"
        for concept in instances(graph, SKOS.Concept)
        if ((concept, SKOS.topConceptOf, None) in graph) == ((concept, SKOS.broader, None) in graph)
    ]


def concepts_without_one_scheme(graph: Graph) -> list[str]:
    """Each concept is in the one scheme that its IRI says."""
    return [
        f"{concept} is not in exactly the scheme of its IRI"
        for concept in instances(graph, SKOS.Concept)
        if list(graph.objects(concept, SKOS.inScheme)) != [URIRef(str(concept).rpartition("/")[0])]
        or not all(
            (scheme, RDF.type, SKOS.ConceptScheme) in graph
            for scheme in graph.objects(concept, SKOS.inScheme)
        )
    ]


def collections_unlike_their_lists(graph: Graph) -> list[str]:
    """S35 and S36: one list a collection, and what is listed once is what is a member."""
    return [
        f"{collection} does not list its members"
        for collection in instances(graph, SKOS.OrderedCollection)
        if Counter(graph.objects(collection, SKOS.member))
        != Counter(
            item
            for head in graph.objects(collection, SKOS.memberList)
            for item in graph.items(head)
        )
    ]


# ---- Checkers: the rules of this house ----


def blank_nodes(graph: Graph) -> list[str]:
    return sorted(
        f"{subject} {predicate} {target} has a blank node"
        for subject, predicate, target in graph
        if isinstance(subject, BNode) or isinstance(target, BNode)
    )


def texts_missing_a_language(graph: Graph) -> list[str]:
    """Labels, definitions, titles and descriptions: once in English and once in Japanese."""
    required = [
        (node, predicate)
        for kind, predicates in (
            (SKOS.ConceptScheme, (RDFS.label, DCTERMS.title, DCTERMS.description)),
            (SKOS.Concept, (RDFS.label, SKOS.prefLabel, SKOS.definition)),
            (SKOS.OrderedCollection, (RDFS.label, SKOS.prefLabel, SKOS.note)),
        )
        for node in instances(graph, kind)
        for predicate in predicates
    ]
    return [
        f"{node} needs one {predicate.n3()} in each of {', '.join(LANGUAGES)}"
        for node, predicate in required
        if sorted(str(text.language) for text in literals(graph, node, predicate))
        != list(LANGUAGES)
    ]


def nodes_without_one_english_label(graph: Graph) -> list[str]:
    """Every node that a page can show has a name, the nodes of lists included."""
    return [
        f"{node} needs one English label"
        for node in sorted({s for s in graph.subjects() if isinstance(s, URIRef)})
        if [label.language for label in literals(graph, node, RDFS.label)].count("en") != 1
    ]


def labels_that_differ(graph: Graph) -> list[str]:
    """What RDFS tools show and what SKOS tools show is the same."""
    return [
        f"{concept} has an rdfs:label that is not its skos:prefLabel"
        for concept in instances(graph, SKOS.Concept)
        if literals(graph, concept, RDFS.label) != literals(graph, concept, SKOS.prefLabel)
    ]


def labels_of_two_concepts(graph: Graph) -> list[str]:
    """Within a scheme a label, of whatever kind and case, leads to one concept."""
    bearers: dict[tuple[Node, str, str | None], set[Node]] = {}
    for concept in instances(graph, SKOS.Concept):
        for kind in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel):
            for label in literals(graph, concept, kind):
                for scheme in graph.objects(concept, SKOS.inScheme):
                    key = (scheme, str(label).casefold(), label.language)
                    bearers.setdefault(key, set()).add(concept)
    return sorted(
        f"{text!r} names {' and '.join(sorted(map(str, concepts)))}"
        for (_, text, _), concepts in bearers.items()
        if len(concepts) > 1
    )


def notations_unlike_the_iri(graph: Graph) -> list[str]:
    """One notation, a plain string, which is the last segment of the IRI."""
    return [
        f"{concept} has another notation than its IRI"
        for concept in instances(graph, SKOS.Concept)
        if list(graph.objects(concept, SKOS.notation)) != [Literal(str(concept).rpartition("/")[2])]
    ]


def references_to_nothing(graph: Graph) -> list[str]:
    """What is pointed at within the schemes is described there."""
    return sorted(
        f"{subject} points at {target}, which is not described"
        for subject, _, target in graph
        if str(target).startswith(BASE) and (target, None, None) not in graph
    )


def mappings_to_others(graph: Graph) -> list[str]:
    """Links to foreign vocabularies are curated with the links, each with its evidence."""
    mappings = (
        SKOS.mappingRelation,
        SKOS.exactMatch,
        SKOS.closeMatch,
        SKOS.relatedMatch,
        SKOS.broadMatch,
        SKOS.narrowMatch,
    )
    return sorted(
        f"{subject} is mapped to {target}"
        for mapping in mappings
        for subject, target in graph.subject_objects(mapping)
    )


def schemes_badly_described(graph: Graph) -> list[str]:
    """Who made a scheme, when, which version it is and on what terms it may be used."""
    agent = URIRef("https://w3id.org/ascc/agent/ascc-ld")
    made, issued = Literal(date(2026, 11, 23)), Literal(date(2026, 11, 30))
    expected: dict[URIRef, Node] = {
        DCTERMS.creator: agent,
        DCTERMS.publisher: agent,
        DCTERMS.license: URIRef("https://creativecommons.org/licenses/by/4.0/"),
        DCTERMS.created: made,
        DCTERMS.modified: issued,
        DCTERMS.issued: issued,
        OWL.versionInfo: Literal("2.0.0"),
    }
    return [
        f"{scheme} needs {predicate.n3()} {value.n3()}"
        for scheme in instances(graph, SKOS.ConceptScheme)
        for predicate, value in expected.items()
        if list(graph.objects(scheme, predicate)) != [value]
    ]


CHECKERS: list[Checker] = [
    kinds_that_overlap,
    labels_of_two_kinds,
    languages_with_two_preferred_labels,
    links_without_their_inverse,
    concepts_above_themselves,
    relations_along_the_hierarchy,
    concepts_out_of_place,
    concepts_without_one_scheme,
    collections_unlike_their_lists,
    blank_nodes,
    texts_missing_a_language,
    nodes_without_one_english_label,
    labels_that_differ,
    labels_of_two_concepts,
    notations_unlike_the_iri,
    references_to_nothing,
    mappings_to_others,
    schemes_badly_described,
]


# ---- The published files ----


@pytest.fixture(scope="module")
def files() -> dict[str, Graph]:
    """Each scheme by the name of its file."""
    return {path.stem: Graph().parse(path) for path in sorted(SCHEMES.glob("*.ttl"))}


@pytest.fixture(scope="module")
def schemes() -> Graph:
    """All the schemes in one graph, as they are published."""
    published = Graph().parse(dist() / "schemes.ttl")
    published.remove((URIRef(f"{BASE.removesuffix('scheme/')}schemes.ttl"), None, None))
    return published


@looped("checker", CHECKERS)
def test_the_schemes_are_sound(checker: Checker, schemes: Graph) -> None:
    assert checker(schemes) == []


def test_each_file_holds_the_one_scheme_it_is_named_after(files: dict[str, Graph]) -> None:
    held = {name: instances(graph, SKOS.ConceptScheme) for name, graph in files.items()}
    assert held == {name: [URIRef(BASE + name)] for name in {row["scheme"] for row in rows(CASES)}}


def test_nothing_is_described_outside_its_own_file(files: dict[str, Graph]) -> None:
    strays = [
        subject
        for name, graph in files.items()
        for subject in graph.subjects()
        if subject != URIRef(BASE + name) and not str(subject).startswith(f"{BASE}{name}/")
    ]
    assert strays == []


def hierarchy(graph: Graph) -> Iterator[tuple[str, str]]:
    """Each concept with its broader one, as ends of IRIs; a top concept has the empty string."""
    for concept in instances(graph, SKOS.Concept):
        for broader in [str(b) for b in graph.objects(concept, SKOS.broader)] or [""]:
            yield concept.removeprefix(BASE), broader.removeprefix(BASE)


def test_the_concepts_are_those_of_the_model(schemes: Graph) -> None:
    decided = []
    for row in rows(CASES):
        within = f"{row['scheme']}/"
        decided.append((within + row["concept"], row["broader"] and within + row["broader"]))
    assert sorted(hierarchy(schemes)) == sorted(decided)


def test_the_top_of_the_forces_is_searles_five_points(files: dict[str, Graph]) -> None:
    tops = {concept for concept, broader in hierarchy(files["force"]) if not broader}
    assert tops == {
        "force/assertive",
        "force/commissive",
        "force/directive",
        "force/declarative",
        "force/expressive",
    }


def test_commissive_strength_runs_from_aim_to_pledge_and_undertake(schemes: Graph) -> None:
    order = strength(schemes, URIRef(f"{BASE}force/commissive-strength"))
    assert order == ["aim", "strive", "commit", "pledge", "undertake"]


def test_commissive_strength_ranks_every_commissive_and_no_other(schemes: Graph) -> None:
    ranked = strength(schemes, URIRef(f"{BASE}force/commissive-strength"))
    assert sorted(ranked) == sorted(
        row["concept"] for row in rows(CASES) if row["broader"] == "commissive"
    )


# ---- What the examples quote ----


def misquotations(graph: Graph, statements: dict[str, str], lines: set[str]) -> list[str]:
    """Examples, written ``3-2: words`` or ``list: name``, that the declaration does not bear out.

    ``statements`` gives the text of each statement by its identifier; ``lines`` are the lines of
    the declaration.
    """
    faults = []
    for subject, example in sorted(graph.subject_objects(SKOS.example)):
        place, _, words = str(example).partition(": ")
        found = words in lines if place == "list" else words in statements.get(place, "")
        if not (words and found):
            faults.append(f"{subject} misquotes {example}")
    return faults


def test_every_example_is_a_quotation_from_where_it_says(schemes: Graph) -> None:
    statements = {row["id"]: row["quote"] for row in rows(EDITION / "statements.csv")}
    text = (EDITION / "declaration.txt").read_text(encoding="utf-8")
    assert misquotations(schemes, statements, set(text.splitlines())) == []


@looped(
    "example",
    [
        "3-2: we pledge to",
        "3-1: we commit to",
        "9-9: we commit to",
        "list: City",
        "we commit to",
        "3-2: ",
    ],
)
def test_a_misquotation_is_found_out(example: str) -> None:
    graph = Graph().add((URIRef(f"{BASE}force/commit"), SKOS.example, Literal(example, lang="en")))
    statements = {"3-1": "We recognize that", "3-2": "and networks, we commit to contributing"}
    assert len(misquotations(graph, statements, {"City of Baguio"})) == 1


# ---- Planted faults ----

SOUND = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <https://w3id.org/ascc/scheme/> .

<s> a skos:ConceptScheme ;
    rdfs:label "S"@en , "エス"@ja ;
    dcterms:title "S"@en , "エス"@ja ;
    dcterms:description "All of S."@en , "エスのすべて。"@ja ;
    dcterms:creator <https://w3id.org/ascc/agent/ascc-ld> ;
    dcterms:publisher <https://w3id.org/ascc/agent/ascc-ld> ;
    dcterms:license <https://creativecommons.org/licenses/by/4.0/> ;
    dcterms:created "2026-11-23"^^xsd:date ;
    dcterms:modified "2026-11-30"^^xsd:date ;
    dcterms:issued "2026-11-30"^^xsd:date ;
    owl:versionInfo "2.0.0" ;
    skos:hasTopConcept <s/act> .

<s/act> a skos:Concept ;
    rdfs:label "act"@en , "行為"@ja ;
    skos:prefLabel "act"@en , "行為"@ja ;
    skos:definition "A deed."@en , "行い。"@ja ;
    skos:notation "act" ;
    skos:inScheme <s> ;
    skos:topConceptOf <s> ;
    skos:narrower <s/aim> , <s/vow> .

<s/aim> a skos:Concept ;
    rdfs:label "aim"@en , "目標"@ja ;
    skos:prefLabel "aim"@en , "目標"@ja ;
    skos:definition "A wish."@en , "願い。"@ja ;
    skos:notation "aim" ;
    skos:inScheme <s> ;
    skos:broader <s/act> .

<s/vow> a skos:Concept ;
    rdfs:label "vow"@en , "誓い"@ja ;
    skos:prefLabel "vow"@en , "誓い"@ja ;
    skos:altLabel "oath"@en ;
    skos:definition "A promise."@en , "約束。"@ja ;
    skos:notation "vow" ;
    skos:inScheme <s> ;
    skos:broader <s/act> .

<s/order> a skos:OrderedCollection ;
    rdfs:label "order"@en , "順序"@ja ;
    skos:prefLabel "order"@en , "順序"@ja ;
    skos:note "The deeds in order."@en , "行為の順序。"@ja ;
    skos:inScheme <s> ;
    skos:member <s/aim> , <s/vow> ;
    skos:memberList <s/order/1> .
<s/order/1> a rdf:List ; rdfs:label "order, item 1"@en ; rdf:first <s/aim> ; rdf:rest <s/order/2> .
<s/order/2> a rdf:List ; rdfs:label "order, item 2"@en ; rdf:first <s/vow> ; rdf:rest rdf:nil .
"""

# For each checker: what the sound scheme says, what is put in its place, what a fault must name.
PLANTED: dict[Checker, list[tuple[str, str, str]]] = {
    kinds_that_overlap: [
        ("<s/aim> a skos:Concept ;", "<s/aim> a skos:Concept, skos:ConceptScheme ;", "s/aim"),
        ("<s/vow> a skos:Concept ;", "<s/vow> a skos:Concept, skos:Collection ;", "s/vow"),
        ("<s> a skos:ConceptScheme ;", "<s> a skos:ConceptScheme, skos:OrderedCollection ;", "/s "),
    ],
    labels_of_two_kinds: [
        ('altLabel "oath"@en', 'altLabel "vow"@en', '"vow"@en'),
        ('altLabel "oath"@en', 'hiddenLabel "vow"@en', '"vow"@en'),
        ('altLabel "oath"@en', 'altLabel "oath"@en ; skos:hiddenLabel "oath"@en', '"oath"@en'),
    ],
    languages_with_two_preferred_labels: [
        ('prefLabel "aim"@en', 'prefLabel "aim"@en , "goal"@en', "s/aim"),
    ],
    links_without_their_inverse: [
        ("skos:narrower <s/aim> , <s/vow>", "skos:narrower <s/aim>", "lacks narrower"),
        ("skos:topConceptOf <s> ;", "", "lacks topConceptOf"),
        ("skos:hasTopConcept <s/act>", "skos:hasTopConcept <s/act> , <s/aim>", "s/aim"),
    ],
    concepts_above_themselves: [
        ("skos:topConceptOf <s> ;", "skos:broader <s/vow> ;", "s/act"),
    ],
    relations_along_the_hierarchy: [
        ('notation "vow"', 'notation "vow" ; skos:related <s/act>', "s/vow"),
        ('notation "act"', 'notation "act" ; skos:related <s/aim>', "s/act"),
    ],
    concepts_out_of_place: [
        ("skos:topConceptOf <s> ;", "", "s/act"),
        ('notation "vow"', 'notation "vow" ; skos:topConceptOf <s>', "s/vow"),
    ],
    concepts_without_one_scheme: [
        ('notation "vow" ;\n    skos:inScheme <s>', 'notation "vow"', "s/vow"),
        ('notation "vow"', 'notation "vow" ; skos:inScheme <t>', "s/vow"),
        ("<s> a skos:ConceptScheme", "<s> a owl:Thing", "s/act"),
    ],
    collections_unlike_their_lists: [
        ("skos:member <s/aim> , <s/vow>", "skos:member <s/aim>", "s/order"),
        ("rdf:first <s/vow>", "rdf:first <s/aim>", "s/order"),
    ],
    blank_nodes: [
        ("skos:memberList <s/order/1>", "skos:memberList ( <s/aim> <s/vow> )", "memberList"),
    ],
    texts_missing_a_language: [
        ('"A wish."@en , "願い。"@ja', '"A wish."@en', "s/aim"),
        ('"願い。"@ja', '"願い。"@ja , "望み。"@ja', "s/aim"),
        ('dcterms:title "S"@en , "エス"@ja ;', "", "title"),
        ('"The deeds in order."@en', '"The deeds in order."', "s/order"),
    ],
    nodes_without_one_english_label: [
        ('rdfs:label "order, item 2"@en ;', "", "s/order/2"),
        ('"order, item 1"@en', '"order, item 1"@en , "first"@en', "s/order/1"),
    ],
    labels_that_differ: [
        ('rdfs:label "vow"@en', 'rdfs:label "Vow"@en', "s/vow"),
    ],
    labels_of_two_concepts: [
        ('"oath"@en', '"Aim"@en', "'aim'"),
        ('"誓い"@ja', '"目標"@ja', "'目標'"),
    ],
    notations_unlike_the_iri: [
        ('notation "vow"', 'notation "VOW"', "s/vow"),
        ('notation "vow"', 'notation "vow"@en', "s/vow"),
        ('notation "vow"', 'notation "vow" , "v"', "s/vow"),
    ],
    references_to_nothing: [
        ("skos:narrower <s/aim>", "skos:narrower <s/iam> , <s/aim>", "s/iam"),
    ],
    mappings_to_others: [
        ('notation "aim"', 'notation "aim" ; skos:closeMatch <http://ex.org/a>', "ex.org"),
    ],
    schemes_badly_described: [
        ("licenses/by/4.0/>", "licenses/by/4.0/deed.en>", "license"),
        ('versionInfo "2.0.0"', 'versionInfo "1.0.0" , "2.0.0"', "versionInfo"),
        ('issued "2026-11-30"^^xsd:date', 'issued "2026-11-30"', "issued"),
    ],
}


@looped("checker", CHECKERS)
def test_a_sound_scheme_has_no_fault(checker: Checker) -> None:
    assert checker(Graph().parse(data=SOUND, format="turtle")) == []


@looped(
    ("checker", "sound", "faulty", "culprit"),
    [(checker, *fault) for checker, faults in PLANTED.items() for fault in faults],
)
def test_a_planted_fault_is_found_and_named(
    checker: Checker, sound: str, faulty: str, culprit: str
) -> None:
    assert sound in SOUND
    faults = checker(Graph().parse(data=SOUND.replace(sound, faulty), format="turtle"))
    assert any(culprit in fault for fault in faults), faults


def test_every_checker_has_a_planted_fault() -> None:
    assert [checker for checker in CHECKERS if not PLANTED.get(checker)] == []


def test_the_order_is_read_from_the_list_and_not_from_the_members() -> None:
    order = URIRef(f"{BASE}s/order")
    first_is_second = SOUND.replace("memberList <s/order/1>", "memberList <s/order/2>")
    assert strength(Graph().parse(data=SOUND), order) == ["aim", "vow"]
    assert strength(Graph().parse(data=first_is_second), order) == ["vow"]
