"""What a reader looks for first: what a sentence does, and in which declarations a body stands."""

from __future__ import annotations

import posixpath

import pytest

from two_editions_site import page, site, text


def first(name: str) -> tuple[str, dict[str, list[str]]]:
    """Return the heading of the first facts of a page, and their values by label."""
    facts = page(name).find('.//section[@class="facts"]')
    values = {
        text(fact.find("dt")): [text(v) for v in fact.xpath("dd/*[1]")]
        for fact in facts.xpath('dl/div[@class="fact"]')
    }
    return text(facts.find("h2")), values


# ---- Statements ----


@pytest.mark.parametrize(
    ("statement", "label", "values"),
    [
        ("4-1", "Who is asked", ["national governments", "development banks"]),
        ("4-1", "By when", ["2030"]),
        ("3-1", "By when", ["2030"]),
        ("3-2", "By when", ["2028"]),
        ("3-2", "How much", ["500 municipal engineers"]),
        ("2-2", "Refers to", ["Yokohama Declaration (ASCC 2024)"]),
        ("2-1", "What it does", ["agree"]),
        ("1-2", "What it does", ["welcome"]),
        ("3-4", "Said by", ["City of Exampleville"]),
    ],
)
def test_a_statement_begins_with_what_it_does(
    statement: str, label: str, values: list[str]
) -> None:
    heading, said = first(f"2025/declaration/statement/{statement}.html")
    assert heading == "What this sentence does"
    assert said[label] == values
    notes = {n.findtext("a"): n for n in page("2025/declaration.html").iterfind(".//aside/ul/li")}
    if label != "What it does":
        rows = {text(row.find("dt")): text(row.find("dd")) for row in notes[statement].iter("div")}
        assert rows[label] == ", ".join(values), "the same in the margin of the text"


def test_the_same_in_japanese() -> None:
    heading, said = first("ja/2025/declaration/statement/4-1.html")
    assert heading == "この文の働き"
    assert {"求められる者", "期限", "述べる者"} <= said.keys()
    assert "数量" in first("ja/2025/declaration/statement/3-2.html")[1]
    margin = {text(dt) for dt in page("ja/2025/declaration.html").iterfind(".//aside//dt")}
    assert {"求められる者", "期限", "数量", "参照"} <= margin


def test_an_earlier_declaration_is_one_click_away() -> None:
    for name in ("2025/declaration.html", "2025/declaration/statement/2-2.html"):
        links = page(name).xpath('//*[contains(., "Refers to") or @class="fact"]//a/@href')
        found = {posixpath.normpath(posixpath.join(posixpath.dirname(name), a)) for a in links}
        assert "2024/declaration.html" in found, name


def test_a_statement_says_nothing_twice() -> None:
    labels = page("2025/declaration/statement/4-1.html").xpath(
        '//section[@class="facts"]//dt/*/@title'
    )
    assert len(labels) == len(set(labels))
    assert "ascc:addressee" in labels


def test_an_expressive_statement_says_that_it_is_one() -> None:
    kinds = text(
        page("2025/declaration/statement/1-2.html").find('.//section[@class="provenance"]')
    )
    assert "expressive statement" in kinds
    colours = {
        note.findtext("a"): note.get("class")
        for note in page("2025/declaration.html").iterfind(".//aside/ul/li")
    }
    assert (colours["1-2"], colours["4-1"]) == ("expressive", "directive")


# ---- Bodies ----


@pytest.mark.parametrize(
    ("body", "stands"),
    [
        ("ph-city-of-baguio", {"2025": ["affirmed it"], "2024": ["affirmed it"]}),
        ("ph-city-of-bogo", {"2024": ["affirmed it"]}),
        ("jica", {"2024": ["named in 1-1 as partner", "named in 2-3 as backing agency"]}),
        ("jp-city-of-yokohama", {"2024": ["proposed it"]}),
        (
            "citynet",
            {
                "2025": ["named in 1-1 as partner", "named in C-3 as witness"],
                "2024": ["named in 1-1 as partner", "named in 2-3 as collaborating network"],
            },
        ),
        (
            "la-city-of-exampleville",
            {"2025": ["affirmed it", "named in 3-4 as host", "proposed it"]},
        ),
    ],
)
def test_a_body_says_in_which_declarations_it_stands(
    body: str, stands: dict[str, list[str]]
) -> None:
    heading, said = first(f"org/{body}.html")
    assert heading == "In which declarations"
    assert said == stands
    assert list(said) == list(stands), "the newest first"


def test_each_leads_to_the_words_of_its_own_text() -> None:
    (facts,) = page("org/ph-city-of-baguio.html").xpath('(//section[@class="facts"])[1]')
    hrefs = [a.get("href") for a in facts.iter("a")]
    assert hrefs[0] == "../2025/declaration.html"
    assert hrefs[1].startswith("../2025/declaration.html#span-1417-1431")
    assert hrefs[2] == "../2024/declaration.html"
    target = hrefs[3].removeprefix("../2024/declaration.html#").partition(":~:")[0]
    assert text(page("2024/declaration.html").get_element_by_id(target)) == "City of Baguio"


def test_the_same_of_bodies_in_japanese() -> None:
    heading, said = first("ja/org/jica.html")
    assert heading == "どの宣言にあるか"
    assert said[next(iter(said))] == ["1-1で言及（パートナー）", "2-3で言及（支援機関）"]


def test_a_body_that_only_is_a_parent_stands_in_no_declaration() -> None:
    assert "sg-ministry-of-national-development.html" in {n.rpartition("/")[2] for n in site()}
    heading, _ = first("org/sg-ministry-of-national-development.html")
    assert heading != "In which declarations"
