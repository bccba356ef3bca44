"""Who may ask to look, who may allow it, and for how long. Pure."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from onrecord.wire.grants import GrantScope, RequestGrant
from onrecord.wire.policy_document import PolicyDocument, Trigger
from onrecord_server.core.decision import ALLOWED, Decision, denied
from onrecord_server.core.leaf import canonical
from onrecord_server.policy.deciding import somebody_else
from onrecord_server.policy.durations import after, is_longer
from onrecord_server.policy.reading import in_words
from onrecord_server.policy.rules import APPROVERS, is_requested, reviewers_of, sighted, trigger_of


#: How far up and down a line of management is followed.
LONGEST_LINE: Final = 20
#: In a conversation of more people somebody's manager always is: their messages are left out instead.
SMALL: Final = 50


def is_look(entry: Mapping[str, Any]) -> bool:
    """Say of an entry whether it is a look at a case: it is about itself, and its content names the case.

    Members prove what they hear of, and an id that follows from a message would tell them which it was.
    """
    return entry.get("type") == "disclosure.made" and str(entry["object"]).startswith("dsc_")


def reach_of(facts: Mapping[str, Any], sealed: Mapping[str, Any]) -> dict[str, Any]:
    """Return the first and the last position of what a look at a case showed.

    They are sealed: what is in the middle of them is what was reported. Older entries say them aloud.
    """
    said = facts if "low" in facts else sealed
    return {name: said[name] for name in ("low", "high")}


def scope_hash(scope: GrantScope) -> str:
    """Return SHA-256 of the exact scope in canonical JSON, as ``sha256:`` and hex."""
    text = canonical(scope.model_dump(mode="json"))
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def opening_duty(document: PolicyDocument, trigger: str, duties: frozenset[str]) -> str | None:
    """Return as what somebody may open what a trigger finds, or ``None``."""
    looks = sighted(duties)
    found = [
        one.duty
        for one in reviewers_of(document, trigger)
        if one.duty in looks and "open" in one.may
    ]
    return min(found, default=None)


def opened_by(document: PolicyDocument, duties: frozenset[str]) -> list[str]:
    """Return the triggers whose finds somebody may open."""
    ids = (one.id for one in document.triggers)
    return [one for one in ids if opening_duty(document, one, duties) is not None]


def may_seek(document: PolicyDocument, trigger: str, duties: frozenset[str]) -> Decision:
    """Who may ask for something may find out what there is to ask for."""
    found = trigger_of(document, trigger)
    if found is None or not is_requested(found):
        return denied(f"The policy has no {trigger} that is opened on request.")
    if opening_duty(document, trigger, duties) is None:
        return denied(f"You have no duty that opens what {trigger} asks for.")
    return ALLOWED


def may_request(
    document: PolicyDocument, asked: RequestGrant, duties: frozenset[str], now: datetime
) -> Decision:
    """A request names a trigger that is asked for, somebody or some place, and a time that the policy allows."""
    trigger, seeking = (
        trigger_of(document, asked.trigger),
        may_seek(document, asked.trigger, duties),
    )
    if trigger is None or not seeking.allowed:
        return seeking
    if not (asked.scope.people or asked.scope.conversations):
        return denied("Name the people or the conversations: nobody looks at everything.")
    if trigger.kind == "legal_process" and asked.document_hash is None:
        return denied("A legal process rests on a paper: give the SHA-256 of it.")
    longest = getattr(trigger, "longest", None)
    if longest is not None and is_longer(asked.lasts, longest):
        return denied(f"The policy opens {asked.trigger} for {in_words(longest)} at most.")
    return may_defer(document, trigger, asked.defer_until, now)


def may_defer(
    document: PolicyDocument, trigger: Trigger, until: datetime | None, now: datetime
) -> Decision:
    """A look is kept from its subject no longer than the policy says, and an emergency never is."""
    if until is None:
        return ALLOWED
    longest = _delay(document)
    if longest is None or trigger.kind == "break_glass":
        return denied("The people concerned are told of this at once.")
    if until <= now:
        return denied("This day is over: the people concerned can be told on a later one only.")
    if until > after(now, longest):
        return denied(f"The people concerned are told after {in_words(longest)} at most.")
    return ALLOWED


def _delay(document: PolicyDocument) -> str | None:
    told = [one for one in document.notices if one.to == "subject" and "look" in one.of]
    return told[0].longest_delay if told else None


def approvals_needed(
    document: PolicyDocument, trigger: Trigger, *, deferred: bool, unreviewed: int = 0
) -> int:
    """Return how many others must approve: as the trigger says, and more where a notice is put off.

    An emergency needs nobody, and one other person while a former one about the same is ``unreviewed``.
    """
    if trigger.kind == "break_glass":
        return min(unreviewed, 1)
    told = [one for one in document.notices if one.to == "subject" and "look" in one.of]
    delay = max((one.delay_approvals for one in told), default=1) if deferred else 0
    return max(getattr(trigger, "approvals", 1), delay)


def may_decide(
    document: PolicyDocument, trigger: str, duties: frozenset[str], person: str, asked_by: str
) -> Decision:
    """Who approves or denies has a duty for it and did not ask themselves."""
    other = somebody_else(person, asked_by)
    if not other.allowed:
        return other
    if APPROVERS.isdisjoint(duties) and opening_duty(document, trigger, duties) is None:
        return denied("You have no duty that decides about this.")
    return ALLOWED


def is_open(state: str, expires_at: int | None, now: int) -> bool:
    """Say whether a grant opens anything at a moment."""
    return state == "open" and expires_at is not None and now < expires_at


def state_at(state: str, expires_at: int | None, now: int) -> str:
    """Return the state at a moment: what is open expires by itself."""
    return "expired" if state == "open" and not is_open(state, expires_at, now) else state


def opens_nothing(kind: str, state: str) -> str:
    """Return why a grant opens nothing, and what to do where it is an emergency that waits."""
    if (kind, state) == ("break_glass", "requested"):
        return (
            "This emergency waits: nobody has reviewed your former one about the same. Let somebody "
            "who approves review that, and ask again; or let them approve this one."
        )
    return f"This grant opens nothing: it is {state}."


def line(managers: Mapping[str, str], person: str) -> list[str]:
    """Return who somebody reports to, the nearest first; a circle ends where it closes."""
    found: list[str] = []
    above = managers.get(person)
    while above is not None and above != person and above not in found:
        if len(found) == LONGEST_LINE:
            break
        found.append(above)
        above = managers.get(above)
    return found


def in_line(managers: Mapping[str, str], one: str, other: str) -> bool:
    """Say whether one of two people reports to the other, at whatever distance."""
    return other in line(managers, one) or one in line(managers, other)


def conflicts(managers: Mapping[str, str], looker: str, people: Sequence[str]) -> list[str]:
    """Return those of some people whom somebody may not look at: themselves, and their line."""
    return [one for one in people if one == looker or in_line(managers, looker, one)]


def facts_of(scope: GrantScope) -> dict[str, Any]:
    """Return what the record may hold of a scope: how much it names, and no names."""
    return {"people": len(scope.people), "conversations": len(scope.conversations)}


#: An hour in microseconds.
_HOUR: Final = 3_600_000_000


def hour_of(at: int) -> int:
    """Return the hour of UTC of a moment, counted from 1970."""
    return at // _HOUR
