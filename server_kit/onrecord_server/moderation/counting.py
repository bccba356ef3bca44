"""How often a list would have found something, told so that it tells of nobody. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Literal

from onrecord.wire.lexicon_document import LexiconDocument, Term
from onrecord_server.moderation.folding import fold
from onrecord_server.moderation.matching import Hit, Lexicon, TooManyPlaces
from onrecord_server.moderation.noise import Noise, Noises


#: Counts are told to so many; what was found in fewer messages is not told at all.
TO: Final = 5
#: Of one person so many messages count towards whether anything is told, so that several must have written.
EACH: Final = 5
#: So many of them it takes: of three people, where each wrote four.
FEWEST: Final = 12
#: As many rules are told: each is an answer, and many answers tell more than one.
MOST_RULES: Final = 100
Kind = Literal["term", "expression"]


@dataclass(frozen=True, slots=True)
class Rule:
    """A term or an expression, by what it is called."""

    kind: Kind
    name: str


@dataclass(slots=True)
class Count:
    """In how many messages something was found, and of whom."""

    authors: Counter[str] = field(default_factory=Counter)

    def add(self, author: str) -> None:
        """Count one message."""
        self.authors[author] += 1

    def told(self, noise: Noise) -> int:
        """Return how many are told, about: none where it was found rarely, or of few people."""
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

    def flagged(self, noises: Noises) -> int:
        """Return in how many messages something was found, about: none where few people wrote them."""
        return self._flagged.told(noises.of("list", looked_for(self._lexicon.document)))

    def rules(self, noises: Noises) -> list[tuple[Rule, int]]:
        """Return what was found often and of several people, about, the most frequent first."""
        document = self._lexicon.document
        told = [
            (rule, many)
            for rule, count in self._rules.items()
            if (many := count.told(noises.of("rule", looked_for(document, rule.name))))
        ]
        return _first(sorted(told, key=lambda one: (-one[1], one[0].kind, one[0].name)))


def looked_for(document: LexiconDocument, name: str | None = None) -> list[object]:
    """Return what a list looks for, or what it does under one name: how it is written makes no difference."""
    looks = document.lookalikes
    terms = [
        (fold(one.text, lookalikes=looks).text.strip(), one.place, _around(one, looks))
        for one in document.terms
        if name in (None, one.text)
    ]
    patterns = [one.pattern for one in document.expressions if name in (None, one.name)]
    return [looks, sorted(terms), sorted(patterns)]


def _around(term: Term, looks: bool) -> list[str]:
    """Return what has to be near a term, or excuses it."""
    near = "" if term.near is None else f"{fold(term.near, lookalikes=looks).text} {term.within}"
    return [near, *sorted({fold(one, lookalikes=looks).text for one in term.unless})]


def _first(found: Iterable[tuple[Rule, int]]) -> list[tuple[Rule, int]]:
    return list(found)[:MOST_RULES]


def rounded(count: int) -> int:
    """Round a count down to what is told."""
    return count - count % TO


def _rule(hit: Hit) -> Rule:
    if isinstance(hit.rule, Term):
        return Rule("term", hit.rule.text)
    return Rule("expression", hit.rule.name)
