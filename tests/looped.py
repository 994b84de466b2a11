"""A table of cases in one test, which checks them all and names those that fail.

To start a test costs more than most cases do, so ``parametrize`` is for cases that take long, that
need a folder or a server each, or that a reader wants to run alone.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

import pytest

Test = Callable[..., None]


def looped(
    names: str | tuple[str, ...], cases: Iterable[Any], ids: Callable[[Any], object] = repr
) -> Callable[[Test], Test]:
    """Give a test its cases as ``pytest.mark.parametrize`` does, but all of them in one test.

    ``names`` are the arguments that a case is for; fixtures are made once, for all cases.
    Raises ``ValueError`` for a table without cases.
    """
    table = list(cases)
    if not table:
        raise ValueError(f"There are no cases for {names}")

    def arguments(case: Any) -> dict[str, Any]:
        return {names: case} if isinstance(names, str) else dict(zip(names, case, strict=True))

    def decorate(check: Test) -> Test:
        @wraps(check)
        def test(*itself: object, **fixtures: Any) -> None:
            wrong = []
            for case in table:
                try:
                    check(*itself, **arguments(case), **fixtures)
                except (AssertionError, pytest.fail.Exception) as failure:
                    wrong.append(f"{ids(case)}: {failure}")
                except BaseException as failure:
                    failure.add_note(f"The case is {ids(case)}.")
                    raise
            assert not wrong, f"{len(wrong)} of {len(table)} cases fail:\n" + "\n".join(wrong)

        signature = inspect.signature(check)
        kept = [p for name, p in signature.parameters.items() if name not in arguments(table[0])]
        test.__signature__ = signature.replace(parameters=kept)  # type: ignore[attr-defined]
        return test

    return decorate
