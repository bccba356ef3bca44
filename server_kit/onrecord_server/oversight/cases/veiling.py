"""What the people of a case are called in what was written: their names become pseudonyms. Pure.

Best effort: a name is found as the host spells it, and not a nickname, an initial, or a slip of the pen.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final


Namer = Callable[[str], str]
#: Shorter ones are words more often than names.
_SHORTEST: Final = 2
_MENTION: Final = r"<@([^\s\x00-\x1f\x7f-\x9f<>&][^\s\x00-\x1f\x7f-\x9f<>]{0,127})>"
#: Letters and digits on either side make it another word; an underscore does not, as in names of files.
_BEFORE, _AFTER = r"(?<![^\W_])", r"(?![^\W_])"
_BETWEEN: Final = r"[\s_.\-]+"


@dataclass(frozen=True)
class Veil:
    """What to look for in the words of a case, and who each of it is."""

    pattern: re.Pattern[str] = re.compile(_MENTION)
    people: Mapping[str, str] = field(default_factory=dict)

    def over(
        self, text: str, spans: Sequence[tuple[int, int]], name: Namer
    ) -> tuple[str, list[tuple[int, int]]]:
        """Return a text without names, and where its spans are in that."""
        parts: list[str] = []
        moves: list[_Move] = []
        done = 0
        for found in self.pattern.finditer(text):
            said = self._said(found, name)
            parts += [text[done : found.start()], said]
            moves.append((found.start(), found.end(), len(said)))
            done = found.end()
        whole = "".join([*parts, text[done:]])
        return whole, [(_moved(start, moves), _moved(end, moves)) for start, end in spans]

    def _said(self, found: re.Match[str], name: Namer) -> str:
        if found[1] is not None:
            return f"<@{name(found[1])}>"
        return name(self.people[_key(found[0])])


def veil(called: Mapping[str, str]) -> Veil:
    """Return what covers some people: full names, ids, and first names that only one of them has."""
    firsts = Counter(_first(name) for name in called.values())
    known: dict[str, str] = {}
    for person, name in called.items():
        known |= {_key(one): person for one in (name, person) if len(one) >= _SHORTEST}
    for person, name in called.items():
        first = _first(name)
        if firsts[first] == 1 and len(first) >= _SHORTEST:
            known.setdefault(first, person)
    return Veil(_pattern(known), known) if known else Veil()


def _pattern(known: Mapping[str, str]) -> re.Pattern[str]:
    longest = sorted(known, key=lambda one: (-len(one), one))
    names = "|".join(_BETWEEN.join(map(re.escape, one.split())) for one in longest)
    return re.compile(f"{_MENTION}|{_BEFORE}(?:{names}){_AFTER}", re.IGNORECASE)


def _first(name: str) -> str:
    return next(iter(_key(name).split()), "")


def _key(name: str) -> str:
    """Return how a name is looked up: whatever stands between its words."""
    return " ".join(re.split(_BETWEEN, name.lower().strip()))


_Move = tuple[int, int, int]


def _moved(place: int, moves: Sequence[_Move]) -> int:
    """Return where a place is by now; one inside of a name stays inside of its pseudonym."""
    moved = place
    for start, end, length in moves:
        if end <= place:
            moved += length - (end - start)
        elif start < place:
            moved -= max(0, place - start - length)
    return moved
