"""A directive finds its words first in the whole page, by the steps of the specification.

https://wicg.github.io/scroll-to-text-fragment/#finding-ranges-in-a-document: the first match in the
order of the document counts, without regard to case, from one end of a word to another; a prefix
and a suffix stand right before and after it, in the same block or the next; no part of a directive
reaches over the end of a block.
"""

from __future__ import annotations

from urllib.parse import unquote

import pytest

from ascc_ld.site.parts.page_text import Piece, page_text
from ascc_ld.site.parts.text_fragments import TextDirectives, is_word_boundary
from looped import looped

TEXT = """With CITYNET and JICA.

First heading

Cities meet. With CITYNET we meet again.

Last heading

Cities commit to it, in the midst of cities, as those in it do."""


def page(text: str = TEXT, header: str = "", notes: tuple[str, ...] = ()) -> str:
    """Return a page with the lines of ``text``, after each its note, if there is one."""
    lines = [line for line in text.split("\n") if line]
    asides = [f"<aside>{note}</aside>" for note in notes] + [""] * len(lines)
    shown = "".join(f"<p>{line}</p>{aside}" for line, aside in zip(lines, asides, strict=False))
    return f"<head><title>It</title></head><body>{header}<article>{shown}</article>it</body>"


def directive(words: str, *pages: str, text: str = TEXT, nth: int = 1) -> str:
    """Return the directive to the ``nth`` occurrence of ``words``, readable."""
    start = -1
    for _ in range(nth):
        start = text.index(words, start + 1)
    shown = [page_text(html) for html in pages or [page(text)]]
    return unquote(
        TextDirectives(text, shown).to(start, start + len(words)).removeprefix(":~:text=")
    )


class TestWords:
    def test_that_stand_nowhere_else_are_given_alone(self) -> None:
        assert directive("JICA") == "JICA"

    def test_that_stand_earlier_too_have_those_before_them(self) -> None:
        assert directive("CITYNET", nth=2) == "Cities meet. With-,CITYNET"

    def test_have_as_many_before_them_as_tell_them_from_every_earlier_place(self) -> None:
        text = "By A, with the B and the C. In D, with the B and the C."
        assert directive("C", text=text, nth=2) == "D, with the B and the-,C"

    def test_have_those_of_the_block_before_where_none_stand_before_them_in_theirs(self) -> None:
        # A prefix of the paragraph's own does not exist, and the heading tells it from the other.
        assert directive("Cities", nth=2) == "Last heading-,Cities"

    def test_have_those_behind_them_where_those_before_them_do_not_tell(self) -> None:
        text = "So we meet now, and so we meet then"
        shown = page(text, header="So we meet now, and so we meet")
        assert directive("we meet", shown, text=text, nth=2) == "we meet,-then"

    def test_have_no_prefix_across_a_note(self) -> None:
        """What stands right before them in the page is the note, in the language of the page."""
        text = "One thing.\n\nIt is said."
        shown = page(text, header="It is", notes=("A note",))
        assert directive("It is", shown, text=text) == "It is,-said."

    @pytest.mark.parametrize("place", ["header", "note"])
    def test_count_wherever_they_stand_in_the_page(self, place: str) -> None:
        shown = page(header="jica" if place == "header" else "")
        assert directive("JICA", shown) == (
            "With CITYNET and-,JICA" if place == "header" else "JICA"
        )
        noted = page(notes=("we meet again",) if place == "note" else ())
        assert directive("we meet again", noted) == (
            "meet. With CITYNET-,we meet again" if place == "note" else "we meet again"
        )

    @pytest.mark.parametrize("earlier", ["CityNet", "CITY NET", "xCITYNETs", "CÍTYNET"])
    def test_count_in_whatever_form_a_browser_may_find_them(self, earlier: str) -> None:
        assert directive("CITYNET", page(header=earlier)) == "With-,CITYNET"

    def test_must_be_first_in_the_page_of_every_language(self) -> None:
        assert directive("JICA", page(), page(header="JICA")) == "With CITYNET and-,JICA"

    def test_behind_the_text_do_not_count(self) -> None:
        assert directive("in the midst", page() + "<p>in the midst</p>") == "in the midst"

    def test_within_a_word_have_no_directive(self) -> None:
        assert directive("omm") == ""
        assert directive("Cit") == ""

    def test_that_nothing_tells_from_others_have_no_directive(self) -> None:
        assert directive("To it", page("To it", header="To it"), text="To it") == ""


class TestALongText:
    WORDS = "one two three four five six seven eight nine ten"

    def test_is_given_by_its_first_words_and_its_last(self) -> None:
        assert directive(self.WORDS, text=self.WORDS) == "one two three four,seven eight nine ten"

    def test_has_more_words_where_four_stand_earlier(self) -> None:
        shown = page(self.WORDS, header="One two three four, and one two three four five")
        assert directive(self.WORDS, shown, text=self.WORDS) == (
            "one two three four five six,seven eight nine ten"
        )

    def test_ends_at_the_first_place_of_its_last_words(self) -> None:
        text = "a b c d e to the very end and on f to the very end"
        assert directive(text, text=text) == "a b c d,f to the very end"

    def test_of_several_blocks_has_words_of_the_first_and_of_the_last(self) -> None:
        words = TEXT[TEXT.index("Last") :]
        assert directive(words) == "Last heading,those in it do."

    def test_of_several_blocks_has_what_stands_between_them_in_the_page(self) -> None:
        words = TEXT[TEXT.index("First") :]
        shown = page(notes=("", "", "As those in it do."))
        assert directive(words, shown) == "First heading,cities, as those in it do."


@looped(
    ("text", "offsets"),
    [
        ("fostered", [0, 8]),
        ("cities—being", [0, 6, 7, 12]),
        ("Asia's", [0, 6]),
        ("in-depth", [0, 2, 3, 8]),
        ("it, so.", [0, 2, 3, 4, 6, 7]),
        ("宣言", [0, 2]),
        ("e\u0301a", [0, 3]),
    ],
)
def test_a_word_is_bounded_by_what_is_of_no_word(text: str, offsets: list[int]) -> None:
    """As UAX #29 has it, but that words without spaces between them are one."""
    assert [n for n in range(len(text) + 1) if is_word_boundary(text, n)] == offsets


def test_a_page_without_the_text_has_no_directives() -> None:
    with pytest.raises(ValueError, match="does not show"):
        TextDirectives("Some words", [page_text(page("Other words"))])


def test_the_text_of_a_page_is_told_from_what_stands_beside_it() -> None:
    html = page("One &amp; all.\n\nTwo.", header="<p>Skip\n it</p>", notes=("A <q>note</q>",))
    assert page_text(html) == (
        Piece("Skipit", own=False),
        Piece("One&all.", own=True),
        Piece("Anote", own=False),
        Piece("Two.", own=True),
    )
