"""How often a list would have found something, told so that it tells of nobody. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Literal

from onrecord.wire.lexicon_document import Term
from onrecord_server.moderation.matching import Hit, Lexicon, TooManyPlaces


#: Counts are told to so many; what was found in fewer messages is not told at all.
TO: Final = 5
#: What fewer people wrote is not told either.
FEWEST_PEOPLE: Final = 3
#: As many rules are told.
MOST_RULES: Final = 1_000
Kind = Literal["term", "expression"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A term or an expression, by what it is called."""

    kind: Kind
    name: str


@dataclass(slots=True)
class Count:
    """In how many messages something was found, and of whom."""

    messages: int = 0
    authors: set[str] = field(default_factory=set)

    def add(self, author: str) -> None:
        """Count one message."""
        self.messages += 1
        self.authors.add(author)

    @property
    def told(self) -> int:
        """Return how many are told: none where it was found rarely, or of few people."""
        return rounded(self.messages) if len(self.authors) >= FEWEST_PEOPLE else 0


class Tally:
    """Counts messages in which a list finds something, by rule."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Begin with none."""
        self._lexicon = lexicon
        self._rules: dict[Rule, Count] = {}
        self._flagged = Count()
        self.looked_at = self.characters = 0

    def take(self, author: str, text: str, _: int) -> None:
        """Look through one message; one with too much in it counts as flagged."""
        self.looked_at += 1
        self.characters += len(text)
        try:
            found = {_rule(hit) for hit in self._lexicon.find(text)}
        except TooManyPlaces:
            self._flagged.add(author)
            return
        if found:
            self._flagged.add(author)
        for rule in found:
            self._rules.setdefault(rule, Count()).add(author)

    @property
    def flagged(self) -> int:
        """Return in how many messages something was found: none where few people wrote them."""
        return self._flagged.told

    def rules(self) -> list[tuple[Rule, int]]:
        """Return what was found often and of several people, the most frequent first."""
        told = ((rule, count.told) for rule, count in self._rules.items() if count.told)
        return _first(sorted(told, key=lambda one: (-one[1], one[0].kind, one[0].name)))


def _first(found: Iterable[tuple[Rule, int]]) -> list[tuple[Rule, int]]:
    return list(found)[:MOST_RULES]


def rounded(count: int) -> int:
    """Round a count down to what is told."""
    return count - count % TO


def _rule(hit: Hit) -> Rule:
    if isinstance(hit.rule, Term):
        return Rule("term", hit.rule.text)
    return Rule("expression", hit.rule.name)
