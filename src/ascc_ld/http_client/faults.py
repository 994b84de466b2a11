"""What can go wrong on the way to a server and back.

The exception tree::

    AsccError
    ├── MissingPackage      httpx is not installed
    ├── WrongContact        ASCC_LD_CONTACT cannot be sent
    └── ExchangeFault       names the address and the reason
        ├── NoConnection    nobody took the connection: nothing was sent
        ├── TooSlow         the time was over
        ├── BrokenOff       the connection broke
        └── Unusable        what came back, or the address itself, cannot be used
            └── TooMuch     the answer is too large
"""

from __future__ import annotations

from ascc_ld.ground.faults import AsccError
from ascc_ld.ground.printable import printable

__all__ = [
    "BrokenOff",
    "ExchangeFault",
    "MissingPackage",
    "NoConnection",
    "TooMuch",
    "TooSlow",
    "Unusable",
    "WrongContact",
]


class MissingPackage(AsccError):
    """httpx, which is an extra, is not installed."""


class WrongContact(AsccError):
    """The contact that was set cannot stand in a header."""


class ExchangeFault(AsccError):
    """A request to ``address`` failed for ``reason``, a phrase without a full stop.

    ``passing`` tells whether the same request may succeed later.
    """

    exit_code = 4
    passing = True

    def __init__(self, address: str, reason: str) -> None:
        self.address, self.reason = address, printable(reason)
        super().__init__(f"{address}: {self.reason}.")


class NoConnection(ExchangeFault):
    """Nobody took the connection, so that nothing was sent."""


class TooSlow(ExchangeFault):
    """The time of a request was over before its answer was complete."""

    def __init__(self, address: str, seconds: float) -> None:
        super().__init__(address, f"the answer was not complete after {seconds:g} s")


class BrokenOff(ExchangeFault):
    """The connection broke, or the other side did not speak HTTP."""


class Unusable(ExchangeFault):
    """The address or the answer cannot be used, now or later."""

    passing = False


class TooMuch(Unusable):
    """The answer has more bytes than are taken."""

    def __init__(self, address: str, most: int) -> None:
        super().__init__(address, f"answers with more than {most:,} bytes")
