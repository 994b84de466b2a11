"""The Reconciliation Service API 0.2, client side: what is sent, and what may come back.

Source: https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
(§3 service manifest, §4 queries and responses).  The reader trusts nothing: a service that gives
foreign identifiers, or answers another question, is not taken for one that has found nothing.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from ascc_ld.http_client.faults import RequestFailed
from ascc_ld.links.service_client import is_item, parsed_json
from ascc_ld.links.wikidata_terms import ENTITY, PROPERTY

VERSION = "0.2"
_SHOWN = 60


@dataclass(frozen=True)
class Query:
    """A question for the entity called ``text`` (§4.1).

    ``types`` are classes, one of which the entity should belong to; ``properties`` are pairs of a
    property and the identifier of the entity that should be its value.
    """

    text: str
    types: tuple[str, ...] = ()
    properties: tuple[tuple[str, str], ...] = ()
    limit: int = 5

    def as_json(self) -> dict[str, Any]:
        """Return the query as the protocol writes it."""
        written: dict[str, Any] = {"query": self.text, "limit": self.limit}
        if self.types:
            written["type"] = self.types[0] if len(self.types) == 1 else list(self.types)
            written["type_strict"] = "any"
        if self.properties:
            written["properties"] = [
                {"pid": name, "v": {"id": value}} for name, value in self.properties
            ]
        return written


@dataclass(frozen=True)
class Candidate:
    """An entity that may be the one asked for (§4.3).

    ``score`` is on a scale of the service's own; ``match`` is its claim to be certain.  ``types``
    are pairs of identifier and name; ``features`` are what the score was made of, where it says.
    """

    id: str
    name: str
    score: float
    match: bool = False
    description: str = ""
    types: tuple[tuple[str, str], ...] = ()
    features: tuple[tuple[str, float], ...] = ()


def query_batch(queries: Mapping[str, Query]) -> str:
    """Return ``queries`` as the JSON of a batch, the same for the same queries."""
    batch = {key: query.as_json() for key, query in queries.items()}
    return json.dumps(batch, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def name_in_manifest(content: bytes, service: str) -> str:
    """Return the name in the manifest (§3.2) that ``service`` answered.

    Raises :class:`~ascc_ld.http_client.faults.RequestFailed` where it is not a manifest, where the
    service does not speak version 0.2, or where its identifiers are not those of Wikidata.
    """
    manifest = _object(_json(content, service), service, "its manifest")
    versions = manifest.get("versions", ["0.1"])
    if not isinstance(versions, list) or VERSION not in versions:
        raise RequestFailed(service, f"speaks version {_shown(versions)}, not {VERSION}")
    for key, wanted in (("identifierSpace", ENTITY), ("schemaSpace", PROPERTY)):
        found = manifest.get(key)
        if not isinstance(found, str) or _namespace(found) != _namespace(wanted):
            raise RequestFailed(service, f"its {key} is {_shown(found)}, not {wanted}")
    name = manifest.get("name")
    if not isinstance(name, str):
        raise RequestFailed(service, "its manifest gives no name")
    return name


def read_results(
    content: bytes, keys: Collection[str], service: str
) -> dict[str, tuple[Candidate, ...]]:
    """Return the candidates by the key of their query, best score first.

    Raises :class:`~ascc_ld.http_client.faults.RequestFailed` for anything but an answer to
    ``keys``.
    """
    batch = _object(_json(content, service), service, "its answer")
    if "status" in batch and not set(keys) & batch.keys():
        raise RequestFailed(service, f"says {_shown(batch.get('message', batch['status']))}")
    if batch.keys() != set(keys):
        odd = sorted(batch.keys() ^ set(keys))
        raise RequestFailed(service, f"answers another batch than was sent ({_shown(odd)})")
    return {key: _candidates(batch[key], service) for key in keys}


def _candidates(result: object, service: str) -> tuple[Candidate, ...]:
    listed = _object(result, service, "a result").get("result")
    if not isinstance(listed, list):
        raise RequestFailed(service, "a result holds no list of candidates")
    found = [_candidate(_object(entry, service, "a candidate"), service) for entry in listed]
    if len({candidate.id for candidate in found}) != len(found):
        raise RequestFailed(service, "gives a candidate twice")
    return tuple(sorted(found, key=lambda c: (-c.score, int(c.id[1:]))))


def _candidate(entry: Mapping[str, Any], service: str) -> Candidate:
    identifier, name = entry.get("id"), entry.get("name")
    score, match = entry.get("score"), entry.get("match", False)
    if not isinstance(identifier, str) or not is_item(identifier):
        raise RequestFailed(
            service, f"gives the candidate {_shown(identifier)}, which is not a Wikidata item"
        )
    if not isinstance(name, str) or not isinstance(match, bool):
        raise RequestFailed(service, f"gives {identifier} without a name or with an odd match flag")
    if isinstance(score, bool) or not isinstance(score, int | float) or not math.isfinite(score):
        raise RequestFailed(service, f"gives {identifier} the score {_shown(score)}")
    description = entry.get("description")
    return Candidate(
        id=identifier,
        name=name,
        score=float(score),
        match=match,
        description=description if isinstance(description, str) else "",
        types=_types(entry.get("type")),
        features=_features(entry.get("features")),
    )


def _types(listed: object) -> tuple[tuple[str, str], ...]:
    """Return identifier and name of each type; a plain text is its identifier (§4.3)."""
    found = []
    for entry in listed if isinstance(listed, list) else []:
        if isinstance(entry, str):
            found.append((entry, ""))
        elif isinstance(entry, dict) and isinstance(entry.get("id"), str):
            name = entry.get("name")
            found.append((entry["id"], name if isinstance(name, str) else ""))
    return tuple(found)


def _features(listed: object) -> tuple[tuple[str, float], ...]:
    return tuple(
        (entry["id"], float(entry["value"]))
        for entry in (listed if isinstance(listed, list) else [])
        if isinstance(entry, dict)
        and isinstance(entry.get("id"), str)
        and isinstance(entry.get("value"), int | float)
        and math.isfinite(entry["value"])
    )


def _json(content: bytes, service: str) -> object:
    try:
        return parsed_json(content)
    except ValueError as error:
        raise RequestFailed(service, f"the answer {error}") from None


def _object(value: object, service: str, what: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise RequestFailed(service, f"{what} is not a JSON object but {_shown(value)}")
    return value


def _namespace(iri: str) -> str:
    """Return ``iri`` without what services write in different ways: the scheme and a last slash."""
    return re.sub(r"^https?://", "", iri).rstrip("/")


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
