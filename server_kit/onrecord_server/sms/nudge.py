"""Where somebody offers to go on elsewhere, off the record: found in a draft, to offer the way on it. Pure.

It refuses nothing. A company has a list of its own, or ours. Phrases are found as whole words, in whatever
case, and however their words are spaced, hyphenated or broken over lines.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final


#: What is looked for where a company sets nothing.
PHRASES: Final[tuple[str, ...]] = (
    "text me", "texting me", "txt me", "sms me", "shoot me a text", "send me a text", "by text",
    "call my cell", "call me on my cell", "call my mobile", "my cell number", "my personal number",
    "my private number", "my personal email", "my private email", "email me at home", "personal gmail",
    "whatsapp", "whats app", "what's app", "wechat", "we chat", "telegram", "signal me", "on signal",
    "via signal", "facebook messenger", "imessage", "facetime", "snapchat", "viber", "dm me", "pm me",
    "take this offline", "take it offline", "off the record", "off channel", "offline chat",
    "schreib mir privat", "schreib mir auf", "schreib mir eine sms", "schick mir eine sms", "sms an mich",
    "simse mir", "ruf mich privat an", "ruf mich auf dem handy an", "ruf mich mobil an",
    "ruf mich auf meinem handy an", "meine private nummer", "meine handynummer", "auf meinem handy",
    "private mail", "privates handy", "private e-mail", "auf signal", "über signal", "per whatsapp",
    "unter vier augen", "nicht hier", "lass uns offline",
)  # fmt: skip
#: A list has at most that many phrases, and a phrase that many characters.
MOST: Final = 500
LONGEST: Final = 100

_BETWEEN: Final = r"[\s\-‐‑–_]{1,8}"  # noqa: RUF001 - hyphens as they are typed
_APOSTROPHE: Final = "['’ʼ]?"  # noqa: RUF001 - as typed


@dataclass(frozen=True, slots=True)
class Span:
    """Where a phrase is in a draft. ``start`` and ``end`` are in characters (code points)."""

    start: int
    end: int
    phrase: str


def nudges(draft: str, phrases: Iterable[str] = PHRASES) -> tuple[Span, ...]:
    """Return where a draft offers another way, in order; of phrases that overlap the first and longest."""
    pattern = _pattern(tuple(phrases))
    return () if pattern is None else tuple(_spans(pattern, draft))


def faults(phrases: Iterable[str]) -> list[tuple[int, str]]:
    """Return what keeps phrases from being a list: the place of each, and what is wrong."""
    listed = list(phrases)
    found = [(MOST, f"A list has at most {MOST} phrases.")] if len(listed) > MOST else []
    empty = [
        (i, "A phrase has at least one word.") for i, one in enumerate(listed) if not _words(one)
    ]
    long = [
        (i, f"A phrase has at most {LONGEST} characters.")
        for i, one in enumerate(listed)
        if len(one) > LONGEST
    ]
    return sorted(found + empty + long)


def _spans(pattern: tuple[re.Pattern[str], tuple[str, ...]], draft: str) -> Iterator[Span]:
    compiled, phrases = pattern
    for hit in compiled.finditer(draft):
        yield Span(hit.start(), hit.end(), phrases[int(str(hit.lastgroup)[1:])])


@lru_cache(maxsize=64)
def _pattern(phrases: tuple[str, ...]) -> tuple[re.Pattern[str], tuple[str, ...]] | None:
    """Return one pattern of all phrases, the longest first, each a group called after its place."""
    known = tuple(sorted({one for one in phrases if _words(one)}, key=lambda one: (-len(one), one)))
    parts = (f"(?P<p{i}>{_BETWEEN.join(map(_word, _words(one)))})" for i, one in enumerate(known))
    if not known:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE), known


def _words(phrase: str) -> list[str]:
    return re.split(r"[\s\-‐‑–_]+", phrase.strip(" \t\r\n-_")) if phrase.strip(" \t\r\n-_") else []  # noqa: RUF001


def _word(word: str) -> str:
    """Return a pattern of a word; an apostrophe in it may be of any kind, or be left out."""
    return _APOSTROPHE.join(map(re.escape, re.split("['’ʼ]", word)))  # noqa: RUF001
