"""Whether the items that we link to still say what we say.

For each linked item: does it exist, was it merged into another, and do its names, its country
(P17) and its class (P31, closed under P279) agree with ours?  What Wikidata does not say is told
and is no disagreement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ascc_ld.ground.faults import DataError
from ascc_ld.http_client.faults import RequestFailed
from ascc_ld.links.candidates import Surroundings, folded
from ascc_ld.links.coverage import Coverage, Link
from ascc_ld.links.entities import Entity
from ascc_ld.links.entity_data import Gone, Item, Redirect, Source
from ascc_ld.links.wikidata_terms import WikidataTerms

__all__ = ["Finding", "Verdict", "check"]

_MOST_CLASSES = 150  # classes followed upwards from one item before giving up
_PATIENCE = 3
_ANY_ENGLISH = ("en", "en-gb", "en-us", "en-ca", "mul")


class Verdict(StrEnum):
    """What came out for an item."""

    AGREES = "agrees"
    DIFFERS = "differs"
    REDIRECTED = "redirected"
    GONE = "gone"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True)
class Finding:
    """The outcome for one link: a verdict, and its grounds in sentences.

    ``notes`` tell what could not be compared.
    """

    entity: Entity
    item: str
    record: str
    verdict: Verdict
    grounds: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        said = "; ".join(self.grounds) or "name, country and class agree as far as they are given"
        noted = f" ({'; '.join(self.notes)})" if self.notes else ""
        return (
            f"{self.verdict}: {self.entity.name} ({self.entity.curie}) {self.item}: {said}{noted}"
        )


def check(
    covered: Iterable[Coverage],
    source: Source,
    around: Surroundings,
    progress: Callable[[str], None] | None = None,
) -> tuple[Finding, ...]:
    """Return a finding for each link to an item, in the order of the entities.

    A failure of the source makes that link ``unreachable`` and leaves the others to be checked,
    but after three in a row nothing more is asked.  Raises
    :class:`~ascc_ld.ground.faults.DataError` for a faulty local copy.
    """
    classes = _Classes(source, around.terms)
    findings: list[Finding] = []
    for one in covered:
        for link in one.asserted:
            if link.item is None:
                continue
            if progress:
                progress(link.item)
            last = [finding.verdict for finding in findings[-_PATIENCE:]]
            if last == [Verdict.UNREACHABLE] * _PATIENCE:
                why = f"not asked, since {_PATIENCE} items in a row could not be had"
                findings.append(_unreachable(one.entity, link, why))
            else:
                findings.append(_finding(one.entity, link, source, classes, around))
    return tuple(findings)


def _finding(
    entity: Entity, link: Link, source: Source, classes: _Classes, around: Surroundings
) -> Finding:
    identifier, record = link.item or "", link.row.record_id
    try:
        item = source.item(identifier)
        match item:
            case Gone():
                ground = f"the item is deleted or was never there: {item.why}"
                return Finding(entity, identifier, record, Verdict.GONE, (ground,))
            case Redirect():
                ground = f"the item was merged into {item.target}, to which it redirects"
                return Finding(entity, identifier, record, Verdict.REDIRECTED, (ground,))
            case Item():
                differences, notes = _compared(entity, link, item, classes, around)
    except RequestFailed as error:
        return _unreachable(entity, link, str(error))
    verdict = Verdict.DIFFERS if differences else Verdict.AGREES
    return Finding(entity, identifier, record, verdict, differences, notes)


def _unreachable(entity: Entity, link: Link, why: str) -> Finding:
    return Finding(
        entity, link.item or "", link.row.record_id, Verdict.UNREACHABLE, (why.rstrip("."),)
    )


def _compared(
    entity: Entity, link: Link, item: Item, classes: _Classes, around: Surroundings
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    judgements = (
        _name(entity, link, item),
        _country(entity, item, around),
        classes.judgement(entity, item),
    )
    differences = tuple(text for differs, text in judgements if text and differs)
    notes = tuple(text for differs, text in judgements if text and not differs)
    return differences, notes


def _name(entity: Entity, link: Link, item: Item) -> tuple[bool, str]:
    """Compare our names, and the label seen when the link was made, with label and aliases."""
    ours = {folded(name) for name in (*entity.names, link.row.object_label) if name}
    theirs = [name for names in item.names.values() for name in names]
    if not theirs:
        return False, "it has no label"
    if ours & {folded(name) for name in theirs}:
        return False, ""
    english = [name for language in _ANY_ENGLISH for name in item.names.get(language, ())]
    return True, f"we call it {entity.name}, Wikidata calls it {(english or theirs)[0]}"


def _country(entity: Entity, item: Item, around: Surroundings) -> tuple[bool, str]:
    expected = around.country_items.get(entity.country or "")
    if expected is None:
        return False, ""
    stated = item.values.get(around.terms.property("country"), ())
    if not stated:
        return False, "no country is given"
    if expected in stated:
        return False, ""
    names = {i: around.country_names[code][0] for code, i in around.country_items.items()}
    theirs = ", ".join(f"{names[i]} ({i})" if i in names else i for i in stated)
    return True, f"we say it belongs to {names[expected]} ({expected}), Wikidata says {theirs}"


class _Classes:
    """The classes of items, followed upwards as far as the source has them."""

    def __init__(self, source: Source, terms: WikidataTerms) -> None:
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
