"""What is written so that it is not found, undone: letters one by one, escapes of links, and text turned round. Pure.

* ``i n s i d e r``: four single letters or more with one and the same sign between them are a word;
* ``%69nsider``: bytes as links write them are the characters that they stand for;
* what stands behind a right-to-left override (U+202E) is drawn from its end;
* ``customer.list``, and what a quote, a list or a heading begins its lines with, splits no phrase;
* the fillers of Hangul are drawn as spaces, and are no letters.

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
#: Four single letters or more with one and the same sign between them, up to three times.
_RUN: Final = re.compile(
    rf"(?<![^\W_])[^\W\d_](?P<between>{_BETWEEN})(?P=between){{0,2}}"
    r"(?:[^\W\d_](?P=between){1,3}){2,}[^\W\d_](?![^\W_])"
)
#: What every such run has in it; it begins with what is rare.
_MAYBE_RUN: Final = re.compile(rf"({_BETWEEN})\1{{0,2}}[^\W\d_]\1{{1,3}}[^\W\d_]\1")
_LETTER: Final = re.compile(r"[^\W\d_]")
#: What a line of a list, a quote or a heading begins with.
_BULLETS: Final = r">#*+\-\u2022\u2023\u25e6\u2013\u2014"
_NUMBER: Final = r"(?:\d{1,9}|[A-Za-z]|[ivxIVX]{1,4})[.):]"
_MARKER: Final = re.compile(
    rf"^[ \t]*(?:(?:[{_BULLETS}]{{1,6}}|{_NUMBER})[ \t]+(?:\[[ xX]?\][ \t]+)?){{1,3}}", re.MULTILINE
)
#: The same behind another line, where it holds a letter or a digit: only without it the words are side by side.
_NUMBERED: Final = re.compile(rf"\n[ \t]*(?:[{_BULLETS}][ \t{_BULLETS}]*)?(?:{_NUMBER}|\[[ xX]?\])")
#: Signs and pictures; no mark that belongs to a letter, and no letter in a circle.
_SEPARATE: Final = (
    "!-&(-/:-@\\[-^{-~\u00a1\u00a6\u00a7\u00ab\u00ac\u00b0\u00b1\u00b6\u00b7\u00bb\u00bf\u2010-\u2018\u201a-\u2027"
    "\u2030-\u205e\u2190-\u245f\u2500-\u2bff\u3001-\u3020\u3030\uff01-\uff06\uff08-\uff0f"
    "\U0001f300-\U0001faff"
)
#: Such signs between two letters: what stands on both sides is read as words.
_PARTS: Final = re.compile(
    rf"(?<=[^\W\d_])[{_SEPARATE}][{_SEPARATE}\ufe0f\u200d]{{0,3}}(?=[^\W\d_])"
)
_FILLERS: Final = "\u115f\u1160\u3164\uffa0"
_FILLER: Final = re.compile(f"[{_FILLERS}]")
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
        return is_drawn_as_written(text) and not any(_steps(text, spelled=True)) and _is_whole(text)
    plain = text.encode()
    return b"%" not in plain.translate(_SHAPE) and not may_be_split(plain)


def _is_whole(text: str) -> bool:
    """Say whether no filler, no line of a list and no run of letters splits what is said."""
    splits = (_FILLER, _NUMBERED, _MAYBE_RUN)
    return not any(pattern.search(text) for pattern in splits)


def may_be_split(plain: bytes) -> bool:
    """Say of a text of ASCII whether letters stand one by one in it, or a line begins with a number."""
    shape = plain.translate(_SHAPE)
    if b" a " in shape and (b" a a " in shape or b" a  a " in shape or b" a   a " in shape):
        return True
    return b"\n" in plain and _NUMBERED.search(plain.decode()) is not None


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
    said = _as_written(text)
    for pattern, read in steps:
        said = _rewritten(said, pattern, read)
    return None if said.text == text else said


def loose(text: str) -> Iterator[Folded]:
    """Yield a text without what splits a phrase: beginnings of lines, signs between letters, fillers."""
    if not any(pattern.search(text) for pattern in (_PARTS, _MARKER, _FILLER)):
        return
    whole = drawn(text) or _as_written(text)
    for steps in _PARTING if _FILLER.search(text) else _PARTING[:1]:
        said = whole
        for pattern, read in [*_steps(said.text, spelled=False), *steps]:
            said = _rewritten(said, pattern, read)
        if said.text != whole.text:
            yield said


def runs(text: str) -> Iterator[Folded]:
    """Yield each run of single letters as one word: where its words end, nobody can tell."""
    for run in _RUN.finditer(_FILLER.sub(" ", text)):
        at = [run.start() + one.start() for one in _LETTER.finditer(run[0])]
        letters = "".join(text[one] for one in at)
        yield Folded(letters, [*at, run.end()], [one + 1 for one in at])


def _as_written(text: str) -> Folded:
    return Folded(text, range(len(text) + 1), range(1, len(text) + 1))


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


def _gone(_: re.Match[str]) -> Iterator[_Sign]:
    return iter(())


def _spaced(found: re.Match[str]) -> Iterator[_Sign]:
    yield " ", found.start(), found.end()


_PARTED: Final[list[_Step]] = [(_MARKER, _gone), (_PARTS, _spaced)]
#: What parts a phrase is undone with fillers as nothing, as they fold, and with fillers as spaces.
_PARTING: Final = (_PARTED, [(_FILLER, _spaced), *_PARTED])
