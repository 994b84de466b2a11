"""Overviews of the participants: where they are, under which country, of which type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from ascc_ld.site.overviews.asking import Asking, Row
from ascc_ld.site.overviews.overview import Cell, Note, Overview
from ascc_ld.site.parts.collation import collation_key
from ascc_ld.site.pictures.bars import Bar, bars
from ascc_ld.site.pictures.dot_map import Detail, Spot, dot_map
from ascc_ld.site.pictures.land import asia
from ascc_ld.site.pictures.svg import TextAlternative

_DETAILED = 6  # places of one country from which on it is given a map of its own


def participants_on_a_map(asking: Asking) -> Overview:
    """Return the map of the participants; those without a point are named below it."""
    query = "participants-with-their-points"
    rows = asking.rows(query)
    things, numbers = ("organisation", "country", "place"), ("latitude", "longitude")
    maps = _maps(rows, asking)
    return asking.overview(
        "map",
        query,
        maps,
        {
            "position": [_number(row["position"]) for row in rows],
            **{key: [asking.cell(row[key]) for row in rows] for key in things},
            **{key: [_number(row[key]) for row in rows] for key in numbers},
        },
        notes=(
            *_off_the_map(rows, asking),
            Note(asking.say("map.made" if maps else "map.none")),
        ),
    )


def _number(value: object) -> Cell:
    return Cell("" if value is None else str(value), number=True)


def participants_by_country(asking: Asking) -> Overview:
    """Return how many participants each country has."""
    return _counts(asking, "countries", "country", "countries-of-the-participants")


def participants_by_type(asking: Asking) -> Overview:
    """Return how many participants are of each type."""
    return _counts(asking, "types", "type", "types-of-the-participants")


def _counts(asking: Asking, key: str, column: str, query: str) -> Overview:
    """Return the counts, the largest first, equal ones sorted by name."""
    rows = sorted(
        asking.rows(query),
        key=lambda row: (-row["participants"], collation_key(asking.name(row[column]).text)),
    )
    shown = [
        Bar(asking.name(row[column]), row["participants"], asking.links.page(row[column]))
        for row in rows
    ]
    told = asking.listed(f"{bar.name.text} {bar.count}" for bar in shown)
    return asking.overview(
        key,
        query,
        (bars(asking.alternative(key, counts=told), shown),) if shown else (),
        {
            column: [asking.cell(row[column]) for row in rows],
            "participants": [_number(row["participants"]) for row in rows],
        },
    )


def _maps(rows: Sequence[Row], asking: Asking) -> tuple[str, ...]:
    """Return the map and, where one country has many places, that of the country.

    There is none where no place has its coordinates.
    """
    placed = [row for row in rows if row["latitude"] is not None]
    if not placed:
        return ()
    countries = Counter(row["country"] for row in placed if row["country"]).most_common()
    country, most = countries[0] if countries else ("", 0)
    whole = asking.alternative(
        "map",
        placed=len(placed),
        participants=len(rows),
        counts=asking.listed(f"{asking.name(iri).text} {n}" for iri, n in countries) or "–",
    )
    if most < _DETAILED or len(countries) == 1:
        return (dot_map(whole, _spots(placed, asking), asia()),)
    inside = _spots([row for row in placed if row["country"] == country], asking)
    others = _spots([row for row in placed if row["country"] != country], asking)
    name = asking.name(country)
    title = asking.say("map.detail", country=name.text)
    listed = asking.listed(spot.name for spot in inside)
    close = TextAlternative(
        "picture-map-detail", title, asking.say("map.detail_alt", places=listed)
    )
    detail = Detail(inside, name, title, f"#{close.id}")
    return dot_map(whole, others, asia(), detail), dot_map(close, inside, asia(), is_detail=True)


def _spots(rows: Sequence[Row], asking: Asking) -> list[Spot]:
    """Return one spot a place; one body leads to its page, several to the page of the place."""
    by_place = sorted(rows, key=lambda row: (row["place"], row["position"]))
    spots = []
    for place, group in groupby(by_place, key=lambda row: str(row["place"])):
        bodies = list(group)
        spots.append(
            Spot(
                longitude=float(bodies[0]["longitude"]),
                latitude=float(bodies[0]["latitude"]),
                label=asking.name(place),
                name=f"{asking.name(place).text}: "
                + ", ".join(asking.name(row["organisation"]).text for row in bodies),
                href=asking.links.page(bodies[0]["organisation"] if len(bodies) == 1 else place),
                count=len(bodies),
            )
        )
    return sorted(spots, key=lambda spot: (-spot.count, -spot.latitude, spot.longitude))


def _off_the_map(rows: Sequence[Row], asking: Asking) -> list[Note]:
    """Return the participants without a point, by reason: that of the data where they give one."""
    without = [row for row in rows if row["latitude"] is None]
    said = {row["place"]: asking.links.note(row["place"]) for row in without if row["place"]}
    reasons = {
        "no_place": [row for row in without if row["place"] is None],
        "no_point": [row for row in without if row["place"] in said and not said[row["place"]]],
    }
    notes = [
        Note(asking.say(f"map.{reason}"), tuple(asking.cell(row["organisation"]) for row in named))
        for reason, named in reasons.items()
        if named
    ]
    for row in without:
        words = said.get(row["place"])
        if words is not None:
            told = Cell(words.text, words.language or None)
            notes.append(Note(asking.say("map.noted"), (asking.cell(row["organisation"]),), told))
    return notes
