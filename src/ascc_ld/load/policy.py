"""How patient we are with a store."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["Policy"]


@dataclass(frozen=True)
class Policy:
    """``timeout``: seconds that a store may be silent; ``retries``: how often we try again.

    ``tell`` hears why we try again, ``pause`` waits for so many seconds.
    """

    timeout: float = 600.0
    retries: int = 3
    pause: Callable[[float], None] = time.sleep
    tell: Callable[[str], None] = lambda _: None
