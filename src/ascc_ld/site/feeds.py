"""What machines that read sites look for: sitemap, robots, Atom feed, llms.txt.

Formats: https://www.sitemaps.org/protocol.html, RFC 9309, RFC 4287, https://llmstxt.org/.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

from ascc_ld.site.about import About

__all__ = ["atom_feed", "llms_text", "robots", "sitemap"]


def sitemap(about: About, paths: Iterable[str]) -> bytes:
    """Return the sitemap of the pages at ``paths``, relative to the base."""
    urls = "".join(
        f"<url><loc>{escape(about.base + path)}</loc><lastmod>{about.issued}</lastmod></url>\n"
        for path in paths
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        f"{urls}</urlset>\n"
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
        f"Version {about.version}, {about.issued}. Every page has its data beside it: replace "
        ".html by .ttl, .jsonld, .nt or .rdf.\n\n"
        f"## Data and pages\n\n{listed}"
    ).encode()
