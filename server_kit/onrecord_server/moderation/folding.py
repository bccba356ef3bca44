"""How a text is read by who looks for words in it: hidden characters, case, accents and disguises away. Pure.

Each character of the folded text knows where it was, so that a hit is shown on what was written.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final


#: What imitates a Latin letter in other alphabets, after case is folded (a part of UTS 39).
_IMITATORS: Final = {
    **dict(zip("авекмнорстухѕіјһԁԛԝё", "abekmhopctyxsijhdqwe", strict=True)),
    **dict(zip("αβεηικνορτυχγω", "abenikvoptuxyw", strict=True)),
    **dict(zip("ıɑɡɩʏᴀᴄᴇᴏᴜᴠᴡᴢ", "iagiyaceouvwz", strict=True)),
    **dict(zip("ʙᴅꜰɢʜɪᴊᴋʟᴍɴᴘʀꜱᴛ", "bdfghijklmnprst", strict=True)),
    **dict(zip("սոցհօⱥⱦɓɗɘ\u212e\u237a", "unghoatbdeea", strict=True)),
    # Letters with a stroke, a hook or a tail, which NFKD leaves as they are.
    **dict(
        zip("łøđħŧɨʉƶɇȼɍɏƙƥƭƈɠɦƒŋʂʐɳɲɱɖʈɽɭɾʋƅɋȷ", "lodhtiuzecrykptcghfnsznnmdtrlrvbqj", strict=True)
    ),
    **dict(zip("ӏҽгпьѵѡқӄҳөϲϳςσμϱ\u0253", "lernbvwkkxocjsoupb", strict=True)),
    # Letters in circles and squares, and those that flags are made of.
    **{chr(first + n): chr(97 + n) for first in (0x1F150, 0x1F170, 0x1F1E6) for n in range(26)},
}
#: Drawn as nothing, whatever Unicode says that they are: the fillers of Hangul and a note without a head.
_NOTHING: Final = "\u115f\u1160\u3164\uffa0\U0001d159"
#: Drawn as a space: Braille without a dot.
_BLANK: Final = "\u2800"
#: What keyboards and word processors write for an apostrophe.
_APOSTROPHES: Final = "\u2018\u2019\u201b\u02bc\u02b9\u2032\u00b4`"
#: What joins words besides dashes.
_JOINERS: Final = "_\u2212\u2043"
#: Digits and signs that stand for letters beside letters.
_LEET: Final = str.maketrans("013457@$!|", "oieastasil")
_LETTER: Final = r"[^\W\d_]"
#: Digits beside a letter; signs before one, between it and a letter or the beginning of a word.
_DISGUISE: Final = re.compile(
    rf"(?<={_LETTER})[013457]|[013457](?={_LETTER})"
    rf"|(?:(?<={_LETTER})|(?<!\S))[@$!|]+(?={_LETTER})"
)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text, and where in the original each of its characters was; one place more for the end.

    ``undisguised`` is the same with digits and signs beside letters read as letters (``p4ssw0rd``),
    character by character; null where there are none.
    """

    text: str
    places: Sequence[int]
    ends: Sequence[int]
    undisguised: str | None = None

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Return which part of the original a part of the folded text stands for."""
        if start == end:
            return self.places[start], self.places[start]
        return self.places[start], self.ends[end - 1]


def fold(text: str, *, lookalikes: bool = True) -> Folded:
    """Fold a text: NFKD, no case, no accents, nothing hidden, single spaces, disguises undone.

    Dashes and underscores are spaces, and all apostrophes are one.
    """
    if (plain := _at_once(text, lookalikes)) is not None:
        said = _undisguised(plain) if lookalikes and _SIGNS.search(plain) else None
        return Folded(plain, range(len(text) + 1), range(1, len(text) + 1), said)
    kept: list[str] = []
    places: list[int] = []
    ends: list[int] = []
    for index, written in enumerate(text):
        for found in character(written, lookalikes):
            if found == " " and (not kept or kept[-1] == " "):
                continue
            kept.append(found)
            places.append(index)
            ends.append(index + 1)
    whole = "".join(kept)
    return Folded(whole, [*places, len(text)], ends, _undisguised(whole) if lookalikes else None)


#: Where a disguise begins in a folded text of ASCII.
_SIGNS: Final = re.compile(r"[a-z][013457]|[013457@$!|][a-z]")


def _at_once(text: str, lookalikes: bool) -> str | None:
    """Fold a text of ASCII whose spaces are single already, at once; nothing for any other."""
    if not text.isascii():
        return None
    folded = text.translate(_ascii(lookalikes))
    return None if folded[:1] == " " or "  " in folded else folded


@cache
def _ascii(lookalikes: bool) -> str:
    """Return what each character of ASCII is read as: one for each."""
    return "".join(character(chr(one), lookalikes) for one in range(128))


@lru_cache(maxsize=65_536)
def character(one: str, lookalikes: bool) -> str:
    """Return what a character is read as."""
    if one in _APOSTROPHES:
        return "'"
    whole = unicodedata.normalize("NFKD", one).casefold()
    found = "".join(map(_kept, unicodedata.normalize("NFKD", whole)))
    return "".join(_IMITATORS.get(one, one) for one in found) if lookalikes else found


def _kept(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Pd" or character in _JOINERS or character == _BLANK:
        return " "
    if character in _NOTHING:
        return ""
    if category[0] in "ZC":
        return "" if category in ("Cf", "Cn", "Co") else " "
    return "" if category in ("Mn", "Me") else character


#: Where there is none of these, a text is as bare as it gets.
_ODD: Final = re.compile(r"[ \n]{2}|[^ \n!-~]")


def bare(text: str) -> Folded:
    """Return a text as numbers are looked for in it: case, accents and signs stay.

    Hidden characters go, digits of every script are ASCII, spaces are single, and dashes are ``-``.
    """
    if _ODD.search(text) is None:
        return Folded(text, range(len(text) + 1), range(1, len(text) + 1))
    kept: list[str] = []
    places: list[int] = []
    ends: list[int] = []
    for index, written in enumerate(text):
        for found in _bared(written):
            if found in " \n" and kept and kept[-1] in " \n":
                continue
            kept.append(found)
            places.append(index)
            ends.append(index + 1)
    return Folded("".join(kept), [*places, len(text)], ends)


#: What follows a space or the end of a line and is one itself.
_MORE_SPACE: Final = re.compile(r"(?<=[ \n])[ \n]+")


def bare_text(text: str) -> str:
    """Return the text of ``bare`` alone, which takes less."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text
    return _MORE_SPACE.sub("", "".join(map(_bared, text)))


@lru_cache(maxsize=65_536)
def _bared(character: str) -> str:
    return "".join(map(_plain, unicodedata.normalize("NFKC", character)))


def _plain(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category == "Pd" or character in "\u2212\u2043":
        return "-"
    if character in _NOTHING or character == _BLANK:
        return " " if character == _BLANK else ""
    if category[0] in "ZC" and category not in ("Cf", "Cn", "Co"):
        return "\n" if character in "\n\u2028\u2029" else " "
    return "" if category in ("Cf", "Cn", "Co", "Mn", "Me") else character


def _undisguised(text: str) -> str | None:
    found, before = text, None
    while found != before:  # what was read as a letter makes the next one stand beside a letter
        before, found = found, _DISGUISE.sub(lambda one: one[0].translate(_LEET), found)
    return None if found == text else found


def is_spaceless(text: str) -> bool:
    """Say whether one of some characters is of a script that is written without spaces."""
    return any("\u0e00" <= one <= "\u0eff" or "\u2e80" <= one <= "\ua4cf" for one in text)
