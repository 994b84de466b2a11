"""The vocabulary as the other stages need it: its triples, and what it declares.

The ontology (``ontology/ascc.ttl``) and the concept schemes (``ontology/schemes/*.ttl``) are the
only places where classes, properties and concepts are written.  Their IRIs start with the base
under which they were authored; :func:`read_vocabulary` reads them under any other base.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote, urlsplit

import pyoxigraph as ox

from ascc_ld.ground.faults import DataError, Fault, UnusableBase, gathered
from ascc_ld.ground.project import ONTOLOGY, Project
from ascc_ld.rdf.terms import CATALOGUE, named
from ascc_ld.reading.turtle_files import read_turtle

SCHEMES = ("force", "group", "organisation-type", "role", "theme")
"""The concept schemes that the tables draw on, a file each in ``ontology/schemes``."""

_BASE = re.compile(r"https?://[^\s<>\"{}|\\^`#?/@]+/(?:[^\s<>\"{}|\\^`#?]+/)?")
_USERINFO = re.compile(r"(?:[a-z]+:)?(?://)?[^/]*@", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_STEPS = frozenset((".", ".."))
_TYPE = CATALOGUE["rdf"]["type"].value
_LABEL = CATALOGUE["rdfs"]["label"].value
_CONCEPT = CATALOGUE["skos"]["Concept"]
_UPWARD = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
CONSTRUCT {{ ?class rdfs:subClassOf ?above }} WHERE {{
  ?class rdfs:subClassOf+ ?above
  FILTER(STRSTARTS(STR(?class), "{namespace}") && isIRI(?above))
}}"""


@dataclass(frozen=True)
class Vocabulary:
    """The ontology and the schemes under ``base``: their triples, and look-ups on them."""

    base: str
    ontology: tuple[ox.Triple, ...]
    schemes: tuple[ox.Triple, ...]

    def stated(self, *predicates: str) -> Iterator[tuple[str, str, ox.NamedNode | ox.Literal]]:
        """Yield what the schemes say with ``predicates``: scheme and concept by slug, and value."""
        for triple in self.schemes:
            subject, value = triple.subject, triple.object
            if (
                triple.predicate.value in predicates
                and isinstance(subject, ox.NamedNode)
                and isinstance(value, ox.NamedNode | ox.Literal)
            ):
                path = subject.value.removeprefix(f"{self.base}scheme/")
                scheme, _, concept = path.partition("/")
                yield scheme, concept, value

    @cached_property
    def concepts(self) -> Mapping[str, frozenset[str]]:
        """The slugs of the concepts of each scheme, by the slug of the scheme."""
        concepts: dict[str, set[str]] = {}
        for scheme, concept, kind in self.stated(_TYPE):
            if kind == _CONCEPT:
                concepts.setdefault(scheme, set()).add(concept)
        return {scheme: frozenset(members) for scheme, members in concepts.items()}

    @cached_property
    def labels(self) -> Mapping[str, Mapping[str, str]]:
        """The labels of each concept by language; its key is the path below ``scheme/``."""
        labels: dict[str, dict[str, str]] = {}
        for scheme, concept, text in self.stated(_LABEL):
            if isinstance(text, ox.Literal):
                labels.setdefault(f"{scheme}/{concept}", {})[text.language or ""] = text.value
        return labels

    @cached_property
    def superclasses(self) -> Mapping[str, tuple[str, ...]]:
        """The IRIs of all superclasses of each class, by the local name of the class."""
        store = ox.Store()
        store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in self.ontology)
        found: dict[str, list[str]] = {}
        upward = store.query(_UPWARD.format(namespace=f"{self.base}ns#"))
        for triple in upward if isinstance(upward, ox.QueryTriples) else ():
            name = named(triple.subject).value.rpartition("#")[2]
            found.setdefault(name, []).append(named(triple.object).value)
        return {name: tuple(sorted(above)) for name, above in found.items()}

    @cached_property
    def statement_types(self) -> frozenset[str]:
        """The local names of the classes below ``Statement``."""
        statement = f"{self.base}ns#Statement"
        return frozenset(name for name, above in self.superclasses.items() if statement in above)


def read_vocabulary(project: Project, base: str | None = None) -> Vocabulary:
    """Read the ontology and the schemes, under ``base`` where one is given.

    Raises :class:`~ascc_ld.ground.faults.DataError` for files that are missing or not Turtle.
    """
    faults: list[Fault] = []

    def triples(name: str) -> list[ox.Triple]:
        with gathered(faults):
            return read_turtle(project, name, base)
        return []

    ontology = triples(ONTOLOGY)
    files = {
        *(f"ontology/schemes/{scheme}.ttl" for scheme in SCHEMES),
        *project.names("ontology/schemes", "*.ttl"),
    }
    schemes = [t for name in sorted(files) for t in triples(name)]
    if faults:
        raise DataError(faults)
    return Vocabulary(base or project.authored_base, tuple(ontology), tuple(schemes))


def is_base_iri(iri: str) -> bool:
    """Tell whether IRIs can be minted below ``iri``, and looked up there.

    It is an absolute http(s) IRI (RFC 3987, section 2.2) that ends in a slash.  It has no query and
    no fragment, since ``ns#Commitment`` would have two; no user information (RFC 9110, section
    4.2.4); no step that a client takes out of it (RFC 3986, section 5.2.4); and what is escaped in
    it is text.
    """
    if not _BASE.fullmatch(iri):
        return False
    try:
        ox.NamedNode(iri)
        parts = urlsplit(iri)
        parts.netloc.encode("idna")
        path = unquote(parts.path, errors="strict")
        return parts.port != 0 and not _CONTROL.search(path) and _STEPS.isdisjoint(path.split("/"))
    except ValueError:
        return False


def refuse_unusable(base: str | None) -> None:
    """Raise :class:`~ascc_ld.ground.faults.UnusableBase` where ``base`` can bear no IRI."""
    if base is None or is_base_iri(base):
        return
    if _USERINFO.match(base):
        raise UnusableBase("The base has a name or password in it, which every IRI would show.")
    raise UnusableBase(
        f"{base!r} is not a valid base: "
        "use an absolute http(s) IRI that ends in /, without ? and #."
    )
