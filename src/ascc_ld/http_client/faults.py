"""What can go wrong on the way to a server and back.

The exception tree::

    AsccError
    ├── UnusableSetting     a package is missing, or the environment sets what cannot be used
    └── RequestFailed       names the address and the reason
        ├── NotConnected    no connection was made: nothing was sent
        ├── TimedOut        the time was over
        └── Unusable        what came back, or the address itself, cannot be used
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ascc_ld.ground.faults import AsccError
from ascc_ld.ground.printable import printable

if TYPE_CHECKING:
    from ascc_ld.http_client.client import HttpReply


class UnusableSetting(AsccError):
    """The package httpx is missing, or an environment variable holds what cannot be used."""


class RequestFailed(AsccError):
    """A request to ``address`` failed for ``reason``, a phrase without a full stop.

    ``passing`` tells whether the same request may succeed later, ``sent`` whether the server may
    have received it, and ``earlier`` holds the outcomes of the attempts before this one.
    """

    exit_code = 4
    passing = True

    def __init__(self, address: str, reason: str, *, sent: bool = True) -> None:
        self.address, self.reason, self.sent = address, printable(reason), sent
        self.earlier: tuple[RequestFailed | HttpReply, ...] = ()
        super().__init__(f"{address}: {self.reason}.")


class NotConnected(RequestFailed):
    """No connection was made, so nothing was sent; it may be the proxy that is to blame."""

    def __init__(self, address: str, reason: str, *, of_proxy: bool = False) -> None:
        self.of_proxy = of_proxy
        super().__init__(address, reason, sent=False)


class TimedOut(RequestFailed):
    """The time of a request was over before its answer was complete."""


class Unusable(RequestFailed):
    """The address or the answer cannot be used, now or later."""

    passing = False
