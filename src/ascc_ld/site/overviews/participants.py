"""Overviews of the participants: where they are, under which country, of which type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from ascc_ld.site.overviews.asking import Asking, Names, Row
from ascc_ld.site.overviews.overview import Cell, Note, Overview, OverviewLinks, empty
from ascc_ld.site.overviews.wording import OverviewWording
from ascc_ld.site.parts.collation import collation_key
from ascc_ld.site.pictures.bars import Bar, bars
from ascc_ld.site.pictures.dot_map import Detail, Spot, dot_map
from ascc_ld.site.pictures.land import asia
from ascc_ld.site.pictures.svg import TextAlternative

_DETAILED = 6  # places of one country from which on it is given a map of its own


def participants_on_a_map(asking: Asking, say: OverviewWording, links: OverviewLinks) -> Overview:
    """Return the map of the participants; those without a point are named below it."""
    query = "participants-with-their-points"
    rows = asking.rows(query)
    names = asking.names(row[key] for row in rows for key in ("organisation", "country", "place"))
    maps = _maps(rows, names, say, links)
    return Overview(
        key="map",
        title=say("map", "title"),
        summary=say("map", "summary"),
        pictures=maps,
        notes=(
            *_off_the_map(rows, names, say, links),
            Note(say("map", "made" if maps else "none")),
        ),
        columns=say.columns(
            "position", "organisation", "country", "place", "latitude", "longitude"
        ),
        table=tuple(_map_row(row, names, links) for row in rows),
        query=asking.query(query).name,
    )


def participants_by_country(asking: Asking, say: OverviewWording, links: OverviewLinks) -> Overview:
    """Return how many participants each country has."""
    return _counts(asking, say, links, "countries", "country", "countries-of-the-participants")


def participants_by_type(asking: Asking, say: OverviewWording, links: OverviewLinks) -> Overview:
    """Return how many participants are of each type."""
    return _counts(asking, say, links, "types", "type", "types-of-the-participants")


def _counts(  # noqa: PLR0913, PLR0917 - what is counted, and by what
    asking: Asking, say: OverviewWording, links: OverviewLinks, key: str, column: str, query: str
) -> Overview:
    """Return the counts, the largest first, equal ones sorted by name."""
    rows = asking.rows(query)
    names = asking.names(row[column] for row in rows)
    shown = [Bar(names[r[column]], r["participants"], links.page(r[column])) for r in rows]
    shown.sort(key=lambda bar: (-bar.count, collation_key(bar.name.text)))
    told = say.listed(*(f"{bar.name.text} {bar.count}" for bar in shown))
    alternative = TextAlternative(f"picture-{key}", say(key, "title"), say(key, "alt", counts=told))
    return Overview(
        key=key,
        title=say(key, "title"),
        summary=say(key, "summary"),
        pictures=(bars(alternative, shown),) if shown else (),
        notes=empty(shown, say),
        columns=say.columns(column, "participants"),
        table=tuple(
            (Cell.of(bar.name, bar.href), Cell(str(bar.count), number=True)) for bar in shown
        ),
        query=asking.query(query).name,
    )


def _maps(
    rows: Sequence[Row], names: Names, say: OverviewWording, links: OverviewLinks
) -> tuple[str, ...]:
    """Return the map and, where one country has many places, that of the country.

    There is none where no place has its coordinates.
    """
    placed = [row for row in rows if row["latitude"] is not None]
    if not placed:
        return ()
    countries = Counter(row["country"] for row in placed)
    country, most = countries.most_common(1)[0]
    alone = most >= _DETAILED and len(countries) > 1
    told = say(
        "map",
        "alt",
        placed=len(placed),
        participants=len(rows),
        counts=say.listed(*(f"{names[iri].text} {n}" for iri, n in countries.most_common())),
    )
    whole = TextAlternative("picture-map", say("map", "title"), told)
    if not alone:
        return (dot_map(whole, _spots(placed, names, links), asia()),)
    inside = _spots([row for row in placed if row["country"] == country], names, links)
    others = _spots([row for row in placed if row["country"] != country], names, links)
    name = names[country]
    title = say("map", "detail", country=name.text)
    listed = say.listed(*(spot.name for spot in inside))
    close = TextAlternative("picture-map-detail", title, say("map", "detail_alt", places=listed))
    detail = Detail(inside, name, title, f"#{close.id}")
    return dot_map(whole, others, asia(), detail), dot_map(close, inside, asia(), is_detail=True)


def _spots(rows: Sequence[Row], names: Names, links: OverviewLinks) -> list[Spot]:
    """Return one spot a place; one body leads to its page, several to the page of the place."""
    by_place = sorted(rows, key=lambda row: (row["place"], row["position"]))
    spots = []
    for place, group in groupby(by_place, key=lambda row: str(row["place"])):
        bodies = list(group)
        spots.append(
            Spot(
                longitude=float(bodies[0]["longitude"]),
                latitude=float(bodies[0]["latitude"]),
                label=names[place],
                name=f"{names[place].text}: "
                + ", ".join(names[row["organisation"]].text for row in bodies),
                href=links.page(bodies[0]["organisation"] if len(bodies) == 1 else place),
                count=len(bodies),
            )
        )
    return sorted(spots, key=lambda spot: (-spot.count, -spot.latitude, spot.longitude))


def _off_the_map(
    rows: Sequence[Row], names: Names, say: OverviewWording, links: OverviewLinks
) -> list[Note]:
    """Return the participants without a point, by reason: no place, or an uncertain one."""
    reasons = {
        "no_place": [row for row in rows if row["place"] is None],
        "no_point": [row for row in rows if row["place"] and row["latitude"] is None],
    }
    return [
        Note(
            say("map", reason),
            tuple(
                Cell.of(names[row["organisation"]], links.page(row["organisation"]))
                for row in without
            ),
        )
        for reason, without in reasons.items()
        if without
    ]


def _map_row(row: Row, names: Names, links: OverviewLinks) -> tuple[Cell, ...]:
    def thing(iri: str | None) -> Cell:
        return Cell.of(names[iri], links.page(iri)) if iri else Cell("")

    def number(value: object) -> Cell:
        return Cell("" if value is None else str(value), number=True)

    return (
        number(row["position"]),
        *(thing(row[key]) for key in ("organisation", "country", "place")),
        *(number(row[key]) for key in ("latitude", "longitude")),
    )
