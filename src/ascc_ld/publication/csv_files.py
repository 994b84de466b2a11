"""CSV for spreadsheets and data frames, described as CSV on the Web.

Every row starts with the IRI of the thing it is about, so that a table joins with the graph.  The
description follows the Metadata Vocabulary for Tabular Data
(https://www.w3.org/TR/tabular-metadata/); several values of a cell are separated by ``|``.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ascc_ld.ground.json_text import json_text
from ascc_ld.ground.package_data import packaged_toml
from ascc_ld.rdf.terms import PREFIXES, Names, named
from ascc_ld.reading.corpus import Corpus
from ascc_ld.reading.declaration_text import Passage
from ascc_ld.reading.editions import Edition, Party
from ascc_ld.reading.sssom import direct_links

METADATA = "csv-metadata.json"
_SEPARATOR = "|"

Cell = str | int | Sequence[str] | None
_Row = Mapping[str, Cell]


@dataclass(frozen=True)
class _Column:
    """A column of CSVW: its name, title, datatype, and whether a cell holds a list."""

    name: str
    title: str
    datatype: str = "string"
    list: bool = False
    required: bool = True


TABLES: Mapping[str, tuple[_Column, ...]] = {
    table: tuple(_Column(name, **form) for name, form in forms.items())
    for table, forms in packaged_toml("ascc_ld.publication", "csv_columns.toml").items()
}
"""The columns of each table, in order: fields of the record, or what its function adds to them."""


def csv_files(corpus: Corpus) -> Mapping[str, str]:
    """Return the text of each table and of its CSVW description, by file name."""
    names = Names(corpus.base)
    organisations = list(_organisations(corpus, names))
    items = {
        row["organisation"]: {name: row[name] for name in ("wikidata", "place_wikidata")}
        for row in organisations
    }
    participants = [r for e in corpus.editions for r in _participants(e, corpus, names)]
    records: dict[str, Iterable[_Row]] = {
        "statements.csv": [r for e in corpus.editions for r in _statements(e, names)],
        "participants.csv": [{**row, **items[row["organisation"]]} for row in participants],
        "organisations.csv": organisations,
    }
    tables = {name: _csv(columns, records[name]) for name, columns in TABLES.items()}
    return {**tables, METADATA: _metadata(corpus)}


def _statements(edition: Edition, names: Names) -> Iterable[_Row]:
    titles = {heading.number: heading.title for heading in edition.source.headings}
    named: dict[str, list[str]] = {}
    for mention in edition.mentions:
        named.setdefault(mention.statement, []).append(mention.organisation)
    cited: dict[str, list[str]] = {}
    for citation in edition.citations:
        cited.setdefault(citation.statement, []).append(names[citation.path].value)
    for statement in edition.statements:
        yield {
            **vars(statement),
            **_offsets(statement.quote),
            "statement": names[f"{edition.slug}/declaration/statement/{statement.id}"].value,
            "declaration": names[f"{edition.slug}/declaration"].value,
            "edition": edition.slug,
            "section_title": titles.get(statement.section or 0),
            "class": statement.type,
            "speaker": _party(statement.speaker),
            "agent": None if statement.agent is None else _party(statement.agent),
            "addressees": [_party(party) for party in statement.addressees],
            "references": cited.get(statement.id, ()),
            "organisations": tuple(dict.fromkeys(named.get(statement.id, ()))),
        }


def _offsets(quote: Passage) -> _Row:
    return {"start": quote.start, "end": quote.end}


def _party(party: Party) -> str:
    return party.slug or party.kind


def _participants(edition: Edition, corpus: Corpus, names: Names) -> Iterable[_Row]:
    for participation in edition.participations:
        organisation = corpus.registry.organisations[participation.organisation]
        country = corpus.registry.countries.get(participation.country or "")
        slug = participation.organisation
        yield {
            **vars(participation),
            **_offsets(participation.quote),
            "participation": names[f"{edition.slug}/participation/{slug}"].value,
            "declaration": names[f"{edition.slug}/declaration"].value,
            "edition": edition.slug,
            "organisation": names[f"org/{slug}"].value,
            "name": organisation.name,
            "type": organisation.type,
            "country_code": participation.country,
            "country": country.names["en"] if country else None,
        }


def _organisations(corpus: Corpus, names: Names) -> Iterable[_Row]:
    registry = corpus.registry
    wikidata = _wikidata_items(corpus)
    for organisation in registry.organisations.values():
        place = registry.places.get(organisation.place or "")
        country = registry.countries.get(organisation.country or "")
        latitude, longitude = (place.coordinates if place else None) or (None, None)
        iri = names[f"org/{organisation.slug}"].value
        whole = organisation.unit_of
        yield {
            **vars(organisation),
            "organisation": iri,
            "country_code": organisation.country,
            "country": country.names["en"] if country else None,
            "place": place.name if place else None,
            "latitude": latitude,
            "longitude": longitude,
            "unit_of": names[f"org/{whole}"].value if whole else None,
            "wikidata": wikidata.get(iri),
            "place_wikidata": wikidata.get(names[f"place/{place.slug}"].value) if place else None,
        }


def _wikidata_items(corpus: Corpus) -> Mapping[str, str]:
    """Return the Wikidata item of each thing that has a reviewed link to the same thing."""
    same = f"{PREFIXES['owl']}sameAs"
    links = (link for mapping_set in corpus.links for link in direct_links(mapping_set))
    items = {
        named(link.subject).value: named(link.object).value
        for link in links
        if link.predicate.value == same
    }
    return {thing: item for thing, item in items.items() if item.startswith(PREFIXES["wd"])}


def _csv(columns: Sequence[_Column], records: Iterable[_Row]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")  # RFC 4180, §2.1
    writer.writerow([column.name for column in columns])
    for record in records:
        writer.writerow([_cell(record[column.name]) for column in columns])
    return text.getvalue()


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    return str(value) if isinstance(value, str | int) else _SEPARATOR.join(value)


def _metadata(corpus: Corpus) -> str:
    description = corpus.description
    tables = [
        {
            "url": file,
            "tableSchema": {
                "columns": [_described(column) for column in columns],
                "primaryKey": columns[0].name,
                "aboutUrl": f"{{+{columns[0].name}}}",
            },
        }
        for file, columns in TABLES.items()
    ]
    document = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": description.title["en"],
        "dc:license": {"@id": description.licence},
        "dc:rights": description.rights,
        "dc:issued": description.issued.isoformat(),
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n"]},
        "tables": tables,
    }
    return json_text(document)


def _described(column: _Column) -> Mapping[str, object]:
    described: dict[str, object] = {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.title,
        "datatype": column.datatype,
    }
    if column.list:
        described["separator"] = _SEPARATOR
    if column.required:
        described["required"] = True
    return described
