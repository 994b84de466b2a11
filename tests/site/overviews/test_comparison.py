"""An edition compared with the one before it, held against the lists and texts of the two."""

from __future__ import annotations

import csv
import io
from collections import Counter

from two_editions_site import page, site, text

COMPARED = "2025/overview/compared.html"
BOTH = {
    "Cambodia": ["Phnom Penh City"],
    "Indonesia": ["Balikpapan City"],
    "Philippines": ["City of Baguio", "City of Cebu"],
    "South Korea": ["Seoul Metropolitan Government"],
    "Thailand": ["Bangkok Metropolitan Administration"],
}
NEW = {
    "Laos": ["City of Exampleville", "Heat Office", "Ministry of Shade", "Specimen Province"],
    "Mongolia": ["City of Sampleton", "Placeholder Agency"],
    "Nepal": ["Trial Municipality"],
    "Philippines": ["City of Fixture"],
    "Vietnam": ["City of Stubville"],
}


def bodies(key: str) -> dict[str, list[str]]:
    (section,) = page(COMPARED).xpath(f'//section[@id="{key}"]')
    return {
        text(group.find("dt")): [text(body) for body in group.findall("dd")]
        for group in section.findall("dl/div")
    }


def test_who_affirmed_both_who_is_new_and_who_is_gone() -> None:
    assert bodies("both") == BOTH
    assert bodies("new") == NEW
    gone = bodies("gone")
    assert sum(map(len, gone.values())) == 39 - 6
    assert gone["Pakistan"] == [
        "Government of Punjab",
        "Punjab Affordable Housing Program",
        "Punjab Municipal Development Fund Company",
    ]
    assert len(gone["Philippines"]) == 17 - 2
    assert not {"Cambodia", "South Korea", "Thailand", "Laos"} & gone.keys()
    assert list(gone) == sorted(gone)


def test_each_body_and_each_country_leads_to_its_page() -> None:
    hrefs = {text(a): a.get("href") for a in page(COMPARED).xpath('//div[@class="compared"]//a')}
    assert hrefs["City of Baguio"] == "../../org/ph-city-of-baguio.html"
    assert hrefs["Laos"] == "../../country/LA.html"


def test_a_sentence_says_it_in_figures() -> None:
    def lead(name: str) -> str:
        return text(page(name).find('.//p[@class="lead"]'))

    assert lead(COMPARED) == (
        "15 bodies affirmed in 2025: 6 had done so in 2024, 9 had not. "
        "Of those of 2024, 33 did not affirm again."
    )
    assert lead(f"ja/{COMPARED}") == (
        "2025年に賛同した15の組織のうち、6は2024年にも賛同し、9は新たに加わりました。"
        "2024年の33は2025年にはありません。"
    )


def test_who_affirmed_either_is_a_file_too() -> None:
    rows = list(csv.DictReader(io.StringIO(site()["2025/overview/compared.csv"].decode())))
    assert Counter(row["edition"] for row in rows) == {"2024": 39, "2025": 15}
    names = {row["organisation_label"] for row in rows if row["edition"] == "2025"}
    assert names == {body for group in (BOTH, NEW) for found in group.values() for body in found}
    (link,) = (a for a in page(COMPARED).xpath("//a[@download]"))
    assert link.get("href") == "compared.csv"


def forces(name: str = COMPARED) -> dict[str, list[str]]:
    rows = page(name).xpath('//table[@class="forces"]/tbody/tr[td]')
    return {text(row.find("th")): [text(cell) for cell in row.findall("td")] for row in rows}


def test_forces_stand_side_by_side_with_their_statements() -> None:
    assert forces() == {
        "tells": ["2 P-1 1-1", "2 P-1 1-1"],
        "agrees": ["4 1-2 1-2a 1-2b 1-2c", "1 2-1"],
        "recognises": ["3 2-1 2-2 3-1", "–"],
        "reaffirms": ["–", "1 2-2"],
        "welcomes": ["–", "1 1-2"],
        "strives": ["1 2-3", "1 3-3"],
        "commits": ["1 3-2", "2 3-1 3-2"],
        "pledges": ["–", "1 3-4"],
        "calls on": ["–", "1 4-1"],
        "proposes": ["1 C-1", "1 C-1"],
        "affirms": ["1 C-2", "1 C-2"],
        "witnesses": ["–", "1 C-3"],
    }


def test_a_statement_leads_to_its_sentence_in_its_own_text() -> None:
    cells = page(COMPARED).xpath('//table[@class="forces"]//tr[th/a="strives"]/td')
    then, now = (cell.find("a").get("href") for cell in cells)
    assert then.startswith("../../2024/declaration.html#span-1764-2131")
    assert now.startswith("../declaration.html#span-706-769")


def test_each_number_has_its_sentence_on_the_page() -> None:
    """What only a mouse can call up, a keyboard or a finger cannot."""
    tree = page(COMPARED)
    numbers = tree.xpath('//table[@class="forces"]//td/a')
    assert len(numbers) == 26
    assert [a for a in numbers if a.get("title")] == []
    told = {a.get("aria-describedby"): text(a) for a in numbers}
    assert len(told) == 26
    for anchor, number in told.items():
        said = tree.get_element_by_id(anchor)
        assert text(said.find("dt")) == number
        assert len(text(said.find("dd/q"))) > 10, number
    planted = tree.get_element_by_id("sentence-2025-3-1")
    assert (
        text(planted.find("dd"))
        == "We commit to planting shade trees along every school road by 2030."
    )


def test_the_oldest_edition_is_compared_with_none() -> None:
    tabs = page("2024/overview/map.html").xpath('//nav[@class="views"]//a')
    assert [text(tab) for tab in tabs][-1] == "Participants by type"
    assert text(page("2025/overview/map.html").xpath('//nav[@class="views"]//a')[-1]) == (
        "Compared with 2024"
    )
