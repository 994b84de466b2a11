"""Pictures as the tests read them: parsed again from their text."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from ascc_ld.site.pictures.svg import TextAlternative

SVG = "{http://www.w3.org/2000/svg}"
XML = "{http://www.w3.org/XML/1998/namespace}"
HOSTILE = "</text><script>alert(1)</script> & \"quoted\" 'x' ]]> \x00\x1b"
ALTERNATIVE = TextAlternative("here", "A title", "A description")


def read(picture: str) -> ET.Element:
    """Return the root of a picture; raises where it is not well-formed."""
    return ET.fromstring(picture)


def of_class(root: ET.Element, name: str) -> list[ET.Element]:
    return [part for part in root.iter() if name in part.get("class", "").split()]


def links(root: ET.Element) -> dict[str, ET.Element]:
    """Return the links by their names, each of which stands once."""
    found = [(a.get("aria-label", ""), a) for a in root.iter(f"{SVG}a")]
    assert len(dict(found)) == len(found)
    return dict(found)


def number(part: ET.Element, attribute: str) -> float:
    return float(part.get(attribute, "0"))


def faults(root: ET.Element) -> Iterator[str]:
    """Yield what no picture of a page may have."""
    names = [part.tag.removeprefix(SVG) for part in root.iter()]
    yield from (name for name in names if name in ("script", "style", "image", "foreignObject"))
    for part in root.iter():
        for attribute, value in part.attrib.items():
            if attribute == "style" or attribute.startswith("on"):
                yield f"{part.tag} {attribute}"
            if attribute == "fill" and not value.startswith("url(#"):
                yield f"the colour {value}"
    ids = [part.get("id") for part in root.iter() if part.get("id")]
    if len(set(ids)) < len(ids):
        yield "an id twice"
    for referred in (root.get("aria-labelledby"), root.get("aria-describedby")):
        if referred not in ids:
            yield f"no {referred}"
    for a in root.iter(f"{SVG}a"):
        title = a.find(f"{SVG}title")
        if not a.get("href") or title is None or title.text != a.get("aria-label"):
            yield f"a link without a target or a name: {a.attrib}"
