"""What machines that read sites look for: sitemap, robots, Atom feed, llms.txt.

Formats: https://www.sitemaps.org/protocol.html, RFC 9309, RFC 4287, https://llmstxt.org/.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ascc_ld.documents.index import Index
from ascc_ld.rdf.terms import CATALOGUE
from ascc_ld.site.parts.about import About
from ascc_ld.site.templating import filled

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
    named = {"root": root, "element": element, "paths": paths}
    return filled("sitemap.xml", {"about": about, **named})


def robots(about: About) -> bytes:
    """Return a robots.txt that lets everybody read everything but answers to queries."""
    return filled("robots.txt", {"about": about})


def atom_feed(about: About, index: Index) -> bytes:
    """Return the feed: the release that the dataset is, and each declaration, the newest first."""
    return filled("feed.atom", {"about": about, "declarations": _declarations(about, index)})


def _declarations(about: About, index: Index) -> Sequence[tuple[str, str, str, str]]:
    """Return IRI, label, day and page of each declaration; one without a day has the release's."""
    typed = index.incoming(index.names.term["Declaration"])
    found = []
    for declaration in (fact.subject for fact in typed if fact.predicate == _RDF["type"]):
        day = next((o.value for o in index.objects(declaration, _DCTERMS["issued"])), about.issued)
        label = index.label(declaration) or declaration.value
        found.append((declaration.value, label, day, f"{declaration.value}.html"))
    return sorted(found, key=lambda entry: (entry[2], entry[0]), reverse=True)


def llms_text(about: About, links: Sequence[tuple[str, str, str]]) -> bytes:
    """Return llms.txt; each link is a path relative to the base, its name, and what it leads to."""
    return filled("llms.txt", {"about": about, "links": links})
