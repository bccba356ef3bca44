"""Freezing people: they read on and cannot write, until it ends by itself or is ended.

Who is frozen is held with the rights, so that a send asks nothing. ``freeze`` and ``unfreeze`` ask for
no right of their own; those who call them do. Nobody is shown who decided.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

import sqlalchemy as sa

from onrecord.errors import Frozen, Invalid, Refusal
from onrecord_server.core.actor import Actor
from onrecord_server.core.doc import micros, moment, time_text
from onrecord_server.core.draft import Draft, to_person
from onrecord_server.core.held import held, hold
from onrecord_server.core.operation import Tx
from onrecord_server.core.sets import upsert
from onrecord_server.core.stream import Stored, composes
from onrecord_server.core.unit import Unit
from onrecord_server.moderation.recurring import hits_since
from onrecord_server.moderation.rows import freezes
from onrecord_server.policy import access as policy_access
from onrecord_server.policy import wording
from onrecord_server.policy.durations import after, is_longer
from onrecord_server.policy.rules import LONGEST_FREEZE, TOO_LONG


#: Who is shown to have decided about people and messages: the house, never a reviewer.
HOUSE: Final = "service:oversight"
#: What somebody does to others in a place that they lead, or by their duty, and the words that they put before
#: them so; who is frozen would silence them or write to them instead. A duty that nobody else is touched by stays.
LEADS: Final = frozenset(
    {
        *("conversations.add_members", "conversations.change_member"),
        *("conversations.archive", "conversations.unarchive"),
        *("spaces.add_members", "spaces.change_member", "spaces.remove_member", "spaces.decide"),
        *("spaces.set_rule", "spaces.archive", "spaces.unarchive"),
        *("announcements.set_audience", "pins.remove"),
        *("holds.create", "holds.widen", "import_requests.create", "grants.request"),
        *("people.freeze", "people.end_sessions"),
    }
)
#: From how many hits of one trigger, within how long, somebody is frozen for how long.
Rule = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class Standing:
    """That somebody is frozen."""

    person: str
    begins_at: int
    ends_at: int
    trigger: str | None
    reason: str | None
    message: str | None = None


@dataclass(frozen=True, slots=True)
class Cause:
    """The message with which a rule has found somebody often enough."""

    message: str
    conversation: str
    policy_version: int


_FROZEN: Final = sa.select(*(freezes.c[name] for name in Standing.__dataclass_fields__)).where(
    freezes.c.tenant == sa.bindparam("tenant"), freezes.c.ends_at > sa.bindparam("now")
)


def frozen(unit: Unit, tenant: str, now: int) -> Mapping[str, Standing]:
    """Return who is frozen at a moment."""
    key = (tenant, "freezes", "")
    known: dict[Any, dict[str, Standing]] = held(unit, [key])
    if key not in known:
        relied = unit.rely_on_rights(tenant)
        rows: Any = unit.execute(_FROZEN, {"tenant": tenant, "now": now})
        known = {key: {row.person: Standing(*row) for row in rows}}
        hold(unit, tenant, relied, known)
    return {name: one for name, one in known[key].items() if one.ends_at > now}


def refusals(txs: Sequence[Tx]) -> list[Refusal | None]:
    """Say of each who is about to write whether they are frozen: ``None`` if not."""
    found: dict[str, Mapping[str, Standing]] = {}
    for tx in txs:
        if tx.tenant not in found:
            found[tx.tenant] = frozen(tx.unit, tx.tenant, tx.now)
    return [_refusal(found[tx.tenant].get(tx.actor.person)) for tx in txs]


def _refusal(standing: Standing | None) -> Refusal | None:
    if standing is None:
        return None
    until = time_text(standing.ends_at)
    extra = {"until": until, "trigger": standing.trigger}
    return Frozen(f"You can read, and write again after {until}.", extra=extra)


def admit_to(tx: Tx, name: str) -> None:
    """Admit the actor to an operation; the composition root asks this before each of them."""
    policy_access.admit_to(tx, name)
    if name in policy_access.SPEAKS | LEADS:
        demand_unfrozen(tx)


def demand_unfrozen(tx: Tx) -> None:
    """Refuse who is frozen. Raises ``Frozen``."""
    if (refusal := refusals([tx])[0]) is not None:
        raise refusal


# -- changing --------------------------------------------------------------------------------------


def demand_bounded(lasts: str) -> None:
    """Refuse a freeze of more than a year. Raises ``Invalid``."""
    if is_longer(lasts, LONGEST_FREEZE):
        raise Invalid(TOO_LONG, errors=[{"pointer": "/lasts", "detail": TOO_LONG}])


def freeze(
    tx: Tx,
    person: str,
    lasts: str,
    *,
    trigger: str | None = None,
    reason: str | None = None,
    cause: Cause | None = None,
) -> Standing:
    """Keep a person from writing from now on, for as long as an ISO 8601 duration says.

    Where a rule did it, the entry names its ``cause``: the person's notice follows from that.
    """
    ends_at = micros(after(moment(tx.now), lasts))
    about = None if cause is None else cause.message
    standing = Standing(person, tx.now, ends_at, trigger, reason, about)
    row = {name: getattr(standing, name) for name in Standing.__dataclass_fields__}
    upsert(tx.unit, freezes, [{"tenant": tx.tenant, **row}], [n for n in row if n != "person"])
    facts = {"person_id": person, "ends_at": time_text(ends_at), "trigger": trigger}
    more = {} if cause is None else asdict(cause) | wording.named(tx.unit, tx.tenant, "freeze")
    said = {name: value for name, value in {**facts, "reason": reason, **more}.items() if value}
    _record(tx, "person.frozen", person, {"freeze": document(standing)}, said)
    return standing


def unfreeze(tx: Tx, person: str) -> bool:
    """Let a person write again; false where they are not frozen."""
    if person not in frozen(tx.unit, tx.tenant, tx.now):
        return False
    mine = (freezes.c.tenant == tx.tenant, freezes.c.person == person)
    tx.execute(sa.update(freezes).where(*mine).values(ends_at=tx.now))
    _record(tx, "person.unfrozen", person, {"person_id": person}, {"person_id": person})
    return True


def _record(
    tx: Tx, kind: str, person: str, event: Mapping[str, Any], facts: Mapping[str, Any]
) -> None:
    house = replace(tx, actor=Actor(tx.tenant, HOUSE))
    house.record(Draft(kind, f"person:{person}", to_person(person), event, facts, rights=True))
    tx.recorded += 1


def document(standing: Standing) -> dict[str, Any]:
    """Return what is said of a freeze."""
    return {
        "person_id": standing.person,
        "begins_at": time_text(standing.begins_at),
        "ends_at": time_text(standing.ends_at),
        "trigger": standing.trigger,
        "reason_code": standing.reason,
    }


@composes("person.frozen")
def _frozen_event(item: Stored) -> dict[str, Any]:
    facts = item.entry["facts"]
    said = {name: facts.get(name) for name in ("person_id", "ends_at", "trigger")}
    more = {"begins_at": item.entry["at"], "reason_code": facts.get("reason")}
    return {"freeze": {**said, **more}}


@composes("person.unfrozen")
def _unfrozen_event(item: Stored) -> dict[str, Any]:
    return {"person_id": item.entry["facts"]["person_id"]}


# -- by itself -------------------------------------------------------------------------------------


def count(tx: Tx, author: str, trigger: str, rule: Rule, cause: Cause) -> None:
    """Freeze an author whom a trigger has found so often by now, this time among them."""
    most, within, lasts = rule
    since = tx.now - (micros(after(moment(tx.now), within)) - tx.now)
    begun = max(since, _last_end(tx, author))
    if hits_since(tx, trigger, begun, author=author) >= most and author not in frozen(
        tx.unit, tx.tenant, tx.now
    ):
        freeze(tx, author, lasts, trigger=trigger, cause=cause)


def _last_end(tx: Tx, author: str) -> int:
    """Return when a person was last let write again: what was before is over."""
    query = sa.select(freezes.c.ends_at).where(
        freezes.c.tenant == tx.tenant, freezes.c.person == author
    )
    return int(tx.execute(query).scalar() or 0)
