"""What a person wants first of a thing, by its kind, as ``summary.toml`` says."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import pyoxigraph as ox

from ascc_ld.documents.index import MOST, Fact, Index
from ascc_ld.rdf.terms import CATALOGUE
from ascc_ld.site.page import Page
from ascc_ld.site.parts.collation import collation_key
from ascc_ld.site.parts.facts import Value, in_one_language
from ascc_ld.site.parts.wording import Words
from ascc_ld.site.rendering import Pages

_BROADER = CATALOGUE["skos"]["broader"]
_COLLECTIVE = CATALOGUE["org"]["OrganizationalCollaboration"]
_HAS_MEMBER = CATALOGUE["org"]["hasMember"]
_IN_LIST = CATALOGUE["org"]["organization"]


@dataclass(frozen=True)
class Line:
    """A row of ``summary.toml``, which explains the paths."""

    each: str = ""
    shown: str = ""
    beside: str = ""
    quoted: str = ""
    told: tuple[str, ...] = ()
    every_language: bool = False


class Entry(NamedTuple):
    """A value with what is said ``beside`` it; a verb has the ``family`` of its force.

    ``quoted`` are words of the text; ``edition`` is where the value is from, if there are several.
    """

    value: Value
    beside: tuple[Words, ...] = ()
    family: str = ""
    quoted: str = ""
    edition: str = ""


class SummaryRow(NamedTuple):
    """Entries under the message ``key`` of the table ``summary``; ``more`` are not shown."""

    key: str
    entries: tuple[Entry, ...]
    more: int = 0


class Verb(NamedTuple):
    """What a sentence does; ``family`` is the slug of the top concept of its force."""

    words: Words
    family: str


class Step(NamedTuple):
    """A fact on a path, gone along ``backwards`` or not, to its ``end``."""

    fact: Fact
    backwards: bool

    @property
    def end(self) -> ox.NamedNode | ox.Literal:
        """Where the step leads to."""
        return self.fact.subject if self.backwards else self.fact.object


@cache
def lines(kind: str) -> dict[str, Line]:
    """Return the rows of the things of a kind, by message."""
    read = tomllib.loads(files("ascc_ld.site").joinpath("summary.toml").read_text("utf-8"))
    return {
        key: Line(each=row) if isinstance(row, str) else Line(**row)
        for key, row in read.get(kind, {}).items()
    }


def summary(
    pages: Pages, page: Page, thing: ox.NamedNode, kind: str, *, proven: bool = True
) -> tuple[SummaryRow, ...]:
    """Return the rows of ``thing`` that have a value, with their evidence if ``proven``."""
    told = _Told(pages, page, thing, proven)
    rows = (told.row(key, line) for key, line in lines(kind).items())
    return tuple(row for row in rows if row.entries)


def verb(index: Index, page: Page, force: ox.NamedNode) -> Verb:
    """Return what a sentence of this force does: in everybody's words, else by its label."""
    top = next(iter(index.things(force, _BROADER)), force)
    word = page.words.texts.get(f"does.{_slug(force)}")
    return Verb(Words(word) if word else page.wording.of(force), _slug(top))


def _slug(concept: ox.NamedNode) -> str:
    return concept.value.rpartition("/")[2]


def _steps(page: Page, thing: ox.NamedNode, line: Line) -> list[tuple[Step, Step]]:
    """Return what ``line`` leads to, each with the step to what is shown in its place."""
    reached = followed(page, thing, line.each)
    if not line.shown:
        return [(step, step) for step in reached]
    return [
        (step, shown)
        for step in reached
        if isinstance(step.end, ox.NamedNode)
        for shown in followed(page, step.end, line.shown)
    ]


def followed(page: Page, thing: ox.NamedNode, paths: str) -> list[Step]:
    """Return the last steps of the paths from ``thing``."""
    found: list[Step] = []
    for path in filter(None, paths.split("|")):
        ends: list[ox.NamedNode | ox.Literal] = [thing]
        for name in path.split("/"):
            predicate, backwards = page.wording.expand(name.removeprefix("^")), name[0] == "^"
            index = page.facts.index
            steps = [
                Step(fact, backwards)
                for end in ends
                if isinstance(end, ox.NamedNode)
                for fact in (index.incoming(end) if backwards else index.outgoing(end))
                if fact.predicate == predicate
            ]
            ends = [step.end for step in steps]
        found += steps
    return found


