"""Skimming: of most texts it is plain that they hold no term of a list, before any is looked for. Pure.

A text is cut into words as it is read when it is folded. A term that lies in whole words can be in it only
where all its words stand side by side; its longest word says whether that is worth asking. Whatever cannot
be told so, a disguise or a script without spaces among it, is looked through.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from ahocorasick_rs import BytesAhoCorasick

from onrecord.wire.lexicon_document import LexiconDocument, Term
from onrecord_server.moderation.folding import character, fold, is_spaceless


#: Longer texts are looked through at once.
LONGEST: Final = 4_096
#: So many terms with the same longest word are asked for one by one; where there are more, the word is enough.
_FEW: Final = 8
#: What characters are kept ready, at most.
_KEPT: Final = 4_096
#: What stands for a character that only folding can read.
_HARD: Final = b"\x00"
#: Signs that may stand for letters: where they do, the text is looked through.
_LEET: Final = "@$!|"
_DISGUISED: Final = re.compile(rb"[013457@$!|](?:(?=[a-z\x80-\xff])|(?<=[a-z\x80-\xff][013457]))")
_UNDISGUISED: Final = bytes(one for one in range(256) if one not in b"013457@$!|")
_UNSIGNED: Final = bytes.maketrans(_LEET.encode(), b" " * len(_LEET))


class _Signs(dict[int, str]):
    """What characters are read as where words alone matter: letters and digits; all else is a space."""

    def __init__(self, *, lookalikes: bool, hard: frozenset[str]) -> None:
        """Begin with ASCII, of which each sign is read as one."""
        super().__init__()
        self._looks = lookalikes
        self._hard = hard
        self._ascii = "".join(map(self._read, range(128))).encode() + bytes(128)

    def read(self, text: str) -> bytes:
        """Read a text."""
        if text.isascii():
            return text.encode().translate(self._ascii)
        return text.translate(self).encode()

    def __missing__(self, code: int) -> str:
        """Read a character for the first time."""
        read = self._read(code)
        if len(self) < _KEPT:
            self[code] = read
        return read

    def _read(self, code: int) -> str:
        return "".join(map(self._one, character(chr(code), self._looks)))

    def _one(self, sign: str) -> str:
        if sign in self._hard or is_spaceless(sign):
            return _HARD.decode()
        return sign if sign.isalnum() or (self._looks and sign in _LEET) else " "


@cache
def _signs(*, lookalikes: bool) -> _Signs:
    """Return what all lists without terms of signs share."""
    return _Signs(lookalikes=lookalikes, hard=frozenset())


class Skim:
    """A list of words, ready to say of most texts that none of its terms is in them."""

    def __init__(self, document: LexiconDocument) -> None:
        """Sort the terms by their longest word; those without a whole word are looked for one by one."""
        self.lookalikes = document.lookalikes
        self._phrases: dict[bytes, list[bytes]] = {}
        loose: set[bytes] = set()
        hard: set[str] = set()
        for term in document.terms:
            folded = fold(term.text, lookalikes=self.lookalikes).text.strip()
            words = _words(folded)
            if (key := _key(words, term)) is not None:
                self._phrases.setdefault(key, []).append(_phrase(words, term))
            elif words:
                loose.add(_phrase(words, term))
            else:
                hard.update(folded[:1])
        shared = _signs(lookalikes=self.lookalikes)
        signs = frozenset(hard)
        self._signs = _Signs(lookalikes=self.lookalikes, hard=signs) if hard else shared
        #: The longest words of the terms that have a whole one.
        self.known = frozenset(self._phrases)
        #: Whether whole words tell of every term.
        self.is_of_words = not (loose or hard)
        self._loose = BytesAhoCorasick(sorted(loose)) if loose else None

    def passes(self, text: str) -> bool:
        """Say whether a text surely holds no term; where not, it has to be looked through."""
        words = self._read(text) if len(text) <= LONGEST else None
        if words is None:
            return False
        known = self.known
        if self._loose is None and known.isdisjoint(words):
            return True
        whole = b" %b " % b" ".join(words)
        if self._loose is not None and self._loose.find_matches_as_indexes(whole):
            return False
        return not any(self._may_hold(whole, key) for key in known.intersection(words))

    def _read(self, text: str) -> list[bytes] | None:
        """Return the words of a text, or nothing where only folding can tell them."""
        read = self._signs.read(text)
        if self.lookalikes and (signs := read.translate(None, _UNDISGUISED)):
            if _DISGUISED.search(read, read.index(signs[:1])) is not None:
                return None
            read = read.translate(_UNSIGNED)
        return None if _HARD in read else read.split()

    def _may_hold(self, whole: bytes, key: bytes) -> bool:
        phrases = self._phrases[key]
        return len(phrases) > _FEW or any(phrase in whole for phrase in phrases)


def _words(folded: str) -> list[bytes]:
    return "".join(one if one.isalnum() else " " for one in folded).encode().split()


def _key(words: Sequence[bytes], term: Term) -> bytes | None:
    """Return the longest word of a term that is a whole word wherever the term lies, if there is one."""
    return max(_whole(words, term), key=len, default=None)


def _whole(words: Sequence[bytes], term: Term) -> Sequence[bytes]:
    first = term.place in ("end", "anywhere")
    last = term.place in ("beginning", "anywhere")
    return words[first : len(words) - last]


def _phrase(words: Sequence[bytes], term: Term) -> bytes:
    """Return the words side by side, with a space where a word must begin or end."""
    before = b"" if term.place in ("end", "anywhere") else b" "
    after = b"" if term.place in ("beginning", "anywhere") else b" "
    return before + b" ".join(words) + after
