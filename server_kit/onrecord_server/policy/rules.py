"""What a policy must say to be one, and what of an old one still holds. Pure."""

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import re2

from onrecord.wire.policy_document import LOOKING, PolicyDocument, Reviewer, Trigger
from onrecord.wire.policy_sms import Sms
from onrecord_server.core.decision import ALLOWED, Decision, denied
from onrecord_server.core.leaf import canonical
from onrecord_server.policy.bounds import crossed
from onrecord_server.policy.deciding import with_duty
from onrecord_server.policy.durations import is_longer
from onrecord_server.policy.profiles import completed, objections
from onrecord_server.policy.texting import misfits


#: The duty that writes policies.
AUTHOR: Final = "policy_author"
#: The duties that approve them, and how many of their people it takes; the author is never one.
APPROVERS: Final = frozenset({"compliance_officer", "privacy_officer", "tenant_owner"})
APPROVALS: Final = 2
#: Who sees drafts and proposals.
READERS: Final = frozenset({AUTHOR, "auditor", *APPROVERS})
#: Duties that never look: who writes the rules, and who watches that they are kept.
BLIND: Final = frozenset({AUTHOR, "auditor", "tenant_owner"})
#: Roles that everybody has: nobody looks at others' messages for having one.
PLAIN: Final = frozenset({"member", "guest", "everybody", "staff"})
#: No look is kept from its subject for longer.
LONGEST_DELAY: Final = "P1Y"
#: Nobody is kept from writing for longer by one decision or rule.
LONGEST_FREEZE: Final = "P1Y"
TOO_LONG: Final = "A freeze lasts a year at most (P1Y)."
#: What stands for a rule where somebody decided by hand.
BY_HAND: Final = "by_hand"
#: What finds something in what a text says.
_FINDING: Final = frozenset({"lexicon", "detector", "classifier"})
LONGEST_SLOW: Final = "P7D"
TOO_SLOW: Final = "A rule slows a conversation down for a week at most (P7D)."
#: What is opened on a request must be looked at by somebody who may open it.
_REQUESTED: Final = frozenset(
    {"investigation", "legal_process", "data_subject_request", "continuity", "break_glass"}
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a document, and where."""

    pointer: str
    said: str


def policy_hash(document: PolicyDocument) -> str:
    """Return SHA-256 of the document in canonical JSON (RFC 8785 style), as ``sha256:`` and hex."""
    return "sha256:" + hashlib.sha256(canonical(whole(document)).encode()).hexdigest()


def faults(document: PolicyDocument) -> list[Fault]:
    """Return what keeps a document from being a policy, with what its profiles turn on; nothing where it is one."""
    found = completed(document)
    return [fault for check in _CHECKS for fault in check(found)]


def _names(document: PolicyDocument) -> Iterator[Fault]:
    """Each name is given once, and what is referred to is there."""
    for what, names in (
        ("/scope/populations", [one.name for one in document.scope.populations]),
        ("/triggers", [one.id for one in document.triggers]),
        ("/reviewers", [one.duty for one in document.reviewers]),
        ("/retention", [one.id for one in document.retention]),
    ):
        twice = [name for name, count in Counter(names).items() if count > 1]
        yield from (Fault(what, f"{name} is there twice.") for name in twice)
    if any(one.id == BY_HAND for one in document.triggers):
        yield Fault("/triggers", f"{BY_HAND} stands for what no rule did: call it otherwise.")
    if document.scope.channels != ["native"]:
        said = "Nothing is restricted by this: what is imported is judged as what is written. Leave it out."
        yield Fault("/scope/channels", said)
    known = {one.name for one in document.scope.populations}
    for name in document.scope.excluded:
        if name not in known:
            yield Fault("/scope/excluded", f"There is no population {name}.")
    for index, trigger in enumerate(document.triggers):
        drawn_from = getattr(trigger, "population", None)
        if drawn_from is not None and drawn_from not in known:
            yield Fault(f"/triggers/{index}/population", f"There is no population {drawn_from}.")


def _retention(document: PolicyDocument) -> Iterator[Fault]:
    """A rule sets a bound, and does not contradict itself."""
    for index, one in enumerate(document.retention):
        if one.minimum is None and one.maximum is None:
            yield Fault(f"/retention/{index}", f"{one.id} sets neither a minimum nor a maximum.")
        if crossed(one.minimum, one.maximum):
            said = f"The maximum of {one.id} can end before its minimum."
            yield Fault(f"/retention/{index}/maximum", said)


def _reviewers(document: PolicyDocument) -> Iterator[Fault]:
    """Who looks is named, is not everybody, and does not write the rules."""
    triggers = {one.id for one in document.triggers}
    for index, reviewer in enumerate(document.reviewers):
        at = f"/reviewers/{index}"
        for name in reviewer.triggers:
            if name not in triggers:
                yield Fault(f"{at}/triggers", f"There is no trigger {name}.")
        if reviewer.duty in PLAIN:
            yield Fault(f"{at}/duty", f"Everybody is {reviewer.duty}: name a duty that few have.")
        if reviewer.duty in BLIND and LOOKING & set(reviewer.may):
            yield Fault(f"{at}/may", f"Who is {reviewer.duty} never looks at messages.")
        if extra := sorted(set(reviewer.two_person) - set(reviewer.may)):
            yield Fault(f"{at}/two_person", f"{extra[0]} is not among what they may.")


def _somebody_looks(document: PolicyDocument) -> Iterator[Fault]:
    """What is found or asked for is for somebody to open."""
    for index, trigger in enumerate(document.triggers):
        if not any("open" in one.may for one in reviewers_of(document, trigger.id)):
            yield Fault(f"/triggers/{index}", f"Nobody may open what {trigger.id} finds.")


def _told(document: PolicyDocument) -> Iterator[Fault]:
    """Every look, and whatever is done to a message, is told to somebody, within some time."""
    needed = [("subject", "look")] if document.triggers else []
    acts = {act for one in document.reviewers for act in one.may}
    needed += [("author", "remove")] if "remove" in acts else []
    needed += [("author", "freeze")] if "freeze" in acts else []
    needed += [("privacy_officer", "reveal_identity")] if "reveal_identity" in acts else []
    needed += [("privacy_officer", "export")] if "export" in acts else []
    kinds = {one.kind for one in document.triggers}
    needed += [("privacy_officer", "break_glass")] if "break_glass" in kinds else []
    needed += [("team", "look")] if "continuity" in kinds else []
    needed += [("author", of) for of in _done_to_authors(document)]
    told = Counter((one.to, of) for one in document.notices for of in one.of)
    for twice in [pair for pair, count in told.items() if count > 1]:
        yield Fault("/notices", f"It is said twice when the {twice[0]} is told of: {twice[1]}.")
    for whom in sorted(to for to, of in told if of == "review" and to != "author"):
        yield Fault("/notices", f"Only the author is told of a review, not the {whom}.")
    for to, of in needed:
        if (to, of) not in told:
            yield Fault("/notices", f"The {to} is not told of: {of}.")


def _done_to_authors(document: PolicyDocument) -> list[str]:
    """Return what triggers do by themselves to messages, and to who writes them."""
    actions = {getattr(one, "action", "flag") for one in document.triggers}
    done = [of for of in ("mask", "hold", "block") if of in actions]
    freezes = any(getattr(one, "freeze_after", None) for one in document.triggers)
    may = {act for one in document.reviewers for act in one.may}
    return [*done, *(["freeze"] if freezes and "freeze" not in may else [])]


def _expressions(document: PolicyDocument) -> Iterator[Fault]:
    """What looks for record numbers can be run."""
    for index, trigger in enumerate(document.triggers):
        pattern = getattr(trigger, "record_number", None)
        if pattern is not None and (said := expression_fault(pattern)) is not None:
            yield Fault(f"/triggers/{index}/record_number", said)


def expression_fault(pattern: str) -> str | None:
    """Return why RE2 does not take an expression, or nothing."""
    options = re2.Options()
    options.log_errors = False
    options.max_mem = 1 << 20
    try:
        re2.compile(pattern, options)
    except re2.error as error:
        return f"The expression cannot be run: {error}."
    return None


def _percents(document: PolicyDocument) -> Iterator[Fault]:
    """A percent is drawn in whole hundredths, so that everybody counts alike."""
    for index, trigger in enumerate(document.triggers):
        percent = getattr(trigger, "percent", None)
        if percent is not None and round(percent, 2) != percent:
            yield Fault(f"/triggers/{index}/percent", "A percent has two decimals at most.")


def _delays(document: PolicyDocument) -> Iterator[Fault]:
    """Only the subject's notice may come later, and not much later."""
    for index, notice in enumerate(document.notices):
        at, delay = f"/notices/{index}/longest_delay", notice.longest_delay
        if delay is None:
            continue
        if notice.to != "subject":
            yield Fault(at, f"The {notice.to} is told at once.")
        elif is_longer(delay, LONGEST_DELAY):
            yield Fault(at, "No look is kept from its subject for more than a year.")


def _freezes(document: PolicyDocument) -> Iterator[Fault]:
    """No rule keeps anybody from writing for more than a year, nor slows a conversation for more than a week."""
    for index, trigger in enumerate(document.triggers):
        lasts = getattr(trigger, "freeze_for", None)
        if lasts is not None and is_longer(lasts, LONGEST_FREEZE):
            yield Fault(f"/triggers/{index}/freeze_for", TOO_LONG)
        slow = getattr(trigger, "slow_for", None)
        if slow is not None and is_longer(slow, LONGEST_SLOW):
            yield Fault(f"/triggers/{index}/slow_for", TOO_SLOW)


def _profiles(document: PolicyDocument) -> Iterator[Fault]:
    """Nothing contradicts the rules that the policy says it follows."""
    return (Fault(at, said) for at, said in objections(document))


def _appeal(document: PolicyDocument) -> Iterator[Fault]:
    """Whom something is done to has some time to ask for somebody else."""
    if not is_longer(document.process.appeal, "PT0H"):
        yield Fault("/process/appeal", "Nobody could appeal anything: give them some time.")


def _sms(document: PolicyDocument) -> Iterator[Fault]:
    """What the house says in texts is what they must hold, and the hours are some."""
    yield from (Fault(at, said) for at, said in misfits(document.sms))
    known = {one.id for one in document.triggers if one.kind in _FINDING}
    for name in document.sms.notices.triggers:
        if name not in known:
            said = f"{name} is no trigger of this policy that finds something in a text."
            yield Fault("/sms/notices/triggers", said)


def _texts(document: PolicyDocument) -> Iterator[Fault]:
    """English is there, as the language that everybody falls back to."""
    if "en" not in document.texts:
        yield Fault("/texts", "There is no English text, which is read where no other fits.")


_CHECKS: Final[tuple[Callable[[PolicyDocument], Iterable[Fault]], ...]] = (
    _names,
    _reviewers,
    _somebody_looks,
    _told,
    _expressions,
    _delays,
    _percents,
    _freezes,
    _retention,
    _profiles,
    _appeal,
    _sms,
    _texts,
)


#: Members that came later, with what they are where a document says nothing of them: those are left
#: out of what is hashed, so that a document of before keeps its hash.
_UNSAID: Final[Mapping[str, object]] = {
    "action": "flag",
    "freeze_after": None,
    "freeze_within": "P1D",
    "freeze_for": "P1D",
    "record_number": None,
}
_LATER: Final[Mapping[str, Mapping[str, object]]] = {
    "lexicon": _UNSAID,
    "detector": _UNSAID,
    "user_report": {"hide_after": None},
    "flood": {"slow_after": None, "slow_seconds": 30, "slow_for": "PT1H"},
}


_LATER_KEPT: Final[Mapping[str, object]] = {"minimum": None, "maximum": None, "disposition": "ask"}


def whole(document: PolicyDocument) -> dict[str, object]:
    """Return the document as it is hashed and kept: its percents as texts, for there are no fractions."""
    value = document.model_dump(mode="json")
    if not document.profiles:  # these three came later: a document of before keeps its hash
        del value["profiles"]
    if document.sms == Sms():
        del value["sms"]
    if not document.retention:
        del value["retention"]
    else:
        value["retention"] = [_said(one, _LATER_KEPT) for one in value["retention"]]
    return {**value, "triggers": [_whole(one) for one in value["triggers"]]}


def _whole(trigger: dict[str, object]) -> dict[str, object]:
    unsaid = _LATER.get(str(trigger["kind"]), {})
    kept = _said(trigger, unsaid)
    return {**kept, "percent": str(kept["percent"])} if "percent" in kept else kept


def _said(part: Mapping[str, object], unsaid: Mapping[str, object]) -> dict[str, object]:
    """Return a part without members that came later and say what holds anyway."""
    return {name: value for name, value in part.items() if unsaid.get(name, part) != value}


def may_approve(
    duties: frozenset[str], writers: Collection[str], person: str, on_behalf_of: str | None
) -> Decision:
    """Only a person of such a duty approves, by themselves, and not what they wrote a text of."""
    entitled = with_duty(duties, APPROVERS)
    if not entitled.allowed:
        return entitled
    if on_behalf_of is not None:
        return denied("A policy is approved by a person, not by a service in their name.")
    if person in writers:
        return denied("Who wrote a policy does not approve it.")
    return ALLOWED


def needs_trial(base: PolicyDocument | None, document: PolicyDocument) -> bool:
    """Say whether who approves must have counted before what would go: more may than by the base."""
    if not any(one.maximum for one in document.retention):
        return False
    return base is None or _destroys(base) != _destroys(document)


def _destroys(document: PolicyDocument) -> list[dict[str, object]]:
    """Return what decides when something goes: all of its rules but what asks for them."""
    said = [one.model_dump(mode="json", exclude={"basis"}) for one in document.retention]
    return sorted(said, key=lambda one: str(one["id"]))


def may_withdraw(
    duties: frozenset[str], author: str, person: str, *, approved: bool, in_force: bool
) -> Decision:
    """Its author takes a version back, or who approves; what others approved they alone take back."""
    if in_force:
        return denied("This version is or was in force; write another that follows it.")
    if not APPROVERS.isdisjoint(duties) or (author == person and not approved):
        return ALLOWED
    return denied("A version is taken back by who approves, or by its author until it is approved.")


def trigger_of(document: PolicyDocument, name: str) -> Trigger | None:
    """Return the trigger of a name."""
    return next((one for one in document.triggers if one.id == name), None)


def reviewers_of(document: PolicyDocument, trigger: str) -> list[Reviewer]:
    """Return those who review what a trigger opens."""
    return [one for one in document.reviewers if not one.triggers or trigger in one.triggers]


def sighted(duties: frozenset[str]) -> frozenset[str]:
    """Return the duties by which somebody looks: none for who writes the rules, watches or owns.

    However many duties one holds besides: whoever could change the rules, or says that they were
    kept, opens nothing.
    """
    return duties if BLIND.isdisjoint(duties) else frozenset()


def is_requested(trigger: Trigger) -> bool:
    """Say whether a trigger opens nothing by itself, but on a request."""
    return trigger.kind in _REQUESTED
