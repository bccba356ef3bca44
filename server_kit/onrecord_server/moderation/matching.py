"""Which terms of a list a text holds, and where in what was written. Pure, and linear in the text.

Aho-Corasick over the folded text finds every term at once; whether one counts (borders of words,
another term near it, a phrase that excuses it) is asked of each place where it was found.
"""

import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, takewhile
from typing import Final

from ahocorasick_rs import AhoCorasick

from onrecord.wire.lexicon_document import Expression, LexiconDocument, Term
from onrecord_server.moderation.expressions import compiled, spans
from onrecord_server.moderation.folding import Folded, bare, fold, is_spaceless
from onrecord_server.moderation.skimming import Skim
from onrecord_server.moderation.undone import is_plain, loose, others, runs


#: Hits that one text may give.
MOST_HITS: Final = 1_000
#: Places of terms that are looked at in one text, those that do not count among them.
MOST_PLACES: Final = 100_000
#: A term of fewer letters is not looked for among single letters: any initials would hold it.
FEWEST_LETTERS: Final = 4
#: The text is looked through in pieces of this length at least, so that what is found stays bounded.
_PIECE: Final = 4_096


class TooManyPlaces(ValueError):
    """A text holds more than is looked at: what it says was not judged, so who judges holds it."""


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
        self._skim = Skim(document)
        self._expressions = [(one, compiled(one.pattern)) for one in document.expressions]

    @cached_property
    def _letters(self) -> "_Words":
        """The terms as runs of single letters hold them; made when there is such a run."""
        return _Words(self.document, squeezed=True)

    @property
    def skim(self) -> Skim | None:
        """Return what tells of most texts that nothing is in them; a list with expressions has none."""
        return None if self._expressions else self._skim

    def find(self, text: str) -> list[Hit]:
        """Return all hits of a text, as written, as drawn, and with disguises undone.

        Raises ``TooManyPlaces`` beyond 1,000.
        """
        if is_plain(text) and not self._expressions and self._skim.passes(text):
            return []  # of most texts nothing else has to be asked
        found = {(id(one.rule), one.start, one.end): one for one in self._read(text)}
        for plain, hit in self._elsewhere(text):
            start, end = plain.origin(hit.start, hit.end)
            found.setdefault((id(hit.rule), start, end), Hit(hit.rule, start, end))
        if len(found) > MOST_HITS:
            raise TooManyPlaces(f"more than {MOST_HITS} hits")
        return sorted(found.values(), key=lambda hit: (hit.start, -hit.end))

    def _elsewhere(self, text: str) -> Iterator[tuple[Folded, Hit]]:
        """Yield what is found in other readings of a text: of what splits phrases, only terms."""
        for plain in others(text):
            yield from ((plain, one) for one in self._read(plain.text))
        for plain in loose(text):
            if not self._skim.passes(plain.text):
                yield from ((plain, one) for one in self._of_terms(plain.text, self._words))
        for plain in runs(text):
            yield from ((plain, one) for one in self._of_terms(plain.text, self._letters))

    def _read(self, text: str) -> Iterator[Hit]:
        if not self._skim.passes(text):
            yield from self._of_terms(text, self._words)
        yield from self._of_expressions(text)

    def _of_terms(self, text: str, words: "_Words") -> list[Hit]:
        folded = fold(text, lookalikes=self.document.lookalikes)
        places = dict.fromkeys(words.find(folded.text))
        if folded.undisguised is not None:
            places |= dict.fromkeys(words.find(folded.undisguised))
        terms = self.document.terms
        return [Hit(terms[number], *folded.origin(*span)) for number, span in places]

    def _of_expressions(self, text: str) -> Iterator[Hit]:
        """Yield what expressions find in the text as it is, and in it without what is hidden."""
        if not self._expressions:
            return
        plain = bare(text)
        for rule, pattern in self._expressions:
            places = dict.fromkeys(_some(spans(pattern, text)))
            if plain.text != text:
                places |= dict.fromkeys(_in_bare(plain, _some(spans(pattern, plain.text))))
            yield from (Hit(rule, *place) for place in places)


