"""What the record says that the tables of reviews hold; verification compares them."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from onrecord_server.core.doc import micros
from onrecord_server.oversight.cases import rules
from onrecord_server.oversight.cases.rows import (
    appeals,
    case_looks,
    case_requests,
    cases,
    notices,
    reports,
)
from onrecord_server.oversight.rules import is_look, reach_of
from onrecord_server.record.audit import entry_micros
from onrecord_server.record.state import Expected, Folded, Key, Known, StateCheck, register


Entry = Mapping[str, Any]
Rows = Iterable[tuple[Key, Expected]]


def _micros(text: str | None) -> int | None:
    return None if text is None else micros(datetime.fromisoformat(text))


# -- cases -----------------------------------------------------------------------------------------


def _case(entry: Entry, known: Known, _: Folded) -> Rows:
    if entry["type"] == "case.queued":
        return [((entry["object"],), _queued(entry, known((entry["object"],))))]
    if entry["type"] == "report.made":
        return _reported(entry, known)
    if entry["type"] == "message.flagged":
        return [_found(entry, known)]
    if entry["type"] == "freeze.decided":
        return by_hand(entry)
    row = known((entry["object"],))
    if row is None:
        raise KeyError(entry["object"])
    changed = _SAID[entry["type"]](entry)
    return [((entry["object"],), row | changed | {"version": entry["version"]})]


_MADE: Final = ("source", "trigger", "severity", "policy_version", "policy_hash")
_ABOUT: Final = ("conversation", "message", "person")
_LATER: Final = (
    *("assignee", "assigned_by", "escalated_by", "before", "after", "disposition", "action"),
    *("decided_by", "approved_by", "decided_at", "content_id", "appeal_until"),
)


def _timed(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {**facts, "due_at": _micros(facts.get("due_at"))}


def _queued(entry: Entry, row: Expected | None) -> Expected:
    """Return a case that was made, or one that is open and was raised."""
    facts = _timed(entry["facts"])
    if row is not None:
        return row | rules.raised(row, facts) | {"version": entry["version"]}
    return {
        **{name: facts[name] for name in _MADE},
        **{name: facts.get(name) for name in _ABOUT},
        **dict.fromkeys(_LATER),
        "state": "queued",
        "version": 1,
        "rank": rules.RANKS[facts["severity"]],
        "due_at": facts["due_at"],
        "findings": facts.get("findings", 0),
        "reports": 0,
        "opened_at": entry_micros(entry),
    }


def by_hand(entry: Entry) -> Rows:
    """Return the case that a freeze by hand is: decided by who froze, and open to an appeal."""
    facts, at = entry["facts"], entry_micros(entry) or 0
    if "appeal_until" not in facts:
        return []
    until = _micros(facts["appeal_until"]) or 0
    row = rules.frozen_by_hand(facts, entry["actor"], at, until)
    return [((entry["object"],), {**dict.fromkeys(_LATER), **row, "content_id": entry["content"]})]


def _reported(entry: Entry, known: Known) -> Rows:
    key = (entry["facts"]["case"],)
    row = known(key)
    if row is None:
        raise KeyError(key)
    return [(key, row | {"reports": row["reports"] + 1, "version": row["version"] + 1})]


def _found(entry: Entry, known: Known) -> tuple[Key, Expected]:
    """Return the case of a finding: that which is open, or the next one about the message."""
    facts, number = _timed(entry["facts"]), 0
    author = str(facts.get("author", entry["actor"]))
    while (row := known((rules.case_id(entry["object"], number),))) is not None:
        if rules.is_about(row["state"], row["person"], author):
            break
        number += 1
    key = (rules.case_id(entry["object"], number),)
    if row is not None:
        return key, row | rules.found_again(row, facts)
    return key, {
        **dict.fromkeys(_LATER),
        **rules.found_first(facts, entry["object"], author),
        "state": "queued",
        "version": 1,
        "rank": rules.RANKS[facts["severity"]],
        "reports": 0,
        "opened_at": entry_micros(entry),
    }


def _opened(entry: Entry) -> Expected:
    facts = entry["facts"]
    return {} if "second" in facts else {"assignee": entry["actor"], "state": facts["state"]}


def _assigned(entry: Entry) -> Expected:
    facts = entry["facts"]
    return {"assignee": facts.get("to"), "assigned_by": entry["actor"], "state": facts["state"]}


def _escalated(entry: Entry) -> Expected:
    return {"assignee": None, "escalated_by": entry["actor"], "state": "escalated"}


def _widened(entry: Entry) -> Expected:
    return {name: entry["facts"][name] for name in ("before", "after")}


def _nothing(_: Entry) -> Expected:
    return {}


def _decided(entry: Entry) -> Expected:
    facts = entry["facts"]
    return {
        **{name: facts[name] for name in ("state", "disposition", "action")},
        "decided_by": facts.get("decided_by", entry["actor"]),
        "approved_by": facts.get("approved_by"),
        "decided_at": entry_micros(entry),
        "content_id": entry.get("content") or facts.get("words"),
        "appeal_until": _micros(facts.get("appeal_until")),
    }


def _appealed(entry: Entry) -> Expected:
    return {"state": "appealed", "assignee": None, "due_at": _micros(entry["facts"]["due_at"])}


def _closed(_: Entry) -> Expected:
    return {"state": "closed"}


_SAID: Final[dict[str, Callable[[Entry], Expected]]] = {
    "case.opened": _opened,
    "case.assigned": _assigned,
    "case.escalated": _escalated,
    "case.widened": _widened,
    **dict.fromkeys(
        (
            "case.hidden",
            "case.noted",
            "case.asked",
            "case.approved",
            "case.denied",
            "case.revealed",
        ),
        _nothing,
    ),
    "case.decided": _decided,
    "case.appealed": _appealed,
    "case.closed": _closed,
}
CASES: Final = register(
    StateCheck(
        "case",
        cases,
        ("id",),
        frozenset({"case.queued", "report.made", "message.flagged", "freeze.decided", *_SAID}),
        _case,
    )
)


_ASKED: Final = ("kind", "hash")
_OF_IT: Final = ("whom", "before", "after", "disposition", "action", "appeal", "upheld")


def _request(entry: Entry, known: Known, _: Folded) -> Rows:
    facts = entry["facts"]
    key = (facts["request"],)
    if entry["type"] != "case.asked":
        state = entry["type"].removeprefix("case.")
        decided = {"decided_by": entry["actor"], "decided_at": entry_micros(entry)}
        return [(key, (known(key) or {}) | decided | {"state": state})]
    row = {
        "case": entry["object"],
        **{name: facts[name] for name in _ASKED},
        **{name: facts.get(name) for name in _OF_IT},
        "state": "approved" if "alone" in facts else "waiting",
        "asked_by": entry["actor"],
        "asked_at": entry_micros(entry),
        "content_id": entry.get("content"),
        "decided_by": None,
        "decided_at": None,
    }
    return [(key, row)]


REQUESTS: Final = register(
    StateCheck(
        "request of a case",
        case_requests,
        ("id",),
        frozenset({"case.asked", "case.approved", "case.denied"}),
        _request,
    )
)


# -- reports and looks -----------------------------------------------------------------------------


def _report(entry: Entry, _: Known, __: Folded) -> Rows:
    facts = entry["facts"]
    row = {
        "case": facts["case"],
        **{name: facts.get(name) for name in _ABOUT},
        "reporter": entry["actor"],
        "reason_code": facts["reason_code"],
        "content_id": entry.get("content"),
        "at": entry_micros(entry),
        "position": entry["position"],
    }
    return [((entry["object"],), row)]


REPORTS: Final = register(
    StateCheck("report", reports, ("id",), frozenset({"report.made"}), _report)
)


def _looked(entry: Entry, _: Known, content: Folded) -> Rows:
    if not is_look(entry):
        return []
    sealed, facts = content or {}, entry["facts"]
    row = {
        "case": sealed["case"],
        **{name: facts[name] for name in ("conversation", "duty", "messages")},
        **reach_of(facts, sealed),
        "at": entry_micros(entry),
        "position": entry["position"],
        "person": facts.get("person"),
    }
    return [((entry["object"],), row)]


LOOKS: Final = register(
    StateCheck("look at a case", case_looks, ("id",), frozenset({"disclosure.made"}), _looked)
)


# -- appeals and notices ---------------------------------------------------------------------------


def _appeal(entry: Entry, known: Known, _: Folded) -> Rows:
    facts = entry["facts"]
    if entry["type"] == "appeal.made":
        return [((entry["object"],), _appeal_made(entry))]
    key = (facts["appeal"],) if entry["type"] == "case.closed" else (entry["object"],)
    row = known(key)
    if row is None:
        raise KeyError(key)
    if entry["type"] == "case.closed":
        by = {"decided_by": facts.get("decided_by", entry["actor"])}
        return [(key, row | by | {"approved_by": facts.get("approved_by")})]
    decided = {"decided_at": entry_micros(entry), "answer_id": entry.get("content")}
    return [(key, row | decided | {"state": facts["state"]})]


def _appeal_made(entry: Entry) -> Expected:
    facts = entry["facts"]
    return {
        "case": facts["case"],
        "message": facts.get("message"),
        "person": entry["actor"],
        "dispute": facts["dispute"],
        "state": "open",
        "content_id": entry["content"],
        "made_at": entry_micros(entry),
        "due_at": _micros(facts["due_at"]),
        **dict.fromkeys(("decided_by", "approved_by", "decided_at", "answer_id")),
    }


APPEALS: Final = register(
    StateCheck(
        "appeal",
        appeals,
        ("id",),
        frozenset({"appeal.made", "appeal.decided", "case.closed"}),
        _appeal,
    )
)


def _notice(entry: Entry, known: Known, _: Folded) -> Rows:
    if entry["type"] == "notice.made":
        return [((entry["object"],), _notice_made(entry))]
    if entry["type"] == "notice.read":
        key = (entry["object"],)
        return [(key, (known(key) or {}) | {"read_at": entry_micros(entry)})]
    row = _following(entry)
    if row is None:
        return []
    key = (row.pop("id"),)
    return [] if known(key) else [(key, row)]


def _following(entry: Entry) -> dict[str, Any] | None:
    at = entry_micros(entry) or 0
    if entry["type"] == "person.frozen":
        return rules.freeze_notice(entry, at)
    return rules.notice_of(entry, entry["facts"].get("author", entry["actor"]), at)


_TOLD: Final = ("message", "conversation", "acted", "case", "template", "needs", "about")


def _notice_made(entry: Entry) -> Expected:
    facts = entry["facts"]
    return {
        "person": entry["audience"].removeprefix("p:"),
        **{name: facts[name] for name in ("kind", "rule", "policy_version")},
        **{name: facts.get(name) for name in _TOLD},
        "content_id": entry.get("content"),
        "appeal_until": _micros(facts.get("appeal_until")),
        "at": entry_micros(entry),
        "read_at": None,
        "position": entry["position"],
    }


_NOTICES: Final = frozenset(
    {"notice.made", "notice.read", "message.held", "message.blocked", "message.flagged"}
    | {"person.frozen"}
)
NOTICES: Final = register(StateCheck("notice", notices, ("id",), _NOTICES, _notice))
