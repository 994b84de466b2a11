"""What the query page loads once it is asked for: from a host, and from disk.

From disk a browser starts no worker and fetches no file, but it runs classic scripts.  So the site
has the engine and the data a second time as such scripts, which no host is ever asked for.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from ascc_ld.description import DESCRIPTION
from ascc_ld.ground.json_text import json_bytes

__all__ = ["as_script", "disk_scripts", "loaded"]

_ENGINE = "oxigraph.wasm"
_READ = (_ENGINE, "ascc.nq", DESCRIPTION)
"""What the engine is made of and reads."""

_WORKBENCH = "sparql-workbench.js"
_WORKER = "sparql-worker.js"
_IN_PAGE = "sparql-disk.js"


def as_script(name: str, content: bytes) -> bytes:
    """Return the file ``name`` as the classic script that stands beside it, as ``name``.js.

    Texts are in it as they are, the engine in Base64.

    >>> as_script("ascc.nq", b"<a> <b> <c> .").decode().rstrip()
    '(window.asccFiles??={})["ascc.nq"]="<a> <b> <c> .";'
    """
    text = b'"%b"' % base64.b64encode(content) if name == _ENGINE else json_bytes(content.decode())
    return b"(window.asccFiles??={})[%b]=%b;\n" % (json_bytes(name), text)


def disk_scripts(files: Mapping[str, bytes]) -> dict[str, Callable[[], bytes]]:
    """Return the scripts of what the engine reads among ``files``, each made when it is called.

    There are none where the engine is not there.
    """
    if _ENGINE not in files:
        return {}
    return {f"{name}.js": partial(as_script, name, files[name]) for name in _READ if name in files}


def loaded(files: Mapping[str, bytes]) -> tuple[int, int]:
    """Return how many bytes the page loads from a host, and how many from disk."""
    from_host = _size(files, (_WORKBENCH, _WORKER, *_READ))
    scripts = sum(len(script()) for script in disk_scripts(files).values())
    return from_host, _size(files, (_WORKBENCH, _IN_PAGE)) + scripts


def _size(files: Mapping[str, bytes], names: Iterable[str]) -> int:
    return sum(len(files.get(name, b"")) for name in names)
