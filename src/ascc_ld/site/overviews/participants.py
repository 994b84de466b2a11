"""Overviews of the participants: where they are, under which country, of which type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

from ascc_ld.site.overviews.asking import Asking, Row
from ascc_ld.site.overviews.overview import Cell, Note, Overview
from ascc_ld.site.parts.collation import collation_key
from ascc_ld.site.pictures.bars import Bar, bars
from ascc_ld.site.pictures.dot_map import LOOKS, Detail, DotMap, Spot, dot_map
from ascc_ld.site.pictures.land import asia
from ascc_ld.site.pictures.plane import Point
from ascc_ld.site.pictures.svg import Label

_DETAILED = 6  # places of one country from which on it is given a map of its own
_PARTICIPANTS, _HOSTS = "participants-with-their-points", "hosts-and-proposers"


def participants_on_a_map(asking: Asking) -> Overview:
    """Return the map of the participants; those without a point are named below it."""
    rows = asking.rows(_PARTICIPANTS)
    maps = _maps(rows, asking)
    return asking.overview(
        "map",
        _PARTICIPANTS,
        maps,
        table={
            "position": [_number(row["position"]) for row in rows],
            **{
                key: [asking.cell(row[key]) for row in rows]
                for key in ("organisation", "country", "place")
            },
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
    drawn = (
        asking.drawn(key, lambda text, size: bars(text, shown, size), counts=told) if shown else ()
    )
    return asking.overview(key, query, drawn)


def _maps(rows: Sequence[Row], asking: Asking) -> tuple[str, ...]:
    """Return the map, on which a country with many places has a map of its own.

    There is none where no place has its coordinates.
    """
    placed = [row for row in rows if row["latitude"] is not None]
    if not placed:
        return ()
    countries = Counter(row["country"] for row in placed if row["country"]).most_common()
    country, most = countries[0] if countries else ("", 0)
    crowded = most >= _DETAILED and len(countries) > 1
    inside = [row for row in placed if crowded and row["country"] == country]
    hosts = [row for row in asking.rows(_HOSTS) if row["latitude"] is not None]
    spots = _spots([row for row in placed if row not in inside], hosts, asking)
    detail = _spots(inside, (), asking)
    seen = {spot.look for spot in (*spots, *detail)}
    seen |= {"dot", "hollow"} if "ringed" in seen else set()
    drawn = DotMap(
        spots,
        asia(),
        list(_countries([*placed, *hosts], {spot.label for spot in spots}, asking)),
        {look: Label(asking.say(f"map.{look}")) for look in LOOKS if look in seen},
        Detail(detail, asking.name(country), asia(fine=True)) if crowded else None,
    )
    return asking.drawn(
        "map",
        lambda alternative, size: dot_map(alternative, drawn, size),
        placed=len(placed),
        participants=len(rows),
        counts=asking.listed(f"{asking.name(iri).text} {n}" for iri, n in countries) or "–",
        detail=asking.say("map.detail", country=asking.name(country).text) if crowded else "",
    )


def _spots(rows: Sequence[Row], hosts: Sequence[Row], asking: Asking) -> list[Spot]:
    """Return one spot a place; one body leads to its page, several to the page of the place.

    Bodies of a whole country stand at its capital, and hosts at theirs.
    """

    def where(row: Row) -> str:
        return str(row["place"] or row["capital"])

    spots = []
    by_place = sorted((*hosts, *rows), key=lambda row: (where(row), row.get("position", 0)))
    for place, group in groupby(by_place, key=where):
        found = list(group)
        bodies = list(dict.fromkeys(row["organisation"] for row in found))
        hosted = any(row in hosts for row in found)
        looks = {"dot" if row["place"] else "hollow" for row in found}
        told = asking.listed(asking.name(body).text for body in bodies)
        name = asking.say("map.spot", place=asking.name(place).text, bodies=told)
        spots.append(
            Spot(
                longitude=float(found[0]["longitude"]),
                latitude=float(found[0]["latitude"]),
                label=asking.name(place),
                name=asking.say("map.spot_of_host", spot=name) if hosted else name,
                href=asking.links.page(bodies[0] if len(bodies) == 1 else place),
                count=len(bodies),
                look="host" if hosted else looks.pop() if len(looks) == 1 else "ringed",
            )
        )
    # What is drawn last is on top.
    return sorted(
        spots, key=lambda spot: (spot.look == "host", -spot.count, -spot.latitude, spot.longitude)
    )


def _countries(
    rows: Sequence[Row], named: Collection[Label], asking: Asking
) -> Iterator[tuple[Label, Point]]:
    """Yield the names of countries but those ``named``, with a point near which they stand."""
    for country in dict.fromkeys(row["country"] for row in rows if row["country"]):
        point = [asking.links.said(country, f"geo:{axis}") for axis in ("long", "lat")]
        east, north = (None if words is None else float(words.text) for words in point)
        if east is not None and north is not None and asking.name(country) not in named:
            yield asking.name(country), (east, north)


def _off_the_map(rows: Sequence[Row], asking: Asking) -> list[Note]:
    """Return the participants without a point, by reason: that of the data where they give one."""
    without = [row for row in rows if row["latitude"] is None]
    said = {
        row["place"]: asking.links.said(row["place"], "skos:note")
        for row in without
        if row["place"]
    }
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
