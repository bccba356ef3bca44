"""Whether a text may go, by the ledger of consents and what else is known just before it. Pure.

SMS-1, SMS-2, SMS-3, SMS-5, SMS-6. The first of these that is so decides, and is what is put on the record:

1. ``opted_out``: a revocation covers this text and nothing after it lifted it; an answer to a HELP that came
   after it goes all the same;
2. ``confirmed``: the one confirmation of it was sent; ``confirmed_by_carrier``: its carrier answers;
   ``not_to_confirm``: no text asked for it; ``confirm_late``: too long ago to be an answer;
   a text that its reader asked for on a page a moment ago needs no consent, and goes at any hour;
3. ``frozen``: nothing more is said in this conversation;
4. ``absent``: who writes is not at work, and nobody covers;
5. ``unregistered``: a long code of the United States without a registered campaign, to somebody there;
6. ``no_consent``, ``expired``: none covers this text, or none does any more;
7. ``quiet_hours``: not now where the reader is (see ``quiet``);
8. ``daily_cap``: the sender has sent all that it may today.

What never passes by itself comes before what does. A revocation reaches everything (``all``) unless it was
recorded with less; one that says whose sender or which programme it means and names none reaches all.

A ledger is in the order in which it was written. Only a re-subscription lifts a revocation: one written
later, and not made earlier: a form from last year that is filed today lifts nothing, nor does a consent.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from onrecord_server.sms.numbers import Number, SenderKind
from onrecord_server.sms.quiet import Category, Quiet


Reach = Literal["all", "sender", "programme"]
Means = Literal["keyword", "words", "phone", "mail", "form", "carrier", "staff"]
EntryKind = Literal["consent", "opt_out", "resubscription", "confirmation", "help"]
Reason = Literal[
    "opted_out", "confirmed", "confirmed_by_carrier", "not_to_confirm", "confirm_late", "frozen", "absent",
    "unregistered", "no_consent", "expired", "quiet_hours", "daily_cap",
]  # fmt: skip

#: Until then a confirmation is presumed to answer the revocation, 47 CFR 64.1200(a)(12).
CONFIRM_WITHIN: Final = timedelta(minutes=5)
#: What asked by a text is answered by one; what came by phone or mail is not.
BY_TEXT: Final[frozenset[Means]] = frozenset({"keyword", "words"})
ALL: Final[frozenset[Category]] = frozenset({"marketing", "transactional", "conversational"})

#: What people are told, of each reason.
SAID: Final[dict[Reason, str]] = {
    "opted_out": "They asked for no more texts. Only they can ask for them again.",
    "confirmed": "That they get no more texts was confirmed once; nothing more is sent.",
    "confirmed_by_carrier": "Their carrier tells them so itself.",
    "not_to_confirm": "No text of theirs asks for a confirmation.",
    "confirm_late": "It is too late to confirm this.",
    "frozen": "This conversation is closed to new messages.",
    "absent": "Who writes is absent, and nobody covers.",
    "unregistered": "This number is in no registered campaign: carriers would block it. Register it first.",
    "no_consent": "They have not agreed to texts of this kind. Ask for it first.",
    "expired": "What they agreed to has expired. Ask for it again.",
    "quiet_hours": "It is too early or too late where they are.",
    "daily_cap": "This number has sent all that it may today.",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the ledger about one number, which nobody changes.

    ``at`` is when it was said, not when it was written down. Of a consent ``categories`` are what it is for,
    and ``expires`` is when it ends; ``means`` says how it came. A confirmation reaches as far as what it
    confirms, and is written before it is sent.
    """

    kind: EntryKind
    at: datetime
    reach: Reach = "all"
    sender: str | None = None
    programme: str | None = None
    categories: frozenset[Category] = ALL
    expires: datetime | None = None
    means: Means = "keyword"


@dataclass(frozen=True, slots=True)
class Attempt:
    """A text that is about to go. ``confirms``: it is the one that confirms a revocation.

    ``helps``: it answers somebody who asked for help. ``asked``: its reader asked for it a moment ago.
    """

    sender: str
    to: Number
    category: Category
    programme: str | None = None
    confirms: bool = False
    helps: bool = False
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Sender:
    """What is known of the number that it goes from. ``cap`` is how many a day; ``None``: no bound.

    ``region`` is the country of a long code or a toll-free number. ``resets``: when the day begins anew.
    """

    kind: SenderKind
    region: str | None = None
    campaign: str | None = None
    cap: int | None = None
    sent_today: int = 0
    resets: datetime | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """What is so just before it goes. ``wrote``: the other side has written in this conversation.

    ``unasked``: the company asks nobody for a consent to what is conversational.
    """

    now: datetime
    sender: Sender
    quiet: Quiet
    wrote: bool = False
    frozen: bool = False
    absent: bool = False
    unasked: bool = False


@dataclass(frozen=True, slots=True)
class Ruling:
    """Whether it may go. ``until``: when what holds it back has passed, where that is known."""

    reason: Reason | None = None
    until: datetime | None = None

    @property
    def goes(self) -> bool:
        """Say whether it may go."""
        return self.reason is None

    @property
    def said(self) -> str:
        """Return what holds it back, as people are told."""
        return "" if self.reason is None else SAID[self.reason]


MAY_GO: Final = Ruling()


