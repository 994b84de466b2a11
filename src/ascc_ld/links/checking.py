"""Check that the linked items still say what we say.

For each linked item: does it exist, was it merged into another, and do its names, its country
(P17) and its class (P31, closed under P279) agree with ours?  What Wikidata does not say is
reported as a note, not as a disagreement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from ascc_ld.ground.faults import DataError
from ascc_ld.http_client.faults import RequestFailed
from ascc_ld.links.candidates import LinkContext, folded
from ascc_ld.links.entities import Entity, EntityLinks, LinkRow
from ascc_ld.links.entity_data import Gone, Item, ItemSource, Redirect
from ascc_ld.links.wikidata_terms import WikidataTerms

_MOST_CLASSES = 150  # classes followed upwards from one item before giving up
_PATIENCE = 3
_ANY_ENGLISH = ("en", "en-gb", "en-us", "en-ca", "mul")


class Verdict(StrEnum):
    """The result for an item."""

    AGREES = "agrees"
    DIFFERS = "differs"
    REDIRECTED = "redirected"
    GONE = "gone"
    UNREACHABLE = "unreachable"


class Mismatch(NamedTuple):
    """A statement of Wikidata that says otherwise: a row for its Mismatch Finder.

    https://github.com/wmde/wikidata-mismatch-finder/blob/main/docs/UserGuide.md names the columns.
    """

    item_id: str
    statement_guid: str
    property_id: str
    wikidata_value: str
    meta_wikidata_value: str
    external_value: str
    external_url: str
    type: str


@dataclass(frozen=True)
class LinkCheck:
    """The outcome for one link: a verdict, and its grounds in sentences.

    ``notes`` tell what could not be compared, ``mismatches`` which statements say otherwise.
    """

    entity: Entity
    item: str
    record: str
    verdict: Verdict
    grounds: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    mismatches: tuple[Mismatch, ...] = ()

    def __str__(self) -> str:
        said = "; ".join(self.grounds) or "name, country and class agree as far as they are given"
        noted = f" ({'; '.join(self.notes)})" if self.notes else ""
        return (
            f"{self.verdict}: {self.entity.name} ({self.entity.curie}) {self.item}: {said}{noted}"
        )


def check(
    entities: Iterable[EntityLinks],
    source: ItemSource,
    context: LinkContext,
    progress: Callable[[str], None] | None = None,
) -> tuple[LinkCheck, ...]:
    """Return a finding for each link to an item, in the order of the entities.

    A failure of the source makes that link ``unreachable`` and leaves the others to be checked,
    but after three in a row nothing more is asked.  Raises
    :class:`~ascc_ld.ground.faults.DataError` for a faulty local copy.
    """
    classes = _Classes(source, context.terms)
    findings: list[LinkCheck] = []
    for one in entities:
        for link in one.asserted:
            if link.item is None:
                continue
            if progress:
                progress(link.item)
            last = [finding.verdict for finding in findings[-_PATIENCE:]]
            if last == [Verdict.UNREACHABLE] * _PATIENCE:
                why = f"not asked, since {_PATIENCE} items in a row could not be fetched"
                findings.append(_unreachable(one.entity, link, why))
            else:
                findings.append(_finding(one.entity, link, source, classes, context))
    return tuple(findings)


def _finding(
    entity: Entity, link: LinkRow, source: ItemSource, classes: _Classes, context: LinkContext
) -> LinkCheck:
    identifier, record = link.item or "", link.row.record_id
    try:
        item = source.item(identifier)
        match item:
            case Gone():
                ground = f"the item is deleted or was never there: {item.why}"
                return LinkCheck(entity, identifier, record, Verdict.GONE, (ground,))
            case Redirect():
                ground = f"the item was merged into {item.target}, to which it redirects"
                return LinkCheck(entity, identifier, record, Verdict.REDIRECTED, (ground,))
            case Item():
                differences, notes = _compared(entity, link, item, classes, context)
    except RequestFailed as error:
        return _unreachable(entity, link, str(error))
    verdict = Verdict.DIFFERS if differences else Verdict.AGREES
    told = tuple(_mismatches(entity, item, context))
    return LinkCheck(entity, identifier, record, verdict, differences, notes, told)


def _unreachable(entity: Entity, link: LinkRow, why: str) -> LinkCheck:
    return LinkCheck(
        entity, link.item or "", link.row.record_id, Verdict.UNREACHABLE, (why.rstrip("."),)
    )


def _compared(
    entity: Entity, link: LinkRow, item: Item, classes: _Classes, context: LinkContext
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    judgements = (
        _name(entity, link, item),
        _country(entity, item, context),
        classes.judgement(entity, item),
    )
    differences = tuple(text for differs, text in judgements if text and differs)
    notes = tuple(text for differs, text in judgements if text and not differs)
    return differences, notes


def _name(entity: Entity, link: LinkRow, item: Item) -> tuple[bool, str]:
    """Compare our names, and the label seen when the link was made, with label and aliases."""
    ours = {folded(name) for name in (*entity.names, link.row.object_label) if name}
    theirs = [name for names in item.names.values() for name in names]
    if not theirs:
        return False, "it has no label"
    if ours & {folded(name) for name in theirs}:
        return False, ""
    english = [name for language in _ANY_ENGLISH for name in item.names.get(language, ())]
    return True, f"we call it {entity.name}, Wikidata calls it {(english or theirs)[0]}"


def _country(entity: Entity, item: Item, context: LinkContext) -> tuple[bool, str]:
    expected = context.country_items.get(entity.country or "")
    if expected is None:
        return False, ""
    stated = item.values.get(context.terms.property("country"), ())
    if not stated:
        return False, "no country is given"
    if expected in stated:
        return False, ""
    names = {i: context.country_names[code][0] for code, i in context.country_items.items()}
    theirs = ", ".join(f"{names[i]} ({i})" if i in names else i for i in stated)
    return True, f"we say it belongs to {names[expected]} ({expected}), Wikidata says {theirs}"


def _mismatches(entity: Entity, item: Item, context: LinkContext) -> Iterator[Mismatch]:
    """Yield the statements of another country; a name or a class is not one statement's fault."""
    differs, _ = _country(entity, item, context)
    prop, code = context.terms.property("country"), entity.country or ""
    for value in item.values.get(prop, ()) if differs else ():
        statement = item.statements.get((prop, value))
        if statement:
            ours = context.country_names[code][0]
            yield Mismatch(item.id, statement, prop, value, "", ours, entity.iri, "statement")


