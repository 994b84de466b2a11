"""What is sent as XML is XML: the engine writes more than XML can hold."""

from __future__ import annotations

from xml.parsers import expat

from ascc_ld.ground.faults import AsccError


class NotXml(AsccError):
    """XML cannot hold what was asked for in it."""

    exit_code = 3


def checked_xml(document: bytes) -> bytes:
    """Return a document that is well-formed (https://www.w3.org/TR/xml/), with its namespaces.

    XML has no name for a property whose IRI ends as no name does, such as ``<http://e/2024>``, and
    no way to write most control characters.  Raises :class:`NotXml`.
    """
    try:
        expat.ParserCreate(namespace_separator=" ").Parse(document, True)  # noqa: FBT003
    except expat.ExpatError:
        raise NotXml(
            "XML cannot hold this: a property whose IRI does not end in a name, or a control "
            "character. Ask for another format."
        ) from None
    return document
