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
    """What to look for in the words of a case, and who each of it is, by the group that finds them."""

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
        if found.lastgroup is None:
            return f"<@{name(found[1])}>"
        return name(self.people[found.lastgroup])


def veil(called: Mapping[str, str]) -> Veil:
    """Return what covers some people: full names, ids, and first names that only one of them has."""
    firsts = Counter(_key(words[:1]) for name in called.values() if (words := _words(name)))
    known: dict[str, tuple[list[str], str]] = {}
    for person, name in called.items():
        for words in map(_words, (name, person)):
            known[_key(words)] = (words, person)
    for person, name in called.items():
        first = _words(name)[:1]
        if firsts[_key(first)] == 1:
            known.setdefault(_key(first), (first, person))
    return _veil([one for key, one in known.items() if len(key) >= _SHORTEST])


def _veil(known: Sequence[tuple[Sequence[str], str]]) -> Veil:
    """Return what finds the longest of some names first; each has a group, whatever its letters."""
    longest = sorted(known, key=lambda one: (-len(_key(one[0])), one))
    names = [
        f"(?P<n{at}>{_BETWEEN.join(map(re.escape, words))})"
        for at, (words, _) in enumerate(longest)
    ]
    if not names:
        return Veil()
    pattern = f"{_MENTION}|{_BEFORE}(?:{'|'.join(names)}){_AFTER}"
    people = {f"n{at}": person for at, (_, person) in enumerate(longest)}
    return Veil(re.compile(pattern, re.IGNORECASE), people)


def _words(name: str) -> list[str]:
    """Return what a name consists of: whatever stands between its words is no part of it."""
    return [word for word in re.split(_BETWEEN, name) if word]


def _key(words: Sequence[str]) -> str:
    return " ".join(words).lower()


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
