"""What a reviewer asks of a case beyond its first look, and what a second person says to it."""

import hashlib
from collections.abc import Mapping
from typing import Any, Final

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import Conflict, NotFound
from onrecord.wire import cases as wire
from onrecord.wire.notices import SecondNeed
from onrecord.wire.policy_document import Act
from onrecord_server.core.decision import demand
from onrecord_server.core.leaf import canonical
from onrecord_server.core.operation import Tx, implements
from onrecord_server.oversight.cases import access, changing, listing, noticing, rules
from onrecord_server.oversight.cases.access import Bench
from onrecord_server.oversight.cases.rows import case_requests, cases
from onrecord_server.policy import seconding
from onrecord_server.policy.deciding import demand_read, somebody_else


@implements(endpoints.WIDEN_CASE)
def widen_case(tx: Tx, command: wire.WidenCase) -> wire.Case:
    """Ask to see more messages around the one that the case is about."""
    row, sits = access.changing(tx, command.case_id)
    access.demand_mine(sits, row, "opened", "appealed")
    extent = {"before": command.before, "after": command.after}
    if row.message is None:
        raise Conflict("This case is about no message.")
    ask(sits, row, "widen", extent, {"reason": command.reason}, "open")
    return listing.shown(sits, changing.again(tx, row))


@implements(endpoints.REQUEST_REVEAL)
def request_reveal(tx: Tx, command: wire.RequestReveal) -> wire.Case:
    """Ask who the people of a case are."""
    row, sits = access.changing(tx, command.case_id)
    access.demand_mine(sits, row, "opened", "appealed")
    ask(sits, row, "reveal", {"whom": command.whom}, {"reason": command.reason}, "reveal_identity")
    return listing.shown(sits, changing.again(tx, row))


def ask(
    sits: Bench,
    row: Any,
    kind: str,
    asked: Mapping[str, Any],
    words: Mapping[str, Any],
    *acts: Act,
    two: bool = False,
) -> None:
    """Ask something of a case; it is done at once where it needs no second person.

    It takes ``two`` where the policy says so of one of the acts, or whoever asks.
    """
    for act in acts:
        sits.duty(row, act)
    tx, alone = sits.tx, not (two or any(sits.needs_two(row, act) for act in acts))
    if any(
        one.kind == kind and rules.is_waiting(one, row, tx.now) for one in _requests(tx, row.id)
    ):
        raise Conflict("This was asked already, and waits for a second person.")
    made = _made(sits, row, kind, asked, words, alone=alone)
    tx.execute(sa.insert(case_requests), made)
    facts = {"request": made["id"], "kind": kind, "hash": made["hash"], **asked}
    more = {"alone": True} if alone else {}
    said = (made["content_id"], dict(words)) if words else None
    changing.change(sits, row, "case.asked", {}, {**facts, **more}, words=said)
    if alone:
        do(sits, changing.again(tx, row), request(tx, row.id, made["id"]))
    else:
        _tell_seconds(sits, row, request(tx, row.id, made["id"]))


def _tell_seconds(sits: Bench, row: Any, asked: Any) -> None:
    """Tell whoever may say yes or no to it that it waits."""

    def demand(theirs: Tx) -> None:
        _demand_second(access.seen(theirs, row.id)[1], row, asked)

    waits = seconding.Waits(asked.kind, asked.id, row.trigger, row.id)
    seconding.tell(sits.tx, waits, {one.duty for one in sits.among(row)}, demand)


def _made(
    sits: Bench,
    row: Any,
    kind: str,
    asked: Mapping[str, Any],
    words: Mapping[str, Any],
    *,
    alone: bool,
) -> dict[str, Any]:
    tx = sits.tx
    made = tx.ports.new_id("case_request")
    return {
        "tenant": tx.tenant,
        "id": made,
        "case": row.id,
        "kind": kind,
        "state": "approved" if alone else "waiting",
        "hash": request_hash({"case": row.id, "kind": kind, **asked, **words}),
        "asked_by": tx.actor.person,
        "asked_at": tx.now,
        "content_id": f"{row.id}:{made}" if words else None,
        **asked,
    }


def request_hash(asked: Mapping[str, Any]) -> str:
    """Return SHA-256 of exactly what was asked, in canonical JSON."""
    return "sha256:" + hashlib.sha256(canonical(dict(asked)).encode()).hexdigest()


def _requests(tx: Tx, case_id: str) -> list[Any]:
    query = sa.select(case_requests).where(
        case_requests.c.tenant == tx.tenant, case_requests.c.case == case_id
    )
    return list(tx.execute(query.order_by(case_requests.c.asked_at, case_requests.c.id)))


def request(tx: Tx, case_id: str, request_id: str) -> Any:
    """Load what was asked of a case. Raises ``NotFound``."""
    found = [one for one in _requests(tx, case_id) if one.id == request_id]
    if not found:
        raise NotFound
    return found[0]


