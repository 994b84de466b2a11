"""What DCAT-AP recommends is there, or left out on purpose and told in docs/publishing.md."""

from __future__ import annotations

import tomllib

from built import ROOT, index

PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
}
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
TABLE = tomllib.loads((ROOT / "tests/cases/dcat_ap_recommended.toml").read_text("utf-8"))


def iri(compact: str) -> str:
    prefix, _, local = compact.partition(":")
    return PREFIXES[prefix] + local


def test_what_dcat_ap_recommends_is_there_or_left_out_on_purpose() -> None:
    told = (ROOT / "docs/publishing.md").read_text("utf-8")
    found = index("void.ttl")
    wrong = []
    for name, properties in TABLE.items():
        things = [thing for thing in found.values() if iri(name) in thing.get(TYPE, ())]
        assert things, name
        for compact, row in properties.items():
            has = {iri(compact) in thing for thing in things}
            if has != {"left_out" not in row}:
                wrong.append(f"{name} {compact}: {has}")
            elif "left_out" in row and f"`{compact}`" not in told:
                wrong.append(f"{name} {compact} is left out and not told")
    assert wrong == []
