"""How a text becomes tokens. Pure; the same for what is indexed, asked and shown, on every database.

A text is folded (NFKC, case and accents away; what is neither letter, digit nor emoji becomes a
space) and cut into runs. A run is a word, or a stretch of a script that is written without spaces
(Chinese, Japanese, Korean, Thai …) or of emoji, of which any part may be looked for.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final


#: Longer texts are indexed and searched up to here, in code points.
MOST_TEXT: Final = 30_000
#: Longer words are indexed in pieces of this length.
MOST_WORD: Final = 64

#: Scripts without spaces, jamo and syllables, arrows to dingbats, emoji: found by any part.
_SPACELESS: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2190-\u2bff\u3040-\u30ff\u3105-\u312f"
    "\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
    "\U0001f000-\U0001faff\U00020000-\U0003ffff"
)
#: A character of a word is what is neither a space nor of those.
WORD: Final = f"[^ {_SPACELESS}]"
_RUN: Final = re.compile(f"{WORD}+|[{_SPACELESS}]+")
_IS_SPACELESS: Final = re.compile(f"[{_SPACELESS}]")

#: Accents and vowel points that people leave out when they look for something.
_POINTS: Final = frozenset(
    chr(code)
    for first, last in (
        *((0x300, 0x36F), (0x483, 0x489), (0x591, 0x5C7), (0x610, 0x61A), (0x640, 0x640)),
        *((0x64B, 0x65F), (0x670, 0x670), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF)),
        *((0xFE00, 0xFE0F), (0xFE20, 0xFE2F), (0xE0100, 0xE01EF)),
    )
    for code in range(first, last + 1)
)
#: ``<@id>``, ``<@&role>``, ``<!channel>``: shown as names that are not in the text.
_NAMED: Final = re.compile(r"<[@!][^\s<>]{1,129}>")

# What no folded text holds marks the tokens that are no words: punctuation, not ASCII, two bytes.
_START, _PART, _FACT = "\u00b6", "\u00a7", "\u00a4"


class _Folding(dict[int, str]):
    """What each character becomes: one character, several, a space, or nothing."""

    def __missing__(self, code: int) -> str:
        whole = unicodedata.normalize("NFKD", chr(code)).casefold()
        bare = "".join(c for c in unicodedata.normalize("NFKD", whole) if c not in _POINTS)
        found = "".join(map(_kept, unicodedata.normalize("NFC", bare)))
        self[code] = found
        return found


def _kept(character: str) -> str:
    category = unicodedata.category(character)
    if category[0] in "LNM" or (category in ("So", "Sk") and _IS_SPACELESS.match(character)):
        return character
    return "" if category == "Cf" else " "


_FOLDING: Final = _Folding()


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; ``places`` tell where each of its characters was, where that is not the same."""

    text: str
    places: Sequence[int] | None = None

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Return which part of the clean text a part of the folded one stands for."""
        if self.places is None:
            return start, end
        return self.places[start], self.places[end]


def clean(text: str) -> str:
    """Return the text that is searched and shown: NFC, and no longer than what is indexed."""
    text = text[:MOST_TEXT]
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def fold(text: str) -> Folded:
    """Fold a clean text, mentions left out, and know where every character came from."""
    if "<" in text:
        text = _NAMED.sub(lambda found: " " * len(found[0]), text)
    if text.isascii():
        return Folded(text.translate(_FOLDING))
    if all(len(_FOLDING[ord(c)]) == 1 for c in set(text)):
        return Folded(text.translate(_FOLDING))
    parts = [_FOLDING[ord(c)] for c in text]
    places = [index for index, part in enumerate(parts) for _ in part]
    return Folded("".join(parts), [*places, len(text)])


def runs(folded: str) -> list[str]:
    """Return the runs of a folded text, in order."""
    return _RUN.findall(folded)


def is_spaceless(run: str) -> bool:
    """Say whether a run is of a script without spaces."""
    return _IS_SPACELESS.match(run) is not None


# -- tokens ------------------------------------------------------------------------------------


def tokens(folded: str) -> set[str]:
    """Return what the index holds of a folded text."""
    found: set[str] = set()
    for run in set(runs(folded)):
        found.update(_of_run(run))
    return found


@lru_cache(maxsize=65_536)
def _of_run(run: str) -> tuple[str, ...]:
    if is_spaceless(run):
        return (*run, *_pieces(run, 2))
    words = _cut(run)
    return (*words, *dict.fromkeys(gram for word in words for gram in _grams(word)))


def _cut(word: str) -> list[str]:
    return [word[at : at + MOST_WORD] for at in range(0, len(word), MOST_WORD)]


def _pieces(run: str, size: int) -> Iterator[str]:
    return (run[at : at + size] for at in range(len(run) - size + 1))


def _grams(word: str) -> Iterator[str]:
    if len(word) > 1:
        yield _START + word[:2]
    for piece in _pieces(word, 3):
        yield _PART + piece


def exactly(run: str) -> Iterable[str]:
    """Return tokens that every text holds in which this run occurs."""
    if not is_spaceless(run):
        return _cut(run)
    return _pieces(run, 2) if len(run) > 1 else (run,)


def beginning(word: str) -> Iterable[str]:
    """Return tokens that every text holds in which a word begins so; of two characters or more."""
    return _grams(word[:MOST_WORD])


def within(word: str) -> Iterable[str]:
    """Return tokens that every text holds in which a word holds this; of three characters or more."""
    return (_PART + piece for piece in _pieces(word[:MOST_WORD], 3))


def fact(kind: str, value: str = "") -> str:
    """Return the token of something that is no word, such as an author; ``value`` is hexadecimal."""
    return f"{_FACT}{kind}{value}"
