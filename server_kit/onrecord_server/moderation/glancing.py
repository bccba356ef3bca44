"""A glance: of most plain texts one pass tells that no trigger can find anything in them. Pure.

A text of letters, spaces and the commonest signs has no number, no address, no disguise and no markup: of
it, the words alone are asked. Whatever a glance cannot tell is looked through; it never finds anything.
"""

import re
from collections.abc import Iterable
from typing import Final

from onrecord_server.moderation.skimming import LONGEST, Skim
from onrecord_server.moderation.undone import may_be_split


_LETTERS: Final = bytes(one for one in range(128) if chr(one).isalpha())
_DIGITS: Final = b"0123456789"
#: Signs that may stand for letters, and digits that may.
_SIGNS: Final = b"$!|"
_LEET: Final = b"013457"
#: What only looking through can read: addresses, markup that a widget does not draw, and escapes.
_REMARKABLE: Final = b"@*_~`\\[>%"
_PLAIN: Final = bytes(
    one for one in range(128) if one not in b"%b%b%b" % (_DIGITS, _SIGNS, _REMARKABLE)
)
#: A number has at least eight digits side by side, unless letters begin it.
_ABREAST: Final = b"0" * 8
#: Two digits after a letter or a space, with eleven letters or digits behind: every IBAN, and more.
_LETTERED: Final = re.compile(rb"00(?:(?<=a00)|(?<= 00))(?: *[a0]){11}")


def _read_as(classes: Iterable[tuple[bytes, bytes]]) -> bytes:
    """Return a table that reads each sign as the one that stands for its class, and others as ``:``."""
    table = bytearray(b":" * 256)
    for signs, stands in classes:
        for one in signs:
            table[one] = stands[0]
    return bytes(table)


_SPACES: Final = bytes(one for one in range(128) if one <= 32 or one == 127)
#: For numbers: letters, digits, and what may stand between them.
_NUMBERS: Final = _read_as([(_LETTERS, b"a"), (_DIGITS, b"0"), (_SPACES + b"./-()", b" ")])
#: For disguises: letters, digits that may be letters, and signs that may be.
_DISGUISES: Final = _read_as([(_LETTERS, b"a"), (_LEET, b"1"), (_SIGNS, b"2")])
#: For words: letters without case and digits; all else is a space.
_WORDS: Final = bytes(one if chr(one).isalnum() else 32 for one in range(128)).lower() + bytes(128)


class Glance:
    """Lists of words and detectors, ready to say of most plain texts that none of them finds anything."""

    def __init__(self, skims: Iterable[Skim], *, numbers: bool) -> None:
        """Take the lists that are skimmed, and whether numbers and addresses are looked for."""
        self._skims = tuple(skims)
        self._known = tuple(one.known for one in self._skims if one.known)
        self._disguised = any(one.lookalikes for one in self._skims)
        #: Lists with more than whole words are skimmed one by one.
        self._others = tuple(one for one in self._skims if not one.is_of_words)
        self._numbers = numbers

    def passes(self, text: str) -> bool:
        """Say whether a text surely holds nothing; where not, it has to be looked through."""
        if not text.isascii() or len(text) > LONGEST:
            return False
        plain = text.encode()
        rest = plain.translate(None, _PLAIN)
        if (rest and not self._is_harmless(plain, rest)) or may_be_split(plain):
            return False
        words = plain.translate(_WORDS).split()
        for known in self._known:
            if not known.isdisjoint(words):
                return all(one.passes(text) for one in self._skims)
        return not self._others or all(one.passes(text) for one in self._others)

    def _is_harmless(self, plain: bytes, rest: bytes) -> bool:
        """Say whether digits and signs are neither a number nor a disguise."""
        digits = rest.translate(None, _SIGNS)
        if digits.translate(None, _DIGITS):
            return False
        if self._disguised and _is_disguised(plain):
            return False
        return not self._numbers or not digits or _is_no_number(plain)


def _is_disguised(plain: bytes) -> bool:
    """Say whether there is a sign before a letter, or a digit beside one."""
    shape = plain.translate(_DISGUISES)
    return b"1a" in shape or b"2a" in shape or b"a1" in shape


def _is_no_number(plain: bytes) -> bool:
    shape = plain.translate(_NUMBERS)
    return _ABREAST not in shape.translate(None, b" ") and _LETTERED.search(shape) is None
