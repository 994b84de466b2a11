"""What a query says on its surface: form, IRIs, services, where an error stands.

Its terminals are enough to find and to change an IRI without touching strings and comments.
Whether the query is well-formed, only an engine says.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from ascc_ld.ground.faults import nearest
from ascc_ld.sparql.terminals import Token, decoded, terminals

FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")

_UPDATES = frozenset(
    ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH")
)
# A bracket or one of these parts two terminals whether blanks do or not.
_PARTING = frozenset("(){}[];,")
# More blanks than the longest keyword of the grammar has letters (ENCODE_FOR_URI).
_SPACE = " " * 40

_BEGUN_IRI = re.compile(r"<[a-z][a-z0-9+.-]*+:")

_CLOSING = {"{": "}", "(": ")", "[": "]"}
# Code points of a prefix that are compared with others, in a time that grows with their square.
_COMPARED = 60


@dataclass(frozen=True)
class SpacedText:
    """A query on one line with wide blanks between its terminals; its services left out.

    An error that is told up to a keyword's length behind its place stays in the blanks there.
    ``places`` are the offsets of each terminal, and of the end, in ``text`` and in the query.
    """

    text: str
    places: tuple[tuple[int, int], ...]

    def place(self, offset: int) -> int:
        """Return the offset in the query of the last terminal at or before ``offset`` here."""
        return max((start for at, start in self.places if at <= offset), default=0)


class SparqlText:
    """The text of a query.

    What is often asked of it is found when it is made.  A property that is computed later would
    hold a lock on Python 3.11, the same one for all queries of all threads.

    >>> query = SparqlText("PREFIX ex: <http://example.org/> ASK { ex:a ?p 'SERVICE <x:y>' }")
    >>> query.form, query.services, query.iris
    ('ASK', (), ('http://example.org/a',))
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.terminals = tuple(terminals(text))
        """The terminals in their order, comments too."""
        self.tokens = tuple(token for token in self.terminals if token.kind != "comment")
        """The terminals in their order, without blanks and comments."""
        self.prefixes = _declared(self.tokens)
        """The namespaces that the query declares, by prefix."""
        words = dict.fromkeys(token.text.upper() for token in self.tokens if token.kind == "word")
        self.form = next((word for word in words if word in FORMS), None)
        """SELECT, ASK, CONSTRUCT or DESCRIBE; ``None`` for what is no query."""
        self.keywords = frozenset(words)
        """The keywords and function names, in capitals."""

    @property
    def asks_nothing(self) -> bool:
        """Whether the text is empty or an update."""
        first = next(self.body(), None)
        return first is None or (first.kind == "word" and first.text.upper() in _UPDATES)

    def spaced(self) -> SpacedText:
        """Return the spaced text."""
        parts, length, places, previous = [], 0, [], Token("mark", "", -1)
        for token in terminals(self.without_services()):
            if token.kind == "comment":
                continue
            apart = token.start != previous.end or {token.text, previous.text} & _PARTING
            parts.append(_SPACE if apart else "")
            places.append((length + len(parts[-1]), token.start))
            parts.append(token.text.replace("\n", " ").replace("\r", " "))
            length += len(parts[-2]) + len(parts[-1])
            previous = token
        text = "".join((*parts, _SPACE))
        return SpacedText(text, (*places, (len(text), len(self.text))))

    @property
    def services(self) -> tuple[str, ...]:
        """The IRIs of the services that the query asks, each once, in their order."""
        return tuple(dict.fromkeys(iri for _, iri in self._service_tokens()))

    @property
    def iris(self) -> tuple[str, ...]:
        """Every IRI of the query's body in full, each once; those of the services aside."""
        services = {token.start for token, _ in self._service_tokens()}
        named = (
            iri
            for token in self.body()
            if token.start not in services and (iri := self.iri(token)) is not None
        )
        return tuple(dict.fromkeys(named))

    @property
    def undeclared(self) -> tuple[str, ...]:
        """The prefixes that the query uses and does not declare, each once."""
        used = (t.text.partition(":")[0] for t in self.body() if t.kind == "name")
        return tuple(p for p in dict.fromkeys(used) if p not in self.prefixes)

    def redirected(self, services: Mapping[str, str]) -> str:
        """Return the text with each SERVICE that is a key of ``services`` sent to its value."""
        return self._replaced(
            (token.start, token.end, f"<{services[iri]}>")
            for token, iri in self._service_tokens()
            if iri in services
        )

    def without_services(self) -> str:
        """Return the text with blanks in the place of ``SERVICE <iri>``, at the same offsets.

        What is left asks nobody else, and is well-formed if the query is.
        """
        blanks, position = [], 0
        for service, named in self._services():
            if service.start >= position and named.text != "{":
                position = named.end
                blanks.append((service.start, position, " " * (position - service.start)))
        return self._replaced(blanks)

    def _replaced(self, parts: Iterable[tuple[int, int, str]]) -> str:
        """Return the text with other words at some offsets, which are in order."""
        kept, position = [], 0
        for start, end, words in parts:
            kept += [self.text[position:start], words]
            position = end
        return "".join((*kept, self.text[position:]))

    @property
    def ordered(self) -> bool:
        """Whether the query orders its own solutions, and not only those of a subquery."""
        return any(token.says("ORDER") for token in self._at_top())

    @property
    def ends_in_values(self) -> bool:
        """Whether a VALUES block follows the query's pattern."""
        return any(token.says("VALUES") for token in self._at_top())

    @property
    def names_edition(self) -> bool:
        """Whether the query has the variable ``?edition``, by which one edition is chosen."""
        return any(token.text in ("?edition", "$edition") for token in self.tokens)

    def of_edition(self, edition: str) -> str:
        """Return the text with a VALUES block that chooses one edition.

        It ends the pattern.  Behind the query it would mean the same (SPARQL 1.1 Query Language,
        section 19.8, rule 28), but Virtuoso answers wrongly there if the query groups, and refuses
        forms other than SELECT.  Only the short form of CONSTRUCT has no room for it but there.
        """
        values = f"VALUES ?edition {{ {ox.Literal(edition)} }}"
        groups = [token.start for token in self._at_top() if token.text == "}"]
        template = self.form == "CONSTRUCT"
        if len(groups) <= template:
            return f"{self.text}\n{values}"
        end = groups[template]
        return f"{self.text[:end]}{values} {self.text[end:]}"

    def _at_top(self) -> Iterator[Token]:
        """Yield the terminals that stand in no brackets, and the ends of the outermost pairs."""
        depth = 0
        for token in self.tokens:
            depth += (token.text in _CLOSING) - (token.text in _CLOSING.values())
            if depth == 0:
                yield token

    def completed(self, prefixes: Mapping[str, str]) -> str:
        """Return the text with a declaration of each prefix of ``prefixes`` that it lacks.

        They stand before the first line, so that line numbers stay what they are.
        """
        lacking = [prefix for prefix in self.undeclared if prefix in prefixes]
        return "".join(f"PREFIX {p}: <{prefixes[p]}> " for p in lacking) + self.text

    def body(self) -> Iterator[Token]:
        """Yield the terminals behind the declarations of base and prefixes."""
        declared: set[int] = set()
        for index, token in enumerate(self.tokens):
            if token.says("PREFIX"):
                declared |= {index, index + 1, index + 2}
            elif token.says("BASE"):
                declared |= {index, index + 1}
        return (token for index, token in enumerate(self.tokens) if index not in declared)

    def _services(self) -> Iterator[tuple[Token, Token]]:
        """Yield each SERVICE with the terminal that names it, or with itself at the end."""
        for index, token in enumerate(self.tokens):
            if token.says("SERVICE"):
                following = (t for t in self.tokens[index + 1 : index + 3] if not t.says("SILENT"))
                yield token, next(following, token)

    def _service_tokens(self) -> Iterator[tuple[Token, str]]:
        for _, named in self._services():
            iri = self.iri(named)
            if iri is not None:
                yield named, iri

    def iri(self, token: Token) -> str | None:
        """Return the IRI that a terminal names in full, ``None`` where it names none."""
        if token.kind == "iri":
            return decoded(token.text[1:-1])
        if token.kind == "name":
            prefix, _, local = token.text.partition(":")
            if prefix in self.prefixes:
                return self.prefixes[prefix] + re.sub(r"\\(.)", r"\1", local)
        return None


