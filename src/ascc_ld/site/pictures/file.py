"""A picture as a file of its own, for other programs: with its colours, light, and whole links."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

_NAMESPACE = "http://www.w3.org/2000/svg"
_ONLY_IN_PAGES = "/* ---- Only in pages ---- */"
_FONTS = "system-ui, 'Noto Sans', 'Noto Sans CJK JP', sans-serif"


def picture_file(picture: str, url: str) -> bytes:
    """Return a ``picture`` of the page at ``url`` as an SVG document.

    Programs that draw SVG know classes and not custom properties
    (https://www.w3.org/TR/css-variables-1/): each is replaced by its value in a light page.
    """
    ET.register_namespace("", _NAMESPACE)
    root = ET.fromstring(picture)  # noqa: S314 - our own picture
    for link in root.iter(f"{{{_NAMESPACE}}}a"):
        link.set("href", urljoin(url, link.get("href")))
        link.attrib.pop("aria-describedby", None)
    rules, paper = _style()
    style = ET.Element("style")
    style.text = rules
    ground = ET.Element("rect", {"width": "100%", "height": "100%", "fill": paper})
    root[2:2] = [style, ground]  # after the title and the description
    return f"{ET.tostring(root, encoding='unicode')}\n".encode()


@cache
def _style() -> tuple[str, str]:
    """Return the rules of what is drawn, and the colour of the paper."""
    package = files("ascc_ld.site")
    page = package.joinpath("static/style.css").read_text(encoding="utf-8")
    own = package.joinpath("pictures/pictures.css").read_text(encoding="utf-8")
    first = [text.partition("}")[0] for text in (page, own)]
    values = dict(re.findall(r"(--[\w-]+): (#\w+);", "".join(first)))
    rules = own.partition("}")[2].partition(_ONLY_IN_PAGES)[0]
    drawn = re.sub(r"var\((--[\w-]+)\)", lambda name: values[name[1]], rules)
    drawn = re.sub(r"/\*.*?\*/\n", "", drawn, flags=re.DOTALL)
    return f".picture {{ font-family: {_FONTS}; }}{drawn}", values["--paper"]
