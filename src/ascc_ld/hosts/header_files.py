"""``_headers`` and ``_redirects``, which Netlify, Cloudflare Pages and others read.

Such hosts do not look at Accept: a thing's address shows its page, data is at the addresses that
end in ``.ttl`` and so on.  Patterns are beyond them too, so the templates of the table are used.
"""

from __future__ import annotations

from ascc_ld.documents.routes import FileType, Routes


def headers_file(table: Routes) -> str:
    """Return the headers by address.

    Where several rules match, hosts join the values of a header, so none is said twice.  How long
    files are kept is left to the host, which knows when it gets new ones, where it can be.
    """
    described = f'</{table.description}>; rel="describedby"; type="text/turtle"'
    always = [f"{name}: {value}" for name, value in table.headers.items()]
    blocks = [_block("/*", [*always, f"Link: {described}"])]
    blocks += [
        _block(f"/*.{type.extension}", [f"Content-Type: {type.content_type}"])
        for type in _types(table)
    ]
    blocks += [
        _block(f"/{name}", [f"Cache-Control: public, max-age={seconds}"])
        for name, seconds in table.lifetime.named.items()
    ]
    blocks += [
        _block(f"/{path}", [f"Content-Type: {table.file_type(file).content_type}"])
        for path, file in table.well_known.items()
    ]
    return "".join(blocks)


def redirects_file(table: Routes) -> str:
    """Return the redirections, one a line: from, to, status."""
    lines = [f"/{path} /{file} 200" for path, file in table.well_known.items()]
    templates = (template for rule in table.within for template in rule.templates)
    lines += [f"{template} {template.rpartition('/')[0]}.html 303" for template in templates]
    return "".join(f"{line}\n" for line in lines)


def _types(table: Routes) -> list[FileType]:
    return [type for type in (*table.formats, *table.files) if type.extension]


def _block(address: str, headers: list[str]) -> str:
    return "".join((f"{address}\n", *(f"  {header}\n" for header in headers)))