@dataclass(frozen=True)
class _Told:
    """Tells of ``thing`` on ``page``, which begins with the words that it was read from."""

    pages: Pages
    page: Page
    thing: ox.NamedNode
    proven: bool

    def row(self, key: str, line: Line) -> SummaryRow:
        steps = self._sorted(_steps(self.page, self.thing, line))
        entries = [self._entry(line, *each) for each in steps[:MOST]]
        texts = [self.page.words.texts.get(f"told.{text}", text) for text in line.told]
        told = (self.page.wording.told(text, self.thing) for text in texts)
        entries += [Entry(Value(Words(words.text, words.language))) for words in told if words][:1]
        kept = in_one_language([entry.value for entry in entries])
        shown = [each for each in entries if line.every_language or each.value in kept]
        return SummaryRow(key, tuple(dict.fromkeys(shown)), max(0, len(steps) - MOST))

    def _sorted(self, steps: list[tuple[Step, Step]]) -> list[tuple[Step, Step]]:
        """Return what points to the thing: the newest edition first, in the order of its text."""
        anchors = self.pages.anchors

        def place(each: tuple[Step, Step]) -> tuple[int, int, tuple[str, str]]:
            fact, end = each[0].fact, each[0].end
            edition = anchors.edition(fact.graph)
            newest = -anchors.editions.index(edition) if edition else 0
            if not isinstance(end, ox.NamedNode):
                return newest, 0, ("", "")
            span = anchors.span(end)
            named = "" if span else self.page.wording.of(end).text
            return newest, span.start if span else 0, collation_key(named)

        return sorted(steps, key=place) if any(step.backwards for step, _ in steps) else steps

    def _entry(self, line: Line, step: Step, shown: Step) -> Entry:
        page, anchors, end = self.page, self.pages.anchors, shown.end
        own = anchors.span(self.thing)
        proven = self.proven and (own is None or anchors.span(step.fact.subject) != own)
        value = page.facts.value(shown.fact, backwards=shown.backwards, proven=proven)
        family = ""
        if isinstance(end, ox.Literal):
            value = value._replace(words=value.words._replace(text=page.wording.day(end.value)))
        else:
            words, family = self._named(end)
            value = value._replace(words=words)
        beside = []
        if isinstance(step.end, ox.NamedNode):
            for other in followed(page, step.end, line.beside):
                words, verbs = self._named(other.end)
                family = family or verbs
                beside.append(words)
        quoted = followed(page, step.fact.subject, line.quoted)
        edition = anchors.edition(step.fact.graph)
        within = anchors.edition_at(self.pages.index.path(self.thing) or "")
        several = len(anchors.editions) > 1 and within is None
        return Entry(
            value,
            tuple(dict.fromkeys(beside)),
            family,
            quoted[0].end.value if quoted else "",
            edition.name if several and edition else "",
        )

    def _named(self, thing: ox.NamedNode | ox.Literal) -> Verb:
        index, page = self.pages.index, self.page
        if thing == self.thing and _COLLECTIVE in index.types(self.thing):
            return Verb(page.wording.of(self.thing), "")  # its own page says who that is
        return named(index, page, thing)


def named(index: Index, page: Page, thing: ox.NamedNode | ox.Literal) -> Verb:
    """Return the name of a value, or the verb of a force; a collective is “we”."""
    if isinstance(thing, ox.Literal):
        return Verb(page.wording.literal(thing), "")
    if thing == index.names.concept("force", _slug(thing)):
        return verb(index, page, thing)
    if _COLLECTIVE in index.types(thing):
        return Verb(_of_collective(index, page, thing), "")
    return Verb(page.wording.of(thing), "")


def _of_collective(index: Index, page: Page, collective: ox.NamedNode) -> Words:
    """Return “we”, or how many are in the list, for a collective without members of its own."""
    if index.objects(collective, _HAS_MEMBER):
        return Words(page.words["declaration.we"])
    listed = [fact for fact in index.incoming(collective) if fact.predicate == _IN_LIST]
    return Words(page.words("declaration.participants", count=len(listed)))


def neighbours(pages: Pages, thing: ox.NamedNode, path: str) -> Iterator[ox.NamedNode | None]:
    """Yield the sentence before ``thing`` and the one after it in the text, if there is one."""
    edition = pages.anchors.edition_at(path)
    blocks = pages.blocks(edition) if edition else ()
    order = [None, *(each for block in blocks for each in block.statements), None]
    at = order.index(thing) if thing in order else 0
    yield from (order[at - 1], order[at + 1]) if at else (None, None)
