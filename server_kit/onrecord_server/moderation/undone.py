"""What is written so that it is not found, undone: letters one by one, escapes of links, and text turned round. Pure.

* ``i n s i d e r``: four single letters or more with one and the same sign between them are a word;
* ``%69nsider``: bytes as links write them are the characters that they stand for;
* what stands behind a right-to-left override (U+202E) is drawn from its end.

Of most texts it is plain at once that there is none of these, and they are read once.
"""

import re
from collections.abc import Callable, Iterator
from typing import Final

from onrecord_server.moderation.drawn import drawn, is_drawn_as_written
from onrecord_server.moderation.folding import Folded


_OVERRIDE: Final = "\u202e"
_TURNED: Final = re.compile("\u202e([^\u202c\u2028\u2029\n]*)")
_BYTES: Final = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_BETWEEN: Final = r"[ .,\-_*/|+~]"
#: What every word of single letters has in it; it begins with what is rare, so that most texts take little.
_MAYBE_SPELLED: Final = re.compile(rf"({_BETWEEN})[^\W\d_]\1[^\W\d_]\1")
_SPELLED: Final = re.compile(
    rf"(?<![^\W_])[^\W\d_](?P<between>{_BETWEEN})(?:[^\W\d_](?P=between)){{2,}}[^\W\d_](?![^\W_])"
)
_LETTERS: Final = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SIGNS: Final = b"*_~`\\[>"
#: ASCII by what matters here: letters, what may stand between single ones, and signs of markup or escapes.
_SHAPE: Final = bytes.maketrans(
    _LETTERS + _SIGNS + b".,-/|+", b"a" * len(_LETTERS) + b"%" * len(_SIGNS) + b" " * 6
)
_Sign = tuple[str, int, int]


def is_plain(text: str) -> bool:
    """Say whether a text surely has no other reading."""
    if not text.isascii():
        return is_drawn_as_written(text) and not any(_steps(text, spelled=True))
    plain = text.encode()
    return b"%" not in plain.translate(_SHAPE) and not may_be_spelled(plain)


def may_be_spelled(plain: bytes) -> bool:
    """Say of a text of ASCII whether letters may stand one by one in it."""
    return b" a a " in plain.translate(_SHAPE)


def others(text: str, *, spelled: bool = True) -> Iterator[Folded]:
    """Yield the other readings of a text: as it is drawn, and each without its disguises."""
    plain = drawn(text)
    if plain is not None:
        yield plain
        if (bared := undone(plain.text, spelled=spelled)) is not None:
            places = [
                plain.origin(start, end)
                for start, end in zip(bared.places, bared.ends, strict=False)
            ]
            starts = [*(start for start, _ in places), len(text)]
            yield Folded(bared.text, starts, [end for _, end in places])
    if (bared := undone(text, spelled=spelled)) is not None:
        yield bared


def undone(text: str, *, spelled: bool = True) -> Folded | None:
    """Return a text without its disguises, or ``None`` where it has none; ``spelled`` joins single letters."""
    steps = [*_steps(text, spelled=spelled)]
    if not steps:
        return None
    said = Folded(text, range(len(text) + 1), range(1, len(text) + 1))
    for pattern, read in steps:
        said = _rewritten(said, pattern, read)
    return None if said.text == text else said


_Step = tuple[re.Pattern[str], Callable[[re.Match[str]], Iterator[_Sign]]]


def _steps(text: str, *, spelled: bool) -> Iterator[_Step]:
    if "%" in text:
        yield _BYTES, _decoded
    if not text.isascii() and _OVERRIDE in text:
        yield _TURNED, _turned
    if spelled and _MAYBE_SPELLED.search(text) is not None:
        yield _SPELLED, _joined


def _rewritten(
    said: Folded, pattern: re.Pattern[str], read: Callable[[re.Match[str]], Iterator[_Sign]]
) -> Folded:
    """Read each place of a pattern anew; every character still knows where it was written."""
    parts: list[str] = []
    places: list[int] = []
    ends: list[int] = []
    done = 0
    for found in pattern.finditer(said.text):
        parts.append(said.text[done : found.start()])
        places += said.places[done : found.start()]
        ends += said.ends[done : found.start()]
        for sign, start, end in read(found):
            parts.append(sign)
            places.append(said.places[start])
            ends.append(said.ends[end - 1])
        done = found.end()
    places += said.places[done:]
    return Folded("".join([*parts, said.text[done:]]), places, [*ends, *said.ends[done:]])


def _decoded(found: re.Match[str]) -> Iterator[_Sign]:
    """Yield what some bytes stand for; what is no UTF-8 stays as it was written."""
    at = found.start()
    for sign in bytes.fromhex(found[0].replace("%", "")).decode("utf-8", "surrogateescape"):
        width = 3 * len(sign.encode("utf-8", "surrogateescape"))
        if sign.isprintable():
            yield sign, at, at + width
        else:
            yield from ((found.string[one], one, one + 1) for one in range(at, at + width))
        at += width


def _turned(found: re.Match[str]) -> Iterator[_Sign]:
    """Yield what is drawn from its end; all of it stands where all of it was written."""
    return ((sign, *found.span()) for sign in reversed(found[1]))


def _joined(found: re.Match[str]) -> Iterator[_Sign]:
    return ((found.string[at], at, at + 1) for at in range(found.start(), found.end(), 2))
