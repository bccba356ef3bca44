"""A message and its files are read together: what is split between a text and a name is one phrase. Pure."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Any, Final

from onrecord_server.moderation.findings import Finding, Span


Find = Callable[[str], list[Finding]]
_ENDING: Final = re.compile(r"\.[A-Za-z0-9]{1,5}$")
#: What a part may end with before the next one goes on.
_TRAILING: Final = " \t\n.,;:!?-\u2013\u2014\u2026"


def of_files(find: Find, text: str, attached: Sequence[Mapping[str, Any]]) -> Iterator[Finding]:
    """Yield what is found in names and descriptions of files, and across them and the text.

    Nothing of a file can be covered, so that what would be is held. Spans are of the text alone.
    """
    for found in (one for word in _said(attached) for one in find(word)):
        yield _held(found, ())
    yield from across(find, text, words(attached))


def words(attached: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return what files say beside a text: their names without the ending, and their descriptions."""
    return [_ENDING.sub("", one) for one in _said(attached)]


def _said(attached: Sequence[Mapping[str, Any]]) -> list[str]:
    return [one for file in attached for one in (file.get("name"), file.get("alt")) if one]


def across(find: Find, text: str, around: Sequence[str]) -> Iterator[Finding]:
    """Yield what is found across the borders of a text and some words, before and behind it."""
    for parts, own in (([text, *around], 0), ([*around, text], len(around))):
        clean = [*(one.rstrip(_TRAILING) for one in parts[:-1]), parts[-1]]
        starts = [*accumulate((len(one) + 1 for one in clean), initial=0)]
        borders = [one - 1 for one in starts[1:-1]]
        for found in find(" ".join(clean)) if around else ():
            split = [one for one in found.spans if any(one.start < at < one.end for at in borders)]
            if split or found.kind == "unjudged":
                place = starts[own], starts[own] + len(clean[own])
                yield _held(found, tuple(_within(split, *place)))


def _within(spans: Sequence[Span], start: int, end: int) -> Iterator[Span]:
    """Yield the parts of spans that lie in the text, by their places there."""
    for one in spans:
        low, high = max(one.start, start), min(one.end, end)
        if low < high:
            yield Span(low - start, high - start, one.rule)


def _held(found: Finding, spans: tuple[Span, ...]) -> Finding:
    action = "hold" if found.action == "mask" else found.action
    return replace(found, action=action, spans=spans, why=found.why or "file")
