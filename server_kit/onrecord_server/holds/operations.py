"""Placing, widening and ending holds. None of it deletes anything."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from onrecord import endpoints
from onrecord.errors import Conflict, Invalid
from onrecord.wire import holds as wire
from onrecord.wire.notices import SecondNeed
from onrecord.wire.page import Page
from onrecord_server.core.decision import demand
from onrecord_server.core.draft import to_person
from onrecord_server.core.operation import Tx, implements
from onrecord_server.core.paging import latest_first
from onrecord_server.holds import access, counting, present, queries, rules, telling
from onrecord_server.holds.recording import facts_of, record, update
from onrecord_server.holds.rows import holds
from onrecord_server.messages import proofs
from onrecord_server.moderation.titling import demand_showable
from onrecord_server.people.rows import people
from onrecord_server.policy import seconding
from onrecord_server.policy.deciding import demand_read


# -- placing and widening --------------------------------------------------------------------------


@implements(endpoints.CREATE_HOLD)
def create_hold(tx: Tx, command: wire.CreateHold) -> wire.Hold:
    """Keep what a scope covers, from now on; tell its custodians, unless it is silent."""
    access.demand_holder(tx)
    said = _said(command, name=command.name, reason=command.reason)
    _demand_sound(tx, said, silent=command.silent)
    if not command.silent:
        demand_showable(tx, command.name, command.notice)
    if command.silent and access.concerns(tx, said):
        raise Invalid("You know of this: somebody else holds it in silence.")
    row = _row(tx, command, said)
    tx.execute(sa.insert(holds), row)
    facts = {"silent": command.silent, "revision": 1, **facts_of(said)}
    record(tx, "hold.placed", row["id"], facts, (row["content_id"], said))
    made = access.hold(tx, row["id"])
    if not command.silent:
        telling.ask(tx, made, queries.told_of(said), command.acknowledge_within)
    else:
        _tell_seconds(tx, "hold", made, made.requester)
    return shown(tx, row["id"])


def _tell_seconds(tx: Tx, needs: SecondNeed, row: Any, asked_by: str) -> None:
    """Tell whoever may decide about a hold that it waits."""
    seconding.tell(
        tx,
        seconding.Waits(needs, row.id, "hold"),
        rules.HOLDERS,
        lambda theirs: _demand_other(theirs, access.hold(theirs, row.id), asked_by, row.scope_hash),
    )


def _still(state: str) -> seconding.Still:
    """Say of a hold that it waits; of one that has come to concern the actor, nothing is said any more."""
    return lambda tx: [
        holds.c.tenant == tx.tenant,
        holds.c.state == state,
        holds.c.id.not_in(access.hidden(tx)),
    ]


seconding.still("hold", holds.c.id, _still("requested"))
seconding.still("release", holds.c.id, _still("releasing"))


def _said(command: Any, *, name: str, reason: str) -> dict[str, Any]:
    said = {
        "name": name,
        "reason": reason,
        "notice": command.notice,
        "scope": command.scope.model_dump(mode="json"),
        "tell": sorted(command.tell),
    }
    return {key: value for key, value in said.items() if value is not None}


def _demand_sound(tx: Tx, said: Mapping[str, Any], *, silent: bool) -> None:
    """Refuse a scope that names nothing, or what is not there: it would keep nothing."""
    found = rules.faults(queries.scope("", said), said["tell"], silent=silent)
    errors = [
        {"pointer": where, "detail": why} for where, why in (*found, *counting.absent(tx, said))
    ]
    if errors:
        raise Invalid("This cannot be held as it is.", errors=errors)


def _row(tx: Tx, command: wire.CreateHold, said: Mapping[str, Any]) -> dict[str, Any]:
    hold_id = tx.ports.new_id("hold")
    return {
        "tenant": tx.tenant,
        "id": hold_id,
        "state": "requested" if command.silent else "open",
        "silent": command.silent,
        "requester": tx.actor.person,
        "scope_hash": rules.hash_of(said),
        "revision": 1,
        "content_id": f"{hold_id}:1",
        "requested_at": tx.now,
        "opened_at": None if command.silent else tx.now,
    }


@implements(endpoints.WIDEN_HOLD)
def widen_hold(tx: Tx, command: wire.WidenHold) -> wire.Hold:
    """Let an open hold cover more; tell those for whom something is new."""
    row = access.changing(tx, command.hold_id, "open")
    if row.silent:
        raise Conflict("Its silence was approved as it is: open a second hold beside it.")
    if row.revision != command.revision:
        raise Conflict("It covers more by now: read it again.")
    before = queries.said(tx, [row.content_id])[row.content_id]
    said = _widened(command, before)
    demand_showable(tx, command.notice)
    _demand_sound(tx, said, silent=False)
    decision = rules.may_widen(queries.scope(row.id, before), queries.scope(row.id, said))
    if not decision.allowed:
        raise Conflict(decision.reason)
    _widen(tx, row, said)
    told = {one.person for one in queries.told(tx, [row.id])[row.id]}
    named = queries.told_of(said)
    news = (named | told) if _news(before) != _news(said) else named - told
    telling.ask(tx, access.hold(tx, row.id), news, command.acknowledge_within)
    return shown(tx, row.id)


def _widened(command: wire.WidenHold, before: Mapping[str, Any]) -> dict[str, Any]:
    said = _said(command, name=before["name"], reason=before["reason"])
    tell = sorted({*said["tell"], *before.get("tell", ())})
    kept = {"notice": before["notice"]} if "notice" in before else {}
    return {**kept, **said, "tell": tell, "widened": command.reason}


def _news(said: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return what custodians are told, as it is written."""
    return said.get("notice"), said["scope"]["since"], said["scope"]["until"]


