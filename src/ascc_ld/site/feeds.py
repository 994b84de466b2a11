"""What machines that read sites look for: sitemap, robots, Atom feed, llms.txt.

Formats: https://www.sitemaps.org/protocol.html, RFC 9309, RFC 4287, https://llmstxt.org/.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from xml.sax.saxutils import escape

from ascc_ld.documents.index import Index
from ascc_ld.rdf.terms import CATALOGUE
from ascc_ld.site.parts.about import About

_DCTERMS = CATALOGUE["dcterms"]
_RDF = CATALOGUE["rdf"]


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


def atom_feed(about: About, index: Index) -> bytes:
    """Return the feed: the release that the dataset is, and each declaration, the newest first."""
    release = (
        f"{about.base}dataset#{about.version}",
        f"{about.title} {about.version}",
        about.issued,
        f"{about.base}data.html",
        f"<summary>{escape(about.description)}</summary>\n",
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<id>{escape(about.base)}feed.atom</id>\n"
        f"<title>{escape(about.title)}</title>\n"
        f"<updated>{about.issued}T00:00:00Z</updated>\n"
        f'<link rel="self" type="application/atom+xml" href="{escape(about.base)}feed.atom"/>\n'
        f'<link rel="alternate" type="text/html" href="{escape(about.base)}"/>\n'
        f"<author><name>{escape(about.publisher)}</name></author>\n"
        f"{_entry(*release)}"
        f"{''.join(_entry(*found) for found in _declarations(about, index))}"
        "</feed>\n"
    ).encode()


def _declarations(about: About, index: Index) -> Sequence[tuple[str, str, str, str]]:
    """Return IRI, label, day and page of each declaration; one without a day has the release's."""
    typed = index.incoming(index.names.term["Declaration"])
    found = []
    for declaration in (fact.subject for fact in typed if fact.predicate == _RDF["type"]):
        day = next((o.value for o in index.objects(declaration, _DCTERMS["issued"])), about.issued)
        label = index.label(declaration) or declaration.value
        found.append((declaration.value, label, day, f"{declaration.value}.html"))
    return sorted(found, key=lambda entry: (entry[2], entry[0]), reverse=True)


def _entry(iri: str, title: str, day: str, page: str, summary: str = "") -> str:
    return (
        f"<entry>\n<id>{escape(iri)}</id>\n<title>{escape(title)}</title>\n"
        f"<updated>{day}T00:00:00Z</updated>\n"
        f'<link rel="alternate" type="text/html" href="{escape(page)}"/>\n{summary}</entry>\n'
    )


def llms_text(about: About, links: Mapping[str, str]) -> bytes:
    """Return llms.txt; ``links`` are names with paths relative to the base."""
    listed = "".join(f"- [{name}]({about.base}{path})\n" for name, path in links.items())
    return (
        f"# {about.title}\n\n> {about.description}\n\n"
        f"Version {about.version}, {about.issued}. Every page has its data next to it: replace "
        ".html with .ttl, .jsonld, .nt or .rdf.\n\n"
        f"## Data and pages\n\n{listed}"
    ).encode()
