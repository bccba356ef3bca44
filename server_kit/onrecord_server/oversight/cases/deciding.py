"""Deciding a case: only who has opened it, once, for a reason where the policy asks for one."""

from collections.abc import Mapping
from typing import Any

from onrecord import endpoints
from onrecord.wire import cases as wire
from onrecord.wire.notices import NoticeKind
from onrecord_server.core.decision import demand
from onrecord_server.core.doc import micros, moment, time_text
from onrecord_server.core.operation import Tx, implements
from onrecord_server.moderation import freezing
from onrecord_server.oversight.cases import (
    access,
    appealing,
    asking,
    changing,
    effects,
    hiding,
    listing,
    noticing,
    queries,
    rules,
    taken,
)
from onrecord_server.oversight.cases.access import Bench
from onrecord_server.policy.durations import after


@implements(endpoints.DECIDE_CASE)
def decide_case(tx: Tx, command: wire.DecideCase) -> wire.Case:
    """Decide a case that one has opened; where the policy asks for two people it waits for the second."""
    row, sits = access.changing(tx, command.case_id)
    acts = rules.acts_of("decide", command.action)
    for one in acts:
        sits.duty(row, one)
    access.demand_version(row, command.version)
    access.demand_mine(sits, row, "opened")
    _demand_sound(sits, row, command.disposition, command.action, command.rationale)
    if command.action == "release":
        effects.demand_seen(tx, row, access.looked_at(tx, row, tx.actor.person))
    said = {"rationale": command.rationale, "told": command.told, "lasts": command.lasts}
    freezing.demand_bounded(command.lasts or effects.A_DAY)
    words = {name: value for name, value in said.items() if value is not None}
    asked = {"disposition": command.disposition, "action": command.action}
    if any(sits.needs_two(row, one) for one in acts):
        asking.ask(sits, row, "decide", asked, words, *acts)
    else:
        content_id = f"{row.id}:decision:{row.version + 1}" if words else None
        conclude(sits, row, asked, words, content_id)
    return listing.shown(sits, changing.again(tx, row))


def _demand_sound(
    sits: Bench, row: Any, disposition: str, action: str, rationale: str | None
) -> None:
    held = bool(effects.waiting(sits.tx, row))
    given = (sits.now.document, disposition, rationale)
    demand(rules.may_conclude(*given, held=held, action=action))
    demand(rules.may_clear(disposition, action))
    if access.protected(sits.tx, [row]):
        demand(rules.may_do_unread(action))


def conclude(
    sits: Bench,
    row: Any,
    asked: Mapping[str, Any],
    words: Mapping[str, Any],
    content_id: str | None,
    *,
    by: str | None = None,
) -> None:
    """Do what was decided, put it on the record, and tell those whom it concerns."""
    tx, action = sits.tx, asked["action"]
    hidden = hiding.is_hidden(tx, row)
    # A freeze that nothing was wrong behind ends first: what waits is released to who may write again.
    lifted = effects.lift(tx, row, asked["disposition"], action)
    effects.act(tx, row, action, words.get("lasts", effects.A_DAY))
    until = _appeal_until(sits, row, asked)
    values = {
        **asked,
        "state": "closed" if until is None else "decided",
        "decided_by": by or tx.actor.person,
        "approved_by": tx.actor.person if by else None,
        "decided_at": tx.now,
        "content_id": content_id,
        "appeal_until": until,
    }
    facts = {"disposition": asked["disposition"], "action": action, "state": values["state"]}
    more = {"decided_by": by, "approved_by": tx.actor.person, "words": content_id} if by else {}
    more |= {} if until is None else {"appeal_until": time_text(until)}
    fresh = None if by or content_id is None else (content_id, words)
    said = {name: value for name, value in more.items() if value is not None}
    changing.change(sits, row, "case.decided", values, {**facts, **said}, words=fresh)
    told = words.get("told")
    _tell(tx, changing.again(tx, row), told, hidden=hidden, lifted=lifted)


def _appeal_until(sits: Bench, row: Any, asked: Mapping[str, Any]) -> int | None:
    against = asked["action"] in rules.AGAINST or rules.reproaches(sits.now.document, asked)
    if not against or row.person is None:
        return None
    return micros(after(moment(sits.tx.now), sits.now.document.process.appeal))


_KINDS: Mapping[str, NoticeKind] = {
    "release": "release",
    "reject": "reject",
    "remove": "remove",
    "restore": "restore",
    "freeze": "freeze",
}


def _tell(tx: Tx, row: Any, told: str | None, *, hidden: bool, lifted: bool) -> None:
    """Tell the author what was done to them, who reported what came of it, and who disputed it.

    What was ``hidden`` after reports is back where nothing else is done.
    """
    back: NoticeKind = "restore" if hidden and row.action == "none" else "reviewed"
    tells = row.action in _KINDS or back == "restore" or row.appeal_until is not None
    if row.person is not None and (tells or told):
        kind = _KINDS.get(row.action, back)
        rule = taken.of_hiding(tx, row) if hidden and kind == "restore" else None
        until = row.appeal_until
        noticing.tell(tx, row.person, kind, row, told=told, appeal_until=until, rule=rule)
    acted = rules.acted(row.action, row.disposition)
    for reporter, rule in sorted(taken.of_reports(tx, queries.reports_of(tx, row.id)).items()):
        noticing.tell(tx, reporter, "report_decided", row, acted=acted, rule=rule)
    appealing.answer_disputes(tx, row, upheld=lifted or row.action in {"release", "restore"})


def _decide_asked(sits: Bench, row: Any, asked: Any) -> None:
    """Conclude what another reviewer decided, now that a second one approved it."""
    tx = sits.tx
    if asked.action == "release":
        effects.demand_seen(tx, row, access.looked_at(tx, row, asked.asked_by), asked.asked_at)
    words = queries.said(tx, [asked.content_id]).get(asked.content_id or "", {})
    _demand_sound(sits, row, asked.disposition, asked.action, words.get("rationale"))
    decided = {"disposition": asked.disposition, "action": asked.action}
    conclude(sits, row, decided, words, asked.content_id, by=asked.asked_by)


asking.does("decide", _decide_asked)
