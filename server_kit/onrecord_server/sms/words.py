"""What a text that came in asks: no more texts, texts again, help, or nothing of these. Pure.

SMS-1 and SMS-6. A text is compared without what hides its words: widths, letter cases, accents, emoji,
quotes and punctuation, the spaces of "S T O P" and the length of "stoppp". Then, the first that is so:

1. the whole message is a word that stops, courtesy aside → ``stop``;
2. one sentence of it is a word or phrase that means nothing else ("Stop.", "no mas", "wrong number"), what
   stands before its first comma is, or it begins with a phrase that is said to us ("stop texting me") →
   ``stop``;
3. the whole message starts again or asks for help → ``start``, ``help``;
4. such a word or phrase is anywhere, or a plain one leads → ``maybe_stop``: a human decides within a day.
   So "don't stop, that's great" and "please stop by the office" are seen by somebody, and pass by nobody;
5. else ``nothing``.

What is taken for a stop wrongly costs one START; what is missed breaks a promise.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from onrecord_server.sms.vocabulary import (
    COURTESY,
    DOUBTFUL,
    HELP,
    LOOSE,
    PHRASES,
    PLAIN,
    SIGNS,
    START,
    STRONG,
    YES,
)


Verdict = Literal["stop", "maybe_stop", "start", "help", "nothing"]

_SENTENCES: Final = re.compile(r"[.!?;:\n\r…。！？]+")  # noqa: RUF001 - wide ones are sentence ends too
_APOSTROPHES: Final = re.compile(r"(?<=n)['’ʼ`´](?=t\b)", re.IGNORECASE)  # noqa: RUF001 - as typed
#: So many courtesies before a phrase are looked at one by one: "you have" begins with one, and is none.
_POLITE: Final = 8
_REPEATED: Final = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a text asks, and the word or phrase of our lists that says so, for the record."""

    verdict: Verdict
    word: str = ""


def asked(text: str, *, yes_counts: bool = False) -> Asked:
    """Return what a text asks. Say ``yes_counts`` of somebody who stopped, or was asked to confirm.

    A mere YES is else an answer to something else, and gives no consent.
    """
    sentences = [words for part in _sentences(text) if (words := plain(part))]
    whole = plain(text)
    if not whole:
        return Asked("maybe_stop", "🛑") if SIGNS & set(text) else Asked("nothing")
    return next(_answers(whole, sentences, yes_counts), Asked("nothing"))


def _sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text, and of each what stands before its first comma."""
    for one in _SENTENCES.split(text):
        head, comma, _ = one.partition(",")
        yield from (head, one) if comma else (one,)


def carrier_does(text: str) -> Literal["stop", "start"] | None:
    """Return what the carriers of the United States do by themselves on a text to a toll-free number.

    They know one word to stop and two to start, block the number for us, and answer it. So a stop in other
    words is ours alone to keep, and a start in other words does not open what they blocked.
    """
    word = text.strip().casefold()
    if word == "stop":
        return "stop"
    return "start" if word in ("start", "unstop") else None


def plain(text: str) -> str:
    """Return the words of a text alone: small, without accents, marks and emoji, one space between."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    joined = _APOSTROPHES.sub("", folded)
    letters = (_seen(one) for one in unicodedata.normalize("NFKD", joined))
    return " ".join("".join(letters).split())


def _seen(character: str) -> str:
    """Return a character of a word, nothing for what is only drawn on one, and a space for the rest."""
    kind = unicodedata.category(character)
    if kind[0] in "LN":
        return character
    return "" if kind in ("Mn", "Me", "Cf") else " "


def _answers(whole: str, sentences: list[str], yes_counts: bool) -> Iterator[Asked]:
    """Yield what each rule finds, in their order."""
    yield from _found("stop", _is_one_of(whole, (STRONG, PLAIN)))
    for one in sentences:
        yield from _found("stop", _is_one_of(one, (STRONG, LOOSE)))
        yield from _found("stop", _leading(one, PHRASES))
    yield from _found("start", _exactly(whole, START | YES if yes_counts else START))
    yield from _found("help", _exactly(whole, HELP))
    yield from _doubts(whole)


def _doubts(whole: str) -> Iterator[Asked]:
    """Yield why somebody should look: a phrase or a word anywhere, or a plain word at the head."""
    yield from _found("maybe_stop", _anywhere(whole, PHRASES | LOOSE))
    yield from _found("maybe_stop", _anywhere(whole, STRONG | DOUBTFUL))
    yield from _found("maybe_stop", _leading(whole, PLAIN))


def _found(verdict: Verdict, word: str | None) -> Iterator[Asked]:
    if word is not None:
        yield Asked(verdict, word)


def _is_one_of(words: str, lists: Iterable[frozenset[str]]) -> str | None:
    """Return which word of the lists it is, courtesy aside. "Now stop" is one, "do not stop" is none."""
    forms = (*_heads(words), _without_courtesy(words))
    return next((hit for one in lists for form in forms if (hit := _exactly(form, one))), None)


def _exactly(words: str, known: frozenset[str]) -> str | None:
    """Return which of the words it is, however it is spaced and however long a letter is held."""
    if words in known:
        return words
    return _by_squeezed(known).get(_squeezed(words))


@lru_cache(maxsize=16)
def _by_squeezed(known: frozenset[str]) -> dict[str, str]:
    return {_squeezed(one): one for one in sorted(known, reverse=True)}


def _squeezed(words: str) -> str:
    return _REPEATED.sub(r"\1", words.replace(" ", ""))


def _without_courtesy(words: str) -> str:
    return " ".join(one for one in words.split() if one not in COURTESY)


def _heads(words: str) -> Iterator[str]:
    """Yield the words, and what is left of them as courtesy before them goes, word by word."""
    parts = words.split()
    polite = next((i for i, one in enumerate(parts) if one not in COURTESY), len(parts))
    for first in sorted({*range(min(polite, _POLITE) + 1), polite}):
        yield " ".join(parts[first:])


def _leading(words: str, known: frozenset[str]) -> str | None:
    """Return the longest of the phrases that the words begin with, courtesy before them aside."""
    heads = [f"{head} " for head in _heads(words)]
    hits = (one for one in sorted(known) if any(head.startswith(f"{one} ") for head in heads))
    return max(hits, key=len, default=None)


def _anywhere(words: str, known: frozenset[str]) -> str | None:
    """Return the longest of the phrases that is among the words, held letters or not."""
    held = _REPEATED.sub(r"\1", words)
    forms = (f" {words} ", f" {held} ")
    hits = (one for one in known if any(f" {one} " in form for form in forms))
    return max(sorted(hits), key=len, default=None)
