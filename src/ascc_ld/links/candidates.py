"""Candidates for unlinked entities: the questions, and the reasons for and against each candidate.

Reasons and warnings are sentences for a person to judge by.  No score decides anything here.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ascc_ld.links.entities import Entity, EntityLinks, item_of
from ascc_ld.links.reconciliation import Candidate, Query
from ascc_ld.links.wikidata_terms import WikidataTerms

MOST = 10
"""How many candidates a service is asked for, for each name."""
_CERTAIN = 100.0  # the highest value of a feature in Wikidata's service; others say true, or 1
_LOW = 1.0


@dataclass(frozen=True)
class JudgedCandidate:
    """A candidate for an entity, with what speaks for it and what against.

    ``match_string`` is the name that both have; ``linked`` tells that the item is linked to the
    entity already, ``refused`` that a row says it is something else.
    """

    entity: Entity
    candidate: Candidate
    reasons: tuple[str, ...]
    warnings: tuple[str, ...]
    match_string: str = ""
    linked: bool = False
    refused: bool = False


@dataclass(frozen=True)
class LinkContext:
    """What is known besides the entity: items of countries, names of countries, owners of items."""

    country_items: Mapping[str, str]
    country_names: Mapping[str, tuple[str, ...]]
    owners: Mapping[str, tuple[Entity, ...]]
    terms: WikidataTerms


def link_context(entities: Sequence[EntityLinks], terms: WikidataTerms) -> LinkContext:
    """Return what the links and names of all entities tell about any candidate."""
    countries = [c for c in entities if c.entity.kind == "country"]
    owners: dict[str, tuple[Entity, ...]] = {}
    for one in entities:
        for item in one.items:
            owners[item] = (*owners.get(item, ()), one.entity)
    items = {c.entity.curie.partition(":")[2]: item_of(c) for c in countries}
    return LinkContext(
        country_items={code: item for code, item in items.items() if item},
        country_names={c.entity.curie.partition(":")[2]: c.entity.names for c in countries},
        owners=owners,
        terms=terms,
    )


def queries(entity: Entity, context: LinkContext) -> tuple[Query, ...]:
    """Return the questions about ``entity``: one for each of its names, all with its constraints.

    Each name is asked for apart, since a service compares the text of a query with labels and
    aliases alike; type and country go with each.
    """
    item = context.country_items.get(entity.country or "")
    properties = ((context.terms.property("country"), item),) if item else ()
    types = context.terms.classes(entity.form) or context.terms.classes(entity.kind)
    return tuple(Query(name, types, properties, MOST) for name in entity.names)


def judged(
    subject: EntityLinks,
    answers: Mapping[Query, Sequence[Candidate]],
    context: LinkContext,
    limit: int,
) -> tuple[JudgedCandidate, ...]:
    """Return the ``limit`` best candidates of the answers to the questions about an entity."""
    best: dict[str, Candidate] = {}
    for query in queries(subject.entity, context):
        for candidate in answers.get(query, ()):
            known = best.get(candidate.id)
            if known is None or candidate.score > known.score:
                best[candidate.id] = replace(
                    candidate, match=candidate.match or bool(known and known.match)
                )
    ranked = sorted(best.values(), key=lambda c: (-c.score, int(c.id[1:])))
    namesakes = Counter(folded(candidate.name) for candidate in ranked)
    return tuple(
        _judge(subject, candidate, context, namesakes[folded(candidate.name)])
        for candidate in ranked[:limit]
    )


def folded(text: str) -> str:
    """Return ``text`` without case, accents and punctuation, its words separated by one blank.

    >>> folded("Hà Tĩnh"), folded("Ministry of Ports, Shipping & Waterways")
    ('ha tinh', 'ministry of ports shipping waterways')
    """
    decomposed = unicodedata.normalize("NFKD", text.replace("đ", "d").replace("Đ", "D"))
    marks = ("M", "L", "N")
    plain = "".join(
        character if unicodedata.category(character)[0] in marks else " "
        for character in decomposed
        if not "\u0300" <= character <= "\u036f"  # accents; vowel signs of other scripts stay
    )
    return " ".join(plain.casefold().split())


def _judge(
    subject: EntityLinks, candidate: Candidate, context: LinkContext, namesakes: int
) -> JudgedCandidate:
    entity = subject.entity
    name_reasons, name_warnings, match_string = _by_name(entity, candidate)
    country_reasons, country_warnings = _by_country(entity, candidate, context)
    type_reasons, type_warnings = _by_type(entity, candidate, context.terms)
    warnings = [*name_warnings, *country_warnings, *type_warnings]
    if namesakes > 1:
        warnings.append(f"{namesakes} candidates are called {candidate.name}")
    warnings += [
        f"it is the item of our {owner.kind} {owner.name} ({owner.curie})"
        for owner in context.owners.get(candidate.id, ())
        if owner != entity
    ]
    match = ("the service calls it a match",) if candidate.match else ()
    return JudgedCandidate(
        entity,
        candidate,
        (*name_reasons, *country_reasons, *type_reasons, *match),
        tuple(warnings),
        match_string,
        linked=candidate.id in subject.items,
        refused=candidate.id in subject.refused,
    )


def _by_name(entity: Entity, candidate: Candidate) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    theirs = folded(candidate.name)
    if theirs == folded(entity.name):
        return ("label equal",), (), entity.name
    for name in entity.names[1:]:
        if theirs == folded(name):
            return (f"alternative name equal ({name})",), (), name
    ours, found = set(folded(entity.name).split()), set(theirs.split())
    parts = []
    if ours - found:
        parts.append(f"lacks {', '.join(sorted(ours - found))}")
    if found - ours:
        parts.append(f"adds {', '.join(sorted(found - ours))}")
    return (), (f"its name {' and '.join(parts) or 'is written otherwise'}",), ""


def _by_country(
    entity: Entity, candidate: Candidate, context: LinkContext
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Judge by what the service says of the country, and by the countries that are described."""
    if entity.country is None:
        return (), ()
    own = context.country_names[entity.country][0]
    described = f" {folded(candidate.description)} "
    named = {
        code: names[0]
        for code, names in context.country_names.items()
        if f" {folded(names[0])} " in described
    }
    others = sorted(name for code, name in named.items() if code != entity.country)
    features = dict(candidate.features)
    feature = features.get(context.terms.property("country"))
    reasons, warnings = [], []
    if feature in (_CERTAIN, _LOW):
        reasons.append(f"country agrees ({own})")
    elif feature is not None:
        warnings.append(f"country is not {own}")
    if others and entity.country not in named:
        warnings.append(f"its description names {', '.join(others)}, ours belongs to {own}")
    elif entity.country in named:
        reasons.append(f"its description names {own}")
    return tuple(reasons), tuple(warnings)


def _by_type(
    entity: Entity, candidate: Candidate, terms: WikidataTerms
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    wanted = terms.classes(entity.form) or terms.classes(entity.kind)
    if not wanted or not candidate.types:
        return (), ()
    theirs = {identifier for identifier, _ in candidate.types}
    agreeing = [terms.label(identifier) for identifier in wanted if identifier in theirs]
    if agreeing:
        return (f"type agrees ({', '.join(agreeing)})",), ()
    shown = ", ".join(name or identifier for identifier, name in candidate.types)
    places = {c for kind in ("city", "administrative-area", "country") for c in terms.classes(kind)}
    if entity.kind == "organisation" and theirs & places:
        return (), (f"it is a place ({shown}), ours is an organisation",)
    return (), (f"its type ({shown}) is not one of those asked for",)
