"""Reads how far a record is signed, and by which keys, as the record names them."""

import json
from typing import Any, Final

import sqlalchemy as sa

from onrecord.wire.record_health import RecordKey, SigningHealth
from onrecord_server.core.doc import moment
from onrecord_server.core.reactors import reactors
from onrecord_server.core.rows import entries
from onrecord_server.exports.names import Ask
from onrecord_server.record.heads import ROTATED
from onrecord_server.record.rows import checkpoints
from onrecord_server.record.signer import NAME, Rhythm
from onrecord_server.record_health import rules


#: Rotations that are shown, the latest of them.
_MOST: Final = 50


def standing(ask: Ask, tenant: str, *, signs: bool, end: int, now: int) -> SigningHealth:
    """Return how far a record is signed that gives ``end`` as its next position."""
    head, parked = newest(ask, tenant), _parked(ask, tenant)
    size = 0 if head is None else head.size
    oldest = _came(ask, tenant, size) if signs and size < end else None
    state = rules.signing_state(
        signs=signs,
        size=None if head is None else head.size,
        parked=parked is not None,
        oldest=oldest,
        now=now,
    )
    return SigningHealth(
        state=state,
        every_seconds=int(Rhythm().seconds),
        size=size,
        at=None if head is None else moment(head.at),
        waiting=max(end - size, 0),
        waiting_since=None if oldest is None else moment(oldest),
        reason=rules.reason_of(parked.problem) if parked is not None else None,
        keys=[] if head is None else _keys(ask, tenant, head),
    )


def newest(ask: Ask, tenant: str) -> Any:
    """Return the newest signed head, or ``None``."""
    query = sa.select(checkpoints).where(checkpoints.c.tenant == tenant)
    rows = ask(query.order_by(checkpoints.c.at.desc(), checkpoints.c.size.desc()).limit(1))
    return rows[0] if rows else None


def _parked(ask: Ask, tenant: str) -> Any:
    mine = (reactors.c.tenant == tenant, reactors.c.name == NAME, reactors.c.parked.is_(True))
    rows = ask(sa.select(reactors.c.problem).where(*mine))
    return rows[0] if rows else None


def _came(ask: Ask, tenant: str, position: int) -> int | None:
    mine = (entries.c.tenant == tenant, entries.c.position >= position)
    rows = ask(sa.select(entries.c.at).where(*mine).order_by(entries.c.position).limit(1))
    return int(rows[0].at) if rows else None


# -- keys --------------------------------------------------------------------------------------------


def _keys(ask: Ask, tenant: str, head: Any) -> list[RecordKey]:
    """Return the keys of an origin: that of its first head, and those that rotations put in its place."""
    mine = (checkpoints.c.tenant == tenant, checkpoints.c.origin == head.origin)
    (first,) = ask(sa.select(checkpoints).where(*mine).order_by(checkpoints.c.size).limit(1))
    found = [_key(first.vkey, head, since=moment(first.at))]
    for row in reversed(ask(_rotations(tenant))):
        facts = json.loads(row.entry)["facts"]
        if facts["vkey"].startswith(f"{head.origin}+") and facts["vkey"] != first.vkey:
            vouched = facts.get("statement") is not None
            said = {"since": moment(row.at), "position": row.position, "vouched": vouched}
            found.append(_key(facts["vkey"], head, **said))
    return found


def _rotations(tenant: str) -> sa.Select[Any]:
    mine = (entries.c.tenant == tenant, entries.c.object == "record", entries.c.type == ROTATED)
    query = sa.select(entries.c.position, entries.c.at, entries.c.entry).where(*mine)
    return query.order_by(entries.c.position.desc()).limit(_MOST)


def _key(vkey: str, head: Any, **said: Any) -> RecordKey:
    """Return a key as it is shown. A name holds no plus, so its id stands behind the first one."""
    return RecordKey(id=vkey.split("+", 2)[1], active=vkey == head.vkey, **said)
