"""The lines above the text, against the settings of the edition."""

import re
from collections.abc import Iterable
from datetime import date

from ascc_ld.ground.faults import Fault, nearest
from ascc_ld.reading.cross_check.check import CrossCheck

_MARKS = " \t\u301c\uff5e~*\"'\u201c\u201d\u2018\u2019"
"""Characters around a printed title that are not part of it."""


class FrontMatterCheck(CrossCheck):
    """Titles, days and numbers: each printed line in the settings, each setting in print."""

    def faults(self) -> Iterable[Fault]:
        """Return what does not agree."""
        about = self.about
        found = [line.text for line in self.source.front_matter]
        for index, line in enumerate(self.source.front_matter if about.front_matter else ()):
            if line.text not in about.front_matter:
                yield self.text_fault(
                    line, "is not a line of front_matter.lines", "Add it to edition.toml."
                )
            elif found[: index + 1].count(line.text) > about.front_matter.count(line.text):
                yield self.text_fault(
                    line,
                    "occurs more often than in front_matter.lines",
                    "Add it to edition.toml once more.",
                )
        for expected in about.front_matter:
            if expected not in found:
                yield self._setting(
                    "front_matter.lines",
                    expected,
                    "is not above the first sentence",
                    nearest(expected, found),
                )
        if sorted(found) == sorted(about.front_matter) and found != list(about.front_matter):
            yield self._setting(
                "front_matter.lines",
                "; ".join(about.front_matter),
                "has the lines in another order than the text",
                f"The text has {'; '.join(found)!r}.",
            )
        title = self.source.list_title.text if self.source.list_title else None
        if about.list_title not in {"", title}:  # empty where it could not be read
            key, value = "front_matter.list_title", about.list_title
            problem = "is missing" if value is None else "is not the line above the list"
            remedy = f"The text has {title!r}." if title else "The text has no such line."
            yield self._setting(key, value, problem, remedy)
        yield from self._printed()

    def _setting(self, key: str, value: str | None, problem: str, remedy: str) -> Fault:
        return Fault(f"data/{self.about.slug}/edition.toml", None, key, value, problem, remedy)

    def _printed(self) -> Iterable[Fault]:
        """Find titles, days and numbers of the settings that the text does not print."""
        about, text = self.about, self.source.text
        lines = [line.strip(_MARKS) for line in about.front_matter]
        heads = {" ".join(lines[:n]) for n in range(1, len(lines) + 1)} | set(lines)
        for key, value in (
            ("conference.theme_title", about.theme_title),
            ("declaration.title", about.title),
            *(("declaration.alternative_titles", title) for title in about.alternative_titles),
        ):
            if value and value not in heads:
                yield self._setting(
                    key, value, "is not in the text", f"Quote the text. {nearest(value, heads)}"
                )
        for key, numbers in (
            ("conference.number", (about.number or 0,)),
            ("conference.start", _day_and_year(about.start)),
            ("conference.end", _day_and_year(about.end)),
            ("declaration.issued", _day_and_year(about.issued)),
        ):
            printed = " ".join(about.front_matter) if key == "declaration.issued" else text
            for number in filter(None, numbers):
                if not re.search(rf"(?<!\d){number}(?!\d)", printed):
                    yield self._setting(
                        key, str(number), "is not in the text", "Write what the text prints."
                    )


def _day_and_year(day: date | None) -> tuple[int, ...]:
    """Return the numbers of a date as texts print it; none of one that could not be read."""
    return () if day in (None, date.min) else (day.day, day.year)
