"""Asking to look, and what others say to it."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any, Final

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import Conflict, Forbidden, Invalid
from onrecord.wire import grants as wire
from onrecord.wire.page import Page
from onrecord_server.core.cursor import read_cursor, write_cursor
from onrecord_server.core.decision import demand
from onrecord_server.core.doc import Doc, micros, moment, time_text
from onrecord_server.core.draft import NOBODY, Audience, Draft, Words, to_person, worded
from onrecord_server.core.operation import Tx, Unchanged, implements
from onrecord_server.messages import proofs
from onrecord_server.oversight import access, emergencies, places, present, queries, rules
from onrecord_server.oversight.access import Ruling
from onrecord_server.oversight.cases import listing, noticing
from onrecord_server.oversight.rows import grant_approvals, grants
from onrecord_server.people import access as people_access
from onrecord_server.policy import access as policy_access
from onrecord_server.policy import seconding
from onrecord_server.policy.deciding import demand_read, with_duty
from onrecord_server.policy.durations import after, length
from onrecord_server.policy.rules import APPROVERS, reviewers_of, trigger_of


#: A request that nobody decided about for so long is none any more.
LAPSES: Final = "P14D"


@implements(endpoints.REQUEST_GRANT)
def request_grant(tx: Tx, command: wire.RequestGrant) -> wire.Grant:
    """Ask to look, for a reason that the policy in force names."""
    _demand_dates(command.scope)
    duties = access.by_oneself(tx)
    now = access.ruling(tx)
    demand(rules.may_request(now.document, command, duties, moment(tx.now)))
    access.demand_there(tx, command.scope.conversations)
    _demand_unprotected(tx, command, now)
    access.demand_no_part(tx, command.scope)
    row = _row(tx, command, now, duties)
    tx.execute(sa.insert(grants), row)
    _record_request(tx, command, row)
    if row["approvals_needed"] == 0:
        _open(tx, access.grant(tx, row["id"]), now)
    else:
        _tell_seconds(tx, row, now)
    return shown(tx, row["id"])


def _tell_seconds(tx: Tx, row: Mapping[str, Any], now: Ruling) -> None:
    """Tell whoever may decide about a request that it waits."""
    opening = {one.duty for one in reviewers_of(now.document, row["trigger"])}
    seconding.tell(
        tx,
        seconding.Waits("grant", row["id"], row["trigger"]),
        APPROVERS | opening,
        lambda theirs: _demand_deciding(theirs, access.grant(theirs, row["id"])),
    )


def _demand_dates(scope: wire.GrantScope) -> None:
    """Refuse dates between which there is nothing. Raises ``Invalid``."""
    if scope.since is None or scope.until is None or scope.since < scope.until:
        return
    said = "This lies before the day that it begins with: nothing is between them."
    raise Invalid(said, errors=[{"pointer": "/scope/until", "detail": said}])


def _demand_unprotected(tx: Tx, command: wire.RequestGrant, now: Ruling) -> None:
    trigger = trigger_of(now.document, command.trigger)
    if trigger is not None:
        access.demand_unprotected(tx, trigger.kind, command.scope.conversations)


def _row(tx: Tx, command: wire.RequestGrant, now: Ruling, duties: frozenset[str]) -> dict[str, Any]:
    trigger = trigger_of(now.document, command.trigger)
    assert trigger is not None  # noqa: S101 - the rule has seen it
    deferred = None if command.defer_until is None else micros(command.defer_until)
    former = emergencies.unreviewed(tx, command.scope) if trigger.kind == "break_glass" else 0
    needed = rules.approvals_needed(
        now.document, trigger, deferred=deferred is not None, unreviewed=former
    )
    grant_id = tx.ports.new_id("grant")
    return {
        "tenant": tx.tenant,
        "id": grant_id,
        "state": "requested",
        "trigger": command.trigger,
        "kind": trigger.kind,
        "requester": tx.actor.person,
        "duty": rules.opening_duty(now.document, command.trigger, duties),
        "scope_hash": rules.scope_hash(command.scope),
        "content_id": f"{grant_id}:request",
        "policy_version": now.version.version,
        "policy_hash": now.version.hash,
        "lasts": command.lasts,
        "approvals_needed": needed,
        "requested_at": tx.now,
        "deferred_until": deferred,
    }


_ON_RECORD: Final = (
    *("trigger", "kind", "duty", "scope_hash", "policy_version", "policy_hash"),
    *("lasts", "approvals_needed"),
)


def _record_request(tx: Tx, command: wire.RequestGrant, row: Mapping[str, Any]) -> None:
    deferred = time_text(row["deferred_until"])
    facts = {name: row[name] for name in _ON_RECORD} | rules.facts_of(command.scope)
    content = {
        "reason": command.reason,
        "scope": command.scope.model_dump(mode="json"),
        "document_hash": command.document_hash,
    }
    more = {} if deferred is None else {"deferred_until": deferred}
    if row["kind"] == "break_glass":
        more["alone"] = row["approvals_needed"] == 0
    said = {name: value for name, value in content.items() if value is not None}
    record(tx, "grant.requested", row["id"], {**facts, **more}, (row["content_id"], said))


def record(
    tx: Tx,
    kind: str,
    grant_id: str,
    facts: Mapping[str, Any],
    words: Words | None = None,
    *,
    audience: Audience = NOBODY,
) -> None:
    """Put on the record what was done with a grant, under which policy; who asked may hear of it."""
    draft = Draft(
        type=kind,
        object=grant_id,
        audience=audience,
        event={"grant_id": grant_id},
        facts=facts,
        rights=kind in {"grant.opened", "grant.closed"},
    )
    tx.record(worded(draft, words))


def _open(tx: Tx, row: Any, now: Ruling) -> None:
    """Open a grant from now on, for as long as it was asked for."""
    expires = micros(after(moment(tx.now), row.lasts))
    trigger = trigger_of(now.document, row.trigger)
    due = getattr(trigger, "review_due", None)
    review = None if due is None else micros(after(moment(expires), due))
    times = {"opened_at": tx.now, "expires_at": expires, "review_due": review}
    update(tx, row.id, {"state": "open", **times})
    facts = {"expires_at": time_text(expires), "policy_hash": now.version.hash}
    more = {} if review is None else {"review_due": time_text(review)}
    record(tx, "grant.opened", row.id, {**facts, **more}, audience=to_person(row.requester))
    if row.kind == "break_glass":
        _tell_officers(tx, row, now)


def _tell_officers(tx: Tx, row: Any, now: Ruling) -> None:
    """Tell who looks after privacy at once that somebody looks, and nobody approved it."""
    for officer in noticing.officers(tx, now.document, "break_glass"):
        if officer != row.requester:
            said = noticing.Under(row.trigger, row.policy_version)
            noticing.tell(tx, officer, "break_glass", said)


def update(tx: Tx, grant_id: str, values: Mapping[str, Any]) -> None:
    """Change a grant's row."""
    mine = (grants.c.tenant == tx.tenant, grants.c.id == grant_id)
    tx.execute(sa.update(grants).where(*mine).values(**values))


