"""What DCAT-AP and the register of NDE recommend is there, or left out on purpose.

docs/publishing.md tells what is left out.
"""

from __future__ import annotations

import tomllib
from dataclasses import replace

from rdflib import RDFS

from ascc_ld.description import describe
from built import BASE, ROOT, facts, index, oxigraph_facts
from description.reading import VOID, our_record

PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
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


def test_the_catalogue_the_data_set_and_the_service_name_a_contact_point_that_is_given() -> None:
    ours = our_record()
    about = replace(
        ours.about,
        contact_name="Secretariat",
        contact_email="data@example.org",
        contact_page="https://example.org/contact",
    )
    given = replace(ours, about=about)
    before, after = (oxigraph_facts(q.triple for q in describe(each)) for each in (ours, given))
    added = {(s, p, o, language) for s, p, o, language, _ in after - before}
    contact = f"{BASE}.well-known/void#contact"
    # vCard (https://www.w3.org/TR/vcard-rdf/): an address of mail is an IRI.
    assert {fact for fact in added if fact[1] != f"{VOID}triples"} == {
        *(
            (BASE + thing, iri("dcat:contactPoint"), contact, "")
            for thing in ("catalog", "dataset", ".well-known/void#service")
        ),
        (contact, TYPE, iri("vcard:Kind"), ""),
        (contact, str(RDFS.label), "Secretariat", "en"),
        (contact, iri("vcard:fn"), "Secretariat", "en"),
        (contact, iri("vcard:hasEmail"), "mailto:data@example.org", ""),
        (contact, iri("vcard:hasURL"), "https://example.org/contact", ""),
    }
    assert not [p for _, p, *_ in before if p == iri("dcat:contactPoint")]


def test_the_name_of_an_agent_has_a_language() -> None:
    names = {language for _, p, _, language, _ in facts("void.ttl") if p == iri("foaf:name")}
    assert names == {"en"}
