"""What machines that read sites look for: sitemap, robots, Atom feed, llms.txt.

Formats: https://www.sitemaps.org/protocol.html, RFC 9309, RFC 4287, https://llmstxt.org/.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from xml.sax.saxutils import escape

from ascc_ld.site.parts.about import About


def sitemaps(about: About, paths: Sequence[str], most: int = 10_000) -> Iterator[tuple[str, bytes]]:
    """Yield the sitemap of the pages at ``paths``, relative to the base, by the file's name.

    A sitemap lists ``most`` pages, which may be up to 50,000; of more, ``sitemap.xml`` lists the
    sitemaps, which come before it.
    """
    if len(paths) <= most:
        yield "sitemap.xml", _listing(about, "urlset", "url", paths)
        return
    names: list[str] = []
    for start in range(0, len(paths), most):
        names.append(f"sitemap-{len(names) + 1}.xml")
        yield names[-1], _listing(about, "urlset", "url", paths[start : start + most])
    yield "sitemap.xml", _listing(about, "sitemapindex", "sitemap", names)


def _listing(about: About, root: str, element: str, paths: Iterable[str]) -> bytes:
    day = f"<lastmod>{about.issued}</lastmod>" if about.issued else ""
    entries = "".join(
        f"<{element}><loc>{escape(about.base + path)}</loc>{day}</{element}>\n" for path in paths
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{entries}</{root}>\n"
    ).encode()


def robots(about: About) -> bytes:
    """Return a robots.txt that lets everybody read everything but answers to queries.

    Readers that drop the question mark of a rule would else take the page for the endpoint.
    """
    rules = "Allow: /sparql.\nDisallow: /sparql?\nAllow: /\n"
    return f"User-agent: *\n{rules}\nSitemap: {about.base}sitemap.xml\n".encode()


def atom_feed(about: About) -> bytes:
    """Return the feed of releases; the dataset knows the one that it is."""
    updated = f"{about.issued}T00:00:00Z"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<id>{escape(about.base)}feed.atom</id>\n"
        f"<title>{escape(about.title)}</title>\n"
        f"<updated>{updated}</updated>\n"
        f'<link rel="self" type="application/atom+xml" href="{escape(about.base)}feed.atom"/>\n'
        f'<link rel="alternate" type="text/html" href="{escape(about.base)}"/>\n'
        f"<author><name>{escape(about.publisher)}</name></author>\n"
        "<entry>\n"
        f"<id>{escape(about.base)}dataset#{escape(about.version)}</id>\n"
        f"<title>{escape(about.title)} {escape(about.version)}</title>\n"
        f"<updated>{updated}</updated>\n"
        f'<link rel="alternate" type="text/html" href="{escape(about.base)}data.html"/>\n'
        f"<summary>{escape(about.description)}</summary>\n"
        "</entry>\n"
        "</feed>\n"
    ).encode()


def llms_text(about: About, links: Mapping[str, str]) -> bytes:
    """Return llms.txt; ``links`` are names with paths relative to the base."""
    listed = "".join(f"- [{name}]({about.base}{path})\n" for name, path in links.items())
    return (
        f"# {about.title}\n\n> {about.description}\n\n"
        f"Version {about.version}, {about.issued}. Every page has its data next to it: replace "
        ".html with .ttl, .jsonld, .nt or .rdf.\n\n"
        f"## Data and pages\n\n{listed}"
    ).encode()
