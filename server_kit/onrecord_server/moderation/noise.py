"""Noise on counts, so that nobody can tell from one whether a certain message was among what was counted.

Counts that are only rounded tell it: whoever knows all but one of the messages brings the count to
the edge, and one more tips it. With noise of the scale ``b``, one message more changes the odds of
any answer by ``e**(1 / b)`` at most (Laplace mechanism: Dwork et al., 2006).
"""

import math
import random
from typing import Final


#: Messages by which a count is off, on average.
SPREAD: Final = 5.0


class Noise:
    """A source of noise for one trial, from a seed that nobody knows."""

    def __init__(self, seed: bytes) -> None:
        """Begin with a seed of at least 16 bytes."""
        self._random = random.Random(seed)  # noqa: S311 - the seed is secret, and answers are few

    def on(self, count: int) -> int:
        """Return a count with noise, never below nothing."""
        return max(0, count + round(self._laplace(SPREAD)))

    def _laplace(self, spread: float) -> float:
        if spread == 0:
            return 0.0
        place = self._random.random() - 0.5
        return -spread * math.copysign(math.log(max(1 - 2 * abs(place), 1e-12)), place)
