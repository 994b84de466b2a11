"""The description as a schema.org ``Dataset``, in JSON-LD for pages.

What Google Dataset Search reads: https://developers.google.com/search/docs/appearance/structured-data/dataset
"""

from collections.abc import Mapping
from typing import Any

from ascc_ld.description.files import PublishedFile
from ascc_ld.description.record import Record

_PROTOCOL = "https://www.w3.org/TR/sparql11-protocol/"


def dataset_markup(record: Record, language: str = "en") -> Mapping[str, Any]:
    """Return the JSON-LD of the data set with its texts in ``language``, for one script element.

    ``contentSize`` is in bytes, ``size`` in triples.
    """
    about, base = record.about, record.names.base
    publisher = {
        "@type": "Organization",
        "@id": record.publisher.value,
        "name": about.publisher,
    }
    period = record.period or ()
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "@id": record.dataset.value,
        "url": base,
        "identifier": record.dataset.value,
        "name": about.title[language],
        "alternateName": [text for tag, text in about.title.items() if tag != language],
        "description": about.description[language],
        "inLanguage": list(about.title),
        "keywords": list(about.keywords),
        "license": about.licence,
        "isAccessibleForFree": True,
        "creator": publisher,
        "publisher": publisher,
        "version": about.version,
        "dateCreated": about.created.isoformat(),
        "datePublished": about.issued.isoformat(),
        "dateModified": about.issued.isoformat(),
        **({"temporalCoverage": "/".join(day.isoformat() for day in period)} if period else {}),
        "spatialCoverage": [
            {
                "@type": "Country",
                "@id": record.names[f"country/{country.code}"].value,
                "name": country.names.get(language, country.names["en"]),
            }
            for country in record.countries
        ],
        "isBasedOn": [f"{base}{edition}/declaration" for edition in record.editions],
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "@id": record.names["catalog"].value,
            "name": about.catalogue_title[language],
            "url": base,
        },
        "size": f"{record.figures.triples} triples",
        "distribution": [
            *(_download(record, file, language) for file in record.files),
            {
                "@type": "DataDownload",
                "name": about.endpoint_title[language],
                "contentUrl": record.endpoint.value,
                "encodingFormat": "application/sparql-results+json",
                "usageInfo": _PROTOCOL,
            },
        ],
    }


def _download(record: Record, file: PublishedFile, language: str) -> Mapping[str, Any]:
    return {
        "@type": "DataDownload",
        "@id": record.node(f"file/{file.name}").value,
        "name": file.about.title[language],
        "contentUrl": record.names[file.name].value,
        "encodingFormat": file.format.media_type,
        "contentSize": f"{file.size} B",
        "sha256": file.sha256,
        "license": record.about.licence,
    }
