"""The templates of pages, and the functions they call."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from ascc_ld.ground.json_text import json_bytes
from ascc_ld.site.parts.wording import Words

if TYPE_CHECKING:
    from jinja2 import Environment

_SHORTEST, _LONGEST = 60, 90


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("ascc_ld.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.policies["json.dumps_kwargs"] = {"sort_keys": False}
    environment.filters["shortened"] = shortened
    environment.globals.update(lang_of=lang_of)
    return environment


def filled(template: str, values: Mapping[str, Any]) -> bytes:
    """Return ``template`` rendered with ``values``, in UTF-8."""
    html = _environment().get_template(template).render(values)
    # Adding the line end to the bytes copies less than adding it to the text.
    return b"%b\n" % html.encode()


def embedded(document: Any) -> Any:
    """Return JSON that is safe inside ``<script>``: without ``<``."""
    from markupsafe import Markup

    text = json_bytes(document).decode()
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 - nothing in it can be read as HTML


def shortened(text: str) -> str:
    """Return the beginning of a long text, cut between words (in code points)."""
    if len(text) <= _LONGEST:
        return text
    cut = text.rfind(" ", _SHORTEST, _LONGEST)
    return f"{text[: cut if cut > 0 else _LONGEST]} …"


def lang_of(words: Words) -> Any:
    """Return the attribute ``lang`` for words not in the page's language."""
    if not words.language:
        return ""
    from markupsafe import Markup, escape

    return Markup(f' lang="{escape(words.language)}"')  # noqa: S704
