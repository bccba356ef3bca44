"""How the provider misbehaves: what it was told for the next texts, or by chance."""

import random
import threading
from collections import deque
from collections.abc import Iterable, Mapping
from typing import Final

from onrecord.errors import UsageError


#: What goes wrong with an answer. Of those that end in ``_taken``, and of ``hang_up`` and ``rubbish``, the
#: provider has the text all the same.
ANSWERING: Final = frozenset(
    {
        *("busy", "away", "error", "error_taken", "refuse"),
        *("hang", "hang_taken", "hang_up", "rubbish"),
    }
)
#: What goes wrong with what it calls back: twice, in the wrong order, before its own answer, late, with a
#: forged one beside it, or never.
CALLING: Final = frozenset({"twice", "reversed", "early", "late", "forged", "lost"})
_MOST: Final = 10_000


class Faults:
    """Draws what goes wrong with one text. Safe for threads."""

    def __init__(self, seed: int = 0) -> None:
        """Let all go well."""
        self._lock = threading.Lock()
        self._random = random.Random(seed)  # noqa: S311 - faults that can be drawn again
        self._next: deque[str] = deque(maxlen=_MOST)
        self._chances: dict[str, float] = {}

    def tell(
        self, following: Iterable[str] = (), chances: Mapping[str, float] | None = None
    ) -> None:
        """Say what goes wrong with the next texts, one each, and how likely what is with the others.

        Chances replace those of before; without them they stay. Raises ``UsageError`` for what is no fault.
        """
        told, likely = list(following), chances
        if not {*told, *(likely or {})} <= ANSWERING | CALLING:
            raise UsageError(f"faults are {', '.join(sorted(ANSWERING | CALLING))}")
        with self._lock:
            self._next.extend(told)
            self._chances = self._chances if likely is None else dict(likely)

    def draw(self) -> frozenset[str]:
        """Return what goes wrong with this text: with its answer one thing at most."""
        with self._lock:
            if self._next:
                return frozenset({self._next.popleft()})
            drawn = [name for name, p in self._chances.items() if self._random.random() < p]
        answer = [name for name in drawn if name in ANSWERING][:1]
        return frozenset(answer) | (frozenset(drawn) & CALLING)
