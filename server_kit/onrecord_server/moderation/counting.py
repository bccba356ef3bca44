"""How often a list would have found something, told so that it tells of nobody. Pure."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Literal

from onrecord.wire.lexicon_document import Term
from onrecord_server.moderation.matching import Hit, Lexicon, TooManyPlaces
from onrecord_server.moderation.noise import Noises


#: Counts are told to so many; what was found in fewer messages is not told at all.
TO: Final = 5
#: Of one person so many messages count towards whether anything is told, so that several must have written.
EACH: Final = 5
#: So many of them it takes: of three people, where each wrote four.
FEWEST: Final = 12
#: As many rules are told: each is an answer, and many answers tell more than one.
MOST_RULES: Final = 100
_MARKS: Final = 2**256
Kind = Literal["term", "expression"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A term or an expression, by what it is called."""

    kind: Kind
    name: str


def mark(author: str, text: str, at: int) -> int:
    """Return what stands for one message among those that something was found in."""
    said = json.dumps([author, text, at]).encode()
    return int.from_bytes(hashlib.sha256(said).digest(), "big")


@dataclass(slots=True)
class Count:
    """In how many messages something was found, of whom, and which those are."""

    authors: Counter[str] = field(default_factory=Counter)
    #: The marks of all messages, added up: the same whatever their order is.
    found: int = 0

    def add(self, author: str, marked: int) -> None:
        """Count one message."""
        self.authors[author] += 1
        self.found = (self.found + marked) % _MARKS

    def told(self, noises: Noises) -> int:
        """Return how many are told, about: none where it was found rarely, or of few people.

        What finds the same messages has the same noise, however it is spelled.
        """
        noise = noises.of(self.found)
        of_several = sum(min(count, EACH) for count in self.authors.values())
        found = noise.on(self.authors.total())
        return rounded(found) if noise.on(of_several) >= FEWEST else 0


class Tally:
    """Counts messages in which a list finds something, by rule."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Begin with none."""
        self._lexicon = lexicon
        self._rules: dict[Rule, Count] = {}
        self._flagged = Count()
        self.looked_at = self.characters = 0

    def take(self, author: str, text: str, at: int) -> None:
        """Look through one message; one with too much in it counts as flagged."""
        marked = mark(author, text, at)
        self.looked_at += 1
        self.characters += len(text)
        try:
            found = {_rule(hit) for hit in self._lexicon.find(text)}
        except TooManyPlaces:
            self._flagged.add(author, marked)
            return
        if found:
            self._flagged.add(author, marked)
        for rule in found:
            self._rules.setdefault(rule, Count()).add(author, marked)

    def flagged(self, noises: Noises) -> int:
        """Return in how many messages something was found, about: none where few people wrote them."""
        return most(self.looked_at, self._flagged.told(noises))

    def rules(self, noises: Noises) -> list[tuple[Rule, int]]:
        """Return what was found often and of several people, about, the most frequent first."""
        counted = [(rule, count.told(noises)) for rule, count in self._rules.items()]
        told = [(rule, many) for rule, one in counted if (many := most(self.looked_at, one))]
        return _first(sorted(told, key=lambda one: (-one[1], one[0].kind, one[0].name)))


def _first(found: Iterable[tuple[Rule, int]]) -> list[tuple[Rule, int]]:
    return list(found)[:MOST_RULES]


def rounded(count: int) -> int:
    """Round a count down to what is told."""
    return count - count % TO


def most(looked_at: int, told: int) -> int:
    """Return what is told of so many messages: never more than those, as noise alone might say."""
    return min(told, rounded(looked_at))


def _rule(hit: Hit) -> Rule:
    if isinstance(hit.rule, Term):
        return Rule("term", hit.rule.text)
    return Rule("expression", hit.rule.name)
