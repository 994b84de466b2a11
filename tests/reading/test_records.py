"""Records: a dataclass declares the columns of its table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from ascc_ld.reading.cells import Integer, Several, Slug, integer, listed, slug
from ascc_ld.reading.records import NOT_READ, Record, columns


@dataclass(frozen=True, kw_only=True)
class Fruit(Record):
    slug: Slug
    type: Annotated[str, "class"]
    weight: Integer | None = None
    colours: Several = ()
    position: Annotated[int, NOT_READ]


def test_fields_are_columns_in_their_order() -> None:
    assert [(c.field, c.name) for c in columns(Fruit)] == [
        ("slug", "slug"),
        ("type", "class"),
        ("weight", "weight"),
        ("colours", "colours"),
    ]


def test_a_field_with_a_default_may_be_empty() -> None:
    assert [(c.required, c.empty) for c in columns(Fruit)] == [
        (True, ""),
        (True, ""),
        (False, None),
        (False, ()),
    ]


def test_an_annotation_says_how_a_cell_reads() -> None:
    assert [c.reads for c in columns(Fruit)] == [slug, str, integer, listed]
    assert [c.type for c in columns(Fruit)] == [str, str, int, tuple[str, ...]]
