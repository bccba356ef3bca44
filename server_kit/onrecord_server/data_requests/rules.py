"""Who decides about what somebody asks, until when, and what keeps what they wrote. Pure."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from onrecord_server.core.decision import ALLOWED, Decision, denied
from onrecord_server.core.leaf import canonical
from onrecord_server.policy.durations import after
from onrecord_server.retention.rules import CaseReason, HoldReason, MinimumReason, Verdict


#: The duties that handle requests, those that approve one, and those that see them besides.
HANDLERS: Final = frozenset({"privacy_officer", "compliance_officer"})
APPROVERS: Final = HANDLERS | {"tenant_owner"}
READERS: Final = APPROVERS | {"auditor"}
#: Kinds that destroy something or put it out of sight: two people decide, about what was weighed.
TWO_PEOPLE: Final = frozenset({"erasure", "restriction"})
#: States in which there is still something to decide.
OPEN: Final = ("received", "identified", "weighed")
#: Within which it is answered (Article 12(3) of the GDPR), and once it was extended.
WITHIN: Final = "P1M"
EXTENDED: Final = "P3M"
Group = dict[str, Any]
#: By what something stays: a hold, a rule and what asks for it, and whether somebody still decides.
Key = tuple[str, str, str, str]


def due(received: datetime, *, extended: bool = False) -> datetime:
    """Return until when a request is answered."""
    return after(received, EXTENDED if extended else WITHIN)


def may_decide(actor: str, person: str) -> Decision:
    """Nobody decides about what they ask themselves."""
    return denied("Somebody else decides about your own request.") if actor == person else ALLOWED


def may_approve(actor: str, person: str, weighed_by: str | None, kind: str) -> Decision:
    """Where something goes, who approves is neither whom it is about nor who weighed it."""
    if kind in TWO_PEOPLE and actor == weighed_by:
        return denied("Somebody else approves what you weighed.")
    return may_decide(actor, person)


def hash_of(weighed: Mapping[str, Any]) -> str:
    """Return SHA-256 of what was weighed in canonical JSON, as ``sha256:`` and hex."""
    return "sha256:" + hashlib.sha256(canonical(dict(weighed)).encode()).hexdigest()


# -- what stays ------------------------------------------------------------------------------------


def groups(verdicts: Iterable[Verdict]) -> tuple[int, list[Group]]:
    """Return how many messages may go, and the others by what keeps them.

    A message that a hold and a rule keep is counted once, with both.
    """
    goes, counts, untils = 0, Counter[Key](), dict[Key, datetime]()
    for one in verdicts:
        if one.outcome != "keep":
            goes += 1
            continue
        key, until = _why(one)
        counts[key] += 1
        if until is not None:
            untils[key] = max(until, untils.get(key, until))
    return goes, [_group(key, counts[key], untils.get(key)) for key in sorted(counts)]


def _why(verdict: Verdict) -> tuple[Key, datetime | None]:
    held = next((one for one in verdict.reasons if isinstance(one, HoldReason)), None)
    rule = next((one for one in verdict.reasons if isinstance(one, MinimumReason)), None)
    hold = "" if held is None else held.id
    case = "open" if any(isinstance(one, CaseReason) for one in verdict.reasons) else ""
    if rule is None:
        return (hold, "", "", case), None
    return (hold, rule.rule, rule.basis, case), rule.until


def _group(key: Key, count: int, until: datetime | None) -> Group:
    hold, rule, basis, case = key
    said: Group = {"count": count, "hold": hold, "rule": rule, "basis": basis}
    said |= {"case": case} if case else {}
    return said | ({"until": until.isoformat()} if until else {})


def told(
    goes: int, found: Sequence[Group], secret: Collection[str], *, names_holds: bool
) -> tuple[int, list[Group]]:
    """Return what somebody may know of what goes and of what stays.

    What only a hold of ``secret`` keeps reads as what goes and has not gone yet. Of other holds who does
    not see holds reads a duty: none is told from anything else.
    """
    merged: dict[Key, Group] = {}
    for one in found:
        if is_secret(one, secret):
            goes += one["count"]
            continue
        hold = one["hold"] if names_holds and one["hold"] not in secret else ""
        key = (hold, *_told_besides(one, hold))
        _merge(merged.setdefault(key, _nothing(key)), one, dated=not hold)
    return goes, [merged[key] for key in sorted(merged)]


def _told_besides(group: Group, hold: str) -> tuple[str, str, str]:
    """Return what is told besides a hold that is: the rule, and without one that somebody still decides."""
    if hold:
        return "", "", ""
    return group["rule"], group["basis"], "" if group["rule"] else group.get("case", "")


def is_secret(group: Group, secret: Collection[str]) -> bool:
    """Say whether messages stay by nothing else than a hold that somebody does not know of."""
    return group["hold"] in secret and not group["rule"] and not group.get("case")


def _nothing(key: Key) -> Group:
    hold, rule, basis, case = key
    because = "hold" if hold else "minimum" if rule else "case" if case else "duty"
    said = {"hold_id": hold or None, "rule": rule or None, "basis": basis or None}
    return {"because": because, "count": 0, "until": None, **said}


def _merge(into: Group, one: Group, *, dated: bool) -> None:
    into["count"] += one["count"]
    if dated and "until" in one:
        into["until"] = max(one["until"], into["until"] or one["until"])
