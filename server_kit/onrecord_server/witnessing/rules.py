"""Puts the certificates of a time-stamp response into the order of DER. Pure.

Nobody signs that order, many authorities keep none (RFC 5652 asks for BER), and our reader takes no other.
"""

from collections.abc import Sequence
from typing import Final, TypeAlias


#: Where an element begins, where what is in it begins, and where it ends.
Span: TypeAlias = tuple[int, int, int]
_CERTIFICATES: Final = 0xA0
#: From the response to what was signed: the token, its content, what that holds; which of how many each is.
_PATH: Final = (1, 1, 0)


def in_order(response: bytes) -> bytes:
    """Return the same response with its certificates sorted; what cannot be read is returned as it is."""
    try:
        start, end = _certificates(response)
        parts = sorted(response[one[0] : one[2]] for one in _within(response, start, end))
    except (IndexError, ValueError):
        return response
    return response[:start] + b"".join(parts) + response[end:]


def _certificates(data: bytes) -> tuple[int, int]:
    (whole,) = _within(data, 0, len(data))
    for index in _PATH:
        whole = _within(data, *whole[1:])[index]
    fields = _within(data, *whole[1:])
    found = [one for one in fields if data[one[0]] == _CERTIFICATES]
    return found[0][1:]


def _within(data: bytes, start: int, end: int) -> Sequence[Span]:
    found = []
    while start < end:
        inner, after = _measured(data, start)
        if after > end:
            raise ValueError("an element is longer than what it is in")
        found.append((start, inner, after))
        start = after
    return found


def _measured(data: bytes, start: int) -> tuple[int, int]:
    """Return where the content of an element begins and ends."""
    short, more = data[start + 1], 0
    if short >= 0x80:
        more = short & 0x7F
        short = int.from_bytes(data[start + 2 : start + 2 + more])
    inner = start + 2 + more
    return inner, inner + short
