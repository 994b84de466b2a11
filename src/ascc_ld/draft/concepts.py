"""Themes and groups: what the words of a statement name, and rows for what is new."""

import re
from dataclasses import dataclass, field

from ascc_ld.draft.cells import Row, suggested
from ascc_ld.draft.lexicon import Lexicon, any_of
from ascc_ld.reading.cells import slug_of
from ascc_ld.reading.records import columns
from ascc_ld.reading.registry import TABLES

_JUDGED = ("name_ja", "definition", "definition_ja")
_PARTS = re.compile(r",\s*(?:and\s+)?|\s+and\s+|;\s*")
_BESIDE = re.compile(r"(?:(?:all|the|our|their|other|relevant)\s+)+")
_GROUP_WORDS, _THEME_WORDS = 4, 8
"""Words of the name of a group, and of a theme, at most."""


@dataclass
class ConceptDraft:
    """Finds the concepts that words name, and collects rows for those that are new."""

    lexicon: Lexicon
    new: dict[str, list[Row]] = field(default_factory=dict)

    def named(self, scheme: str, text: str, before: str = "") -> list[str]:
        """Return the concepts of a scheme whose label stands in a text, in its order.

        ``before`` is a pattern of what stands before the label.
        """
        places = {
            concept: re.search(rf"{before}(?<!\w)(?:{any_of(labels)})(?!\w)", text, re.IGNORECASE)
            for concept, labels in self.lexicon.labels.get(scheme, {}).items()
        }
        found = [(place.start(), concept) for concept, place in places.items() if place]
        return [concept for _, concept in sorted(found)]

    def themes(self, text: str, heading: str) -> list[str]:
        """Return the themes that a text names, or else the one of its section."""
        known = self.named("theme", text) or self.named("theme", heading)
        words = re.findall(r"[\w’'-]+", heading.lower())
        title = bool(words) and len(words) <= _THEME_WORDS
        no_theme = set(self.lexicon.rules["headings"]["no_theme"]) & set(words)
        return known or ([self._add("themes", heading)] if title and not no_theme else [])

    def groups(self, phrase: str) -> list[str]:
        """Return the groups of “A, B and C”; one that is no body by its name may be new."""
        found = []
        for part in _PARTS.split(phrase):
            name = _BESIDE.sub("", part).strip()
            known = self.named("group", part)
            several = name[:1].islower() and name.endswith("s")
            new = several and len(name.split()) <= _GROUP_WORDS
            found += known or ([self._add("groups", name)] if new else [])
        return list(dict.fromkeys(found))

    def _add(self, table: str, name: str) -> str:
        slug = slug_of(name)
        rows = self.new.setdefault(table, [])
        if slug and all(row["slug"] != suggested(slug) for row in rows):
            row = dict.fromkeys((column.name for column in columns(TABLES[table])), "")
            shown = name if name[1:2].isupper() else name[:1].lower() + name[1:]
            told = {"slug": suggested(slug), "name": suggested(shown)}
            rows.append(row | told | dict.fromkeys(_JUDGED, suggested("")))
        return slug
