"""Who may do what with a case, when it is which, and what its people are called. Pure."""

import base64
import hashlib
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from onrecord.wire.policy_document import Act, PolicyDocument, Reviewer
from onrecord_server.core.decision import ALLOWED, Decision, denied
from onrecord_server.policy.rules import BY_HAND, reviewers_of, sighted, trigger_of


#: The gravest first.
RANKS: Final = {"critical": 0, "high": 1, "medium": 2, "low": 3}
#: What found it → the kind of trigger by which it is opened.
KINDS: Final = {
    "lexicon": "lexicon",
    "detector": "detector",
    "flood": "flood",
    "classifier": "classifier",
    "unjudged": "unjudged",
    "report": "user_report",
    "sample": "random_sample",
}
#: What is still to be decided.
OPEN: Final = frozenset({"queued", "opened", "escalated"})
#: What a decision does, and the right that it takes beside that to decide.
RIGHTS: Final[dict[str, Act]] = {"remove": "remove", "restore": "restore", "freeze": "freeze"}
#: What takes something from somebody: they may ask another reviewer.
AGAINST: Final = frozenset({"reject", "remove", "freeze"})
#: How a review ends that found nothing wrong.
CLEARED: Final = frozenset({"no_issue", "false_positive"})


def case_id(message: str, number: int) -> str:
    """Return the id of the nth case about a message; the record alone gives the same.

    One about a person is drawn by chance: from a derived one their name would be found by trying.
    """
    return "cas_" + hashlib.blake2b(f"{message}:{number}".encode(), digest_size=16).hexdigest()


def reviewers(now: PolicyDocument, then: PolicyDocument, trigger: str) -> list[Reviewer]:
    """Return who reviews what a trigger found: by the policy in force, as far as that knows it.

    Where it does not any more, those who did when the case was made, as far as they review at all
    today; and where there is none of those, whoever reviews today: what is held is decided.
    """
    if trigger_of(now, trigger) is not None:
        return reviewers_of(now, trigger)
    before = {one.duty for one in reviewers_of(then, trigger)}
    left = [one for one in now.reviewers if one.duty in before or not one.triggers]
    return left or list(now.reviewers)


def acting(among: Sequence[Reviewer], duties: frozenset[str], act: Act) -> list[Reviewer]:
    """Return as which of the reviewers somebody may do something; none for who stands apart."""
    looks = sighted(duties)
    return [one for one in among if one.duty in looks and act in one.may]


def duty_for(among: Sequence[Reviewer], duties: frozenset[str], act: Act) -> str | None:
    """Return as what somebody does something, or ``None`` where they may not."""
    return min((one.duty for one in acting(among, duties, act)), default=None)


def needs_two(among: Sequence[Reviewer], duties: frozenset[str], act: Act) -> bool:
    """Say whether somebody needs a second person for an act: unless one duty lets them alone."""
    return all(act in one.two_person for one in acting(among, duties, act))


def asks_two(among: Sequence[Reviewer], duties: frozenset[str], act: Act) -> bool:
    """Say whether undoing what an act did takes two: as the act itself, or as for those who may do it."""
    if acting(among, duties, act):
        return needs_two(among, duties, act)
    return any(act in one.two_person for one in among)


def sees_identity(among: Sequence[Reviewer], duties: frozenset[str]) -> bool:
    """Say whether somebody sees who the people of a case are without asking."""
    return any(one.sees_identity for one in acting(among, duties, "open"))


def state_at(row: Any, now: int, *, has_reviewer: bool) -> str:
    """Return the state at a moment: a case without its reviewer waits, one that nobody appealed is closed."""
    if row.state == "opened" and not has_reviewer:
        return "escalated" if row.escalated_by else "queued"
    if row.state == "decided" and (row.appeal_until is None or row.appeal_until <= now):
        return "closed"
    return str(row.state)


#: What was asked → the right that it takes, from who asks and from who approves.
ACTS: Final[dict[str, Act]] = {
    "widen": "open",
    "reveal": "reveal_identity",
    "decide": "dispose",
    "appeal": "dispose",
}


def acts_of(kind: str, action: str | None) -> list[Act]:
    """Return the rights that something takes which is asked of a case."""
    own = RIGHTS.get(action or "")
    return [ACTS[kind], *([own] if own else [])]


#: What nobody decided about for so many microseconds is none any more: two weeks.
LAPSES: Final = 14 * 24 * 3_600 * 1_000_000


def request_state(row: Any, now: int) -> str:
    """Return the state of what was asked at a moment: what waits lapses by itself."""
    if row.state == "waiting" and row.asked_at + LAPSES <= now:
        return "lapsed"
    return str(row.state)


