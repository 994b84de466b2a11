"""The force of a sentence, suggested by its words: never a commitment that is none.

A force is suggested where “we” performs it, where a city or its like promises for itself, where the
paragraph opens with its participle, where this declaration is the subject of a passive, and where a
meeting is told of.  All else is unknown.  “Our commitment”, “in which we committed to” and a bare
imperative commit nobody, and “the City of Hue will” says what comes.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from ascc_ld.draft.lexicon import Lexicon, any_of

_APPOSITION = r"(?:,[^.;:]*?,)?"
"""“We, the Mayors of Asia, meeting in Hue, commit”."""


_ADVERB = r"(?!(?:hardly|scarcely|barely|rarely)\b)\w+ly"


@dataclass(frozen=True)
class Force:
    """A suggested force: ``start`` and ``end`` are where its marker stands in the sentence.

    ``subject`` is who performs it: ``we``, ``conference``, ``participants``, ``body``, one that
    the words after the marker name, or ``itself``, one that the sentence begins with.  ``why`` says
    what it was seen by.
    """

    force: str
    start: int
    end: int
    subject: str
    why: str


@dataclass(frozen=True)
class ForceFinder:
    """Suggests forces by a lexicon."""

    lexicon: Lexicon

    def find(self, sentence: str) -> tuple[Force, ...]:
        """Return the forces that are performed in a sentence, in the order of its words."""
        found = [*self._first_person(sentence), *self._passive(sentence), *self._itself(sentence)]
        if not found:
            found = [*self._participle(sentence), *self._meeting(sentence)]
        return tuple(sorted(found, key=lambda force: force.start))

    @cached_property
    def _between(self) -> str:
        """A pattern of what may stand before the verb."""
        return rf"{any_of(self.lexicon.rules['first_person']['between'])}|{_ADVERB}"

    @cached_property
    def _we(self) -> re.Pattern[str]:
        verbs = any_of(self.lexicon.verbs)
        for auxiliary in ("are", "remain", "have"):
            split = rf"{auxiliary}\s+(?:(?:{self._between})\s+)*"
            verbs = "|".join(
                split + verb.removeprefix(rf"{auxiliary}\s+")
                if verb.startswith(rf"{auxiliary}\s+")
                else verb
                for verb in verbs.split("|")
            )
        promise = any_of(self.lexicon.rules["first_person"]["no_promise"])
        return re.compile(
            rf"""(?P<before>\w+)?(?P<mark>[^\w\s]*)(?:^|\s+|(?<=[(]))
                 (?P<we>we)\b{_APPOSITION}\s+
                 (?:(?:{self._between}),?\s+)*
                 (?:\w+\s+(?=and\s+(?:will|shall)\s))?
                 (?:(?P<verb>{verbs})(?!\w)
                   |(?P<and_will>(?:and\s+)?(?P<will>will|shall))\s+(?:(?:{self._between}),?\s+)*(?!(?:{promise})\b)
                    (?:(?P<softer>{verbs})(?!\w)|\w+))""",
            re.IGNORECASE | re.VERBOSE,
        )

    def _first_person(self, sentence: str) -> list[Force]:
        refused = self.lexicon.rules["first_person"]["not_after"]
        found = []
        for match in self._we.finditer(sentence):
            before = (match["before"] or "").lower()
            mark = match["mark"]
            if (before in refused and "," not in mark) or re.search(r"[\"“‘'«]$", mark):
                continue
            force, start, end = self._performed(match)
            why = f"“{sentence[match.start('we') : end]}” is said in the first person"
            found.append(Force(force, start, end, "we", why))
            found += self._coordinated(sentence, found[-1])
        return found

    def _coordinated(self, sentence: str, first: Force) -> list[Force]:
        """Return what “we” does besides: “We recognise the need and commit to act”.

        A verb after “that”, “to act” or “cities who” has another subject, and so has one in what
        others are asked to do.
        """
        if self.lexicon.kind(first.force) == "directive" or sentence[: first.end].endswith(" that"):
            return []
        verbs = any_of(verb for verb in self.lexicon.verbs if " " in verb)
        also = re.compile(
            rf"[^;:.]*?,?\s+and\s+(?:(?:{self._between})\s+)*(?P<verb>{verbs})(?!\w)", re.IGNORECASE
        )
        match = also.match(sentence, first.end)
        if match is None:
            return []
        others = rf"(?:{any_of(self.lexicon.rules['first_person']['other_subject'])}|we)\b"
        infinitive = r"to\s+(?!(?:the|our|an?|all)\b)[a-z]"
        own = others if re.search(r",\s+and\s", match.group()) else f"{others}|{infinitive}"
        if re.search(rf"\b(?:{own})", sentence[first.start : match.start("verb")], re.IGNORECASE):
            return []
        force = self.lexicon.verbs[_plain(match["verb"])]
        why = f"“{match['verb']}” goes on after “and”"
        found = Force(force, match.start("verb"), match.end("verb"), "we", why)
        return [found, *self._coordinated(sentence, found)]

    def _performed(self, match: re.Match[str]) -> tuple[str, int, int]:
        verbs = self.lexicon.verbs
        if not match["will"]:
            words = match["verb"].lower().split()
            said = next(v for v in verbs if v.split() == words or _without(words, v))
            labels = self.lexicon.labels["force"].get(verbs[said], ())
            labelled = f"we {said}" in labels and said not in labels
            near = match.string[match.end("we") : match.start("verb")].isspace()
            start = match.start("we") if labelled and near else match.start("verb")
            return verbs[said], start, match.end("verb")
        softer = verbs.get(_plain(match["softer"] or ""), "")
        if self.lexicon.kind(softer) == "commissive":
            return softer, match.start("will"), match.end("softer")
        coordinated = match["and_will"].lower().startswith("and")
        start = match.start("and_will" if coordinated else "we")
        return "undertake", start, match.end("will")

    def _passive(self, sentence: str) -> list[Force]:
        passives = any_of(self.lexicon.passives)
        if not re.match(r"(?:this|the)\s+(?:\w+\s+){0,3}declaration\b", sentence, re.IGNORECASE):
            return []
        found = []
        for match in re.finditer(rf"\b(?:{passives})(?!\w)", sentence, re.IGNORECASE):
            force = self.lexicon.passives[_plain(match.group())]
            rest = sentence[match.end() : match.end() + 40].lower()
            subject = "participants" if "participa" in rest else "body"
            why = f"“{match.group()}” is said of the declaration"
            found.append(Force(force, match.start(), match.end(), subject, why))
        return found

    def _itself(self, sentence: str) -> list[Force]:
        bodies = any_of(self.lexicon.rules["itself"]["bodies"])
        match = re.match(
            rf"""(?P<who>(?:[Tt]he\s+)?
                   (?:(?:{bodies})\s+of\s+[A-Z][\w’'-]*(?:\s\w+){{0,3}}?
                     |[A-Z][\w’'-]*(?:\s[A-Z]\w+)?\s(?:{bodies})))
                 {_APPOSITION}\s+
                 (?:(?:{self._between})\s+)*(?P<verb>{any_of(self.lexicon.promises)})(?!\w)""",
            sentence,
            re.VERBOSE,
        )
        if match is None:
            return []
        force = self.lexicon.promises[_plain(match["verb"])]
        why = f"“{match['who']}” says “{match['verb']}” of itself"
        return [Force(force, match.start("verb"), match.end("verb"), "itself", why)]

    def _participle(self, sentence: str) -> list[Force]:
        participles = any_of(self.lexicon.participles)
        match = re.match(rf"(?:{participles})(?!\w)", sentence, re.IGNORECASE)
        if match is None:
            return []
        force = self.lexicon.participles[_plain(match.group())]
        why = f"the paragraph opens with “{match.group()}”"
        return [Force(force, match.start(), match.end(), "we", why)]

    def _meeting(self, sentence: str) -> list[Force]:
        names = any_of(self.lexicon.rules["meeting"]["names"])
        verbs = any_of(self.lexicon.rules["meeting"]["verbs"])
        match = re.search(
            rf"\b(?:{names})\s+(?P<verb>{verbs})(?!\w|\s+(?:by|under)\b)", sentence, re.IGNORECASE
        )
        if match is None:
            return []
        why = f"“{match.group()}” tells of a meeting"
        return [Force("narrate", match.start("verb"), match.end("verb"), "conference", why)]


def _without(words: list[str], verb: str) -> bool:
    """Tell whether ``words`` are those of ``verb`` with adverbs after its first."""
    own = verb.split()
    return len(words) > len(own) > 1 and [words[0], *words[1 - len(own) :]] == own


def _plain(words: str) -> str:
    """Return words as the lexicon has them: lower case, one blank between two."""
    return " ".join(words.lower().split())
