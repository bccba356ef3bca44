"""A text as the widgets draw it: the signs of its markup split no word and no number. Pure.

The signs are those of ``widgets/src/core/inline.ts`` and of its blocks. A sign goes where a widget may
draw it as markup: where it can begin something that another one ends. A lone star, the underscores of
``snake_case`` and what a backslash stands before stay, as they are drawn.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from onrecord_server.moderation.folding import Folded


#: Where there is none of these, there is no markup.
_MAYBE: Final = re.compile(r"[*_~`\\\[>]")
_NEVER: Final = bytes(one for one in range(128) if one not in b"*_~`\\[>")
#: No mark goes on over an empty line.
_STRETCH: Final = re.compile(r"\n[ \t]*\n")
_SIGN: Final = re.compile(
    r"(?P<gone>^ {0,3}>[> ]*(?:`{3,}|~{3,})?|^ {0,3}(?:`{3,}|~{3,})|\\(?=`))"
    r"|(?P<escape>\\)[!-/:-@\[-_{-~]"
    r"|(?P<run>\*+|_+|~+|`+)"
    r"|(?P<open>\[)(?=[^\[\]\n]{1,1000}\]\((?:https?://|mailto:))"
    r"|(?P<link>\]\((?:https?://|mailto:)(?:[^\s()<>]|\([^\s()<>]*\)){1,2000}\))",
    re.IGNORECASE | re.MULTILINE,
)
#: How long a run of each sign may be that is a mark.
_MARKS: Final = {"*": (1, 3), "_": (1, 1), "~": (2, 2)}
#: What every reader takes for a space.
_SPACE: Final = frozenset("\t\n\v\f\r \xa0\u1680\u2028\u2029\u202f\u205f\u3000").union(
    map(chr, range(0x2000, 0x200B))
)


@dataclass(slots=True)
class _Sign:
    """A stretch that may be markup; ``run`` is its sign where another one has to end it."""

    start: int
    end: int
    run: str = ""
    opens: bool = False
    closes: bool = False


def is_drawn_as_written(text: str) -> bool:
    """Say whether a text surely has no markup."""
    if text.isascii():
        return not text.encode().translate(None, _NEVER)
    return _MAYBE.search(text) is None


def drawn(text: str) -> Folded | None:
    """Return a text without the signs of its markup, or ``None`` where there are none."""
    if is_drawn_as_written(text):
        return None
    parts: list[str] = []
    places: list[int] = []
    done = 0
    for sign in _signs(text):
        parts.append(text[done : sign.start])
        places += range(done, sign.start)
        done = sign.end
    if done == 0:
        return None
    places += range(done, len(text))
    ends = [place + 1 for place in places]
    return Folded("".join([*parts, text[done:]]), [*places, len(text)], ends)


def _signs(text: str) -> Iterator[_Sign]:
    """Yield what is not drawn, in order."""
    stretch: list[_Sign] = []
    borders = (border.start() for border in _STRETCH.finditer(text))
    border = next(borders, len(text))
    for sign in _found(text):
        while sign.start > border:
            yield from _paired(stretch)
            stretch, border = [], next(borders, len(text))
        stretch.append(sign)
    yield from _paired(stretch)


def _found(text: str) -> Iterator[_Sign]:
    linked = False
    for one in _SIGN.finditer(text):
        kind = str(one.lastgroup)
        if kind == "run":
            yield _run(text, one[0], one.start(), one.end())
        elif kind != "link" or linked:
            yield _Sign(*one.span(kind))
        linked = kind == "open" or (linked and kind != "link")


def _run(text: str, run: str, start: int, end: int) -> _Sign:
    """Return a run of one sign: whether it may begin or end something, as ``Scan`` has it."""
    sign, length = run[0], end - start
    if sign == "`":
        return _Sign(start, end, run, opens=True, closes=True)
    least, most = _MARKS[sign]
    if not least <= length <= most:
        return _Sign(start, end, sign)
    before, after = text[start - 1 : start], text[end : end + 1]
    opens, closes = _shows(after), _shows(before)
    if sign == "_":
        opens, closes = opens and not _is_word(before), closes and not _is_word(after)
    return _Sign(start, end, sign, opens, closes)


def _shows(one: str) -> bool:
    return bool(one) and one not in _SPACE


def _is_word(one: str) -> bool:
    """Say whether a character is of a word to a widget, which reads those beyond the first plane as halves."""
    return one == "_" or ("" < one <= "\uffff" and one.isalnum())


def _paired(signs: Sequence[_Sign]) -> Iterator[_Sign]:
    """Yield those signs of a stretch that stand by themselves, or that another one begins or ends."""
    ends = Counter(one.run for one in signs if one.closes)
    begun: set[str] = set()
    for one in signs:
        ends[one.run] -= one.closes
        if not one.run or (one.closes and one.run in begun) or (one.opens and ends[one.run] > 0):
            yield one
        if one.opens:
            begun.add(one.run)