@implements(endpoints.APPROVE_GRANT)
def approve_grant(tx: Tx, command: wire.ApproveGrant) -> Doc[wire.Grant]:
    """Approve a request of exactly this scope; the last approval that it needs opens it."""
    row = access.changing(tx, command.grant_id)
    now = _deciding(tx, row)
    demand_read(command.scope_hash, row.scope_hash, "the scope")
    given = {one.person for one in queries.approvals(tx, [row.id])}
    if tx.actor.person in given:
        return Unchanged(wire.Grant, shown(tx, row.id).model_dump(mode="json"))
    _demand_entitled(tx, row, now)
    approval = {"person": tx.actor.person, "scope_hash": row.scope_hash, "at": tx.now}
    tx.execute(sa.insert(grant_approvals), {"tenant": tx.tenant, "grant": row.id, **approval})
    facts = {"scope_hash": row.scope_hash, "policy_hash": now.version.hash}
    record(tx, "grant.approved", row.id, facts, audience=to_person(row.requester))
    if len(given) + 1 >= row.approvals_needed:
        _open(tx, row, now)
    return Doc.of(shown(tx, row.id))


def _deciding(tx: Tx, row: Any) -> Ruling:
    """Return the policy in force for who may decide about a request that waits."""
    now = _demand_deciding(tx, row)
    if row.state != "requested":
        state = rules.state_at(row.state, row.expires_at, tx.now)
        raise Conflict(f"There is nothing to decide: this is {state}.")
    if tx.now >= micros(after(moment(row.requested_at), LAPSES)):
        raise Conflict("Nobody decided for two weeks: it is to be asked for again.")
    return now