#: States of a case in which something may be asked of it, and approved.
ASKED_IN: Final = frozenset({"opened", "appealed"})


def is_waiting(asked: Any, case: Any, now: int) -> bool:
    """Say whether somebody may still decide about what was asked: a decision ends all that waited."""
    return case.state in ASKED_IN and request_state(asked, now) == "waiting"


def took_part(row: Any, person: str) -> bool:
    """Say whether somebody made, or approved, the decision of a case that is appealed."""
    return row.state == "appealed" and person in {row.decided_by, row.approved_by}


def may_decide_again(row: Any, person: str) -> Decision:
    """Somebody else decides about an appeal."""
    if took_part(row, person):
        return denied("Somebody else decides about an appeal than who made the decision.")
    return ALLOWED


def may_open(
    row: Any, state: str, person: str, assignee: str | None, handed_on: Collection[str]
) -> Decision:
    """Say whether a case is there to be opened, and by this person."""
    if state in {"decided", "closed"}:
        return denied(f"There is nothing to review: this is {state}.")
    if assignee is not None and assignee != person:
        return denied("Another reviewer has this case.")
    if person in handed_on:
        return denied("You handed this case to somebody else.")
    return may_decide_again(row, person)


def may_conclude(
    document: PolicyDocument, disposition: str, rationale: str | None, *, held: bool, action: str
) -> Decision:
    """A decision is one that the policy knows, with the reason where it asks for one."""
    if disposition == "escalate":
        return denied("Hand it to somebody else instead of deciding it.")
    if disposition not in document.process.dispositions:
        return denied(f"The policy knows no review that ends with {disposition}.")
    if disposition in document.process.rationale_required and rationale is None:
        return denied(f"The policy asks for a reason where it ends with {disposition}.")
    if held and action not in {"release", "reject"}:
        return denied("Say whether what is held is released or rejected.")
    if not held and action in {"release", "reject"}:
        return denied("There is nothing held here.")
    return ALLOWED


def may_clear(disposition: str, action: str) -> Decision:
    """Who finds nothing wrong does nothing against anybody."""
    if disposition in CLEARED and action in AGAINST:
        return denied("It ends with nothing wrong, so nothing is done against anybody.")
    return ALLOWED


def may_do_unread(action: str) -> Decision:
    """What a tag protects was read by nobody who decides: they take nothing from anybody for it."""
    if action in AGAINST:
        return denied("Nobody has read this, a tag protects it: nothing is done against anybody.")
    return ALLOWED


def may_appeal(row: Any, now: int) -> Decision:
    """Say whether a case is one whose author may speak against it at a moment."""
    if row.state in OPEN:
        return ALLOWED
    if row.state != "decided" or row.appeal_until is None:
        return denied("There is nothing here to appeal against.")
    if row.appeal_until <= now:
        return denied("The time to appeal is over.")
    return ALLOWED


def reproaches(document: PolicyDocument, asked: Mapping[str, Any]) -> bool:
    """Say whether a decision that does nothing is told to its author, who may ask another reviewer."""
    if asked["action"] != "none" or asked["disposition"] not in {"coach", "violation"}:
        return False
    return any(one.to == "author" and "review" in one.of for one in document.notices)


def acted(action: str | None, disposition: str | None) -> bool:
    """Something was done where the message was touched, or its author spoken to."""
    return action not in {None, "none", "release"} or disposition in {"coach", "violation", "legal"}


def froze(row: Any, standing: Any) -> bool:
    """Say whether a freeze follows from a case: from its decision, or from what a rule counted in it.

    What somebody decided by hand was about a person by name, and follows from no pseudonym.
    """
    if row.source == "freeze":
        return False
    decided = row.action == "freeze" and row.decided_at == standing.begins_at
    return decided or (standing.message is not None and row.message == standing.message)


def first_shown(said: Mapping[int, int], begun: int, found: Collection[int]) -> int:
    """Return from which version on a case shows its message: what it said when it began, or was found in.

    ``said`` has when each version was written.
    """
    there = max((version for version, at in said.items() if at <= begun), default=1)
    return min(there, *found) if found else there


def pseudonym(pepper: bytes, person: str) -> str:
    """Return what somebody is called in one case: the same each time, and another in another case."""
    return "P-" + base64.b32encode(_digest(pepper, person)).decode()[:6]


def reference(pepper: bytes, message: str) -> str:
    """Return what a message is called in one case: the same each time, and another in another case."""
    return "M-" + base64.b32encode(_digest(pepper, message)).decode()[:8]