def _some(places: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Pass on as many places as may be, and one more, by which it is known that there are more."""
    return islice(places, MOST_HITS + 1)


def _in_bare(plain: Folded, places: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    return (plain.origin(*place) for place in places)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A term, with the numbers of those that excuse it and of the one that it is near to."""

    index: int
    term: Term
    unless: tuple[int, ...]
    near: int | None


class _Words:
    """All the terms of a list, with those that others are near to or excused by."""

    def __init__(self, document: LexiconDocument, *, squeezed: bool = False) -> None:
        self._looks = document.lookalikes
        self._squeezed = squeezed
        self._numbers: dict[str, int] = {}
        self._terms: dict[int, list[_Asked]] = {}
        for index, term in enumerate(document.terms):
            if (number := self._number(term.text)) >= 0:
                unless = tuple(self._number(phrase) for phrase in term.unless)
                near = None if term.near is None else self._number(term.near)
                asked = _Asked(index, term, unless, near)
                self._terms.setdefault(number, []).append(asked)
        self._automaton = AhoCorasick(list(self._numbers))
        self._longest = max(map(len, self._numbers), default=1)

    def _number(self, text: str) -> int:
        folded = fold(text, lookalikes=self._looks).text.strip()
        if self._squeezed:
            letters = "".join(one for one in folded if one.isalnum())
            folded = letters if len(letters) >= FEWEST_LETTERS else ""
        return self._numbers.setdefault(folded, len(self._numbers)) if folded else -1

    def find(self, text: str) -> Iterator[tuple[int, tuple[int, int]]]:
        """Yield the numbers of the terms that count, with their places in a folded text."""
        if not self._numbers:
            return
        seen = _Seen(text, list(self._found(text)), squeezed=self._squeezed)
        for found in seen.places:
            for asked in self._terms.get(found.word, ()):
                if _counts(asked, found, seen):
                    yield asked.index, (found.start, found.end)

    def _found(self, text: str) -> Iterator[_Found]:
        """Yield all places in pieces, each once. Raises ``TooManyPlaces``."""
        count, reached = 0, 0
        step = max(_PIECE, 4 * self._longest)
        for start in range(0, len(text), step):
            piece = text[start : start + step + self._longest]
            found = self._automaton.find_matches_as_indexes(piece, overlapping=True)
            count += len(found)
            if count > MOST_PLACES:
                raise TooManyPlaces(f"more than {MOST_PLACES} places of terms")
            for word, first, last in found:
                if start + last > reached:
                    yield _Found(word, start + first, start + last)
            reached = start + len(piece)


def _counts(asked: _Asked, found: _Found, seen: "_Seen") -> bool:
    if not seen.lies(found, asked.term.place):
        return False
    if any(seen.inside(found, phrase) for phrase in asked.unless):
        return False
    return asked.near is None or seen.near(found, asked.near, asked.term.within)


class _Seen:
    """A folded text with all that was found in it. Each question takes the logarithm of that."""

    def __init__(self, text: str, places: Sequence[_Found], *, squeezed: bool = False) -> None:
        self._text = text
        self._squeezed = squeezed
        self.places = places
        self._starts: dict[int, list[int]] = {}
        self._lengths: dict[int, int] = {}
        self._words: dict[int, list[tuple[int, int]]] = {}
        for one in places:
            self._starts.setdefault(one.word, []).append(one.start)
            self._lengths[one.word] = one.end - one.start

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
        if self._squeezed:
            return True
        begins = place in ("end", "anywhere") or not self._joins(found.start)
        ends = place in ("beginning", "anywhere") or not self._joins(found.end)
        return begins and ends

    def _joins(self, at: int) -> bool:
        """Say whether the characters on both sides of a place are of one word."""
        if at in (0, len(self._text)):
            return False
        before, after = self._text[at - 1], self._text[at]
        return before.isalnum() and after.isalnum() and not (is_spaceless(before + after))

    def inside(self, found: _Found, word: int) -> bool:
        """Say whether a place lies inside another term."""
        starts = self._starts.get(word, [])
        first = bisect.bisect_left(starts, found.end - self._lengths.get(word, 0))
        return first < len(starts) and starts[first] <= found.start

    def near(self, found: _Found, word: int, within: int) -> bool:
        """Say whether another term is at most so many words away."""
        here, others = self._nth(found.start), self._as_words(word)
        first = bisect.bisect_left(others, (here - within, -1))
        around = takewhile(lambda one: one[0] <= here + within, islice(others, first, None))
        return any(not self._is_at(found, word, start) for _, start in around)

    def _is_at(self, found: _Found, word: int, start: int) -> bool:
        return (found.start, found.end) == (start, start + self._lengths[word])

    def _as_words(self, word: int) -> list[tuple[int, int]]:
        """Return where a term lies as whole words: in which word of the text, and where."""
        if word not in self._words:
            length = self._lengths.get(word, 0)
            there = (_Found(word, at, at + length) for at in self._starts.get(word, []))
            self._words[word] = [
                (self._nth(one.start), one.start) for one in there if self.lies(one, "word")
            ]
        return self._words[word]

    def _nth(self, at: int) -> int:
        return bisect.bisect_right(self._borders, at)
