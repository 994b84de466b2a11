"""The folder for https://github.com/perma-id/w3id.org, where the IRIs of the data set live.

w3id.org does no more than send on, with 303, to where the site is; it cannot know what exists
there, so it refuses nothing.  A page is what a client gets that names no format of data.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from ascc_ld.documents.routes import Format, Routes
from ascc_ld.hosts.accept_patterns import literal

_FULLY = r"(?!\s*;\s*q=0)"
_SOMEWHAT = r"(?!\s*;\s*q=0(?:[.]0*)?\s*(?:,|$))"

_RULES = """# {base}
# Made from the table of routes of the project; README.md says whom to ask.

Options +FollowSymLinks
RewriteEngine on

# The front pages.
RewriteRule ^({folders})$ {site}$1 [R=303,L]

# Files and documents keep their address.
RewriteRule ^(.+[.](?:{extensions})|{without})$ {site}$1 [R=303,L]
{well_known}
# What is described in another thing's document.
{within}
# A page, where that is liked as well as can be.
RewriteCond %{{HTTP_ACCEPT}} {page} [NC]
RewriteRule ^(.+)$ {site}$1.html [R=303,L]

# Data, where its format is liked as well as can be, and then a page, where anything is.
{first}
RewriteCond %{{HTTP_ACCEPT}} {anything} [NC]
RewriteRule ^(.+)$ {site}$1.html [R=303,L]

# Data, where its format is named at all, but for "q=0".
{second}

# A page in all other cases.
RewriteRule ^(.+)$ {site}$1.html [R=303,L]
"""

_README = """# {name}

{purpose}

* Base of the IRIs: <{base}>
* They lead to: <{site}>
* Maintainer: {maintainer}

## To test

```sh
{commands}
```

The first three answer 303 with the Location of the page, of the Turtle file and of the JSON-LD
file; the last one shows the whole way to the data.
"""


@dataclass(frozen=True)
class Entry:
    """What stands in the folder.

    ``site`` is the URL of the site's folder and ``base`` what the IRIs begin with; both end with a
    slash.  ``purpose`` says in a sentence what is published; ``example`` is the path of a thing.
    ``maintainer`` is whom the people of w3id.org can ask, with a name at GitHub: they require it,
    and it cannot be known from here.
    """

    base: str
    site: str
    purpose: str
    example: str
    maintainer: str

    def __post_init__(self) -> None:
        if not (self.base.endswith("/") and self.site.endswith("/")):
            raise ValueError("a base and the URL of a site end with a slash")
        if not self.maintainer.strip():
            raise ValueError("w3id.org asks for a maintainer with a name at GitHub")

    @property
    def folder(self) -> str:
        """The name of the folder."""
        return urlsplit(self.base).path.strip("/")


def w3id_files(table: Routes, entry: Entry) -> Mapping[str, bytes]:
    """Return the files by name, that of the folder included."""
    return {
        f"{entry.folder}/.htaccess": _rules(table, entry).encode("utf-8"),
        f"{entry.folder}/README.md": _readme(table, entry).encode("utf-8"),
    }


def _readme(table: Routes, entry: Entry) -> str:
    return _README.format(
        name=entry.folder,
        purpose=entry.purpose,
        base=entry.base,
        site=entry.site,
        maintainer=entry.maintainer,
        commands="\n".join(_commands(table, entry.base + entry.example)),
    )


def _commands(table: Routes, thing: str) -> Iterator[str]:
    for extension in ("html", "ttl", "jsonld"):
        accept = table.format(extension).media_type
        yield f"curl --silent --head --header 'Accept: {accept}' {thing}"
    yield f"curl --silent --location --header 'Accept: text/turtle' {thing}"


def _rules(table: Routes, entry: Entry) -> str:
    page, *data = table.formats
    extensions = dict.fromkeys(t.extension for t in (*table.formats, *table.files) if t.extension)
    return _RULES.format(
        base=entry.base,
        site=entry.site,
        folders="|".join(language.folder for language in table.languages),
        extensions="|".join(extensions),
        without="|".join(name for each in table.files for name in each.names),
        well_known="".join(
            f"RewriteRule ^{path.replace('.', '[.]')}$ {entry.site}{file} [R=303,L]\n"
            for path, file in table.well_known.items()
        ),
        within="".join(
            f"RewriteRule ^{rule.pattern}$ {rule.document} [DPI]\n" for rule in table.within
        ),
        page=_named(literal(page.media_type), _FULLY),
        anything=_named("(?:text/[*]|[*]/[*])", _FULLY),
        first="\n".join(_data_rules(data, entry.site, _FULLY)),
        second="\n".join(_data_rules(data, entry.site, _SOMEWHAT)),
    )


def _named(media_range: str, condition: str) -> str:
    return rf"(?:^|,)\s*{media_range}(?:\s*;\s*(?!q=)[^;,]*+)*+{condition}\s*(?:[;,]|$)"


def _data_rules(data: list[Format], site: str, condition: str) -> Iterator[str]:
    for format in data:
        extension = "ttl" if format.served else format.extension
        yield f"RewriteCond %{{HTTP_ACCEPT}} {_named(literal(format.media_type), condition)} [NC]"
        yield f"RewriteRule ^(.+)$ {site}$1.{extension} [R=303,L]"
