"""Rules for Apache 2.4 (``.htaccess``): mod_rewrite, mod_headers, mod_mime and mod_deflate.

They need ``AllowOverride FileInfo Options=FollowSymLinks Indexes`` or more for their folder.
"""

from __future__ import annotations

from collections.abc import Iterator

from ascc_ld.documents.routes import FileType, Format, Routes
from ascc_ld.hosts.accept_patterns import VALID, best, range_pattern, ranges

_HEAD = r"""# Rules for Apache 2.4, made from the table of routes: see docs/publishing.md.
#
# A thing leads with 303 to its document, in the format that the Accept header prefers; documents
# and other files are sent as they are. Qualities are compared by their first digit after the point.
# It works in any folder of a server.

Options +FollowSymLinks -Indexes -MultiViews
DirectoryIndex index.html
AcceptPathInfo Off
FileETag MTime Size
"""

_START = r"""
RewriteEngine On

# Where this folder is, on disk (FOLDER) and in URLs (SITE).
RewriteCond %{REQUEST_FILENAME}%{PATH_INFO}::$0 ^(.*/)(.*)::\2$
RewriteRule ^.*$ - [E=FOLDER:%1]
RewriteCond %{REQUEST_URI}::$0 ^(.*/)(.*)::\2$
RewriteRule ^.*$ - [E=SITE:%1]

# What may be asked.
RewriteCond %{REQUEST_METHOD} =OPTIONS
RewriteRule ^ - [R=204,L]
RewriteCond %{REQUEST_METHOD} !^(GET|HEAD)$
RewriteRule ^ - [R=405,L]
"""

_CHOICE = r"""
# A list without a media range in it states no preference.
RewriteCond %{{HTTP_ACCEPT}} {valid}
RewriteRule ^ - [E=ACCEPTED:%{{HTTP_ACCEPT}},S=1]
RewriteRule ^ - [E=ACCEPTED:*/*]

# How well each format is liked: what is said of a wider range gives way to what is said of a
# narrower one (RFC 9110, section 12.5.1).
"""

_END = r"""
# Without data only the page can be had.
RewriteCond %{{ENV:FOLDER}}%{{ENV:DOCUMENT}}.ttl -f
RewriteRule ^ - [E=DATA:1,S=1]
RewriteRule ^ - [{without_data}]

RewriteCond {liked} {best}
RewriteRule ^ - [E=CHOSEN:%1]
RewriteCond %{{QUERY_STRING}} (?:^|&)format=([^&]+)
RewriteRule ^ - [E=CHOSEN:none]
RewriteCond %{{QUERY_STRING}} (?:^|&)format=({extensions})(?:&|$)
RewriteRule ^ - [E=CHOSEN:%1]

RewriteCond %{{ENV:FOLDER}}%{{ENV:DOCUMENT}}.%{{ENV:CHOSEN}} !-f
RewriteRule ^ - [R=406,L]
RewriteRule ^ %{{ENV:SITE}}%{{ENV:DOCUMENT}}.%{{ENV:CHOSEN}} [R=303,L,QSD]
"""


def htaccess(table: Routes) -> str:
    """Return the rules for the site's folder."""
    return "".join(
        (
            _HEAD,
            _block("What files are.", _types(table)),
            _START,
            _block("Addresses that stand for a file, and files.", _files(table)),
            _block("Which document describes the thing.", _documents(table)),
            _CHOICE.format(valid=VALID),
            "".join(f"{line}\n" for line in _qualities(table.formats)),
            _END.format(
                without_data=",".join(f"E={_liked(f)}:" for f in table.formats[1:]),
                liked="".join(f"{f.extension}=%{{ENV:{_liked(f)}}};" for f in table.formats),
                best=best(),
                extensions=table.extensions,
            ),
            _block("Headers of all answers.", _headers(table)),
            _block("Refusals.", _refusals(table)),
            _block("Compression.", _compression()),
        )
    )


def _block(comment: str, lines: Iterator[str]) -> str:
    return "".join((f"\n# {comment}\n", *(f"{line}\n" for line in lines)))


def _liked(format: Format) -> str:
    return f"LIKED_{format.extension.upper()}"


def _types(table: Routes) -> Iterator[str]:
    for each in (*table.formats, *table.files):
        if each.extension:
            yield f"AddType {_content_type(each)} .{each.extension}"
        else:
            yield '<FilesMatch "^[^.]+$">'
            yield f"ForceType {_content_type(each)}"
            yield "</FilesMatch>"


def _content_type(type: FileType) -> str:
    return f'"{type.content_type}"' if type.charset else type.content_type


