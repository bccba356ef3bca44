"""How wide a window of positions may be asked of an index that has no order. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from onrecord_server.search.words import fact


#: Sizes of the blocks that rows lie in, as powers of two: 4,096 to a million positions.
_BITS: Final = (12, 16, 20)
#: Rows that one window answers at most; a narrower one is asked where it would be more.
MOST: Final = 8_193
#: A window of this size never holds more.
_NARROWEST: Final = 4_096
_FIRST: Final = 8_192
_WIDEST: Final = 16 << _BITS[-1]
#: What a window should hold, by what the last one held.
_AIM: Final = 1_000
_FASTER: Final = 256
_SLOWER: Final = 16
#: Positions that are asked without naming their blocks.
_FEW: Final = 2_097_152
_MOST_WINDOWS: Final = 8
_MOST_LOOKED: Final = 8_000


def blocks(position: int) -> list[str]:
    """Return the tokens of the blocks that a position lies in."""
    return [_block(bits, position >> bits) for bits in _BITS]


def _block(bits: int, number: int) -> str:
    return fact("b", f"{bits:x}x{number:x}")


@dataclass(slots=True)
class Pace:
    """How a search goes back through the positions: faster where it finds little."""

    width: int = _FIRST
    windows: int = 0
    looked: int = 0

    @property
    def is_tired(self) -> bool:
        """Say whether this was enough for one page."""
        return self.windows >= _MOST_WINDOWS or self.looked >= _MOST_LOOKED

    def next(self, low: int, high: int) -> tuple[int, Sequence[str] | None]:
        """Return where the next window below ``high`` begins, and the blocks that it lies in.

        Without blocks it is everything down to ``low``.
        """
        if high - low <= self.width and self._may_ask_all(high):
            return low, None
        bits = next((b for b in _BITS if self.width >> b < 16), _BITS[-1])
        first = max(high - self.width, low, 0) >> bits
        last = (high - 1) >> bits
        return max(low, first << bits), [_block(bits, n) for n in range(first, last + 1)]

    def _may_ask_all(self, high: int) -> bool:
        return self.windows > 0 and (high <= _FEW or self.width >= _FEW)

    def went(self, width: int, looked: int) -> bool:
        """Learn from a window; false where it held too much to be answered in order."""
        self.windows += 1
        self.looked += looked
        if looked >= MOST:
            self.width = max(min(width, self.width) // _SLOWER, _NARROWEST)
            return False
        aimed = width * _FASTER if looked == 0 else width * _AIM // looked
        self.width = max(_NARROWEST, min(aimed, width * _FASTER, _WIDEST))
        return True