def covers(entry: Entry, attempt: Attempt) -> bool:
    """Say whether a line of the ledger is about a text.

    What is meant for one sender or programme and names none is about every text where it takes something
    away, and about none where it gives something.
    """
    if entry.reach == "all":
        return True
    named, asked = _named(entry, attempt)
    return entry.kind in ("opt_out", "confirmation") if named is None else named == asked


def _named(entry: Entry, attempt: Attempt) -> tuple[str | None, str | None]:
    if entry.reach == "sender":
        return entry.sender, attempt.sender
    return entry.programme, attempt.programme


def in_force(ledger: Sequence[Entry], attempt: Attempt) -> list[tuple[int, Entry]]:
    """Return the revocations that hold for a text, each with its place in the ledger."""
    about = [(place, one) for place, one in enumerate(ledger) if covers(one, attempt)]
    lifts = [(place, one.at) for place, one in about if one.kind == "resubscription"]
    return [
        (place, one)
        for place, one in about
        if one.kind == "opt_out" and not any(p > place and at >= one.at for p, at in lifts)
    ]


def judge(ledger: Sequence[Entry], attempt: Attempt, situation: Situation) -> Ruling:
    """Say whether a text may go now, or the one reason why not. The order is that of this module's head."""
    if attempt.confirms:
        return _confirming(ledger, attempt, situation)
    if attempt.helps:
        return _helping(ledger, attempt, situation)
    if in_force(ledger, attempt):
        return Ruling("opted_out")
    return _rest(_ASKED if attempt.asked else _CHECKS, ledger, attempt, situation)


def _rest(
    checks: Iterable[Callable[[Sequence[Entry], Attempt, Situation], Ruling]],
    ledger: Sequence[Entry],
    attempt: Attempt,
    situation: Situation,
) -> Ruling:
    rulings = (check(ledger, attempt, situation) for check in checks)
    return next((one for one in rulings if not one.goes), MAY_GO)


def _confirming(ledger: Sequence[Entry], attempt: Attempt, situation: Situation) -> Ruling:
    """Let one confirmation go after a revocation that came as a text, soon, whatever the hour."""
    revoked = in_force(ledger, attempt)
    asked = [one for _, one in revoked if one.means in BY_TEXT]
    if any(one.means == "carrier" for _, one in revoked):
        return Ruling("confirmed_by_carrier")
    if not asked:
        return Ruling("not_to_confirm")
    if _was_confirmed(ledger[revoked[0][0] :], attempt):
        return Ruling("confirmed")
    if situation.now - max(one.at for one in asked) > CONFIRM_WITHIN:
        return Ruling("confirm_late")
    return _registered(ledger, attempt, situation)


def _helping(ledger: Sequence[Entry], attempt: Attempt, situation: Situation) -> Ruling:
    """Let an answer to HELP go, after a revocation as well: where it was asked for after it, as CTIA has it."""
    revoked = in_force(ledger, attempt)
    asked = max((place for place, one in enumerate(ledger) if one.kind == "help"), default=-1)
    if any(one.means == "carrier" for _, one in revoked):
        return Ruling("opted_out")
    if any(place > asked for place, _ in revoked):
        return Ruling("opted_out")
    return _registered(ledger, attempt, situation)


def _was_confirmed(since: Sequence[Entry], attempt: Attempt) -> bool:
    return any(one.kind == "confirmation" and covers(one, attempt) for one in since)


def _thawed(_ledger: Sequence[Entry], _attempt: Attempt, situation: Situation) -> Ruling:
    return Ruling("frozen") if situation.frozen else MAY_GO


def _present(_ledger: Sequence[Entry], _attempt: Attempt, situation: Situation) -> Ruling:
    return Ruling("absent") if situation.absent else MAY_GO


def _registered(_ledger: Sequence[Entry], attempt: Attempt, situation: Situation) -> Ruling:
    """Refuse a long code of the United States that no campaign has, to readers there."""
    sender = situation.sender
    asked = sender.kind == "long_code" and sender.region == attempt.to.region == "US"
    return Ruling("unregistered") if asked and not sender.campaign else MAY_GO


def _consented(ledger: Sequence[Entry], attempt: Attempt, situation: Situation) -> Ruling:
    """Ask for a consent to this kind of text; a reply to who wrote first needs none."""
    if attempt.category == "conversational" and (situation.wrote or situation.unasked):
        return MAY_GO
    given = [one for one in ledger if _consents(one, attempt, situation.now)]
    if any(one.expires is None or situation.now < one.expires for one in given):
        return MAY_GO
    return Ruling("expired" if given else "no_consent")


def _consents(entry: Entry, attempt: Attempt, now: datetime) -> bool:
    about = entry.kind == "consent" and covers(entry, attempt)
    return about and attempt.category in entry.categories and entry.at <= now


def _awake(_ledger: Sequence[Entry], _attempt: Attempt, situation: Situation) -> Ruling:
    quiet = situation.quiet
    return MAY_GO if quiet.allowed else Ruling("quiet_hours", quiet.until)


def _under_cap(_ledger: Sequence[Entry], _attempt: Attempt, situation: Situation) -> Ruling:
    sender = situation.sender
    full = sender.cap is not None and sender.sent_today >= sender.cap
    return Ruling("daily_cap", sender.resets) if full else MAY_GO


#: What is asked in turn of a text that no revocation covers.
_CHECKS: Final = (_thawed, _present, _registered, _consented, _awake, _under_cap)
#: Of what its reader asked for on a page: whoever serves them writes none of it.
_ASKED: Final = (_thawed, _registered, _under_cap)
