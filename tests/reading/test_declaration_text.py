"""The layout of a text: headings, sentences and list lines, found by the program.

Offsets in these tests are counted by hand in the text that stands beside them.
"""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascc_ld.reading.declaration_text import (
    DeclarationText,
    Passage,
    decode,
    lay_out,
    selector_context,
)
from ascc_ld.reading.passage import ENUMERATOR
from looped import looped

SMALL = """Small Declaration

We met. We ate.

1. Work

We commit. We strive.

2. Rest

We sleep.

The end.

List

(Nepal)

Tilottama
Butwal

(Viet Nam)

Hue
"""
DECLARATION = Path(__file__).parents[2] / "data" / "2024" / "declaration.txt"


def laid_out(text: str) -> DeclarationText:
    return lay_out(text, text.encode())


def sentences(text: str) -> list[str]:
    return [sentence.text for sentence in laid_out(text).sentences]


@pytest.fixture(scope="module")
def declaration() -> DeclarationText:
    content = DECLARATION.read_bytes()
    return lay_out(content.decode("utf-8"), content)


# ---- A small text, whole ----


def test_lines_above_the_first_sentence_are_front_matter() -> None:
    assert laid_out(SMALL).front_matter == (Passage(0, 17, "Small Declaration"),)


def test_every_sentence_is_found_with_its_code_points() -> None:
    assert laid_out(SMALL).sentences == (
        Passage(19, 26, "We met."),
        Passage(27, 34, "We ate."),
        Passage(45, 55, "We commit."),
        Passage(56, 66, "We strive."),
        Passage(77, 86, "We sleep."),
        Passage(88, 96, "The end."),
    )


def test_numbered_lines_head_sections_up_to_the_next_heading() -> None:
    first, second = laid_out(SMALL).headings
    assert first.passage == Passage(36, 43, "1. Work")
    assert (first.number, first.title, first.body_end) == (1, "Work", 66)
    assert second.passage == Passage(68, 75, "2. Rest")
    assert (second.number, second.title, second.body_end) == (2, "Rest", 86)


@pytest.mark.parametrize(
    ("start", "end", "sections"),
    [
        (19, 26, {None}),  # before the first heading
        (56, 66, {1}),
        (77, 86, {2}),
        (88, 96, {2, None}),  # after the last section's first paragraph: only a reader can tell
    ],
)
def test_a_passage_stands_in_the_section_above_it(
    start: int, end: int, sections: set[int | None]
) -> None:
    passage = Passage(start, end, SMALL[start:end])
    assert laid_out(SMALL).possible_sections(passage) == sections


def test_list_lines_stand_under_the_last_heading_in_brackets() -> None:
    source = laid_out(SMALL)
    assert source.list_title == Passage(98, 102, "List")
    assert [(e.position, e.heading, e.passage) for e in source.entries] == [
        (1, "Nepal", Passage(113, 122, "Tilottama")),
        (2, "Nepal", Passage(123, 129, "Butwal")),
        (3, "Viet Nam", Passage(143, 146, "Hue")),
    ]


@looped(("offset", "line"), [(0, 1), (17, 1), (18, 2), (19, 3), (146, 24)])
def test_lines_are_numbered_from_one(offset: int, line: int) -> None:
    assert laid_out(SMALL).line_number(offset) == line


def test_the_size_and_checksum_are_those_of_the_bytes() -> None:
    source = lay_out("é", "é".encode())
    assert source.byte_count == 2
    # printf 'é' | sha256sum
    assert source.sha256 == "4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c"


# ---- Where a sentence ends ----


