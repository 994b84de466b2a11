"""Rules for nginx: maps for the ``http`` block, and the inside of a ``server`` block.

They are two files because nginx allows a map in the former only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ascc_ld.documents.routes import Format, Routes
from ascc_ld.hosts.accept_patterns import VALID, best, range_pattern, ranges, wanted

_FOUND = ("200", "304")

_HTTP_HEAD = """# Maps for the http block of nginx, made from the table of routes; see
# docs/publishing.md. Qualities are compared by their first digit after the point.
"""

_SERVER_HEAD = """# The inside of a server block of nginx with the site at its root, made from the
# table of routes; see docs/publishing.md.

index index.html;
error_page 404 /404.html;
absolute_redirect on;
server_name_in_redirect off;
etag on;
charset utf-8;
gzip on;
gzip_vary on;
gzip_proxied any;
gzip_types *;
"""

_LOCATION = """
location / {
    if ($request_method = OPTIONS) { return 204; }
    if ($request_method !~ ^(GET|HEAD)$) { return 405; }

    set $ascc_negotiated "";
    set $ascc_described "";
    if (-f $document_root$ascc_represented.ttl) { set $ascc_described $ascc_represented; }
    if (!-f $document_root$ascc_represented.html) { set $ascc_described ""; }

    # Files, and folders that have a page of their own.
    if (-f $request_filename) { break; }
    if (-f $document_root${uri}index.html) { set $ascc_described ""; break; }

    # A thing: it exists if its document has a page.
    if (!-f $document_root$ascc_document.html) { return 404; }
    set $ascc_negotiated Accept;
    set $ascc_chosen $ascc_best;
    if (-f $document_root$ascc_document.ttl) { set $ascc_described $ascc_document; }
    if (!-f $document_root$ascc_document.ttl) { set $ascc_chosen $ascc_best_page; }
    if ($ascc_asked) { set $ascc_chosen $ascc_asked; }
    if (!-f $document_root$ascc_document.$ascc_chosen) { return 406; }
    return 303 $ascc_document.$ascc_chosen;
}

# Apache's rules are in the same folder.
location ~ /[.]ht { return 404; }
"""


def http_part(table: Routes) -> str:
    """Return the maps."""
    page = table.formats[0]
    liked = "".join(f"{f.extension}=$ascc_likes_{f.extension};" for f in table.formats)
    blocks = [
        _map(
            "$http_accept",
            "$ascc_accepted",
            {"default": "*/*", _regex(VALID): "$http_accept"},
            "A list without a media range in it states no preference.",
        ),
        "\n# How well each format is liked (RFC 9110, section 12.5.1).",
        *(
            _map("$ascc_accepted", f"$ascc_likes_{format.extension}", _ranges(format))
            for format in table.formats
        ),
        _map(
            f'"{liked}"',
            "$ascc_best",
            {"default": "", _regex(best()): "$1"},
            "The format that is liked best; the first of the table between equals.",
        ),
        _map(
            f"$ascc_likes_{page.extension}",
            "$ascc_best_page",
            {"default": "", _regex(wanted()): page.extension},
            "The same where there is no data.",
        ),
        _map(
            "$arg_format",
            "$ascc_asked",
            {"default": "none", "": "", **{f.extension: f.extension for f in table.formats}},
            "The format that the query asks for.",
        ),
        _map("$uri", "$ascc_document", _documents(table), "The document that describes a thing."),
        _map(
            "$uri",
            "$ascc_represented",
            {"default": "/none", f"~^(/.+)[.](?:{table.extensions})$": "$1"},
            "The document that a file represents.",
        ),
        _map(
            "$ascc_described",
            "$ascc_alternates",
            {"default": _alternates(table), "": ""},
            "The formats of a document.",
        ),
        _map("$status:$uri", "$ascc_kept", _lifetimes(table), "How long an answer may be kept."),
        _map(
            "$status",
            "$ascc_allowed",
            {"default": "", "204": "GET, HEAD, OPTIONS", "405": "GET, HEAD, OPTIONS"},
            "What may be asked.",
        ),
        _map("$status", "$ascc_any_header", {"default": "", "204": "*"}),
    ]
    return _HTTP_HEAD + "".join(blocks)


def server_part(table: Routes) -> str:
    """Return the inside of the server block."""
    return "".join((_SERVER_HEAD, *_types(table), *_headers(table), *_fixed(table), _LOCATION))


def _map(source: str, target: str, values: Mapping[str, str], comment: str = "") -> str:
    lines = [f"\n# {comment}" if comment else "", f"map {source} {target} {{"]
    lines += [f"    {_quoted(key)} {_quoted(value)};" for key, value in values.items()]
    return "\n".join((*lines, "}\n"))


def _quoted(text: str) -> str:
    escaped = text.replace('"', r"\"")
    return text if text == "default" else f'"{escaped}"'


def _regex(pattern: str) -> str:
    return f"~*{pattern}"


def _ranges(format: Format) -> dict[str, str]:
    """Return how well a format is liked, by what is said of it, the narrowest range first."""
    return {"default": ""} | {
        _regex(range_pattern(media_range)): f"{mark}$1"
        for media_range, mark in ranges(format).items()
    }


def _documents(table: Routes) -> dict[str, str]:
    rules = {f"~^/{rule.pattern}$": f"/{rule.document}" for rule in table.within}
    return {"default": "$uri"} | rules


def _alternates(table: Routes) -> str:
    return ", ".join(
        f'<$ascc_described.{format.extension}>; rel="alternate"; type="{format.media_type}"'
        for format in table.formats
    )


def _lifetimes(table: Routes) -> dict[str, str]:
    def kept(seconds: int) -> str:
        return f"public, max-age={seconds}"

    lifetime = table.lifetime
    named = {
        f"{ok}:/{name}": kept(lifetime.named[name]) for name in lifetime.named for ok in _FOUND
    }
    return named | {
        "default": "no-cache",
        f"~^(?:{'|'.join(_FOUND)}):": kept(lifetime.file),
        "~^303:": kept(lifetime.redirect),
    }


def _types(table: Routes) -> Iterator[str]:
    types = (*table.formats, *table.files)
    yield "\ntypes {\n"
    for each in types:
        if each.extension:
            yield f"    {each.media_type} {each.extension};\n"
    yield "}\n"
    nameless = next(each for each in types if not each.extension)
    yield f"default_type {nameless.media_type};\n"
    texts = dict.fromkeys(each.media_type for each in types if each.charset)
    yield f"charset_types {' '.join(text for text in texts if text != 'text/html')};\n"


def _headers(table: Routes) -> Iterator[str]:
    yield "\n"
    described = f'</{table.description}>; rel="describedby"; type="text/turtle"'
    headers = {
        **table.headers,
        "Allow": "$ascc_allowed",
        "Access-Control-Allow-Methods": "$ascc_allowed",
        "Access-Control-Allow-Headers": "$ascc_any_header",
        "Cache-Control": "$ascc_kept",
        "Vary": "$ascc_negotiated",
    }
    for name, value in (*headers.items(), ("Link", "$ascc_alternates"), ("Link", described)):
        yield f"add_header {name} {_quoted(value)} always;\n"


def _fixed(table: Routes) -> Iterator[str]:
    yield "\n"
    for path, file in table.well_known.items():
        yield f"location = /{path} {{ rewrite ^ /{file} last; }}\n"
    for folder in (language.folder for language in table.languages):
        if folder:
            yield f"location = /{folder.rstrip('/')} {{ return 303 /{folder}; }}\n"
