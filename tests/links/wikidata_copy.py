"""A small copy of Wikidata in Wikidata's JSON shape, made up from our own links."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ascc_ld.links.project_links import ProjectLinks


def statement(prop: str, item: str, rank: str = "normal") -> dict[str, Any]:
    value = {"entity-type": "item", "numeric-id": int(item[1:]), "id": item}
    datavalue = {"value": value, "type": "wikibase-entityid"}
    snak = {"snaktype": "value", "property": prop, "datavalue": datavalue}
    return {"mainsnak": snak, "type": "statement", "rank": rank}


def entity(identifier: str, name: str, claims: dict[str, list[str]]) -> dict[str, Any]:
    """Return a document as Special:EntityData serves it."""
    return {
        "entities": {
            identifier: {
                "type": "item",
                "id": identifier,
                "labels": {"en": {"language": "en", "value": name}},
                "descriptions": {},
                "aliases": {},
                "claims": {
                    prop: [statement(prop, item) for item in items]
                    for prop, items in claims.items()
                },
                "sitelinks": {},
            }
        }
    }


def documents(seen: ProjectLinks) -> dict[str, dict[str, Any]]:
    """Return a document for each linked item that says just what we say."""
    made = {}
    for one in seen.linked():
        for link in one.asserted:
            if link.item is None:
                continue
            claims: dict[str, list[str]] = {}
            country = seen.context.country_items.get(one.entity.country or "")
            if country:
                claims["P17"] = [country]
            terms = seen.context.terms
            classes = terms.classes(one.entity.form) or terms.classes(one.entity.kind)
            if classes:
                claims["P31"] = [classes[0]]
            name = link.row.object_label or one.entity.name
            made[link.item] = entity(link.item, name, claims)
    return made


def written(folder: Path, made: dict[str, dict[str, Any]]) -> Path:
    folder.mkdir(exist_ok=True)
    for identifier, document in made.items():
        path = folder / f"{identifier}.json"
        path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return folder
