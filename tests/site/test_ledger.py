"""What is kept of editions comes back: names as they were kept, or each in its place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from ascc_ld.site.anchors import Edition
from ascc_ld.site.ledger import Kept, Ledger
from ascc_ld.site.names_index import Entry
from ascc_ld.site.page_text import Piece
from ascc_ld.site.text_fragments import TextDirectives
from ascc_ld.site.wording import Words

FIRST = ("zebra", "𠮷野", "Ätna", "横浜")
SECOND = ("Ｙokohama", "“attic”", "Zagreb", "atlas")
# By letter, without accents, quotation marks and widths; a character beyond the first 65,536
# comes after all others, which it would not in UTF-16.
IN_PLACE = ("atlas", "Ätna", "“attic”", "Ｙokohama", "Zagreb", "zebra", "横浜", "𠮷野")


def entry(name: str) -> Entry:
    names = (Words(name), Words("別の名前", "ja"))
    return Entry(f"org/{name}.html", "organisation", names)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    found = Ledger(tmp_path / "ledger.sqlite")
    for slug, names in (("2030", FIRST), ("2029", SECOND)):
        iri = ox.NamedNode(f"https://example.org/{slug}")
        text = f"Text of {slug}"
        edition = Edition(f"{slug}/declaration", iri, None, text, iri, "en")
        directives = TextDirectives(text, [(Piece("".join(text.split()), own=True),)])
        entries = {"en": [entry(name) for name in names], "ja": [entry("東京")]}
        found.keep(slug, Kept(edition, {}, (), {}), directives, entries, {})
    yield found
    found.close()


def test_names_come_as_they_were_kept(ledger: Ledger) -> None:
    assert list(ledger.names("en")) == [entry(name) for name in (*FIRST, *SECOND)]


def test_names_come_in_their_places(ledger: Ledger) -> None:
    assert [found.names[0].text for found in ledger.names("en", in_place=True)] == list(IN_PLACE)
    assert list(IN_PLACE) == sorted(IN_PLACE, key=lambda name: entry(name).place)


def test_names_of_one_language_are_none_of_another(ledger: Ledger) -> None:
    assert {found.names[0].text for found in ledger.names("ja")} == {"東京"}
    assert ledger.letters("ja") == {"東"}


def test_letters_are_those_of_the_names(ledger: Ledger) -> None:
    assert ledger.letters("en") == {"A", "Y", "Z", "横", "𠮷"}


def test_the_text_of_an_edition_comes_by_its_slug(ledger: Ledger) -> None:
    assert ledger.edition("2029").text == "Text of 2029"
    with pytest.raises(KeyError, match="2031"):
        ledger.edition("2031")


def test_the_directives_into_the_text_come_by_the_slug(ledger: Ledger) -> None:
    assert ledger.directives("2029").to(8, 12) == ":~:text=2029"
    with pytest.raises(KeyError, match="2031"):
        ledger.directives("2031")