def file_reference(pepper: bytes, attachment: str) -> str:
    """Return what a file is called in one case, in the shape of an id."""
    return "att_" + hashlib.blake2b(attachment.encode(), key=pepper, digest_size=16).hexdigest()


def _digest(pepper: bytes, one: str) -> bytes:
    return hashlib.blake2b(one.encode(), key=pepper, digest_size=10).digest()


# -- what follows from what a rule found: the record alone gives the same ---------------------------


def is_about(state: str, person: str | None, author: str | None) -> bool:
    """Say whether a case of a message is open and about this author: who removed it has one of their own."""
    return state in OPEN and person == author


def found_first(facts: Mapping[str, Any], message: str, author: str) -> dict[str, Any]:
    """Return what a case holds that begins with a finding."""
    return {
        "source": facts["kind"],
        "trigger": facts["trigger"],
        "severity": facts["severity"],
        "conversation": facts["conversation"],
        "message": message,
        "person": author,
        "findings": 1,
        "policy_version": facts["policy_version"],
        "policy_hash": facts["policy_hash"],
        **_soonest(facts["due_at"]),
    }


def _soonest(*times: int | None) -> dict[str, Any]:
    """Return until when a case is to be decided; nothing where an older entry does not say it."""
    known = [one for one in times if one is not None]
    return {"due_at": min(known)} if len(known) == len(times) else {}


def frozen_by_hand(facts: Mapping[str, Any], by: str, at: int, until: int) -> dict[str, Any]:
    """Return what a case holds that somebody decided who froze a person by hand."""
    return {
        "source": "freeze",
        "trigger": BY_HAND,
        "severity": "medium",
        "rank": RANKS["medium"],
        "conversation": None,
        "message": None,
        "person": facts["person_id"],
        "policy_version": facts["policy_version"],
        "policy_hash": facts["policy_hash"],
        "state": "decided",
        "version": 1,
        "findings": 0,
        "reports": 0,
        "action": "freeze",
        "decided_by": by,
        "decided_at": at,
        "opened_at": at,
        "due_at": at,
        "appeal_until": until,
    }


_GRAVER: Final = ("source", "trigger", "severity", "policy_version", "policy_hash")


def raised(row: Mapping[str, Any], facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a finding, a report or a draw changes of a case that is open.

    The gravest decides who reviews it, and the soonest until when.
    """
    due = _soonest(row.get("due_at"), facts["due_at"])
    if RANKS[facts["severity"]] >= row["rank"]:
        return due
    return {**due, **{name: facts[name] for name in _GRAVER}, "rank": RANKS[facts["severity"]]}


def found_again(row: Mapping[str, Any], facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a finding changes of a case that is open."""
    more = {"findings": row["findings"] + 1, "version": row["version"] + 1}
    return {**raised(row, {**facts, "source": facts["kind"]}), **more}


#: What became of a message → what its author is told.
_TOLD: Final = {"message.held": "held", "message.blocked": "block", "message.flagged": "mask"}


def notice_of(entry: Mapping[str, Any], author: str, at: int) -> dict[str, Any] | None:
    """Return the notice that follows from what a rule made of a message; a mere finding tells nobody."""
    facts, kind = entry["facts"], _TOLD[entry["type"]]
    if (kind == "mask" and facts["action"] != "mask") or facts.get("asked"):
        return None  # a finding tells nobody, and what waits for a classifier found nothing yet
    about = f"{entry['object']}:{entry['version']}:{facts.get('number', 'mask')}"
    return _notice(entry, about, at) | {
        "person": author,
        "kind": kind,
        "message": entry["object"],
    }


def freeze_notice(entry: Mapping[str, Any], at: int) -> dict[str, Any] | None:
    """Return the notice that follows from a freeze by a rule that counted; others are told by who decided."""
    facts = entry["facts"]
    if "message" not in facts:
        return None
    about = f"{entry['object']}:frozen:{entry['position']}"
    return _notice(entry, about, at) | {
        "person": facts["person_id"],
        "kind": "freeze",
        "message": facts["message"],
    }


def _notice(entry: Mapping[str, Any], about: str, at: int) -> dict[str, Any]:
    facts = entry["facts"]
    return {
        "id": "ntc_" + hashlib.blake2b(about.encode(), digest_size=16).hexdigest(),
        "rule": facts["trigger"],
        "policy_version": facts["policy_version"],
        "conversation": facts["conversation"],
        "acted": None,
        "content_id": None,
        "appeal_until": None,
        "case": None,
        "at": at,
        "read_at": None,
        "position": entry["position"],
        "template": facts.get("template"),
        "needs": None,
        "about": None,
    }
