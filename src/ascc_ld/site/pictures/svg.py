"""Elements of SVG, and the frame that makes a picture of them with its text alternative.

Trees are of the standard library's ElementTree, which escapes what it writes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree import ElementTree as ET

Element = ET.Element
Attributes = Mapping[str, str | float | None]

WIDTHS = {"narrow": 360.0, "wide": 1120.0}
"""The widths in which each picture is drawn: one for phones, one for screens and for files.

A page has both and shows the one that fits.  A picture may take less of the width.
"""

_NAMESPACE = "http://www.w3.org/2000/svg"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# What XML 1.0 has no character for (https://www.w3.org/TR/xml/#charsets).
_NO_CHARACTERS = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


@dataclass(frozen=True)
class Label:
    """A text, with its language tag where it is not in the language of the page."""

    text: str
    language: str | None = None


@dataclass(frozen=True)
class TextAlternative:
    """The text alternative of a picture: a title and a description.

    ``id`` is unique in the page; the ids inside the picture begin with it.
    """

    id: str
    title: str
    description: str


def element(
    tag: str,
    attributes: Attributes | None = None,
    *children: Element | str,
) -> Element:
    """Return an element; an attribute that is ``None`` is left out, a text child comes first.

    >>> ET.tostring(element("text", {"x": 2.5, "y": 1.0, "class": None}, "A & B"))
    b'<text x="2.5" y="1">A &amp; B</text>'
    """
    made = ET.Element(tag)
    for name, value in (attributes or {}).items():
        if value is not None:
            made.set(name, _character_data(value) if isinstance(value, str) else _number(value))
    for child in children:
        if isinstance(child, str):
            made.text = _character_data(child)
        else:
            made.append(child)
    return made


def text(
    label: Label,
    attributes: Attributes,
    lines: tuple[str, ...] = (),
    leading: float = 0,
) -> Element:
    """Return ``label`` as text; broken into ``lines`` if given, ``leading`` user units apart.

    ``x`` and ``y`` of the ``attributes`` place the first line.
    """
    named = {**attributes, _LANGUAGE: label.language}
    x, y = named.pop("x", 0.0), named.pop("y", 0.0)
    if len(lines) < 2:  # noqa: PLR2004 - one line needs no group
        return element("text", {"x": x, "y": y, **named}, label.text)
    first = float(y or 0)
    texts = (
        element("text", {"x": x, "y": first + number * leading}, line)
        for number, line in enumerate(lines)
    )
    return _spaced(element("g", named, *texts))


def link(href: str, name: str, *children: Element, about: str | None = None) -> Element:
    """Return a link called ``name``, which is its tooltip too.

    ``about`` is the id of what the page says of it elsewhere, such as a sentence.
    """
    title = element("title", None, name)
    named = {"href": href, "aria-label": name, "aria-describedby": about}
    return _spaced(element("a", named, title, *children))


def _spaced(parent: Element) -> Element:
    """Put blanks between children, which are not drawn and keep words apart for screen readers."""
    for child in parent:
        child.tail = " "
    return parent


def picture(alternative: TextAlternative, width: float, height: float, *children: Element) -> str:
    """Return a whole picture, ``width`` by ``height`` user units; a very wide one is scrolled.

    A picture with links is a group whose parts are reached one by one; one without is an image,
    whose parts are not (https://www.w3.org/TR/wai-aria-1.2/#img).
    """
    title, description = f"{alternative.id}-title", f"{alternative.id}-desc"
    linked = any(child.tag == "a" or child.find(".//a") is not None for child in children)
    root = element(
        "svg",
        {
            "xmlns": _NAMESPACE,
            "id": alternative.id,
            "class": "picture scrolled" if width > WIDTHS["wide"] else "picture",
            "role": "group" if linked else "img",
            "aria-labelledby": title,
            "aria-describedby": description,
            "viewBox": f"0 0 {_number(width)} {_number(height)}",
            "width": width,
            "height": height,
        },
        element("title", {"id": title}, alternative.title),
        element("desc", {"id": description}, alternative.description),
        *children,
    )
    return ET.tostring(root, encoding="unicode")


def _character_data(value: str) -> str:
    return _NO_CHARACTERS.sub("\N{REPLACEMENT CHARACTER}", value)


def _number(value: float) -> str:
    """Return a number with two digits after the point at most, which is finer than eyes see."""
    written = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written
