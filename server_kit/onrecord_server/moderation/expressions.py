"""Regular expressions of a tenant: RE2, so that each takes time linear in the text, whatever it says. Pure."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

import re2


#: What one compiled expression may hold in memory.
_MOST_BYTES: Final = 1 << 23


class ExpressionRefused(ValueError):
    """An expression that RE2 does not take, with what it says of it."""


@lru_cache(maxsize=1_024)
def compiled(pattern: str) -> Any:
    """Return an expression made ready. Raises ``ExpressionRefused``."""
    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MOST_BYTES
    try:
        return re2.compile(pattern, options)
    except re2.error as error:
        raise ExpressionRefused(str(error)) from None


def spans(pattern: Any, text: str) -> Iterator[tuple[int, int]]:
    """Yield the places that an expression finds, but for those of no length."""
    return (one.span() for one in pattern.finditer(text) if one.start() < one.end())