def _widen(tx: Tx, row: Any, said: Mapping[str, Any]) -> None:
    revision = row.revision + 1
    content_id = f"{row.id}:{revision}"
    new = {"scope_hash": rules.hash_of(said), "revision": revision, "content_id": content_id}
    update(tx, row.id, new)
    facts = {"revision": revision, **facts_of(said)}
    to = to_person(row.requester)
    record(tx, "hold.widened", row.id, facts, (content_id, said), audience=to)


# -- silence and release ---------------------------------------------------------------------------


@implements(endpoints.APPROVE_HOLD)
def approve_hold(tx: Tx, command: wire.ApproveHold) -> wire.Hold:
    """Approve that a hold is silent."""
    row = access.changing(tx, command.hold_id, "requested")
    _demand_other(tx, row, row.requester, command.scope_hash)
    opened = {"state": "open", "opened_at": tx.now, "approved_by": tx.actor.person}
    update(tx, row.id, opened)
    facts = {"scope_hash": row.scope_hash}
    record(tx, "hold.approved", row.id, facts, audience=to_person(row.requester))
    return shown(tx, row.id)


def _demand_other(tx: Tx, row: Any, asked_by: str, scope_hash: str) -> None:
    """Let decide who did not ask and is not named, about exactly what they read."""
    demand(rules.may_decide(tx.actor.person, asked_by, named=_named(tx, row)))
    demand_read(scope_hash, row.scope_hash, "this hold")


def _named(tx: Tx, row: Any) -> bool:
    return access.concerns(tx, queries.said(tx, [row.content_id])[row.content_id])


@implements(endpoints.REFUSE_HOLD)
def refuse_hold(tx: Tx, command: wire.RefuseHold) -> wire.Hold:
    """Refuse that a hold is silent, which ends it, or that it ends, so that it stays."""
    row = access.changing(tx, command.hold_id, "requested", "releasing")
    demand(rules.may_end(named=_named(tx, row)))
    content_id = _content_id(tx, row.id, "refusal")
    if row.state == "requested":
        values = {"state": "refused", "ended_by": tx.actor.person, "ended_at": tx.now}
    else:
        values = {"state": "open", "release_asked_by": None, "release_content_id": None}
    update(tx, row.id, values | {"refusal_content_id": content_id})
    facts, words = {"state": values["state"]}, (content_id, {"reason": command.reason})
    record(tx, "hold.refused", row.id, facts, words, audience=to_person(row.requester))
    return shown(tx, row.id)


