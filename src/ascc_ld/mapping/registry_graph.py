"""What editions share → ``{base}graph/registry``: bodies, places, themes, works, sources, dumps.

``registry.trig`` says what is stated of each.  It follows the Organization Ontology
(https://www.w3.org/TR/vocab-org/), SKOS for themes and groups, schema.org for places, WGS 84 and
GeoSPARQL for coordinates, and DCAT (https://www.w3.org/TR/vocab-dcat-3/) for the data set and its
dumps.  The facts about conferences that no declaration states stand here too, each with the page
it was read on, apart from what the text says.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import pyoxigraph as ox

from ascc_ld.rdf.named_graph import NamedGraph
from ascc_ld.rdf.patterns import Patterns, Term
from ascc_ld.rdf.terms import CATALOGUE, Names
from ascc_ld.reading.dataset_settings import DatasetDescription
from ascc_ld.reading.registry import (
    ConceptRow,
    ConferenceFact,
    Country,
    Organisation,
    Place,
    Registry,
)

_M8G = CATALOGUE["m8g"]
_ORG = CATALOGUE["org"]
_SCHEMA = CATALOGUE["schema"]
_SKOS = CATALOGUE["skos"]
_XSD = CATALOGUE["xsd"]

_PLACE_TYPES = {"city": "City", "administrative-area": "AdministrativeArea", "region": "Place"}
_SCHEMES = {
    "code": "ISO 3166-1 alpha-2",
    "alpha3": "ISO 3166-1 alpha-3",
    "iso3166_2": "ISO 3166-2",
    "unlocode": "UN/LOCODE",
    "m49": "UN M49",
}
"""The schemes of the codes of places and countries, by column."""
_WORK_TYPES = {"report": "Report"}
_YEAR_DIGITS = len("2025")
_KINDS: Mapping[str, Callable[[Any], Term]] = {
    "geoarea": lambda m49: ox.NamedNode(f"http://data.un.org/codes/sdg/geoArea/{m49}"),
    "geonames": lambda number: ox.NamedNode(f"https://sws.geonames.org/{number}/"),
    "year-or-day": lambda day: ox.Literal(
        day, datatype=_XSD["gYear" if len(day) == _YEAR_DIGITS else "date"]
    ),
}


def registry_quads(
    registry: Registry, description: DatasetDescription, names: Names
) -> list[ox.Quad]:
    """Map the registry and the data set's own description to the quads of the shared graph."""
    mapped = _RegistryGraph(names)
    agent = names[f"agent/{description.publisher}"]
    mapped.state("dataset", description, agent=agent, sources=tuple(registry.sources))
    for file in description.files.values():
        if file.is_dump:
            mapped.state("dump", file)
    for source in registry.sources.values():
        mapped.state("source", source)
    mapped.series_and_conferences(registry.conference_facts)
    for organisation in registry.organisations.values():
        mapped.organisation(organisation)
    for place in registry.places.values():
        mapped.place(place)
    for country in registry.countries.values():
        mapped.country(country)
    mapped.concepts("theme", registry.themes)
    mapped.concepts("group", registry.groups)
    for work in registry.works.values():
        node = names[f"work/{work.slug}"]
        mapped.state("work", work, it=node, type=_SCHEMA[_WORK_TYPES[work.type]])
    for said in registry.translations:
        note = _SKOS["scopeNote" if said.of.startswith("scheme/") else said.property]
        mapped.graph.state(names[said.of], note, ox.Literal(said.text, language=said.language))
    return mapped.graph.quads


class _RegistryGraph:
    def __init__(self, names: Names) -> None:
        self.names = names
        self.graph = NamedGraph(names["graph/registry"])
        patterns = Patterns("ascc_ld.mapping", "registry.trig", names, _KINDS)
        self.state = partial(patterns.state, self.graph)

    def series_and_conferences(self, facts: tuple[ConferenceFact, ...]) -> None:
        self.state("series")
        for fact in facts:
            about = "series" if fact.subject == "series" else f"{fact.subject}/conference"
            said = {fact.language or "en": fact.value}
            self.state(fact.property, fact, it=self.names[about], said=said)

    def organisation(self, organisation: Organisation) -> None:
        public = _M8G["PublicOrganisation"].value if organisation.public_body else None
        unit = _ORG["OrganizationalUnit"].value if organisation.unit_of else None
        kind = f"scheme/organisation-type/{organisation.type}"
        self.state("organisation", organisation, types=(public, unit), kind=kind)

    def place(self, place: Place) -> None:
        self.state("place", place, type=_SCHEMA[_PLACE_TYPES[place.kind]])
        self._located(self.names[f"place/{place.slug}"], place)

    def country(self, country: Country) -> None:
        self.state("country", country)
        self._located(self.names[f"country/{country.code}"], country)

    def concepts(self, scheme: str, rows: Mapping[str, ConceptRow]) -> None:
        whole = self.names[f"scheme/{scheme}"]
        for row in rows.values():
            wider = self.names.concept(scheme, row.broader) if row.broader else None
            top_of = None if wider else whole
            node = self.names.concept(scheme, row.slug)
            self.state("concept", row, it=node, scheme=whole, wider=wider, top_of=top_of)

    def _located(self, node: ox.NamedNode, of: Place | Country) -> None:
        if of.coordinates:
            latitude, longitude = of.coordinates
            point = ox.Literal(
                f"POINT({longitude} {latitude})", datatype=CATALOGUE["geosparql"]["wktLiteral"]
            )
            self.state("coordinates", of, it=node, point=point)
        for field, scheme in _SCHEMES.items():
            code = getattr(of, field, None)
            if code:
                path = scheme.lower().replace(" ", "-").replace("/", "-")
                own = {"it": node, "identifier": ox.NamedNode(f"{node.value}/{path}")}
                label = f"{scheme} code {code}"
                self.state("identifier", scheme=scheme, code=code, label=label, **own)
        self.state("evidence", of, it=node)
