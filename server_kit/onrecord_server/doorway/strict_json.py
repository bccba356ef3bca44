"""JSON as we accept it: RFC 8259 with the corners cut off (I-JSON, RFC 7493). Pure."""

import json
import math
import re
from typing import Any, Final

from onrecord.errors import Invalid, TooLarge


MAX_BYTES: Final = 256 * 1024
MAX_DEPTH: Final = 16
MAX_MEMBERS: Final = 1000
MAX_INTEGER: Final = 2**53 - 1

_SURROGATE: Final = re.compile("[\ud800-\udfff]")


class _Broken(ValueError):
    pass


def _integer(text: str) -> int:
    # Converting a long run of digits is quadratic, so the length is looked at first.
    if len(text) > 17 or abs(int(text)) > MAX_INTEGER:
        raise _Broken("an integer is beyond 2^53 - 1")
    return int(text)


def _float(text: str) -> float:
    value = float(text)
    if len(text) > 64 or not math.isfinite(value):
        raise _Broken("a number is beyond what a double can hold")
    return value


def _constant(text: str) -> None:
    raise _Broken(f"{text} is not JSON")


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Broken("a member appears twice in one object")
    return found


_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_members,
    parse_int=_integer,
    parse_float=_float,
    parse_constant=_constant,
)


def _check_text(text: str) -> None:
    if _SURROGATE.search(text):
        raise _Broken("a text holds half of a surrogate pair")


def _children(value: Any) -> list[Any]:
    if isinstance(value, str):
        _check_text(value)
    if isinstance(value, dict):
        for name in value:
            _check_text(name)
        return list(value.values())
    return value if isinstance(value, list) else []


def _check_tree(document: Any, members: int) -> None:
    level = [document]
    for _ in range(MAX_DEPTH + 1):
        below = []
        for value in level:
            children = _children(value)
            if len(children) > members:
                raise _Broken(f"an object or array has more than {members} members")
            below += children
        if not below:
            return
        level = below
    raise _Broken(f"it is nested deeper than {MAX_DEPTH}")


def parse_json(body: bytes, limit: int = MAX_BYTES, members: int = MAX_MEMBERS) -> dict[str, Any]:
    """Return the JSON object in ``body``; an empty body is an empty object.

    Refused with ``Invalid``: anything but one object, NaN and infinities, members that appear
    twice, lone surrogates, integers beyond 2^53 - 1, nesting deeper than 16, more than
    ``members`` in one place, bytes that are not UTF-8. Raises ``TooLarge`` above ``limit`` bytes.
    """
    if len(body) > limit:
        raise TooLarge(f"The body is larger than {limit} bytes.")
    if not body:
        return {}
    try:
        document = _DECODER.decode(body.decode("utf-8"))
        if not isinstance(document, dict):
            raise _Broken("it is not an object")
        _check_tree(document, members)
    except (ValueError, RecursionError) as error:
        raise Invalid(f"The body is not JSON that is accepted here: {_reason(error)}.") from None
    return document


def _reason(error: Exception) -> str:
    if isinstance(error, _Broken):
        return str(error)
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg.lower()} at character {error.pos}"
    return "it is nested too deep" if isinstance(error, RecursionError) else "it is not UTF-8"