def _declared(tokens: tuple[Token, ...]) -> Mapping[str, str]:
    return {
        name.text[:-1]: decoded(iri.text[1:-1])
        for keyword, name, iri in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if keyword.says("PREFIX") and name.kind == "name" and iri.kind == "iri"
    }


@dataclass(frozen=True)
class Slip:
    """What is wrong on the surface of a query, and the offset where it is seen."""

    start: int
    problem: str


def slips(query: SparqlText, known: Mapping[str, str]) -> Iterator[Slip]:
    """Yield the slips that can be placed exactly, in the order of the text.

    ``known`` are prefixes that need no declaration.  Engines find all of these too, but say so
    far from the place.
    """
    found = (_open_ends(query), _brackets(query), _undeclared(query, known))
    return heapq.merge(*found, key=lambda slip: slip.start)


def _undeclared(query: SparqlText, known: Mapping[str, str]) -> Iterator[Slip]:
    for token in query.body():
        prefix = token.text.partition(":")[0]
        if token.kind == "name" and prefix not in query.prefixes and prefix not in known:
            remedy = nearest(prefix[:_COMPARED], [*query.prefixes, *known])
            yield Slip(token.start, f"the prefix {prefix}: is not declared. {remedy}")


def _open_ends(query: SparqlText) -> Iterator[Slip]:
    previous = Token("mark", "", -1)
    for token in query.tokens:
        if token.kind == "mark" and token.text in "\"'":
            yield Slip(token.start, "the string that begins here does not end on its line")
            return
        if token.text == "<" and _BEGUN_IRI.match(query.text, token.start):
            yield Slip(token.start, "the IRI that begins here does not end, or holds a blank")
        if token.kind == "mark" and token.text in "?$" and previous.end != token.start:
            yield Slip(token.start, "this variable has no name")
        previous = token


def _brackets(query: SparqlText) -> Iterator[Slip]:
    opened: list[Token] = []
    for token in query.tokens:
        if token.kind != "mark":
            continue
        if token.text in _CLOSING:
            opened.append(token)
        elif token.text in _CLOSING.values():
            if not opened or _CLOSING[opened[-1].text] != token.text:
                yield Slip(token.start, f"this {token.text!r} closes nothing")
                return
            opened.pop()
    if opened:
        yield Slip(opened[-1].start, f"this {opened[-1].text!r} is not closed")