@looped(
    ("paragraph", "expected"),
    [
        ("We met. We ate.", ["We met.", "We ate."]),
        ("We met.  We ate.", ["We met.", "We ate."]),
        ("We met.\u00a0We ate.", ["We met.", "We ate."]),
        ("We met! We ate? We slept.", ["We met!", "We ate?", "We slept."]),
        ('They said "Go." We went.', ['They said "Go."', "We went."]),
        ("They said “Go.” We went.", ["They said “Go.”", "We went."]),
        ('The theme is "*A Future.*" We met.', ['The theme is "*A Future.*"', "We met."]),
        ('The theme is "*A Future.*"', ['The theme is "*A Future.*"']),
        ('We met. "Go," they said.', ["We met.", '"Go," they said.']),
        ("We met (in Hue.) We ate.", ["We met (in Hue.)", "We ate."]),
        ("We agree; Empowering; and Designing.", ["We agree; Empowering; and Designing."]),
        ("We agree, namely: Empowering.", ["We agree, namely: Empowering."]),
        ("We met at 3.15 p.m. in Hue.", ["We met at 3.15 p.m. in Hue."]),
        ("We met. 39 cities came.", ["We met. 39 cities came."]),
        ("We met the Agency (JICA). We ate.", ["We met the Agency (JICA).", "We ate."]),
        ("会議。声明。", ["会議。", "声明。"]),
        ("会議。 声明。", ["会議。", "声明。"]),
        ("Été. Être.", ["Été.", "Être."]),
        ("We met. We ate", ["We met. We ate"]),
    ],
)
def test_a_sentence_ends_at_its_full_stop_and_the_marks_that_close_with_it(
    paragraph: str, expected: list[str]
) -> None:
    if paragraph.endswith("We ate"):
        # A paragraph without a full stop at its end is a title line as long as none came before.
        paragraph, expected = f"One.\n{paragraph}", ["One.", "We met.", "We ate"]
    assert sentences(paragraph) == expected


def test_paragraphs_do_not_run_into_each_other() -> None:
    assert sentences("We met.\nAnd so.\n\nWe ate;\nwe slept.") == [
        "We met.",
        "And so.",
        "We ate;",
        "we slept.",
    ]


def test_offsets_count_code_points_beyond_the_basic_plane() -> None:
    # U+1F30F takes two UTF-16 units and four bytes; it is one code point.
    assert laid_out("\U0001f30f Title\nWe met.").sentences == (Passage(8, 15, "We met."),)


def test_blanks_round_a_line_belong_to_nothing() -> None:
    assert laid_out("  We met. \t\n").sentences == (Passage(2, 9, "We met."),)


# ---- Headings, and what is none ----


@pytest.mark.parametrize("line", ["1. Work", "12.  Work", "1.\u00a0Work"])
def test_a_number_a_stop_and_a_title_are_a_heading(line: str) -> None:
    assert [h.passage.text for h in laid_out(f"We met.\n{line}\nWe ate.").headings] == [line]


@looped(
    ("line", "words"),
    [
        ("1. We work.", "We work."),  # a numbered paragraph
        ("(a) work;", "work;"),
        ("• Work.", "Work."),
        ("1.Work", "1.Work"),
        ("A. Work", "A. Work"),
        ("In 1. Work", "In 1. Work"),
        ("1. We commit to:", "We commit to:"),
    ],
)
def test_other_lines_are_no_heading(line: str, words: str) -> None:
    source = laid_out(f"We met.\n{line}\nWe ate.")
    assert source.headings == ()
    assert " ".join(sentence.text for sentence in source.sentences) == f"We met. {words} We ate."


LONG = "We share what we learn with every city of the region."


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["1- Work", "2- Rest"], [(1, "Work"), (2, "Rest")]),
        (["01 Work", "02 Rest"], [(1, "Work"), (2, "Rest")]),
        (["1) Work", "3) Rest"], [(1, "Work"), (3, "Rest")]),
        (["4. Work", "4.1 Rest"], [(1, "Work"), (2, "Rest")]),
        (["I. Work", "IV. Rest"], [(1, "Work"), (4, "Rest")]),
        (["Article 2", "Article 3: Rest"], [(2, "Article 2"), (3, "Rest")]),
        (["Principle 1 – Work", "Principle II"], [(1, "Work"), (2, "Principle II")]),
        (["【1】仕事", "【2】休み"], [(1, "仕事"), (2, "休み")]),
        (["Work", "Rest"], [(1, "Work"), (2, "Rest")]),
    ],
)
def test_headings_in_the_styles_that_declarations_have(
    lines: list[str], found: list[tuple[int, str]]
) -> None:
    text = "\n".join(["We met.", *(f"{line}\n{LONG}" for line in lines)])
    assert [(h.number, h.title) for h in laid_out(text).headings] == found
    assert sentences(text) == ["We met.", *[LONG] * len(lines)]


def test_a_declaration_may_open_with_a_section() -> None:
    source = laid_out("Title\n1. Work\nWe work.")
    assert source.front_matter == (Passage(0, 5, "Title"),)
    assert [heading.title for heading in source.headings] == ["Work"]


