"""The query page of a site: what it loads, from a host and from disk."""

from __future__ import annotations

import base64
import json

import lxml.html
import pyoxigraph as ox

from ascc_ld.ground.project import default_project
from ascc_ld.site.from_project import site_of_quads
from ascc_ld.site.query_page import as_script, disk_scripts, loaded
from ascc_ld.site.site import Site, Sources

BASE = "https://data.example.org/x/"
HARD = 'a "quoted" \\ word, 横浜,\u2028\r</script>'
TEXT = f"<{BASE}a> <{BASE}b> <{BASE}c> .\n# {HARD}\n".encode()
ENGINE = {
    "oxigraph.wasm": b"\0asm\xff",
    "sparql-workbench.js": b"1" * 300,
    "sparql-worker.js": b"2" * 20,
    "sparql-disk.js": b"3",
}


def held(script: bytes) -> tuple[str, str]:
    """Return the name and the content that a script holds, read as JSON."""
    start, name, content = script.decode().partition('["')
    assert start == "(window.asccFiles??={})"
    name, _, value = content.partition('"]=')
    assert value.endswith(";\n")
    return name, json.loads(value.removesuffix(";\n"))


def test_a_script_holds_the_text_of_its_file() -> None:
    assert held(as_script("ascc.nq", TEXT)) == ("ascc.nq", TEXT.decode())


def test_the_script_of_the_engine_holds_its_bytes() -> None:
    name, content = held(as_script("oxigraph.wasm", ENGINE["oxigraph.wasm"]))
    assert name == "oxigraph.wasm"
    assert base64.b64decode(content) == ENGINE["oxigraph.wasm"]


def test_there_are_scripts_only_where_the_engine_and_the_file_are() -> None:
    assert disk_scripts({"ascc.nq": TEXT, "site.js": b""}) == {}
    assert list(disk_scripts({**ENGINE, "ascc.nq": TEXT})) == ["oxigraph.wasm.js", "ascc.nq.js"]


def test_what_is_loaded_is_counted_for_each_way() -> None:
    files = {**ENGINE, "ascc.nq": TEXT, "void.ttl": b"", "site.js": b"9" * 1000}
    scripts = sum(len(as_script(n, files[n])) for n in ("oxigraph.wasm", "ascc.nq", "void.ttl"))
    assert loaded(files) == (320 + 5 + len(TEXT), 301 + scripts)


def site(bundle: dict[str, bytes]) -> Site:
    a, b, c = (ox.NamedNode(f"{BASE}{name}") for name in "abc")
    made = site_of_quads(default_project(), BASE, [ox.Quad(a, b, c)])
    return Site(Sources(**{**vars(made.sources), "bundle": bundle}))


def test_a_site_has_the_scripts_of_its_files_where_it_has_the_engine() -> None:
    made = site(ENGINE)
    for name in ("ascc.nq", "oxigraph.wasm"):
        assert made[f"{name}.js"] == as_script(name, made[name])
    assert not [name for name in site({}) if name.endswith((".nq.js", ".wasm.js", ".ttl.js"))]


def test_a_description_is_read_only_where_there_is_one() -> None:
    """Without ``void.ttl`` the page that asks for it would fail, wherever it is opened from."""
    made = site(ENGINE)
    assert "void.ttl" not in made
    for name in ("sparql.html", "ja/sparql.html"):
        page = lxml.html.fromstring(made[name].decode())
        (container,) = page.iterfind(".//div[@data-sparql]")
        assert container.get("data-dump") == "ascc.nq"
        assert container.get("data-description") is None


def test_answers_are_shortened_by_the_prefixes_of_the_published_files() -> None:
    for name in ("sparql.html", "ja/sparql.html"):
        page = lxml.html.fromstring(site(ENGINE)[name].decode())
        (container,) = page.iterfind(".//div[@data-sparql]")
        prefixes = json.loads(container.get("data-prefixes"))
        assert prefixes["void"] == "http://rdfs.org/ns/void#"
        assert prefixes["ascc"] == f"{BASE}ns#"