class _Classes:
    """The classes of items, followed upwards as far as the source has them."""

    def __init__(self, source: ItemSource, terms: WikidataTerms) -> None:
        self._source = source
        self._terms = terms
        self._above: dict[str, tuple[str, ...] | None] = {}
        self._failed = ""

    def judgement(self, entity: Entity, item: Item) -> tuple[bool, str]:
        wanted = self._terms.classes(entity.form) or self._terms.classes(entity.kind)
        if not wanted:
            return False, ""
        direct = item.values.get(self._terms.property("instance-of"), ())
        if not direct:
            return False, "no class is given"
        reached, complete = self._closure(direct, frozenset(wanted))
        if reached:
            return False, ""
        shown = ", ".join(self._terms.label(identifier) for identifier in direct)
        what = entity.form.replace("-", " ")
        if complete or self._of_another_kind(entity, direct):
            return True, f"we say it is a {what}, Wikidata says {shown}"
        why = f", since {self._failed.rstrip('.')}" if self._failed else ""
        return False, f"whether its class {shown} is below ours could not be told{why}"

    def _of_another_kind(self, entity: Entity, direct: Sequence[str]) -> bool:
        """Whether a body of people has the class of a place: the commonest wrong link."""
        places = {c for form in ("city", "administrative-area") for c in self._terms.classes(form)}
        return entity.kind == "organisation" and bool(places & set(direct))

    def _closure(self, start: Sequence[str], wanted: frozenset[str]) -> tuple[bool, bool]:
        """Return whether one of ``wanted`` is reached, and whether all ways up were known."""
        seen: set[str] = set()
        waiting, complete = list(start), True
        while waiting:
            current = waiting.pop(0)
            if current in wanted:
                return True, complete
            if current in seen:
                continue
            if len(seen) >= _MOST_CLASSES:
                return False, False
            seen.add(current)
            above = self._superclasses(current)
            complete = complete and above is not None
            waiting.extend(above or ())
        return False, complete

    def _superclasses(self, identifier: str) -> tuple[str, ...] | None:
        if identifier not in self._above and not self._failed:
            self._above[identifier] = self._asked(identifier)
        return self._above.get(identifier)

    def _asked(self, identifier: str) -> tuple[str, ...] | None:
        try:
            found = self._source.item(identifier)
        except RequestFailed as error:
            self._failed = str(error)  # a service in trouble is not asked for classes on top
            return None
        except DataError:
            return None
        match found:
            case Item():
                return found.values.get(self._terms.property("subclass-of"), ())
            case Redirect():
                return (found.target,)
            case _:
                return None
