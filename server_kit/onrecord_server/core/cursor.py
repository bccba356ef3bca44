"""Opaque cursors for pages of a list."""

import base64
import binascii
import json
from typing import Any

from onrecord.errors import Invalid


def write_cursor(*values: Any) -> str:
    """Return an opaque cursor that holds some values."""
    raw = json.dumps([1, *values], separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def read_cursor(text: str, *kinds: type) -> list[Any]:
    """Return the values of a cursor; refuse one that we did not make or that is of another list."""
    try:
        values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, binascii.Error) as error:
        raise _refused() from error
    if not isinstance(values, list) or values[:1] != [1] or len(values) != len(kinds) + 1:
        raise _refused()
    if any(type(v) is not kind for v, kind in zip(values[1:], kinds, strict=True)):
        raise _refused()
    return values[1:]


def _refused() -> Invalid:
    return Invalid(
        "The cursor is not one of this list.", errors=[{"pointer": "/cursor", "detail": "unknown"}]
    )