def _content_id(tx: Tx, hold_id: str, what: str) -> str:
    """Return the id of words that may be written more than once of a hold."""
    return f"{hold_id}:{what}:{tx.ports.new_id('hold').partition('_')[2]}"


@implements(endpoints.ASK_RELEASE)
def ask_release(tx: Tx, command: wire.AskRelease) -> wire.Hold:
    """Ask to end a hold; it keeps what it covers until somebody else releases it."""
    row = access.changing(tx, command.hold_id, "open")
    demand(rules.may_end(named=_named(tx, row)))
    content_id = _content_id(tx, row.id, "release")
    asked = {"release_asked_by": tx.actor.person, "release_content_id": content_id}
    update(tx, row.id, {"state": "releasing", **asked})
    facts, words = {"scope_hash": row.scope_hash}, (content_id, {"reason": command.reason})
    record(tx, "hold.release_asked", row.id, facts, words, audience=to_person(row.requester))
    _tell_seconds(tx, "release", row, tx.actor.person)
    return shown(tx, row.id)


@implements(endpoints.RELEASE_HOLD)
def release_hold(tx: Tx, command: wire.ReleaseHold) -> wire.Hold:
    """End a hold whose release somebody else asked for; tell its custodians. Nothing is deleted."""
    row = access.changing(tx, command.hold_id, "releasing")
    _demand_other(tx, row, row.release_asked_by, command.scope_hash)
    update(tx, row.id, {"state": "released", "ended_by": tx.actor.person, "ended_at": tx.now})
    facts = {"scope_hash": row.scope_hash}
    record(tx, "hold.released", row.id, facts, audience=to_person(row.requester))
    telling.lift(tx, row.id)
    return shown(tx, row.id)


# -- asking about holds ----------------------------------------------------------------------------


def shown(tx: Tx, hold_id: str) -> wire.Hold:
    """Return a hold as those see it who may."""
    return _all(tx, [access.hold(tx, hold_id)])[0]


def _all(tx: Tx, rows: list[Any]) -> list[wire.Hold]:
    contents = ("content_id", "release_content_id", "refusal_content_id")
    said = queries.said(tx, [getattr(row, name) for row in rows for name in contents])
    told = queries.told(tx, [row.id for row in rows])
    left = _left(tx, {one.person for found in told.values() for one in found})
    return [present.hold(row, said, told[row.id], left, tx.now) for row in rows]


def _left(tx: Tx, ids: set[str]) -> set[str]:
    mine = (people.c.tenant == tx.tenant, people.c.id.in_(sorted(ids)))
    query = sa.select(people.c.id).where(*mine, people.c.status != "active")
    return set(tx.execute(query).scalars())


@implements(endpoints.GET_HOLD)
def get_hold(tx: Tx, command: wire.GetHold) -> wire.Hold:
    """Return a hold."""
    return shown(tx, command.hold_id)


@implements(endpoints.LIST_HOLDS)
def list_holds(tx: Tx, command: wire.ListHolds) -> Page[wire.Hold]:
    """List holds, the latest first."""
    access.demand_reader(tx)
    unseen = holds.c.id.not_in(access.hidden(tx))
    query = sa.select(holds).where(holds.c.tenant == tx.tenant, unseen)
    if command.state is not None:
        query = query.where(holds.c.state == command.state)
    page, cursor = latest_first(tx, query, (holds.c.requested_at, holds.c.id), command)
    return Page[wire.Hold](data=_all(tx, page), next_cursor=cursor)


def _may_prove(tx: Tx, hold_id: str) -> None:
    """Let those who see a hold have proofs of what was done with it. Raises ``NotFound``."""
    access.hold(tx, hold_id)


for _kind in ("placed", "approved", "refused", "widened", "release_asked", "released"):
    proofs.shows(f"hold.{_kind}")(_may_prove)