@implements(endpoints.APPROVE_CASE)
def approve_case(tx: Tx, command: wire.ApproveCaseRequest) -> wire.Case:
    """Approve exactly what another reviewer asked; it is done with that."""
    row, sits, asked = _second(tx, command.case_id, command.request_id)
    demand_read(command.hash, asked.hash, "what was asked")
    _demand_entitled(sits, row, asked)
    _close(tx, asked, "approved")
    facts = {"request": asked.id, "hash": asked.hash}
    changing.change(sits, row, "case.approved", {}, facts)
    do(sits, changing.again(tx, row), request(tx, row.id, asked.id))
    return listing.shown(sits, changing.again(tx, row))


@implements(endpoints.DENY_CASE)
def deny_case(tx: Tx, command: wire.DenyCaseRequest) -> wire.Case:
    """Say no to what another reviewer asked."""
    row, sits, asked = _second(tx, command.case_id, command.request_id)
    _close(tx, asked, "denied")
    words = (f"{row.id}:{asked.id}:denial", {"reason": command.reason})
    changing.change(sits, row, "case.denied", {}, {"request": asked.id}, words=words)
    return listing.shown(sits, changing.again(tx, row))


def _second(tx: Tx, case_id: str, request_id: str) -> tuple[Any, Bench, Any]:
    """Load what waits for a second person, for one who has the same right and did not ask."""
    row, sits = access.changing(tx, case_id)
    asked = request(tx, case_id, request_id)
    _demand_second(sits, row, asked)
    if not rules.is_waiting(asked, row, tx.now):
        state = rules.request_state(asked, tx.now)
        over = "over with its case" if state == "waiting" else state
        raise Conflict(f"There is nothing to decide: this is {over}.")
    return row, sits, asked


def _demand_second(sits: Bench, row: Any, asked: Any) -> None:
    """Let in who has the same right as who asked, and did not ask. Raises ``Forbidden``."""
    me = sits.tx.actor.person
    demand(somebody_else(me, asked.asked_by))
    demand(rules.may_decide_again(row, me))
    for act in rules.acts_of(asked.kind, asked.action):
        sits.duty(row, act)


def _demand_entitled(sits: Bench, row: Any, asked: Any) -> None:
    """Refuse to do anything for somebody who does not have the case, or the duty, any more."""
    if access.reviewer(sits, row) != asked.asked_by:
        raise Conflict("Who asked for this does not have the case any more.")
    duties = access.duties_of(sits.tx, {asked.asked_by}).get(asked.asked_by, frozenset())
    for act in rules.acts_of(asked.kind, asked.action):
        if rules.duty_for(sits.among(row), duties, act) is None:
            raise Conflict("Who asked for this may not do it any more.")


def _close(tx: Tx, asked: Any, state: str) -> None:
    mine = (case_requests.c.tenant == tx.tenant, case_requests.c.id == asked.id)
    values = {"state": state, "decided_by": tx.actor.person, "decided_at": tx.now}
    tx.execute(sa.update(case_requests).where(*mine).values(**values))


def do(sits: Bench, row: Any, asked: Any) -> None:
    """Do what was asked, with all the approvals that it needs."""
    _DOES[asked.kind](sits, row, asked)


def _widen(sits: Bench, row: Any, asked: Any) -> None:
    extent = {"before": asked.before, "after": asked.after}
    facts = {"asked": asked.id, **extent, "to": asked.asked_by}
    changing.change(sits, row, "case.widened", extent, facts)


def _reveal(sits: Bench, row: Any, asked: Any) -> None:
    facts = {"asked": asked.id, "whom": asked.whom, "to": asked.asked_by}
    changing.change(sits, row, "case.revealed", {}, facts)
    for officer in noticing.officers(sits.tx, sits.now.document, "reveal_identity"):
        if not access.is_party(sits.tx, row, officer):
            noticing.tell(sits.tx, officer, "reveal_identity", row)


def _still(tx: Tx) -> list[sa.ColumnElement[bool]]:
    """Say of what was asked that it waits, in a case in which something may be decided."""
    one = case_requests.c
    there = sa.exists().where(
        cases.c.tenant == one.tenant, cases.c.id == one.case, cases.c.state.in_(rules.ASKED_IN)
    )
    waits = (one.state == "waiting", one.asked_at > tx.now - rules.LAPSES)
    return [one.tenant == tx.tenant, *waits, there]


_KINDS: Final[tuple[SecondNeed, ...]] = ("widen", "reveal", "decide", "appeal")
for _kind in _KINDS:
    seconding.still(_kind, case_requests.c.id, _still)


_DOES: Final[dict[str, Any]] = {"widen": _widen, "reveal": _reveal}


def does(kind: str, how: Any) -> None:
    """Say how another kind of what is asked is done."""
    _DOES[kind] = how
