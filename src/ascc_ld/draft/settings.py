"""``edition.toml``, drafted: what the lines above the text say of the conference and itself."""

import calendar
import re
from collections.abc import Mapping, Sequence
from datetime import date

from ascc_ld.draft.cells import UNKNOWN, suggested
from ascc_ld.draft.lexicon import PATTERNS
from ascc_ld.reading.declaration_text import DeclarationText

_MONTHS = [month.lower() for month in calendar.month_name if month]
_MONTH = "|".join(_MONTHS)
_DAY = re.compile(
    rf"(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})(?:\s*(?:and|to|[-–])\s*(?P<last>\d{{1,2}}))?"
    rf",?\s+(?:of\s+)?(?P<year>\d{{4}})"
    rf"|(?P<day_first>\d{{1,2}})(?:\s*(?:and|to|[-–])\s*(?P<last_first>\d{{1,2}}))?\s+"
    rf"(?P<month_after>{_MONTH}),?\s+(?P<year_after>\d{{4}})",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"\b(?P<number>\d{1,3})(?:st|nd|rd|th)\s+(?=[A-Z])")
_NAMED = PATTERNS["named"]
_MEETS = re.compile(r"\b(?:convened|met|held|gathered|took\splace)\b")
_MARKS = " \t\u301c\uff5e~*#\"'“”‘’:"
_ASKED = frozenset({"source", "connectives", "lines", "label", "title"})
"""What an edition may not be without; what else the text does not have is not asked for."""
_LANGUAGES = {"en": "ENG", "ja": "JPN"}
_AUTHORITY = "http://publications.europa.eu/resource/authority/language/"


def days_in(text: str) -> list[tuple[str, str]]:
    """Return the first and last days of the calendar that a text names, in its order.

    >>> days_in("On October 23 and 24, 2024, and on 12 June 2025")
    [('2024-10-23', '2024-10-24'), ('2025-06-12', '2025-06-12')]
    """
    found = []
    for match in _DAY.finditer(text):
        month = _MONTHS.index((match["month"] or match["month_after"]).lower()) + 1
        year = int(match["year"] or match["year_after"])
        first = int(match["day"] or match["day_first"])
        last = int(match["last"] or match["last_first"] or first)
        try:
            days = (date(year, month, day).isoformat() for day in (first, last))
            found.append((next(days), next(days)))
        except ValueError:  # no day of the calendar
            continue
    return found


def is_japanese(text: str) -> bool:
    """Tell whether a text is written in Japanese: it has kana."""
    return len(re.findall(r"[\u3040-\u30ff]", text)) > len(text) / 20


def edition_toml(
    source: DeclarationText,
    edition: str,
    base: str,
    series: Sequence[str],
    places: Mapping[str, str],
) -> str:
    """Return the settings of an edition.  ``places`` is slug by name of the known places."""
    language = "ja" if is_japanese(source.text) else "en"
    text = {
        "file": "declaration.txt",
        "sha256": source.sha256,
        "source": suggested(""),
        "language": language,
        "language_iri": f"{_AUTHORITY}{_LANGUAGES[language]}",
        "connectives": ["and"] if language == "en" else [],
    }
    front = {
        "lines": [line.text for line in source.front_matter],
        "list_title": source.list_title.text if source.list_title else "",
    }
    title, theme, others = _titles(front["lines"])
    head = days_in("\n".join(front["lines"]))
    short = next((name for name in series if name.isupper()), next(iter(series), ""))
    named = f"{title} ({short} {edition})" if short.isupper() and title else title
    declaration = {
        "label": suggested(named),
        "title": suggested(title),
        "alternative_titles": [suggested(each) for each in others],
        "issued": suggested(head[0][0] if head else ""),
    }
    tables: Mapping[str, Mapping[str, str | Sequence[str]]] = {
        "": {"base": base},
        "text": text,
        "front_matter": front,
        "conference": _conference(source, edition, theme, series, short, places),
        "declaration": declaration,
    }
    blocks = [f"# The declaration of {edition}, drafted: data/README.md documents the keys."]
    for table, keys in tables.items():
        filled = {
            key: value
            for key, value in keys.items()
            if key in _ASKED or value not in ("", UNKNOWN, [])
        }
        body = "\n".join(f"{key} = {toml_value(value)}" for key, value in filled.items())
        if body:
            blocks.append(f"[{table}]\n{body}" if table else body)
    return "\n\n".join(blocks) + "\n"


def _titles(lines: Sequence[str]) -> tuple[str, str, list[str]]:
    """Return the title among the lines above the text, the theme, and further titles."""
    title = next((x for x in lines if re.search(r"declaration|宣言", x, re.IGNORECASE)), "")
    title = (title or next(iter(lines), "")).strip(_MARKS)
    theme = next((x.strip(_MARKS) for x in lines if x[:1] in '\uff5e\u301c*\u201c"'), "")
    joined = " ".join(line.strip(_MARKS) for line in lines[:2])
    others = [joined] if joined.endswith(f" {title}") else []
    return title, theme, [*others, *filter(None, [theme])]


def _conference(  # noqa: PLR0913, PLR0917 - all of them facts of one block
    source: DeclarationText,
    edition: str,
    theme: str,
    series: Sequence[str],
    short: str,
    places: Mapping[str, str],
) -> Mapping[str, str]:
    told = (s.text for s in source.sentences if _MEETS.search(s.text))
    held = days_in("\n".join(told))
    found = _ORDINAL.search(source.text)
    number = found["number"] if found else ""
    if not (number or held):
        return {}
    known = series and number
    named = _NAMED.search(source.text)
    label = f"{number}{_suffix(number)} {series[0]} ({short} {edition})" if known else ""
    label = label or (named.group() if named else "")
    where = (
        slug
        for place, slug in places.items()
        if re.search(rf"\b(?:in|at)\s+{re.escape(place)}\b", source.text)
    )
    return {
        "number": suggested(number),
        "label": suggested(label),
        "start": suggested(held[0][0] if held else ""),
        "end": suggested(held[0][1] if held else ""),
        "theme_title": suggested(theme),
        "place": suggested(next(where, "")),
    }


def toml_value(value: str | Sequence[str]) -> str:
    """Return a text, or a list of texts, as TOML writes it."""
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    return "[" + ", ".join(map(toml_value, value)) + "]"


def _suffix(number: str) -> str:
    if number[-2:] in {"11", "12", "13"}:
        return "th"
    return {"1": "st", "2": "nd", "3": "rd"}.get(number[-1:], "th")
