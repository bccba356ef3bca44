"""Who decides about what somebody asks, until when, and what keeps what they wrote. Pure."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from onrecord_server.core.decision import ALLOWED, Decision, denied
from onrecord_server.core.leaf import canonical
from onrecord_server.policy.durations import after
from onrecord_server.retention.rules import HoldReason, MinimumReason, Verdict


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
    goes, counts, untils = (
        0,
        Counter[tuple[str, str, str]](),
        dict[tuple[str, str, str], datetime](),
    )
    for one in verdicts:
        if one.outcome != "keep":
            goes += 1
            continue
        key, until = _why(one)
        counts[key] += 1
        if until is not None:
            untils[key] = max(until, untils.get(key, until))
    return goes, [_group(key, counts[key], untils.get(key)) for key in sorted(counts)]


def _why(verdict: Verdict) -> tuple[tuple[str, str, str], datetime | None]:
    held = next((one for one in verdict.reasons if isinstance(one, HoldReason)), None)
    rule = next((one for one in verdict.reasons if isinstance(one, MinimumReason)), None)
    hold = "" if held is None else held.id
    if rule is None:
        return (hold, "", ""), None
    return (hold, rule.rule, rule.basis), rule.until


def _group(key: tuple[str, str, str], count: int, until: datetime | None) -> Group:
    hold, rule, basis = key
    said = {"count": count, "hold": hold, "rule": rule, "basis": basis}
    return said | ({"until": until.isoformat()} if until else {})


def told(
    goes: int, found: Sequence[Group], secret: Collection[str], *, names_holds: bool
) -> tuple[int, list[Group]]:
    """Return what somebody may know of what goes and of what stays.

    What only a hold of ``secret`` keeps reads as what goes and has not gone yet. Of other holds who does
    not see holds reads a duty: none is told from anything else.
    """
    merged: dict[tuple[str, str, str], Group] = {}
    for one in found:
        if is_secret(one, secret):
            goes += one["count"]
            continue
        hold = one["hold"] if names_holds and one["hold"] not in secret else ""
        key = (hold, "" if hold else one["rule"], "" if hold else one["basis"])
        _merge(merged.setdefault(key, _nothing(key)), one, dated=not hold)
    return goes, [merged[key] for key in sorted(merged)]


def is_secret(group: Group, secret: Collection[str]) -> bool:
    """Say whether messages stay by nothing else than a hold that somebody does not know of."""
    return group["hold"] in secret and not group["rule"]


def _nothing(key: tuple[str, str, str]) -> Group:
    hold, rule, basis = key
    because = "hold" if hold else "minimum" if rule else "duty"
    said = {"hold_id": hold or None, "rule": rule or None, "basis": basis or None}
    return {"because": because, "count": 0, "until": None, **said}


def _merge(into: Group, one: Group, *, dated: bool) -> None:
    into["count"] += one["count"]
    if dated and "until" in one:
        into["until"] = max(one["until"], into["until"] or one["until"])
