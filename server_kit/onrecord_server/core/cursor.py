"""Opaque cursors for pages of a list."""

import base64
import binascii
import json
import re
from typing import Any, Final

from onrecord.errors import Invalid


_UNSOUND: Final = re.compile("[\x00\ud800-\udfff]")


def write_cursor(*values: Any) -> str:
    """Return an opaque cursor that holds some values."""
    raw = json.dumps([1, *values], separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def read_cursor(text: str, *kinds: type) -> list[Any]:
    """Return the values of a cursor; refuse one that we did not make or that is of another list."""
    try:
        values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, binascii.Error, RecursionError) as error:
        raise _refused() from error
    if not isinstance(values, list) or values[:1] != [1] or len(values) != len(kinds) + 1:
        raise _refused()
    if not all(_is_sound(v, kind) for v, kind in zip(values[1:], kinds, strict=True)):
        raise _refused()
    return values[1:]


def _is_sound(value: Any, kind: type) -> bool:
    """Say whether a value is of its kind, and one that every database takes."""
    if type(value) is not kind:
        return False
    if isinstance(value, int):
        return abs(value) < 2**53
    return not isinstance(value, str) or not _UNSOUND.search(value)


def _refused() -> Invalid:
    return Invalid(
        "The cursor is not one of this list.", errors=[{"pointer": "/cursor", "detail": "unknown"}]
    )
