"""What editions share → ``{base}graph/registry``: bodies, places, themes, works, sources, dumps.

Follows the Organization Ontology (https://www.w3.org/TR/vocab-org/), schema.org for places,
WGS 84 and GeoSPARQL for coordinates, and DCAT (https://www.w3.org/TR/vocab-dcat-3/) for the data
set and its dumps.  The facts about conferences that no declaration states stand here too, each
with the page it was read on, apart from what the text says.
"""

from __future__ import annotations

from collections.abc import Mapping

import pyoxigraph as ox

from ascc_ld.rdf.named_graph import NamedGraph
from ascc_ld.rdf.terms import CATALOGUE, Names, calendar_day, decimal, english, plain, tagged, typed
from ascc_ld.reading.dataset_settings import DatasetDescription
from ascc_ld.reading.registry import (
    ConceptRow,
    ConferenceFact,
    Country,
    Organisation,
    Place,
    Registry,
    Work,
    WorkSource,
)

_DCAT = CATALOGUE["dcat"]
_DCTERMS = CATALOGUE["dcterms"]
_FOAF = CATALOGUE["foaf"]
_GEO = CATALOGUE["geo"]
_GEOSPARQL = CATALOGUE["geosparql"]
_M8G = CATALOGUE["m8g"]
_ORG = CATALOGUE["org"]
_PROV = CATALOGUE["prov"]
_RDFS = CATALOGUE["rdfs"]
_SCHEMA = CATALOGUE["schema"]
_SKOS = CATALOGUE["skos"]
_VOID = CATALOGUE["void"]
_XSD = CATALOGUE["xsd"]

_GEO_AREA = "http://data.un.org/codes/sdg/geoArea/"
_GEONAMES = "https://sws.geonames.org/"
_PLACE_TYPES = {"city": "City", "administrative-area": "AdministrativeArea", "region": "Place"}
_WORK_TYPES = {"report": "Report"}
_YEAR_DIGITS = len("2025")


def registry_quads(
    registry: Registry, description: DatasetDescription, names: Names
) -> list[ox.Quad]:
    """Map the registry and the data set's own description to the quads of the shared graph."""
    graph = _RegistryGraph(names)
    graph.dataset(description, registry.sources)
    graph.dumps(description)
    for source in registry.sources.values():
        graph.source(source)
    graph.series_and_conferences(registry.conference_facts)
    for organisation in registry.organisations.values():
        graph.organisation(organisation)
    for place in registry.places.values():
        graph.place(place)
    for country in registry.countries.values():
        graph.country(country)
    graph.concepts("theme", registry.themes)
    graph.concepts("group", registry.groups)
    for work in registry.works.values():
        graph.work(work)
    return graph.graph.quads


def _year_or_day(text: str) -> ox.Literal:
    return typed(text, _XSD["gYear" if len(text) == _YEAR_DIGITS else "date"])