def test_a_section_without_a_sentence_has_no_body() -> None:
    source = laid_out("We met.\n1. Work\n2. Rest\nWe rest.")
    assert [(h.number, h.body_end) for h in source.headings] == [(1, 15), (2, 32)]


def test_brackets_in_a_line_are_no_country() -> None:
    source = laid_out("We met the Agency (JICA).\nThe Bank (ADB)\n(JICA) came.")
    assert source.entries == ()
    assert source.list_title is None
    assert [s.text for s in source.sentences] == [
        "We met the Agency (JICA).",
        "The Bank (ADB)",
        "(JICA) came.",
    ]


def test_brackets_round_a_whole_line_are_a_country() -> None:
    source = laid_out("We met.\nList\n (Nepal) \nTilottama (Rupandehi)")
    assert [(e.heading, e.passage.text) for e in source.entries] == [
        ("Nepal", "Tilottama (Rupandehi)")
    ]


def test_a_text_need_not_have_sections_or_a_list() -> None:
    source = laid_out("We met.")
    assert (source.headings, source.list_title, source.entries) == ((), None, ())
    assert source.possible_sections(source.sentences[0]) == {None}


def test_a_text_without_a_sentence_is_front_matter_only() -> None:
    source = laid_out("Title\n\nSubtitle")
    assert source.front_matter == (Passage(0, 5, "Title"), Passage(7, 15, "Subtitle"))
    assert source.sentences == ()


# ---- The declaration of 2024: modelling decided by a reader, counted in the file ----


def test_the_declaration_has_its_size(declaration: DeclarationText) -> None:
    assert (len(declaration.text), declaration.byte_count) == (4030, 4038)


def test_the_declaration_has_four_title_lines(declaration: DeclarationText) -> None:
    assert declaration.front_matter == (
        Passage(2, 11, "ASCC 2024"),
        Passage(12, 32, "Yokohama Declaration"),
        Passage(34, 78, "～Asian Cities Together for a Greener Future～"),
        Passage(80, 96, "October 24, 2024"),
    )


def test_the_declaration_has_nine_sentences(declaration: DeclarationText) -> None:
    assert [(s.start, s.end) for s in declaration.sentences] == [
        (98, 266),
        (331, 824),
        (825, 1383),
        (1441, 1555),
        (1556, 1763),
        (1764, 2131),
        (2185, 2353),
        (2354, 2603),
        (2605, 2754),
    ]


def test_the_declaration_has_three_sections(declaration: DeclarationText) -> None:
    assert [(h.number, h.title) for h in declaration.headings] == [
        (1, "The Pivotal Role of Cities in the Global Climate Challenge"),
        (2, "Strengthening Inter-City Solidarity and Cooperation"),
        (3, "Elevating Asia's Leadership on the Global Stage"),
    ]


def test_the_declaration_lists_39_bodies_of_13_countries(declaration: DeclarationText) -> None:
    counts: dict[str, int] = {}
    for entry in declaration.entries:
        counts[entry.heading] = counts.get(entry.heading, 0) + 1
    assert counts == {
        "Cambodia": 1,
        "India": 2,
        "Indonesia": 5,
        "Malaysia": 1,
        "Nepal": 1,
        "Pakistan": 3,
        "Philippines": 17,
        "Singapore": 1,
        "South Korea": 1,
        "Sri Lanka": 1,
        "Thailand": 1,
        "Uzbekistan": 3,
        "Vietnam": 2,
    }
    assert [entry.position for entry in declaration.entries] == list(range(1, 40))


# ---- Properties ----

paragraphs = st.text(alphabet="aBé .!?。;:,\"'*()[]”\u00a01", min_size=1, max_size=60)
texts = st.text(alphabet="aB .!?。\"')(1é\n\u00a0\u2028\x0b\U0001f30f", max_size=120)


@given(paragraphs)
def test_each_code_point_of_a_paragraph_is_in_one_sentence_or_blank(paragraph: str) -> None:
    text = f"Start.\n{paragraph}"
    found = [s for s in laid_out(text).sentences if s.start >= 7]
    mark = ENUMERATOR.match(paragraph.lstrip())
    words = 7 + len(paragraph) - len(paragraph.lstrip()) + (mark.end() if mark else 0)
    if found:
        for offset, character in enumerate(text[words:], words):
            holders = [s for s in found if s.start <= offset < s.end]
            assert len(holders) == 1 or (not holders and character.isspace())


