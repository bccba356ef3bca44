"""Whether a text of now is what a query asks for, where, and what to show of it. Pure.

The index only proposes: what is confirmed here, against the current text, is the same on every
database, and what was edited away is not there to be confirmed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from onrecord_server.search import words
from onrecord_server.search.rules import Query, Term


#: Code points of an excerpt, and of what it shows before its first hit.
EXCERPT: Final = 240
BEFORE: Final = 60
_LINK: Final = re.compile(r"\bhttps?://[^\s<>]", re.IGNORECASE)

Span = tuple[int, int]
Piece = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class Match:
    """Where a text holds what was asked for; ``counts`` are the hits of each term."""

    text: str
    spans: tuple[Span, ...]
    counts: tuple[int, ...]


class Matcher:
    """Confirms candidates of one query."""

    def __init__(self, query: Query) -> None:
        """Prepare the terms."""
        self._wanted = [_pattern(term) for term in query.terms]
        self._unwanted = [_pattern(term) for term in query.without]

    def match(self, text: str, names: Sequence[str] = ()) -> Match | None:
        """Return where a message holds all terms and none of the excluded, or ``None``.

        ``names`` are those of its files: a term may be in one of them instead of in the text.
        """
        shown = words.clean(text)
        folded = words.fold(shown)
        others = [words.fold(words.clean(name)).text for name in names]
        if self._is_unwanted(folded.text, others):
            return None
        spans: list[Span] = []
        counts: list[int] = []
        for pattern in self._wanted:
            found = [hit.span() for hit in pattern.finditer(folded.text)]
            count = len(found) + sum(pattern.search(name) is not None for name in others)
            if not count:
                return None
            spans += found
            counts.append(count)
        origin = folded.origin
        return Match(shown, _joined([origin(*span) for span in spans]), tuple(counts))

    def _is_unwanted(self, text: str, others: Sequence[str]) -> bool:
        return any(p.search(part) for p in self._unwanted for part in (text, *others))


@lru_cache(maxsize=1024)
def _pattern(term: Term) -> re.Pattern[str]:
    last = len(term.runs) - 1
    parts = []
    for index, run in enumerate(term.runs):
        part = re.escape(run)
        if not words.is_spaceless(run):
            part = part if term.open_start and index == 0 else f"(?<!{words.WORD}){part}"
            part = part if term.open_end and index == last else f"{part}(?!{words.WORD})"
        parts.append(part)
    return re.compile(" *".join(parts))


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    if len(spans) == 1 and spans[0][0] < spans[0][1]:
        return (spans[0],)
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif end > start:
            found.append((start, end))
    return tuple(found)


def has_link(text: str) -> bool:
    """Say whether a text holds a link."""
    return _LINK.search(text) is not None


# -- what is shown -------------------------------------------------------------------------------


def excerpt(match: Match) -> list[Piece]:
    """Return the text around the first hit in pieces, each with whether it is one.

    Texts, never markup: whoever shows them shows them as text. What was cut off is an ellipsis.
    """
    start, end = _window(match)
    pieces: list[Piece] = [("\u2026", False)] if start else []
    at = start
    for first, last in match.spans:
        if last <= start or first >= end:
            continue
        pieces += [(match.text[at:first], False), (match.text[first : min(last, end)], True)]
        at = min(last, end)
    pieces.append((match.text[at:end], False))
    if end < len(match.text):
        pieces.append(("\u2026", False))
    return [piece for piece in pieces if piece[0]]


def _window(match: Match) -> Span:
    """Return which part to show, cut between words where that is near."""
    size = len(match.text)
    if size <= EXCERPT:
        return 0, size
    first = match.spans[0][0] if match.spans else 0
    start = max(0, min(first - BEFORE, size - EXCERPT))
    if start:
        space = match.text.find(" ", start, first)
        start = start if space < 0 else space + 1
    end = min(size, start + EXCERPT)
    if end < size:
        space = match.text.rfind(" ", max(start, end - 40), end)
        end = end if space < 0 else space
    return start, end


# -- what comes first ----------------------------------------------------------------------------


def rank(matches: Sequence[Match]) -> list[int]:
    """Return the places of matches, the most relevant first; they are given the newest first.

    A term counts for more where it stands often in a short text and is rare among the candidates
    (as in BM25); a newer message wins over an older one that is equally good.
    """
    if not matches:
        return []
    mean = sum(len(m.text) for m in matches) / len(matches) or 1.0
    scored = [
        (_score(match, mean) - 0.5 * place / len(matches), -place)
        for place, match in enumerate(matches)
    ]
    return [-place for _, place in sorted(scored, reverse=True)]


def _score(match: Match, mean: float) -> float:
    weight = 0.25 + 0.75 * len(match.text) / mean
    return sum(count * 2.2 / (count + 1.2 * weight) for count in match.counts)
