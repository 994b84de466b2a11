"""Wikidata's own description of an item: from its web service, or from a copy in a folder.

The shape is that of ``Special:EntityData/Q….json`` and of ``wbgetentities``, documented at
https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html; that of the dumps, which is
the entity without the envelope, is read as well.  A redirect shows as an entity with another
identifier than the one asked for, a deleted item as 404 or as ``missing``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any

from ascc_ld.ground.faults import DataError, Fault
from ascc_ld.http_client.addresses import checked_address
from ascc_ld.http_client.client import Client
from ascc_ld.http_client.faults import RequestFailed
from ascc_ld.links.service_client import ask, is_item, is_property, parsed_json

SERVICE = "https://www.wikidata.org/wiki/Special:EntityData/"
"""Where Wikidata serves entities; ``Q38283.json`` is appended."""
_ABSENT = frozenset([HTTPStatus.NOT_FOUND, HTTPStatus.GONE])
_STATEMENT = re.compile(r"[Qq][1-9]\d*\$[0-9A-Fa-f-]{36}", re.ASCII)
# Lexemes, their forms and senses, media and schemas: entities that are neither item nor property.
_OTHER_KINDS = re.compile(r"L[1-9]\d*(-[FS][1-9]\d*)?|[EM][1-9]\d*", re.ASCII)


@dataclass(frozen=True)
class Item:
    """An item: its names by language (label first, then aliases), and its values by property.

    ``values`` holds the identifiers of items in statements that are not deprecated, ``statements``
    the identifier of each such statement, where it has one, by property and value.
    """

    id: str
    names: Mapping[str, tuple[str, ...]]
    values: Mapping[str, tuple[str, ...]]
    statements: Mapping[tuple[str, str], str] = field(default_factory=dict)


@dataclass(frozen=True)
class Redirect:
    """The item was merged into another, ``target``."""

    id: str
    target: str


@dataclass(frozen=True)
class Gone:
    """The item does not exist; ``why`` says how that is known."""

    id: str
    why: str


class WebService:
    """Entities over HTTP, each asked for once; ``address`` is as :data:`SERVICE`.

    Raises :class:`~ascc_ld.http_client.addresses.WrongAddress` for one that carries a password.
    """

    def __init__(self, client: Client, address: str = SERVICE) -> None:
        self._client = client
        self._address = checked_address(address)
        self._known: dict[str, Item | Redirect | Gone] = {}

    def item(self, identifier: str) -> Item | Redirect | Gone:
        """Return the item; raises :class:`~ascc_ld.http_client.faults.RequestFailed`."""
        if identifier not in self._known:
            self._known[identifier] = self._asked(identifier)
        return self._known[identifier]

    def _asked(self, identifier: str) -> Item | Redirect | Gone:
        if not is_item(identifier):
            raise RequestFailed(self._address, f"{identifier!r} is not the identifier of an item")
        url = f"{self._address}{identifier}.json"
        reply = ask(self._client, url)
        if reply.status in _ABSENT:
            return Gone(identifier, f"{url} answers {reply.status}")
        if reply.status != HTTPStatus.OK:
            raise reply.failure()
        try:
            return read_item(reply.content, identifier)
        except ValueError as error:
            raise RequestFailed(url, str(error)) from error


class LocalCopy:
    """Entities in a folder, a file ``Q….json`` each."""

    def __init__(self, folder: Path) -> None:
        if not any(folder.glob("Q*.json")):
            remedy = "Give the folder that holds files such as Q38283.json."
            raise DataError([Fault(str(folder), None, None, None, "holds no Q….json", remedy)])
        self._folder = folder

    def item(self, identifier: str) -> Item | Redirect | Gone:
        """Return the item; raises :class:`~ascc_ld.ground.faults.DataError` for a faulty file."""
        if not is_item(identifier):
            problem, remedy = "is not the identifier of an item", "Write it as in Q38283."
            raise DataError([Fault(str(self._folder), None, None, identifier, problem, remedy)])
        path = self._folder / f"{identifier}.json"
        try:
            return read_item(path.read_bytes(), identifier)
        except FileNotFoundError:
            return Gone(identifier, f"the copy has no {path.name}")
        except OSError as error:
            problem, remedy = f"cannot be read ({error.strerror})", "Make it a readable file."
        except ValueError as error:
            problem, remedy = str(error), f"Save Wikidata's {path.name} again."
        raise DataError([Fault(str(path), None, None, None, problem, remedy)])


ItemSource = WebService | LocalCopy
"""What knows items."""


def read_item(content: bytes, identifier: str) -> Item | Redirect | Gone:
    """Return what the JSON ``content`` says of the item that was asked for as ``identifier``.

    Raises ``ValueError`` if it is not entity data, or if it names something other than an
    identifier as the target of a redirect or as a value.
    """
    entity = _entity(parsed_json(content), identifier)
    if "missing" in entity:
        return Gone(identifier, "it is marked as missing")
    found = entity.get("id", identifier)
    if found != identifier:
        return Redirect(identifier, _checked(found, is_item(str(found))))
    if isinstance(entity.get("redirect"), str):
        target = entity["redirect"]
        return Redirect(identifier, _checked(target, is_item(target)))
    names, claims = _names(entity), entity.get("claims")
    if not names and not isinstance(claims, dict | list):
        raise ValueError("holds neither labels nor claims")
    stated = _stated(claims if isinstance(claims, dict) else {})
    values = {name: tuple(value for value, _ in pairs) for name, pairs in stated.items()}
    named = {(name, value): id_ for name, pairs in stated.items() for value, id_ in pairs if id_}
    return Item(identifier, names, values, named)


def _entity(document: object, identifier: str) -> dict[str, Any]:
    """Return the entity in its envelope: ``entities`` holds it by its own identifier."""
    if isinstance(document, dict) and "entities" in document:
        held = document["entities"]
        if not isinstance(held, dict) or len(held) != 1:
            raise ValueError(f"does not hold one entity, {identifier}")
        ((key, document),) = held.items()
        if isinstance(document, dict):
            document = {"id": key, **document}
    if not isinstance(document, dict):
        raise ValueError("is not a JSON object")  # noqa: TRY004 - about content, as all here
    return document


def _names(entity: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    names: dict[str, list[str]] = {}
    for term in (*_listed(entity.get("labels")), *_listed(entity.get("aliases"))):
        language, value = term.get("language"), term.get("value")
        if isinstance(language, str) and isinstance(value, str):
            names.setdefault(language, []).append(value)
    return {language: tuple(values) for language, values in names.items()}


def _listed(terms: object) -> Iterator[Mapping[str, Any]]:
    """Yield the terms of a map from language to a term, or to a list of terms."""
    for entry in terms.values() if isinstance(terms, dict) else ():
        for term in entry if isinstance(entry, list) else [entry]:
            if isinstance(term, dict):
                yield term


def _stated(claims: Mapping[str, Any]) -> dict[str, tuple[tuple[str, str], ...]]:
    return {
        _checked(name, is_property(name)): tuple(_items(statements))
        for name, statements in claims.items()
        if isinstance(statements, list)
    }


def _checked(identifier: object, good: bool) -> str:  # noqa: FBT001
    if not good:
        raise ValueError(f"holds {str(identifier)[:60]!r}, which is not an identifier of Wikidata")
    return str(identifier)


def _items(statements: list[Any]) -> Iterator[tuple[str, str]]:
    for statement in statements:
        if isinstance(statement, dict) and statement.get("rank") != "deprecated":
            value = _identifier(statement)
            if value:
                known = _STATEMENT.fullmatch(str(statement.get("id")))
                yield value, known[0] if known else ""


def _identifier(statement: Mapping[str, Any]) -> str | None:
    value: object = statement
    for key in ("mainsnak", "datavalue", "value"):
        value = value.get(key) if isinstance(value, dict) else None
    if not isinstance(value, dict):
        return None
    if "id" not in value and "numeric-id" not in value:
        return None  # a time, a quantity, a place on the globe
    identifier = str(value.get("id") or f"Q{value.get('numeric-id')}")
    if _OTHER_KINDS.fullmatch(identifier):
        return None
    return _checked(identifier, is_item(identifier) or is_property(identifier))