@given(texts)
def test_nothing_of_a_text_is_lost_or_read_twice(text: str) -> None:
    source = laid_out(text)
    passages = [
        *source.front_matter,
        *(heading.passage for heading in source.headings),
        *source.sentences,
        *(entry.passage for entry in source.entries),
        *([source.list_title] if source.list_title else []),
    ]
    for passage in passages:
        assert text[passage.start : passage.end] == passage.text
    spans = sorted((p.start, p.end) for p in passages)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    held = {offset for start, end in spans for offset in range(start, end)}
    lost = "".join(c for offset, c in enumerate(text) if offset not in held)
    assert all(
        ENUMERATOR.fullmatch(line.strip())
        or (line.strip().startswith("(") and line.strip().endswith(")"))
        for line in lost.split("\n")
        if line.strip()
    )


@given(st.text(max_size=80), st.integers(0, 80), st.integers(0, 80))
def test_the_context_of_a_quote_is_what_stands_around_it(text: str, one: int, two: int) -> None:
    start, end = sorted((min(one, len(text)), min(two, len(text))))
    prefix, suffix = selector_context(text, start, end)
    assert (prefix + text[start:end] + suffix) in text
    assert text[:start].endswith(prefix)
    assert text[end:].startswith(suffix)
    assert len(prefix) == min(32, start)
    assert len(suffix) == min(32, len(text) - end)


# ---- Bytes ----


def test_bytes_that_are_in_order_have_no_fault() -> None:
    assert decode("Hà Tĩnh\n".encode(), "a.txt") == ("Hà Tĩnh\n", [])


@looped(
    ("content", "row", "value", "problem"),
    [
        (b"", None, None, "is empty"),
        (b" \n\n", None, None, "is empty"),
        (b"\xef\xbb\xbf", None, None, "is empty"),
        (b"one\ntw\xf6", 2, "byte 6: 0xf6", "is not UTF-8"),
        ("Title".encode("utf-16"), None, None, "is UTF-16, not UTF-8"),
        (b"\xed\xa0\x80", 1, "byte 0: 0xed", "is not UTF-8"),  # a surrogate
    ],
)
def test_bytes_that_hold_no_text(
    content: bytes, row: int | None, value: str | None, problem: str
) -> None:
    text, faults = decode(content, "a.txt")
    assert text is None
    assert [(f.file, f.row, f.value, f.problem) for f in faults] == [("a.txt", row, value, problem)]


@looped(
    ("content", "text", "row", "value"),
    [
        (b"\xef\xbb\xbfa", "a", 1, "U+FEFF"),
        (b"a\nb\r\nc", "a\nb\nc", 2, "\\r"),
        (b"a\rb", "a\nb", 1, "\\r"),
        ("a\nHa\u0300 Ti\u0303nh\n".encode(), "a\nHà Tĩnh\n", 2, "Ha\u0300 Ti\u0303nh"),
        ("a\u2028b\nHa\u0300\n".encode(), "a\u2028b\nHà\n", 2, "Ha\u0300"),
    ],
)
def test_text_that_was_saved_otherwise_is_told_and_mended_for_matching(
    content: bytes, text: str, row: int, value: str
) -> None:
    found, faults = decode(content, "a.txt")
    assert found == text
    assert [(f.row, f.value) for f in faults] == [(row, value)]


def test_all_that_is_wrong_with_the_bytes_is_told() -> None:
    text, faults = decode("\ufeffHa\u0300\r\n".encode(), "a.txt")
    assert text == "Hà\n"
    assert [f.value for f in faults] == ["U+FEFF", "\\r", "Ha\u0300"]


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_decoding_loses_no_character(text: str) -> None:
    found, faults = decode(text.encode(), "a.txt")
    bare = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    normal = unicodedata.normalize("NFC", bare)
    if found is None:
        assert not text.removeprefix("\ufeff").strip()
    else:
        assert found == normal
        assert bool(faults) == (found != text)


def test_full_stops_without_a_blank_end_sentences_only_where_a_paragraph_has_no_others() -> None:
    sentence = f"the governments of {'many ' * 60}countries agree on w3id.org/x today."
    whole = sentence * 6
    assert [s.text for s in lay_out(whole, whole.encode()).sentences] == [sentence] * 6
    assert [s.text for s in lay_out(sentence * 2, b"").sentences] == [sentence * 2]
