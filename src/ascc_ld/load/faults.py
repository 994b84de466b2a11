"""The errors of loading, and what became of the graph.

The exception tree::

    AsccError
    ├── StoreFault          the store failed or refused; says what became of the graph
    │   └── LoadFault       loading stopped; carries the report of what was loaded
    ├── WrongStoreUsage     a URL, a credential or a graph that cannot be used
    └── UnloadableData      the file to load has blank nodes, a default graph or bad syntax
"""

from __future__ import annotations

from enum import StrEnum

from ascc_ld.ground.faults import AsccError


class Trace(StrEnum):
    """What a failed request left behind in the graph it was about."""

    NONE = "as it was"
    WHOLE = "replaced, but not verified"
    GONE = "deleted, and perhaps not loaded again"
    UNKNOWN = "unknown"


class StoreFault(AsccError):
    """The store failed, refused or could not be reached.

    ``trace`` is what the request can have left behind.
    """

    exit_code = 4

    def __init__(self, message: str, trace: Trace = Trace.NONE) -> None:
        super().__init__(message)
        self.trace = trace


class WrongStoreUsage(AsccError):
    """The request cannot be carried out: a faulty URL or setting, an unknown graph."""

    exit_code = 2


class UnloadableData(AsccError):
    """The data cannot be loaded graph by graph, or loading it could not be verified."""

    exit_code = 3
