"""What a legal hold covers, and whether a scope only becomes wider. Pure.

What cannot be judged is held: words that are gone or cannot be read may be those that a hold names.
"""

import hashlib
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from onrecord_server.core.decision import ALLOWED, Decision, denied
from onrecord_server.core.leaf import canonical
from onrecord_server.policy.deciding import somebody_else, with_duty


#: States in which a hold keeps what it covers: from when it is asked for until a second person released it.
HOLDING: Final = ("requested", "open", "releasing")
#: The duties that hold and release, and those that see holds besides.
HOLDERS: Final = frozenset({"compliance_officer", "legal"})
READERS: Final = HOLDERS | {"auditor", "privacy_officer"}
#: Between two reminders once the time to acknowledge is over, in microseconds.
WEEK: Final = 7 * 86_400_000_000
State = Literal["requested", "open", "releasing", "refused", "released"]


@dataclass(frozen=True, slots=True)
class Hold:
    """A hold and its scope. What is empty narrows nothing, so one that names nothing covers everything.

    ``words`` are found anywhere in a text, whatever their case and accents; one of them is enough.
    Both ends of ``since`` and ``until`` are held; ``until`` null goes on into the future. Of a ``silent`` one
    nobody is told.
    """

    id: str
    name: str
    persons: frozenset[str] = frozenset()
    conversations: frozenset[str] = frozenset()
    spaces: frozenset[str] = frozenset()
    since: datetime | None = None
    until: datetime | None = None
    words: frozenset[str] = frozenset()
    silent: bool = False


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


# -- who decides -----------------------------------------------------------------------------------


def hash_of(said: Mapping[str, Any]) -> str:
    """Return SHA-256 of all that was written of a hold in canonical JSON, as ``sha256:`` and hex.

    The reason is part of it, so that nobody guesses whom a scope names.
    """
    return "sha256:" + hashlib.sha256(canonical(dict(said)).encode()).hexdigest()


def may_hold(duties: frozenset[str]) -> Decision:
    """Holding and releasing is for who answers for compliance, or for the law."""
    return with_duty(duties, HOLDERS)


def may_read(duties: frozenset[str]) -> Decision:
    """Holds are shown to those who hold, who audit, and who answer for privacy."""
    return with_duty(duties, READERS)


def may_decide(person: str, asked_by: str | None, *, named: bool) -> Decision:
    """Whoever decides did not ask for it, and the hold does not name them."""
    other = somebody_else(person, asked_by)
    return may_end(named=named) if other.allowed else other


def may_end(*, named: bool) -> Decision:
    """Nobody has a say in the end of a hold that names them."""
    if named:
        return denied("This hold names you, or a conversation or space that you are or were in.")
    return ALLOWED


def faults(scope: Hold, tell: Collection[str], *, silent: bool) -> list[tuple[str, str]]:
    """Return what keeps a scope from being held: where, and why."""
    found = []
    if names_nothing(scope):
        found.append(("/scope", "Name people, conversations, spaces or words."))
    if scope.since and scope.until and scope.until < scope.since:
        found.append(("/scope/until", "It ends before it begins."))
    if silent and tell:
        found.append(("/tell", "A silent hold tells nobody."))
    return found


def next_reminder(told: int, due: int, now: int) -> int:
    """Return when who has not acknowledged is reminded next: half way, when it is due, then each week."""
    half = told + (due - told) // 2
    return next((at for at in (half, due) if now < at), now + WEEK)
