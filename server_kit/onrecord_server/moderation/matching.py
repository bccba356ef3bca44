"""Which terms of a list a text holds, and where in what was written. Pure, and linear in the text.

Aho-Corasick over the folded text finds every term at once; whether one counts (borders of words,
another term near it, a phrase that excuses it) is asked of each place where it was found.
"""

import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import re2
from ahocorasick_rs import AhoCorasick

from onrecord.wire.lexicon_document import Expression, LexiconDocument, Term
from onrecord_server.moderation.folding import fold


#: Hits that one text gives at most: it is flagged by then, and nobody reads a thousand.
MOST_HITS: Final = 1_000
#: The text is looked through in pieces of this length, so that what is found stays bounded.
_PIECE: Final = 4_096
_OVERLAP: Final = 256


class ExpressionRefused(ValueError):
    """An expression that RE2 does not take, with what it says of it."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place in a text that counts: which rule, and from where to where in the original."""

    rule: Term | Expression
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Found:
    """A place in the folded text."""

    word: int
    start: int
    end: int


class Lexicon:
    """A list of words, made ready to look through texts."""

    def __init__(self, document: LexiconDocument) -> None:
        """Prepare the terms. Raises ``ExpressionRefused``."""
        self.document = document
        self._words = _Words(document)
        self._expressions = [(one, _compiled(one)) for one in document.expressions]

    def find(self, text: str) -> list[Hit]:
        """Return the hits of a text in their order, up to 1,000 of them."""
        folded = fold(text, lookalikes=self.document.lookalikes)
        places = dict.fromkeys(self._words.find(folded.text))
        if folded.undisguised is not None:
            places |= dict.fromkeys(self._words.find(folded.undisguised))
        terms = self.document.terms
        found = [Hit(terms[number], *folded.origin(*span)) for number, span in places]
        for rule, pattern in self._expressions:
            found += [Hit(rule, *span) for span in _spans(pattern, text)]
        return sorted(found, key=lambda hit: (hit.start, -hit.end))[:MOST_HITS]


def _compiled(rule: Expression) -> Any:
    options = re2.Options()
    options.log_errors = False
    options.max_mem = 1 << 23
    try:
        return re2.compile(rule.pattern, options)
    except re2.error as error:
        raise ExpressionRefused(f"{rule.name}: {error}") from None


def _spans(pattern: Any, text: str) -> Iterator[tuple[int, int]]:
    for count, found in enumerate(pattern.finditer(text)):
        if count == MOST_HITS:
            return
        if found.start() < found.end():
            yield found.span()


class _Words:
    """All the terms of a list, with those that others are near to or excused by."""

    def __init__(self, document: LexiconDocument) -> None:
        self._looks = document.lookalikes
        self._numbers: dict[str, int] = {}
        self._terms: dict[int, list[tuple[int, Term]]] = {}
        for index, term in enumerate(document.terms):
            if (number := self._number(term.text)) is not None:
                self._terms.setdefault(number, []).append((index, term))
            for other in (*term.unless, *([term.near] if term.near else [])):
                self._number(other)

    def _number(self, text: str) -> int | None:
        folded = self._folded(text)
        return self._numbers.setdefault(folded, len(self._numbers)) if folded else None

    def _folded(self, text: str) -> str:
        return fold(text, lookalikes=self._looks).text.strip()

    @cached_property
    def _automaton(self) -> AhoCorasick:
        return AhoCorasick(list(self._numbers))

    def find(self, text: str) -> Iterator[tuple[int, tuple[int, int]]]:
        """Yield the numbers of the terms that count, with their places in a folded text."""
        if not self._numbers:
            return
        seen = _Seen(text, list(self._found(text)))
        for found in seen.places:
            for index, term in self._terms.get(found.word, ()):
                if self._counts(term, found, seen):
                    yield index, (found.start, found.end)

    def _found(self, text: str) -> Iterator[_Found]:
        """Yield all places in pieces, each once, until there are enough."""
        count, reached = 0, 0
        for start in range(0, max(len(text), 1), _PIECE - _OVERLAP):
            piece = text[start : start + _PIECE]
            for word, first, last in self._automaton.find_matches_as_indexes(
                piece, overlapping=True
            ):
                if start + last <= reached:
                    continue
                yield _Found(word, start + first, start + last)
                count += 1
                if count >= 20 * MOST_HITS:
                    return
            reached = start + len(piece)

    def _counts(self, term: Term, found: _Found, seen: "_Seen") -> bool:
        if not seen.lies(found, term.place):
            return False
        if any(seen.inside(found, self._of(phrase)) for phrase in term.unless):
            return False
        return term.near is None or seen.near(found, self._of(term.near), term.within)

    def _of(self, text: str) -> int:
        return self._numbers.get(self._folded(text), -1)


class _Seen:
    """A folded text with all that was found in it."""

    def __init__(self, text: str, places: Sequence[_Found]) -> None:
        self._text = text
        self.places = places
        self._by_word: dict[int, list[_Found]] = {}
        for one in places:
            self._by_word.setdefault(one.word, []).append(one)

    @cached_property
    def _borders(self) -> list[int]:
        """Return where words begin."""
        return [
            index
            for index, one in enumerate(self._text)
            if one.isalnum() and (index == 0 or not self._text[index - 1].isalnum())
        ]

    def lies(self, found: _Found, place: str) -> bool:
        """Say whether a place begins and ends with words, as far as it must."""
        begins = place in ("end", "anywhere") or not self._joins(found.start)
        ends = place in ("beginning", "anywhere") or not self._joins(found.end)
        return begins and ends

    def _joins(self, at: int) -> bool:
        """Say whether the characters on both sides of a place are of one word."""
        if at in (0, len(self._text)):
            return False
        before, after = self._text[at - 1], self._text[at]
        return before.isalnum() and after.isalnum() and not (_is_spaceless(before + after))

    def inside(self, found: _Found, word: int) -> bool:
        """Say whether a place lies inside another term."""
        around = self._by_word.get(word, ())
        return any(one.start <= found.start and found.end <= one.end for one in around)

    def near(self, found: _Found, word: int, within: int) -> bool:
        """Say whether another term is at most so many words away."""
        here = self._nth(found.start)
        others: Iterable[_Found] = self._by_word.get(word, ())
        return any(
            abs(self._nth(one.start) - here) <= within
            for one in others
            if (one.start, one.end) != (found.start, found.end) and self.lies(one, "word")
        )

    def _nth(self, at: int) -> int:
        return bisect.bisect_right(self._borders, at)


def _is_spaceless(text: str) -> bool:
    """Say whether one of some characters is of a script that is written without spaces."""
    return any("\u0e00" <= one <= "\u0eff" or "\u2e80" <= one <= "\ua4cf" for one in text)
