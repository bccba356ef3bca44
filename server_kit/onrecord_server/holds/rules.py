"""What a legal hold covers, and whether a scope only becomes wider. Pure.

What cannot be judged is held: words that are gone or cannot be read may be those that a hold names.
"""

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from onrecord_server.core.decision import ALLOWED, Decision, denied


#: States in which a hold keeps what it covers: until a second person released it.
HOLDING: Final = ("open", "releasing")
State = Literal["requested", "open", "releasing", "refused", "released"]


@dataclass(frozen=True, slots=True)
class Hold:
    """A hold and its scope. What is empty narrows nothing, so one that names nothing covers everything.

    ``words`` are found anywhere in a text, whatever their case and accents; one of them is enough.
    Both ends of ``since`` and ``until`` are held; ``until`` null goes on into the future.
    """

    id: str
    name: str
    persons: frozenset[str] = frozenset()
    conversations: frozenset[str] = frozenset()
    spaces: frozenset[str] = frozenset()
    since: datetime | None = None
    until: datetime | None = None
    words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Facts:
    """One version of a message, or what hangs on it: who wrote it and when, where, who else was there.

    ``at`` null is a time that nobody knows. ``text`` null is a text that is gone or cannot be read.
    """

    author: str
    conversation: str
    space: str | None
    at: datetime | None
    text: str | None
    parties: frozenset[str] = frozenset()


def covers(hold: Hold, facts: Facts) -> bool:
    """Say whether a hold keeps this; of a message every version is asked about, and one is enough."""
    return (
        _among(hold.persons, facts.parties | {facts.author})
        and _among(hold.conversations, {facts.conversation})
        and _among(hold.spaces, set() if facts.space is None else {facts.space})
        and _within(hold, facts.at)
        and _says(hold.words, facts.text)
    )


def _among(wanted: frozenset[str], found: Collection[str]) -> bool:
    return not wanted or not wanted.isdisjoint(found)


def _within(hold: Hold, at: datetime | None) -> bool:
    if at is None:
        return True
    return (hold.since is None or hold.since <= at) and (hold.until is None or at <= hold.until)


def _says(words: frozenset[str], text: str | None) -> bool:
    if not words or text is None:
        return True
    folded = fold(text)
    return any(fold(word) in folded for word in words)


def fold(text: str) -> str:
    """Return a text without case, accents and invisible characters, its spaces made one."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    seen = (one for one in apart if unicodedata.category(one) not in ("Mn", "Cf"))
    return " ".join("".join(seen).split())


def names_nothing(hold: Hold) -> bool:
    """Say whether a scope names nobody, no place and no words: it would hold the whole tenant."""
    return not (hold.persons or hold.conversations or hold.spaces or hold.words)


def may_widen(old: Hold, new: Hold) -> Decision:
    """Allow a scope that covers whatever the old one covers."""
    if covers_all_of(old, new):
        return ALLOWED
    return denied(
        "A hold's scope only becomes wider. To narrow it, open a new hold, then release this one."
    )


def covers_all_of(old: Hold, new: Hold) -> bool:
    """Say whether each part of the new scope is at least as wide as that of the old one."""
    sets = ((old.persons, new.persons), (old.conversations, new.conversations))
    more = ((old.spaces, new.spaces), (old.words, new.words))
    return all(_wider(was, now) for was, now in (*sets, *more)) and _longer(old, new)


def _wider(was: frozenset[str], now: frozenset[str]) -> bool:
    return not now or (bool(was) and was <= now)


def _longer(old: Hold, new: Hold) -> bool:
    begins = new.since is None or (old.since is not None and new.since <= old.since)
    return begins and (new.until is None or (old.until is not None and old.until <= new.until))