def _demand_deciding(tx: Tx, row: Any) -> Ruling:
    """Let in who may decide about a request, and return the policy in force. Raises ``Forbidden``."""
    now = access.ruling(tx)
    duties, me = policy_access.duties(tx), tx.actor.person
    demand(rules.may_decide(now.document, row.trigger, duties, me, row.requester))
    access.demand_deciding(tx, row)
    return now


def _demand_entitled(tx: Tx, row: Any, now: Ruling) -> None:
    """Refuse to open anything for somebody who has lost the duty since they asked."""
    person = people_access.person(tx, row.requester)
    duties = policy_access.duties_of(person)
    if rules.opening_duty(now.document, row.trigger, duties) is None:
        raise Conflict("Who asked for this may not open it any more.")


@implements(endpoints.DENY_GRANT)
def deny_grant(tx: Tx, command: wire.DenyGrant) -> wire.Grant:
    """Say no to a request."""
    row = access.changing(tx, command.grant_id)
    _deciding(tx, row)
    _end(tx, row, "denied", command.reason)
    return shown(tx, row.id)


@implements(endpoints.CLOSE_GRANT)
def close_grant(tx: Tx, command: wire.CloseGrant) -> wire.Grant:
    """End a grant, or take a request back, before its time."""
    row = access.changing(tx, command.grant_id)
    duties, own = policy_access.duties(tx), row.requester == tx.actor.person
    if not own and APPROVERS.isdisjoint(duties):
        raise Forbidden("A grant is ended by who asked for it, or by who approves.")
    state = rules.state_at(row.state, row.expires_at, tx.now)
    if state not in {"requested", "open"}:
        raise Conflict(f"There is nothing to end: this is {state}.")
    _end(tx, row, "closed", command.reason)
    return shown(tx, row.id)


def _end(tx: Tx, row: Any, state: str, reason: str) -> None:
    content_id = f"{row.id}:end"
    values = {"state": state, "ended_by": tx.actor.person, "ended_content_id": content_id}
    update(tx, row.id, values)
    facts = {"policy_hash": row.policy_hash}
    words = (content_id, {"reason": reason})
    record(tx, f"grant.{state}", row.id, facts, words, audience=to_person(row.requester))


@implements(endpoints.REVIEW_GRANT)
def review_grant(tx: Tx, command: wire.ReviewGrant) -> wire.Grant:
    """Write down what an emergency was; never who broke the glass."""
    row = access.changing(tx, command.grant_id)
    if row.requester == tx.actor.person:
        raise Forbidden("Somebody else looks at what you opened.")
    demand(with_duty(policy_access.duties(tx), APPROVERS))
    access.demand_deciding(tx, row)
    if row.review_due is None or row.reviewed_by is not None:
        raise Conflict("There is no review due.")
    if rules.is_open(row.state, row.expires_at, tx.now):
        raise Conflict("It is open still: review it when it is over.")
    content_id = f"{row.id}:review"
    update(tx, row.id, {"reviewed_by": tx.actor.person, "review_content_id": content_id})
    facts = {"policy_hash": row.policy_hash}
    record(tx, "grant.reviewed", row.id, facts, (content_id, {"finding": command.finding}))
    return shown(tx, row.id)


