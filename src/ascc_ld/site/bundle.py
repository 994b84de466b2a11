"""The scripts of the pages, bundled from ``web/``: search, tables, queries in the browser.

A wheel brings the bundle, a checkout has it once ``make web`` has made it.  The pages are whole
without it.
"""

from __future__ import annotations

from collections.abc import Mapping

from ascc_ld.documents.routes import routes
from ascc_ld.ground.faults import DataError, Fault
from ascc_ld.ground.project import Project

BUNDLE = "web/dist"


def bundle_files(project: Project) -> Mapping[str, bytes]:
    """Return the files of the bundle by their names at the root of the site, sorted by name.

    The mapping is empty if there is no bundle: the caller says what the site lacks then.
    Raises :class:`~ascc_ld.ground.faults.DataError` for a file that no site has, such as a
    source map.
    """
    names = project.names(BUNDLE, "*")
    problem = "unknown file type for a site"
    remedy = "Remove it, and bundle the scripts with `make web`."
    faults = [Fault(name, None, None, None, problem, remedy) for name in routes().unknown(names)]
    if faults:
        raise DataError(faults)
    return {name.removeprefix(f"{BUNDLE}/"): project.path(name).read_bytes() for name in names}
