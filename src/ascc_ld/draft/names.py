"""Names: of bodies that are known or new, of their places, and of countries (Unicode CLDR)."""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from babel import Locale
from babel.core import get_global
from babel.languages import get_official_languages
from rapidfuzz import fuzz, process

from ascc_ld.draft.lexicon import Lexicon, any_of
from ascc_ld.reading.cells import slug_of

_LIKE = 82
"""From which likeness on, of 100, a known body is offered for a name."""
_AFTER_COMMA = re.compile(r",\s")
_ARTICLES = re.compile(r"^(?:the|of|and|for)\b\s*|\b(?:the)\b\s*", re.IGNORECASE)


@lru_cache(maxsize=10_000)
def normalised(name: str) -> str:
    """Return a name for comparing: letters and digits, without marks, case and articles."""
    return slug_of(_ARTICLES.sub("", name.replace("&", "and"))).replace("-", " ")


@dataclass(frozen=True)
class Known:
    """A body of the registry; ``names`` are all that it is called by."""

    slug: str
    country: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Match:
    """A body for a name: ``exact`` if it is written so there, and else ``why`` it is offered."""

    slug: str
    exact: bool
    why: str


def match_body(
    name: str, country: str, bodies: Sequence[Known], unlike: Container[str] = ()
) -> Match | None:
    """Return the known body of a name, or ``None``: exact, normalised, or the most alike.

    A body of another country is never offered; nor are those of ``unlike`` for a name that is
    only like theirs.
    """
    near = [body for body in bodies if body.country == country] if country else list(bodies)
    for body in near:
        if name in body.names:
            return Match(body.slug, exact=True, why=f"{name!r} is in organisations.csv")
    wanted = normalised(name)
    for body in near:
        if wanted and wanted in map(normalised, body.names):
            return Match(body.slug, exact=False, why="the name but for marks, case and articles")
    if not country:
        return None  # among all countries, what looks alike is chance
    offered = [body for body in near if body.slug not in unlike]
    called = {normalised(each): body.slug for body in offered for each in body.names}
    best = process.extractOne(wanted, list(called), scorer=fuzz.ratio, score_cutoff=_LIKE)
    if best is None:
        return None
    return Match(called[best[0]], exact=False, why=f"{best[1]:.0f} of 100 alike: {best[0]}")


def type_of(name: str, lexicon: Lexicon) -> str:
    """Return the organisation type that the words of a name suggest, or nothing."""
    own = _AFTER_COMMA.split(name)[0]
    for rule in lexicon.rules["type"]:
        if any(re.search(rf"\b{re.escape(word)}\b", own) for word in rule["words"]):
            return str(rule["type"])
    return ""


def place_of(name: str, kind: str, lexicon: Lexicon) -> str:
    """Return the name of the place that a body is named after, or nothing.

    ``kind`` is the type of the body.  A unit of a government stands after its place: “Da Nang
    Department of Health”.
    """
    rules = lexicon.rules["place"]
    if kind not in rules["governs"]:
        unit = re.match(rf"(?P<place>[A-Z].*?)\s+(?:{any_of(rules['units'])})\s", name)
        return unit["place"] if unit and kind == "government-agency" else ""
    place, comma, holder = name.partition(", ")
    place = re.sub(r"^.*?\bof\s+(?=[A-Z])", "", place)
    for words in rules["around"]:
        place = re.sub(rf"(?:^|\s){re.escape(words)}(?:\s|$)", " ", place).strip()
    return f"{place}{comma}{holder}" if place else ""


def person_and_office(line: str) -> str | None:
    """Return the government that “NAME, Mayor of CITY” signs for, or ``None``."""
    office = re.fullmatch(
        r"[^,]+,\s*(?:[\w.-]+\s+){0,2}?(?P<office>Mayor|Governor|Lord Mayor|Gobernador|Alcalde)"
        r"(?:\s+of|,)\s+(?P<place>(?:the\s+)?[^,]+?)(?:,.*)?",
        line,
    )
    if office is None:
        return None
    place = office["place"].removeprefix("the ")
    if office["office"] == "Governor":
        return place if "Province" in place else f"Province of {place}"
    return place if re.search(r"\bCity\b", place) else f"City of {place}"


# ---- Countries ----


@cache
def country_codes() -> Mapping[str, str]:
    """Return code by English name for each country of CLDR."""
    territories = Locale.parse("en").territories
    return {name: code for code, name in territories.items() if re.fullmatch(r"[A-Z]{2}", code)}


def code_of(name: str, registry: Mapping[str, str]) -> str:
    """Return the code of a country by its name, first as the registry has it, or nothing."""
    folded = {known.casefold(): code for known, code in {**country_codes(), **registry}.items()}
    return folded.get(name.casefold(), "")


def country_row(code: str) -> Mapping[str, str]:
    """Return the codes of a country that CLDR knows: ISO 3166-1 alpha-3 and UN M49."""
    aliases = [alias for alias, codes in get_global("territory_aliases").items() if codes == [code]]
    found = {"code": code}
    for column, pattern in (("alpha3", r"[A-Z]{3}"), ("m49", r"\d{3}")):
        fitting = [alias for alias in aliases if re.fullmatch(pattern, alias)]
        if len(fitting) == 1:
            found[column] = fitting[0]
    return found


def languages_of(codes: Iterable[str]) -> Sequence[str]:
    """Return English, Japanese, and then the official languages of countries, sorted."""
    spoken = {
        tag
        for code in codes
        for tag in get_official_languages(code, de_facto=True)
        if "_" not in tag
    }
    return ["en", "ja", *sorted(spoken - {"en", "ja"})]


def name_of_country(code: str, language: str) -> str:
    """Return what CLDR calls a country in a language, or nothing."""
    try:
        return str(Locale.parse(language, sep="-").territories.get(code, ""))
    except ValueError:  # CLDR has no such language
        return ""


@cache
def name_of_city(city: str, country: str, language: str) -> str:
    """Return what CLDR calls a city after which a time zone is named, or nothing."""
    for zone in get_global("territory_zones").get(country, ()):
        if zone.rpartition("/")[2].replace("_", " ") == city:
            return str(Locale.parse(language).time_zones.get(zone, {}).get("city", ""))
    return ""