def _may_prove(tx: Tx, grant_id: str) -> None:
    """Let those whom a grant concerns have proofs of what was done with it. Raises ``NotFound``."""
    access.grant(tx, grant_id)


for _kind in ("requested", "approved", "opened", "denied", "closed", "reviewed", "listed"):
    proofs.shows(f"grant.{_kind}")(_may_prove)


def _still(tx: Tx) -> list[sa.ColumnElement[bool]]:
    """Say of a request that it waits, and that the actor has not approved it."""
    given = sa.exists().where(
        grant_approvals.c.tenant == grants.c.tenant,
        grant_approvals.c.grant == grants.c.id,
        grant_approvals.c.person == tx.actor.person,
    )
    begun = micros(moment(tx.now) - timedelta(hours=length(LAPSES).hours))
    waits = (grants.c.state == "requested", grants.c.requested_at > begun)
    return [grants.c.tenant == tx.tenant, *waits, ~given]


seconding.still("grant", grants.c.id, _still)


# -- asking about grants ---------------------------------------------------------------------------


def shown(tx: Tx, grant_id: str) -> wire.Grant:
    """Return a grant as those see it whom it concerns."""
    return _all(tx, [access.grant(tx, grant_id)])[0]


def _all(tx: Tx, rows: list[Any]) -> list[wire.Grant]:
    said, approvals = queries.said(tx, rows), queries.approvals(tx, [row.id for row in rows])
    there = places.described(tx, {one for asked in said.values() for one in _named(asked)})
    return [present.grant(row, said, approvals, there, tx.now) for row in rows]


def _named(said: Mapping[str, Any]) -> list[str]:
    return list(said.get("scope", {}).get("conversations", ()))


@implements(endpoints.GET_GRANT)
def get_grant(tx: Tx, command: wire.GetGrant) -> wire.Grant:
    """Return a grant."""
    return shown(tx, command.grant_id)


@implements(endpoints.LIST_GRANTS)
def list_grants(tx: Tx, command: wire.ListGrants) -> Page[wire.Grant]:
    """List grants, the latest first; none that others asked about the actor or their line."""
    seen = access.seen_by(tx)

    def fetch(last: Any) -> list[Any]:
        return list(tx.execute(_query(tx, command, seen, last)))

    page, more = listing.filled(fetch, partial(access.outside, tx), command.limit)
    cursor = write_cursor(page[-1].requested_at, page[-1].id) if more else None
    return Page[wire.Grant](data=_all(tx, page), next_cursor=cursor)


def _query(
    tx: Tx, command: wire.ListGrants, seen: list[sa.ColumnElement[bool]], last: Any
) -> sa.Select[Any]:
    query = sa.select(grants).where(grants.c.tenant == tx.tenant, *seen)
    if command.state is not None:
        query = query.where(*_in_state(command.state, tx.now))
    at, one = grants.c.requested_at, grants.c.id
    before = None if last is None else [last.requested_at, last.id]
    if before is None and command.cursor is not None:
        before = read_cursor(command.cursor, int, str)
    if before is not None:
        query = query.where(sa.tuple_(at, one) < sa.tuple_(*before))
    return query.order_by(at.desc(), one.desc()).limit(listing.AT_ONCE)


def _in_state(state: str, now: int) -> list[sa.ColumnElement[bool]]:
    if state == "open":
        return [grants.c.state == "open", grants.c.expires_at > now]
    if state == "expired":
        return [grants.c.state == "open", grants.c.expires_at <= now]
    return [grants.c.state == state]
