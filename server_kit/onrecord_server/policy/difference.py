"""What a policy changes of the one before: for people to read, and for the rule that nothing new reaches back. Pure.

A change is *wider* where it lets more be seen, by more people, more easily, or with less notice.
What is not plainly narrower counts as wider: in doubt people are asked again.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Literal

from onrecord.wire.policy_document import (
    NoticeRule,
    PolicyDocument,
    Retention,
    Reviewer,
    Scope,
    Trigger,
)
from onrecord_server.policy.durations import is_longer
from onrecord_server.policy.rules import reviewers_of, trigger_of


Effect = Literal["wider", "narrower", "other"]


@dataclass(frozen=True, slots=True)
class Change:
    """One place where two documents differ; a null side says that it is not there."""

    pointer: str
    before: Any
    after: Any
    effect: Effect


def difference(old: PolicyDocument, new: PolicyDocument) -> list[Change]:
    """Return every place where two policies differ, in the order of the document."""
    return [change for part in _PARTS for change in part(old, new)]


def is_material(old: PolicyDocument, new: PolicyDocument) -> bool:
    """Say whether people are to acknowledge anew: where anything is wider than they accepted."""
    return any(change.effect == "wider" for change in difference(old, new))


def gains(old: PolicyDocument | None, new: PolicyDocument) -> set[str]:
    """Return the duties whose people may do more by the new policy than by the old one."""
    if old is None:
        return {one.duty for one in new.reviewers}
    at = "/reviewers/"
    wider = (one.pointer for one in difference(old, new) if one.effect == "wider")
    return {pointer.removeprefix(at).split("/")[0] for pointer in wider if pointer.startswith(at)}


#: What opens grants: how a review of cases goes changes nothing about them.
_OF_GRANTS: Final = frozenset(
    {"investigation", "data_subject_request", "continuity", "break_glass"}
)


def reaches(accepted: PolicyDocument, now: PolicyDocument, trigger: str) -> bool:
    """Say whether a trigger of today's policy may open what was written under an accepted one.

    It may where it was there then, and neither it nor who uses it nor its notice became wider.
    A legal process is not held back: the law reaches what is there.
    """
    found = trigger_of(now, trigger)
    if found is None:
        return False
    if found.kind == "legal_process":
        return True
    if found.kind in _OF_GRANTS:
        accepted = accepted.model_copy(update={"process": now.process})
    narrowed = (_only(accepted, trigger), _only(now, trigger))
    return trigger_of(accepted, trigger) is not None and not is_material(*narrowed)


def _only(document: PolicyDocument, trigger: str) -> PolicyDocument:
    """Return the document as far as it speaks of one trigger."""
    found = trigger_of(document, trigger)
    who = [one.model_copy(update={"triggers": []}) for one in reviewers_of(document, trigger)]
    triggers = [] if found is None else [found]
    only = {"triggers": triggers, "reviewers": who, "retention": []}
    return document.model_copy(update=only)


def _ranked(order: Sequence[str], before: str, after: str) -> Effect:
    """Judge a choice by how far it goes."""
    return "wider" if order.index(after) > order.index(before) else "narrower"


def _field(
    pointer: str, before: Any, after: Any, judge: Callable[[Any, Any], Effect]
) -> Iterator[Change]:
    if before != after:
        yield Change(pointer, before, after, judge(before, after))


def _more(before: Any, after: Any) -> Effect:
    return "wider" if after > before else "narrower"


def _less(before: Any, after: Any) -> Effect:
    return "wider" if after < before else "narrower"


def _longer(before: str, after: str) -> Effect:
    return "wider" if is_longer(after, before) else "narrower"


def _superset(before: Sequence[str], after: Sequence[str]) -> Effect:
    """A list that grants: whatever is new in it widens."""
    return "wider" if set(after) - set(before) else "narrower"


def _subset(before: Sequence[str], after: Sequence[str]) -> Effect:
    """A list that protects: whatever is gone from it widens."""
    return "wider" if set(before) - set(after) else "narrower"


def _fewer(before: int | None, after: int | None) -> Effect:
    """A number from which on something happens: null is never."""
    if after is None:
        return "narrower"
    return "wider" if before is None or after < before else "narrower"


def _wider(_before: Any, _after: Any) -> Effect:
    return "wider"


def _other(_before: Any, _after: Any) -> Effect:
    return "other"


def _scope(old: PolicyDocument, new: PolicyDocument) -> Iterator[Change]:
    was, is_now = old.scope, new.scope
    yield from _field("/profiles", old.profiles, new.profiles, _other)
    yield from _field("/jurisdictions", old.jurisdictions, new.jurisdictions, _other)
    yield from _field("/scope/populations", _rules(was), _rules(is_now), _wider)
    yield from _field("/scope/excluded", was.excluded, is_now.excluded, _subset)
    yield from _field("/scope/channels", was.channels, is_now.channels, _superset)
    tags = (was.protected_tags, is_now.protected_tags)
    yield from _field("/scope/protected_tags", *tags, _subset)


def _rules(scope: Scope) -> dict[str, str]:
    return {one.name: one.rule for one in scope.populations}


def _expectation(old: PolicyDocument, new: PolicyDocument) -> Iterator[Change]:
    for name, order in _CHOICES.items():
        before, after = getattr(old.expectation, name), getattr(new.expectation, name)
        yield from _field(f"/expectation/{name}", before, after, partial(_ranked, order))


#: Each from what leaves people most to what leaves them least.
_CHOICES: Final[Mapping[str, Sequence[str]]] = {
    "privacy": ("confidential", "limited", "none"),
    "personal_use": ("allowed", "tolerated", "prohibited"),
    "personal_devices": ("allowed", "work_profile", "prohibited"),
}
#: What becomes of a message, from what hinders least to what hinders most.
ACTIONS: Final = ("flag", "mask", "hold", "block")
#: How a member of a trigger is judged; any other change of one widens.
_OF_TRIGGERS: Final[Mapping[str, Callable[[Any, Any], Effect]]] = {
    "severity": _other,
    "due": _other,
    "review_due": _longer,
    "percent": _more,
    "entities": _superset,
    "approvals": _less,
    "longest": _longer,
    "action": partial(_ranked, ACTIONS),
    "freeze_after": _fewer,
    "freeze_within": _longer,
    "freeze_for": _longer,
    "hide_after": _fewer,
    "slow_after": _fewer,
    "slow_seconds": _more,
    "slow_for": _longer,
    "messages": _fewer,
    "repeats": _fewer,
    "seconds": _other,
}
_OF_REVIEWERS: Final[Mapping[str, Callable[[Any, Any], Effect]]] = {
    "may": _superset,
    "two_person": _subset,
    "sees_identity": _more,
}


def _members(
    at: str, before: Any, after: Any, judges: Mapping[str, Callable[[Any, Any], Effect]]
) -> Iterator[Change]:
    pair = (before.model_dump(mode="json"), after.model_dump(mode="json"))
    for name in sorted(pair[0].keys() | pair[1].keys()):
        sides = (pair[0].get(name), pair[1].get(name))
        yield from _field(f"{at}/{name}", *sides, judges.get(name, _wider))


def _triggers(old: PolicyDocument, new: PolicyDocument) -> Iterator[Change]:
    yield from _named(
        "/triggers", {one.id: one for one in old.triggers}, {one.id: one for one in new.triggers}
    )


def _reviewers(old: PolicyDocument, new: PolicyDocument) -> Iterator[Change]:
    pair = [{one.duty: one for one in side.reviewers} for side in (old, new)]
    yield from _named("/reviewers", *pair)


def _named(at: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    for name in dict.fromkeys((*old, *new)):
        before, after = old.get(name), new.get(name)
        if before is None or after is None or type(before) is not type(after):
            effect: Effect = "narrower" if after is None and not _destroying(before) else "wider"
            yield Change(f"{at}/{name}", _plain(before), _plain(after), effect)
        elif isinstance(before, Reviewer) and isinstance(after, Reviewer):
            yield from _reviewer(f"{at}/{name}", before, after)
        else:
            judges = _OF_RETENTION if isinstance(before, Retention) else _OF_TRIGGERS
            yield from _members(f"{at}/{name}", before, after, judges)


def _destroying(part: Trigger | Reviewer | Retention | None) -> bool:
    """Say whether a part lets something go: without it that is there for longer."""
    return isinstance(part, Retention) and part.maximum is not None


def _plain(part: Trigger | Reviewer | Retention | None) -> Any:
    return None if part is None else part.model_dump(mode="json")


def _reviewer(at: str, before: Reviewer, after: Reviewer) -> Iterator[Change]:
    judged = {**_OF_REVIEWERS, "triggers": _all_or_some}
    yield from _members(at, before, after, judged)


def _all_or_some(before: Sequence[str], after: Sequence[str]) -> Effect:
    """An empty list of triggers, or of places, stands for all of them."""
    if not before:
        return "narrower"
    return "wider" if not after else _superset(before, after)


def _process(old: PolicyDocument, new: PolicyDocument) -> Iterator[Change]:
    judges: dict[str, Callable[[Any, Any], Effect]] = {
        "context": _more,
        "rationale_required": _subset,
        "appeal": lambda before, after: _longer(after, before),
        "dispositions": _superset,
    }
    yield from _members("/process", old.process, new.process, judges)


def _notices(old: PolicyDocument, new: PolicyDocument) -> Iterator[Change]:
    pair = [_told(side.notices) for side in (old, new)]
    for key in dict.fromkeys((*pair[0], *pair[1])):
        before, after = pair[0].get(key), pair[1].get(key)
        if before == after:
            continue
        at = "/notices/" + "/".join(key)
        yield Change(at, _delay(before), _delay(after), _of_notice(before, after))


def _told(notices: Sequence[NoticeRule]) -> dict[tuple[str, str], NoticeRule]:
    """Return who is told of what."""
    found: dict[tuple[str, str], NoticeRule] = {}
    for notice in notices:
        for of in notice.of:
            found[(notice.to, of)] = notice.model_copy(update={"of": [of]})
    return found


def _delay(notice: NoticeRule | None) -> Any:
    if notice is None:
        return None
    return {"delay": notice.longest_delay, "approvals": notice.delay_approvals}


def _of_notice(before: NoticeRule | None, after: NoticeRule | None) -> Effect:
    if before is None:
        return "narrower" if after is None or after.longest_delay is None else "other"
    if after is None or after.delay_approvals < before.delay_approvals:
        return "wider"
    return _later(before.longest_delay, after.longest_delay)


def _later(before: str | None, after: str | None) -> Effect:
    if after is None:
        return "narrower"
    return "wider" if before is None or is_longer(after, before) else "narrower"


def _sooner(before: str | None, after: str | None) -> Effect:
    """A maximum protects: without one, or with a later one, things are there for longer."""
    return "narrower" if _later(after, before) == "wider" else "wider"


_OF_RETENTION: Final[Mapping[str, Callable[[Any, Any], Effect]]] = {
    "minimum": _later,
    "maximum": _sooner,
    "disposition": _other,
    "basis": _other,
    "spaces": _all_or_some,
    "conversations": _all_or_some,
}


def _transparency(old: PolicyDocument, new: PolicyDocument) -> Iterator[Change]:
    judges: dict[str, Callable[[Any, Any], Effect]] = {
        "report": _longer,
        "own_looks": lambda before, after: _ranked(("each", "counts"), before, after),
    }
    yield from _members("/transparency", old.transparency, new.transparency, judges)


def _retention(old: PolicyDocument, new: PolicyDocument) -> Iterator[Change]:
    """What is kept for longer is there for longer to be looked at."""
    pair = [{one.id: one for one in side.retention} for side in (old, new)]
    yield from _named("/retention", *pair)


def _sms(old: PolicyDocument, new: PolicyDocument) -> Iterator[Change]:
    """How people outside are texted lets nobody see more of what is written."""
    members = ("words", "optout_scope", "conversational_consent", "hours", "notices")
    judges = dict.fromkeys(members, _other)
    yield from _members("/sms", old.sms, new.sms, judges)


def _texts(old: PolicyDocument, new: PolicyDocument) -> Iterator[Change]:
    for locale in sorted(old.texts.keys() | new.texts.keys()):
        before, after = old.texts.get(locale), new.texts.get(locale)
        yield from _field(f"/texts/{locale}", before, after, _other)


_PARTS: Final = (
    _scope,
    _expectation,
    _triggers,
    _reviewers,
    _process,
    _notices,
    _transparency,
    _retention,
    _sms,
    _texts,
)
