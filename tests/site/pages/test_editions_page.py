"""The list of editions says of each what its text says, in both languages."""

from __future__ import annotations

import pyoxigraph as ox

from two_editions_site import page, site, text


def rows(name: str) -> list[list[str]]:
    return [[text(cell) for cell in row] for row in page(name).xpath("//tbody/tr")]


def test_the_newest_is_first_and_each_has_its_counts() -> None:
    assert rows("editions.html") == [
        [
            "2025",
            "Exampleville Declaration (invented for tests)",
            "16 October 2025",
            "14th Asia Smart City Conference (invented for tests)",
            *("15", "9", "13", "3"),
        ],
        [
            "2024",
            "Yokohama Declaration (ASCC 2024)",
            "24 October 2024",
            "13th Asia Smart City Conference (ASCC 2024)",
            *("39", "13", "13", "1"),
        ],
    ]


def test_it_speaks_japanese() -> None:
    heads = [text(head) for head in page("ja/editions.html").iterfind(".//thead//th")]
    assert heads == ["回", "宣言", "日付", "会議", "賛同した組織", "国", "言明", "確約"]
    assert rows("ja/editions.html")[0][2] == "2025年10月16日"


def test_each_row_leads_to_its_declaration_and_conference() -> None:
    assert page("editions.html").xpath("//tbody/tr[2]//a/@href") == [
        "2024/declaration.html",
        "2024/declaration.html",
        "2024/conference.html",
    ]


def test_the_query_behind_it_gives_the_same_of_the_published_data() -> None:
    (query,) = page("editions.html").xpath('//details[@class="query"]//code')
    store = ox.Store()
    store.load(site()["ascc.nq"], format=ox.RdfFormat.N_QUADS)
    found = store.query(query.text_content(), use_default_graph_as_union=True)
    assert isinstance(found, ox.QuerySolutions)
    names = ("edition", "affirmed", "countries", "statements", "commitments")
    asked = [[str(row[name].value) for name in names] for row in found]
    assert asked == [[row[0], *row[4:]] for row in reversed(rows("editions.html"))]