def _files(table: Routes) -> Iterator[str]:
    for path, file in table.well_known.items():
        yield f"RewriteRule ^{path.replace('.', '[.]')}$ {file} [L]"
    for folder in (language.folder.rstrip("/") for language in table.languages):
        if folder:
            yield f"RewriteRule ^{folder}$ %{{ENV:SITE}}{folder}/ [R=303,L,QSD]"
    yield "RewriteCond %{ENV:FOLDER}$0index.html -f"
    yield "RewriteRule ^(?:.*/)?$ - [L]"
    yield "RewriteCond %{ENV:FOLDER}$1.html -f"
    yield "RewriteCond %{ENV:FOLDER}$1.ttl -f"
    yield f"RewriteRule ^(.+)[.](?:{table.extensions})$ - [E=DOCUMENT:$1,E=DATA:1]"
    yield "RewriteCond %{ENV:FOLDER}$0 -f"
    yield "RewriteRule ^.+$ - [L]"


def _documents(table: Routes) -> Iterator[str]:
    yield "RewriteRule ^.*$ - [E=DOCUMENT:$0]"
    for rule in reversed(table.within):
        yield f"RewriteRule ^{rule.pattern}$ - [E=DOCUMENT:{rule.document}]"
    yield "RewriteCond %{ENV:FOLDER}%{ENV:DOCUMENT}.html !-f"
    yield "RewriteRule ^ - [R=404,L]"


def _qualities(formats: tuple[Format, ...]) -> Iterator[str]:
    """Go through the ranges from the widest to the narrowest: what comes later counts."""
    covered: dict[tuple[str, str], list[Format]] = {}
    for format in formats:
        for media_range, mark in ranges(format).items():
            covered.setdefault((mark, media_range), []).append(format)
    widest_first = reversed(ranges(formats[0]).values())
    for mark, media_range in (key for mark in widest_first for key in covered if key[0] == mark):
        values = (f"E={_liked(each)}:{mark}%1" for each in covered[mark, media_range])
        yield f"RewriteCond %{{ENV:ACCEPTED}} {range_pattern(media_range)} [NC]"
        yield f"RewriteRule ^ - [{','.join(values)}]"


def _headers(table: Routes) -> Iterator[str]:
    for name, value in table.headers.items():
        yield f'Header always set {name} "{value.replace("%", "%%")}"'
    described = f"<%{{SITE}}e{table.description}>"
    yield f'Header always set Link "{described}; rel=\\"describedby\\"; type=\\"text/turtle\\""'
    for format in table.formats:
        alternate = f"<%{{SITE}}e%{{DOCUMENT}}e.{format.extension}>"
        yield (
            f'Header always add Link "{alternate}; rel=\\"alternate\\"; '
            f'type=\\"{format.media_type}\\"" env=DATA'
        )
    lifetime = table.lifetime
    yield 'Header always set Cache-Control "no-cache"'
    yield (
        f'Header always set Cache-Control "public, max-age={lifetime.redirect}" '
        '"expr=%{REQUEST_STATUS} == 303"'
    )
    yield (
        f'Header always set Cache-Control "public, max-age={lifetime.file}" '
        '"expr=%{REQUEST_STATUS} =~ /^(200|304)$/"'
    )
    for name, seconds in lifetime.named.items():
        yield f"<Files {name}>"
        yield f'Header always set Cache-Control "public, max-age={seconds}"'
        yield "</Files>"
    yield 'Header always merge Vary Accept "expr=%{REQUEST_STATUS} =~ /^(303|406)$/"'
    yield 'Header always set Allow "GET, HEAD, OPTIONS" "expr=%{REQUEST_STATUS} =~ /^(204|405)$/"'
    yield (
        'Header always set Access-Control-Allow-Methods "GET, HEAD, OPTIONS" '
        '"expr=%{REQUEST_STATUS} == 204"'
    )
    yield 'Header always set Access-Control-Allow-Headers "*" "expr=%{REQUEST_STATUS} == 204"'


def _refusals(table: Routes) -> Iterator[str]:
    yield "ErrorDocument 404 /%{reqenv:SITE}404.html"
    formats = ", ".join(f".{format.extension}" for format in table.formats)
    yield (
        'ErrorDocument 406 "Not acceptable. Add one of these endings to the address: '
        f'{formats}. A page that does not describe a thing has the first only."'
    )
    yield 'ErrorDocument 405 "Use GET, HEAD or OPTIONS."'


def _compression() -> Iterator[str]:
    yield "<IfModule mod_deflate.c>"
    yield "AddOutputFilter DEFLATE html ttl jsonld nt rdf nq trig csv tsv json js css svg xml txt"
    yield "</IfModule>"