class _RegistryGraph:
    def __init__(self, names: Names) -> None:
        self.names = names
        self.graph = NamedGraph(names.graph("registry"))

    def dataset(self, description: DatasetDescription, sources: Mapping[str, WorkSource]) -> None:
        names, state = self.names, self.graph.state
        node, publisher = names["dataset"], names[f"agent/{description.publisher}"]
        self.graph.describe(node, description.title["en"], _DCAT["Dataset"], _VOID["Dataset"])
        for language, title in description.title.items():
            state(node, _DCTERMS["title"], tagged(title, language))
        for language, text in description.description.items():
            state(node, _DCTERMS["description"], tagged(text, language))
        state(node, _DCTERMS["creator"], publisher)
        state(node, _DCTERMS["publisher"], publisher)
        state(node, _DCTERMS["license"], ox.NamedNode(description.licence))
        state(node, _DCTERMS["rights"], english(description.rights))
        state(node, _DCTERMS["created"], calendar_day(description.created))
        state(node, _DCTERMS["issued"], calendar_day(description.issued))
        state(node, _DCAT["version"], plain(description.version))
        state(node, _DCAT["keyword"], *map(english, description.keywords))
        state(node, _DCTERMS["source"], *map(names.source, sources))
        catalogue = names["catalog"]
        self.graph.describe(catalogue, description.catalogue_title["en"], _DCAT["Catalog"])
        state(catalogue, _DCTERMS["publisher"], publisher)
        state(catalogue, _DCAT["dataset"], node)
        self.graph.describe(publisher, description.publisher, _PROV["Agent"], _FOAF["Agent"])
        state(publisher, _FOAF["name"], plain(description.publisher))

    def dumps(self, description: DatasetDescription) -> None:
        """State what the dumps are a part of, so that each says it of itself, and all say the same.

        Source: https://www.w3.org/TR/void/#discovery-links.
        """
        for file in description.files.values():
            if file.is_dump:
                node = self.names[file.name]
                self.graph.state(node, CATALOGUE["rdf"]["type"], _FOAF["Document"])
                self.graph.state_texts(node, _RDFS["label"], file.title)
                self.graph.state(node, _VOID["inDataset"], self.names["dataset"])

    def source(self, source: WorkSource) -> None:
        node, state = self.names.source(source.slug), self.graph.state
        self.graph.describe(node, source.name, _DCTERMS["BibliographicResource"])
        state(node, _DCTERMS["rights"], english(source.attribution))
        if source.licence:
            state(node, _DCTERMS["license"], ox.NamedNode(source.licence))
        if source.url:
            state(node, _FOAF["page"], ox.NamedNode(source.url))

    def series_and_conferences(self, facts: tuple[ConferenceFact, ...]) -> None:
        names, state = self.names, self.graph.state
        series = names["series"]
        state(series, CATALOGUE["rdf"]["type"], _SCHEMA["EventSeries"])
        for fact in facts:
            about = series if fact.subject == "series" else names[f"{fact.subject}/conference"]
            predicate, value = self._conference_fact(fact)
            state(about, predicate, value)
            state(about, _DCTERMS["source"], ox.NamedNode(fact.source))

    def _conference_fact(
        self, fact: ConferenceFact
    ) -> tuple[ox.NamedNode, ox.NamedNode | ox.Literal]:
        if fact.property == "organizer":
            return _SCHEMA["organizer"], self.names.organisation(fact.value)
        if fact.property == "start_date":
            return _SCHEMA["startDate"], typed(fact.value, _XSD["date"])
        text = tagged(fact.value, fact.language or "en")
        return (_RDFS["label"] if fact.property == "label" else _SKOS["altLabel"]), text

    def organisation(self, organisation: Organisation) -> None:
        names, state = self.names, self.graph.state
        node = names.organisation(organisation.slug)
        types = [_ORG["Organization"]]
        if organisation.public_body:
            types.append(_M8G["PublicOrganisation"])
        if organisation.unit_of:
            types.append(_ORG["OrganizationalUnit"])
        self.graph.describe(node, organisation.name, *types)
        state(node, _SKOS["prefLabel"], english(organisation.name))
        if organisation.native_label:
            for label in (_RDFS["label"], _SKOS["prefLabel"]):
                state(node, label, tagged(*organisation.native_label))
        state(node, _SKOS["altLabel"], *map(english, organisation.other_names))
        state(node, _DCTERMS["identifier"], plain(organisation.slug))
        kind = names.concept("organisation-type", organisation.type)
        state(node, names.term["organisationType"], kind)
        if organisation.country:
            state(node, names.term["country"], names.country(organisation.country))
        if organisation.place:
            state(node, _DCTERMS["spatial"], names.place(organisation.place))
        if organisation.unit_of:
            whole = names.organisation(organisation.unit_of)
            state(node, _ORG["unitOf"], whole)
            state(whole, _ORG["hasUnit"], node)
        ended = filter(None, (organisation.dissolved,))
        state(node, _SCHEMA["dissolutionDate"], *map(_year_or_day, ended))
        if organisation.website:
            state(node, _FOAF["homepage"], ox.NamedNode(organisation.website))
        if organisation.ror:
            state(node, _SCHEMA["sameAs"], ox.NamedNode(organisation.ror))
        self._evidence(node, organisation.sources, organisation.note)

    def place(self, place: Place) -> None:
        names, state = self.names, self.graph.state
        node = names.place(place.slug)
        self.graph.describe(node, place.name, _SCHEMA[_PLACE_TYPES[place.kind]])
        if place.native_label:
            state(node, _RDFS["label"], tagged(*place.native_label))
        if place.name_ja:
            state(node, _RDFS["label"], tagged(place.name_ja, "ja"))
        if place.country:
            state(node, _SCHEMA["containedInPlace"], names.country(place.country))
        if place.within:
            state(node, _SCHEMA["containedInPlace"], names.place(place.within))
        if place.coordinates:
            self._coordinates(node, place.coordinates)
        if place.iso3166_2:
            self._identifier(node, "iso-3166-2", "ISO 3166-2", place.iso3166_2)
        if place.unlocode:
            self._identifier(node, "un-locode", "UN/LOCODE", place.unlocode)
        if place.m49:
            self._identifier(node, "un-m49", "UN M49", place.m49)
            state(node, _SCHEMA["sameAs"], ox.NamedNode(_GEO_AREA + place.m49))
        if place.geonames:
            state(node, _SCHEMA["sameAs"], ox.NamedNode(f"{_GEONAMES}{place.geonames}/"))
        self._evidence(node, place.sources, place.note)

    def country(self, country: Country) -> None:
        names, state = self.names, self.graph.state
        node = names.country(country.code)
        self.graph.describe(node, country.names["en"], _SCHEMA["Country"])
        for language, name in country.names.items():
            if language != "en":
                state(node, _RDFS["label"], tagged(name, language))
        state(node, _DCTERMS["identifier"], plain(country.code))
        state(node, _SCHEMA["containedInPlace"], names.place(country.region))
        self._coordinates(node, country.coordinates)
        self._identifier(node, "iso-3166-1-alpha-2", "ISO 3166-1 alpha-2", country.code)
        self._identifier(node, "iso-3166-1-alpha-3", "ISO 3166-1 alpha-3", country.alpha3)
        self._identifier(node, "un-m49", "UN M49", country.m49)
        state(node, _SCHEMA["sameAs"], ox.NamedNode(_GEO_AREA + country.m49))
        state(node, _SCHEMA["sameAs"], ox.NamedNode(f"{_GEONAMES}{country.geonames}/"))
        self._evidence(node, country.sources, country.note)

    def concepts(self, scheme: str, rows: Mapping[str, ConceptRow]) -> None:
        """State the concepts of ``scheme`` (SKOS, https://www.w3.org/TR/skos-reference/)."""
        state, whole = self.graph.state, self.names[f"scheme/{scheme}"]
        for row in rows.values():
            node = self.names.concept(scheme, row.slug)
            self.graph.describe(node, row.name, _SKOS["Concept"])
            state(node, _RDFS["label"], tagged(row.name_ja, "ja"))
            for name, texts, texts_ja in (
                ("prefLabel", (row.name,), (row.name_ja,)),
                ("altLabel", row.other_names, row.other_names_ja),
                ("hiddenLabel", row.spellings, row.spellings_ja),
                ("definition", (row.definition,), (row.definition_ja,)),
                ("example", row.examples, ()),
                ("scopeNote", filter(None, (row.note,)), ()),
            ):
                state(node, _SKOS[name], *map(english, texts))
                state(node, _SKOS[name], *(tagged(text, "ja") for text in texts_ja))
            state(node, _SKOS["notation"], plain(row.slug))
            state(node, _SKOS["inScheme"], whole)
            if row.broader:
                broader = self.names.concept(scheme, row.broader)
                state(node, _SKOS["broader"], broader)
                state(broader, _SKOS["narrower"], node)
            else:
                state(node, _SKOS["topConceptOf"], whole)
                state(whole, _SKOS["hasTopConcept"], node)

    def work(self, work: Work) -> None:
        node, state = self.names.work(work.slug), self.graph.state
        self.graph.describe(node, work.title, _SCHEMA[_WORK_TYPES[work.type]])
        state(node, _DCTERMS["title"], english(work.title))
        state(node, _DCTERMS["publisher"], self.names.organisation(work.publisher))
        self._evidence(node, work.sources, work.note)

    def _coordinates(self, node: ox.NamedNode, coordinates: tuple[str, str]) -> None:
        latitude, longitude = coordinates
        self.graph.state(node, _GEO["lat"], decimal(latitude))
        self.graph.state(node, _GEO["long"], decimal(longitude))
        # GeoSPARQL 1.1, §8.5.1: the default axis order of CRS84 is longitude first.
        point = typed(f"POINT({longitude} {latitude})", _GEOSPARQL["wktLiteral"])
        self.graph.state(node, _GEOSPARQL["asWKT"], point)

    def _identifier(self, node: ox.NamedNode, path: str, scheme: str, value: str) -> None:
        identifier = ox.NamedNode(f"{node.value}/{path}")
        self.graph.state(node, _SCHEMA["identifier"], identifier)
        self.graph.describe(identifier, f"{scheme} code {value}", _SCHEMA["PropertyValue"])
        self.graph.state(identifier, _SCHEMA["propertyID"], plain(scheme))
        self.graph.state(identifier, _SCHEMA["value"], plain(value))

    def _evidence(self, node: ox.NamedNode, sources: tuple[str, ...], note: str | None) -> None:
        self.graph.state(node, _DCTERMS["source"], *map(self.names.source, sources))
        if note:
            self.graph.state(node, _SKOS["note"], english(note))
