"""Whatever the bytes of a file are, it is read, or refused by name: no reader fails otherwise."""

from __future__ import annotations

from collections.abc import Callable

import pyoxigraph as ox
from hypothesis import given, settings
from hypothesis import strategies as st

from ascc_ld.ground.faults import UnreadableGraph
from ascc_ld.queries.results import results_as_json
from ascc_ld.rdf.files import read_rdf
from ascc_ld.rdf.formats import FORMATS
from looped import looped

SAMPLE = """
@prefix e: <http://e/> .
e:a e:b "text\\n"@en , "x"^^e:t , 1 , 1.5e3 , true , [ e:c ( e:d "long" ) ] .
_:n e:p <<( e:a e:b "é𝄞" )>> .
"""
RESULTS = {
    "application/sparql-results+json": b'{"head":{"vars":["s"]},"results":{"bindings":'
    b'[{"s":{"type":"bnode","value":"nodeID://b1"}},{"s":{"type":"literal","value":"x"}}]}}',
    "application/sparql-results+xml": b'<sparql xmlns="http://www.w3.org/2005/sparql-results#">'
    b'<head><variable name="s"/></head><results><result><binding name="s"><bnode>nodeID://b1'
    b"</bnode></binding></result></results></sparql>",
    "text/tab-separated-values": b'?s\nnodeID://b1\n"x"@en\n1\n',
}
DAMAGE = st.lists(
    st.tuples(
        st.floats(0, 1),  # where in the file
        st.integers(0, 12),  # bytes that go
        st.one_of(
            st.binary(max_size=6), st.sampled_from([b"<", b"<<(", b'"""', b"{", b"&x;", b"\r"])
        ),
    ),
    min_size=1,
    max_size=4,
)
BRIEFLY = settings(max_examples=60, derandomize=True, deadline=None, database=None)


def sound(extension: str) -> bytes:
    """The sample in a syntax, without what the syntax cannot say."""
    syntax = FORMATS[extension]
    quads = list(ox.parse(SAMPLE, format=ox.RdfFormat.TURTLE))
    if syntax in (ox.RdfFormat.RDF_XML, ox.RdfFormat.JSON_LD, ox.RdfFormat.N3):
        quads = [quad for quad in quads if not isinstance(quad.object, ox.Triple)]
    return ox.serialize([quad.triple for quad in quads], format=syntax) or b""


def damaged(content: bytes, damage: list[tuple[float, int, bytes]]) -> bytes:
    for place, gone, put in damage:
        start = int(place * len(content))
        content = content[:start] + put + content[start + gone :]
    return content


def refusal(read: Callable[[], object], *kinds: type[Exception]) -> Exception | None:
    """Return the error of one of ``kinds`` that is raised; any other goes on."""
    try:
        read()
    except kinds as error:
        return error
    return None


def read_or_refused(extension: str) -> Callable[[bytes], None]:
    name = f"theirs.{extension}"

    def check(content: bytes) -> None:
        refused = refusal(lambda: read_rdf(content, name), UnreadableGraph)
        assert refused is None or str(refused).startswith(name)

    return check


@looped("extension", sorted(FORMATS))
def test_the_sample_is_read(extension: str) -> None:
    assert len(read_rdf(sound(extension), f"theirs.{extension}")) >= 10


@looped("extension", sorted({f.file_extension for f in FORMATS.values()}))
def test_damaged_files_are_read_or_refused(extension: str) -> None:
    check, content = read_or_refused(extension), sound(extension)
    BRIEFLY(given(DAMAGE)(lambda damage: check(damaged(content, damage))))()


@looped("extension", sorted({f.file_extension for f in FORMATS.values()}))
def test_any_bytes_are_read_or_refused(extension: str) -> None:
    BRIEFLY(given(st.binary(max_size=64))(read_or_refused(extension)))()


@looped("media_type", RESULTS)
def test_damaged_results_are_read_or_refused(media_type: str) -> None:
    def check(damage: list[tuple[float, int, bytes]]) -> None:
        content = damaged(RESULTS[media_type], damage)
        kinds = SyntaxError, ValueError
        refused = refusal(lambda: results_as_json("SELECT", content, media_type), *kinds)
        assert refused is None or str(refused)

    assert results_as_json("SELECT", RESULTS[media_type], media_type)
    BRIEFLY(given(DAMAGE)(check))()
