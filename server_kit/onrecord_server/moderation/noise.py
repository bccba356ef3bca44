"""Noise on counts, so that nobody can tell from one whether a certain message was among what was counted.

Counts that are only rounded tell it: whoever knows all but one of the messages brings the count to
the edge, and one more tips it. With noise of the scale ``b``, one message more changes the odds of
any answer by ``e**(1 / b)`` at most (Laplace mechanism: Dwork et al., 2006).

Whoever draws anew averages it away. So it is drawn once for a rule over the same days, from a key that
only the house has: asking again, and asking together, teaches nothing.
"""

import hashlib
import hmac
import json
import math
import random
from typing import Final


#: Messages by which a count is off, on average.
SPREAD: Final = 5.0


class Noise:
    """The noise of one answer, from a seed that nobody knows."""

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


class Noises:
    """The noise of all answers about the same messages: of each rule its own, and always the same."""

    def __init__(self, key: bytes, *about: object) -> None:
        """Take the tenant's key, and what the messages are."""
        self._key = key
        self._about = about

    def of(self, *rule: object) -> Noise:
        """Return the noise of a rule."""
        said = json.dumps([self._about, rule], sort_keys=True, default=str).encode()
        return Noise(hmac.digest(self._key, said, hashlib.sha256))
