"""How many parts a text message takes, and what each holds. Pure.

3GPP TS 23.038 (alphabets) and TS 23.040 (parts): a text goes in the seven-bit alphabet when every
character of it is there, else all of it in UCS-2, counted in units of UTF-16. Part of SMS-7: what was
said in how many parts is known before it goes, and the parts together are the text.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Literal


Alphabet = Literal["gsm7", "ucs2"]

#: In the order of the standard, without ESC. A backtick and a small ç are not there; a capital Ç is.
GSM7_BASIC: Final = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
#: Each takes an escape before it, so two septets.
GSM7_EXTENSION: Final = "\f^{}\\[~]|€"

#: Units that a text has room for alone, and in each of several parts, where a header takes some.
ALONE: Final[dict[Alphabet, int]] = {"gsm7": 160, "ucs2": 70}
TOGETHER: Final[dict[Alphabet, int]] = {"gsm7": 153, "ucs2": 67}

_SEPTETS: Final = {**dict.fromkeys(GSM7_BASIC, 1), **dict.fromkeys(GSM7_EXTENSION, 2)}


@dataclass(frozen=True, slots=True)
class Wide:
    """Characters beside each other that are not in the seven-bit alphabet.

    ``start`` and ``end`` are places in the text, in characters (code points).
    """

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Segments:
    """How a text goes: in which alphabet, as which parts, how full the last one is.

    ``units`` are septets of all parts, or units of UTF-16. ``room`` is how many more the last part takes
    before there is another; an empty text has no part and all the room of one.
    """

    alphabet: Alphabet
    parts: tuple[str, ...]
    units: int
    room: int

    @property
    def count(self) -> int:
        """Return how many parts are sent, and paid for."""
        return len(self.parts)


def alphabet_of(text: str) -> Alphabet:
    """Return the alphabet that a whole text goes in."""
    return "gsm7" if all(one in _SEPTETS for one in text) else "ucs2"


def units(text: str, alphabet: Alphabet) -> int:
    """Return how much room a text takes; every character of it must be in the alphabet."""
    size = _size(alphabet)
    return sum(size(one) for one in text)


def segments(text: str) -> Segments:
    """Return how a text goes. Parts are filled in order; an escape or surrogate pair is never cut."""
    alphabet = alphabet_of(text)
    total = units(text, alphabet)
    if total <= ALONE[alphabet]:
        return Segments(alphabet, (text,) if text else (), total, ALONE[alphabet] - total)
    parts = tuple(_filled(text, TOGETHER[alphabet], _size(alphabet)))
    room = TOGETHER[alphabet] - units(parts[-1], alphabet)
    return Segments(alphabet, parts, total, room)


def wide(text: str) -> tuple[Wide, ...]:
    """Return what keeps a text out of the seven-bit alphabet, in order: the composer shows it."""
    found: list[Wide] = []
    start = 0
    for narrow, run in groupby(text, key=_SEPTETS.__contains__):
        words = "".join(run)
        if not narrow:
            found.append(Wide(start, start + len(words), words))
        start += len(words)
    return tuple(found)


def _size(alphabet: Alphabet) -> Callable[[str], int]:
    return _SEPTETS.__getitem__ if alphabet == "gsm7" else _utf16


def _utf16(character: str) -> int:
    return 2 if ord(character) > 0xFFFF else 1


def _filled(text: str, room: int, size: Callable[[str], int]) -> Iterator[str]:
    """Yield parts, each as full as whole characters make it."""
    start = taken = 0
    for place, one in enumerate(text):
        if taken + size(one) > room:
            yield text[start:place]
            start, taken = place, 0
        taken += size(one)
    yield text[start:]
