"""A mark stands in the row and the column that it is for."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from ascc_ld.site.pictures.matrix import Head, Matrix, MatrixMark, matrix
from ascc_ld.site.pictures.svg import WIDTHS, Label
from drawn import ALTERNATIVE, HOSTILE, SVG, faults, links, number, of_class, read

ROWS = (Head(Label("Bank"), "bank.html"), Head(Label("Network"), "network.html"))
COLUMNS = tuple(Head(Label(name), f"text.html#{name}") for name in ("1-1", "1-2", "2-1"))
MARKS = (
    MatrixMark(0, 0, 0, "Bank, in 1-1: partner", "#a"),
    MatrixMark(1, 2, 1, "Network, in 2-1: backer", "#b"),
    MatrixMark(1, 2, 0, "Network, in 2-1: partner", "#c"),
)
KINDS = (Label("partner"), Label("backer"))


def drawn(
    marks: tuple[MatrixMark, ...] = MARKS,
    kinds: tuple[Label, ...] = KINDS,
    size: str = "wide",
) -> ET.Element:
    return read(matrix(ALTERNATIVE, Matrix(ROWS, COLUMNS, marks, kinds), size))


def place(link: ET.Element) -> tuple[float, float]:
    """Return the middle of what can be pointed at."""
    (area,) = of_class(link, "target")
    return (
        number(area, "x") + number(area, "width") / 2,
        number(area, "y") + number(area, "height") / 2,
    )


def test_marks_stand_below_their_column_and_beside_their_row() -> None:
    found = links(drawn())
    x, y = place(found["Bank, in 1-1: partner"])
    assert (x, y) == (place(found["1-1"])[0], place(found["Bank"])[1])
    x, y = place(found["Network, in 2-1: backer"])
    assert abs(x - place(found["2-1"])[0]) < 30
    assert y == place(found["Network"])[1]


def test_marks_of_one_cell_stand_side_by_side() -> None:
    found = links(drawn())
    apart = place(found["Network, in 2-1: partner"])[0] - place(found["Network, in 2-1: backer"])[0]
    assert apart > 12  # the width of a mark


def test_heads_and_marks_lead_where_they_say() -> None:
    targets = {name: a.get("href") for name, a in links(drawn()).items()}
    heads = {head.name.text: head.href for head in (*ROWS, *COLUMNS)}
    assert targets == {**heads, **{mark.name: mark.href for mark in MARKS}}


def test_kinds_differ_in_shape_and_not_in_colour_alone() -> None:
    found = links(drawn())
    shapes = {
        kind: {of_class(found[m.name], "mark")[0].get("d") for m in MARKS if m.kind == kind}
        for kind in (0, 1)
    }
    assert all(len(shape) == 1 for shape in shapes.values())
    assert shapes[0] != shapes[1]


def test_more_kinds_than_shapes_come_again_paler() -> None:
    many = tuple(MatrixMark(0, 0, kind, f"{kind}", "#x") for kind in range(12))
    root = read(matrix(ALTERNATIVE, Matrix(ROWS, COLUMNS, many), "wide"))
    looks = {(mark.get("class"), mark.get("d")) for mark in of_class(root, "mark")}
    assert len(looks) == 12


def test_the_legend_explains_each_kind() -> None:
    assert [part.text for part in of_class(drawn(), "quiet")] == ["partner", "backer"]


def test_one_kind_needs_no_legend() -> None:
    root = drawn((MatrixMark(0, 1, None, "Bank: 1-2", "#x"),), ())
    assert of_class(root, "quiet") == []
    assert [mark.get("class") for mark in of_class(root, "mark")] == ["mark"]


def test_it_is_read_row_by_row() -> None:
    names = list(links(drawn()))
    assert names.index("Bank, in 1-1: partner") < names.index("Network")


def test_what_can_be_pointed_at_is_large_enough() -> None:
    # WCAG 2.2, success criterion 2.5.8: 24 by 24 CSS pixels
    for size in WIDTHS:
        for name, a in links(drawn(MARKS[:1], size=size)).items():
            (area,) = of_class(a, "target")
            assert min(number(area, "width"), number(area, "height")) >= 24, f"{size}: {name}"


def test_a_wide_one_is_scrolled_and_not_shrunk() -> None:
    columns = tuple(Head(Label(f"1-{number}"), f"#{number}") for number in range(60))
    root = read(matrix(ALTERNATIVE, Matrix(ROWS, columns, MARKS), "wide"))
    assert root.get("class") == "picture scrolled"
    assert drawn().get("class") == "picture"


def test_on_a_phone_each_row_names_the_columns_of_its_marks() -> None:
    root = drawn(size="narrow")
    assert number(root, "width") == WIDTHS["narrow"]
    found = links(root)
    assert set(found) == {row.name.text for row in ROWS} | {mark.name for mark in MARKS}
    for mark in MARKS:
        a = found[mark.name]
        assert [part.text for part in of_class(a, "label")] == [COLUMNS[mark.column].name.text]
        assert place(a)[1] == pytest.approx(place(found[ROWS[mark.row].name.text])[1])


def test_many_marks_of_a_row_stand_in_lines_on_a_phone() -> None:
    columns = tuple(Head(Label(f"1-{number}"), f"#{number}") for number in range(20))
    marks = tuple(MatrixMark(0, number, None, f"{number}", f"#{number}") for number in range(20))
    root = read(matrix(ALTERNATIVE, Matrix(ROWS, columns, marks), "narrow"))
    found = links(root)
    places = [place(found[f"{number}"]) for number in range(20)]
    assert len(set(places)) == 20
    assert all(0 < x < WIDTHS["narrow"] for x, _ in places)
    assert place(found["Network"])[1] > max(y for _, y in places)


def test_a_mark_and_the_head_of_its_column_say_where_their_sentence_stands() -> None:
    columns = tuple(Head(head.name, head.href, f"sentence-{head.name.text}") for head in COLUMNS)
    for size in WIDTHS:
        found = links(read(matrix(ALTERNATIVE, Matrix(ROWS, columns, MARKS), size)))
        about = found["Network, in 2-1: backer"].get("aria-describedby")
        assert about == "sentence-2-1", size


def test_hostile_names_are_escaped() -> None:
    evil = Head(Label(HOSTILE), "x.html")
    mark = MatrixMark(0, 0, 0, f"{HOSTILE}!", "#x")
    root = read(matrix(ALTERNATIVE, Matrix((evil,), COLUMNS, (mark,), (Label(HOSTILE),)), "wide"))
    assert list(faults(root)) == []
    assert list(root.iter(f"{SVG}script")) == []
    assert not re.search("[\x00\x1b]", ET.tostring(root, encoding="unicode"))


def test_all_stays_inside_and_off_the_names() -> None:
    for size in WIDTHS:
        root = drawn(size=size)
        for area in of_class(root, "target"):
            assert number(area, "x") >= 0
            assert number(area, "x") + number(area, "width") <= number(root, "width") + 0.02
            assert number(area, "y") + number(area, "height") <= number(root, "height")
    root = drawn()
    names = [of_class(links(root)[row.name.text], "target")[0] for row in ROWS]
    right = max(number(area, "x") + number(area, "width") for area in names)
    assert all(place(links(root)[column.name.text])[0] - 20 > right for column in COLUMNS)
