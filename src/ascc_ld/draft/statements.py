"""Rows of ``statements.csv``: what each statement does, who says it, and what it says."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ascc_ld.draft.cells import UNKNOWN, Row, suggested
from ascc_ld.draft.concepts import ConceptDraft
from ascc_ld.draft.forces import Force
from ascc_ld.draft.lexicon import PATTERNS, Lexicon, any_of
from ascc_ld.draft.units import Unit
from ascc_ld.reading.cross_check.check import occurrences
from ascc_ld.reading.editions import Statement
from ascc_ld.reading.passage import Passage
from ascc_ld.reading.records import columns

COLUMNS = tuple(column.name for column in columns(Statement))
_TO_VERB = PATTERNS["to_verb"]
_BEFORE = PATTERNS["before"]
_AFTER = PATTERNS["after"]
_SETTING = PATTERNS["setting"]
_HOWS = PATTERNS["hows"]
_NAMES = PATTERNS["names"]
_QUANTITY = PATTERNS["quantity"]
_BESIDES = PATTERNS["besides"]
_ALWAYS_E = PATTERNS["always_e"]
_PLAIN = PATTERNS["plain"]
_SILENT_E = PATTERNS["silent_e"]
_PREPOSITION = re.compile(r"(?:to|with|in|on|for)\s+")


@dataclass(frozen=True)
class StatementDraft:
    """Drafts the rows of statements.

    ``headings`` are the titles of the sections by number, ``series`` the names of the conference
    series; ``body_after`` returns the slug of the body that is named first after a place of the
    text, or nothing.
    """

    text: str
    lexicon: Lexicon
    concepts: ConceptDraft
    headings: Mapping[int, str]
    series: Sequence[str]
    body_after: Callable[[int], str]

    def rows(self, found: Sequence[Unit]) -> Iterator[tuple[Row, Unit]]:
        """Yield the row of each statement, and those of its clauses, with the unit they are of."""
        counts: dict[str, int] = {}
        for unit in found:
            prefix = str(unit.section) if unit.section is not None else "PC"[unit.closing]
            counts[prefix] = counts.get(prefix, 0) + 1
            id_ = f"{prefix}-{counts[prefix]}"
            row = self._row(id_, unit)
            yield row, unit
            for letter, clause in zip("abcdefghijklmnopqrstuvwxyz", unit.clauses, strict=False):
                yield self._clause(f"{id_}{letter}", clause, row), unit

    def _row(self, id_: str, unit: Unit) -> Row:
        row = self._blank(id_, unit.section, unit.passage)
        force = unit.force
        if force is None:
            return row | {"clause_of": ""}
        marker = unit.passage.text[force.start : force.end]
        named = {"body": force.end, "itself": 0}.get(force.subject)
        body = "" if named is None else self.body_after(unit.passage.start + named)
        speaker = "participants" if force.subject == "participants" else "we"
        if named is not None:
            speaker = f"org:{body}" if body else ""
        kind = self.lexicon.kind(force.force)
        agent = {"commissive": speaker, "declarative": speaker}.get(kind, "")
        if kind == "assertive":
            agent = force.subject if force.force == "narrate" else self._who_must(unit.passage.text)
        told = {
            "class": self.lexicon.statement_class(force.force),
            "force": force.force,
            "force_marker": marker,
            "speaker": speaker,
            "agent": agent,
            **self._content(force, kind, unit.passage),
        }
        told["beneficiaries"] = self._beneficiaries(told)
        return row | {"clause_of": ""} | {name: suggested(value) for name, value in told.items()}

    def _clause(self, id_: str, clause: Passage, parent: Row) -> Row:
        row = self._blank(id_, None, clause)
        verb = _TO_VERB.fullmatch(clause.text[:1].lower() + clause.text[1:])
        told = {"clause_of": id_[:-1], **_done(verb)}
        told["beneficiaries"] = self._beneficiaries(told)
        inherited = ("class", "force", "speaker", "agent")
        return (
            row
            | {"section": parent["section"], "force_marker": ""}
            | {name: parent[name] for name in inherited}
            | {name: suggested(value) for name, value in told.items()}
        )

    def _blank(self, id_: str, section: int | None, passage: Passage) -> Row:
        """Return a row in which all is unknown but what the words of the passage show."""
        places = occurrences(self.text, passage.text)
        years = dict.fromkeys(re.findall(r"\b[Bb]y\s+((?:20|19)\d\d)\b", passage.text))
        row = dict.fromkeys(COLUMNS, UNKNOWN)
        heading = "" if section is None else self.headings[section]
        return row | {
            "id": id_,
            "section": "" if section is None else str(section),
            "quote": passage.text,
            "occurrence": str(places.index(passage.start) + 1) if len(places) > 1 else "",
            "themes": suggested("; ".join(self.concepts.themes(passage.text, heading))),
            "mentions": suggested(self._conference(passage.text)),
            "open_list": suggested("yes" if self._is_open(passage.text) else ""),
            "target_years": suggested("; ".join(years)),
        }

    def _who_must(self, text: str) -> str:
        """Return the group that must do something, in the eyes of the speakers."""
        aside = r"(?:\s*[\u2014\u2013][^\u2014\u2013]*[\u2014\u2013])?"
        duty = re.search(rf"(?P<who>\w+(?:\s\w+)?){aside}\s*\b(?:must|should|need\s+to)\b", text)
        groups = self.concepts.named("group", duty["who"]) if duty else []
        return f"group:{groups[0]}" if groups else ""

    def _beneficiaries(self, told: Row) -> str:
        """Return the groups for whom, to whom or with whom something is done."""
        done = f"{told.get('object', '')}; {told.get('means', '')}" if told.get("action") else ""
        first = r"(?:\A|\band\s+|\b(?:for|to|with)\s+(?:the\s+|our\s+|all\s+)?)"
        return "; ".join(self.concepts.named("group", done, first))

    def _conference(self, text: str) -> str:
        names = any_of(self.series) if self.series else r"(?!)"
        if re.search(rf"\bthis conference\b|\d(?:st|nd|rd|th)\s+(?:{names})", text, re.IGNORECASE):
            return "conference"
        return "series" if re.search(rf"(?<!\w)(?:{names})(?!\w)", text) else ""

    def _is_open(self, text: str) -> bool:
        words = any_of(self.lexicon.rules["open_list"]["words"])
        return bool(re.search(rf"(?<!\w)(?:{words})(?!\w)", text))

    def _content(self, force: Force, kind: str, passage: Passage) -> Row:
        """Return action, object, means and addressees, as far as the words show them."""
        text = passage.text
        marker = text[force.start : force.end]
        rest = re.sub(r"[\s.]+\Z", "", text[force.end :]).lstrip(" ,")
        means = _means(text[: force.start])
        if kind == "declarative":
            return {"object": "this declaration"}
        if force.force == "narrate" and re.fullmatch(r"\w+ed", marker):
            where = {"means": _several(rest)} if _SETTING.match(rest) else _object(rest, means)
            return {"action": plain_verb(marker), **where}
        if marker.lower().endswith(" that") or rest.startswith("that "):
            return {"object": f"that {rest.removeprefix('that ')}", "means": means}
        if kind == "directive":
            return self._asked(rest, passage.start + force.end)
        if kind == "commissive":
            return _done(_TO_VERB.fullmatch(rest), means)
        return {"object": "" if ";" in rest else rest}

    def _asked(self, rest: str, offset: int) -> Row:
        """Return who is asked to do what, from the words after the marker at ``offset``."""
        asked = re.fullmatch(r"(?P<whom>.+?)\s+to\s+(?P<what>.+)", rest, re.DOTALL)
        if asked is None:
            return {}
        if re.match(r"(?:the\s+)?[A-Z]", asked["whom"]):
            body = self.body_after(offset)
            whom = [f"org:{body}"] if body else []
        else:
            whom = [f"group:{group}" for group in self.concepts.groups(asked["whom"])]
        return {"addressees": "; ".join(whom), **_done(_TO_VERB.fullmatch(asked["what"]))}


def _means(before: str) -> str:
    """Return what stands before “we”: “By sharing …, we commit”."""
    led = _BEFORE.fullmatch(before)
    return _several(led["how"][:1].lower() + led["how"][1:]) if led else ""


def _several(text: str) -> str:
    """Return the means in a stretch of text as a cell has them; an open list loses its names."""
    quoted = re.sub(r"[\"“]\*?(.+?)\.?\*?[\"”]", r"“\1”", text)
    parts = _HOWS.split(_NAMES.sub("", quoted))
    return "; ".join(part.replace("; ", ", ") for part in parts)


def _object(rest: str, means: str) -> Row:
    """Return the object, and the means before “we” with those that stand after the object."""
    object_, *after = _AFTER.split(_BESIDES.sub("", rest), maxsplit=1)
    told = [each for each in (means, *map(_several, after)) if each]
    many = _QUANTITY.match(object_)
    return {
        "object": object_[many.end("number") if many else 0 :].replace("; ", ", "),
        "means": "; ".join(told),
        "quantities": many.group() if many else "",
    }


def _done(match: re.Match[str] | None, means: str = "") -> Row:
    """Return what is done: the verb in its plain form, with its preposition, and the rest."""
    if match is None:
        return {"means": means}
    verb, rest = plain_verb(match["verb"]), match["rest"]
    if match["more"]:
        verb = f"{verb} and {plain_verb(match['more'].split()[-1])}"
    preposition = _PREPOSITION.match(rest)
    if preposition:
        verb, rest = f"{verb} {preposition.group().strip()}", rest[preposition.end() :]
    return {"action": verb, **_object(rest, means)}


def plain_verb(word: str) -> str:
    """Return the plain form of a verb that may end in -ing or -ed.

    >>> [plain_verb(w) for w in ("sharing", "planting", "contributing", "planning", "accelerate")]
    ['share', 'plant', 'contribute', 'plan', 'accelerate']
    """
    stem = word.removesuffix("ing").removesuffix("ed")
    if stem == word or not stem[1:]:
        return word
    if re.search(r"([bdgmnprt])\1\Z", stem):
        return stem[:-1]
    silent = not _PLAIN.search(stem) and _SILENT_E.search(stem)
    return f"{stem}e" if silent or _ALWAYS_E.search(stem) else stem
